"""Reading the elements of a resource safely: whatever the file holds, a typed value or nothing.

What cannot be read is noticed by path and left out. Where leaving it out would change the
meaning of the whole (a status, a code, a value), the resource is ``Unfit`` instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hearth.surfaces.interop.datatypes import (
    Address,
    Annotation,
    Attachment,
    Coding,
    Concept,
    Identifier,
    Moment,
    Name,
    PartialDate,
    Period,
    Quantity,
    Range,
    Ref,
    Telecom,
    When,
)
from hearth.surfaces.interop.fhir import identity
from hearth.surfaces.interop.fhir.dates import lacks_zone, parse_when
from hearth.surfaces.interop.reading import kind_of
from hearth.surfaces.interop.reasons import Notice, Reason, reason


# Source: own limits, in characters. Longer text is cut in the facts, never in the file.
SHORT = 1_000
LONG = 100_000

# PostgreSQL keeps 131,072 digits before the point; a measured value needs far fewer.
# Source: own limit.
_MAX_EXPONENT = 100


class Unfit(Exception):
    """The resource cannot be trusted as a fact; ``reason`` says why and what to do."""

    def __init__(self, why: Reason) -> None:
        super().__init__(why.code)
        self.reason = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Where a resource comes from.

    ``source`` names the sending system; bare ids are unique only within it. ``full_url``
    is the Bundle entry's.
    """

    source: str = ""
    full_url: str = ""


@dataclass(slots=True)
class Gathered:
    """What is collected along the way while one resource is read."""

    context: Context
    contained: Mapping[str, Mapping[str, Any]]
    notices: list[Notice] = field(default_factory=list)
    references: list[Ref] = field(default_factory=list)


