"""What happened? Read across the record, for the hand-off and for what changed on Today.

Each happening is told by a source text with values, translated where it is shown; what a
person wrote in their own words stays with its fact and is read from there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.kernel.references import Reference
from hearth.kernel.words import N_
from hearth.platform.scope import Scope
from hearth.record.notes.codes import Channel, HappeningKind, Reached, Severity
from hearth.record.notes.models import ContactMade, Note
from hearth.record.residents.codes import (
    MEDICAL,
    DecidedBy,
    FlagCode,
    OutFor,
    Precaution,
    StayStatus,
    WhereaboutsCode,
)
from hearth.record.residents.models import Condition, Flag, StayEvent, Whereabouts
from hearth.record.residents.queries import PLACE_KEPT
from hearth.record.tasks import queries as watching
from hearth.record.tasks.codes import LIVE, OutcomeReason, Urgency
from hearth.record.tasks.models import Task, Watch, WatchEntry

from .notes import _kept, _stands


FLOOR = ("nurse", "shift-lead", "med-tech", "caregiver", "agency")
"""Duty roles whose open work the next shift takes over."""

PRESSING = (
    Urgency.SAFETY,
    Urgency.PROMISE,
    Urgency.CHANGED_RESIDENT,
    Urgency.ORDER_OR_PHARMACY,
)
"""What the next shift takes over, whoever has it."""


LATE_ENTRIES = timedelta(days=31)
"""Whereabouts written down longer after they were so are no news to anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened. ``line`` is a source text that names ``{values}``; a value may be
    such a text itself: {"text", "values"}. ``text`` is what a person wrote. ``resident_id`` is
    None for what is about the house; ``label`` is the security label of the row it was read from.
    """

    kind: HappeningKind
    reference: Reference
    at: datetime
    recorded: datetime
    resident_id: UUID | None = None
    neighborhood_id: UUID | None = None
    severity: Severity = Severity.ROUTINE
    line: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    label: str = "normal"
    in_error: bool = False


Source = Callable[[Scope, datetime, datetime, tuple[str, ...]], Iterable[Happening]]
"""What a room above the record has to tell: recorded in [since, until), with one of the labels."""

SOURCES: list[Source] = []
"""The rooms above that hand over too: each adds itself when the house starts."""


def happened(
    scope: Scope,
    since: datetime,
    until: datetime,
    *,
    labels: Iterable[str] | None = None,
    notes: QuerySet[Note] | None = None,
    kept: bool = False,
) -> list[Happening]:
    """What was recorded in [since, until), whenever it was so, in the order it happened.

    Only rows with one of ``labels`` (default: all the reader may read). ``notes`` are the notes
    to choose from; default all of them. With ``kept``, also the notes from before that are still
    kept on the hand-off. One question for each kind of thing, and for each room above that tells.
    """
    window = {"recorded__gte": since, "recorded__lt": until}
    seen = _seen(scope, labels)
    wanted = _wanted(scope, labels)
    found = [
        *(one for source in SOURCES for one in source(scope, since, until, wanted)),
        *_notes(seen, window, notes, kept=kept),
        *_contacts(scope, seen, window),
        *_undone(scope, seen, window),
        *_whereabouts(scope, seen, window),
        *_stays(scope, seen, window),
        *_conditions(scope, seen, window),
        *_flags(scope, seen, since, until),
    ]
    return sorted(found, key=lambda h: (h.at, h.recorded, str(h.reference.id)))


def waiting(
    scope: Scope,
    due_from: datetime,
    due_by: datetime,
    now: datetime,
    *,
    labels: Iterable[str] | None = None,
) -> list[Happening]:
    """The tasks of the floor that fell due in between and are still open, the longest due first."""
    open_ = Task.objects.filter(
        _seen(scope, labels),
        Q(owner_role__in=FLOOR) | Q(urgency__in=[str(u) for u in PRESSING]),
        status__in=[str(s) for s in LIVE],
        opens__lte=now,
        due__gte=due_from,
        due__lte=due_by,
    )
    return [_open_task(task, now) for task in open_.order_by("due", "id")]


def on_watch(
    scope: Scope, now: datetime, *, labels: Iterable[str] | None = None
) -> list[Happening]:
    """Who is on watch now, and what was found last: the next shift takes it over first.

    ``until`` is told as an instant (ISO 8601); where it is shown it becomes a time.
    """
    wanted = _wanted(scope, labels)
    found = [w for rows in watching.watches_now(scope).values() for w in rows]
    found = [w for w in found if w.security_label in wanted]
    reasons = watching.reasons_of(scope, found)
    latest = watching.latest_entries(scope, found)
    return [
        _watch(watch, reasons[watch.pk].title, latest.get(watch.pk), now) for watch in found
    ]


def _watch(
    watch: Watch, title: Mapping[str, str], entry: WatchEntry | None, now: datetime
) -> Happening:
    ran_out = watch.until <= now
    changed = entry is not None and entry.changed
    if ran_out:
        line = N_("{reason}. Ran out {until}: end it, or go on.")
    elif changed:
        line = N_("{reason}, until {until}. Changed at the last check.")
    elif entry is not None:
        line = N_("{reason}, until {until}. As usual at the last check.")
    else:
        line = N_("{reason}, until {until}. No check answered yet.")
    said = (entry.text if entry is not None and changed else "", watch.look_for)
    return Happening(
        kind=HappeningKind.WATCH,
        reference=Reference("Watch", watch.pk),
        label=watch.security_label,
        at=entry.effective if entry is not None else watch.starts,
        recorded=entry.recorded if entry is not None else watch.recorded,
        resident_id=watch.resident_id,
        severity=Severity.CHANGE if changed or ran_out else Severity.WATCH,
        line=line,
        values={"reason": dict(title), "until": watch.until.isoformat()},
        text=" · ".join(x for x in said if x),
    )


def _wanted(scope: Scope, labels: Iterable[str] | None) -> tuple[str, ...]:
    """Those of the labels that the reader may read; all of theirs by default."""
    return tuple(scope.labels if labels is None else (x for x in labels if x in scope.labels))


def _seen(scope: Scope, labels: Iterable[str] | None) -> Q:
    """Of these communities, labels and residents: the first wall, before the database's own."""
    seen = Q(facility_id__in=scope.facilities, security_label__in=_wanted(scope, labels))
    return seen if scope.residents is None else seen & Q(resident_id__in=scope.residents)


