"""What a relationship says: who somebody is to the resident, and what they claim to decide."""

from hearth.record.residents.codes import Authority, Relationship
from hearth.surfaces.interop.datatypes import Concept


# A power of attorney whose kind the file does not say. Not an Authority: somebody has to
# look at the document before it counts as one.
UNCLEAR_POA = "poa"

# Source: http://terminology.hl7.org/CodeSystem/v3-RoleCode (PowerOfAttorney, GUARD, RESPRSN),
# http://terminology.hl7.org/CodeSystem/v2-0131, contactentity-type, v3-RoleClass
_AUTHORITY_OF = {
    "HPOWATT": Authority.HEALTH_POA,
    "HCPROXY": Authority.HEALTH_POA,
    "POWATT": UNCLEAR_POA,
    "DPOWATT": UNCLEAR_POA,
    "SPOWATT": UNCLEAR_POA,
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

# Words in a contact's type or relationship, the longer meaning first.
_AUTHORITY_WORDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("poa - financial", "financial poa", "poa financial"), Authority.FINANCIAL_POA),
    (("financial power of attorney",), Authority.FINANCIAL_POA),
    (("poa - care", "poa - health", "health care poa", "healthcare poa"), Authority.HEALTH_POA),
    (("hcpoa", "medical poa", "poa - medical", "health care proxy"), Authority.HEALTH_POA),
    (("healthcare proxy", "health care agent", "healthcare agent"), Authority.HEALTH_POA),
    (("health care power of attorney", "healthcare power of attorney"), Authority.HEALTH_POA),
    (("poa", "power of attorney"), UNCLEAR_POA),
    (("guardian", "conservator"), Authority.GUARDIAN),
    (("emergency",), Authority.EMERGENCY),
    (("guarantor", "billing", "payee", "financial contact"), Authority.BILLING),
    (("responsible party", "resp party", "responsible person"), Authority.RESPONSIBLE),
    (("next of kin", "nok"), Authority.NEXT_OF_KIN),
)

# Source: http://terminology.hl7.org/CodeSystem/v3-RoleCode (FamilyMember and below)
_RELATIONSHIP_OF: dict[str, Relationship] = {
    **dict.fromkeys(("SPS", "HUSB", "WIFE", "FMRSPS"), Relationship.SPOUSE),
    **dict.fromkeys(("DOMPART", "SIGOTHR"), Relationship.PARTNER),
    **dict.fromkeys(("DAU", "DAUC", "NDAU", "DAUADOPT", "STPDAU"), Relationship.DAUGHTER),
    **dict.fromkeys(("SON", "SONC", "NSON", "SONADOPT", "STPSON"), Relationship.SON),
    **dict.fromkeys(("CHLDINLAW", "DAUINLAW", "SONINLAW"), Relationship.CHILD_IN_LAW),
    **dict.fromkeys(("SIB", "BRO", "SIS", "NSIB", "NBRO", "NSIS"), Relationship.SIBLING),
    **dict.fromkeys(("GRNDCHILD", "GRNDDAU", "GRNDSON"), Relationship.GRANDCHILD),
    **dict.fromkeys(("PRN", "MTH", "FTH", "NMTH", "NFTH", "NPRN"), Relationship.PARENT),
    **dict.fromkeys(("NIENEPH", "NIECE", "NEPHEW"), Relationship.NIECE_NEPHEW),
    **dict.fromkeys(("EXT", "AUNT", "UNCLE", "COUSN", "FAMMEMB"), Relationship.EXTENDED),
    **dict.fromkeys(("BROINLAW", "SISINLAW", "SIBINLAW"), Relationship.EXTENDED),
    **dict.fromkeys(("FRND", "ROOM"), Relationship.FRIEND),
    "NBOR": Relationship.NEIGHBOR,
    **dict.fromkeys(("GUARD", "GUADLTM"), Relationship.GUARDIAN),
    **dict.fromkeys(("POWATT", "HPOWATT", "DPOWATT"), Relationship.POWER_OF_ATTORNEY),
}
_RELATIONSHIP_WORDS: dict[str, Relationship] = {
    **dict.fromkeys(("spouse", "wife", "husband"), Relationship.SPOUSE),
    **dict.fromkeys(("partner", "significant other", "life partner"), Relationship.PARTNER),
    **dict.fromkeys(("daughter", "natural daughter", "stepdaughter"), Relationship.DAUGHTER),
    **dict.fromkeys(("son", "natural son", "stepson"), Relationship.SON),
    **dict.fromkeys(
        ("daughter in law", "son in law", "daughter inlaw"), Relationship.CHILD_IN_LAW
    ),
    **dict.fromkeys(("brother", "sister", "sibling"), Relationship.SIBLING),
    **dict.fromkeys(("grandson", "granddaughter", "grandchild"), Relationship.GRANDCHILD),
    **dict.fromkeys(("mother", "father", "parent"), Relationship.PARENT),
    **dict.fromkeys(("niece", "nephew"), Relationship.NIECE_NEPHEW),
    **dict.fromkeys(("cousin", "aunt", "uncle", "family", "relative"), Relationship.EXTENDED),
    **dict.fromkeys(("friend", "roommate"), Relationship.FRIEND),
    **dict.fromkeys(("neighbor", "neighbour"), Relationship.NEIGHBOR),
    **dict.fromkeys(("guardian", "legal guardian"), Relationship.GUARDIAN),
}


def relationship(relationships: tuple[Concept, ...]) -> str:
    """The record's word for who somebody is, "" when the codes and words tell none."""
    for concept in relationships:
        for coding in concept.codings:
            if coding.code in _RELATIONSHIP_OF:
                return _RELATIONSHIP_OF[coding.code]
    for concept in relationships:
        words = concept.label.casefold().replace("-", " ").strip()
        if words in _RELATIONSHIP_WORDS:
            return _RELATIONSHIP_WORDS[words]
    return ""


def authorities(relationships: tuple[Concept, ...], said: str = "") -> tuple[str, ...]:
    """What codes and words claim, without repetition: Authority or ``UNCLEAR_POA``.

    ``said`` is free text beside the relationship, such as a contact's type.
    """
    claimed = [
        _AUTHORITY_OF[coding.code]
        for concept in relationships
        for coding in concept.codings
        if coding.code in _AUTHORITY_OF
    ]
    texts = [concept.text for concept in relationships]
    claimed += _said(" | ".join((*texts, said)).casefold())
    if {Authority.HEALTH_POA, Authority.FINANCIAL_POA} & set(claimed):
        claimed = [word for word in claimed if word != UNCLEAR_POA]
    return tuple(dict.fromkeys(claimed))


def _said(text: str) -> list[str]:
    found = []
    for words, authority in _AUTHORITY_WORDS:
        for word in words:
            if word in text:
                found.append(authority)
                text = text.replace(word, " ")
    return found
