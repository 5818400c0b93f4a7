"""Whose resident is this now, and who is called for her?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    TimeField,
    Value,
    When,
)
from django.db.models.functions import Cast, JSONObject

from hearth.kernel import clock
from hearth.platform.content.settings import settings_for
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.residents.models import Helping, Placement, Resident
from hearth.record.staff import queries as staff
from hearth.record.staff.codes import DutyRole, RunKind
from hearth.record.staff.models import RunPlace, Shift, StaffMember


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """In which run a resident is now and who holds it; no ``members`` means nobody does.

    ``run_id`` is empty where only a cart serves them. ``cart_members`` are all who hold the
    cart, ``cart_member`` the first of them. Who is ``held_over`` stays past their shift, because
    nobody took the run over.
    """

    run_id: UUID | None = None
    run_name: str = ""
    members: tuple[StaffMember, ...] = ()
    held_over: bool = False
    cart_id: UUID | None = None
    cart_name: str = ""
    cart_members: tuple[StaffMember, ...] = ()
    cart_held_over: bool = False

    @property
    def cart_member(self) -> StaffMember | None:
        """Who holds the cart, the first of several."""
        return self.cart_members[0] if self.cart_members else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _InRun:
    """One run that has a resident's place, and whether this shift hands it out."""

    id: UUID
    name: str
    kind: RunKind
    position: int
    now: bool
    place: UUID


def whose(
    scope: Scope,
    resident_ids: Iterable[UUID] | None,
    at: datetime,
    *,
    holders: Sequence[Any] | None = None,
) -> dict[UUID, Whose]:
    """In which run each resident is at an instant, by the place they hold then, and who has it.

    ``None`` asks for everybody. Who is in no run is not in the answer. Two statements, however
    many residents; one where the caller has just read who holds what (``staff.runs_held_by``).
    """
    found: dict[UUID, list[_InRun]] = {}
    rows = _held_at(scope, at)
    if resident_ids is not None:
        rows = rows.filter(resident_id__in=set(resident_ids))
    for resident_id, place_id, served in rows.annotate(
        in_runs=in_runs_at(scope, at)
    ).values_list("resident_id", "place_id", "in_runs"):
        found.setdefault(resident_id, []).extend(_in_run(one, place_id) for one in served)
    if not any(found.values()):
        return {}
    return _told(found, staff.assignments_at(scope, at) if holders is None else holders)


def whose_of(
    scope: Scope, standings: Iterable[Any], holders: Sequence[Any]
) -> dict[UUID, Whose]:
    """The same of residents read ``with_runs``, by who holds what (``staff.runs_held_by``).

    No statement.
    """
    found = {
        one.resident.pk: [_in_run(run, one.place.pk) for run in one.in_runs]
        for one in standings
        if one.place is not None
    }
    return _told(found, holders)


def _told(found: Mapping[UUID, list[_InRun]], lines: Iterable[Any]) -> dict[UUID, Whose]:
    held: Holders = {}
    for line in lines:
        held.setdefault(line.run_id, []).append(line)
    return {key: _whose(runs, held) for key, runs in found.items() if _chosen(runs, held)}


def in_runs_at(scope: Scope, at: datetime) -> ArraySubquery:
    """For a placement: the runs and carts that have its place, for its list of them."""
    return ArraySubquery(_runs_of_place(scope, at))


def residents_of_runs(
    scope: Scope, at: datetime, run_ids: Iterable[UUID]
) -> dict[UUID, set[UUID]]:
    """Who is in each of these runs now: by run. Whole runs, whoever has which part of them."""
    wanted = set(run_ids)
    places: dict[UUID, set[UUID]] = {}
    for run_id, place_id in (
        staff.run_places(scope, at).filter(run_id__in=wanted).values_list("run_id", "place_id")
    ):
        places.setdefault(place_id, set()).add(run_id)
    found: dict[UUID, set[UUID]] = {}
    held = _held_at(scope, at).filter(place_id__in=places)
    for resident_id, place_id in held.values_list("resident_id", "place_id"):
        for run_id in places[place_id]:
            found.setdefault(run_id, set()).add(resident_id)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyRun:
    """A run or cart that nobody has for this shift, or nobody has for some of its residents."""

    id: UUID
    name: str
    is_cart: bool
    residents: frozenset[UUID]


