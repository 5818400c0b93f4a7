"""Wishes, restrictions, agreements, call-first rules: what each verb leaves, and what it refuses."""

from datetime import timedelta

import pytest

from hearth.kernel import clock
from hearth.record.residents import actions, jobs, queries
from hearth.record.residents.codes import (
    Authority,
    CareTeamRole,
    DeviationKind,
    FamilyCategory,
    OutFor,
    RestrictionBasis,
    RestrictionKind,
    TellBy,
    TellEvent,
    TellWhen,
)
from hearth.record.residents.models import (
    ContactWish,
    Restriction,
    RestrictionDeviation,
    Whereabouts,
)
from tests.factories.residents import make_contact, make_resident
from tests.record.residents.leaving import audited, refused, told


pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def today(facility):
    return facility.today()


@pytest.fixture
def sees(does, contact):
    return actions.set_may_see(
        **does,
        contact=contact,
        categories=[FamilyCategory.INCIDENTS, FamilyCategory.HEALTH],
        consent="Margaret, in person",
    )


@pytest.fixture
def barred(does, resident, today):
    return actions.add_restriction(
        **does,
        resident=resident,
        name="Kevin Boyle",
        kinds=[RestrictionKind.VISITS, RestrictionKind.INFORMATION],
        basis=RestrictionBasis.COURT,
        basis_text="Polk County 26-114",
        ends=today + 90 * DAY,
    )


# Wishes


def test_a_wish_is_kept_changed_and_taken_back(does, contact):
    def wish(**said):
        return actions.set_wishes(**does, contact=contact, wishes=said["wishes"])

    wish(wishes={TellEvent.ANY_FALL: (TellWhen.AT_ONCE, TellBy.TEXT)})
    assert wish(wishes={TellEvent.ANY_FALL: (TellWhen.AT_ONCE, TellBy.TEXT)}) == []
    wish(wishes={TellEvent.ANY_FALL: (TellWhen.NEVER, None)})
    (now,) = queries.wishes(does["scope"])
    assert (now.tell_when, now.way) == ("never", "")
    wish(wishes={TellEvent.ANY_FALL: None})
    assert not queries.wishes(does["scope"]).exists()
    assert ContactWish.objects.count() == 2
    assert audited("residents.set_wishes") == 3


def test_nobody_wishes_anything_who_is_off_the_list(does, contact):
    actions.end_contact(**does, contact=contact, reason="Moved abroad")
    with refused("ended-already"):
        actions.set_wishes(
            **does, contact=contact, wishes={TellEvent.MONEY: (TellWhen.NEVER, None)}
        )
    assert not ContactWish.objects.exists()


def test_whom_to_tell_reads_consent_wish_and_restriction(does, resident, sees, today):
    scope, at = does["scope"], clock.now()

    def names():
        found = queries.contacts_to_tell(scope, resident, "injury", at)
        return [str(one.contact) for one in found]

    assert names() == ["Ann Boyle"]
    kevin = make_contact(resident, "Boyle", "Kevin", may_see=["incidents"], position=2)
    assert names() == ["Ann Boyle", "Kevin Boyle"]
    actions.add_restriction(
        **does,
        resident=resident,
        contact=kevin,
        kinds=[RestrictionKind.INFORMATION],
        basis=RestrictionBasis.WISH,
    )
    assert names() == ["Ann Boyle"]
    actions.set_wishes(**does, contact=sees, wishes={TellEvent.INJURY: (TellWhen.NEVER, None)})
    assert names() == []
    actions.grant_authority(**does, contact=sees, authority=Authority.HEALTH_POA)
    (one,) = queries.contacts_to_tell(scope, resident, "injury", at)
    assert (one.decides, one.not_before, one.by) == (True, at, "call")


def test_a_name_alone_keeps_the_contact_of_that_name_from_being_told(
    does, resident, sees, barred
):
    make_contact(resident, "Boyle", "Kevin", may_see=["incidents"])
    found = queries.contacts_to_tell(does["scope"], resident, "injury", clock.now())
    assert [str(one.contact) for one in found] == ["Ann Boyle"]


