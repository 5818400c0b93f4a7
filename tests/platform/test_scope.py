"""The second wall: what the database shows without a scope, and with one."""

from dataclasses import replace

import pytest
from django.db import ProgrammingError, connection, transaction

from hearth.platform.scope import current_scope, going_on_as, process_scope, scoped
from hearth.platform.tenancy.models import Neighborhood
from tests.factories.tenancy import make_neighborhood


pytestmark = pytest.mark.django_db


def test_the_serving_role_can_neither_bypass_nor_own():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, pg_has_role(current_user, 'hearth_owner', 'member') "
            "FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False)


def test_a_query_without_a_scope_is_an_error(facility):
    make_neighborhood(facility)
    with pytest.raises(ProgrammingError, match="no scope"), transaction.atomic():
        list(Neighborhood.objects.all())


def test_another_community_is_not_found_and_cannot_be_written(facility, other_facility):
    mine, theirs = make_neighborhood(facility), make_neighborhood(other_facility)
    with scoped(process_scope("test", facility.pk)):
        assert list(Neighborhood.objects.all()) == [mine]
        assert Neighborhood.objects.filter(pk=theirs.pk).update(name="Taken") == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Neighborhood.objects.create(facility=other_facility, name="Planted")


def test_an_inner_scope_ends_where_it_ends(facility, other_facility):
    make_neighborhood(facility), make_neighborhood(other_facility, "West")
    with scoped(process_scope("test", facility.pk)):
        with scoped(process_scope("test", other_facility.pk)):
            assert [n.name for n in Neighborhood.objects.all()] == ["West"]
        assert [n.name for n in Neighborhood.objects.all()] == ["East"]


def test_the_rest_of_a_transaction_is_asked_as_another_scope(facility, other_facility):
    make_neighborhood(facility), make_neighborhood(other_facility, "West")
    with scoped(process_scope("test", facility.pk)) as outer:
        with going_on_as(process_scope("test", other_facility.pk)) as inner:
            assert current_scope() is inner
            assert [n.name for n in Neighborhood.objects.all()] == ["West"]
        assert current_scope() is outer
        assert [n.name for n in Neighborhood.objects.all()] == ["East"]


def test_what_the_database_holds_to_already_it_is_not_told_again(
    facility, django_assert_num_queries
):
    with scoped(process_scope("test", facility.pk)) as outer:
        more = replace(outer, permissions=frozenset({"office.view_office"}))
        with django_assert_num_queries(0), going_on_as(more):
            assert current_scope() is more


def test_there_is_nothing_to_go_on_from_outside_of_a_scope(facility):
    with pytest.raises(RuntimeError), going_on_as(process_scope("test", facility.pk)):
        pass
