"""Who is where, who decides, who is meant: and what each question costs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents import actions, queries
from hearth.record.residents.actions import NewAllergy, NewCondition, NewContact, NewResident
from hearth.record.residents.codes import RESIDENT_NOW, Authority, OutFor
from hearth.record.residents.models import Whereabouts
from tests.factories.residents import (
    make_contact,
    make_placement,
    make_resident,
    make_stay,
    make_whereabouts,
)
from tests.factories.tenancy import make_neighborhood, make_place
from tests.record.residents.leaving import everything


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def house(facility, does, actor):
    """Ten people: in, out, overdue, not found, in hospital, away, coming, applying, going, gone."""
    now, scope = clock.now(), does["scope"]
    found = {}
    for n, name in enumerate(
        ("In", "Out", "Late", "Lost", "Hospital", "Away", "Coming", "Applying", "Going", "Gone")
    ):
        resident = make_resident(facility, name, "")
        status = {"Coming": "moving-in", "Applying": "applicant"}.get(name, "lives-here")
        moved_in = None if name in {"Coming", "Applying"} else now - 90 * DAY
        starts = moved_in or now + 3 * DAY
        stay = make_stay(
            resident, status, starts=starts, moved_in_at=moved_in, status_since=now - 90 * DAY
        )
        place = make_place(facility, str(101 + n))
        make_placement(stay, place, actor, starts=min(starts, now + 2 * DAY))
        found[name] = (resident, stay, place)
    out = {"expected_back": now + HOUR, "out_for": OutFor.FAMILY}
    actions.sign_out(**does, resident=found["Out"][0], **out)
    actions.sign_out(
        **does,
        resident=found["Late"][0],
        effective=now - 3 * HOUR,
        expected_back=now - 2 * HOUR,
    )
    actions.report_unaccounted(**does, resident=found["Lost"][0])
    actions.leave_for_hospital(**does, stay=found["Hospital"][1], hospital="Mercy")
    actions.sign_out(**does, resident=found["Away"][0], out_for=OutFor.OVERNIGHT)
    actions.change_stay(
        **does, stay=found["Going"][1], changes={"expected_end": date(2030, 1, 1)}
    )
    actions.move_out(**does, stay=found["Gone"][1], to="home")
    assert set(queries.every_record(scope)) == {r for r, _, _ in found.values()}
    return found


def named(found) -> list[str]:
    return [one.resident.family for one in found]


# Where everybody is


def test_the_census_counts_everybody_once(does, house):
    census = queries.census(does["scope"], clock.now())
    assert named(census.in_house) == ["Going", "In", "Late", "Out", "Lost"]
    assert named(census.hospital) == ["Hospital"]
    assert named(census.away) == ["Away"]
    assert named(census.out) == ["Late", "Out"]
    assert named(census.unaccounted) == ["Lost"]
    assert named(census.moving_in) == ["Coming"]
    assert named(census.moving_out) == ["Going"]
    assert named(census.applicants) == ["Applying"]
    assert census.living_here == 7


def test_who_lives_here_stands_with_place_and_presence(does, house):
    found = queries.living_here(does["scope"], clock.now())
    assert {s.resident.family: (s.label, str(s.presence)) for s in found} == {
        "In": ("101", "in"),
        "Out": ("102", "out"),
        "Late": ("103", "out"),
        "Lost": ("104", "unaccounted"),
        "Hospital": ("105", "hospital"),
        "Away": ("106", "away"),
        "Going": ("109", "in"),
    }


def test_these_residents_stand_as_lists_show_them(does, house):
    wanted = [house[name][0].pk for name in ("Gone", "Coming", "Out")]
    found = queries.standings(does["scope"], wanted, clock.now())
    said = {s.resident.family: (s.label, str(s.presence)) for s in found.values()}
    assert said == {
        "Gone": ("", "not-here"),
        "Coming": ("107", "not-here"),
        "Out": ("102", "out"),
    }
    alone = {
        k: queries.standing(does["scope"], s.resident, clock.now()) for k, s in found.items()
    }
    assert {k: replace(s, levels=None) for k, s in alone.items()} == found


def test_out_now_puts_the_lost_first_then_the_longest_overdue(does, house):
    scope, now = does["scope"], clock.now()
    rows = queries.out_now(scope)
    assert named(rows) == ["Lost", "Late", "Out", "Hospital", "Away"]
    assert named(queries.not_back(scope, now)) == ["Late"]
    gone = house["Gone"][0]
    assert queries.standings(scope, [gone.pk], now)[gone.pk].whereabouts is None


def test_the_latest_whereabouts_is_true_and_an_error_is_not(does, actor, stay):
    scope, now = does["scope"], clock.now()
    one = stay.resident
    make_whereabouts(one, actor, effective=now - 2 * HOUR, recorded=now)
    make_whereabouts(one, actor, "in", effective=now - 3 * HOUR, recorded=now)
    wrong = make_whereabouts(one, actor, "in", effective=now - HOUR, recorded=now)
    Whereabouts.objects.filter(pk=wrong.pk).update(
        entered_in_error_at=now, entered_in_error_by=actor, entered_in_error_reason="Other room"
    )
    for latest in (
        queries.standings(scope, [one.pk], now)[one.pk].whereabouts,
        queries.standing(scope, one, now).whereabouts,
        queries.latest_whereabouts(scope, one),
    ):
        assert (latest.code, latest.effective) == ("out", now - 2 * HOUR)
    assert queries.whereabouts_of(scope, one, now - DAY).count() == 3


@pytest.mark.parametrize(
    ("question", "most"),
    [
        (lambda scope, now: queries.out_now(scope), 3),
        (lambda scope, now: queries.living_here(scope, now), 2),
        (lambda scope, now: queries.census(scope, now), 2),
        (lambda scope, now: queries.rooms(scope, now), 2),
        (lambda scope, now: queries.search_residents(scope, "out", now), 7),
    ],
)
def test_a_question_of_the_community_costs_the_same_for_any_number(
    does, house, question, most, django_assert_max_num_queries
):
    with django_assert_max_num_queries(most):
        question(does["scope"], clock.now())


# Places


def test_rooms_say_who_holds_each_place_and_for_whom_it_is_kept(does, facility, house):
    scope, now = does["scope"], clock.now()
    make_place(facility, "101", label="101 B", position=1)
    rooms = {r.apartment.number: r for r in queries.rooms(scope, now) if r.apartment}
    assert [b.held.resident.family if b.held else "" for b in rooms["101"].berths] == ["In", ""]
    assert rooms["101"].free == 1
    coming = rooms["107"].berths[0]
    assert (coming.held, coming.kept.resident.family, coming.is_free) == (None, "Coming", False)
    assert rooms["105"].berths[0].held.resident.family == "Hospital"
    free = [p.label for p in queries.free_places(scope, now)]
    assert free == ["101 B", "110"]


def test_a_cottage_is_a_room_of_its_own(does, facility):
    where = make_neighborhood(facility)
    with scoped(process_scope("test", facility.pk)):
        from hearth.platform.tenancy.models import Place

        Place.objects.create(
            facility=facility, neighborhood=where, place_kind="cottage", label="Cottage 3"
        )
    (room,) = queries.rooms(does["scope"], clock.now())
    assert (room.apartment, room.free) == (None, 1)


def test_what_somebody_held_is_remembered(does, facility, stay):
    actions.assign_place(**does, stay=stay, place=make_place(facility, "305"))
    scope = does["scope"]
    held = queries.placements_of(scope, stay.resident)
    assert [p.place.label for p in held] == ["305", "214"]
    history = queries.stay_history(scope, stay.resident)
    assert [str(e.to_place) for e in history] == ["305"]
    assert list(queries.stay_events_since(scope, clock.now() - HOUR)) == list(history)


def test_the_residency_that_goes_on_comes_before_the_last_one(does, resident):
    scope, now = does["scope"], clock.now()
    assert queries.stay_of(scope, resident) is None
    gone = make_stay(resident, "moved-out", starts=now - 90 * DAY, ends=now - DAY)
    assert queries.stay_of(scope, resident) == gone
    live = actions.open_stay(**does, resident=resident, starts=now - HOUR)
    assert queries.stay_of(scope, resident) == live
    assert list(queries.stays_of(scope, resident)) == [live, gone]


# Contacts


def test_who_decides_on_a_day_is_who_holds_the_authority_then(does, facility, resident):
    scope, today = does["scope"], facility.today()
    ann, ben = (
        actions.add_contact(
            **does, resident=resident, contact=NewContact(family=name, position=n)
        )
        for n, name in enumerate(("Ann", "Ben"), start=1)
    )
    grant = {**does, "authority": Authority.HEALTH_POA}
    actions.grant_authority(**grant, contact=ann, position=2)
    actions.grant_authority(**grant, contact=ben, position=1, ends=today + 5 * DAY)
    actions.grant_authority(
        **does, contact=ann, authority=Authority.BILLING, starts=today + 3 * DAY
    )
    decides = queries.who_decides
    assert decides(scope, resident, Authority.HEALTH_POA, today) == [ben, ann]
    assert decides(scope, resident, Authority.HEALTH_POA, today + 6 * DAY) == [ann]
    first, second = queries.contacts_of(scope, resident, today)
    assert (first.contact, first.may(Authority.HEALTH_POA)) == (ann, True)
    assert not first.may(Authority.BILLING)
    assert queries.contacts_of(scope, resident, today + 3 * DAY)[0].may(Authority.BILLING)
    assert second.contact == ben
    (near,) = queries.expiring_authorities(scope, today)
    assert (near.contact, queries.authorities_of(scope, resident).count()) == (ben, 3)
    actions.end_contact(**does, contact=ben, reason="Died")
    assert decides(scope, resident, Authority.HEALTH_POA, today) == [ann]


def test_what_contacts_may_see_is_said_in_the_order_of_the_list(does, contact):
    seen = actions.set_may_see(
        **does, contact=contact, categories=["money", "care"], consent="Peg"
    )
    assert [str(c) for c in queries.may_see(does["scope"], [seen])[seen.pk]] == [
        "care",
        "money",
    ]


# Health


def test_many_allergy_lines_and_flags_are_one_statement_each(
    does, facility, resident, django_assert_num_queries
):
    other, asked = make_resident(facility, "Chen"), make_resident(facility, "Ruiz")
    actions.add_allergy(**does, resident=resident, allergy=NewAllergy(text="Penicillin"))
    actions.state_no_known_allergies(**does, resident=asked)
    flag = actions.raise_flag(**does, resident=resident, code="fall")
    ids = [resident.pk, other.pk, asked.pk]
    with django_assert_num_queries(1):
        lines = queries.allergy_lines(does["scope"], ids)
    assert lines[resident.pk].known == ("Penicillin",)
    assert (lines[other.pk].not_known, lines[asked.pk].none) == (True, True)
    with django_assert_num_queries(1):
        flags = queries.open_flags_of_many(does["scope"], ids, clock.now())
    assert flags == {resident.pk: [flag]}


# Search


@pytest.fixture
def people(does, facility, actor):
    found = actions.add_residents(
        **does,
        people=[
            NewResident(
                family="Delgado-Ruiz",
                given="María José",
                numbers=[actions.NewNumber(value="MR-1077", type="MR")],
            ),
            NewResident(family="Meyer", given="Ruth", preferred="Ruthie"),
            NewResident(family="Maier", given="Hans"),
            NewResident(family="Ruthven", given="Alan"),
        ],
    )
    for n, one in enumerate(found[:3]):
        stay = make_stay(one)
        make_placement(stay, make_place(facility, f"{n + 1}01", label=f"{n + 1}01 A"), actor)
    return {one.family: one for one in found}


@pytest.mark.parametrize(
    ("text", "families", "by"),
    [
        ("delg", ["Delgado-Ruiz"], "name"),
        ("RUIZ maria", ["Delgado-Ruiz"], "name"),
        ("delgadoruiz", ["Delgado-Ruiz"], "name"),
        ("Ruthie", ["Meyer"], "name"),
        ("meyer", ["Meyer", "Maier"], "name"),
        ("mayer", ["Maier", "Meyer"], "sound"),
        ("mr1077", ["Delgado-Ruiz"], "number"),
        ("MR 10", ["Delgado-Ruiz"], "number"),
        ("201", ["Meyer"], "place"),
        ("201 a", ["Meyer"], "place"),
        ("ruth", ["Meyer", "Ruthven"], "name"),
        ("delgado hans", [], ""),
        ("x%", [], ""),
        ("  ", [], ""),
    ],
)
def test_residents_are_found_by_what_is_known_of_them(does, people, text, families, by):
    found = queries.search_residents(does["scope"], text, clock.now())
    assert [f.resident.family for f in found] == families
    if found:
        assert str(found[0].by) == by
        assert found[0].standing.resident == found[0].resident


def test_search_finds_nobody_of_another_community(does, other_facility):
    with scoped(process_scope("test", other_facility.pk)) as theirs:
        actions.add_resident(scope=theirs, by=does["by"], person=NewResident(family="Zorn"))
    assert queries.search_residents(does["scope"], "zorn", clock.now()) == []


# Evidence


def test_evidence_is_what_came_to_stand_since_then(does, actor, facility, stay):
    scope, one = does["scope"], stay.resident
    since = clock.now() - HOUR
    actions.add_condition(**does, resident=one, condition=NewCondition(text="Gout"))
    actions.add_allergy(**does, resident=one, allergy=NewAllergy(text="Dust"))
    actions.raise_flag(**does, resident=one, code="fall")
    one = actions.change_code_status(**does, resident=one, code_status="dnr")
    actions.leave_for_hospital(**does, stay=stay, hospital="Mercy")
    found = queries.evidence(scope, one, since)
    assert {(e.code, e.value) for e in found} == {
        ("residents.condition", "Gout"),
        ("residents.allergy", "Dust"),
        ("residents.flag", "fall"),
        ("residents.code_status", "dnr"),
        ("residents.stay", "hospital"),
        ("residents.whereabouts", "out"),
    }
    assert {e.said_by for e in found} == {actor.label}
    assert [e.effective for e in found] == sorted(e.effective for e in found)
    assert queries.evidence(scope, one, clock.now() + HOUR) == []


def test_health_is_no_evidence_for_who_may_not_view_it(does, facility, account_of, resident):
    from hearth.platform.identity.scopes import scope_for

    actions.add_condition(**does, resident=resident, condition=NewCondition(text="Gout"))
    aide = scope_for(account_of("caregiver").actor, facility)
    with scoped(aide):
        assert queries.evidence(aide, resident, clock.now() - HOUR) == []


# Everybody's own


def test_nothing_of_another_community_is_found(does, other_facility):
    with scoped(process_scope("test", other_facility.pk)):
        theirs = make_resident(other_facility)
        stay = make_stay(theirs)
        make_placement(stay, make_place(other_facility), does["by"])
        make_contact(theirs)
        make_whereabouts(theirs, does["by"])
    scope, now = does["scope"], clock.now()
    for found in (
        queries.residents(scope),
        queries.stays(scope),
        queries.contacts(scope),
        queries.living_here(scope, now, statuses=RESIDENT_NOW),
        queries.out_now(scope),
        queries.rooms(scope, now),
        queries.standings(scope, [theirs.pk], now).values(),
        queries.duplicates_of(
            scope, queries.marks_of(scope, [theirs.pk]).get(theirs.pk) or _mark()
        ),
    ):
        assert list(found) == []


def _mark():
    from hearth.record.residents.rules import PersonMark

    return PersonMark(family="Hayes", given="Margaret", birth_date=date(1936, 4, 12))


def test_reading_writes_nothing(does, house):
    before = everything()
    scope, now = does["scope"], clock.now()
    queries.census(scope, now)
    queries.search_residents(scope, "in", now)
    assert everything() == before


def test_duplicates_of_a_batch_cost_what_they_cost_for_one(
    does, facility, django_assert_max_num_queries
):
    for n in range(12):
        make_resident(facility, f"Hayes{'abcdefghijkl'[n]}", "Margaret")
    with django_assert_max_num_queries(12):
        queries.duplicates_of_each(does["scope"], [_mark()] * 30)


def test_the_surest_duplicate_stands_first(does, facility):
    actions.add_resident(**does, person=NewResident(family="Hayes", given="Margaret"))
    sure = actions.add_resident(
        **does,
        person=NewResident(family="Hayes", given="Margaret", birth_date=date(1936, 4, 12)),
    )
    found = queries.duplicates_of(does["scope"], _mark())
    assert [str(d.match.likeness) for d in found] == ["likely", "possible"]
    assert found[0].resident == sure


@pytest.mark.parametrize(
    ("born", "precision"), [(date(1936, 1, 1), "year"), (date(1936, 4, 1), "month")]
)
def test_a_birth_known_in_part_is_compared_in_part(does, facility, born, precision):
    one = actions.add_resident(
        **does,
        person=NewResident(
            family="Miller", given="Margaret", birth_date=born, birth_date_precision=precision
        ),
    )
    mark = _mark()
    found = queries.duplicates_of(
        does["scope"],
        type(mark)(family="Millar", given="Margaret", birth_date=date(1936, 4, 12)),
    )
    assert [d.resident for d in found] == [one]
