"""Writing without a connection, in a real browser: exactly once, as its writer, never in plain text."""

import random
import re
from contextlib import suppress

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Error, expect

from hearth.platform.audit.models import AuditEvent
from hearth.platform.identity.actions import enroll_device
from hearth.platform.identity.scopes import scope_for
from hearth.platform.replay import verbs
from hearth.platform.replay.models import ReplayEntry
from hearth.platform.scope import process_scope, scoped
from tests.browsing import IN_BROWSER, objections
from tests.factories.identity import make_account
from tests.factories.tenancy import make_facility
from tests.platform.ui import sample_pages
from tests.platform.ui.devices import (
    DEVICE_KEY,
    OPEN_KEY,
    PIN,
    Browser,
    enter,
    eventually,
)
from tests.platform.ui.sample_pages import VERB


pytestmark = [*IN_BROWSER, pytest.mark.urls("tests.platform.ui.sample_pages")]
PAGE = "/c/maple-court/sample/"
SECRET = "Peg Hayes slept badly"


@pytest.fixture(autouse=True)
def _verb():
    sample_pages.register()
    yield
    verbs.forget(VERB)


@pytest.fixture
def house(emptied):
    """A community with two aides who have a PIN, and a tablet."""
    facility = make_facility("Maple Court")
    administrator = make_account("administrator", facility).actor
    scope = scope_for(administrator, facility)
    with scoped(scope):
        device = enroll_device(scope=scope, by=administrator, name="Tablet 2 East")
    aides = []
    for name in ("Ana Diaz", "Ben Okafor"):
        aide = make_account("caregiver", facility, label=name)
        aide.pin = make_password(PIN)
        aide.save()
        aides.append(aide)
    return facility, aides, device


@pytest.fixture
def phone(driver, tmp_path, live_server, house):
    opened = Browser(driver, tmp_path / "profile", live_server.url)
    yield opened
    opened.context.close()
    assert opened.said == []


def written():
    with scoped(process_scope("test", facility_id())):
        rows = AuditEvent.objects.filter(action=VERB).order_by("id")
        return [(row.actor_id, row.detail["text"]) for row in rows]


def facility_id():
    from hearth.platform.tenancy.models import Facility

    return Facility.objects.get(slug="maple-court").pk


def looks(action):
    with scoped(process_scope("test", facility_id())):
        return AuditEvent.objects.filter(action=action, detail__offline=True).count()


def entries():
    with scoped(process_scope("test", facility_id())):
        return list(ReplayEntry.objects.order_by("received_at"))


def write(page, text=SECRET):
    page.locator("#plain textarea").fill(text)
    page.get_by_role("button", name="Save").click()


def strip(page):
    return page.locator("#sync")


# --- With a connection ----------------------------------------------------------------------------


def test_with_a_connection_a_marked_form_is_an_ordinary_form(phone, house):
    _facility, (ana, _ben), _device = house
    phone.sign_in(ana)
    page = phone.ready()
    write(page)
    page.wait_for_url("**/sample/done/")
    expect(page.get_by_text("Written", exact=True)).to_be_visible()
    assert written() == [(ana.actor_id, SECRET)]
    assert page.evaluate("hearthKeep.rows().then(r => r.length)") == 0


def test_a_wrong_form_comes_back_with_what_was_typed_and_keeps_nothing(phone, house):
    _facility, (ana, _ben), _device = house
    phone.sign_in(ana)
    page = phone.ready()
    write(page, "refuse this")
    expect(page.locator("#plain .field-error")).to_contain_text("Say why.")
    expect(page.locator("#plain textarea")).to_have_value("refuse this")
    assert page.evaluate("hearthKeep.rows().then(r => r.length)") == 0
    write(page, "because it was so")
    page.wait_for_url("**/sample/done/")
    assert [text for _who, text in written()] == ["because it was so"]


def test_a_row_that_htmx_sends_is_written_once(phone, house):
    _facility, (ana, _ben), _device = house
    phone.sign_in(ana)
    page = phone.ready()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Row written")).to_be_visible()
    assert [text for _who, text in written()] == ["row done"]
    assert page.evaluate("hearthKeep.rows().then(r => r.length)") == 0


# --- Without ------------------------------------------------------------------------------------------


