"""Words of replay."""

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_


class EntryState(Coded):
    """What became of a device's write. Hearth's own value set."""

    ACCEPTED = "accepted", N_("Written"), "It was carried out."
    REFUSED = "refused", N_("Refused by a rule"), "Kept as sent; a person decides."
    CONFLICT = "conflict", N_("Overtaken"), "Somebody else was first; kept as sent."
    REVIEW = "review", N_("For review"), "The sender may not do this any more; kept as sent."
    SETTLED = "settled", N_("Settled"), "A person has looked at it and decided."


WAITING = (EntryState.REFUSED, EntryState.CONFLICT, EntryState.REVIEW)


class Settlement(Coded):
    """What a person decided about a kept write. Hearth's own value set."""

    DONE = "done", N_("Carried out now")
    WRITTEN = "written", N_("Already written in another way")
    DISMISSED = "dismissed", N_("Not to be carried out")