def test_an_event_that_is_none_is_loud(does, resident):
    with pytest.raises(ValueError, match="tea"):
        queries.contacts_to_tell(does["scope"], resident, "tea", clock.now())


# Restrictions


def test_a_restriction_says_what_on_what_order_and_until_when(does, resident, barred, today):
    found = queries.restrictions(does["scope"], [resident.pk])
    assert found == {resident.pk: [barred]}
    assert (barred.kinds, barred.starts) == (["no-visits", "no-information"], today)
    assert audited("residents.add_restriction") == len(told("RestrictionSet")) == 1


def test_a_restriction_of_a_contact_takes_their_name(does, resident, contact):
    row = actions.add_restriction(
        **does,
        resident=resident,
        contact=contact,
        kinds=[RestrictionKind.TAKING_OUT],
        basis=RestrictionBasis.DECIDER,
    )
    assert row.name == "Ann Boyle"
    assert list(queries.stops_of_contacts(does["scope"], resident, [contact])) == [contact.pk]


def test_somebody_elses_contact_is_not_kept_away_here(does, facility, resident):
    other = make_contact(make_resident(facility, "Park", "Mia"))
    with refused("contact-other"):
        actions.add_restriction(
            **does,
            resident=resident,
            contact=other,
            kinds=[RestrictionKind.VISITS],
            basis=RestrictionBasis.WISH,
        )
    assert not Restriction.objects.exists()


def test_it_is_changed_and_ended_with_a_reason(does, barred, today):
    actions.change_restriction(**does, restriction=barred, changes={"ends": today + DAY})
    assert [f["ends"] for f in told("RestrictionSet")][-1] == (today + DAY).isoformat()
    with refused("reason-missing"):
        actions.end_restriction(**does, restriction=barred, reason=" ")
    actions.end_restriction(**does, restriction=barred, reason="The court lifted it")
    with refused("ended-already"):
        actions.change_restriction(**does, restriction=barred, changes={"ends": None})
    assert len(told("RestrictionEnded")) == 1


def test_it_ends_by_itself_after_its_last_day(does, facility, resident, barred):
    with clock.pinned(clock.now() + 92 * DAY):
        assert queries.restrictions(does["scope"], [resident.pk]) == {}
        jobs.end_run_out(facility_id=facility.pk, scope=does["scope"])
        barred.refresh_from_db()
        assert barred.ended_reason == "run-out"
        assert actions.end_run_out_restrictions(**does) == 0


def test_who_is_kept_away_cannot_sign_the_resident_out(does, resident, stay, barred):
    with refused("restricted"):
        actions.sign_out(
            **does, resident=resident, out_for=OutFor.FAMILY, accompanied_by="Kevyn Boile"
        )
    assert not Whereabouts.objects.exists()
    assert not RestrictionDeviation.objects.exists()


def test_somebody_of_a_like_name_may(does, resident, stay, barred):
    actions.sign_out(
        **does,
        resident=resident,
        out_for=OutFor.FAMILY,
        accompanied_by="Kevin",
        somebody_else=True,
    )
    assert not RestrictionDeviation.objects.exists()


def test_what_happened_all_the_same_is_recorded_with_why(does, resident, stay, barred):
    row = actions.sign_out(
        **does,
        resident=resident,
        out_for=OutFor.FAMILY,
        accompanied_by="Kevin Boyle",
        deviation_reason="He took her to the car before anybody saw",
    )
    (kept,) = queries.deviations_of(does["scope"], resident)
    assert (kept.what, kept.because_id, kept.restriction) == ("took-out", row.pk, barred)
    assert len(told("RestrictionPassed")) == 1


def test_a_contact_from_the_list_is_nobody_else(does, resident, stay, contact):
    actions.add_restriction(
        **does,
        resident=resident,
        contact=contact,
        kinds=[RestrictionKind.TAKING_OUT],
        basis=RestrictionBasis.WISH,
    )
    with refused("restricted"):
        actions.sign_out(
            **does,
            resident=resident,
            out_for=OutFor.FAMILY,
            contact=contact,
            somebody_else=True,
        )


