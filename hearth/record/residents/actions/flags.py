"""Risks that everybody must know before they act."""

from datetime import datetime

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.residents.codes import FlagCode, Precaution
from hearth.record.residents.events import FlagEnded, FlagRaised
from hearth.record.residents.models import Flag, Resident

from ._rows import RUN_OUT, _about, _fits, _locked, _not_ended, _record, _said


@action("residents.raise_flag")
def raise_flag(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    code: FlagCode,
    text: str = "",
    precaution: Precaution | str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    reason: str = "",
    security_label: str = "",
) -> Flag:
    """Put a risk on the record that everybody must know before they act.

    ``precaution`` says how an infection passes on, and belongs to that risk alone. ``until``: it
    ends by itself then. One that ran out makes room for a new one.
    Raises Refused: future, until-first, text-missing, no-infection, not-a-choice, too-long, not-found;
    Conflict: flag-open, merged-away.
    """
    resident = _record(scope, resident)
    now = clock.now()
    since = since or now
    if since > now:
        raise Refused("future", N_("This cannot be recorded before it happens."))
    if until is not None and until <= max(since, now):
        raise Refused("until-first", N_("It would end before it begins: choose a later time."))
    if code == FlagCode.OTHER and not text.strip():
        raise Refused("text-missing", N_("Say what it is."))
    if precaution and code != FlagCode.INFECTION:
        raise Refused(
            "no-infection", N_("Precautions belong to an infection: choose that as the risk.")
        )
    stale = Flag.objects.filter(
        facility_id=resident.facility_id,
        resident=resident,
        code=code,
        ended_at__isnull=True,
        until__lte=now,
    )
    for row in stale:
        _run_out_flag(row, by)
    flag = Flag(
        **_about(resident),
        code=FlagCode(code),
        text=text,
        precaution=str(precaution),
        since=since,
        until=until,
        raised_by=by,
        raised_reason=reason,
    )
    flag.security_label = security_label or resident.security_label
    _fits(flag)
    flag.save()
    said = {"code": flag.code} | ({"precaution": flag.precaution} if flag.precaution else {})
    note("residents.raise_flag", flag, by=by, detail=said)
    publish(_flagged(FlagRaised, flag))
    return flag


@action("residents.end_flag")
def end_flag(*, scope: Scope, by: Actor, flag: Flag, reason: str) -> Flag:
    """Say that a risk is no longer one, and why.

    Raises Refused: reason-missing, not-found; Conflict: ended-already.
    """
    flag = _not_ended(_locked(scope, flag))
    flag.ended_at, flag.ended_by, flag.ended_reason = clock.now(), by, _said(reason)
    _fits(flag)
    flag.save()
    note("residents.end_flag", flag, by=by, detail={"code": flag.code})
    publish(_flagged(FlagEnded, flag))
    return flag


@action("residents.end_run_out_flags")
def end_run_out_flags(*, scope: Scope, by: Actor) -> int:
    """End the flags whose time is over, at the instant it was; how many. Harmless twice."""
    over = Flag.objects.select_for_update(skip_locked=True, no_key=True).filter(
        facility_id__in=scope.facilities, ended_at__isnull=True, until__lte=clock.now()
    )
    rows = list(over)
    for flag in rows:
        _run_out_flag(flag, by)
    if rows:
        note_many("residents.end_run_out_flags", rows, by=by)
    return len(rows)


def _run_out_flag(flag: Flag, by: Actor) -> None:
    flag.ended_at, flag.ended_by, flag.ended_reason = flag.until, by, RUN_OUT
    flag.save()
    publish(_flagged(FlagEnded, flag))


def _flagged(event: type[FlagRaised] | type[FlagEnded], flag: Flag) -> FlagRaised | FlagEnded:
    return event(
        facility_id=flag.facility_id,
        resident_id=flag.resident_id,
        flag_id=flag.pk,
        code=flag.code,
    )
