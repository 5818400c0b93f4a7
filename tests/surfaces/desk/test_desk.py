"""The coordinator's morning on Maple Court: what she sees, prints and finds."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.platform.identity.models import Account
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents.models import Resident
from hearth.record.tasks.actions import complete_task, create_task
from hearth.record.tasks.codes import Outcome, OutcomeReason
from hearth.surfaces.desk import queries
from tests.surfaces.test_query_budget import MORE, MOST, asked


pytestmark = pytest.mark.django_db


def signed_in(username):
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def some_resident(maple):
    with scoped(process_scope("test", maple.pk)):
        return Resident.objects.order_by("id").first()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("today/", "desk:today"),
        ("residents/", ""),
        ("residents/{one}/", "desk:resident"),
        ("search/?q=mar", ""),
    ],
)
def test_a_page_of_the_desk_asks_little(maple, path, name):
    client = signed_in("coordinator")
    path = path.format(one=some_resident(maple).pk)
    client.get(f"/c/maple-court/{path}")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/c/maple-court/{path}").status_code == 200
    assert len(asked(captured)) <= MORE.get(name, MOST), "\n".join(asked(captured))


def test_today_opens_with_census_and_needs(maple):
    page = signed_in("coordinator").get("/c/maple-court/today/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "need you" in text
    assert "in house" in text
    assert "Send the incident report to the state" in text
    assert "Not back by" in text


def test_a_resident_s_page_says_who_it_is_and_is_seen_to_be_opened(maple):
    one = some_resident(maple)
    page = signed_in("coordinator").get(f"/c/maple-court/residents/{one.pk}/")
    assert page.status_code == 200
    assert one.family.upper() in page.content.decode().upper()
    assert "Code status" in page.content.decode()
    with scoped(process_scope("test", maple.pk)):
        seen = AuditEvent.objects.filter(resident_id=one.pk, action="desk.resident")
        assert seen.count() == 1


def test_another_community_s_resident_is_not_found(maple, as_role, other_facility):
    one = some_resident(maple)
    assert (
        signed_in("coordinator").get(f"/c/maple-court/residents/{one.pk}/").status_code == 200
    )
    stranger = as_role("coordinator", other_facility)
    assert stranger.get(f"/c/maple-court/residents/{one.pk}/").status_code == 404
    assert stranger.get(f"/c/{other_facility.slug}/residents/{one.pk}/").status_code == 404


def test_the_managers_sheet_has_no_diagnosis(maple):
    sheet = signed_in("coordinator").get("/c/maple-court/today/print-stand-up-sheet/")
    assert sheet.status_code == 200
    assert "hypertension" not in sheet.content.decode()


@pytest.mark.parametrize(
    "path", ["residents/", "search/?q=a", "more/", "today/print-huddle-sheet/"]
)
def test_the_other_pages_answer(maple, path):
    assert signed_in("coordinator").get(f"/c/maple-court/{path}").status_code == 200


def test_search_finds_by_the_beginning_of_either_name(maple):
    one = some_resident(maple)
    text = (
        signed_in("coordinator")
        .get(f"/c/maple-court/search/?q={one.family[:4]}")
        .content.decode()
    )
    assert one.family in text


def test_an_aide_may_not_open_the_desk(maple):
    assert signed_in("caregiver").get("/c/maple-court/today/").status_code == 403


def test_family_gets_one_honest_page(maple):
    page = signed_in("family").get("/c/maple-court/portal/")
    assert page.status_code == 200
    assert "no pages of their own" in page.content.decode()


def test_what_is_late_opens_the_late_ones(maple):
    client = signed_in("coordinator")
    text = client.get("/c/maple-court/today/").content.decode()
    link = re.search(r'href="([^"]*)">(\d+) tasks? late<', text)
    assert link, "the demonstration has something late"
    shown = client.get(link[1].replace("&amp;", "&")).content.decode()
    assert 'aria-current="true"' in shown
    assert "is late" not in shown.split("</h1>")[0]  # the list is only that: it says "are open"
    assert shown.count('data-state="late"') > 0
    assert 'data-state="due"' not in shown


def test_an_outcome_names_whom_it_was_about(maple):
    client = signed_in("coordinator")
    with scoped(process_scope("test", maple.pk)) as scope:
        since = clock.now() - timedelta(hours=24)
        others = {c.resident_id for c in queries.changes(scope, since)}
        one = Resident.objects.exclude(pk__in=others).order_by("id").first()
        by = Account.objects.get(username="nurse").actor
        task = create_task(
            scope=scope,
            by=by,
            code="tasks.look",
            title="Look in on {name}",
            title_values={"name": one.given},
            resident=one,
            due=clock.now(),
        )
        complete_task(
            scope=scope,
            by=by,
            task=task,
            outcome=Outcome.NOT_DONE,
            reason=OutcomeReason.NO_TIME,
        )
    text = client.get("/c/maple-court/today/?since=24").content.decode()
    assert f"Look in on {one.given}: not done" in text
    assert "{name}" not in text
