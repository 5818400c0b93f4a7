"""Working the list: taking, giving back, handing, putting off, taking back, ending."""

from datetime import timedelta

import pytest

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.identity.scopes import scope_for
from hearth.platform.outbox.models import DomainEvent
from hearth.platform.scope import scoped
from hearth.record.tasks import actions
from hearth.record.tasks.actions import Completion
from hearth.record.tasks.codes import CancelReason, Outcome, OutcomeReason, SnoozeReason
from hearth.record.tasks.models import Task, TaskChange
from tests.factories.identity import make_account
from tests.factories.staff import make_duty, make_member
from tests.factories.tasks import make_task


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def audited(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


def told() -> list[str]:
    return list(DomainEvent.objects.order_by("id").values_list("name", flat=True))


def history(task: Task) -> list[str]:
    rows = TaskChange.objects.filter(task=task).order_by("recorded", "id")
    return list(rows.values_list("change", flat=True))


@pytest.fixture
def task(facility, actor, scope) -> Task:
    return make_task(facility, actor)


@pytest.fixture
def as_person(facility, scope):
    """Another person with a role here: their scope and actor."""

    def other(role: str):
        account = make_account(role, facility)
        return {"scope": scope_for(account.actor, facility), "by": account.actor}

    return other


def refused(code: str, verb, **kwargs) -> None:
    with pytest.raises(Refused) as refusal:
        verb(**kwargs)
    assert refusal.value.code == code


# Taking and giving back


def test_what_somebody_took_is_named_to_the_next(scope, facility, actor, task, as_person):
    make_member(facility, actor=actor)
    actions.claim_task(scope=scope, by=actor, task=task)
    with pytest.raises(Conflict) as conflict:
        actions.claim_task(**as_person("nurse"), task=task)
    assert (conflict.value.code, str(conflict.value)) == (
        "task-taken",
        "Ana Diaz has it already.",
    )


def test_taking_twice_leaves_one_line(scope, actor, task):
    for _ in range(2):
        actions.claim_task(scope=scope, by=actor, task=task)
    assert history(task) == ["claimed"]
    assert audited("tasks.claim_task") == 1


def test_given_back_it_is_its_roles_again(scope, actor, task):
    actions.claim_task(scope=scope, by=actor, task=task)
    back = actions.release_task(scope=scope, by=actor, task=task)
    assert (back.owner_actor, back.claimed_at, back.status) == (None, None, "requested")
    assert history(task) == ["claimed", "released"]
    assert told()[-1] == "tasks.TaskReleased"


def test_only_who_took_it_gives_it_back(scope, actor, task, as_person):
    actions.claim_task(scope=scope, by=actor, task=task)
    refused("not-yours", actions.release_task, **as_person("nurse"), task=task)


def test_beginning_takes_it(scope, actor, task):
    begun = actions.begin_task(scope=scope, by=actor, task=task)
    again = actions.begin_task(scope=scope, by=actor, task=task)
    assert (begun.status, begun.owner_actor, again.status) == (
        "in-progress",
        actor,
        "in-progress",
    )
    assert history(task) == ["begun"]


# Handing


def test_handed_to_a_person_it_is_theirs(scope, facility, actor, task):
    ana = make_member(facility)
    handed = actions.hand_task(scope=scope, by=actor, task=task, to_staff=ana)
    assert (handed.owner_staff, handed.status) == (ana, "accepted")
    refused("same-owner", actions.hand_task, scope=scope, by=actor, task=task, to_staff=ana)


def test_handed_on_it_passes_up_from_its_new_owner(scope, actor, task):
    handed = actions.hand_task(scope=scope, by=actor, task=task, to_role="caregiver")
    assert handed.ladder == ["caregiver", "nurse", "coordinator", "executive-director"]
    assert handed.next_escalation == task.late + HOUR


def test_a_late_task_handed_on_gives_the_new_owner_a_moment(scope, facility, actor):
    late = make_task(facility, actor, due=clock.now() - 9 * HOUR)
    handed = actions.hand_task(scope=scope, by=actor, task=late, to_role="nurse")
    assert handed.next_escalation >= clock.now() + 4 * MINUTE


def test_nobody_is_handed_nothing(scope, actor, task):
    refused("nobody-named", actions.hand_task, scope=scope, by=actor, task=task)


# Outcomes


def test_who_did_it_and_who_wrote_it_are_two_people(scope, facility, actor, task):
    ana, when = make_member(facility), clock.now() - HOUR
    done = actions.complete_task(
        scope=scope,
        by=actor,
        task=task,
        performer=ana,
        effective=when,
        minutes_taken=12,
        outcome_values={"weight": "Observation/1"},
    )
    assert (done.performer, done.recorder, done.effective) == (ana, actor, when)
    assert (done.minutes_taken, done.outcome_values) == (12, {"weight": "Observation/1"})
    assert TaskChange.objects.get(task=task).effective == when


def test_it_cannot_be_done_before_it_happens(scope, actor, task):
    refused(
        "future",
        actions.complete_task,
        scope=scope,
        by=actor,
        task=task,
        effective=clock.now() + MINUTE,
    )


def test_a_batch_is_closed_with_one_line_and_one_piece_of_news(scope, facility, actor):
    ana, when = make_member(facility), clock.now() - HOUR
    one, two = make_task(facility, actor), make_task(facility, actor)
    rows = [
        Completion(task_id=one.pk, effective=when, performer_id=ana.pk),
        Completion(
            task_id=two.pk,
            outcome=Outcome.REFUSED,
            reason=OutcomeReason.OTHER,
            text="Wanted her daughter",
        ),
    ]
    assert actions.complete_tasks(scope=scope, by=actor, rows=rows) == 2
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.status, one.performer, one.effective, one.recorder) == (
        "completed",
        ana,
        when,
        actor,
    )
    assert (two.status, two.outcome_text) == ("failed", "Wanted her daughter")
    assert (history(one), history(two)) == (["completed"], ["refused"])
    assert (audited("tasks.complete_task"), told()) == (1, ["tasks.TasksClosed"])


