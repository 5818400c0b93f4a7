"""FHIR Location → buildings, wings, rooms, beds and places outside."""

from collections.abc import Mapping
from typing import Any

from hearth.kernel.words import N_
from hearth.surfaces.interop.fhir.element import Context, Element
from hearth.surfaces.interop.mapped import Line, LocationFacts


# Source: http://hl7.org/fhir/ValueSet/location-status, location-mode
STATUSES = frozenset({"active", "suspended", "inactive"})
MODES = frozenset({"instance", "kind"})


def location(resource: Mapping[str, Any], context: Context) -> LocationFacts:
    """A place. Its physical type says whether it is a building (bu), ward (wa), room (ro) …"""
    element = Element.of(resource, context)
    name, description = element.text("name"), element.text("description")
    addresses = element.addresses()
    physical = element.concept("physicalType")
    return LocationFacts(
        status=element.code("status", STATUSES),
        operational_status=element.coding("operationalStatus"),
        name=name,
        aliases=element.texts("alias"),
        description=description,
        mode=element.code("mode", MODES),
        types=element.concepts("type"),
        physical_type=physical,
        telecoms=element.telecoms(),
        address=addresses[0] if addresses else None,
        managing_organization=element.ref("managingOrganization", "Organization"),
        part_of=element.ref("partOf", "Location"),
        line=Line(N_("Place"), name or description, physical.label if physical else ""),
        **element.common(),
    )