def test_offline_it_is_kept_said_and_sent_once_after_a_reload(phone, house):
    _facility, (ana, _ben), _device = house
    phone.sign_in(ana)
    page = phone.ready()
    phone.offline()
    write(page)
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    expect(strip(page)).to_contain_text("1 entry waits here since")
    expect(page.locator("#plain textarea")).to_have_value("")
    write(page, "second")
    expect(strip(page)).to_contain_text("2 entries wait here since")
    page.reload()
    expect(page.get_by_role("heading", name="No connection to Hearth")).to_be_visible()
    assert written() == []
    phone.offline(False)
    eventually(page, written, [(ana.actor_id, SECRET), (ana.actor_id, "second")])
    page.goto(PAGE)
    expect(strip(page)).to_have_text("", use_inner_text=True)
    assert len(written()) == 2


def test_a_row_written_offline_says_so_and_is_sent_once(phone, house):
    _facility, (ana, _ben), _device = house
    phone.sign_in(ana)
    page = phone.ready()
    phone.offline()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    expect(page.locator("#row")).to_be_hidden()
    phone.offline(False)
    eventually(page, lambda: [text for _who, text in written()], ["row done"])
    expect(page.locator(".kept")).to_have_text("Sent")


def test_nothing_overtakes_what_was_written_before(phone, house):
    _facility, (ana, _ben), _device = house
    phone.sign_in(ana)
    page = phone.ready()
    page.route("**/offline/send/", lambda route: route.abort())
    phone.offline()
    write(page, "first")
    expect(page.locator(".kept")).to_be_visible()
    phone.offline(False)
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#row")).to_be_hidden()
    assert written() == []
    page.unroute("**/offline/send/")
    eventually(page, lambda: [text for _who, text in written()], ["first", "row done"])


def test_a_lost_answer_is_not_a_second_write(phone, house):
    _facility, (ana, _ben), _device = house
    phone.sign_in(ana)
    page = phone.ready()
    lost = []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)  # the house has it; nobody hears
            route.abort()
        else:
            route.continue_()

    page.route(f"**{PAGE}", lose)
    write(page)
    expect(page.locator(".kept")).to_be_visible()
    assert lost == [201]
    page.evaluate("hearthOffline.drain()")
    eventually(page, lambda: page.evaluate("hearthKeep.rows().then(r => r.length)"), 0)
    assert written() == [(ana.actor_id, SECRET)]


def test_a_lost_answer_of_the_queue_is_not_a_second_write(phone, house):
    _facility, (ana, _ben), _device = house
    phone.sign_in(ana)
    page = phone.ready()
    lost = []

    def lose(route):
        if len(lost) < 2:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/offline/send/", lose)
    phone.offline()
    write(page)
    expect(page.locator(".kept")).to_be_visible()
    phone.offline(False)
    eventually(page, lambda: len(lost) > 0, True)
    for _ in range(3):
        page.evaluate("hearthOffline.drain()")
    eventually(page, lambda: page.evaluate("hearthKeep.rows().then(r => r.length)"), 0)
    assert lost == [200, 200]
    assert written() == [(ana.actor_id, SECRET)]


def test_the_browser_is_closed_and_opened_again(phone, house):
    _facility, (ana, _ben), _device = house
    phone.sign_in(ana)
    page = phone.ready()
    phone.offline()
    write(page)
    expect(page.locator(".kept")).to_be_visible()
    phone.restart()
    phone.sign_in(ana)
    page = phone.ready()
    eventually(page, written, [(ana.actor_id, SECRET)])
    eventually(page, lambda: page.evaluate("hearthKeep.rows().then(r => r.length)"), 0)


def test_thirty_writes_over_a_bad_network_arrive_once_each_and_in_order(phone, house):
    """A quarter never arrives, a quarter's answer is lost; pages are reloaded, the browser dies."""
    _facility, (ana, _ben), _device = house
    chance = random.Random(20261124)
    phone.sign_in(ana)
    texts = [f"note {n}" for n in range(30)]

    def bad(route):
        luck = chance.random()
        if route.request.method != "POST" or luck > 0.5:
            route.continue_()
            return
        if luck > 0.25:
            route.fetch(max_redirects=0)
        with suppress(Error):  # the page or its route went meanwhile
            route.abort()

    ways = re.compile(r"/(sample|offline/send)/$")
    page = phone.ready()
    page.route(ways, bad)
    for n, text in enumerate(texts):
        write(page, text)
        expect(
            page.locator(".kept").or_(page.get_by_text("It is written")).first
        ).to_be_visible()
        if n == 17:
            phone.restart()
            phone.sign_in(ana)
            page = phone.page
            page.route(ways, bad)
        page.goto(PAGE)
    page.unroute(ways)
    eventually(page, lambda: page.evaluate("hearthKeep.rows().then(r => r.length)"), 0)
    assert [text for _who, text in written()] == texts


