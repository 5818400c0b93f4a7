"""The panels of a resident's page, in their order: title, address, permission.

An area adds a panel by offering a page that is also a fragment, and one line here.
"""

from dataclasses import dataclass

from hearth.kernel.words import N_
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.links import address


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel as the page shows it; ``url`` is its own page."""

    key: str
    title: str
    url: str


PANELS = (
    ("timeline", N_("Everything"), "desk:view_timeline", "residents.view_resident"),
    (
        "watches",
        N_("Watch and lists"),
        "tasks:view_resident_watches",
        "tasks.view_watch",
    ),
    ("notes", N_("Notes"), "notes:notes", "notes.view_notes"),
    (
        "incidents",
        N_("Events"),
        "incidents:resident_incidents",
        "incidents.view_incidents",
    ),
    (
        "measurements",
        N_("Measurements"),
        "observations:observations",
        "observations.view_observations",
    ),
    (
        "whereabouts",
        N_("Out and back"),
        "transitions:whereabouts",
        "residents.view_whereabouts",
    ),
    ("health", N_("Health"), "residents:health", "residents.view_health"),
    (
        "delegations",
        N_("Delegated tasks"),
        "residents:delegations",
        "residents.view_delegations",
    ),
    ("life", N_("Life and what matters"), "residents:life", "residents.view_life"),
    ("contacts", N_("Contacts"), "residents:contacts", "residents.view_contacts"),
    ("documents", N_("Documents"), "documents:documents", "documents.view_documents"),
    ("copies", N_("Copies given"), "documents:disclosures", "documents.view_disclosures"),
    ("residency", N_("Residency"), "residents:residency", "residents.view_census"),
    ("coverage", N_("Coverage"), "residents:coverage", "residents.view_coverage"),
)


def panels(scope: Scope, facility: Facility, resident_id: object) -> tuple[Panel, ...]:
    """The panels this reader may open for a resident, and only those that are there."""
    found = []
    for key, title, name, permission in PANELS:
        url = address(name, facility.slug, resident_id)
        if url and scope.may(permission):
            found.append(Panel(key, title, url))
    return tuple(found)
