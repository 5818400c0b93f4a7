"""What is to be done on this shift, by whom, where?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.residents import queries as residents
from hearth.record.residents.queries import Whose
from hearth.record.staff import queries as staff
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks import queries as tasks
from hearth.record.tasks.models import Task
from hearth.record.tasks.rules import FLOOR_OWNERS, Reach, Reader


CART_ROLES = frozenset({"med-tech"})
RUN_ROLES = FLOOR_OWNERS - CART_ROLES
LEAD = "shift-lead"


AROUND = timedelta(hours=8)
"""What counts as this shift for somebody off duty, between shifts. Hearth's own default."""


STAYS = timedelta(minutes=3)
"""How long what one has done stays among what is to be done. Hearth's own default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MyShift:
    """Who reads the list: in which roles, where, and from when until when.

    ``run`` is what they hold now, in words; ``whose`` says who has every resident, where runs
    are handed out. ``narrowed``: the list is that of their own runs, or of one run asked for.
    """

    reader: Reader
    starts: datetime
    ends: datetime
    on_duty: bool
    run: str = ""
    run_ids: frozenset[UUID] = frozenset()
    narrowed: bool = False
    may_narrow: bool = False
    whose: Mapping[UUID, Whose] = field(default_factory=dict)
    neighborhood_id: UUID | None = None
    neighborhood: str = ""

    def concerns(self, resident_id: UUID) -> bool:
        """Whether a resident is on this list: of the reader's run, or nobody's that falls to them.

        Whoever leads the shift is concerned with everybody.
        """
        reaches = self.reader.reaches
        if not reaches or LEAD in self.reader.roles:
            return True
        return any(
            resident_id in reach.mine or (reach.falls and resident_id not in reach.kept)
            for reach in reaches
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much of the shift's work there is to do now and later, is late, and is done."""

    now: int
    later: int
    late: int
    done: int

    @property
    def total(self) -> int:
        return self.now + self.later + self.done


@dataclass(frozen=True, slots=True)
class Watched:
    """Somebody on watch: the watch, its reason, and its next check, if one is to come."""

    watch: Any
    reason: Any
    check: Task | None


def my_shift(
    scope: Scope, facility: Facility, now: datetime, role: str = "", run: str = ""
) -> MyShift:
    """The duty of whoever reads, or the shift that runs now. ``role`` reads as another role.

    Whoever holds a run or a cart reads the tasks of its residents first; ``run`` "all" reads
    everybody's, and the key of a run reads that run's. Everybody's duty is read at once: who has
    which resident, and whether a shift lead is here, is told by it too.
    """
    everybody = list(staff.with_lines(scope, staff.duties_at(scope, now)))
    held_by_all = staff.runs_held_by(scope, everybody, now)
    duties = [d for d in reversed(everybody) if d.member.actor_id == scope.actor_id]
    first = duties[0] if duties else None
    member = first.member if first else staff.member_of(scope, scope.actor_id)
    own = frozenset(scope.roles) & frozenset(DutyRole.codes())
    roles = frozenset({role}) if role else frozenset(d.role for d in duties) or own
    held = [h for h in held_by_all if h.member.actor_id == scope.actor_id]
    names = dict.fromkeys(h.run_name for h in held)
    said = ", ".join(names) or (first.run if first else "")
    asked = bool(held or run or LEAD in roles)
    whose = residents.whose(scope, None, now, holders=held_by_all) if asked else {}
    lead_here = LEAD in roles or any(d.role == LEAD for d in everybody)
    reaches = _reaches(whose, held, roles, run, lead_here=lead_here) if whose else ()
    reader = Reader(
        actor=scope.actor_id,
        staff=member.pk if member else None,
        roles=roles | FLOOR_OWNERS if _is_key(run) and reaches else roles,
        reaches=reaches,
    )
    common: dict[str, Any] = {
        "reader": reader,
        "run": said,
        "run_ids": frozenset(h.run_id for h in held),
        "narrowed": bool(reaches),
        "may_narrow": bool(reaches) or run == ALL,
        "whose": whose,
    }
    if first is not None:
        return MyShift(
            starts=first.starts,
            ends=max(d.ends for d in duties),
            on_duty=True,
            neighborhood_id=None if reaches else first.neighborhood_id,
            neighborhood=first.neighborhood.name if first.neighborhood else "",
            **common,
        )
    turn = staff.turn_now(scope, facility, now)
    starts, ends = (turn.starts, turn.ends) if turn else (now - AROUND, now + AROUND)
    return MyShift(starts=starts, ends=ends, on_duty=False, **common)


ALL = "all"
"""Everybody's tasks, as if no run were handed out."""


def _is_key(run: str) -> bool:
    return bool(run) and run != ALL


