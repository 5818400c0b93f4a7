"""A fact and its consequences: stored together, delivered once in effect, each reaction alone."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import ClassVar
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection, connections

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.audit.actions import note
from hearth.platform.audit.models import AuditEvent
from hearth.platform.jobs.queues import MAX_ATTEMPTS
from hearth.platform.outbox import queries
from hearth.platform.outbox.actions import (
    CHANNEL,
    drop_delivery,
    publish,
    publish_many,
    retry_delivery,
)
from hearth.platform.outbox.delivery import ReactionUnknown, deliver
from hearth.platform.outbox.events import Event, event_name, forget, on, rebuild, to_payload
from hearth.platform.outbox.jobs import prune_events, send_lost_deliveries
from hearth.platform.outbox.models import Delivery, DomainEvent
from hearth.platform.outbox.modes import deliveries_inline, recording_only
from hearth.platform.scope import process_scope, scoped


pytestmark = pytest.mark.django_db


class Robot:
    pk = UUID(int=9)
    kind = "process"


@dataclass(frozen=True, kw_only=True)
class KettleBoiled(Event):
    live: ClassVar[tuple[str, ...]] = ("kettles",)
    kettle_id: UUID
    cups: int = 0
    at: datetime | None = None
    day: date | None = None
    litres: Decimal | None = None
    for_residents: tuple[UUID, ...] = ()


@pytest.fixture
def process(facility):
    with scoped(process_scope("test", facility.pk)) as scope:
        yield scope


@pytest.fixture
def hear():
    """Register reactions for this test only."""
    mine = []

    def register(reaction):
        mine.append(reaction)
        return on(KettleBoiled)(reaction)

    yield register
    for reaction in mine:
        forget(reaction)


@pytest.fixture
def pour(hear):
    """A reaction that leaves one audit line, and can be told to break."""
    heard = []

    def pour_tea(event):
        note("sample.pour", None, by=Robot)
        heard.append(event)
        if pour_tea.broken:
            raise LookupError("Mrs Jones spilled it")

    pour_tea.broken = False
    pour_tea.heard = heard
    return hear(pour_tea)


def kettle(scope, **values):
    return KettleBoiled(facility_id=scope.facility_id, kettle_id=uuid4(), **values)


def lines() -> int:
    return AuditEvent.objects.filter(action="sample.pour").count()


def waiting_jobs() -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name LIKE '%%outbox.deliver'"
        )
        return [json.loads(a) if isinstance(a, str) else a for (a,) in cursor.fetchall()]


def test_an_event_comes_back_as_it_was_published(process):
    event = kettle(
        process,
        cups=3,
        at=datetime(2026, 3, 8, 7, 30, tzinfo=UTC),
        day=date(2026, 3, 8),
        litres=Decimal("1.70"),
        for_residents=(uuid4(), uuid4()),
    )
    payload = json.loads(json.dumps(to_payload(event)))
    assert rebuild(event_name(KettleBoiled), event.facility_id, payload) == event


def test_an_event_of_an_older_release_still_comes_back(process):
    payload = to_payload(kettle(process)) | {"whistle": "gone since"}
    assert rebuild(event_name(KettleBoiled), process.facility_id, payload).cups == 0


def test_an_event_carries_no_rows(process, facility):
    with pytest.raises(TypeError, match="ids and plain values"):
        publish(KettleBoiled(facility_id=process.facility_id, kettle_id=facility))


def test_publishing_needs_the_transaction_of_the_fact(facility):
    with pytest.raises(RuntimeError, match="scoped"):
        publish(KettleBoiled(facility_id=facility.pk, kettle_id=uuid4()))


def test_event_delivery_and_job_are_stored_together(process, pour):
    publish(kettle(process))
    delivery = Delivery.objects.select_related("event").get()
    assert (delivery.state, delivery.event.name) == ("pending", event_name(KettleBoiled))
    assert (delivery.event.actor_id, delivery.event.request_id) == (
        process.actor_id,
        process.request_id,
    )
    assert delivery.job_id is not None
    assert [args["delivery_id"] for args in waiting_jobs()] == [str(delivery.pk)]


def test_a_rollback_takes_everything_back(process, pour):
    with pytest.raises(LookupError), scoped(process):  # noqa: PT012 - the block is what is rolled back
        publish(kettle(process))
        raise LookupError
    assert (DomainEvent.objects.count(), Delivery.objects.count(), waiting_jobs()) == (0, 0, [])


def test_publishing_costs_few_statements_however_many(process, pour, django_assert_num_queries):
    with django_assert_num_queries(4):
        publish_many([kettle(process) for _ in range(50)])
    assert len(set(DomainEvent.objects.values_list("batch", flat=True))) == 1
    assert len(waiting_jobs()) == 50


def test_delivered_twice_it_is_done_once(process, pour):
    publish(kettle(process))
    delivery = Delivery.objects.get()
    assert deliver(process.facility_id, delivery.pk) is True
    assert deliver(process.facility_id, delivery.pk) is False
    assert lines() == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("done", 1)
    assert delivery.done_at is not None


def test_a_broken_reaction_leaves_nothing_and_is_counted_without_words(process, pour):
    publish(kettle(process))
    delivery = Delivery.objects.get()
    pour.broken = True
    with pytest.raises(LookupError):
        deliver(process.facility_id, delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.last_error) == (
        "pending",
        1,
        "LookupError",
    )
    assert lines() == 0

    pour.broken = False
    deliver(process.facility_id, delivery.pk)
    assert lines() == 1


def test_one_broken_reaction_does_not_hold_up_the_other(process, pour, hear):
    @hear
    def count(event):
        note("sample.pour", None, by=Robot)

    pour.broken = True
    publish(kettle(process))
    for delivery in Delivery.objects.all():
        try:
            deliver(process.facility_id, delivery.pk)
        except LookupError:
            continue
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["done", "pending"]


def test_tried_often_enough_it_fails_and_a_person_may_try_again(process, pour, somebody_acting):
    publish(kettle(process))
    delivery = Delivery.objects.get()
    pour.broken = True
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(LookupError):
            deliver(process.facility_id, delivery.pk)
    assert [d.pk for d in queries.failed_deliveries(process)] == [delivery.pk]
    assert queries.delivery_counts(process)["failed"]["count"] == 1

    pour.broken = False
    retry_delivery(scope=process, by=somebody_acting, delivery_id=delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, len(waiting_jobs())) == ("pending", 0, 2)
    deliver(process.facility_id, delivery.pk)
    assert lines() == 1


def test_a_delivery_can_be_given_up(process, pour, somebody_acting):
    publish(kettle(process))
    Delivery.objects.update(state="failed")
    delivery = Delivery.objects.get()
    drop_delivery(scope=process, by=somebody_acting, delivery_id=delivery.pk)
    assert deliver(process.facility_id, delivery.pk) is False
    assert AuditEvent.objects.filter(action="outbox.drop_delivery").count() == 1


def test_only_a_failed_delivery_is_tried_again(process, pour, somebody_acting):
    publish(kettle(process))
    with pytest.raises(Refused):
        retry_delivery(scope=process, by=somebody_acting, delivery_id=Delivery.objects.get().pk)
    with pytest.raises(Refused):
        retry_delivery(scope=process, by=somebody_acting, delivery_id=uuid4())


def test_a_reaction_that_no_longer_exists_fails_visibly(process, pour):
    publish(kettle(process))
    forget(pour)
    delivery = Delivery.objects.get()
    with pytest.raises(ReactionUnknown):
        deliver(process.facility_id, delivery.pk)
    delivery.refresh_from_db()
    assert delivery.last_error == "ReactionUnknown reaction-unknown"


def test_another_community_never_sees_it(process, pour, other_facility):
    publish(kettle(process))
    with scoped(process_scope("test", other_facility.pk)) as other:
        assert DomainEvent.objects.count() == 0
        assert list(queries.open_deliveries(other)) == []
        delivery_id = uuid4()
        assert deliver(other_facility.pk, delivery_id) is False


def test_a_delivery_that_lost_its_job_gets_another(process, pour):
    with clock.pinned(clock.now() - timedelta(minutes=10)):
        publish_many([kettle(process), kettle(process)])
    kept, lost = Delivery.objects.order_by("id")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [lost.job_id])
    send_lost_deliveries(facility_id=process.facility_id, scope=process)
    before = kept.job_id, lost.job_id
    kept.refresh_from_db()
    lost.refresh_from_db()
    assert kept.job_id == before[0]
    assert lost.job_id not in before


def test_inline_delivers_in_order_under_the_events_own_clock(process, pour, hear):
    times = []

    @hear
    def look_at_the_clock(event):
        times.append((event.cups, clock.now()))
        if event.cups < 3:
            publish(kettle(process, cups=event.cups + 2))

    start = datetime(2026, 1, 5, 8, tzinfo=UTC)
    with deliveries_inline():
        for hour in range(2):
            with clock.pinned(start + timedelta(hours=hour)):
                publish(kettle(process, cups=1))
        assert times == []
    assert times == [
        (1, start),
        (1, start + timedelta(hours=1)),
        (3, start),
        (3, start + timedelta(hours=1)),
    ]
    assert waiting_jobs() == []
    assert set(Delivery.objects.values_list("state", flat=True)) == {"done"}
    with pytest.raises(LookupError), deliveries_inline():  # noqa: PT012 - the block is what is rolled back
        pour.broken = True
        publish(kettle(process))


def test_recording_only_tells_nobody(process, pour):
    with recording_only():
        publish(kettle(process))
    assert (DomainEvent.objects.count(), Delivery.objects.count(), waiting_jobs()) == (1, 0, [])


def test_old_delivered_events_are_forgotten_and_open_ones_kept(process, pour):
    with clock.pinned(clock.now() - timedelta(days=100)):
        publish_many([kettle(process), kettle(process)])
    publish(kettle(process))
    old_done = Delivery.objects.order_by("published_at", "id")[0]
    deliver(process.facility_id, old_done.pk)
    prune_events(facility_id=process.facility_id, scope=process)
    assert DomainEvent.objects.count() == 2
    assert not Delivery.objects.filter(pk=old_done.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_open_pages_are_told_at_commit_and_only_then(facility, server, pour):
    scope = process_scope("test", facility.pk)
    with server.connect(connections["default"].settings_dict["NAME"]) as listener:
        listener.execute(f"LISTEN {CHANNEL}")
        with scoped(scope):
            publish_many([kettle(scope), kettle(scope)])
            assert heard(listener) == []
        assert heard(listener) == [{"facility": str(facility.pk), "kinds": ["kettles"]}]
        with pytest.raises(LookupError), scoped(scope):  # noqa: PT012 - the block is what is rolled back
            publish(kettle(scope))
            raise LookupError
        assert heard(listener) == []


def heard(listener: psycopg.Connection) -> list[dict]:
    return [json.loads(n.payload) for n in listener.notifies(timeout=0.2)]
