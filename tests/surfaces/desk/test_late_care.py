"""Today: a run with nobody on it, and late care in one line a run."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
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


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def house(facility, actor):
    """Two people in 2 East, which Ana Diaz has."""
    now = clock.now()
    made = SimpleNamespace(facility=facility, now=now, by=actor)
    with scoped(process_scope("test", facility.pk)):
        made.shift = make_shift(facility)
        rooms = [make_place(facility, n) for n in ("201", "202")]
        made.people = [make_resident(facility, name) for name in ("Hayes", "Novak")]
        for resident, room in zip(made.people, rooms, strict=True):
            make_placement(make_stay(resident), room, actor)
        made.east = make_run(facility, "2 East", rooms)
    return made


def has_it(house, family="Diaz"):
    with scoped(process_scope("test", house.facility.pk)):
        member = make_member(house.facility, family)
        make_role(member)
        duty = make_duty(
            member,
            "caregiver",
            starts=house.now - HOUR,
            status="on",
            arrived_at=house.now - HOUR,
        )
        make_assignment(house.east, duty, house.shift, house.by)


def late(house, *, level=0, title="Shower", resident=0, **kwargs):
    words = {
        "code": "tasks.care",
        "urgency": "plan-or-evaluation",
        "resident": house.people[resident],
        "owner_role": ["caregiver", "shift-lead", "nurse", "coordinator"][level],
        "ladder": ["caregiver", "shift-lead", "nurse", "coordinator"],
        "escalated_level": level,
        "opens": house.now - 3 * HOUR,
        "due": house.now - 2 * HOUR,
        "late": house.now - HOUR,
    }
    with scoped(process_scope("test", house.facility.pk)):
        return make_task(house.facility, house.by, title, **(words | kwargs))


def today(client, house):
    page = client.get(f"/c/{house.facility.slug}/today/")
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def test_a_run_with_nobody_stands_in_now(house, as_role):
    page = today(as_role("coordinator"), house)
    assert "Run 2 East: nobody" in page
    assert "2 residents" in page
    has_it(house)
    assert "Run 2 East: nobody" not in today(as_role("coordinator"), house)


def test_late_care_is_one_line_a_run_for_the_offices_after_the_second_step(house, as_role):
    has_it(house)
    for number, level in enumerate((0, 1, 2)):
        late(house, level=level, title=f"Shower {number}", resident=number % 2)
    page = today(as_role("coordinator"), house)
    assert "2 East: 3 late, the oldest 2 h" in page
    assert "Ana Diaz" in page
    assert "Shower 2" not in page


def test_before_that_it_is_not_the_coordinator_s(house, as_role):
    has_it(house)
    late(house, level=1)
    assert "2 East: 1 late" not in today(as_role("coordinator"), house)
    assert "2 East: 1 late" in today(as_role("shift-lead"), house)


def test_the_lead_hears_of_the_first_step_and_at_once_where_nobody_is(house, as_role):
    late(house, level=0)
    assert "2 East: 1 late" in today(as_role("shift-lead"), house)
    has_it(house)
    assert "2 East: 1 late" not in today(as_role("shift-lead"), house)


def test_passed_up_care_is_not_a_row_of_the_coordinator(house, as_role):
    has_it(house)
    late(house, level=3)
    page = today(as_role("coordinator"), house)
    assert "2 East: 1 late" in page
    assert "Shower" not in page


def test_a_safety_check_and_a_promise_stay_as_they_are(house, as_role):
    has_it(house)
    late(house, title="Post-fall check", urgency="safety")
    late(
        house,
        title="Call the daughter back",
        urgency="promise",
        owner_role="coordinator",
        ladder=["coordinator"],
    )
    page = today(as_role("coordinator"), house)
    assert "Post-fall check" in page
    assert "Call the daughter back" in page
    assert "late, the oldest" not in page


def test_whose_it_is_stands_on_the_row(house, as_role):
    has_it(house)
    late(house, title="Post-fall check", urgency="safety")
    assert "Ana Diaz · 2 East" in today(as_role("coordinator"), house)


def test_in_no_run_is_said_too(house, as_role):
    has_it(house)
    late(house, level=2, resident=0)
    with scoped(process_scope("test", house.facility.pk)):
        other = make_resident(house.facility, "Chen")
        make_placement(make_stay(other), make_place(house.facility, "303"), house.by)
    house.people.append(other)
    late(house, level=2, resident=2)
    assert "In no run: 1 late" in today(as_role("coordinator"), house)
