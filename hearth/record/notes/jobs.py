"""Every night: drafts nobody came back to, and marks of reading long ago."""

from uuid import UUID

from hearth.kernel import clock
from hearth.platform.content.settings import settings_for
from hearth.platform.identity.actions import process_actor
from hearth.platform.jobs.queues import SLOW
from hearth.platform.jobs.registry import every
from hearth.platform.scope import Scope
from hearth.platform.tenancy.queries import communities
from hearth.record.notes import actions, rules


PROCESS = "notes.forget"


@every("40 4 * * *", PROCESS, queue=SLOW)
def forget(*, facility_id: UUID, scope: Scope) -> None:
    """Remove drafts older than the community keeps them, and marks older than 90 days."""
    now, by = clock.now(), process_actor(PROCESS)
    facility = communities(scope).get(pk=facility_id)
    kept = rules.draft_kept(settings_for(facility).note_draft_keep_days)
    actions.forget_drafts(scope=scope, by=by, before=now - kept)
    actions.forget_read_marks(scope=scope, by=by, before=now - rules.MARK_KEPT)


@every("*/5 * * * *", "notes.pass_on_handoffs")
def pass_on_handoffs(*, facility_id: UUID, scope: Scope) -> int:
    """Every five minutes: what nobody took over goes to the nurse on call; how many."""
    by = process_actor("notes.pass_on_handoffs")
    return len(actions.pass_on_handoffs(scope=scope, by=by))
