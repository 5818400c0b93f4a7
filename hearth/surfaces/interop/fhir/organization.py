"""FHIR Organization → hospitals, pharmacies, payers, agencies."""

from collections.abc import Mapping
from typing import Any

from hearth.kernel.words import N_
from hearth.surfaces.interop.fhir.element import Context, Element, Unfit
from hearth.surfaces.interop.mapped import Line, OrganizationFacts
from hearth.surfaces.interop.reasons import reason


def organization(resource: Mapping[str, Any], context: Context) -> OrganizationFacts:
    """Raises Unfit (missing) when there is neither a name nor a number (FHIR's org-1)."""
    element = Element.of(resource, context)
    name, aliases = element.text("name", essential=True), element.texts("alias")
    if not name and not aliases and not element.identifiers():
        raise Unfit(reason("missing", path="Organization.name"))
    return OrganizationFacts(
        active=element.boolean("active"),
        name=name or (aliases[0] if aliases else ""),
        aliases=aliases,
        types=element.concepts("type"),
        telecoms=element.telecoms(),
        addresses=element.addresses(),
        part_of=element.ref("partOf", "Organization"),
        line=Line(N_("Organization"), name),
        **element.common(),
    )
