"""Whom to call, who decides, who may see: what each verb leaves behind, and what it refuses."""

from datetime import date, time, timedelta

import pytest
from django.db import Error, transaction

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents import actions, jobs, queries
from hearth.record.residents.actions import NewContact
from hearth.record.residents.codes import Authority
from hearth.record.residents.models import Contact, ContactAuthority
from tests.factories.residents import make_contact, make_resident
from tests.record.residents.leaving import audited, refused, told


pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_somebody_to_call_may_decide_and_see_nothing_by_that_alone(does, resident):
    contact = actions.add_contact(
        **does,
        resident=resident,
        contact=NewContact(
            family="Boyle",
            given="Ann",
            relationship="DAU",
            telecom=[{"system": "phone", "value": "515-555-0123", "use": "mobile"}],
            tell_from=time(8),
            tell_until=time(20),
        ),
    )
    (call,) = queries.contacts_of(does["scope"], resident, date(2026, 1, 1))
    assert (call.contact, call.authorities, call.contact.may_see) == (contact, (), [])
    assert contact.family_folded == "boyle"
    assert audited("residents.add_contact") == len(told("ContactChanged")) == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, "contact-nameless"),
        ({"family": "B", "telecom": [{"system": "phone", "value": "12"}]}, "phone-wrong"),
        ({"family": "B", "telecom": [{"system": "email", "value": "x"}]}, "email-wrong"),
        ({"family": "B", "telecom": [{"system": "pigeon", "value": "x"}]}, "telecom-unknown"),
        ({"family": "B", "relationship": "BOSS"}, "not-a-choice"),
        ({"family": "B", "address": "x" * 241}, "too-long"),
    ],
)
def test_a_contact_nobody_can_call_is_refused(does, resident, contact, said, code):
    with refused(code):
        actions.add_contact(**does, resident=resident, contact=NewContact(**said))
    with refused(code):
        actions.change_contact(
            **does, contact=contact, changes={"family": "", "given": ""} | said
        )


def test_a_contact_is_corrected(does, contact):
    changed = actions.change_contact(
        **does, contact=contact, changes={"family": "Bøyle", "telecom": ()}
    )
    assert (changed.family, changed.family_folded) == ("Bøyle", "boyle")
    assert audited("residents.change_contact") == 1
    with pytest.raises(TypeError, match="may_see"):
        actions.change_contact(**does, contact=contact, changes={"may_see": ["care"]})


def test_a_contact_ends_with_what_they_might_decide_and_see(does, actor, contact):
    actions.grant_authority(**does, contact=contact, authority=Authority.HEALTH_POA)
    actions.set_may_see(**does, contact=contact, categories=["care"], consent="Peg, today")
    ended = actions.end_contact(**does, contact=contact, reason="Asked to be left out")
    assert (ended.ended_by, ended.may_see) == (actor, [])
    assert ContactAuthority.objects.get().ended_reason == "Asked to be left out"
    assert [e["authority"] for e in told("AuthorityEnded")] == ["health-poa"]
    for attempt in (
        lambda: actions.end_contact(**does, contact=contact, reason="Again"),
        lambda: actions.change_contact(**does, contact=contact, changes={"given": "X"}),
        lambda: actions.grant_authority(**does, contact=contact, authority="billing"),
        lambda: actions.set_may_see(**does, contact=contact, categories=[], consent=""),
    ):
        with refused("ended-already"):
            attempt()


def test_ending_needs_a_reason(does, contact):
    row = actions.grant_authority(**does, contact=contact, authority="billing")
    with refused("reason-missing"):
        actions.end_contact(**does, contact=contact, reason="")
    with refused("reason-missing"):
        actions.end_authority(**does, authority=row, reason="")


# Authority


def test_an_authority_is_granted_and_says_who_saw_the_paper(does, actor, contact):
    row = actions.grant_authority(
        **does,
        contact=contact,
        authority=Authority.HEALTH_POA,
        scope_text="Everything but money",
        document=contact.pk,
        verified=True,
    )
    assert (row.verified_by, row.verified_at is not None) == (actor, True)
    assert [e["authority"] for e in told("AuthorityGranted")] == ["health-poa"]
    assert audited("residents.grant_authority") == 1
    unseen = actions.grant_authority(**does, contact=contact, authority=Authority.GUARDIAN)
    (call,) = queries.contacts_of(does["scope"], contact.resident, clock.now().date())
    assert call.unproven == (unseen,)


def test_an_authority_ends(does, contact):
    row = actions.grant_authority(**does, contact=contact, authority="billing")
    ended = actions.end_authority(**does, authority=row, reason="Daughter pays now")
    assert ended.ended_reason == "Daughter pays now"
    assert len(told("AuthorityEnded")) == audited("residents.end_authority") == 1
    with refused("ended-already"):
        actions.end_authority(**does, authority=row, reason="Again")