def test_only_no_information_lets_them_go_out_together(does, resident, stay):
    actions.add_restriction(
        **does,
        resident=resident,
        name="Kevin Boyle",
        kinds=[RestrictionKind.INFORMATION],
        basis=RestrictionBasis.WISH,
    )
    actions.sign_out(**does, resident=resident, accompanied_by="Kevin Boyle")
    assert Whereabouts.objects.count() == 1


def test_a_visit_that_was_made_is_recorded_and_told(does, barred):
    kept = actions.record_restriction_deviation(
        **does,
        restriction=barred,
        what=DeviationKind.VISITED,
        reason="He came in with a delivery",
    )
    assert kept.resident_id == barred.resident_id
    with refused("reason-missing"):
        actions.record_restriction_deviation(
            **does, restriction=barred, what=DeviationKind.VISITED, reason=""
        )
    with refused("future"):
        actions.record_restriction_deviation(
            **does,
            restriction=barred,
            what=DeviationKind.VISITED,
            reason="x",
            effective=clock.now() + DAY,
        )
    assert len(told("RestrictionPassed")) == 1
    actions.retract_restriction_deviation(**does, deviation=kept, reason="Another man")
    assert len(told("RestrictionDeviationRetracted")) == 1
    [kept] = queries.deviations_of(does["scope"], barred.resident)
    assert kept.entered_in_error_reason == "Another man"
    with refused("already-retracted"):
        actions.retract_restriction_deviation(**does, deviation=kept, reason="Again")


# Agreements, call first, care team


def test_what_was_agreed_is_kept_and_can_be_an_error(does, resident, today):
    said = {"about": "Salt", "text": "No added salt", "agreed_by": "Ann and Ben"}
    row = actions.add_agreement(**does, resident=resident, agreed_on=today, **said)
    assert list(queries.agreements_of(does["scope"], resident)) == [row]
    with refused("future"):
        actions.add_agreement(**does, resident=resident, agreed_on=today + DAY, **said)
    with refused("text-missing"):
        actions.add_agreement(
            **does, resident=resident, agreed_on=today, **said | {"agreed_by": " "}
        )
    actions.retract_agreement(**does, agreement=row, reason="Another resident")
    assert not queries.agreements_of(does["scope"], resident).exists()
    with refused("already-retracted"):
        actions.retract_agreement(**does, agreement=row, reason="Again")


def test_whom_to_call_first_stands_until_it_is_ended(does, resident):
    with refused("text-missing"):
        actions.add_call_first(**does, resident=resident, text="")
    row = actions.add_call_first(**does, resident=resident, text="Hospice before 911")
    assert queries.call_first(does["scope"], resident) == [row]
    actions.end_call_first(**does, call_first=row, reason="Left hospice")
    assert queries.call_first(does["scope"], resident) == []


def test_warnings_of_many_in_two_statements(
    does, facility, resident, django_assert_num_queries
):
    from hearth.record.residents.codes import FlagCode

    actions.raise_flag(**does, resident=resident, code=FlagCode.BLEEDING, text="Warfarin")
    plain = make_resident(facility, "Park", "Mia")
    lifted = make_resident(facility, "Dunn", "Al", transfer="full-lift")
    wanted = [resident.pk, plain.pk, lifted.pk]
    with django_assert_num_queries(2):
        found = queries.care_warnings(does["scope"], wanted)
    said = {key: [(w.label, w.text) for w in rows] for key, rows in found.items()}
    assert said == {resident.pk: [("Blood thinner", "")], lifted.pk: [("Lift", "")]}


# The EMS page


def test_the_code_opens_until_it_ends_and_its_secret_is_kept_nowhere(does, resident):
    page = actions.make_ems_page(**does, resident=resident, reason="Fell, hip", to_desk=True)
    secret = actions.issue_ems_code(**does, ems_page=page)
    page.refresh_from_db()
    assert len(secret) >= 43
    assert secret not in str(page.__dict__)
    assert actions.open_ems_code(**does, ems_page=page).opened_count == 1
    assert audited("residents.open_ems_code") == 1
    with clock.pinned(clock.now() + timedelta(hours=4)), refused("ems-code-over"):
        actions.open_ems_code(**does, ems_page=page)
    actions.end_ems_code(**does, ems_page=page)
    with refused("ems-code-over"):
        actions.open_ems_code(**does, ems_page=page)


