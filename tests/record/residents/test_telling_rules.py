"""Whom to tell and when; whose name is whose; what every carer reads. Pure."""

from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from hearth.kernel.errors import Refused
from hearth.record.residents import rules
from hearth.record.residents.codes import (
    CareWarning,
    FamilyCategory,
    RestrictionBasis,
    TellBy,
    TellEvent,
    TellWhen,
)
from hearth.record.residents.rules import Alike, TellMark, WarningMark, Wish


CHICAGO = ZoneInfo("America/Chicago")
NIGHT = datetime(2026, 11, 24, 8, 10, tzinfo=UTC)  # 02:10 in Chicago
SEVEN = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
ANN, BEN, CAL = (UUID(int=n) for n in (1, 2, 3))
SEES = tuple(str(c) for c in FamilyCategory)


def mark(who=ANN, **said) -> TellMark:
    return TellMark(**{"contact_id": who, "may_see": SEES} | said)


def told(marks, event=TellEvent.INJURY, at=NIGHT):
    found = rules.whom_to_tell(marks, event, at=at, zone=CHICAGO)
    return [(one.contact_id, one.by, one.not_before) for one in found]


def wish(event, when, way=None):
    return {event: Wish(tell_when=when, way=way)}


@pytest.mark.parametrize(
    ("event", "said", "expected"),
    [
        # who said nothing: an injury wakes, a fall without one waits for the morning
        (TellEvent.INJURY, {}, NIGHT),
        (TellEvent.HOSPITAL, {}, NIGHT),
        (TellEvent.ANY_FALL, {}, SEVEN),
        (TellEvent.NEW_MEDICINE, {}, SEVEN),
        # the wish goes before what is usual
        (
            TellEvent.ANY_FALL,
            {"wishes": wish(TellEvent.ANY_FALL, TellWhen.AT_ONCE)},
            NIGHT,
        ),
        (TellEvent.INJURY, {"wishes": wish(TellEvent.INJURY, TellWhen.HOURS)}, SEVEN),
        # a wish about another event changes nothing
        (TellEvent.INJURY, {"wishes": wish(TellEvent.ANY_FALL, TellWhen.NEVER)}, NIGHT),
        # their own hours, also over midnight
        (
            TellEvent.ANY_FALL,
            {"tell_from": time(9, 30), "tell_until": time(20)},
            datetime(2026, 11, 24, 15, 30, tzinfo=UTC),
        ),
        (TellEvent.ANY_FALL, {"tell_from": time(22), "tell_until": time(6)}, NIGHT),
    ],
)
def test_when_a_contact_is_told(event, said, expected):
    assert told([mark(**said)], event) == [(ANN, TellBy.CALL, expected)]


def test_the_way_is_the_wishs_or_the_usual_one():
    asked = wish(TellEvent.INJURY, TellWhen.AT_ONCE, TellBy.TEXT)
    assert told([mark(wishes=asked)])[0][1] == TellBy.TEXT
    assert told([mark(tell_by=TellBy.EMAIL)])[0][1] == TellBy.EMAIL


def test_left_out_are_no_consent_no_information_and_do_not_tell_me():
    never = wish(TellEvent.INJURY, TellWhen.NEVER)
    assert told([mark(may_see=["daily-life"])]) == []
    assert told([mark(no_information=True)]) == []
    assert told([mark(wishes=never)]) == []


def test_whoever_decides_is_told_first_and_in_any_case():
    decides = mark(
        BEN,
        position=5,
        may_see=(),
        authorities=["health-poa"],
        wishes=wish(TellEvent.ANY_FALL, TellWhen.NEVER),
    )
    found = told([mark(ANN, position=1), decides, mark(CAL, position=2)], TellEvent.ANY_FALL)
    assert [who for who, _by, _at in found] == [BEN, ANN, CAL]
    assert found[0][2] == SEVEN


def test_a_guardian_goes_before_a_power_of_attorney():
    guardian = mark(BEN, authorities=["guardian"], may_see=())
    attorney = mark(ANN, authorities=["health-poa"], may_see=())
    assert [who for who, *_ in told([attorney, guardian])] == [BEN]


def test_a_court_that_forbids_information_goes_before_the_right_to_decide():
    barred = mark(BEN, authorities=["guardian"], no_information=True)
    attorney = mark(ANN, authorities=["health-poa"], may_see=())
    assert [who for who, *_ in told([attorney, barred])] == [ANN]


