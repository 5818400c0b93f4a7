"""Whoever moves in is on watch at first; who moved in long ago, or is back, is not."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.protocols import stay_changed
from hearth.record.residents.events import StayChanged
from hearth.record.tasks.models import Watch
from tests.factories.residents import make_resident, make_stay


pytestmark = pytest.mark.django_db


@pytest.fixture
def moved(facility):
    """A step of a residency, as the outbox tells it."""

    def tell(before: str, after: str, days_ago: int = 0) -> Watch | None:
        with scoped(process_scope("test", facility.pk)):
            resident = make_resident(facility)
            make_stay(resident)
            event = StayChanged(
                facility_id=facility.pk,
                resident_id=resident.pk,
                stay_id=uuid4(),
                from_status=before,
                to_status=after,
                effective=(clock.now() - timedelta(days=days_ago)).isoformat(),
            )
            stay_changed.watch_a_newcomer(event)
            stay_changed.watch_a_newcomer(event)
            found = list(Watch.objects.filter(resident=resident))
            assert len(found) < 2
            return found[0] if found else None

    return tell


def test_a_newcomer_is_on_watch_for_a_week_and_only_once(moved):
    watch = moved("moving-in", "lives-here")
    assert (watch.reason, watch.until - watch.starts) == ("new-resident", timedelta(days=7))
    assert watch.because_type == "Stay"


@pytest.mark.parametrize(
    ("before", "after", "days_ago"),
    [
        ("hospital", "lives-here", 0),
        ("moving-in", "lives-here", 9),
        ("applicant", "withdrawn", 0),
    ],
)
def test_nobody_else_is(moved, before, after, days_ago):
    assert moved(before, after, days_ago) is None
