"""The assignment sheet: what it says first, how it is filled and changed, and on paper."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.staff import queries
from hearth.record.staff.models import Run, RunAssignment, RunPlace
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
from tests.surfaces.test_query_budget import asked


pytestmark = pytest.mark.django_db

SEVEN = datetime(2026, 11, 24, 13, tzinfo=UTC)  # Tuesday 07:00 in Chicago
HOUR = timedelta(hours=1)
WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def _at_quarter_past():
    with clock.pinned(SEVEN + HOUR / 4):
        yield


@pytest.fixture
def house(facility, actor):
    """Two runs of two rooms; Diaz works, Lee works; last Tuesday Diaz had 2 East."""
    with scoped(process_scope("test", facility.pk)):
        made = {"shift": make_shift(facility)}
        rooms = [make_place(facility, str(n)) for n in (201, 202, 203, 204)]
        made["east"] = make_run(facility, "2 East", rooms[:2])
        made["west"] = make_run(facility, "2 West", rooms[2:], position=1)
        for name in ("Diaz", "Lee"):
            member = make_member(facility, name)
            make_role(member)
            made[name] = make_duty(
                member,
                "caregiver",
                starts=SEVEN,
                ends=SEVEN + 8 * HOUR,
                status="on",
                arrived_at=SEVEN,
            )
        before = make_duty(
            made["Diaz"].member, "caregiver", starts=SEVEN - WEEK, ends=SEVEN - WEEK + 8 * HOUR
        )
        make_assignment(made["east"], before, made["shift"], actor)
        resident = make_resident(facility, transfer="two-person", diet=["low-sodium"])
        make_placement(make_stay(resident), rooms[0], actor)
        made["resident"], made["rooms"] = resident, rooms
    return made


def held(facility, run):
    with scoped(process_scope("test", facility.pk)):
        rows = queries.assignments_at(process_scope("test", facility.pk), clock.now())
        return {a.member.family for a in rows if a.run_id == run.pk}


def url(facility, tail=""):
    return f"/c/{facility.slug}/{tail}"


def text(answer):
    return answer.content.decode()


def test_what_is_empty_stands_first(facility, house, as_role):
    page = text(as_role("shift-lead").get(url(facility, "sheet/")))
    assert "2 runs or carts have nobody" in page
    assert "Fill from last Tuesday" in page
    assert "201, 202" in page


def test_one_tap_fills_it_and_says_what_stays_empty(facility, house, as_role):
    client = as_role("shift-lead")
    sent = {"day": "2026-11-24", "shift": house["shift"].pk}
    answer = client.post(url(facility, "sheet/fill/"), sent, follow=True)
    assert held(facility, house["east"]) == {"Diaz"}
    assert "Run 2 West has nobody" in text(answer)
    assert "1 line filled; 1 stays empty" in text(answer)
    assert "Nobody was on it last time." in text(answer)


def test_everybody_is_assigned(facility, house, as_role, actor):
    with scoped(process_scope("test", facility.pk)):
        for run, name in (("east", "Diaz"), ("west", "Lee")):
            make_assignment(house[run], house[name], house["shift"], actor)
    page = text(as_role("caregiver").get(url(facility, "sheet/")))
    assert "Everybody is assigned" in page
    assert "Ana Lee" in page


def test_a_caregiver_reads_and_changes_nothing(facility, house, as_role):
    client = as_role("caregiver")
    page = text(client.get(url(facility, "sheet/")))
    assert "Fill from" not in page
    assert "Put somebody on it" not in page
    assert client.post(url(facility, "sheet/fill/")).status_code == 403
    run = f"sheet/runs/{house['east'].pk}/assign/"
    assert as_role("shift-lead").get(url(facility, run)).status_code == 200
    assert client.get(url(facility, run)).status_code == 403


def test_the_reader_s_own_run_is_said(facility, house, as_role, actor):
    client = as_role("caregiver")
    with scoped(process_scope("test", facility.pk)):
        house["Diaz"].member.actor = client.account.actor
        house["Diaz"].member.save()
        make_assignment(house["east"], house["Diaz"], house["shift"], actor)
    assert "You have 2 East." in text(client.get(url(facility, "sheet/")))


def test_somebody_is_put_on_a_run(facility, house, as_role):
    client = as_role("nurse")
    path = url(facility, f"sheet/runs/{house['west'].pk}/assign/")
    assert "Who takes Run 2 West?" in text(client.get(path))
    assert client.post(path, {"member": house["Lee"].member_id}).status_code == 302
    assert held(facility, house["west"]) == {"Lee"}


def test_a_change_during_the_shift_asks_why_and_keeps_what_was_typed(
    facility, house, as_role, actor
):
    with scoped(process_scope("test", facility.pk)):
        make_assignment(house["east"], house["Diaz"], house["shift"], actor)
    path = url(facility, f"sheet/runs/{house['east'].pk}/assign/")
    with clock.pinned(SEVEN + 3 * HOUR):
        client = as_role("shift-lead")
        refused = client.post(path, {"member": house["Lee"].member_id, "start": "09:30"})
        assert refused.status_code == 422
        assert "Say why it changes during the shift." in text(refused)
        assert 'value="09:30"' in text(refused)
        other = {"member": house["Lee"].member_id, "start": "09:30", "reason": "other"}
        assert "Say it in a few words." in text(client.post(path, other))
        done = client.post(path, other | {"reason": "went-home"}, follow=True)
        assert "Ana Diaz until 9:30 am (Went home)" in text(done)
        assert held(facility, house["east"]) == {"Lee"}


def test_a_run_is_split_between_two(facility, house, as_role):
    client = as_role("shift-lead")
    path = url(facility, f"sheet/runs/{house['east'].pk}/split/")
    people = [str(house[n].member_id) for n in ("Diaz", "Lee")]
    assert "Between whom is Run 2 East split?" in text(client.get(path))
    assert "Choose two people or more." in text(client.get(path, {"people": people[:1]}))
    dealt = client.get(path, {"people": people})
    assert "201 · Margaret Hayes" in text(dealt)
    first, second = house["rooms"][:2]
    sent = {f"room-{first.pk}": people[1], f"room-{second.pk}": people[0]}
    done = client.post(f"{path}?people={people[0]}&people={people[1]}", sent, follow=True)
    assert "Ana Lee: 201" in text(done)
    assert held(facility, house["east"]) == {"Diaz", "Lee"}


def test_two_rooms_for_one_person_is_no_split(facility, house, as_role):
    client = as_role("shift-lead")
    path = url(facility, f"sheet/runs/{house['east'].pk}/split/")
    people = [str(house[n].member_id) for n in ("Diaz", "Lee")]
    sent = {f"room-{p.pk}": people[0] for p in house["rooms"][:2]}
    refused = client.post(f"{path}?people={people[0]}&people={people[1]}", sent)
    assert refused.status_code == 422
    assert "Split a run between two people or more." in text(refused)


def test_somebody_is_taken_off(facility, house, as_role, actor):
    with scoped(process_scope("test", facility.pk)):
        line = make_assignment(house["east"], house["Diaz"], house["shift"], actor)
    path = url(facility, f"sheet/lines/{line.pk}/end/")
    with clock.pinned(SEVEN + 3 * HOUR):
        client = as_role("shift-lead")
        assert "Take Ana Diaz off 2 East?" in text(client.get(path))
        assert client.post(path, {}).status_code == 422
        client.post(path, {"reason": "needed-elsewhere"})
        assert held(facility, house["east"]) == set()


def test_the_sheet_on_paper_has_doors_and_marks(facility, house, as_role, actor):
    with scoped(process_scope("test", facility.pk)):
        make_assignment(house["east"], house["Diaz"], house["shift"], actor)
    page = text(as_role("caregiver").get(url(facility, "sheet/print/")))
    assert "2 East · Ana Diaz" in page
    for words in ("Margaret Hayes", "2 help", "low sodium", "2 West · nobody"):
        assert words in page


def test_without_runs_the_sheet_says_how_to_begin(facility, as_role):
    with scoped(process_scope("test", facility.pk)):
        make_shift(facility)
    assert "Name the first run" in text(as_role("coordinator").get(url(facility, "sheet/")))
    assert "Name the first run" not in text(as_role("caregiver").get(url(facility, "sheet/")))


def test_without_shifts_too(facility, as_role):
    assert "No shifts yet" in text(as_role("coordinator").get(url(facility, "sheet/")))


def test_another_day_and_shift_are_asked_by_address(facility, house, as_role):
    page = text(as_role("nurse").get(url(facility, "sheet/"), {"day": "2026-11-17"}))
    assert "Tue 17-Nov" in page
    assert "Fill from" not in page
    assert "Put somebody on it" not in page


# The runs


def test_a_run_is_named_with_its_rooms(facility, house, as_role):
    client = as_role("coordinator")
    sent = {"name": "Cart A", "run_kind": "cart", "rooms": "201-204"}
    assert client.post(url(facility, "runs/add/"), sent).status_code == 302
    with scoped(process_scope("test", facility.pk)):
        run = Run.objects.get(name="Cart A")
        assert RunPlace.objects.filter(run=run).count() == 4
    assert "201-204" in text(client.get(url(facility, "runs/")))


def test_a_room_of_another_run_is_refused_beside_its_field_and_nothing_is_kept(
    facility, house, as_role
):
    client = as_role("coordinator")
    sent = {"name": "2 North", "run_kind": "run", "rooms": "201"}
    refused = client.post(url(facility, "runs/add/"), sent)
    assert refused.status_code == 409
    assert "201 is in 2 East. Take it out there first." in text(refused)
    with scoped(process_scope("test", facility.pk)):
        assert not Run.objects.filter(name="2 North").exists()


def test_a_run_is_set_right_and_taken_out_of_use(facility, house, as_role):
    client = as_role("coordinator")
    path = url(facility, f"runs/{house['east'].pk}/")
    assert "201, 202" in text(client.get(path))
    sent = {"name": "2 East", "rooms": "202", "shifts": [house["shift"].pk]}
    assert client.post(path, sent).status_code == 302
    page = text(client.get(url(facility, "runs/")))
    assert "In no run: 201." in page
    client.post(path + "close/")
    assert client.get(path).status_code == 404


def test_who_may_name_runs(facility, house, as_role):
    path = url(facility, f"runs/{house['east'].pk}/")
    assert as_role("executive-director").get(path).status_code == 200
    assert as_role("shift-lead").get(path).status_code == 403
    assert as_role("shift-lead").get(url(facility, "runs/")).status_code == 200


def test_the_sheet_asks_little(facility, house, as_role, actor):
    with scoped(process_scope("test", facility.pk)):
        for n in range(8):
            run = make_run(facility, f"Run {n}", [make_place(facility, str(300 + n))])
            make_assignment(run, house["Diaz"], house["shift"], actor)
        RunAssignment.objects.count()
    client = as_role("shift-lead")
    client.get(url(facility, "sheet/"))
    with CaptureQueriesContext(connection) as captured:
        client.get(url(facility, "sheet/"))
    assert len(asked(captured)) <= 20


def test_the_day_of_the_night_shift_is_the_day_it_began(facility, house, as_role):
    with scoped(process_scope("test", facility.pk)):
        make_shift(
            facility,
            "Night",
            start=time(23),
            end=time(7),
            position=2,
        )
    two = datetime(2026, 11, 25, 8, tzinfo=UTC)  # Wednesday 02:00 in Chicago
    with clock.pinned(two):
        page = text(as_role("shift-lead").get(url(facility, "sheet/")))
    assert date(2026, 11, 24).strftime("%a 24-Nov · Night shift") in page
