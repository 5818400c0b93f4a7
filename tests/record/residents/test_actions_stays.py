"""Residencies: what each step leaves behind, and what it refuses."""

from datetime import timedelta

import pytest

from hearth.kernel import clock
from hearth.record.residents import actions
from hearth.record.residents.models import Placement, StayEvent, Whereabouts
from tests.factories.residents import make_resident
from tests.factories.tenancy import make_place


pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_somebody_applies_moves_in_goes_to_hospital_and_returns(facility, actor, scope):
    resident, place = make_resident(facility), make_place(facility)
    does = {"scope": scope, "by": actor}
    now = clock.now()
    stay = actions.open_stay(**does, resident=resident, starts=now - 9 * DAY)
    stay = actions.move_in(**does, stay=stay, place=place, effective=now - 8 * DAY)
    assert (stay.status, stay.moved_in_at, stay.starts) == (
        "lives-here",
        now - 8 * DAY,
        stay.starts,
    )
    stay = actions.leave_for_hospital(**does, stay=stay, hospital="Mercy", effective=now - DAY)
    assert Whereabouts.objects.get().out_for == "hospital"
    stay = actions.record_return(**does, stay=stay)
    steps = StayEvent.objects.order_by("effective", "id").values_list(
        "from_status", "to_status"
    )
    assert list(steps)[-3:] == [
        ("moving-in", "lives-here"),
        ("lives-here", "hospital"),
        ("hospital", "lives-here"),
    ] or list(steps)[-2:] == [("lives-here", "hospital"), ("hospital", "lives-here")]
    actions.sign_out(**does, resident=resident, out_for="overnight", where="Daughter")
    stay.refresh_from_db()
    assert (stay.status, stay.away_at) == ("away", "Daughter")
    actions.sign_in(**does, resident=resident)
    stay.refresh_from_db()
    assert stay.status == "lives-here"
    stay = actions.move_out(**does, stay=stay, to="home")
    assert Placement.objects.get().ends == stay.ends
