from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearth.record.residents import rules
from hearth.record.residents.codes import (
    ENDED_STAY,
    AllergyStatus,
    Authority,
    DatePrecision,
    FamilyCategory,
    Gender,
    NoKnownAllergy,
    OutFor,
    StayStatus,
    TermSort,
    Verification,
    WhereaboutsCode,
)
from hearth.record.residents.rules import AllergyMark, Likeness, PersonMark, Presence
from tests.record.refusals import refusal


NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)
A, B, C, D = (UUID(int=n) for n in range(1, 5))


# Names


@pytest.mark.parametrize(
    ("family", "given_", "preferred", "said"),
    [
        ("Hayes", "Margaret Anne", "Peg", 'Margaret Hayes ("Peg")'),
        ("Hayes", "Margaret", "", "Margaret Hayes"),
        ("Hayes", "Margaret", "margaret", "Margaret Hayes"),
        ("Madonna", "", "", "Madonna"),
        ("Boyle", "", "Ann", "Ann Boyle"),
    ],
)
def test_spoken_name(family, given_, preferred, said):
    assert rules.spoken_name(family, given_, preferred) == said


def test_formal_name_has_the_family_name_first_in_capitals():
    assert rules.formal_name("Hayes", "Margaret Anne") == "HAYES, Margaret Anne"
    assert rules.formal_name("Sukarno", "") == "SUKARNO"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hayes", "hays"),
        ("smith", "smyth"),
        ("catherine", "katherine"),
        ("stephen", "steven"),
        ("meyer", "maier"),
        ("johnson", "jonson"),
    ],
)
def test_two_spellings_share_a_sound(one, other):
    assert set(rules.sounds(one)) & set(rules.sounds(other))


@pytest.mark.parametrize("word", ["李", "محمد", "a", "214", ""])
def test_sounds_say_nothing_about_other_scripts(word):
    assert rules.sounds(word) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("meyer", "maier", True),
        ("leigh", "lee", True),
        ("catherine", "kathryn", True),
        ("meyer", "maria", False),
        ("mary", "meyer", False),
        ("hays", "hugh", False),
        ("лиза", "лиза", False),
    ],
)
def test_names_that_sound_alike_also_look_it(one, other, alike):
    assert rules.is_alike_by_sound(one, other) is alike


def test_name_terms_find_each_part_and_the_whole():
    terms = rules.name_terms(["Smith-Jones", "Mary Ann", "Peg"], ["214 B"])
    names = {t for sort, t in terms if sort is TermSort.NAME}
    assert names == {"smith", "jones", "smithjones", "mary", "ann", "maryann", "peg"}
    assert (TermSort.NUMBER, "214b") in terms
    assert len(terms) == len(set(terms))


@settings(deadline=None)  # a busy machine is not a wrong rule
@given(st.lists(st.text(max_size=40), max_size=4), st.lists(st.text(max_size=20), max_size=2))
def test_name_terms_are_never_empty_words_nor_too_long(names, numbers):
    assert all(0 < len(term) <= 80 for _, term in rules.name_terms(names, numbers))


# Age


@pytest.mark.parametrize(
    ("birth", "precision", "day", "age", "certain"),
    [
        (date(1936, 11, 24), "day", TODAY, 90, True),
        (date(1936, 11, 25), "day", TODAY, 89, True),
        (date(1936, 2, 29), "day", date(2027, 2, 28), 90, True),
        (date(1936, 2, 29), "day", date(2027, 3, 1), 91, True),
        (date(1936, 11, 1), "month", TODAY, 90, False),
        (date(1936, 12, 1), "month", TODAY, 89, True),
        (date(1936, 1, 1), "year", TODAY, 90, False),
    ],
)
def test_age_on(birth, precision, day, age, certain):
    assert rules.age_on(birth, day, DatePrecision(precision)) == (age, certain)


# Numbers and people


@pytest.mark.parametrize("written", ["219-09-9999", "219 09 9999", "219099999"])
def test_normal_ssn_keeps_the_digits(written):
    assert rules.normal_ssn(written) == "219099999"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "21909999",
        "2190999999",
        "000-12-3456",
        "666-12-3456",
        "912-12-3456",
        "219-00-9999",
        "219-09-0000",
        "२१९०९९९९९",
    ],
)
def test_normal_ssn_refuses_what_was_never_issued(written):
    assert refusal(rules.normal_ssn, written) == "ssn-wrong"


