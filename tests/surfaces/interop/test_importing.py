"""Real files into the record: nothing lost, nothing doubled, nothing of people's work undone."""

import base64
from datetime import date
from decimal import Decimal

import pytest

from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.platform.outbox.models import DomainEvent
from hearth.platform.scope import process_scope, scoped
from hearth.record.documents.models import Document, ImportBatch, SourceRecord
from hearth.record.observations.models import Observation
from hearth.record.residents.models import (
    AdvanceDirective,
    AllergyIntolerance,
    CareTeamMember,
    Condition,
    Contact,
    ContactAuthority,
    Coverage,
    Flag,
    Identifier,
    MergeLink,
    Resident,
    ResidentName,
    ResidentTerm,
)
from hearth.record.staff.models import OutsidePractitioner
from hearth.surfaces.interop.remarks import read_remarks
from tests.factories.residents import make_resident
from tests.surfaces.interop.importer import SAMPLES, about, bundle, patient, taken_in


pytestmark = pytest.mark.django_db

MRN = "https://ehr.example/mrn"
SNOMED = "http://snomed.info/sct"


@pytest.fixture
def take(facility, actor):
    with scoped(process_scope("test", facility.pk)):
        yield lambda *contents, **more: taken_in(facility, actor, *contents, **more)


def codes(text: str = "Asthma", code: str = "195967001") -> dict:
    return {"coding": [{"system": SNOMED, "code": code, "display": text}], "text": text}


def weight(number: str = "o1", value: str = "61.50", **more) -> dict:
    loinc = {"coding": [{"system": "http://loinc.org", "code": "29463-7"}], "text": "Weight"}
    said = {
        "status": "final",
        "code": loinc,
        "effectiveDateTime": "2025-11-19T08:00:00-06:00",
        "valueQuantity": {"value": Decimal(value), "code": "kg"},
    }
    return about("Observation", number, **said) | more


def remarks(number: str):
    records = SourceRecord.objects.filter(source_id=number).order_by("received_at", "id")
    return read_remarks(records.last().set_aside_text)


# Every type


def test_a_bundle_ends_as_facts_and_words_and_nothing_else(take):
    outcome = take(SAMPLES / "one_resident.json")
    assert outcome.counts == {
        "Practitioner": {"create": 1},
        "Patient": {"create": 1},
        "Observation": {"create": 1},
        "MedicationRequest": {"verbatim": 1},
    }
    claimed = dict(SourceRecord.objects.values_list("resource_type", "claimed_type"))
    assert claimed == {
        "Practitioner": "OutsidePractitioner",
        "Patient": "Resident",
        "Observation": "Observation",
        "MedicationRequest": "",
    }
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.entries, batch.done) == ("finished", 4, 4)
    assert batch.counts == outcome.counts


def test_a_resident_has_names_numbers_and_is_found_by_search(take):
    take(
        patient(
            name=[
                {"use": "official", "family": "Okafor", "given": ["Margaret", "Ada"]},
                {"use": "maiden", "family": "Nwosu", "given": ["Margaret"]},
                {"use": "nickname", "given": ["Peg"]},
            ],
            identifier=[
                {"system": MRN, "value": "M-17", "type": {"coding": [{"code": "MR"}]}},
                {"system": "http://hl7.org/fhir/sid/us-ssn", "value": "219-09-9999"},
                {"system": "http://hl7.org/fhir/sid/us-medicare", "value": "1EG4-TE5-MK73"},
            ],
        )
    )
    one = Resident.objects.get()
    assert (one.given, one.preferred, one.birth_date) == (
        "Margaret Ada",
        "Peg",
        date(1938, 4, 17),
    )
    assert (one.ssn_last4, one.source_system) == ("9999", "ehr")
    assert ResidentName.objects.get().family == "Nwosu"
    numbers = Identifier.objects.order_by("type").values_list("type", "value")
    assert list(numbers) == [("MC", ""), ("MR", "M-17")]
    terms = set(ResidentTerm.objects.values_list("term", flat=True))
    assert {"okafor", "peg", "nwosu", "m17"} <= terms or {"m", "17"} & terms


