"""Writing the trail: with the fact, in its transaction; or after a refusal, in one of its own."""

import functools
import inspect
import json
import sys
from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction

from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.ids import uuid7
from hearth.platform.scope import current_scope, house_scope, process_scope, scoped

from .codes import Outcome


F = TypeVar("F", bound=Callable[..., Any])

# Longest text a detail may hold. Codes fit; a sentence about a resident does not.
LONGEST_DETAIL = 120
IDS_PER_ROW = 1000


class Acting(Protocol):
    """Whoever acts: an identity.Actor, or anything with its key and kind."""

    pk: UUID
    kind: str


def action(name: str) -> Callable[[F], F]:
    """Mark a verb: ``@action("tasks.complete_task")``. All or nothing, and always by somebody.

    The function takes keywords only, among them ``by`` and ``scope``. It runs in a savepoint of
    the open scoped transaction. A broken constraint named in the room's ``CONSTRAINTS`` table,
    ``{"constraint_name": (code, N_("sentence")[, Conflict])}``, comes out as Refused.
    """

    def decorate(function: F) -> F:
        _check_shape(function, name)

        @functools.wraps(function)
        def run(**kwargs: Any) -> Any:
            _require_scope(name, kwargs.get("scope"))
            try:
                with transaction.atomic():
                    return function(**kwargs)
            except IntegrityError as error:
                refusal = _refusal_of(error, function.__module__)
                if refusal is None:
                    raise
                raise refusal from error

        run.audit_name = name  # type: ignore[attr-defined]
        return run  # type: ignore[return-value]

    return decorate


