"""The assignment sheet in a real browser: filled in one tap, a run split, axe clean everywhere."""

import re
from datetime import time, timedelta

import pytest
from playwright.sync_api import expect

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.staff import queries
from tests.browsing import IN_BROWSER, make_person, objections, sign_in
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.staff import (
    make_assignment,
    make_duty,
    make_member,
    make_role,
    make_run,
    make_shift,
)
from tests.factories.tenancy import make_facility, make_place


pytestmark = IN_BROWSER


@pytest.fixture
def house(emptied):
    """One shift round the clock; last week Diaz had 2 East and Lee 2 West; Lee is not here today."""
    facility = make_facility("Maple Court")
    lead = make_person("shift-lead", facility, label="Kim Lead")
    aide = make_person("caregiver", facility, label="Ana Diaz")
    by, now = lead.actor, clock.now()
    scope = process_scope("test", facility.pk)
    with scoped(scope):
        shift = make_shift(facility, "Day", start=time(0), end=time(0))
        turn = queries.turn_now(scope, facility, now)
        rooms = [make_place(facility, str(n)) for n in (201, 202, 203, 204)]
        for room, family in zip(rooms, ("Hayes", "Boyle", "Novak", "Chen"), strict=True):
            make_placement(make_stay(make_resident(facility, family)), room, by)
        east = make_run(facility, "2 East", rooms[:2])
        west = make_run(facility, "2 West", rooms[2:], position=1)
        week = timedelta(weeks=1)
        for family, run, here in (
            ("Diaz", east, True),
            ("Lee", west, False),
            ("Roth", None, True),
        ):
            account = {"Diaz": aide}.get(family)
            member = make_member(facility, family, actor=account.actor if account else None)
            make_role(member)
            span = {"starts": turn.starts, "ends": turn.ends}
            if here:
                make_duty(member, "caregiver", status="on", arrived_at=turn.starts, **span)
            if run is not None:
                span = {name: at - week for name, at in span.items()}
                before = make_duty(member, "caregiver", **span)
                make_assignment(run, before, shift, by, day=turn.day - week)
    return facility, lead, aide


def test_the_lead_fills_splits_and_the_aide_finds_her_own(opened, house):
    facility, lead, aide = house
    page = opened(viewport={"width": 360, "height": 740})
    sign_in(page, lead)
    page.goto("/c/maple-court/sheet/")
    page.get_by_role("button", name=re.compile("^Fill from last")).click()
    page.get_by_role("heading", name="Run 2 West has nobody").wait_for()
    expect(page.locator("main")).to_contain_text("Ana Lee does not work this shift.")
    assert objections(page) == []

    page.locator("tr", has_text="2 West").get_by_role("link", name=re.compile("^Split")).click()
    for name in ("Ana Diaz", "Ana Roth"):
        page.get_by_label(re.compile(name)).check()
    assert objections(page) == []
    page.get_by_role("button", name="Share out the rooms").click()
    page.get_by_label("203 · Margaret Novak").select_option(label="Ana Diaz")
    page.get_by_label("204 · Margaret Chen").select_option(label="Ana Roth")
    assert objections(page) == []
    page.get_by_role("button", name="Split", exact=True).click()
    page.get_by_role("heading", name="Everybody is assigned").wait_for()

    page.locator("tr", has_text="2 East").get_by_role(
        "link", name=re.compile("^Change")
    ).click()
    page.get_by_role("heading", name="Who takes Run 2 East?").wait_for()
    assert objections(page) == []
    for path in ("sheet/print/", "today/"):
        assert objections(page, f"/c/maple-court/{path}") == []

    hers = opened(viewport={"width": 360, "height": 740})
    sign_in(hers, aide)
    hers.get_by_role("link", name="My run").wait_for()
    expect(hers.locator("main")).to_contain_text("2 East, 2 West")
    with scoped(process_scope("test", facility.pk)):
        from hearth.record.residents.models import Resident

        chen = Resident.objects.get(family="Chen")
    hers.goto(f"/c/maple-court/residents/{chen.pk}/")
    assert objections(hers) == []
    hers.get_by_role("button", name="I am helping with Margaret").click()
    hers.wait_for_url(f"**/residents/{chen.pk}/")
    expect(hers.locator("main")).to_contain_text("With Ana Roth, run 2 West")


def test_the_runs_are_named_on_a_page_without_objection(opened, house):
    facility, *_ = house
    coordinator = make_person("coordinator", facility)
    page = opened(viewport={"width": 1440, "height": 900})
    sign_in(page, coordinator)
    page.goto("/c/maple-court/runs/")
    assert objections(page) == []
    page.get_by_role("link", name="Add a run").click()
    page.get_by_label("Name").fill("Cart A")
    page.get_by_label("Med cart").check()
    page.get_by_role("textbox", name=re.compile("^Rooms")).fill("201-204")
    assert objections(page) == []
    page.get_by_role("button", name="Save").click()
    page.get_by_role("cell", name="201-204").wait_for()
