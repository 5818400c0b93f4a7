"""Write down what was measured. Lock, judge, write, note, publish: always in this order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.content.settings import settings_for
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish, publish_many
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.observations import queries, rules
from hearth.record.observations.codes import Measure, Method
from hearth.record.observations.events import ObservationRecorded, ObservationsRecorded
from hearth.record.observations.models import Observation
from hearth.record.observations.rules import Reading
from hearth.record.residents.models import Resident
from hearth.record.staff.models import StaffMember


# A value sent again within a week is the same value; after that nobody sends again.
SENT_AGAIN = timedelta(days=7)
SOON = timedelta(minutes=15)


@action("observations.record_observation")
def record_observation(*, scope: Scope, by: Actor, reading: Reading) -> Observation:
    """Write down one value as it was read: its number, its decimals and its unit.

    Who took it is whoever writes, unless the reading names another. Sent again under the same
    ``client_ref``, the first row is the answer and nothing is written; other values under a
    known reference are a Conflict (sent-before), never a loss. Raises Refused: resident-unknown, late-reason-missing, and what ``rules.check_reading`` raises.
    """
    kept, is_new = _record(scope, by, [reading])
    row = kept[0]
    if is_new:
        note("observations.record_observation", row, by=by, detail={"code": row.code})
        publish(
            ObservationRecorded(
                facility_id=row.facility_id,
                observation_id=row.pk,
                resident_id=row.resident_id,
                code=row.code,
                effective=row.effective.isoformat(),
                because=_because(row),
            )
        )
    return row


@action("observations.record_observations")
def record_observations(
    *, scope: Scope, by: Actor, readings: Sequence[Reading]
) -> list[Observation]:
    """Write down many values in one go: a round of vital signs, or history in a batch.

    All of them or none. One audit line for the batch, and one event for each resident. The rest
    is as in ``record_observation``; the rows come back in the order of the readings.
    """
    if not readings:
        return []
    kept, is_new = _record(scope, by, readings)
    if is_new:
        note_many("observations.record_observations", kept, by=by)
        publish_many(_batches(kept))
    return kept


def _record(
    scope: Scope, by: Actor, readings: Sequence[Reading]
) -> tuple[list[Observation], bool]:
    """The rows of these readings, and whether they were written just now."""
    now = clock.now()
    residents = _residents(scope, {r.resident_id for r in readings}, readings)
    if known := _sent_before(scope, readings, now):
        return known, False
    readings = [replace(r, effective=r.effective or now) for r in readings]
    measures = _judge(scope, by, residents, readings, now)
    member = StaffMember.objects.filter(facility_id__in=scope.facilities, actor=by).first()
    rows = [
        _row(by, residents[r.resident_id], r, measure, member, now)
        for r, measure in zip(readings, measures, strict=True)
    ]
    Observation.objects.bulk_create(rows, batch_size=1000)
    return rows, True


def _residents(
    scope: Scope, wanted: set[UUID], readings: Sequence[Reading]
) -> dict[UUID, Resident]:
    """The residents these values are about; locked where the same may be sent twice at once."""
    found = Resident.objects.filter(facility_id__in=scope.facilities, pk__in=wanted)
    if any(r.client_ref for r in readings):
        found = found.select_for_update(no_key=True).order_by("pk")
    residents = {one.pk: one for one in found}
    if len(residents) < len(wanted):
        raise Refused("resident-unknown", N_("There is no such resident here."))
    return residents


def _sent_before(scope: Scope, readings: Sequence[Reading], now: datetime) -> list[Observation]:
    """The rows of readings that were all written already, in their order; else nothing.

    Raises Conflict: sent-before, where the same reference comes with other values.
    """
    refs = {r.client_ref for r in readings if r.client_ref}
    if not refs:
        return []
    found = Observation.objects.filter(
        facility_id__in=scope.facilities,
        resident_id__in={r.resident_id for r in readings},
        client_ref__in=refs,
        effective__gte=min(r.effective or now for r in readings) - SENT_AGAIN,
    )
    rows = {(o.client_ref, o.resident_id, o.code): o for o in found}
    if not rows:
        return []
    known = [
        rows.get((r.client_ref, r.resident_id, rules.known_codes(r.code)[0])) for r in readings
    ]
    again = [o for o, r in zip(known, readings, strict=True) if o and _is_same(o, r, now)]
    if len(again) < len(readings) or len(rows) > len(readings):
        raise Conflict(
            "sent-before",
            N_(
                "This form was sent already, with other values. If these are new ones, send it again."
            ),
        )
    return again


def _is_same(row: Observation, r: Reading, now: datetime) -> bool:
    """Whether a row says what a reading says: the value as written, and when it was so."""
    quantity = r.quantity
    value = quantity.value if quantity else None
    unit = rules.normal_unit(quantity.unit) if quantity else ""
    parts = rules.components_of_pressure(*r.pressure) if r.pressure else []
    said = (row.value_quantity, row.unit, row.components, row.value_code, row.value_text)
    if said != (value, unit, parts, r.value_code, r.value_text):
        return False
    if row.absent_reason != (r.absent_reason or "") or row.comment != r.comment:
        return False
    # "Now" was another instant the first time; an answer lost on its way is asked for soon.
    return row.effective == r.effective or (r.effective is None and now - row.effective < SOON)


def _judge(
    scope: Scope,
    by: Actor,
    residents: dict[UUID, Resident],
    readings: Sequence[Reading],
    now: datetime,
) -> list[Measure]:
    """The measure of each reading, every rule asked."""
    by_process = by.kind == "process"
    limit = timedelta(0) if by_process else _late_limit(residents)
    before = {} if by_process else queries.last_quantities(scope, readings)
    measures = []
    for r in readings:
        last = before.get((r.resident_id, r.code))
        measures.append(rules.check_reading(r, now=now, before=last))
        rules.check_late_reason(r, now=now, limit=limit, by_process=by_process)
    return measures


def _late_limit(residents: dict[UUID, Resident]) -> timedelta:
    facility_id = next(iter(residents.values())).facility_id
    facility = Facility.objects.get(pk=facility_id)
    return timedelta(hours=settings_for(facility).late_entry_reason_after_hours)


def _row(
    by: Actor,
    resident: Resident,
    r: Reading,
    measure: Measure,
    member: StaffMember | None,
    now: datetime,
) -> Observation:
    performer = r.performer_id
    if performer is None and member is not None and r.method is Method.HAND:
        performer = None if r.performer_text else member.pk
    quantity = r.quantity
    return Observation(
        facility_id=resident.facility_id,
        resident=resident,
        security_label=rules.wider_label(r.security_label, resident.security_label),
        category=measure.category,
        code_system=measure.system,
        code=measure.code,
        value_quantity=quantity.value if quantity else None,
        value_decimals=quantity.decimals if quantity else 0,
        unit=rules.normal_unit(quantity.unit) if quantity else "",
        value_code=r.value_code,
        value_text=r.value_text,
        components=rules.components_of_pressure(*r.pressure) if r.pressure else [],
        absent_reason=r.absent_reason or "",
        effective=r.effective or now,
        effective_precision=r.precision,
        recorded=r.written if r.written and by.kind == "process" else now,
        performer_id=performer,
        performer_text=r.performer_text,
        recorder=by,
        method=r.method,
        body_site=r.body_site,
        device=r.device,
        comment=r.comment,
        because_type=r.because.type if r.because else "",
        because_id=r.because.id if r.because else None,
        corrects=r.corrects,
        client_ref=r.client_ref,
    )


def _because(row: Observation) -> str:
    return f"{row.because_type}/{row.because_id}" if row.because_id else ""


def _batches(rows: Sequence[Observation]) -> list[ObservationsRecorded]:
    """What became known of each resident, in one sentence each."""
    by_resident: dict[UUID, list[Observation]] = {}
    for row in rows:
        by_resident.setdefault(row.resident_id, []).append(row)
    return [
        ObservationsRecorded(
            facility_id=mine[0].facility_id,
            resident_id=resident_id,
            count=len(mine),
            codes=tuple(sorted({o.code for o in mine})),
            earliest=min(o.effective for o in mine).isoformat(),
            latest=max(o.effective for o in mine).isoformat(),
            because=_because(mine[0]) if len({_because(o) for o in mine}) == 1 else "",
        )
        for resident_id, mine in by_resident.items()
    ]