def test_a_new_code_ends_the_older_one_and_an_old_page_gets_none(does, resident):
    page = actions.make_ems_page(**does, resident=resident, reason="Fell")
    first = actions.issue_ems_code(**does, ems_page=page)
    second = actions.issue_ems_code(**does, ems_page=page)
    page.refresh_from_db()
    assert first != second
    from hearth.record.residents.rules import ems_code_hash

    assert page.code_hash == ems_code_hash(second)
    with clock.pinned(clock.now() + timedelta(hours=12)), refused("ems-page-old"):
        actions.issue_ems_code(**does, ems_page=page)


def test_a_page_says_why_and_nobody_was_last_well_tomorrow(does, resident):
    with refused("reason-missing"):
        actions.make_ems_page(**does, resident=resident, reason=" ")
    with refused("future"):
        actions.make_ems_page(
            **does, resident=resident, reason="Fell", last_well_at=clock.now() + DAY
        )


def test_printing_takes_it_off_the_desk_and_sending_puts_it_back(does, resident):
    page = actions.make_ems_page(**does, resident=resident, reason="Fell", to_desk=True)
    printed = actions.print_ems_page(**does, ems_page=page)
    assert printed.printed_by == does["by"]
    again = actions.send_ems_page(**does, ems_page=page)
    assert (again.to_desk, again.printed_at) == (True, None)


def test_the_team_has_days_and_an_end(does, resident, today):
    from hearth.record.staff import actions as staff

    nurse = staff.add_outside_practitioner(**does, values={"family": "Prairie Hospice"})
    row = actions.add_care_team_member(
        **does,
        resident=resident,
        role=CareTeamRole.HOSPICE,
        practitioner=nurse,
        visit_days=["tue", "fri"],
        starts=today - DAY,
        ends=today,
    )
    assert list(queries.care_team_of(does["scope"], resident)) == [row]
    actions.change_care_team_member(
        **does, team_member=row, changes={"visit_days": ["mon"], "ends": today - DAY}
    )
    assert not queries.care_team_of(does["scope"], resident).exists()
    with refused("ends-first"):
        actions.change_care_team_member(
            **does, team_member=row, changes={"ends": today - 3 * DAY}
        )


def test_what_a_device_brings_has_happened_and_is_looked_at(does, resident, stay, barred):
    from hearth.record.residents import api

    payload = {"resident": str(resident.pk), "accompanied_by": "Kevin Boyle"}
    api.sign_out(**does, payload=payload, effective=None)
    (kept,) = queries.deviations_of(does["scope"], resident)
    assert (kept.what, kept.reason) == ("took-out", api.UNSEEN)


def test_search_finds_contacts_and_the_stop_first(does, resident, contact, barred):
    make_contact(resident, "Okafor", "Ben", position=3, family_folded="okafor")
    found = queries.search_contacts(does["scope"], "boyle")
    assert [(one.name, one.stop is not None) for one in found] == [
        ("Kevin Boyle", True),
        ("Ann Boyle", False),
    ]
    assert [one.name for one in queries.search_contacts(does["scope"], "ben ok")] == [
        "Ben Okafor"
    ]
    assert queries.search_contacts(does["scope"], "") == []


def test_a_family_page_of_who_may_have_no_information_is_closed(
    does, facility, resident, contact, somebody_else
):
    from hearth.platform.identity import actions as identity
    from hearth.platform.identity.models import ResidentAccess
    from hearth.platform.outbox.modes import deliveries_inline

    identity.open_resident(**does, actor=somebody_else, resident_id=resident.pk, basis="family")
    type(contact).objects.filter(pk=contact.pk).update(actor=somebody_else)
    contact.refresh_from_db()
    with deliveries_inline():
        actions.add_restriction(
            **does,
            resident=resident,
            contact=contact,
            kinds=[RestrictionKind.INFORMATION],
            basis=RestrictionBasis.WISH,
        )
    [access] = ResidentAccess.objects.filter(actor=somebody_else, resident_id=resident.pk)
    assert access.ends is not None
