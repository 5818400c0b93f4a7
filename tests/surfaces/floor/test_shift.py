"""The aide's shift list: whose, where, when, and what to mind about each resident."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents.models import Flag
from hearth.record.tasks.models import Task
from tests.factories.residents import (
    make_placement,
    make_resident,
    make_stay,
    make_whereabouts,
)
from tests.factories.staff import make_duty, make_member
from tests.factories.tasks import make_task
from tests.factories.tenancy import make_neighborhood, make_place
from tests.surfaces.test_query_budget import asked


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def house(facility, as_role):
    """A caregiver on duty in East, where Margaret Hayes lives in 214."""
    aide = as_role("caregiver")
    by = aide.account.actor
    now = clock.now()
    with scoped(process_scope("test", facility.pk)):
        east, west = make_neighborhood(facility, "East"), make_neighborhood(facility, "West")
        me = make_member(facility, actor=by)
        make_duty(me, "caregiver", neighborhood=east, starts=now - HOUR, run="run 2")
        margaret = make_resident(facility, preferred="Peg", transfer="two-person")
        make_placement(make_stay(margaret), make_place(facility, neighborhood=east), by)
    house = SimpleNamespace(
        facility=facility, aide=aide, by=by, me=me, east=east, west=west, now=now
    )
    house.margaret = margaret
    return house


def care(house, title="Shower", **kwargs) -> Task:
    defaults = {
        "code": "tasks.care",
        "resident": house.margaret,
        "neighborhood": house.east,
        "owner_role": "caregiver",
        "ladder": ["caregiver", "nurse"],
        "due": house.now + HOUR / 2,
    }
    with scoped(process_scope("test", house.facility.pk)):
        return make_task(house.facility, house.by, title, **{**defaults, **kwargs})


def shift(house, query: str = "", client=None) -> str:
    page = (client or house.aide).get(f"/c/{house.facility.slug}/shift/{query}")
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def test_it_says_how_much_waits_as_what_and_until_when(house):
    care(house)
    care(house, "Walk", due=house.now - 6 * HOUR)
    page = shift(house)
    assert "2 things to do now; 1 is late" in page
    assert "Caregiver · East run 2 · until" in page
    assert 'class="has-nav floor"' in page


def test_a_row_says_where_who_what_and_what_to_mind(house):
    with scoped(process_scope("test", house.facility.pk)):
        Flag.objects.create(
            facility=house.facility,
            resident=house.margaret,
            code="fall",
            since=house.now,
            raised_by=house.by,
        )
        make_whereabouts(
            house.margaret, house.by, out_for="family", expected_back=house.now + HOUR
        )
    care(house)
    page = shift(house)
    for said in ("214", "Margaret Hayes", "Peg", "Shower", "May fall", "Two people help"):
        assert said in page
    assert "With family or friends, back" in page


def test_late_is_amber_and_says_so(house):
    care(house, due=house.now - 6 * HOUR)
    page = shift(house)
    assert 'data-state="late" data-level="urgent"' in page
    assert "late 6 h" in page


def test_what_is_another_roles_elsewhere_or_a_colleagues_is_not_on_the_list(house):
    with scoped(process_scope("test", house.facility.pk)):
        rosa = make_member(house.facility, "Vega", "Rosa")
    care(house, "Weigh", owner_role="med-tech", ladder=["med-tech"])
    care(house, "Westward", neighborhood=house.west)
    care(house, "Rosas own", owner_staff=rosa, status="accepted")
    care(house, "Mine", owner_staff=house.me, status="accepted")
    page = shift(house)
    assert "1 thing to do now" in page
    for title in ("Weigh", "Westward", "Rosas own"):
        assert title not in page
    assert "Westward" in shift(house, f"?where={house.west.pk}")
    assert "Westward" in shift(house, "?where=all")


def test_what_passed_up_to_the_nurse_is_still_on_the_aides_list(house):
    care(house, owner_role="nurse", escalated_level=1, due=house.now - 6 * HOUR)
    page = shift(house)
    assert "Shower" in page
    assert "passed up from Caregiver" in page


def test_a_med_tech_sees_the_med_techs_list(house, as_role):
    care(house)
    care(house, "Weigh", code="tasks.measure", owner_role="med-tech", ladder=["med-tech"])
    page = shift(house, client=as_role("med-tech"))
    assert "Weigh" in page
    assert "Shower" not in page
    assert "not on duty now" in page


def test_a_nurse_reads_the_caregivers_list_and_an_aide_no_other(house, as_role):
    care(house)
    care(house, "Weigh", code="tasks.measure", owner_role="med-tech", ladder=["med-tech"])
    assert "Shower" in shift(house, "?role=caregiver", client=as_role("nurse"))
    assert "Weigh" not in shift(house, "?role=med-tech")


def test_later_and_done_stand_on_their_own_and_are_counted(house):
    care(house)
    care(house, "Help to bed", due=house.now + 5 * HOUR, opens=house.now + 4 * HOUR)
    washed = care(house, "Wash")
    done = f"/c/{house.facility.slug}/tasks/{washed.pk}/complete/"
    house.aide.post(done, {"outcome": "done"})
    page = shift(house)
    assert "1 of 3" in page
    assert "Help to bed" not in page
    assert "Help to bed" in shift(house, "?show=later")
    finished = shift(house, "?show=done")
    assert "Wash" in finished
    assert "Ana Diaz" in finished


def test_put_off_it_stands_under_later(house):
    care(house, snoozed_until=house.now + 2 * HOUR, snooze_reason="resident-asked")
    assert "Shower" not in shift(house)
    page = shift(house, "?show=later")
    assert "The resident asked for later" in page


def test_by_resident_the_name_stands_once_in_the_order_of_doors(house):
    with scoped(process_scope("test", house.facility.pk)):
        boyle = make_resident(house.facility, "Boyle", "Ann")
        door = make_place(house.facility, "99", neighborhood=house.east)
        make_placement(make_stay(boyle), door, house.by)
    care(house)
    care(house, "Walk")
    care(house, "Drink", resident=boyle)
    page = shift(house, "?by=resident")
    assert page.count("Margaret Hayes") == 1
    assert page.index("Ann Boyle") < page.index("Margaret Hayes")
    assert "Two people help" in page


def test_done_in_one_tap_the_row_comes_back_as_the_aides_list_shows_it(house):
    task = care(house)
    answer = house.aide.post(
        f"/c/{house.facility.slug}/tasks/{task.pk}/complete/",
        {"outcome": "done", "as": "floor"},
        headers={"HX-Request": "true", "HX-Target": f"task-{task.pk}"},
    )
    said = " ".join(answer.content.decode().split())
    assert 'data-state="done"' in said
    assert "Undo" in said
    assert "Do it" not in said


def test_not_done_leads_to_the_reasons_and_back_to_the_list(house):
    task = care(house)
    page = shift(house)
    way = f"/c/{house.facility.slug}/tasks/{task.pk}/complete/?outcome=not-done"
    assert f"{way}&amp;as=floor&amp;next=%2Fc%2F" in page
    back = f"/c/{house.facility.slug}/shift/"
    form = house.aide.get(f"{way}&as=floor&next={back}")
    assert f'name="next" value="{back}"' in form.content.decode()
    sent = house.aide.post(way, {"reason": "asleep", "next": back})
    assert (sent.status_code, sent["Location"]) == (302, back)


def test_nothing_to_do_says_what_would_appear(house):
    assert "Nothing waits for you now" in shift(house)


def test_who_is_on_the_list_is_written_down_once(house):
    care(house)
    care(house, "Walk")
    shift(house)
    with scoped(process_scope("test", house.facility.pk)):
        row = AuditEvent.objects.get(action="floor.shift")
    assert row.detail["residents"] == [str(house.margaret.pk)]


def test_a_full_list_costs_at_most_twenty_questions(house):
    for n in range(40):
        with scoped(process_scope("test", house.facility.pk)):
            who = make_resident(house.facility, f"Chen{n}")
        care(house, resident=who, title=f"Walk {n}")
    shift(house)
    with CaptureQueriesContext(connection) as captured:
        shift(house)
    assert len(asked(captured)) <= 20


def test_not_for_the_kitchen_and_not_for_another_house(house, as_role, other_facility):
    shift(house)
    path = f"/c/{house.facility.slug}/shift/"
    assert as_role("dining").get(path).status_code == 403
    assert as_role("caregiver", other_facility).get(path).status_code == 404
