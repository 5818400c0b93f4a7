"""Words of notices."""

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_


class Channel(Coded):
    """How a notice travels. Hearth's own value set."""

    IN_APP = "in-app", N_("In Hearth")
    EMAIL = "email", N_("E-mail")
    SMS = "sms", N_("Text message")
    PUSH = "push", N_("Push")


class State(Coded):
    """How far a notice came; after FHIR event-status, with the reasons spelled out."""

    QUEUED = "queued", N_("Waiting to be sent")
    SENT = (
        "sent",
        N_("Handed over"),
        "Given to the next system; whether it arrived is not known.",
    )
    DELIVERED = "delivered", N_("Delivered")
    FAILED = "failed", N_("Not sent")
    NOT_CONFIGURED = "not-configured", N_("This way is not set up")
    HELD = (
        "held",
        N_("Not sent: off duty"),
        "It stands in Hearth for when they are back; what is urgent is sent all the same.",
    )
    RECORDED_ONLY = "recorded-only", N_("Recorded only (demonstration)")
