"""A promise to call back is kept by speaking with them, and only by that."""

from datetime import timedelta

import pytest

from hearth.kernel import clock
from hearth.platform.outbox.modes import deliveries_inline
from hearth.platform.scope import process_scope, scoped
from hearth.protocols import contact_made
from hearth.record.notes import actions
from hearth.record.notes.codes import Channel, Reached
from hearth.record.notes.events import ContactMadeRecorded
from hearth.record.tasks.models import Task
from tests.factories.residents import make_contact


pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def daughter(facility, hayes):
    with scoped(process_scope("test", facility.pk)):
        return make_contact(hayes)


def call(person, hayes, reached=Reached.REACHED, **kwargs):
    with deliveries_inline(), scoped(person.scope):
        return actions.record_contact_made(
            **person.who, resident=hayes, channel=Channel.CALL, reached=reached, **kwargs
        )


def promises(facility) -> list[str]:
    with scoped(process_scope("test", facility.pk)):
        rows = Task.objects.filter(code="tasks.call_back").order_by("authored_on", "id")
        return [t.outcome or t.status for t in rows]


def test_speaking_with_them_keeps_the_promise(facility, nurse, aide, hayes, daughter):
    call(nurse, hayes, contact=daughter, call_back=clock.now() + HOUR)
    made = call(nurse, hayes, contact=daughter)
    assert promises(facility) == ["done"]
    with scoped(process_scope("test", facility.pk)):
        task = Task.objects.get()
        assert (task.performer.family, task.effective) == ("Lee", made.effective)


def test_trying_is_not_keeping(facility, nurse, hayes, daughter):
    call(nurse, hayes, contact=daughter, call_back=clock.now() + HOUR)
    for reached in (Reached.NO_ANSWER, Reached.LEFT_MESSAGE, Reached.SENT):
        call(nurse, hayes, reached, contact=daughter)
    assert len([p for p in promises(facility) if p == "done"]) == 0


def test_the_promise_of_the_call_itself_stays_open(facility, nurse, hayes, daughter):
    call(nurse, hayes, contact=daughter, call_back=clock.now() + HOUR)
    call(nurse, hayes, contact=daughter, call_back=clock.now() + 5 * HOUR)
    assert sorted(promises(facility)) == ["accepted", "done"] or sorted(promises(facility)) == [
        "done",
        "requested",
    ]


def test_a_promise_to_somebody_else_stays_open(facility, nurse, hayes, daughter):
    call(nurse, hayes, with_text="Dr. Okafor's office", call_back=clock.now() + HOUR)
    call(nurse, hayes, contact=daughter)
    call(nurse, hayes, with_text="her neighbor")
    assert "done" not in promises(facility)
    call(nurse, hayes, with_text="dr okafors OFFICE")
    assert promises(facility) == ["done"]


def test_heard_twice_or_after_it_was_taken_back_it_does_nothing_twice(
    facility, nurse, hayes, daughter
):
    call(nurse, hayes, contact=daughter, call_back=clock.now() + HOUR)
    made = call(nurse, hayes, contact=daughter)
    event = ContactMadeRecorded(
        facility_id=facility.pk,
        contact_made_id=made.pk,
        resident_id=hayes.pk,
        contact_id=daughter.pk,
        reached="reached",
    )
    with scoped(process_scope("outbox", facility.pk)):
        contact_made.keep_the_promise(event)
    assert promises(facility) == ["done"]
    with deliveries_inline(), scoped(nurse.scope):
        actions.retract_contact_made(**nurse.who, contact_made=made, reason="Wrong resident")
    assert "done" not in promises(facility)
    with scoped(process_scope("outbox", facility.pk)):
        contact_made.keep_the_promise(event)
    assert "done" not in promises(facility)
