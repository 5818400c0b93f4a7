"""People on the record: what each verb leaves behind, and what it refuses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents import actions, queries
from hearth.record.residents.actions import NewName, NewNumber, NewResident
from hearth.record.residents.models import (
    Coverage,
    Flag,
    Identifier,
    MergeLink,
    Resident,
    ResidentName,
    ResidentTerm,
)
from tests.factories.residents import make_resident
from tests.record.residents.leaving import audited, everything, refused, told


pytestmark = pytest.mark.django_db

BORN = date(1936, 4, 12)
PEG = NewResident(family="Hayes", given="Margaret", preferred="Peg", birth_date=BORN)


def terms(resident) -> set[str]:
    return set(ResidentTerm.objects.filter(resident=resident).values_list("term", flat=True))


# Adding


def test_a_person_is_added_with_search_terms_an_audit_line_and_an_event(does):
    peg = actions.add_resident(**does, person=PEG)
    assert (peg.family_folded, peg.given_folded) == ("hayes", "margaret")
    assert {"hayes", "margaret", "peg"} <= terms(peg)
    assert audited("residents.add_resident") == 1
    assert told("ResidentAdded") == [{"resident_id": str(peg.pk)}]
    assert not queries.live_stays(does["scope"]).exists()


def test_a_code_status_given_at_entry_says_who_gave_it(does, actor):
    peg = actions.add_resident(**does, person=NewResident(family="Hayes", code_status="dnr"))
    assert (peg.code_status_by, peg.code_status_at is not None) == (actor, True)


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (NewResident(family=" "), "name-missing"),
        (NewResident(family="Hayes", birth_date=date(2999, 1, 1)), "birth-future"),
        (NewResident(family="Hayes", birth_date=date(1850, 1, 1)), "birth-too-old"),
        (NewResident(family="Hayes", ssn="123"), "ssn-wrong"),
        (NewResident(family="H" * 81), "too-long"),
        (NewResident(family="Hayes", mobility="flies"), "not-a-choice"),
        (NewResident(family="Hayes", diet=["regular", "stones"]), "not-a-choice"),
        (NewResident(family="Hayes", numbers=[NewNumber(value=" ")]), "number-missing"),
        (NewResident(family="Hayes", names=[NewName(use="old")]), "name-empty"),
    ],
)
def test_a_person_nobody_can_be_is_refused(does, person, code):
    with refused(code):
        actions.add_resident(**does, person=person)


@pytest.mark.parametrize(
    "again",
    [
        NewResident(family="Hays", given="Peggy Margaret", birth_date=BORN),
        NewResident(family="Hayes", given="Margaret", birth_date=date(1936, 12, 4)),
        NewResident(family="Hayes", given="Margret", birth_date=date(1936, 4, 13)),
        NewResident(
            family="Miller",
            given="Margaret",
            birth_date=BORN,
            names=[NewName(use="maiden", family="Hayes")],
        ),
        NewResident(family="Unknown", ssn="219 09 9999"),
        NewResident(
            family="Unknown", numbers=[NewNumber(value="1eg4te5mk73", type="MC", system="m")]
        ),
        NewResident(
            family="Unknown", numbers=[NewNumber(value="MR-77", type="MR", system="urn:x")]
        ),
    ],
)
def test_somebody_who_is_probably_on_the_record_is_not_added_again(does, again):
    peg = actions.add_resident(
        **does,
        person=NewResident(
            family="Hayes",
            given="Margaret",
            birth_date=BORN,
            ssn="219-09-9999",
            numbers=[
                NewNumber(value="1EG4-TE5-MK73", type="MC", system="m"),
                NewNumber(value="MR-77", type="MR", system="urn:x"),
            ],
        ),
    )
    with refused("likely-duplicate") as refusal:
        actions.add_resident(**does, person=again)
    assert isinstance(refusal.value, actions.DuplicatesFound)
    assert [d.resident for d in refusal.value.found] == [peg]
    assert refusal.value.found[0].match.reasons


def test_a_couple_is_two_people(does):
    actions.add_resident(**does, person=PEG)
    actions.add_resident(
        **does, person=NewResident(family="Hayes", given="Walter", birth_date=date(1934, 1, 2))
    )
    assert Resident.objects.count() == 2


def test_two_people_told_apart_are_both_kept_with_the_reason(does, actor):
    peg = actions.add_resident(**does, person=PEG)
    cousin = actions.add_resident(
        **does,
        person=NewResident(
            family="Hayes",
            given="Margaret",
            birth_date=BORN,
            not_the_same_as=[peg.pk],
            not_the_same_reason="Cousins, both here today",
        ),
    )
    link = MergeLink.objects.get()
    assert (link.resident, link.duplicate, link.reversed_by) == (peg, cousin, actor)
    assert link.reversed_reason == "Cousins, both here today"
    assert queries.possible_merges(does["scope"], cousin) == []


def test_telling_apart_needs_a_reason(does):
    peg = actions.add_resident(**does, person=PEG)
    with refused("reason-missing"):
        actions.add_resident(
            **does,
            person=NewResident(
                family="Hayes", given="Margaret", birth_date=BORN, not_the_same_as=[peg.pk]
            ),
        )


def test_telling_one_apart_does_not_tell_another(does):
    one = actions.add_resident(**does, person=PEG)
    two = actions.add_resident(
        **does,
        person=NewResident(
            family="Hayes",
            given="Margaret",
            birth_date=BORN,
            not_the_same_as=[one.pk],
            not_the_same_reason="Cousins",
        ),
    )
    with refused("likely-duplicate") as refusal:
        actions.add_resident(
            **does,
            person=NewResident(
                family="Hayes",
                given="Margaret",
                birth_date=BORN,
                not_the_same_as=[one.pk],
                not_the_same_reason="Cousins",
            ),
        )
    assert [d.resident for d in refusal.value.found] == [two]


def test_another_communitys_namesake_stops_nobody(does, other_facility):
    with scoped(process_scope("test", other_facility.pk)):
        make_resident(other_facility, birth_date=BORN)
    added = actions.add_resident(**does, person=PEG)
    assert added.facility_id == does["scope"].facility_id


def test_a_private_number_is_kept_closed_and_found_whole(does, facility):
    peg = actions.add_resident(
        **does,
        person=NewResident(
            family="Hayes",
            ssn="219-09-9999",
            numbers=[
                NewNumber(value="1EG4-TE5-MK73", type="MC"),
                NewNumber(value="MR-77", type="MR"),
            ],
        ),
    )
    closed = Identifier.objects.get(type="MC")
    assert (closed.value, b"TE5" in bytes(closed.value_encrypted)) == ("", False)
    assert peg.ssn_last4 == "9999"
    assert b"219" not in bytes(peg.ssn_encrypted)
    assert not {t for t in terms(peg) if "1eg4" in t or "9999" in t}
    scope = does["scope"]
    assert queries.social_security_number(scope, peg) == "219099999"
    assert queries.identifier_value(scope, closed) == "1EG4-TE5-MK73"
    found = queries.search_residents(scope, "1eg4 te5 mk73", clock.now())
    assert [f.resident for f in found] == [peg]
    assert queries.search_residents(scope, "1eg4te5", clock.now()) == []


def test_a_private_number_is_opened_only_to_whoever_may(does, facility, account_of):
    from hearth.platform.identity.scopes import scope_for

    peg = actions.add_resident(**does, person=NewResident(family="Hayes", ssn="219-09-9999"))
    nurse = scope_for(account_of("caregiver").actor, facility)
    with pytest.raises(PermissionDenied):
        queries.social_security_number(nurse, peg)
    assert queries.search_residents(nurse, "219-09-9999", clock.now()) == []


def test_a_social_security_number_among_the_numbers_goes_to_its_own_place(does):
    peg = actions.add_resident(
        **does,
        person=NewResident(family="Hayes", numbers=[NewNumber(value="219-09-9999", type="SS")]),
    )
    assert (peg.ssn_last4, Identifier.objects.count()) == ("9999", 0)


# Many at once


def test_a_batch_is_one_audit_line_and_one_event(does):
    added = actions.add_residents(
        **does,
        people=[
            NewResident(family="Chen", names=[NewName(use="maiden", family="Wu")]),
            NewResident(family="Ruiz", numbers=[NewNumber(value="MR-9", type="MR")]),
        ],
    )
    assert [r.family for r in added] == ["Chen", "Ruiz"]
    assert "wu" in terms(added[0])
    assert "mr9" in "".join(sorted(terms(added[1])))
    assert audited("residents.add_residents") == 1
    assert told("ResidentsAdded") == [{"resident_ids": [str(r.pk) for r in added]}]
    assert told("ResidentAdded") == []


def test_one_wrong_person_refuses_the_whole_batch(does):
    actions.add_resident(**does, person=PEG)
    with refused("likely-duplicate"):
        actions.add_residents(**does, people=[NewResident(family="Chen"), PEG])
    with refused("name-missing"):
        actions.add_residents(
            **does, people=[NewResident(family="Chen"), NewResident(family="")]
        )


def test_an_empty_batch_is_nothing(does):
    before = everything()
    assert actions.add_residents(**does, people=[]) == []
    assert everything() == before


# Changing


def test_a_new_name_is_found_and_the_old_one_is_not(does):
    peg = actions.add_resident(**does, person=PEG)
    actions.change_resident(**does, resident=peg, changes={"family": "Boyle"})
    assert "boyle" in terms(peg)
    assert "hayes" not in terms(peg)
    assert audited("residents.change_resident") == 1
    assert told("ResidentChanged") == [{"resident_id": str(peg.pk), "fields": ["family"]}]


def test_nothing_changed_is_nothing_written(does, resident):
    before = everything()
    actions.change_resident(**does, resident=resident, changes={"family": resident.family})
    actions.change_life(**does, resident=resident, changes={"faith": ""})
    assert everything() == before


def test_a_column_of_another_verb_is_a_bug(does, resident):
    with pytest.raises(TypeError, match="code_status"):
        actions.change_resident(**does, resident=resident, changes={"code_status": "dnr"})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"family": ""}, "name-missing"),
        ({"birth_date": date(2999, 1, 1)}, "birth-future"),
        ({"birth_date": date(1850, 1, 1)}, "birth-too-old"),
        ({"ssn": "000-00-0000"}, "ssn-wrong"),
        ({"gender": "x"}, "not-a-choice"),
        ({"given": "x" * 81}, "too-long"),
        ({"security_label": "part2"}, "label-hidden"),
    ],
)
def test_a_change_nobody_can_mean_is_refused(does, resident, changes, code):
    with refused(code):
        actions.change_resident(**does, resident=resident, changes=changes)


def test_the_social_security_number_is_set_and_taken_off(does, resident):
    peg = actions.change_resident(**does, resident=resident, changes={"ssn": "219-09-9999"})
    assert peg.ssn_last4 == "9999"
    peg = actions.change_resident(**does, resident=peg, changes={"ssn": ""})
    assert (peg.ssn_encrypted, peg.ssn_index, peg.ssn_last4) == (None, "", "")


def test_another_communitys_resident_is_not_found(does, other_facility):
    with scoped(process_scope("test", other_facility.pk)):
        theirs = make_resident(other_facility)
    for attempt in (
        lambda: actions.change_resident(**does, resident=theirs, changes={"given": "X"}),
        lambda: actions.change_life(**does, resident=theirs, changes={"faith": "X"}),
        lambda: actions.raise_flag(**does, resident=theirs, code="fall"),
        lambda: actions.open_stay(**does, resident=theirs),
        lambda: actions.record_death(**does, resident=theirs),
        lambda: actions.add_contact(
            **does, resident=theirs, contact=actions.NewContact(family="X")
        ),
    ):
        with refused("not-found"):
            attempt()


def test_what_matters_is_kept(does, resident):
    actions.change_life(
        **does, resident=resident, changes={"what_matters": "Her garden", "faith": "Quaker"}
    )
    resident.refresh_from_db()
    assert (resident.what_matters, resident.faith) == ("Her garden", "Quaker")
    assert audited("residents.change_life") == 1


def test_a_photo_is_shown_and_taken_off(does, resident):
    blob = resident.pk
    assert actions.change_photo(**does, resident=resident, photo_blob=blob).photo_blob == blob
    taken = actions.change_photo(**does, resident=resident, photo_blob=None)
    assert taken.photo_blob is None
    assert audited("residents.change_photo") == 2


def test_a_code_status_says_who_said_it_when_and_by_which_order(does, actor, resident):
    document = resident.pk
    for _ in range(2):
        changed = actions.change_code_status(
            **does, resident=resident, code_status="dnr", document=document
        )
    assert (changed.code_status, changed.code_status_by) == ("dnr", actor)
    assert changed.code_status_document == document
    assert [e["code_status"] for e in told("CodeStatusChanged")] == ["dnr", "dnr"]
    said = {**does, "resident": resident}
    kept = actions.change_code_status(**said, code_status="dnr")
    assert kept.code_status_document == document
    other = actions.change_code_status(**said, code_status="full-code")
    assert other.code_status_document is None  # an order against it does not prove it


def test_the_kitchen_hears_of_another_diet(does, resident):
    for _ in range(2):
        actions.change_diet(
            **does, resident=resident, diet=["renal"], food_texture="4", fluid_thickness="2"
        )
    resident.refresh_from_db()
    assert (resident.diet, resident.food_texture) == (["renal"], "4")
    assert len(told("DietChanged")) == audited("residents.change_diet") == 1
    with refused("not-a-choice"):
        actions.change_diet(**does, resident=resident, food_texture="9")


def test_mobility_is_kept(does, resident):
    actions.change_mobility(**does, resident=resident, mobility="walker", transfer="one-person")
    resident.refresh_from_db()
    assert (resident.mobility, resident.transfer) == ("walker", "one-person")
    with refused("not-a-choice"):
        actions.change_mobility(**does, resident=resident, mobility="flies", transfer="")


# Names and numbers


def test_another_name_finds_them_until_it_ends(does, resident):
    name = actions.add_name(**does, resident=resident, use="maiden", family="Sokolová")
    assert "sokolova" in terms(resident)
    actions.end_name(**does, name=name)
    assert "sokolova" not in terms(resident)
    assert ResidentName.objects.get().ended_at is not None
    with refused("ended-already"):
        actions.end_name(**does, name=name)
    with refused("name-empty"):
        actions.add_name(**does, resident=resident, use="old", family=" ")


def test_a_number_finds_them_until_it_ends(does, resident):
    number = actions.add_identifier(
        **does, resident=resident, number=NewNumber(value="MR 77", type="MR")
    )
    assert "mr77" in terms(resident)
    actions.end_identifier(**does, identifier=number)
    assert "mr77" not in terms(resident)
    with refused("ended-already"):
        actions.end_identifier(**does, identifier=number)


@pytest.mark.parametrize("kind", ["MR", "MC"])
def test_a_number_is_one_persons_until_it_is_taken_off(does, facility, resident, kind):
    number = NewNumber(value="77", type=kind, system="urn:x")
    first = actions.add_identifier(**does, resident=resident, number=number)
    other = make_resident(facility, "Chen", "Li")
    with refused("identifier-taken") as refusal:
        actions.add_identifier(**does, resident=other, number=number)
    assert refusal.value.status == 409
    actions.end_identifier(**does, identifier=first)
    actions.add_identifier(**does, resident=other, number=number)


def test_a_social_security_number_is_not_one_of_many(does, resident):
    with refused("ssn-elsewhere"):
        actions.add_identifier(
            **does, resident=resident, number=NewNumber(value="219-09-9999", type="SS")
        )
    with refused("number-missing"):
        actions.add_identifier(**does, resident=resident, number=NewNumber(value=""))


def test_around_the_action_a_number_is_still_one_persons(does, facility, resident):
    kwargs = {"facility": facility, "system": "s", "value": "1"}
    Identifier.objects.create(resident=resident, **kwargs)
    with pytest.raises(IntegrityError, match="identifier_value_once"), transaction.atomic():
        Identifier.objects.create(resident=make_resident(facility, "Chen"), **kwargs)


# Flags


def test_a_risk_is_raised_told_and_ended(does, actor, resident):
    flag = actions.raise_flag(**does, resident=resident, code="fall", text="Bare feet")
    assert [e["code"] for e in told("FlagRaised")] == ["fall"]
    assert list(queries.open_flags(does["scope"], resident, clock.now())) == [flag]
    ended = actions.end_flag(**does, flag=flag, reason="Walks safely again")
    assert (ended.ended_by, ended.ended_reason) == (actor, "Walks safely again")
    assert [e["flag_id"] for e in told("FlagEnded")] == [str(flag.pk)]
    with refused("ended-already"):
        actions.end_flag(**does, flag=flag, reason="Again")


def test_a_risk_stands_once(does, resident):
    flag = actions.raise_flag(**does, resident=resident, code="fall")
    with refused("flag-open"):
        actions.raise_flag(**does, resident=resident, code="fall")
    with refused("reason-missing"):
        actions.end_flag(**does, flag=flag, reason=" ")
    for text in ("Bites", "Kicks"):
        actions.raise_flag(**does, resident=resident, code="other", text=text)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"since": timedelta(hours=1)}, "future"),
        ({"until": timedelta(hours=-1)}, "until-first"),
        ({"code": "other"}, "text-missing"),
        ({"text": "x" * 241}, "too-long"),
    ],
)
def test_a_risk_nobody_can_mean_is_refused(does, resident, said, code):
    now = clock.now()
    times = {k: now + v if isinstance(v, timedelta) else v for k, v in said.items()}
    with refused(code):
        actions.raise_flag(**does, resident=resident, **{"code": "fall"} | times)


def test_a_risk_that_ran_out_ends_by_itself_at_its_time(does, resident):
    until = clock.now() + timedelta(hours=1)
    flag = actions.raise_flag(**does, resident=resident, code="infection", until=until)
    assert actions.end_run_out_flags(**does) == 0
    with clock.pinned(until + timedelta(minutes=3)):
        assert list(queries.open_flags(does["scope"], resident, clock.now())) == []
        assert actions.end_run_out_flags(**does) == 1
        assert actions.end_run_out_flags(**does) == 0
    flag.refresh_from_db()
    assert (flag.ended_at, flag.ended_reason) == (until, "run-out")
    assert audited("residents.end_run_out_flags") == 1
    assert len(told("FlagEnded")) == 1


def test_a_risk_that_ran_out_makes_room_before_the_job_came_by(does, resident):
    until = clock.now() + timedelta(hours=1)
    actions.raise_flag(**does, resident=resident, code="infection", until=until)
    with clock.pinned(until + timedelta(minutes=1)):
        actions.raise_flag(**does, resident=resident, code="infection")
    assert Flag.objects.filter(ended_at__isnull=True).count() == 1
    assert len(told("FlagEnded")) == 1


# Who pays


def test_a_payer_is_kept_with_its_number_closed(does, resident):
    row = actions.add_coverage(
        **does, resident=resident, payer_kind="medicare", payer="CMS", member_number="A12345678"
    )
    assert (row.member_number_last4, b"A123" in bytes(row.member_number_encrypted)) == (
        "5678",
        False,
    )
    assert queries.member_number(does["scope"], row) == "A12345678"
    row = actions.change_coverage(
        **does, coverage=row, changes={"payer": "Medicare", "member_number": "B1"}
    )
    assert (row.payer, row.member_number_last4) == ("Medicare", "B1")
    assert audited("residents.change_coverage") == 1


def test_a_payer_entered_in_error_is_marked_and_stays_so(does, resident):
    row = actions.add_coverage(**does, resident=resident, payer_kind="medicaid")
    actions.change_coverage(**does, coverage=row, changes={}, error_reason="Other resident")
    assert list(queries.coverage_of(does["scope"], resident)) == []
    assert Coverage.objects.get().entered_in_error_reason == "Other resident"
    with refused("ended-already"):
        actions.change_coverage(**does, coverage=row, changes={"payer": "X"})


def test_a_payer_nobody_can_have_is_refused(does, resident):
    with refused("ends-first"):
        actions.add_coverage(
            **does,
            resident=resident,
            payer_kind="medicare",
            starts=date(2026, 2, 1),
            ends=date(2026, 1, 1),
        )
    with refused("not-a-choice"):
        actions.add_coverage(**does, resident=resident, payer_kind="santa")