def test_one_refused_row_leaves_the_whole_batch_open(scope, facility, actor):
    one, two = make_task(facility, actor), make_task(facility, actor)
    rows = [
        Completion(task_id=one.pk),
        Completion(task_id=two.pk, outcome=Outcome.NOT_DONE),
    ]
    refused("reason-missing", actions.complete_tasks, scope=scope, by=actor, rows=rows)
    assert not Task.objects.exclude(outcome="").exists()
    assert audited("tasks.complete_task") == 0


# Taking back


def test_taken_back_it_is_open_with_whoever_had_it(scope, actor, task):
    actions.claim_task(scope=scope, by=actor, task=task)
    actions.complete_task(scope=scope, by=actor, task=task, text="In the garden")
    back = actions.undo_task(scope=scope, by=actor, task=task)
    assert (back.status, back.outcome, back.outcome_text) == ("accepted", "", "")
    assert (back.effective, back.recorder, back.performer) == (None, None, None)
    assert history(task) == ["claimed", "completed", "undone"]
    assert told()[-1] == "tasks.TaskUndone"


def test_another_person_takes_it_back_only_with_a_reason(scope, actor, task, as_person):
    actions.complete_task(scope=scope, by=actor, task=task)
    refused("not-yours", actions.undo_task, **as_person("caregiver"), task=task)
    refused("reason-missing", actions.undo_task, **as_person("nurse"), task=task)
    back = actions.undo_task(**as_person("nurse"), task=task, reason="It was Mr Chen's")
    assert back.status == "requested"


