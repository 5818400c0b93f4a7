"""Words of the outbox."""

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_


class DeliveryState(Coded):
    """How far one delivery has come. Hearth's own value set."""

    PENDING = "pending", N_("Waiting"), "Not delivered yet, or to be tried again."
    DONE = "done", N_("Delivered"), "The reaction ran and what it wrote is committed."
    FAILED = "failed", N_("Failed"), "Tried as often as it is tried; a person must look."
    DROPPED = "dropped", N_("Given up"), "A person decided that it shall not be delivered."
