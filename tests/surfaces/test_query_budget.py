"""No page asks the database more than twenty questions, whoever opens it (`make bench` too)."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hearth.platform.identity.roles import ROLES
from tests.isolation.test_matrix import addresses
from tests.isolation.world import make_community


pytestmark = pytest.mark.django_db
MOST = 20
# Read seldom, and made of more areas than that: each asks once for everything, never by the row.
MORE = {
    "notes:view_handoff": 25,
    "notes:handoff": 23,
    "notes:print_handoff": 21,
    "tasks:view_checklist": 22,
}
# What opens and closes a page's transaction, and asks as what its reader is on duty.
DUTY = 'SELECT EXISTS(SELECT 1 AS "a" FROM "staff_dutyperiod"'
FRAME = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SELECT set_config", DUTY)


def asked(captured) -> list[str]:
    """The questions of a page, without what opens and closes its transaction."""
    return [q["sql"] for q in captured if not q["sql"].startswith(FRAME)]


@pytest.mark.parametrize("code", ["coordinator", "nurse", "caregiver", "administrator"])
def test_a_page_asks_little(code):
    here = make_community("Elm House")
    client = Client()
    client.force_login(here.people[code])
    told, read = [], 0
    for address in addresses():
        if address.permission not in ROLES[code].permissions:
            continue
        path = address.of(here, here)
        with transaction.atomic():
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(path)
            transaction.set_rollback(True)
        read += answer.status_code == 200
        if len(asked(captured)) > MORE.get(address.name, MOST):
            told.append(f"{address.name}: {len(asked(captured))}")
    assert read > 10
    assert told == [], "\n".join(told)