def test_contacts_come_with_what_their_sender_says_they_may_decide(take):
    take(
        bundle(
            patient(
                contact=[
                    {
                        "name": {"family": "Okafor", "given": ["Chidi"]},
                        "relationship": [{"coding": [{"code": "HPOWATT"}]}],
                        "telecom": [{"system": "phone", "value": "515-555-0101"}],
                    }
                ]
            ),
            about(
                "RelatedPerson",
                "r1",
                name=[{"family": "Okafor", "given": ["Chidi"]}],
                relationship=[{"coding": [{"code": "SON"}]}],
                telecom=[{"system": "email", "value": "chidi@example.org"}],
            ),
        )
    )
    contact = Contact.objects.get()
    assert contact.relationship == "SON"
    assert [p["system"] for p in contact.telecom] == ["phone", "email"]
    right = ContactAuthority.objects.get()
    assert (right.authority, right.document, right.verified_at) == ("health-poa", None, None)


def test_health_payers_and_the_care_team_are_taken_over(take):
    take(
        bundle(
            patient(generalPractitioner=[{"reference": "Practitioner/d1"}]),
            {
                "resourceType": "Practitioner",
                "id": "d1",
                "name": [{"family": "Chu", "given": ["Anita"], "prefix": ["Dr."]}],
            },
            about("Condition", "c1", code=codes(), onsetDateTime="2010-05"),
            about(
                "AllergyIntolerance",
                "a1",
                code=codes("Penicillin", "91936005"),
                reaction=[{"manifestation": [{"text": "Hives"}], "severity": "severe"}],
            ),
            about(
                "Consent",
                "n1",
                status="active",
                category=[{"coding": [{"code": "dnr", "display": "DNR"}]}],
                dateTime="2024-01-02",
            ),
            about(
                "Coverage",
                "v1",
                status="active",
                type={"text": "Medicare"},
                subscriberId="1EG4",
                payor=[{"display": "Medicare"}],
            ),
            about("Flag", "f1", status="active", code={"text": "Fall risk"}),
        )
    )
    one = Resident.objects.get()
    condition = Condition.objects.get()
    assert (condition.text, condition.code, condition.onset) == (
        "Asthma",
        "195967001",
        date(2010, 5, 1),
    )
    assert condition.onset_precision == "month"
    assert AllergyIntolerance.objects.get().reactions[0]["severity"] == "severe"
    assert AdvanceDirective.objects.get().directive_kind == "dnr-order"
    assert one.code_status == "unknown"  # a paper nobody has seen decides nothing
    coverage = Coverage.objects.get()
    assert (coverage.payer_kind, coverage.member_number_last4) == ("medicare", "1EG4")
    assert Flag.objects.get().code == "fall"
    assert CareTeamMember.objects.get().practitioner == OutsidePractitioner.objects.get()


def test_a_value_keeps_its_written_form_and_its_words(take):
    take(bundle(patient(), weight()))
    row = Observation.objects.get()
    assert (row.value_quantity, row.value_decimals, row.unit) == (Decimal("61.5"), 2, "kg")
    assert (row.method, row.source_system, row.source_id) == ("imported", "ehr", "o1")
    record = SourceRecord.objects.get(source_id="o1")
    assert (record.claimed_id, record.resident) == (row.pk, Resident.objects.get())
    with_cursor = SourceRecord.objects.extra(select={"text": "body::text"}).get(pk=record.pk)
    assert '"value": 61.50' in with_cursor.text


def test_a_computed_value_is_a_number_that_reads_well_and_keeps_its_digits(take):
    sent = weight()
    sent["valueQuantity"]["value"] = Decimal("61.123456789012")
    take(bundle(patient(), sent))
    row = Observation.objects.get()
    assert (row.value_quantity, row.value_text) == (Decimal("61.123457"), "61.123456789012")
    assert (row.reading, row.unit, row.said_by) == ("61.1", "kg", "ehr")


def test_a_number_that_only_rounding_makes_too_long_stays_in_words(take):
    sent = weight()
    sent["valueQuantity"]["value"] = Decimal("99999999999999.9999999")
    take(bundle(patient(), sent))
    row = Observation.objects.get()
    assert (row.value_quantity, row.reading) == (None, "99999999999999.9999999 kg")