def test_the_house_broken_down_is_not_the_writers_trouble(phone, house):
    _facility, (ana, _ben), _device = house
    phone.sign_in(ana)
    page = phone.ready()
    page.route(
        f"**{PAGE}",
        lambda r: r.fulfill(status=503) if r.request.method == "POST" else r.continue_(),
    )
    write(page)
    expect(page.get_by_text("Hearth could not take it yet")).to_be_visible()
    eventually(page, written, [(ana.actor_id, SECRET)])


def test_what_was_refused_is_shown_and_not_dropped(phone, house):
    _facility, (ana, _ben), _device = house
    phone.sign_in(ana)
    page = phone.ready()
    phone.offline()
    write(page, "refuse this")
    expect(page.locator(".kept")).to_be_visible()
    phone.offline(False)
    expect(strip(page)).to_contain_text("1 entry needs you")
    (entry,) = entries()
    assert (entry.state, entry.payload["text"]) == ("refused", "refuse this")
    page.goto(PAGE)
    expect(strip(page)).to_contain_text("1 entry needs you")
    strip(page).get_by_role("link").click()
    expect(page.get_by_label("What did you see or do?")).to_have_value("refuse this")
    expect(page.get_by_text("Say why.")).to_be_visible()
    expect(strip(page)).to_have_text("", use_inner_text=True)
    page.get_by_label("What did you see or do?").fill("because it was so")
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_text("Everything you wrote has arrived")).to_be_visible()
    assert written() == [(ana.actor_id, "because it was so")]


# --- Who may read it --------------------------------------------------------------------------------------


def test_nothing_kept_can_be_read_off_the_device(phone, house):
    _facility, (ana, _ben), _device = house
    phone.sign_in(ana)
    page = phone.ready()
    phone.offline()
    write(page)
    expect(page.locator(".kept")).to_be_visible()
    kept = phone.everything()
    assert "queue=" in kept
    for plain in (SECRET, "Peg", "slept", VERB, "Sample note", "thing=17", "Ana Diaz"):
        assert plain not in kept, plain
    assert "key:true" not in kept


# --- The shared tablet --------------------------------------------------------------------------------------


@pytest.fixture
def tablet(phone, house, settings):
    """The same browser, enrolled by hand; the sample page may be kept on it."""
    settings.HEARTH_OFFLINE_PAGES = {"sample"}
    _facility, _aides, device = house
    with scoped(process_scope("test", facility_id())):
        administrator = device.device.enrolled_by.account
    phone.sign_in(administrator)
    page = phone.page
    page.goto("/c/maple-court/office/tablets/enroll/")
    page.get_by_label("Name").fill("Tablet 3 West")
    page.get_by_role("button", name="Enroll").click()
    expect(page.get_by_text("is enrolled")).to_be_visible()
    page.evaluate(DEVICE_KEY)
    page.get_by_role("button", name="Sign out and show who works here").click()
    page.wait_for_url("**/device/")
    return phone


KEPT_PAGES = (
    "hearthKeep.within('pages', 'readonly', (at) => at.getAllKeys()).then((k) => k.length)"
)


def come_in(tablet, name):
    tablet.page.goto("/device/")
    enter(tablet.page, name)
    tablet.page.wait_for_url("**/c/maple-court/**")
    tablet.page.evaluate(OPEN_KEY)
    return tablet.ready()


def kept_page(tablet):
    eventually(tablet.page, lambda: tablet.page.evaluate(KEPT_PAGES), 1)


