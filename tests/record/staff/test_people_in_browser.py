"""Qualifications, absences, delegated tasks and one's own coming and going, in a real browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.staff.models import StaffRole
from tests.browsing import DESK, IN_BROWSER, PHONE, make_person, objections, sign_in
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.staff import make_duty, make_member, make_qualification, make_shift
from tests.factories.tenancy import make_facility, make_place


pytestmark = IN_BROWSER
HERE = "/c/maple-court"
SMALL = """() => [...document.querySelectorAll('.acts .btn')]
    .filter(b => b.getBoundingClientRect().height < 48).map(b => b.textContent.trim())"""


@pytest.fixture
def house(emptied):
    """Ana, a caregiver and med-tech whose CPR has ended; Rose, the nurse; a resident."""
    facility = make_facility("Maple Court", set_up_at=clock.now())
    aide = make_person("caregiver", facility, label="Ana Diaz")
    nurse = make_person("nurse", facility, label="Rose Roe")
    today = facility.today()
    with scoped(process_scope("test", facility.pk)):
        shift = make_shift(facility, start="00:00", end="00:00")
        ana = make_member(facility, actor=aide.actor, phone="515-555-0100")
        rose = make_member(facility, "Roe", "Rose", actor=nurse.actor)
        for member, role in ((ana, "caregiver"), (ana, "med-tech"), (rose, "nurse")):
            StaffRole.objects.create(
                facility=facility, member=member, role=role, starts="2020-01-01"
            )
        far = today + timedelta(days=300)
        make_qualification(ana, "cpr", ends=today - timedelta(days=21), by=nurse.actor)
        make_qualification(
            ana, "medication-certificate", number="MA 1", ends=far, by=nurse.actor
        )
        make_qualification(rose, "rn-licence", number="RN 1", ends=far, by=nurse.actor)
        make_duty(rose, status="on", arrived_at=clock.now(), shift=shift)
        one = make_resident(facility, "Hayes")
        make_placement(make_stay(one), make_place(facility), nurse.actor)
    return {"aide": aide, "nurse": nurse, "ana": ana, "shift": shift, "resident": one}


def test_the_nurse_looks_after_who_may_do_what(house, opened, tmp_path):
    page, told = opened(viewport=DESK), []
    sign_in(page, house["nurse"])
    told += objections(page, f"{HERE}/qualifications/")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 qualification has ended")
    page.screenshot(path=tmp_path / "qualifications.png")
    today = house["shift"].facility.today().isoformat()
    query = f"?day={today}&shift={house['shift'].pk}"
    told += objections(page, f"{HERE}/qualifications/{query}")
    page.get_by_role("link", name="Print").click()
    expect(page.locator("body")).to_contain_text("RN license RN 1")
    told += objections(page)

    told += objections(page, f"{HERE}/staff/{house['ana'].pk}/not-at-work/")
    page.get_by_label("Kind of reason").select_option(label="Infection precautions")
    page.get_by_label("Who said so").fill("Ana herself")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Not at work until it is cleared")
    told += objections(page)
    page.screenshot(path=tmp_path / "member.png", full_page=True)
    page.get_by_role("button", name="May work again").click()
    expect(page.locator(".toast").first).to_contain_text("may work again")

    resident = f"{HERE}/residents/{house['resident'].pk}/delegations/"
    told += objections(page, f"{resident}add/")
    page.get_by_label("What", exact=True).fill("Insulin by pen")
    page.get_by_label("To whom").select_option(label="Ana Diaz")
    page.get_by_role("button", name="Delegate it").click()
    page.goto(resident)
    expect(page.get_by_role("row", name="Insulin by pen")).to_contain_text("by Rose Roe")
    told += objections(page)
    page.screenshot(path=tmp_path / "delegations.png")
    told += objections(page, f"{HERE}/staff/{house['ana'].pk}/delegations/")
    told += [("complains", words) for words in page.said]
    assert told == [], "\n".join(map(str, told))


def test_i_am_here_on_a_phone(house, opened, tmp_path):
    page, told = opened(viewport=PHONE, has_touch=True), []
    sign_in(page, house["aide"])
    page.get_by_role("link", name="I am here, I am leaving").click()
    told += objections(page)
    assert page.evaluate(SMALL) == []
    page.screenshot(path=tmp_path / "here.png")
    page.get_by_role("button", name="I am here as caregiver").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "You are on duty as caregiver since"
    )
    told += objections(page)
    page.screenshot(path=tmp_path / "on-duty.png")
    page.get_by_role("button", name="I am leaving").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are not on duty")
    assert told == [], "\n".join(map(str, told))
