"""Which residents, where, and what is known of them?"""

from .duplicates import (
    Duplicate,
    duplicates_of,
    duplicates_of_each,
    marks_of,
    possible_merges,
)
from .people import (
    IDENTIFIER_CONTEXT,
    MEMBER_CONTEXT,
    SSN_CONTEXT,
    every_record,
    merged_records,
    record_ids,
    residents,
)


__all__ = [
    "IDENTIFIER_CONTEXT",
    "MEMBER_CONTEXT",
    "SSN_CONTEXT",
    "Duplicate",
    "duplicates_of",
    "duplicates_of_each",
    "every_record",
    "marks_of",
    "merged_records",
    "possible_merges",
    "record_ids",
    "residents",
]
