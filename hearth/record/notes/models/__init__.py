"""Notes, contacts made, hand-offs, drafts, and how far each reader has read."""

from .handoff import Handoff, ReadMark
from .note import ContactMade, Note, NoteDraft, NoteTerm
from .together import Together, TogetherItem


__all__ = [
    "ContactMade",
    "Handoff",
    "Note",
    "NoteDraft",
    "NoteTerm",
    "ReadMark",
    "Together",
    "TogetherItem",
]
