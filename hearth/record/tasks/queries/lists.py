"""Which tasks: everybody's, somebody's, those that need a reader now?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet

from hearth.kernel.intervals import day_bounds
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.staff import queries as staff
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks import codes, rules
from hearth.record.tasks.codes import LIVE, Change, Group
from hearth.record.tasks.models import Task, TaskChange
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


def is_worked_on(scope: Scope, task: Task) -> bool:
    """Whether somebody has had a hand in a task since it was made; passing up is nobody's hand."""
    if task.status not in LIVE_CODES:
        return True
    nobody = [Change.CREATED, Change.ESCALATED, Change.WOKEN]
    rows = TaskChange.objects.filter(facility_id__in=scope.facilities, task=task)
    return rows.exclude(change__in=nobody).exists()


def to_pass_up(scope: Scope, now: datetime) -> QuerySet[Task]:
    """Open tasks whose time to pass to the next role has come."""
    found = Task.objects.filter(facility_id__in=scope.facilities, next_escalation__lte=now)
    return found.filter(status__in=LIVE_CODES)


def to_wake(scope: Scope, now: datetime) -> QuerySet[Task]:
    """Open tasks that were put off until now, or an earlier time."""
    found = Task.objects.filter(facility_id__in=scope.facilities, snoozed_until__lte=now)
    return found.filter(status__in=LIVE_CODES)


def open_of_cause(scope: Scope, cause: str) -> list[Task]:
    """The open tasks that were made for something ("Type/uuid")."""
    kind, key = rules.parts_of(cause)
    found = tasks(scope).filter(cause_type=kind, cause_id=key, status__in=LIVE_CODES)
    return list(found.order_by("due", "id")) if key else []


def slots_of_causes(scope: Scope, code: str, keys: Iterable[UUID]) -> dict[UUID, set[str]]:
    """For which slots a kind of task was ever made about each of these, whatever became of it."""
    rows = tasks(scope).filter(code=code, cause_id__in=set(keys))
    found: dict[UUID, set[str]] = {}
    for cause, slot in rows.order_by().values_list("cause_id", "slot"):
        if cause is not None:
            found.setdefault(cause, set()).add(slot)
    return found


def open_care_of(scope: Scope, resident_id: UUID) -> list[Task]:
    """The open tasks of a resident that only make sense while they live here."""
    found = tasks(scope).filter(
        resident_id=resident_id, code__in=_care_codes(), status__in=LIVE_CODES
    )
    return list(found.order_by("due", "id"))


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
    """The worklist, narrowed: ``whose`` all, role, mine; ``when`` now, late, day, off, gaps, done."""
    found = tasks(scope)
    if when == "done":
        start, end = day_bounds(facility.today(), facility.zone)
        found = found.filter(recorded__gte=start, recorded__lt=end).exclude(outcome="")
        order = "-recorded"
    else:
        found = found.filter(_WHEN[when](now), status__in=LIVE_CODES)
        order = {"off": "snoozed_until", "gaps": "-due"}.get(when, "due")
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


def _care_codes() -> list[str]:
    """The kinds of task that are done to or for a resident, there and then."""
    care = {Group.CARE, Group.HEALTH, Group.SAFETY}
    return [kind.code for kind in codes.kinds() if kind.group in care]


def _lapsed(now: datetime) -> Q:
    """What ``rules.is_lapsed`` says, for the database: a gap in the record, not work to do."""
    since = Task.objects.filter(
        facility_id=OuterRef("facility_id"),
        series_id=OuterRef("series_id"),
        due__gt=OuterRef("due"),
        due__lte=now,
    ).exclude(status=codes.TaskStatus.ENTERED_IN_ERROR)
    old = Q(series__isnull=False, late__lt=now - rules.LAPSES_AFTER)
    # A change that nobody has looked at is never too old to be looked at.
    care = Q(code__in=_care_codes(), late__lt=now - rules.CARE_LAPSES_AFTER)
    care &= ~Q(urgency=codes.Urgency.CHANGED_RESIDENT)
    return care | (old & Q(Exists(since)))


_WHEN: dict[str, Callable[[datetime], Q]] = {
    "now": lambda now: _awake(now) & Q(opens__lte=now) & ~_lapsed(now),
    "late": lambda now: _awake(now) & Q(late__lt=now) & ~_lapsed(now),
    "gaps": lambda now: _lapsed(now),
    "day": lambda now: _awake(now) & Q(due__lte=now + timedelta(hours=24)) & ~_lapsed(now),
    "off": lambda now: Q(snoozed_until__gt=now),
}


def _whose(scope: Scope, who: rules.Reader, whose: str, *, done: bool = False) -> Q:
    if whose == "all":
        return Q()
    own = Q(recorder_id=who.actor) if done else mine(scope, who)
    if whose == "mine":
        return own
    return own | Q(owner_role__in=[str(r) for r in who.roles], **({} if done else NOBODYS))


