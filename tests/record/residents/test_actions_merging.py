"""Two records of one person; one person at two communities."""

from dataclasses import replace

import pytest
from django.db import Error, transaction

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents import actions, queries
from hearth.record.residents.actions import NewAllergy, NewContact
from hearth.record.residents.models import MergeLink, Resident
from tests.factories.residents import make_resident
from tests.factories.tenancy import make_facility
from tests.record.residents.leaving import audited, everything, refused, told


pytestmark = pytest.mark.django_db


@pytest.fixture
def duplicate(facility, scope):
    return make_resident(facility, "Hays", "Peggy")


@pytest.fixture
def proposed(does, resident, duplicate):
    return actions.propose_merge(
        **does, resident=resident, duplicate=duplicate, reason="Same birthday and street"
    )


@pytest.fixture
def merged(does, somebody_else, proposed):
    return actions.confirm_merge(scope=does["scope"], by=somebody_else, merge=proposed)


def test_a_proposal_changes_nothing_until_somebody_else_confirms(does, proposed, duplicate):
    duplicate.refresh_from_db()
    assert duplicate.merged_into_id is None
    assert list(queries.open_merges(does["scope"])) == [proposed]
    assert audited("residents.propose_merge") == len(told("MergeProposed")) == 1
    assert queries.possible_merges(does["scope"], duplicate) == []


def test_the_proposer_cannot_confirm(does, proposed):
    with refused("second-person"):
        actions.confirm_merge(**does, merge=proposed)


def test_confirmed_the_duplicate_points_at_what_stays_and_no_row_moves(
    does, somebody_else, resident, duplicate, proposed
):
    allergy = actions.add_allergy(
        **does, resident=duplicate, allergy=NewAllergy(text="Penicillin")
    )
    before = everything()
    actions.confirm_merge(scope=does["scope"], by=somebody_else, merge=proposed)
    after = everything()
    grown = {name for name in after if after[name] != before[name]}
    assert grown == {
        "residents.ResidentHistory",
        "residents.MergeLinkHistory",
        "audit.AuditEvent",
        "outbox.DomainEvent",
    }
    allergy.refresh_from_db()
    duplicate.refresh_from_db()
    assert (allergy.resident, duplicate.merged_into) == (duplicate, resident)
    assert len(told("ResidentsMerged")) == 1


def test_every_question_about_one_is_answered_from_both(does, resident, duplicate, merged):
    scope = does["scope"]
    both = frozenset({resident.pk, duplicate.pk})
    assert queries.record_ids(scope, resident) == both
    assert queries.record_ids(scope, duplicate) == both
    assert list(queries.residents(scope)) == [resident]
    assert set(queries.every_record(scope)) == {resident, duplicate}


def test_facts_of_the_duplicate_are_read_with_the_person(
    does, somebody_else, resident, duplicate
):
    scope = does["scope"]
    actions.add_allergy(**does, resident=duplicate, allergy=NewAllergy(text="Penicillin"))
    actions.add_contact(**does, resident=duplicate, contact=NewContact(family="Boyle"))
    flag = actions.raise_flag(**does, resident=duplicate, code="fall")
    link = actions.propose_merge(
        **does, resident=resident, duplicate=duplicate, reason="Same person"
    )
    actions.confirm_merge(scope=scope, by=somebody_else, merge=link)
    now = clock.now()
    assert queries.allergy_line_of(scope, resident).known == ("Penicillin",)
    assert [c.contact.family for c in queries.contacts_of(scope, resident, now.date())] == [
        "Boyle"
    ]
    assert list(queries.open_flags(scope, resident, now)) == [flag]
    actions.end_flag(**does, flag=flag, reason="Walks safely")
    with refused("allergy-there"):
        actions.add_allergy(**does, resident=resident, allergy=NewAllergy(text="Penicillin"))


def test_what_is_new_goes_to_the_record_that_stayed(does, duplicate, merged):
    for attempt in (
        lambda: actions.change_resident(**does, resident=duplicate, changes={"given": "X"}),
        lambda: actions.raise_flag(**does, resident=duplicate, code="fall"),
        lambda: actions.open_stay(**does, resident=duplicate),
        lambda: actions.open_stays(
            **does, stays=[actions.NewStay(resident=Resident.objects.get(pk=duplicate.pk))]
        ),
    ):
        with refused("merged-away") as refusal:
            attempt()
        assert refusal.value.status == 409


