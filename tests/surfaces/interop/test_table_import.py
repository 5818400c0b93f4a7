"""Lists of residents, contacts and rooms become residents, contacts and rooms."""

import io
from datetime import date

import pytest

from hearth.platform.scope import process_scope, scoped
from hearth.platform.tenancy.models import Apartment, Neighborhood, Place
from hearth.record.documents.models import ImportBatch, SourceRecord
from hearth.record.residents.models import (
    AllergyIntolerance,
    CareTeamMember,
    Contact,
    ContactAuthority,
    Identifier,
    LevelOfCare,
    Placement,
    Resident,
    Stay,
)
from hearth.surfaces.interop import importing, opening
from hearth.surfaces.interop.opening import Given
from hearth.surfaces.interop.remarks import read_remarks
from hearth.surfaces.interop.tables.columns import Kind
from tests.factories.tenancy import make_place


pytestmark = pytest.mark.django_db

RESIDENTS = """Res #,Last Name,First Name,DOB,Sex,Room,Admit Date,Code Status,Allergies,PCP,POA,POA Phone
101,Okafor,Margaret,04/17/1938,F,12-A,03/02/2021,DNR,"Penicillin; sulfa",Dr. Anita Chu,Chidi Okafor,515-555-0101
102,Hale,Ruth,12/30/1941,F,12-B,03/02/2021,Full Code,NKDA,Dr. Anita Chu,,
103,Nwosu,Amara,next week,F,14,,,,,,
"""
CONTACTS = """Res #,Contact Name,Relationship,Contact Type,Cell
101,Ann Boyle,Daughter,Emergency Contact,515-555-0123
102,Tom Hale,Son,Financial POA,515-555-0124
999,Nobody,Friend,,515-555-0125
"""
ROOMS = """Room,Wing,Beds
12,East,2
14,East,1
21,Garden,1
"""


@pytest.fixture
def take(facility, actor):
    with scoped(process_scope("test", facility.pk)):
        yield lambda text, kind, **more: taken(facility, actor, text, kind, **more)


def taken(facility, actor, text: str, kind: str, **more):
    file = Given(f"{kind}.csv", lambda: io.BytesIO(text.encode()))
    run = importing.begin(
        scope=process_scope("import", facility.pk),
        by=actor,
        facility=facility,
        handed=opening.handed_tables([file], Kind(kind), **more),
        source="list",
    )
    return importing.carry_out(run)


def notices(number: str) -> list[str]:
    record = SourceRecord.objects.get(body__cells__contains={"Res #": number})
    return [one.reason.code for one in read_remarks(record.set_aside_text).notices]


def test_a_list_of_residents_says_who_they_are_and_where_they_live(take, facility):
    for label in ("12 A", "12 B"):
        make_place(facility, "12", label=label)
    outcome = take(RESIDENTS, "residents")
    assert outcome.counts == {"Patient": {"create": 2, "quarantine": 1}}
    one = Resident.objects.get(family="Okafor")
    assert (one.birth_date, one.code_status, one.gender) == (date(1938, 4, 17), "dnr", "female")
    assert one.code_status_at is not None
    assert Identifier.objects.get(resident=one).value == "101"
    stay = Stay.objects.get(resident=one)
    assert (stay.status, stay.starts.date()) == ("lives-here", date(2021, 3, 2))
    assert Placement.objects.get(resident=one).place.label == "12 A"
    said = AllergyIntolerance.objects.filter(resident=one).values_list("text", flat=True)
    assert set(said) == {"Penicillin", "sulfa"}
    none = AllergyIntolerance.objects.get(resident__family="Hale")
    assert (none.code, none.verification_status) == ("409137002", "unconfirmed")
    assert len({m.practitioner_id for m in CareTeamMember.objects.all()}) == 1
    contact = Contact.objects.get()
    assert (contact.given, contact.relationship) == ("Chidi", "POWATT")
    assert not ContactAuthority.objects.exists()  # of which kind, the list does not say


