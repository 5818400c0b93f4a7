"""Which notes? A reader finds what they may read, and with the words they type."""

from datetime import timedelta

import pytest

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes import actions, queries
from hearth.record.notes.codes import NoteCategory, ReadList, Severity
from hearth.record.notes.models import Note, NoteTerm
from tests.factories.tasks import make_task


pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def texts(found) -> list[str]:
    return [n.text for n in found]


def write(person, text, resident=None, **kwargs) -> Note:
    with scoped(person.scope):
        return actions.write_note(**person.who, text=text, resident=resident, **kwargs)


# Lists


def test_notes_of_a_resident_the_newest_first_with_what_was_corrected(nurse, hayes, lives):
    boyle = lives("Boyle", "118")
    old = write(nurse, "Left arm is red", hayes, effective=clock.now() - 2 * HOUR)
    write(nurse, "Ate well", hayes, effective=clock.now() - HOUR)
    write(nurse, "Slept", boyle)
    with scoped(nurse.scope):
        actions.correct_note(**nurse.who, note=old, text="Right arm is red", reason="Arm")
        found = queries.notes_of(nurse.scope, hayes)
        assert texts(found) == ["Ate well", "Right arm is red", "Left arm is red"]
        assert [n.is_corrected for n in found] == [False, False, True]
        newer = found[1]
        assert queries.earlier_of(nurse.scope, [newer]) == {newer.pk: [(old, "Arm")]}


def test_a_caregiver_finds_their_own_notes_and_what_is_kept(nurse, aide, hayes):
    write(nurse, "Long talk with family", hayes)
    write(nurse, "Walks only with two", hayes, severity=Severity.WATCH)
    write(aide, "Slept well", hayes)
    with scoped(aide.scope):
        assert texts(queries.notes_of(aide.scope, hayes)) == [
            "Slept well",
            "Walks only with two",
        ]
    with scoped(nurse.scope):
        assert len(queries.notes_of(nurse.scope, hayes)) == 3


def test_house_notes_are_narrowed_by_category_severity_place_and_time(nurse, hayes, lives):
    write(nurse, "Ate half", hayes, category=NoteCategory.EATING)
    write(nurse, "Fell", hayes, severity=Severity.URGENT, category=NoteCategory.MOVING)
    write(nurse, "Lift is slow")
    with scoped(nurse.scope):

        def found(**asked) -> set[str]:
            return set(texts(queries.house_notes(nurse.scope, **asked)))

        assert found() == {"Ate half", "Fell", "Lift is slow"}
        assert found(category=NoteCategory.EATING) == {"Ate half"}
        assert found(severity=Severity.URGENT) == {"Fell"}
        east = queries.homes(nurse.scope, [hayes.pk], clock.now())[hayes.pk].neighborhood_id
        assert found(neighborhood_id=east) == {"Ate half", "Fell"}
        assert found(since=clock.now() + HOUR) == set()
        assert found(until=clock.now() - HOUR) == set()


def test_active_notes_end_by_themselves(nurse, hayes):
    write(nurse, "Watch her heel", hayes, severity=Severity.WATCH)
    with scoped(nurse.scope):
        assert texts(queries.active_notes(nurse.scope, clock.now())) == ["Watch her heel"]
        assert not queries.active_notes(nurse.scope, clock.now() + 25 * HOUR)
        assert not queries.active_notes(
            nurse.scope, clock.now(), resident_id=nurse.scope.actor_id
        )


def test_needing_a_look_ends_when_the_task_of_looking_is_closed(facility, actor, nurse, hayes):
    note = write(nurse, "New cough", hayes, severity=Severity.CHANGE)
    write(nurse, "Ate well", hayes)
    look = {"code": "tasks.look", "cause_type": "Note", "cause_id": note.pk, "resident": hayes}

    def waiting() -> list[tuple[str, bool]]:
        with scoped(nurse.scope):
            found = queries.needing_a_look(nurse.scope, clock.now())
            return [(n.text, n.taken) for n in found]

    assert waiting() == [("New cough", False)]
    with scoped(process_scope("test", facility.pk)):
        task = make_task(facility, actor, "Look in", **look)
    assert waiting() == [("New cough", False)]
    with scoped(process_scope("test", facility.pk)):
        now = clock.now()
        task.claimed_at, task.claimed_by = now, actor
        task.save()
    assert waiting() == [("New cough", True)]
    with scoped(process_scope("test", facility.pk)):
        task.status, task.outcome = "completed", "done"
        task.effective = task.recorded = now
        task.recorder = actor
        task.save()
    assert waiting() == []


# Labels, residents, communities


def test_restricted_notes_are_found_by_nobody_who_may_not_read_them(nurse, aide, person, hayes):
    write(nurse, "Spoke about the divorce", hayes, restricted=True, severity=Severity.WATCH)
    write(nurse, "Spoke about lunch", hayes, severity=Severity.WATCH)
    lead = person("shift-lead", "Novak")  # may read and search notes, but no restricted ones
    for reader in (aide, lead):
        with scoped(reader.scope):
            assert texts(queries.notes(reader.scope)) == ["Spoke about lunch"]
            assert texts(queries.active_notes(reader.scope, clock.now())) == [
                "Spoke about lunch"
            ]
            found = queries.search_notes(reader.scope, "divorce")
            assert texts(found) == []
            assert not NoteTerm.objects.filter(term="divorce").exists()
    with scoped(lead.scope):
        assert texts(queries.search_notes(lead.scope, "spoke")) == ["Spoke about lunch"]
    with scoped(nurse.scope):
        assert len(queries.search_notes(nurse.scope, "spoke")) == 2