def _reaches(
    whose: Mapping[UUID, Whose],
    held: Sequence[Any],
    roles: frozenset[str],
    run: str,
    *,
    lead_here: bool,
) -> tuple[Reach, ...]:
    """To which residents the tasks of the floor are narrowed for this reader.

    What nobody looks after is the shift lead's; with no shift lead here it is everybody's.
    """
    if run == ALL:
        return ()
    if run:
        inside = {k for k, w in whose.items() if run in {str(w.run_id), str(w.cart_id)}}
        return (Reach(roles=FLOOR_OWNERS, mine=frozenset(inside), house=False),)
    mine = {h.run_id for h in held}
    falls = LEAD in roles or not lead_here
    found = []
    for some, key, people in (
        (RUN_ROLES, "run_id", "members"),
        (CART_ROLES, "cart_id", "cart_members"),
    ):
        handed_out = {k: w for k, w in whose.items() if getattr(w, key)}
        if not handed_out or not (some & roles or LEAD in roles):
            continue
        reach = Reach(
            roles=some,
            mine=frozenset(
                k
                for k, w in handed_out.items()
                if getattr(w, key) in mine and _has(w, people, held)
            ),
            kept=frozenset(k for k, w in handed_out.items() if getattr(w, people)),
            falls=falls,
            house=bool(some & roles),
        )
        if some & roles and not reach.mine and LEAD not in roles:
            continue  # on duty without a run: a float, who helps everybody
        found.append(reach)
    return tuple(found)


def _has(one: Whose, people: str, held: Sequence[Any]) -> bool:
    """Whether a resident is in the reader's own part of a run."""
    mine = {h.member.pk for h in held}
    return any(member.pk in mine for member in getattr(one, people))


def to_do(
    scope: Scope, shift: MyShift, where: UUID | None, now: datetime, *, later: bool = False
) -> QuerySet[Task]:
    """What can be done now, or what opens later on this shift; the earliest due first."""
    if not later:
        return _there(tasks.of_roles(scope, shift.reader, now), where)
    coming = tasks.coming_up(scope, shift.reader, now, shift.ends)
    return _there(coming, where)


def rows(
    scope: Scope, shift: MyShift, where: UUID | None, now: datetime, shown: str
) -> QuerySet[Task]:
    """The rows of one page of the shift: now, later or done."""
    if shown == "done":
        return done(scope, shift, where, now)
    return to_do(scope, shift, where, now, later=shown == "later")


def done(scope: Scope, shift: MyShift, where: UUID | None, now: datetime) -> QuerySet[Task]:
    """What was recorded since the shift began, the last first, whoever did it."""
    found = tasks.tasks(scope).filter(_of_roles(scope, shift), _recorded(shift, now))
    return _there(found, where).order_by("-recorded", "-id")


def just_closed(scope: Scope, shift: MyShift, where: UUID | None, now: datetime) -> list[Task]:
    """What the reader closed in the last minutes: it stays in its place, to be taken back."""
    found = tasks.tasks(scope).filter(
        recorder_id=shift.reader.actor, recorded__gt=now - STAYS, recorded__lte=now
    )
    return list(_there(found.exclude(outcome=""), where)[:20])


def counts(scope: Scope, shift: MyShift, where: UUID | None, now: datetime) -> Counts:
    """How the shift stands. Two questions, each along an index."""
    there = None if where is None else _in(where)
    open_now = tasks.how_many(scope, shift.reader, now, shift.ends, there=there)
    return Counts(**open_now, done=done(scope, shift, where, now).count())


def _of_roles(scope: Scope, shift: MyShift) -> Q:
    who = shift.reader
    narrowed = frozenset().union(*(reach.roles for reach in who.reaches))
    found = _owned_by(who.roles - narrowed) | Q(recorder_id=who.actor)
    for reach in who.reaches:
        found |= _owned_by(reach.roles) & tasks.near(scope, reach)
    return found


def _owned_by(roles: Iterable[str]) -> Q:
    named = [str(r) for r in roles]
    return Q(owner_role__in=named) | Q(ladder__0__in=named)


def _recorded(shift: MyShift, now: datetime) -> Q:
    return Q(recorded__gte=min(shift.starts, now), recorded__lte=now) & ~Q(outcome="")


def _there(found: QuerySet[Task], where: UUID | None) -> QuerySet[Task]:
    """In one neighborhood; what belongs to none belongs to everybody."""
    if where is None:
        return found
    return found.filter(_in(where))


def _in(where: UUID) -> Q:
    return Q(neighborhood_id=where) | Q(neighborhood__isnull=True)


def going_out(scope: Scope, shift: MyShift) -> list[Any]:
    """Who is to go out before the shift ends and has not left, as planned; the next first."""
    since = shift.starts - AROUND
    found = residents.planned_between(scope, since, shift.ends) if _may_see(scope) else []
    return [one for one in found if one.ends > shift.starts]


def _may_see(scope: Scope) -> bool:
    return scope.may("residents.view_whereabouts")


def on_watch(scope: Scope, where: UUID | None, now: datetime) -> list[Watched]:
    """Who is on watch here, with the check that waits or comes next; late ones first."""
    found = [w for rows in tasks.watches_now(scope, with_checks=True).values() for w in rows]
    found = [w for w in found if scope.may_see(w.resident_id)]
    if where is not None and found:
        homes = tasks.neighborhoods_of(scope, {w.resident_id for w in found}, now)
        found = [w for w in found if homes.get(w.resident_id, where) == where]
    reasons = tasks.reasons_of(scope, found)
    rows = [Watched(w, reasons[w.pk], tasks.check_with(scope, w)) for w in found]
    far = datetime.max.replace(tzinfo=UTC)
    return sorted(rows, key=lambda one: one.check.due if one.check else far)


def residents_of(scope: Scope, found: Iterable[Any]) -> set[UUID]:
    """The residents a list is about, as far as this reader may see them."""
    return {t.resident_id for t in found if t.resident_id and scope.may_see(t.resident_id)}
