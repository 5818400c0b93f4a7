"""Minimal, valid calls. Call inside an open scope."""

from hearth.kernel import clock
from hearth.kernel.ids import uuid7
from hearth.platform.identity.models import Actor
from hearth.platform.tenancy.models import Facility
from hearth.record.alerts.models import Alert


def make_alert(facility: Facility, actor: Actor, **kwargs) -> Alert:
    """An emergency nobody answered yet."""
    now = clock.now()
    defaults = {
        "code": "alerts.help",
        "cause_type": "Device",
        "cause_id": uuid7(),
        "priority": "emergency",
        "headline": "Help wanted",
        "effective": now,
        "raised_at": now,
        "raised_by": actor,
    }
    return Alert.objects.create(facility=facility, **{**defaults, **kwargs})