class Element:
    """One JSON object of a resource, with its path and what is gathered for the whole."""

    __slots__ = ("gathered", "json", "path")

    def __init__(self, json: Mapping[str, Any], path: str, gathered: Gathered) -> None:
        self.json = json
        self.path = path
        self.gathered = gathered

    @classmethod
    def of(cls, resource: Mapping[str, Any], context: Context) -> "Element":
        """The outermost element of a resource."""
        gathered = Gathered(context, _contained(resource))
        return cls(resource, str(resource.get("resourceType", "")), gathered)

    def notice(self, key: str, why: Reason) -> None:
        """Remember that something here was left out or taken over in part."""
        self.gathered.notices.append(Notice(f"{self.path}.{key}", why))

    def wrong(self, key: str, expected: str, *, essential: bool = False) -> None:
        """``key`` holds something of another kind than FHIR says."""
        found = kind_of(self.json.get(key))
        why = reason("wrong-type", path=f"{self.path}.{key}", expected=expected, found=found)
        if essential:
            raise Unfit(why)
        self.notice(key, why)

    # Primitives

    def text(self, key: str, *, limit: int = SHORT, essential: bool = False) -> str:
        """A text without surrounding space, "" when absent."""
        value = self.json.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.wrong(key, "text", essential=essential)
            return ""
        return self.clean(key, value, limit)

    def clean(self, key: str, value: str, limit: int = SHORT) -> str:
        """``value`` as a database can keep it: no NUL, no half characters, not endless."""
        value = identity.fit(value).strip()
        if len(value) > limit:
            path = f"{self.path}.{key}"
            self.notice(key, reason("too-long", path=path, limit=limit))
            value = value[:limit]
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        value = self.json.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            self.wrong(key, "a list of texts")
            return ()
        if any(item is not None and not isinstance(item, str) for item in value):
            self.wrong(key, "a list of texts")
        kept = (self.clean(key, item) for item in value if isinstance(item, str))
        return tuple(item for item in kept if item)

    def code(self, key: str, permitted: frozenset[str], *, essential: bool = False) -> str:
        """A code of a required value set, "" when absent. Case is forgiven."""
        value = self.text(key, essential=essential)
        if not value or value in permitted:
            return value
        if value.lower() in permitted:
            return value.lower()
        expected = ", ".join(sorted(permitted))
        path = f"{self.path}.{key}"
        why = reason("unknown-code", path=path, found=value, expected=expected)
        if essential:
            raise Unfit(why)
        self.notice(key, why)
        return ""

    def boolean(self, key: str) -> bool | None:
        """true, false, or None when absent."""
        value = self.json.get(key)
        if value is None or isinstance(value, bool):
            return value
        if value in ("true", "false"):
            return bool(value == "true")
        self.wrong(key, "true or false")
        return None

    def integer(self, key: str) -> int | None:
        """A whole number of at most nine digits."""
        value = self.json.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 2**31 - 1:
            self.wrong(key, "a whole number")
            return None
        return value

    def decimal(self, key: str, *, essential: bool = False) -> Decimal | None:
        """A number with the precision that was written. A number in quotes counts too."""
        value = self.json.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
            self.wrong(key, "a number", essential=essential)
            return None
        number = _number(value)
        if number is None:
            path = f"{self.path}.{key}"
            why = reason("bad-number", path=path, found=str(value)[:80])
            if essential:
                raise Unfit(why)
            self.notice(key, why)
        return number

    def date(self, key: str) -> PartialDate | None:
        """A date; of a dateTime its day."""
        when = self.when(key)
        return when.date if when else None

    def when(self, key: str) -> When | None:
        """A date, dateTime or instant."""
        written = self.text(key)
        if not written:
            return None
        when = parse_when(written)
        path = f"{self.path}.{key}"
        if when is None:
            self.notice(key, reason("bad-date", path=path, found=written))
        elif when.instant is None and lacks_zone(written):
            self.notice(key, reason("no-zone", path=path, found=written))
        return when

    # Objects

    def one(self, key: str, *, essential: bool = False) -> "Element | None":
        """The object at ``key``; the only one of a list is accepted too."""
        value = self.json.get(key)
        if value is None:
            return None
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if not isinstance(value, dict):
            self.wrong(key, "an object", essential=essential)
            return None
        return Element(value, f"{self.path}.{key}", self.gathered)

    def all(self, key: str, *, essential: bool = False) -> "list[Element]":
        """The objects of the list at ``key``; a single object counts as a list of one."""
        value = self.json.get(key)
        if value is None:
            return []
        if isinstance(value, dict):
            value = [value]
        if not isinstance(value, list):
            self.wrong(key, "a list of objects", essential=essential)
            return []
        found = [
            Element(item, f"{self.path}.{key}", self.gathered)
            for item in value
            if isinstance(item, dict)
        ]
        if len(found) < len(value):
            self.wrong(key, "a list of objects", essential=essential)
        return found

    def extension(self, url: str) -> "Element | None":
        """The extension with ``url``."""
        return next(
            (item for item in self.all("extension") if item.json.get("url") == url), None
        )

    # Datatypes

    def coding(self, key: str) -> Coding | None:
        """A single Coding."""
        found = self.one(key)
        return found.as_coding() if found else None

    def as_coding(self) -> Coding:
        """This element, a Coding."""
        return Coding(
            self.text("system"),
            self.text("code"),
            self.text("display"),
            self.text("version"),
            self.json.get("userSelected") is True,
        )

    def concept(self, key: str, *, essential: bool = False) -> Concept | None:
        """A CodeableConcept, None when absent or without any meaning."""
        value = self.json.get(key)
        if isinstance(value, str) and not essential and value.strip():
            self.wrong(key, "an object")
            return Concept((), self.clean(key, value))
        found = self.one(key, essential=essential)
        return found.as_concept() if found else None

    def concepts(self, key: str) -> tuple[Concept, ...]:
        """A list of CodeableConcepts."""
        found = (item.as_concept() for item in self.all(key))
        return tuple(item for item in found if item)

    def as_concept(self) -> Concept | None:
        """This element, a CodeableConcept (a bare Coding is forgiven)."""
        codings = tuple(item.as_coding() for item in self.all("coding"))
        if not codings and "code" in self.json:
            codings = (self.as_coding(),)
        text = self.text("text", limit=LONG)
        codings = tuple(item for item in codings if item.code or item.display)
        return Concept(codings, text) if codings or text else None

    def quantity(self, key: str, *, essential: bool = False) -> Quantity | None:
        """A Quantity (also Age, Duration, Money's value and unit)."""
        found = self.one(key, essential=essential)
        return found.as_quantity(essential=essential) if found else None

    def as_quantity(self, *, essential: bool = False) -> Quantity | None:
        """This element, a Quantity."""
        comparators = frozenset({"<", "<=", ">=", ">"})
        quantity = Quantity(
            self.decimal("value", essential=essential),
            self.text("unit"),
            self.text("system"),
            self.text("code"),
            self.code("comparator", comparators, essential=essential),
        )
        return quantity if quantity != Quantity() else None

    def range(self, key: str) -> Range | None:
        """A Range."""
        found = self.one(key)
        return Range(found.quantity("low"), found.quantity("high")) if found else None

    def period(self, key: str) -> Period | None:
        """A Period, None when it names neither end."""
        found = self.one(key)
        if found is None:
            return None
        period = Period(found.when("start"), found.when("end"))
        return period if period.start or period.end else None

    def moment(self, name: str) -> Moment | None:
        """A choice of dateTime, instant, Period, Age, Range or string, such as onset[x]."""
        json = self.json
        for suffix in ("DateTime", "Instant", "Date"):
            if f"{name}{suffix}" in json:
                when = self.when(f"{name}{suffix}")
                return Moment(when=when) if when else None
        if f"{name}Period" in json:
            period = self.period(f"{name}Period")
            return Moment(period=period) if period else None
        if f"{name}Age" in json:
            return Moment(age=self.quantity(f"{name}Age"))
        if f"{name}Range" in json:
            return Moment(range=self.range(f"{name}Range"))
        text = self.text(f"{name}String")
        return Moment(text=text) if text else None

    def ref(self, key: str, type: str = "") -> Ref | None:  # noqa: A002 - FHIR's own word
        """A Reference; ``type`` is what it must point to when it does not say so itself."""
        value = self.json.get(key)
        if isinstance(value, str):  # seen in hand-made files: the reference without its object
            value = {"reference": value}
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(key, "a reference")
            return None
        return Element(value, f"{self.path}.{key}", self.gathered).as_ref(type)

    def refs(self, key: str, type: str = "") -> tuple[Ref, ...]:  # noqa: A002
        """A list of References."""
        found = (item.as_ref(type) for item in self.all(key))
        return tuple(item for item in found if item)

    def as_ref(self, type: str = "") -> Ref | None:  # noqa: A002
        """This element, a Reference."""
        named = self.text("type").rpartition("/")[2]
        kind, target, conditional = identity.parse_reference(self.text("reference"))
        logical = self.one("identifier")
        identifier = conditional or (logical.as_identifier() if logical else None)
        display = self.text("display")
        if target.startswith("#"):
            inside = self.gathered.contained.get(target[1:], {})
            kind = _name(inside.get("resourceType"))
            display = display or identity.display_of(inside)
        if not (target or identifier or display):
            return None
        ref = Ref(kind or named or type, target, identifier, display)
        self.gathered.references.append(ref)
        return ref

    def identifiers(self, key: str = "identifier") -> tuple[Identifier, ...]:
        """The identifiers that have a value."""
        found = (item.as_identifier() for item in self.all(key))
        return tuple(item for item in found if item)

    def as_identifier(self) -> Identifier | None:
        """This element, an Identifier; None without a value."""
        value = self.text("value")
        if not value:
            return None
        kind = self.one("type")
        concept = kind.as_concept() if kind else None
        assigner = self.one("assigner")
        return identity.identifier(
            system=self.text("system"),
            value=value,
            concept=concept,
            use=self.text("use"),
            assigner=assigner.text("display") if assigner else "",
            period=self.period("period"),
        )

    def names(self, key: str = "name") -> tuple[Name, ...]:
        """HumanNames that name somebody; a text alone is divided at its last space."""
        found = (item.as_name() for item in self.all(key, essential=True))
        return tuple(item for item in found if item)

    def as_name(self) -> Name | None:
        """This element, a HumanName."""
        family, given, text = self.text("family"), self.texts("given"), self.text("text")
        if not (family or given or text):
            return None
        if not family and not given:
            family, given = divided(text)
        return Name(
            self.text("use"),
            family,
            given,
            self.texts("prefix"),
            self.texts("suffix"),
            text,
            self.period("period"),
        )

    def telecoms(self, key: str = "telecom") -> tuple[Telecom, ...]:
        """ContactPoints with a value."""
        found = (
            Telecom(
                item.text("system"),
                item.text("value"),
                item.text("use"),
                item.integer("rank"),
                item.period("period"),
            )
            for item in self.all(key)
        )
        return tuple(item for item in found if item.value)

    def addresses(self, key: str = "address") -> tuple[Address, ...]:
        """Postal addresses that say something."""
        found = (
            Address(
                item.text("use"),
                item.text("type"),
                item.texts("line"),
                item.text("city"),
                item.text("district"),
                item.text("state"),
                item.text("postalCode"),
                item.text("country"),
                item.text("text"),
                item.period("period"),
            )
            for item in self.all(key)
        )
        return tuple(item for item in found if item != Address(use=item.use, type=item.type))

    def attachments(self, key: str) -> tuple[Attachment, ...]:
        """Attachments with bytes or an address."""
        found = (item.as_attachment() for item in self.all(key))
        return tuple(item for item in found if item)

    def as_attachment(self) -> Attachment | None:
        """This element, an Attachment. The base64 text is not opened here."""
        data, url = self.json.get("data"), self.text("url", limit=LONG)
        if data is not None and not isinstance(data, str):
            self.wrong("data", "text")
            data = None
        title = self.text("title")
        if not (data or url or title):
            return None
        return Attachment(
            self.text("contentType"),
            identity.fit(data or ""),
            url,
            title,
            self.integer("size"),
            self.text("hash"),
            self.text("language"),
            self.when("creation"),
        )

    def notes(self, key: str = "note") -> tuple[Annotation, ...]:
        """Annotations with text."""
        found = []
        for item in self.all(key):
            author = item.ref("authorReference")
            said_by = item.text("authorString") or (str(author) if author else "")
            text = item.text("text", limit=LONG)
            if text:
                found.append(Annotation(text, said_by, item.when("time")))
        return tuple(found)

    # What every resource carries

    def common(self) -> dict[str, Any]:
        """The arguments of ``Mapped`` that every resource fills alike. Ask for it last."""
        gathered = self.gathered
        kind, logical_id = self.path, self.text("id")
        identifiers = self.identifiers()
        meta = self.one("meta")
        context = gathered.context
        return {
            "type": kind,
            "id": logical_id,
            "identifiers": identifiers,
            "keys": identity.keys(
                kind, logical_id, identifiers, source=context.source, full_url=context.full_url
            ),
            "security_label": security_label(meta) if meta else "normal",
            "last_updated": meta.when("lastUpdated") if meta else None,
            "version": meta.text("versionId") if meta else "",
            "references": tuple(gathered.references),
            "notices": tuple(gathered.notices),
        }


