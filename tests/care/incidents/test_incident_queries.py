"""Which events a reader finds, and what lists above read of them."""

from datetime import timedelta

import pytest

from hearth.care.incidents import actions, queries
from hearth.kernel import clock
from hearth.platform.scope import scoped


pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def found_by(person) -> list:
    with scoped(person.scope):
        return [row.pk for row in queries.incidents(person.scope)]


def test_coordinator_nurse_and_director_read_every_event(fell, nurse, coordinator, person):
    row = fell()
    for reader in (nurse, coordinator, person("executive-director", "Park")):
        assert found_by(reader) == [row.pk]


def test_a_recorder_reads_their_own_and_a_colleague_does_not(fell, aide, person):
    row = fell()
    assert found_by(aide) == [row.pk]
    assert found_by(person("caregiver", "Kim")) == []
    assert found_by(person("shift-lead", "Moss")) == []


def test_an_event_is_open_until_its_report_is_reviewed(fell, nurse, coordinator, tasks):
    row = fell()

    def is_open():
        with scoped(nurse.scope):
            return queries.open_incidents(nurse.scope).filter(pk=row.pk).exists()

    assert is_open()
    with scoped(nurse.scope):
        from hearth.record.tasks.actions import cancel_task

        for task in tasks(row, code="tasks.tell").values():
            cancel_task(**nurse.who, task=task, reason="duplicate")
    assert is_open()
    with scoped(nurse.scope):
        report = actions.sign_report(**nurse.who, incident=row, narrative="She slid.")
    assert is_open()
    with scoped(coordinator.scope):
        actions.review_report(**coordinator.who, report=report)
    assert not is_open()


def test_what_is_in_error_waits_for_nothing(fell, nurse):
    row = fell()
    with scoped(nurse.scope):
        actions.retract_incident(**nurse.who, incident=row, reason="Wrong person")
        assert not queries.open_incidents(nurse.scope).exists()
        assert not queries.standing(nurse.scope).exists()
        assert queries.incidents(nurse.scope).count() == 1


def test_evidence_names_the_event(fell, nurse, hayes):
    row = fell()
    with scoped(nurse.scope):
        [one] = queries.evidence(nurse.scope, hayes, clock.now() - HOUR)
    assert (one.reference.id, one.code, one.value) == (row.pk, "fall", "none")


def test_how_they_are_reached(fell, nurse, hayes, tasks, facility, inside):
    row = fell()
    slots = list(tasks(row))
    with scoped(nurse.scope):
        reach = queries.reach(nurse.scope, row, slots, clock.now())
    phones = {slot.split("/")[0]: one.phones for slot, one in reach.items()}
    assert phones["Contact"] == ("515-555-0123",)
    assert phones["Practitioner"] == ("515-555-0140",)


def test_a_type_nobody_lists_any_more_is_shown_as_its_code(nurse):
    with scoped(nurse.scope):
        kind = queries.type_of(nurse.scope, "levitation")
    assert (kind.title, kind.tells) == ("levitation", ())
