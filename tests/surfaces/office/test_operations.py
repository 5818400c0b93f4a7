"""What waits and what failed, and the buttons beside it."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from hearth.kernel import clock
from hearth.kernel.ids import uuid7
from hearth.platform.outbox.models import Delivery, DomainEvent
from hearth.platform.replay.models import ReplayEntry
from hearth.platform.scope import process_scope, scoped


pytestmark = pytest.mark.django_db


@pytest.fixture
def in_house(facility):
    with scoped(process_scope("test", facility.pk)) as scope:
        yield scope


def make_entry(facility, **kwargs):
    return ReplayEntry.objects.create(
        facility_id=facility.pk,
        actor_id=uuid7(),
        client_ref=uuid7(),
        verb="notes.write_note",
        content_hash="x",
        received_at=clock.now(),
        **{"state": "review", "status": 403, "payload": {"text": "Ate well"}, **kwargs},
    )


def test_quiet_house_says_so(administrator, office):
    page = administrator.get(office("operations/"))
    assert page.status_code == 200
    assert "Nobody" not in page.content.decode()
    assert "Last base copy" in page.content.decode()


def test_page_is_for_those_who_may(administrator, as_role, office, other_facility):
    assert administrator.get(office("operations/")).status_code == 200
    assert as_role("nurse").get(office("operations/")).status_code == 403
    assert administrator.get(office("operations/", other_facility)).status_code == 404


def test_failed_follow_up_is_shown_tried_again_and_given_up(administrator, office, facility):
    with scoped(process_scope("test", facility.pk)):
        event = DomainEvent.objects.create(
            facility_id=facility.pk,
            name="tasks.TaskCompleted",
            payload={},
            occurred_at=clock.now(),
        )
        delivery = Delivery.objects.create(
            facility_id=facility.pk,
            event=event,
            reaction="hearth.protocols.late_task.tell_the_nurse",
            state="failed",
            published_at=clock.now(),
        )
    page = administrator.get(office("operations/")).content.decode()
    assert "tell the nurse" in page
    url = office(f"operations/follow-ups/{delivery.pk}/drop/")
    assert administrator.post(url).status_code == 302
    assert "tell the nurse" not in administrator.get(office("operations/")).content.decode()
    assert administrator.post(url).status_code == 404


def test_failed_job_is_tried_again(administrator, office, facility):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
            " VALUES ('default', 'hearth.tasks.count_stars', %s, 'failed') RETURNING id",
            [json.dumps({"facility_id": str(facility.pk)})],
        )
        [job] = cursor.fetchone()
    assert "count stars" in administrator.get(office("operations/")).content.decode()
    url = office(f"operations/jobs/{job}/retry/")
    assert administrator.post(url).status_code == 302
    assert "count stars" not in administrator.get(office("operations/")).content.decode()
    assert administrator.post(url).status_code == 422


def test_kept_write_is_decided_by_care_staff_with_a_reason(as_role, office, facility):
    with scoped(process_scope("test", facility.pk)):
        entry = make_entry(facility)
    coordinator = as_role("coordinator")
    url = office(f"operations/kept/{entry.pk}/")
    assert "Ate well" in coordinator.get(url).content.decode()
    assert coordinator.post(url, {"settlement": "dismissed"}).status_code == 422
    assert coordinator.post(url, {"settlement": "burn", "reason": "x"}).status_code == 422
    with scoped(process_scope("test", facility.pk)):
        assert ReplayEntry.objects.get(pk=entry.pk).settled_at is None
    said = {"settlement": "written", "reason": "Written on paper by K. Lee"}
    assert coordinator.post(url, said).status_code == 302
    assert coordinator.get(url).status_code == 404


def test_kept_write_shows_the_administrator_nothing_of_a_resident(
    administrator, office, facility
):
    with scoped(process_scope("test", facility.pk)):
        entry = make_entry(facility)
    page = administrator.get(office(f"operations/kept/{entry.pk}/")).content.decode()
    assert "Ate well" not in page
    assert "care staff only" in page


def test_last_restore_trial_is_read_from_the_house(administrator, office, settings, tmp_path):
    settings.HEARTH_DATA = tmp_path
    drills = tmp_path / "drills"
    drills.mkdir()
    made = (clock.now() - timedelta(days=1)).isoformat()
    record = {"made": made, "passed": True, "backup": "b1", "checks": []}
    (drills / "20261123T000000Z.json").write_text(json.dumps(record))
    assert "it opens" in administrator.get(office("operations/")).content.decode()
    (drills / "20261124T000000Z.json").write_text(json.dumps(record | {"passed": False}))
    assert "last trial failed" in administrator.get(office("operations/")).content.decode()
    (drills / "20261125T000000Z.json").write_text("not json")
    assert administrator.get(office("operations/")).status_code == 200


def test_coordinator_finds_what_tablets_sent_and_puts_it_right(as_role, office, facility):
    with scoped(process_scope("test", facility.pk)):
        entry = make_entry(facility, answer={"code": "fields-wrong", "message": "Say more."})
    coordinator = as_role("coordinator")
    page = coordinator.get(office("kept/")).content.decode()
    assert "Write a note" in page
    assert f"operations/kept/{entry.pk}/" in page
    assert (
        "Say more." in coordinator.get(office(f"operations/kept/{entry.pk}/")).content.decode()
    )
    assert as_role("nurse").get(office("kept/")).status_code == 403
