"""Rows read beside other rows are the rows themselves: every column, in order, within the scope."""

import pytest
from django.db.models import OuterRef

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.platform.tenancy.rows import made, read_together, rows_of
from hearth.record.observations.models import Observation
from hearth.record.residents.models import Contact, Resident, Stay, Whereabouts
from tests.factories.residents import make_contact, make_resident, make_stay, make_whereabouts


pytestmark = pytest.mark.django_db


def columns(row):
    return [(f.attname, getattr(row, f.attname)) for f in row._meta.concrete_fields]


def test_lists_of_several_tables_are_read_in_one_statement(
    scope, facility, actor, django_assert_num_queries
):
    resident = make_resident(facility)
    make_stay(resident, starts=clock.now(), expected_end=clock.now().date())
    make_contact(resident, "Boyle", tell_from="07:00", languages=["es"])
    make_contact(resident, "Adams", position=2)
    make_whereabouts(resident, actor, code="out", taken_along={"walker": 1})
    lists = (
        Contact.objects.order_by("family"),
        Stay.objects.order_by("pk"),
        Whereabouts.objects.order_by("pk"),
    )
    with django_assert_num_queries(1):
        found = read_together(scope, *lists)
    assert [one.family for one in found[0]] == ["Adams", "Boyle"]
    for rows, real in zip(found, lists, strict=True):
        assert [columns(row) for row in rows] == [columns(row) for row in real]


def test_a_number_is_never_read_as_another():
    with pytest.raises(TypeError, match="another number"):
        made(Observation, [])


def test_a_list_that_cannot_hold_anything_is_empty(scope, facility):
    make_contact(make_resident(facility))
    everybody = Contact.objects.order_by("pk")
    assert read_together(scope, everybody.none(), everybody) == [[], list(everybody)]


def test_another_community_is_not_in_it(scope, other_facility):
    with scoped(process_scope("test", other_facility.pk)):
        make_contact(make_resident(other_facility))
        assert Contact.objects.count() == 1
    assert read_together(scope, Contact.objects.order_by("pk")) == [[]]


def test_rows_stand_with_the_row_they_belong_to(scope, facility):
    hayes, moss = make_resident(facility), make_resident(facility, "Moss")
    make_contact(hayes, "Boyle"), make_contact(hayes, "Adams"), make_contact(moss, "Kerr")
    theirs = Contact.objects.filter(resident_id=OuterRef("pk")).order_by("family")
    found = Resident.objects.annotate(called=rows_of(theirs)).order_by("family")
    names = [[one.family for one in made(Contact, row.called)] for row in found]
    assert names == [["Adams", "Boyle"], ["Kerr"]]
