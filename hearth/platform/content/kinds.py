"""The kinds of definition there are, each with its schema, its impact and how it is tried.

An area registers its own kind, or only the impact of one the house ships::

    @definition_kind("shift-patterns", label=N_("Shift patterns"), schema=SCHEMA)
    def shift_patterns_impact(scope, before, after) -> list[Impact]: …
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.scope import Scope


# A text that people read: one string for each language, English always among them.
WORDS = {
    "type": "object",
    "format": "words",
    "required": ["en"],
    "additionalProperties": {"type": "string"},
    "properties": {"en": {"type": "string", "minLength": 1}},
}
CODE = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 60}


@dataclass(frozen=True, slots=True)
class Impact:
    """One line of what a change touches.

    ``text`` is an English sentence marked with ``N_`` that may name ``values``; it is
    translated where it is shown. ``references`` name the rows ("Resident/0198…").
    """

    text: str
    values: tuple[tuple[str, Any], ...] = ()
    count: int = 0
    references: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, text: str, *, count: int = 0, references: tuple[str, ...] = (), **values: Any
    ) -> "Impact":
        return cls(text, tuple(values.items()), count, references)

    def shown(self, translate: Callable[[str], str] = str) -> str:
        return translate(self.text).format(**dict(self.values))

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "values": dict(self.values),
            "count": self.count,
            "references": list(self.references),
        }


ImpactOf = Callable[[Scope, dict[str, Any] | None, dict[str, Any]], list[Impact]]
Trial = Callable[[dict[str, Any], Any], Any]


@dataclass(frozen=True)
class DefinitionKind:
    """A kind: ``layered`` bodies are laid over the house's key by key, others replace it whole.

    ``impact`` says what changing ``before`` (None: nothing was in force) to ``after`` touches.
    ``trial`` answers one test vector; ``rules`` finds what a schema cannot say.
    """

    name: str
    label: str
    schema: dict[str, Any]
    impact: ImpactOf | None = None
    trial: Trial | None = None
    rules: Callable[[dict[str, Any]], list[str]] | None = None
    layered: bool = False
    note: str = ""

    @cached_property
    def validator(self) -> Draft202012Validator:
        return Draft202012Validator(self.schema, format_checker=FormatChecker())

    @cached_property
    def part_validator(self) -> Draft202012Validator:
        """For a body that is laid over another: nothing of it is required."""
        schema = {k: v for k, v in self.schema.items() if k != "required"}
        return Draft202012Validator(schema, format_checker=FormatChecker())

    def faults(self, body: Any, *, whole: bool = True) -> list[str]:
        """What is wrong with a body, each with its place in it; nothing when it is sound."""
        validator = self.validator if whole or not self.layered else self.part_validator
        errors = sorted(validator.iter_errors(body), key=lambda e: [str(p) for p in e.path])
        found = [f"{'.'.join(str(p) for p in e.path) or 'body'}: {e.message}" for e in errors]
        if not found and self.rules:
            found = self.rules(body)
        return found


_kinds: dict[str, DefinitionKind] = {}


def register(kind: DefinitionKind) -> DefinitionKind:
    """Make a kind known. A name is taken once."""
    if kind.name in _kinds:
        raise ValueError(f"the kind {kind.name} is registered twice")
    Draft202012Validator.check_schema(kind.schema)
    _kinds[kind.name] = kind
    return kind


def definition_kind(
    name: str, *, label: str, schema: dict[str, Any], **more: Any
) -> Callable[[ImpactOf], ImpactOf]:
    """Register a kind by its impact function (see the module)."""

    def decorate(impact: ImpactOf) -> ImpactOf:
        register(DefinitionKind(name=name, label=label, schema=schema, impact=impact, **more))
        return impact

    return decorate


_more_impact: dict[str, list[ImpactOf]] = {}


def touches(name: str) -> Callable[[ImpactOf], ImpactOf]:
    """Add to the impact of a kind from a higher floor that knows more of what hangs on it."""

    def decorate(impact: ImpactOf) -> ImpactOf:
        _more_impact.setdefault(name, []).append(impact)
        return impact

    return decorate


def kind_of(name: str) -> DefinitionKind:
    """The kind called ``name``. Raises Refused (no-kind)."""
    if name not in _kinds:
        raise Refused("no-kind", N_("There is no definition of the kind {kind}."), kind=name)
    return _kinds[name]


def all_kinds() -> list[DefinitionKind]:
    """Every kind, in the order it was made known."""
    return list(_kinds.values())


def impact_of(
    name: str, scope: Scope, before: dict[str, Any] | None, after: dict[str, Any]
) -> list[Impact] | None:
    """What the change touches, by every room that knows; None where nobody can say."""
    kind = kind_of(name)
    functions = ([kind.impact] if kind.impact else []) + _more_impact.get(name, [])
    if not functions:
        return None
    return [line for function in functions for line in function(scope, before, after)]
