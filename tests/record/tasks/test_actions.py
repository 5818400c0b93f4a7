"""Working the list: what each verb leaves behind, and what it refuses."""

import pytest

from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.scope import process_scope, scoped
from hearth.record.tasks import actions
from hearth.record.tasks.codes import Outcome, OutcomeReason
from hearth.record.tasks.models import Task, TaskChange
from tests.factories.tasks import make_task


pytestmark = pytest.mark.django_db


def audited(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


def test_done_is_recorded_with_who_and_when(facility, actor, scope):
    task = actions.complete_task(scope=scope, by=actor, task=make_task(facility, actor))
    assert (task.status, task.outcome, task.recorder) == ("completed", "done", actor)
    assert TaskChange.objects.get(task=task).change == "completed"
    assert audited("tasks.complete_task") == 1


def test_not_done_without_a_reason_is_refused_and_leaves_nothing(facility, actor, scope):
    task = make_task(facility, actor)
    with pytest.raises(Refused) as refusal:
        actions.complete_task(scope=scope, by=actor, task=task, outcome=Outcome.REFUSED)
    assert refusal.value.code == "reason-missing"
    task.refresh_from_db()
    assert task.status == "requested"
    assert not TaskChange.objects.filter(task=task).exists()
    assert audited("tasks.complete_task") == 0


def test_refused_keeps_its_reason(facility, actor, scope):
    task = make_task(facility, actor)
    actions.complete_task(
        scope=scope, by=actor, task=task, outcome=Outcome.REFUSED, reason=OutcomeReason.DECLINED
    )
    assert Task.objects.get(pk=task.pk).status == "failed"


def test_closing_twice_is_a_conflict(facility, actor, scope):
    task = make_task(facility, actor)
    actions.complete_task(scope=scope, by=actor, task=task)
    with pytest.raises(Conflict):
        actions.complete_task(scope=scope, by=actor, task=task)


def test_handed_to_a_role_it_waits_for_that_role(facility, actor, scope):
    task = make_task(facility, actor)
    actions.claim_task(scope=scope, by=actor, task=task)
    handed = actions.hand_task(scope=scope, by=actor, task=task, to_role="nurse")
    assert (handed.owner_role, handed.owner_actor, handed.status) == (
        "nurse",
        None,
        "requested",
    )
    changes = TaskChange.objects.filter(task=task).order_by("recorded", "id")
    assert [c.change for c in changes] == ["claimed", "handed"]


def test_it_is_done_from_the_page_and_found_by_no_stranger(facility, other_facility, as_role):
    nurse = as_role("nurse")
    with scoped(process_scope("test", facility.pk)):
        task = make_task(facility, nurse.account.actor)
    url = f"/c/{facility.slug}/tasks/{task.pk}/complete/"
    assert nurse.get(url).status_code == 200
    assert as_role("nurse", other_facility).get(url).status_code == 404
    assert nurse.post(url, {"outcome": "refused"}).status_code == 422
    assert nurse.post(url, {"outcome": "done"}).status_code == 302
    page = nurse.get(f"/c/{facility.slug}/tasks/{task.pk}/")
    assert "Done" in page.content.decode()
    assert nurse.get(f"/c/{facility.slug}/tasks/").status_code == 200
