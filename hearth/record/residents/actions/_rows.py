"""What the verbs of this room share: finding a row and locking it, and judging what is typed."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import AboutResident, Facility
from hearth.record.residents.events import ResidentChanged
from hearth.record.residents.models import Resident


M = TypeVar("M", bound=models.Model)

RUN_OUT = "run-out"
"""Why something ended that had its last day set from the start."""


def _locked(scope: Scope, row: M) -> M:
    """The row itself, locked: two people who act at once do so one after the other.

    Raises Refused (not-found): it is not there, or not for whoever asks.
    """
    found = (
        type(row)
        ._default_manager.select_for_update(no_key=True)
        .filter(pk=row.pk, facility_id__in=scope.facilities)
    )
    locked = found.first()
    if locked is None:
        raise Refused("not-found", N_("That is not on the record, or not for you to see."))
    return locked


def _record(scope: Scope, resident: Resident) -> Resident:
    """The resident's record, locked, to be written on. Raises Refused (not-found) and
    Conflict (merged-away): what is new goes to the record that stayed."""
    locked = _locked(scope, resident)
    if locked.merged_into_id is not None:
        raise Conflict(
            "merged-away",
            N_("This record was merged into another one. Open that one and write there."),
        )
    return locked


def _about(resident: Resident) -> dict[str, Any]:
    """What every row about a resident begins with."""
    return {
        "facility_id": resident.facility_id,
        "resident": resident,
        "security_label": resident.security_label,
    }


def _in_error(row: M, by: Actor, reason: str) -> M:
    """A locked row, saved as entered in error.

    Raises Refused: reason-missing, already-retracted.
    """
    kept: Any = row
    if kept.entered_in_error_at is not None:
        raise Refused("already-retracted", N_("This is already marked as entered in error."))
    kept.entered_in_error_reason = _said(reason)
    kept.entered_in_error_at, kept.entered_in_error_by = clock.now(), by
    _fits(row)
    row.save()
    return row


def _today(row: Resident | AboutResident) -> date:
    """The local day at the row's community."""
    return Facility.objects.get(pk=row.facility_id).today()


def _apply(row: M, changes: Mapping[str, Any], allowed: Iterable[str]) -> tuple[str, ...]:
    """Set what is new on ``row``; the columns that differ. A column outside ``allowed`` is a bug."""
    if unknown := set(changes) - set(allowed):
        raise TypeError(f"not to be changed here: {', '.join(sorted(unknown))}")
    differ = tuple(name for name, new in changes.items() if getattr(row, name) != new)
    for name in differ:
        setattr(row, name, changes[name])
    return differ


def _tell(resident: Resident, *fields: str) -> None:
    """Publish that something about a person changed."""
    publish(
        ResidentChanged(
            facility_id=resident.facility_id, resident_id=resident.pk, fields=tuple(fields)
        )
    )


def _said(reason: str) -> str:
    """A reason, which must be given. Raises Refused (reason-missing)."""
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why."))
    return reason.strip()


def _fits(*rows: models.Model) -> None:
    """Refuse what its column cannot hold. Raises Refused (too-long, not-a-choice)."""
    for row in rows:
        for name, limit, choices, is_list in _limits(type(row)):
            value = getattr(row, name)
            for one in value or () if is_list else (value,):
                _fits_column(name, one, limit, choices)


def _fits_column(name: str, value: Any, limit: int, choices: frozenset[str]) -> None:
    if not isinstance(value, str) or not value:
        return
    if choices and value not in choices:
        raise Refused(
            "not-a-choice",
            N_("{value} is not one of the choices of {field}."),
            value=str(value)[:40],
            field=name,
        )
    if limit and len(value) > limit:
        raise Refused(
            "too-long",
            N_("{field} is too long: {limit} characters are the most."),
            field=name,
            limit=limit,
        )


@cache
def _limits(model: type[models.Model]) -> tuple[tuple[str, int, frozenset[str], bool], ...]:
    found = []
    for column in model._meta.local_concrete_fields:
        is_list = isinstance(column, ArrayField)
        holds: Any = column.base_field if isinstance(column, ArrayField) else column
        if isinstance(holds, models.CharField):
            codes = frozenset(str(code) for code, _ in holds.choices or ())
            found.append((column.attname, holds.max_length or 0, codes, is_list))
    return tuple(found)


def _not_ended(row: Any) -> Any:
    if row.ended_at is not None:
        raise Conflict("ended-already", N_("Somebody ended this already."))
    return row


def _check_period(starts: date | None, ends: date | None) -> None:
    if starts is not None and ends is not None and ends < starts:
        raise Refused("ends-first", N_("The last day is before the first one."))


def _plain(value: str) -> str:
    """A number as it is compared: without gaps, in capitals."""
    return "".join(c for c in value.upper() if c.isalnum())
