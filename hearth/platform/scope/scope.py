"""The scope of a question, and the transaction that carries it to the database."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db import connection, transaction

from hearth.kernel import clock, tracing
from hearth.kernel.ids import named_uuid


LABELS = ("normal", "restricted", "part2")
ALL_PERMISSIONS = frozenset({"*"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What one actor may see and do now, and why.

    ``facilities`` are communities; ``residents`` is None for every resident of them, else the
    only ones that exist for this question. ``labels`` are the security labels that may be read
    (``normal``, ``restricted``, ``part2``: 42 CFR Part 2). ``permissions`` are ``app.verb``
    strings. ``purpose`` is one of treatment, operations, emergency, review, own, process.
    ``read_only`` is somebody from outside who may look and print: nothing is changed in it.
    ``opened`` are residents whose restricted record was opened to this actor by name: it is read
    in a scope of its own (``identity.scopes.opened_scope``), never among the others.
    """

    actor_id: UUID
    actor_kind: str
    actor_label: str = ""
    facilities: tuple[UUID, ...] = ()
    residents: frozenset[UUID] | None = None
    permissions: frozenset[str] = frozenset()
    labels: tuple[str, ...] = ("normal",)
    purpose: str = "treatment"
    roles: tuple[str, ...] = ()
    device_id: UUID | None = None
    emergency_until: str = ""
    read_only: bool = False
    opened: frozenset[UUID] = frozenset()
    request_id: str = field(default_factory=tracing.id_for_new_work)

    @property
    def facility_id(self) -> UUID:
        """The one community asked about. Raises ValueError where there are none or several."""
        if len(self.facilities) != 1:
            raise ValueError(f"this scope holds {len(self.facilities)} communities, not one")
        return self.facilities[0]

    def may(self, permission: str) -> bool:
        """Whether ``app.verb`` is allowed here and now."""
        return permission in self.permissions or "*" in self.permissions

    def may_see(self, resident_id: UUID) -> bool:
        """Whether the resident exists for this question."""
        return self.residents is None or resident_id in self.residents

    def narrowed(self, residents: Iterable[UUID]) -> "Scope":
        """The same question about fewer residents; it can never widen."""
        wanted = frozenset(residents)
        if self.residents is not None:
            wanted &= self.residents
        return replace(self, residents=wanted)


_current: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current_scope() -> Scope | None:
    """The scope of the open transaction, or None outside of one."""
    return _current.get()


def process_scope(name: str, facility_id: UUID, *, request_id: str = "") -> Scope:
    """The scope of a job, a loop or a command: one community at a time, all its residents."""
    return Scope(
        actor_id=process_actor_id(name),
        actor_kind="process",
        actor_label=name,
        facilities=(facility_id,),
        permissions=ALL_PERMISSIONS,
        labels=LABELS,
        purpose="process",
        request_id=request_id or tracing.id_for_new_work(),
    )


def house_scope(name: str = "house") -> Scope:
    """The scope of work on house tables alone: no community, so no resident can be found."""
    return Scope(
        actor_id=process_actor_id(name),
        actor_kind="process",
        actor_label=name,
        purpose="process",
    )


def process_actor_id(name: str) -> UUID:
    """The key of the actor that stands for a process; the same in every house."""
    return named_uuid("process", name)


@contextmanager
def scoped(scope: Scope) -> Iterator[Scope]:
    """Open a transaction in which exactly what ``scope`` allows can be found or written.

    Nested, it is a savepoint, and the outer scope holds again afterwards. The settings live
    and die with the transaction, so a pooled connection carries nothing to the next request.
    Work that has no id yet (a loop's turn, a command) has the scope's in its log lines.
    """
    outer = _current.get()
    nested = connection.in_atomic_block
    untraced = not tracing.current_id()
    trace = tracing.traced(scope.request_id) if untraced else nullcontext()
    with trace, transaction.atomic():
        token = _current.set(scope)
        try:
            _tell_database(scope)
            yield scope
            if outer is not None:
                _tell_database(outer)
            elif nested:
                _tell_database(None)
        finally:
            _current.reset(token)


@contextmanager
def going_on_as(scope: Scope) -> Iterator[Scope]:
    """Ask the rest of the open transaction as another scope: no savepoint, and the database is
    told only where what it holds to differs. Inside ``scoped``."""
    outer = _current.get()
    if outer is None:
        raise RuntimeError("there is no scope to go on from")
    differs = _settings(scope) != _settings(outer)
    token = _current.set(scope)
    try:
        if differs:
            _tell_database(scope)
        yield scope
        if differs:
            _tell_database(outer)
    finally:
        _current.reset(token)


_SETTINGS = (
    "SELECT set_config('hearth.facilities', %s, true), set_config('hearth.residents', %s, true), "
    "set_config('hearth.labels', %s, true), set_config('hearth.actor', %s, true), "
    "set_config('hearth.request', %s, true), set_config('hearth.now', %s, true)"
)


def _tell_database(scope: Scope | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SETTINGS, _settings(scope))


def _settings(scope: Scope | None) -> list[str]:
    if scope is None:
        return ["", "", "", "", "", ""]
    residents = "*" if scope.residents is None else _array(scope.residents)
    instant = clock.pinned_instant()
    return [
        _array(scope.facilities),
        residents,
        "{" + ",".join(scope.labels) + "}",
        str(scope.actor_id),
        scope.request_id,
        instant.isoformat() if instant else "",
    ]


def _array(ids: Iterable[UUID]) -> str:
    return "{" + ",".join(sorted(str(i) for i in ids)) + "}"