def test_a_value_below_what_can_be_measured_says_its_unit_once(take):
    sent = weight()
    sent["valueQuantity"] = {"value": 30, "comparator": "<", "unit": "kg", "code": "kg"}
    take(bundle(patient(), sent))
    row = Observation.objects.get()
    assert (row.value_quantity, row.reading, row.unit) == (None, "<30 kg", "")


def test_a_document_with_its_file_is_filed_and_one_without_is_kept(take):
    content = base64.b64encode(b"Signed and dated.").decode()
    file = {"contentType": "text/plain", "title": "Orders", "data": content}
    take(
        bundle(
            patient(),
            about("DocumentReference", "d1", status="current", content=[{"attachment": file}]),
            about(
                "DocumentReference",
                "d2",
                status="current",
                content=[{"attachment": {"url": "https://elsewhere.example/1"}}],
            ),
        )
    )
    filed = Document.objects.get()
    assert (filed.title, filed.content_type, filed.size) == ("Orders", "text/plain", 17)
    assert SourceRecord.objects.get(source_id="d1").claimed_id == filed.pk
    assert remarks("d2").why.code == "no-file"


@pytest.mark.parametrize(
    ("resource", "code"),
    [
        (about("Immunization", "x", status="completed", vaccineCode={"text": "Flu"}), "no-room"),
        (about("Condition", "x", "Patient/nobody", code=codes()), "subject-unknown"),
        (about("Consent", "x", status="inactive", category=[{"coding": [{"code": "dnr"}]}]), "not-in-force"),
        (weight("x") | {"status": "entered-in-error"}, "in-error"),
        (weight("x", effectiveDateTime=None), "no-time"),
        (
            about("AllergyIntolerance", "x", code=codes("No known latex allergy", "1003774007")),
            "no-room",
        ),
    ],
)  # fmt: skip
def test_what_has_no_room_yet_is_kept_and_says_why(take, resource, code):
    if "Immunization" in resource["resourceType"]:
        resource = resource | {"patient": {"reference": "Patient/p1"}}
    outcome = take(bundle(patient(), {k: v for k, v in resource.items() if v is not None}))
    assert outcome.of("verbatim") == 1
    record = SourceRecord.objects.get(source_id="x")
    assert (record.claimed_at, record.set_aside, record.body["id"]) == (None, "", "x")
    assert remarks("x").why.code == code


@pytest.mark.parametrize(
    ("resource", "reason", "code"),
    [
        ({"resourceType": "Patient", "id": "x"}, "no-name", "no-name"),
        (weight("x") | {"effectiveDateTime": "2199-01-01"}, "future", "in-future"),
        (weight("x") | {"status": "done"}, "invalid", "unknown-code"),
        ("{broken", "not-json", "malformed"),
    ],
)
def test_what_cannot_be_true_is_set_aside_with_line_and_reason(take, resource, reason, code):
    outcome = take(bundle(patient()), resource)
    assert (outcome.of("create"), outcome.of("quarantine")) == (1, 1)
    record = SourceRecord.objects.exclude(set_aside="").get()
    assert (record.set_aside, record.line) == (reason, 1)
    assert read_remarks(record.set_aside_text).why.code == code
    assert record.body or record.raw


def test_signs_no_database_keeps_are_kept_as_they_were_written(take):
    note = '{"resourceType": "Basic", "id": "b", "text": "a\\u0000b\\ud800", "n": 1e5000}'
    assert take(note).counts == {"Basic": {"verbatim": 1}}
    record = SourceRecord.objects.get()
    assert record.raw == note
    assert record.body["id"] == "b"


# Again, and changed


def test_the_same_file_again_makes_nothing(take):
    everything = (SAMPLES / "one_resident.json", SAMPLES / "mixed.ndjson")
    take(*everything)
    before = {m: m.objects.count() for m in (Resident, Observation, SourceRecord, Condition)}
    again = take(*everything)
    assert set().union(*again.counts.values()) == {"unchanged"}
    assert {m: m.objects.count() for m in before} == before


