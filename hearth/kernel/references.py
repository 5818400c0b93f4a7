"""A Reference names a thing in another area without knowing that area: FHIR's "Type/id"."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Reference:
    """FHIR Reference.reference, e.g. ``Task/0198…``. Kept in two columns: type and id."""

    type: str
    id: UUID

    def __str__(self) -> str:
        return f"{self.type}/{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Reference":
        """Read ``Type/uuid``. Raises ValueError for anything else."""
        kind, _, key = text.partition("/")
        if not kind or not key:
            raise ValueError(f"not a reference: {text!r}")
        return cls(kind, UUID(key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One fact that an area offers to be read beside others (``queries.evidence``).

    ``effective`` is an aware instant in ISO 8601; ``said_by`` a name as shown.
    """

    reference: Reference
    code: str
    value: str
    effective: str
    said_by: str
