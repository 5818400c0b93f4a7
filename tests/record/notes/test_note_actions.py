"""Writing, correcting, retracting and putting away: one test a sentence of the docstrings."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import Error, transaction

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.references import Reference
from hearth.platform.audit.models import AuditEvent
from hearth.platform.outbox.models import DomainEvent
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes import actions, queries
from hearth.record.notes.codes import KeepActive, NoteCategory, Severity
from hearth.record.notes.models import Note, NoteTerm
from tests.factories.notes import make_note


pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def left_behind() -> tuple[int, int, int, int]:
    """How many notes, words, audit lines and events there are."""
    return (
        Note.objects.count(),
        NoteTerm.objects.count(),
        AuditEvent.objects.count(),
        DomainEvent.objects.count(),
    )


def code_of(raised) -> str:
    return raised.value.code


# Writing


def test_write_note_keeps_who_saw_it_who_wrote_it_and_both_times(aide, hayes):
    with scoped(aide.scope):
        happened = clock.now() - HOUR
        row = actions.write_note(
            **aide.who,
            text="  Ate half of lunch. ",
            resident=hayes,
            category=NoteCategory.EATING,
            effective=happened,
            because=Reference("Task", uuid4()),
        )
        row.refresh_from_db()
        assert (row.text, row.effective, row.category) == (
            "Ate half of lunch.",
            happened,
            "eating",
        )
        assert row.recorded > happened
        assert (row.author.family, row.recorder) == ("Diaz", aide.account.actor)
        assert row.because_type == "Task"


def test_write_note_leaves_an_audit_line_and_an_event(nurse, hayes):
    with scoped(nurse.scope):
        row = actions.write_note(
            **nurse.who, text="New cough", resident=hayes, severity=Severity.CHANGE
        )
        line = AuditEvent.objects.get(action="notes.write_note", entity_id=row.pk)
        assert line.resident_id == hayes.pk
        assert "cough" not in str(line.detail)
        [event] = DomainEvent.objects.filter(name="notes.NoteWritten")
        assert event.payload["severity"] == "change"
        assert event.payload["resident_id"] == str(hayes.pk)
        assert "cough" not in str(event.payload)


@pytest.mark.parametrize(
    ("severity", "hours"), [("routine", None), ("watch", 24), ("change", 72), ("urgent", 72)]
)
def test_write_note_stays_on_the_hand_off_as_long_as_its_severity_asks(
    nurse, hayes, severity, hours
):
    with scoped(nurse.scope):
        row = actions.write_note(
            **nurse.who, text="Seen", resident=hayes, severity=Severity(severity)
        )
    kept = row.keep_active_until
    assert kept is None if hours is None else kept - row.effective == timedelta(hours=hours)


def test_write_note_is_kept_as_long_as_somebody_says(nurse, hayes):
    with scoped(nurse.scope):
        row = actions.write_note(**nurse.who, text="Seen", resident=hayes, keep=KeepActive.WEEK)
    assert row.keep_active_until - row.effective == timedelta(days=7)


def test_write_note_without_resident_is_about_the_house(aide):
    with scoped(aide.scope):
        row = actions.write_note(**aide.who, text="Lift is slow", category=NoteCategory.HOUSE)
    assert row.resident_id is None


def test_write_note_names_somebody_who_is_not_of_the_staff(nurse, hayes):
    with scoped(nurse.scope):
        row = actions.write_note(
            **nurse.who, text="She was dizzy", resident=hayes, author_text="her daughter"
        )
    assert (row.author_id, row.author_text) == (None, "her daughter")


def test_write_note_takes_the_residents_label_and_never_a_wider_one(nurse, lives):
    private = lives("Novak", "215", security_label="restricted")
    with scoped(nurse.scope):
        row = actions.write_note(**nurse.who, text="Spoke at length", resident=private)
        closer = actions.write_note(**nurse.who, text="House matter", restricted=True)
        assert (row.security_label, closer.security_label) == ("restricted", "restricted")
        labels = NoteTerm.objects.filter(note__in=[row, closer]).values_list(
            "security_label", flat=True
        )
        assert set(labels) == {"restricted"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": " "}, "text-missing"),
        ({"text": "x" * 20_001}, "text-too-long"),
        ({"effective": "later"}, "future"),
    ],
)
def test_write_note_refused_leaves_nothing_behind(nurse, hayes, change, code):
    with scoped(nurse.scope):
        before = left_behind()
        if "effective" in change:
            change = {"effective": clock.now() + HOUR}
        with pytest.raises(Refused) as raised:
            actions.write_note(**nurse.who, **{"text": "Ate well", "resident": hayes} | change)
        assert code_of(raised) == code
        assert left_behind() == before


def test_write_note_sent_twice_is_written_once(aide, hayes):
    with scoped(aide.scope):
        sent = {"text": "Ate well", "resident": hayes, "client_ref": uuid4()}
        first = actions.write_note(**aide.who, **sent)
        before = left_behind()
        assert actions.write_note(**aide.who, **sent) == first
        assert left_behind() == before
        with pytest.raises(Conflict) as raised:
            actions.write_note(**aide.who, **sent | {"text": "Ate nothing"})
        assert code_of(raised) == "reference-taken"


def test_write_note_takes_the_draft_with_it(aide, hayes):
    with scoped(aide.scope):
        actions.save_draft(**aide.who, page="write_note", resident=hayes, body={"text": "Ate"})
        actions.write_note(**aide.who, text="Ate well", resident=hayes)
        assert queries.draft(aide.scope, "write_note", hayes.pk) is None


def test_write_activity_note_is_of_its_own_category(person, hayes):
    leader = person("activities", "Shah")
    with scoped(leader.scope):
        row = actions.write_activity_note(**leader.who, text="Sang along", resident=hayes)
    assert (row.category, row.author.family) == ("activity", "Shah")


def test_write_notes_is_one_audit_line_and_an_event_each(nurse, lives):
    residents = [lives("Hayes", "214"), lives("Boyle", "118")]
    with scoped(nurse.scope):
        rows = actions.write_notes(
            **nurse.who,
            notes=[actions.NewNote(text="Flu shot today", resident=r) for r in residents],
        )
        [line] = AuditEvent.objects.filter(action="notes.write_notes")
        assert line.detail["count"] == 2
        assert DomainEvent.objects.filter(name="notes.NoteWritten").count() == 2
        assert list(queries.search_notes(nurse.scope, "flu")) == sorted(
            rows, key=lambda r: r.pk, reverse=True
        )


def test_write_notes_writes_all_or_none(nurse, hayes):
    with scoped(nurse.scope):
        before = left_behind()
        with pytest.raises(Refused):
            actions.write_notes(
                **nurse.who,
                notes=[actions.NewNote(text="Good"), actions.NewNote(text="", resident=hayes)],
            )
        assert left_behind() == before


# Correcting


@pytest.fixture
def written(aide, hayes) -> Note:
    with scoped(aide.scope):
        return actions.write_note(
            **aide.who,
            text="Left arm is red",
            resident=hayes,
            category=NoteCategory.SKIN,
            severity=Severity.WATCH,
        )


def test_correct_note_writes_a_newer_one_and_leaves_the_older_readable(aide, written):
    with scoped(aide.scope):
        newer = actions.correct_note(
            **aide.who, note=written, text="Right arm is red", reason="Wrong arm"
        )
        written.refresh_from_db()
        assert written.text == "Left arm is red"
        assert (newer.corrects, newer.correction_reason) == (written, "Wrong arm")
        found = {n.pk: n.is_corrected for n in queries.notes(aide.scope)}
        assert found == {written.pk: True, newer.pk: False}
        assert list(queries.standing(aide.scope)) == [newer]


def test_correct_note_keeps_what_is_not_said_anew(aide, written):
    with scoped(aide.scope):
        newer = actions.correct_note(**aide.who, note=written, text="Right", reason="Wrong arm")
    kept = ("category", "severity", "effective", "keep_active_until", "resident_id")
    assert [getattr(newer, k) for k in kept] == [getattr(written, k) for k in kept]


def test_correct_note_of_one_put_away_stays_put_away(aide, nurse, written):
    with scoped(nurse.scope):
        actions.put_away_note(**nurse.who, note=written)
        newer = actions.correct_note(**nurse.who, note=written, text="Right", reason="Arm")
        assert newer.put_away_at is not None
        assert not queries.active_notes(nurse.scope, clock.now()).exists()


def test_correct_note_is_for_who_wrote_it_or_a_nurse(person, nurse, written):
    other = person("caregiver", "Novak")
    with scoped(other.scope), pytest.raises(Refused) as raised:
        actions.correct_note(**other.who, note=written, text="Right", reason="Wrong arm")
    assert code_of(raised) == "not-yours"
    with scoped(nurse.scope):
        actions.correct_note(**nurse.who, note=written, text="Right", reason="Wrong arm")


def test_correct_note_twice_corrects_the_newer_one(aide, written):
    with scoped(aide.scope):
        newer = actions.correct_note(**aide.who, note=written, text="Right", reason="Arm")
        before = left_behind()
        with pytest.raises(Refused) as raised:
            actions.correct_note(**aide.who, note=written, text="Both", reason="Arm")
        assert (code_of(raised), left_behind()) == ("corrected-already", before)
        actions.correct_note(**aide.who, note=newer, text="Both", reason="Arm")


def test_correct_note_sent_twice_is_written_once(aide, written):
    sent = {"text": "Right", "reason": "Arm", "client_ref": uuid4()}
    with scoped(aide.scope):
        newer = actions.correct_note(**aide.who, note=written, **sent)
        assert actions.correct_note(**aide.who, note=written, **sent) == newer


def test_a_note_is_never_overwritten_and_corrected_once_whatever_the_path(facility, actor):
    with scoped(process_scope("test", facility.pk)):
        old = make_note(facility, actor)
        for attempt in (
            lambda: Note.objects.filter(pk=old.pk).update(text="Other"),
            lambda: Note.objects.filter(pk=old.pk).update(severity="urgent"),
            lambda: Note.objects.filter(pk=old.pk).delete(),
        ):
            with pytest.raises(Error, match="a fact is never"), transaction.atomic():
                attempt()
        first = {"corrects": old, "correction_reason": "Wrong arm"}
        make_note(facility, actor, **first)
        with pytest.raises(Error, match="note_corrected_once"), transaction.atomic():
            make_note(facility, actor, **first)


# Retracting and putting away


def test_retract_note_stays_readable_and_counts_no_more(nurse, written):
    with scoped(nurse.scope):
        actions.retract_note(**nurse.who, note=written, reason="Wrong resident")
        assert queries.notes(nurse.scope).get().entered_in_error_reason == "Wrong resident"
        assert not queries.standing(nurse.scope).exists()
        assert not queries.search_notes(nurse.scope, "arm").exists()
        assert not queries.active_notes(nurse.scope, clock.now()).exists()


def test_retract_note_makes_what_it_corrected_count_again(nurse, written):
    with scoped(nurse.scope):
        newer = actions.correct_note(**nurse.who, note=written, text="Right", reason="Arm")
        actions.retract_note(**nurse.who, note=newer, reason="It was the left one")
        assert list(queries.standing(nurse.scope)) == [written]


def test_retract_note_is_done_once_and_says_why(nurse, written):
    with scoped(nurse.scope):
        before = left_behind()
        with pytest.raises(Refused, match="Say why"):
            actions.retract_note(**nurse.who, note=written, reason=" ")
        assert left_behind() == before
        actions.retract_note(**nurse.who, note=written, reason="Wrong resident")
        with pytest.raises(Refused) as raised:
            actions.retract_note(**nurse.who, note=written, reason="Again")
        assert code_of(raised) == "already-retracted"


def test_put_away_note_takes_it_off_the_hand_off_and_twice_is_harmless(nurse, written):
    with scoped(nurse.scope):
        assert queries.active_notes(nurse.scope, clock.now()).exists()
        actions.put_away_note(**nurse.who, note=written)
        before = left_behind()
        actions.put_away_note(**nurse.who, note=written)
        assert left_behind() == before
        assert not queries.active_notes(nurse.scope, clock.now()).exists()
        assert queries.standing(nurse.scope).exists()
