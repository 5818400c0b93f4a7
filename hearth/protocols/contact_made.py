"""Somebody spoke with a person who was to be told or called back: the task is closed, or tried."""

from datetime import timedelta

from hearth.platform.content.settings import settings_for
from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.events import on
from hearth.platform.scope import Scope, process_scope
from hearth.platform.tenancy.queries import communities
from hearth.record.notes import queries as notes
from hearth.record.notes import rules
from hearth.record.notes.codes import Channel, Reached
from hearth.record.notes.events import ContactMadeRecorded, ContactMadeRetracted
from hearth.record.tasks import actions as tasks
from hearth.record.tasks import queries as worklist
from hearth.record.tasks.codes import LIVE, Outcome, OutcomeReason
from hearth.record.tasks.models import Task


NAME = "protocols.contact_made"
IN_WRITING = frozenset({"Practitioner", "Agency"})
"""Whom one tells in writing as a rule: what was sent to them counts. Hearth's own."""


@on(ContactMadeRecorded)
def keep_the_promise(event: ContactMadeRecorded) -> None:
    """Close what was promised before, as done by whoever spoke with them.

    Where nobody was reached, the promise stays open: trying is not keeping.
    """
    scope = process_scope(NAME, event.facility_id)
    made = notes.contacts_made(scope).filter(pk=event.contact_made_id).first()
    if made is None or made.entered_in_error_at or made.reached != Reached.REACHED:
        return
    for task in notes.promises_to(scope, made):
        tasks.complete_task(
            scope=scope,
            by=process_actor(NAME),
            task=task,
            effective=made.effective,
            performer=made.author,
            performer_text="" if made.author else str(made.recorder),
            outcome_values={"contact_made": str(made.pk)},
        )


@on(ContactMadeRecorded)
def close_the_telling(event: ContactMadeRecorded) -> None:
    """Close the task to tell somebody once they know, or once the agreed tries are used up."""
    scope = process_scope(NAME, event.facility_id)
    made = notes.contacts_made(scope).filter(pk=event.contact_made_id).first()
    if made is None or made.entered_in_error_at:
        return
    for task in notes.tells_for(scope, made):
        _judge(scope, task)


@on(ContactMadeRetracted)
def open_it_again(event: ContactMadeRetracted) -> None:
    """The call was entered in error: whoever was promised one, or was to be told, still waits."""
    scope = process_scope(NAME, event.facility_id)
    made = notes.contacts_made(scope).filter(pk=event.contact_made_id).first()
    why = made.entered_in_error_reason if made else ""
    by = process_actor(NAME)
    for task in notes.promises_kept_by(scope, event.contact_made_id):
        tasks.undo_task(scope=scope, by=by, task=task, reason=why)
    for task in notes.tells_closed_by(scope, made) if made else ():
        tasks.undo_task(scope=scope, by=by, task=task, reason=why)
        _judge(scope, task)


def _judge(scope: Scope, task: Task) -> None:
    """Read all that was recorded of one telling, and let the task stand as it says."""
    made = notes.tries_of(scope, task)
    wished = notes.wished_ways(scope, notes.whom_of(scope, task).contact)
    in_writing = task.slot.partition("/")[0] in IN_WRITING
    told = next(
        (
            one
            for one in made
            if rules.is_told(
                Reached(one.reached),
                Channel(one.channel),
                wished=wished,
                told_in_writing=in_writing,
            )
        ),
        None,
    )
    settings = settings_for(communities(scope).get(pk=scope.facility_id))
    used_up = rules.tries_used_up(
        [one.effective for one in made],
        most=settings.tell_tries,
        over=timedelta(hours=settings.tell_tries_over_hours),
    )
    found = worklist.tasks(scope).get(pk=task.pk)
    is_live = found.status in {str(s) for s in LIVE}
    by = process_actor(NAME)
    if told is not None and not is_live:
        tasks.undo_task(scope=scope, by=by, task=found, reason="reached later")
    elif told is None and not (used_up and is_live):
        return
    last = told or made[-1]
    tasks.complete_task(
        scope=scope,
        by=by,
        task=found,
        outcome=Outcome.DONE if told else Outcome.NOT_DONE,
        reason=None if told else OutcomeReason.NO_ANSWER,
        effective=last.effective,
        performer=last.author,
        performer_text="" if last.author else str(last.recorder),
        outcome_values={
            "contacts_made": [str(one.pk) for one in ([told] if told else made)],
            **({} if told else {"tries": len(made)}),
        },
    )
