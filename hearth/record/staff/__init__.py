"""This room is for the people who work here: their roles, shifts, duty periods and on-call turns,
and the outside practitioners the house deals with (FHIR Practitioner, PractitionerRole, Schedule).
It is the only answer to "who answers for role R, neighborhood N, at instant T". It knows no
resident. Pay and health of staff have no room here.
"""
