"""The pages about a resident: who may open them, and what may be read on them."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents.models import (
    AdvanceDirective,
    AllergyIntolerance,
    CareTeamMember,
    Condition,
    ContactAuthority,
    Coverage,
    Flag,
    Identifier,
    MergeLink,
    ResidentName,
)
from tests.factories.identity import make_account
from tests.factories.residents import (
    make_contact,
    make_placement,
    make_resident,
    make_stay,
)
from tests.factories.staff import make_practitioner
from tests.factories.tenancy import make_place


pytestmark = pytest.mark.django_db


@dataclass
class House:
    """Margaret Hayes, who lives in 214, with one row of everything."""

    facility: Any
    resident: Any
    rows: dict[str, Any]

    def url(self, path: str, facility: Any = None) -> str:
        slug = (facility or self.facility).slug
        return f"/c/{slug}/residents/{self.resident.pk}/{path}"


@pytest.fixture
def house(facility):
    """One resident with a row of each kind."""
    place = make_place(facility, "214")
    by = make_account("coordinator", facility).actor
    with scoped(process_scope("test", facility.pk)):
        one = make_resident(facility, what_matters="The crossword")
        stay = make_stay(one)
        make_placement(stay, place, by)
        mine = {"facility": facility, "resident": one}
        now = clock.now()
        written = {**mine, "recorded": now, "recorder": by}
        contact = make_contact(one)
        practitioner = make_practitioner(facility)
        other = make_resident(facility, "Hays", "Margret")
        rows = {
            "flag": Flag.objects.create(**mine, code="fall", since=now, raised_by=by),
            "condition": Condition.objects.create(**written, text="Heart failure"),
            "allergy": AllergyIntolerance.objects.create(**written, text="Penicillin"),
            "directive": AdvanceDirective.objects.create(
                **written, directive_kind="living-will"
            ),
            "team": CareTeamMember.objects.create(
                **mine, role="primary-care", practitioner=practitioner
            ),
            "contact": contact,
            "authority": ContactAuthority.objects.create(
                **mine, contact=contact, authority="health-poa"
            ),
            "coverage": Coverage.objects.create(**mine, payer_kind="private-pay"),
            "name": ResidentName.objects.create(**mine, use="maiden", family="Boyle"),
            "number": Identifier.objects.create(**mine, type="MR", value="MRN-77"),
            "merge": MergeLink.objects.create(
                **mine, duplicate=other, reason="Alike", proposed_at=now, proposed_by=by
            ),
        }
    return House(facility, one, rows)


READS = {
    "about/": "residents.about",
    "life/": "residents.life",
    "health/": "residents.health",
    "contacts/": "residents.contacts",
    "coverage/": "residents.coverage",
    "residency/": "residents.residency",
    "whereabouts/": "transitions.whereabouts",
    "numbers/": "residents.private_numbers",
}


def forms(house: House) -> list[str]:
    """Every page that asks something."""
    rows = {name: row.pk for name, row in house.rows.items()}
    return [
        "change/",
        "life/change/",
        "photo/change/",
        "names/add/",
        "numbers/add/",
        "code-status/",
        "diet/",
        "mobility/",
        "flags/raise/",
        f"flags/{rows['flag']}/end/",
        "conditions/add/",
        f"conditions/{rows['condition']}/",
        "allergies/add/",
        "allergies/none/",
        f"allergies/{rows['allergy']}/",
        "directives/add/",
        f"directives/{rows['directive']}/end/",
        "care-team/add/",
        "contacts/add/",
        f"contacts/{rows['contact']}/",
        f"contacts/{rows['contact']}/end/",
        f"contacts/{rows['contact']}/authority/",
        f"contacts/{rows['contact']}/may-see/",
        f"authorities/{rows['authority']}/end/",
        "coverage/add/",
        f"coverage/{rows['coverage']}/",
        "residency/open/",
        "residency/change/",
        "residency/change/?status=away",
        "residency/place/",
        "residency/move-in/",
        "residency/leave-for-hospital/",
        "residency/return/",
        "residency/move-out/",
        "record-death/",
        "sign-out/",
        "sign-in/",
        "report-unaccounted/",
        "propose-merge/",
        f"merges/{rows['merge']}/",
        f"merges/{rows['merge']}/reverse/",
        "unlink-person/",
    ]


ENDS = ("names/{name}/end/", "numbers/{number}/end/", "care-team/{team}/end/")
"""What is done by a button alone."""


def test_each_page_opens_for_the_coordinator_and_for_no_stranger(
    house, other_facility, as_role
):
    own, stranger = as_role("coordinator"), as_role("coordinator", other_facility)
    for path in [*READS, *forms(house)]:
        assert own.get(house.url(path)).status_code == 200, path
        assert stranger.get(house.url(path)).status_code == 404, path
        assert stranger.get(house.url(path, other_facility)).status_code == 404, path
    for path in ("places/", "residents/merges/", "residents/add/"):
        assert own.get(f"/c/{house.facility.slug}/{path}").status_code == 200
        assert stranger.get(f"/c/{house.facility.slug}/{path}").status_code == 404


def test_a_row_of_somebody_else_is_not_found_under_this_resident(house, as_role):
    own = as_role("coordinator")
    with scoped(process_scope("test", house.facility.pk)):
        other = make_resident(house.facility, "Chen", "Wei")
    for path in forms(house):
        if any(str(row.pk) in path for row in house.rows.values()):
            url = f"/c/{house.facility.slug}/residents/{other.pk}/{path}"
            assert own.get(url).status_code == 404, path
    for pattern in ENDS:
        path = pattern.format(**{n: r.pk for n, r in house.rows.items()})
        url = f"/c/{house.facility.slug}/residents/{other.pk}/{path}"
        assert own.post(url).status_code == 404, path


def test_one_look_is_one_line_and_a_fragment_of_it_is_none(house, as_role):
    own = as_role("coordinator")
    for path, name in READS.items():
        own.get(house.url(path))
        with scoped(process_scope("test", house.facility.pk)):
            seen = AuditEvent.objects.filter(resident_id=house.resident.pk, action=name)
            assert seen.count() == 1, path


def test_a_panel_is_the_same_page_without_its_frame(house, as_role):
    own = as_role("coordinator")
    for path in READS:
        inside = own.get(house.url(path), HTTP_HX_REQUEST="true").content.decode()
        assert "<html" not in inside, path
    assert (
        "Penicillin" in own.get(house.url("health/"), HTTP_HX_REQUEST="true").content.decode()
    )


AIDE_SEES = {"about/", "life/", "whereabouts/"}
AIDE_DOES = {
    "residency/leave-for-hospital/",
    "residency/return/",
    "sign-out/",
    "sign-in/",
    "report-unaccounted/",
}


def test_an_aide_reads_life_and_whereabouts_and_nothing_of_health_or_family(house, as_role):
    aide = as_role("caregiver")
    for path in READS:
        code = aide.get(house.url(path)).status_code
        assert code == (200 if path in AIDE_SEES else 403), path
    for path in forms(house):
        code = aide.get(house.url(path)).status_code
        assert code == (200 if path in AIDE_DOES else 403), path
    for path in ("places/", "residents/merges/", "residents/add/"):
        assert aide.get(f"/c/{house.facility.slug}/{path}").status_code == 403


def test_what_an_aide_is_shown_holds_no_number_no_contact_and_no_diagnosis(house, as_role):
    aide = as_role("caregiver")
    for path in AIDE_SEES | AIDE_DOES:
        page = aide.get(house.url(path)).content.decode()
        assert "Penicillin" in page, path  # what must not be given everybody sees
        for hidden in ("MRN-77", "Boyle", "515-555-0123", "Heart failure"):
            assert hidden not in page, (path, hidden)


def test_a_nurse_reads_contacts_and_changes_none(house, as_role):
    nurse = as_role("nurse")
    page = nurse.get(house.url("contacts/")).content.decode()
    assert "Ann Boyle" in page
    assert "Health care power of attorney" in page
    assert "Paper not seen" in page
    assert re.search(r"/(contacts|authorities)/[^/]+/end/", page) is None
    assert nurse.get(house.url("contacts/add/")).status_code == 403
    assert nurse.get(house.url("numbers/")).status_code == 403


def test_a_restricted_row_is_not_there_for_who_may_not_see_it(house, as_role):
    with scoped(process_scope("test", house.facility.pk)):
        Condition.objects.create(
            facility=house.facility,
            resident=house.resident,
            text="Alcohol dependence",
            recorded=clock.now(),
            recorder=house.rows["flag"].raised_by,
            security_label="part2",
        )
    page = as_role("coordinator").get(house.url("health/")).content.decode()
    assert "Heart failure" in page
    assert "Alcohol" not in page


def test_a_restricted_resident_is_not_found_by_an_aide(house, as_role):
    with scoped(process_scope("test", house.facility.pk)):
        type(house.resident).objects.filter(pk=house.resident.pk).update(
            security_label="restricted"
        )
    assert as_role("coordinator").get(house.url("about/")).status_code == 200
    assert as_role("caregiver").get(house.url("about/")).status_code == 404


def test_a_resident_who_is_not_there_is_not_found(house, as_role):
    url = f"/c/{house.facility.slug}/residents/{uuid4()}/about/"
    assert as_role("coordinator").get(url).status_code == 404
