from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.record.notes import rules
from hearth.record.notes.codes import KeepActive, Severity
from tests.record.refusals import refusal


NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANA, BEN = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("text", "effective", "code"),
    [
        ("Ate well.", NOW, ""),
        ("Ate well.", NOW - timedelta(days=3), ""),
        ("Ate well.", NOW + timedelta(seconds=1), "future"),
        (" \n", NOW, "text-missing"),
        ("x" * 20_001, NOW, "text-too-long"),
    ],
)
def test_check_note(text, effective, code):
    assert refusal(rules.check_note, text, effective=effective, now=NOW) == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""),
        ({"by": BEN}, "not-yours"),
        ({"by": BEN, "may_correct_others": True}, ""),
        ({"author": None, "by": BEN}, "not-yours"),
        ({"reason": ""}, "reason-missing"),
        ({"is_corrected": True}, "corrected-already"),
        ({"in_error": True}, "in-error"),
    ],
)
def test_check_correction(change, code):
    said = {
        "is_corrected": False,
        "in_error": False,
        "reason": "Wrong arm",
        "author": ANA,
        "by": ANA,
        "may_correct_others": False,
    }
    assert refusal(rules.check_correction, **said | change) == code


def test_check_retraction():
    assert refusal(rules.check_retraction, in_error=False, reason="Wrong resident") == ""
    assert refusal(rules.check_retraction, in_error=False, reason="") == "reason-missing"
    assert refusal(rules.check_retraction, in_error=True, reason="Again") == "already-retracted"


@pytest.mark.parametrize(
    ("keep", "until"),
    [
        ("0", None),
        ("24", NOW + 24 * HOUR),
        ("72", NOW + 72 * HOUR),
        ("336", NOW + timedelta(days=14)),
    ],
)
def test_active_until(keep, until):
    assert rules.active_until(NOW, KeepActive(keep)) == until


def test_what_changed_is_kept_longer_than_the_routine():
    kept = [rules.active_until(NOW, rules.default_keep(s)) for s in Severity]
    assert kept[0] is None
    assert kept[1] is not None
    assert kept[2] is not None
    assert kept[1] < kept[2]


@pytest.mark.parametrize(
    ("change", "active"),
    [
        ({}, True),
        ({"put_away": True}, False),
        ({"in_error": True}, False),
        ({"corrected": True}, False),
        ({"now": NOW + HOUR}, False),
    ],
)
def test_is_active(change, active):
    said = {"put_away": False, "in_error": False, "corrected": False, "now": NOW} | change
    assert rules.is_active(NOW + HOUR, **said) is active
    assert not rules.is_active(None, **said)


def test_late_entry_and_who_must_look():
    assert rules.is_late_entry(NOW - 3 * HOUR, NOW)
    assert not rules.is_late_entry(NOW - 2 * HOUR, NOW)
    assert [s for s in Severity if rules.needs_a_look(s)] == [Severity.CHANGE, Severity.URGENT]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("She fell in the bathroom, and fell again", ["fell", "bathroom", "again"]),
        ("BP 92/58", ["bp", "92", "58"]),
        ("Comió poco; le duele la rodilla", ["comio", "poco", "duele", "rodilla"]),
        ("took 2 tablets", ["took", "2", "tablets"]),
        ("", []),
    ],
)
def test_terms_of(text, terms):
    assert rules.terms_of(text) == terms


@given(st.text(max_size=400))
def test_every_term_can_be_kept_and_is_found_by_typing_it(text):
    for term in rules.terms_of(text):
        assert 0 < len(term) <= 60
        assert rules.search_terms(term) == [term]


def test_common_words_count_only_when_nothing_else_is_typed():
    assert rules.search_terms("the fall") == ["fall"]
    assert rules.search_terms("the") == ["the"]


@pytest.mark.parametrize(
    ("signed", "ends", "code"),
    [
        (False, NOW, ""),
        (False, NOW + 4 * HOUR, ""),
        (False, NOW + 5 * HOUR, "too-early"),
        (False, NOW - 30 * HOUR, ""),
        (True, NOW, "signed-out"),
    ],
)
def test_check_sign_out(signed, ends, code):
    assert refusal(rules.check_sign_out, signed_out=signed, ends=ends, now=NOW) == code


