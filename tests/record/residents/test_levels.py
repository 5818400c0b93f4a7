"""The level of care: which holds when, who may change it, what stays of it, and how it reads."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.content import lists
from hearth.platform.identity.roles import ROLES
from hearth.platform.outbox.models import DomainEvent
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents import actions, queries
from hearth.record.residents.models import LevelOfCare
from hearth.record.residents.rules import LEVEL_AHEAD, check_level, level_ahead, level_on
from tests.factories.residents import make_resident


DAY = timedelta(days=1)
TODAY = date(2026, 11, 24)
OFFERED = ("level-1", "level-2", "level-3", "level-4", "memory-care")
SAID = {"decided_by": "Kim Lee, RN", "reason": "One person helps to dress"}


@dataclass
class Held:
    """A level on the record, as the rules see it."""

    level: str
    starts: date


KEPT = [Held("level-3", TODAY), Held("level-1", TODAY - 90 * DAY), Held("level-4", TODAY + DAY)]


# Which holds


@pytest.mark.parametrize(
    ("day", "now", "then"),
    [
        (TODAY - 91 * DAY, None, "level-1"),
        (TODAY - 90 * DAY, "level-1", "level-3"),
        (TODAY - DAY, "level-1", "level-3"),
        (TODAY, "level-3", "level-4"),
        (TODAY + 9 * DAY, "level-4", None),
    ],
)
def test_the_last_one_that_has_begun_holds(day, now, then):
    held, coming = level_on(KEPT, day), level_ahead(KEPT, day)
    assert (held.level if held else None, coming.level if coming else None) == (now, then)


def judged(level="level-2", starts=TODAY + 2 * DAY, **other):
    said = {"kept": KEPT, "offered": OFFERED, "today": TODAY} | SAID | other
    check_level(level, starts=starts, **said)


def test_a_change_with_who_and_why_is_kept():
    judged()
    judged(starts=TODAY + LEVEL_AHEAD)
    judged(level="level-2", starts=TODAY - 400 * DAY)
    judged(level="level-1", starts=TODAY, kept=[])


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("level-unknown", {"level": "level-9"}),
        ("level-unknown", {"level": ""}),
        ("decided-by-missing", {"decided_by": "  "}),
        ("reason-missing", {"reason": " "}),
        ("too-far-ahead", {"starts": TODAY + LEVEL_AHEAD + DAY}),
        ("level-that-day", {"starts": TODAY}),
        ("same-level", {"level": "level-4"}),
        ("same-level", {"level": "level-1", "starts": TODAY - DAY}),
    ],
)
def test_what_changes_nothing_or_says_too_little_is_not(code, said):
    with pytest.raises((Refused, Conflict)) as refused:
        judged(**said)
    assert refused.value.code == code


# The verbs


def now_of(does, resident):
    found = queries.level_now(does["scope"], resident, resident.facility.today())
    return tuple(row.level if row else "" for row in (found.now, found.next))


@pytest.mark.django_db
def test_a_level_holds_until_the_next_and_both_stay(does, resident, actor):
    today = resident.facility.today()
    change = {**does, "resident": resident, **SAID}
    first = actions.change_level_of_care(**change, level="level-1", starts=today - 9 * DAY)
    second = actions.change_level_of_care(**change, level="level-3", starts=today)
    ahead = actions.change_level_of_care(**change, level="memory-care", starts=today + 30 * DAY)
    assert now_of(does, resident) == ("level-3", "memory-care")
    assert list(queries.levels_of(does["scope"], resident)) == [ahead, second, first]
    assert (second.recorder, second.decided_by) == (actor, "Kim Lee, RN")
    line = AuditEvent.objects.filter(action="residents.change_level_of_care").last()
    assert line.detail == {"level": "memory-care", "starts": ahead.starts.isoformat()}
    told = DomainEvent.objects.filter(name__endswith="LevelOfCareChanged")
    assert [row.payload["level"] for row in told.order_by("id")] == [
        "level-1", "level-3", "memory-care",
    ]  # fmt: skip


@pytest.mark.django_db
def test_what_was_entered_in_error_stays_to_be_seen_and_holds_no_more(does, resident):
    today = resident.facility.today()
    change = {**does, "resident": resident, **SAID}
    actions.change_level_of_care(**change, level="level-1", starts=today - 9 * DAY)
    wrong = actions.change_level_of_care(**change, level="level-4", starts=today)
    with pytest.raises(Refused, match="Say why"):
        actions.retract_level_of_care(**does, level=wrong, reason=" ")
    actions.retract_level_of_care(**does, level=wrong, reason="Another resident")
    assert now_of(does, resident) == ("level-1", "")
    assert wrong in queries.levels_of(does["scope"], resident)
    assert wrong not in queries.levels(does["scope"])
    actions.change_level_of_care(**change, level="level-2", starts=today)
    with pytest.raises(Refused, match="already"):
        actions.retract_level_of_care(**does, level=wrong, reason="Again")


@pytest.mark.django_db
def test_a_level_of_the_record_that_was_merged_counts(does, resident, facility):
    old = make_resident(facility, "Hays", "Peggy")
    actions.change_level_of_care(
        **does, resident=old, level="level-2", starts=facility.today(), **SAID
    )
    old.merged_into = resident
    old.save()
    assert now_of(does, resident) == ("level-2", "")
    with pytest.raises(Conflict, match="merged"):
        actions.change_level_of_care(
            **does, resident=old, level="level-3", starts=facility.today() + DAY, **SAID
        )


@pytest.mark.django_db
def test_only_what_the_community_offers_is_set(does, resident, monkeypatch):
    found = lists.items(queries.LEVELS, resident.facility_id)
    assert [item.code for item in found] == list(OFFERED)
    monkeypatch.setattr(lists, "items", lambda *_: found[:2])
    with pytest.raises(Refused, match="community's list"):
        actions.change_level_of_care(
            **does,
            resident=resident,
            level="level-3",
            starts=resident.facility.today(),
            **SAID,
        )


# On the page


def page_of(facility, resident, path):
    return f"/c/{facility.slug}/residents/{resident.pk}/{path}"


@pytest.fixture
def hayes(facility):
    with scoped(process_scope("test", facility.pk)):
        return make_resident(facility)


def sent(today, **other):
    return {"level": "level-2", "starts": today.isoformat(), **SAID, **other}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["coordinator", "nurse", "executive-director"])
def test_the_level_is_set_read_in_the_banner_and_taken_back(as_role, facility, hayes, role):
    client = as_role(role)
    url = page_of(facility, hayes, "level/")
    asked = client.get(url).content.decode()
    assert all(word in asked for word in ("Level 1", "Level 4", "Memory care", "None set yet"))
    assert client.post(url, sent(facility.today())).status_code == 302
    aide = as_role("caregiver").get(page_of(facility, hayes, "about/")).content.decode()
    assert "Level 2 since" in aide
    assert "One person helps to dress" not in aide
    for path in ("", "face-sheet/"):
        assert "Level 2 since" in client.get(page_of(facility, hayes, path)).content.decode()
    health = client.get(page_of(facility, hayes, "health/")).content.decode()
    assert "One person helps to dress" in health
    assert "Kim Lee, RN" in health
    with scoped(process_scope("test", facility.pk)):
        row = LevelOfCare.objects.get()
    back = page_of(facility, hayes, f"levels/{row.pk}/error/")
    assert client.post(back, {"reason": ""}).status_code == 422
    assert client.post(back, {"reason": "Wrong door"}).status_code == 302
    health = client.get(page_of(facility, hayes, "health/")).content.decode()
    assert "Entered in error: Wrong door" in health
    assert "Level 2 since" not in health
    assert client.post(back, {"reason": "Again"}).status_code == 404


@pytest.mark.django_db
def test_what_was_typed_stays_on_a_refusal(as_role, facility, hayes):
    client = as_role("nurse")
    url = page_of(facility, hayes, "level/")
    client.post(url, sent(facility.today()))
    answer = client.post(url, sent(facility.today(), level="level-3", reason="Fell twice"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "A level begins on that day already" in page
    assert "Fell twice" in page
    assert client.post(url, sent(facility.today(), decided_by=" ")).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["caregiver", "med-tech", "shift-lead", "surveyor", "family"])
def test_nobody_else_sets_it(as_role, facility, hayes, role):
    url = page_of(facility, hayes, "level/")
    assert as_role(role).post(url, sent(facility.today())).status_code in {403, 404}
    assert not any(
        "residents.change_level_of_care" in ROLES[role].permissions
        for role in ROLES
        if role not in {"coordinator", "nurse", "executive-director"}
    )
