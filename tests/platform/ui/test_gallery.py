"""Every component in a real browser: accessible in three themes, at three widths, both directions."""

from itertools import product

import pytest
from playwright.sync_api import expect

from tests.browsing import DESK, NEEDS_BROWSER, PHONE, SIDEWAYS, objections


pytestmark = NEEDS_BROWSER

PAGES = [
    "/_ui/",
    "/_ui/today-frame/",
    "/_ui/resident-frame/",
    "/_ui/floor-frame/",
    "/_ui/sheet-frame/",
    "/_ui/entrance-frame/",
]
LOOKS = tuple(product((PHONE, DESK), ("light", "dark", "night")))
FEWER_ROWS = "document.querySelectorAll('[data-part=many] tbody tr:nth-child(n+12)').forEach(r => r.remove())"


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_any_theme(opened, path):
    page = opened(path)
    page.evaluate(FEWER_ROWS)
    assert objections(page, looks=LOOKS) == []
    assert page.said == []  # the page's policy blocked nothing, no script failed


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_in_either_direction(opened, path):
    """320 is a 1280-pixel screen at 400 %."""
    page = opened(path)
    page.evaluate(FEWER_ROWS)
    for width in (320, 360, 768, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for direction in ("ltr", "rtl"):
            page.evaluate("way => { document.documentElement.dir = way }", direction)
            assert page.evaluate(SIDEWAYS) <= 0, f"{direction} at {width}"


def test_floor_pages_have_targets_for_a_thumb(opened):
    page = opened("/_ui/floor-frame/", width=360, height=740)
    boxes = [one.bounding_box() for one in page.locator("main .btn, .main-nav > a").all()]
    assert len(boxes) > 8
    assert min(min(box["height"], box["width"]) for box in boxes) >= 48


def test_the_banner_stands_once_and_stays_in_sight(opened):
    page = opened("/_ui/resident-frame/")
    page.mouse.wheel(0, 900)
    for _try in range(50):  # the wheel is followed a moment later
        if page.evaluate("scrollY") > 200:
            break
        page.wait_for_timeout(100)
    assert page.evaluate("scrollY") > 200
    expect(page.locator("[data-banner]")).to_have_count(1)
    expect(page.locator(".banner-name")).to_be_visible()
    assert page.locator("[data-banner]").bounding_box()["y"] < 60


def test_lists_of_several_residents_have_no_banner(opened):
    expect(opened("/_ui/today-frame/").locator("[data-banner]")).to_have_count(0)


def test_slash_goes_to_search_and_letters_can_be_switched_off(opened):
    page = opened("/_ui/today-frame/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.locator("h1").click()
    page.locator(".person summary").click()
    page.locator("[data-shortcuts]").click()
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "search"


def test_j_and_k_walk_the_rows(opened):
    page = opened("/_ui/today-frame/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('[data-row]').id") == "task-2"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('[data-row]').id") == "task-1"


def test_escape_closes_a_menu_and_gives_the_focus_back(opened):
    page = opened("/_ui/today-frame/")
    page.locator("#task-1 .menu summary").click()
    expect(page.locator("#task-1 .menu-panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#task-1 .menu-panel")).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_dialog_says_the_consequence_and_closing_changes_nothing(opened):
    page = opened("/_ui/")
    page.locator("[data-dialog='sample-dialog']").click()
    dialog = page.locator("#sample-dialog")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("cannot be put back")
    dialog.get_by_text("Close, change nothing").click()
    expect(dialog).to_be_hidden()


def test_the_first_error_is_reached_and_nothing_typed_is_lost(opened):
    page = opened("/_ui/")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    assert page.locator("#id_who").input_value().startswith("Maria-Magdalena")
    described = page.locator("#id_note").get_attribute("aria-describedby")
    expect(page.locator(f"#{described.split()[-1]}")).to_have_text("This field is required.")


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422])
def test_a_refusal_is_swapped_into_the_form(opened, status):
    page = opened("/_ui/today-frame/")
    page.route(
        "**/refuse",
        lambda route: route.fulfill(
            status=status, content_type="text/html", body="<p id='answer'>Put it right</p>"
        ),
    )
    _post(page, "/refuse")
    page.wait_for_selector("#answer")
    assert page.said == [] or all("Failed to load resource" in line for line in page.said)


def test_a_fault_of_the_server_says_so_and_leaves_the_form_alone(opened):
    page = opened("/_ui/today-frame/")
    page.route("**/refuse", lambda route: route.fulfill(status=500, body="<h1>no</h1>"))
    _post(page, "/refuse")
    page.wait_for_selector(".toast")
    expect(page.locator(".toast")).to_contain_text("Nothing was saved")
    expect(page.locator("#probe")).to_have_count(1)


def test_signed_out_while_typing_keeps_what_was_typed(opened):
    page = opened("/_ui/today-frame/")
    page.route(
        "**/refuse", lambda route: route.fulfill(status=401, headers={"HX-Redirect": "/enter/"})
    )
    _post(page, "/refuse")
    page.wait_for_selector(".toast")
    expect(page.locator(".toast")).to_contain_text("signed out")
    assert page.url.endswith("/_ui/today-frame/")
    assert page.locator("#probe input").input_value() == "kept"


def _post(page, url: str) -> None:
    """A form on the page that htmx sends."""
    page.evaluate(
        """url => {
          document.querySelector('.content').insertAdjacentHTML('afterbegin',
            `<form id="probe" hx-post="${url}" hx-target="this" hx-swap="outerHTML"><input name="a" value="kept"><button>Send</button></form>`);
          htmx.process(document.getElementById('probe'));
        }""",
        url,
    )
    page.locator("#probe button").click()
