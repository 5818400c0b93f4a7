"""Decisions about the sheet, open shifts and passes. Pure: values in, verdict out; no database, no clock."""

from .openings import (
    HAND_OVER,
    LONG_WEEK,
    LONGEST_PASS,
    PASS_ROLES,
    REST,
    Fit,
    Worked,
    check_open,
    check_pass,
    check_shift,
    fit,
    left_open,
)
from .rooms import Door, rooms_meant, rooms_said


__all__ = [
    "HAND_OVER",
    "LONGEST_PASS",
    "LONG_WEEK",
    "PASS_ROLES",
    "REST",
    "Door",
    "Fit",
    "Worked",
    "check_open",
    "check_pass",
    "check_shift",
    "fit",
    "left_open",
    "rooms_meant",
    "rooms_said",
]
