"""FHIR Goal → kept, listed by its description."""

from collections.abc import Mapping
from typing import Any

from hearth.surfaces.interop.fhir.element import Context, Element
from hearth.surfaces.interop.fhir.verbatim import verbatim
from hearth.surfaces.interop.mapped import Verbatim


def goal(resource: Mapping[str, Any], context: Context) -> Verbatim:
    """What is to be reached, in words."""
    description = Element.of(resource, context).concept("description")
    return verbatim(resource, context, what=description.label[:120] if description else "")
