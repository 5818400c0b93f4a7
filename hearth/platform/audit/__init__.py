"""Who did what to which record, and who looked. FHIR AuditEvent.

Rows are inserted with the fact they tell of and never changed. A sealer chains what is committed,
so that no writer waits; the head of each chain is anchored outside the database.
"""