def test_a_page_can_be_read_offline_on_the_tablet_and_written_on(tablet, house):
    _facility, (ana, _ben), _device = house
    page = come_in(tablet, "Ana Diaz")
    kept_page(tablet)
    tablet.offline()
    page.reload()
    expect(page.get_by_text("No connection. This is how it stood at")).to_be_visible()
    expect(page.get_by_role("heading", name="Write what you saw")).to_be_visible()
    write(page)
    expect(page.locator(".kept")).to_be_visible()
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#row")).to_be_hidden()
    page.reload()
    expect(page.locator("#row")).to_be_hidden()  # what waits still says so
    tablet.offline(False)
    eventually(page, written, [(ana.actor_id, SECRET), (ana.actor_id, "row done")])
    eventually(page, lambda: looks("sample"), 2)  # each reading offline is in the trail


def test_nothing_of_a_kept_page_can_be_read_without_the_pin(tablet, house):
    page = come_in(tablet, "Ana Diaz")
    kept_page(tablet)
    page.locator("#plain textarea").fill(SECRET)
    kept = tablet.everything()
    for plain in ("Write what you saw", "/c/maple-court", "Ana Diaz", SECRET):
        assert plain not in kept, plain
    assert "key:true" not in kept


def test_after_a_minute_of_quiet_it_locks_and_the_draft_is_there_again(tablet, house):
    page = come_in(tablet, "Ana Diaz")
    page.clock.install()
    page.goto(PAGE)
    page.locator("#plain textarea").fill(SECRET)
    page.clock.run_for(52_000)
    expect(page.get_by_text("locks in 10 seconds")).to_be_visible()
    page.clock.run_for(9_000)
    page.wait_for_url("**/device/")
    assert SECRET not in tablet.everything()
    enter(page, "Ana Diaz")
    page.get_by_role("link", name="Go on writing").click()
    expect(page.locator("#plain textarea")).to_have_value(SECRET)


def test_offline_the_tablet_locks_and_the_pin_opens_it_again(tablet, house):
    page = come_in(tablet, "Ana Diaz")
    kept_page(tablet)
    page.evaluate(
        "hearthKeep.get('keys', 'open').then((k) => hearthKeep.put('state', 'test', k.who))"
    )
    tablet.offline()
    page.locator("summary.btn").filter(has_text="Ana Diaz").click()
    page.get_by_role("button", name="Lock this tablet").click()
    page.wait_for_url("**/offline/")
    page.goto(PAGE)
    expect(page.get_by_role("heading", name="No connection to Hearth")).to_be_visible()
    enter(page, "Ana Diaz", "482916")
    expect(page.get_by_text("Tries left: 4")).to_be_visible()
    for digit in PIN:
        page.get_by_role("button", name=digit, exact=True).click()
    page.wait_for_url("**/shift/")  # which this tablet has not kept: it says what there is
    page.get_by_role("link", name="Sample").click()
    expect(page.get_by_role("heading", name="Write what you saw")).to_be_visible()


def test_five_wrong_pins_offline_and_what_was_kept_is_gone(tablet, house):
    page = come_in(tablet, "Ana Diaz")
    kept_page(tablet)
    tablet.offline()
    page.evaluate("hearthKeep.lock()")
    page.goto("/offline/")
    page.get_by_role("button", name="Ana Diaz").click()
    for left in (4, 3, 2, 1, 0):
        for digit in "111222":
            page.get_by_role("button", name=digit, exact=True).click()
        said = f"Tries left: {left}" if left else "Too many wrong PINs"
        expect(page.get_by_text(said)).to_be_visible()
    assert page.evaluate(KEPT_PAGES) == 0
    page.goto("/offline/")
    expect(page.get_by_role("button", name="Ana Diaz")).to_have_count(0)


def test_the_next_person_neither_reads_nor_becomes_the_first(tablet, house):
    _facility, (ana, _ben), _device = house
    page = come_in(tablet, "Ana Diaz")
    kept_page(tablet)
    tablet.offline()
    write(page)
    expect(page.locator(".kept")).to_be_visible()
    page.evaluate("hearthKeep.lock()")
    tablet.context.clear_cookies(name="sessionid")
    page.route("**/offline/send/", lambda route: route.abort())
    tablet.offline(False)
    page = come_in(tablet, "Ben Okafor")
    assert written() == []
    expect(strip(page)).to_contain_text("1 entry")
    own = page.evaluate(
        "hearthKeep.state(hearthOffline.who).then((s) => JSON.stringify(s.own))"
    )
    assert own == "[]"
    assert SECRET not in tablet.everything()
    page.goto("/c/maple-court/kept/")
    expect(page.get_by_text("Everything you wrote has arrived")).to_be_visible()
    page.unroute("**/offline/send/")
    eventually(page, written, [(ana.actor_id, SECRET)])


