"""Writing without a connection, in a real browser: exactly once, as its writer, never in plain text."""

import os

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.db import connections
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from hearth.platform.audit.models import AuditEvent
from hearth.platform.identity.actions import enroll_device
from hearth.platform.identity.scopes import scope_for
from hearth.platform.replay import verbs
from hearth.platform.replay.models import ReplayEntry
from hearth.platform.scope import process_scope, scoped
from tests.factories.identity import make_account
from tests.factories.tenancy import make_facility
from tests.platform.ui import sample_pages
from tests.platform.ui.conftest import ARGUMENTS, CHROMIUM
from tests.platform.ui.sample_pages import VERB


pytestmark = [
    pytest.mark.browser,
    pytest.mark.server,
    pytest.mark.skipif(not os.path.exists(CHROMIUM), reason="needs Debian's chromium"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.platform.ui.sample_pages"),
    pytest.mark.filterwarnings("ignore:No directory at"),
]
PIN = "482915"
PAGE = "/c/maple-court/sample/"
SECRET = "Peg Hayes slept badly"
IN_CHARGE = """() => navigator.serviceWorker.controller || new Promise((done) => {
  navigator.serviceWorker.addEventListener('controllerchange', () => done(true));
})"""
# Everything any store of this browser holds, as text: what a thief would read.
EVERYTHING = """async () => {
  const told = [];
  const seen = (value) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer || value);
      told.push(new TextDecoder('latin1').decode(bytes));
    } else if (value instanceof CryptoKey) told.push(`key:${value.extractable}`);
    else if (value && typeof value === 'object') Object.values(value).forEach(seen);
    else told.push(String(value));
  };
  for (const { name } of await indexedDB.databases()) {
    const base = await new Promise((done) => {
      const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result);
    });
    for (const store of base.objectStoreNames) {
      const at = base.transaction(store).objectStore(store);
      const all = (ask) => new Promise((done) => { ask.onsuccess = () => done(ask.result); });
      (await all(at.getAllKeys())).forEach((key) => told.push(`${store}=${key}`));
      (await all(at.getAll())).forEach(seen);
    }
    base.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const one of await cache.keys()) told.push(await (await cache.match(one)).text());
  }
  Object.values(localStorage).forEach((v) => told.push(v));
  Object.values(sessionStorage).forEach((v) => told.push(v));
  return told.join('\\n');
}"""


@pytest.fixture(autouse=True)
def _verb():
    sample_pages.register()
    yield
    verbs.forget(VERB)


@pytest.fixture
def house(transactional_db):
    """A community with two aides who have a PIN, and a tablet."""
    connections.close_all()
    cache.clear()
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
def chrome():
    with sync_playwright() as started:
        yield started


class Browser:
    """One browser with a profile on the disk, that can be closed and opened again."""

    def __init__(self, playwright, folder, address):
        self.playwright, self.folder, self.address = playwright, str(folder), address
        self.context = None
        self.start()

    def start(self):
        self.context = self.playwright.chromium.launch_persistent_context(
            self.folder,
            executable_path=CHROMIUM,
            args=ARGUMENTS,
            base_url=self.address,
            reduced_motion="reduce",
            viewport={"width": 800, "height": 1000},
        )
        self.page = self.context.pages[0]
        # Safari and Firefox have no background sync: what is proven here needs none.
        self.context.add_init_script(
            "if (self.ServiceWorkerRegistration) delete ServiceWorkerRegistration.prototype.sync"
        )
        self.said = []
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on(
            "console",
            lambda m: self.said.append(m.text) if "Content Security" in m.text else None,
        )

    def restart(self):
        self.context.close()
        self.start()

    def cookie(self, name, value):
        self.context.add_cookies([{"name": name, "value": value, "url": self.address}])

    def sign_in(self, account):
        client = Client()
        client.force_login(account)
        self.cookie("sessionid", client.cookies["sessionid"].value)

    def ready(self, path=PAGE):
        """On the page, with the worker in charge of it."""
        self.page.goto(path)
        self.page.evaluate(IN_CHARGE)
        return self.page

    def offline(self, off=True):
        self.context.set_offline(off)

    def everything(self):
        return self.page.evaluate(EVERYTHING)


@pytest.fixture
def phone(chrome, tmp_path, live_server, house):
    opened = Browser(chrome, tmp_path / "profile", live_server.url)
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


def entries():
    with scoped(process_scope("test", facility_id())):
        return list(ReplayEntry.objects.order_by("received_at"))


def write(page, text=SECRET):
    page.locator("#plain textarea").fill(text)
    page.get_by_role("button", name="Save").click()


def strip(page):
    return page.locator("#sync")


def eventually(page, ask, wanted):
    """The house has come to it: asked for again until it has, at most twenty seconds."""
    for _ in range(200):
        if ask() == wanted:
            return
        page.wait_for_timeout(100)
    assert ask() == wanted


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
    expect(strip(page)).to_contain_text("1 entry kept here since")
    expect(page.locator("#plain textarea")).to_have_value("")
    write(page, "second")
    expect(strip(page)).to_contain_text("2 entries kept here since")
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
    expect(page.get_by_label("Text")).to_have_value("refuse this")
    expect(page.get_by_text("Say why.")).to_be_visible()
    expect(strip(page)).to_have_text("", use_inner_text=True)
    page.get_by_label("Text").fill("because it was so")
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
