"""By the clock: passes whose time is over, and what ends soon."""

from uuid import UUID

from hearth.care.rostering import actions
from hearth.platform.identity.actions import process_actor
from hearth.platform.jobs.registry import every
from hearth.platform.scope import Scope


@every("*/5 * * * *", "rostering.end_agency_passes")
def end_agency_passes(*, facility_id: UUID, scope: Scope) -> int:
    """Every five minutes: end the passes whose time is over; how many."""
    by = process_actor("rostering.end_agency_passes")
    return int(actions.end_agency_passes(scope=scope, by=by))


@every("35 10 * * *", "rostering.look_ahead")
def look_ahead(*, facility_id: UUID, scope: Scope) -> None:
    """Each morning (early in the Americas): ask for renewals and supervision that fall due."""
    by = process_actor("rostering.look_ahead")
    actions.ask_for_renewals(scope=scope, by=by)
    actions.ask_for_supervision(scope=scope, by=by)
