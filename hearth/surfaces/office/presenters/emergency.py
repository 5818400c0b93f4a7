"""Emergency access in words."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hearth.kernel import clock
from hearth.platform.identity.codes import EmergencyReason
from hearth.platform.identity.models import EmergencyAccess
from hearth.platform.identity.permissions import REVIEW_EMERGENCY_ACCESS
from hearth.platform.identity.requests import Request
from hearth.platform.ui.parts import (
    DONE,
    ROUTINE,
    URGENT,
    Action,
    Cell,
    Chip,
    Column,
    Fact,
    Facts,
    Line,
    State,
    Table,
)


def accesses_table(
    request: Request, rows: list[EmergencyAccess], names: dict[UUID, str]
) -> Table:
    """Each access: who opened whose record, why, and whether somebody looked at it since."""
    return Table(
        caption=_("Emergency access"),
        columns=(
            Column(_("Opened by")),
            Column(_("Resident")),
            Column(_("When")),
            Column(_("Why")),
            Column(_("Review")),
            Column(_("Actions"), hidden_label=True, align="end"),
        ),
        rows=tuple(_line(request, row, names) for row in rows),
        empty=State(
            "done",
            _("Nobody has opened a record in an emergency"),
            _("Each access is listed here with its reason, to be looked at within 72 hours."),
        ),
    )


def _line(request: Request, row: EmergencyAccess, names: dict[UUID, str]) -> Line:
    return Line(
        id=f"access-{row.pk}",
        cells=(
            Cell(row.actor.label, head=True),
            Cell(names.get(row.resident_id, _("A resident"))),
            Cell(at=row.opened_at),
            Cell(_(EmergencyReason.label_of(row.reason)), note=row.explanation[:160]),
            Cell(chip=standing(row), note=row.reviewed_by.label if row.reviewed_by else ""),
            Cell(actions=_review(request, row)),
        ),
    )


def standing(row: EmergencyAccess) -> Chip:
    """How far the review is."""
    if row.reviewed_at is not None:
        return Chip(_("Reviewed"), DONE)
    if row.closed_at is None and row.until > clock.now():
        return Chip(_("Open now"), URGENT)
    return Chip(_("Waits for review"), ROUTINE)


def _review(request: Request, row: EmergencyAccess) -> tuple[Action, ...]:
    if row.reviewed_at is not None or not request.scope.may(REVIEW_EMERGENCY_ACCESS):
        return ()
    url = reverse("office:review_emergency_access", args=[request.facility.slug, row.pk])
    own = row.actor_id == request.actor.pk
    why_not = _("Somebody else reviews your own access.") if own else ""
    return (Action(_("Review"), url, style="plain", about=row.actor.label, why_not=why_not),)


def access_facts(row: EmergencyAccess, name: str) -> Facts:
    """What the reviewer reads first."""
    return Facts(
        (
            Fact(_("Opened by"), row.actor.label),
            Fact(_("Resident"), name),
            Fact(_("Why"), _(EmergencyReason.label_of(row.reason))),
            Fact(_("In their words"), row.explanation),
        )
    )