def note(
    action: str,
    row: models.Model | None,
    *,
    by: Acting,
    resident_id: UUID | None = None,
    facility_id: UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> UUID:
    """Write one line: ``by`` did ``action`` to ``row``, in the transaction that makes it true.

    The community and the resident are read off the row unless they are named; without a row it
    is the scope's community. A row of the house goes into the house's chain.
    """
    scope = current_scope()
    if row is None and facility_id is None and scope is not None and scope.facilities:
        facility_id = scope.facility_id
    return write_event(
        facility_id=facility_id or _facility_of(row),
        action=action,
        by=by,
        resident_id=resident_id or _resident_of(row),
        entity_type=row._meta.object_name or "" if row is not None else "",
        entity_id=row.pk if row is not None else None,
        detail=detail,
    )


def note_many(
    action: str,
    rows: Iterable[models.Model],
    *,
    by: Acting,
    facility_id: UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Write one line for a whole batch (one per thousand rows): their ids stand in its detail."""
    batch = list(rows)
    for start in range(0, len(batch), IDS_PER_ROW):
        part = batch[start : start + IDS_PER_ROW]
        residents = sorted({str(r) for row in part if (r := _resident_of(row))})
        ids = {"ids": [str(row.pk) for row in part], "count": len(part)}
        write_event(
            facility_id=facility_id or _facility_of(part[0]),
            action=action,
            by=by,
            entity_type=part[0]._meta.object_name or "",
            detail=(detail or {}) | ids | ({"residents": residents} if residents else {}),
        )


def note_refusal(
    *,
    by: Acting | None,
    action: str,
    facility_id: UUID | None,
    outcome: Outcome = Outcome.REFUSED,
    entity_id: UUID | None = None,
    resident_id: UUID | None = None,
    purpose: str = "",
    request_id: str = "",
    detail: dict[str, Any] | None = None,
) -> None:
    """Write that somebody was refused, after the refused transaction rolled back.

    ``facility_id`` is the actor's own community, never that of the object asked for: whether
    a foreign object exists is not told there. What was asked for stands, by its id, in the
    house's own chain only; both lines share the request id.
    """
    if connection.in_atomic_block and current_scope() is not None:
        raise RuntimeError("note_refusal() must follow the rollback, not stand inside of it")
    detail = {key: _shortened(value) for key, value in (detail or {}).items()}
    common: dict[str, Any] = {
        "action": action[:100],
        "by": by,
        "outcome": outcome,
        "purpose": purpose,
        "request_id": request_id,
    }
    if facility_id is not None:
        with scoped(process_scope("audit", facility_id, request_id=request_id)):
            told = {key: value for key, value in detail.items() if not _is_key(value)}
            write_event(facility_id=facility_id, resident_id=resident_id, detail=told, **common)
    if facility_id is None or entity_id is not None:
        with scoped(house_scope("audit")):
            write_event(facility_id=None, entity_id=entity_id, detail=detail, **common)


def note_house(
    action: str,
    *,
    by: Acting | None,
    outcome: Outcome = Outcome.SUCCESS,
    entity_type: str = "",
    entity_id: UUID | None = None,
    request_id: str = "",
    detail: dict[str, Any] | None = None,
) -> None:
    """Write a line of the house's own chain (a sign-in, an operator's act), joining the open
    transaction or in one of its own."""
    values: dict[str, Any] = {
        "facility_id": None,
        "action": action,
        "by": by,
        "outcome": outcome,
        "entity_type": entity_type,
        "entity_id": entity_id,
        "request_id": request_id,
        "detail": detail,
    }
    if current_scope() is not None:
        write_event(**values)
        return
    with scoped(house_scope("audit")):
        write_event(**values)


_INSERT = (
    "INSERT INTO audit_auditevent (id, facility_id, actor_id, actor_kind, action, resident_id,"
    " entity_type, entity_id, outcome, purpose, request_id, view_id, detail)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb)"
)


def write_event(
    *,
    facility_id: UUID | None,
    action: str,
    by: Acting | None,
    resident_id: UUID | None = None,
    entity_type: str = "",
    entity_id: UUID | None = None,
    outcome: str = Outcome.SUCCESS,
    purpose: str = "",
    request_id: str = "",
    view_id: UUID | None = None,
    detail: dict[str, Any] | None = None,
    row_id: UUID | None = None,
) -> UUID:
    """One INSERT, nothing read back. The database adds its clock and the transaction's number."""
    scope = current_scope()
    row_id = row_id or uuid7()
    values = [
        row_id,
        facility_id,
        by.pk if by is not None else None,
        by.kind if by is not None else "",
        action,
        resident_id if facility_id else None,
        entity_type,
        _uuid_or_none(entity_id),
        str(outcome),
        purpose or (scope.purpose if scope else ""),
        request_id or (scope.request_id if scope else ""),
        view_id,
        _detail_text(detail),
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
    return row_id


def _detail_text(detail: dict[str, Any] | None) -> str:
    """The detail as JSON; a text too long to be a code is a bug, and refused here."""
    if not detail:
        return "{}"
    for key, value in detail.items():
        if isinstance(value, str) and len(value) > LONGEST_DETAIL:
            raise ValueError(f"audit detail {key!r} is a text; the trail holds ids and codes")
    return json.dumps(detail, default=str)


def _shortened(value: Any) -> Any:
    return value[:LONGEST_DETAIL] if isinstance(value, str) else value


def _is_key(value: Any) -> bool:
    """Whether this is the key of something, as typed into an address."""
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True


def _uuid_or_none(value: Any) -> UUID | None:
    return value if isinstance(value, UUID) else None


def _facility_of(row: models.Model | None) -> UUID | None:
    own = row is not None and row._meta.label == "tenancy.Facility"
    return _uuid_or_none(getattr(row, "pk" if own else "facility_id", None))


def _resident_of(row: models.Model | None) -> UUID | None:
    own = row is not None and row._meta.label == "residents.Resident"
    return _uuid_or_none(getattr(row, "pk" if own else "resident_id", None))


def _check_shape(function: Callable[..., Any], name: str) -> None:
    parameters = inspect.signature(function).parameters.values()
    if any(p.kind is not p.KEYWORD_ONLY for p in parameters):
        raise TypeError(f"{name}: an action takes keywords only")
    if missing := {"by", "scope"} - {p.name for p in parameters}:
        raise TypeError(f"{name}: an action says {' and '.join(sorted(missing))}")


def _require_scope(name: str, scope: Any) -> None:
    open_scope = current_scope()
    if open_scope is None or not connection.in_atomic_block:
        raise RuntimeError(f"{name}: no transaction; open one with scoped(scope)")
    if scope is not None and not set(scope.facilities) <= set(open_scope.facilities):
        raise RuntimeError(f"{name}: its scope is wider than the open transaction's")


def _refusal_of(error: IntegrityError, module: str) -> Refused | None:
    """The refusal that the broken constraint stands for, if its room has named it."""
    constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    while constraint and module.count(".") > 1:
        table = getattr(sys.modules.get(module), "CONSTRAINTS", {})
        if constraint in table:
            code, message, *kind = table[constraint]
            return (kind[0] if kind else Refused)(code, message)
        module = module.rpartition(".")[0]
    return None


__all__ = ["Conflict", "action", "note", "note_house", "note_many", "note_refusal"]
