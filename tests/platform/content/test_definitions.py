"""Definitions: what holds when, who may change it, and what can never be changed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.ids import uuid7
from hearth.platform.content import actions, kinds, queries
from hearth.platform.content.models import Definition
from hearth.platform.scope import Scope, house_scope, scoped


def publish(scope, by, kind, body, key="default", **more):
    row = actions.edit_definition(scope=scope, by=by, kind=kind, key=key, body=body)
    seen = actions.expected_impact(scope, row)
    return actions.publish_definition(scope=scope, by=by, definition=row, impact=seen, **more)


def test_the_house_holds_until_a_community_says_otherwise(scope, by, facility):
    assert queries.resolve("settings", "default", facility).body["idle_minutes"] == 15
    publish(scope, by, "settings", {"idle_minutes": 5})
    found = queries.resolve("settings", "default", facility)
    assert (found.body["idle_minutes"], found.level) == (5, "community")
    assert found.body["session_hours"] == 12, "what it did not say comes from the house"


def test_another_community_keeps_the_house(scope, by, facility, other_facility):
    publish(scope, by, "settings", {"idle_minutes": 5})
    wide = Scope(actor_id=by.pk, actor_kind="person", facilities=(other_facility.pk,))
    with scoped(wide):
        assert queries.resolve("settings", "default", other_facility).body["idle_minutes"] == 15
        assert not Definition.objects.filter(facility=facility).exists(), (
            "the wall behind the query"
        )


def test_a_draft_changes_nothing(scope, by, facility):
    actions.edit_definition(scope=scope, by=by, kind="settings", body={"idle_minutes": 5})
    assert queries.resolve("settings", "default", facility).body["idle_minutes"] == 15


def test_a_later_day_waits_for_its_day(scope, by, facility):
    tomorrow = clock.now() + timedelta(days=1)
    publish(scope, by, "settings", {"idle_minutes": 5}, effective_from=tomorrow)
    assert queries.resolve("settings", "default", facility).body["idle_minutes"] == 15
    later = queries.resolve("settings", "default", facility, at=tomorrow + timedelta(hours=1))
    assert later.body["idle_minutes"] == 5


def test_retired_gives_the_house_back_and_history_stays(scope, by, facility):
    row = publish(scope, by, "settings", {"idle_minutes": 5})
    then = clock.now()
    actions.retire_definition(scope=scope, by=by, definition=row)
    assert queries.resolve("settings", "default", facility).body["idle_minutes"] == 15
    assert queries.resolve("settings", "default", facility, at=then).body["idle_minutes"] == 5


def test_publishing_needs_the_impact_that_was_shown(scope, by):
    row = actions.edit_definition(scope=scope, by=by, kind="settings", body={"idle_minutes": 5})
    with pytest.raises(Refused) as refused:
        actions.publish_definition(scope=scope, by=by, definition=row, impact=None)
    assert refused.value.code == "impact-missing"
    with pytest.raises(Conflict) as conflict:
        actions.publish_definition(scope=scope, by=by, definition=row, impact=[])
    assert conflict.value.code == "impact-changed"
    row.refresh_from_db()
    assert row.status == "draft"


def test_a_kind_nobody_can_judge_is_not_published(scope, by):
    kinds.register(kinds.DefinitionKind(name="mute", label="Mute", schema={"type": "object"}))
    try:
        row = actions.edit_definition(scope=scope, by=by, kind="mute", body={"a": 1})
        with pytest.raises(Refused) as refused:
            actions.expected_impact(scope, row)
        assert refused.value.code == "impact-missing"
    finally:
        kinds._kinds.pop("mute")


def test_a_published_definition_is_never_changed_or_deleted(scope, by):
    row = publish(scope, by, "settings", {"idle_minutes": 5})
    for statement in (
        "UPDATE content_definition SET body = '{}' WHERE id = %s",
        "UPDATE content_definition SET effective_to = now() + interval '9 days' WHERE id = %s",
        "UPDATE content_definition SET status = 'draft', published_at = NULL WHERE id = %s",
        "DELETE FROM content_definition WHERE id = %s",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [row.pk])


def test_a_community_cannot_write_the_house(scope):
    row = Definition.objects.filter(level="house", kind="settings").get()
    assert Definition.objects.filter(pk=row.pk).update(status="retired") == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        Definition.objects.create(
            kind="x", level="house", body={}, confidence="verified", drafted_at=clock.now()
        )


def test_the_house_is_read_without_any_scope(db):
    assert queries.resolve("settings").body["idle_minutes"] == 15


def test_a_body_that_does_not_fit_is_refused_with_its_place(scope, by):
    with pytest.raises(Refused) as refused:
        actions.edit_definition(scope=scope, by=by, kind="settings", body={"idle_minutes": 900})
    assert "idle_minutes" in str(refused.value)
    assert not Definition.objects.filter(facility_id=scope.facility_id).exists()


def test_nothing_holds_before_it_is_published(scope, by):
    row = actions.edit_definition(scope=scope, by=by, kind="settings", body={"idle_minutes": 5})
    seen = actions.expected_impact(scope, row)
    yesterday = clock.now() - timedelta(days=1)
    with pytest.raises(Refused) as refused:
        actions.publish_definition(
            scope=scope,
            by=by,
            definition=row,
            impact=seen,
            effective_from=yesterday,
        )
    assert refused.value.code == "effective-past"


def test_one_draft_at_a_time(scope, by):
    first = actions.edit_definition(
        scope=scope, by=by, kind="settings", body={"idle_minutes": 5}
    )
    again = actions.edit_definition(
        scope=scope, by=by, kind="settings", body={"idle_minutes": 6}
    )
    assert first.pk == again.pk
    copy = Definition.objects.get(pk=first.pk)
    copy.pk, copy.version = uuid7(), 9
    with pytest.raises(DatabaseError), transaction.atomic():
        copy.save(force_insert=True)


def test_what_is_read_twice_is_asked_once(scope, facility, django_assert_num_queries):
    with django_assert_num_queries(1):
        for _ in range(3):
            queries.resolve("settings", "default", facility)
            queries.find("capabilities", "default", facility)
            queries.in_force("terms", facility)


def test_house_work_may_write_the_house(db):
    with scoped(house_scope("content")):
        assert Definition.objects.filter(level="house", kind="settings").exists()


def test_a_facility_speaks_its_own_words_and_clock(scope, by, facility):
    assert facility.words["resident"] == ("resident", "residents")
    with translation.override("es"):
        assert facility.words["resident"] == ("residente", "residentes")
    assert facility.clock_24h is False
