"""What changed since somebody last looked, a line a resident?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hearth.platform.scope import Scope
from hearth.record.notes import rules
from hearth.record.notes.codes import HappeningKind, Severity
from hearth.record.tasks.models import Task

from .happenings import Happening, happened
from .notes import looks_of, standing
from .places import Home, homes


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What changed about one resident: the most serious first.

    ``taken_by`` says who looks at it or has looked (``looked_at``); empty and None: nobody yet.
    """

    home: Home
    happenings: tuple[Happening, ...]
    severity: Severity
    at: datetime
    taken_by: str = ""
    looked_at: datetime | None = None


def changed_since(
    scope: Scope, since: datetime, now: datetime, *, least: Severity = Severity.WATCH
) -> list[Changed]:
    """The residents of whom something at least as serious as ``least`` was recorded since then.

    The most serious first, then the newest. The reader sees what they may read, and of
    residents they may see.
    """
    found: dict[UUID, list[Happening]] = {}
    for one in happened(scope, since, now, notes=standing(scope).order_by()):
        if one.resident_id is not None and rules.is_at_least(one.severity, least):
            found.setdefault(one.resident_id, []).append(one)
    where = homes(scope, found, now)
    every = [h for rows in found.values() for h in rows]
    looks = looks_of(scope, (h.reference.id for h in every if h.kind is HappeningKind.NOTE))
    lines = [_line(where[r], rows, looks) for r, rows in found.items() if r in where]
    return sorted(lines, key=_pressing, reverse=True)


def _line(home: Home, rows: list[Happening], looks: dict[UUID, Task]) -> Changed:
    order = list(Severity)
    rows.sort(key=lambda h: (order.index(h.severity), h.at), reverse=True)
    look = next((looks[h.reference.id] for h in rows if h.reference.id in looks), None)
    return Changed(
        home=home,
        happenings=tuple(rows),
        severity=rows[0].severity,
        at=max(h.at for h in rows),
        taken_by=_taker(look),
        looked_at=look.effective if look and look.outcome else None,
    )


def _taker(look: Task | None) -> str:
    if look is None:
        return ""
    return str(look.performer or look.recorder or look.claimed_by or "")


def _pressing(line: Changed) -> tuple[int, datetime]:
    return list(Severity).index(line.severity), line.at
