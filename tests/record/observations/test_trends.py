"""What a row of values says about the newest of them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.record.observations import rules
from hearth.record.observations.rules import Trend


NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
STEADY = ["72", "73", "72", "71", "72", "73", "72", "71", "72", "73"]


def numbers(*values):
    return [Decimal(v) for v in values]


@pytest.mark.parametrize(
    ("values", "trend"),
    [
        ([], Trend.FEW),
        (["72"], Trend.FEW),
        (STEADY[:8], Trend.FEW),
        (STEADY, Trend.USUAL),
        ([*STEADY, "90"], Trend.ABOVE),
        ([*STEADY, "55"], Trend.BELOW),
        ([*STEADY, "90", "72"], Trend.BACK),
        ([*STEADY, "74"], Trend.USUAL),
    ],
)
def test_trend(values, trend):
    assert rules.trend(numbers(*values)) is trend


def test_few_values_have_no_usual():
    assert rules.usual_band(numbers(*STEADY[:7])) is None


def test_the_band_is_the_mean_and_its_ordinary_steps():
    low, high = rules.usual_band(numbers("10", "12") * 4)
    assert (low, high) == (Decimal("11") - Decimal("5.32"), Decimal("11") + Decimal("5.32"))


def test_only_the_last_twenty_count():
    early, late = numbers(*["200"] * 30), numbers(*["72"] * 20)
    assert rules.usual_band([*early, *late]) == (72, 72)


@given(st.lists(st.decimals(0, 500, places=1), min_size=8, max_size=40))
def test_the_band_holds_the_mean(values):
    low, high = rules.usual_band(values)
    assert low <= sum(values[-20:]) / len(values[-20:]) <= high


def points(*pairs):
    return [(NOW - timedelta(days=days), Decimal(value)) for days, value in pairs]


@pytest.mark.parametrize(
    ("pairs", "change"),
    [
        ([(30, "80.0"), (0, "76.0")], "-4.0"),
        ([(60, "90"), (36, "81.0"), (27, "80.0"), (3, "77"), (0, "76.0")], "-4.0"),
        ([(10, "80.0"), (0, "76.0")], None),
        ([(0, "76.0")], None),
        ([], None),
    ],
)
def test_change_over_a_month(pairs, change):
    found = rules.change_over(points(*pairs))
    assert found == (Decimal(change) if change else None)


def test_share_of_what_it_was():
    assert rules.share(Decimal("-4"), Decimal("76")) == Decimal("-0.05")
    assert rules.share(Decimal("0"), Decimal("0")) == 0


@pytest.mark.parametrize(
    ("value", "unit", "shown_in", "decimals", "text"),
    [
        ("72.50", "kg", "kg", 1, "72.50"),
        ("72.5", "kg", "[lb_av]", 1, "159.8"),
        ("98.6", "[degF]", "Cel", 1, "37.0"),
        ("5.5", "mmol/L", "mg/dL", 0, "99"),
        ("12", "g/dL", "kg", 1, "12"),
    ],
)
def test_shown_as_written_or_rounded(value, unit, shown_in, decimals, text):
    quantity = rules.Quantity(value=Decimal(value), unit=unit)
    assert rules.shown(quantity, shown_in, decimals=decimals) == text


def test_a_communitys_units_go_before_the_catalogues():
    units = rules.units_shown({"weight": "[lb_av]", "temperature": "[degF]"})
    assert (units["29463-7"], units["8310-5"], units["8867-4"]) == ("[lb_av]", "[degF]", "/min")


def test_the_likely_lies_within_the_possible():
    from hearth.record.observations.codes import CATALOGUE

    for measure in CATALOGUE.values():
        if measure.likely:
            low, high = measure.likely
            assert measure.low <= low < high <= measure.high, measure.label
