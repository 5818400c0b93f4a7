"""Conditions, allergies, directives, payers, risks and measured values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from hearth.kernel.merging import Taken, Told
from hearth.record.observations.actions.imports import import_observations
from hearth.record.residents.actions.import_health import (
    import_allergies,
    import_conditions,
    import_coverages,
    import_directives,
    import_flags,
)
from hearth.surfaces.interop.mapped import (
    AllergyFacts,
    ConditionFacts,
    ConsentFacts,
    CoverageFacts,
    FlagFacts,
    Mapped,
    ObservationFacts,
)
from hearth.surfaces.interop.told import health, values

from .part import Case, Part


Fields = Callable[[Any, ZoneInfo], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Room:
    """A kind of fact: its resource type, its facts, the table it goes to and by which action."""

    kind: str
    facts: type[Mapped]
    table: str
    fields: Fields
    action: Callable[..., list[Taken]]


ROOMS = (
    _Room("Condition", ConditionFacts, "Condition", health.condition_fields, import_conditions),
    _Room(
        "AllergyIntolerance",
        AllergyFacts,
        "AllergyIntolerance",
        health.allergy_fields,
        import_allergies,
    ),
    _Room(
        "Consent", ConsentFacts, "AdvanceDirective", health.directive_fields, import_directives
    ),
    _Room("Coverage", CoverageFacts, "Coverage", health.coverage_fields, import_coverages),
    _Room("Flag", FlagFacts, "Flag", health.flag_fields, import_flags),
)


def take_health(part: Part) -> None:
    """Everything about a resident's health and who pays, kind by kind."""
    for room in ROOMS:
        cases = [case for case in part.of_type(room.kind) if part.settle_resident(case)]
        if not cases:
            continue
        told = [_told(part, room, case) for case in cases]
        taken = room.action(scope=part.scope, by=part.by, told=told)
        for case, one in zip(cases, taken, strict=True):
            case.become(room.table, one)


def _told(part: Part, room: _Room, case: Case) -> Told:
    fields = room.fields(case.facts, part.zone)
    before: Mapping[str, Any] | None = None
    if isinstance(case.before, room.facts):
        before = room.fields(case.before, part.zone)
    # What must not stand open in a column goes beside it.
    extra = {"member_number": fields.pop("member_number")} if "member_number" in fields else {}
    return part.told(case, fields, before, **extra)


def take_observations(part: Part, batch: str) -> None:
    """Measured and observed values; one without fields says that its sender took it back."""
    cases = [case for case in part.of_type("Observation") if part.settle_resident(case)]
    if not cases:
        return
    told = [part.told(case, _columns(case.facts, part.zone)) for case in cases]
    taken = import_observations(scope=part.scope, by=part.by, told=told, batch=batch)
    for case, one in zip(cases, taken, strict=True):
        case.become("Observation", one)


def _columns(facts: ObservationFacts, zone: ZoneInfo) -> dict[str, Any]:
    return {} if facts.in_error else values.observation_fields(facts, zone)
