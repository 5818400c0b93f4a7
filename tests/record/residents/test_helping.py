"""What somebody with a run opens at once, and the one tap before everybody else's residents."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.platform.content.settings import Settings
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents import queries
from hearth.record.residents.models import Helping
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.staff import (
    make_assignment,
    make_duty,
    make_member,
    make_role,
    make_run,
    make_shift,
)
from tests.factories.tenancy import make_place


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def house(facility, as_role, actor):
    """An aide has 2 East (Hayes); Lee has 2 West (Novak); 2 North has nobody (Chen)."""
    made = SimpleNamespace(facility=facility, now=clock.now(), people={}, runs={})
    made.aide = as_role("caregiver")
    with scoped(process_scope("test", facility.pk)):
        shift = make_shift(facility)
        for name, run, room in (
            ("Hayes", "2 East", "201"),
            ("Novak", "2 West", "202"),
            ("Chen", "2 North", "203"),
            ("Boyle", "", "204"),
        ):
            place = make_place(facility, room)
            made.people[name] = make_resident(facility, name)
            make_placement(make_stay(made.people[name]), place, actor)
            if run:
                made.runs[run] = make_run(facility, run, [place])
        for name, run, who in (
            ("Diaz", "2 East", made.aide.account.actor),
            ("Lee", "2 West", None),
        ):
            member = make_member(facility, name, actor=who)
            make_role(member)
            duty = make_duty(
                member,
                "caregiver",
                starts=made.now - HOUR,
                status="on",
                arrived_at=made.now - HOUR,
            )
            make_assignment(made.runs[run], duty, shift, actor)
    return made


def path(house, name, tail=""):
    return f"/c/{house.facility.slug}/residents/{house.people[name].pk}/{tail}"


@pytest.mark.parametrize("name", ["Hayes", "Chen", "Boyle"])
def test_her_own_nobody_s_and_who_is_in_no_run_open_at_once(house, name):
    assert house.aide.get(path(house, name)).status_code == 200


def test_another_run_s_resident_is_one_tap_away(house):
    asked = house.aide.get(path(house, "Novak"), follow=True)
    page = " ".join(asked.content.decode().split())
    assert "202 · Margaret Novak" in page
    assert "In run 2 West, with Ana Lee." in page
    assert "I am helping with Margaret" in page
    opened = house.aide.post(
        path(house, "Novak", "help/"), {"next": path(house, "Novak", "timeline/")}
    )
    assert opened["Location"] == path(house, "Novak", "timeline/")
    assert house.aide.get(path(house, "Novak")).status_code == 200
    with scoped(process_scope("test", house.facility.pk)):
        row = Helping.objects.get()
        assert row.ends == row.duty.ends
        assert AuditEvent.objects.filter(action="residents.help_with").count() == 1


def test_twice_is_once_and_it_ends_with_the_duty(house):
    for _ in range(2):
        house.aide.post(path(house, "Novak", "help/"))
    with scoped(process_scope("test", house.facility.pk)):
        row = Helping.objects.get()
        row.ends = house.now - HOUR / 2
        row.starts = house.now - HOUR
        row.save()
    assert house.aide.get(path(house, "Novak")).status_code == 302


def test_her_part_of_the_tap_never_leads_elsewhere(house):
    sent = {"next": "https://elsewhere.example/"}
    assert house.aide.post(path(house, "Novak", "help/"), sent)["Location"] == path(
        house, "Novak"
    )


def test_what_an_emergency_needs_never_waits(house):
    assert house.aide.get(path(house, "Novak", "record-event/")).status_code == 200
    assert house.aide.get(path(house, "Novak", "report-unaccounted/")).status_code == 200


def test_the_list_still_has_every_name(house):
    found = house.aide.get(f"/c/{house.facility.slug}/residents/")
    assert "Novak" in found.content.decode()


@pytest.mark.parametrize("role", ["nurse", "coordinator", "shift-lead"])
def test_nobody_else_is_narrowed(house, as_role, role):
    assert as_role(role).get(path(house, "Novak")).status_code == 200


def test_a_float_opens_everybody(house, as_role):
    assert as_role("caregiver").get(path(house, "Novak")).status_code == 200


def test_a_community_may_open_everybody_to_all(house, monkeypatch):
    decided = Settings(floor_opens="community")
    monkeypatch.setattr(
        "hearth.record.residents.queries.runs.settings_for", lambda facility: decided
    )
    assert house.aide.get(path(house, "Novak")).status_code == 200


def test_her_own_cost_two_questions(house, django_assert_max_num_queries):
    scope = process_scope("test", house.facility.pk)
    with scoped(scope):
        me = SimpleNamespace(
            **{name: getattr(scope, name) for name in ("facilities", "facility_id")},
            actor_id=house.aide.account.actor.pk,
            roles=("caregiver",),
        )
        with django_assert_max_num_queries(2):
            assert queries.opens(me, house.facility, house.people["Hayes"].pk)


def test_who_has_her_stands_on_her_page(house, as_role):
    page = as_role("nurse").get(path(house, "Novak")).content.decode()
    assert "With Ana Lee, run 2 West" in page
    assert (
        "Nobody has run 2 North" in as_role("nurse").get(path(house, "Chen")).content.decode()
    )
