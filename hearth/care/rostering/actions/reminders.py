"""What ends is told before it does: renewals 90, 60 and 30 days ahead, and supervision."""

from datetime import date, timedelta

from hearth.kernel import clock
from hearth.kernel.intervals import day_bounds
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.wording import day_text
from hearth.record.residents import queries as residents
from hearth.record.staff import queries as people
from hearth.record.tasks import actions as tasks
from hearth.record.tasks import queries as worklist
from hearth.record.tasks.codes import CancelReason, Priority
from hearth.record.tasks.models import Task
from hearth.record.tasks.rules import NewTask


SUPERVISION_AHEAD = timedelta(days=14)
"""How long ahead a nurse is told of a supervision that falls due. Hearth's own default."""


@action("rostering.ask_for_renewals")
def ask_for_renewals(*, scope: Scope, by: Actor) -> list[Task]:
    """Ask the coordinator to see to what ends: once at 90, 60 and 30 days. Harmless twice.

    A later call takes the place of an earlier one that is still open; what was renewed, taken
    back, or belongs to somebody who left, needs nobody any more.
    """
    facility, now = Facility.objects.get(pk=scope.facility_id), clock.now()
    endings = people.endings(scope, facility.today())
    _call_off(scope, by, {str(one.row.pk) for one in endings})
    told = worklist.slots_of_causes(scope, "rostering.renewal", {one.row.pk for one in endings})
    titles = people.sort_titles(scope)
    wanted = []
    for one in endings:
        row = one.row
        if str(one.stage) in told.get(row.pk, ()) or row.ends is None:
            continue
        for earlier in worklist.open_of_cause(scope, f"Qualification/{row.pk}"):
            tasks.cancel_task(scope=scope, by=by, task=earlier, reason=CancelReason.DUPLICATE)
        last = day_bounds(row.ends, facility.zone)[1] - timedelta(minutes=1)
        late = max(last, now + timedelta(days=1))
        wanted.append(
            NewTask(
                code="rostering.renewal",
                title=N_("{who}: {what} ends {day}"),
                title_values={
                    "who": str(row.member),
                    "what": titles.get(row.sort, row.sort),
                    "day": day_text(row.ends),
                },
                opens=now,
                due=late,
                late=late,
                priority=Priority.URGENT if one.stage == 30 else Priority.ROUTINE,
                cause=f"Qualification/{row.pk}",
                cause_code="renewal",
                slot=str(one.stage),
            )
        )
    made = tasks.create_tasks(scope=scope, by=by, tasks=wanted)
    if made:
        note_many("rostering.ask_for_renewals", made, by=by)
    return made


@action("rostering.ask_for_supervision")
def ask_for_supervision(*, scope: Scope, by: Actor) -> list[Task]:
    """Ask the nurse to look at how a delegated task is done, two weeks ahead. Harmless twice."""
    facility, now = Facility.objects.get(pk=scope.facility_id), clock.now()
    until: date = facility.today() + SUPERVISION_AHEAD
    due = residents.supervisions_due(scope, until)
    told = worklist.slots_of_causes(scope, "rostering.supervision", {one.pk for one in due})
    wanted = []
    for one in due:
        slot = one.supervision_due.isoformat() if one.supervision_due else ""
        if slot in told.get(one.pk, ()) or one.supervision_due is None:
            continue
        last = day_bounds(one.supervision_due, facility.zone)[1] - timedelta(minutes=1)
        late = max(last, now + timedelta(hours=12))
        wanted.append(
            NewTask(
                code="rostering.supervision",
                title=N_("See how {who} does it: {what}"),
                title_values={"who": str(one.member), "what": one.what},
                resident_id=one.resident_id,
                opens=now,
                due=late,
                late=late,
                owner_staff_id=one.nurse_id,
                cause=f"Delegation/{one.pk}",
                cause_code="supervision",
                slot=slot,
                security_label=one.security_label,
            )
        )
    made = tasks.create_tasks(scope=scope, by=by, tasks=wanted)
    if made:
        note_many("rostering.ask_for_supervision", made, by=by)
    return made


def _call_off(scope: Scope, by: Actor, still: set[str]) -> None:
    """Renewals nobody has to see to any more."""
    for task in worklist.tasks(scope).filter(
        code="rostering.renewal", status__in=["requested", "accepted", "in-progress"]
    ):
        if str(task.cause_id) not in still:
            tasks.cancel_task(scope=scope, by=by, task=task, reason=CancelReason.CAUSE_GONE)