@pytest.mark.parametrize(
    ("birth", "code"),
    [
        (None, ""),
        (date(1930, 1, 1), ""),
        (TODAY, ""),
        (TODAY + timedelta(days=1), "birth-future"),
        (date(1890, 1, 1), "birth-too-old"),
    ],
)
def test_check_birth_date(birth, code):
    assert refusal(rules.check_birth_date, birth, TODAY) == code


def test_a_person_needs_a_family_name():
    assert refusal(rules.check_names, " ", "Ann") == "name-missing"
    assert refusal(rules.check_names, "Boyle", "") == ""


def test_linking_across_communities_needs_consent():
    assert refusal(rules.check_person_link, "") == "consent-missing"
    assert refusal(rules.check_person_link, "Daughter Ann (health POA), 3 Nov") == ""


# Duplicates


def person(family="Hayes", given_="Margaret", birth=date(1936, 4, 12), **more):
    return PersonMark(family=family, given=given_, birth_date=birth, **more)


LIKENESS = [
    ("the same in all", person(), Likeness.LIKELY),
    ("a spelling that sounds alike", person("Hays"), Likeness.LIKELY),
    ("a short name", person(given_="Marg"), Likeness.LIKELY),
    ("accents and capitals", person("HAYÉS"), Likeness.LIKELY),
    ("day and month changed over", person(birth=date(1936, 12, 4)), Likeness.LIKELY),
    ("one digit of the year", person(birth=date(1938, 4, 12)), Likeness.LIKELY),
    ("no birth date", person(birth=None), Likeness.POSSIBLE),
    (
        "only the year known",
        person(birth=date(1936, 1, 1), precision=DatePrecision.YEAR),
        Likeness.LIKELY,
    ),
    (
        "only another year known",
        person(birth=date(1940, 1, 1), precision=DatePrecision.YEAR),
        Likeness.NONE,
    ),
    ("another family name", person("Boyle"), Likeness.POSSIBLE),
    ("the same day, another first name", person(given_="Robert"), Likeness.POSSIBLE),
    ("a married couple", person(given_="Robert", birth=date(1934, 9, 30)), Likeness.NONE),
    ("the same name, another birth date", person(birth=date(1951, 8, 27)), Likeness.NONE),
    ("another person altogether", person("Chen", "Li", date(1940, 1, 2)), Likeness.NONE),
    ("a maiden name", person("Doyle", former=("Hayes",)), Likeness.LIKELY),
]


@pytest.mark.parametrize(("what", "other", "verdict"), LIKENESS)
def test_likeness(what, other, verdict):
    assert rules.likeness(person(), other).likeness is verdict, what
    assert rules.likeness(other, person()).likeness is verdict, what


def test_a_shared_number_settles_it():
    one = person(numbers=frozenset({"http://hl7.org/fhir/sid/us-medicare|1EG4"}))
    other = person("Chen", "Li", date(1940, 1, 2), numbers=one.numbers)
    assert rules.likeness(one, other) == rules.Match(
        likeness=Likeness.SAME, reasons=("number",)
    )


def test_woman_and_man_are_only_possibly_one():
    one, other = person(gender=Gender.FEMALE), person(gender=Gender.MALE)
    assert rules.likeness(one, other).likeness is Likeness.POSSIBLE
    assert rules.likeness(one, person()).likeness is Likeness.LIKELY


def test_likeness_says_what_it_rests_on():
    assert rules.likeness(person(), person()).reasons == ("birth-same", "family", "given")
    assert rules.likeness(person(), person("Chen", "Li", None)).reasons == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""),
        ({"confirmed_by": D}, ""),
        ({"confirmed_by": C}, "second-person"),
        ({"duplicate_id": A}, "same-record"),
        ({"resident_merged": True}, "already-merged"),
        ({"duplicate_merged": True}, "already-merged"),
    ],
)
def test_check_merge(change, code):
    said = {"resident_id": A, "duplicate_id": B, "proposed_by": C} | change
    assert refusal(rules.check_merge, **said) == code


@pytest.mark.parametrize("asked", [A, B, C])
def test_one_person_is_the_same_set_from_each_record(asked):
    assert rules.one_person(asked, {B: A, C: B}) == {A, B, C}


def test_one_person_alone_and_in_a_circle():
    assert rules.one_person(D, {B: A}) == {D}
    assert rules.one_person(A, {A: B, B: A}) == {A, B}


# Residencies


def transition(current, to, *, effective=NOW, since=NOW - timedelta(days=9), has_place=True):
    return refusal(
        rules.check_transition,
        current,
        to,
        effective=effective,
        since=since,
        now=NOW,
        has_place=has_place,
    )


