"""Who called off, which shifts are open and who was asked, and whom an agency sent."""

from .passes import AgencyPass
from .shifts import CallOff, OpenShift, ShiftOffer


__all__ = ["AgencyPass", "CallOff", "OpenShift", "ShiftOffer"]
