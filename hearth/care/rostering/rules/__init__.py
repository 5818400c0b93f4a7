"""Decisions about the sheet. Pure: values in, verdict out; no database, no clock."""

from .rooms import Door, rooms_meant, rooms_said


__all__ = ["Door", "rooms_meant", "rooms_said"]
