"""A surveyor is let in without a sample; a restricted record is added to it, knowingly."""

import pytest
from playwright.sync_api import expect

from hearth.platform.scope import process_scope, scoped
from tests.browsing import DESK, IN_BROWSER, PHONE, make_person, objections, sign_in
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.tenancy import make_facility, make_place


pytestmark = IN_BROWSER


@pytest.fixture
def house(emptied):
    """Max Roe lives in 104, and his record is restricted; a coordinator has a password."""
    facility = make_facility("Maple Court")
    place = make_place(facility, "104")
    account = make_person("coordinator", facility, label="Ruth Diaz")
    with scoped(process_scope("test", facility.pk)):
        guarded = {"security_label": "restricted"}
        one = make_resident(facility, "Roe", "Max", **guarded)
        make_placement(make_stay(one, **guarded), place, account.actor, **guarded)
    return facility, account


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_restricted_record_is_asked_for_by_name(opened, house, size):
    facility, account = house
    page = opened(viewport=size)
    told: list = []
    sign_in(page, account)
    page.goto(f"/c/{facility.slug}/survey/new/")
    for label, text in (("Name", "Dana Cole"), ("Agency", "State"), ("Badge number", "4471")):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Let them in").click()
    page.get_by_role("link", name="Choose residents").wait_for()
    told += objections(page)
    page.get_by_role("link", name="Choose residents").click()
    page.get_by_label("Room or name").wait_for()
    told += objections(page, page.url.partition("#")[0])
    page.get_by_label("Room or name").fill("104")
    page.get_by_role("button", name="Add to the sample").click()
    box = page.get_by_label("Restricted record: open that of Max Roe to the surveyor too")
    box.wait_for()
    told += objections(page)
    assert page.get_by_label("Room or name").input_value() == "104"
    box.check()
    page.get_by_role("button", name="Add to the sample").click()
    page.get_by_text("restricted record", exact=True).wait_for()
    expect(page.get_by_text("No resident is chosen yet")).to_have_count(0)
    told += objections(page)
    assert told == [], "\n".join(map(str, told))
