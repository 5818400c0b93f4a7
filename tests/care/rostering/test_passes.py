"""Somebody an agency sends: in within minutes, out by themselves; and what ends is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hearth.care.rostering import actions, jobs, queries, rules
from hearth.care.rostering.actions import NewPass
from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.identity.models import Account, Membership
from hearth.platform.identity.scopes import scope_for
from hearth.protocols import duty_deviated, duty_ended, qualification_recorded
from hearth.record.residents import actions as residents
from hearth.record.staff import actions as staff
from hearth.record.staff import queries as people
from hearth.record.staff.events import DutyDeviated, DutyEnded, QualificationRecorded
from hearth.record.staff.models import DutyDeviation, Qualification, StaffMember
from hearth.record.tasks import actions as tasks
from hearth.record.tasks.models import Task
from tests.factories.residents import make_resident
from tests.factories.staff import make_duty, make_qualification
from tests.record.refusals import refusal

from .conftest import DAY, HOUR, NOON


pytestmark = pytest.mark.django_db
TODAY = NOON.date()
NEW = NewPass(
    given="Kim",
    family="Park",
    agency="Care Now",
    role="caregiver",
    sort="cna-certificate",
    number="CNA 4711",
    ends=TODAY + 100 * DAY,
    pin="573914",
    until=NOON + 3 * HOUR,
)


@pytest.mark.parametrize(
    ("role", "agency", "until", "code"),
    [
        ("caregiver", " ", NOON + HOUR, "agency-missing"),
        ("coordinator", "Care Now", NOON + HOUR, "pass-role"),
        ("nurse", "Care Now", NOON, "until-past"),
        ("nurse", "Care Now", NOON + 25 * HOUR, "too-long"),
        ("nurse", "Care Now", NOON + 8 * HOUR, ""),
    ],
)
def test_check_pass_refuses_what_nobody_could_account_for(role, agency, until, code):
    found = refusal(rules.check_pass, role, agency=agency, until=until, now=NOON)
    assert found == code


def test_make_agency_pass_is_everything_at_once(act, scope, facility, run, shift):
    made = act(actions.make_agency_pass, new=replace(NEW, run=run))
    account = Account.objects.get(actor=made.actor)
    opened = scope_for(made.actor, facility)
    assert (made.duty.status, made.duty.role, made.duty.ends) == ("on", "caregiver", NEW.until)
    assert not account.has_usable_password()
    assert account.pin
    assert opened.roles == ("caregiver",)
    assert Membership.objects.get(actor=made.actor).ends == NEW.until
    assert [(a.member, a.run) for a in people.assignments_at(scope, NOON)] == [
        (made.member, run)
    ]
    assert Qualification.objects.get().number == "CNA 4711"


def test_a_pass_ends_with_the_duty_and_opens_nothing_more(act, scope, facility):
    made = act(actions.make_agency_pass, new=NEW)
    act(staff.check_out, member=made.member)
    duty_ended.end_agency_pass(
        DutyEnded(
            facility_id=facility.pk,
            duty_id=made.duty_id,
            member_id=made.member_id,
            role="caregiver",
        )
    )
    made.refresh_from_db()
    assert made.ended_at == NOON
    assert Account.objects.get(actor=made.actor).pin == ""
    assert scope_for(made.actor, facility) is None


def test_a_pass_stays_while_somebody_goes_on_in_another_role(act, facility):
    made = act(actions.make_agency_pass, new=NEW)
    duty_ended.end_agency_pass(
        DutyEnded(
            facility_id=facility.pk,
            duty_id=made.duty_id,
            member_id=made.member_id,
            role="caregiver",
        )
    )
    made.refresh_from_db()
    assert made.ended_at is None


def test_a_pass_ends_by_itself_at_its_time_and_only_once(act, scope, facility):
    made = act(actions.make_agency_pass, new=NEW)
    with clock.pinned(NEW.until + HOUR):
        assert jobs.end_agency_passes.run(facility_id=facility.pk) == 1
        assert jobs.end_agency_passes.run(facility_id=facility.pk) == 0
    made.refresh_from_db()
    made.duty.refresh_from_db()
    assert (made.duty.left_at, bool(made.ended_at)) == (NEW.until, True)


def test_a_second_visit_is_known_by_the_number(act, scope):
    first = act(actions.make_agency_pass, new=NEW)
    act(actions.end_agency_pass, agency_pass=first)
    with clock.pinned(NOON + DAY):
        again = act(
            actions.make_agency_pass,
            new=replace(
                NEW, number="cna 4711", agency="Other", pin="840263", until=NOON + DAY + HOUR
            ),
        )
    assert (again.member_id, again.actor_id) == (first.member_id, first.actor_id)
    assert StaffMember.objects.filter(family="Park").count() == 1
    assert Qualification.objects.count() == 1


def test_two_passes_at_once_are_a_conflict(act):
    act(actions.make_agency_pass, new=NEW)
    with pytest.raises(Conflict) as refused:
        act(actions.make_agency_pass, new=NEW)
    assert refused.value.code == "pass-open"


def test_somebody_who_works_here_is_checked_in_instead(act, aide):
    make_qualification(aide(), "cna-certificate", number="CNA 4711")
    with pytest.raises(Refused) as refused:
        act(actions.make_agency_pass, new=NEW)
    assert refused.value.code == "works-here"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"pin": "123456"}, "pin-simple"),
        ({"number": ""}, "number-missing"),
        ({"ends": TODAY - DAY, "role": "nurse", "sort": "rn-licence"}, "not-qualified"),
        ({"role": "med-tech"}, "not-qualified"),
        ({"family": ""}, "name-missing"),
    ],
)
def test_a_refused_pass_leaves_nobody_behind(act, change, code):
    with pytest.raises(Refused) as refused:
        act(actions.make_agency_pass, new=replace(NEW, **change))
    assert refused.value.code == code
    assert not StaffMember.objects.exists()
    assert not Account.objects.filter(username__startswith="pin-").exists()


def test_what_lacks_is_admitted_with_a_reason(act):
    made = act(
        actions.make_agency_pass,
        new=replace(NEW, role="med-tech"),
        despite="The agency sends the certificate",
    )
    assert (made.duty.status, DutyDeviation.objects.count()) == ("on", 1)


# What ends is told


def test_renewals_are_asked_for_once_a_stage(act, aide, facility):
    row = make_qualification(aide(), "cpr", ends=TODAY + 80 * DAY)
    for at, slots in ((0, ["90"]), (1, ["90"]), (30, ["60", "90"]), (60, ["30", "60", "90"])):
        with clock.pinned(NOON + at * DAY):
            act(actions.ask_for_renewals)
        found = Task.objects.filter(cause_id=row.pk).order_by("slot")
        assert [t.slot for t in found] == slots
    assert [t.status for t in found] == ["requested", "cancelled", "cancelled"]


def test_a_reminder_that_was_dealt_with_does_not_come_back(act, aide):
    make_qualification(aide(), "cpr", ends=TODAY + 80 * DAY)
    act(actions.ask_for_renewals)
    act(tasks.complete_task, task=Task.objects.get())
    assert act(actions.ask_for_renewals) == []


def test_a_renewal_completes_the_reminder(act, aide, facility):
    member = aide()
    make_qualification(member, "cpr", ends=TODAY + 20 * DAY)
    act(actions.ask_for_renewals)
    new = act(
        staff.record_qualification,
        member=member,
        sort="cpr",
        values={"ends": TODAY + 700 * DAY},
    )
    qualification_recorded.close_the_reminder(
        QualificationRecorded(
            facility_id=facility.pk,
            qualification_id=new.pk,
            member_id=member.pk,
            sort="cpr",
            ends="",
        )
    )
    assert Task.objects.get().status == "completed"


def test_a_reminder_goes_when_its_cause_is_gone(act, aide):
    row = make_qualification(aide(), "cpr", ends=TODAY + 20 * DAY)
    act(actions.ask_for_renewals)
    act(staff.withdraw_qualification, qualification=row, reason="Entered twice")
    act(actions.ask_for_renewals)
    assert Task.objects.get().status == "cancelled"


def test_a_deviation_asks_the_coordinator_to_look_once(act, aide, facility):
    nurse = aide("Roe", role="nurse")
    make_qualification(nurse, "rn-licence", ends=TODAY - DAY)
    act(staff.start_duty, duty=make_duty(nurse), despite="She is here")
    row = DutyDeviation.objects.get()
    event = DutyDeviated(
        facility_id=facility.pk,
        deviation_id=row.pk,
        duty_id=row.duty_id,
        member_id=row.member_id,
    )
    for _ in range(2):
        duty_deviated.ask_for_a_look(event)
    task = Task.objects.get()
    assert (task.owner_role, task.cause_id) == ("coordinator", row.pk)


def test_supervision_is_asked_of_the_nurse_who_delegated(act, aide, facility):
    nurse, member = aide("Roe", role="nurse"), aide()
    row = act(
        residents.delegate_task,
        resident=make_resident(facility),
        what="Eye drops",
        nurse=nurse,
        member=member,
        supervision_due=TODAY + timedelta(days=10),
    )
    for _ in range(2):
        act(actions.ask_for_supervision)
    task = Task.objects.get()
    assert (task.owner_staff_id, task.cause_id) == (nurse.pk, row.pk)


def test_open_pass_of_knows_who_is_here(act, scope):
    made = act(actions.make_agency_pass, new=NEW)
    assert queries.open_pass_of(scope, made.member_id) == made
    act(actions.end_agency_pass, agency_pass=made)
    assert queries.open_pass_of(scope, made.member_id) is None
