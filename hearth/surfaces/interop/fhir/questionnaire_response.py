"""FHIR QuestionnaireResponse → kept, listed by its questionnaire and number of answers."""

from collections.abc import Iterator, Mapping
from typing import Any

from hearth.surfaces.interop.fhir import identity
from hearth.surfaces.interop.fhir.element import Context
from hearth.surfaces.interop.fhir.verbatim import verbatim
from hearth.surfaces.interop.mapped import Verbatim


def questionnaire_response(resource: Mapping[str, Any], context: Context) -> Verbatim:
    """The questionnaire's last path part names it, as "mds-3.0-section-c" does."""
    named = resource.get("questionnaire")
    name = (
        named.rstrip("/").rpartition("/")[2].partition("|")[0] if isinstance(named, str) else ""
    )
    answered = sum(1 for item in _items(resource) if item.get("answer"))
    shown = f"{name.lstrip('#')} ({answered})" if answered else name.lstrip("#")
    return verbatim(resource, context, what=identity.fit(shown[:120]).strip())


def _items(resource: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """All items at any depth; items also stand inside answers."""
    waiting: list[Any] = [resource]
    while waiting:
        found = waiting.pop()
        if isinstance(found, list):
            waiting.extend(found)
        elif isinstance(found, dict):
            if "linkId" in found:
                yield found
            waiting.extend(found.get(key) for key in ("item", "answer"))
