"""Every few minutes: visits whose time is over, and charts whose file may go."""

from uuid import UUID

from hearth.kernel import clock
from hearth.platform.identity.actions import process_actor
from hearth.platform.jobs.registry import every
from hearth.platform.scope import Scope
from hearth.record.documents import actions, queries


@every("*/5 * * * *", "documents.end_visits")
def end_visits(*, facility_id: UUID, scope: Scope) -> int:
    """Close each visit past its end; nobody could look any more, now its page says so."""
    by = process_actor("documents.end_visits")
    over = list(queries.visit_past_end(scope, clock.now()))
    for visit in over:
        actions.end_survey_visit(scope=scope, by=by, visit=visit)
    return len(over)


@every("25 * * * *", "documents.remove_charts")
def remove_charts(*, facility_id: UUID, scope: Scope) -> int:
    """Take away the files of charts that are kept no longer."""
    by = process_actor("documents.remove_charts")
    over = list(queries.expired_charts(scope, clock.now()))
    for chart in over:
        actions.remove_chart(scope=scope, by=by, chart=chart)
    return len(over)