def _note_happening(row: Note) -> Happening:
    """A note as a happening: its own words, read from the fact."""
    return Happening(
        kind=HappeningKind.NOTE,
        reference=Reference("Note", row.pk),
        at=row.effective,
        recorded=row.recorded,
        resident_id=row.resident_id,
        neighborhood_id=row.neighborhood_id,
        severity=Severity(row.severity),
        values={"category": row.category},
        text=row.text,
        label=row.security_label,
        in_error=row.entered_in_error_at is not None,
    )


def _contact_happening(row: ContactMade) -> Happening:
    """A contact as a happening: with whom, how, and whether they were reached."""
    whom = str(row.contact or row.practitioner or row.with_text)
    return Happening(
        kind=HappeningKind.CONTACT,
        reference=Reference("ContactMade", row.pk),
        at=row.effective,
        recorded=row.recorded,
        resident_id=row.resident_id,
        line=N_("{channel} with {whom}: {reached}."),
        values={
            "channel": Channel.label_of(row.channel),
            "whom": whom,
            "reached": Reached.label_of(row.reached),
        },
        text=row.text,
        label=row.security_label,
        in_error=row.entered_in_error_at is not None,
    )


def _notes(
    seen: Q, window: dict[str, Any], notes: QuerySet[Note] | None, *, kept: bool
) -> Iterator[Happening]:
    rows = Note.objects.all() if notes is None else notes
    asked = Q(**window) | _kept(window["recorded__lt"]) if kept else Q(**window)
    return map(_note_happening, rows.filter(seen, asked, _stands()))


def _contacts(scope: Scope, seen: Q, window: dict[str, Any]) -> Iterator[Happening]:
    rows = ContactMade.objects.filter(seen, entered_in_error_at__isnull=True, **window)
    return map(_contact_happening, rows.select_related("contact", "practitioner"))


def _task_words(task: Task) -> dict[str, Any]:
    return {"task": {"text": task.title, "values": task.title_values}}


def _undone(scope: Scope, seen: Q, window: dict[str, Any]) -> Iterator[Happening]:
    """Tasks that ended without being done: refused by the resident, or not done."""
    rows = Task.objects.filter(seen, outcome__in=["refused", "not-done"], **window)
    for task in rows:
        refused = task.outcome == "refused"
        line = (
            N_("Refused: {task}. {reason}.") if refused else N_("Not done: {task}. {reason}.")
        )
        yield Happening(
            kind=HappeningKind.TASK,
            reference=Reference("Task", task.pk),
            label=task.security_label,
            at=task.effective or task.changed,
            recorded=task.recorded or task.changed,
            resident_id=task.resident_id,
            neighborhood_id=task.neighborhood_id,
            severity=Severity.WATCH,
            line=line,
            values=_task_words(task) | {"reason": OutcomeReason.label_of(task.outcome_reason)},
            text=task.outcome_text,
        )


def _open_task(task: Task, now: datetime) -> Happening:
    late = task.late < now
    line = N_("Late: {task}.") if late else N_("Still open: {task}.")
    return Happening(
        kind=HappeningKind.WORK,
        reference=Reference("Task", task.pk),
        label=task.security_label,
        at=task.due,
        recorded=task.changed,
        resident_id=task.resident_id,
        neighborhood_id=task.neighborhood_id,
        severity=Severity.WATCH if late else Severity.ROUTINE,
        line=line,
        values=_task_words(task),
    )


