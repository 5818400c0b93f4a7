"""Monday, a quarter of an hour before the day shift: somebody calls off, her run is split, an
agency's aide comes in and works with a PIN, and the huddle sheet says it all."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.staff import queries as staff
from hearth.record.staff.models import Shift, StaffRole
from tests.browsing import (
    DESK,
    IN_BROWSER,
    PHONE,
    TABLET,
    make_person,
    objections,
    shot,
    sign_in,
)
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.staff import (
    make_assignment,
    make_duty,
    make_member,
    make_qualification,
    make_run,
)
from tests.factories.tenancy import make_facility, make_neighborhood, make_place


pytestmark = IN_BROWSER
QUARTER = timedelta(minutes=15)
HERE = "/c/maple-court"
PIN = "573914"


@pytest.fixture
def house(emptied):
    """The night shift is here for another quarter of an hour; three aides are planned for the day,
    each with a run of two rooms; a fourth is free."""
    facility = make_facility("Maple Court", set_up_at=clock.now())
    people = {
        "lead": make_person("shift-lead", facility, label="Kim Lee"),
        "coordinator": make_person("coordinator", facility, label="Ortiz"),
        "admin": make_person("administrator", facility, label="Ade Admin"),
    }
    by, now = people["coordinator"].actor, clock.now().replace(second=0, microsecond=0)
    starts, ends = now + QUARTER, now + QUARTER + timedelta(hours=8)
    east = make_neighborhood(facility, "East")
    wall = {n: n.astimezone(facility.zone).time() for n in (now - timedelta(hours=8), starts)}
    night_at, day_at = wall.values()
    with scoped(process_scope("test", facility.pk)):
        Shift.objects.create(
            facility=facility, name="Night", start=night_at, end=day_at, position=1
        )
        day = Shift.objects.create(
            facility=facility,
            name="Day",
            start=day_at,
            end=ends.astimezone(facility.zone).time(),
            position=0,
        )
        lead = make_member(facility, "Lee", "Kim", actor=people["lead"].actor)
        make_duty(lead, "shift-lead", starts=now, status="on", arrived_at=now, shift=day)
        date = starts.astimezone(facility.zone).date()
        for number, given in enumerate(("Ana", "Bo", "Chen", "Dot")):
            member = make_member(facility, "Diaz", given, phone=f"515-555-010{number}")
            StaffRole.objects.create(
                facility=facility, member=member, role="caregiver", starts="2020-01-01"
            )
            make_qualification(member, "cpr", ends=facility.today() + 200 * QUARTER * 96, by=by)
            if given == "Dot":
                continue
            doors = [f"{number + 1}0{n}" for n in (1, 2)]
            places = [make_place(facility, door, neighborhood=east) for door in doors]
            for place, family in zip(places, ("Hayes", "Boyle"), strict=True):
                one = make_resident(facility, family, given)
                make_placement(make_stay(one), place, by)
            run = make_run(facility, f"{number + 1} East", places, role="caregiver")
            duty = make_duty(
                member, "caregiver", starts=starts, ends=ends, shift=day, neighborhood=east
            )
            make_assignment(run, duty, day, by, day=date)
    return facility, people, day, date


def test_monday_with_a_call_off(house, opened):
    facility, people, _day, _date = house
    told: list = []
    phone = opened(viewport=PHONE, has_touch=True)
    sign_in(phone, people["lead"])
    calls_off(phone, told)
    asks_who_is_free(phone, told)

    desk = opened(viewport=DESK)
    sign_in(desk, people["lead"])
    splits_the_run(desk, told)

    lets_the_agency_in(phone, told)
    tablet = opened(viewport=TABLET)
    works_with_a_pin(tablet, people["admin"], told)

    reads_today(desk, told)
    leaves(phone, facility)
    for page in (phone, desk, tablet):
        told += [("complains", words) for words in page.said]
    assert told == [], "\n".join(map(str, told))


def test_the_same_call_off_at_a_desk(house, opened):
    _facility, people, day, date = house
    told: list = []
    desk = opened(viewport=DESK)
    sign_in(desk, people["coordinator"])
    calls_off(desk, told)
    asks_who_is_free(desk, told)
    row = desk.get_by_role("row", name=re.compile("Dot Diaz"))
    row.get_by_role("button", name=re.compile("^Yes")).click()
    expect(desk.locator(".toast").first).to_contain_text("Dot Diaz comes")
    desk.goto(f"{HERE}/sheet/?day={date.isoformat()}&shift={day.pk}")
    expect(desk.get_by_role("row", name=re.compile("1 East"))).to_contain_text("Dot Diaz")
    assert told == [], "\n".join(map(str, told))


def calls_off(page: Page, told: list) -> None:
    """Two taps from the board: call off, and the kind of reason."""
    page.goto(f"{HERE}/duty/")
    told += objections(page)
    page.get_by_role("link", name=re.compile("^Call off.*Ana Diaz")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ana Diaz does not come. Why?")
    told += objections(page)
    shot(page, "monday-call-off")
    page.get_by_role("button", name="Sick", exact=True).click()
    page.wait_for_url("**/open-shifts/**")


def asks_who_is_free(page: Page, told: list) -> None:
    """Who is free stands there with the number; what they said is one tap."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("Caregiver, run 1 East")
    row = page.get_by_role("row", name=re.compile("Dot Diaz"))
    expect(row.get_by_role("link", name="515-555-0103")).to_have_attribute(
        "href", "tel:515-555-0103"
    )
    told += objections(page)
    row.get_by_role("button", name=re.compile("^No answer")).click()
    page.wait_for_url("**/open-shifts/")
    expect(page.locator("main")).to_contain_text("Dot Diaz: no answer (call)")
    told += objections(page)


