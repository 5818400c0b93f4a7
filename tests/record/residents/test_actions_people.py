"""People on the record: what each verb leaves behind, and what it refuses."""

from datetime import date

import pytest

from hearth.record.residents import actions
from hearth.record.residents.actions import NewNumber, NewResident
from hearth.record.residents.models import Identifier, MergeLink, ResidentTerm


pytestmark = pytest.mark.django_db


def test_add(facility, actor, scope):
    does = {"scope": scope, "by": actor}
    person = NewResident(
        family="Hayes",
        given="Margaret",
        birth_date=date(1936, 4, 12),
        ssn="219-09-9999",
        numbers=[NewNumber(value="1EG4-TE5-MK73", type="MC"), NewNumber(value="77", type="MR")],
    )
    one = actions.add_resident(**does, person=person)
    assert one.ssn_last4 == "9999"
    assert Identifier.objects.get(type="MC").value == ""
    with pytest.raises(actions.DuplicatesFound) as refused:
        actions.add_resident(
            **does,
            person=NewResident(
                family="Hays", given="Peggy Margaret", birth_date=date(1936, 4, 12)
            ),
        )
    assert refused.value.found[0].resident == one
    two = actions.add_resident(
        **does,
        person=NewResident(
            family="Hays",
            given="Margaret",
            birth_date=date(1936, 4, 12),
            not_the_same_as=[one.pk],
            not_the_same_reason="Cousins",
        ),
    )
    assert MergeLink.objects.get().reversed_reason == "Cousins"
    actions.raise_flag(**does, resident=two, code="fall")
    actions.change_resident(**does, resident=two, changes={"family": "Boyle"})
    assert ResidentTerm.objects.filter(resident=two, term="boyle").exists()
    assert not ResidentTerm.objects.filter(resident=two, term="hays").exists()
    assert (
        len(
            actions.add_residents(
                **does, people=[NewResident(family="Chen"), NewResident(family="Ruiz")]
            )
        )
        == 2
    )
