"""Words of place and licence."""

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_


class LicenceType(Coded):
    """What a neighborhood is licensed as; a campus mixes several. Hearth's own value set."""

    INDEPENDENT = "independent", N_("Independent living")
    ASSISTED = "assisted", N_("Assisted living")
    MEMORY = "memory-care", N_("Memory care")
    NURSING = "nursing", N_("Skilled nursing")
    ADULT_DAY = "adult-day", N_("Adult day")
    HOME = "home-care", N_("Home care")


class PlaceKind(Coded):
    """Where a resident lives or is looked after. Hearth's own value set."""

    ROOM = "room", N_("Place in an apartment")
    COTTAGE = "cottage", N_("Cottage")
    OWN_HOME = "own-home", N_("Own home")
    ADULT_DAY = "adult-day", N_("Adult day place")


class Jurisdiction(Coded):
    """Whose law a community answers to; ISO 3166-2. Rule packs are keyed by it."""

    US_CA = "US-CA", "California"
    US_FL = "US-FL", "Florida"
    US_IA = "US-IA", "Iowa"
    US_MD = "US-MD", "Maryland"
    US_ND = "US-ND", "North Dakota"
    US_OK = "US-OK", "Oklahoma"
    US_OR = "US-OR", "Oregon"
    US_TX = "US-TX", "Texas"
    US_WA = "US-WA", "Washington"
    US_XX = "US", N_("United States, another state")
    GB = "GB", N_("United Kingdom")
    AU = "AU", N_("Australia")
    CA = "CA", N_("Canada")
    OTHER = "ZZ", N_("Another country")
