"""Conditions and allergies as they are typed: their columns, and what must be true of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.record.residents.codes import (
    AllergyStatus,
    ConditionStatus,
    DatePrecision,
    Verification,
)
from hearth.record.residents.models import AllergyIntolerance, Condition

from ._rows import _apply, _check_period, _fits


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCondition:
    """A diagnosis or health problem: the columns of Condition. ``text`` is how it is called."""

    text: str
    code_system: str = ""
    code: str = ""
    codings: Sequence[Mapping[str, Any]] = ()
    clinical_status: str = ConditionStatus.ACTIVE
    verification_status: str = Verification.CONFIRMED
    onset: date | None = None
    onset_precision: str = DatePrecision.DAY
    abatement: date | None = None
    abatement_precision: str = DatePrecision.DAY
    asserter_text: str = ""
    comment: str = ""
    security_label: str = ""
    source_system: str = ""
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAllergy:
    """What must not be given: the columns of AllergyIntolerance.

    ``reactions`` is a list of {"text", "code", "system", "severity"}.
    """

    text: str
    code_system: str = ""
    code: str = ""
    codings: Sequence[Mapping[str, Any]] = ()
    type: str = ""
    category: Sequence[str] = ()
    criticality: str = ""
    reactions: Sequence[Mapping[str, Any]] = ()
    clinical_status: str = AllergyStatus.ACTIVE
    verification_status: str = Verification.UNCONFIRMED
    onset: date | None = None
    asserter_text: str = ""
    comment: str = ""
    security_label: str = ""
    source_system: str = ""
    source_id: str = ""


_FIXED = {"security_label", "source_system", "source_id"}
CONDITION = tuple(n for n in NewCondition.__dataclass_fields__ if n not in _FIXED)
"""What ``change_condition`` may change, besides ``error_reason``."""
ALLERGY = tuple(n for n in NewAllergy.__dataclass_fields__ if n not in _FIXED)
"""What ``change_allergy`` may change, besides ``error_reason``."""


def _columns(new: NewCondition | NewAllergy) -> dict[str, Any]:
    values = asdict(new)
    values.pop("security_label")
    lists = {"codings", "category", "reactions"}
    return {name: list(v) if name in lists else v for name, v in values.items()}


def _changed(
    row: Condition | AllergyIntolerance,
    changes: Mapping[str, Any],
    allowed: Iterable[str],
    error_reason: str,
) -> tuple[str, ...]:
    """Set what is new; the columns that differ. What was an error stays one."""
    error = Verification.ENTERED_IN_ERROR
    if row.verification_status == error:
        raise Conflict("in-error", N_("This was entered in error. Add a new entry instead."))
    new = dict(changes)
    if error_reason.strip():
        new |= {"verification_status": error, "error_reason": error_reason.strip()}
    elif new.get("verification_status") == error:
        raise Refused("reason-missing", N_("Say why it was an error."))
    return _apply(row, new, (*allowed, "error_reason"))


def _check_condition(row: Condition) -> None:
    if not row.text.strip():
        raise Refused("text-missing", N_("Say what it is."))
    _check_onset(row.onset)
    _check_period(row.onset, row.abatement)
    _fits(row)


def _check_allergy(row: AllergyIntolerance) -> None:
    if not row.text.strip():
        raise Refused("text-missing", N_("Say what it is."))
    _check_onset(row.onset)
    _fits(row)


def _check_onset(onset: date | None) -> None:
    # A day's grace: the community's calendar may be ahead of UTC.
    if onset is not None and (onset - clock.now().date()).days > 1:
        raise Refused("onset-future", N_("It cannot have begun in the future."))
