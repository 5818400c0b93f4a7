"""A change is noted, a nurse is asked to look: once, whatever the order and however late."""

from datetime import timedelta

import pytest

from hearth.kernel import clock
from hearth.platform.outbox.modes import deliveries_inline, recording_only
from hearth.platform.scope import process_scope, scoped
from hearth.protocols import note_written
from hearth.record.notes import actions, queries
from hearth.record.notes.codes import Severity
from hearth.record.notes.events import NoteCorrected, NoteRetracted, NoteWritten
from hearth.record.tasks.actions import cancel_task, claim_task, complete_task
from hearth.record.tasks.codes import CancelReason
from hearth.record.tasks.models import Task


pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def looks(facility):
    """What stands on the nurse's list because of notes."""

    def found(**narrowed) -> list[Task]:
        with scoped(process_scope("test", facility.pk)):
            rows = Task.objects.filter(code="tasks.look", **narrowed).order_by(
                "authored_on", "id"
            )
            return list(rows)

    return found


def write(person, text="New cough", severity="change", **kwargs):
    with deliveries_inline(), scoped(person.scope):
        return actions.write_note(
            **person.who, text=text, severity=Severity(severity), **kwargs
        )


@pytest.mark.parametrize(
    ("severity", "minutes"),
    [("routine", None), ("watch", None), ("change", 120), ("urgent", 15)],
)
def test_a_change_asks_the_nurse_to_look_in_time(aide, hayes, looks, severity, minutes):
    note = write(aide, severity=severity, resident=hayes)
    found = looks()
    assert len(found) == (0 if minutes is None else 1)
    for task in found:
        assert (task.owner_role, task.resident_id, task.urgency) == (
            "nurse",
            hayes.pk,
            "changed-resident",
        )
        assert (task.cause_type, task.cause_id) == ("Note", note.pk)
        assert task.due - note.recorded == timedelta(minutes=minutes)
        assert task.title.format(**task.title_values) == "Look in on Margaret"
        assert "cough" not in f"{task.title}{task.cause_text}"


def test_a_note_about_the_house_asks_for_nothing(aide, looks):
    write(aide, severity="urgent")
    assert looks() == []


def test_a_restricted_note_makes_a_restricted_task(nurse, aide, hayes, looks):
    write(nurse, resident=hayes, restricted=True)
    assert [t.security_label for t in looks()] == ["restricted"]
    with scoped(aide.scope):
        assert not Task.objects.filter(code="tasks.look").exists()


def test_looking_closes_it_and_the_note_needs_nobody_any_more(nurse, hayes, looks):
    write(nurse, resident=hayes)
    with scoped(nurse.scope):
        assert queries.needing_a_look(nurse.scope, clock.now()).count() == 1
        complete_task(**nurse.who, task=looks()[0])
        assert not queries.needing_a_look(nurse.scope, clock.now()).exists()


@pytest.fixture
def silent(aide, hayes):
    """A note of a change whose event nobody has heard yet."""
    with recording_only(), scoped(aide.scope):
        return actions.write_note(
            **aide.who, text="New cough", severity=Severity.CHANGE, resident=hayes
        )


def hear(facility, reaction, event) -> None:
    with scoped(process_scope("outbox", facility.pk)):
        reaction(event)


def written(note) -> NoteWritten:
    return NoteWritten(
        facility_id=note.facility_id,
        note_id=note.pk,
        resident_id=note.resident_id,
        category=note.category,
        severity=note.severity,
    )


def test_heard_twice_it_asks_once_also_after_somebody_looked(facility, nurse, silent, looks):
    for _ in range(2):
        hear(facility, note_written.ask_for_a_look, written(silent))
    assert len(looks()) == 1
    with scoped(nurse.scope):
        complete_task(**nurse.who, task=looks()[0])
    hear(facility, note_written.ask_for_a_look, written(silent))
    assert len(looks()) == 1


def test_heard_again_after_a_person_said_nobody_needs_to_it_stays_so(
    facility, nurse, silent, looks
):
    hear(facility, note_written.ask_for_a_look, written(silent))
    with scoped(nurse.scope):
        cancel_task(**nurse.who, task=looks()[0], reason=CancelReason.DUPLICATE)
        assert not queries.needing_a_look(nurse.scope, clock.now()).exists()
    hear(facility, note_written.ask_for_a_look, written(silent))
    assert len(looks()) == 1


def test_heard_late_it_is_due_from_when_it_was_written(facility, silent, looks):
    with clock.pinned(clock.now() + 6 * HOUR):
        hear(facility, note_written.ask_for_a_look, written(silent))
    assert looks()[0].due == silent.recorded + 2 * HOUR


def test_heard_after_it_was_taken_back_it_asks_for_nothing(facility, nurse, silent, looks):
    with recording_only(), scoped(nurse.scope):
        actions.retract_note(**nurse.who, note=silent, reason="Wrong resident")
    hear(facility, note_written.ask_for_a_look, written(silent))
    assert looks() == []


def test_a_correction_hands_the_look_on_with_whoever_had_it(nurse, aide, hayes, looks):
    old = write(aide, resident=hayes)
    with scoped(nurse.scope):
        claim_task(**nurse.who, task=looks()[0])
    with deliveries_inline(), scoped(aide.scope):
        newer = actions.correct_note(**aide.who, note=old, text="New wheeze", reason="Word")
    [task] = looks(status__in=["requested", "accepted", "in-progress"])
    assert task.cause_id == newer.pk
    assert task.owner_staff_id == looks(status="cancelled")[0].owner_staff_id is not None


def test_a_correction_to_nothing_calls_the_look_off(aide, hayes, looks):
    old = write(aide, resident=hayes)
    with deliveries_inline(), scoped(aide.scope):
        actions.correct_note(
            **aide.who, note=old, text="Old cough", reason="Known", severity=Severity.ROUTINE
        )
    assert [t.status for t in looks()] == ["cancelled"]


def test_a_correction_heard_before_the_note_itself_asks_once(facility, aide, silent, looks):
    with recording_only(), scoped(aide.scope):
        newer = actions.correct_note(**aide.who, note=silent, text="Wheeze", reason="Word")
    corrected = NoteCorrected(
        facility_id=facility.pk,
        note_id=newer.pk,
        corrected_id=silent.pk,
        category=newer.category,
        severity=newer.severity,
    )
    hear(facility, note_written.follow_the_newer, corrected)
    hear(facility, note_written.ask_for_a_look, written(silent))
    assert [t.cause_id for t in looks()] == [newer.pk]


def test_taking_a_note_back_calls_the_look_off_and_what_it_corrected_asks_again(
    nurse, hayes, looks
):
    old = write(nurse, resident=hayes)
    with deliveries_inline(), scoped(nurse.scope):
        newer = actions.correct_note(**nurse.who, note=old, text="Wheeze", reason="Word")
        actions.retract_note(**nurse.who, note=newer, reason="It was right before")
    live = looks(status="requested")
    assert [t.cause_id for t in live] == [old.pk]
    retracted = NoteRetracted(
        facility_id=old.facility_id, note_id=newer.pk, resident_id=hayes.pk, corrected_id=old.pk
    )
    with scoped(process_scope("outbox", old.facility_id)):
        note_written.call_off(retracted)
    assert len(looks(status="requested")) == 1
