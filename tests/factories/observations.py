"""Minimal, valid values. Call inside an open scope."""

from decimal import Decimal

from hearth.kernel import clock
from hearth.platform.identity.models import Actor
from hearth.record.observations.models import Observation
from hearth.record.residents.models import Resident


def make_observation(resident: Resident, actor: Actor, **kwargs) -> Observation:
    """A weight of 72.5 kg, taken now."""
    now = clock.now()
    defaults = {
        "code": "29463-7",
        "value_quantity": Decimal("72.5"),
        "value_decimals": 1,
        "unit": "kg",
        "effective": now,
        "recorded": now,
        "recorder": actor,
    }
    return Observation.objects.create(
        facility_id=resident.facility_id, resident=resident, **{**defaults, **kwargs}
    )
