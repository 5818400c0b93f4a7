"""This room is for calls that somebody must answer now (FHIR Flag, CommunicationRequest): accepting
them, who is on the way, who is there, how it ended. It knows nothing of causes; any room above may
raise a call inside its own transaction, and raising it twice is harmless.
"""
