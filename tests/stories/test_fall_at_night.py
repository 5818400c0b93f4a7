"""A fall found in the night: recorded by one thumb, told, watched, sent out, back, and closed."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from hearth.care.incidents.models import Incident
from hearth.kernel import clock
from hearth.platform.outbox.delivery import deliver
from hearth.platform.outbox.models import Delivery
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes.models import ContactMade
from hearth.record.residents.models import CareTeamMember, ContactWish, Flag, Stay
from hearth.record.tasks.models import Task, Watch
from tests.browsing import (
    DESK,
    IN_BROWSER,
    PHONE,
    SIDEWAYS,
    make_person,
    objections,
    shot,
    sign_in,
    where_it_is,
)
from tests.factories.residents import (
    make_contact,
    make_placement,
    make_resident,
    make_stay,
)
from tests.factories.staff import make_duty, make_member, make_practitioner
from tests.factories.tenancy import make_facility, make_place


pytestmark = IN_BROWSER
CROWD = (("caregiver", "A. Diaz"), ("nurse", "K. Lee"), ("coordinator", "J. Ortiz"))


class House:
    """Maple Court at two in the night: Peg Hayes takes a blood thinner; her daughter is to be woken."""

    def __init__(self) -> None:
        self.facility = make_facility("Maple Court", timezone=where_it_is(2))
        self.slug = self.facility.slug
        place = make_place(self.facility, "214")
        self.people = SimpleNamespace(
            **{role: make_person(role, self.facility, label=label) for role, label in CROWD}
        )
        by = self.people.nurse.actor
        with self.inside():
            for role, label in CROWD:
                account = getattr(self.people, role)
                given, family = label.split()
                member = make_member(
                    self.facility, family, given, actor=account.actor, phone="515-555-0100"
                )
                make_duty(member, role)
            self.resident = make_resident(self.facility, "Hayes", "Margaret", preferred="Peg")
            make_placement(make_stay(self.resident), place, by)
            daughter = make_contact(self.resident, may_see=["incidents", "health"])
            for event in ("any-fall", "injury", "hospital"):
                ContactWish.objects.create(
                    facility=self.facility,
                    resident=self.resident,
                    contact=daughter,
                    event=event,
                    tell_when="at-once",
                    said_at=clock.now(),
                    said_by=by,
                )
            CareTeamMember.objects.create(
                facility=self.facility,
                resident=self.resident,
                role="primary-care",
                practitioner=make_practitioner(self.facility, phone="515-555-0140"),
            )
            Flag.objects.create(
                facility=self.facility,
                resident=self.resident,
                code="bleeding",
                text="Apixaban",
                since=clock.now() - timedelta(days=30),
                raised_by=by,
            )

    def inside(self):
        return scoped(process_scope("test", self.facility.pk))

    def page(self, path: str = "") -> str:
        """An address of hers."""
        return f"/c/{self.slug}/residents/{self.resident.pk}/{path}"

    def settle(self) -> None:
        """What the workers of a house would do by now: every fact reaches who reacts to it."""
        for _round in range(20):
            with self.inside():
                waiting = list(Delivery.objects.filter(state="pending").values_list("pk"))
            if not waiting:
                return
            for (key,) in waiting:
                deliver(self.facility.pk, key)
        raise AssertionError("reactions go on without end")

    def all(self, model, **narrowed) -> list:
        with self.inside():
            return list(model.objects.filter(**narrowed))


@pytest.fixture
def house(emptied) -> House:
    return House()


def test_a_fall_at_night(house, opened):
    told: list[tuple[str, ...]] = []
    phone = opened(viewport=PHONE, has_touch=True)
    sign_in(phone, house.people.caregiver)
    event = finds_her(phone, house, told)
    makes_the_ems_page(phone, house, event, told)

    desk = opened(viewport=DESK)
    sign_in(desk, house.people.nurse)
    reaches_the_daughter(desk, house, event, told)
    watches_her(phone, house, told)
    sends_her_out(desk, house, event, told)
    comes_back(desk, house, told)

    other = opened(viewport=DESK)
    sign_in(other, house.people.coordinator)
    closes_it(desk, other, house, event, told)
    for page in (phone, desk, other):
        assert page.said == []
    assert told == [], "\n".join(map(str, told))


def finds_her(page: Page, house: House, told: list) -> str:
    """Two in the night, one thumb: the event, and at once who must be told."""
    page.goto(house.page())
    page.get_by_role("link", name="Record an event").click()
    told += objections(page)
    for group, label in (
        ("What happened", "Found on the floor"),
        ("Hurt", "Small hurt"),
        ("Did the head hit something", "Yes"),
        ("Who saw it", "Nobody"),
        ("What was done", "Told the nurse"),
        ("What was done", "Stayed with them"),
    ):
        page.get_by_role("group", name=group).get_by_label(label, exact=True).check()
    page.get_by_role("group", name="When", exact=True).get_by_label("Nobody knows").check()
    shot(page, "fall-form")
    page.get_by_role("button", name="Record the event").click()
    page.wait_for_url("**/events/**")
    [row] = house.all(Incident)
    assert (row.say, row.thinner, row.happened_at) == ("call-911", "yes", None)
    expect(page.get_by_role("alert")).to_contain_text("Call 911 now, then the nurse")
    expect(page.locator("a[href='tel:911']")).to_be_visible()
    rows = page.locator("#told-list li")
    expect(rows.filter(has_text="Ann Boyle")).to_contain_text("Tell by")
    expect(rows.filter(has_text="The nurse")).to_contain_text("Told")
    shot(page, "fall-what-now")
    assert page.evaluate(SIDEWAYS) == 0
    told += objections(page)
    return page.url.partition("/c/")[2].partition("?")[0]


def makes_the_ems_page(page: Page, house: House, event: str, told: list) -> None:
    """The crew is on its way: one page, its reason filled in already."""
    page.goto(f"/c/{event}")
    page.get_by_role("link", name="EMS page").click()
    expect(page.get_by_label("In a few words")).to_have_value("Found on the floor")
    page.get_by_role("group", name="Why they come").get_by_label("Fall", exact=True).check()
    told += objections(page)
    page.get_by_role("button", name="Make the page", exact=True).click()
    page.wait_for_url(re.compile(r"/ems/[0-9a-f-]{36}/"))
    expect(page.locator("main")).to_contain_text(re.compile("Hayes", re.IGNORECASE))
    told += objections(page)


def reaches_the_daughter(page: Page, house: House, event: str, told: list) -> None:
    """She is woken as she wished; what is recorded of the call closes the task."""
    page.goto(f"/c/{house.slug}/events/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 event waits")
    told += objections(page)
    shot(page, "fall-list")
    page.get_by_role("link", name="Found on the floor").click()
    row = page.locator("#told-list li").filter(has_text="Ann Boyle")
    row.get_by_role("link", name=re.compile("Say who was reached")).click()
    told += objections(page)
    page.get_by_label("What they were told").fill(
        "Told about the fall. She comes in the morning."
    )
    page.locator("button[name=reached][value=reached]").click()
    page.wait_for_url(lambda url: "/tells/" not in url)
    house.settle()
    [made] = house.all(ContactMade)
    assert (made.because_type, made.reached) == ("Incident", "reached")
    page.goto(f"/c/{event}")
    shot(page, "fall-told")
    told_row = page.locator("#told-list li").filter(has_text="Ann Boyle")
    expect(told_row).to_contain_text("Told")
    expect(told_row).to_contain_text("K. Lee")


def watches_her(page: Page, house: House, told: list) -> None:
    """Three days on watch: her checks stand on the shift list, and the first is answered."""
    [watch] = house.all(Watch)
    assert watch.reason == "fall"
    assert timedelta(hours=71) < watch.until - watch.starts <= timedelta(hours=72)
    checks = house.all(Task, code="tasks.watch_check", resident_id=house.resident.pk)
    assert max(task.due for task in checks) > watch.starts + timedelta(hours=4)
    page.goto(f"/c/{house.slug}/shift/")
    expect(page.locator("main")).to_contain_text("On watch")
    expect(page.locator("main")).to_contain_text(re.compile("Hayes", re.IGNORECASE))
    told += objections(page)
    shot(page, "fall-shift")
    first = min(checks, key=lambda task: task.due)
    page.goto(f"/c/{house.slug}/watches/{watch.pk}/")
    told += objections(page)
    page.goto(reverse("tasks:answer_watch_check", args=[house.slug, first.pk]))
    told += objections(page)
    page.get_by_role("button", name="All as usual").click()
    page.wait_for_url(lambda url: "/answer/" not in url)
    [done] = house.all(Task, pk=first.pk)
    assert done.outcome == "done"


def sends_her_out(page: Page, house: House, event: str, told: list) -> None:
    """The head was struck: she goes to the emergency room, coded while the crew is at the door."""
    page.goto(f"/c/{event}")
    page.get_by_role("link", name="Sent out with EMS").click()
    told += objections(page)
    for group, label in (
        ("Why", "Fall"),
        ("Who decided", "Nurse"),
        ("Where to", "Hospital stay"),
    ):
        page.get_by_role("group", name=group).get_by_label(label, exact=True).check()
    page.get_by_role("button", name="Record: sent to hospital").click()
    page.wait_for_url(lambda url: "/leave-for-hospital/" not in url)
    house.settle()
    [stay] = house.all(Stay, resident_id=house.resident.pk)
    assert stay.status == "hospital"


def comes_back(page: Page, house: House, told: list) -> None:
    """Back in the morning with nothing broken; the watch for the fall is what it was."""
    page.goto(house.page("residency/return/"))
    told += objections(page)
    page.get_by_label("What they found").fill("No fracture, no bleeding.")
    page.get_by_role("group", name="New orders").get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Record the return").click()
    page.wait_for_url(lambda url: "/return/" not in url)
    house.settle()
    [stay] = house.all(Stay, resident_id=house.resident.pk)
    assert stay.status == "returning"


def closes_it(page: Page, other: Page, house: House, event: str, told: list) -> None:
    """The report is signed by one and reviewed by another; who is not told yet still stands there."""
    page.goto(f"/c/{event}report/")
    page.get_by_label("What happened, in your own words").fill("On the floor beside the bed.")
    page.get_by_label("Call bell not in reach").check()
    told += objections(page)
    page.get_by_role("button", name="Sign the report").click()
    page.wait_for_url(f"**/c/{event}")
    other.goto(f"/c/{house.slug}/today/")
    expect(other.locator("main")).to_contain_text("Found on the floor")
    told += objections(other)
    shot(other, "fall-today")
    other.goto(f"/c/{event}review/")
    told += objections(other)
    other.get_by_role("button", name="Sign the review").click()
    other.wait_for_url(f"**/c/{event}")
    expect(other.get_by_role("heading", level=1)).to_contain_text("still to be told about Peg")
    other.goto(f"/c/{house.slug}/events/")
    expect(other.locator("tbody tr")).to_contain_text("not yet")
    expect(other.locator("tbody tr")).to_contain_text("Reviewed")
    told += objections(other)
    shot(other, "fall-closing")
    other.goto(house.page("timeline/"))
    expect(other.locator("main")).to_contain_text("Found on the floor")
