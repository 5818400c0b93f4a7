"""This room is for the assignment sheet and what happens to it: who has which run, cart and extra
duty on a shift, who called off, which shifts are open and who was asked, and the pass of somebody
an agency sends (FHIR Schedule, Slot). The coordinator and the shift lead work in it.
"""
