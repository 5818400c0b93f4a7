"""What can never be kept of events and reports: around the actions, to the database."""

from datetime import timedelta

import pytest
from django.db import Error, transaction

from hearth.care.incidents.models import Incident, IncidentReport
from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from tests.factories.identity import make_account
from tests.factories.incidents import make_incident, make_report
from tests.factories.residents import make_resident
from tests.factories.tenancy import make_facility


pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def resident(facility):
    with scoped(process_scope("test", facility.pk)):
        yield make_resident(facility)


def refused(attempt, word: str) -> None:
    """The database says no, by the constraint of that name."""
    with pytest.raises(Error) as error, transaction.atomic():
        attempt()
    assert word in str(error.value)


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"type": ""}, "incident_has_type"),
        ({"where": "moon"}, "incident_where_known"),
        ({"seen_by": "ghost"}, "incident_seen_by_known"),
        ({"injury": "moderate"}, "incident_injury_known"),
        ({"head_struck": "perhaps"}, "incident_head_known"),
        ({"thinner": "no"}, "incident_thinner_known"),
        ({"say": "run"}, "incident_say_known"),
        ({"done": ["prayed"]}, "incident_done_known"),
    ],
)
def test_only_known_words(resident, actor, wrong, constraint):
    make_incident(resident, actor)
    refused(lambda: make_incident(resident, actor, **wrong), constraint)


def test_nothing_lies_ahead(resident, actor):
    later = clock.now() + HOUR
    refused(lambda: make_incident(resident, actor, found_at=later), "incident_not_in_future")


def test_nothing_is_found_before_it_happened(resident, actor):
    now = clock.now()
    refused(
        lambda: make_incident(
            resident,
            actor,
            happened_at=now - HOUR,
            effective=now - HOUR,
            found_at=now - 2 * HOUR,
        ),
        "incident_not_in_future",
    )


def test_lists_go_by_when_it_was(resident, actor):
    now = clock.now()
    for happened in (now - HOUR, None):
        refused(
            lambda at=happened: make_incident(
                resident, actor, happened_at=at, effective=now - 3 * HOUR, found_at=now
            ),
            "incident_effective_is_when",
        )


def test_nobody_is_seen_well_after_it_happened(resident, actor):
    now = clock.now()
    refused(
        lambda: make_incident(resident, actor, found_at=now - HOUR, last_seen=now - HOUR / 2),
        "incident_seen_well_before",
    )


def test_an_error_and_a_correction_have_a_reason(resident, actor):
    first = make_incident(resident, actor)
    refused(
        lambda: make_incident(resident, actor, entered_in_error_at=clock.now()),
        "incident_error_has_reason",
    )
    refused(
        lambda: make_incident(resident, actor, corrects=first), "incident_correction_has_reason"
    )


def test_a_row_is_corrected_once(resident, actor):
    first = make_incident(resident, actor)
    make_incident(resident, actor, corrects=first, correction_reason="Place")
    refused(
        lambda: make_incident(resident, actor, corrects=first, correction_reason="Time"),
        "incident_corrected_once",
    )


def test_an_event_is_neither_overwritten_nor_deleted(resident, actor):
    row = make_incident(resident, actor)
    found = Incident.objects.filter(pk=row.pk)
    refused(lambda: found.update(injury="major"), "")
    refused(lambda: found.delete(), "")
    assert found.get().injury == "none"


def test_a_report_has_words_and_known_causes(resident, actor):
    event = make_incident(resident, actor)
    refused(lambda: make_report(event, actor, narrative=""), "incidentreport_has_words")
    refused(lambda: make_report(event, actor, body=["old"]), "incidentreport_causes_known")


def test_an_event_has_one_report_that_counts(resident, actor):
    event = make_incident(resident, actor)
    make_report(event, actor)
    refused(lambda: make_report(event, actor), "incidentreport_once")


def test_nobody_reviews_their_own(resident, actor, facility):
    event = make_incident(resident, actor)
    report = make_report(event, actor)
    found = IncidentReport.objects.filter(pk=report.pk)
    refused(
        lambda: found.update(reviewed_at=clock.now(), reviewed_by=actor),
        "incidentreport_reviewed_by_another",
    )
    other = make_account("coordinator", facility).actor
    found.update(reviewed_at=clock.now(), reviewed_by=other)
    refused(lambda: found.update(narrative="Other words"), "")


def test_another_community_sees_nothing(resident, actor):
    row = make_incident(resident, actor)
    assert Incident.objects.filter(pk=row.pk).exists()
    elsewhere = make_facility("Oak Court")
    with scoped(process_scope("test", elsewhere.pk)):
        assert not Incident.objects.filter(pk=row.pk).exists()
