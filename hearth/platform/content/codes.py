"""Words of definitions."""

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_


class Level(Coded):
    """Who made a definition; the narrower one wins. Hearth's own value set."""

    HOUSE = "house", N_("Shipped with Hearth")
    OPERATOR = "operator", N_("The operator's")
    COMMUNITY = "community", N_("This community's")


class Status(Coded):
    """FHIR publication-status (draft, active, retired); "published" is the trade's word for active."""

    DRAFT = "draft", N_("Draft")
    PUBLISHED = "published", N_("In force")
    RETIRED = "retired", N_("Retired")


class Confidence(Coded):
    """How sure we are of a piece of content. Hearth's own value set."""

    VERIFIED = "verified", N_("Checked against its source")
    TRADE = "trade-practice", N_("Usual practice in the trade")
    PARTIAL = "partial", N_("Checked in part")
    DESIGN = "own-design", N_("Our own proposal")
    COMMUNITY = "community", N_("Decided by the community")
    UNVERIFIED = "unverified", N_("Not checked")


class Translation(Coded):
    """How good the words of one language in a content file are. Hearth's own value set."""

    SOURCE = "source", N_("Original")
    REVIEWED = "reviewed", N_("Read by a native speaker")
    UNREVIEWED = "unreviewed", N_("Not yet read by a native speaker")
    MACHINE = "machine", N_("Translated by machine")
