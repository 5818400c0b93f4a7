"""What a task asked to be measured closes it, once, with what is on record."""

from decimal import Decimal
from uuid import uuid4

import pytest

from hearth.kernel.references import Reference
from hearth.platform.outbox.modes import deliveries_inline
from hearth.platform.scope import process_scope, scoped
from hearth.protocols import observation_recorded
from hearth.record.observations import actions
from hearth.record.observations.codes import AbsentReason
from hearth.record.observations.events import ObservationRecorded
from hearth.record.observations.rules import Quantity, Reading
from hearth.record.tasks.models import Task
from tests.factories.residents import make_resident
from tests.factories.tasks import make_task


pytestmark = pytest.mark.django_db
WEIGHT = "29463-7"


@pytest.fixture
def task(facility, nurse, hayes):
    with scoped(process_scope("test", facility.pk)):
        return make_task(
            facility, nurse.account.actor, "Weigh", code="tasks.measure", resident=hayes
        )


def weigh(hayes, because, **said):
    if "absent_reason" not in said:
        said["quantity"] = Quantity(value=Decimal("72.5"), unit="kg")
    return Reading(resident_id=hayes.pk, code=WEIGHT, because=because, **said)


def record(person, *readings):
    with deliveries_inline(), scoped(person.scope):
        if len(readings) == 1:
            return [actions.record_observation(**person.who, reading=readings[0])]
        return actions.record_observations(**person.who, readings=readings)


def now(facility, task) -> Task:
    with scoped(process_scope("test", facility.pk)):
        return Task.objects.select_related("performer").get(pk=task.pk)


def asked(task) -> Reference:
    return Reference("Task", task.pk)


def test_the_value_it_asked_for_closes_it_as_done(facility, nurse, hayes, task):
    row = record(nurse, weigh(hayes, asked(task)))[0]
    closed = now(facility, task)
    assert (closed.outcome, closed.effective) == ("done", row.effective)
    assert closed.performer.family == "Lee"
    assert closed.outcome_values == {"observations": [str(row.pk)]}


def test_a_round_closes_it_too(facility, nurse, hayes, task):
    pulse = Reading(
        resident_id=hayes.pk,
        code="8867-4",
        quantity=Quantity(value=Decimal(72), unit="/min"),
        because=asked(task),
    )
    record(nurse, weigh(hayes, asked(task)), pulse)
    assert now(facility, task).outcome == "done"


@pytest.mark.parametrize(
    ("reason", "outcome", "because"),
    [
        (AbsentReason.DECLINED, "refused", "declined"),
        (AbsentReason.LATER, "not-done", "asleep"),
        (AbsentReason.FAILED, "not-done", "other"),
    ],
)
def test_what_could_not_be_taken_says_why(
    facility, nurse, hayes, task, reason, outcome, because
):
    record(nurse, weigh(hayes, asked(task), absent_reason=reason))
    closed = now(facility, task)
    assert (closed.outcome, closed.outcome_reason) == (outcome, because)


def test_another_residents_value_and_no_task_close_nothing(facility, nurse, hayes, task):
    with scoped(process_scope("test", facility.pk)):
        other = make_resident(facility, "Chen")
    record(nurse, weigh(other, asked(task)))
    record(nurse, weigh(hayes, None))
    record(nurse, weigh(hayes, Reference("Task", uuid4())))
    record(nurse, weigh(hayes, Reference("Note", task.pk)))
    assert now(facility, task).outcome == ""


def test_told_twice_and_late_it_is_closed_once(facility, nurse, hayes, task):
    row = record(nurse, weigh(hayes, asked(task)))[0]
    before = now(facility, task)
    event = ObservationRecorded(
        facility_id=facility.pk,
        observation_id=row.pk,
        resident_id=hayes.pk,
        code=WEIGHT,
        effective=row.effective.isoformat(),
        because=str(asked(task)),
    )
    with scoped(process_scope("test", facility.pk)):
        observation_recorded.close_what_asked(event)
    assert now(facility, task).recorded == before.recorded


def test_a_value_taken_back_before_it_was_told_closes_nothing(facility, nurse, hayes, task):
    with scoped(nurse.scope):
        row = actions.record_observation(**nurse.who, reading=weigh(hayes, asked(task)))
        actions.retract_observation(**nurse.who, observation=row, reason="Wrong resident")
    event = ObservationRecorded(
        facility_id=facility.pk,
        observation_id=row.pk,
        resident_id=hayes.pk,
        code=WEIGHT,
        effective=row.effective.isoformat(),
        because=str(asked(task)),
    )
    with scoped(process_scope("test", facility.pk)):
        observation_recorded.close_what_asked(event)
    assert now(facility, task).outcome == ""
