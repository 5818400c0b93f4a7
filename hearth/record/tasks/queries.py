"""Which tasks?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Min, Q, QuerySet

from hearth.kernel import clock
from hearth.kernel.intervals import day_bounds
from hearth.platform.content import lists
from hearth.platform.content.queries import find
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.residents.codes import ENDED_STAY
from hearth.record.residents.models import (
    Contact,
    Flag,
    Placement,
    Resident,
    Stay,
    Whereabouts,
)
from hearth.record.staff import queries as staff
from hearth.record.staff.codes import DutyRole
from hearth.record.staff.models import StaffMember
from hearth.record.tasks import codes, rules
from hearth.record.tasks.codes import LIVE, Frequency, SeriesStatus, TaskKind
from hearth.record.tasks.models import Task, TaskChange, TaskSeries
from hearth.record.tasks.permissions import VIEW_TASKS


LIVE_CODES = [str(s) for s in LIVE]


def tasks(scope: Scope) -> QuerySet[Task]:
    """Every task that exists for this reader."""
    found = Task.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("resident", "owner_staff", "owner_actor", "performer")


def open_tasks(scope: Scope, now: datetime) -> QuerySet[Task]:
    """What can be done now and waits for somebody, most pressing due time first."""
    live = tasks(scope).filter(status__in=LIVE_CODES, opens__lte=now)
    return live.order_by("due", "id")


def changes_of(scope: Scope, task: Task) -> list[TaskChange]:
    """Everything that ever happened to a task, oldest first."""
    rows = TaskChange.objects.filter(facility_id__in=scope.facilities, task=task)
    return list(rows.select_related("recorder").order_by("recorded", "id"))


def to_pass_up(scope: Scope, now: datetime) -> QuerySet[Task]:
    """Open tasks whose time to pass to the next role has come."""
    found = Task.objects.filter(facility_id__in=scope.facilities, next_escalation__lte=now)
    return found.filter(status__in=LIVE_CODES)


def to_wake(scope: Scope, now: datetime) -> QuerySet[Task]:
    """Open tasks that were put off until now, or an earlier time."""
    found = Task.objects.filter(facility_id__in=scope.facilities, snoozed_until__lte=now)
    return found.filter(status__in=LIVE_CODES)


# The worklist, as its page narrows it


def worklist(
    scope: Scope,
    facility: Facility,
    who: rules.Reader,
    now: datetime,
    *,
    whose: str = "all",
    when: str = "now",
    where: str = "",
) -> QuerySet[Task]:
    """The worklist, narrowed: ``whose`` all, role, mine; ``when`` now, late, day, off, done."""
    found = tasks(scope)
    if when == "done":
        start, end = day_bounds(facility.today(), facility.zone)
        found = found.filter(recorded__gte=start, recorded__lt=end).exclude(outcome="")
        order = "-recorded"
    else:
        found = found.filter(_WHEN[when](now), status__in=LIVE_CODES)
        order = "snoozed_until" if when == "off" else "due"
    if where:
        found = found.filter(neighborhood_id=where)
    return found.filter(_whose(scope, who, whose, done=when == "done")).order_by(order, "id")


def late(
    scope: Scope, who: rules.Reader, now: datetime, *, whose: str = "all", where: str = ""
) -> int:
    """How many open tasks are past their late time, as narrowed."""
    found = Task.objects.filter(facility_id__in=scope.facilities, status__in=LIVE_CODES)
    found = found.filter(_WHEN["late"](now), _whose(scope, who, whose))
    return found.filter(neighborhood_id=where).count() if where else found.count()


def _awake(now: datetime) -> Q:
    return Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=now)


_WHEN: dict[str, Callable[[datetime], Q]] = {
    "now": lambda now: _awake(now) & Q(opens__lte=now),
    "late": lambda now: _awake(now) & Q(late__lt=now),
    "day": lambda now: _awake(now) & Q(due__lte=now + timedelta(hours=24)),
    "off": lambda now: Q(snoozed_until__gt=now),
}


def _whose(scope: Scope, who: rules.Reader, whose: str, *, done: bool = False) -> Q:
    if whose == "all":
        return Q()
    own = Q(recorder_id=who.actor) if done else mine(scope, who)
    if whose == "mine":
        return own
    return own | Q(owner_role__in=[str(r) for r in who.roles], **({} if done else NOBODYS))


# Whose, and what of it needs them


def reader(scope: Scope, now: datetime) -> rules.Reader:
    """Who reads the list: their staff file, the roles they answer for now, what they oversee.

    On duty that is what they are on duty as; off duty, or without duty periods, their own roles
    here. Two questions.
    """
    me = staff.member_of(scope, scope.actor_id)
    on_duty = staff.roles_on_duty(scope, scope.actor_id, now)
    own = frozenset(scope.roles) & frozenset(DutyRole.codes())
    return rules.Reader(
        actor=scope.actor_id,
        staff=me.pk if me else None,
        roles=on_duty | own if scope.may(VIEW_TASKS) else on_duty or own,
        oversees=scope.may(VIEW_TASKS),
    )


def mark_of(scope: Scope, task: Task) -> rules.TaskMark:
    """A task, as far as its place on a list needs it."""
    return rules.TaskMark(
        id=task.pk,
        code=task.code,
        urgency=codes.Urgency(task.urgency),
        opens=task.opens,
        due=task.due,
        late=task.late,
        status=codes.TaskStatus(task.status),
        priority=codes.Priority(task.priority),
        resident_id=task.resident_id,
        cause=f"{task.cause_type}/{task.cause_id}" if task.cause_id else "",
        series_id=task.series_id,
        owner_staff=task.owner_staff_id,
        owner_actor=task.owner_actor_id,
        owner_role=task.owner_role,
        snoozed_until=task.snoozed_until,
    )


def needing(scope: Scope, who: rules.Reader, now: datetime) -> QuerySet[Task]:
    """The open tasks that could need a reader now: theirs, their roles', and what presses.

    The database sifts; ``rules.needs_reader`` decides.
    """
    theirs = mine(scope, who) | Q(owner_role__in=who.roles, **NOBODYS)
    if who.oversees:
        theirs |= Q(urgency__in=[str(u) for u in rules.PRESSING])
    return awake(scope, now).filter(theirs)


def of_roles(scope: Scope, who: rules.Reader, now: datetime) -> QuerySet[Task]:
    """What waits for a reader's roles or themselves, and what passed up from those roles.

    A late task that the nurse was told of is still on the aide's list: whoever does it first
    has done it.
    """
    roles = [str(r) for r in who.roles]
    waiting = Q(owner_role__in=roles, **NOBODYS)
    passed_up = Q(ladder__0__in=roles, escalated_level__gt=0)
    return awake(scope, now).filter(mine(scope, who) | waiting | passed_up)


def coming_up(
    scope: Scope, who: rules.Reader, now: datetime, until: datetime
) -> QuerySet[Task]:
    """What opens, or comes back, until then for a reader and their roles; the earliest due first."""
    waiting = Q(owner_role__in=[str(r) for r in who.roles], **NOBODYS)
    opens = Q(opens__gt=now, opens__lte=until) & _awake(now)
    back = Q(snoozed_until__gt=now, snoozed_until__lte=until)
    found = tasks(scope).filter(status__in=LIVE_CODES).filter(opens | back)
    return found.filter(mine(scope, who) | waiting).order_by("due", "id")


def mine(scope: Scope, who: rules.Reader) -> Q:
    """What a reader has taken or been handed."""
    own = Q(owner_actor_id=who.actor)
    return own | Q(owner_staff_id=who.staff) if who.staff else own


def awake(scope: Scope, now: datetime) -> QuerySet[Task]:
    """Open tasks that can be done now and are not put off, the earliest due first."""
    return open_tasks(scope, now).filter(_awake(now))


NOBODYS: dict[str, Any] = {"owner_staff__isnull": True, "owner_actor__isnull": True}


# Residents, as far as a task's row tells of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """What to mind about a resident: flags by code, and where they are if not in the house."""

    flags: tuple[str, ...] = ()
    out_code: str = ""
    out_for: str = ""
    expected_back: datetime | None = None


def places_of(scope: Scope, residents: Iterable[UUID | None], now: datetime) -> dict[UUID, str]:
    """The place each resident holds now, as said aloud."""
    return dict(_held(scope, residents, now).values_list("resident_id", "place__label"))


def cautions(scope: Scope, residents: Iterable[UUID | None]) -> dict[UUID, Caution]:
    """What to mind about each of these residents. Two questions."""
    keys = {key for key in residents if key}
    here = {"facility_id__in": scope.facilities, "resident_id__in": keys}
    flags: dict[UUID, list[str]] = {}
    for key, code in Flag.objects.filter(**here, ended_at__isnull=True).values_list(
        "resident_id", "code"
    ):
        flags.setdefault(key, []).append(code)
    latest = Whereabouts.objects.filter(**here, entered_in_error_at__isnull=True).order_by(
        "resident_id", "-effective", "-recorded", "-id"
    )
    out = {w.resident_id: w for w in latest.distinct("resident_id") if w.code != "in"}
    return {
        key: Caution(
            flags=tuple(sorted(flags.get(key, ()))),
            out_code=out[key].code if key in out else "",
            out_for=out[key].out_for if key in out else "",
            expected_back=out[key].expected_back if key in out else None,
        )
        for key in flags.keys() | out.keys()
    }


def resident_choices(scope: Scope) -> list[tuple[str, str]]:
    """Everybody with a residency that has not ended, to choose from: key, and name with place."""
    rows = Stay.objects.filter(facility_id__in=scope.facilities).exclude(status__in=ENDED_STAY)
    rows = rows.select_related("resident").order_by(
        "resident__family_folded", "resident__given_folded"
    )
    people = [stay.resident for stay in rows]
    where = places_of(scope, [p.pk for p in people], clock.now())
    return [
        (str(p.pk), " · ".join(x for x in (f"{p.family}, {p.given}", where.get(p.pk, "")) if x))
        for p in people
    ]


def contacts_of(scope: Scope, resident: Resident) -> list[Contact]:
    """Whom one may have to call about a resident, in their order."""
    rows = Contact.objects.filter(
        facility_id__in=scope.facilities, resident=resident, ended_at__isnull=True
    )
    return list(rows.order_by("position", "id"))


def residents(scope: Scope) -> QuerySet[Resident]:
    """Residents that exist for this reader, merged records left out."""
    return Resident.objects.filter(facility_id__in=scope.facilities, merged_into__isnull=True)


# Series


def all_series(scope: Scope) -> QuerySet[TaskSeries]:
    """Everything that was ever to be done again and again, for this reader."""
    found = TaskSeries.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("resident", "owner_staff")


def series_listed(scope: Scope, *, ended: bool = False) -> QuerySet[TaskSeries]:
    """What comes again, by resident and title; with ``ended``, what did once."""
    running = Q(status__in=[SeriesStatus.ACTIVE, SeriesStatus.ON_HOLD])
    found = all_series(scope).filter(Q(status=SeriesStatus.COMPLETED) if ended else running)
    return found.order_by("resident__family_folded", "resident__given_folded", "title", "id")


def coming(scope: Scope, series: Iterable[UUID], now: datetime) -> dict[UUID, datetime]:
    """When each series comes next."""
    rows = Task.objects.filter(
        facility_id__in=scope.facilities,
        series_id__in=list(series),
        status__in=LIVE_CODES,
        due__gte=now,
    )
    first = rows.values("series_id").order_by().annotate(next=Min("due"))
    return {row["series_id"]: row["next"] for row in first}


def series_to_make(scope: Scope, last: date) -> QuerySet[TaskSeries]:
    """Running series whose tasks do not reach as far as a local day yet, though they could."""
    found = TaskSeries.objects.filter(
        facility_id__in=scope.facilities, status=SeriesStatus.ACTIVE, starts__lte=last
    )
    unfinished = Q(ends__isnull=True) | Q(ends__gt=F("materialised_until"))
    reached = Q(materialised_until__lt=last) & unfinished
    return found.filter(Q(materialised_until__isnull=True) | reached)


def running_series(
    scope: Scope, code: str, cause_id: UUID | None, cause_code: str
) -> QuerySet[TaskSeries]:
    """The series that stands for a cause; none without one."""
    if cause_id is None:
        return TaskSeries.objects.none()
    return TaskSeries.objects.filter(
        facility_id__in=scope.facilities,
        code=code,
        cause_id=cause_id,
        cause_code=cause_code,
        status__in=[SeriesStatus.ACTIVE, SeriesStatus.ON_HOLD],
    )


def recurrence_of(scope: Scope, series: TaskSeries) -> rules.Recurrence:
    """The pattern of a series, as the rules read it."""
    return rules.Recurrence(
        starts=series.starts,
        ends=series.ends,
        unit=Frequency(series.period_unit),
        period=series.period,
        wall_times=tuple(series.wall_times),
        weekdays=tuple(series.weekdays),
        month_day=series.month_day,
        anchor=series.anchor,
        count=series.count,
    )


# Kinds and ladders, as the community set them


def kind_for(scope: Scope, code: str) -> TaskKind:
    """A registered kind with what the community set for it. Raises KeyError for an unknown one."""
    kind = codes.kind_of(code)
    entry = (
        lists.item("task-kinds", kind.listed_as, scope.facility_id) if kind.listed_as else None
    )
    return rules.kind_as_listed(kind, entry.values if entry else None)


def ladder(scope: Scope, code: str, owner_role: str) -> rules.Ladder:
    """Who hears of a late task of a kind whose owner is a role, and when."""
    kind = codes.kind_of(code)
    found = find("escalation", "default", scope.facility_id)
    steps = [s for s in (found.body["steps"] if found else []) if s["role"] in DutyRole.codes()]
    own = [s for s in steps if s["task_kind"] == (kind.listed_as or code)]
    chosen = own or [s for s in steps if s["task_kind"] == "any"]
    ordered = sorted(chosen, key=lambda s: s["after_minutes"])
    return rules.ladder_of(
        owner_role,
        kind_ladder=kind.ladder,
        step=kind.step,
        steps=[(s["role"], timedelta(minutes=s["after_minutes"])) for s in ordered],
        own_steps=bool(own),
    )


# Who and where


def names_of(scope: Scope, members: Iterable[str]) -> dict[str, str]:
    """How these staff members are called."""
    keys = list(members)
    if not keys:
        return {}
    return {str(m.pk): str(m) for m in staff.every_member(scope).filter(pk__in=keys)}


def staff_file(scope: Scope, actor: Any) -> StaffMember | None:
    """The staff file of whoever acts, if they have one here."""
    return staff.member_of(scope, actor)


def shift_ends(scope: Scope, actor: Any, at: datetime) -> datetime | None:
    """When the duty ends that an actor worked at an instant; None when they were off duty."""
    mine = staff.duties_at(scope, at).filter(member__actor_id=getattr(actor, "pk", actor))
    return mine.order_by("-ends").values_list("ends", flat=True).first()


def neighborhoods_of(
    scope: Scope, residents: Iterable[UUID], now: datetime
) -> dict[UUID, UUID]:
    """The neighborhood in which each resident holds a place now."""
    held = _held(scope, residents, now)
    return dict(held.values_list("resident_id", "place__neighborhood_id"))


def _held(scope: Scope, residents: Iterable[UUID | None], now: datetime) -> QuerySet[Placement]:
    """The places these residents hold now, or will within a day; the latest last."""
    return Placement.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=now),
        facility_id__in=scope.facilities,
        resident_id__in={key for key in residents if key},
        cancelled_at__isnull=True,
        starts__lte=now + timedelta(days=1),
    ).order_by("starts")
