"""The same house and people as the record's own tests."""

from tests.record.notes.conftest import aide, hayes, lives, nurse, person


__all__ = ["aide", "hayes", "lives", "nurse", "person"]