# Confidentiality R and V, and the sensitivity codes of v3-ActCode that the law or custom
# protects. Source: http://terminology.hl7.org/CodeSystem/v3-ActCode (InformationSensitivityPolicy)
_PART2 = frozenset({"42CFRPart2", "ETH", "ETHUD", "OPIOIDUD", "SUD"})
_RESTRICTED = frozenset(
    {"R", "V", "PSY", "BH", "MH", "PSYTHPN", "HIV", "STD", "SDV", "SEX", "TBOO", "COGN", "DVD"}
)


def security_label(meta: Element) -> str:
    """normal, restricted or part2, from ``meta.security``; the stricter wins."""
    codes = {item.text("code") for item in meta.all("security")}
    if codes & _PART2:
        return "part2"
    return "restricted" if codes & _RESTRICTED else "normal"


def divided(text: str) -> tuple[str, tuple[str, ...]]:
    """Family and given names out of one text: "Family, Given" or "Given Family"."""
    if "," in text:
        family, _, given = text.partition(",")
        return family.strip(), tuple(given.split())
    *given_names, family = text.split() or [""]
    return family, tuple(given_names)


def _number(value: int | Decimal | str) -> Decimal | None:
    try:
        number = Decimal(value)
    except ArithmeticError:
        return None
    if not number.is_finite():
        return None
    exponent = number.as_tuple().exponent
    small = isinstance(exponent, int) and abs(exponent) <= _MAX_EXPONENT
    return number if small and number.adjusted() <= _MAX_EXPONENT else None


def _name(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _contained(resource: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    value = resource.get("contained")
    if not isinstance(value, list):
        return {}
    return {
        item["id"]: item
        for item in value
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    }
