"""What is written of an act, and that it is only ever added to."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from django.db.utils import IntegrityError

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.actions import action, note, note_house, note_many, note_refusal
from hearth.platform.audit.models import AuditEvent
from hearth.platform.scope import house_scope, process_scope, scoped
from hearth.platform.tenancy.models import Neighborhood


pytestmark = pytest.mark.django_db

CONSTRAINTS = {
    "neighborhood_name_once": ("name-taken", "This name is taken."),
    "neighborhood_licence_known": ("licence-unknown", "No such licence.", Conflict),
}


@action("tenancy.add_neighborhood")
def add_neighborhood(*, scope, by, name, licence="assisted"):
    row = Neighborhood.objects.create(
        facility_id=scope.facility_id, name=name, licence_type=licence
    )
    note("tenancy.add_neighborhood", row, by=by)
    return row


@pytest.fixture
def process(facility):
    with scoped(process_scope("test", facility.pk)) as scope:
        yield scope


def events():
    return list(AuditEvent.objects.order_by("recorded", "id"))


def test_a_note_names_the_row_the_person_the_scope_and_the_time(process, somebody):
    row = add_neighborhood(scope=process, by=somebody, name="East")

    event = events()[-1]
    assert (event.action, event.entity_type, event.entity_id) == (
        "tenancy.add_neighborhood",
        "Neighborhood",
        row.pk,
    )
    assert (event.actor_id, event.actor_kind) == (somebody.pk, "person")
    assert event.facility_id == process.facility_id
    assert (event.purpose, event.request_id) == (process.purpose, process.request_id)
    assert abs(event.recorded - clock.now()) < timedelta(seconds=30)


def test_a_pinned_clock_is_the_trail_s_clock_too(facility, somebody):
    then = clock.now() - timedelta(days=400)
    with clock.pinned(then), scoped(process_scope("demo", facility.pk)):
        note("demo.live", facility, by=somebody)
        assert [e.recorded for e in events()] == [then]


def test_refused_leaves_neither_row_nor_line(process, somebody):
    add_neighborhood(scope=process, by=somebody, name="East")
    with pytest.raises(Refused) as refusal:
        add_neighborhood(scope=process, by=somebody, name="East")

    assert refusal.value.code == "name-taken"
    assert Neighborhood.objects.filter(facility_id=process.facility_id).count() == 1
    assert len(events()) == 1


def test_a_constraint_may_stand_for_a_conflict(process, somebody):
    with pytest.raises(Conflict):
        add_neighborhood(scope=process, by=somebody, name="West", licence="castle")


def test_a_broken_constraint_nobody_named_is_loud(process, somebody):
    @action("tenancy.break_it")
    def break_it(*, scope, by):
        Neighborhood.objects.create(facility_id=uuid4(), name="Nowhere")

    with pytest.raises((IntegrityError, ProgrammingError)):
        break_it(scope=process, by=somebody)


def test_an_action_needs_an_open_scope(facility, somebody):
    with pytest.raises(RuntimeError, match="scoped"):
        add_neighborhood(scope=process_scope("test", facility.pk), by=somebody, name="East")


def test_an_action_may_not_widen_the_open_scope(process, other_facility, somebody):
    with pytest.raises(RuntimeError, match="wider"):
        add_neighborhood(
            scope=process_scope("test", other_facility.pk), by=somebody, name="East"
        )


@pytest.mark.parametrize("shape", [lambda scope, by: None, lambda *, scope: None])
def test_an_action_takes_keywords_and_says_by_whom(shape):
    with pytest.raises(TypeError):
        action("a.b")(shape)


def test_a_batch_is_one_line(process, somebody):
    rows = [
        Neighborhood(facility_id=process.facility_id, name=str(number)) for number in range(40)
    ]
    note_many("tenancy.import_neighborhoods", rows, by=somebody)

    (event,) = events()
    assert event.detail["count"] == 40
    assert event.detail["ids"] == [str(row.pk) for row in rows]


def test_the_trail_takes_no_sentences(process, facility, somebody):
    with pytest.raises(ValueError, match="ids and codes"):
        note("a.b", facility, by=somebody, detail={"text": "She said that " * 20})


def test_another_community_s_lines_cannot_be_written_or_read(process, other_facility, somebody):
    with pytest.raises(ProgrammingError), transaction.atomic():
        note("a.b", other_facility, by=somebody)
    with scoped(process_scope("test", other_facility.pk)):
        note("a.b", other_facility, by=somebody)
    assert events() == []


def test_a_narrowed_scope_reads_only_its_residents_lines(process, facility, somebody):
    mine, other = uuid4(), uuid4()
    for resident in (mine, other, None):
        note("a.b", facility, by=somebody, resident_id=resident)
    with scoped(process.narrowed([mine])):
        assert [e.resident_id for e in events()] == [mine]


def test_a_refusal_is_kept_after_the_rollback_without_the_foreign_key(facility, somebody):
    foreign = uuid4()
    note_refusal(
        by=somebody,
        action="tasks.complete_task",
        facility_id=facility.pk,
        entity_id=foreign,
        request_id="r1",
        detail={"reason": "not-found", "pk": str(foreign), "slug": "x" * 500},
    )

    with scoped(process_scope("test", facility.pk)):
        (event,) = events()
        assert (event.outcome, event.entity_id, event.request_id) == ("refused", None, "r1")
        assert event.detail["reason"] == "not-found"
        assert str(foreign) not in str(event.detail)
    with scoped(house_scope()):
        (event,) = [e for e in events() if e.action == "tasks.complete_task"]
        assert (event.facility_id, event.entity_id, event.request_id) == (None, foreign, "r1")


def test_a_refusal_inside_the_refused_transaction_is_a_bug(process, facility, somebody):
    with pytest.raises(RuntimeError, match="rollback"):
        note_refusal(by=somebody, action="a.b", facility_id=facility.pk)


def test_events_of_the_house_show_in_no_community(facility, somebody):
    note_house("identity.sign_in", by=somebody)
    with scoped(process_scope("test", facility.pk)):
        assert events() == []
    with scoped(house_scope()):
        assert "identity.sign_in" in [e.action for e in events()]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_auditevent SET action = 'x'",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent",
        "UPDATE audit_auditseal SET digest = 'x'",
        "UPDATE audit_renumbering SET added = 5",
    ],
)
def test_the_serving_role_cannot_change_the_trail(process, facility, somebody, sql):
    note("a.b", facility, by=somebody)
    with (
        pytest.raises((ProgrammingError, InternalError, IntegrityError)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert len(events()) == 1


def test_no_partition_shows_anything_by_itself(process, facility, somebody):
    note("a.b", facility, by=somebody)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'audit_auditevent'::regclass"
        )
        partitions = [name for (name,) in cursor.fetchall()]
        assert len(partitions) > 4
        for name in partitions:
            cursor.execute(f"SELECT count(*) FROM {name}")
            assert cursor.fetchone() == (0,)


def test_a_line_is_one_cheap_statement(process, facility, somebody, django_assert_num_queries):
    with django_assert_num_queries(1):
        note("a.b", facility, by=somebody)
