from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearth.record.documents import rules
from hearth.record.documents.codes import LOINC_OF, DocumentStatus, DocumentType, SourceState
from tests.record.refusals import refusal


TODAY = date(2026, 11, 24)
MB = 1024 * 1024


@pytest.mark.parametrize(
    ("content_type", "size", "code"),
    [
        ("application/pdf", 30 * MB, ""),
        ("application/pdf", 50 * MB, ""),
        ("application/pdf", 50 * MB + 1, "too-large"),
        ("application/pdf", 0, "empty"),
        ("image/jpeg", 1, ""),
        ("text/html", 10, "not-accepted"),
        ("image/svg+xml", 10, "not-accepted"),
        ("application/x-dosexec", 10, "not-accepted"),
        ("", 10, "not-accepted"),
    ],
)
def test_check_file(content_type, size, code):
    assert refusal(rules.check_file, content_type, size) == code


def test_nothing_is_shown_in_place_that_is_not_accepted():
    assert set(rules.SHOWN_IN_PLACE) <= set(rules.ACCEPTED)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("POLST.pdf", "POLST.pdf"),
        ("C:\\Users\\ann\\scan 1.pdf", "scan 1.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ('"><script>.pdf', "script.pdf"),
        ("..", "document"),
        ("", "document"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_safe_name(sent, kept):
    assert rules.safe_name(sent) == kept


@given(st.text(max_size=400))
def test_a_safe_name_fits_and_names_no_folder(text):
    name = rules.safe_name(text)
    assert 0 < len(name) <= 200
    assert "/" not in name
    assert "\\" not in name
    assert name.isprintable()


def test_identity_and_bills_begin_restricted():
    assert rules.default_label(DocumentType.IDENTITY) == "restricted"
    assert rules.default_label(DocumentType.CARE_PLAN) == "normal"


@pytest.mark.parametrize(
    ("status", "code"),
    [("current", ""), ("superseded", "not-current"), ("entered-in-error", "not-current")],
)
def test_only_the_current_word_is_changed_or_replaced(status, code):
    assert refusal(rules.check_current, DocumentStatus(status)) == code


@pytest.mark.parametrize(
    ("type_", "title", "code"),
    [
        ("order", "Eye drops", ""),
        ("order", "  ", "title-missing"),
        ("", "Eye drops", "type-unknown"),
        ("spell", "Eye drops", "type-unknown"),
    ],
)
def test_a_document_can_be_found_again(type_, title, code):
    assert refusal(rules.check_words, type_=type_, offered=["order"], title=title) == code


@pytest.mark.parametrize(
    ("on", "until", "code"),
    [
        (None, None, ""),
        (TODAY, TODAY, ""),
        (TODAY + timedelta(days=1), None, "date-future"),
        (TODAY, TODAY - timedelta(days=1), "ends-before-date"),
        (None, TODAY - timedelta(days=400), ""),
    ],
)
def test_dates_that_can_be_true_together(on, until, code):
    assert refusal(rules.check_dates, on, until, today=TODAY) == code


@pytest.mark.parametrize(
    ("on", "months", "until"),
    [
        (date(2026, 11, 24), 12, date(2027, 11, 24)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2026, 11, 24), 0, None),
        (None, 12, None),
    ],
)
def test_good_until(on, months, until):
    assert rules.good_until(on, months) == until


def test_nobody_files_what_they_may_not_read():
    assert refusal(rules.check_label, "restricted", allowed=["normal"]) == "label-not-yours"
    assert refusal(rules.check_label, "normal", allowed=["normal"]) == ""


def test_a_document_is_as_guarded_as_its_resident():
    assert rules.wider_label("normal", "restricted") == "restricted"
    assert rules.wider_label("part2", "restricted") == "part2"


def test_check_retraction():
    assert refusal(rules.check_retraction, DocumentStatus.CURRENT, "Wrong resident") == ""
    assert refusal(rules.check_retraction, DocumentStatus.CURRENT, "") == "reason-missing"
    assert (
        refusal(rules.check_retraction, DocumentStatus.ENTERED_IN_ERROR, "x")
        == "already-retracted"
    )


def test_runs_out_soon():
    assert rules.runs_out_soon(TODAY + timedelta(days=30), TODAY)
    assert rules.runs_out_soon(TODAY - timedelta(days=1), TODAY)
    assert not rules.runs_out_soon(TODAY + timedelta(days=31), TODAY)
    assert not rules.runs_out_soon(None, TODAY)


# What came in


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.text(max_size=8), JSON, max_size=6))
def test_the_order_of_keys_makes_no_new_content(body):
    turned = dict(reversed(list(body.items())))
    assert rules.content_hash(turned) == rules.content_hash(body)


def test_another_content_has_another_hash():
    assert rules.content_hash({"value": "1.0"}) != rules.content_hash({"value": "1.00"})
    assert len(rules.content_hash({})) == 64


@pytest.mark.parametrize(
    ("set_aside", "claimed", "state"),
    [
        ("", False, SourceState.OFFERED),
        ("", True, SourceState.CLAIMED),
        ("invalid", False, SourceState.SET_ASIDE),
    ],
)
def test_source_state(set_aside, claimed, state):
    assert rules.source_state(set_aside=set_aside, is_claimed=claimed) is state


def test_a_resource_is_taken_into_the_record_once():
    assert refusal(rules.check_claim, SourceState.OFFERED) == ""
    assert refusal(rules.check_claim, SourceState.CLAIMED) == "claimed"
    assert refusal(rules.check_claim, SourceState.SET_ASIDE) == "set-aside"


def test_nothing_of_a_file_is_lost():
    counts = {"Patient": {"create": 1, "update": 0}, "": {"quarantine": 2}}
    assert rules.adds_up(3, counts)
    assert not rules.adds_up(4, counts)
    assert rules.adds_up(0, {})


def test_a_loinc_code_means_one_type():
    assert len(set(LOINC_OF.values())) == len(LOINC_OF)
