"""A morning at noon: somebody works, others could."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from hearth.kernel import clock
from hearth.record.staff import actions as staff
from hearth.record.staff.models import StaffRole
from tests.factories.staff import make_duty, make_member, make_shift
from tests.factories.tenancy import make_place


NOON = datetime(2026, 11, 24, 18, tzinfo=UTC)  # 12:00 in Chicago
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.pinned(NOON):
        yield


@pytest.fixture
def act(scope, actor):
    """Do a verb as the coordinator."""
    return lambda verb, **kwargs: verb(**{"scope": scope, "by": actor, **kwargs})


@pytest.fixture
def aide(facility, scope):
    """How somebody comes to work here: ``aide("Roe")``."""

    def make(family="Diaz", role="caregiver", **kwargs):
        member = make_member(facility, family, **kwargs)
        StaffRole.objects.create(
            facility=facility, member=member, role=role, starts=date(2020, 1, 1)
        )
        return member

    return make


@pytest.fixture
def shift(facility, scope):
    """The day shift, 7 to 15."""
    return make_shift(facility, start=time(7), end=time(15))


@pytest.fixture
def run(facility, act, shift):
    """The run 2 East, with a room."""
    made = act(staff.set_run, name="2 East", run_kind="run", role="caregiver")
    act(staff.set_run_places, run=made, places=[make_place(facility)])
    return made


@pytest.fixture
def holder(act, aide, shift, run):
    """The duty of Ana, planned for today and on 2 East from the start of the shift."""
    starts = NOON - 5 * HOUR
    duty = make_duty(
        aide(), role="caregiver", shift=shift, starts=starts, ends=starts + 8 * HOUR
    )
    with clock.pinned(starts - HOUR):
        act(staff.assign_run, run=run, member=duty.member, shift=shift, day=NOON.date())
    return duty
