"""The live strip: fetches what changed, never under the focus, and is honest when it is not live."""

import pytest
from playwright.sync_api import expect

from tests.browsing import NEEDS_BROWSER


pytestmark = NEEDS_BROWSER

STREAM = """
window.streams = [];
window.EventSource = class extends EventTarget {
  static CLOSED = 2;
  constructor(url) { super(); this.url = url; this.readyState = 1; streams.push(this); }
  close() { this.readyState = 2; }
  tell(name, data) { this.dispatchEvent(new MessageEvent(name, { data })); }
};
"""
REGIONS = """
document.body.dataset.liveUrl = '/live/c/maple-court/';
document.querySelector('.content').insertAdjacentHTML('afterbegin',
  `<div id="a" data-live="tasks" hx-get="/fresh/a" hx-trigger="hearth:refresh" hx-swap="outerHTML"><button>old a</button></div>
   <div id="b" data-live="stays notes" hx-get="/fresh/b" hx-trigger="hearth:refresh" hx-swap="outerHTML">old b</div>`);
htmx.process(document.querySelector('.content'));
"""


@pytest.fixture
def live(opened):
    """A page whose stream the test speaks through."""
    page = opened("/_ui/today-frame/")
    page.asked = []

    def fresh(route):
        page.asked.append((route.request.url[-1], route.request.headers.get("hx-background")))
        name = route.request.url[-1]
        route.fulfill(content_type="text/html", body=f"<div id='{name}'>new {name}</div>")

    page.route("**/fresh/*", fresh)
    page.clock.install()
    page.evaluate("() => {" + STREAM + "}")
    page.evaluate("() => {" + REGIONS + "}")
    page.add_script_tag(url="/static/hearth/live.js")
    return page


def test_only_the_regions_that_show_what_changed_fetch_themselves(live):
    live.evaluate("streams[0].tell('changed', JSON.stringify({kinds: ['tasks']}))")
    live.wait_for_selector("#a:text('new a')")
    expect(live.locator("#b")).to_have_text("old b")
    assert live.asked == [("a", "1")]  # marked as background: it never extends a session


def test_after_a_gap_everything_is_fetched(live):
    live.evaluate("streams[0].tell('changed', JSON.stringify({kinds: ['everything']}))")
    live.wait_for_selector("#a:text('new a')")
    live.wait_for_selector("#b:text('new b')")


def test_a_region_in_use_waits_until_it_is_left(live):
    live.locator("#a button").focus()
    live.evaluate("streams[0].tell('changed', JSON.stringify({kinds: ['tasks']}))")
    expect(live.locator("[data-live-show]")).to_be_visible()
    expect(live.locator("#a")).to_have_text("old a")
    assert live.evaluate("document.activeElement.textContent") == "old a"
    live.evaluate("document.activeElement.blur()")
    live.clock.run_for(5100)
    live.wait_for_selector("#a:text('new a')")
    expect(live.locator("[data-live-show]")).to_be_hidden()


def test_silence_is_told(live):
    live.clock.run_for(41_000)
    strip = live.locator("#live")
    assert strip.get_attribute("data-state") == "stale"
    expect(strip).to_contain_text("last update 06:47")
    live.evaluate("streams[0].tell('here', '{}')")
    assert strip.get_attribute("data-state") == "live"


def test_a_heartbeat_keeps_it_live(live):
    for _beat in range(4):
        live.clock.run_for(15_000)
        live.evaluate("streams[0].tell('here', '{}')")
    assert live.locator("#live").get_attribute("data-state") == "live"


def test_offline_is_told_at_once(live):
    live.evaluate("dispatchEvent(new Event('offline'))")
    expect(live.locator("#live")).to_contain_text("Offline")
