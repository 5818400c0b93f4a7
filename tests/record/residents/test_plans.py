"""How the database answers what is asked most, as the role that serves pages."""

from datetime import timedelta

import pytest
from django.db import connection

from hearth.kernel import clock
from hearth.kernel.folding import prefix_bounds
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents import queries, rules
from hearth.record.residents.models import Resident, ResidentTerm, Stay, Whereabouts
from tests.factories.identity import make_account
from tests.factories.tenancy import make_facility


pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)
LONG = 150


@pytest.fixture
def facility(server):
    """The second of three communities with a past, of which the database keeps statistics."""
    facilities = [make_facility(f"House {n}") for n in range(3)]
    actor = make_account("nurse", facilities[0]).actor
    now = clock.now()
    for facility in facilities:
        with scoped(process_scope("test", facility.pk)):
            people = Resident.objects.bulk_create(
                Resident(facility=facility, family=f"Family{n}", family_folded=f"family{n}")
                for n in range(40)
            )
            ResidentTerm.objects.bulk_create(
                ResidentTerm(facility=facility, resident=one, sort=sort, term=term)
                for one in people
                for sort, term in rules.name_terms([one.family])
            )
            long_ago = now - LONG * HOUR
            Stay.objects.bulk_create(
                Stay(
                    facility=facility,
                    resident=one,
                    status="lives-here",
                    starts=long_ago,
                    status_since=long_ago,
                    moved_in_at=long_ago,
                )
                for one in people
            )
            Whereabouts.objects.bulk_create(
                Whereabouts(
                    facility=facility,
                    resident=one,
                    code="out" if n % 2 else "in",
                    effective=now - n * HOUR,
                    recorded=now,
                    recorder=actor,
                )
                for one in people[1:]
                for n in range(LONG)
            )
    with server.connect(connection.settings_dict["NAME"]) as owner:
        owner.execute("ANALYZE")
    return facilities[1]


def plan_of(sql: str, values) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF) {sql}", values)
        return "\n".join(line for (line,) in cursor.fetchall())


def test_whereabouts_take_one_step_a_residency_however_long_the_past(facility):
    with scoped(process_scope("test", facility.pk)) as scope:
        asked = queries.whereabouts._latest_of(scope)
        plan = plan_of(asked.raw_query, asked.params)
        assert "Index Scan using whereabouts_latest" in plan, plan
        assert "Sort" not in plan, plan
        assert "Rows Removed" not in plan, plan
        assert sum(1 for _row in asked) == 39


def test_so_do_those_read_with_the_residencies(facility):
    with scoped(process_scope("test", facility.pk)) as scope:
        asked = queries.whereabouts.with_latest(scope, queries.live_stays(scope))
        plan = plan_of(*asked.query.sql_with_params())
        assert "Index Scan using whereabouts_latest" in plan, plan
        assert plan.count("Sort Key") == 1, plan  # the residencies, by name
        found = queries.living_here(scope, clock.now())
        assert sum(one.whereabouts is not None for one in found) == 39


def test_a_beginning_of_a_name_is_a_range_of_an_index(facility):
    low, high = prefix_bounds("family3")
    with scoped(process_scope("test", facility.pk)) as scope:
        asked = ResidentTerm.objects.filter(
            facility_id__in=scope.facilities, sort="name", term__gte=low, term__lt=high
        )
        plan = asked.values("resident_id").explain()
    condition = next(line for line in plan.splitlines() if "Index Cond" in line)
    assert "(term)::text >= 'family3'" in condition, plan
