"""No page of notes asks the database more than so many times, however long the list.

What every page asks is in them: as what its reader is on duty, and on a resident's page who is
kept away, whom to call first and who is on watch. The hand-off reads across twelve tables.
"""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes import actions
from tests.factories.staff import make_shift


pytestmark = pytest.mark.django_db
MOST = 20


@pytest.fixture
def busy(facility, nurse, lives):
    """Thirty notes about ten residents, some corrected, and a shift that runs now."""
    residents = [lives(f"Hayes{n}", str(200 + n)) for n in range(10)]
    with scoped(nurse.scope):
        for n in range(30):
            note = actions.write_note(
                **nurse.who,
                text=f"Note {n}",
                resident=residents[n % 10],
                severity=("watch", "change", "urgent")[n % 3],
            )
            if n % 5 == 0:
                actions.correct_note(**nurse.who, note=note, text="Right", reason="Wrong")
    with scoped(process_scope("test", facility.pk)):
        now = clock.now().astimezone(facility.zone)
        begun, over = (now - timedelta(hours=7)).time(), (now + timedelta(minutes=30)).time()
        make_shift(
            facility, "Now", start=begun.replace(microsecond=0), end=over.replace(microsecond=0)
        )
        make_shift(facility, "Before", start=time(0, 1), end=begun.replace(microsecond=0))
    return residents


@pytest.mark.parametrize(
    "name", ["write_note", "notes", "contacts_made", "record_contact_made"]
)
def test_a_page_about_a_resident(facility, as_role, busy, django_assert_max_num_queries, name):
    client = as_role("coordinator")
    address = reverse(f"notes:{name}", args=[facility.slug, busy[0].pk])
    client.get(address)
    with django_assert_max_num_queries(MOST):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("house_notes", MOST),
        ("own_notes", MOST),
        ("handoffs", MOST),
        ("handoff", 27),
        ("print_handoff", 24),
    ],
)
def test_a_page_about_the_house(
    facility, as_role, busy, django_assert_max_num_queries, name, most
):
    client = as_role("coordinator")
    address = reverse(f"notes:{name}", args=[facility.slug])
    client.get(address)
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200
