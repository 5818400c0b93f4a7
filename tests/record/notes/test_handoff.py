"""The hand-off: composed from what happened, signed by two people, closed by both."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import Error, transaction

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.content.actions import set_definition
from hearth.platform.outbox.models import DomainEvent
from hearth.platform.scope import process_scope, scoped
from hearth.platform.tenancy.models import Neighborhood
from hearth.record.notes import actions, queries
from hearth.record.notes.codes import Channel, HappeningKind, Reached, Severity
from hearth.record.notes.models import Handoff, Note
from hearth.record.residents.models import Condition, Flag, Placement, StayEvent
from tests.factories.residents import make_stay, make_whereabouts
from tests.factories.staff import make_shift
from tests.factories.tasks import make_task


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
# 14:30 in Chicago on a Tuesday: the day shift has half an hour to go.
NOW = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def afternoon():
    with clock.pinned(NOW):
        yield


@pytest.fixture
def shifts(facility):
    with scoped(process_scope("test", facility.pk)):
        return [
            make_shift(facility, "Day", start=time(7), end=time(15)),
            make_shift(facility, "Evening", start=time(15), end=time(23)),
            make_shift(facility, "Night", start=time(23), end=time(7)),
        ]


@pytest.fixture
def turn(facility, shifts):
    with scoped(process_scope("test", facility.pk)) as scope:
        current = queries.current_handoff(scope, facility, NOW)
    assert current.turn.shift.name == "Day"
    return current.turn


def lines(found) -> list[str]:
    """What is told, as English would say it."""
    told = []
    for one in found:
        values = {
            k: v["text"].format(**v["values"]) if isinstance(v, dict) else v
            for k, v in one.values.items()
        }
        told.append(" ".join(x for x in (one.line.format(**values), one.text) if x))
    return told


def test_handoff_of_a_shift_is_composed_from_what_happened_in_it(
    facility, actor, nurse, hayes, turn
):
    earlier, ago = NOW - 20 * HOUR, NOW - 2 * HOUR
    with clock.pinned(earlier), scoped(nurse.scope):
        actions.write_note(
            **nurse.who, text="Watch her left heel", severity=Severity.WATCH, resident=hayes
        )
        actions.write_note(**nurse.who, text="Slept well", resident=hayes)
    with scoped(process_scope("test", facility.pk)):
        with clock.pinned(ago):
            refused = {
                "outcome": "refused",
                "outcome_reason": "declined",
                "status": "failed",
                "effective": ago,
                "recorded": ago,
                "recorder": actor,
            }
            make_task(facility, actor, "Shower", resident=hayes, **refused)
            done = {
                "outcome": "done",
                "status": "completed",
                "effective": ago,
                "recorded": ago,
                "recorder": actor,
            }
            make_task(facility, actor, "Breakfast", resident=hayes, **done)
            make_whereabouts(hayes, actor, out_for="emergency-room")
            Flag.objects.create(
                facility=facility, resident=hayes, code="fall", since=ago, raised_by=actor
            )
            Condition.objects.create(
                facility=facility,
                resident=hayes,
                text="Pneumonia",
                recorded=ago,
                recorder=actor,
            )
            Condition.objects.create(
                facility=facility,
                resident=hayes,
                text="Gout",
                recorded=ago,
                recorder=actor,
                source_system="urn:ehr",
            )
        make_task(
            facility,
            actor,
            "Weigh",
            resident=hayes,
            owner_role="nurse",
            due=NOW - HOUR,
            late=NOW - HOUR / 2,
        )
        make_task(
            facility, actor, "Walk", resident=hayes, owner_role="caregiver", due=NOW + HOUR / 4
        )
        make_task(
            facility, actor, "Tea", resident=hayes, owner_role="caregiver", due=NOW + 3 * HOUR
        )
        make_task(facility, actor, "File the forms", owner_role="coordinator", due=NOW - HOUR)
    with scoped(nurse.scope):
        actions.write_note(**nurse.who, text="Ate half", resident=hayes)
        found = queries.composed(nurse.scope, turn, NOW + HOUR / 60)
    assert sorted(lines(found)) == [
        "Ate half",
        "Late: Weigh.",
        "Left: Emergency room.",
        "New condition: Pneumonia.",
        "New risk: May fall.",
        "Refused: Shower. Did not want it now.",
        "Still open: Walk.",
        "Watch her left heel",
    ]


def test_handoff_tells_of_contacts_and_of_residencies(facility, actor, nurse, hayes, turn):
    with scoped(process_scope("test", facility.pk)):
        stay = make_stay(
            hayes, "moved-out", starts=NOW - timedelta(days=300), ends=NOW - timedelta(days=200)
        )
        StayEvent.objects.create(
            facility=facility,
            resident=hayes,
            stay=stay,
            recorder=actor,
            from_status="lives-here",
            to_status="hospital",
            effective=NOW - HOUR,
            recorded=NOW - HOUR,
        )
    with scoped(nurse.scope):
        actions.record_contact_made(
            **nurse.who,
            resident=hayes,
            channel=Channel.CALL,
            reached=Reached.LEFT_MESSAGE,
            with_text="her daughter",
            text="Asked to call back",
        )
        found = queries.composed(nurse.scope, turn, NOW + timedelta(seconds=1))
    assert lines(found) == [
        "Went to hospital.",
        "Call with her daughter: Left a message without details. Asked to call back",
    ]


def test_compose_handoff_again_brings_it_up_to_date(nurse, hayes, turn):
    with scoped(nurse.scope):
        row = actions.compose_handoff(**nurse.who, turn=turn, remarks=" Quiet day. ")
        assert (row.snapshot, row.remarks) == ([], "Quiet day.")
        actions.write_note(**nurse.who, text="Ate half", resident=hayes)
        with clock.pinned(NOW + HOUR / 60):
            again = actions.compose_handoff(**nurse.who, turn=turn)
        assert (again.pk, again.remarks, len(again.snapshot)) == (row.pk, "Quiet day.", 1)


def test_handoff_keeps_no_copy_of_peoples_own_words(nurse, hayes, turn):
    with scoped(nurse.scope):
        actions.write_note(
            **nurse.who, text="Fell in the bathroom", resident=hayes, effective=NOW - HOUR
        )
        with clock.pinned(NOW + HOUR / 60):
            row = actions.compose_handoff(**nurse.who, turn=turn)
        assert "bathroom" not in str(row.snapshot)
        assert [h.text for h in queries.told(nurse.scope, row)] == ["Fell in the bathroom"]


def test_handoff_shows_a_caregiver_nothing_restricted(nurse, aide, lives, hayes, turn):
    private = lives("Novak", "215", security_label="restricted")
    with scoped(nurse.scope):
        for resident, text, restricted in (
            (hayes, "Ate half", False),
            (hayes, "Asked for the social worker", True),
            (private, "Moved to comfort care", False),
        ):
            actions.write_note(
                **nurse.who,
                text=text,
                resident=resident,
                restricted=restricted,
                severity=Severity.WATCH,
            )
        with clock.pinned(NOW + HOUR / 60):
            row = actions.compose_handoff(**nurse.who, turn=turn)
            now = clock.now()
            told = queries.told(nurse.scope, row)
            beside = queries.closer(nurse.scope, turn, now)
        assert lines(told) == ["Ate half"]
        assert sorted(lines(beside)) == ["Asked for the social worker", "Moved to comfort care"]
    with scoped(aide.scope):
        assert lines(queries.told(aide.scope, row)) == ["Ate half"]
        assert queries.closer(aide.scope, turn, now) == []
        assert lines(queries.composed(aide.scope, turn, now)) == ["Ate half"]


def test_handoff_hides_what_was_labelled_closer_after_it_was_composed(
    facility, nurse, aide, hayes, turn
):
    with scoped(nurse.scope):
        actions.write_note(**nurse.who, text="Ate half", resident=hayes, effective=NOW - HOUR)
        with clock.pinned(NOW + HOUR / 60):
            row = actions.compose_handoff(**nurse.who, turn=turn)
    with scoped(process_scope("test", facility.pk)):
        type(hayes).objects.filter(pk=hayes.pk).update(security_label="restricted")
    with scoped(aide.scope):
        found = queries.told(aide.scope, row)
        assert queries.homes(aide.scope, [h.resident_id for h in found], NOW) == {}


def test_a_reader_of_single_residents_finds_only_those(
    facility, actor, nurse, person, lives, hayes, turn
):
    boyle = lives("Boyle", "118")
    with scoped(nurse.scope):
        for resident in (hayes, boyle, None):
            actions.write_note(
                **nurse.who, text="Seen", resident=resident, effective=NOW - HOUR
            )
        with clock.pinned(NOW + HOUR / 60):
            row = actions.compose_handoff(**nurse.who, turn=turn)
    visiting = nurse.scope.narrowed({boyle.pk})
    with scoped(visiting):
        assert {h.resident_id for h in queries.told(visiting, row)} == {boyle.pk}


def test_handoff_of_a_neighborhood_tells_of_who_lives_there(facility, nurse, lives, hayes):
    west = lives("Chen", "301")
    with scoped(process_scope("test", facility.pk)):
        other = Neighborhood.objects.create(facility=facility, name="West")
        row = Placement.objects.select_related("place").get(resident=west)
        row.place.neighborhood = other
        row.place.save()
        make_shift(facility, "West day", start=time(7), end=time(15), neighborhood=other)
    with scoped(nurse.scope):
        for resident in (hayes, west):
            actions.write_note(
                **nurse.who, text=resident.family, resident=resident, effective=NOW - HOUR
            )
        current = queries.current_handoff(nurse.scope, facility, NOW)
        found = queries.composed(nurse.scope, current.turn, NOW + HOUR / 60)
    assert lines(found) == ["Chen"]


# Signing


@pytest.fixture
def composed(nurse, turn) -> Handoff:
    with scoped(nurse.scope):
        return actions.compose_handoff(**nurse.who, turn=turn)


def test_sign_out_handoff_brings_it_up_to_date_and_closes_it(nurse, hayes, composed, turn):
    with scoped(nurse.scope):
        actions.write_note(**nurse.who, text="Fell", resident=hayes, effective=NOW - HOUR)
        with clock.pinned(NOW + HOUR / 60):
            row = actions.sign_out_handoff(**nurse.who, handoff=composed, remarks="Busy.")
            assert (len(row.snapshot), row.remarks, row.signed_out_by) == (
                1,
                "Busy.",
                nurse.account.actor,
            )
            with pytest.raises(Refused, match="signed already"):
                actions.compose_handoff(**nurse.who, turn=turn)
            with pytest.raises(Refused, match="signed already"):
                actions.sign_out_handoff(**nurse.who, handoff=composed)
        assert AuditEvent.objects.filter(action="notes.sign_out_handoff").count() == 1
        assert DomainEvent.objects.filter(name="notes.HandoffSignedOut").count() == 1


def test_sign_out_handoff_waits_for_the_last_four_hours(nurse, composed):
    with (
        clock.pinned(NOW - 5 * HOUR),
        scoped(nurse.scope),
        pytest.raises(Refused, match="not over"),
    ):
        actions.sign_out_handoff(**nurse.who, handoff=composed)


def test_sign_in_handoff_is_another_persons(nurse, person, composed):
    with scoped(nurse.scope):
        with pytest.raises(Refused, match="has not signed yet"):
            actions.sign_in_handoff(**nurse.who, handoff=composed)
        actions.sign_out_handoff(**nurse.who, handoff=composed)
        with pytest.raises(Refused) as raised:
            actions.sign_in_handoff(**nurse.who, handoff=composed)
        assert raised.value.code == "second-person"
    comes = person("med-tech", "Okafor")
    with scoped(comes.scope):
        row = actions.sign_in_handoff(**comes.who, handoff=composed, questions="Who fell?")
        assert (row.signed_in_by, row.questions) == (comes.account.actor, "Who fell?")
        with pytest.raises(Refused, match="taken over already"):
            actions.sign_in_handoff(**comes.who, handoff=composed)


def test_a_signed_handoff_cannot_be_changed_whatever_the_path(
    facility, actor, nurse, person, composed
):
    with scoped(process_scope("test", facility.pk)):
        Handoff.objects.filter(pk=composed.pk).update(
            signed_out_at=NOW, signed_out_by=nurse.account.actor
        )
        with pytest.raises(Error, match="handoff_signed_by_two_people"), transaction.atomic():
            Handoff.objects.filter(pk=composed.pk).update(
                signed_in_at=NOW, signed_in_by=nurse.account.actor
            )
        Handoff.objects.filter(pk=composed.pk).update(signed_in_at=NOW, signed_in_by=actor)
        for attempt in (
            lambda: Handoff.objects.filter(pk=composed.pk).update(remarks="Other"),
            lambda: Handoff.objects.filter(pk=composed.pk).delete(),
        ):
            with pytest.raises(Error), transaction.atomic():
                attempt()


def test_what_happens_after_signing_is_told_beside_it(nurse, hayes, composed, person):
    with scoped(nurse.scope):
        row = actions.sign_out_handoff(**nurse.who, handoff=composed)
        with clock.pinned(NOW + HOUR / 2):
            actions.write_note(**nurse.who, text="Just fell", resident=hayes)
        later = NOW + HOUR
        assert lines(queries.since_signed(nurse.scope, row, later)) == ["Just fell"]
    comes = person("nurse", "Okafor")
    with clock.pinned(later), scoped(comes.scope):
        row = actions.sign_in_handoff(**comes.who, handoff=row)
        assert queries.since_signed(comes.scope, row, later) == []


def test_the_handoff_to_sign_comes_first(facility, shifts, nurse, person):
    """In the middle of a shift the one before is offered until somebody took it over."""

    def opened(hours: float) -> str:
        with scoped(nurse.scope):
            found = queries.current_handoff(nurse.scope, facility, NOW + timedelta(hours=hours))
            return found.turn.shift.name

    assert opened(0) == "Day"  # 14:30
    assert opened(4) == "Day"  # 18:30, nobody took over
    comes = person("nurse", "Okafor")
    with scoped(nurse.scope):
        turn = queries.current_handoff(nurse.scope, facility, NOW).turn
        row = actions.compose_handoff(**nurse.who, turn=turn)
        actions.sign_out_handoff(**nurse.who, handoff=row)
    with clock.pinned(NOW + HOUR), scoped(comes.scope):
        actions.sign_in_handoff(**comes.who, handoff=row)
    assert opened(4) == "Evening"


def test_handoff_of_a_shift_and_a_day(facility, shifts, nurse):
    with scoped(nurse.scope):
        found = queries.handoff_of(nurse.scope, facility, shifts[2].pk, NOW.date())
        assert found.turn.ends - found.turn.starts == 8 * HOUR
        assert queries.handoff_of(nurse.scope, facility, facility.pk, NOW.date()) is None


def test_a_handoff_names_a_note_that_was_retracted_after_it(nurse, hayes, turn):
    with scoped(nurse.scope):
        note = actions.write_note(
            **nurse.who, text="Fell", resident=hayes, effective=NOW - HOUR
        )
        with clock.pinned(NOW + HOUR / 60):
            row = actions.compose_handoff(**nurse.who, turn=turn)
            actions.retract_note(**nurse.who, note=note, reason="Wrong resident")
        assert [h.kind for h in queries.told(nurse.scope, row)] == [HappeningKind.NOTE]
        assert Note.objects.get(pk=note.pk).entered_in_error_reason


def test_where_one_signature_is_enough_nobody_waits_for_the_other(
    facility, actor, nurse, composed
):
    with scoped(process_scope("test", facility.pk)) as scope:
        set_definition(
            scope=scope,
            by=actor,
            kind="settings",
            key="default",
            body={"handoff_signed_by_both": False},
        )
    with scoped(nurse.scope):
        assert not queries.current_handoff(nurse.scope, facility, NOW).done
        actions.sign_out_handoff(**nurse.who, handoff=composed)
        around = queries.shift_handoffs(nurse.scope, facility, NOW)
        assert [h.done for h in around if h.signed_out] == [True]