def reader(scope: Scope, now: datetime) -> rules.Reader:
    """Who reads the list: their staff file, the roles they answer for now, what they oversee.

    On duty that is what they are on duty as; off duty, or without duty periods, their own roles
    here. What they look after for somebody away is theirs too. Three questions.
    """
    me = staff.member_of(scope, scope.actor_id)
    standing = staff.standing_of(scope, scope.actor_id, now)
    on_duty = staff.roles_on_duty(scope, scope.actor_id, now)
    own = frozenset(scope.roles) & frozenset(DutyRole.codes())
    return rules.Reader(
        actor=scope.actor_id,
        staff=me.pk if me else None,
        stands_for=standing.members,
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
    return awake(scope, now).filter(_theirs(scope, who))


def coming_up(
    scope: Scope, who: rules.Reader, now: datetime, until: datetime
) -> QuerySet[Task]:
    """What opens, or comes back, until then for a reader and their roles; the earliest due first."""
    found = tasks(scope).filter(status__in=LIVE_CODES).filter(_to_come(now, until))
    return found.filter(_theirs(scope, who)).order_by("due", "id")


def how_many(
    scope: Scope, who: rules.Reader, now: datetime, until: datetime, *, there: Q | None = None
) -> dict[str, int]:
    """How much ``of_roles`` finds (``now``, of it ``late``) and ``coming_up`` (``later``): one question."""
    live = Task.objects.filter(facility_id__in=scope.facilities, status__in=LIVE_CODES)
    live = live.filter(_theirs(scope, who), there or Q(), opens__lte=until)
    at_hand = _awake(now) & Q(opens__lte=now) & ~_lapsed(now)
    return live.aggregate(
        now=Count("pk", filter=at_hand),
        late=Count("pk", filter=at_hand & Q(late__lt=now)),
        later=Count("pk", filter=_to_come(now, until)),
    )


def _theirs(scope: Scope, who: rules.Reader) -> Q:
    narrowed = frozenset().union(*(reach.roles for reach in who.reaches))
    found = mine(scope, who) | _waits_for(who.roles - narrowed)
    for reach in who.reaches:
        found |= _waits_for(reach.roles) & near(scope, reach)
    return found


def _waits_for(roles: Iterable[str]) -> Q:
    """What waits for roles, and what passed up from them: whoever does it first has done it."""
    named = [str(r) for r in roles]
    return Q(owner_role__in=named, **NOBODYS) | Q(ladder__0__in=named, escalated_level__gt=0)


def near(scope: Scope, reach: rules.Reach) -> Q:
    """The tasks about the residents that a reach is about."""
    found = Q(resident_id__in=reach.mine)
    if reach.falls:
        found |= Q(resident__isnull=False) & ~Q(resident_id__in=reach.kept)
    return found | Q(resident__isnull=True) if reach.house else found


@dataclass(frozen=True, slots=True, kw_only=True)
class LateCare:
    """The late care of one resident (or of the house): how much, since when, how far it passed up."""

    resident_id: UUID | None
    role: str
    count: int
    oldest: datetime
    level: int


def late_care(scope: Scope, now: datetime) -> QuerySet[Any, Any]:
    """Late care that is said once a run, summed up by resident and by the role it began with:
    the columns of ``LateCare``, for a list that reads it beside other sums."""
    live = Task.objects.filter(
        facility_id__in=scope.facilities,
        status__in=LIVE_CODES,
        late__lt=now,
        ladder__0__in=sorted(rules.FLOOR_OWNERS),
    ).exclude(urgency__in=[str(u) for u in rules.PRESSING])
    return (
        live.filter(_awake(now) & ~_lapsed(now))
        .order_by()
        .values("resident_id", role=F("ladder__0"))
        .annotate(count=Count("pk"), oldest=Min("due"), level=Max("escalated_level"))
    )


def _to_come(now: datetime, until: datetime) -> Q:
    opens = Q(opens__gt=now, opens__lte=until) & _awake(now)
    return opens | Q(snoozed_until__gt=now, snoozed_until__lte=until, opens__lte=until)


def mine(scope: Scope, who: rules.Reader) -> Q:
    """What a reader has taken or been handed."""
    files = who.stands_for | ({who.staff} if who.staff else set())
    own = Q(owner_actor_id=who.actor)
    return own | Q(owner_staff_id__in=files) if files else own


def awake(scope: Scope, now: datetime) -> QuerySet[Task]:
    """Open tasks that can be done now and are not put off, the earliest due first."""
    return open_tasks(scope, now).filter(_awake(now)).exclude(_lapsed(now))


NOBODYS: dict[str, Any] = {"owner_staff__isnull": True, "owner_actor__isnull": True}