def test_the_tablet_sends_it_with_nobody_signed_in(tablet, house):
    _facility, (ana, _ben), _device = house
    page = come_in(tablet, "Ana Diaz")
    tablet.offline()
    write(page)
    expect(page.locator(".kept")).to_be_visible()
    tablet.context.clear_cookies(name="sessionid")
    tablet.offline(False)
    page.goto("/device/")
    eventually(page, written, [(ana.actor_id, SECRET)])


def test_signing_out_asks_about_what_waits_and_wipes_what_could_be_read(tablet, house):
    _facility, (ana, _ben), _device = house
    page = come_in(tablet, "Ana Diaz")
    kept_page(tablet)
    page.route("**/offline/send/", lambda route: route.abort())
    page.route(
        f"**{PAGE}", lambda r: r.abort() if r.request.method == "POST" else r.continue_()
    )
    write(page)
    expect(page.locator(".kept")).to_be_visible()
    page.locator("summary.btn").filter(has_text="Ana Diaz").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("1 entry waits on this device")).to_be_visible()
    page.get_by_role("button", name="Stay signed in").click()
    page.locator("summary.btn").filter(has_text="Ana Diaz").click()
    page.get_by_role("button", name="Sign out").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/device/")
    assert page.evaluate(KEPT_PAGES) == 0
    assert page.evaluate("hearthKeep.get('keys', 'open')") is None
    page.unroute("**/offline/send/")
    eventually(page, written, [(ana.actor_id, SECRET)])


def test_a_tablet_taken_out_of_use_hands_in_and_forgets_everything(tablet, house):
    from hearth.kernel import clock
    from hearth.platform.identity.models import Device

    page = come_in(tablet, "Ana Diaz")
    kept_page(tablet)
    tablet.offline()
    write(page)
    expect(page.locator(".kept")).to_be_visible()
    Device.objects.filter(name="Tablet 3 West").update(revoked_at=clock.now())
    tablet.offline(False)
    page.wait_for_url("**/enter/")
    assert page.evaluate(KEPT_PAGES) == 0
    assert page.evaluate("hearthKeep.get('keys', 'device')") is None
    assert [(e.state, e.payload["text"]) for e in entries()] == [("review", SECRET)]


def test_somebody_who_left_has_nothing_on_the_tablet_at_its_next_contact(tablet, house):
    _facility, (ana, _ben), _device = house
    page = come_in(tablet, "Ana Diaz")
    kept_page(tablet)
    ana.is_active = False
    ana.save()
    page.goto("/device/")
    eventually(page, lambda: page.evaluate(KEPT_PAGES), 0)
    assert page.evaluate(f"hearthKeep.get('keys', 'person:{ana.pk}')") is None


def test_a_page_of_a_full_sign_in_is_never_kept(tablet, house):
    _facility, (ana, _ben), _device = house
    tablet.sign_in(ana)
    page = tablet.ready()
    page.goto(PAGE)
    assert page.evaluate(KEPT_PAGES) == 0
    assert page.locator("body").get_attribute("data-offline").count('"pin"') == 0


# --- How it looks ----------------------------------------------------------------------------------------------


def test_axe_finds_nothing_on_what_is_kept_and_on_the_page_without_a_connection(tablet, house):
    page = come_in(tablet, "Ana Diaz")
    kept_page(tablet)
    tablet.offline()
    write(page, "refuse this")
    expect(page.locator(".kept")).to_be_visible()
    told = objections(page)
    page.evaluate("hearthKeep.lock()")
    page.goto("/offline/")
    expect(page.get_by_role("button", name="Ana Diaz")).to_be_visible()
    told += objections(page)
    page.get_by_role("button", name="Ana Diaz").click()
    told += objections(page)
    tablet.offline(False)
    page = come_in(tablet, "Ana Diaz")
    expect(strip(page)).to_contain_text("1 entry needs you")
    told += objections(page)
    page.goto("/c/maple-court/kept/")
    expect(page.get_by_label("What did you see or do?")).to_have_value("refuse this")
    told += objections(page)
    assert told == []
