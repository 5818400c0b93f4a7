"""Hearth: the workplace of the Resident Care Coordinator."""
