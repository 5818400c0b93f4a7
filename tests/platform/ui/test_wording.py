"""How times, dates and the place's own words are said."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from hearth.kernel import clock
from hearth.platform.ui import wording


CHICAGO = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 24, 14, 25, tzinfo=CHICAGO)


def community(**more):
    return SimpleNamespace(**({"zone": CHICAGO, "jurisdiction": "US-OR", "slug": "elm"} | more))


def shown(source, **context):
    with clock.pinned(NOW):
        return Template("{% load hearth_ui %}" + source).render(Context(context))


def words(html):
    import re

    return re.sub(r"<[^>]+>", "", html)


@pytest.mark.parametrize(
    ("jurisdiction", "setting", "expected"),
    [
        ("US-OR", None, "2:05 pm"),
        ("GB-ENG", None, "14:05"),
        ("AU", None, "14:05"),
        ("US-OR", True, "14:05"),
        ("GB-ENG", False, "2:05 pm"),
    ],
)
def test_the_clock_is_the_community_s_own(jurisdiction, setting, expected):
    here = community(jurisdiction=jurisdiction, clock_24h=setting)
    instant = datetime(2026, 11, 24, 20, 5, tzinfo=UTC)
    assert words(shown("{{ t|clock:f }}", t=instant, f=here)) == expected


def test_noon_and_midnight_are_twelve():
    here = community(clock_24h=False)
    midnight = datetime(2026, 11, 24, 0, 0, tzinfo=CHICAGO)
    assert wording.clock_text(midnight, here) == "12:00 am"
    assert wording.clock_text(midnight + timedelta(hours=12), here) == "12:00 pm"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (timedelta(seconds=20), "14:24 · just now"),
        (timedelta(minutes=20), "14:05 · 20 min ago"),
        (timedelta(minutes=59, seconds=59), "13:25 · 59 min ago"),
        (timedelta(hours=3), "11:25 · 3 h ago"),
        (timedelta(hours=16), "yesterday 22:25 · 16 h ago"),
        (timedelta(days=3), "21-Nov-2026 14:25 · 3 days ago"),
        (timedelta(hours=-2), "16:25 · in 2 h"),
        (timedelta(days=-1), "tomorrow 14:25 · in 1 day"),
    ],
)
def test_a_time_always_says_how_long_ago(before, expected):
    here = community(clock_24h=True)
    assert words(shown("{{ t|at:f }}", t=NOW - before, f=here)) == expected


def test_machines_can_read_the_time_too():
    html = shown("{{ t|at:f }}", t=datetime(2026, 11, 24, 20, 5, tzinfo=UTC), f=community())
    assert 'datetime="2026-11-24T20:05:00+00:00"' in html


def test_the_zone_is_the_community_s_on_both_sides_of_a_clock_change():
    here = community(clock_24h=True)
    assert wording.clock_text(datetime(2026, 11, 1, 6, 30, tzinfo=UTC), here) == "01:30"
    assert wording.clock_text(datetime(2026, 11, 1, 7, 30, tzinfo=UTC), here) == "01:30"
    assert wording.clock_text(datetime(2026, 11, 1, 8, 30, tzinfo=UTC), here) == "02:30"


def test_without_a_community_the_time_is_utc_and_says_so():
    assert wording.clock_text(datetime(2026, 11, 24, 20, 5, tzinfo=UTC), None) == "20:05 UTC"


def test_a_date_has_its_month_as_a_word():
    assert words(shown("{{ d|day }}", d=date(2026, 11, 5))) == "05-Nov-2026"
    with translation.override("es"):
        assert wording.day_text(date(2026, 1, 5)) == "05-Ene-2026"


def test_nothing_is_shown_for_no_time_and_not_known_for_no_value():
    assert shown("{{ t|at:f }}{{ d|day }}", t=None, d=None, f=None) == ""
    assert shown("{{ v|known }} {{ z|known }}", v="", z=0) == "Not known 0"


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (timedelta(minutes=40), "40 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(hours=3, minutes=20), "3 h 20 min"),
        (timedelta(days=2), "2 days"),
    ],
)
def test_how_long_something_lasted(span, expected):
    assert wording.long_text(span) == expected


def test_a_community_s_own_word_wins():
    here = community(words={"neighborhood": ["cottage", "cottages"], "plan": "service plan"})
    assert (
        shown('{% term "neighborhood" %} {% term "neighborhood" "plural" %}', facility=here)
        == "cottage cottages"
    )
    assert shown('{% term "plan" %}', facility=here) == "service plan"
    assert shown('{% term "apartment" "plural" %}', facility=here) == "apartments"
    with pytest.raises(KeyError):
        shown('{% term "bed" %}', facility=here)


def test_an_icon_that_is_not_there_is_refused():
    assert "#pill" in shown('{% icon "pill" %}')
    with pytest.raises(TemplateSyntaxError):
        shown('{% icon "unicorn" %}')


def test_a_month_is_a_word_in_spanish_too():
    with translation.override("es"):
        days = [wording.day_text(date(2026, month, 3)) for month in range(1, 13)]
        clocks = wording.clock_text(NOW, community())
    months = [
        "Ene",
        "Feb",
        "Mar",
        "Abr",
        "May",
        "Jun",
        "Jul",
        "Ago",
        "Sep",
        "Oct",
        "Nov",
        "Dic",
    ]
    assert days == [f"03-{month}-2026" for month in months]
    assert clocks == "2:25 p.m."


def test_a_short_day_of_another_year_says_the_year():
    with clock.pinned(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        assert wording.short_day_text(date(2026, 9, 19)) == "Sat 19-Sep"
        assert wording.short_day_text(date(2020, 9, 19)) == "Sat 19-Sep-2020"


@pytest.mark.parametrize(
    ("precision", "text"), [("day", "01-Apr-1938"), ("month", "Apr 1938"), ("year", "1938")]
)
def test_a_date_says_no_more_than_is_known(precision, text):
    assert wording.partial_day_text(date(1938, 4, 1), precision) == text
    assert wording.partial_day_text(None, precision) == ""
