"""What Today is made of: who is where, what needs the reader, how the day stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, DateTimeField, F, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Coalesce

from hearth.platform.scope import Scope
from hearth.record.notes import queries as notes
from hearth.record.notes.models import Handoff
from hearth.record.residents.queries import Whose
from hearth.record.staff import queries as staff
from hearth.record.staff.codes import DutyRole
from hearth.record.staff.models import StaffMember
from hearth.record.staff.rules import office_roles
from hearth.record.tasks import queries as tasks_room
from hearth.record.tasks.codes import Urgency
from hearth.record.tasks.models import Task, Watch
from hearth.record.tasks.queries import LateCare
from hearth.record.tasks.rules import (
    FLOOR_OWNERS,
    PRESSING,
    Reader,
    hears_of_late,
    is_gathered,
    lines_for_today,
    needs_reader,
)


LOOK_AHEAD = timedelta(hours=24)
"""How far ahead of its due time a task may stand on Today; rules.SHOWN_BEFORE_DUE decides."""

MOST = 500
"""Tasks weighed for one reader at once. Behind that many, the order no longer matters."""

ROUND = 3
"""Tasks of one name and time that make a round of the day, shown as one line."""

NEAR = timedelta(minutes=90)
"""Rounds of one name that begin within this are shown as one."""


@dataclass(frozen=True, slots=True)
class Need:
    """One line of NEEDS YOU: the first task of a thread, and the others of its resident and cause."""

    task: Task
    others: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class Worklist:
    """What waits for a reader: NEEDS YOU in its order, and every promise to a person.

    ``takers`` are those who said that they look after something pressing, by resident.
    """

    needs: tuple[Need, ...]
    promises: tuple[Task, ...]
    takers: dict[UUID, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Round:
    """Tasks of one name that are due at one time: how many are done, and how many are late."""

    due: datetime
    title: str
    done: int
    total: int
    late: int

    @property
    def is_round(self) -> bool:
        """Whether it stands in the day as one line; what names a person is nobody else's round."""
        return self.total >= ROUND and "{" not in self.title


def worklist(
    scope: Scope,
    now: datetime,
    *,
    roles: frozenset[str],
    stands_for: frozenset[UUID] = frozenset(),
) -> Worklist:
    """What needs this reader now, one line per resident and cause, and the promises made.

    ``roles`` are those the reader answers for: their own, and those they are on duty in;
    ``stands_for`` those who are away and whose tasks are the reader's meanwhile.
    """
    oversees = scope.may("tasks.view_tasks")
    mine = Q(owner_actor_id=scope.actor_id) | Q(owner_staff__actor_id=scope.actor_id)
    if stands_for:
        mine |= Q(owner_staff_id__in=stands_for)
    mine |= Q(owner_role__in=list(roles), **tasks_room.NOBODYS)
    if oversees:
        mine |= Q(urgency__in=[str(u) for u in PRESSING]) | Q(promised_at__isnull=False)
    live = Task.objects.filter(
        mine,
        facility_id__in=scope.facilities,
        status__in=tasks_room.LIVE_CODES,
        due__lte=now + LOOK_AHEAD,
    )
    rows = live.select_related("resident", "owner_staff", "promised_by", "promised_to")
    tasks = {t.pk: t for t in rows.order_by("due", "id")[:MOST]}
    own = {t.owner_staff_id for t in tasks.values() if _is_own(t, scope)}
    reader = Reader(
        actor=scope.actor_id,
        staff=next(iter(own), None),
        stands_for=stands_for,
        roles=roles,
        oversees=oversees,
    )
    marks = [
        m
        for t in tasks.values()
        if needs_reader(m := tasks_room.mark_of(scope, t), reader, now)
        and not _is_said_by_run(t, reader)
    ]
    lines = lines_for_today(marks)
    return Worklist(
        needs=tuple(Need(tasks[n.first], tuple(tasks[o] for o in n.others)) for n in lines),
        promises=tuple(t for t in tasks.values() if t.promised_at is not None),
        takers=_takers(tasks.values()),
    )


def _is_said_by_run(task: Task, reader: Reader) -> bool:
    """Care of the floor that is not the reader's own: late, it stands in the line of its run."""
    if reader.roles & FLOOR_OWNERS or not is_gathered(Urgency(task.urgency), task.ladder):
        return False
    if task.owner_staff_id is not None:
        return task.owner_staff_id not in {reader.staff, *reader.stands_for}
    return task.owner_actor_id != reader.actor


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRun:
    """The late care of a run or cart, in one line: how much, since when, and whose it is.

    No ``run_id``: what is about nobody's run, or where runs are not handed out.
    """

    run_id: UUID | None
    name: str
    count: int
    oldest: datetime
    people: tuple[str, ...] = ()


