"""Words of files."""

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_


class BlobState(Coded):
    """What has become of an uploaded file. Hearth's own value set."""

    HELD = (
        "held",
        N_("Uploaded, not attached yet"),
        "Swept after a day when nobody attaches it.",
    )
    KEPT = "kept", N_("Attached"), "Some record refers to it."
    REMOVED = "removed", N_("Removed"), "The bytes are gone; the row says when and by whom."
