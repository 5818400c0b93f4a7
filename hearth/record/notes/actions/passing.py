"""A hand-off that nobody of the coming shift signed goes to the nurse on call; work goes on."""

from datetime import timedelta

from hearth.kernel import clock
from hearth.kernel.words import N_
from hearth.platform.audit import actions as audit
from hearth.platform.audit.actions import action
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.notes import queries
from hearth.record.notes.models import Handoff
from hearth.record.staff import queries as staff
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks import actions as tasks

from .handoffs import _of, _put_together


LOOKED_AT_WITHIN = timedelta(hours=1)
"""How soon the nurse on call looks at an unsigned hand-off. Hearth's own default."""


@action("notes.pass_on_handoffs")
def pass_on_handoffs(*, scope: Scope, by: Actor) -> list[Handoff]:
    """Pass on the hand-offs that nobody took over within half an hour of the shift's end.

    Each is marked, put together if nobody had, and stands on the list of whoever answers as
    nurse. It can still be signed. Harmless twice.
    """
    facility, now = Facility.objects.get(pk=scope.facility_id), clock.now()
    passed = []
    for one in queries.unsigned_handoffs(scope, facility, now):
        row = _of(scope, by, one.turn)
        if row.passed_on_at is not None or row.signed_in_at is not None:
            continue
        if one.row is None:
            _put_together(scope, by, row, one.turn, now, None)
        row.passed_on_at = now
        row.save()
        audit.note("notes.pass_on_handoffs", row, by=by)
        _ask_nurse(scope, by, row, one)
        passed.append(row)
    return passed


def _ask_nurse(scope: Scope, by: Actor, row: Handoff, one: queries.ShiftHandoff) -> None:
    now = clock.now()
    answers = staff.who_answers(scope, role=DutyRole.NURSE, at=now)
    tasks.create_task(
        scope=scope,
        by=by,
        code="notes.unsigned_handoff",
        title=N_("Hand-off of the {shift} shift is unsigned: read it, see that work goes on"),
        title_values={"shift": one.turn.shift.name},
        opens=now,
        due=now + LOOKED_AT_WITHIN,
        owner_staff=answers[0].member if answers else None,
        cause=f"Handoff/{row.pk}",
        cause_code="unsigned",
        cause_text=N_("Nobody of the coming shift signed"),
    )
