"""On duty is what is true: it decides what one may do, and how long a PIN opens a tablet."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearth.kernel import clock
from hearth.platform.identity.duty import duty_now
from hearth.platform.identity.models import Membership
from hearth.platform.identity.scopes import scope_for
from hearth.platform.scope import process_scope, scoped
from tests.factories.residents import make_resident
from tests.factories.staff import make_duty, make_member, make_role


pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.pinned(NOON):
        yield


def works(facility, account, role, *, qualified=True, **kwargs):
    """The person behind an account checked in two hours ago."""
    options = {"starts": NOON - 2 * HOUR, "status": "on", "arrived_at": NOON - 2 * HOUR}
    with scoped(process_scope("test", facility.pk)):
        member = make_member(facility, actor=account.actor)
        if qualified:
            make_role(member, role)
        return make_duty(member, role, **(options | kwargs))


def test_a_caregiver_checked_in_as_shift_lead_may_fill_the_sheet(facility, account_of):
    account = account_of("caregiver")
    assert not scope_for(account.actor, facility).may("staff.fill_sheet")
    works(facility, account, "shift-lead")
    found = scope_for(account.actor, facility)
    assert found.may("staff.fill_sheet")
    assert found.roles == ("shift-lead",)


def test_a_nurse_who_works_as_caregiver_sees_what_a_caregiver_sees(facility, account_of):
    account = account_of("nurse")
    works(facility, account, "caregiver")
    found = scope_for(account.actor, facility)
    assert not found.may("residents.view_health")
    assert found.labels == ("normal",)


def test_what_an_office_gives_stays(facility, account_of):
    account = account_of("coordinator")
    works(facility, account, "nurse")
    found = scope_for(account.actor, facility)
    assert found.may("staff.set_run")
    assert set(found.roles) == {"coordinator", "nurse"}


def test_what_was_taken_from_a_person_stays_taken(facility, account_of):
    account = account_of("caregiver")
    Membership.objects.filter(actor=account.actor).update(denied=["staff.fill_sheet"])
    works(facility, account, "shift-lead")
    assert not scope_for(account.actor, facility).may("staff.fill_sheet")


def test_nobody_gets_a_role_they_do_not_have(facility, account_of):
    account = account_of("caregiver")
    duty = works(facility, account, "shift-lead", qualified=False)
    assert scope_for(account.actor, facility).roles == ("caregiver",)
    with scoped(process_scope("test", facility.pk)):
        role = make_role(duty.member, "shift-lead")
        assert duty_now(facility, account.actor.pk).role == "shift-lead"
        role.ends = date(2026, 11, 23)
        role.save()
    assert duty_now(facility, account.actor.pk).role == ""


def test_planned_is_not_checked_in(facility, account_of):
    account = account_of("caregiver")
    works(facility, account, "shift-lead", status="planned", arrived_at=None)
    assert scope_for(account.actor, facility).roles == ("caregiver",)
    assert not duty_now(facility, account.actor.pk).here


@pytest.mark.parametrize(
    ("options", "here"),
    [
        ({}, True),
        ({"ends": NOON - HOUR}, True),  # held over
        ({"ends": NOON - 5 * HOUR, "starts": NOON - 9 * HOUR}, False),  # forgot to check out
        ({"status": "ended", "left_at": NOON - HOUR / 5}, True),  # hands off
        ({"status": "ended", "left_at": NOON - HOUR / 2}, False),
        ({"status": "planned", "arrived_at": None, "starts": NOON + HOUR}, False),  # checks in
        ({"status": "absent", "arrived_at": None}, False),
    ],
)
def test_how_long_a_pin_opens_a_tablet(facility, account_of, options, here):
    account = account_of("caregiver")
    works(facility, account, "caregiver", **options)
    assert duty_now(facility, account.actor.pk).here is here


def test_who_has_no_staff_file_is_not_counted_by_duty(facility, account_of):
    works(facility, account_of("caregiver"), "caregiver")
    assert duty_now(facility, account_of("caregiver").actor.pk).here


def test_who_has_one_and_is_not_on_duty_stays_out(facility, account_of):
    account = account_of("caregiver")
    with scoped(process_scope("test", facility.pk)):
        make_member(facility, actor=account.actor)
    assert not duty_now(facility, account.actor.pk).here


def test_one_question(facility, account_of, django_assert_max_num_queries):
    account = account_of("caregiver")
    works(facility, account, "caregiver")
    with django_assert_max_num_queries(5):  # of them four open and close its transaction
        duty_now(facility, account.actor.pk)


def test_the_database_too_is_told_what_one_works_as(facility, account_of, as_role):
    with scoped(process_scope("test", facility.pk)):
        hidden = make_resident(facility, security_label="restricted")
    client = as_role("nurse")
    page = f"/c/{facility.slug}/residents/{hidden.pk}/"
    assert client.get(page).status_code == 200
    works(facility, client.account, "caregiver")
    assert client.get(page).status_code == 404


def test_a_page_asks_of_duty_within_its_own_transaction(facility, as_role):
    client = as_role("caregiver")
    works(facility, client.account, "shift-lead")
    page = f"/c/{facility.slug}/shift/"
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    told = [q["sql"] for q in asked if "set_config" in q["sql"]]
    # Once of its own, and once where the test's transaction goes on around it.
    assert len(told) == 2


def test_what_a_role_gives_ends_with_it_at_the_next_page(facility, as_role):
    client = as_role("caregiver")
    page = f"/c/{facility.slug}/shift/"
    assert client.get(page).status_code == 200
    Membership.objects.filter(actor=client.account.actor).update(ends=NOON - HOUR)
    assert client.get(page).status_code == 404
