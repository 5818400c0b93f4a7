"""What the desk reads: across areas, each in few questions, always of one scope."""

from .changes import Changed, ResidentChanges, changes, residents_named
from .chart import Chart, Sheet, chart, residents, sheet
from .finding import Found, find, places_of
from .timeline import PAGE, Happened, timeline
from .today import (
    ROUND,
    Census,
    Need,
    Round,
    Worklist,
    census,
    handoff_to,
    out_now,
    roles_answered,
    rounds,
    worklist,
)


__all__ = [
    "PAGE",
    "ROUND",
    "Census",
    "Changed",
    "Chart",
    "Found",
    "Happened",
    "Need",
    "ResidentChanges",
    "Round",
    "Sheet",
    "Worklist",
    "census",
    "changes",
    "chart",
    "find",
    "handoff_to",
    "out_now",
    "places_of",
    "residents",
    "residents_named",
    "roles_answered",
    "rounds",
    "sheet",
    "timeline",
    "worklist",
]
