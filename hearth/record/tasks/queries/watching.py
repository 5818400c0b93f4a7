"""Who is on watch, why, what was found, and which checks wait?"""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet

from hearth.kernel import clock
from hearth.platform.content.models import Definition
from hearth.platform.content.queries import find
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.tenancy.rows import first_of, made
from hearth.record.staff import queries as staff
from hearth.record.tasks import codes, rules
from hearth.record.tasks.models import Task, TaskChange, TaskSeries, Watch, WatchEntry
from hearth.record.tasks.rules import Reason

from .lists import LIVE_CODES


REASONS = "watch-reasons"


def watches(scope: Scope) -> QuerySet[Watch]:
    """Every watch there ever was, for this reader."""
    found = Watch.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("resident", "started_by", "ended_by")


def watches_now(
    scope: Scope, resident_ids: Iterable[UUID] | None = None, *, with_checks: bool = False
) -> dict[UUID, list[Watch]]:
    """Who is on watch now, by resident, the earliest end first; of these residents, or of all.

    A watch past its end stands until a person ends it. ``with_checks``: the next check of each
    can be told without a statement more (``check_with``).
    """
    rows = watches(scope).filter(ended_at__isnull=True, starts__lte=clock.now())
    if resident_ids is not None:
        keys = list(resident_ids)
        if not keys:
            return {}
        rows = rows.filter(resident_id__in=keys)
    if with_checks:
        waits = _waiting_checks(scope).filter(cause_id=OuterRef("pk")).order_by("due", "id")
        rows = rows.annotate(next_check=first_of(waits))
    found: dict[UUID, list[Watch]] = {}
    for row in rows.order_by("until", "id"):
        found.setdefault(row.resident_id, []).append(row)
    return found


def watches_of(scope: Scope, resident_id: UUID) -> list[Watch]:
    """The watches of a resident: those that run or are to come first, then what was, latest first."""
    rows = watches(scope).filter(resident_id=resident_id)
    return sorted(rows.order_by("-starts", "-id"), key=lambda w: w.ended_at is not None)


def watch_changes(scope: Scope, since: datetime) -> list[Watch]:
    """Watches that were started or ended since an instant, the latest change last."""
    rows = watches(scope).filter(Q(recorded__gt=since) | Q(ended_at__gt=since))
    return sorted(rows, key=lambda w: w.ended_at or w.recorded)


def running_watch(scope: Scope, resident_id: UUID, reason: str) -> QuerySet[Watch]:
    """The watch of a resident for a reason that has not ended."""
    return Watch.objects.filter(
        facility_id__in=scope.facilities,
        resident_id=resident_id,
        reason=reason,
        ended_at__isnull=True,
    )


def watch_reasons(scope: Scope) -> list[Reason]:
    """Why somebody can be put on watch here, as the community's list stands now."""
    found = find(REASONS, "default", scope.facility_id)
    entries = found.body["items"] if found else []
    return [rules.reason_from(entry) for entry in entries if not entry.get("off")]


def reasons_of(scope: Scope, found: Iterable[Watch]) -> dict[UUID, Reason]:
    """The reason of each watch, as the definition says it with which the watch began."""
    rows = list(found)
    here = find(REASONS, "default", scope.facility_id) if rows else None
    bodies = {here.id: here.body} if here else {}
    old = {w.definition_id for w in rows} - bodies.keys()
    if old:
        bodies |= dict(Definition.objects.filter(pk__in=old).values_list("pk", "body"))
    told = {}
    for watch in rows:
        body = bodies.get(watch.definition_id) or (here.body if here else {"items": []})
        entry = next((e for e in body["items"] if e["code"] == watch.reason), None)
        told[watch.pk] = rules.reason_from(entry) if entry else _unknown(watch)
    return told


def reason_of(scope: Scope, watch: Watch) -> Reason:
    """The reason of one watch."""
    return reasons_of(scope, [watch])[watch.pk]


def _unknown(watch: Watch) -> Reason:
    """A reason whose definition is out of reach still has its code for a name."""
    return Reason(
        code=watch.reason,
        title={"en": watch.reason.replace("-", " ").capitalize()},
        hours=0,
        role=watch.may_do,
        decides=watch.decides,
    )


def checks_of_watch(scope: Scope, watch: Watch) -> QuerySet[Task]:
    """The checks of a watch, the earliest due first."""
    rows = Task.objects.filter(
        facility_id__in=scope.facilities,
        cause_type="Watch",
        cause_id=watch.pk,
        code=codes.WATCH_CHECK.code,
    ).exclude(status=codes.TaskStatus.ENTERED_IN_ERROR)
    return rows.select_related("performer", "recorder", "owner_staff").order_by("due", "id")


