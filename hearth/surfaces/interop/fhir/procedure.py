"""FHIR Procedure → kept, listed by what was done and when."""

from collections.abc import Mapping
from typing import Any

from hearth.surfaces.interop.fhir.element import Context, Element
from hearth.surfaces.interop.fhir.verbatim import verbatim
from hearth.surfaces.interop.mapped import Verbatim


def procedure(resource: Mapping[str, Any], context: Context) -> Verbatim:
    """What was done, in words, when it was performed."""
    element = Element.of(resource, context)
    code = element.concept("code")
    return verbatim(
        resource,
        context,
        what=code.label[:120] if code else "",
        effective=element.moment("performed"),
    )
