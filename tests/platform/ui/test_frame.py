"""The frame around pages: only links that lead somewhere, the chosen look, pages for errors."""

from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings

from hearth.platform.ui import context


# Nothing is collected in tests: static files are served from where they lie.
pytestmark = pytest.mark.filterwarnings("ignore:No directory at")


def request_of(*permissions: str, path: str = "/_ui/", **more):
    request = RequestFactory().get(path)
    request.facility = SimpleNamespace(
        name="Elm House", slug="elm", zone=ZoneInfo("UTC"), jurisdiction="GB-ENG"
    )
    request.scope = SimpleNamespace(may=lambda asked: asked in permissions, emergency_until="")
    for name, value in more.items():
        setattr(request, name, value)
    return request


NAV = [
    ("Parts", "ui:gallery", "leaf", "ui.view_gallery"),
    ("Nowhere", "nowhere:at_all", "leaf", ""),
    ("Frame", "ui:today_frame", "leaf", ""),
]


@override_settings(HEARTH_NAV=NAV)
def test_a_link_is_shown_only_if_it_exists_and_may_be_opened():
    assert [link["label"] for link in context.links(request_of(), "HEARTH_NAV")] == ["Frame"]
    allowed = context.links(request_of("ui.view_gallery"), "HEARTH_NAV")
    assert [link["label"] for link in allowed] == ["Parts", "Frame"]


@override_settings(HEARTH_NAV=NAV)
def test_a_page_without_a_person_has_no_links():
    assert context.links(RequestFactory().get("/"), "HEARTH_NAV") == []


def test_a_public_page_has_a_frame_without_anything():
    said = context.chrome(RequestFactory().get("/"))
    assert said["facility"] is None
    assert not said["nav"]
    assert said["live_url"] == ""
    assert said["theme"] == "auto"


def test_the_stream_of_a_page_is_its_community_s():
    assert context.chrome(request_of())["live_url"] == "/live/c/elm/"


def test_emergency_access_says_until_when():
    request = request_of()
    request.scope.emergency_until = "2026-11-24T20:05:00+00:00"
    html = render_to_string(
        "ui/frame/emergency_access.html",
        {"emergency_access": context.emergency_access(request), "facility": request.facility},
    )
    assert "20:05" in html
    assert "Emergency access" in html


@pytest.mark.parametrize(
    ("cookie", "account", "expected"),
    [
        ("night", "", "night"),
        ("", "dark", "dark"),
        ("light", "dark", "light"),
        ("pink", "", "auto"),
        ("", "", "auto"),
    ],
)
def test_the_device_s_look_wins_over_the_account_s(cookie, account, expected):
    request = request_of(_cached_user=SimpleNamespace(theme=account))
    request.COOKIES["hearth_theme"] = cookie
    assert context.theme(request) == expected


def test_choosing_a_look_keeps_it_and_goes_back():
    answer = Client().post("/look/theme/", {"theme": "night", "next": "/_ui/"})
    assert answer.status_code == 302
    assert answer["Location"] == "/_ui/"
    assert answer.cookies["hearth_theme"].value == "night"


@pytest.mark.parametrize(
    "there", ["https://example.com/", "//example.com", "javascript:alert(1)", ""]
)
def test_choosing_a_look_never_leads_away(there):
    assert Client().post("/look/theme/", {"theme": "dark", "next": there})["Location"] == "/"


def test_an_unknown_look_changes_nothing():
    assert (
        "hearth_theme"
        not in Client().post("/look/theme/", {"theme": "pink", "next": "/"}).cookies
    )


ERRORS = [
    "400",
    "403",
    "404",
    "405",
    "409",
    "413",
    "422",
    "429",
    "500",
    "503",
    "csrf",
    "refused",
]


@pytest.mark.parametrize("name", ERRORS)
def test_each_error_is_a_page_and_a_fragment_and_asks_the_database_nothing(name):
    request = RequestFactory().get("/")
    request.htmx = False
    page = render_to_string(
        f"ui/errors/{name}.html", {"message": "Choose a later time."}, request
    )
    assert page.lstrip().startswith("<!doctype html>")
    assert "<h1>" in page
    request.htmx = True
    fragment = render_to_string(
        f"ui/errors/{name}.html", {"message": "Choose a later time."}, request
    )
    assert "<!doctype" not in fragment
    assert 'role="alert"' in fragment


def test_a_refusal_is_shown_in_its_own_words_and_safely():
    request = RequestFactory().get("/")
    page = render_to_string(
        "ui/errors/refused.html", {"message": "Taken by <b>Ann</b>."}, request
    )
    assert "Taken by &lt;b&gt;Ann&lt;/b&gt;." in page
