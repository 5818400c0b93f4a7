"""Somebody an agency sends is let in within minutes, and out again by itself."""

from dataclasses import dataclass
from datetime import date, datetime

from hearth.care.rostering import queries, rules
from hearth.care.rostering.events import AgencyPassEnded, AgencyPassMade
from hearth.care.rostering.models import AgencyPass
from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity import actions as identity
from hearth.platform.identity.models import Actor
from hearth.platform.identity.queries import account_of_actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.staff import actions as staff
from hearth.record.staff import queries as people
from hearth.record.staff.codes import DutyRole, DutyStatus, Employment
from hearth.record.staff.models import Run, StaffMember


CAME = "came-later"  # a code of run-change-reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPass:
    """Whom an agency sends: the license or certificate with its number and last day, as what,
    until when (UTC). ``pin`` is chosen by the person."""

    given: str
    family: str
    agency: str
    role: DutyRole | str
    sort: str
    number: str
    ends: date
    pin: str
    until: datetime
    run: Run | None = None
    phone: str = ""


@action("rostering.make_agency_pass")
def make_agency_pass(*, scope: Scope, by: Actor, new: NewPass, despite: str = "") -> AgencyPass:
    """Let somebody in whom an agency sends: staff file, license, role, duty that begins now, run,
    and a PIN that opens the house's tablets until they leave.

    Who was here before is known again by the number of the license.
    Raises Refused: agency-missing, number-missing, pass-role, until-past, too-long, works-here,
    pin-shape, pin-simple, pin-date, not-qualified, sort-unknown, name-missing; Conflict:
    pass-open, duty-began.
    """
    now = clock.now()
    role = DutyRole(new.role)
    rules.check_pass(str(role), agency=new.agency, until=new.until, now=now)
    facility = Facility.objects.get(pk=scope.facility_id)
    last_day = new.until.astimezone(facility.zone).date()
    member = _member(scope, by, new, last_day)
    _license(scope, by, member, new)
    if role not in people.role_codes(scope, facility.today()).get(member.pk, []):
        staff.assign_role(scope=scope, by=by, member=member, role=role, ends=last_day)
    account = identity.let_in_by_pin(
        scope=scope,
        by=by,
        name=str(member),
        role=str(role),
        pin=new.pin,
        until=new.until,
        account=account_of_actor(scope, member.actor_id),
    )
    if member.actor_id is None:
        member = staff.change_staff_member(
            scope=scope, by=by, member=member, changes={"actor": account.actor}
        )
    duty = staff.check_in(
        scope=scope, by=by, member=member, role=role, despite=despite, until=new.until
    )
    if new.run is not None:
        _put_on_run(scope, by, new.run, member, facility)
    made = AgencyPass.objects.create(
        facility_id=scope.facility_id,
        member=member,
        duty=duty,
        actor=account.actor,
        agency=new.agency.strip(),
        until=new.until,
        made_at=now,
        made_by=by,
    )
    note("rostering.make_agency_pass", made, by=by, detail={"role": str(role)})
    publish(
        AgencyPassMade(
            facility_id=made.facility_id, agency_pass_id=made.pk, member_id=member.pk
        )
    )
    return made


@action("rostering.end_agency_pass")
def end_agency_pass(
    *, scope: Scope, by: Actor, agency_pass: AgencyPass, effective: datetime | None = None
) -> AgencyPass:
    """End a pass: the duty ends (at ``effective``, UTC, default now) and the PIN opens nothing.

    Raises Conflict: pass-over.
    """
    row = AgencyPass.objects.select_for_update(of=("self",)).get(pk=agency_pass.pk)
    if row.ended_at is not None:
        raise Conflict("pass-over", N_("This pass has ended already."))
    now = clock.now()
    left = min(effective or now, now)
    for duty in people.duties(scope).filter(member_id=row.member_id, status=DutyStatus.ON):
        when = max(left, duty.arrived_at or left)
        staff.end_duty(scope=scope, by=by, duty=duty, effective=when)
    account = account_of_actor(scope, row.actor_id)
    if account is not None:
        identity.end_pin_access(scope=scope, by=by, account=account)
    row.ended_at, row.ended_by = now, by
    row.save(update_fields=["ended_at", "ended_by"])
    note("rostering.end_agency_pass", row, by=by)
    publish(
        AgencyPassEnded(
            facility_id=row.facility_id, agency_pass_id=row.pk, member_id=row.member_id
        )
    )
    return row


@action("rostering.end_agency_passes")
def end_agency_passes(*, scope: Scope, by: Actor) -> int:
    """End the passes whose time is over, at the instant it was; how many. Harmless twice."""
    over = list(queries.agency_passes(scope).filter(until__lte=clock.now()))
    for row in over:
        end_agency_pass(scope=scope, by=by, agency_pass=row, effective=row.until)
    return len(over)


def _member(scope: Scope, by: Actor, new: NewPass, last_day: date) -> StaffMember:
    """Who it is: known again by the license, or new. Raises Refused: number-missing, works-here."""
    if not new.number.strip():
        raise Refused("number-missing", N_("Enter the number of the license or certificate."))
    known = people.by_number(scope, new.sort, new.number)
    if known is None:
        return staff.add_staff_member(
            scope=scope,
            by=by,
            member=staff.NewMember(
                family=new.family,
                given=new.given,
                employment=Employment.AGENCY,
                job_title=new.agency,
                phone=new.phone,
                active_to=last_day,
            ),
        )
    if known.employment != Employment.AGENCY:
        raise Refused(
            "works-here",
            N_("That number belongs to {who}, who works here. Check them in instead."),
            who=str(known),
        )
    if queries.open_pass_of(scope, known.pk) is not None:
        raise Conflict("pass-open", N_("They are here on a pass already. End that one first."))
    if known.active_to is not None and known.active_to < last_day:
        known = staff.end_staff_member(scope=scope, by=by, member=known, last_day=last_day)
    return staff.change_staff_member(
        scope=scope,
        by=by,
        member=known,
        changes={"job_title": new.agency, "phone": new.phone or known.phone},
    )


def _license(scope: Scope, by: Actor, member: StaffMember, new: NewPass) -> None:
    """Put the license on file, seen by whoever makes the pass; the same again is not doubled."""
    mine = people.qualifications(scope).filter(member=member, sort=new.sort)
    if mine.filter(number__iexact=new.number.strip(), ends=new.ends).exists():
        return
    staff.record_qualification(
        scope=scope,
        by=by,
        member=member,
        sort=new.sort,
        values={"number": new.number, "ends": new.ends, "seen": True},
    )


def _put_on_run(
    scope: Scope, by: Actor, run: Run, member: StaffMember, facility: Facility
) -> None:
    """Put them on a run of the shift they come for; nothing between shifts."""
    now = clock.now()
    turn = people.turn_to_come_for(scope, facility, now)
    shift = people.shifts(scope).filter(pk=turn.shift.id).first() if turn else None
    if turn is None or shift is None:
        return
    staff.assign_run(
        scope=scope,
        by=by,
        run=run,
        member=member,
        shift=shift,
        day=turn.day,
        reason=CAME,
    )
