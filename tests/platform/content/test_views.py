"""The editor: look, draft, compare, publish, retire; what is typed is never lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hearth.kernel import clock
from hearth.platform.content import actions, queries
from hearth.platform.content.models import Definition
from hearth.platform.identity.roles import ROLES, Role
from hearth.platform.scope import process_scope, scoped


VERBS = ("view_definitions", "edit_definition", "publish_definition")


@pytest.fixture
def editor(as_role, monkeypatch):
    permissions = frozenset({f"content.{verb}" for verb in VERBS} | {"desk.view_home"})
    monkeypatch.setitem(
        ROLES, "tester", Role(code="tester", label="T", permissions=permissions)
    )
    return as_role("tester")


@pytest.fixture
def reader(as_role, monkeypatch):
    permissions = frozenset({"content.view_definitions"})
    monkeypatch.setitem(
        ROLES, "looker", Role(code="looker", label="L", permissions=permissions)
    )
    return as_role("looker")


def url(verb, facility, *more):
    return reverse(f"content:{verb}", args=[facility.slug, *more])


def form_of(page, name="form"):
    """What a browser would send back from the page's form."""
    form = page.context[name]
    sent = {}
    for bound in form:
        value = bound.value()
        if value is True:
            sent[bound.html_name] = "on"
        elif value is not None and value is not False:
            sent[bound.html_name] = value
    return sent


def settings_now(facility):
    with scoped(process_scope("test", facility.pk)):
        return queries.resolve("settings", "default", facility).body


def test_the_list_names_everything(editor, facility):
    page = editor.get(url("view_definitions", facility))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Categories of notes" in text
    assert "Shipped with Hearth" in text


@pytest.mark.parametrize("kind", ["settings", "capabilities", "terms", "note-categories", "risk-flags", "document-types", "not-done-reasons", "task-kinds", "shift-patterns", "escalation"])  # fmt: skip
def test_every_kind_can_be_looked_at_and_saved_unchanged(editor, facility, kind):
    key = "own" if kind == "terms" else "default"
    assert editor.get(url("view_definition", facility, kind, key)).status_code == 200
    page = editor.get(url("edit_definition", facility, kind, key))
    answer = editor.post(url("edit_definition", facility, kind, key), form_of(page))
    assert answer.status_code == 302, answer.context["form"].errors
    with scoped(process_scope("test", facility.pk)) as scope:
        draft = queries.draft_of(scope, kind, key)
        house = queries.find(kind, key)
        expected = {} if kind in {"settings", "capabilities", "terms"} else house.body
    assert draft.body == expected, (
        "what the community did not change goes on following the house"
    )
    assert (
        "The draft says the same"
        in editor.get(url("publish_definition", facility, kind, key)).content.decode()
    )


def test_a_change_from_draft_to_force_and_back(editor, facility):
    page = editor.get(url("edit_definition", facility, "settings", "default"))
    sent = form_of(page) | {"idle_minutes": "5"}
    editor.post(url("edit_definition", facility, "settings", "default"), sent)
    assert settings_now(facility)["idle_minutes"] == 15, "a draft changes nothing"

    page = editor.get(url("publish_definition", facility, "settings", "default"))
    text = page.content.decode()
    assert "Everyone who works here" in text
    assert "<td>15</td><td>5</td>" in text
    answer = editor.post(
        url("publish_definition", facility, "settings", "default"), form_of(page)
    )
    assert answer.status_code == 302
    assert settings_now(facility)["idle_minutes"] == 5

    with scoped(process_scope("test", facility.pk)):
        row = Definition.objects.get(facility=facility)
    retire = url("retire_definition", facility, "settings", "default", row.pk)
    assert editor.get(retire).status_code == 200
    assert editor.post(retire).status_code == 302
    assert settings_now(facility)["idle_minutes"] == 15


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(editor, facility):
    page = editor.get(url("edit_definition", facility, "note-categories", "default"))
    sent = form_of(page) | {
        "items.0.keep_active_hours": "9999",
        "items.1.title.en": "A fall, unseen",
    }
    answer = editor.post(url("edit_definition", facility, "note-categories", "default"), sent)
    assert answer.status_code == 422
    assert "items.0.keep_active_hours" in answer.context["form"].errors
    assert "A fall, unseen" in answer.content.decode()


