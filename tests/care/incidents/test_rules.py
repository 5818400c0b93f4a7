"""What an event asks for, as tables of cases."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hearth.care.incidents import rules
from hearth.care.incidents.codes import Injury, Say, Struck, Tell, Thinner
from hearth.care.incidents.rules import Clock, Facts, IncidentType
from hearth.kernel.errors import Conflict, Refused


IOWA = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 24, 8, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)

FALL = IncidentType.of(
    "fall",
    "Fall",
    {
        "asks": ["head"],
        "watch": "fall",
        "family_event": "any-fall",
        "urgent": [
            {"say": "call-911", "injury": ["major", "death"]},
            {"say": "call-911", "head": ["yes"], "thinner": True},
            {"say": "nurse-now", "head": ["yes", "unknown"]},
        ],
        "tell": [
            {"who": "nurse", "by": "recorder", "within_minutes": 15},
            {
                "who": "executive-director",
                "by": "nurse",
                "within_minutes": 120,
                "injury": ["major"],
            },
        ],
        "report": {"role": "nurse", "within_hours": 24},
    },
)
WORDS = IncidentType.of("choking", "Choking", {"asks": ["words"]})


def facts(injury=Injury.NONE, head=None, thinner=Thinner.NOT_ON_RECORD, kind="fall") -> Facts:
    return Facts(type=kind, injury=injury, head=head, thinner=thinner)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (facts(), None),
        (facts(Injury.MINOR), None),
        (facts(Injury.MAJOR), Say.CALL_911),
        (facts(head=Struck.NO), None),
        (facts(head=Struck.YES), Say.NURSE_NOW),
        (facts(head=Struck.UNKNOWN), Say.NURSE_NOW),
        (facts(head=Struck.YES, thinner=Thinner.YES), Say.CALL_911),
        (facts(head=Struck.UNKNOWN, thinner=Thinner.YES), Say.NURSE_NOW),
        (facts(head=Struck.NO, thinner=Thinner.YES), None),
    ],
)
def test_the_first_rule_that_fits_says_what_stands_in_red(given, expected):
    assert rules.say_of(FALL, given) is expected


def test_a_type_is_read_from_its_entry():
    nurse, director = FALL.tells
    assert (nurse.who, nurse.by_role, nurse.within) == (
        Tell.NURSE,
        "recorder",
        timedelta(minutes=15),
    )
    assert nurse.asks(facts())
    assert not director.asks(facts(Injury.MINOR))
    assert director.asks(facts(Injury.MAJOR))
    assert FALL.report_within == 24 * HOUR
    assert not FALL.part_of_record


def test_an_entry_that_says_little_asks_for_little():
    bare = IncidentType.of("other", "Other", {})
    assert (bare.tells, bare.urgent, bare.watch, bare.report_within) == ((), (), "", None)


@pytest.mark.parametrize(
    ("injury", "expected"),
    [
        (Injury.NONE, ("any-fall",)),
        (Injury.UNKNOWN, ("any-fall",)),
        (Injury.MINOR, ("any-fall", "injury")),
        (Injury.DEATH, ("any-fall", "injury")),
    ],
)
def test_family_is_asked_by_the_type_and_by_the_injury(injury, expected):
    assert rules.family_events(FALL, injury) == expected


@pytest.mark.parametrize(
    ("due", "aware", "expected"),
    [
        ({"hours": 0}, "2026-11-24T02:10", "2026-11-24T02:10"),
        ({"hours": 2}, "2026-11-24T02:10", "2026-11-24T04:10"),
        ({"days": 7}, "2026-11-24T02:10", "2026-12-01T02:10"),
        # The clocks go back on 1 November: the same time of day, an hour more has passed.
        ({"days": 1}, "2026-10-31T12:00", "2026-11-01T12:00"),
        ({"business_days": 1}, "2026-11-24T15:00", "2026-11-25T15:00"),
        ({"business_days": 1}, "2026-11-27T15:00", "2026-11-30T15:00"),
        ({"business_days": 1}, "2026-11-28T15:00", "2026-11-30T15:00"),
        ({"business_days": 5}, "2026-11-24T15:00", "2026-12-01T15:00"),
    ],
)
def test_when_a_clock_runs_out(due, aware, expected):
    began = datetime.fromisoformat(aware).replace(tzinfo=IOWA).astimezone(UTC)
    found = rules.due_of(due, began, IOWA).astimezone(IOWA)
    assert found.strftime("%Y-%m-%dT%H:%M") == expected


def clock_of(*when) -> Clock:
    values = {"code": "x", "agency_code": "a", "when": list(when), "due": {"hours": 2}}
    return Clock.of(values, "Title", "Agency")


@pytest.mark.parametrize(
    ("when", "given", "expected"),
    [
        ({"types": ["death"]}, facts(kind="death"), True),
        ({"types": ["death"]}, facts(Injury.MAJOR), False),
        ({"injury": ["major"]}, facts(Injury.MAJOR), True),
        ({"types": ["fall"], "injury": ["major"]}, facts(Injury.MINOR), False),
        ({"types": ["fall"], "injury": ["major"]}, facts(Injury.MAJOR), True),
    ],
)
def test_a_clock_runs_where_every_part_of_a_condition_fits(when, given, expected):
    assert clock_of(when).runs(given) is expected
    assert clock_of({"types": ["never"]}, when).runs(given) is expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (facts(), False),
        (facts(Injury.MINOR), True),
        (facts(kind="skin-injury"), True),
    ],
)
def test_who_was_told_hears_again_what_is_something_else_or_worse(after, expected):
    said = {"say_before": None, "say_after": None}
    assert rules.tells_again(before=facts(), after=after, **said) is expected


def test_who_was_told_hears_again_what_is_for_911_now():
    assert rules.tells_again(
        before=facts(), after=facts(), say_before=None, say_after=Say.CALL_911
    )
    assert not rules.tells_again(
        before=facts(Injury.MAJOR), after=facts(), say_before=Say.CALL_911, say_after=None
    )


SOUND = {
    "kind": FALL,
    "happened": NOW - HOUR,
    "found": NOW - HOUR,
    "last_seen": NOW - 2 * HOUR,
    "head": Struck.NO,
    "text": "",
    "now": NOW,
}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"happened": NOW + HOUR, "found": NOW + HOUR}, "future"),
        ({"found": NOW + HOUR}, "future"),
        ({"happened": NOW, "found": NOW - HOUR}, "found-first"),
        ({"last_seen": NOW}, "seen-after"),
        ({"happened": None, "last_seen": NOW}, "seen-after"),
        ({"head": None}, "head-missing"),
        ({"kind": WORDS}, "text-missing"),
        ({"text": "a" * 4_001}, "text-too-long"),
    ],
)
def test_what_cannot_be_so_is_refused(change, code):
    rules.check_incident(**SOUND)
    with pytest.raises(Refused) as refusal:
        rules.check_incident(**SOUND | change)
    assert refusal.value.code == code


def test_an_hour_nobody_knows_is_no_fault():
    rules.check_incident(**SOUND | {"happened": None})


@pytest.mark.parametrize(
    ("change", "code", "kind"),
    [
        ({"in_error": True}, "already-retracted", Conflict),
        ({"mine": False, "may_correct": False}, "not-yours", Refused),
        ({"reason": " "}, "reason-missing", Refused),
    ],
)
def test_who_may_correct_and_why(change, code, kind):
    sound = {"in_error": False, "reason": "Wrong time", "mine": True, "may_correct": False}
    rules.check_correction(**sound)
    rules.check_correction(**sound | {"mine": False, "may_correct": True})
    with pytest.raises(kind) as refusal:
        rules.check_correction(**sound | change)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"in_error": True}, "incident-in-error"),
        ({"signed": True}, "signed-already"),
        ({"narrative": ""}, "narrative-missing"),
    ],
)
def test_a_report_is_signed_once_and_says_something(change, code):
    sound = {"in_error": False, "signed": False, "narrative": "She slid."}
    rules.check_report(**sound)
    with pytest.raises(Refused) as refusal:
        rules.check_report(**sound | change)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"in_error": True}, "already-retracted"),
        ({"reviewed": True}, "reviewed-already"),
        ({"mine": True}, "own-report"),
    ],
)
def test_somebody_else_reviews_once(change, code):
    sound = {"in_error": False, "reviewed": False, "mine": False}
    rules.check_review(**sound)
    with pytest.raises(Refused) as refusal:
        rules.check_review(**sound | change)
    assert refusal.value.code == code
