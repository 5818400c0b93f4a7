"""This room is for the people who live here: who they are, whom to call and with what authority,
what they must not be given, what they want, where they live and where they are now (FHIR Patient,
RelatedPerson, Condition, AllergyIntolerance, Flag, Coverage, CareTeam, EpisodeOfCare). Every area of
care stands on it; it knows none of them. Everybody enters by a scope: all residents, a set, or oneself.
"""
