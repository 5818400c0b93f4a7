"""One resident's chart of twelve months and three thousand rows, made as the worker makes it.

`python -m scripts.measuring.charting`, on a house whose demonstration stands: the rows are put on
to one resident's record first.
"""

import json
import os
import time
from datetime import timedelta
from typing import Any

import django


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.config.settings")
django.setup()

from django.db import connection  # noqa: E402 - Django must be set up first

from hearth.config.embedded import cluster  # noqa: E402
from hearth.config.environment import environment  # noqa: E402
from hearth.kernel import clock  # noqa: E402
from hearth.platform.identity.models import Account  # noqa: E402
from hearth.platform.identity.scopes import scope_for  # noqa: E402
from hearth.platform.scope import process_scope, scoped  # noqa: E402
from hearth.platform.tenancy.models import Facility  # noqa: E402
from hearth.record.documents import actions  # noqa: E402
from hearth.record.documents.models import ChartFile  # noqa: E402
from hearth.record.notes.models import Note  # noqa: E402
from hearth.record.residents import queries as residents  # noqa: E402
from hearth.record.tasks.models import Task  # noqa: E402
from hearth.surfaces.desk import chapters  # noqa: E402
from hearth.surfaces.desk.jobs import make_chart_file  # noqa: E402


SLUG = "maple-court"
ROWS = 3000
WORDS = (
    "Ate half of her lunch and drank two cups of tea. Walked to the garden room and back with the"
    " walker, one person beside her, and slept in the afternoon."
)


def main() -> int:
    """Fill, make, and say it as JSON."""
    with cluster(environment()).up():
        facility = Facility.objects.get(slug=SLUG)
        account = Account.objects.get(username="coordinator")
        one = fill(facility, account.actor)
        scope = scope_for(account.actor, facility)
        if scope is None:
            raise SystemExit("The coordinator has no role in the demonstration.")
        today = facility.today()
        with scoped(scope):
            chart = actions.make_chart(
                scope=scope,
                by=account.actor,
                resident=one,
                from_day=today - timedelta(days=365),
                until_day=today,
                chapters=[chapter.key for chapter in chapters.offered(scope)],
                purpose="operations",
            )
        began = time.monotonic()
        make_chart_file.run(facility_id=facility.pk, chart_id=chart.pk)
        seconds = round(time.monotonic() - began, 1)
        with scoped(scope):
            row = ChartFile.objects.get(pk=chart.pk)
        if row.state != "ready":
            raise SystemExit(f"The chart was not made: {row.failure}")
        print(json.dumps({"rows": ROWS, "pages": row.pages, "seconds": seconds}))
        connection.close()
    return 0


def fill(facility: Facility, by: Any) -> Any:
    """Half of the rows as notes, half as tasks, one every three hours back from now."""
    scope = process_scope("measuring", facility.pk)
    now = clock.now()
    with scoped(scope):
        census = residents.census(scope, now)
        one = census.in_house[0].resident
        common = {"facility": facility, "resident": one}
        notes, tasks = [], []
        for number in range(ROWS // 2):
            at = now - timedelta(hours=5.8 * number + 1)
            said = {"effective": at, "recorded": at, "recorder": by}
            notes.append(
                Note(**common, **said, category="health", severity="routine", text=WORDS)
            )
            tasks.append(
                Task(
                    **common,
                    **said,
                    code="tasks.care",
                    title="Help with dressing",
                    status="completed",
                    outcome="done",
                    opens=at - timedelta(hours=1),
                    due=at,
                    late=at + timedelta(hours=1),
                    owner_role="caregiver",
                    authored_on=at,
                    requester=by,
                    changed=at,
                    performer_text="A. Diaz",
                )
            )
        Note.objects.bulk_create(notes, batch_size=500)
        Task.objects.bulk_create(tasks, batch_size=500)
    return one


if __name__ == "__main__":
    raise SystemExit(main())
