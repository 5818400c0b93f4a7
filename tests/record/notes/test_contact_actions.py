"""Contacts made: with whom, reached or not; retracted with a reason."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import Error, transaction

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.outbox.models import DomainEvent
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes import actions
from hearth.record.notes.codes import Channel, Direction, Reached
from hearth.record.notes.models import ContactMade
from tests.factories.residents import make_contact


pytestmark = pytest.mark.django_db
CALL = {"channel": Channel.CALL, "reached": Reached.LEFT_MESSAGE}


def test_record_contact_made_with_a_contact(facility, nurse, hayes):
    with scoped(process_scope("test", facility.pk)):
        daughter = make_contact(hayes)
    with scoped(nurse.scope):
        row = actions.record_contact_made(
            **nurse.who, **CALL, resident=hayes, contact=daughter, text="Asked to call back"
        )
        assert (row.contact, row.direction, row.author.family) == (
            daughter,
            Direction.OUT,
            "Lee",
        )
        [event] = DomainEvent.objects.filter(name="notes.ContactMadeRecorded")
        assert event.payload["reached"] == "left-message"
        assert AuditEvent.objects.get(entity_id=row.pk).resident_id == hayes.pk


@pytest.mark.parametrize(
    ("change", "code"),
    [({"with_text": " "}, "nobody-named"), ({"later": 1}, "future")],
)
def test_record_contact_made_refused_leaves_nothing_behind(nurse, hayes, change, code):
    said = {"with_text": "her daughter", "resident": hayes} | change
    if said.pop("later", None):
        said["effective"] = clock.now() + timedelta(hours=1)
    with scoped(nurse.scope):
        with pytest.raises(Refused) as raised:
            actions.record_contact_made(**nurse.who, **CALL, **said)
        assert raised.value.code == code
        assert not ContactMade.objects.exists()
        assert not AuditEvent.objects.filter(action__startswith="notes.").exists()
        assert not DomainEvent.objects.exists()


def test_record_contact_made_sent_twice_is_recorded_once(nurse, hayes):
    sent = {"with_text": "her son", "resident": hayes, "client_ref": uuid4()}
    with scoped(nurse.scope):
        first = actions.record_contact_made(**nurse.who, **CALL, **sent)
        assert actions.record_contact_made(**nurse.who, **CALL, **sent) == first
        with pytest.raises(Conflict):
            actions.record_contact_made(**nurse.who, **CALL, **sent, text="Other")


def test_record_contact_made_with_a_promise_puts_it_on_the_list(facility, nurse, hayes):
    by = clock.now() + timedelta(hours=3)
    with scoped(process_scope("test", facility.pk)):
        daughter = make_contact(hayes)
    with scoped(nurse.scope):
        row = actions.record_contact_made(
            **nurse.who,
            **CALL,
            resident=hayes,
            contact=daughter,
            text="Asks about her",
            call_back=by,
        )
        assert row.promise.code == "tasks.call_back"
        assert (row.promise.due, row.promise.resident, row.promise.promised_to) == (
            by,
            hayes,
            daughter,
        )
        with pytest.raises(Refused) as raised:
            actions.record_contact_made(
                **nurse.who, **CALL, resident=hayes, with_text="Son", call_back=row.effective
            )
        assert raised.value.code == "until-past"
        assert ContactMade.objects.count() == 1


def test_retract_contact_made_says_why_and_stays_readable(nurse, hayes):
    with scoped(nurse.scope):
        row = actions.record_contact_made(**nurse.who, **CALL, resident=hayes, with_text="Son")
        with pytest.raises(Refused):
            actions.retract_contact_made(**nurse.who, contact_made=row, reason="")
        actions.retract_contact_made(**nurse.who, contact_made=row, reason="Wrong resident")
        row.refresh_from_db()
        assert row.entered_in_error_reason == "Wrong resident"
        with pytest.raises(Refused):
            actions.retract_contact_made(**nurse.who, contact_made=row, reason="Again")


def test_a_contact_is_never_overwritten_whatever_the_path(nurse, hayes):
    with scoped(nurse.scope):
        row = actions.record_contact_made(**nurse.who, **CALL, resident=hayes, with_text="Son")
        for attempt in (
            lambda: ContactMade.objects.filter(pk=row.pk).update(text="Other"),
            lambda: ContactMade.objects.filter(pk=row.pk).delete(),
        ):
            with pytest.raises(Error, match="a fact is never"), transaction.atomic():
                attempt()
        with (
            pytest.raises(Error, match="contactmade_with_somebody"),
            transaction.atomic(),
        ):
            ContactMade.objects.create(
                facility=row.facility,
                resident=hayes,
                channel="call",
                direction="out",
                reached="sent",
                effective=row.effective,
                recorded=row.recorded,
                recorder=row.recorder,
            )