S = StayStatus
TRANSITIONS = [
    (S.APPLICANT, S.MOVING_IN, ""),
    (S.APPLICANT, S.WITHDRAWN, ""),
    (S.APPLICANT, S.HOSPITAL, "not-next"),
    (S.APPLICANT, S.MOVED_OUT, "not-next"),
    (S.MOVING_IN, S.LIVES_HERE, ""),
    (S.LIVES_HERE, S.HOSPITAL, ""),
    (S.LIVES_HERE, S.LIVES_HERE, "not-next"),
    (S.LIVES_HERE, S.WITHDRAWN, "not-next"),
    (S.HOSPITAL, S.RETURNING, ""),
    (S.HOSPITAL, S.DECEASED, ""),
    (S.RETURNING, S.LIVES_HERE, ""),
    (S.RETURNING, S.HOSPITAL, ""),
    (S.AWAY, S.MOVED_OUT, ""),
    (S.MOVED_OUT, S.LIVES_HERE, "stay-ended"),
    (S.DECEASED, S.LIVES_HERE, "stay-ended"),
    (S.WITHDRAWN, S.APPLICANT, "stay-ended"),
]


@pytest.mark.parametrize(("current", "to", "code"), TRANSITIONS)
def test_check_transition(current, to, code):
    assert transition(current, to) == code


def test_a_transition_has_its_time_and_its_place():
    assert transition(S.MOVING_IN, S.LIVES_HERE, has_place=False) == "place-missing"
    assert transition(S.LIVES_HERE, S.AWAY, effective=NOW + timedelta(minutes=1)) == "future"
    assert transition(S.LIVES_HERE, S.AWAY, since=NOW + timedelta(minutes=1)) == "before-last"


def test_every_status_has_a_next_and_a_fhir_word():
    for status in StayStatus:
        assert bool(rules.allowed_next(status)) is (status not in ENDED_STAY)
        assert rules.holds_place(status) is (status not in ENDED_STAY)
        assert rules.episode_status(status) in {
            "planned",
            "waitlist",
            "active",
            "onhold",
            "finished",
            "cancelled",
        }  # Source: http://hl7.org/fhir/R4/valueset-episode-of-care-status.html


IN, OUT, LOST = WhereaboutsCode.IN, WhereaboutsCode.OUT, WhereaboutsCode.UNACCOUNTED
PRESENCE = [
    (None, None, Presence.NOT_HERE),
    (S.APPLICANT, None, Presence.NOT_HERE),
    (S.MOVING_IN, IN, Presence.NOT_HERE),
    (S.LIVES_HERE, None, Presence.IN),
    (S.LIVES_HERE, IN, Presence.IN),
    (S.LIVES_HERE, OUT, Presence.OUT),
    (S.LIVES_HERE, LOST, Presence.UNACCOUNTED),
    (S.HOSPITAL, IN, Presence.HOSPITAL),
    (S.HOSPITAL, OUT, Presence.HOSPITAL),
    (S.RETURNING, None, Presence.IN),
    (S.RETURNING, IN, Presence.IN),
    (S.RETURNING, OUT, Presence.OUT),
    (S.AWAY, OUT, Presence.AWAY),
    (S.AWAY, LOST, Presence.UNACCOUNTED),
    (S.DECEASED, IN, Presence.NOT_HERE),
]


@pytest.mark.parametrize(("status", "whereabouts", "where"), PRESENCE)
def test_presence(status, whereabouts, where):
    assert rules.presence(status, whereabouts) is where


def test_census_names_every_live_status():
    counted = rules.census([S.LIVES_HERE, S.LIVES_HERE, S.HOSPITAL, S.MOVED_OUT])
    assert counted[S.LIVES_HERE] == 2
    assert counted[S.HOSPITAL] == 1
    assert counted[S.AWAY] == 0
    assert S.MOVED_OUT not in counted


@pytest.mark.parametrize(
    ("code", "back", "late"),
    [
        (OUT, NOW - timedelta(minutes=31), True),
        (OUT, NOW - timedelta(minutes=30), False),
        (OUT, None, False),
        (IN, NOW - timedelta(hours=5), False),
    ],
)
def test_is_not_back_after_half_an_hour_of_grace(code, back, late):
    assert rules.is_not_back(code, back, now=NOW) is late


