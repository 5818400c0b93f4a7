"""This room is for what befell a resident or the house: the event as it was recorded, who has to
be told of it and by when (FHIR AdverseEvent). Everybody on duty may record one; reports about it
are not part of the resident's record unless a jurisdiction says so.
"""
