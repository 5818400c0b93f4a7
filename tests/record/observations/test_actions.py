"""Writing values down and taking them back: one test for each sentence of the docstrings."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.references import Reference
from hearth.platform.audit.models import AuditEvent
from hearth.platform.outbox.models import DomainEvent
from hearth.platform.scope import process_scope, scoped
from hearth.record.observations import actions
from hearth.record.observations.codes import AbsentReason, Method
from hearth.record.observations.models import Observation
from hearth.record.observations.rules import Quantity, Reading
from tests.factories.observations import make_observation
from tests.factories.residents import make_resident
from tests.factories.staff import make_member


pytestmark = pytest.mark.django_db

WEIGHT, PRESSURE, PULSE = "29463-7", "85354-9", "8867-4"


def amount(value, unit=""):
    return Quantity(value=Decimal(value), unit=unit)


@pytest.fixture
def resident(scope, facility):
    return make_resident(facility)


def weigh(resident, value="72.50", unit="kg", **said):
    return Reading(resident_id=resident.pk, code=WEIGHT, quantity=amount(value, unit), **said)


def record(scope, actor, reading):
    return actions.record_observation(scope=scope, by=actor, reading=reading)


def write(scope, actor, *readings):
    if len(readings) == 1:
        return record(scope, actor, readings[0])
    return actions.record_observations(scope=scope, by=actor, readings=readings)


def refused(scope, actor, *readings):
    """The code of the refusal; nothing is left behind, neither row, line nor event."""
    rows, lines, events = (
        Observation.objects.count(),
        AuditEvent.objects.count(),
        DomainEvent.objects.count(),
    )
    with pytest.raises(Refused) as caught:
        write(scope, actor, *readings)
    assert (
        Observation.objects.count(),
        AuditEvent.objects.count(),
        DomainEvent.objects.count(),
    ) == (rows, lines, events)
    return caught.value.code


# One value


def test_a_value_keeps_its_number_its_decimals_and_its_unit(scope, actor, resident):
    made = record(scope, actor, weigh(resident, "160.50", "lb"))
    row = Observation.objects.get(pk=made.pk)
    assert (row.value_quantity, row.value_decimals, row.unit) == (
        Decimal("160.5"),
        2,
        "[lb_av]",
    )
    assert row.reading == "160.50"
    assert (row.code_system, row.category) == ("http://loinc.org", "vital-signs")


def test_a_blood_pressure_is_one_panel(scope, actor, resident):
    pair = (amount("128", "mm[Hg]"), amount("76", "mm[Hg]"))
    row = record(scope, actor, Reading(resident_id=resident.pk, code=PRESSURE, pressure=pair))
    assert row.reading == "128/76"
    assert [c["code"] for c in row.components] == ["8480-6", "8462-4"]


def test_why_there_is_no_value_is_kept(scope, actor, resident):
    row = record(
        scope,
        actor,
        Reading(resident_id=resident.pk, code=WEIGHT, absent_reason=AbsentReason.DECLINED),
    )
    assert (row.absent_reason, row.value_quantity) == ("asked-declined", None)


def test_when_it_was_so_is_not_when_it_was_written(scope, actor, resident):
    earlier = clock.now() - timedelta(hours=2)
    row = record(scope, actor, weigh(resident, effective=earlier))
    assert row.effective == earlier
    assert row.recorded > earlier


def test_who_took_it_is_whoever_writes(scope, actor, resident, facility):
    member = make_member(facility, actor=actor)
    assert record(scope, actor, weigh(resident)).performer == member


def test_who_took_it_may_be_somebody_else(scope, actor, resident, facility):
    make_member(facility, "Ortiz", actor=actor)
    other = make_member(facility, "Lee")
    assert record(scope, actor, weigh(resident, performer_id=other.pk)).performer == other
    said = record(
        scope, actor, weigh(resident, performer_text="Daughter", method=Method.REPORTED)
    )
    assert (said.performer, said.said_by) == (None, "Daughter")


def test_what_asked_for_it_is_kept_and_told(scope, actor, resident):
    task = Reference("Task", uuid4())
    row = record(scope, actor, weigh(resident, because=task))
    assert (row.because_type, row.because_id) == ("Task", task.id)
    assert DomainEvent.objects.get().payload["because"] == str(task)


def test_sent_again_it_is_written_once(scope, actor, resident):
    ref = uuid4()
    first = record(scope, actor, weigh(resident, client_ref=ref))
    again = record(scope, actor, weigh(resident, client_ref=ref))
    assert again.pk == first.pk
    assert Observation.objects.count() == 1
    assert DomainEvent.objects.count() == 1


def test_other_values_under_a_known_reference_are_a_conflict(scope, actor, resident):
    ref, then = uuid4(), clock.now() - timedelta(minutes=5)
    record(scope, actor, weigh(resident, client_ref=ref, effective=then))
    pulse = Reading(
        resident_id=resident.pk, code=PULSE, quantity=amount("72", "/min"), client_ref=ref
    )
    for other in (
        weigh(resident, "72.60", client_ref=ref, effective=then),
        weigh(resident, client_ref=ref, effective=then + timedelta(minutes=1)),
        weigh(resident, client_ref=ref, effective=then, comment="Again"),
        pulse,
    ):
        assert refused(scope, actor, other) == "sent-before"
    assert refused(scope, actor, weigh(resident, client_ref=ref, effective=then), pulse) == (
        "sent-before"
    )


def test_the_same_value_hours_later_is_no_answer_asked_for_again(scope, actor, resident):
    ref = uuid4()
    record(scope, actor, weigh(resident, client_ref=ref))
    with clock.pinned(clock.now() + timedelta(hours=4)):
        assert refused(scope, actor, weigh(resident, client_ref=ref)) == "sent-before"


def test_one_line_and_one_event(scope, actor, resident):
    row = record(scope, actor, weigh(resident))
    line = AuditEvent.objects.get(action="observations.record_observation")
    assert (line.resident_id, line.entity_id, line.detail) == (
        resident.pk,
        row.pk,
        {"code": WEIGHT},
    )
    event = DomainEvent.objects.get()
    assert event.name == "observations.ObservationRecorded"
    assert event.payload["observation_id"] == str(row.pk)


def test_a_value_is_as_guarded_as_its_resident(scope, actor, facility):
    hidden = make_resident(facility, security_label="restricted")
    assert record(scope, actor, weigh(hidden)).security_label == "restricted"


@pytest.mark.parametrize(
    ("reading", "code"),
    [
        (lambda r: weigh(r, effective=clock.now() + timedelta(minutes=5)), "future"),
        (lambda r: weigh(r, "7250"), "impossible"),
        (lambda r: weigh(r, "72", "mm[Hg]"), "unit-wrong"),
        (lambda r: weigh(r, "172"), "implausible"),
        (lambda r: Reading(resident_id=r.pk, code=WEIGHT), "value-missing"),
        (lambda r: weigh(r, absent_reason=AbsentReason.DECLINED), "value-ambiguous"),
        (lambda r: Reading(resident_id=r.pk, code=WEIGHT, value_text="heavy"), "not-a-number"),
        (lambda r: Reading(resident_id=r.pk, code="mood", value_code="blue"), "value-unknown"),
        (lambda r: Reading(resident_id=r.pk, code="1-1", value_text="x"), "measure-unknown"),
        (
            lambda r: Reading(
                resident_id=r.pk, code=PRESSURE, quantity=amount("128", "mm[Hg]")
            ),
            "pressure-wrong",
        ),
        (
            lambda r: Reading(
                resident_id=r.pk,
                code=PRESSURE,
                pressure=(amount("76", "mm[Hg]"), amount("128", "mm[Hg]")),
            ),
            "upper-below-lower",
        ),
        (lambda r: replace(weigh(r), resident_id=uuid4()), "resident-unknown"),
        (
            lambda r: weigh(r, effective=clock.now() - timedelta(hours=9)),
            "late-reason-missing",
        ),
    ],
)
def test_refused_leaves_nothing_behind(scope, actor, resident, reading, code):
    assert refused(scope, actor, reading(resident)) == code


def test_the_unusual_is_kept_once_it_is_confirmed(scope, actor, resident):
    assert record(scope, actor, weigh(resident, "172", confirmed=True)).pk


def test_a_weight_that_leaps_is_asked_about(scope, actor, resident):
    make_observation(resident, actor, effective=clock.now() - timedelta(days=7))
    assert refused(scope, actor, weigh(resident, "60.0")) == "implausible"
    assert record(scope, actor, weigh(resident, "60.0", confirmed=True)).pk
    assert record(scope, actor, weigh(resident, "134", "lb")).pk


def test_a_late_entry_that_says_why_is_welcome(scope, actor, resident):
    then = clock.now() - timedelta(hours=9)
    row = record(scope, actor, weigh(resident, effective=then, comment="The scale was away"))
    assert row.effective == then


def test_what_was_written_in_time_offline_needs_no_reason(scope, actor, resident):
    then = clock.now() - timedelta(hours=9)
    assert record(scope, actor, weigh(resident, effective=then, written=then)).recorded > then


def test_a_resident_of_another_community_is_unknown(scope, actor, other_facility):
    with scoped(process_scope("test", other_facility.pk)):
        stranger = make_resident(other_facility, "Chen")
    assert refused(scope, actor, weigh(stranger)) == "resident-unknown"


# Several in one go


def test_a_round_is_one_line_and_one_event(scope, actor, resident):
    pulse = Reading(resident_id=resident.pk, code=PULSE, quantity=amount("72", "/min"))
    rows = actions.record_observations(scope=scope, by=actor, readings=[weigh(resident), pulse])
    assert [r.code for r in rows] == [WEIGHT, PULSE]
    line = AuditEvent.objects.get(action="observations.record_observations")
    assert line.detail["count"] == 2
    event = DomainEvent.objects.get()
    assert event.name == "observations.ObservationsRecorded"
    assert event.payload["codes"] == [WEIGHT, PULSE]
    assert event.payload["count"] == 2


def test_all_of_a_round_or_none(scope, actor, resident):
    wrong = Reading(resident_id=resident.pk, code=PULSE, quantity=amount("7200", "/min"))
    assert refused(scope, actor, weigh(resident), wrong) == "impossible"


def test_a_round_sent_again_is_written_once(scope, actor, resident):
    ref = uuid4()
    pulse = Reading(
        resident_id=resident.pk, code=PULSE, quantity=amount("72", "/min"), client_ref=ref
    )
    sent = [weigh(resident, client_ref=ref), pulse]
    first = actions.record_observations(scope=scope, by=actor, readings=sent)
    again = actions.record_observations(scope=scope, by=actor, readings=sent)
    assert [o.pk for o in again] == [o.pk for o in first]
    assert Observation.objects.count() == 2


def test_each_resident_of_a_batch_has_an_event(scope, actor, resident, facility):
    other = make_resident(facility, "Chen")
    actions.record_observations(scope=scope, by=actor, readings=[weigh(resident), weigh(other)])
    told = {e.payload["resident_id"] for e in DomainEvent.objects.all()}
    assert told == {str(resident.pk), str(other.pk)}


def test_nothing_to_write_writes_nothing(scope, actor):
    assert actions.record_observations(scope=scope, by=actor, readings=[]) == []
    assert not AuditEvent.objects.exists()


def test_a_process_lays_down_history_as_it_was_written_then(facility, resident):
    from hearth.platform.identity.models import Actor

    demo = Actor.objects.create(kind="process", label="Demonstration")
    then = clock.now() - timedelta(days=40)
    with scoped(process_scope("demo", facility.pk)) as wide:
        row = actions.record_observations(
            scope=wide,
            by=demo,
            readings=[
                weigh(
                    resident,
                    effective=then,
                    written=then + timedelta(minutes=3),
                    confirmed=True,
                )
            ],
        )[0]
    assert row.recorded == then + timedelta(minutes=3)


# Taken back


def test_a_value_taken_back_stays_and_says_why(scope, actor, resident):
    row = record(scope, actor, weigh(resident))
    actions.retract_observation(
        scope=scope, by=actor, observation=row, reason=" Wrong resident "
    )
    kept = Observation.objects.get(pk=row.pk)
    assert (kept.status, kept.entered_in_error_reason) == ("entered-in-error", "Wrong resident")
    assert kept.entered_in_error_by == actor
    assert kept.reading == "72.50"
    assert DomainEvent.objects.filter(name="observations.ObservationRetracted").count() == 1
    assert AuditEvent.objects.filter(action="observations.retract_observation").count() == 1


def test_taking_back_says_why_and_only_once(scope, actor, resident):
    row = record(scope, actor, weigh(resident))
    for reason, code in (
        ("  ", "reason-missing"),
        ("Wrong", ""),
        ("Again", "already-retracted"),
    ):
        if not code:
            actions.retract_observation(scope=scope, by=actor, observation=row, reason=reason)
            continue
        with pytest.raises(Refused) as caught:
            actions.retract_observation(scope=scope, by=actor, observation=row, reason=reason)
        assert caught.value.code == code


def test_the_right_value_names_the_wrong_one(scope, actor, resident):
    wrong = record(scope, actor, weigh(resident, "82.5"))
    actions.retract_observation(scope=scope, by=actor, observation=wrong, reason="Slip")
    right = record(scope, actor, weigh(resident, "72.5", corrects=wrong.pk))
    assert right.corrects == wrong.pk
