"""A note written on a phone without a connection arrives exactly once, with its own time."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hearth.kernel import clock
from hearth.platform.replay.actions import accept
from hearth.platform.replay.models import ReplayEntry
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes import actions, queries
from hearth.record.notes.models import Note


pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def send(person, verb: str, ref=None, at=None, **payload):
    return accept(
        **person.who, client_ref=ref or uuid4(), verb=verb, payload=payload, effective=at
    )


def said(**more) -> dict[str, str]:
    return {"text": "Slept badly", "category": "sleep", "severity": "watch", **more}


def test_write_note_arrives_once_with_the_time_it_was_written(facility, aide, hayes):
    written, ref = clock.now() - 3 * HOUR, uuid4()
    for replayed in (False, True, True):
        answer = send(aide, "notes.write_note", ref, written, **said(resident=str(hayes.pk)))
        assert (answer.status, answer.replayed) == (201, replayed)
    with scoped(process_scope("test", facility.pk)):
        row = Note.objects.get()
        assert (row.effective, row.resident_id) == (written, hayes.pk)
        assert row.recorded > written
        assert answer.body["id"] == str(row.pk)


def test_the_page_and_the_queue_under_one_form_write_once(aide, hayes):
    """The page carried it out and its answer was lost: the queue brings the same form again."""
    ref = str(uuid4())
    with scoped(aide.scope):
        actions.write_note(**aide.who, text="Slept badly", resident=hayes, client_ref=ref)
    answer = send(
        aide,
        "notes.write_note",
        None,
        clock.now(),
        **said(resident=str(hayes.pk), client_ref=ref),
    )
    assert answer.status == 201
    with scoped(aide.scope):
        assert queries.notes(aide.scope).count() == 1


def test_a_time_that_was_typed_wins(facility, aide, hayes):
    at = (clock.now() - 5 * HOUR).astimezone(facility.zone)
    answer = send(
        aide,
        "notes.write_note",
        None,
        clock.now(),
        **said(resident=str(hayes.pk), effective=at.strftime("%Y-%m-%dT%H:%M")),
    )
    assert answer.status == 201
    with scoped(aide.scope):
        assert queries.notes(aide.scope).get().effective == at.replace(second=0, microsecond=0)


def test_other_words_under_a_known_reference_are_a_conflict_and_both_are_kept(aide, hayes):
    ref, about = uuid4(), {"resident": str(hayes.pk)}
    send(aide, "notes.write_note", ref, **said(**about))
    answer = send(aide, "notes.write_note", ref, **said(**about) | {"text": "Slept well"})
    assert answer.status == 409
    with scoped(aide.scope):
        assert queries.notes(aide.scope).get().text == "Slept badly"


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"text": ""}, 422, "fields-wrong"),
        ({"resident": str(uuid4())}, 422, "resident-unknown"),
        ({"resident": "x"}, 422, "resident-unknown"),
        ({"severity": "x"}, 422, "fields-wrong"),
    ],
)
def test_what_a_rule_refuses_is_kept_as_it_was_sent(
    facility, aide, hayes, change, status, code
):
    payload = said(resident=str(hayes.pk)) | change
    answer = send(aide, "notes.write_note", **payload)
    assert (answer.status, answer.body["code"]) == (status, code)
    with scoped(process_scope("test", facility.pk)):
        assert not Note.objects.exists()
        assert ReplayEntry.objects.get().payload == payload


def test_a_restricted_resident_is_not_open_to_a_caregivers_device(aide, nurse, lives):
    private = lives("Novak", "215", security_label="restricted")
    payload = said(resident=str(private.pk))
    assert send(aide, "notes.write_note", **payload).status == 422
    assert send(nurse, "notes.write_note", **payload).status == 201


def test_write_activity_note_and_correct_note(person, aide, hayes):
    leader = person("activities", "Shah")
    answer = send(
        leader,
        "notes.write_activity_note",
        text="Sang",
        severity="routine",
        resident=str(hayes.pk),
    )
    assert answer.status == 201
    refused = send(leader, "notes.write_note", **said(resident=str(hayes.pk)))
    assert (refused.status, refused.body["code"]) == (403, "not-permitted")
    written = send(aide, "notes.write_note", **said(resident=str(hayes.pk))).body["id"]
    newer = send(
        aide,
        "notes.correct_note",
        note=written,
        reason="Who",
        text="Slept well",
        category="sleep",
        severity="routine",
    )
    assert newer.status == 201
    again = send(
        aide,
        "notes.correct_note",
        note=written,
        reason="Who",
        text="Other",
        category="sleep",
        severity="routine",
    )
    assert (again.status, again.body["code"]) == (422, "corrected-already")
    for unknown in (str(uuid4()), "x"):
        gone = send(
            aide,
            "notes.correct_note",
            note=unknown,
            reason="Who",
            text="Other",
            category="sleep",
            severity="routine",
        )
        assert gone.body["code"] == "note-unknown"
