"""Which events, of which type, and who must be told of them by when?"""

from .incidents import (
    evidence,
    follow_ups,
    happened_again,
    incident_of_task,
    incidents,
    incidents_of,
    named,
    newer_of,
    open_incidents,
    report_of,
    reports,
    standing,
    versions,
)
from .telling import MustTell, Reach, must_be_told, reach, thinner_on_record
from .types import clocks, has_clocks, incident_types, type_list, type_of


__all__ = [
    "MustTell",
    "Reach",
    "clocks",
    "evidence",
    "follow_ups",
    "happened_again",
    "has_clocks",
    "incident_of_task",
    "incident_types",
    "incidents",
    "incidents_of",
    "must_be_told",
    "named",
    "newer_of",
    "open_incidents",
    "reach",
    "report_of",
    "reports",
    "standing",
    "thinner_on_record",
    "type_list",
    "type_of",
    "versions",
]
