"""What the desk reads: across areas, each in few questions, always of one scope."""

from .changes import Changed, ResidentChanges, changes, residents_named
from .chart import Chart, Sheet, chart, sheet
from .finding import Found, find
from .on_call import called_between, open_calls
from .timeline import PAGE, Happened, timeline
from .today import (
    LateRun,
    Need,
    Round,
    Worklist,
    done_meanwhile,
    handoff_to,
    late_runs,
    roles_answered,
    roles_stood_in,
    rounds,
    worklist,
)


__all__ = [
    "PAGE",
    "Changed",
    "Chart",
    "Found",
    "Happened",
    "LateRun",
    "Need",
    "ResidentChanges",
    "Round",
    "Sheet",
    "Worklist",
    "called_between",
    "changes",
    "chart",
    "done_meanwhile",
    "find",
    "handoff_to",
    "late_runs",
    "open_calls",
    "residents_named",
    "roles_answered",
    "roles_stood_in",
    "rounds",
    "sheet",
    "timeline",
    "worklist",
]
