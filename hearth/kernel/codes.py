"""Value sets: enumerations whose members carry the standard's code and our words."""

from enum import StrEnum


class Coded(StrEnum):
    """A closed value set.

    Members are written ``NAME = "code", "Label", "definition"``. The member *is* its
    code, so it can be stored, compared and serialised without conversion. Labels are
    English source words; mark them with ``N_`` and translate where shown.
    """

    label: str
    definition: str

    def __new__(cls, code: str, label: str = "", definition: str = "") -> "Coded":
        if not label:
            raise TypeError(f"{cls.__name__} {code!r} has no label")
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.definition = definition
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(code, label) pairs, in the order they are written."""
        return [(member.value, member.label) for member in cls]

    @classmethod
    def codes(cls) -> list[str]:
        """Every code, for CHECK constraints."""
        return [member.value for member in cls]

    @classmethod
    def label_of(cls, code: str) -> str:
        """The label of ``code``; an unknown code is shown as itself, never hidden."""
        return cls(code).label if code in cls._value2member_map_ else code