@pytest.mark.parametrize(
    ("code", "effective", "back", "status", "refused"),
    [
        (OUT, NOW, NOW + timedelta(hours=3), S.LIVES_HERE, ""),
        (OUT, NOW - timedelta(hours=3), NOW - timedelta(hours=1), S.LIVES_HERE, ""),
        (OUT, NOW, NOW, S.LIVES_HERE, "back-before-out"),
        (IN, NOW, NOW + timedelta(hours=3), S.LIVES_HERE, "back-before-out"),
        (OUT, NOW + timedelta(minutes=1), None, S.LIVES_HERE, "future"),
        (OUT, NOW, None, S.APPLICANT, "not-resident"),
        (OUT, NOW, None, None, "not-resident"),
    ],
)
def test_check_whereabouts(code, effective, back, status, refused):
    found = refusal(
        rules.check_whereabouts,
        code,
        effective=effective,
        expected_back=back,
        now=NOW,
        status=status,
    )
    assert found == refused


# Contacts


@pytest.mark.parametrize(
    ("starts", "ends", "ended", "holds"),
    [
        (None, None, None, True),
        (TODAY, TODAY, None, True),
        (TODAY + timedelta(days=1), None, None, False),
        (None, TODAY - timedelta(days=1), None, False),
        (None, None, NOW, False),
    ],
)
def test_authority_is_in_force(starts, ends, ended, holds):
    assert rules.is_in_force(starts, ends, ended, TODAY) is holds


def test_authority_runs_out_soon_but_not_after():
    month = timedelta(days=30)
    assert rules.expires_within(TODAY + month, TODAY, month)
    assert not rules.expires_within(TODAY + timedelta(days=31), TODAY, month)
    assert not rules.expires_within(TODAY - timedelta(days=1), TODAY, month)
    assert not rules.expires_within(None, TODAY, month)


def test_check_authority():
    later, earlier = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
    assert refusal(rules.check_authority, TODAY, later, TODAY) == ""
    assert refusal(rules.check_authority, later, TODAY, TODAY) == "ends-first"
    assert refusal(rules.check_authority, None, earlier, TODAY) == "run-out"


def test_only_authority_in_law_needs_its_paper():
    assert rules.is_unproven(Authority.HEALTH_POA, has_document=False)
    assert not rules.is_unproven(Authority.HEALTH_POA, has_document=True)
    assert not rules.is_unproven(Authority.EMERGENCY, has_document=False)


def test_nothing_is_granted_by_silence():
    assert not rules.may_see([], FamilyCategory.DAILY_LIFE)
    assert rules.may_see(["health"], FamilyCategory.HEALTH)


@pytest.mark.parametrize(
    ("wall", "start", "until", "may"),
    [
        ("08:00", "08:00", "20:00", True),
        ("20:00", "08:00", "20:00", False),
        ("23:00", "20:00", "06:00", True),
        ("05:59", "20:00", "06:00", True),
        ("12:00", "20:00", "06:00", False),
    ],
)
def test_may_tell_at(wall, start, until, may):
    hour = time.fromisoformat
    assert rules.may_tell_at(hour(wall), hour(start), hour(until)) is may
    assert rules.may_tell_at(hour(wall), None, None)


@pytest.mark.parametrize(
    ("system", "value", "code"),
    [
        ("phone", "+1 (515) 555-0123", ""),
        ("phone", "5550", "phone-wrong"),
        ("sms", "call me", "phone-wrong"),
        ("email", "ann@example.org", ""),
        ("email", "ann at example", "email-wrong"),
        ("other", "@ann", ""),
        ("pigeon", "grey", "telecom-unknown"),
        ("phone", "", "telecom-unknown"),
    ],
)
def test_check_telecom(system, value, code):
    assert refusal(rules.check_telecom, [{"system": system, "value": value}]) == code


# Allergies and risks


PENICILLIN = AllergyMark(text="Penicillin", criticality="high")
DUST = AllergyMark(text="Dust", severities=("mild",))
NUTS = AllergyMark(text="Nuts", severities=("mild", "severe"))
NONE_ANY = AllergyMark(text="No known allergies", code=NoKnownAllergy.ANY)
NONE_FOOD = AllergyMark(text="No known food allergies", code=NoKnownAllergy.FOOD)


def test_allergy_line_names_the_most_dangerous_first():
    line = rules.allergy_line([DUST, NUTS, PENICILLIN, DUST])
    assert line.known == ("Penicillin", "Nuts", "Dust")
    assert not line.none
    assert not line.not_known


def test_nobody_asked_is_not_none():
    assert rules.allergy_line([]).not_known
    assert not rules.allergy_line([]).none


