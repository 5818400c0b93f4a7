"""Telling people: recorded with the fact, sent later, and honest about what was not sent.

FHIR Communication. A notice inside Hearth is its row and a badge; e-mail goes through
Django's backend where one is configured; text messages and push say plainly that they are not
configured. Nothing outside the database is called inside a write.
"""
