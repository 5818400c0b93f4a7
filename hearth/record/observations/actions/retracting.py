"""Take a value back: it stays, marked as entered in error."""

from hearth.kernel import clock
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.observations import rules
from hearth.record.observations.codes import ObservationStatus
from hearth.record.observations.events import ObservationRetracted
from hearth.record.observations.models import Observation


@action("observations.retract_observation")
def retract_observation(
    *, scope: Scope, by: Actor, observation: Observation, reason: str
) -> Observation:
    """Mark a value as entered in error, with the reason. The row stays as it was written.

    The right value is a new row that names this one (``Reading.corrects``). Raises Refused:
    already-retracted, reason-missing.
    """
    row = (
        Observation.objects.select_for_update()
        .filter(facility_id__in=scope.facilities, effective=observation.effective)
        .get(pk=observation.pk)
    )
    rules.check_retraction(ObservationStatus(row.status), reason)
    row.status = ObservationStatus.ENTERED_IN_ERROR
    row.entered_in_error_at, row.entered_in_error_by = clock.now(), by
    row.entered_in_error_reason = reason.strip()
    # By its key with the month: else the update would ask every partition.
    Observation.objects.filter(pk=row.pk, effective=row.effective).update(
        status=row.status,
        entered_in_error_at=row.entered_in_error_at,
        entered_in_error_by=by,
        entered_in_error_reason=row.entered_in_error_reason,
    )
    note("observations.retract_observation", row, by=by, detail={"code": row.code})
    publish(
        ObservationRetracted(
            facility_id=row.facility_id,
            observation_id=row.pk,
            resident_id=row.resident_id,
            code=row.code,
            effective=row.effective.isoformat(),
        )
    )
    return row
