"""Steps that another room may hold: a list above says what is still missing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID


Gate = Callable[[Any, UUID], None]
"""(scope, resident): raises Refused while something holds the step."""

_gates: dict[str, list[Gate]] = {}


def hold(verb: str, gate: Gate) -> None:
    """Let a room above hold a verb of this one ("residents.move_in"); it is asked every time."""
    known = _gates.setdefault(verb, [])
    if gate not in known:
        known.append(gate)


def ask_gates(verb: str, scope: Any, resident_id: UUID) -> None:
    """Raise what the first gate that holds the verb says."""
    for gate in _gates.get(verb, []):
        gate(scope, resident_id)