def is_watch_worked_on(scope: Scope, watch: Watch) -> bool:
    """Whether somebody answered a check of a watch, or has had a hand in one of its tasks."""
    if watch_entries(scope).filter(watch=watch).exists():
        return True
    nobody = [codes.Change.CREATED, codes.Change.ESCALATED, codes.Change.WOKEN]
    rows = TaskChange.objects.filter(
        facility_id__in=scope.facilities,
        task__cause_type="Watch",
        task__cause_id=watch.pk,
    )
    return rows.exclude(change__in=nobody).exists()


def series_of_watch(scope: Scope, watch: Watch) -> QuerySet[TaskSeries]:
    """The series that make the checks of a watch and have not ended."""
    return TaskSeries.objects.filter(
        facility_id__in=scope.facilities,
        cause_type="Watch",
        cause_id=watch.pk,
        status__in=[codes.SeriesStatus.ACTIVE, codes.SeriesStatus.ON_HOLD],
    ).order_by("id")


def next_checks(scope: Scope, found: Iterable[Watch]) -> dict[UUID, Task]:
    """The next check of each watch that waits, late ones included."""
    keys = [watch.pk for watch in found]
    if not keys:
        return {}
    rows = _waiting_checks(scope).filter(cause_id__in=keys).order_by("cause_id", "due", "id")
    return {row.cause_id: row for row in rows.distinct("cause_id") if row.cause_id}


def check_with(scope: Scope, watch: Watch) -> Task | None:
    """The next check of a watch that was read ``with_checks``."""
    del scope  # the watch was read in it
    said: Any = watch.next_check  # type: ignore[attr-defined] # read with it
    return made(Task, [said])[0] if said else None


def _waiting_checks(scope: Scope) -> QuerySet[Task]:
    return Task.objects.filter(
        facility_id__in=scope.facilities,
        cause_type="Watch",
        code=codes.WATCH_CHECK.code,
        status__in=LIVE_CODES,
    )


def watch_of_task(scope: Scope, task: Task) -> Watch | None:
    """The watch a check or a decision belongs to."""
    if task.cause_type != "Watch" or task.cause_id is None:
        return None
    return watches(scope).filter(pk=task.cause_id).first()


def watch_entries(scope: Scope) -> QuerySet[WatchEntry]:
    """What checks found, for this reader."""
    rows = WatchEntry.objects.filter(facility_id__in=scope.facilities)
    return rows.select_related("watch", "performer", "recorder", "entered_in_error_by")


def entries_of(scope: Scope, watch: Watch) -> list[WatchEntry]:
    """What the checks of a watch found, the latest first, errors among them."""
    return list(watch_entries(scope).filter(watch=watch).order_by("-effective", "-id"))


def latest_entries(scope: Scope, found: Iterable[Watch]) -> dict[UUID, WatchEntry]:
    """What was found last of each watch."""
    keys = [watch.pk for watch in found]
    if not keys:
        return {}
    rows = watch_entries(scope).filter(watch_id__in=keys, entered_in_error_at__isnull=True)
    rows = rows.order_by("watch_id", "-effective", "-id").distinct("watch_id")
    return {row.watch_id: row for row in rows}


def unanswered_checks(
    scope: Scope,
    starts: datetime,
    ends: datetime,
    now: datetime,
    neighborhood_id: UUID | None = None,
) -> list[Task]:
    """The watch checks of a shift that can be done and have no answer, the earliest due first."""
    rows = Task.objects.filter(
        facility_id__in=scope.facilities,
        code=codes.WATCH_CHECK.code,
        status__in=LIVE_CODES,
        opens__lte=now,
        due__gte=starts,
        due__lt=ends,
    )
    if neighborhood_id is not None:
        rows = rows.filter(neighborhood_id=neighborhood_id)
    return list(rows.select_related("resident").order_by("due", "id"))


def shift_ends_here(
    scope: Scope, facility: Facility, neighborhood_id: UUID | None = None
) -> list[time]:
    """When the shifts end that look after a neighborhood, by wall time."""
    found = staff.patterns(scope, facility)
    ours = [p for p in found if p.neighborhood_id in {None, neighborhood_id}]
    return [p.end for p in ours or found]


def is_nurse(scope: Scope, who: Any, now: datetime) -> bool:
    """Whether a reader answers as a nurse: on duty as one, or one by role."""
    return "nurse" in who.roles or "regional-nurse" in who.roles