def test_somebody_asked_and_there_is_none():
    line = rules.allergy_line([NONE_ANY])
    assert line.none
    assert not line.not_known


def test_a_known_allergy_beats_the_statement_that_there_is_none():
    line = rules.allergy_line([NONE_ANY, DUST])
    assert line.known == ("Dust",)
    assert not line.none


def test_no_food_allergy_leaves_the_rest_open():
    line = rules.allergy_line([NONE_FOOD])
    assert line.not_known
    assert line.partly == ("No known food allergies",)


@pytest.mark.parametrize(
    "gone",
    [
        AllergyMark(text="Latex", status=AllergyStatus.RESOLVED),
        AllergyMark(text="Latex", verification=Verification.REFUTED),
        AllergyMark(text="Latex", verification=Verification.ENTERED_IN_ERROR),
    ],
)
def test_what_no_longer_holds_is_not_on_the_line(gone):
    assert rules.allergy_line([gone]).not_known


def test_an_unconfirmed_allergy_is_heeded():
    doubtful = AllergyMark(text="Latex", verification=Verification.UNCONFIRMED)
    assert rules.allergy_line([doubtful]).known == ("Latex",)


def test_no_known_allergies_cannot_be_said_beside_one():
    assert refusal(rules.check_no_known_allergies, [DUST]) == "allergy-known"
    assert refusal(rules.check_no_known_allergies, [NONE_FOOD]) == ""


@pytest.mark.parametrize(
    ("since", "until", "ended", "holds"),
    [
        (NOW, None, None, True),
        (NOW + timedelta(hours=1), None, None, False),
        (NOW - timedelta(days=2), NOW, None, False),
        (NOW - timedelta(days=2), None, NOW, False),
    ],
)
def test_is_flag_open(since, until, ended, holds):
    assert rules.is_flag_open(since, until, ended, NOW) is holds


# Merging and going out


@pytest.mark.parametrize(
    ("resident", "duplicate", "code"),
    [
        (False, False, ""),
        (True, False, ""),
        (False, True, "wrong-way-round"),
        (True, True, "two-residencies"),
    ],
)
def test_check_merge_stays(resident, duplicate, code):
    said = {"resident_lives": resident, "duplicate_lives": duplicate}
    assert refusal(rules.check_merge_stays, **said) == code


S = StayStatus


@pytest.mark.parametrize(
    ("status", "out_for", "then"),
    [
        (S.LIVES_HERE, OutFor.ERRAND, S.LIVES_HERE),
        (S.LIVES_HERE, OutFor.EMERGENCY_ROOM, S.LIVES_HERE),
        (S.LIVES_HERE, OutFor.OVERNIGHT, S.AWAY),
        (S.LIVES_HERE, OutFor.HOSPITAL, S.HOSPITAL),
        (S.AWAY, OutFor.ERRAND, S.AWAY),
        (S.AWAY, OutFor.HOSPITAL, S.HOSPITAL),
        (S.HOSPITAL, OutFor.HOSPITAL, S.HOSPITAL),
        (S.HOSPITAL, OutFor.OVERNIGHT, S.AWAY),
        (S.RETURNING, OutFor.HOSPITAL, S.HOSPITAL),
        (S.RETURNING, OutFor.APPOINTMENT, S.RETURNING),
        (S.LIVES_HERE, OutFor.OBSERVATION, S.HOSPITAL),
        (S.HOSPITAL, OutFor.REHAB, S.AWAY),
    ],
)
def test_status_when_out(status, out_for, then):
    assert rules.status_when_out(status, out_for) is then


def test_nobody_goes_out_from_a_hospital():
    assert refusal(rules.status_when_out, S.HOSPITAL, OutFor.FAMILY) == "in-hospital"


@pytest.mark.parametrize(
    ("before", "after", "had_place", "said"),
    [
        (None, "moving-in", False, "Is to move in"),
        ("moving-in", "moving-in", False, "A place is kept"),
        ("moving-in", "lives-here", False, "Moved in"),
        ("hospital", "lives-here", False, "Came back to live here"),
        ("lives-here", "lives-here", True, "Changed places"),
        ("lives-here", "deceased", False, "Died"),
    ],
)
def test_what_happened_to_a_residency_is_said_as_people_say_it(before, after, had_place, said):
    known = StayStatus(before) if before else None
    assert rules.change_said(known, StayStatus(after), had_place=had_place) == said


def test_every_change_a_residency_can_take_has_words():
    for after in StayStatus:
        for before in (None, *StayStatus):
            assert rules.change_said(before, after, had_place=True)
