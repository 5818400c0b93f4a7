"""What an event sets going, and what is called off with it: in the transaction of the event itself."""

from collections.abc import Collection
from datetime import datetime

from hearth.care.incidents import queries
from hearth.care.incidents.codes import CAUSE, REPORT, TELL, UNNAMED, Injury
from hearth.care.incidents.models import Incident
from hearth.care.incidents.queries import MustTell
from hearth.care.incidents.rules import IncidentType
from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit import actions as audit
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.platform.tenancy.queries import communities
from hearth.record.staff import queries as staff
from hearth.record.tasks import actions as tasks
from hearth.record.tasks import queries as worklist
from hearth.record.tasks.codes import CancelReason, Outcome, Priority, Urgency, WatchEnd
from hearth.record.tasks.models import Watch
from hearth.record.tasks.rules import NewTask


FALLBACK_ROLE = "shift-lead"
"""Who sees to what the recorder would, when the recorder has no staff file."""


def _set_going(
    scope: Scope,
    by: Actor,
    row: Incident,
    kind: IncidentType,
    *,
    told: Collection[str] = frozenset(),
) -> None:
    """Start the watch, and make one task for each who must be told, and one for the report.

    ``told`` are those told before. Doing it twice is harmless: tasks and watch are known by
    their cause.
    """
    now = clock.now()
    facility = communities(scope).get(pk=row.facility_id)
    people = queries.must_be_told(scope, row, kind, facility, now)
    mine = staff.member_of(scope, by)
    new = [
        _tell(row, kind, one, mine.pk if mine else None)
        for one in people
        if one.slot not in told
    ]
    if kind.report_within is not None:
        new.append(_report(row, kind, now))
    if new:
        tasks.create_tasks(scope=scope, by=by, tasks=new)
    if kind.watch and row.injury != Injury.DEATH and not _watched(scope, row, kind.watch):
        _start_watch(scope, by, row, kind.watch)


def _start_watch(scope: Scope, by: Actor, row: Incident, reason: str) -> None:
    """Put them on watch. A reason the community no longer lists must not lose the event."""
    try:
        tasks.start_watch(
            scope=scope, by=by, resident=row.resident, reason=reason, because=_cause(row)
        )
    except Refused as refusal:
        audit.note(
            "incidents.start_no_watch",
            row,
            by=by,
            detail={"why": refusal.code, "reason": reason},
        )


def _watched(scope: Scope, row: Incident, reason: str) -> bool:
    """Whether a watch of that reason runs because of an earlier version of the same event."""
    return any(watch.reason == reason for watch in _watches_of(scope, row))


def _watches_of(scope: Scope, row: Incident) -> list[Watch]:
    """The watches that run because of an event or of one it took the place of."""
    ours = {one.pk for one in queries.versions(scope, row)}
    running = worklist.watches_now(scope, [row.resident_id]).get(row.resident_id, [])
    return [w for w in running if w.because_type == CAUSE and w.because_id in ours]


def _call_off(
    scope: Scope, by: Actor, row: Incident, reason: str, *, watch_goes_on: bool = False
) -> None:
    """Take what still waits because of an event off the lists. What was done stays done."""
    for task in worklist.open_of_cause(scope, _cause(row)):
        tasks.cancel_task(
            scope=scope, by=by, task=task, reason=CancelReason.CAUSE_GONE, text=reason.strip()
        )
    if watch_goes_on:
        return
    for watch in _watches_of(scope, row):
        if not queries.happened_again(scope, row, watch.reason, watch.starts):
            tasks.end_watch(
                scope=scope, by=by, watch=watch, reason=WatchEnd.MISTAKE, text=reason.strip()
            )


def _told_slots(scope: Scope, row: Incident) -> frozenset[str]:
    """Who was told of an event, also of its earlier rows."""
    found = queries.follow_ups(scope, [one.pk for one in queries.versions(scope, row)])
    return frozenset(
        task.slot
        for tasks_of in found.values()
        for task in tasks_of
        if task.code == TELL and task.outcome == Outcome.DONE
    )


def _cause(row: Incident) -> str:
    return f"{CAUSE}/{row.pk}"


def _tell(row: Incident, kind: IncidentType, one: MustTell, mine: object) -> NewTask:
    person = mine if one.by_recorder else None
    pressing = bool(row.say)
    return NewTask(
        code=TELL,
        title=one.title,
        title_values=one.values,
        instructions=one.instructions,
        resident_id=row.resident_id,
        opens=min(one.opens, one.due),
        due=one.due,
        owner_role=one.by_role or FALLBACK_ROLE,
        owner_staff_id=person,  # type: ignore[arg-type]
        priority=Priority.STAT if one.now else Priority.URGENT if pressing else None,
        urgency=Urgency.SAFETY if one.now else Urgency.LEGAL_CLOCK if one.legal else None,
        cause=_cause(row),
        cause_code=row.type if not kind.confidential else "",
        cause_text=_why(kind),
        slot=one.slot,
        security_label=row.security_label,
    )


def _report(row: Incident, kind: IncidentType, now: datetime) -> NewTask:
    due = max(row.found_at + kind.report_within, now) if kind.report_within else now
    return NewTask(
        code=REPORT.code,
        title=N_("Write the full report"),
        resident_id=row.resident_id,
        opens=min(row.recorded, due),
        due=due,
        owner_role=kind.report_role,
        cause=_cause(row),
        cause_code=row.type if not kind.confidential else "",
        cause_text=_why(kind),
        slot="report",
        security_label=row.security_label,
    )


def _why(kind: IncidentType) -> str:
    """Why the task is there: the type by name, unless that is not for everybody."""
    return UNNAMED if kind.confidential else kind.title
