"""A fall at night: the daughter is told from a phone, the crew gets its page, the brother is stopped."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from hearth.kernel import clock
from hearth.platform.identity.actions import process_actor
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes.models import ContactMade
from hearth.record.residents import actions
from hearth.record.residents.codes import RestrictionBasis, RestrictionKind
from hearth.record.residents.models import EmsPage, RestrictionDeviation
from hearth.record.tasks import actions as tasks
from tests.browsing import DESK, IN_BROWSER, PHONE, make_person, objections, sign_in
from tests.factories.residents import make_contact, make_placement, make_resident, make_stay
from tests.factories.staff import make_member
from tests.factories.tenancy import make_facility, make_place


pytestmark = IN_BROWSER


@pytest.fixture
def house(emptied):
    facility = make_facility("Maple Court", phone="515-555-0100")
    people = {
        role: make_person(role, facility, label=label)
        for role, label in (
            ("shift-lead", "A. Diaz"),
            ("caregiver", "B. Moss"),
            ("coordinator", "J. Ortiz"),
        )
    }
    with scoped(process_scope("test", facility.pk)) as scope:
        who = {"scope": scope, "by": people["coordinator"].actor}
        for role, account in people.items():
            make_member(facility, role.title(), "", actor=account.actor)
        peg = make_resident(facility, "Hayes", "Margaret", preferred="Peg")
        make_placement(make_stay(peg), make_place(facility, "214"), who["by"])
        ann = make_contact(peg)
        actions.add_call_first(**who, resident=peg, text="Hospice before 911", phone="515-1")
        actions.add_restriction(
            **who,
            resident=peg,
            name="Kevin Hayes",
            kinds=[RestrictionKind.VISITS, RestrictionKind.INFORMATION],
            basis=RestrictionBasis.COURT,
            basis_text="no. 26-1147",
        )
        tell = tasks.create_task(
            scope=scope,
            by=process_actor("test"),
            code="tasks.tell",
            title="Tell {who}",
            title_values={"who": "Ann Boyle"},
            instructions="Fell at 02:10, no injury seen. She is in bed and well.",
            resident=peg,
            due=clock.now(),
            cause=f"Incident/{peg.pk}",
            cause_text="Fall without injury",
            slot=f"Contact/{ann.pk}",
        )
    return SimpleNamespace(
        facility=facility,
        tell=f"/c/{facility.slug}/tells/{tell.pk}/",
        base=f"/c/{facility.slug}/residents/{peg.pk}/",
        list=f"/c/{facility.slug}/ems/",
        **{role.replace("-", "_"): account for role, account in people.items()},
    )


def kept(house, model, **narrowed):
    with scoped(process_scope("test", house.facility.pk)):
        return list(model.objects.filter(**narrowed))


def test_the_daughter_is_reached_in_three_taps_on_a_phone(house, opened):
    phone = opened(viewport=PHONE)
    sign_in(phone, house.shift_lead)
    assert objections(phone, house.tell) == []
    expect(phone.locator("a[href='tel:515-555-0123']")).to_have_count(1)
    phone.get_by_label("What they were told").fill("Fell, not hurt; comes at nine.")
    phone.get_by_role("button", name="I spoke with them").click()
    phone.wait_for_url("**/contacts-made/**")
    [made] = kept(house, ContactMade)
    assert (made.reached, made.text) == ("reached", "Fell, not hurt; comes at nine.")
    assert phone.said == []


def test_the_page_goes_from_a_phone_to_the_desk_and_to_the_crew(house, opened):
    phone = opened(viewport=PHONE)
    sign_in(phone, house.caregiver)
    assert objections(phone, f"{house.base}ems/") == []
    phone.get_by_text("Hospice before 911").first.wait_for()
    phone.get_by_label("Trouble breathing").check()
    phone.get_by_role("button", name="Make it and send it to the desk").click()
    phone.wait_for_url(f"**{house.base}ems/*/")
    assert [row.to_desk for row in kept(house, EmsPage, reason="Trouble breathing")] == [True]
    phone.get_by_role("button", name="Show a code to scan").click()
    phone.locator("svg[role=img], figure svg").first.wait_for()
    assert objections(phone) == []

    desk = opened(viewport=DESK)
    sign_in(desk, house.coordinator)
    assert objections(desk, house.list) == []
    desk.add_init_script("window.print = () => { window.printed = true }")
    desk.get_by_role("button", name="Print").first.click()
    desk.wait_for_url("**print=now")
    assert desk.evaluate("window.printed") is True
    assert objections(desk) == []
    assert [bool(row.printed_at) for row in kept(house, EmsPage)] == [True]


def test_the_brother_is_stopped_at_the_door_and_what_happened_is_kept(house, opened):
    phone = opened(viewport=PHONE)
    sign_in(phone, house.caregiver)
    phone.goto(f"{house.base}sign-out/")
    phone.get_by_text("Stop: Kevin Hayes").wait_for()
    phone.locator("summary", has_text="With whom else").click()
    phone.get_by_label("With somebody else").fill("Kevin Hays")
    phone.locator("button[name=out_for][value=family]").click()
    phone.locator("#stopped").wait_for()
    assert objections(phone) == []
    phone.get_by_label("It happened anyway, because").fill("He took her before we saw it")
    phone.locator("button[name=out_for][value=family]").click()
    phone.wait_for_url("**/residents/**")
    assert [row.what for row in kept(house, RestrictionDeviation)] == ["took-out"]


@pytest.mark.parametrize("tail", ["contacts/", "restrictions/add/", "call-first/add/"])
def test_the_pages_of_the_desk_are_fit_to_read(house, opened, tail):
    desk = opened(viewport=DESK)
    sign_in(desk, house.coordinator)
    assert objections(desk, house.base + tail) == []


def test_wishes_are_fit_to_read_on_a_phone(house, opened):
    phone = opened(viewport=PHONE)
    sign_in(phone, house.coordinator)
    phone.goto(f"{house.base}contacts/")
    wishes = phone.locator("a[href$='/wishes/']").get_attribute("href")
    assert objections(phone, wishes) == []