def test_an_authority_is_granted_once(does, contact):
    actions.grant_authority(**does, contact=contact, authority="billing")
    with refused("authority-granted"):
        actions.grant_authority(**does, contact=contact, authority="billing")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"starts": date(2026, 2, 1), "ends": date(2026, 1, 1)}, "ends-first"),
        ({"ends": date(2020, 1, 1)}, "run-out"),
        ({"authority": "king"}, "not-a-choice"),
        ({"scope_text": "x" * 241}, "too-long"),
    ],
)
def test_an_authority_that_would_not_hold_is_refused(does, contact, said, code):
    with refused(code):
        actions.grant_authority(**does, contact=contact, **{"authority": "billing"} | said)


def test_one_that_ran_out_ends_by_itself_on_the_day_after_its_last(does, facility, contact):
    last = facility.today() + 3 * DAY
    actions.grant_authority(**does, contact=contact, authority="billing", ends=last)
    with clock.pinned(clock.now() + 3 * DAY):
        assert actions.end_run_out_authorities(**does) == 0
    with clock.pinned(clock.now() + 5 * DAY):
        assert actions.end_run_out_authorities(**does) == 1
        assert actions.end_run_out_authorities(**does) == 0
    assert ContactAuthority.objects.get().ended_reason == "run-out"
    assert len(told("AuthorityEnded")) == 1


def test_one_that_ran_out_makes_room_for_a_new_one(does, facility, contact):
    last = facility.today() + 3 * DAY
    actions.grant_authority(**does, contact=contact, authority="billing", ends=last)
    with clock.pinned(clock.now() + 5 * DAY):
        actions.grant_authority(**does, contact=contact, authority="billing")
    assert ContactAuthority.objects.filter(ended_at__isnull=True).count() == 1


def test_the_clock_ends_and_tells(facility, does, contact):
    near = actions.grant_authority(
        **does, contact=contact, authority="billing", ends=facility.today() + 9 * DAY
    )
    actions.grant_authority(
        **does, contact=contact, authority="guardian", ends=facility.today() + 300 * DAY
    )
    actions.raise_flag(**does, resident=contact.resident, code="fall", until=clock.now() + DAY)
    work = process_scope("residents.end_run_out", facility.pk)
    with scoped(work):
        jobs.tell_expiring_authorities(facility_id=facility.pk, scope=work)
    assert told("AuthoritiesExpiring") == [{"authority_ids": [str(near.pk)]}]
    with clock.pinned(clock.now() + 20 * DAY), scoped(work):
        jobs.end_run_out(facility_id=facility.pk, scope=work)
        jobs.tell_expiring_authorities(facility_id=facility.pk, scope=work)
    near.refresh_from_db()
    assert near.ended_reason == "run-out"
    assert len(told("FlagEnded")) == len(told("AuthoritiesExpiring")) == 1


# What they may see


def test_what_a_contact_may_see_is_allowed_by_somebody(does, contact):
    with refused("consent-missing"):
        actions.set_may_see(**does, contact=contact, categories=["care"], consent=" ")
    with refused("not-a-choice"):
        actions.set_may_see(**does, contact=contact, categories=["all"], consent="Peg")
    seen = actions.set_may_see(
        **does, contact=contact, categories=["medicines", "care"], consent="Peg, 3 May"
    )
    assert (seen.may_see, seen.may_see_consent) == (["care", "medicines"], "Peg, 3 May")
    assert audited("residents.set_may_see") == 1
    nothing = actions.set_may_see(**does, contact=contact, categories=[], consent="")
    assert nothing.may_see == []


def test_another_communitys_contact_is_not_found(does, other_facility):
    with scoped(process_scope("test", other_facility.pk)):
        theirs = make_contact(make_resident(other_facility))
    for attempt in (
        lambda: actions.change_contact(**does, contact=theirs, changes={"given": "X"}),
        lambda: actions.end_contact(**does, contact=theirs, reason="X"),
        lambda: actions.grant_authority(**does, contact=theirs, authority="billing"),
        lambda: actions.set_may_see(**does, contact=theirs, categories=[], consent=""),
    ):
        with refused("not-found"):
            attempt()


@pytest.mark.parametrize(
    ("constraint", "columns"),
    [
        ("contactauthority_once", {}),
        ("contactauthority_ends_after_start", {"ends": date(2020, 1, 1)}),
        ("contactauthority_known", {"authority": "king"}),
    ],
)
def test_around_the_actions_the_database_still_refuses(does, contact, constraint, columns):
    row = actions.grant_authority(
        **does, contact=contact, authority="billing", starts=date(2026, 1, 1)
    )
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    values.pop("id")
    with pytest.raises(Error, match=constraint), transaction.atomic():
        ContactAuthority.objects.create(**values | columns)


def test_around_the_actions_a_contact_still_has_a_name(contact):
    with pytest.raises(Error, match="contact_has_name"), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(family="", given="")