def test_search_by_the_name_of_the_duplicate_finds_who_stayed(
    does, somebody_else, facility, resident
):
    scope = does["scope"]
    odd = actions.add_resident(**does, person=actions.NewResident(family="Zimmermann"))
    link = actions.propose_merge(**does, resident=resident, duplicate=odd, reason="Maiden name")
    actions.confirm_merge(scope=scope, by=somebody_else, merge=link)
    found = queries.search_residents(scope, "zimm", clock.now())
    assert [f.resident for f in found] == [resident]


def test_a_merge_is_taken_back(does, duplicate, merged):
    undone = actions.reverse_merge(**does, merge=merged, reason="Two birth certificates")
    duplicate.refresh_from_db()
    assert (duplicate.merged_into, undone.reversed_reason) == (None, "Two birth certificates")
    assert len(told("MergeReversed")) == audited("residents.reverse_merge") == 1
    actions.raise_flag(**does, resident=duplicate, code="fall")
    with refused("merge-settled"):
        actions.reverse_merge(**does, merge=merged, reason="Again")


def test_a_proposal_is_declined_and_not_confirmed_after(does, somebody_else, proposed):
    with refused("reason-missing"):
        actions.reverse_merge(**does, merge=proposed, reason="")
    actions.reverse_merge(**does, merge=proposed, reason="Cousins")
    with refused("merge-settled"):
        actions.confirm_merge(scope=does["scope"], by=somebody_else, merge=proposed)


def test_after_a_merge_was_taken_back_it_may_be_proposed_again(
    does, somebody_else, resident, duplicate, merged
):
    actions.reverse_merge(**does, merge=merged, reason="Not sure")
    again = actions.propose_merge(
        **does, resident=resident, duplicate=duplicate, reason="Sure now"
    )
    actions.confirm_merge(scope=does["scope"], by=somebody_else, merge=again)
    assert MergeLink.objects.count() == 2


def test_merges_chain(does, somebody_else, facility, resident, duplicate, merged):
    third = make_resident(facility, "Hayes", "M")
    link = actions.propose_merge(**does, resident=third, duplicate=resident, reason="Same")
    actions.confirm_merge(scope=does["scope"], by=somebody_else, merge=link)
    ids = queries.record_ids(does["scope"], duplicate)
    assert ids == {resident.pk, duplicate.pk, third.pk}
    with refused("already-merged"):
        actions.propose_merge(**does, resident=third, duplicate=duplicate, reason="Again")


def test_a_merge_that_cannot_be_is_refused(does, resident, duplicate):
    with refused("same-record"):
        actions.propose_merge(**does, resident=resident, duplicate=resident, reason="X")
    with refused("reason-missing"):
        actions.propose_merge(**does, resident=resident, duplicate=duplicate, reason=" ")


def test_a_merge_is_proposed_once_and_one_way_round(does, resident, duplicate, proposed):
    with refused("merge-proposed"):
        actions.propose_merge(**does, resident=resident, duplicate=duplicate, reason="X")
    with refused("merge-proposed"):
        actions.propose_merge(**does, resident=duplicate, duplicate=resident, reason="X")


def test_the_record_with_the_residency_stays(does, somebody_else, resident, duplicate):
    stay = actions.open_stay(**does, resident=duplicate)
    with refused("wrong-way-round"):
        actions.propose_merge(**does, resident=resident, duplicate=duplicate, reason="X")
    link = actions.propose_merge(**does, resident=duplicate, duplicate=resident, reason="X")
    actions.open_stay(**does, resident=resident)
    with refused("two-residencies"):
        actions.confirm_merge(scope=does["scope"], by=somebody_else, merge=link)
    assert stay.resident_id == duplicate.pk


def test_another_communitys_record_is_not_merged(does, other_facility, resident):
    with scoped(process_scope("test", other_facility.pk)):
        theirs = make_resident(other_facility)
    with refused("not-found"):
        actions.propose_merge(**does, resident=resident, duplicate=theirs, reason="X")


