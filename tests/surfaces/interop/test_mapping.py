"""Resources become facts: dated as exactly as written, and nothing guessed that matters."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hearth.surfaces.interop.datatypes import PartialDate, Quantity
from hearth.surfaces.interop.fhir.authority import UNCLEAR_POA
from hearth.surfaces.interop.fhir.dates import parse_when
from hearth.surfaces.interop.fhir.element import Context
from hearth.surfaces.interop.fhir.mapping import FACTS, KEPT, mapped, read
from hearth.surfaces.interop.mapped import (
    AllergyFacts,
    ConditionFacts,
    ContactFacts,
    DocumentFacts,
    EncounterFacts,
    ObservationFacts,
    PractitionerFacts,
    ResidentFacts,
    Verbatim,
)
from hearth.surfaces.interop.reading import Entry, entries
from hearth.surfaces.interop.reasons import Reason


SAMPLES = Path(__file__).parent / "samples"
SUBJECT = {"subject": {"reference": "Patient/1"}}
PATIENT = {"patient": {"reference": "Patient/1"}}


def facts(kind, *, full_url="", source="", **elements):
    """What a resource maps to, or the Reason why not."""
    resource = {"resourceType": kind, **elements}
    entry = Entry(
        file="", index=0, line=1, offset=0, text="", resource=resource, full_url=full_url
    )
    return read(entry, source=source)


def code_of(found):
    assert isinstance(found, Reason), found
    return found.code


def sample():
    return {
        entry.type: read(entry, source="ehr")
        for entry in entries(SAMPLES / "one_resident.json")
    }


# Dates


@pytest.mark.parametrize(
    ("written", "precision", "shown", "instant"),
    [
        ("1938", "year", "1938", None),
        ("1938-04", "month", "Apr-1938", None),
        ("1938-04-17", "day", "17-Apr-1938", None),
        (
            "2025-02-03T10:15:00Z",
            "instant",
            "03-Feb-2025",
            datetime(2025, 2, 3, 10, 15, tzinfo=UTC),
        ),
        (
            "2025-02-03T23:30:00-05:00",
            "instant",
            "03-Feb-2025",
            datetime(2025, 2, 4, 4, 30, tzinfo=UTC),
        ),
        ("2025-02-03T10:15:00.123456789+00:00", "instant", "03-Feb-2025", None),
        (
            "2016-12-31T23:59:60Z",
            "instant",
            "31-Dec-2016",
            datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC),
        ),
    ],
)
def test_a_date_is_as_exact_as_it_was_written(written, precision, shown, instant):
    when = parse_when(written)
    assert (when.precision, str(when)) == (precision, shown)
    if instant:
        assert when.instant == instant


@pytest.mark.parametrize(
    "written", ["1938-13", "1938-02-30", "17/04/1938", "0000", "soon", "1938-4-1", "٢٠٢٥"]
)
def test_what_is_no_fhir_date_is_no_date(written):
    assert parse_when(written) is None


def test_a_day_without_time_begins_with_the_day_of_the_community():
    when = parse_when("2025-11-02")
    assert when.at(ZoneInfo("America/New_York")) == datetime(2025, 11, 2, 4, tzinfo=UTC)
    assert when.precision == "day"


def test_a_time_without_zone_is_taken_as_its_day_and_noticed():
    found = facts(
        "Condition", code={"text": "x"}, recordedDate="2025-02-03T10:15:00", **SUBJECT
    )
    assert found.recorded.instant is None
    assert found.recorded.date == PartialDate(2025, 2, 3)
    assert [notice.reason.code for notice in found.notices] == ["no-zone"]


# Residents and contacts


def test_a_patient_becomes_a_resident():
    found = sample()["Patient"]
    assert isinstance(found, ResidentFacts)
    assert (found.name.family, found.name.given) == ("Okafor", ("Margaret", "Ada"))
    assert found.preferred == "Peg"
    assert found.birth_date.iso == "1938-04"
    assert found.numbers("MR") == ("44-017",)
    assert [ref.identifier.value for ref in found.general_practitioners] == ["1234567893"]


def test_a_social_security_number_is_sensitive_and_never_decides_who_somebody_is():
    found = sample()["Patient"]
    number = next(item for item in found.identifiers if item.type == "SS")
    assert number.sensitive
    assert all("078-05-1120" not in key.value for key in found.keys)
    assert found.keys[0].value == "44-017"
    odd = facts(
        "Patient",
        name=[{"text": "A B"}],
        identifier=[{"type": {"coding": [{"code": "SB"}]}, "system": "x", "value": "1"}],
    )
    assert odd.identifiers[0].type == "SS"
    assert odd.identifiers[0].sensitive


@pytest.mark.parametrize("value", ["0", "SS", "unknown", "999-99-9999", "N/A", "--"])
def test_a_number_that_only_fills_the_field_names_nobody(value):
    found = facts(
        "Practitioner", name=[{"family": "X"}], identifier=[{"system": "s", "value": value}]
    )
    assert isinstance(found, PractitionerFacts)
    assert found.keys == ()


def test_us_core_and_core_extensions_of_a_patient_are_read():
    core = "http://hl7.org/fhir/us/core/StructureDefinition/us-core"
    found = facts(
        "Patient",
        name=[{"text": "Mai Tran"}],
        maritalStatus={"coding": [{"code": "W"}]},
        communication=[{"language": {"coding": [{"code": "vi"}]}, "preferred": True}],
        deceasedDateTime="2025-01-01",
        extension=[
            {
                "url": f"{core}-race",
                "extension": [
                    {"url": "ombCategory", "valueCoding": {"code": "2028-9"}},
                    {"url": "text", "valueString": "Asian"},
                ],
            },
            {"url": f"{core}-birthsex", "valueCode": "F"},
            {
                "url": "http://hl7.org/fhir/StructureDefinition/patient-religion",
                "valueCodeableConcept": {"text": "Buddhist"},
            },
            {
                "url": "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired",
                "valueBoolean": True,
            },
        ],
    )
    assert (found.name.family, found.name.given) == ("Tran", ("Mai",))
    assert (found.races[0].code, found.race_text, found.birth_sex) == ("2028-9", "Asian", "F")
    assert found.religion.label == "Buddhist"
    assert found.interpreter_required is True
    assert found.deceased is True
    assert found.languages[0].preferred
    assert len(found.extensions) == 4


def test_the_contacts_of_a_patient_carry_what_they_claim():
    found = facts(
        "Patient",
        id="1",
        name=[{"family": "Tran"}],
        contact=[
            {
                "relationship": [
                    {"coding": [{"code": "DAUC"}]},
                    {"coding": [{"code": "HPOWATT"}]},
                ],
                "name": {"text": "Linh Tran"},
                "telecom": [{"system": "phone", "value": "555-0101"}],
            },
            {},
        ],
    )
    (contact,) = found.contacts
    assert isinstance(contact, ContactFacts)
    assert (contact.relationship, contact.authorities) == ("DAU", ("health-poa",))
    assert contact.resident.target == "Patient/1"
    assert contact.keys[0].value == "1#linh tran"


def test_a_power_of_attorney_of_unknown_kind_stays_unclear():
    found = facts(
        "RelatedPerson",
        name=[{"family": "X"}],
        relationship=[{"coding": [{"code": "POWATT"}]}],
        **PATIENT,
    )
    assert found.authorities == (UNCLEAR_POA,)


def test_a_person_without_a_name_is_quarantined():
    assert code_of(facts("Patient", birthDate="1938-04-17")) == "no-name"


def test_a_name_of_the_wrong_kind_is_quarantined_with_its_place():
    why = facts("Patient", name="Margaret")
    assert code_of(why) == "wrong-type"
    assert str(why) == (
        "Patient.name should be a list of objects, but is text. Correct it at the source."
    )


def test_one_object_where_a_list_belongs_is_forgiven():
    found = facts("Patient", name={"family": "Okafor", "given": "Margaret"})
    assert (found.name.family, found.name.given) == ("Okafor", ("Margaret",))


def test_small_faults_are_noticed_and_the_rest_goes_in():
    found = facts(
        "Patient",
        name=[{"family": "Okafor"}],
        birthDate="17/04/1938",
        telecom="555",
        gender="F",
    )
    assert found.birth_date is None
    assert sorted(notice.path for notice in found.notices) == [
        *("Patient.birthDate", "Patient.gender", "Patient.telecom"),
    ]


# Clinical facts


def test_an_observation_keeps_value_precision_and_instant():
    found = sample()["Observation"]
    assert isinstance(found, ObservationFacts)
    assert found.value == Quantity(Decimal("61.50"), "kg", "http://unitsofmeasure.org", "kg")
    assert str(found.value.value) == "61.50"
    assert found.effective.when.instant == datetime(2025, 11, 19, 12, 30, tzinfo=UTC)
    assert str(found.line) == "Observation: Body weight 61.50 kg, 19-Nov-2025"


def observed(**elements):
    return facts("Observation", status="final", code={"text": "x"}, **SUBJECT, **elements)


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ({"valueString": "clear"}, "clear"),
        ({"valueBoolean": False}, False),
        ({"valueInteger": 0}, 0),
        (
            {"valueQuantity": {"value": 5, "comparator": "<"}},
            Quantity(Decimal(5), comparator="<"),
        ),
    ],
)
def test_values_of_every_kind_are_read(element, value):
    assert observed(**element).value == value


def test_blood_pressure_keeps_both_parts():
    part = lambda code, value: {  # noqa: E731 - two alike
        "code": {"coding": [{"code": code}]},
        "valueQuantity": {"value": value, "unit": "mmHg"},
    }
    found = observed(component=[part("8480-6", 128), part("8462-4", 71)])
    assert [item.value.value for item in found.components] == [128, 71]
    assert "128/71 mmHg" in str(found.line)


def test_a_value_that_is_absent_says_why():
    found = observed(dataAbsentReason={"coding": [{"code": "asked-declined"}]})
    assert found.value is None
    assert found.absent_reason.code() == "asked-declined"


@pytest.mark.parametrize(
    "element",
    [
        {"valueQuantity": "61.5 kg"},
        {"valueQuantity": {"value": "heavy"}},
        {"valueQuantity": {"value": Decimal("1E+400")}},
        {"valueQuantity": {"value": True}},
        {"valueQuantity": {"value": 5, "comparator": "about"}},
        {"valueBoolean": "perhaps"},
        {"valueInteger": "five"},
        {"valueUnheardOf": 5},
        {"component": "x"},
        {"component": [{"valueString": "no code"}]},
    ],
)
def test_a_value_that_cannot_be_read_quarantines_the_observation(element):
    assert isinstance(observed(**element), Reason)


@pytest.mark.parametrize("status", ["done", "", None, 5])
def test_a_status_that_is_not_understood_is_never_guessed(status):
    assert isinstance(facts("Observation", status=status, code={"text": "x"}), Reason)
    condition = {"clinicalStatus": {"coding": [{"code": "sleeping"}]}}
    assert code_of(facts("Condition", code={"text": "x"}, **condition)) == "unknown-code"


@pytest.mark.parametrize(
    ("kind", "elements"),
    [
        ("Observation", {"status": "entered-in-error", "code": {"text": "x"}}),
        (
            "Condition",
            {
                "code": {"text": "x"},
                "verificationStatus": {"coding": [{"code": "entered-in-error"}]},
            },
        ),
        (
            "AllergyIntolerance",
            {
                "code": {"text": "x"},
                "verificationStatus": {"coding": [{"code": "entered-in-error"}]},
            },
        ),
        ("Immunization", {"status": "entered-in-error", "vaccineCode": {"text": "x"}}),
        ("MedicationStatement", {"status": "entered-in-error"}),
    ],
)
def test_entered_in_error_is_kept_as_such(kind, elements):
    found = facts(kind, **elements)
    assert found.in_error


def test_a_condition_keeps_onset_in_the_form_it_was_given():
    by_age = facts(
        "Condition", code={"text": "x"}, onsetAge={"value": 52, "unit": "years"}, **SUBJECT
    )
    by_word = facts("Condition", code={"text": "x"}, onsetString="as a child", **SUBJECT)
    by_year = facts("Condition", code={"text": "x"}, onsetDateTime="1990", **SUBJECT)
    assert isinstance(by_age, ConditionFacts)
    assert str(by_age.onset) == "age 52 years"
    assert by_word.onset.text == "as a child"
    assert by_year.onset.start.precision == "year"


def test_an_allergy_keeps_reaction_and_severity():
    found = facts(
        "AllergyIntolerance",
        code={"text": "Penicillin"},
        criticality="high",
        category=["medication", "weather"],
        reaction=[{"manifestation": [{"text": "Hives"}], "severity": "severe"}],
        **PATIENT,
    )
    assert isinstance(found, AllergyFacts)
    assert found.reactions[0].severity == "severe"
    assert found.categories == ("medication",)
    assert len(found.notices) == 1
    assert not found.no_known


def test_no_known_allergies_is_a_statement_not_an_allergy():
    found = facts("AllergyIntolerance", code={"coding": [{"code": "716186003"}]}, **PATIENT)
    assert found.no_known


def test_an_allergy_without_substance_is_quarantined():
    assert code_of(facts("AllergyIntolerance", **PATIENT)) == "missing"
    assert code_of(facts("AllergyIntolerance", code="peanuts", **PATIENT)) == "wrong-type"


def test_an_encounter_keeps_class_period_and_hospital_stay():
    found = facts(
        "Encounter",
        status="finished",
        **{"class": {"code": "IMP"}},
        period={"start": "2025-01-02T10:00:00Z", "end": "2025-01-05T10:00:00Z"},
        hospitalization={"dischargeDisposition": {"text": "Nursing home"}},
        **SUBJECT,
    )
    assert isinstance(found, EncounterFacts)
    assert found.encounter_class.code == "IMP"
    assert found.hospitalization.discharge_disposition.label == "Nursing home"
    assert found.period.end.date.exact == date(2025, 1, 5)


@pytest.mark.parametrize(
    ("category", "directive"),
    [("dnr", "dnr-order"), ("93037-0", "polst"), ("acd", "other"), ("INFAO", "")],
)
def test_a_consent_says_which_directive_it_is(category, directive):
    found = facts(
        "Consent", status="active", category=[{"coding": [{"code": category}]}], **PATIENT
    )
    assert found.directive == directive


def test_a_document_keeps_bytes_and_address_and_fetches_nothing():
    found = facts(
        "DocumentReference",
        status="current",
        content=[
            {"attachment": {"contentType": "application/pdf", "data": "JVBERi0="}},
            {"attachment": {"url": "https://elsewhere.example/secret"}},
        ],
        **SUBJECT,
    )
    assert isinstance(found, DocumentFacts)
    assert [file.data for file in found.attachments] == ["JVBERi0=", ""]
    assert found.attachments[1].url == "https://elsewhere.example/secret"


# What has no room yet


def test_a_medication_order_is_kept_with_a_line_to_read():
    found = sample()["MedicationRequest"]
    assert isinstance(found, Verbatim)
    assert (
        str(found.line) == "Medication order: Metformin 500 mg tablet, active since 03-Feb-2025"
    )
    assert found.resident.target == "Patient/margaret"


@pytest.mark.parametrize("kind", ["Observation", "Patient", "Basic", "CarePlan"])
def test_a_modifier_that_is_not_understood_forbids_reading_the_rest_as_fact(kind):
    found = facts(kind, name=[{"family": "X"}], modifierExtension=[{"url": "https://x/not"}])
    assert isinstance(found, Verbatim)
    assert found.why.code == "modifier-extension"
    assert "https://x/not" in str(found.why)


@pytest.mark.parametrize("kind", ["MolecularSequence", "NotEvenFhir", "Bundle", *KEPT])
def test_any_other_type_is_kept_and_never_an_error(kind):
    found = facts(kind, **SUBJECT)
    assert isinstance(found, Verbatim)
    assert found.resident.target == "Patient/1"
    assert str(found.line)


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("R", "restricted"),
        ("PSY", "restricted"),
        ("42CFRPart2", "part2"),
        ("ETH", "part2"),
        ("N", "normal"),
    ],
)
def test_the_security_label_follows_the_resource(code, label):
    found = observed(meta={"security": [{"code": code}], "lastUpdated": "2025-01-01T00:00:00Z"})
    assert found.security_label == label
    assert found.last_updated.precision == "instant"


# References


@pytest.mark.parametrize(
    ("reference", "type_", "target", "number"),
    [
        ("Patient/1", "Patient", "Patient/1", None),
        ("Patient/1/_history/4", "Patient", "Patient/1", None),
        ("urn:uuid:aa", "Patient", "urn:uuid:aa", None),
        (
            "https://ehr.example/fhir/Patient/1",
            "Patient",
            "https://ehr.example/fhir/Patient/1",
            None,
        ),
        ("Patient?identifier=https://ehr.example/mrn|44", "Patient", None, "44"),
        ("Patient?identifier=a%7C44", "Patient", None, "44"),
        ("Group/7", "Group", "Group/7", None),
    ],
)
def test_references_of_every_form_are_understood(reference, type_, target, number):
    found = facts("Condition", code={"text": "x"}, subject={"reference": reference}).resident
    assert found.type == type_
    assert target is None or found.target == target
    assert (found.identifier.value if found.identifier else None) == number


def test_every_reference_that_was_read_is_listed():
    found = facts(
        "Condition",
        code={"text": "x"},
        recorder={"reference": "Practitioner/9"},
        encounter={"identifier": {"system": "visits", "value": "7"}},
        **SUBJECT,
    )
    assert {ref.type for ref in found.references} == {"Patient", "Practitioner", "Encounter"}


def test_keys_name_a_resource_across_files():
    keys = facts(
        "Condition", id="c1", code={"text": "x"}, full_url="urn:uuid:aa", source="ehr"
    ).keys
    assert [str(key) for key in keys] == [
        "Condition|urn:ietf:rfc:3986|urn:uuid:aa",
        "Condition|urn:hearth:source:ehr|c1",
    ]


# Whatever comes


@pytest.mark.parametrize("kind", [*FACTS, *KEPT, "Basic"])
def test_texts_are_made_fit_for_a_database(kind):
    odd = "a\x00b\ud800c"
    found = facts(kind, id=odd, name=[{"family": odd}], status="active", code={"text": odd})
    assert "\\x00" not in repr(found)
    assert "\\ud800" not in repr(found)


def test_text_without_end_is_cut_and_noticed():
    found = facts("Patient", name=[{"family": "x" * 50_000}])
    assert len(found.name.family) == 1_000
    assert "too-long" in {notice.reason.code for notice in found.notices}


def test_mappers_are_called_with_a_plain_dict_and_context():
    found = mapped({"resourceType": "Organization", "name": "Clinic"}, Context(source="ehr"))
    assert found.name == "Clinic"
