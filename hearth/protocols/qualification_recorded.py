"""A renewal is on file: nobody has to see to it any more."""

from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.events import on
from hearth.platform.scope import process_scope
from hearth.record.staff import queries as staff
from hearth.record.staff.events import QualificationRecorded
from hearth.record.tasks import actions as tasks
from hearth.record.tasks import queries as worklist


NAME = "protocols.qualification_recorded"


@on(QualificationRecorded)
def close_the_reminder(event: QualificationRecorded) -> None:
    """Complete the reminders about earlier ones of the same sort that end before this one."""
    scope = process_scope(NAME, event.facility_id)
    mine = list(staff.qualifications(scope).filter(member_id=event.member_id, sort=event.sort))
    new = next((q for q in mine if q.pk == event.qualification_id), None)
    if new is None:
        return
    for old in mine:
        ended = old.ends is not None and (new.ends is None or new.ends > old.ends)
        if old.pk == new.pk or not ended:
            continue
        for task in worklist.open_of_cause(scope, f"Qualification/{old.pk}"):
            tasks.complete_task(scope=scope, by=process_actor(NAME), task=task)
