"""Whatever a file holds: entries or reasons, never an exception, never a lost entry."""

import gzip
import io
import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearth.surfaces.interop.fhir.mapping import FACTS, KEPT, read
from hearth.surfaces.interop.mapped import Mapped
from hearth.surfaces.interop.plan import in_order, survey
from hearth.surfaces.interop.reading import Entry, entries, resource_text, write_json
from hearth.surfaces.interop.reasons import Reason


SAMPLES = Path(__file__).parent / "samples"
BUNDLE = (SAMPLES / "one_resident.json").read_bytes()
LINES = (SAMPLES / "mixed.ndjson").read_bytes()

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
)
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
ELEMENTS = st.sampled_from(
    [
        *("id", "meta", "text", "contained", "extension", "identifier", "name", "telecom"),
        *("gender", "birthDate", "address", "contact", "communication", "photo", "link"),
        *("status", "code", "category", "subject", "patient", "effectiveDateTime", "period"),
        *("valueQuantity", "valueCodeableConcept", "valueInteger", "component", "note"),
        *("clinicalStatus", "verificationStatus", "reaction", "onsetAge", "onsetString"),
        *("vaccineCode", "occurrenceDateTime", "class", "location", "hospitalization"),
        *("payor", "subscriberId", "provision", "scope", "content", "context", "date"),
        *("medicationReference", "dosageInstruction", "questionnaire", "item", "title"),
        *("partOf", "generalPractitioner", "performer", "referenceRange", "qualification"),
    ]
)
# A value of a plausible shape reaches further into the mappers than noise does.
SHAPES = st.one_of(
    JSON,
    st.fixed_dictionaries(
        {},
        optional={
            "coding": JSON,
            "text": JSON,
            "reference": JSON,
            "value": JSON,
            "family": JSON,
            "given": JSON,
            "start": JSON,
            "extension": JSON,
            "url": JSON,
            "system": JSON,
            "attachment": JSON,
            "type": JSON,
            "code": JSON,
            "identifier": JSON,
        },
    ),
)
RESOURCES = st.builds(
    lambda kind, elements: {**elements, "resourceType": kind},
    st.sampled_from([*FACTS, *KEPT, "Basic", "Claim"]),
    st.dictionaries(ELEMENTS, st.lists(SHAPES, max_size=2) | SHAPES, max_size=8),
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(RESOURCES)
def test_any_resource_maps_or_says_why_not(resource):
    found = read(Entry(file="", index=0, line=1, offset=0, text="", resource=resource))
    assert isinstance(found, Mapped | Reason)
    if isinstance(found, Reason):
        assert found.code != "mapping-failed", found
        assert str(found)
    else:
        assert str(found.line)
        assert all(str(notice.reason) for notice in found.notices)
        repr(found).encode()


@QUICK
@given(st.sampled_from([BUNDLE, LINES]), st.data())
def test_any_byte_may_be_damaged(whole, data):
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    found = list(entries(io.BytesIO(bytes(damaged)), "x.json"))
    assert found
    assert [entry.index for entry in found] == list(range(len(found)))
    for entry in found:
        read(entry)
        assert (entry.resource is None) != (entry.unreadable is None)
        if entry.resource is not None:
            assert json.loads(resource_text(entry))["resourceType"] == entry.type


@QUICK
@given(st.integers(0, len(BUNDLE)), st.booleans())
def test_a_file_may_end_anywhere(size, packed):
    data = gzip.compress(BUNDLE)[:size] if packed else BUNDLE[:size]
    found = list(entries(io.BytesIO(data)))
    readable = [entry for entry in found if entry.resource is not None]
    assert len(found) - len(readable) <= 1
    assert len(readable) <= 4
    if not packed and size < len(BUNDLE) - 3:
        assert len(found) == len(readable) + 1


@QUICK
@given(st.binary(max_size=200))
def test_any_bytes_are_survived(data):
    def opened():
        return [entries(io.BytesIO(data))]

    made = survey(opened)
    counted = sum(sum(counter.values()) for counter in made.counts.values())
    assert counted == made.entries == len(list(in_order(opened, made)))


@QUICK
@given(
    st.dictionaries(st.text(max_size=4).filter(lambda t: t < "\ud800" or t > "\udfff"), JSON)
)
def test_writing_json_loses_nothing(value):
    text = write_json({**value, "resourceType": "Basic"})
    (entry,) = entries(io.BytesIO(text.encode("utf-8", "surrogatepass")))
    if entry.resource is not None:
        assert write_json(entry.resource) == text