LEVELS = """Res #,Last Name,First Name,DOB,LOC
201,Adams,Ida,04/17/1938,LOC 2
202,Brown,Ora,12/30/1941,memory care
203,Cole,Una,11/02/1940,Gold
204,Dunn,Eva,11/05/1940,
"""


def test_a_level_of_care_is_taken_where_the_community_knows_it(take, facility):
    take(LEVELS, "residents")
    rows = {row.resident.family: row for row in LevelOfCare.objects.select_related("resident")}
    assert {name: row.level for name, row in rows.items()} == {
        "Adams": "level-2",
        "Brown": "memory-care",
    }
    assert rows["Adams"].starts == facility.today()
    assert (rows["Adams"].decided_by, "list of residents" in rows["Adams"].reason) == (
        "list",
        True,
    )
    assert notices("203") == ["level-unknown"]
    assert notices("204") == notices("201") == []


def test_a_level_that_people_set_stays(take, facility):
    take(LEVELS, "residents")
    take(LEVELS.replace("LOC 2", "Level 4"), "residents")
    assert LevelOfCare.objects.get(resident__family="Adams").level == "level-2"


def test_a_wrong_row_is_set_aside_with_its_number_and_reasons(take):
    take(RESIDENTS, "residents")
    record = SourceRecord.objects.exclude(set_aside="").get()
    assert (record.line, record.resource_type) == (4, "Patient")
    assert record.body["cells"]["Last Name"] == "Nwosu"
    (problem,) = read_remarks(record.set_aside_text).problems
    assert (problem.column, problem.reason.code) == ("DOB", "row-bad-date")


def test_a_room_nobody_has_is_said_and_left_to_a_person(take, facility):
    make_place(facility, "12", label="12 A")
    take(RESIDENTS, "residents")
    assert notices("101") == []
    assert notices("102") == ["place-unknown"]
    assert Stay.objects.count() == 1


def test_the_same_list_again_changes_nothing_and_a_changed_row_changes_its_resident(take):
    take(RESIDENTS, "residents")
    Resident.objects.filter(family="Hale").update(preferred="Ruthie")
    assert take(RESIDENTS, "residents").counts == {"Patient": {"unchanged": 3}}
    changed = RESIDENTS.replace("102,Hale,Ruth,", "102,Hale-Moss,Ruth,")
    assert take(changed, "residents").counts == {"Patient": {"update": 1, "unchanged": 2}}
    one = Resident.objects.get(family="Hale-Moss")
    assert one.preferred == "Ruthie"
    assert Resident.objects.count() == 2
    assert AllergyIntolerance.objects.count() == 3


def test_contacts_find_their_resident_by_number(take):
    take(RESIDENTS, "residents")
    outcome = take(CONTACTS, "contacts")
    assert outcome.counts == {"RelatedPerson": {"create": 2, "verbatim": 1}}
    ann = Contact.objects.get(given="Ann")
    assert (ann.resident.family, ann.relationship) == ("Okafor", "DAU")
    rights = ContactAuthority.objects.values_list("contact__given", "authority")
    assert set(rights) == {("Ann", "emergency"), ("Tom", "financial-poa")}


def test_rooms_become_apartments_with_their_places(take):
    outcome = take(ROOMS, "rooms")
    assert outcome.counts == {"Location": {"create": 3}}
    assert set(Neighborhood.objects.values_list("name", flat=True)) == {"East", "Garden"}
    assert set(Place.objects.values_list("label", flat=True)) == {"12 A", "12 B", "14", "21"}
    again = take(ROOMS.replace("14,East,1", "14,East,2"), "rooms")
    assert again.counts == {"Location": {"update": 1, "unchanged": 2}}
    assert Apartment.objects.count() == 3
    assert Place.objects.count() == 5


def test_how_a_list_was_read_is_kept_with_its_import(take):
    take(RESIDENTS, "residents", fields={"PCP": ""})
    mapping = ImportBatch.objects.get().mapping
    assert (mapping["kind"], mapping["places"]["record_number"]) == ("residents", 0)
    assert "physician" not in mapping["places"]