@pytest.mark.parametrize(
    ("signed_out_by", "signed_in", "code"),
    [
        (BEN, False, ""),
        (ANA, False, "second-person"),
        (None, False, "not-signed-out"),
        (BEN, True, "signed-in"),
    ],
)
def test_check_sign_in(signed_out_by, signed_in, code):
    found = refusal(
        rules.check_sign_in, signed_out_by=signed_out_by, signed_in=signed_in, by=ANA
    )
    assert found == code


def test_changed_begins_where_the_reader_stopped():
    friday, earlier = NOW - timedelta(days=3), NOW - timedelta(days=9)
    assert rules.read_from([earlier, friday], now=NOW) == friday
    assert rules.read_from([], now=NOW) == NOW - 24 * HOUR
    assert rules.read_from([friday], now=NOW, window=24 * HOUR) == NOW - 24 * HOUR


# Labels, drafts, contacts


@pytest.mark.parametrize(
    ("resident", "restricted", "label"),
    [
        ("normal", False, "normal"),
        ("normal", True, "restricted"),
        ("restricted", False, "restricted"),
        ("part2", True, "part2"),
    ],
)
def test_a_label_is_the_residents_or_a_closer_one(resident, restricted, label):
    assert rules.label_of(resident, restricted=restricted) == label


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ({}, False),
        ({"text": " ", "severity": "urgent"}, False),
        ({"text": "She"}, True),
        ({"remarks": "Busy"}, True),
    ],
)
def test_a_choice_alone_is_no_draft(body, kept):
    assert rules.is_worth_keeping(body) is kept


def test_check_draft():
    assert refusal(rules.check_draft, {"text": "x" * 40_000}) == ""
    assert refusal(rules.check_draft, {"text": "x" * 40_001}) == "text-too-long"


@pytest.mark.parametrize(
    ("named", "effective", "code"),
    [(True, NOW, ""), (False, NOW, "nobody-named"), (True, NOW + HOUR, "future")],
)
def test_check_contact_made(named, effective, code):
    said = refusal(rules.check_contact_made, named=named, effective=effective, now=NOW)
    assert said == code


# Hand-off


@pytest.mark.parametrize(
    ("turns", "opened"),
    [
        ([], None),
        # (hours until the end, done): what just ended and waits goes before what runs.
        ([(-1, False), (7, False)], 0),
        ([(-1, True), (7, False)], 1),
        ([(-5, False), (3, False)], 1),
        ([(-4, False), (4, False)], 0),
        ([(-7.5, False), (0.5, False)], 1),
        ([(-0.5, False), (0.5, False), (8, False)], 1),
        ([(0.25, True), (8, False)], 1),
        ([(-9, False)], 0),
    ],
)
def test_the_hand_off_a_reader_wants_first(turns, opened):
    found = [rules.Turn(NOW + h * HOUR, done) for h, done in turns]
    assert rules.handoff_to_open(found, NOW) == opened


def test_a_hand_off_tells_what_was_charted_shortly_after_the_shift():
    assert rules.handoff_until(NOW, NOW - HOUR) == NOW - HOUR
    assert rules.handoff_until(NOW, NOW + HOUR) == NOW + HOUR
    assert rules.handoff_until(NOW, NOW + 9 * HOUR) == NOW + 2 * HOUR


def test_in_the_last_hour_what_is_due_until_the_end_is_told():
    assert rules.open_until(NOW, NOW - 2 * HOUR) == NOW - 2 * HOUR
    assert rules.open_until(NOW, NOW - HOUR / 2) == NOW
    assert rules.open_until(NOW, NOW + HOUR) == NOW + HOUR
    assert rules.open_from(NOW) == NOW - 24 * HOUR


def test_the_worst_of_several():
    assert rules.worst([]) is Severity.ROUTINE
    assert rules.worst([Severity.WATCH, Severity.URGENT, Severity.CHANGE]) is Severity.URGENT
    assert rules.is_at_least(Severity.CHANGE, Severity.WATCH)
    assert not rules.is_at_least(Severity.WATCH, Severity.CHANGE)
