"""Put a resident on watch, go on, end it; answer a check, and take an answer back."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.content.queries import resolve
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.residents.models import Resident
from hearth.record.staff.codes import DutyRole
from hearth.record.staff.models import StaffMember
from hearth.record.tasks import queries, rules
from hearth.record.tasks.codes import (
    LOOK,
    WATCH_CHECK,
    WATCH_DECISION,
    CancelReason,
    Change,
    SeriesStatus,
    TaskStatus,
    Urgency,
    WatchEnd,
)
from hearth.record.tasks.events import (
    WatchCheckAnswered,
    WatchEnded,
    WatchEntryRetracted,
    WatchExtended,
    WatchStarted,
)
from hearth.record.tasks.models import Task, TaskSeries, Watch, WatchEntry
from hearth.record.tasks.rules import Checks, Reason, parts_of

from .keeping import _keep, _lock, _me, _open_again, _take_back_answers
from .making import change_task, create_task
from .outcomes import complete_task
from .series import change_series, end_series, start_series
from .working import cancel_task


LOOK_WITHIN = {Urgency.SAFETY: timedelta(minutes=15)}
"""How soon a nurse looks at what changed, by how often is checked; else ``USUALLY``."""

USUALLY = timedelta(hours=2)


@action("tasks.start_watch")
def start_watch(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident | UUID,
    reason: str,
    starts: datetime | None = None,
    until: datetime | None = None,
    because: str = "",
    look_for: str = "",
    may_do: str = "",
    steps: Sequence[Mapping[str, Any]] | None = None,
) -> Watch:
    """Put a resident on watch: its checks stand on the list at once, and who ends it has a task.

    What is left out, the reason decides. While one runs for the same reason, that one comes back,
    going on as long as asked; where it happened again (another ``because``), its checks begin
    anew. ``because`` is "Type/uuid"; ``steps`` says how often, as content does.

    Raises Refused: reason-unknown, resident-missing, role-unknown, until-past, ends-first,
    too-long.
    """
    now = clock.now()
    found, definition, version = _reason(scope, reason)
    person = _resident(scope, resident)
    began = starts or now
    ends = until or max(began, now) + found.length
    running = queries.running_watch(scope, person.pk, reason).select_for_update().first()
    if running is not None:
        return _again(scope, by, running, found, began, ends, because)
    rules.check_watch(starts=began, until=ends, now=now)
    kind, key = parts_of(because)
    watch = Watch(
        facility_id=scope.facility_id,
        security_label="normal",
        resident=person,
        reason=reason,
        starts=began,
        until=ends,
        checks_from=began,
        steps=[dict(s) for s in (steps if steps is not None else found.steps)],
        look_for=look_for.strip(),
        may_do=_role(may_do or found.role),
        decides=_role(found.decides),
        because_type=kind,
        because_id=key,
        definition_id=definition,
        definition_version=version,
        started_by=by,
        recorded=now,
    )
    watch.save(force_insert=True)
    _lay_checks(scope, by, watch, found)
    _ask_to_decide(scope, by, watch, found)
    note("tasks.start_watch", watch, by=by, detail={"reason": reason})
    publish(WatchStarted(**_named(watch), until=watch.until.isoformat()))
    return watch


@action("tasks.extend_watch")
def extend_watch(*, scope: Scope, by: Actor, watch: Watch | UUID, until: datetime) -> Watch:
    """Let a watch go on until a later time. Its checks go on as they were.

    Raises Conflict: watch-ended; Refused: until-earlier, until-past, too-long.
    """
    row = _lock_watch(scope, watch)
    rules.check_running(row.ended_at)
    if until <= row.until:
        raise Refused("until-earlier", N_("Choose a later time, or end the watch."))
    rules.check_watch(starts=row.starts, until=until, now=clock.now())
    _go_on(scope, by, row, queries.reason_of(scope, row), until)
    note("tasks.extend_watch", row, by=by)
    publish(WatchExtended(**_named(row), until=row.until.isoformat()))
    return row


@action("tasks.end_watch")
def end_watch(
    *,
    scope: Scope,
    by: Actor,
    watch: Watch | UUID,
    reason: WatchEnd | str | None,
    text: str = "",
) -> Watch:
    """End a watch, saying why. Its checks to come are gone, and open ones with them.

    Raises Conflict: watch-ended; Refused: reason-missing, reason-unexplained.
    """
    row = _lock_watch(scope, watch)
    rules.check_running(row.ended_at)
    why = WatchEnd(reason) if reason else None
    rules.check_watch_end(why, text)
    row.ended_at, row.ended_by = clock.now(), by
    row.ended_reason, row.ended_text = why or "", text.strip()[:500]
    row.save()
    for series in queries.series_of_watch(scope, row):
        end_series(scope=scope, by=by, series=series, reason=CancelReason.CAUSE_GONE)
    for task in queries.open_of_cause(scope, f"Watch/{row.pk}"):
        if task.code == WATCH_DECISION.code and why is not WatchEnd.LEFT:
            complete_task(scope=scope, by=by, task=task, outcome_values={"watch": str(row.pk)})
        else:
            gone = (
                CancelReason.RESIDENT_LEFT if why is WatchEnd.LEFT else CancelReason.CAUSE_GONE
            )
            cancel_task(scope=scope, by=by, task=task, reason=gone)
    note("tasks.end_watch", row, by=by, detail={"reason": row.ended_reason})
    publish(WatchEnded(**_named(row), ended_reason=row.ended_reason))
    return row


@action("tasks.answer_watch_check")
def answer_watch_check(
    *,
    scope: Scope,
    by: Actor,
    task: Task | UUID,
    answers: Mapping[str, Any],
    text: str = "",
    nurse: bool = False,
    effective: datetime | None = None,
    performer: StaffMember | None = None,
) -> WatchEntry:
    """Answer a check of a watch. When something changed, a nurse is asked to look in at once.

    ``answers`` by code of question: "usual", "changed" or a number; ``text`` says what changed.
    ``nurse``: whether the questions asked only of a nurse are answered as well. ``effective`` is
    when they were looked at, UTC; default now. ``by`` writes it down.

    Raises Conflict: task-closed; Refused: not-a-check, answer-missing, answer-wrong,
    change-unexplained, future.
    """
    check = _lock(scope, task)
    watch = queries.watch_of_task(scope, check)
    if watch is None or check.code != WATCH_CHECK.code:
        raise Refused("not-a-check", N_("This is no check of a watch."))
    reason, now = queries.reason_of(scope, watch), clock.now()
    kept, changed = rules.check_answers(reason.asked_of(nurse=nurse), answers, text)
    entry = WatchEntry(
        facility_id=watch.facility_id,
        security_label=watch.security_label,
        resident_id=watch.resident_id,
        watch=watch,
        task=check,
        answers=kept,
        changed=changed,
        text=text.strip(),
        effective=effective or now,
        recorded=now,
        performer=performer or _me(scope, by),
        recorder=by,
    )
    complete_task(
        scope=scope,
        by=by,
        task=check,
        text=entry.text,
        effective=entry.effective,
        performer=entry.performer,
        outcome_values={"entry": str(entry.pk)},
    )
    entry.save(force_insert=True)
    if changed:
        _ask_for_a_look(scope, by, watch, check, entry, reason)
    note("tasks.answer_watch_check", entry, by=by, detail={"changed": changed})
    publish(
        WatchCheckAnswered(
            **_named(watch), entry_id=entry.pk, task_id=check.pk, changed=changed
        )
    )
    return entry


@action("tasks.retract_watch_entry")
def retract_watch_entry(
    *, scope: Scope, by: Actor, entry: WatchEntry | UUID, reason: str
) -> WatchEntry:
    """Say that an answer was wrong: it is kept as entered in error, and its check is open again.

    The look it asked for is called off. Raises Refused: reason-missing, retracted-already,
    entry-unknown.
    """
    key = entry.pk if isinstance(entry, WatchEntry) else entry
    row = queries.watch_entries(scope).filter(pk=key).first()
    if row is None:
        raise Refused("entry-unknown", N_("There is no such answer."))
    if row.entered_in_error_at is not None:
        raise Refused("retracted-already", N_("This is marked as entered in error already."))
    if not reason.strip():
        raise Refused("reason-missing", N_("Say what was wrong with it."))
    task = _lock(scope, row.task_id)
    _take_back_answers(scope, by, task, reason)
    if task.status == TaskStatus.COMPLETED and row.watch.ended_at is None:
        before = {"status": task.status, "outcome": task.outcome}
        _open_again(scope, task)
        _keep(task, Change.UNDONE, by, before=before, text=reason.strip())
    for look in queries.open_of_cause(scope, f"WatchEntry/{row.pk}"):
        cancel_task(scope=scope, by=by, task=look, reason=CancelReason.CAUSE_GONE)
    row.refresh_from_db()
    note("tasks.retract_watch_entry", row, by=by)
    publish(WatchEntryRetracted(**_named(row.watch), entry_id=row.pk))
    return row


# What the verbs share


def _reason(scope: Scope, code: str) -> tuple[Reason, UUID, int]:
    """The reason as it stands here now, with the definition that says so."""
    definition = resolve("watch-reasons", "default", scope.facility_id)
    entry = next((e for e in definition.body["items"] if e["code"] == code), None)
    if entry is None or entry.get("off"):
        raise Refused("reason-unknown", N_("Choose one of the reasons."))
    return rules.reason_from(entry), definition.id, definition.version


def _resident(scope: Scope, resident: Resident | UUID) -> Resident:
    key = resident.pk if isinstance(resident, Resident) else resident
    found = queries.residents(scope).filter(pk=key).first()
    if found is None:
        raise Refused("resident-missing", N_("Say for whom it is."))
    return found


def _role(code: str) -> str:
    if code not in DutyRole.codes():
        raise Refused("role-unknown", N_("Nobody works here as {role}."), role=code)
    return code


def _lock_watch(scope: Scope, watch: Watch | UUID) -> Watch:
    """The watch itself, locked. Raises Refused: watch-unknown."""
    key = watch.pk if isinstance(watch, Watch) else watch
    rows = Watch.objects.select_for_update(of=("self",)).filter(
        facility_id__in=scope.facilities, pk=key
    )
    found = rows.first()
    if found is None:
        raise Refused("watch-unknown", N_("There is no such watch."))
    return found


def _again(
    scope: Scope,
    by: Actor,
    watch: Watch,
    reason: Reason,
    began: datetime,
    until: datetime,
    because: str,
) -> Watch:
    """What runs goes on as long as asked; checked anew from the start where it happened again."""
    kind, key = parts_of(because)
    again = key is not None and (kind, key) != (watch.because_type, watch.because_id)
    longer = until > watch.until
    if longer:
        rules.check_watch(starts=watch.starts, until=until, now=clock.now())
    if again:
        watch.because_type, watch.because_id = kind, key
        watch.checks_from = max(watch.checks_from, began)
        watch.until = max(watch.until, until)
        watch.save()
        for series in queries.series_of_watch(scope, watch):
            end_series(scope=scope, by=by, series=series, reason=CancelReason.SERIES_CHANGED)
        _lay_checks(scope, by, watch, reason)
        _ask_to_decide(scope, by, watch, reason)
    elif longer:
        _go_on(scope, by, watch, reason, until)
    if again or longer:
        note("tasks.start_watch", watch, by=by, detail={"reason": watch.reason, "again": again})
        publish(WatchExtended(**_named(watch), until=watch.until.isoformat()))
    return watch


def _steps(scope: Scope, watch: Watch) -> list[Checks]:
    facility = Facility.objects.get(pk=watch.facility_id)
    where = queries.neighborhoods_of(scope, [watch.resident_id], clock.now())
    ends = queries.shift_ends_here(scope, facility, where.get(watch.resident_id))
    return rules.checks_of(
        watch.steps,
        begins=watch.checks_from,
        until=watch.until,
        shift_ends=ends,
        zone=facility.zone,
    )


def _lay_checks(scope: Scope, by: Actor, watch: Watch, reason: Reason) -> None:
    """The series of a watch, each step of which something is left to come; those that run change."""
    running = {s.cause_code: s for s in queries.series_of_watch(scope, watch)}
    for number, step in enumerate(_steps(scope, watch)):
        last = step.recurrence.not_after
        if last is not None and last < clock.now():
            continue
        code = f"step-{number}"
        if code in running:
            _change_step(scope, by, running[code], step)
            continue
        start_series(
            scope=scope,
            by=by,
            code=WATCH_CHECK.code,
            recurrence=step.recurrence,
            title=N_("Watch: {reason}"),
            title_values={"reason": dict(reason.title)},
            instructions=watch.look_for,
            resident=watch.resident_id,
            owner_role=watch.may_do,
            urgency=step.urgency,
            window_before=step.before,
            window_after=step.after,
            cause=f"Watch/{watch.pk}",
            cause_code=code,
            security_label=watch.security_label,
        )


def _change_step(scope: Scope, by: Actor, series: TaskSeries, step: Checks) -> None:
    if series.status == SeriesStatus.ACTIVE:
        change_series(scope=scope, by=by, series=series, recurrence=step.recurrence)


def _go_on(scope: Scope, by: Actor, watch: Watch, reason: Reason, until: datetime) -> None:
    watch.until = until
    watch.save()
    _lay_checks(scope, by, watch, reason)
    _ask_to_decide(scope, by, watch, reason)


def _ask_to_decide(scope: Scope, by: Actor, watch: Watch, reason: Reason) -> None:
    """Whoever decides has a task at its end: it never ends by itself."""
    cause = f"Watch/{watch.pk}"
    open_ = [t for t in queries.open_of_cause(scope, cause) if t.code == WATCH_DECISION.code]
    if open_:
        change_task(scope=scope, by=by, task=open_[0], due=watch.until)
        return
    create_task(
        scope=scope,
        by=by,
        code=WATCH_DECISION.code,
        title=N_("End the watch, or go on: {reason}"),
        title_values={"reason": dict(reason.title)},
        resident=watch.resident_id,
        due=watch.until,
        owner_role=watch.decides,
        cause=cause,
        cause_code=watch.reason,
        slot="decision",
        security_label=watch.security_label,
    )


def _ask_for_a_look(
    scope: Scope, by: Actor, watch: Watch, check: Task, entry: WatchEntry, reason: Reason
) -> None:
    resident = watch.resident
    create_task(
        scope=scope,
        by=by,
        code=LOOK.code,
        title=N_("Look in on {name}"),
        title_values={"name": resident.preferred or resident.given},
        instructions=entry.text,
        resident=resident,
        opens=entry.recorded,
        due=entry.recorded + LOOK_WITHIN.get(Urgency(check.urgency), USUALLY),
        cause=f"WatchEntry/{entry.pk}",
        cause_code=watch.reason,
        cause_text=N_("Not as usual on watch: {reason}"),
        cause_values={"reason": dict(reason.title)},
        security_label=watch.security_label,
    )


def _named(watch: Watch) -> dict[str, Any]:
    """What every event of a watch names."""
    return {
        "facility_id": watch.facility_id,
        "watch_id": watch.pk,
        "resident_id": watch.resident_id,
        "reason": watch.reason,
    }