def test_around_the_action_a_merge_still_takes_two_people(proposed, actor):
    with pytest.raises(Error, match="mergelink_two_people"), transaction.atomic():
        MergeLink.objects.filter(pk=proposed.pk).update(
            confirmed_at=clock.now(), confirmed_by=actor
        )


# One person at two communities


@pytest.fixture
def elsewhere(facility):
    return make_facility("Elm Annex", operator=facility.operator)


@pytest.fixture
def both(scope, facility, elsewhere):
    """A scope of the operator's two communities."""
    wide = replace(scope, facilities=(facility.pk, elsewhere.pk))
    with scoped(wide):
        yield wide


@pytest.fixture
def there(elsewhere, both):
    return make_resident(elsewhere)


def test_records_of_two_communities_are_linked_with_consent(both, actor, resident, there):
    link = {"scope": both, "by": actor, "resident": resident, "other": there}
    with refused("consent-missing"):
        actions.link_person(**link, consent=" ")
    linked = actions.link_person(**link, consent="Peg herself, 3 May")
    there.refresh_from_db()
    assert linked.person == there.person is not None
    assert there.person_consent == "Peg herself, 3 May"
    assert audited("residents.link_person") == 2
    assert list(queries.residencies_elsewhere(both, linked)) == [there]


def test_a_third_community_joins_the_same_person(both, actor, facility, resident, there):
    third_house = make_facility("Elm Lodge", operator=facility.operator)
    wide = replace(both, facilities=(*both.facilities, third_house.pk))
    with scoped(wide):
        third = make_resident(third_house)
        for other in (there, third):
            resident = actions.link_person(
                scope=wide, by=actor, resident=resident, other=other, consent="Peg"
            )
        assert queries.residencies_elsewhere(wide, resident).count() == 2


def test_consent_is_taken_back(both, actor, resident, there):
    linked = actions.link_person(
        scope=both, by=actor, resident=resident, other=there, consent="Peg"
    )
    unlinked = actions.unlink_person(scope=both, by=actor, resident=linked)
    assert (unlinked.person, unlinked.person_consent) == (None, "")
    assert list(queries.residencies_elsewhere(both, unlinked)) == []
    with refused("not-linked"):
        actions.unlink_person(scope=both, by=actor, resident=linked)


def test_what_cannot_be_linked_is_refused(
    scope, both, actor, facility, other_facility, resident, there
):
    link = {"scope": both, "by": actor, "resident": resident, "consent": "Peg"}
    twin = make_resident(facility, "Hays")
    with refused("same-community"):
        actions.link_person(**link, other=twin)
    wide = replace(scope, facilities=(facility.pk, other_facility.pk))
    with scoped(wide):
        theirs = make_resident(other_facility)
        with refused("other-operator"):
            actions.link_person(**link | {"scope": wide}, other=theirs)
    with refused("not-found"):
        actions.link_person(**link, other=theirs)


def test_two_people_are_not_linked_into_one(both, actor, facility, elsewhere, resident, there):
    link = {"scope": both, "by": actor, "consent": "They"}
    twin_here, twin_there = make_resident(facility, "Chen"), make_resident(elsewhere, "Chen")
    resident = actions.link_person(**link, resident=resident, other=there)
    actions.link_person(**link, resident=twin_here, other=twin_there)
    with refused("person-differs"):
        actions.link_person(**link, resident=resident, other=twin_there)


def test_records_of_two_communities_are_never_merged(both, actor, resident, there):
    with refused("other-community"):
        actions.propose_merge(
            scope=both, by=actor, resident=resident, duplicate=there, reason="X"
        )


def test_a_record_opened_with_its_others_asks_nothing_more(
    does, resident, duplicate, merged, django_assert_num_queries
):
    scope = does["scope"]
    found = queries.with_records(scope, queries.residents(scope)).get(pk=resident.pk)
    with django_assert_num_queries(0):
        assert queries.record_ids(scope, found) == {resident.pk, duplicate.pk}
    with django_assert_num_queries(1):  # another scope asks for itself
        assert queries.record_ids(replace(scope), found) == {resident.pk, duplicate.pk}
