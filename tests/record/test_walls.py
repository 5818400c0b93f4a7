"""What can never be kept: each test goes around the actions and meets the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import Error, transaction

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.documents.models import SourceRecord
from hearth.record.notes.models import Handoff, Note
from hearth.record.observations.models import Observation
from hearth.record.residents.models import MergeLink, Resident, Whereabouts
from hearth.record.staff.models import DutyPeriod
from hearth.record.tasks.models import Task
from tests.factories.alerts import make_alert
from tests.factories.documents import make_batch, make_document, make_source_record
from tests.factories.identity import make_account
from tests.factories.notes import make_handoff, make_note
from tests.factories.observations import make_observation
from tests.factories.residents import (
    make_contact,
    make_placement,
    make_resident,
    make_stay,
    make_whereabouts,
)
from tests.factories.staff import make_duty, make_member
from tests.factories.tasks import make_series, make_task
from tests.factories.tenancy import make_place


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class House:
    """A community with its scope open, and two people who act in it."""

    facility: object
    one: object
    two: object


@pytest.fixture
def house(facility) -> Iterator[House]:
    one, two = (make_account("nurse", facility).actor for _ in range(2))
    with scoped(process_scope("test", facility.pk)):
        yield House(facility, one, two)


@contextmanager
def refused_by(name: str) -> Iterator[None]:
    """The database refuses what happens inside, and names ``name``."""
    with pytest.raises(Error, match=name), transaction.atomic():
        yield


# Places, residencies, duty


def test_a_place_is_held_once_at_a_time(house):
    place = make_place(house.facility)
    here, there = (make_stay(make_resident(house.facility, name)) for name in ("Hayes", "Chen"))
    make_placement(here, place, house.one)
    with refused_by("placement_place_held_once"):
        make_placement(there, place, house.one)


def test_a_place_is_free_from_the_instant_it_is_left(house):
    place, now = make_place(house.facility), clock.now()
    gone = make_stay(make_resident(house.facility, "Hayes"), "moved-out", ends=now)
    make_placement(gone, place, house.one, ends=now)
    comes = make_stay(make_resident(house.facility, "Chen"), "moving-in", starts=now)
    make_placement(comes, place, house.one)


def test_two_residents_share_an_apartment_in_two_places(house):
    for name, label in (("Hayes", "214 A"), ("Boyle", "214 B")):
        stay = make_stay(make_resident(house.facility, name))
        make_placement(stay, make_place(house.facility, "214", label=label), house.one)


def test_a_resident_holds_one_place_at_a_time(house):
    stay = make_stay(make_resident(house.facility))
    make_placement(stay, make_place(house.facility, "214"), house.one)
    with refused_by("placement_one_place_at_a_time"):
        make_placement(stay, make_place(house.facility, "215"), house.one)


def test_residencies_of_one_resident_do_not_overlap(house):
    resident, now = make_resident(house.facility), clock.now()
    make_stay(resident, "moved-out", starts=now - 90 * DAY, ends=now - DAY)
    with refused_by("stay_one_at_a_time"):
        make_stay(resident, starts=now - 2 * DAY)
    make_stay(resident, starts=now - DAY)


def test_a_resident_has_one_live_residency(house):
    resident = make_resident(house.facility)
    make_stay(resident)
    with refused_by("stay_one_live|stay_one_at_a_time"):
        make_stay(resident, "applicant", starts=clock.now() + DAY)


def test_nobody_is_on_duty_twice_at_once(house):
    member = make_member(house.facility)
    duty = make_duty(member)
    with refused_by("dutyperiod_one_at_a_time"):
        make_duty(member, "med-tech", starts=duty.starts + HOUR)
    DutyPeriod.objects.filter(pk=duty.pk).update(status="absent")
    make_duty(member, "med-tech", starts=duty.starts + HOUR)


# Each row: who refuses, and what is kept in vain.


Attempt = Callable[[House], object]


def _closed(house: House, **change: object) -> Task:
    now = clock.now()
    done = {"effective": now, "recorded": now, "recorder": house.one}
    return make_task(house.facility, house.one, **done | change)


REFUSED: list[tuple[str, Attempt]] = [
    ("resident_has_family_name", lambda h: make_resident(h.facility, "")),
    ("resident_person_link_has_consent", lambda h: _linked(h)),
    ("contact_has_name", lambda h: make_contact(make_resident(h.facility), "", "")),
    (
        "contact_may_see_known",
        lambda h: make_contact(make_resident(h.facility), may_see=["everything"]),
    ),
    ("stay_ended_has_end", lambda h: make_stay(make_resident(h.facility), "moved-out")),
    (
        "stay_lived_has_move_in",
        lambda h: make_stay(make_resident(h.facility), moved_in_at=None),
    ),
    (
        "whereabouts_not_in_future",
        lambda h: make_whereabouts(
            make_resident(h.facility), h.one, effective=clock.now() + DAY
        ),
    ),
    (
        "whereabouts_back_after_out",
        lambda h: make_whereabouts(
            make_resident(h.facility), h.one, "in", expected_back=clock.now() + DAY
        ),
    ),
    ("mergelink_two_people", lambda h: _merge(h, h.one)),
    (
        "observation_says_something",
        lambda h: make_observation(make_resident(h.facility), h.one, value_quantity=None),
    ),
    (
        "observation_not_in_future",
        lambda h: make_observation(
            make_resident(h.facility), h.one, effective=clock.now() + HOUR
        ),
    ),
    (
        "observation_error_has_status",
        lambda h: make_observation(make_resident(h.facility), h.one, status="entered-in-error"),
    ),
    ("task_has_owner", lambda h: make_task(h.facility, h.one, owner_role="")),
    (
        "task_opens_before_due_before_late",
        lambda h: make_task(h.facility, h.one, late=clock.now()),
    ),
    ("task_status_matches_outcome", lambda h: make_task(h.facility, h.one, status="completed")),
    (
        "task_status_matches_outcome",
        lambda h: _closed(h, status="completed", outcome="refused", outcome_reason="out"),
    ),
    ("task_not_done_has_reason", lambda h: _closed(h, status="failed", outcome="refused")),
    (
        "task_outcome_has_time_and_recorder",
        lambda h: make_task(h.facility, h.one, status="completed", outcome="done"),
    ),
    (
        "task_not_done_in_future",
        lambda h: _closed(h, status="completed", outcome="done", effective=clock.now() + HOUR),
    ),
    ("task_cancelled_has_reason", lambda h: make_task(h.facility, h.one, status="cancelled")),
    (
        "task_snoozed_has_reason",
        lambda h: make_task(h.facility, h.one, snoozed_until=clock.now() + HOUR),
    ),
    (
        "task_closed_escalates_no_more",
        lambda h: _closed(h, status="completed", outcome="done", next_escalation=clock.now()),
    ),
    ("taskseries_has_times", lambda h: make_series(h.facility, h.one, wall_times=[])),
    ("taskseries_monthly_has_day", lambda h: make_series(h.facility, h.one, period_unit="mo")),
    ("taskseries_weekdays_exist", lambda h: make_series(h.facility, h.one, weekdays=[8])),
    ("document_not_empty", lambda h: make_document(h.facility, h.one, size=0)),
    (
        "sourcerecord_set_aside_says_why",
        lambda h: make_source_record(make_batch(h.facility, h.one), set_aside="invalid"),
    ),
    ("note_has_text", lambda h: make_note(h.facility, h.one, "")),
    (
        "note_not_in_future",
        lambda h: make_note(h.facility, h.one, effective=clock.now() + HOUR),
    ),
    (
        "note_shared_is_about_somebody",
        lambda h: make_note(h.facility, h.one, shared_with_family=True),
    ),
    ("handoff_signed_by_two_people", lambda h: _signed(h, h.one)),
    (
        "alert_resolved_says_how",
        lambda h: make_alert(h.facility, h.one, resolved_at=clock.now()),
    ),
]


def _linked(house: House) -> Resident:
    from hearth.platform.tenancy.models import Person

    person = Person.objects.create(operator=house.facility.operator)
    return make_resident(house.facility, person=person)


def _merge(house: House, confirmer: object) -> MergeLink:
    one, two = (make_resident(house.facility) for _ in range(2))
    return MergeLink.objects.create(
        facility=house.facility,
        resident=one,
        duplicate=two,
        reason="Same Medicare number",
        proposed_at=clock.now(),
        proposed_by=house.one,
        confirmed_at=clock.now(),
        confirmed_by=confirmer,
    )


def _signed(house: House, coming: object) -> Handoff:
    now = clock.now()
    return make_handoff(
        house.facility,
        house.one,
        signed_out_at=now,
        signed_out_by=house.one,
        signed_in_at=now,
        signed_in_by=coming,
    )


@pytest.mark.parametrize(
    ("name", "attempt"), REFUSED, ids=[f"{n}-{i}" for i, (n, _) in enumerate(REFUSED)]
)
def test_the_database_refuses(house, name, attempt):
    with refused_by(name):
        attempt(house)


def test_two_people_merge_what_one_cannot(house):
    assert _merge(house, house.two).pk


# Once


def test_a_cause_makes_one_open_task(house):
    cause = {"cause_type": "AdverseEvent", "cause_id": uuid4()}
    first = make_task(house.facility, house.one, **cause)
    with refused_by("task_once_per_cause"):
        make_task(house.facility, house.one, **cause)
    make_task(house.facility, house.one, **cause, slot="second")
    now = clock.now()
    Task.objects.filter(pk=first.pk).update(
        status="completed", outcome="done", effective=now, recorded=now, recorder=house.one
    )
    make_task(house.facility, house.one, **cause)


def test_an_occurrence_makes_one_task_even_when_it_is_done(house):
    series = make_series(house.facility, house.one)
    turn = {"series": series, "local_date": "2026-11-01", "slot": "01:30"}
    _closed(house, status="completed", outcome="done", **turn)
    with refused_by("task_once_per_occurrence"):
        make_task(house.facility, house.one, **turn)


def test_a_cause_makes_one_open_call(house):
    first = make_alert(house.facility, house.one)
    with refused_by("alert_once_per_cause"):
        make_alert(house.facility, house.one, cause_id=first.cause_id)


def test_a_note_is_corrected_once(house):
    first = make_note(house.facility, house.one)
    make_note(house.facility, house.one, corrects=first, correction_reason="Wrong arm")
    with refused_by("note_corrected_once"):
        make_note(house.facility, house.one, corrects=first, correction_reason="Wrong leg")


def test_the_same_content_is_kept_once(house):
    batch = make_batch(house.facility, house.one)
    make_source_record(batch)
    with refused_by("sourcerecord_content_once"):
        make_source_record(batch)


# Facts stay as they are, but for what may be said once


def test_a_value_is_never_overwritten_nor_deleted(house):
    value = make_observation(make_resident(house.facility), house.one)
    rows = Observation.objects.filter(pk=value.pk)
    with refused_by("never overwritten"):
        rows.update(value_quantity=80)
    with refused_by("never deleted"):
        rows.delete()
    rows.update(
        status="entered-in-error",
        entered_in_error_at=clock.now(),
        entered_in_error_by=house.one,
        entered_in_error_reason="Wrong resident",
    )


def test_a_note_may_be_put_away_once_and_says_the_same_for_ever(house):
    rows = Note.objects.filter(pk=make_note(house.facility, house.one).pk)
    rows.update(put_away_at=clock.now(), put_away_by=house.one)
    with refused_by("never overwritten"):
        rows.update(put_away_by=house.two)
    with refused_by("never overwritten"):
        rows.update(text="Ate nothing.")


def test_a_source_record_is_claimed_once_and_its_resident_named_once(house):
    kept = make_source_record(make_batch(house.facility, house.one))
    rows = SourceRecord.objects.filter(pk=kept.pk)
    rows.update(resident=make_resident(house.facility))
    claim = {"claimed_type": "Immunization", "claimed_at": clock.now(), "claimed_by": house.one}
    rows.update(**claim, claimed_id=uuid4())
    with refused_by("never overwritten"):
        rows.update(claimed_id=uuid4())
    with refused_by("never overwritten"):
        rows.update(body={})


def test_a_hand_off_both_signed_is_closed(house):
    handoff = _signed(house, house.two)
    with refused_by("handoff"):
        Handoff.objects.filter(pk=handoff.pk).update(remarks="One thing more")


# Who sees whom


def test_a_scope_of_one_resident_sees_that_one_only(house):
    seen, unseen = (make_resident(house.facility, name) for name in ("Hayes", "Chen"))
    for resident in (seen, unseen):
        make_contact(resident)
        make_whereabouts(resident, house.one)
        make_observation(resident, house.one)
        make_note(house.facility, house.one, resident=resident)
    narrow = replace(process_scope("test", house.facility.pk), residents=frozenset({seen.pk}))
    with scoped(narrow):
        assert list(Resident.objects.values_list("pk", flat=True)) == [seen.pk]
        for model in (Whereabouts, Observation, Note):
            assert set(model.objects.values_list("resident_id", flat=True)) == {seen.pk}


def test_a_label_outside_the_scope_is_not_seen(house):
    note = make_note(house.facility, house.one, security_label="part2")
    with scoped(replace(process_scope("test", house.facility.pk), labels=("normal",))):
        assert not Note.objects.filter(pk=note.pk).exists()


def test_a_row_cannot_refer_to_another_community(house, other_facility):
    with scoped(process_scope("test", other_facility.pk)):
        stranger = make_resident(other_facility, "Chen")
    with refused_by("same_facility"):
        make_contact(stranger, facility_id=house.facility.pk)
        transaction.get_connection().check_constraints()
