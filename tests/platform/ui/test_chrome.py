"""The frame of a real signed-in page: the person, their communities, what it asks the database."""

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import include, path

from hearth.platform.identity.decorators import requires
from hearth.platform.identity.models import Membership
from hearth.platform.identity.roles import ROLES, Role


PERMISSION = "probe.view_probe"


@requires(PERMISSION)
def probe(request: HttpRequest) -> HttpResponse:
    """A page with nothing of its own."""
    return render(request, "ui/base.html")


@requires(PERMISSION)
def fragment(request: HttpRequest) -> HttpResponse:
    """A fragment with nothing of its own."""
    return render(request, "ui/toasts.html")


urlpatterns = [
    path("", include("hearth.platform.ui.urls")),
    path("c/<slug:community>/probe/", probe, name="probe"),
    path("c/<slug:community>/fragment/", fragment, name="fragment"),
]
pytestmark = [
    pytest.mark.urls(__name__),
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:No directory at"),
]


@pytest.fixture(autouse=True)
def _a_role_that_may_open_the_probe(monkeypatch):
    role = Role(code="coordinator", label="Coordinator", permissions=frozenset({PERMISSION}))
    monkeypatch.setitem(ROLES, "coordinator", role)


NAV = [("Probe", "probe", "leaf", PERMISSION), ("Other", "nowhere:at_all", "leaf", "")]


@override_settings(HEARTH_NAV=NAV, HEARTH_HOME="probe")
def test_a_page_shows_its_person_community_and_doors(as_role, facility):
    client = as_role("coordinator")
    html = client.get(f"/c/{facility.slug}/probe/").content.decode()
    assert f'href="/c/{facility.slug}/probe/" aria-current="page"' in html
    assert facility.name in html
    assert client.account.actor.label in html
    assert f'data-live-url="/live/c/{facility.slug}/"' in html
    assert "Go to" not in html  # one community: nothing to switch
    assert "Other" not in html


@override_settings(HEARTH_NAV=NAV, HEARTH_HOME="probe")
def test_a_person_of_two_communities_can_switch(as_role, facility, other_facility):
    client = as_role("coordinator")
    here = Membership.objects.get(actor=client.account.actor)
    Membership.objects.create(
        actor=here.actor, facility=other_facility, role="coordinator", starts=here.starts
    )
    html = client.get(f"/c/{facility.slug}/probe/").content.decode()
    assert f'href="/c/{other_facility.slug}/probe/"' in html


@override_settings(HEARTH_NAV=NAV, HEARTH_HOME="probe")
def test_the_frame_costs_at_most_one_question_more_than_a_fragment(as_role, facility):
    client = as_role("coordinator")
    client.get(f"/c/{facility.slug}/probe/")
    with CaptureQueriesContext(connection) as page:
        client.get(f"/c/{facility.slug}/probe/")
    with CaptureQueriesContext(connection) as part:
        client.get(f"/c/{facility.slug}/fragment/")
    assert len(page) - len(part) <= 1


def test_choosing_a_language_keeps_it_with_the_account(as_role):
    client = as_role("coordinator")
    answer = client.post("/look/language/", {"language": "es", "next": "/_ui/"})
    assert answer["Location"] == "/_ui/"
    client.account.refresh_from_db()
    assert client.account.language == "es"


def test_a_language_the_house_does_not_have_changes_nothing(as_role):
    client = as_role("coordinator")
    client.post("/look/language/", {"language": "xx", "next": "/_ui/"})
    client.account.refresh_from_db()
    assert client.account.language == ""
