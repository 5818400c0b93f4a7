"""What sort of thing a table keeps, and for how long: every model declares both."""

from hearth.kernel.codes import Coded


class Kind(Coded):
    """How rows of a table may change (ARCHITECTURE: Kinds)."""

    FACT = "fact", "Fact", "Append-only; a correction is entered-in-error plus a new row."
    STATE = "state", "State", "Changes; every version is kept by a trigger."
    DEFINITION = "definition", "Definition", "Versions: draft, published, retired."
    TRACE = "trace", "Trace", "What the machinery did; appended, and pruned by age."
    HOUSE = "house", "House", "Belongs to the house, not to one community; no resident in it."


class Retention(Coded):
    """How long rows are kept. Terms in years are set per jurisdiction by the community."""

    RESIDENT = "resident", "Resident file", "With the resident's file, after the last day here."
    COMMUNITY = "community", "Community", "As long as the community is run."
    STAFF = "staff", "Staff file", "With the staff member's file."
    SECURITY = (
        "security",
        "Security",
        "Audit trail; six years. Source: 45 CFR 164.316(b)(2)(i).",
    )
    HOUSE = "house", "House", "As long as the house stands."
    SHORT = "short", "Short", "Pruned after weeks: drafts, delivered events, finished jobs."
