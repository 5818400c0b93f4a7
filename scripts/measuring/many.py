"""The roster of two hundred residents, and one action on a hundred of them.

`python -m scripts.measuring.many ROUNDS`, on a house whose demonstration stands: a neighborhood is
built on to it first, so that more than two hundred people live there.
"""

import json
import os
import sys
import time
from datetime import date, timedelta
from typing import Any

import django


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 - Django must be set up first

from hearth.config.embedded import cluster  # noqa: E402
from hearth.config.environment import environment  # noqa: E402
from hearth.kernel import clock  # noqa: E402
from hearth.platform.identity.models import Account  # noqa: E402
from hearth.platform.identity.scopes import scope_for  # noqa: E402
from hearth.platform.scope import process_scope, scoped  # noqa: E402
from hearth.platform.tenancy.actions import add_apartments, add_neighborhood  # noqa: E402
from hearth.platform.tenancy.models import Facility, Place  # noqa: E402
from hearth.record.notes import actions  # noqa: E402
from hearth.record.residents import queries as residents  # noqa: E402
from hearth.record.residents.actions.people import NewResident, add_residents  # noqa: E402
from hearth.record.residents.actions.stays import NewStay, open_stays  # noqa: E402
from hearth.surfaces.desk.presenters.columns import COLUMNS, needs_of  # noqa: E402
from hearth.surfaces.desk.queries.roster import roster  # noqa: E402
from scripts.measuring.pages import asked, client, large_tables, measure  # noqa: E402


SLUG = "maple-court"
MORE = 110
CHOSEN = 100
TWELVE = (
    "room name neighborhood run age where code-status diet texture transfer precautions watch"
)


def main() -> int:
    """Build on, measure, and say it as JSON."""
    rounds = int(sys.argv[1])
    with cluster(environment()).up():
        facility = Facility.objects.get(slug=SLUG)
        account = Account.objects.get(username="coordinator")
        build_on(facility, account.actor)
        columns = "&".join(f"c={code}" for code in TWELVE.split())
        address = f"/c/{SLUG}/roster/?list=census&{columns}"
        name = "Roster, 12 columns"
        page = measure(name, client("coordinator"), address, rounds, large_tables())
        scope = scope_for(account.actor, facility)
        said = {
            "page": page.as_json(),
            **of_roster(facility),
            "seconds": {k: act(scope, account.actor, deed) for k, deed in deeds().items()},
        }
        print(json.dumps(said))
        connection.close()
    return 0


def build_on(facility: Facility, by: Any) -> None:
    """A neighborhood more, with somebody behind each of its doors."""
    scope = process_scope("bench", facility.pk)
    with scoped(scope):
        if Place.objects.filter(facility=facility, label="901").exists():
            return
        who = {"scope": scope, "by": by}
        where = add_neighborhood(**who, name="North", licence_type="assisted", secured=False)
        add_apartments(**who, neighborhood=where, text=f"901-{900 + MORE}")
        people = [
            NewResident(
                family=f"North{number}",
                given="Ada",
                birth_date=date(1938, 1 + number % 12, 1 + number % 28),
                mobility="walker",
                transfer="standby",
                diet=["low-sodium"],
            )
            for number in range(MORE)
        ]
        made = add_residents(**who, people=people)
        places = Place.objects.filter(facility=facility, neighborhood=where).order_by(
            "position"
        )
        began = clock.now() - timedelta(days=30)
        stays = [
            NewStay(resident=one, place=place, starts=began)
            for one, place in zip(made, places, strict=True)
        ]
        open_stays(**who, stays=stays)


def of_roster(facility: Facility) -> dict[str, int]:
    """How many stand on the roster, and how many statements twelve columns of it take."""
    known = {column.code: column for column in COLUMNS}
    needs = needs_of(known[code] for code in TWELVE.split())
    with scoped(process_scope("bench", facility.pk)) as scope, asked() as statements:
        before = len(statements)
        rows = roster(scope, clock.now(), facility.today(), needs)
        count = len(statements) - before
    return {"residents": len(rows), "statements": count}


def deeds() -> dict[str, Any]:
    """One of each deed."""
    due = clock.now() + timedelta(hours=8)
    return {
        "note": actions.NoteForAll(text="Stomach illness in the house"),
        "task": actions.TaskForAll(title="Offer fluids", due=due, owner_role="caregiver"),
        "watch": actions.WatchForAll(reason="infection"),
        "precautions": actions.PrecautionForAll(precaution="droplet", reason="Cough"),
        "families to tell": actions.TellForAll(
            event="infection", due=due, owner_role="coordinator"
        ),
    }


def act(scope: Any, by: Any, deed: Any) -> float:
    """Seconds that it takes for a hundred residents; nothing of it stays."""
    with scoped(scope):
        flagged = {f.resident_id for f in residents.flags(scope).filter(code="infection")}
        here = [s.resident for s in residents.living_here(scope, clock.now())]
        people = [one for one in here if one.pk not in flagged][:CHOSEN]
        began = time.perf_counter()
        actions.act_together(scope=scope, by=by, people=people, deeds=[deed])
        seconds = time.perf_counter() - began
        transaction.set_rollback(True)
    return round(seconds, 2)


if __name__ == "__main__":
    sys.exit(main())
