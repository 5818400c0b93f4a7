"""A file becomes entries: exactly those it holds, whatever is wrong inside it."""

import gzip
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from hearth.surfaces.interop.reading import UNREADABLE, entries, resource_text, write_json
from hearth.surfaces.interop.window import MAX_DEPTH


SAMPLES = Path(__file__).parent / "samples"


def read(text, name="file.json"):
    data = text if isinstance(text, bytes) else text.encode()
    reading = entries(io.BytesIO(data), name)
    return list(reading), reading


def bundle(*resources):
    return {"resourceType": "Bundle", "entry": [{"resource": item} for item in resources]}


def patients(count):
    return [{"resourceType": "Patient", "id": f"p{n}"} for n in range(count)]


def test_a_bundle_gives_its_entries_with_line_place_and_request():
    found = list(entries(SAMPLES / "one_resident.json"))
    assert [entry.type for entry in found] == [
        *("Observation", "Patient", "Practitioner", "MedicationRequest"),
    ]
    patient = found[1]
    assert (patient.index, patient.line) == (1, 20)
    assert (patient.method, patient.url) == ("PUT", "Patient/margaret")
    assert patient.full_url == "urn:uuid:0b8c9c0a-0000-4000-8000-000000000001"
    assert found[2].if_none_exist.startswith("identifier=")
    raw = (SAMPLES / "one_resident.json").read_bytes()
    for entry in found:
        assert raw[entry.offset : entry.offset + len(entry.text)].decode() == entry.text


def test_what_surrounds_the_entries_is_kept():
    reading = entries(SAMPLES / "one_resident.json")
    list(reading)
    assert reading.form == "bundle"
    assert reading.envelope["timestamp"] == "2025-11-20T08:00:00Z"


def test_numbers_keep_the_precision_they_were_written_with():
    found = next(iter(entries(SAMPLES / "one_resident.json")))
    value = found.resource["valueQuantity"]["value"]
    assert value == Decimal("61.50")
    assert str(value) == "61.50"
    assert "61.50" in write_json(found.resource)
    assert "61.50" in resource_text(found)


def test_the_resource_can_be_had_exactly_as_written():
    for entry in entries(SAMPLES / "one_resident.json"):
        text = resource_text(entry)
        assert text in entry.text
        assert json.loads(text)["resourceType"] == entry.type


@pytest.mark.parametrize(
    "kind", ["collection", "transaction", "batch", "searchset", "document"]
)
def test_every_type_of_bundle_is_read(kind):
    found, reading = read(json.dumps({**bundle(*patients(3)), "type": kind}))
    assert [entry.type for entry in found] == ["Patient"] * 3
    assert reading.envelope["type"] == kind


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: gzip.compress(text.encode()),
        lambda text: gzip.compress(b"\xef\xbb\xbf" + text.encode()),
    ],
)
def test_mark_encoding_and_compression_make_no_difference(encode):
    text = json.dumps(bundle({"resourceType": "Patient", "name": "Zoë 🙂"}), ensure_ascii=False)
    found, _ = read(encode(text))
    assert found[0].resource["name"] == "Zoë 🙂"


def test_resource_type_may_stand_after_the_entries():
    found, reading = read(
        '{"entry": [{"resource": {"resourceType": "Patient"}}], "resourceType": "Bundle"}'
    )
    assert [entry.type for entry in found] == ["Patient"]
    assert reading.form == "bundle"


def test_a_list_resource_is_not_taken_for_a_bundle():
    found, _ = read('{"entry": [{"item": {"reference": "Patient/1"}}], "resourceType": "List"}')
    assert [entry.type for entry in found] == ["List"]


def test_a_single_resource_and_a_list_of_resources_are_read():
    assert [e.type for e in read('{"resourceType": "Patient"}')[0]] == ["Patient"]
    assert [e.type for e in read(json.dumps(patients(2)))[0]] == ["Patient"] * 2


