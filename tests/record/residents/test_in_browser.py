"""A coordinator's story in a real browser: somebody comes to live here, goes out and is back."""

import pytest
from playwright.sync_api import expect

from hearth.platform.scope import process_scope, scoped
from hearth.record.residents.models import Resident, Whereabouts
from tests.browsing import IN_BROWSER, PHONE, make_person, objections, sign_in
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.tenancy import make_facility, make_place


pytestmark = IN_BROWSER


@pytest.fixture
def house(emptied):
    """Margaret Hayes lives in 214; 301 is free; a coordinator has a password."""
    facility = make_facility("Maple Court")
    taken = make_place(facility, "214")
    make_place(facility, "301")
    account = make_person("coordinator", facility, label="Ruth Diaz")
    with scoped(process_scope("test", facility.pk)):
        make_placement(make_stay(make_resident(facility)), taken, account.actor)
    return facility, account


@pytest.fixture
def page(opened):
    """A phone."""
    return opened(viewport=PHONE)


def test_somebody_comes_to_live_here_goes_out_and_is_back(page, house):
    facility, account = house
    told: list = []
    sign_in(page, account)
    one = added_beside_somebody_alike(page, facility, told)
    home = f"/c/{facility.slug}/residents/{one.pk}/"
    moved_into_the_free_place(page, home, told)
    out_and_in_again(page, told)
    assert codes_of(facility, one) == ["out", "in"]
    for path in ("about/", "life/", "health/", "contacts/", "residency/", "coverage/"):
        told += objections(page, home + path)
    told += objections(page, f"/c/{facility.slug}/places/")
    assert told == [], "\n".join(map(str, told))
    assert page.said == []


def added_beside_somebody_alike(page, facility, told):
    """Nearly the same name and the same birthday: the record there is shown beside."""
    told += objections(page, f"/c/{facility.slug}/residents/add/")
    page.get_by_label("Family name").fill("Hays")
    page.get_by_label("Given names").fill("Margret")
    page.get_by_label("Month").select_option("4")
    page.get_by_label("Day").fill("12")
    page.get_by_label("Year").fill("1936")
    page.get_by_role("button", name="Add the resident").click()
    page.get_by_text("Somebody on the record may be the same person").wait_for()
    assert page.get_by_role("table").get_by_text("Margaret Hayes").count() >= 1
    expect(page.get_by_role("link", name="open the record")).to_have_count(1)
    assert page.get_by_label("Given names").input_value() == "Margret"
    told += objections(page)
    page.get_by_label("They are two people, because").fill("I spoke with both")
    page.get_by_role("button", name="They are two people: add").click()
    page.wait_for_url("**/residents/*-*/")
    with scoped(process_scope("test", facility.pk)):
        return Resident.objects.get(family="Hays")


def moved_into_the_free_place(page, home, told):
    """The place that is held says who holds it, and cannot be chosen."""
    page.goto(home + "residency/move-in/")
    held = page.get_by_label("Place").locator("option:disabled")
    assert held.text_content() == "214 · Margaret Hayes"
    page.get_by_label("Place").select_option(label="301")
    told += objections(page)
    page.get_by_role("button", name="Move in").click()
    page.wait_for_url("**/#panel-residency")


def out_and_in_again(page, told):
    """Two taps each."""
    page.get_by_role("link", name="Sign out").first.click()
    page.get_by_role("button", name="With family or friends").wait_for()
    told += objections(page)
    page.get_by_role("button", name="With family or friends").click()
    page.wait_for_url("**/whereabouts/")
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_role("button", name="Yes, sign in now").wait_for()
    told += objections(page)
    page.get_by_role("button", name="Yes, sign in now").click()
    page.wait_for_url("**/whereabouts/")


def codes_of(facility, one):
    with scoped(process_scope("test", facility.pk)):
        seen = Whereabouts.objects.filter(resident=one).order_by("recorded")
        return list(seen.values_list("code", flat=True))


def test_the_level_of_care_is_set_and_an_error_taken_back(page, house):
    facility, account = house
    told: list = []
    sign_in(page, account)
    with scoped(process_scope("test", facility.pk)):
        one = Resident.objects.get(family="Hayes")
    home = f"/c/{facility.slug}/residents/{one.pk}/"
    told += objections(page, home + "level/")
    page.get_by_label("Level 3").check()
    page.get_by_role("button", name="Set the level").click()
    page.get_by_label("What was found").wait_for()
    page.get_by_label("What was found").fill("One person helps her to dress")
    page.get_by_role("button", name="Set the level").click()
    page.wait_for_url("**/#panel-health")
    told += objections(page, home + "health/")
    page.get_by_role("link", name="Entered in error").click()
    page.get_by_label("Why").fill("Another resident")
    told += objections(page)
    page.get_by_role("button", name="Mark as entered in error").click()
    page.wait_for_url("**/#panel-health")
    told += objections(page, home + "health/")
    page.get_by_text("Entered in error: Another resident").wait_for()
    told += objections(page, home + "face-sheet/")
    assert told == [], "\n".join(map(str, told))
    assert page.said == []
