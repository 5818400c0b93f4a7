"""An aide's tablet on the corridor without Wi-Fi: a task and a note, each in the record exactly once."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect

from hearth.kernel import clock
from hearth.platform.identity import sessions
from hearth.platform.identity.actions import enroll_device
from hearth.platform.identity.scopes import scope_for
from hearth.platform.replay.models import ReplayEntry
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes.models import Note
from hearth.record.tasks.codes import Outcome
from hearth.record.tasks.models import Task, TaskChange
from tests.browsing import IN_BROWSER
from tests.factories.identity import make_account
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.tasks import make_task
from tests.factories.tenancy import make_facility, make_place
from tests.platform.ui.devices import DEVICE_KEY, OPEN_KEY, PIN, Browser, enter, eventually


pytestmark = IN_BROWSER
WORDS = "Slept badly, asked for her daughter twice"


class House:
    """Maple Court: Margaret Hayes in 214, her shower due now, Ana Diaz on the floor."""

    def __init__(self):
        self.facility = make_facility("Maple Court", set_up_at=clock.now())
        place = make_place(self.facility, "214")
        self.ana = make_account("caregiver", self.facility, label="Ana Diaz")
        self.ana.pin = make_password(PIN)
        self.ana.save()
        self.coordinator = make_account("coordinator", self.facility, label="Jo Ortiz")
        by = self.coordinator.actor
        scope = scope_for(by, self.facility)
        with scoped(scope):
            self.device = enroll_device(scope=scope, by=by, name="Tablet 2 East")
            self.resident = make_resident(self.facility, "Hayes", "Margaret")
            stay = make_stay(self.resident)
            make_placement(stay, place, by)
            self.task = make_task(
                self.facility,
                by,
                "Shower",
                due=clock.now(),
                owner_role="caregiver",
                resident=self.resident,
            )

    def inside(self):
        return scoped(process_scope("test", self.facility.pk))

    def outcome(self):
        with self.inside():
            task = Task.objects.select_related("recorder").get(pk=self.task.pk)
            done = TaskChange.objects.filter(task=task, change="completed").count()
            return task.outcome, getattr(task.recorder, "label", ""), done

    def notes(self):
        with self.inside():
            return [(n.recorder.label, n.text) for n in Note.objects.select_related("recorder")]

    def kept(self):
        with self.inside():
            return list(ReplayEntry.objects.exclude(state="accepted"))


@pytest.fixture
def house(emptied):
    return House()


@pytest.fixture
def tablet(driver, tmp_path, live_server, house):
    """The enrolled tablet, its key where enrolling puts it."""
    opened = Browser(driver, tmp_path / "profile", live_server.url)
    opened.cookie(sessions.DEVICE_COOKIE, house.device.key, lasting=True)
    opened.page.goto("/device/")
    opened.page.evaluate(PUT_KEY, house.device.offline_key)
    opened.page.evaluate(DEVICE_KEY)
    yield opened
    opened.context.close()
    assert opened.said == []


PUT_KEY = """async (given) => {
  const key = await crypto.subtle.importKey('raw', hearthKeep.bytes(given), 'HKDF', false, ['deriveKey', 'deriveBits']);
  await hearthKeep.put('keys', 'device', { device: 'tablet', key });
}"""


def come_in(tablet):
    page = tablet.page
    page.goto("/device/")
    enter(page, "Ana Diaz")
    page.wait_for_url("**/c/maple-court/shift/")
    page.evaluate(OPEN_KEY)
    tablet.ready("/c/maple-court/shift/")
    return page


def note_url(house):
    return f"/c/{house.facility.slug}/residents/{house.resident.pk}/notes/write/"


def pages_kept(page):
    return page.evaluate(
        "hearthKeep.within('pages', 'readonly', (at) => at.getAllKeys()).then((k) => k.length)"
    )


def write_note(page):
    page.locator("textarea[name=text]").fill(WORDS)
    page.get_by_role("button", name="Save the note").click()
    expect(page.locator(".kept")).to_be_visible()


def test_a_task_and_a_note_of_a_corridor_without_wifi(tablet, house):
    page = come_in(tablet)
    page.goto(note_url(house))
    eventually(page, lambda: pages_kept(page), 2)

    tablet.offline()
    page.goto("/c/maple-court/shift/")
    expect(page.get_by_text("This is how it stood at")).to_be_visible()
    row = page.locator(f"#task-{house.task.pk}")
    row.get_by_role("button", name=re.compile("Done")).click()
    expect(row.get_by_text("Kept here, not sent yet")).to_be_visible()
    page.goto(note_url(house))
    write_note(page)
    page.reload()
    page.goto("/c/maple-court/shift/")
    expect(row.get_by_text("Kept here, not sent yet")).to_be_visible()
    assert house.outcome()[0] == ""

    tablet.restart()  # the battery died, and so did the session
    page = tablet.page
    page.goto("/device/")
    eventually(page, house.outcome, ("done", "Ana Diaz", 1))
    eventually(page, house.notes, [("Ana Diaz", WORDS)])
    assert house.kept() == []


def test_answers_that_are_lost_make_no_second_note_and_no_second_shower(tablet, house):
    page = come_in(tablet)
    lost = []

    def lose(route):
        if route.request.method == "POST" and len(lost) < 4:
            lost.append(route.fetch(max_redirects=0).status)
            route.abort()
        else:
            route.continue_()

    page.route(re.compile(r"/(complete|notes/write|offline/send)/"), lose)
    page.locator(f"#task-{house.task.pk}").get_by_role(
        "button", name=re.compile("Done")
    ).click()
    expect(page.locator(".kept").first).to_be_visible()
    page.goto(note_url(house))
    write_note(page)
    # The page sends again by itself every ten seconds; here it is asked to, at once.
    left = "hearthOffline.drain().then(() => hearthKeep.rows()).then((r) => r.length)"
    eventually(page, lambda: page.evaluate(left), 0)
    assert len(lost) == 4
    assert house.outcome() == ("done", "Ana Diaz", 1)
    assert house.notes() == [("Ana Diaz", WORDS)]
    assert house.kept() == []


def test_somebody_was_first_and_both_see_it(tablet, house):
    from hearth.record.tasks.actions import complete_task

    page = come_in(tablet)
    tablet.offline()
    page.locator(f"#task-{house.task.pk}").get_by_role(
        "button", name=re.compile("Done")
    ).click()
    expect(page.locator(".kept")).to_be_visible()
    scope = scope_for(house.coordinator.actor, house.facility)
    with scoped(scope):
        complete_task(
            scope=scope,
            by=house.coordinator.actor,
            task=house.task,
            outcome=Outcome.DONE,
            effective=clock.now(),
        )
    tablet.offline(False)
    expect(page.locator("#sync")).to_contain_text("1 entry needs you")
    assert house.outcome() == ("done", "Jo Ortiz", 1)
    assert [entry.state for entry in house.kept()] == ["conflict"]
    page.locator("#sync").get_by_role("link").click()
    expect(page.get_by_text("1 entry of yours")).to_be_visible()
