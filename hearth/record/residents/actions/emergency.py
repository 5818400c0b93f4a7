"""Whom to call first, and the page that goes with the ambulance."""

import secrets
from datetime import datetime

from django.db.models import F

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.events import EmsPageChanged
from hearth.record.residents.models import CallFirst, CareTeamMember, EmsPage, Resident
from hearth.record.residents.queries import record_ids

from ._rows import _about, _fits, _locked, _not_ended, _record, _said


@action("residents.add_call_first")
def add_call_first(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    text: str,
    unless: str = "",
    team_member: CareTeamMember | None = None,
    phone: str = "",
    position: int = 1,
) -> CallFirst:
    """Say in words whom to call first; ``team_member`` gives the number where ``phone`` does not.

    Raises Refused: text-missing, team-other, too-long, not-found; Conflict: merged-away.
    """
    resident = _record(scope, resident)
    if not text.strip():
        raise Refused("text-missing", N_("Say whom to call first: hospice before 911."))
    if team_member is not None and team_member.resident_id not in record_ids(scope, resident):
        raise Refused("team-other", N_("They do not look after this resident."))
    row = CallFirst(
        **_about(resident),
        text=text.strip(),
        unless=unless.strip(),
        team_member=team_member,
        phone=phone.strip(),
        position=position,
        said_at=clock.now(),
        said_by=by,
    )
    _fits(row)
    row.save()
    note("residents.add_call_first", row, by=by)
    return row


@action("residents.end_call_first")
def end_call_first(*, scope: Scope, by: Actor, call_first: CallFirst, reason: str) -> CallFirst:
    """It holds no more, and why. Raises Refused: reason-missing, not-found; Conflict:
    ended-already."""
    row = _not_ended(_locked(scope, call_first))
    row.ended_at, row.ended_by, row.ended_reason = clock.now(), by, _said(reason)
    _fits(row)
    row.save()
    note("residents.end_call_first", row, by=by)
    return row


@action("residents.make_ems_page")
def make_ems_page(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    reason: str,
    last_well_at: datetime | None = None,
    last_well_by: str = "",
    to_desk: bool = False,
) -> EmsPage:
    """Make the page for an ambulance crew: why they come, and when the resident was last well.

    ``to_desk``: it appears at the desk to be printed. What it says besides is read when it is
    opened. Raises Refused: reason-missing, future, too-long, not-found; Conflict: merged-away.
    """
    resident = _record(scope, resident)
    now = clock.now()
    if last_well_at is not None and last_well_at > now:
        raise Refused("future", N_("This cannot be recorded before it happens."))
    row = EmsPage(
        **_about(resident),
        reason=_said(reason),
        last_well_at=last_well_at,
        last_well_by=last_well_by.strip(),
        made_at=now,
        made_by=by,
        to_desk=to_desk,
    )
    _fits(row)
    row.save()
    note("residents.make_ems_page", row, by=by)
    publish(_page_changed(row))
    return row


@action("residents.send_ems_page")
def send_ems_page(*, scope: Scope, by: Actor, ems_page: EmsPage) -> EmsPage:
    """Put a page on the list at the desk, to be printed there. Harmless twice.

    Raises Refused: not-found.
    """
    row = _locked(scope, ems_page)
    row.to_desk, row.printed_at, row.printed_by = True, None, None
    row.save()
    note("residents.send_ems_page", row, by=by)
    publish(_page_changed(row))
    return row


@action("residents.print_ems_page")
def print_ems_page(*, scope: Scope, by: Actor, ems_page: EmsPage) -> EmsPage:
    """Say that a page was printed: it leaves the list at the desk. Raises Refused: not-found."""
    row = _locked(scope, ems_page)
    row.printed_at, row.printed_by = clock.now(), by
    row.save()
    note("residents.print_ems_page", row, by=by)
    publish(_page_changed(row))
    return row


@action("residents.issue_ems_code")
def issue_ems_code(*, scope: Scope, by: Actor, ems_page: EmsPage) -> str:
    """A new code by which a crew opens this one page without signing in; any older one is over.

    Comes back: the secret, which is kept nowhere. It opens until ``rules.EMS_CODE_HOLDS`` is
    over, or somebody ends it. Raises Refused: not-found; Conflict: ems-page-old.
    """
    row = _locked(scope, ems_page)
    now = clock.now()
    if not rules.may_issue_ems_code(row.made_at, now):
        raise Conflict("ems-page-old", N_("This page is old. Make a new one for the crew."))
    secret = secrets.token_urlsafe(32)
    row.code_hash, row.code_until = rules.ems_code_hash(secret), now + rules.EMS_CODE_HOLDS
    row.code_by, row.ended_at, row.ended_by = by, None, None
    row.save()
    note("residents.issue_ems_code", row, by=by, detail={"until": row.code_until.isoformat()})
    return secret


@action("residents.end_ems_code")
def end_ems_code(*, scope: Scope, by: Actor, ems_page: EmsPage) -> EmsPage:
    """The code opens no more, from now. Harmless twice. Raises Refused: not-found."""
    row = _locked(scope, ems_page)
    if row.ended_at is None:
        row.ended_at, row.ended_by = clock.now(), by
        row.save()
        note("residents.end_ems_code", row, by=by)
        publish(_page_changed(row))
    return row


@action("residents.open_ems_code")
def open_ems_code(*, scope: Scope, by: Actor, ems_page: EmsPage) -> EmsPage:
    """A crew opened the page by its code: each opening is a line of the trail.

    Raises Refused: ems-code-over.
    """
    row = _locked(scope, ems_page)
    if not rules.opens_ems_code(
        row.code_until, ended=row.ended_at is not None, now=clock.now()
    ):
        raise Refused("ems-code-over", N_("This code opens nothing any more."))
    row.opened_count, row.last_opened_at = F("opened_count") + 1, clock.now()
    row.save(update_fields=["opened_count", "last_opened_at"])
    row.refresh_from_db(fields=["opened_count"])
    note("residents.open_ems_code", row, by=by)
    publish(_page_changed(row))
    return row


def _page_changed(row: EmsPage) -> EmsPageChanged:
    return EmsPageChanged(
        facility_id=row.facility_id, resident_id=row.resident_id, ems_page_id=row.pk
    )
