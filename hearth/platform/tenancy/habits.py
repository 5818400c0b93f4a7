"""How a community speaks and shows, as told by the room above that keeps it.

``platform.content`` stands above this floor and keeps settings and words; here is only where it
says how to ask. Nobody told: nothing special.
"""

from collections.abc import Callable
from typing import Any


_asked: dict[str, Callable[[Any], Any]] = {}


def told(name: str, answer: Callable[[Any], Any]) -> None:
    """Say how ``name`` is found for a community."""
    _asked[name] = answer


def habit(name: str, facility: Any) -> Any:
    """What is told of a community under ``name``, or None."""
    answer = _asked.get(name)
    return answer(facility) if answer else None
