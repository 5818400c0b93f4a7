"""FHIR Coverage → who pays."""

from collections.abc import Mapping
from typing import Any

from hearth.kernel.words import N_
from hearth.surfaces.interop.fhir.element import Context, Element, Unfit
from hearth.surfaces.interop.mapped import CoverageClass, CoverageFacts, Line
from hearth.surfaces.interop.reasons import reason


# Source: http://hl7.org/fhir/ValueSet/fm-status
STATUSES = frozenset({"active", "cancelled", "draft", "entered-in-error"})


def coverage(resource: Mapping[str, Any], context: Context) -> CoverageFacts:
    """Raises Unfit (missing, unknown-code) without a clear status."""
    element = Element.of(resource, context)
    status = element.code("status", STATUSES, essential=True)
    if not status:
        raise Unfit(reason("missing", path="Coverage.status"))
    kind, period = element.concept("type"), element.period("period")
    payors = element.refs("payor")
    shown = kind.label if kind else ", ".join(str(payor) for payor in payors)
    return CoverageFacts(
        resident=element.ref("beneficiary", "Patient"),
        status=status,
        coverage_type=kind,
        subscriber_id=element.text("subscriberId"),
        subscriber=element.ref("subscriber"),
        policy_holder=element.ref("policyHolder"),
        relationship=element.concept("relationship"),
        period=period,
        payors=payors,
        classes=tuple(_class(item) for item in element.all("class")),
        dependent=element.text("dependent"),
        network=element.text("network"),
        order=element.integer("order"),
        in_error=status == "entered-in-error",
        line=Line(N_("Coverage"), shown, status, str(period or "")),
        **element.common(),
    )


def _class(element: Element) -> CoverageClass:
    kind = element.concept("type")
    return CoverageClass(
        kind.code() or kind.label if kind else "", element.text("value"), element.text("name")
    )
