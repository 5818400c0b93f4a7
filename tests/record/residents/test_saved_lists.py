"""A roster as somebody keeps it: one's own, or everybody's."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.record.residents import actions, queries
from hearth.record.residents.models import SavedList


pytestmark = pytest.mark.django_db
ASKED = {"columns": ["room", "name"], "filters": {"hospice": ["yes"]}, "sort": "room"}


def without(scope, permission):
    return replace(scope, permissions=frozenset({"residents.view_residents"} - {permission}))


def test_a_list_is_kept_for_oneself(does, actor, somebody_else):
    row = actions.save_list(**does, name=" Hospice ", asked=ASKED)
    assert (row.name, row.owner, row.asked) == ("Hospice", actor, ASKED)
    assert list(queries.saved_lists(does["scope"], actor)) == [row]
    assert list(queries.saved_lists(does["scope"], somebody_else)) == []
    assert AuditEvent.objects.filter(action="residents.save_list").count() == 1


def test_a_shared_list_is_everybodys(does, somebody_else):
    row = actions.save_list(**does, name="Hospice", asked=ASKED, shared=True)
    assert list(queries.saved_lists(does["scope"], somebody_else)) == [row]


def test_the_same_name_again_is_the_same_list(does):
    first = actions.save_list(**does, name="Hospice", asked=ASKED)
    again = actions.save_list(**does, name="Hospice", asked=ASKED | {"sort": "name"})
    assert (again.pk, again.asked["sort"]) == (first.pk, "name")


def test_sharing_is_for_who_may(does):
    scope = without(does["scope"], "residents.share_list")
    with pytest.raises(Refused) as refusal:
        actions.save_list(scope=scope, by=does["by"], name="X", asked=ASKED, shared=True)
    assert refusal.value.code == "not-to-share"


@pytest.mark.parametrize(("name", "code"), [(" ", "name-missing"), ("x" * 81, "too-long")])
def test_a_list_needs_a_name_that_fits(does, name, code):
    with pytest.raises(Refused) as refusal:
        actions.save_list(**does, name=name, asked=ASKED)
    assert refusal.value.code == code


def test_a_list_is_taken_off_once_by_its_owner(does, somebody_else):
    row = actions.save_list(**does, name="Hospice", asked=ASKED)
    with pytest.raises(Refused) as refusal:
        actions.end_list(scope=does["scope"], by=somebody_else, saved=row)
    assert refusal.value.code == "not-yours"
    actions.end_list(**does, saved=row)
    assert list(queries.saved_lists(does["scope"], does["by"])) == []
    with pytest.raises(Conflict):
        actions.end_list(**does, saved=row)
    assert actions.save_list(**does, name="Hospice", asked=ASKED).pk != row.pk


def test_everybodys_list_is_taken_off_by_who_may_share(does, somebody_else):
    row = actions.save_list(**does, name="Hospice", asked=ASKED, shared=True)
    scope = without(does["scope"], "residents.share_list")
    with pytest.raises(Refused) as refusal:
        actions.end_list(scope=scope, by=somebody_else, saved=row)
    assert refusal.value.code == "not-yours"
    assert actions.end_list(scope=does["scope"], by=somebody_else, saved=row).ended_at


def test_the_database_keeps_a_shared_name_once(does):
    row = actions.save_list(**does, name="Hospice", asked=ASKED, shared=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedList.objects.create(
            facility_id=row.facility_id,
            name="Hospice",
            saved_at=row.saved_at,
            saved_by=row.saved_by,
        )