def empty_runs(scope: Scope, found: Mapping[UUID, Whose]) -> list[EmptyRun]:
    """The runs and carts whose residents nobody looks after now, by name: no statement.

    Somebody held over does not fill a run: they are about to go home.
    """
    empty: dict[tuple[bool, str, UUID], set[UUID]] = {}
    for resident_id, one in found.items():
        if one.run_id and (not one.members or one.held_over):
            empty.setdefault((False, one.run_name, one.run_id), set()).add(resident_id)
        if one.cart_id and (not one.cart_members or one.cart_held_over):
            empty.setdefault((True, one.cart_name, one.cart_id), set()).add(resident_id)
    return [
        EmptyRun(id=key, name=name, is_cart=cart, residents=frozenset(residents))
        for (cart, name, key), residents in sorted(empty.items(), key=lambda e: e[0][:2])
    ]


# Who is called


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """Who has a resident now, and who is asked next: the first steps of every call.

    ``leads`` and ``nurses`` are those on duty as such, or else whose turn it is to be called.
    """

    whose: Whose
    holders: tuple[staff.Answer, ...] = ()
    leads: tuple[staff.Answer, ...] = ()
    nurses: tuple[staff.Answer, ...] = ()

    def steps(self) -> tuple[staff.Answer, ...]:
        """Everybody in the order in which they are asked, each once."""
        seen: dict[UUID, staff.Answer] = {}
        for one in (*self.holders, *self.leads, *self.nurses):
            seen.setdefault(one.member.pk, one)
        return tuple(seen.values())


def who_is_called(
    scope: Scope, resident: Resident, at: datetime, *, standing: Any = None
) -> Called:
    """Who is called for a resident at an instant: who has her, the shift lead, the nurse.

    With nobody on her run the first step is the shift lead. Three statements; two with the
    ``standing`` of that instant at hand, read ``with_runs``.
    """
    rota = staff.rota(scope, at)
    held = staff.runs_held_by(scope, rota.duties, at)
    if standing is None:
        found = whose(scope, [resident.pk], at, holders=held)
    else:
        found = whose_of(scope, [standing], held)
    mine = found.get(resident.pk, Whose())
    duties = {d.member_id: d for d in rota.duties}
    people = mine.members or mine.cart_members
    return Called(
        whose=mine,
        holders=tuple(
            staff.Answer(member=m, duty=duties.get(m.pk)) for m in people if m.pk in duties
        ),
        leads=tuple(rota.who_answers(DutyRole.SHIFT_LEAD)),
        nurses=tuple(rota.who_answers(DutyRole.NURSE)),
    )


# Rows


def _held_at(scope: Scope, at: datetime) -> QuerySet[Placement]:
    """The places that residents hold at an instant."""
    return Placement.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=at),
        facility_id__in=scope.facilities,
        cancelled_at__isnull=True,
        starts__lte=at,
    )


def _runs_of_place(scope: Scope, at: datetime) -> QuerySet[Any]:
    """The runs and carts that have the outer row's place, each as one small object."""
    rows = RunPlace.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=at),
        Q(run__closed_at__isnull=True) | Q(run__closed_at__gt=at),
        facility_id=OuterRef("facility_id"),
        place_id=OuterRef("place_id"),
        starts__lte=at,
    )
    every_shift = Q(run__shifts=[])
    served = rows.annotate(
        served=Case(
            When(every_shift | Q(Exists(_running(at))), then=Value(value=True)),
            default=Value(value=False),
            output_field=BooleanField(),
        )
    )
    return served.values(
        one=JSONObject(
            id=Cast("run_id", TextField()),
            name=F("run__name"),
            kind=F("run__run_kind"),
            position=F("run__position"),
            now=F("served"),
        )
    )


