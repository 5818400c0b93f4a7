"""A resident died or moved out: what was to be done for them ends."""

from uuid import UUID

from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.record.tasks import queries
from hearth.record.tasks.codes import MOVE_IN, RETURN, CancelReason, SeriesStatus, WatchEnd
from hearth.record.tasks.models import TaskSeries, Watch

from .checklists import cancel_checklist
from .series import end_series
from .watching import end_watch
from .working import cancel_task


@action("tasks.end_care")
def end_care(*, scope: Scope, by: Actor, resident_id: UUID) -> int:
    """End everything that comes again for a resident who left, and take open care off the list.

    How many series and tasks. Their watches end, and the lists that only make sense for who lives
    here. Care, health and safety end; promises, orders, plans and what the office has to do stay
    for a person to see to. Done twice, nothing is done twice.
    """
    watches = Watch.objects.filter(
        facility_id__in=scope.facilities, resident_id=resident_id, ended_at__isnull=True
    )
    for watch in watches.order_by("id"):
        end_watch(scope=scope, by=by, watch=watch, reason=WatchEnd.LEFT)
    for key in (MOVE_IN, RETURN):
        for row in queries.running_list(scope, key, resident_id):
            cancel_checklist(
                scope=scope, by=by, checklist=row, reason=N_("No longer lives here")
            )
    series = list(
        TaskSeries.objects.select_for_update()
        .filter(
            facility_id__in=scope.facilities,
            resident_id=resident_id,
            status__in=[SeriesStatus.ACTIVE, SeriesStatus.ON_HOLD],
        )
        .order_by("id")
    )
    for one in series:
        end_series(scope=scope, by=by, series=one, reason=CancelReason.RESIDENT_LEFT)
    care = queries.open_care_of(scope, resident_id)
    for task in care:
        cancel_task(scope=scope, by=by, task=task, reason=CancelReason.RESIDENT_LEFT)
    if series or care:
        detail = {"series": len(series), "tasks": len(care)}
        note("tasks.end_care", None, by=by, resident_id=resident_id, detail=detail)
    return len(series) + len(care)
