"""This room is for what people write down for each other: progress notes and observations, contacts
made with families and doctors, the hand-off between two shifts, and how far each reader has read
(FHIR Communication, ClinicalImpression). Notes are never overwritten; a correction is a new note.
"""
