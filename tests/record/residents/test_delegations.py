"""A nurse hands a task for one resident to somebody: when it holds, and when it ends."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.record.residents import actions, jobs, queries, rules
from hearth.record.residents.codes import DelegationEnd
from hearth.record.residents.models import Delegation
from hearth.record.staff.rules import Held
from tests.factories.residents import make_resident
from tests.factories.staff import make_member, make_qualification
from tests.record.refusals import refusal


pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 18, tzinfo=UTC)
TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
RN = ("rn-licence",)


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.pinned(NOON):
        yield


@pytest.fixture
def act(scope, actor):
    return lambda verb, **kwargs: verb(scope=scope, by=actor, **kwargs)


@pytest.fixture
def people(facility, scope):
    """A nurse with a license until next week, and an aide with a certificate for a day longer."""
    nurse, aide = make_member(facility, "Roe"), make_member(facility)
    make_qualification(nurse, "rn-licence", ends=TODAY + 7 * DAY)
    make_qualification(aide, "medication-certificate", ends=TODAY + 8 * DAY)
    return {"nurse": nurse, "member": aide}


def delegated(act, facility, people, **more):
    values = {"what": "Insulin by pen", "needs": "medication-certificate", **people, **more}
    return act(actions.delegate_task, resident=make_resident(facility), **values)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, None),
        ({"both_work": False}, DelegationEnd.LEFT),
        ({"nurse": [Held(sort="rn-licence", ends=TODAY - DAY)]}, DelegationEnd.NURSE_LICENCE),
        ({"member": []}, DelegationEnd.QUALIFICATION),
        ({"member": [], "needs": ""}, None),
        ({"nurse": [], "delegating": ()}, None),
        ({"until": TODAY - DAY}, DelegationEnd.RAN_OUT),
        ({"until": TODAY}, None),
    ],
)
def test_lapsed_says_why_a_delegation_holds_no_longer(given, why):
    usual = {
        "day": TODAY,
        "until": None,
        "nurse": [Held(sort="rn-licence", ends=TODAY)],
        "member": [Held(sort="medication-certificate", ends=TODAY)],
        "delegating": RN,
        "needs": "medication-certificate",
        "both_work": True,
    }
    assert rules.lapsed(**usual | given) is why


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"what": " "}, "what-missing"),
        ({"same_person": True}, "same-person"),
        ({"until": TODAY - DAY}, "ends-first"),
        ({"supervision": TODAY - DAY}, "supervision-first"),
        ({}, ""),
    ],
)
def test_check_delegation_refuses_what_nobody_could_rely_on(given, code):
    usual = {
        "what": "Eye drops",
        "same_person": False,
        "starts": TODAY,
        "until": None,
        "supervision": None,
    }
    assert refusal(rules.check_delegation, **usual | given) == code


def test_delegate_task_keeps_who_what_and_leaves_a_line(act, facility, people):
    row = delegated(act, facility, people, supervision_due=TODAY + 30 * DAY)
    assert (row.starts, row.supervision_due) == (TODAY, TODAY + 30 * DAY)
    assert AuditEvent.objects.filter(action="residents.delegate_task").count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"needs": "cpr"}, "qualification"),
        ({"starts": TODAY + 20 * DAY}, "nurse-licence"),
        ({"what": ""}, "what-missing"),
    ],
)
def test_a_refused_delegation_leaves_nothing(act, facility, people, change, code):
    with pytest.raises(Refused) as refused:
        delegated(act, facility, people, **change)
    assert refused.value.code == code
    assert not Delegation.objects.exists()


def test_it_ends_with_the_nurses_license_by_itself_and_once(act, scope, facility, people):
    row = delegated(act, facility, people)
    with clock.pinned(NOON + 7 * DAY):
        jobs.end_lapsed_delegations.run(facility_id=facility.pk)
    row.refresh_from_db()
    assert row.ended_at is None  # the last day is a good day
    with clock.pinned(NOON + 8 * DAY):
        assert (
            queries.delegations_of_member(scope, row.member_id, TODAY + 8 * DAY)[0].lapsed
            == "nurse-licence"
        )
        for _ in range(2):
            jobs.end_lapsed_delegations.run(facility_id=facility.pk)
    row.refresh_from_db()
    assert row.end_reason == "nurse-licence"
    assert AuditEvent.objects.filter(action="residents.end_lapsed_delegations").count() == 1


def test_it_ends_with_the_persons_qualification(act, facility, people):
    make_qualification(people["nurse"], "rn-licence", ends=TODAY + 700 * DAY)
    row = delegated(act, facility, people)
    with clock.pinned(NOON + 9 * DAY):
        jobs.end_lapsed_delegations.run(facility_id=facility.pk)
    row.refresh_from_db()
    assert row.end_reason == "qualification"


def test_end_delegation_says_why_and_only_once(act, scope, facility, people):
    row = delegated(act, facility, people)
    act(actions.end_delegation, delegation=row, reason="not-safe")
    assert not queries.delegations(scope).exists()
    with pytest.raises(Conflict):
        act(actions.end_delegation, delegation=row, reason="not-safe")


@pytest.mark.parametrize(
    "broken",
    [
        {"what": ""},
        {"until": TODAY - DAY},
        {"ended_at": NOON},
        {"end_reason": "not-safe"},
    ],
)
def test_the_database_keeps_no_broken_delegation(facility, scope, actor, people, broken):
    row = {
        "facility": facility,
        "resident": make_resident(facility),
        "what": "Eye drops",
        "starts": TODAY,
        "recorded_at": NOON,
        "recorded_by": actor,
        **people,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.create(**row | broken)


def test_the_database_lets_nobody_delegate_to_themselves(facility, scope, actor, people):
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.create(
            facility=facility,
            resident=make_resident(facility),
            what="Eye drops",
            nurse=people["nurse"],
            member=people["nurse"],
            starts=TODAY,
            recorded_at=NOON,
            recorded_by=actor,
        )