@pytest.mark.parametrize(
    ("at", "start", "until", "expected"),
    [
        # the night the clocks go forward, 8-Mar-2026: 02:30 does not happen, 03:30 does
        ("2026-03-08T07:30Z", time(2, 30), time(20), "2026-03-08T08:30Z"),
        ("2026-03-08T08:10Z", time(7), time(20), "2026-03-08T12:00Z"),
        # the night they go back, 1-Nov-2026: in the second 01:10, the second 01:30 is to come
        ("2026-11-01T07:10Z", time(1, 30), time(20), "2026-11-01T07:30Z"),
        ("2026-11-01T06:10Z", time(1, 30), time(20), "2026-11-01T06:30Z"),
        ("2026-11-01T07:50Z", time(7), time(20), "2026-11-01T13:00Z"),
        # in the evening, the next morning
        ("2026-11-25T03:00Z", None, None, "2026-11-25T13:00Z"),
    ],
)
def test_hours_are_wall_time_also_on_the_nights_the_clocks_change(at, start, until, expected):
    asked = mark(tell_from=start, tell_until=until)
    found = rules.within_hours(asked, datetime.fromisoformat(at), CHICAGO)
    assert found == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("Kevin Boyle", "Kevin Boyle", Alike.SAME),
        ("Kevin Boyle", "KEVIN  BOYLE", Alike.SAME),
        ("Kevin Boyle", "Boyle, Kevin", Alike.SAME),
        ("Kevin Boyle", "Mr. Kevin Boyle", Alike.SAME),
        ("Kevin Boyle", "Kevyn Boile", Alike.SAME),
        ("Kevin Boyle", "Kev Boyle", Alike.SAME),
        ("Kevin Boyle", "K. Boyle", Alike.SAME),
        ("Kevin Boyle", "her brother Kevin", Alike.PERHAPS),
        ("Kevin Boyle", "Kevin", Alike.PERHAPS),
        ("Kevin Boyle", "Mr Boyle", Alike.PERHAPS),
        ("Kevin Boyle", "Kevin and Ann", Alike.PERHAPS),
        ("Kevin Boyle", "Ann Boyle", Alike.OTHER),
        ("Kevin Boyle", "Dr. Okafor", Alike.OTHER),
        ("Kevin Boyle", "", Alike.OTHER),
        ("Robert Hayes", "Bob Hayes", Alike.SAME),
        ("José Núñez", "Pepe Nunez", Alike.SAME),
        ("Łukasz O'Brien", "Lukasz OBrien", Alike.SAME),
        ("Cher", "Cher", Alike.SAME),
        ("Cher", "Cher Hayes", Alike.PERHAPS),
    ],
)
def test_whose_name_it_is(name, typed, expected):
    assert rules.named_alike(name, typed) is expected


def restriction(**said):
    rules.check_restriction(
        **{
            "name": "Kevin Boyle",
            "kinds": ["no-visits"],
            "basis": RestrictionBasis.WISH,
            "basis_text": "",
            "has_document": False,
            "starts": date(2026, 11, 1),
            "ends": None,
            "day": date(2026, 11, 24),
        }
        | said
    )


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": " "}, "name-missing"),
        ({"kinds": []}, "kinds-missing"),
        ({"kinds": ["no-coffee"]}, "kinds-missing"),
        ({"basis": RestrictionBasis.COURT}, "basis-missing"),
        ({"ends": date(2026, 10, 31)}, "ends-first"),
        ({"ends": date(2026, 11, 23)}, "run-out"),
    ],
)
def test_a_restriction_nobody_could_act_on_is_refused(said, code):
    with pytest.raises(Refused) as refusal:
        restriction(**said)
    assert refusal.value.code == code


def test_a_restriction_may_rest_on_a_wish_a_text_or_a_paper():
    restriction()
    restriction(basis=RestrictionBasis.COURT, basis_text="Polk County 26-114")
    restriction(basis=RestrictionBasis.COURT, has_document=True, ends=date(2026, 11, 24))


def test_a_stop_is_passed_with_a_reason_or_by_somebody_else_alone():
    with pytest.raises(Refused):
        rules.check_stopped(stopped=True, somebody_else=False, reason="  ")
    rules.check_stopped(stopped=True, somebody_else=True, reason="")
    rules.check_stopped(stopped=True, somebody_else=False, reason="He pushed past the desk")
    rules.check_stopped(stopped=False, somebody_else=False, reason="")


def test_warnings_come_from_risks_and_from_how_somebody_moves_eats_and_wishes():
    found = rules.care_warnings(
        WarningMark(
            flags=[("bleeding", "Apixaban 5 mg"), ("side", "left"), ("fall", "rails")],
            transfer="full-lift",
            food_texture="4",
            needs_interpreter=True,
            languages=["es", "en"],
            preferred_carer="female",
            customs_at_death="Call the rabbi first",
        )
    )
    assert [(str(w.code), w.text) for w in found] == [
        ("blood-thinner", ""),
        ("swallowing", ""),
        ("one-arm", "left"),
        ("lift", ""),
        ("interpreter", "es"),
        ("carer-gender", "female"),
        ("customs", "Call the rabbi first"),
    ]


@pytest.mark.parametrize("code", ["bleeding", "insulin", "low-sugar"])
def test_no_warning_names_a_medicine(code):
    found = rules.care_warnings(WarningMark(flags=[(code, "Lantus 10 units")]))
    assert [w.text for w in found] == [""]


@pytest.mark.parametrize("thick", ["", "0"])
def test_thin_drinks_and_regular_food_are_no_warning(thick):
    assert rules.care_warnings(WarningMark(fluid_thickness=thick, food_texture="7")) == ()


def test_a_warning_has_its_word_and_what_to_do():
    (found,) = rules.care_warnings(WarningMark(flags=[("pacemaker", "")]))
    assert (found.code, found.label) == (CareWarning.PACEMAKER, "Pacemaker")
    assert found.advice
