"""An event written on a phone without a connection arrives once, with its own time."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hearth.care.incidents.models import Incident
from hearth.kernel import clock
from hearth.platform.replay.actions import accept


pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def send(person, ref=None, at=None, **payload):
    return accept(
        **person.who,
        client_ref=ref or uuid4(),
        verb="incidents.record_incident",
        payload=payload,
        effective=at,
    )


def said(resident, **more) -> dict:
    return {
        "resident": str(resident.pk),
        "type": "fall",
        "injury": "none",
        "head_struck": "no",
        "seen_by": "nobody",
        "where": "own-place",
        "when": "now",
        "done": ["vitals", "stayed"],
        **more,
    }


def test_it_arrives_once_with_the_time_the_button_was_pressed(aide, hayes, inside):
    pressed, ref = clock.now() - 3 * HOUR, uuid4()
    for replayed in (False, True):
        answer = send(aide, ref, pressed, **said(hayes))
        assert (answer.status, answer.replayed) == (201, replayed)
    with inside():
        row = Incident.objects.get()
    assert (row.happened_at, row.found_at) == (pressed, pressed)
    assert row.done == ["vitals", "stayed"]
    assert row.place_id is not None


def test_an_answer_that_is_missing_is_kept_and_shown(aide, hayes, inside):
    answer = send(aide, None, clock.now(), **said(hayes, head_struck=""))
    assert answer.status == 422
    with inside():
        assert not Incident.objects.exists()


def test_a_resident_elsewhere_is_not_open(aide, hayes, inside):
    assert send(aide, None, clock.now(), **said(hayes)).status == 201
    answer = send(aide, None, clock.now(), **said(hayes) | {"resident": str(uuid4())})
    assert answer.status in {404, 422}
    with inside():
        assert Incident.objects.count() == 1
