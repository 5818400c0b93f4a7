"""The parts facts are made of, with FHIR's words: names, codes, dates, quantities.

All are immutable and already checked. Texts hold nothing a database refuses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Key(NamedTuple):
    """What names one thing across files: a resource type and an identifier of it."""

    type: str
    system: str
    value: str

    def __str__(self) -> str:
        return f"{self.type}|{self.system}|{self.value}"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as exact as it was written: a year, a month, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> str:
        """ "year", "month" or "day"."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def exact(self) -> date | None:
        """The calendar day, None when only a month or year is known."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def first(self) -> date:
        """The first day it can mean, for sorting."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def iso(self) -> str:
        """As FHIR writes it: 1941, 1941-03 or 1941-03-07."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def __str__(self) -> str:
        if self.month is None:
            return str(self.year)
        named = f"{_MONTHS[self.month - 1]}-{self.year}"
        return named if self.day is None else f"{self.day:02d}-{named}"


@dataclass(frozen=True, slots=True)
class When:
    """A FHIR dateTime or instant. ``instant`` is aware UTC, None when only a date is known.

    ``date`` is the calendar date *as written*, in the writer's zone.
    """

    date: PartialDate
    instant: datetime | None = None

    @property
    def precision(self) -> str:
        """ "year", "month", "day" or "instant"."""
        return self.date.precision if self.instant is None else "instant"

    def at(self, zone: ZoneInfo) -> datetime:
        """An aware UTC instant to sort and store by: the instant itself, or the start of
        the (first) day in ``zone``. Keep ``precision`` beside it.
        """
        if self.instant is not None:
            return self.instant
        try:
            return datetime.combine(self.date.first, time.min, zone).astimezone(UTC)
        except OverflowError:
            return datetime.combine(self.date.first, time.min, UTC)

    def __str__(self) -> str:
        return str(self.date)


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when; either end may be open."""

    start: When | None = None
    end: When | None = None

    def __str__(self) -> str:
        if self.start and self.end and str(self.start) != str(self.end):
            return f"{self.start} to {self.end}"
        return str(self.start or self.end or "")


@dataclass(frozen=True, slots=True)
class Coding:
    """One code of one code system."""

    system: str = ""
    code: str = ""
    display: str = ""
    version: str = ""
    user_selected: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """FHIR CodeableConcept: one meaning in several code systems and in words."""

    codings: tuple[Coding, ...] = ()
    text: str = ""

    @property
    def label(self) -> str:
        """The words for it: the text as entered, else the chosen or first display."""
        if self.text:
            return self.text
        shown = sorted(self.codings, key=lambda coding: not coding.user_selected)
        named = (coding.display for coding in shown if coding.display)
        return next(named, "") or next((coding.code for coding in shown), "")

    def code(self, *systems: str) -> str:
        """The code in the first of ``systems`` it is coded in; without any, its first code."""
        for system in systems:
            for coding in self.codings:
                if coding.system == system and coding.code:
                    return coding.code
        return "" if systems else next((coding.code for coding in self.codings), "")

    def has(self, *codes: str) -> bool:
        """Whether any coding carries one of ``codes``, whatever its system."""
        return any(coding.code in codes for coding in self.codings)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured amount. ``value`` keeps the written precision; ``code`` is UCUM as a rule."""

    value: Decimal | None = None
    unit: str = ""
    system: str = ""
    code: str = ""
    comparator: str = ""

    def __str__(self) -> str:
        number = "" if self.value is None else f"{self.value:f}"
        return f"{self.comparator}{number} {self.unit or self.code}".strip()


@dataclass(frozen=True, slots=True)
class Range:
    """From low to high, either may be open."""

    low: Quantity | None = None
    high: Quantity | None = None
    text: str = ""

    def __str__(self) -> str:
        ends = " to ".join(str(end) for end in (self.low, self.high) if end)
        return self.text or ends


@dataclass(frozen=True, slots=True)
class Ratio:
    """A relation of two amounts, such as a titre 1:128."""

    numerator: Quantity | None = None
    denominator: Quantity | None = None

    def __str__(self) -> str:
        return f"{self.numerator or ''}:{self.denominator or ''}"


@dataclass(frozen=True, slots=True)
class Opaque:
    """A value kept as the file has it (sampled data, a clock time): its kind and JSON."""

    kind: str
    value: Any

    def __str__(self) -> str:
        return self.value if isinstance(self.value, str) else self.kind


@dataclass(frozen=True, slots=True)
class Moment:
    """When something began, ended or happened, in whichever form it was written."""

    when: When | None = None
    period: Period | None = None
    age: Quantity | None = None
    range: Range | None = None
    text: str = ""

    @property
    def start(self) -> When | None:
        """The instant or the beginning of the period, None when neither is known."""
        return self.when or (self.period.start or self.period.end if self.period else None)

    @property
    def end(self) -> When | None:
        """The end of the period; None for a single moment."""
        return self.period.end if self.period else None

    def __str__(self) -> str:
        if self.age is not None:
            return f"age {self.age}"
        return str(self.when or self.period or self.range or self.text or "")


@dataclass(frozen=True, slots=True)
class Identifier:
    """A business identifier. ``type`` is the v2-0203 code (MR, SS, NPI …) where given.

    ``sensitive`` numbers (social security, payer, licence, passport) are stored encrypted and
    never decide by themselves who somebody is.
    """

    system: str = ""
    value: str = ""
    type: str = ""
    type_text: str = ""
    use: str = ""
    assigner: str = ""
    period: Period | None = None
    sensitive: bool = False
    placeholder: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """FHIR HumanName."""

    use: str = ""
    family: str = ""
    given: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    suffix: tuple[str, ...] = ()
    text: str = ""
    period: Period | None = None

    @property
    def full(self) -> str:
        """Given and family name, without titles."""
        return " ".join((*self.given, self.family)).strip() or self.text

    def __str__(self) -> str:
        return self.text or self.full


@dataclass(frozen=True, slots=True)
class Telecom:
    """FHIR ContactPoint: a way to reach somebody."""

    system: str = ""
    value: str = ""
    use: str = ""
    rank: int | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address."""

    use: str = ""
    type: str = ""
    lines: tuple[str, ...] = ()
    city: str = ""
    district: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""
    text: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that comes with a resource: its bytes as base64, or an address.

    The address is only kept. Nothing in Hearth fetches what a file tells it to.
    """

    content_type: str = ""
    data: str = field(default="", repr=False)
    url: str = ""
    title: str = ""
    size: int | None = None
    hash: str = ""
    language: str = ""
    creation: When | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """A remark, with who made it and when."""

    text: str
    author: str = ""
    time: When | None = None


@dataclass(frozen=True, slots=True)
class Language:
    """A language somebody speaks."""

    language: Concept
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension as the file has it."""

    url: str
    value: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to another resource.

    ``type`` is the target's resource type where it can be known, ``target`` the reference
    as written without a version: ``Patient/1``, ``urn:uuid:…``, ``https://…/Patient/1``
    or ``#contained``. ``identifier`` is there for a logical or conditional reference.
    """

    type: str = ""
    target: str = ""
    identifier: Identifier | None = None
    display: str = ""

    def __str__(self) -> str:
        if self.display:
            return self.display
        if self.target:
            return self.target
        return f"{self.type} {self.identifier.value}".strip() if self.identifier else self.type