def test_a_changed_value_is_a_new_row_beside_the_old_one_in_error(take):
    take(bundle(patient(), weight()))
    take(bundle(patient(), weight(value="62.0")))
    old, new = Observation.objects.order_by("recorded", "id")
    assert (old.status, new.status, new.corrects) == ("entered-in-error", "final", old.pk)
    assert SourceRecord.objects.filter(source_id="o1").count() == 2
    assert SourceRecord.objects.get(claimed_id=new.pk).follows.claimed_id == old.pk


def test_a_value_its_sender_took_back_is_in_error_here_too(take):
    take(bundle(patient(), weight()))
    take(bundle(patient(), weight() | {"status": "entered-in-error"}))
    assert Observation.objects.get().status == "entered-in-error"


def test_a_value_people_took_back_stays_so(take, actor):
    take(bundle(patient(), weight()))
    Observation.objects.update(
        status="entered-in-error",
        entered_in_error_at=clock.now(),
        entered_in_error_by=actor,
        entered_in_error_reason="wrong resident",
    )
    take(bundle(patient(), weight(value="62.0")))
    assert Observation.objects.count() == 1
    assert remarks("o1").why.code == "retracted-here"


def test_what_people_changed_stays_and_is_listed(take):
    take(patient(telecom=[{"system": "phone", "value": "515-555-0101"}]))
    Resident.objects.update(phone="515-555-9999")
    take(
        patient(
            telecom=[{"system": "phone", "value": "515-555-0202"}],
            name=[{"use": "official", "family": "Okafor-Hale", "given": ["Margaret", "Ada"]}],
        )
    )
    one = Resident.objects.get()
    assert (one.phone, one.family, one.family_folded) == (
        "515-555-9999",
        "Okafor-Hale",
        "okafor hale",
    )
    assert remarks("p1").kept == ("phone",)


def test_a_less_complete_file_empties_nothing(take):
    take(patient(telecom=[{"system": "phone", "value": "515-555-0101"}]))
    take(patient())
    assert Resident.objects.get().phone == "515-555-0101"


def test_an_older_version_is_kept_and_changes_nothing(take):
    take(patient(family="Okafor", meta={"lastUpdated": "2025-11-02T10:00:00Z"}))
    take(patient(family="Nwosu", meta={"lastUpdated": "2025-11-01T10:00:00Z"}))
    assert Resident.objects.get().family == "Okafor"
    assert remarks("p1").why.code == "older"
    take(patient(family="Hale", meta={"lastUpdated": "2025-11-03T10:00:00Z"}))
    assert Resident.objects.get().family == "Hale"


def test_a_contact_people_took_off_the_list_stays_off(take, actor):
    related = about("RelatedPerson", "r1", name=[{"family": "Hale", "given": ["Ann"]}])
    take(bundle(patient(), related))
    Contact.objects.update(ended_at=clock.now(), ended_by=actor)
    take(bundle(patient(), related | {"birthDate": "1960-01-01"}))
    assert Contact.objects.count() == 1
    assert remarks("r1").why.code == "ended-here"


def test_an_allergy_on_the_record_is_completed_and_not_doubled(take, actor):
    take(patient())
    one = Resident.objects.get()
    AllergyIntolerance.objects.create(
        facility_id=one.facility_id,
        resident=one,
        text="penicillin",
        recorded=clock.now(),
        recorder=actor,
    )
    take(
        about("AllergyIntolerance", "a1", code={"text": "Penicillin"}, criticality="high"),
        about("AllergyIntolerance", "a2", code=codes("No known allergies", "716186003")),
    )
    assert AllergyIntolerance.objects.get().criticality == "high"
    assert remarks("a2").why.code == "allergy-known"


def test_what_was_only_kept_is_taken_over_once_its_resident_is_here(take):
    condition = about("Condition", "c1", code=codes())
    take(condition)
    assert not Condition.objects.exists()
    take(bundle(condition, patient()))
    record = SourceRecord.objects.get(source_id="c1")
    assert (record.claimed_id, record.resident) == (
        Condition.objects.get().pk,
        Resident.objects.get(),
    )
    assert take(condition).counts == {"Condition": {"unchanged": 1}}


