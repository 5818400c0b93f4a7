"""Who or what a resource is, across files: identifiers, keys and references.

# Source: https://hl7.org/fhir/R4/references.html, https://hl7.org/fhir/R4/identifier-registry.html
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from hearth.surfaces.interop.datatypes import Concept, Identifier, Key, Period


URI = "urn:ietf:rfc:3986"

# v2-0203 codes by well-known system. Source: https://hl7.org/fhir/R4/identifier-registry.html
TYPE_OF_SYSTEM = {
    "http://hl7.org/fhir/sid/us-ssn": "SS",
    "http://hl7.org/fhir/sid/us-npi": "NPI",
    "http://hl7.org/fhir/sid/us-medicare": "MC",
    "http://hl7.org/fhir/sid/us-mbi": "MC",
    "http://hl7.org/fhir/sid/us-medicaid": "MA",
    "urn:oid:2.16.840.1.113883.4.1": "SS",
    "urn:oid:2.16.840.1.113883.4.6": "NPI",
    "urn:oid:2.16.840.1.113883.4.572": "MC",
    "urn:oid:2.16.840.1.113883.4.927": "MC",
}
# Social security (SS; SB with the older tables), licence, passport, payer and bank numbers.
# Source: http://terminology.hl7.org/CodeSystem/v2-0203
_SENSITIVE = frozenset(
    {"SS", "SB", "DL", "PPN", "MC", "MA", "MB", "SN", "NI", "TAX", "BA", "BC", "BRN", "PEN"}
)
# SB is the social security number of v2-0203's older tables; MRN is often written for MR.
_SAME_TYPE = {"SB": "SS", "MRN": "MR"}
# Resources whose identifiers name them; elsewhere one number may stand on many resources
# (a lab's order number on each of its results), so only their own id counts.
_NAMED_BY_NUMBER = frozenset(
    {
        "Patient",
        "RelatedPerson",
        "Practitioner",
        "PractitionerRole",
        "Organization",
        "Location",
        "Encounter",
        "EpisodeOfCare",
    }
)
_PLACEHOLDERS = frozenset(
    {
        *("0", "00", "ss", "ssn", "na", "none", "null", "nil", "unk", "unknown", "tbd"),
        *("test", "pending", "notapplicable", "notavailable", "refused", "temp"),
    }
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SIGNS = re.compile(r"[\W_]+")
_VERSION = re.compile(r"/_history(/.*)?\Z")
_TYPE = re.compile(r"[A-Z][A-Za-z]{1,63}\Z")


def fit(text: str) -> str:
    """``text`` without the signs no database keeps: NUL and halves of characters."""
    if text.isascii() and "\x00" not in text:
        return text
    return _UNSTORABLE.sub("\ufffd", text)


def fit_json(value: Any) -> Any:
    """A JSON value all of whose texts and names are ``fit``."""
    if isinstance(value, str):
        return fit(value)
    if isinstance(value, dict):
        return {fit(key): fit_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [fit_json(item) for item in value]
    return value


def identifier(
    *,
    system: str,
    value: str,
    concept: Concept | None = None,
    use: str = "",
    assigner: str = "",
    period: Period | None = None,
) -> Identifier:
    """An identifier with its type made out and its sensitivity judged."""
    system = system.rstrip("/")
    kind = TYPE_OF_SYSTEM.get(system) or (concept.code() if concept else "")
    kind = _SAME_TYPE.get(kind, kind)
    return Identifier(
        system=system,
        value=value,
        type=kind,
        type_text=concept.label if concept else "",
        use=use,
        assigner=assigner,
        period=period,
        sensitive=kind in _SENSITIVE,
        placeholder=is_placeholder(value),
    )


def is_placeholder(value: str) -> bool:
    """Whether a number only fills a field: "0", "unknown", 999-99-9999, 000-00-0000."""
    bare = _SIGNS.sub("", value).lower()
    return bare in _PLACEHOLDERS or not bare or (len(set(bare)) == 1 and len(bare) > 3)


def keys(
    kind: str,
    logical_id: str,
    identifiers: tuple[Identifier, ...],
    *,
    source: str,
    full_url: str,
) -> tuple[Key, ...]:
    """What names this resource across files, surest first.

    Its own business numbers where its kind has such, then its address, then its id within
    the sending system. Sensitive numbers and placeholders never decide identity.
    """
    found: list[Key] = []
    if kind in _NAMED_BY_NUMBER:
        found += (
            Key(kind, number.system, number.value) for number in identifiers if _names(number)
        )
    if full_url.startswith("urn:") or "://" in full_url:
        found.append(Key(kind, URI, _VERSION.sub("", full_url)))
    if logical_id:
        found.append(Key(kind, f"urn:hearth:source:{source}", logical_id))
    if not found:
        found += (
            Key(kind, number.system, number.value) for number in identifiers if _names(number)
        )
    return tuple(dict.fromkeys(found))


def _names(number: Identifier) -> bool:
    return bool(
        number.system
        and not number.sensitive
        and not number.placeholder
        and number.use not in ("old", "temp")
    )


def parse_reference(written: str) -> tuple[str, str, Identifier | None]:
    """(type, target without version, identifier of a conditional reference).

    ``Patient/1``, ``urn:uuid:…``, ``https://server/Patient/1/_history/2``, ``#inside`` and
    ``Practitioner?identifier=system|value``.
    """
    target = _VERSION.sub("", written)
    path, question, search = target.partition("?")
    if question:
        kind = path.rpartition("/")[2]
        return (kind if _TYPE.match(kind) else ""), target, _searched(search)
    if target.startswith(("urn:", "#")):
        return "", target, None
    parts = target.split("/")
    kind = parts[-2] if len(parts) > 1 else ""
    return (kind if _TYPE.match(kind) else ""), target, None


def _searched(search: str) -> Identifier | None:
    for part in search.split("&"):
        name, _, value = part.partition("=")
        if name == "identifier":
            system, bar, number = unquote(value).partition("|")
            if not bar:
                system, number = "", system
            return identifier(system=system, value=number) if number else None
    return None


def display_of(resource: Mapping[str, Any]) -> str:
    """A short name of a contained resource, for a reference that has no words itself."""
    name = resource.get("name")
    if isinstance(name, list) and name:
        name = name[0]
    if isinstance(name, dict):
        given = name.get("given")
        parts = (
            [*given, name.get("family")] if isinstance(given, list) else [name.get("family")]
        )
        text = name.get("text") or " ".join(part for part in parts if isinstance(part, str))
        return fit(text[:200]) if isinstance(text, str) else ""
    if isinstance(name, str):
        return fit(name[:200])
    return concept_words(resource.get("code") or resource.get("type"))


def concept_words(value: Any) -> str:
    """The words of a raw CodeableConcept, "" when there are none."""
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, dict):
        return ""
    coding = value.get("coding")
    first = coding[0] if isinstance(coding, list) and coding else {}
    first = first if isinstance(first, dict) else {}
    named = value.get("text") or first.get("display") or first.get("code")
    return fit(named[:200]) if isinstance(named, str) else ""
