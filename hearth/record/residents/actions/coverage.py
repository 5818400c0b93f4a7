"""Who pays."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hearth.kernel import clock
from hearth.kernel.errors import Conflict
from hearth.kernel.keyring import keyring
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.record.residents.models import Coverage, Resident
from hearth.record.residents.queries import MEMBER_CONTEXT

from ._rows import _about, _apply, _check_period, _fits, _locked, _plain, _record, _tell


_COVERAGE = (
    "payer_kind",
    "payer",
    "plan",
    "group",
    "phone",
    "position",
    "starts",
    "ends",
    "member_number",
)


@action("residents.add_coverage")
def add_coverage(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    payer_kind: str,
    payer: str = "",
    plan: str = "",
    group: str = "",
    member_number: str = "",
    phone: str = "",
    position: int = 1,
    starts: date | None = None,
    ends: date | None = None,
) -> Coverage:
    """Say who pays, in which order. The member number is kept closed; its last four show.

    Raises Refused: ends-first, not-a-choice, too-long, not-found; Conflict: merged-away.
    """
    resident = _record(scope, resident)
    row = Coverage(
        **_about(resident),
        payer_kind=payer_kind,
        payer=payer,
        plan=plan,
        group=group,
        phone=phone,
        position=position,
        starts=starts,
        ends=ends,
    )
    _close_member_number(row, member_number)
    _check_period(starts, ends)
    _fits(row)
    row.save()
    note("residents.add_coverage", row, by=by, detail={"kind": row.payer_kind})
    _tell(resident, "coverage")
    return row


@action("residents.change_coverage")
def change_coverage(
    *,
    scope: Scope,
    by: Actor,
    coverage: Coverage,
    changes: Mapping[str, Any],
    error_reason: str = "",
) -> Coverage:
    """Correct who pays; with ``error_reason`` take it off as entered in error.

    Raises Refused: ends-first, not-a-choice, too-long, not-found; Conflict: ended-already.
    """
    coverage = _locked(scope, coverage)
    if coverage.entered_in_error_at is not None:
        raise Conflict("ended-already", N_("Somebody took this off the record already."))
    new = dict(changes)
    changed = _apply(
        coverage, {k: v for k, v in new.items() if k != "member_number"}, _COVERAGE
    )
    if "member_number" in new:
        _close_member_number(coverage, new["member_number"])
        changed += ("member_number",)
    if error_reason.strip():
        coverage.entered_in_error_at, coverage.entered_in_error_by = clock.now(), by
        coverage.entered_in_error_reason = error_reason.strip()
        changed += ("entered_in_error",)
    if not changed:
        return coverage
    _check_period(coverage.starts, coverage.ends)
    _fits(coverage)
    coverage.save()
    note("residents.change_coverage", coverage, by=by, detail={"fields": list(changed)})
    _tell(coverage.resident, "coverage")
    return coverage


def _close_member_number(row: Coverage, text: str) -> None:
    text = text.strip()
    row.member_number_encrypted = (
        keyring().encrypt(text.encode(), context=MEMBER_CONTEXT) if text else None
    )
    row.member_number_index = (
        keyring().blind_index(_plain(text), context=MEMBER_CONTEXT) if text else ""
    )
    row.member_number_last4 = text[-4:]
