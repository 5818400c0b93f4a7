"""What one must be allowed, to see and add measured values."""

VIEW_OBSERVATIONS = "observations.view_observations"
RECORD_OBSERVATION = "observations.record_observation"
RETRACT_OBSERVATION = "observations.retract_observation"
IMPORT_OBSERVATIONS = "observations.import_observations"
