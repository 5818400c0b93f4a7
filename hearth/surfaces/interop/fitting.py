"""Whether the record has room for a fact as it stands, or keeps it as it came, and why. Pure."""

from datetime import datetime
from functools import singledispatch
from zoneinfo import ZoneInfo

from hearth.surfaces.interop.mapped import (
    AllergyFacts,
    ConsentFacts,
    ContactFacts,
    CoverageFacts,
    DocumentFacts,
    FlagFacts,
    Mapped,
    ObservationFacts,
    ResidentFacts,
)
from hearth.surfaces.interop.reasons import Reason, reason
from hearth.surfaces.interop.told import health, values


# The types the record takes over as facts. Encounters, stays elsewhere, vaccinations, places
# and organizations of other systems are kept as they came until an area has room for them.
ROOMS = frozenset(
    {
        "AllergyIntolerance",
        "Condition",
        "Consent",
        "Coverage",
        "DocumentReference",
        "Flag",
        "Observation",
        "Patient",
        "Practitioner",
        "PractitionerRole",
        "RelatedPerson",
    }
)


def set_aside_because(found: Mapped, now: datetime, zone: ZoneInfo) -> Reason | None:
    """Why a fact cannot be true as it stands, so that somebody has to correct it."""
    if isinstance(found, ResidentFacts):
        born = found.birth_date
        if born and born.first > now.astimezone(zone).date():
            return reason("in-future", when=str(born))
    if isinstance(found, ObservationFacts) and not found.in_error:
        when = values.when_of(found)
        if when and when.at(zone) > now:
            return reason("in-future", when=str(when))
    return None


def kept_because(found: Mapped, *, known: bool) -> Reason | None:
    """Why a fact is kept as it came and not taken over, None when it can be.

    ``known``: the record has it already, so that its end or its retraction is taken over.
    """
    if found.in_error and not known:
        return reason("in-error")
    return _judged(found, known=known)


@singledispatch
def _judged(found: Mapped, *, known: bool) -> Reason | None:
    return None


@_judged.register
def _(found: AllergyFacts, *, known: bool) -> Reason | None:
    # Shown as an allergy, "no known latex allergy" would be read as one.
    return reason("no-room") if found.no_known and not health.none_known(found) else None


@_judged.register
def _(found: ConsentFacts, *, known: bool) -> Reason | None:
    return _in_force(found.status, "active") if found.directive else reason("no-room")


@_judged.register
def _(found: ContactFacts, *, known: bool) -> Reason | None:
    return reason("not-in-force", status="inactive") if found.active is False else None


@_judged.register(CoverageFacts)
@_judged.register(FlagFacts)
def _(found: CoverageFacts | FlagFacts, *, known: bool) -> Reason | None:
    return _in_force(found.status, "active")


@_judged.register
def _(found: DocumentFacts, *, known: bool) -> Reason | None:
    has_file = any(file.data for file in found.attachments)
    return _in_force(found.status, "current") if has_file else reason("no-file")


@_judged.register
def _(found: ObservationFacts, *, known: bool) -> Reason | None:
    if found.in_error:
        return None
    if values.when_of(found) is None:
        return reason("no-time")
    return None if values.says_something(found) else reason("no-value")


def _in_force(status: str, word: str) -> Reason | None:
    return None if status == word else reason("not-in-force", status=status)
