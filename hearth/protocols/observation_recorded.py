"""What a task asked to be measured was measured, or could not be: the task is done with."""

from uuid import UUID

from hearth.kernel.references import Reference
from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.events import on
from hearth.platform.scope import Scope, process_scope
from hearth.record.observations import queries as observations
from hearth.record.observations.codes import AbsentReason
from hearth.record.observations.events import ObservationRecorded, ObservationsRecorded
from hearth.record.tasks import actions as tasks
from hearth.record.tasks import queries as worklist
from hearth.record.tasks.codes import LIVE, Outcome, OutcomeReason


NAME = "protocols.observation_recorded"
WHY = {
    AbsentReason.DECLINED: (Outcome.REFUSED, OutcomeReason.DECLINED),
    AbsentReason.LATER: (Outcome.NOT_DONE, OutcomeReason.ASLEEP),
}
"""What became of a task whose value could not be taken; any other reason is told in words."""


@on(ObservationRecorded)
def close_what_asked(event: ObservationRecorded) -> None:
    """One value was written down because a task asked for it."""
    _close(process_scope(NAME, event.facility_id), event.resident_id, event.because)


@on(ObservationsRecorded)
def close_what_asked_for_a_round(event: ObservationsRecorded) -> None:
    """A round of values was written down because a task asked for it."""
    _close(process_scope(NAME, event.facility_id), event.resident_id, event.because)


def _close(scope: Scope, resident_id: UUID, because: str) -> None:
    """Close the task with what is on record because of it; closed already, nothing happens."""
    asked = _task(because)
    if asked is None:
        return
    task = worklist.tasks(scope).filter(pk=asked.id, resident_id=resident_id).first()
    taken = observations.because_of(scope, resident_id, asked)
    if task is None or not taken or task.status not in {str(s) for s in LIVE}:
        return
    found = next((o for o in taken if not o.absent_reason), None)
    row = found or taken[0]
    outcome, reason, text = Outcome.DONE, None, ""
    if found is None:
        outcome, reason = WHY.get(
            AbsentReason(row.absent_reason), (Outcome.NOT_DONE, OutcomeReason.OTHER)
        )
        text = row.comment or AbsentReason.label_of(row.absent_reason)
    tasks.complete_task(
        scope=scope,
        by=process_actor(NAME),
        task=task,
        outcome=outcome,
        reason=reason,
        text=text,
        effective=row.effective,
        performer=row.performer,
        performer_text="" if row.performer else row.said_by,
        outcome_values={"observations": [str(o.pk) for o in taken]},
    )


def _task(because: str) -> Reference | None:
    """The task that is named, where it is one."""
    try:
        asked = Reference.parse(because)
    except ValueError:
        return None
    return asked if asked.type == "Task" else None
