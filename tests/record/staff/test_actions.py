"""Working with people and their duty: what each verb leaves behind, and what it refuses."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.outbox.models import DomainEvent
from hearth.record.staff import actions, queries
from hearth.record.staff.actions import NewMember, PlannedDuty
from hearth.record.staff.models import DutyPeriod, OnCall, ShiftNeed, StaffMember, StaffRole
from tests.factories.staff import make_duty, make_member, make_practitioner, make_shift
from tests.factories.tenancy import make_neighborhood


pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 18, tzinfo=UTC)  # 12:00 in Chicago
TODAY = NOON.date()
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.pinned(NOON):
        yield


@pytest.fixture
def act(scope, actor):
    """Do a verb as the coordinator: ``act(actions.end_duty, duty=…)``."""
    return lambda verb, **kwargs: verb(scope=scope, by=actor, **kwargs)


@pytest.fixture
def nurse(facility, scope):
    """Somebody who may be on duty as a nurse."""
    return make_nurse(facility)


def make_nurse(facility, family="Diaz", **kwargs):
    member = make_member(facility, family, **kwargs)
    StaffRole.objects.create(
        facility=facility, member=member, role="nurse", starts=date(2020, 1, 1)
    )
    return member


def planned(member, starts=NOON, hours=8, **kwargs):
    span = {"starts": starts, "ends": starts + hours * HOUR}
    return PlannedDuty(member=member, role=kwargs.pop("role", "nurse"), **span, **kwargs)


def said(name):
    return DomainEvent.objects.filter(name=f"staff.{name}").count()


def noted(verb):
    return AuditEvent.objects.filter(action=f"staff.{verb}").count()


# People


def test_somebody_new_is_found_by_name_with_their_role(act, scope):
    new = NewMember(family=" Díaz ", given="Ana", roles=["nurse", "nurse"])
    made = act(actions.add_staff_member, member=new)
    assert (made.family, made.active_from) == ("Díaz", TODAY)
    assert list(queries.search_members(scope, "diaz an")) == [made]
    assert StaffRole.objects.get(member=made).role == "nurse"
    assert (noted("add_staff_member"), said("StaffMemberAdded")) == (1, 1)


def test_somebody_without_a_family_name_is_refused_and_leaves_nothing(act):
    new = NewMember(family="  ", roles=["nurse"])
    with pytest.raises(Refused) as refused:
        act(actions.add_staff_member, member=new)
    assert refused.value.code == "name-missing"
    assert not StaffMember.objects.exists()
    assert noted("add_staff_member") == 0


def test_many_are_added_with_few_questions_and_one_line(act, django_assert_max_num_queries):
    people = [NewMember(family=f"Family {n}", roles=["caregiver"]) for n in range(60)]
    with django_assert_max_num_queries(9):
        made = act(actions.add_staff_members, members=people)
    assert (len(made), noted("add_staff_member"), said("StaffMemberAdded")) == (60, 1, 60)
    assert act(actions.add_staff_members, members=[]) == []


def test_a_staff_number_and_a_sign_in_belong_to_one_person(facility, actor, act):
    make_member(facility, staff_number="7", actor=actor)
    for clash, code in (
        ({"staff_number": "7"}, "staff-number-taken"),
        ({"actor": actor}, "actor-taken"),
    ):
        with pytest.raises(Conflict) as refused:
            act(actions.add_staff_member, member=NewMember(family="Lee", **clash))
        assert refused.value.code == code


def test_a_file_is_set_right_and_nothing_changed_leaves_no_line(facility, act):
    member = make_member(facility)
    changed = act(
        actions.change_staff_member, member=member, changes={"family": "Ńowak", "phone": "1"}
    )
    assert changed.family_folded == "nowak"
    act(actions.change_staff_member, member=member, changes={"phone": "1"})
    assert noted("change_staff_member") == 1


def test_an_end_calls_off_what_was_planned_and_ends_roles_and_turns(facility, act, nurse):
    today = make_duty(nurse, starts=NOON)
    later = make_duty(nurse, starts=NOON + 3 * DAY)
    span = {"role": "nurse", "member": nurse, "facility": facility}
    running = OnCall.objects.create(**span, starts=NOON - DAY, ends=NOON + 5 * DAY)
    coming = OnCall.objects.create(**span, starts=NOON + 6 * DAY, ends=NOON + 7 * DAY)
    act(actions.end_staff_member, member=nurse, last_day=TODAY)
    for row in (today, later, running, coming):
        row.refresh_from_db()
    assert (today.status, later.status) == ("planned", "absent")
    assert running.ends == datetime(2026, 11, 25, 6, tzinfo=UTC)
    assert coming.cancelled_at == NOON
    assert StaffRole.objects.get(member=nurse).ends == TODAY
    assert (said("StaffMemberEnded"), said("AbsenceReported")) == (1, 1)


def test_nobody_leaves_before_they_came(facility, act):
    member = make_member(facility, active_from=TODAY)
    with pytest.raises(Refused) as refused:
        act(actions.end_staff_member, member=member, last_day=TODAY - DAY)
    assert refused.value.code == "ends-first"


# Roles


def test_a_role_is_held_once_and_ends_on_its_last_day(facility, act):
    member = make_member(facility)
    role = act(actions.assign_role, member=member, role="med-tech")
    with pytest.raises(Conflict):
        act(actions.assign_role, member=member, role="med-tech", starts=TODAY + DAY)
    east = make_neighborhood(facility)
    act(actions.assign_role, member=member, role="med-tech", neighborhood=east)
    act(actions.end_role, role=role, last_day=TODAY)
    act(actions.assign_role, member=member, role="med-tech", starts=TODAY + DAY)
    with pytest.raises(Conflict):
        act(actions.end_role, role=role, last_day=TODAY + DAY)
    assert (noted("assign_role"), noted("end_role")) == (3, 1)


def test_who_left_gets_no_role(facility, act):
    member = make_member(facility, active_to=TODAY - DAY)
    with pytest.raises(Refused) as refused:
        act(actions.assign_role, member=member, role="nurse")
    assert refused.value.code == "not-employed"


# Shifts


def test_a_shift_is_laid_out_set_right_and_taken_out_of_use(act, scope):
    times = {"start": time(7), "end": time(15)}
    shift = act(actions.set_shift, name=" Day ", **times, needs={"nurse": 1, "driver": 0})
    second = act(actions.set_shift, name="Evening", start=time(15), end=time(23))
    assert [(s.name, s.position) for s in (shift, second)] == [("Day", 0), ("Evening", 1)]
    assert queries.needs(scope) == {shift.pk: {"nurse": 1}}
    act(actions.set_shift, shift=shift, name="Day", **times, needs={"med-tech": 2})
    assert queries.needs(scope) == {shift.pk: {"med-tech": 2}}
    act(actions.set_shift, shift=shift, name="Days", **times)
    assert ShiftNeed.objects.get().headcount == 2
    act(actions.close_shift, shift=shift)
    assert [s.name for s in queries.shifts(scope)] == ["Evening"]
    with pytest.raises(Conflict):
        act(actions.close_shift, shift=shift)


def test_two_shifts_of_one_name_are_a_conflict(facility, act):
    make_shift(facility)
    with pytest.raises(Conflict) as refused:
        act(actions.set_shift, name="Day", start=time(7), end=time(15))
    assert refused.value.code == "shift-name-taken"


# Duty


def test_a_planned_duty_answers_for_its_time(act, scope, nurse):
    duty = act(actions.plan_duty, duty=planned(nurse, run="2 East"))
    found = queries.who_answers(scope, role="nurse", at=NOON + HOUR)
    assert [(a.member, a.duty.run) for a in found] == [(nurse, "2 East")]
    assert (duty.status, noted("plan_duty"), said("DutyPlanned")) == ("planned", 1, 1)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"hours": -1}, "ends-first"),
        ({"hours": 25}, "too-long"),
        ({"role": "med-tech"}, "role-missing"),
        ({"starts": datetime(2019, 1, 1, tzinfo=UTC)}, "not-employed"),
    ],
)
def test_a_duty_nobody_could_work_is_refused(act, nurse, wrong, code):
    with pytest.raises(Refused) as refused:
        act(actions.plan_duty, duty=planned(nurse, **wrong))
    assert refused.value.code == code
    assert not DutyPeriod.objects.exists()


def test_nobody_is_planned_twice_at_once(act, nurse):
    act(actions.plan_duty, duty=planned(nurse))
    with pytest.raises(Conflict) as refused:
        act(actions.plan_duty, duty=planned(nurse, starts=NOON + HOUR))
    assert refused.value.code == "on-duty-then"


def test_many_duties_are_planned_with_few_questions(
    act, facility, scope, django_assert_max_num_queries
):
    people = [make_nurse(facility, f"Family {n}") for n in range(20)]
    with django_assert_max_num_queries(12):
        rows = act(actions.plan_duties, duties=[planned(p) for p in people])
    assert (len(rows), noted("plan_duty"), said("DutyPlanned")) == (20, 1, 20)
    assert act(actions.plan_duties, duties=[]) == []


def test_a_duty_moves_to_somebody_else_until_they_came(act, facility, nurse):
    other = make_nurse(facility, "Lee")
    duty = act(actions.plan_duty, duty=planned(nurse))
    act(actions.change_duty, duty=duty, changes={"member": other, "run": "1 West"})
    act(actions.start_duty, duty=duty)
    act(actions.change_duty, duty=duty, changes={"run": "2 West"})
    with pytest.raises(Refused) as refused:
        act(actions.change_duty, duty=duty, changes={"member": nurse})
    assert refused.value.code == "duty-began"
    duty.refresh_from_db()
    assert (duty.member, duty.run, noted("change_duty")) == (other, "2 West", 2)


def test_who_comes_and_leaves_is_on_duty_between(act, scope, nurse):
    duty = act(actions.plan_duty, duty=planned(nurse, starts=NOON - 4 * HOUR))
    act(actions.start_duty, duty=duty, effective=NOON - 5 * HOUR)
    with pytest.raises(Conflict):
        act(actions.start_duty, duty=duty)
    act(actions.end_duty, duty=duty)
    duty.refresh_from_db()
    assert (duty.status, duty.arrived_at, duty.left_at) == ("ended", NOON - 5 * HOUR, NOON)
    assert duty.ends == NOON
    act(actions.plan_duty, duty=planned(nurse, starts=NOON + HOUR))
    assert (said("DutyStarted"), said("DutyEnded")) == (1, 1)
    assert queries.who_answers(scope, role="nurse", at=NOON) == []


@pytest.mark.parametrize(
    ("status", "effective", "code"),
    [
        ("planned", NOON + HOUR, "future"),
        ("planned", NOON - 5 * HOUR, "not-then"),
        ("ended", NOON, "duty-over"),
        ("absent", NOON, "called-off"),
    ],
)
def test_an_arrival_nobody_could_believe_is_refused(act, nurse, status, effective, code):
    duty = make_duty(nurse, starts=NOON - HOUR, status=status)
    with pytest.raises(Refused) as refused:
        act(actions.start_duty, duty=duty, effective=effective)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("status", "left", "code"),
    [
        ("planned", NOON, "not-begun"),
        ("on", NOON + HOUR, "future"),
        ("on", NOON - 2 * HOUR, "left-first"),
        ("absent", NOON, "called-off"),
    ],
)
def test_a_leaving_nobody_could_believe_is_refused(act, nurse, status, left, code):
    came = NOON - HOUR if status == "on" else None
    duty = make_duty(nurse, starts=NOON - HOUR, status=status, arrived_at=came)
    with pytest.raises(Refused) as refused:
        act(actions.end_duty, duty=duty, effective=left)
    assert refused.value.code == code


def test_who_calls_off_is_free_and_answers_no_more(act, scope, nurse):
    duty = act(actions.plan_duty, duty=planned(nurse))
    act(actions.report_absence, duty=duty, reason=" Called 05:40 ")
    duty.refresh_from_db()
    assert (duty.status, duty.absence_reason, said("AbsenceReported")) == (
        "absent",
        "Called 05:40",
        1,
    )
    assert queries.who_answers(scope, role="nurse", at=NOON) == []
    act(actions.plan_duty, duty=planned(nurse))
    with pytest.raises(Refused):
        act(actions.report_absence, duty=duty)


def test_who_came_cannot_call_off(act, nurse):
    duty = make_duty(nurse, status="on", arrived_at=NOON)
    with pytest.raises(Refused) as refused:
        act(actions.report_absence, duty=duty)
    assert refused.value.code == "duty-began"


# On call


def turn(member, **kwargs):
    span = {"starts": NOON, "ends": NOON + DAY}
    return {"member": member, "role": "nurse", **span, **kwargs}


def test_a_turn_is_answered_by_its_number(act, facility, scope):
    member = make_member(facility, phone="555 0100")
    act(actions.plan_on_call, **turn(member))
    act(actions.plan_on_call, **turn(member, position=2, phone="555 0199"))
    found = queries.on_call(scope, NOON)
    assert [(t.position, t.phone) for t in found] == [(1, ""), (2, "555 0199")]
    assert queries.who_answers(scope, role="nurse", at=NOON)[0].phone == "555 0100"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"ends": NOON}, "ends-first"),
        ({"ends": NOON + 32 * DAY}, "too-long"),
        ({"phone": ""}, "no-phone"),
    ],
)
def test_a_turn_that_reaches_nobody_is_refused(act, facility, wrong, code):
    given = {"phone": "555 0100", **wrong}
    with pytest.raises(Refused) as refused:
        act(actions.plan_on_call, **turn(make_member(facility), **given))
    assert refused.value.code == code
    assert not OnCall.objects.exists()


def test_a_place_in_the_order_is_taken_once_at_a_time(act, facility):
    member = make_member(facility, phone="555 0100")
    first = act(actions.plan_on_call, **turn(member))
    with pytest.raises(Conflict) as refused:
        act(actions.plan_on_call, **turn(member, starts=NOON + HOUR))
    assert refused.value.code == "turn-taken"
    act(actions.cancel_on_call, turn=first)
    act(actions.plan_on_call, **turn(member, starts=NOON + HOUR))
    with pytest.raises(Conflict):
        act(actions.cancel_on_call, turn=first)


def test_a_turn_that_began_ends_when_it_is_cancelled(act, facility):
    member = make_member(facility, phone="555 0100")
    running = act(actions.plan_on_call, **turn(member, starts=NOON - HOUR))
    act(actions.cancel_on_call, turn=running)
    running.refresh_from_db()
    assert (running.ends, running.cancelled_at) == (NOON, None)
    with pytest.raises(Conflict) as refused:
        act(actions.cancel_on_call, turn=running)
    assert refused.value.code == "turn-over"


# Practitioners


def test_a_practitioner_has_a_true_npi_and_can_be_taken_off_the_list(act, scope):
    values = {"family": "Okafor", "npi": "1234567893"}
    made = act(actions.add_outside_practitioner, values=values)
    with pytest.raises(Refused) as refused:
        act(actions.add_outside_practitioner, values={"family": "Chen", "npi": "1234567890"})
    assert refused.value.code == "npi-wrong"
    with pytest.raises(Conflict):
        act(actions.add_outside_practitioner, values=values)
    change = actions.change_outside_practitioner
    act(change, practitioner=made, changes={"fax": "555 0111"})
    act(change, practitioner=made, changes={"fax": "555 0111"})
    act(change, practitioner=made, changes={"in_use": False})
    assert not queries.practitioners(scope).exists()
    assert queries.practitioners(scope, closed=True).get().fax == "555 0111"
    act(change, practitioner=made, changes={"in_use": True})
    assert noted("change_outside_practitioner") == 3


def test_a_practitioner_without_a_name_is_refused(facility, act):
    made = make_practitioner(facility)
    with pytest.raises(Refused) as refused:
        act(actions.change_outside_practitioner, practitioner=made, changes={"family": " "})
    assert refused.value.code == "name-missing"
