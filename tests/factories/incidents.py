"""Minimal, valid events. Call inside an open scope."""

from uuid import uuid4

from hearth.care.incidents.models import Incident, IncidentReport
from hearth.kernel import clock
from hearth.platform.identity.models import Actor
from hearth.record.residents.models import Resident


def make_incident(
    resident: Resident,
    actor: Actor,
    type: str = "fall",  # noqa: A002
    **kwargs,
) -> Incident:
    """A fall nobody was hurt in, found just now; nothing follows from it."""
    now = clock.now()
    found = kwargs.pop("found_at", now)
    defaults = {
        "words": {
            "en": (said := type.replace("-", " ").capitalize()),
            "es": {"Fall": "Caída"}.get(said, said),
        },
        "injury": "none",
        "where": "own-place",
        "seen_by": "nobody",
        "head_struck": "no",
        "thinner": "not-on-record",
        "happened_at": found,
        "found_at": found,
        "effective": kwargs.get("happened_at", found) or found,
        "recorded": now,
        "recorder": actor,
        "definition_id": uuid4(),
        "definition_version": 1,
        "security_label": resident.security_label,
    }
    return Incident.objects.create(
        facility_id=resident.facility_id,
        resident=resident,
        type=type,
        **{**defaults, **kwargs},
    )


def make_report(incident: Incident, actor: Actor, **kwargs) -> IncidentReport:
    """A signed report that nobody has reviewed."""
    now = clock.now()
    defaults = {
        "narrative": "Resbaló.",
        "effective": now,
        "recorded": now,
        "recorder": actor,
        "security_label": incident.security_label,
    }
    return IncidentReport.objects.create(
        facility_id=incident.facility_id,
        incident=incident,
        resident_id=incident.resident_id,
        **{**defaults, **kwargs},
    )
