"""FHIR Flag → something to bear in mind about a resident."""

from collections.abc import Mapping
from typing import Any

from hearth.kernel.words import N_
from hearth.surfaces.interop.fhir.element import Context, Element, Unfit
from hearth.surfaces.interop.mapped import FlagFacts, Line
from hearth.surfaces.interop.reasons import reason


# Source: http://hl7.org/fhir/ValueSet/flag-status
STATUSES = frozenset({"active", "inactive", "entered-in-error"})


def flag(resource: Mapping[str, Any], context: Context) -> FlagFacts:
    """Raises Unfit (missing, unknown-code, wrong-type) without a clear status and code."""
    element = Element.of(resource, context)
    status = element.code("status", STATUSES, essential=True)
    code = element.concept("code", essential=True)
    if not status or code is None:
        raise Unfit(reason("missing", path="Flag.code" if status else "Flag.status"))
    period = element.period("period")
    return FlagFacts(
        resident=element.ref("subject", "Patient"),
        status=status,
        categories=element.concepts("category"),
        code=code,
        period=period,
        author=element.ref("author"),
        in_error=status == "entered-in-error",
        line=Line(N_("Flag"), code.label, status, str(period or "")),
        **element.common(),
    )
