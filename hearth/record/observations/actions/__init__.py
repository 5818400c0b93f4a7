"""Do: write values down, take them back. The only writer of observations."""

from .recording import record_observation, record_observations
from .retracting import retract_observation


__all__ = ["record_observation", "record_observations", "retract_observation"]
