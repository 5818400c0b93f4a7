"""What is a note about, in this community's own words and order?"""

from hearth.platform.content import lists
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.notes.codes import NoteCategory


OF_THE_HOUSE = (NoteCategory.HOUSE, NoteCategory.ACTIVITY, NoteCategory.OTHER)


def categories(
    scope: Scope, facility: Facility, *, house: bool = False
) -> list[tuple[NoteCategory, str]]:
    """The categories offered for a note about a resident, or about the house, with their words.

    The community's list orders, renames and leaves out; a code the record does not keep is
    passed over, and where it says nothing, all are offered under their own words.
    """
    known = [
        (NoteCategory(item.code), item.title)
        for item in lists.items("note-categories", facility)
        if item.code in NoteCategory.codes()
    ]
    offered = known or [(c, "") for c in NoteCategory]
    if house:
        return [pair for pair in offered if pair[0] in OF_THE_HOUSE]
    return [pair for pair in offered if pair[0] is not NoteCategory.HOUSE]


def category_names(scope: Scope, facility: Facility) -> dict[str, str]:
    """What the community calls each category, also one it no longer offers."""
    named = lists.every_item("note-categories", facility)
    return {item.code: item.title for item in named if item.code in NoteCategory.codes()}
