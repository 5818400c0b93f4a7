"""A device's write: once, first answer again, other content kept and seen, a refusal kept."""

import threading
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.replay import queries, verbs
from hearth.platform.replay.actions import (
    Item,
    accept,
    accept_batch,
    settle_conflict,
    settle_entry,
)
from hearth.platform.replay.codes import Settlement
from hearth.platform.replay.models import ReplayConflict, ReplayEntry
from hearth.platform.scope import process_scope, scoped
from tests.platform.replay.conftest import VERB


pytestmark = pytest.mark.django_db


@pytest.fixture
def send(process, write, somebody):
    """Send a write; the same reference unless another is given."""
    first = uuid4()

    def post(scope=process, ref=first, **payload):
        return accept(scope=scope, by=somebody, client_ref=ref, verb=VERB, payload=payload)

    return post


def test_the_first_answer_is_given_again(send, lines):
    first = send(text="slept well")
    again = send(text="slept well")
    assert (first.status, first.replayed) == (201, False)
    assert (again.status, again.body, again.replayed) == (201, first.body, True)
    assert lines() == 1


def test_the_order_of_keys_is_not_other_content(process, write, somebody):
    ref = uuid4()
    for payload in ({"a": 1, "b": 2}, {"b": 2, "a": 1}):
        answer = accept(scope=process, by=somebody, client_ref=ref, verb=VERB, payload=payload)
    assert answer.replayed


def test_what_was_carried_out_is_not_kept_a_second_time(send):
    send(text="slept well")
    assert ReplayEntry.objects.get().payload is None


def test_other_content_under_the_same_reference_is_kept_and_seen(send, process, lines):
    first = send(text="slept well")
    other = send(text="did not sleep")
    assert (other.status, other.body["code"], other.body["first"]) == (
        409,
        "reference-taken",
        first.body,
    )
    assert send(text="did not sleep").replayed
    (conflict,) = queries.waiting_conflicts(process)
    assert conflict.payload == {"text": "did not sleep"}
    assert queries.waiting_count(process) == 1
    assert lines() == 1
    assert AuditEvent.objects.filter(action="replay.conflict").count() == 1


def test_another_time_of_the_act_is_other_content(process, write, somebody):
    ref, then = uuid4(), clock.now()
    answers = [
        accept(
            scope=process, by=somebody, client_ref=ref, verb=VERB, payload={}, effective=when
        ).status
        for when in (then, then - timedelta(hours=1))
    ]
    assert answers == [201, 409]


@pytest.mark.parametrize(
    ("trouble", "status", "state", "code"),
    [("refuse", 422, "refused", "reason-missing"), ("conflict", 409, "conflict", "overtaken")],
)
def test_what_a_rule_refused_is_kept_for_people(
    send, process, lines, trouble, status, state, code
):
    answer = send(trouble=trouble, text="gave the dose")
    assert (answer.status, answer.body["code"]) == (status, code)
    assert lines() == 0
    (entry,) = queries.waiting_entries(process)
    assert (entry.state, entry.payload["text"]) == (state, "gave the dose")
    again = send(trouble=trouble, text="gave the dose")
    assert (again.status, again.replayed) == (status, True)
    assert ReplayEntry.objects.count() == 1


def test_what_somebody_may_no_longer_do_is_kept_for_people(send, process, lines):
    answer = send(scope=replace(process, permissions=frozenset()), text="left at noon")
    assert (answer.status, lines()) == (403, 0)
    assert [e.state for e in queries.waiting_entries(process)] == ["review"]


def test_a_verb_of_another_release_is_kept(process, somebody):
    answer = accept(
        scope=process, by=somebody, client_ref=uuid4(), verb="later.verb", payload={"a": 1}
    )
    assert answer.status == 404
    assert queries.waiting_entries(process).get().payload == {"a": 1}


def test_a_bug_leaves_nothing_so_that_it_can_be_sent_again(send, process, write, lines):
    with pytest.raises(LookupError):
        send(trouble="bug")
    assert ReplayEntry.objects.count() == 0
    write.healed = True
    assert send(trouble="bug").status == 201
    assert lines() == 1


