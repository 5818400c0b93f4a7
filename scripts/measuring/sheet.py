"""The assignment sheet, filled from the last one of the same weekday.

`python -m scripts.measuring.sheet ROUNDS`, on a house whose demonstration stands. Every filling is
taken back before the next, so that each finds the sheet as empty as the first did.
"""

import json
import os
import sys
import time
from datetime import timedelta
from typing import Any

import django


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 - Django must be set up first

from hearth.config.embedded import cluster  # noqa: E402
from hearth.config.environment import environment  # noqa: E402
from hearth.platform.identity.models import Account  # noqa: E402
from hearth.platform.identity.scopes import scope_for  # noqa: E402
from hearth.platform.scope import scoped  # noqa: E402
from hearth.platform.tenancy.models import Facility  # noqa: E402
from hearth.record.staff import actions, queries  # noqa: E402


SLUG = "maple-court"


def main() -> int:
    """Fill tomorrow's day shift again and again, and say how long it took."""
    rounds = int(sys.argv[1])
    with cluster(environment()).up():
        facility = Facility.objects.get(slug=SLUG)
        by = Account.objects.get(username="coordinator").actor
        scope = scope_for(by, facility)
        with scoped(scope):
            shift = queries.shifts(scope).first()
        day = facility.today() + timedelta(days=1)
        took = [filled(scope, by, shift, day) for _ in range(rounds)]
        ordered = sorted(seconds for seconds, _ in took)
        said = {
            "p50": round(ordered[len(ordered) // 2] * 1000, 1),
            "p95": round(ordered[max(int(len(ordered) * 0.95) - 1, 0)] * 1000, 1),
            "lines": took[0][1],
        }
        print(json.dumps(said))
        connection.close()
    return 0


def filled(scope: Any, by: Any, shift: Any, day: Any) -> tuple[float, int]:
    """How long one filling took, and how many lines it made."""
    with scoped(scope):
        began = time.perf_counter()
        done = actions.fill_sheet(scope=scope, by=by, shift=shift, day=day)
        seconds = time.perf_counter() - began
        transaction.set_rollback(True)
    return seconds, len(done.copied)


if __name__ == "__main__":
    sys.exit(main())
