"""An event by one thumb: how many taps it takes, what the page leaves out, and without scripts."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from hearth.care.incidents.models import Incident
from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents.models import CareTeamMember, Flag
from tests.browsing import DESK, IN_BROWSER, PHONE, SIDEWAYS, make_person, objections, sign_in
from tests.factories.residents import (
    make_contact,
    make_placement,
    make_resident,
    make_stay,
)
from tests.factories.staff import make_duty, make_member, make_practitioner
from tests.factories.tenancy import make_facility, make_place


pytestmark = IN_BROWSER
MOST_TAPS = 9
"""From the resident's page to the saved event, typing nothing."""


@pytest.fixture
def house(emptied):
    """A community with a resident who takes a blood thinner, and people who sign in."""
    facility = make_facility("Maple Court")
    place = make_place(facility, "214")
    people = {
        role: make_person(role, facility, label=label)
        for role, label in (
            ("caregiver", "A. Diaz"),
            ("coordinator", "J. Ortiz"),
            ("nurse", "K. Lee"),
        )
    }
    with scoped(process_scope("test", facility.pk)):
        for role, account in people.items():
            member = make_member(
                facility, role.title(), "", actor=account.actor, phone="555-0100"
            )
            make_duty(member, role)
        resident = make_resident(facility, "Hayes", "Margaret", preferred="Peg")
        make_placement(make_stay(resident), place, people["nurse"].actor)
        make_contact(resident, may_see=["incidents", "health"])
        CareTeamMember.objects.create(
            facility=facility,
            resident=resident,
            role="primary-care",
            practitioner=make_practitioner(facility, phone="515-555-0140"),
        )
        Flag.objects.create(
            facility=facility,
            resident=resident,
            code="bleeding",
            text="Apixaban",
            since=clock.now() - timedelta(days=30),
            raised_by=people["nurse"].actor,
        )
    return SimpleNamespace(facility=facility, resident=resident, slug=facility.slug, **people)


def recorded(house) -> list[Incident]:
    with scoped(process_scope("test", house.facility.pk)):
        return list(Incident.objects.order_by("recorded"))


def test_a_fall_is_recorded_in_a_handful_of_taps(house, opened):
    phone = opened(viewport=PHONE)
    sign_in(phone, house.caregiver)
    phone.goto(f"/c/{house.slug}/residents/{house.resident.pk}/")
    taps = 0

    def tap(found) -> None:
        nonlocal taps
        found.click()
        taps += 1

    tap(phone.get_by_role("link", name="Record an event"))
    expect(phone.get_by_text("Takes a blood thinner")).to_be_visible()
    assert objections(phone) == []
    # What a type does not ask is not on the page until it is chosen.
    expect(phone.get_by_role("group", name="Did the head hit something")).to_be_hidden()
    for group, label in (
        ("What happened", "Fall"),
        ("Hurt", "Not hurt"),
        ("Did the head hit something", "Yes"),
        ("Who saw it", "Nobody"),
        ("What was done", "Took vitals"),
        ("What was done", "Stayed with them"),
    ):
        tap(phone.get_by_role("group", name=group).get_by_label(label, exact=True))
    assert phone.evaluate(SIDEWAYS) == 0
    tap(phone.get_by_role("button", name="Record the event"))
    phone.wait_for_url("**/events/**")
    assert taps <= MOST_TAPS
    [row] = recorded(house)
    assert (row.type, row.injury, row.head_struck, row.say) == (
        "fall",
        "none",
        "yes",
        "call-911",
    )
    assert (row.where, row.place_id is not None, row.happened_at) == (
        "own-place",
        True,
        row.found_at,
    )
    # What happens now: in red what cannot wait, then who must be told, each with a number.
    expect(
        phone.get_by_role("alert").get_by_text("Call 911 now, then the nurse")
    ).to_be_visible()
    expect(phone.locator("a[href='tel:911']")).to_be_visible()
    expect(phone.get_by_role("heading", name="4 still to be told about Peg")).to_be_visible()
    expect(phone.get_by_text("Ann Boyle", exact=True)).to_be_visible()
    assert objections(phone) == []
    assert phone.said == []


def test_an_answer_that_is_missing_loses_nothing(house, opened):
    phone = opened(viewport=PHONE)
    sign_in(phone, house.caregiver)
    phone.goto(f"/c/{house.slug}/residents/{house.resident.pk}/record-event/")
    phone.get_by_label("What you saw, in a few words").fill("Beside the bed")
    for group, label in (
        ("What happened", "Found on the floor"),
        ("Hurt", "Small hurt"),
        ("Who saw it", "Nobody"),
        ("What was done", "First aid"),
    ):
        phone.get_by_role("group", name=group).get_by_label(label, exact=True).check()
    phone.get_by_role("button", name="Record the event").click()
    phone.get_by_text("Say whether the head hit something.").first.wait_for()
    assert phone.get_by_label("What you saw, in a few words").input_value() == "Beside the bed"
    expect(phone.get_by_label("Found on the floor")).to_be_checked()
    expect(phone.get_by_label("First aid")).to_be_checked()
    assert recorded(house) == []
    assert objections(phone) == []
    phone.get_by_role("group", name="Did the head hit something").get_by_label(
        "No", exact=True
    ).check()
    phone.get_by_role("button", name="Record the event").click()
    phone.wait_for_url("**/events/**")
    assert len(recorded(house)) == 1


def test_without_scripts_the_page_asks_everything_and_works(house, opened):
    phone = opened(viewport=PHONE, java_script_enabled=False)
    sign_in(phone, house.caregiver)
    phone.goto(f"/c/{house.slug}/residents/{house.resident.pk}/record-event/")
    for group, label in (
        ("What happened", "Found on the floor"),
        ("Hurt", "Not hurt"),
        ("Did the head hit something", "No"),
        ("Who saw it", "Nobody"),
        ("When", "Nobody knows"),
    ):
        phone.get_by_role("group", name=group, exact=True).get_by_label(
            label, exact=True
        ).check()
    phone.get_by_role("button", name="Record the event").click()
    phone.wait_for_url("**/events/**")
    [row] = recorded(house)
    assert row.happened_at is None
    expect(phone.get_by_text("Nobody knows when")).to_be_visible()


def test_the_pages_of_the_coordinator_are_sound(house, opened):
    test_an_answer_that_is_missing_loses_nothing(house, opened)
    [row] = recorded(house)
    desk = opened(viewport=DESK)
    sign_in(desk, house.nurse)
    base = f"/c/{house.slug}/events/"
    for path in (base, f"{base}{row.pk}/correct/", f"{base}{row.pk}/report/"):
        assert objections(desk, path) == []
    desk.get_by_label("What happened, in your own words").fill("She slid from the bed.")
    desk.get_by_label("Wet or slippery floor").check()
    desk.get_by_role("button", name="Sign the report").click()
    desk.wait_for_url(f"**{base}{row.pk}/")
    other = opened(viewport=DESK)
    sign_in(other, house.coordinator)
    assert objections(other, f"{base}{row.pk}/review/") == []
    other.get_by_role("button", name="Sign the review").click()
    other.wait_for_url(f"**{base}{row.pk}/")
    expect(other.get_by_text("reviewed").first).to_be_visible()
    assert objections(other, f"{base}{row.pk}/retract/") == []
    assert other.said == []