def test_an_empty_bundle_is_no_failure():
    found, reading = read('{"resourceType": "Bundle", "type": "collection"}')
    assert found == []
    assert not reading.read_nothing


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [("ntry", "[{}]", "unknown-part"), ("entry", "{}", "not-a-list")],
)
def test_what_was_meant_as_the_entries_is_set_aside_and_not_passed_over(name, value, code):
    patient = '{"resource": {"resourceType": "Patient", "id": "p"}}'
    whole = value.replace("{}", patient)
    text = f'{{"resourceType": "Bundle", "type": "collection", "{name}": {whole}}}'
    [found] = entries(io.BytesIO(text.encode()), "x.json")
    assert found.unreadable.code == code
    assert patient in found.text


def test_ndjson_quarantines_the_broken_lines_and_reads_the_rest():
    found = list(entries(SAMPLES / "mixed.ndjson"))
    assert [(entry.line, entry.type) for entry in found] == [
        (1, "Patient"),
        (2, UNREADABLE),
        (3, "Condition"),
        (5, UNREADABLE),
        (6, "AllergyIntolerance"),
    ]
    assert found[1].unreadable.code == "cut-off"
    assert found[1].text.endswith('"Hip fracture"')
    assert found[3].unreadable.code == "not-an-object"


def test_ndjson_is_known_by_its_form_when_the_name_does_not_tell():
    text = (SAMPLES / "mixed.ndjson").read_bytes()
    assert [e.line for e in read(text, "export.txt")[0]] == [1, 2, 3, 5, 6]


def test_a_bundle_cut_off_in_the_middle_gives_what_was_read_and_one_entry_more():
    whole = json.dumps(bundle(*patients(5)), indent=1)
    cut = whole[: whole.index('"p3"') + 2]
    found, _ = read(cut)
    assert [entry.type for entry in found] == ["Patient"] * 3 + [UNREADABLE]
    assert found[-1].unreadable.code == "cut-off"
    assert '"p' in found[-1].text


def test_a_bundle_that_lacks_only_its_end_says_so():
    whole = json.dumps(bundle(*patients(2)))
    found, _ = read(whole[:-2])
    assert [entry.type for entry in found] == ["Patient", "Patient", UNREADABLE]
    assert found[-1].unreadable.code == "cut-off"


def test_a_gzip_cut_off_in_the_middle_gives_what_was_read():
    text = json.dumps(
        bundle(*({"resourceType": "Patient", "id": f"{n**9}"} for n in range(8_000)))
    )
    data = gzip.compress(text.encode())
    found, _ = read(data[: len(data) * 3 // 4])
    assert len(found) > 1_000
    assert [e.unreadable.code for e in found if e.unreadable] == ["file-damaged"]


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ('{"resource": {"resourceType": "Patient", "id": "x" "gender": "male"}}', "malformed"),
        ('{"resource": {"resourceType": "Patient", "id": "x}}', "malformed"),
        ('{"resource": {"resourceType": "Patient", "id": "x", "id": "y"}}', "duplicate-key"),
        ('{"resource": {"resourceType": "Patient", "x": NaN}}', "not-a-number"),
        ('{"resource": {"resourceType": "Patient", "x": -Infinity}}', "not-a-number"),
        (
            '{"resource": {"resourceType": "Patient", "x": ' + "9" * 5_000 + "}}",
            "number-too-long",
        ),
        (
            '{"resource": {"resourceType": "Patient", "x": '
            + "[" * 50_000
            + "]" * 50_000
            + "}}",
            "nested-too-deep",
        ),
        (
            '{"resource": {"resourceType": "Patient", "x": ' + "[" * 150 + "]" * 150 + "}}",
            "nested-too-deep",
        ),
        ('{"resource": "Patient"}', "not-an-object"),
        ('{"resource": {"id": "x"}}', "no-resource-type"),
        ('{"resource": {"resourceType": 7}}', "wrong-type"),
        ('{"resource": {"resourceType": "../etc"}}', "unknown-code"),
        ('{"fullUrl": "urn:uuid:1"}', "no-resource"),
        ('{"request": {"method": "DELETE", "url": "Patient/1"}}', "asks-to-delete"),
        ("7", "not-an-object"),
        ("null", "not-an-object"),
    ],
)
def test_one_bad_entry_does_not_stop_the_others(broken, code):
    good = '{"fullUrl": "urn:uuid:1", "resource": {"resourceType": "Patient"}}'
    text = f'{{"resourceType": "Bundle", "entry": [{good},\n{broken},\n{good}, {good}]}}'
    found, _ = read(text)
    assert [entry.type for entry in found] == ["Patient", UNREADABLE, "Patient", "Patient"]
    bad = found[1]
    assert (bad.unreadable.code, bad.line) == (code, 2)
    assert bad.text[:2] == broken[:2]
    assert str(bad.unreadable)


