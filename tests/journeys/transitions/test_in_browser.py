"""Three in the morning in a real browser: sent to hospital, kept there, back, and the board."""

import pytest
from playwright.sync_api import expect

from hearth.platform.scope import process_scope, scoped
from hearth.record.residents.models import Whereabouts
from tests.browsing import IN_BROWSER, PHONE, make_person, objections, sign_in
from tests.factories.residents import make_absence, make_placement, make_resident, make_stay
from tests.factories.tenancy import make_facility, make_place


pytestmark = IN_BROWSER


@pytest.fixture
def house(emptied):
    """Margaret Hayes lives in 214, Wei Chen in 215 and is to go out; a nurse has a password."""
    facility = make_facility("Maple Court")
    account = make_person("nurse", facility, label="Peter Reyes")
    with scoped(process_scope("test", facility.pk)):
        one, other = make_resident(facility), make_resident(facility, "Chen", "Wei")
        make_placement(make_stay(one), make_place(facility, "214"), account.actor)
        make_placement(make_stay(other), make_place(facility, "215"), account.actor)
        make_absence(other, account.actor, where="Cardiology", bring="Noon pills")
    return facility, account, one, other


@pytest.fixture
def page(opened):
    """A phone."""
    return opened(viewport=PHONE)


def pick(page, words: str) -> None:
    """Choose a chip by its words, as somebody does without a mouse."""
    chip = page.locator("label.pick").filter(has_text=words).locator("input").first
    chip.focus()
    chip.press("Space")
    expect(chip).to_be_checked()


def test_sent_to_hospital_kept_there_and_back(page, house):
    facility, account, one, other = house
    here = f"/c/{facility.slug}/"
    home, told = f"{here}residents/{one.pk}/", []
    sign_in(page, account)
    told += objections(page, home + "residency/leave-for-hospital/")
    for said in ("Fall", "Nurse", "Called the prescriber"):
        pick(page, said)
    page.get_by_role("button", name="Record: sent to hospital").click()
    page.wait_for_url("**/whereabouts/")
    page.get_by_text("nurse decided").first.wait_for()
    told += objections(page, home + "whereabouts/")

    page.get_by_role("link", name="Something changed").first.click()
    page.get_by_text("What is different?").wait_for()
    told += objections(page)
    pick(page, "Hospital stay")
    page.locator("#id_where").fill("Mercy, 4 West")
    page.get_by_role("button", name="Record the change").click()
    page.wait_for_url("**/whereabouts/")

    told += objections(page, home + "residency/return/")
    page.get_by_label("What they found").fill("Hip fracture, pinned")
    pick(page, "Yes")
    page.get_by_role("button", name="Record the return").click()
    page.get_by_text("returning: the return list is open").first.wait_for()
    told += objections(page, home + "whereabouts/")
    told += objections(page, home + "residency/close-return/")
    told += objections(page, home + "sign-out/")
    told += objections(page, home + "absences/plan/")
    told += objections(page, here + "out/")

    page.get_by_role("button", name="Leaving now").click()
    page.wait_for_url("**/whereabouts/")
    page.get_by_text("Out to an appointment").first.wait_for()
    told += objections(page, here + "out/print/")
    with scoped(process_scope("test", facility.pk)):
        rows = Whereabouts.objects.order_by("effective", "recorded")
        said = [(row.resident_id, row.code, row.out_for) for row in rows]
    assert said == [
        (one.pk, "out", "emergency-room"),
        (one.pk, "out", "hospital"),
        (one.pk, "in", ""),
        (other.pk, "out", "appointment"),
    ]
    assert told == [], "\n".join(map(str, told))
    assert page.said == []
