"""What a relationship code claims somebody may decide or must be told."""

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_
from hearth.surfaces.interop.datatypes import Concept


class Authority(Coded):
    """Hearth's own words for the authorities a contact may be said to hold."""

    HEALTH_POA = "health-poa", N_("Health care power of attorney")
    FINANCIAL_POA = "financial-poa", N_("Financial power of attorney")
    POA = "poa", N_("Power of attorney, kind not said")
    GUARDIAN = "guardian", N_("Guardian")
    EMERGENCY = "emergency", N_("Emergency contact")
    BILLING = "billing", N_("Billing contact")
    RESPONSIBLE = "responsible-party", N_("Responsible party")
    NEXT_OF_KIN = "next-of-kin", N_("Next of kin")


# Source: http://terminology.hl7.org/CodeSystem/v3-RoleCode (PowerOfAttorney, GUARD, RESPRSN),
# http://terminology.hl7.org/CodeSystem/v2-0131, contactentity-type, v3-RoleClass
_OF_CODE = {
    "HPOWATT": Authority.HEALTH_POA,
    "FRSPNPATRNS": Authority.HEALTH_POA,
    "HCPROXY": Authority.HEALTH_POA,
    "POWATT": Authority.POA,
    "DPOWATT": Authority.FINANCIAL_POA,
    "SPOWATT": Authority.POA,
    "GUARD": Authority.GUARDIAN,
    "GUARDIAN": Authority.GUARDIAN,
    "GUADLTM": Authority.GUARDIAN,
    "ECON": Authority.EMERGENCY,
    "C": Authority.EMERGENCY,
    "EP": Authority.EMERGENCY,
    "BP": Authority.BILLING,
    "BILL": Authority.BILLING,
    "GT": Authority.BILLING,
    "GUAR": Authority.BILLING,
    "RESPRSN": Authority.RESPONSIBLE,
    "N": Authority.NEXT_OF_KIN,
    "NOK": Authority.NEXT_OF_KIN,
}


def authorities(relationships: tuple[Concept, ...]) -> tuple[str, ...]:
    """The authorities the codes claim, without repetition, in the order they are given."""
    claimed = (
        _OF_CODE[coding.code]
        for concept in relationships
        for coding in concept.codings
        if coding.code in _OF_CODE
    )
    return tuple(dict.fromkeys(claimed))
