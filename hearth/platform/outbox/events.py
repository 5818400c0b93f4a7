"""What a published fact looks like, and who asked to hear it."""

import types
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID


_types: dict[str, type["Event"]] = {}
_reactions: dict[str, dict[str, Callable[..., Any]]] = {}

E = TypeVar("E", bound="Event")


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all domain events: past-tense facts of one community.

    Fields are keys, plain texts, numbers, dates and instants, or tuples of them; never rows.
    ``live`` names what a page open elsewhere may want to fetch again.
    """

    live: ClassVar[tuple[str, ...]] = ()
    facility_id: UUID

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        known = _types.setdefault(event_name(cls), cls)
        if (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"two events are called {event_name(cls)}")
        _types[event_name(cls)] = cls


def event_name(event: type[Event]) -> str:
    """The event's name as stored: ``tasks.TaskCompleted``."""
    room = event.__module__.removesuffix(".events").rpartition(".")[2]
    return f"{room}.{event.__name__}"


def on(event: type[E]) -> Callable[[Callable[[E], Any]], Callable[[E], Any]]:
    """Ask to hear of an event. Used in hearth.protocols and hearth.surfaces only.

    The reaction gets the event, inside the process scope of its community. It may run late, again
    after a failure, and out of order: it reads the present, and does nothing twice.
    """

    def register(reaction: Callable[[E], Any]) -> Callable[[E], Any]:
        _reactions.setdefault(event_name(event), {})[reaction_name(reaction)] = reaction
        return reaction

    return register


def reaction_name(reaction: Callable[..., Any]) -> str:
    """The reaction's name as stored: its module and function."""
    return f"{reaction.__module__}.{reaction.__qualname__}"


def reactions_to(name: str) -> dict[str, Callable[..., Any]]:
    """Who hears of an event, by name, in the order they asked."""
    return dict(_reactions.get(name, {}))


def forget(reaction: Callable[..., Any]) -> None:
    """Take a reaction off again (tests)."""
    for heard in _reactions.values():
        heard.pop(reaction_name(reaction), None)


def to_payload(event: Event) -> dict[str, Any]:
    """The event's values as JSON holds them, without the community. Raises TypeError for a row."""
    return {
        f.name: _plain(getattr(event, f.name), f.name)
        for f in fields(event)
        if f.name != "facility_id"
    }


def rebuild(name: str, facility_id: UUID, payload: dict[str, Any]) -> Event:
    """The event as it was published. A field it no longer has is left out.

    Raises LookupError for an event nobody declares any more.
    """
    kind = _types.get(name)
    if kind is None:
        raise LookupError(f"no event is called {name}")
    hints = get_type_hints(kind)
    known = {f.name for f in fields(kind)}
    values = {n: _typed(hints[n], v) for n, v in payload.items() if n in known}
    return kind(facility_id=facility_id, **values)


def _plain(value: Any, name: str) -> Any:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (str, UUID, Decimal)):
        return str(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (tuple, list, set, frozenset)):
        return [_plain(v, name) for v in value]
    if isinstance(value, dict) and not is_dataclass(value):
        return {str(k): _plain(v, name) for k, v in value.items()}
    raise TypeError(
        f"an event carries ids and plain values; {name} is a {type(value).__name__}"
    )


_READERS: dict[Any, Callable[[Any], Any]] = {
    UUID: UUID,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    Decimal: Decimal,
}


def _typed(hint: Any, value: Any) -> Any:
    """A JSON value read back as the field's own type."""
    if value is None:
        return None
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _typed(next(a for a in get_args(hint) if a is not type(None)), value)
    if origin in (tuple, list, set, frozenset):
        inner = next((a for a in get_args(hint) if a is not Ellipsis), Any)
        return origin(_typed(inner, v) for v in value)
    if hint in _READERS:
        return _READERS[hint](value)
    return hint(value) if isinstance(hint, type) and issubclass(hint, str) else value