def late_runs(
    scope: Scope,
    late_care: Iterable[LateCare],
    whose: Mapping[UUID, Whose],
    held: Iterable[staff.Held],
    roles: frozenset[str],
) -> list[LateRun]:
    """Late care, one line a run: its owner hears of it first, then the shift lead, then the offices."""
    mine = {h.run_id for h in held if h.member.actor_id == scope.actor_id}
    sums: dict[UUID | None, list[LateCare]] = {}
    about: dict[UUID, tuple[str, tuple[StaffMember, ...]]] = {}
    for late in late_care:
        one = whose.get(late.resident_id) if late.resident_id else None
        is_cart = late.role == DutyRole.MED_TECH
        key = (one.cart_id if is_cart else one.run_id) if one else None
        if one is not None and key is not None:
            name, people = (
                (one.cart_name, one.cart_members) if is_cart else (one.run_name, one.members)
            )
            about[key] = name, tuple(dict.fromkeys((*about.get(key, ("", ()))[1], *people)))
        sums.setdefault(key, []).append(late)
    found = []
    for key, parts in sums.items():
        name, people = about.get(key, ("", ())) if key else ("", ())
        level = max(part.level for part in parts)
        if not hears_of_late(roles, level, holds_it=key in mine, is_empty=not people):
            continue
        found.append(
            LateRun(
                run_id=key,
                name=name,
                count=sum(part.count for part in parts),
                oldest=min(part.oldest for part in parts),
                people=tuple(str(one) for one in people),
            )
        )
    return sorted(found, key=lambda one: (one.run_id is None, one.oldest, one.name))


def _takers(tasks: Iterable[Task]) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, dict[str, None]] = {}
    for task in tasks:
        if task.resident_id and task.owner_staff and task.urgency in PRESSING:
            found.setdefault(task.resident_id, {})[str(task.owner_staff)] = None
    return {resident_id: tuple(names) for resident_id, names in found.items()}


def _is_own(task: Task, scope: Scope) -> bool:
    return task.owner_staff is not None and task.owner_staff.actor_id == scope.actor_id


@dataclass(frozen=True, slots=True)
class Day:
    """How a day stands: its rounds, how many residents are on watch, and what care is late."""

    rounds: list[Round]
    on_watch: int
    late_care: list[LateCare]


def day(scope: Scope, now: datetime, start: datetime, end: datetime) -> Day:
    """The work of a day by due time, what is still open from before it included; how many
    residents are on watch now; and the late care that is said once a run. One question.

    Readings of small indexes, added up by the database: what is late, what is open, what was
    closed since the day began, who is watched. A day's finished work is never read row by row.
    """
    here = Task.objects.filter(facility_id__in=scope.facilities).order_by()
    still = here.filter(status__in=tasks_room.LIVE_CODES, due__lt=end).values("due", "title")
    closed = here.filter(recorded__gte=start - timedelta(hours=12), due__gte=start, due__lt=end)
    over = closed.exclude(status__in=tasks_room.LIVE_CODES).values("due", "title")
    watched = Watch.objects.filter(
        facility_id__in=scope.facilities, ended_at__isnull=True, starts__lte=now
    )
    looked_after = watched.order_by().values(at=Value(now, output_field=DateTimeField()))
    nobody, none = Value(None, output_field=UUIDField()), Value(0)
    late = tasks_room.late_care(scope, now).values_list(
        _sort(LATE), "resident_id", "oldest", "role", "count", "level"
    )
    parts = (
        still.annotate(
            count=Count("id"), late_now=Count("id", filter=Q(late__lt=now))
        ).values_list(_sort(OPEN), nobody, "due", "title", "count", "late_now"),
        over.annotate(count=Count("id")).values_list(
            _sort(CLOSED), nobody, "due", "title", "count", none
        ),
        looked_after.annotate(count=Count("resident_id", distinct=True)).values_list(
            _sort(WATCHED), nobody, "at", _sort(""), "count", none
        ),
    )
    found: dict[tuple[datetime, str], list[int]] = {}
    on_watch, late_care = 0, []
    for sort, resident_id, at, title, count, more in late.union(*parts, all=True):
        if sort == LATE:
            late_care.append(
                LateCare(
                    resident_id=resident_id, role=title, count=count, oldest=at, level=more
                )
            )
        elif sort == WATCHED:
            on_watch = count if scope.may("tasks.view_watches") else 0
        else:
            sums = found.setdefault((at, title), [0, 0, 0])
            sums[0] += count if sort == CLOSED else 0
            sums[1] += count
            sums[2] += more
    rounds = _gathered(Round(due, title, *sums) for (due, title), sums in sorted(found.items()))
    return Day(rounds=rounds, on_watch=on_watch, late_care=late_care)


