"""The dry run's numbers add up, and the import meets everything in a workable order."""

import io
import json
from pathlib import Path

import pytest

from hearth.surfaces.interop.datatypes import Key
from hearth.surfaces.interop.plan import Fate, in_order, rank, survey
from hearth.surfaces.interop.reading import UNREADABLE, entries


SAMPLES = Path(__file__).parent / "samples"


def files(*contents):
    """Opens the given texts or sample names afresh each time it is called."""

    def opened():
        for number, content in enumerate(contents):
            if isinstance(content, Path):
                yield entries(content)
            else:
                text = content if isinstance(content, str) else json.dumps(content)
                yield entries(io.BytesIO(text.encode()), f"{number}.json")

    return opened


def bundle(*resources):
    return {"resourceType": "Bundle", "entry": [{"resource": item} for item in resources]}


def patient(number="p1", **more):
    return {
        "resourceType": "Patient",
        "id": number,
        "name": [{"family": "X", "given": ["A"]}],
        **more,
    }


def condition(number="c1", subject="Patient/p1"):
    return {
        "resourceType": "Condition",
        "id": number,
        "code": {"text": "Asthma"},
        "subject": {"reference": subject},
    }


def fates(made):
    return {
        kind: {f: n for f, n in counter.items() if n} for kind, counter in made.counts.items()
    }


def test_the_answer_has_exactly_the_promised_form_and_adds_up():
    made = survey(files(SAMPLES / "mixed.ndjson"))
    assert made.as_json() == {
        "entries": 5,
        "resources": {
            UNREADABLE: {"create": 0, "update": 0, "verbatim": 0, "quarantine": 2},
            "AllergyIntolerance": {"create": 1, "update": 0, "verbatim": 0, "quarantine": 0},
            "Condition": {"create": 1, "update": 0, "verbatim": 0, "quarantine": 0},
            "Patient": {"create": 1, "update": 0, "verbatim": 0, "quarantine": 0},
        },
    }
    assert [(item.line, item.why.code) for item in made.quarantined] == [
        *((2, "cut-off"), (5, "not-an-object")),
    ]


def test_what_the_record_knows_is_an_update():
    known = {Key("Patient", "urn:hearth:source:ehr", "p1")}
    made = survey(files(bundle(patient(), condition())), known=known.__contains__, source="ehr")
    assert fates(made) == {"Patient": {Fate.UPDATE: 1}, "Condition": {Fate.CREATE: 1}}


def test_the_same_thing_twice_in_the_files_is_created_once():
    made = survey(files(bundle(patient(), condition()), bundle(patient(), condition())))
    assert fates(made)["Patient"] == {Fate.CREATE: 1, Fate.UPDATE: 1}
    assert fates(made)["Condition"] == {Fate.CREATE: 1, Fate.UPDATE: 1}


def test_a_subject_may_stand_behind_or_in_another_file():
    made = survey(files(bundle(condition()), bundle(patient())))
    assert fates(made)["Condition"] == {Fate.CREATE: 1}


def test_a_subject_the_record_knows_need_not_be_in_the_file():
    known = {Key("Patient", "urn:hearth:source:", "p1")}
    made = survey(files(condition()), known=known.__contains__)
    assert fates(made) == {"Condition": {Fate.CREATE: 1}}


@pytest.mark.parametrize(
    ("resource", "code"),
    [
        (condition(), "subject-unknown"),
        ({"resourceType": "Condition", "code": {"text": "x"}}, "subject-missing"),
        (condition(subject="Group/1"), "subject-not-a-resident"),
        ({"resourceType": "Goal"}, "no-room"),
    ],
)
def test_what_cannot_be_a_fact_yet_is_kept_and_says_why(resource, code):
    opened = files(resource)
    made = survey(opened)
    (planned,) = in_order(opened, made)
    assert (planned.fate, planned.why.code) == (Fate.VERBATIM, code)
    assert planned.mapped is not None
    assert not made.read_nothing


def test_two_persons_under_one_number_are_never_mixed():
    one = bundle(patient(birthDate="1938-04-17"), condition())
    two = bundle(
        patient(birthDate="1941-01-01", name=[{"family": "Y", "given": ["B"]}]), condition("c2")
    )
    opened = files(one, two)
    made = survey(opened)
    assert fates(made)["Patient"] == {Fate.QUARANTINE: 2}
    assert fates(made)["Condition"] == {Fate.VERBATIM: 2}
    reasons = {planned.why.code for planned in in_order(opened, made)}
    assert reasons == {"another-person", "subject-ambiguous"}


def test_everything_comes_once_and_after_what_it_refers_to():
    opened = files(SAMPLES / "one_resident.json", SAMPLES / "mixed.ndjson")
    made = survey(opened)
    planned = list(in_order(opened, made))
    assert sorted(item.position for item in planned) == list(range(made.entries))
    ranks = [rank(item.entry.type) for item in planned]
    assert ranks == sorted(ranks)
    weight = next(item for item in planned if item.entry.type == "Observation")
    position = made.find(weight.mapped.resident, weight.entry)
    assert next(i for i in planned if i.position == position).mapped.name.family == "Okafor"


def test_large_files_are_read_wave_by_wave_with_the_same_result(monkeypatch):
    opened = files(SAMPLES / "one_resident.json", SAMPLES / "mixed.ndjson")
    made = survey(opened)
    at_once = [(item.position, item.fate) for item in in_order(opened, made)]
    monkeypatch.setattr("hearth.surfaces.interop.plan._HELD", 10)
    assert [(item.position, item.fate) for item in in_order(opened, made)] == at_once


def test_a_conditional_reference_finds_its_target_by_number():
    opened = files(SAMPLES / "one_resident.json")
    made = survey(opened)
    resident = next(p for p in in_order(opened, made) if p.entry.type == "Patient")
    (doctor,) = resident.mapped.general_practitioners
    assert made.find(doctor, resident.entry) == 2


@pytest.mark.parametrize(
    ("full_url", "reference"),
    [
        ("https://ehr.example/fhir/Patient/p9", "Patient/p9"),
        ("https://ehr.example/fhir/Patient/p9", "https://ehr.example/fhir/Patient/p9"),
        ("urn:uuid:aa", "urn:uuid:aa"),
        ("", "https://ehr.example/fhir/Patient/p9"),
    ],
)
def test_a_reference_is_found_in_whichever_form(full_url, reference):
    content = {
        "resourceType": "Bundle",
        "entry": [
            {
                "fullUrl": "https://ehr.example/fhir/Condition/c1",
                "resource": condition(subject=reference),
            },
            {"fullUrl": full_url, "resource": patient("p9")},
        ],
    }
    assert fates(survey(files(content)))["Condition"] == {Fate.CREATE: 1}


@pytest.mark.parametrize("content", ["", "no json", '{"a": 1}', '{"resourceType": "Patient"}'])
def test_only_when_nothing_could_be_read_the_import_fails(content):
    assert survey(files(content)).read_nothing
    assert not survey(files(content, bundle(patient()))).read_nothing
    assert not survey(files('{"resourceType": "Bundle"}')).read_nothing


def test_fewer_rooms_keep_more_verbatim():
    made = survey(files(SAMPLES / "one_resident.json"), rooms=frozenset({"Patient"}))
    assert fates(made)["Observation"] == {Fate.VERBATIM: 1}
    assert fates(made)["Patient"] == {Fate.CREATE: 1}