def test_bytes_that_are_not_text_spoil_only_their_own_entry():
    good = b'{"resource": {"resourceType": "Patient"}}'
    bad = b'{"resource": {"resourceType": "Patient", "name": "M\xfcller"}}'
    found, _ = read(
        b'{"resourceType": "Bundle", "entry": [' + good + b"," + bad + b"," + good + b"]}"
    )
    assert [entry.type for entry in found] == ["Patient", UNREADABLE, "Patient"]
    assert found[1].unreadable.code == "not-utf8"
    assert "Müller" in found[1].text


def test_a_value_split_between_two_pieces_of_the_file_is_read_whole(monkeypatch):
    monkeypatch.setattr("hearth.surfaces.interop.window.PIECE", 7)
    monkeypatch.setattr("hearth.surfaces.interop.source.PIECE", 7)
    for sample in ("one_resident.json", "mixed.ndjson"):
        data = (SAMPLES / sample).read_bytes()
        expected = [(e.type, e.line, e.offset, e.text) for e in entries(SAMPLES / sample)]

        class Trickle(io.BytesIO):
            def read(self, size=-1):
                return super().read(min(size, 5) if size > 0 else 5)

        found = [(e.type, e.line, e.offset, e.text) for e in entries(Trickle(data), sample)]
        assert found == expected


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"  \n ", "file-empty"),
        (b"<Bundle xmlns='http://hl7.org/fhir'/>", "file-xml"),
        (b"%PDF-1.7 \x00\x01", "file-not-json"),
        (b"PK\x03\x04 zip", "file-not-json"),
        (b"\x1f\x8b\x08", "file-damaged"),
    ],
)
def test_a_file_that_is_something_else_says_what_to_do(data, code):
    found, reading = read(data)
    assert [entry.unreadable.code for entry in found] == [code]
    assert reading.read_nothing


def test_absurd_nesting_without_end_is_one_entry():
    found, _ = read("[" * 200_000)
    assert {entry.type for entry in found} == {UNREADABLE}
    assert len(found) < 3
    assert MAX_DEPTH < 1_000


def test_an_entry_larger_than_the_limit_is_set_aside_and_the_rest_goes_on(monkeypatch):
    for module in ("reading", "window"):
        monkeypatch.setattr(f"hearth.surfaces.interop.{module}.MAX_ENTRY", 5_000)
        monkeypatch.setattr(f"hearth.surfaces.interop.{module}.MAX_KEPT", 1_000)
    monkeypatch.setattr("hearth.surfaces.interop.window.PIECE", 1_000)
    large = {"resourceType": "Binary", "data": "A" * 50_000}
    found, _ = read(json.dumps(bundle(*patients(1), large, *patients(1))))
    assert [entry.type for entry in found] == ["Patient", UNREADABLE, "Patient"]
    assert found[1].unreadable.code == "entry-too-large"
    assert found[1].shortened
    assert len(found[1].text) == 1_000


def test_a_missing_file_is_an_os_error_at_once():
    with pytest.raises(FileNotFoundError):
        entries(SAMPLES / "nowhere.json")
