"""CHANGED: a line a resident, the most serious first, of what this reader may read."""

from datetime import timedelta

import pytest

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes import actions
from hearth.record.notes.codes import Severity
from hearth.surfaces.desk import queries
from tests.factories.tasks import make_task
from tests.record.notes.conftest import aide, hayes, lives, nurse, person


__all__ = ["aide", "hayes", "lives", "nurse", "person"]
pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def write(person, text, resident, **kwargs):
    with scoped(person.scope):
        return actions.write_note(**person.who, text=text, resident=resident, **kwargs)


def test_a_line_a_resident_the_most_serious_first(facility, actor, nurse, hayes, lives):
    boyle, chen = lives("Boyle", "118"), lives("Chen", "301")
    since = clock.now()
    write(nurse, "Keep her heels off", boyle, severity=Severity.WATCH)
    write(nurse, "Fell at 2:10", hayes, severity=Severity.URGENT, effective=since - 5 * HOUR)
    write(nurse, "Slept well", chen)
    with scoped(process_scope("test", facility.pk)):
        now = clock.now()
        closed = {"status": "failed", "outcome": "refused", "outcome_reason": "declined"}
        times = {"effective": now, "recorded": now, "recorder": actor}
        make_task(facility, actor, "Shower", resident=hayes, **closed, **times)
    with scoped(nurse.scope):
        found = queries.changes(nurse.scope, since)
        assert [(c.resident_id, c.weight) for c in found] == [(hayes.pk, 3), (boyle.pk, 1)]
        assert [one.text for one in found[0].items] == ["Fell at 2:10", "Shower"]
        assert queries.changes(nurse.scope, clock.now()) == []


def test_a_corrected_note_counts_by_its_newer_words(nurse, hayes):
    since = clock.now()
    old = write(nurse, "Left arm is red", hayes, severity=Severity.CHANGE)
    with scoped(nurse.scope):
        actions.correct_note(**nurse.who, note=old, text="Right arm is red", reason="Arm")
        [line] = queries.changes(nurse.scope, since)
    assert [one.text for one in line.items] == ["Right arm is red"]


def test_who_took_it_stands_beside_it(facility, actor, nurse, hayes):
    note = write(nurse, "New cough", hayes, severity=Severity.CHANGE)
    with scoped(process_scope("test", facility.pk)):
        member = nurse_file(nurse)
        make_task(
            facility,
            actor,
            "Look in",
            code="tasks.look",
            urgency="changed-resident",
            cause_type="Note",
            cause_id=note.pk,
            resident=hayes,
            owner_staff=member,
            claimed_at=clock.now(),
            claimed_by=actor,
        )
    with scoped(nurse.scope):
        work = queries.worklist(nurse.scope, clock.now(), roles=frozenset({"nurse"}))
    assert work.takers == {hayes.pk: (str(member),)}


def nurse_file(nurse):
    from hearth.record.staff import queries as staff

    return staff.member_of(nurse.scope, nurse.account.actor)


def test_a_restricted_note_is_no_news_to_who_may_not_read_it(nurse, person, hayes):
    since = clock.now()
    lead = person("shift-lead", "Lee")
    write(nurse, "Spoke about the divorce", hayes, severity=Severity.CHANGE, restricted=True)
    with scoped(nurse.scope):
        assert [c.resident_id for c in queries.changes(nurse.scope, since)] == [hayes.pk]
    with scoped(lead.scope):
        assert queries.changes(lead.scope, since) == []
