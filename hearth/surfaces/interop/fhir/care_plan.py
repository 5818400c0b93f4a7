"""FHIR CarePlan → kept, listed by its title or category."""

from collections.abc import Mapping
from typing import Any

from hearth.surfaces.interop.fhir.element import Context, Element
from hearth.surfaces.interop.fhir.verbatim import verbatim
from hearth.surfaces.interop.mapped import Verbatim


def care_plan(resource: Mapping[str, Any], context: Context) -> Verbatim:
    """The last category is the most particular: servers put "assess-plan" first."""
    element = Element.of(resource, context)
    categories = [item.label for item in element.concepts("category") if item.label]
    shown = element.text("title") or (categories[-1] if categories else "")
    return verbatim(resource, context, what=shown, since=element.json.get("status") == "active")
