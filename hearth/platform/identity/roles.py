"""Who may do what: one readable table.

Source: the minimum-necessary matrix of Hearth's research (HIPAA 45 CFR 164.502(b)); a community
takes permissions away per person (deny wins) and grants further roles, never further rows here.
``sees`` says which residents a role's questions find: all, linked (opened one by one in
ResidentAccess) or none. ``labels`` are the security labels it may read.
"""

from dataclasses import dataclass

from hearth.kernel.words import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One row of the table."""

    code: str
    label: str
    sees: str = "all"
    labels: tuple[str, ...] = ("normal",)
    permissions: frozenset[str] = frozenset()
    idle_minutes: int = 15
    clinical: bool = True


# --- Permission groups -----------------------------------------------------------------------

EVERYONE = {"desk.view_home"}

FLOOR_PERMISSIONS: frozenset[str] = frozenset()
EMERGENCY_PERMISSIONS: frozenset[str] = frozenset()
ROLES: dict[str, Role] = {}
