"""What happens of itself while residents are out."""

from uuid import UUID

from hearth.journeys.transitions import actions
from hearth.platform.identity.actions import process_actor
from hearth.platform.jobs.registry import every
from hearth.platform.scope import Scope


@every("* * * * *", "transitions.ask_who_is_not_back")
def ask_who_is_not_back(*, facility_id: UUID, scope: Scope) -> int:
    """Each minute: whoever is out longer than expected is asked for; how many are new."""
    by = process_actor("transitions.ask_who_is_not_back")
    return int(actions.ask_who_is_not_back(scope=scope, by=by))
