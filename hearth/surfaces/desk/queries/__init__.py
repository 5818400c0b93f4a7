"""What the desk reads: across areas, each in few questions, always of one scope."""

from .changes import Changed, ResidentChanges, changes, residents_named
from .chart import Chart, Sheet, chart, sheet
from .ems import EmsSheet, Medicine, community_called, ems_sheet
from .finding import Found, find
from .on_call import called_between, open_calls
from .timeline import PAGE, Happened, timeline
from .today import (
    LateRun,
    Need,
    Round,
    Worklist,
    day,
    done_meanwhile,
    late_runs,
    left_for,
    roles_answered,
    roles_stood_in,
    worklist,
)


__all__ = [
    "PAGE",
    "Changed",
    "Chart",
    "EmsSheet",
    "Found",
    "Happened",
    "LateRun",
    "Medicine",
    "Need",
    "ResidentChanges",
    "Round",
    "Sheet",
    "Worklist",
    "called_between",
    "changes",
    "chart",
    "community_called",
    "day",
    "done_meanwhile",
    "ems_sheet",
    "find",
    "late_runs",
    "left_for",
    "open_calls",
    "residents_named",
    "roles_answered",
    "roles_stood_in",
    "sheet",
    "timeline",
    "worklist",
]