LATE, OPEN, CLOSED, WATCHED = "late", "open", "closed", "watched"
"""The sorts of sums a day is added up from."""


def _sort(word: str) -> Value:
    return Value(word, output_field=CharField())


def _gathered(rounds: Iterable[Round]) -> list[Round]:
    """Rounds of one name that follow each other closely are one round: people rise when they do."""
    found: dict[str, list[Round]] = {}
    last: dict[str, datetime] = {}
    for one in rounds:
        known = found.setdefault(one.title, [])
        if known and one.due - last[one.title] <= NEAR:
            known[-1] = _together(known[-1], one)
        else:
            known.append(one)
        last[one.title] = one.due
    return sorted((r for rows in found.values() for r in rows), key=lambda r: (r.due, r.title))


def _together(first: Round, second: Round) -> Round:
    return Round(
        first.due,
        first.title,
        first.done + second.done,
        first.total + second.total,
        first.late + second.late,
    )


def roles_answered(
    scope: Scope, on_duty: frozenset[str], staffed: frozenset[str]
) -> frozenset[str]:
    """The roles whose tasks wait for this reader: their own, and what nobody else answers for.

    What is addressed to a nurse while none is on duty or on call falls to the coordinator.
    """
    own = {role for role in scope.roles if role in DutyRole.codes()}
    if "coordinator" in own and "nurse" not in staffed:
        own.add("nurse")
    return frozenset(own | on_duty)


def roles_stood_in(scope: Scope, members: frozenset[UUID], day: date) -> frozenset[str]:
    """The office roles of those a reader stands in for: what waits for them waits for the reader."""
    if not members:
        return frozenset()
    held = staff.role_codes(scope, day)
    return office_roles(role for key in members for role in held.get(key, ()))


def done_meanwhile(scope: Scope, standing: staff.Standing) -> list[Task]:
    """What others did of somebody's own tasks while they were away, the last first."""
    away = standing.back_from or standing.away
    if away is None:
        return []
    found = Task.objects.filter(
        facility_id__in=scope.facilities,
        owner_staff_id=away.member_id,
        recorded__gte=away.starts,
    ).exclude(Q(outcome="") | Q(recorder_id=scope.actor_id))
    if away.until is not None:
        found = found.filter(recorded__lte=away.until)
    return list(found.select_related("resident", "performer").order_by("-recorded")[:20])


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOver:
    """How the hand-off to the shift that runs stands: who signed it out and when, who took it."""

    signed_out_at: datetime | None
    signed_out_by: str
    signed_in_at: datetime | None
    passed_on_at: datetime | None


@dataclass(frozen=True, slots=True)
class Left:
    """What a reader comes back to: up to when they have read, and the hand-off to this shift."""

    read_to: datetime | None = None
    handoff: SignedOver | None = None


def left_for(scope: Scope, actor: Any, starts: datetime | None) -> Left:
    """Up to when an actor has read CHANGED; and, where a shift runs that began at ``starts`` and
    they may see it, the hand-off to it: the whole house's first. One question."""
    empty = Value(None, output_field=DateTimeField())
    marks = notes.read_marks(scope, actor)
    rows: QuerySet[Any, Any] = marks.values_list(_sort(READ), "upto", empty, empty, _sort(""))
    rows = rows[:1]
    if starts is not None and scope.may("notes.view_handoff"):
        near = timedelta(hours=2)
        ended = Handoff.objects.filter(
            facility_id__in=scope.facilities, ends__gte=starts - near, ends__lte=starts + near
        ).order_by(F("neighborhood").asc(nulls_first=True), "-ends")
        signed = ("signed_out_at", "signed_in_at", "passed_on_at")
        who = Coalesce("signed_out_by__label", _sort(""))
        rows = ended.values_list(_sort(HANDOFF), *signed, who)[:1].union(rows, all=True)
    read_to, handoff = None, None
    for sort, first, signed_in, passed_on, name in rows:
        if sort == READ:
            read_to = first
        else:
            handoff = SignedOver(
                signed_out_at=first,
                signed_out_by=name,
                signed_in_at=signed_in,
                passed_on_at=passed_on,
            )
    return Left(read_to, handoff)


READ, HANDOFF = "read", "handoff"
