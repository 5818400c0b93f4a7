"""Who is asked next when nobody acts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hearth.record.staff.codes import DutyRole


_R = DutyRole

DEFAULT_LADDER: Mapping[str, tuple[str, ...]] = {
    _R.CAREGIVER: (_R.CAREGIVER, _R.SHIFT_LEAD, _R.NURSE, _R.COORDINATOR, _R.DIRECTOR),
    _R.AGENCY: (_R.AGENCY, _R.SHIFT_LEAD, _R.NURSE, _R.COORDINATOR, _R.DIRECTOR),
    _R.SHIFT_LEAD: (_R.SHIFT_LEAD, _R.NURSE, _R.COORDINATOR, _R.DIRECTOR),
    _R.MED_TECH: (_R.MED_TECH, _R.NURSE, _R.COORDINATOR, _R.DIRECTOR),
    _R.NURSE: (_R.NURSE, _R.COORDINATOR, _R.DIRECTOR),
    _R.COORDINATOR: (_R.COORDINATOR, _R.DIRECTOR),
    _R.DIRECTOR: (_R.DIRECTOR,),
    _R.REGIONAL_NURSE: (_R.REGIONAL_NURSE,),
    _R.SALES: (_R.SALES, _R.DIRECTOR),
}
"""From each role to whom it passes up. Hearth's own default; a community sets its own.

A role that is not named passes to the coordinator, then to the director.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """Where a task passes to: the level (0 is its first owner), the role, and when it passes on."""

    level: int
    role: str
    next_escalation: datetime | None


def ladder_for(owner_role: str, kind_ladder: Sequence[str] = ()) -> tuple[str, ...]:
    """The rungs of a task, its owner first.

    A kind's own ladder counts, from where the owner stands on it upwards. A task of a person
    without a role begins with whom it passes up to.
    """
    above = tuple(kind_ladder) or DEFAULT_LADDER.get(owner_role, (_R.COORDINATOR, _R.DIRECTOR))
    if owner_role in above:
        above = above[above.index(owner_role) :]
    rungs = dict.fromkeys((owner_role, *above))
    return tuple(str(role) for role in rungs if role)


def first_escalation(late: datetime, ladder: Sequence[str]) -> datetime | None:
    """When a new task first passes up: as soon as it is late; never, with nobody above."""
    return late if len(ladder) > 1 else None


def next_rung(
    ladder: Sequence[str],
    level: int,
    *,
    now: datetime,
    step: timedelta,
    staffed: Collection[str] | None = None,
) -> Rung | None:
    """Where a late task passes to; None at the top.

    Roles that nobody answers for now (not in ``staffed``) are passed over, but the last rung
    takes it in any case: a task never hangs between two empty chairs. ``step`` is how long the
    new owner has, counted from now, so that after an outage it does not race up in a minute.
    """
    above = range(level + 1, len(ladder))
    if not above:
        return None
    found = next((n for n in above if staffed is None or ladder[n] in staffed), above[-1])
    more = found + 1 < len(ladder)
    return Rung(level=found, role=ladder[found], next_escalation=now + step if more else None)


def escalation_after_snooze(
    next_escalation: datetime | None, snoozed_until: datetime
) -> datetime | None:
    """When a put-off task passes up: not before it comes back."""
    return None if next_escalation is None else max(next_escalation, snoozed_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Who is asked, the owner first, and how long after late each of those above is asked."""

    roles: tuple[str, ...]
    after: tuple[timedelta, ...]

    def first(self, late: datetime) -> datetime | None:
        """When a new task first passes up; never, with nobody above."""
        at = first_escalation(late, self.roles)
        return at + self.after[0] if at is not None and self.after else at

    def step_above(self, role: str, usual: timedelta) -> timedelta:
        """How long a role has before the task passes on; ``usual`` where it is not known here."""
        if role not in self.roles:
            return usual
        at = self.roles.index(role)
        if at == 0 or at >= len(self.after):
            return usual
        return max(self.after[at] - self.after[at - 1], SHORTEST_STEP)


SHORTEST_STEP = timedelta(minutes=5)
"""The least a new owner has before a late task passes on. Hearth's own default."""


def ladder_of(
    owner_role: str,
    *,
    kind_ladder: Sequence[str],
    step: timedelta,
    steps: Sequence[tuple[str, timedelta]],
    own_steps: bool,
) -> Ladder:
    """The ladder of a task: by the community's steps for its kind, else by the kind's own
    ladder, else by the community's usual steps, else by Hearth's default.

    ``steps`` are (role, after late) in order; ``own_steps`` says they are of this kind alone.
    """
    if steps and (own_steps or not kind_ladder):
        roles = ladder_for(owner_role, [role for role, _ in steps])
        after = dict(steps)
        return Ladder(roles=roles, after=tuple(after[role] for role in roles[1:]))
    roles = ladder_for(owner_role, kind_ladder)
    return Ladder(roles=roles, after=tuple(step * n for n in range(len(roles) - 1)))
