"""The worklist in a real browser: verbs in their rows, forms that stay, axe clean."""

import re
from datetime import timedelta

import pytest

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.tasks.models import Task
from tests.browsing import IN_BROWSER, PHONE, TABLET, make_person, objections, sign_in
from tests.factories.residents import make_contact, make_placement, make_resident, make_stay
from tests.factories.staff import make_duty, make_member
from tests.factories.tasks import make_series, make_task
from tests.factories.tenancy import make_facility, make_place


pytestmark = IN_BROWSER
LOOKS = ((PHONE, "dark"), (TABLET, "night"), ({"width": 1280, "height": 900}, "light"))


@pytest.fixture
def house(emptied):
    """A nurse with two open tasks, a colleague on duty, a resident with a daughter."""
    facility = make_facility("Maple Court")
    account = make_person("nurse", facility, label="Kim Lee")
    by, now = account.actor, clock.now()
    with scoped(process_scope("test", facility.pk)):
        make_duty(make_member(facility), "caregiver", starts=now - timedelta(hours=1))
        margaret = make_resident(facility, preferred="Peg")
        make_placement(make_stay(margaret), make_place(facility), by)
        make_contact(margaret)
        make_series(facility, by, resident=margaret)
        for title in ("Shower", "Look at her heel"):
            make_task(facility, by, title, resident=margaret, owner_role="caregiver")
        make_task(facility, by, "Old paperwork", due=now - timedelta(hours=20))
    return facility, account, margaret


def task(facility, title):
    with scoped(process_scope("test", facility.pk)):
        return Task.objects.select_related("owner_staff").get(title=title)


def test_a_nurse_hands_on_and_puts_off_without_leaving_the_list(page, house):
    facility, account, _margaret = house
    sign_in(page, account)
    page.goto(f"/c/{facility.slug}/tasks/")
    row = page.locator("li.task", has_text="Shower")
    row.locator("summary").click()
    row.get_by_role("link", name="Hand to").click()
    row.get_by_label("Hand to").select_option(label="Ana Diaz")
    row.get_by_role("button", name="Hand on").click()
    page.locator("li.task[data-state=claimed]", has_text="Shower").wait_for()
    assert str(task(facility, "Shower").owner_staff) == "Ana Diaz"

    row = page.locator("li.task", has_text="Look at her heel")
    row.locator("summary").click()
    row.get_by_role("link", name="Put off").click()
    row.get_by_label("In an hour").check()
    row.get_by_label("The resident asked for later").check()
    row.get_by_role("button", name="Put off").click()
    page.locator("li.task[data-state=snoozed]", has_text="heel").wait_for()
    assert task(facility, "Look at her heel").snooze_reason == "resident-asked"

    row = page.locator("li.task", has_text="Old paperwork")
    row.get_by_role("button", name=re.compile("^I take it")).click()
    page.locator("li.task", has_text="Old paperwork").get_by_text("Kim Lee").wait_for()
    assert page.said == []


def test_axe_finds_nothing_on_the_pages_of_the_worklist(page, house):
    facility, account, margaret = house
    sign_in(page, account)
    base = f"/c/{facility.slug}/tasks/"
    one = f"{base}{task(facility, 'Shower').pk}/"
    paths = [
        base,
        f"{base}?when=off",
        f"{base}create/",
        f"{base}series/",
        f"{base}series/start/",
        f"/c/{facility.slug}/residents/{margaret.pk}/promise-call-back/",
        one,
        *(f"{one}{verb}/" for verb in ("complete", "hand", "snooze", "cancel", "change")),
    ]
    told = []
    for path in paths:
        told += objections(page, path, LOOKS)
    assert told == [], "\n".join(map(str, told))
    assert page.said == []