def test_a_resource_of_another_version_without_room_follows_the_first(take):
    goal = about("Goal", "g1", lifecycleStatus="active", description={"text": "Walk"})
    take(bundle(patient(), goal))
    take(goal | {"lifecycleStatus": "completed"})
    first, second = SourceRecord.objects.filter(source_id="g1").order_by("received_at", "id")
    assert (second.follows, second.resident) == (first, Resident.objects.get())


# Who is who


def test_somebody_people_entered_is_known_by_their_number(take, facility):
    one = make_resident(facility, "Okafor", "Margaret", birth_date=date(1938, 4, 17))
    Identifier.objects.create(
        facility=facility, resident=one, system=MRN, value="M-17", type="MR"
    )
    take(bundle(patient(identifier=[{"system": MRN, "value": "M-17"}]), weight()))
    assert Resident.objects.get() == one
    assert Observation.objects.get().resident == one


def test_somebody_of_the_same_name_is_proposed_for_a_merge_and_not_joined(take, facility):
    here = make_resident(facility, "Okafor", "Margaret", birth_date=date(1938, 4, 17))
    take(bundle(patient(), weight()))
    new = Resident.objects.exclude(pk=here.pk).get()
    link = MergeLink.objects.get()
    assert (link.resident, link.duplicate, link.confirmed_at) == (here, new, None)
    assert Observation.objects.get().resident == new


def test_two_of_one_file_who_share_a_number_are_proposed_too(take):
    ssn = {"system": "http://hl7.org/fhir/sid/us-ssn", "value": "219-09-9999"}
    take(bundle(patient("p1", identifier=[ssn]), patient("p2", "Hale", identifier=[ssn])))
    assert MergeLink.objects.count() == 1


def test_another_person_under_a_known_number_is_set_aside(take):
    take(patient())
    other = patient(name=[{"family": "Hale", "given": ["Ruth"]}], birthDate="1941-01-01")
    outcome = take(bundle(other, weight()))
    assert (outcome.of("quarantine"), Resident.objects.count()) == (1, 1)
    assert SourceRecord.objects.get(set_aside="conflict").body["birthDate"] == "1941-01-01"


def test_a_fact_that_changes_its_resident_is_kept_until_that_is_cleared_up(take):
    two = patient("p2", name=[{"family": "Hale", "given": ["Ruth"]}], birthDate="1941-01-01")
    take(bundle(patient(), two, weight()))
    take(weight(subject={"reference": "Patient/p2"}))
    assert Observation.objects.get().resident.family == "Okafor"
    assert remarks("o1").why.code == "resident-elsewhere"


def test_two_systems_have_numbers_of_their_own(take):
    take(patient(), source="one")
    other = patient(name=[{"family": "Hale", "given": ["Ruth"]}], birthDate="1941-01-01")
    take(other, source="two")
    assert Resident.objects.count() == 2


def test_a_restricted_resource_is_restricted_here(take):
    label = {"meta": {"security": [{"code": "R"}]}}
    take(bundle(patient(), about("Condition", "c1", code=codes()) | label))
    assert Condition.objects.get().security_label == "restricted"
    assert SourceRecord.objects.get(source_id="c1").security_label == "restricted"


def test_another_community_knows_nothing_of_it(facility, other_facility, actor, account_of):
    taken_in(facility, actor, bundle(patient(), weight()))
    stranger = account_of("coordinator", other_facility).actor
    outcome = taken_in(other_facility, stranger, weight())
    assert outcome.counts == {"Observation": {"verbatim": 1}}
    with scoped(process_scope("test", other_facility.pk)):
        assert not Resident.objects.exists()
        assert not Observation.objects.exists()


# Traces


def test_one_line_and_one_event_a_batch_however_many_values(take):
    take(bundle(patient(), *(weight(f"o{n}") for n in range(40))))
    lines = AuditEvent.objects.filter(action="observations.import_observations")
    assert [line.detail["count"] for line in lines] == [40]
    events = DomainEvent.objects.filter(name="observations.ObservationsImported")
    assert [event.payload["count"] for event in events] == [40]
    assert not DomainEvent.objects.filter(name="observations.ObservationRecorded").exists()
