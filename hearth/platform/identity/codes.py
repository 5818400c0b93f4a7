"""Words of identity."""

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_


class ActorKind(Coded):
    """What stands behind a ``by``. Hearth's own value set."""

    PERSON = "person", N_("Person")
    DEVICE = "device", N_("Device")
    CLIENT = "client", N_("Program")
    GUEST = "guest", N_("Guest link")
    PROCESS = "process", N_("Hearth")


class AccessBasis(Coded):
    """Why one actor may see one resident though their role shows none. Hearth's own value set."""

    SELF = "self", N_("The resident")
    FAMILY = "family", N_("Family or friend, by consent")
    PROXY = "proxy", N_("Legal authority")
    PANEL = "panel", N_("On this prescriber's panel")
    SAMPLE = "sample", N_("Surveyor's sample")
    AGENCY = "agency", N_("Outside agency")


class CodePurpose(Coded):
    """What a one-time code opens."""

    INVITE = "invite", N_("First sign-in")
    RESET = "reset", N_("New password")
    VISIT = "visit", N_("A visit that may only read")


class EmergencyReason(Coded):
    """Why emergency access was opened. Hearth's own value set."""

    TREATMENT = "treatment", N_("Someone needs care now")
    SAFETY = "safety", N_("Someone may be in danger")
    TRANSFER = "transfer", N_("Ambulance or hospital asks")
    OTHER = "other", N_("Another emergency")