def test_another_communitys_notes_are_found_by_nobody(nurse, hayes, other_facility, account_of):
    from hearth.platform.identity.scopes import scope_for

    write(nurse, "Ate well", hayes)
    stranger = scope_for(account_of("nurse", other_facility).actor, other_facility)
    with scoped(stranger):
        assert not queries.notes(stranger).exists()
        assert not queries.search_notes(stranger, "ate").exists()
        assert not Note.objects.exists()
        assert not NoteTerm.objects.exists()


def test_a_reader_of_single_residents_finds_only_theirs(nurse, hayes, lives):
    boyle = lives("Boyle", "118")
    for resident in (hayes, boyle, None):
        write(nurse, "Was seen", resident)
    visiting = nurse.scope.narrowed({boyle.pk})
    with scoped(visiting):
        assert [n.resident_id for n in queries.notes(visiting)] == [boyle.pk]
        found = queries.search_notes(visiting, "seen")
        assert [n.resident_id for n in found] == [boyle.pk]


# Search


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("bruise", True),
        ("BRUI", True),
        ("left bruise", True),
        ("left knee", False),
        ("pequena", True),
        ("pequeña", True),
        ("obrien", True),
        ("the", True),  # a common word counts when nothing else is typed
        ("the bruise", True),
        ("bruise the nothing", False),
        ("120", True),
        ("", False),
        ("  ", False),
        ("ruise", False),
    ],
)
def test_search_finds_every_word_by_its_beginning(nurse, hayes, typed, finds):
    write(
        nurse, "Thenar, a small bruise, muy pequeña, left arm. O'Brien told. BP 120/80.", hayes
    )
    with scoped(nurse.scope):
        assert queries.search_notes(nurse.scope, typed).exists() is finds


def test_search_is_narrowed_to_a_resident_and_finds_the_newer_words(nurse, hayes, lives):
    boyle = lives("Boyle", "118")
    old = write(nurse, "Left arm", hayes)
    write(nurse, "Left leg", boyle)
    with scoped(nurse.scope):
        newer = actions.correct_note(**nurse.who, note=old, text="Right arm", reason="Arm")
        assert texts(queries.search_notes(nurse.scope, "left")) == ["Left leg"]
        found = queries.search_notes(nurse.scope, "arm", resident=hayes)
        assert list(found) == [newer]
        assert not queries.search_notes(nurse.scope, "arm", resident=boyle)


def test_search_is_for_those_who_may(aide, hayes):
    write(aide, "Ate well", hayes)
    with scoped(aide.scope):
        assert not queries.search_notes(aide.scope, "ate")


# Read to here, drafts, contacts


def test_mark_read_is_the_readers_own_and_the_last_one_counts(nurse, aide):
    with scoped(nurse.scope):
        assert queries.read_mark(nurse.scope, nurse.account.actor) is None
        page = clock.now() - HOUR
        actions.mark_read(**nurse.who, upto=page)
        assert queries.read_mark(nurse.scope, nurse.account.actor) == page
        actions.mark_read(**nurse.who, upto=clock.now() + HOUR)
        assert page < queries.read_mark(nurse.scope, nurse.account.actor) <= clock.now()
        mine = (nurse.account.actor, ReadList.NOTES)
        assert queries.read_mark(nurse.scope, *mine) is None
    with scoped(aide.scope):
        assert queries.read_mark(aide.scope, aide.account.actor) is None


def test_draft_is_its_writers_alone_and_the_newest_counts(aide, person, hayes):
    other = person("caregiver", "Novak")
    with scoped(aide.scope):
        for text in ("At", "Ate ha"):
            actions.save_draft(
                **aide.who, page="write_note", resident=hayes, body={"text": text}
            )
        assert queries.draft(aide.scope, "write_note", hayes.pk).body == {"text": "Ate ha"}
        assert queries.draft(aide.scope, "write_note") is None
        assert len(queries.drafts(aide.scope)) == 1
    with scoped(other.scope):
        assert queries.draft(other.scope, "write_note", hayes.pk) is None
    with scoped(aide.scope):
        actions.save_draft(**aide.who, page="write_note", resident=hayes, body={"text": " "})
        assert queries.draft(aide.scope, "write_note", hayes.pk) is None


def test_discard_draft_throws_away_ones_own_alone(aide, person):
    other = person("caregiver", "Novak")
    for who in (aide, other):
        with scoped(who.scope):
            actions.save_draft(**who.who, page="write_note", body={"text": "Lift"})
    with scoped(other.scope):
        actions.discard_draft(**other.who, page="write_note")
        assert queries.draft(other.scope, "write_note") is None
    with scoped(aide.scope):
        assert queries.draft(aide.scope, "write_note") is not None


def test_contacts_made_the_newest_first(nurse, hayes):
    with scoped(nurse.scope):
        made = {"channel": "call", "reached": "no-answer", "resident": hayes}
        for n in (2, 1):
            actions.record_contact_made(
                **nurse.who, **made, with_text=f"{n}", effective=clock.now() - n * HOUR
            )
        found = queries.contacts_made(nurse.scope, hayes)
        assert [c.with_text for c in found] == ["1", "2"]
