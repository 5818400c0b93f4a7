"""FHIR MedicationRequest → kept, listed as a medication order."""

from collections.abc import Mapping
from typing import Any

from hearth.surfaces.interop.datatypes import Moment
from hearth.surfaces.interop.fhir.element import Context, Element
from hearth.surfaces.interop.fhir.verbatim import medication_of, verbatim
from hearth.surfaces.interop.mapped import Verbatim


def medication_request(resource: Mapping[str, Any], context: Context) -> Verbatim:
    """Medicine and directions in the sender's words; no dose is read out of them."""
    element = Element.of(resource, context)
    directions = next(
        (text for item in element.all("dosageInstruction") if (text := item.text("text"))), ""
    )
    medicine = medication_of(resource)
    shown = f"{medicine} ({directions[:80]})" if directions and medicine else medicine
    authored = element.when("authoredOn")
    return verbatim(
        resource,
        context,
        what=shown or directions[:120],
        effective=Moment(when=authored) if authored else None,
        since=element.text("status") == "active",
    )
