"""This room is for files about residents and the house (FHIR DocumentReference), and for what came in
from other systems: each import, and every resource of it kept verbatim until the area that owns it
claims it. Nothing of a file that was offered is lost. What goes out stands here too: each release
to somebody outside (FHIR AuditEvent, Provenance), the charts made for it, and the visits of surveyors.
"""