def splits_the_run(page: Page, told: list) -> None:
    """From the open shift to its sheet: the run stands empty until two others share its rooms."""
    page.goto(f"{HERE}/open-shifts/")
    page.get_by_role("link", name="On the sheet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Run 1 East has nobody")
    told += objections(page)
    shot(page, "monday-sheet-empty")
    row = page.get_by_role("row", name=re.compile("1 East"))
    row.get_by_role("link", name=re.compile("^Split")).click()
    page.get_by_label(re.compile("Bo Diaz")).check()
    page.get_by_label(re.compile("Chen Diaz")).check()
    page.get_by_role("button", name="Share out the rooms").click()
    told += objections(page)
    page.get_by_role("button", name="Split", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Everybody is assigned")
    shot(page, "monday-sheet-split")


def lets_the_agency_in(page: Page, told: list) -> None:
    """One form on a phone."""
    page.goto(f"{HERE}/agency-passes/")
    told += objections(page)
    page.get_by_role("link", name="Let somebody in").click()
    told += objections(page)
    for label, value in (
        ("Given name", "Pat"),
        ("Family name", "Park"),
        ("Agency", "Care Now"),
        ("Its number", "CNA 4711"),
        ("Good until", (clock.now() + timedelta(days=90)).date().isoformat()),
        ("PIN", PIN),
    ):
        page.get_by_label(re.compile(f"^{label}")).first.fill(value)
    page.get_by_label("License or certificate").select_option(label="CNA certificate")
    until = page.get_by_label(re.compile("^Until"))
    if not until.input_value():
        until.fill((clock.now() + timedelta(hours=6)).strftime("%Y-%m-%dT%H:%M"))
    shot(page, "monday-agency-pass")
    page.get_by_role("button", name="Let them in").click()
    page.wait_for_url("**/agency-passes/")
    expect(page.get_by_role("row", name=re.compile("Pat Park"))).to_contain_text("Care Now")


def works_with_a_pin(page: Page, admin, told: list) -> None:
    """The house's tablet knows the face; the PIN opens the list and nothing else."""
    sign_in(page, admin)
    page.goto(f"{HERE}/office/tablets/enroll/")
    page.get_by_label(re.compile("^Name")).fill("Tablet East")
    page.get_by_role("button", name=re.compile("Enroll")).click()
    page.get_by_role("heading", level=1).wait_for()
    page.goto("/device/")
    told += objections(page)
    page.get_by_role("link", name=re.compile("Pat Park")).click()
    for digit in PIN:
        page.get_by_role("button", name=digit, exact=True).click()
    page.wait_for_url("**/shift/")
    shot(page, "monday-tablet-shift")
    told += objections(page)
    assert page.request.get(f"{HERE}/staff/").status == 403


def reads_today(page: Page, told: list) -> None:
    """Today says that a shift is open; the huddle sheet says it on paper."""
    page.goto(f"{HERE}/today/")
    expect(page.get_by_role("link", name=re.compile("1 open shift"))).to_be_visible()
    expect(page.locator("main")).to_contain_text("run 1 East")
    told += objections(page)
    shot(page, "monday-today")
    page.goto(f"{HERE}/today/print-huddle-sheet/")
    expect(page.locator("body")).to_contain_text("1 open shift")
    expect(page.locator("body")).to_contain_text("Pat Park")
    told += objections(page)
    shot(page, "monday-huddle")
    page.goto(f"{HERE}/open-shifts/")
    page.get_by_role("link", name=re.compile("^Close unfilled")).click()
    page.get_by_label("Why").select_option(label="Shared out between those here")
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No shift is open")


def leaves(page: Page, facility) -> None:
    """The pass ends with one tap, and nobody from the agency is here any more."""
    page.goto(f"{HERE}/agency-passes/")
    page.get_by_role("button", name=re.compile("^End the pass")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nobody is here from an agency")
    with scoped(process_scope("test", facility.pk)) as scope:
        here = {d.member.given for d in staff.duties_at(scope, clock.now())}
        assert "Pat" not in here
