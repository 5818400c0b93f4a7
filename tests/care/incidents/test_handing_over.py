"""The next shift is told of an event in one line, whoever takes over, and reads its words there."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hearth.care.incidents import actions
from hearth.kernel import clock
from hearth.platform.scope import scoped
from hearth.record.notes import actions as notes
from hearth.record.notes import queries
from hearth.record.notes.codes import HappeningKind, Severity
from tests.factories.staff import make_shift


pytestmark = pytest.mark.django_db


@pytest.fixture
def turn(facility, inside):
    """A shift with an hour to go, whenever the test runs."""
    with inside() as scope:
        near = clock.now().astimezone(facility.zone).replace(second=0, microsecond=0)
        start, end = near - timedelta(hours=7), near + timedelta(hours=1)
        make_shift(facility, "Day", start=start.time(), end=end.time())
        return queries.current_handoff(scope, facility, clock.now()).turn


def events(scope, turn) -> list[queries.Happening]:
    told = queries.composed(scope, turn, clock.now())
    return [one for one in told if one.kind is HappeningKind.EVENT]


def test_a_fall_is_told_to_who_takes_over(fell, aide, turn):
    row = fell(injury="minor", head_struck="yes")
    with scoped(aide.scope):
        [told] = events(aide.scope, turn)
    assert told.reference.id == row.pk
    assert told.line == "{event}. {injury}. The head was hit."
    assert told.values["injury"] == "Small hurt"
    assert told.severity is Severity.URGENT


def test_of_a_confidential_event_only_that_there_was_one(fell, aide, turn):
    fell(type="abuse-allegation", injury="major", text="She says she was pushed")
    with scoped(aide.scope):
        [told] = events(aide.scope, turn)
    assert (told.line, told.values) == ("{event}.", {"event": "An event was recorded"})


def test_not_knowing_about_the_head_counts_as_a_blow(fell, aide, turn):
    fell(head_struck="unknown")
    with scoped(aide.scope):
        [told] = events(aide.scope, turn)
    assert told.line == "{event}. {injury}. Nobody knows whether the head was hit."
    assert told.severity is Severity.URGENT


def test_it_is_told_once_when_put_right_and_not_when_in_error(fell, nurse, turn):
    row = fell()
    with scoped(nurse.scope):
        assert events(nurse.scope, turn)[0].severity is Severity.CHANGE
        actions.retract_incident(**nurse.who, incident=row, reason="Wrong person")
        assert events(nurse.scope, turn) == []


def test_another_shift_finds_it_among_what_happened_and_leads_to_it(
    fell, facility, hayes, turn, as_role, nurse
):
    row = fell(injury="minor")
    with scoped(nurse.scope):
        made = notes.compose_handoff(**nurse.who, turn=turn)
        [kept] = [h for h in queries.told(nurse.scope, made) if h.kind is HappeningKind.EVENT]
        assert kept.reference.id == row.pk
    page = reverse("notes:view_handoff", args=[facility.slug, made.pk])
    text = as_role("coordinator").get(page).content.decode()
    assert "Fall. Small hurt." in text
    assert reverse("incidents:incident", args=[facility.slug, row.pk]) in text


def test_the_next_shift_hears_what_came_after_the_signature(fell, nurse, turn):
    with scoped(nurse.scope):
        made = notes.compose_handoff(**nurse.who, turn=turn)
        notes.sign_out_handoff(**nurse.who, handoff=made)
    row = fell()
    with scoped(nurse.scope):
        made.refresh_from_db()
        late = queries.since_signed(nurse.scope, made, clock.now())
    assert row.pk in {one.reference.id for one in late}
