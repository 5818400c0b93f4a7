"""What happens on the worklist with nobody signed in."""

from uuid import UUID

from hearth.platform.identity.actions import process_actor
from hearth.platform.jobs.queues import SLOW
from hearth.platform.jobs.registry import every
from hearth.platform.scope import Scope
from hearth.record.tasks import actions


ROUNDS = 500


@every("7,37 * * * *", "tasks.make_tasks_ahead", queue=SLOW)
def make_tasks_ahead(*, facility_id: UUID, scope: Scope) -> int:
    """Twice an hour: every running series has its tasks two weeks ahead; how many were looked at.

    A worker that stood still for days leaves no gap: what is missing is asked, never what time
    it is.
    """
    by = process_actor("tasks.make_tasks_ahead")
    seen = 0
    for _round in range(ROUNDS):
        found = actions.make_tasks_ahead(scope=scope, by=by)
        if not found:
            break
        seen += found
    return seen


@every("* * * * *", "tasks.pass_up_late_tasks")
def pass_up_late_tasks(*, facility_id: UUID, scope: Scope) -> int:
    """Each minute: what is late passes to the next role; how many."""
    by = process_actor("tasks.pass_up_late_tasks")
    return int(actions.pass_up_late_tasks(scope=scope, by=by))


@every("* * * * *", "tasks.wake_tasks")
def wake_tasks(*, facility_id: UUID, scope: Scope) -> int:
    """Each minute: what was put off comes back on the list; how many."""
    return int(actions.wake_tasks(scope=scope, by=process_actor("tasks.wake_tasks")))
