"""What can never be kept of notes, contacts, drafts and marks: around the actions, to the database."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes.models import ContactMade, Handoff, NoteDraft, NoteTerm, ReadMark
from tests.factories.notes import make_handoff, make_note
from tests.factories.residents import make_resident
from tests.record.notes.conftest import Person


pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class House:
    """A community with its scope open, and somebody who acts in it."""

    def __init__(self, facility, actor):
        self.facility, self.one = facility, actor


@pytest.fixture
def house(facility, actor):
    with scoped(process_scope("test", facility.pk)):
        yield House(facility, actor)


def _note(house: House, **kwargs):
    return make_note(house.facility, house.one, **kwargs)


def _contact(house: House, **kwargs):
    now = clock.now()
    said = {
        "resident": make_resident(house.facility, f"Hayes {uuid4()}"[:40]),
        "with_text": "Daughter",
        "channel": "call",
        "direction": "out",
        "reached": "reached",
        "effective": now,
        "recorded": now,
        "recorder": house.one,
    }
    return ContactMade.objects.create(facility=house.facility, **said | kwargs)


def _draft(house: House, **kwargs):
    said = {"actor": house.one, "page": "write_note", "changed": clock.now()}
    return NoteDraft.objects.create(facility=house.facility, **said | kwargs)


def _twice(make: Callable[[House], object]) -> Callable[[House], object]:
    def attempt(house: House) -> None:
        make(house)
        make(house)

    return attempt


def _term_twice(house: House) -> None:
    note = _note(house)
    for _ in range(2):
        NoteTerm.objects.create(
            facility=house.facility, note=note, term="heel", effective=note.effective
        )


def _mark(house: House, **kwargs):
    now = clock.now()
    said = {"actor": house.one, "upto": now, "marked_at": now}
    return ReadMark.objects.create(facility=house.facility, **said | kwargs)


REF = uuid4()
REFUSED: list[tuple[str, Callable[[House], object]]] = [
    ("note_category_known", lambda h: _note(h, category="gossip")),
    ("note_severity_known", lambda h: _note(h, severity="awful")),
    ("note_put_away_by_somebody", lambda h: _note(h, put_away_at=clock.now())),
    ("note_error_has_reason", lambda h: _note(h, entered_in_error_at=clock.now())),
    (
        "note_error_has_reason",
        lambda h: _note(h, entered_in_error_at=clock.now(), entered_in_error_by=h.one),
    ),
    ("note_correction_has_reason", lambda h: _note(h, corrects=_note(h))),
    ("note_client_ref_once", _twice(lambda h: _note(h, client_ref=REF))),
    ("noteterm_once", _term_twice),
    ("notedraft_one_per_page", _twice(_draft)),
    ("readmark_not_in_future", lambda h: _mark(h, upto=clock.now() + HOUR)),
    ("contactmade_with_somebody", lambda h: _contact(h, with_text="")),
    ("contactmade_channel_known", lambda h: _contact(h, channel="pigeon")),
    ("contactmade_reached_known", lambda h: _contact(h, reached="perhaps")),
    ("contactmade_not_in_future", lambda h: _contact(h, effective=clock.now() + HOUR)),
    ("contactmade_error_has_reason", lambda h: _contact(h, entered_in_error_at=clock.now())),
    ("contactmade_client_ref_once", _twice(lambda h: _contact(h, client_ref=REF))),
    (
        "handoff_ends_after_start",
        lambda h: make_handoff(h.facility, h.one, ends=clock.now() - 9 * HOUR),
    ),
    (
        "handoff_signed_out_by_somebody",
        lambda h: make_handoff(h.facility, h.one, signed_out_at=clock.now()),
    ),
    (
        "handoff_signed_by_two_people",
        lambda h: make_handoff(h.facility, h.one, signed_in_at=clock.now(), signed_in_by=h.one),
    ),
]


@pytest.mark.parametrize(("name", "attempt"), REFUSED)
def test_the_database_refuses(house, name, attempt):
    with pytest.raises(Error, match=name), transaction.atomic():
        attempt(house)


def test_a_turn_has_one_hand_off(house):
    row = make_handoff(house.facility, house.one)
    with pytest.raises(Error, match="handoff_once"), transaction.atomic():
        make_handoff(house.facility, house.one, starts=row.starts, ends=row.ends)
    assert Handoff.objects.count() == 1


def test_a_note_of_another_community_cannot_be_corrected_from_here(house, other_facility):
    with scoped(process_scope("test", other_facility.pk)):
        foreign = make_note(other_facility, house.one)

    def attempt() -> None:
        _note(house, corrects_id=foreign.pk, correction_reason="Wrong arm")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(Error, match=r"same_facility|corrects"), transaction.atomic():
        attempt()


def test_a_reader_without_the_label_can_write_no_such_note(facility, aide: Person):
    with scoped(aide.scope), pytest.raises(Error, match="row-level"), transaction.atomic():
        make_note(facility, aide.account.actor, security_label="restricted")