def test_it_can_be_taken_back_until_the_shift_ends_and_no_longer(facility, actor, as_person):
    aide = as_person("caregiver")
    now = clock.now()
    make_duty(make_member(facility, actor=aide["by"]), "caregiver", starts=now - HOUR)
    with scoped(aide["scope"]):
        task = make_task(facility, actor)
        actions.complete_task(**aide, task=task)
        with clock.pinned(now + 6 * HOUR):
            actions.undo_task(**aide, task=task)
        actions.complete_task(**aide, task=task)
        with clock.pinned(now + 8 * HOUR):
            refused("undo-over", actions.undo_task, **aide, task=task)


def test_what_is_open_cannot_be_taken_back(scope, actor, task):
    refused("not-closed", actions.undo_task, scope=scope, by=actor, task=task)


def test_no_longer_needed_can_be_taken_back_too(scope, actor, task):
    actions.cancel_task(scope=scope, by=actor, task=task, reason=CancelReason.DUPLICATE)
    back = actions.undo_task(scope=scope, by=actor, task=task)
    assert (back.status, back.cancelled_at, back.cancel_reason) == ("requested", None, "")


# Putting off, ending, retracting, commenting


def test_put_off_it_passes_up_no_sooner_than_it_comes_back(scope, facility, actor):
    now = clock.now()
    task = make_task(facility, actor, next_escalation=now + HOUR)
    until = now + 5 * HOUR
    off = actions.snooze_task(
        scope=scope, by=actor, task=task, until=until, reason=SnoozeReason.WAITING_FAMILY
    )
    assert (off.snoozed_until, off.next_escalation, off.snooze_count) == (until, until, 1)
    change = TaskChange.objects.get(task=task)
    assert (change.change, change.reason) == ("snoozed", "waiting-family")


@pytest.mark.parametrize(
    ("code", "hours", "reason"),
    [
        ("reason-missing", 1, None),
        ("until-past", -1, SnoozeReason.OTHER),
        ("too-long", 400, SnoozeReason.OTHER),
    ],
)
def test_putting_off_has_a_reason_and_an_end(scope, actor, task, code, hours, reason):
    until = clock.now() + hours * HOUR
    refused(
        code,
        actions.snooze_task,
        scope=scope,
        by=actor,
        task=task,
        until=until,
        reason=reason,
    )
    assert history(task) == []


def test_no_longer_needed_says_why(scope, actor, task):
    refused(
        "reason-missing", actions.cancel_task, scope=scope, by=actor, task=task, reason=None
    )
    refused(
        "reason-unexplained",
        actions.cancel_task,
        scope=scope,
        by=actor,
        task=task,
        reason=CancelReason.OTHER,
    )
    ended = actions.cancel_task(
        scope=scope, by=actor, task=task, reason=CancelReason.OTHER, text="The lamp is new"
    )
    assert (ended.status, ended.cancelled_by) == ("cancelled", actor)
    assert TaskChange.objects.get(task=task).text == "The lamp is new"


def test_an_error_is_kept_as_an_error(scope, actor, task):
    refused(
        "reason-missing", actions.retract_task, scope=scope, by=actor, task=task, reason=" "
    )
    gone = actions.retract_task(scope=scope, by=actor, task=task, reason="Wrong resident")
    assert gone.status == "entered-in-error"
    refused(
        "retracted-already",
        actions.retract_task,
        scope=scope,
        by=actor,
        task=task,
        reason="Again",
    )


def test_a_comment_stands_in_the_history(scope, actor, task):
    refused("text-missing", actions.comment_task, scope=scope, by=actor, task=task, text=" ")
    actions.comment_task(scope=scope, by=actor, task=task, text="Bulb is E27")
    assert TaskChange.objects.get(task=task).text == "Bulb is E27"
    assert audited("tasks.comment_task") == 1


def test_a_task_of_another_community_is_not_there(other_facility, facility, actor, scope):
    with scoped(scope_for(make_account("nurse", other_facility).actor, other_facility)):
        foreign = make_task(other_facility, actor)
    refused("task-unknown", actions.comment_task, scope=scope, by=actor, task=foreign, text="x")