def _whereabouts(scope: Scope, seen: Q, window: dict[str, Any]) -> Iterator[Happening]:
    near = window["recorded__gte"] - LATE_ENTRIES  # a bound the index can use
    rows = Whereabouts.objects.filter(seen, entered_in_error_at__isnull=True, **window)
    for row in rows.filter(effective__gte=near, effective__lt=window["recorded__lt"]):
        severity, line = _told(row)
        yield Happening(
            kind=HappeningKind.WHEREABOUTS,
            reference=Reference("Whereabouts", row.pk),
            label=row.security_label,
            at=row.effective,
            recorded=row.recorded,
            resident_id=row.resident_id,
            severity=severity,
            line=line,
            values={
                "why": OutFor.label_of(row.out_for),
                "whom": row.accompanied_by,
                "who": DecidedBy.label_of(row.decided_by) if row.decided_by else "",
            },
            text=" · ".join(x for x in (row.reason, row.diagnosis, row.comment) if x),
        )


def _told(row: Whereabouts) -> tuple[Severity, str]:
    if row.code == WhereaboutsCode.UNACCOUNTED:
        return Severity.URGENT, N_("Was looked for and not found.")
    if row.code == WhereaboutsCode.IN:
        if row.new_orders:
            return Severity.CHANGE, N_("Came back, with new orders.")
        return Severity.WATCH if row.diagnosis else Severity.ROUTINE, N_("Came back.")
    if row.way_out_id is not None:
        changed = row.out_for in MEDICAL
        return Severity.CHANGE if changed else Severity.ROUTINE, N_("Now: {why}.")
    if row.out_for in MEDICAL:
        if row.decided_by:
            return Severity.CHANGE, N_("Left: {why}. Decided: {who}.")
        return Severity.CHANGE, N_("Left: {why}.")
    if row.accompanied_by and row.out_for in {OutFor.FAMILY, ""}:
        return Severity.ROUTINE, N_("Out with {whom}.")
    if row.accompanied_by:
        return Severity.ROUTINE, N_("Out with {whom}: {why}.")
    return Severity.ROUTINE, N_("Out: {why}.") if row.out_for else N_("Out.")


STAY_SEVERITY = {
    StayStatus.LIVES_HERE: Severity.WATCH,
    StayStatus.HOSPITAL: Severity.CHANGE,
    StayStatus.RETURNING: Severity.WATCH,
    StayStatus.DECEASED: Severity.CHANGE,
}
NOT_TOLD = (StayStatus.APPLICANT, StayStatus.WITHDRAWN)
"""What is the office's, not the shift's."""


def _stays(scope: Scope, seen: Q, window: dict[str, Any]) -> Iterator[Happening]:
    rows = StayEvent.objects.filter(seen, entered_in_error_at__isnull=True, **window)
    for row in rows.exclude(PLACE_KEPT).exclude(to_status__in=[str(s) for s in NOT_TOLD]):
        moved = row.from_status == row.to_status
        severity = STAY_SEVERITY.get(StayStatus(row.to_status), Severity.ROUTINE)
        yield Happening(
            kind=HappeningKind.STAY,
            reference=Reference("StayEvent", row.pk),
            label=row.security_label,
            at=row.effective,
            recorded=row.recorded,
            resident_id=row.resident_id,
            severity=Severity.WATCH if moved else severity,
            line=N_("{what}."),
            values={"what": row.said},
            text=row.reason,
        )


def _conditions(scope: Scope, seen: Q, window: dict[str, Any]) -> Iterator[Happening]:
    """New conditions; those an import brought are history, and told by the import."""
    rows = Condition.objects.filter(seen, source_system="", **window)
    for row in rows.exclude(verification_status="entered-in-error"):
        yield Happening(
            kind=HappeningKind.CONDITION,
            reference=Reference("Condition", row.pk),
            label=row.security_label,
            at=row.recorded,
            recorded=row.recorded,
            resident_id=row.resident_id,
            severity=Severity.WATCH,
            line=N_("New condition: {condition}."),
            values={"condition": row.text},
        )


def _flags(scope: Scope, seen: Q, since: datetime, until: datetime) -> Iterator[Happening]:
    rows = Flag.objects.filter(
        Q(since__gte=since, since__lt=until) | Q(ended_at__gte=since, ended_at__lt=until), seen
    )
    for row in rows:
        ended = row.ended_at is not None and row.ended_at < until
        at = row.ended_at if ended and row.ended_at else row.since
        line = N_("No longer a risk: {risk}.") if ended else N_("New risk: {risk}.")
        yield Happening(
            kind=HappeningKind.FLAG,
            reference=Reference("Flag", row.pk),
            label=row.security_label,
            at=at,
            recorded=at,
            resident_id=row.resident_id,
            severity=Severity.ROUTINE if ended else Severity.WATCH,
            line=line,
            values={
                "risk": Precaution.label_of(row.precaution)
                if row.precaution
                else FlagCode.label_of(row.code)
            },
            text=row.ended_reason if ended else row.text,
        )
