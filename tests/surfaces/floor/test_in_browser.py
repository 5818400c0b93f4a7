"""A caregiver's shift on a phone, in a real browser: three taps, a refusal, an undo; axe clean."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents.models import Flag
from hearth.record.tasks.models import Task
from tests.browsing import IN_BROWSER, PHONE, make_person, objections, sign_in
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.staff import make_duty, make_member
from tests.factories.tasks import make_task
from tests.factories.tenancy import make_facility, make_neighborhood, make_place


pytestmark = IN_BROWSER
LOOKS = tuple((PHONE, theme) for theme in ("light", "dark", "night"))
SMALL = """() => [...document.querySelectorAll('.task-do .btn, .choices .btn')]
    .filter(b => b.getBoundingClientRect().height < 48).map(b => b.textContent.trim())"""


@pytest.fixture
def house(emptied):
    """Ana Diaz on duty in East, where two residents wait for her."""
    facility = make_facility("Maple Court")
    account = make_person("caregiver", facility, label="Ana Diaz")
    by, now = account.actor, clock.now()
    east = make_neighborhood(facility, "East")
    with scoped(process_scope("test", facility.pk)):
        me = make_member(facility, actor=by)
        make_duty(me, "caregiver", neighborhood=east, starts=now - timedelta(hours=1))
        for number, family, title in (("214", "Hayes", "Shower"), ("216", "Boyle", "Walk")):
            one = make_resident(facility, family, transfer="two-person")
            place = make_place(facility, number, neighborhood=east)
            make_placement(make_stay(one), place, by)
            Flag.objects.create(
                facility=facility, resident=one, code="fall", since=now, raised_by=by
            )
            make_task(
                facility,
                by,
                title,
                code="tasks.care",
                resident=one,
                neighborhood=east,
                owner_role="caregiver",
                due=now + timedelta(minutes=20),
            )
    return facility, account


@pytest.fixture
def page(opened):
    """A phone."""
    return opened(viewport=PHONE)


def outcome(facility, title):
    with scoped(process_scope("test", facility.pk)):
        return Task.objects.get(title=title).outcome


def row(page, title):
    return page.locator("li.task", has_text=title)


def test_a_caregiver_works_her_list_with_one_thumb(page, house):
    facility, account = house
    sign_in(page, account)
    page.wait_for_url("**/shift/")
    page.get_by_role("heading", name="2 things to do now").wait_for()
    expect(row(page, "Shower")).to_contain_text("Two people help")

    row(page, "Shower").get_by_role("button", name=re.compile("^Done")).click()
    page.locator("li.task[data-state=done]", has_text="Shower").wait_for()
    assert outcome(facility, "Shower") == "done"

    page.locator(".toast").get_by_role("button", name=re.compile("^Undo")).click()
    page.locator("li.task[data-state=due]", has_text="Shower").wait_for()
    assert outcome(facility, "Shower") == ""

    row(page, "Walk").get_by_role("link", name=re.compile("^Not done")).click()
    page.get_by_role("button", name="Said no", exact=True).click()
    page.wait_for_url("**/shift/")
    assert outcome(facility, "Walk") == "refused"
    page.locator("li.task[data-state=done]", has_text="Walk").get_by_role(
        "button", name=re.compile("^Undo")
    ).click()
    page.locator("li.task[data-state=due]", has_text="Walk").wait_for()
    assert outcome(facility, "Walk") == ""
    assert page.said == []


def test_axe_finds_nothing_and_every_target_is_big_enough(page, house):
    facility, account = house
    sign_in(page, account)
    page.wait_for_url("**/shift/")
    with scoped(process_scope("test", facility.pk)):
        key = Task.objects.get(title="Shower").pk
    told = []
    for path in (
        f"/c/{facility.slug}/shift/",
        f"/c/{facility.slug}/shift/?by=resident",
        f"/c/{facility.slug}/shift/?show=done",
        f"/c/{facility.slug}/tasks/{key}/complete/?outcome=not-done&as=floor",
        f"/c/{facility.slug}/tasks/{key}/",
    ):
        told += objections(page, path, LOOKS)
        if "tasks/" not in path or "complete" in path:
            assert page.evaluate(SMALL) == [], path
    assert told == [], "\n".join(map(str, told))
    assert page.said == []
