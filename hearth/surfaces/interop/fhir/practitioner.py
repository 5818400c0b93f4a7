"""FHIR Practitioner and PractitionerRole → outside practitioners and what they do where."""

from collections.abc import Mapping
from typing import Any

from hearth.kernel.words import N_
from hearth.surfaces.interop.fhir.element import Context, Element, Unfit
from hearth.surfaces.interop.fhir.patient import GENDERS
from hearth.surfaces.interop.mapped import (
    Line,
    PractitionerFacts,
    PractitionerRoleFacts,
    Qualification,
)
from hearth.surfaces.interop.reasons import reason


def practitioner(resource: Mapping[str, Any], context: Context) -> PractitionerFacts:
    """Raises Unfit (no-name) when there is neither a name nor a number."""
    element = Element.of(resource, context)
    names = element.names()
    if not names and not element.identifiers():
        raise Unfit(reason("no-name"))
    qualifications = tuple(
        Qualification(
            item.concept("code"),
            item.identifiers(),
            item.period("period"),
            item.ref("issuer", "Organization"),
        )
        for item in element.all("qualification")
    )
    return PractitionerFacts(
        active=element.boolean("active"),
        names=names,
        gender=element.code("gender", GENDERS),
        birth_date=element.date("birthDate"),
        telecoms=element.telecoms(),
        addresses=element.addresses(),
        languages=element.concepts("communication"),
        qualifications=qualifications,
        line=Line(N_("Practitioner"), names[0].full if names else ""),
        **element.common(),
    )


def practitioner_role(resource: Mapping[str, Any], context: Context) -> PractitionerRoleFacts:
    """What a practitioner does for which organization."""
    element = Element.of(resource, context)
    who = element.ref("practitioner", "Practitioner")
    codes, specialties = element.concepts("code"), element.concepts("specialty")
    what = (codes or specialties or (None,))[0]
    return PractitionerRoleFacts(
        active=element.boolean("active"),
        practitioner=who,
        organization=element.ref("organization", "Organization"),
        codes=codes,
        specialties=specialties,
        locations=element.refs("location", "Location"),
        telecoms=element.telecoms(),
        period=element.period("period"),
        line=Line(N_("Practitioner role"), str(who or ""), what.label if what else ""),
        **element.common(),
    )
