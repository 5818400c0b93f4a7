"""The phone at night, who stands in for whom, and what somebody finds when they are back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from hearth.kernel import clock
from hearth.platform.identity.models import Account
from hearth.platform.scope import process_scope, scoped
from hearth.record.staff.actions import end_stand_in, set_stand_in
from hearth.record.staff.models import CallTaken, OnCall, StaffRole
from hearth.record.tasks.actions import complete_task, create_task
from tests.factories.identity import make_account
from tests.factories.staff import make_member


pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.pinned(NOON):
        yield


@pytest.fixture
def two(facility):
    """A coordinator and a nurse, each with a staff file and a sign-in."""
    made = {}
    for role, name in (("coordinator", "Ortiz"), ("nurse", "Lee")):
        account = make_account(role, facility)
        with scoped(process_scope("test", facility.pk)):
            member = make_member(facility, name, actor=account.actor, phone="555 0100")
        client = Client()
        client.force_login(account)
        made[role] = (client, member, account.actor)
    return made


def on_call(facility, member, **more):
    with scoped(process_scope("test", facility.pk)):
        return OnCall.objects.create(
            facility=facility,
            role=more.pop("role", "nurse"),
            member=member,
            starts=NOON - HOUR,
            ends=NOON + 5 * HOUR,
            **more,
        )


def read(client, facility, path):
    answer = client.get(f"/c/{facility.slug}/{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_page_says_that_the_phone_is_yours_and_whom_to_call(facility, two):
    client, nurse, _actor = two["nurse"]
    on_call(facility, nurse)
    text = read(client, facility, "on-call/now/")
    assert "You are on call as nurse until" in text
    assert "No call is open." in text
    assert "tel:555 0100" in text


def test_today_says_that_nobody_is_on_call_and_leads_to_the_rota(facility, two):
    client, _member, _actor = two["coordinator"]
    text = read(client, facility, "today/")
    assert "Nobody on call as nurse" in text
    on_call(facility, two["nurse"][1])
    assert "now, until" not in read(client, facility, "today/")


def test_the_rota_offers_to_fill_the_gap_it_shows(facility, two):
    client, _member, _actor = two["coordinator"]
    text = read(client, facility, "on-call/")
    assert "Nobody is on call now as nurse" in text
    assert "on-call/plan/?role=nurse" in text


def hers(facility, member, actor, title):
    with scoped(process_scope("test", facility.pk)):
        return create_task(
            scope=process_scope("test", facility.pk),
            by=actor,
            code="tasks.free",
            title=title,
            due=NOON + HOUR,
            opens=NOON - HOUR,
            owner_staff=member,
        )


def test_what_is_somebody_s_stands_on_the_list_of_who_stands_in(facility, two):
    _client, boss, actor = two["coordinator"]
    nurse_client, nurse, _nurse_actor = two["nurse"]
    hers(facility, boss, actor, "Sign the pharmacy form")
    assert "Sign the pharmacy form" not in read(nurse_client, facility, "today/")
    scope = process_scope("test", facility.pk)
    with scoped(scope):
        set_stand_in(scope=scope, by=actor, member=boss, stand_in=nurse)
    text = read(nurse_client, facility, "today/")
    assert "Sign the pharmacy form" in text
    assert "You stand in for" in text


def test_today_tells_who_is_back_what_was_done_meanwhile(facility, two):
    client, boss, actor = two["coordinator"]
    _nurse_client, nurse, nurse_actor = two["nurse"]
    task = hers(facility, boss, actor, "Sign the pharmacy form")
    scope = process_scope("test", facility.pk)
    with scoped(scope):
        row = set_stand_in(scope=scope, by=actor, member=boss, stand_in=nurse)
    with clock.pinned(NOON + HOUR / 2), scoped(scope):
        complete_task(scope=scope, by=nurse_actor, task=task)
    with clock.pinned(NOON + HOUR):
        with scoped(scope):
            end_stand_in(scope=scope, by=actor, row=row)
        client.force_login(Account.objects.get(actor=actor))
        text = read(client, facility, "today/")
        assert "While you were away" in text
        assert "Sign the pharmacy form" in text
    with clock.pinned(NOON + 40 * HOUR):
        client.force_login(Account.objects.get(actor=actor))
        assert "While you were away" not in read(client, facility, "today/")


def test_the_load_is_one_s_own_and_everybody_s_for_who_plans(facility, two):
    on_call(facility, two["nurse"][1])
    on_call(facility, two["coordinator"][1], role="coordinator")
    with scoped(process_scope("test", facility.pk)):
        CallTaken.objects.create(
            facility=facility,
            member=two["nurse"][1],
            minutes=30,
            effective=NOON,
            recorded=NOON,
            recorder=two["nurse"][2],
        )
    own = read(two["nurse"][0], facility, "on-call/load/")
    assert "You were on call 6 hours and were called 1 times" in own
    assert "Ortiz" not in own.split("<main", 1)[1]
    assert "2 people shared the phone" in read(two["coordinator"][0], facility, "on-call/load/")


def test_i_was_called_is_two_taps(facility, two):
    client, nurse, _actor = two["nurse"]
    on_call(facility, nurse)
    path = f"/c/{facility.slug}/on-call/call-taken/"
    assert client.get(path).status_code == 200
    sent = {"member": str(nurse.pk), "effective": "2026-11-24T12:00", "minutes": "15"}
    assert client.post(path, sent).status_code == 302
    with scoped(process_scope("test", facility.pk)):
        assert CallTaken.objects.get().minutes == 15


def test_who_is_not_on_call_is_told_why_and_keeps_what_was_typed(facility, two):
    client, nurse, _actor = two["nurse"]
    path = f"/c/{facility.slug}/on-call/call-taken/"
    sent = {"member": str(nurse.pk), "effective": "2026-11-24T11:30", "minutes": "60"}
    answer = client.post(path, sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "was not on call then" in text
    assert "2026-11-24T11:30" in text


def test_turns_are_planned_among_those_who_may_be_called_as_it(facility, two):
    client, boss, _actor = two["coordinator"]
    nurse = two["nurse"][1]
    with scoped(process_scope("test", facility.pk)):
        for member, role in ((boss, "coordinator"), (nurse, "nurse")):
            StaffRole.objects.create(
                facility=facility, member=member, role=role, starts="2020-01-01"
            )
    text = read(client, facility, "on-call/plan-rotation/?role=nurse")
    assert str(nurse.pk) in text
    assert str(boss.pk) not in text
    sent = {
        "members": [str(nurse.pk)],
        "first": "2026-11-24",
        "at": "17:00",
        "every_days": "7",
        "count": "2",
        "position": "1",
    }
    path = f"/c/{facility.slug}/on-call/plan-rotation/?role=nurse"
    assert client.post(path, sent).status_code == 302
    with scoped(process_scope("test", facility.pk)):
        assert [t.role for t in OnCall.objects.filter(member=nurse)] == ["nurse", "nurse"]
