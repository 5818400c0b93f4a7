"""Later, and taken up again when the worker dies: making a chart."""

from uuid import UUID

from hearth.platform.jobs.queues import SLOW
from hearth.platform.jobs.registry import job
from hearth.platform.scope import Scope

from .charting import make


@job(queue=SLOW, name="desk.make_chart_file", atomic=False)
def make_chart_file(*, facility_id: UUID, scope: Scope, chart_id: UUID) -> None:
    """Make a chart that was asked for, with progress."""
    make(scope, chart_id)
