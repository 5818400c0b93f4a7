"""FHIR Consent → an advance directive, or another consent."""

from collections.abc import Mapping
from typing import Any

from hearth.kernel.words import N_
from hearth.record.residents.codes import DirectiveKind
from hearth.surfaces.interop.datatypes import Concept, Period, Ref
from hearth.surfaces.interop.fhir.element import Context, Element, Unfit
from hearth.surfaces.interop.mapped import ConsentFacts, Line
from hearth.surfaces.interop.reasons import reason


# Source: http://hl7.org/fhir/ValueSet/consent-state-codes
STATUSES = frozenset(
    {"draft", "proposed", "active", "rejected", "inactive", "entered-in-error"}
)
DECISIONS = frozenset({"permit", "deny"})
_SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope"


# Surest first: a DNR order is an advance directive too.
# Source: http://terminology.hl7.org/CodeSystem/consentcategorycodes; LOINC 84095-9 DNR,
# 93037-0 and 100821-8 portable medical order, 75781-5, 81335-2 and 64298-3 health care
# agent, 86533-7 living will, 42348-3, 59284-0, 75320-2 and 75773-2 advance directives.
_DIRECTIVES = (
    (DirectiveKind.DNR_ORDER, ("dnr", "84095-9")),
    (DirectiveKind.POLST, ("polst", "93037-0", "100821-8")),
    (DirectiveKind.HEALTH_PROXY, ("75781-5", "81335-2", "64298-3")),
    (DirectiveKind.LIVING_WILL, ("86533-7",)),
    (DirectiveKind.OTHER, ("acd", "hcd", "42348-3", "59284-0", "75320-2", "75773-2")),
)


def consent(resource: Mapping[str, Any], context: Context) -> ConsentFacts:
    """Raises Unfit (missing, unknown-code) without a clear status."""
    element = Element.of(resource, context)
    status = element.code("status", STATUSES, essential=True)
    if not status:
        raise Unfit(reason("missing", path="Consent.status"))
    scope, categories = element.concept("scope"), element.concepts("category")
    date = element.when("dateTime")
    provision = element.one("provision")
    shown = categories[0].label if categories else (scope.label if scope else "")
    return ConsentFacts(
        resident=element.ref("patient", "Patient"),
        status=status,
        scope=scope,
        categories=categories,
        directive=directive(scope, categories),
        date=date,
        period=_period(provision),
        decision=provision.code("type", DECISIONS) if provision else "",
        performers=element.refs("performer"),
        agents=_agents(provision),
        organizations=element.refs("organization", "Organization"),
        attachments=element.attachments("sourceAttachment"),
        source=element.ref("sourceReference"),
        in_error=status == "entered-in-error",
        line=Line(N_("Consent"), shown, status, str(date or "")),
        **element.common(),
    )


def directive(scope: Concept | None, categories: tuple[Concept, ...]) -> str:
    """The kind of advance directive, "" when the consent is about something else."""
    meanings = (*categories, scope) if scope else categories
    for word, codes in _DIRECTIVES:
        if any(meaning.has(*codes) for meaning in meanings):
            return word
    is_scope = scope is not None and scope.code(_SCOPE) == "adr"
    return DirectiveKind.OTHER if is_scope else ""


def _period(provision: Element | None) -> Period | None:
    return provision.period("period") if provision else None


def _agents(provision: Element | None) -> tuple[Ref, ...]:
    if provision is None:
        return ()
    found = (item.ref("reference") for item in provision.all("actor"))
    return tuple(ref for ref in found if ref)
