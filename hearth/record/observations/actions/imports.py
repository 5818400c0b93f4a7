"""Take over values from another system, in batches."""

from collections.abc import Sequence
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.merging import CREATED, SAME, UPDATED, Taken, Told
from hearth.platform.audit.actions import action, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish_many
from hearth.platform.scope import Scope
from hearth.record.observations.codes import Method, ObservationStatus
from hearth.record.observations.events import ObservationsImported
from hearth.record.observations.models import Observation


# Said by the importer of a value that its own sender has changed or taken back since.
CHANGED_AT_SOURCE = "Changed in the system it came from"
RETRACTED_AT_SOURCE = "Entered in error in the system it came from"


@action("observations.import_observations")
def import_observations(
    *, scope: Scope, by: Actor, told: Sequence[Told], batch: str
) -> list[Taken]:
    """Take values over: new ones as rows, changed ones as new rows beside the old, in error.

    ``told.fields`` are columns; none of them means that the sender took the value back. What
    somebody here marked as entered in error stays so (refused: retracted-here). One audit row
    for the batch and one event for each resident. ``batch`` names the import.
    """
    known = _known(scope, told)
    new: list[Observation] = []
    wrong: dict[str, list[Observation]] = {CHANGED_AT_SOURCE: [], RETRACTED_AT_SOURCE: []}
    taken = []
    for one in told:
        old = known.get(one.row)
        if old is not None and _retracted_here(old):
            taken.append(Taken(row=old.pk, refused="retracted-here"))
            continue
        is_live = old is not None and old.status != ObservationStatus.ENTERED_IN_ERROR
        if not one.fields:
            if old is not None and is_live:
                wrong[RETRACTED_AT_SOURCE].append(old)
            taken.append(Taken(row=one.row, fate=UPDATED if is_live else SAME))
            continue
        if old is not None and is_live:
            wrong[CHANGED_AT_SOURCE].append(old)
        row = _row(scope, by, one, old)
        new.append(row)
        taken.append(Taken(row=row.pk, fate=UPDATED if old else CREATED))
    Observation.objects.bulk_create(new, batch_size=500)
    for reason, rows in wrong.items():
        _retract(scope, by, rows, reason)
    touched = [*new, *(row for rows in wrong.values() for row in rows)]
    note_many("observations.import_observations", touched, by=by)
    publish_many(_events(scope, touched, batch))
    return taken


def _known(scope: Scope, told: Sequence[Told]) -> dict[UUID | None, Observation]:
    rows = Observation.objects.select_for_update().filter(
        facility_id__in=scope.facilities, pk__in=[one.row for one in told if one.row]
    )
    return {row.pk: row for row in rows}


def _retracted_here(row: Observation) -> bool:
    """Whether a person, not its sender, took the value back."""
    return (
        row.status == ObservationStatus.ENTERED_IN_ERROR
        and row.entered_in_error_reason not in (CHANGED_AT_SOURCE, RETRACTED_AT_SOURCE)
    )


def _row(scope: Scope, by: Actor, told: Told, old: Observation | None) -> Observation:
    return Observation(
        facility_id=scope.facility_id,
        resident_id=told.resident,
        security_label=told.security_label,
        recorded=clock.now(),
        recorder=by,
        method=Method.IMPORTED,
        corrects=old.pk if old else None,
        source_system=told.source_system,
        source_id=told.source_id,
        **told.fields,
    )


def _retract(scope: Scope, by: Actor, rows: Sequence[Observation], reason: str) -> None:
    if rows:
        Observation.objects.filter(
            facility_id__in=scope.facilities, pk__in=[row.pk for row in rows]
        ).update(
            status=ObservationStatus.ENTERED_IN_ERROR,
            entered_in_error_at=clock.now(),
            entered_in_error_by=by,
            entered_in_error_reason=reason,
        )


def _events(
    scope: Scope, rows: Sequence[Observation], batch: str
) -> list[ObservationsImported]:
    counts: dict[UUID, int] = {}
    for row in rows:
        counts[row.resident_id] = counts.get(row.resident_id, 0) + 1
    return [
        ObservationsImported(
            facility_id=scope.facility_id, resident_id=resident, count=count, batch=batch
        )
        for resident, count in counts.items()
    ]
