"""Minimal, valid notes and hand-offs. Call inside an open scope."""

from datetime import timedelta

from hearth.kernel import clock
from hearth.platform.identity.models import Actor
from hearth.platform.tenancy.models import Facility
from hearth.record.notes.models import Handoff, Note


def make_note(facility: Facility, actor: Actor, text: str = "Ate well.", **kwargs) -> Note:
    now = clock.now()
    defaults = {"category": "progress", "effective": now, "recorded": now, "recorder": actor}
    return Note.objects.create(facility=facility, text=text, **{**defaults, **kwargs})


def make_handoff(facility: Facility, actor: Actor, **kwargs) -> Handoff:
    """Of the eight hours that end now, not signed yet."""
    now = clock.now()
    defaults = {
        "starts": now - timedelta(hours=8),
        "ends": now,
        "composed_at": now,
        "composed_by": actor,
    }
    return Handoff.objects.create(facility=facility, **{**defaults, **kwargs})
