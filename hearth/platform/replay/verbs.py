"""What a device may write: areas add verbs here, never queues of their own."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule


Run = Callable[..., dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing a device may ask for, and the permission it needs."""

    name: str
    permission: str
    run: Run


_verbs: dict[str, Verb] = {}
_loaded = False


def verb(name: str, *, permission: str) -> Callable[[Run], Run]:
    """Register ``fn(*, scope, by, payload: dict, effective: datetime | None) -> dict``.

    What it returns is the answer, and must be plain JSON. It is called at most once for each
    client reference, inside the transaction that keeps the answer.
    """

    def register(run: Run) -> Run:
        wanted = {"scope", "by", "payload", "effective"}
        if set(inspect.signature(run).parameters) != wanted:
            raise TypeError(f"{name}: a verb takes {', '.join(sorted(wanted))}")
        known = _verbs.get(name)
        if known is not None and known.run.__qualname__ != run.__qualname__:
            raise TypeError(f"two verbs are called {name}")
        _verbs[name] = Verb(name=name, permission=permission, run=run)
        return run

    return register


def find(name: str) -> Verb | None:
    """The verb of that name, or None. The first question of a process loads them all."""
    if not _loaded:
        load()
    return _verbs.get(name)


def all_verbs() -> list[Verb]:
    """Every verb, by name."""
    if not _loaded:
        load()
    return [_verbs[name] for name in sorted(_verbs)]


def forget(name: str) -> None:
    """Take a verb off again (tests)."""
    _verbs.pop(name, None)


def load() -> None:
    """Import every app's ``api.py``, where verbs are registered."""
    from importlib import import_module

    global _loaded
    for config in apps.get_app_configs():
        if config.name.startswith("hearth.") and module_has_submodule(config.module, "api"):
            import_module(f"{config.name}.api")
    _loaded = True