def test_each_of_a_batch_stands_alone(process, write, somebody, lines, caplog):
    troubles = ["", "refuse", "bug", "busy", "conflict", ""]
    items = [Item(client_ref=uuid4(), verb=VERB, payload={"trouble": t}) for t in troubles]
    answers = accept_batch(scope=process, by=somebody, items=items)
    assert [a.status for a in answers] == [201, 422, 500, 503, 409, 201]
    assert lines() == 2
    assert "Jones" not in caplog.text
    write.healed = True
    again = accept_batch(scope=process, by=somebody, items=items)
    assert [(a.status, a.replayed) for a in again] == [
        (201, True),
        (422, True),
        (201, False),
        (201, False),
        (409, True),
        (201, True),
    ]


def test_too_much_is_refused_and_not_kept(send):
    assert send(text="x" * 300_000).status == 413
    assert ReplayEntry.objects.count() == 0


def test_the_same_reference_in_another_community_is_another_write(
    process, write, somebody, other_facility
):
    ref = uuid4()
    here = accept(scope=process, by=somebody, client_ref=ref, verb=VERB, payload={})
    with scoped(process_scope("test", other_facility.pk)) as other:
        there = accept(scope=other, by=somebody, client_ref=ref, verb=VERB, payload={})
        assert ReplayEntry.objects.count() == 1
    assert (here.status, there.status, there.replayed) == (201, 201, False)


def test_a_refused_write_can_be_carried_out_after_all(send, process, write, somebody, lines):
    send(trouble="refuse", text="gave the dose")
    entry = queries.waiting_entries(process).get()
    write.healed = True
    settled = settle_entry(
        scope=process, by=somebody, entry_id=entry.pk, settlement=Settlement.DONE
    )
    assert (settled.state, settled.settled_by_id, lines()) == ("settled", somebody.pk, 1)
    assert queries.waiting_count(process) == 0
    with pytest.raises(Conflict):
        settle_entry(scope=process, by=somebody, entry_id=entry.pk, settlement=Settlement.DONE)


def test_dismissing_needs_a_reason_and_keeps_what_was_sent(send, process, somebody):
    send(trouble="refuse", text="gave the dose")
    entry = queries.waiting_entries(process).get()
    settle = {"scope": process, "by": somebody, "entry_id": entry.pk}
    with pytest.raises(Refused) as refusal:
        settle_entry(**settle, settlement=Settlement.DISMISSED)
    assert refusal.value.code == "reason-missing"
    settle_entry(**settle, settlement=Settlement.DISMISSED, reason="Entered by hand at 9")
    entry.refresh_from_db()
    assert (entry.payload["text"], entry.settled_reason) == (
        "gave the dose",
        "Entered by hand at 9",
    )


def test_a_rule_that_still_refuses_leaves_the_write_waiting(send, process, somebody):
    send(trouble="refuse")
    entry = queries.waiting_entries(process).get()
    with pytest.raises(Refused):
        settle_entry(scope=process, by=somebody, entry_id=entry.pk, settlement=Settlement.DONE)
    assert queries.waiting_count(process) == 1


def test_the_other_content_of_a_reference_can_be_written_too(send, process, somebody, lines):
    send(text="slept well")
    send(text="did not sleep")
    conflict = ReplayConflict.objects.get()
    settle_conflict(
        scope=process, by=somebody, conflict_id=conflict.pk, settlement=Settlement.DONE
    )
    assert (lines(), queries.waiting_count(process)) == (2, 0)


def test_a_verb_has_one_shape_and_one_name():
    with pytest.raises(TypeError):
        verbs.verb("sample.other", permission="x")(lambda *, scope, payload: {})


@pytest.mark.django_db(transaction=True)
def test_sent_many_times_at_once_it_runs_once(facility, write, somebody, lines):
    """Eight senders at the same moment: one is answered first, seven are answered again."""
    scope = process_scope("test", facility.pk)
    ref = uuid4()
    gate = threading.Barrier(8)
    answers = []

    def post() -> None:
        gate.wait()
        answers.append(
            accept(
                scope=scope, by=somebody, client_ref=ref, verb=VERB, payload={"text": "once"}
            )
        )
        connections.close_all()

    threads = [threading.Thread(target=post) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(a.replayed for a in answers) == [False] + [True] * 7
    assert all(a.body == answers[0].body for a in answers)
    with scoped(scope):
        assert lines() == 1
