"""What must be true of a person before they are put on the record."""

from datetime import date

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.record.residents.codes import EvacuationNeed, Mobility, Transfer


OLDEST = 125
"""Years. Source: the longest proven life is 122 years (Jeanne Calment)."""


def check_names(family: str, given: str) -> None:
    """Refuse a person without a name. Raises Refused: name-missing."""
    if not family.strip():
        raise Refused(
            "name-missing",
            N_("Enter the family name. If there is only one name, enter it here."),
        )


def check_birth_date(birth_date: date | None, today: date) -> None:
    """Refuse a birth nobody living can have had. Raises Refused: birth-future, birth-too-old."""
    if birth_date is None:
        return
    if birth_date > today:
        raise Refused("birth-future", N_("The birth date lies in the future."))
    if today.year - birth_date.year > OLDEST:
        raise Refused(
            "birth-too-old",
            N_("That birth date makes the person older than {years}."),
            years=OLDEST,
        )


def check_person_link(consent: str) -> None:
    """Refuse linking residencies across communities without consent. Raises Refused: consent-missing."""
    if not consent.strip():
        raise Refused(
            "consent-missing",
            N_("Say who agreed that the communities share the record, and when."),
        )


_ALONE = {Mobility.INDEPENDENT, Mobility.CANE, Mobility.WALKER}
_CHAIR = {Mobility.WHEELCHAIR_SELF, Mobility.WHEELCHAIR_PUSHED}
_HELPED = {Transfer.ONE_PERSON, Transfer.TWO_PERSON, Transfer.STAND_AID}


def evacuation_need(mobility: str, transfer: str) -> EvacuationNeed:
    """How somebody leaves the house in an emergency. Hearth's own reading; the worse one counts.

    Whoever stays in bed, or is lifted, is carried. Who gets up only with help walks with help,
    however they walk then. Nothing said of how they get about is never read as walking.
    """
    if mobility == Mobility.BED or transfer == Transfer.FULL_LIFT:
        return EvacuationNeed.CARRIED
    if mobility in _CHAIR:
        return EvacuationNeed.WHEELCHAIR
    if mobility == Mobility.WALKS_WITH_HELP or (mobility in _ALONE and transfer in _HELPED):
        return EvacuationNeed.WITH_HELP
    return EvacuationNeed.WALKS if mobility in _ALONE else EvacuationNeed.UNKNOWN
