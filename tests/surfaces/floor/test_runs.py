"""The shift list by runs: mine first, everybody's one tap away, nobody's the shift lead's."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.tasks.actions import start_watch
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.staff import (
    make_assignment,
    make_duty,
    make_member,
    make_role,
    make_run,
    make_shift,
)
from tests.factories.tasks import make_task
from tests.factories.tenancy import make_place
from tests.surfaces.test_query_budget import asked


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def house(facility, as_role, actor):
    """Hayes in 2 East (Diaz), Novak in 2 West (nobody), Chen in no run."""
    now = clock.now()
    made = SimpleNamespace(facility=facility, now=now, by=actor)
    with scoped(process_scope("test", facility.pk)):
        made.shift = make_shift(facility)
        rooms = [make_place(facility, n) for n in ("201", "202", "203")]
        made.people = {}
        for name, room in zip(("Hayes", "Novak", "Chen"), rooms, strict=True):
            made.people[name] = make_resident(facility, name)
            make_placement(make_stay(made.people[name]), room, actor)
        made.east = make_run(facility, "2 East", rooms[:1])
        made.west = make_run(facility, "2 West", rooms[1:2])
        for name, resident in made.people.items():
            task(made, f"Walk {name}", resident)
        task(made, "Fill the linen cart", None)
    return made


def task(house, title, resident, **kwargs):
    words = {"owner_role": "caregiver", "ladder": ["caregiver", "shift-lead", "nurse"]}
    words |= {"code": "tasks.care", "due": house.now + HOUR / 2, "resident": resident}
    return make_task(house.facility, house.by, title, **(words | kwargs))


def works(house, as_role, role, run=None, **kwargs):
    client = as_role(role)
    with scoped(process_scope("test", house.facility.pk)):
        member = make_member(house.facility, role.title(), actor=client.account.actor)
        make_role(member, role)
        duty = make_duty(
            member, role, starts=house.now - HOUR, status="on", arrived_at=house.now - HOUR
        )
        if run is not None:
            make_assignment(run, duty, house.shift, house.by, **kwargs)
    return client


def names(client, house, query=""):
    page = client.get(f"/c/{house.facility.slug}/shift/{query}").content.decode()
    wanted = ("Walk Hayes", "Walk Novak", "Walk Chen", "Fill the linen cart")
    return {name for name in wanted if name in page}


EVERYTHING = {"Walk Hayes", "Walk Novak", "Walk Chen", "Fill the linen cart"}


def test_my_run_first_with_the_house_s_own_tasks(house, as_role):
    works(house, as_role, "shift-lead")
    aide = works(house, as_role, "caregiver", house.east)
    assert names(aide, house) == {"Walk Hayes", "Fill the linen cart"}
    page = aide.get(f"/c/{house.facility.slug}/shift/").content.decode()
    assert "2 East" in page
    assert "2 things to do now" in page


def test_everybody_s_is_one_tap_away_with_whose_it_is(house, as_role):
    works(house, as_role, "shift-lead")
    aide = works(house, as_role, "caregiver", house.east)
    assert names(aide, house, "?run=all") == EVERYTHING
    page = aide.get(f"/c/{house.facility.slug}/shift/?run=all").content.decode()
    assert "Ana Caregiver · 2 East" in page
    assert "nobody · 2 West" in page


def test_what_nobody_has_is_the_shift_lead_s(house, as_role):
    works(house, as_role, "caregiver", house.east)
    lead = works(house, as_role, "shift-lead")
    assert names(lead, house) == {"Walk Novak", "Walk Chen"}


def test_with_no_shift_lead_here_it_is_everybody_s(house, as_role):
    aide = works(house, as_role, "caregiver", house.east)
    assert names(aide, house) == EVERYTHING


def test_a_float_helps_everybody(house, as_role):
    works(house, as_role, "shift-lead")
    assert names(works(house, as_role, "caregiver"), house) == EVERYTHING


def test_a_med_tech_goes_by_the_cart(house, as_role):
    with scoped(process_scope("test", house.facility.pk)):
        place = make_place(house.facility, "301")
        other = make_resident(house.facility, "Boyle")
        make_placement(make_stay(other), place, house.by)
        cart = make_run(house.facility, "Cart A", [place], run_kind="cart")
        task(house, "Pass Boyle", other, owner_role="med-tech", ladder=["med-tech", "nurse"])
        task(
            house,
            "Pass Hayes",
            house.people["Hayes"],
            owner_role="med-tech",
            ladder=["med-tech", "nurse"],
        )
    works(house, as_role, "shift-lead")
    tech = works(house, as_role, "med-tech", cart)
    page = tech.get(f"/c/{house.facility.slug}/shift/").content.decode()
    assert "Pass Boyle" in page
    assert "Pass Hayes" not in page


def test_a_part_of_a_run_is_its_rooms_only(house, as_role):
    with scoped(process_scope("test", house.facility.pk)):
        second = make_place(house.facility, "205")
        other = make_resident(house.facility, "Boyle")
        make_placement(make_stay(other), second, house.by)
        run = make_run(house.facility, "3 East", [second, make_place(house.facility, "206")])
        task(house, "Walk Boyle", other)
    works(house, as_role, "shift-lead")
    aide = works(house, as_role, "caregiver", run, places=[second.pk])
    page = aide.get(f"/c/{house.facility.slug}/shift/").content.decode()
    assert "Walk Boyle" in page
    assert "Walk Hayes" not in page


def test_one_run_by_its_key(house, as_role):
    nurse = as_role("nurse")
    assert names(nurse, house, f"?run={house.west.pk}") == {"Walk Novak"}


def test_without_runs_everything_is_as_before(house, as_role):
    works(house, as_role, "shift-lead")
    with scoped(process_scope("test", house.facility.pk)):
        for run in (house.east, house.west):
            run.closed_at = house.now
            run.save()
    assert names(works(house, as_role, "caregiver"), house) == EVERYTHING


def test_it_still_asks_little(house, as_role):
    aide = works(house, as_role, "caregiver", house.east)
    names(aide, house)
    with CaptureQueriesContext(connection) as captured:
        names(aide, house)
    assert len(asked(captured)) <= 20


def test_who_is_on_watch_elsewhere_is_not_on_my_list(house, as_role):
    with scoped(process_scope("test", house.facility.pk)) as scope:
        for name in ("Hayes", "Novak"):
            start_watch(scope=scope, by=house.by, resident=house.people[name], reason="fall")
    lead = works(house, as_role, "shift-lead")
    aide = works(house, as_role, "caregiver", house.east)
    path = f"/c/{house.facility.slug}/shift/"
    mine = aide.get(path).content.decode()
    assert "Margaret Hayes" in mine
    assert "Margaret Novak" not in mine
    assert "Margaret Novak" in lead.get(path).content.decode()
