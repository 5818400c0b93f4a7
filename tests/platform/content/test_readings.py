"""Typed readings: settings, capabilities, words, lists, escalation, shifts."""

from datetime import time, timedelta

import pytest
from django.http import Http404, HttpResponse

from hearth.platform.content import actions, capabilities, lists, presenters
from hearth.platform.content.settings import Settings, settings_for
from hearth.platform.content.terms import Term, words_for
from hearth.platform.ui import wording


def set_(scope, by, kind, body, key="default"):
    return actions.set_definition(scope=scope, by=by, kind=kind, key=key, body=body)


def test_clock_week_and_units_follow_the_country(scope, facility):
    found = settings_for(facility)
    assert (found.clock_24h, found.week_start, found.unit_codes["weight"]) == (
        False,
        "sunday",
        "[lb_av]",
    )
    facility.jurisdiction = "GB"
    found = settings_for(facility)
    assert (found.clock_24h, found.week_start, found.unit_codes["weight"]) == (
        True,
        "monday",
        "kg",
    )


def test_the_community_s_own_clock_goes_before_its_country(scope, by, facility):
    set_(scope, by, "settings", {"clock_form": "24"})
    assert settings_for(facility).clock_24h


def test_settings_of_the_house_are_the_defaults_of_the_class(scope, facility):
    facility.jurisdiction = "ZZ"
    expected = Settings(clock_form="24", week_start="monday", units="metric")
    assert settings_for(facility) == expected


def test_a_capability_that_is_off_is_a_404(scope, by, facility, rf):
    request = rf.get("/")
    request.facility = facility

    @capabilities.capability("telehealth")
    def page(request):
        return HttpResponse("here")

    with pytest.raises(Http404):
        page(request)
    set_(scope, by, "capabilities", {"telehealth": True})
    assert page(request).content == b"here"


def test_an_unknown_capability_is_a_bug(scope, facility):
    with pytest.raises(ValueError, match="teleport"):
        capabilities.is_on(facility, "teleport")


def test_words_have_a_plural_and_a_second_language(scope, facility):
    assert words_for(facility, "en")["resident"] == ("resident", "residents")
    assert words_for(facility, "es-MX")["apartment"] == ("apartamento", "apartamentos")
    assert words_for(facility, "de")["apartment"] == ("apartment", "apartments")


def test_every_term_of_the_frame_has_its_word(db):
    words = words_for(None, "en")
    assert set(words) == set(Term.codes())
    assert set(wording.TERMS) <= set(words)


def test_the_state_s_word_then_the_community_s(scope, by, facility):
    facility.jurisdiction = "US-CA"
    assert words_for(facility, "en")["evaluation"] == ("appraisal", "appraisals")
    set_(scope, by, "terms", {"evaluation": {"one": {"en": "review"}}}, key="own")
    assert words_for(facility, "en")["evaluation"][0] == "review"


def test_lists_speak_the_reader_s_language_and_hide_what_is_off(scope, by, facility):
    found = lists.items("note-categories", facility, "es")
    assert found[0].title == "Nota de evolución"
    body = {"items": [
        {"code": "fall", "title": {"en": "Fall"}, "keep_active_hours": 1, "severity": "urgent"},
        {"code": "old", "title": {"en": "Old"}, "keep_active_hours": 1, "severity": "routine", "off": True},
    ]}  # fmt: skip
    set_(scope, by, "note-categories", body)
    assert lists.choices("note-categories", facility) == [("fall", "Fall")]
    assert lists.item("note-categories", "old", facility).title == "Old"


def test_lateness_goes_to_the_next_role(scope, facility):
    usual = lists.escalation_for(facility, "care-task")
    assert [(s.after, s.role) for s in usual][:2] == [
        (timedelta(minutes=60), "nurse"),
        (timedelta(minutes=120), "coordinator"),
    ]
    assert lists.escalation_for(facility, "check-on")[0].after == timedelta(minutes=15)


def test_the_shifts_of_the_day(scope, facility):
    day, _evening, night = lists.shift_patterns(facility)
    assert (day.starts, night.ends, day.handoff) == (time(7), time(7), timedelta(minutes=15))


def test_a_number_is_never_read_as_a_clock_form():
    assert presenters.shown(24) == "24"
    assert presenters.shown("24") == "24 hours (14:05)"
