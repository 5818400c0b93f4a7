"""Who looked: one row a page, whatever the page loads."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core import signing
from django.test import RequestFactory

from hearth.kernel import clock
from hearth.platform.audit import queries
from hearth.platform.audit.models import AuditEvent
from hearth.platform.audit.viewing import list_seen, view_seen, view_token
from hearth.platform.scope import process_scope, scoped


pytestmark = pytest.mark.django_db


@pytest.fixture
def open_page(facility, somebody):
    """A request of one person, as ``@requires`` hands it to a view."""
    with scoped(process_scope("test", facility.pk)) as scope:

        def request(token: str = "", by=somebody, **query):
            made = RequestFactory().get(
                "/", query, headers={"X-Hearth-View": token} if token else {}
            )
            made.scope, made.actor = scope, by
            return made

        yield request


def span():
    return {"since": clock.now() - timedelta(days=1), "until": clock.now() + timedelta(days=1)}


def test_a_page_and_its_fragments_are_one_view(open_page):
    resident = uuid4()
    page = open_page()
    view = view_seen(page, resident, "residents.view_resident")
    token = view_token(page)
    for _ in range(3):
        assert view_seen(open_page(token), resident, "residents.view_vitals") == view
    assert view_seen(open_page(view=token), resident, "residents.view_vitals") == view

    (event,) = AuditEvent.objects.all()
    assert (event.resident_id, event.view_id, event.action) == (
        resident,
        view,
        "residents.view_resident",
    )


def test_a_fragment_without_its_page_is_a_view_of_its_own(open_page):
    view_seen(open_page(), uuid4(), "residents.view_vitals")
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize("wrong", ["forged", "resident", "actor", "old"])
def test_a_token_that_is_not_this_view_s_writes_a_row(open_page, wrong, monkeypatch):
    resident = uuid4()
    page = open_page()
    view_seen(page, resident, "residents.view_resident")
    token = view_token(page)
    other = SimpleNamespace(pk=uuid4(), kind="person")
    if wrong == "old":
        monkeypatch.setattr(signing.time, "time", lambda: clock.now().timestamp() + 16 * 60)
    request = {
        "forged": lambda: open_page(token[:-1] + ("a" if token[-1] != "a" else "b")),
        "resident": lambda: open_page(token),
        "actor": lambda: open_page(token, by=other),
        "old": lambda: open_page(token),
    }[wrong]()
    view_seen(request, uuid4() if wrong == "resident" else resident, "residents.view_vitals")
    assert AuditEvent.objects.count() == 2


def test_a_list_is_one_row_and_can_be_found_by_resident(open_page):
    shown = [uuid4() for _ in range(5)]
    request = open_page()
    list_seen(request, shown, "desk.search")
    found = queries.listed(request.scope, shown[3], **span())
    assert [e.action for e in found] == ["desk.search"]
    assert list(queries.listed(request.scope, uuid4(), **span())) == []


def test_who_opened_answers_by_page_and_any_column(open_page):
    resident = uuid4()
    people = [SimpleNamespace(pk=uuid4(), kind="person") for _ in range(3)]
    for person in people:
        for _ in range(2):
            view_seen(open_page(by=person), resident, "residents.view_resident")
    scope = open_page().scope

    first = queries.who_opened(scope, resident, per_page=4, **span())
    second = queries.who_opened(scope, resident, per_page=4, page=2, **span())
    assert (len(first.rows), first.more, len(second.rows), second.more) == (4, True, 2, False)
    by_actor = queries.who_opened(scope, resident, sort="actor_id", **span()).rows
    assert [e.actor_id for e in by_actor] == sorted(e.actor_id for e in by_actor)
    assert len(queries.who_opened(scope, resident, sort="; DROP TABLE", **span()).rows) == 6
    counted = queries.openings_by_actor(scope, [resident], **span())
    assert {row["times"] for row in counted} == {2}


def test_export_is_safe_in_a_spreadsheet(open_page):
    resident = uuid4()
    request = open_page()
    view_seen(request, resident, "=cmd|' /C calc'!A0")
    labels = {request.actor.pk: "+Jones"}
    head, line = queries.csv_rows(queries.views_of(request.scope, [resident], **span()), labels)
    assert head[:2] == ["actor", "recorded"]
    assert line[0] == "'+Jones"
    assert "'=cmd|' /C calc'!A0" in line


def test_a_view_costs_one_statement(open_page, django_assert_num_queries):
    with django_assert_num_queries(1):
        view_seen(open_page(), uuid4(), "residents.view_resident")
