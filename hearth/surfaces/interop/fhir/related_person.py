"""FHIR RelatedPerson → a contact of a resident."""

from collections.abc import Mapping
from typing import Any

from hearth.kernel.words import N_
from hearth.surfaces.interop.fhir.authority import authorities, relationship
from hearth.surfaces.interop.fhir.element import Context, Element, Unfit
from hearth.surfaces.interop.fhir.patient import GENDERS, languages
from hearth.surfaces.interop.mapped import ContactFacts, Line
from hearth.surfaces.interop.reasons import reason


def related_person(resource: Mapping[str, Any], context: Context) -> ContactFacts:
    """Raises Unfit (no-name) when there is neither a name nor a way to reach somebody."""
    element = Element.of(resource, context)
    names, telecoms = element.names(), element.telecoms()
    relationships = element.concepts("relationship")
    if not names and not telecoms:
        raise Unfit(reason("no-name"))
    shown = names[0].full if names else telecoms[0].value
    return ContactFacts(
        resident=element.ref("patient", "Patient"),
        active=element.boolean("active"),
        names=names,
        relationships=relationships,
        relationship=relationship(relationships),
        authorities=authorities(relationships),
        gender=element.code("gender", GENDERS),
        birth_date=element.date("birthDate"),
        telecoms=telecoms,
        addresses=element.addresses(),
        languages=languages(element),
        period=element.period("period"),
        line=Line(N_("Contact"), shown, relationships[0].label if relationships else ""),
        **element.common(),
    )
