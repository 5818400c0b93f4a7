"""Putting things on the worklist: what the kind decides, and what a cause prevents."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.outbox.models import DomainEvent
from hearth.record.tasks import actions
from hearth.record.tasks.actions import NewTask
from hearth.record.tasks.models import Task, TaskChange
from tests.factories.residents import make_contact, make_placement, make_resident, make_stay
from tests.factories.staff import make_member
from tests.factories.tenancy import make_place


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def audited(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


def published(name: str) -> int:
    return DomainEvent.objects.filter(name=name).count()


@pytest.fixture
def make(scope, actor):
    def create(code="tasks.free", **kwargs) -> Task:
        due = kwargs.pop("due", clock.now() + HOUR)
        return actions.create_task(scope=scope, by=actor, code=code, due=due, **kwargs)

    return create


def test_what_is_left_out_the_kind_decides_as_the_community_set_it(facility, make):
    due = clock.now() + HOUR
    task = make("tasks.care", due=due, resident=make_resident(facility), title="Shower")
    assert (task.owner_role, task.urgency, task.minutes) == (
        "caregiver",
        "plan-or-evaluation",
        10,
    )
    assert (task.opens, task.late) == (due - HOUR, due + HOUR)
    assert task.ladder == ["caregiver", "nurse", "coordinator", "executive-director"]
    assert task.next_escalation == task.late + HOUR


def test_making_is_in_the_history_the_trail_and_the_news(make):
    task = make(title="Fix the lamp")
    assert [c.change for c in TaskChange.objects.filter(task=task)] == ["created"]
    assert (audited("tasks.create_task"), published("tasks.TaskCreated")) == (1, 1)


def test_a_care_task_is_for_somebody_and_refused_it_leaves_nothing(make):
    with pytest.raises(Refused) as refusal:
        make("tasks.care")
    assert refusal.value.code == "resident-missing"
    assert not Task.objects.exists()
    assert audited("tasks.create_task") == 0


def test_it_cannot_be_late_before_it_is_due(make):
    with pytest.raises(Refused) as refusal:
        make(late=clock.now())
    assert refusal.value.code == "window-order"


def test_a_kind_nobody_registered_is_a_bug(make):
    with pytest.raises(KeyError):
        make("nobody.knows")


def test_one_cause_makes_one_open_task_and_comes_back_the_second_time(make):
    cause = f"AdverseEvent/{uuid4()}"
    first = make(cause=cause, slot="15-min")
    assert make(cause=cause, slot="15-min") == first
    assert make(cause=cause, slot="30-min") != first
    assert audited("tasks.create_task") == 2


def test_when_it_is_closed_the_same_cause_makes_another(scope, actor, make):
    cause = f"AdverseEvent/{uuid4()}"
    first = make(cause=cause)
    actions.complete_task(scope=scope, by=actor, task=first)
    assert make(cause=cause) != first


def test_a_task_named_for_a_person_is_theirs_from_the_first(facility, make):
    ana = make_member(facility)
    task = make(owner_staff=ana)
    assert (task.owner_staff_id, task.status, task.owner_role) == (
        ana.pk,
        "accepted",
        "coordinator",
    )


def test_it_belongs_where_its_resident_lives(facility, actor, make):
    place = make_place(facility)
    stay = make_stay(make_resident(facility))
    make_placement(stay, place, actor)
    task = make("tasks.care", resident=stay.resident)
    assert task.neighborhood_id == place.neighborhood_id


def test_a_batch_is_one_line_of_the_trail_and_one_piece_of_news(scope, facility, actor):
    resident, due, cause = make_resident(facility), clock.now() + HOUR, f"Note/{uuid4()}"
    asked = [
        NewTask(code="tasks.care", due=due, resident_id=resident.pk, title="Drink"),
        NewTask(code="tasks.look", due=due, resident_id=resident.pk, cause=cause),
        NewTask(code="tasks.look", due=due, resident_id=resident.pk, cause=cause),
    ]
    rows = actions.create_tasks(scope=scope, by=actor, tasks=asked)
    assert [r.title for r in rows] == ["Drink", "Look at what changed", "Look at what changed"]
    assert rows[1] == rows[2]
    assert Task.objects.count() == 2
    assert (audited("tasks.create_task"), published("tasks.TasksCreated")) == (1, 1)
    actions.create_tasks(scope=scope, by=actor, tasks=asked[1:])
    assert (Task.objects.count(), published("tasks.TasksCreated")) == (2, 1)


def test_one_bad_row_of_a_batch_keeps_the_others_out(scope, facility, actor):
    due = clock.now() + HOUR
    asked = [NewTask(code="tasks.free", due=due), NewTask(code="tasks.care", due=due)]
    with pytest.raises(Refused):
        actions.create_tasks(scope=scope, by=actor, tasks=asked)
    assert not Task.objects.exists()


def test_a_promise_is_the_promisers_own_and_says_to_whom(scope, facility, actor):
    me = make_member(facility, actor=actor)
    ann = make_contact(make_resident(facility))
    task = actions.promise_call_back(
        scope=scope, by=actor, due=clock.now() + HOUR, promised_to=ann, about="the bill"
    )
    assert (task.owner_staff_id, task.resident_id) == (me.pk, ann.resident_id)
    assert (task.promised_by_id, task.title_values) == (actor.pk, {"who": "Ann Boyle"})
    assert (task.urgency, task.opens <= clock.now()) == ("promise", True)
    assert audited("tasks.promise_call_back") == 1


@pytest.mark.parametrize(
    ("code", "kwargs"),
    [
        ("nobody-promised", {}),
        ("until-past", {"promised_to_text": "The son", "due": clock.now() - HOUR}),
    ],
)
def test_a_promise_names_somebody_and_a_time_to_come(scope, actor, code, kwargs):
    with pytest.raises(Refused) as refusal:
        actions.promise_call_back(
            scope=scope, by=actor, **{"due": clock.now() + HOUR, **kwargs}
        )
    assert refusal.value.code == code


def test_a_contact_of_another_resident_is_refused(scope, facility, actor):
    ann = make_contact(make_resident(facility))
    with pytest.raises(Refused) as refusal:
        actions.promise_call_back(
            scope=scope,
            by=actor,
            due=clock.now() + HOUR,
            promised_to=ann,
            resident=make_resident(facility, "Chen"),
        )
    assert refusal.value.code == "other-resident"


def test_a_new_due_time_moves_the_window_along(scope, actor, make):
    task = make()
    changed = actions.change_task(scope=scope, by=actor, task=task, due=task.due + HOUR)
    assert (changed.opens - task.opens, changed.late - task.late) == (HOUR, HOUR)
    assert changed.next_escalation - task.next_escalation == HOUR
    last = TaskChange.objects.filter(task=task).order_by("id").last()
    assert set(last.after) == {"opens", "due", "late"}


def test_the_history_of_a_change_keeps_no_clinical_words(scope, actor, make):
    task = make(title="Shower")
    actions.change_task(scope=scope, by=actor, task=task, title="Bath", minutes=30)
    last = TaskChange.objects.filter(task=task).order_by("id").last()
    assert last.after == {"minutes": 30}


def test_changing_nothing_is_not_a_change(scope, actor, make):
    task = make(title="Shower")
    actions.change_task(scope=scope, by=actor, task=task, title="Shower")
    assert TaskChange.objects.filter(task=task).count() == 1
    assert audited("tasks.change_task") == 0
