"""FHIR Observation → a measured or observed value."""

from collections.abc import Mapping
from typing import Any

from hearth.kernel.words import N_
from hearth.surfaces.interop.datatypes import Opaque, Quantity, Ratio
from hearth.surfaces.interop.fhir.element import LONG, Context, Element, Unfit
from hearth.surfaces.interop.fhir.identity import fit_json
from hearth.surfaces.interop.mapped import (
    Component,
    Line,
    ObservationFacts,
    ReferenceRange,
    Value,
)
from hearth.surfaces.interop.reasons import reason


# Source: http://hl7.org/fhir/ValueSet/observation-status
STATUSES = frozenset(
    {
        *("registered", "preliminary", "final", "amended", "corrected", "cancelled"),
        *("entered-in-error", "unknown"),
    }
)


def observation(resource: Mapping[str, Any], context: Context) -> ObservationFacts:
    """Raises Unfit when status, code or value cannot be read: half a value is worse than none."""
    element = Element.of(resource, context)
    status = element.code("status", STATUSES, essential=True)
    if not status:
        raise Unfit(reason("missing", path="Observation.status"))
    code = element.concept("code", essential=True)
    if code is None:
        raise Unfit(reason("missing", path="Observation.code"))
    value = value_of(element)
    components = tuple(_component(item) for item in element.all("component", essential=True))
    effective = element.moment("effective")
    return ObservationFacts(
        resident=element.ref("subject", "Patient"),
        status=status,
        categories=element.concepts("category"),
        code=code,
        effective=effective,
        issued=element.when("issued"),
        value=value,
        absent_reason=element.concept("dataAbsentReason"),
        interpretations=element.concepts("interpretation"),
        reference_ranges=_ranges(element),
        components=components,
        body_site=element.concept("bodySite"),
        method=element.concept("method"),
        performers=element.refs("performer"),
        device=element.ref("device", "Device"),
        encounter=element.ref("encounter", "Encounter"),
        has_members=element.refs("hasMember"),
        derived_from=element.refs("derivedFrom"),
        notes=element.notes(),
        in_error=status == "entered-in-error",
        line=Line(
            N_("Observation"),
            f"{code.label} {_shown(value, components)}".strip(),
            "" if status in ("final", "amended", "corrected") else status,
            str(effective or ""),
        ),
        **element.common(),
    )


def value_of(element: Element) -> Value | None:
    """value[x] of an Observation or one of its components."""
    for key in element.json:
        if key.startswith("value") and len(key) > 5:
            read = _VALUES.get(key)
            if read is None:
                raise Unfit(
                    reason(
                        "unknown-code",
                        path=element.path,
                        found=key,
                        expected=", ".join(_VALUES),
                    )
                )
            return read(element, key)  # type: ignore[no-any-return]
    return None


def _certain(element: Element, key: str, value: Value | None) -> Value | None:
    """``value``, unless something stood there that could not be read."""
    if value is None and element.json.get(key) is not None:
        found = str(element.json[key])
        raise Unfit(reason("bad-number", path=f"{element.path}.{key}", found=found))
    return value


def _ratio(element: Element, key: str) -> Ratio | None:
    found = element.one(key, essential=True)
    if found is None:
        return None
    return Ratio(
        found.quantity("numerator", essential=True),
        found.quantity("denominator", essential=True),
    )


def _text(element: Element, key: str) -> str | None:
    return element.text(key, limit=LONG, essential=True) or None


_VALUES: dict[str, Any] = {
    "valueQuantity": lambda element, key: element.quantity(key, essential=True),
    "valueCodeableConcept": lambda element, key: element.concept(key, essential=True),
    "valueString": _text,
    "valueBoolean": lambda e, key: _certain(e, key, e.boolean(key)),
    "valueInteger": lambda e, key: _certain(e, key, e.integer(key)),
    "valueRange": lambda e, key: _certain(e, key, e.range(key)),
    "valueRatio": _ratio,
    "valueSampledData": lambda element, key: Opaque("SampledData", fit_json(element.json[key])),
    "valueTime": lambda e, key: Opaque("time", e.text(key, essential=True)),
    "valueDateTime": lambda e, key: _certain(e, key, e.when(key)),
    "valuePeriod": lambda e, key: _certain(e, key, e.period(key)),
}


def _component(element: Element) -> Component:
    code = element.concept("code", essential=True)
    if code is None:
        raise Unfit(reason("missing", path=f"{element.path}.code"))
    return Component(
        code=code,
        value=value_of(element),
        absent_reason=element.concept("dataAbsentReason"),
        interpretations=element.concepts("interpretation"),
        reference_ranges=_ranges(element),
    )


def _ranges(element: Element) -> tuple[ReferenceRange, ...]:
    return tuple(
        ReferenceRange(
            low=item.quantity("low"),
            high=item.quantity("high"),
            type=item.concept("type"),
            applies_to=item.concepts("appliesTo"),
            age=item.range("age"),
            text=item.text("text"),
        )
        for item in element.all("referenceRange")
    )


def _shown(value: Value | None, components: tuple[Component, ...]) -> str:
    if value is not None:
        return getattr(value, "label", None) or str(value)[:120]
    values = [part.value for part in components]
    if len(values) == 2 and all(isinstance(item, Quantity) for item in values):
        first, second = values
        unit = second.unit if isinstance(second, Quantity) else ""
        return f"{_bare(first)}/{_bare(second)} {unit}".strip()
    return "; ".join(_shown(item, ()) for item in values[:4] if item is not None)


def _bare(value: Value | None) -> str:
    is_number = isinstance(value, Quantity) and value.value is not None
    return f"{value.value:f}" if is_number else str(value)  # type: ignore[union-attr]
