"""Where: operator, community (facility), neighborhood, apartment, place; and the person who moves between them.

FHIR Organization and Location. Level names on screen are the community's own words.
"""