def test_a_fault_only_the_rules_see_is_said(editor, facility):
    page = editor.get(url("edit_definition", facility, "shift-patterns", "default"))
    sent = form_of(page) | {"items.0.starts": "08:00"}
    answer = editor.post(url("edit_definition", facility, "shift-patterns", "default"), sent)
    assert answer.status_code == 422
    assert "nobody is on shift at 07:00" in answer.content.decode()


def test_an_entry_is_added_and_one_taken_out(editor, facility):
    address = url("edit_definition", facility, "not-done-reasons", "default")
    sent = form_of(editor.get(address))
    count = int(sent["items-rows"])
    more = editor.post(address, sent | {"more": "items", "items.0.title.en": "No, thank you"})
    assert more.status_code == 200
    assert "No, thank you" in more.content.decode()
    sent = form_of(more)
    assert int(sent["items-rows"]) == count + 1
    new = {
        f"items.{count}.code": "lost", f"items.{count}.title.en": "We lost track",
        f"items.{count}.outcome": "not-done", "items.1-drop": "on",
    }  # fmt: skip
    assert editor.post(address, sent | new).status_code == 302
    with scoped(process_scope("test", facility.pk)) as scope:
        codes = [
            e["code"]
            for e in queries.draft_of(scope, "not-done-reasons", "default").body["items"]
        ]
    assert codes[-1] == "lost"
    assert "said-no-upset" not in codes
    assert len(codes) == count


def test_as_text_what_cannot_be_read_stays_typed(editor, facility):
    address = url("edit_definition", facility, "settings", "default")
    assert "idle_minutes: 15" in editor.get(address, {"as": "text"}).content.decode()
    answer = editor.post(address, {"text": "idle_minutes: [5"})
    assert answer.status_code == 422
    assert "idle_minutes: [5" in answer.content.decode()
    assert editor.post(address, {"text": "idle_minutes: 5"}).status_code == 302


def test_a_list_that_changed_meanwhile_is_shown_again(editor, facility):
    address = url("edit_definition", facility, "settings", "default")
    editor.post(address, {"text": "idle_minutes: 5"})
    page = editor.get(url("publish_definition", facility, "settings", "default"))
    sent = form_of(page)
    editor.post(address, {"text": "idle_minutes: 6\nsession_hours: 8"})
    answer = editor.post(url("publish_definition", facility, "settings", "default"), sent)
    assert answer.status_code == 409
    assert settings_now(facility)["idle_minutes"] == 15


def test_a_later_day_and_a_day_that_is_over(editor, facility):
    editor.post(
        url("edit_definition", facility, "settings", "default"), {"text": "idle_minutes: 5"}
    )
    address = url("publish_definition", facility, "settings", "default")
    sent = form_of(editor.get(address))
    over = editor.post(address, sent | {"from_day": "2020-01-01"})
    assert over.status_code == 422
    day = facility.today() + timedelta(days=3)
    assert editor.post(address, sent | {"from_day": day.isoformat()}).status_code == 302
    assert settings_now(facility)["idle_minutes"] == 15
    with scoped(process_scope("test", facility.pk)):
        row = Definition.objects.get(facility=facility)
    assert row.effective_from.astimezone(facility.zone).hour == 0
    assert row.effective_from > clock.now()


def test_a_reader_only_reads(reader, facility):
    page = reader.get(url("view_definition", facility, "settings", "default"))
    assert page.status_code == 200
    assert "Change it" not in page.content.decode()
    for verb in ("edit_definition", "publish_definition"):
        assert reader.get(url(verb, facility, "settings", "default")).status_code == 403
        assert reader.post(url(verb, facility, "settings", "default")).status_code == 403


def test_another_community_s_version_is_not_there(editor, facility, other_facility):
    with scoped(process_scope("test", other_facility.pk)) as scope:
        row = actions.edit_definition(
            scope=scope, by=editor.account.actor, kind="settings", body={"idle_minutes": 3}
        )
    assert (
        editor.get(
            url("retire_definition", facility, "settings", "default", row.pk)
        ).status_code
        == 404
    )
    assert editor.get(url("view_definitions", other_facility)).status_code == 404


@pytest.mark.parametrize("where", [("moons", "default"), ("settings", "moon")])
def test_what_does_not_exist_is_a_404(editor, facility, where):
    for verb in ("view_definition", "edit_definition"):
        assert editor.get(url(verb, facility, *where)).status_code == 404
