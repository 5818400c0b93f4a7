"""What the desk reads: across areas, each in few questions, always of one scope."""

from .changes import Changed, ResidentChanges, changes, residents_named
from .chart import Chart, Sheet, chart, sheet
from .finding import Found, find
from .timeline import PAGE, Happened, timeline
from .today import (
    Need,
    Round,
    Worklist,
    handoff_to,
    roles_answered,
    rounds,
    worklist,
)


__all__ = [
    "PAGE",
    "Changed",
    "Chart",
    "Found",
    "Happened",
    "Need",
    "ResidentChanges",
    "Round",
    "Sheet",
    "Worklist",
    "changes",
    "chart",
    "find",
    "handoff_to",
    "residents_named",
    "roles_answered",
    "rounds",
    "sheet",
    "timeline",
    "worklist",
]