def _running(at: datetime) -> QuerySet[Shift]:
    """Those of the outer run's shifts that run at an instant, by its community's wall clock."""
    wall = Cast(Func(F("facility__timezone"), Value(at), function="timezone"), TimeField())
    named = Func(
        F("pk"),
        OuterRef("run__shifts"),
        template="(%(expressions)s))",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )
    return (
        Shift.objects.annotate(wall=wall, named=named)
        .filter(facility_id=OuterRef("facility_id"), named=True)
        .filter(
            Q(start__lt=F("end"), start__lte=F("wall"), end__gt=F("wall"))
            | Q(start__gte=F("end")) & (Q(start__lte=F("wall")) | Q(end__gt=F("wall")))
        )
    )


def _in_run(one: dict[str, Any], place_id: UUID) -> _InRun:
    return _InRun(
        id=UUID(one["id"]),
        name=one["name"],
        kind=RunKind(one["kind"]),
        position=one["position"],
        now=one["now"],
        place=place_id,
    )


Holders = dict[UUID, list[Any]]


def _chosen(runs: list[_InRun], holders: Holders) -> list[_InRun]:
    """The runs that count: those this shift hands out, and those somebody holds all the same."""
    return [run for run in runs if run.now or _has(run, holders)]


def _has(run: _InRun, holders: Holders) -> tuple[Any, ...]:
    lines = holders.get(run.id, [])
    return tuple(line for line in lines if not line.places or run.place in line.places)


def _whose(runs: list[_InRun], holders: Holders) -> Whose:
    run = _best(runs, RunKind.RUN, holders)
    cart = _best(runs, RunKind.CART, holders)
    return Whose(
        run_id=run.id if run else None,
        run_name=run.name if run else "",
        members=_people(run, holders),
        held_over=_over(run, holders),
        cart_id=cart.id if cart else None,
        cart_name=cart.name if cart else "",
        cart_members=_people(cart, holders),
        cart_held_over=_over(cart, holders),
    )


def _best(runs: list[_InRun], kind: RunKind, holders: Holders) -> _InRun | None:
    """The run of a kind that says whose they are: held for this shift, held over, or empty."""

    def nearness(run: _InRun) -> tuple[bool, bool, int, str]:
        lines = _has(run, holders)
        fresh = any(not line.held_over for line in lines)
        return not fresh, not lines, run.position, run.name

    of_kind = [run for run in _chosen(runs, holders) if run.kind is kind]
    return min(of_kind, key=nearness, default=None)


def _people(run: _InRun | None, holders: Holders) -> tuple[StaffMember, ...]:
    if run is None:
        return ()
    members = {line.member_id: line.member for line in _has(run, holders)}
    return tuple(members.values())


def _over(run: _InRun | None, holders: Holders) -> bool:
    return run is not None and any(line.held_over for line in _has(run, holders))


# What somebody with a run of their own opens

ONE_RUN = frozenset({"caregiver", "med-tech"})
"""The roles whose pages go by the run, where the community decided so."""


def opens(scope: Scope, facility: Facility, resident_id: UUID) -> bool:
    """Whether a reader opens a resident's pages at once: for the platform's door.

    Somebody on duty with a run opens its residents, those nobody looks after, those in no run,
    and whom they said they help with. Everybody else is not narrowed. Two statements for one's
    own residents, two more for others.
    """
    if not scope.roles or not set(scope.roles) <= ONE_RUN:
        return True
    now = clock.now()
    duties = list(staff.with_lines(scope, staff.duties_at(scope, now)))
    held = staff.runs_held_by(scope, duties, now)
    mine = {h.member_id for h in held if h.member.actor_id == scope.actor_id}
    if not mine:
        return True
    found = whose(scope, [resident_id], now, holders=held).get(resident_id)
    people = {m.pk for m in (*found.members, *found.cart_members)} if found else set()
    if found is None or people & mine or (found.run_id and not found.members):
        return True
    if settings_for(facility).floor_opens != "run":
        return True
    return Helping.objects.filter(
        facility_id__in=scope.facilities,
        resident_id=resident_id,
        member_id__in=mine,
        starts__lte=now,
        ends__gt=now,
    ).exists()
