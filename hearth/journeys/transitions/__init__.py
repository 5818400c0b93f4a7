"""This room is for ways out of the house and back: planned absences, hospital leave and return,
and the lists that are worked through on the way (FHIR Encounter, EpisodeOfCare).
"""
