"""What follows from an emergency access, a reason, and a residency that ended."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hearth.kernel import clock
from hearth.platform.identity.events import EmergencyAccessOpened, EmergencyAccessReviewed
from hearth.platform.outbox.modes import deliveries_inline
from hearth.platform.scope import process_scope, scoped
from hearth.protocols import emergency_access, stay_changed, task_closed
from hearth.record.residents.events import StayChanged
from hearth.record.tasks import actions
from hearth.record.tasks.codes import Outcome, OutcomeReason
from hearth.record.tasks.models import Task, TaskSeries
from tests.factories.residents import make_resident, make_stay
from tests.factories.tasks import make_series, make_task


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def house(facility, account_of):
    actor = account_of("nurse").actor
    with scoped(process_scope("test", facility.pk)) as scope:
        yield {"scope": scope, "by": actor}


def open_tasks(**narrowed) -> list[Task]:
    live = Task.objects.filter(status__in=["requested", "accepted"], **narrowed)
    return list(live.order_by("due"))


# An emergency access is reviewed by another person


@pytest.fixture
def opened(facility, house):
    now = clock.now()
    return EmergencyAccessOpened(
        facility_id=facility.pk,
        access_id=uuid4(),
        resident_id=make_resident(facility).pk,
        actor_id=house["by"].pk,
        reason="fall",
        opened_at=now,
        until=now + HOUR,
        review_by=now + 72 * HOUR,
    )


def test_an_emergency_access_asks_for_a_review_once(opened):
    for _ in range(2):
        emergency_access.ask_for_a_review(opened)
    [task] = open_tasks()
    assert (task.code, task.owner_role) == (emergency_access.REVIEW, "executive-director")
    assert (task.due, task.urgency) == (opened.review_by, "legal-clock")


def test_reviewed_it_is_off_the_list(facility, opened):
    emergency_access.ask_for_a_review(opened)
    reviewed = EmergencyAccessReviewed(
        facility_id=facility.pk,
        access_id=opened.access_id,
        resident_id=opened.resident_id,
        reviewer_id=uuid4(),
    )
    for _ in range(2):
        emergency_access.close_the_review(reviewed)
    assert open_tasks() == []
    assert Task.objects.get().outcome == "done"


# A reason that asks for a look


def refuse(facility, house, reason, **kwargs) -> Task:
    task = make_task(
        facility, house["by"], "Shower", code="tasks.care", resident=make_resident(facility)
    )
    with deliveries_inline():
        actions.complete_task(**house, task=task, reason=reason, **kwargs)
    return task


def test_who_was_unwell_is_looked_at(facility, house):
    task = refuse(facility, house, OutcomeReason.UNWELL, outcome=Outcome.NOT_DONE, text="Pale")
    [look] = open_tasks(code="tasks.look")
    assert (look.owner_role, look.resident_id) == ("nurse", task.resident_id)
    assert (look.cause_type, look.cause_id) == ("Task", task.pk)
    assert "Pale" not in f"{look.title}{look.cause_text}"


def test_a_reason_of_the_communitys_own_asks_too(facility, house):
    refuse(
        facility,
        house,
        OutcomeReason.OTHER,
        outcome=Outcome.REFUSED,
        text="Said no and was upset",
        outcome_values={"reason": "said-no-upset"},
    )
    assert len(open_tasks(code="tasks.look")) == 1


def test_who_was_asleep_is_left_to_sleep(facility, house):
    refuse(facility, house, OutcomeReason.ASLEEP, outcome=Outcome.NOT_DONE)
    assert open_tasks() == []


def test_taken_back_nobody_needs_to_look(facility, house):
    task = refuse(facility, house, OutcomeReason.UNWELL, outcome=Outcome.NOT_DONE, text="Pale")
    with deliveries_inline():
        actions.undo_task(**house, task=task, reason="Other resident")
    assert open_tasks(code="tasks.look") == []
    assert task_closed.WITHIN == 2 * HOUR


# A residency that ended


@pytest.fixture
def margaret(facility, house):
    """Who has a shower open, a walk every day, and a promise to her daughter."""
    one = make_resident(facility)
    make_task(facility, house["by"], "Shower", code="tasks.care", resident=one)
    make_task(facility, house["by"], "Call back", code="tasks.call_back", resident=one)
    make_series(facility, house["by"], "Walk", code="tasks.care", resident=one)
    return one


def left(facility, resident, status="deceased"):
    return StayChanged(
        facility_id=facility.pk,
        resident_id=resident.pk,
        stay_id=uuid4(),
        from_status="lives-here",
        to_status=status,
        effective=clock.now().isoformat(),
    )


def test_who_died_is_nobodys_round_and_still_somebodys_promise(facility, margaret):
    for _ in range(2):
        stay_changed.end_their_care(left(facility, margaret))
    assert [t.title for t in open_tasks()] == ["Call back"]
    assert TaskSeries.objects.get().status == "completed"
    gone = Task.objects.get(title="Shower")
    assert (gone.status, gone.cancel_reason) == ("cancelled", "resident-left")


def test_who_goes_to_hospital_keeps_their_care(facility, margaret):
    stay_changed.end_their_care(left(facility, margaret, "hospital"))
    assert len(open_tasks()) == 2


def test_who_moved_back_in_meanwhile_keeps_it_too(facility, margaret):
    make_stay(margaret)
    stay_changed.end_their_care(left(facility, margaret, "moved-out"))
    assert len(open_tasks()) == 2
