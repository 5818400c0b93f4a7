"""Emergency access: one resident, 60 minutes, a reason, and a review by somebody else."""

from datetime import timedelta
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.codes import EmergencyReason
from hearth.platform.identity.events import EmergencyAccessOpened, EmergencyAccessReviewed
from hearth.platform.identity.models import Actor, EmergencyAccess
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope


# Source: Hearth's research on emergency access; editable by the operator.
MINUTES = 60
REVIEW_HOURS = 72
SHORTEST_EXPLANATION = 10


@action("identity.open_emergency_access")
def open_emergency_access(
    *, scope: Scope, by: Actor, resident_id: UUID, reason: str, explanation: str
) -> EmergencyAccess:
    """Open one resident's record to somebody whose role does not, for 60 minutes.

    Open already, it is that one again. Another person reviews it within 72 hours. Raises
    Refused (reason-unknown, explanation-short).
    """
    if reason not in EmergencyReason.codes():
        raise Refused("reason-unknown", N_("Choose why you need this record now."))
    said = " ".join(explanation.split())
    if len(said) < SHORTEST_EXPLANATION:
        raise Refused(
            "explanation-short",
            N_("Say in a few words what is happening (at least {n} letters)."),
            n=SHORTEST_EXPLANATION,
        )
    now = clock.now()
    known = EmergencyAccess.objects.filter(
        facility_id=scope.facility_id,
        actor_id=by.pk,
        resident_id=resident_id,
        until__gt=now,
        closed_at__isnull=True,
    ).first()
    if known is not None:
        return known
    row = EmergencyAccess.objects.create(
        facility_id=scope.facility_id,
        actor=by,
        resident_id=resident_id,
        reason=reason,
        explanation=said,
        opened_at=now,
        until=now + timedelta(minutes=MINUTES),
    )
    note("identity.open_emergency_access", row, by=by, detail={"reason": reason})
    publish(
        EmergencyAccessOpened(
            facility_id=row.facility_id,
            access_id=row.pk,
            resident_id=resident_id,
            actor_id=by.pk,
            reason=reason,
            opened_at=row.opened_at,
            until=row.until,
            review_by=now + timedelta(hours=REVIEW_HOURS),
        )
    )
    return row


@action("identity.close_emergency_access")
def close_emergency_access(*, scope: Scope, by: Actor, access_id: UUID) -> EmergencyAccess:
    """End one's own emergency access before its time. Ended already, nothing changes."""
    row = EmergencyAccess.objects.select_for_update().get(
        facility_id=scope.facility_id, pk=access_id, actor_id=by.pk
    )
    if row.closed_at is None and row.until > clock.now():
        row.closed_at = clock.now()
        row.save(update_fields=["closed_at"])
        note("identity.close_emergency_access", row, by=by)
    return row


@action("identity.review_emergency_access")
def review_emergency_access(
    *, scope: Scope, by: Actor, access_id: UUID, review: str
) -> EmergencyAccess:
    """Say what was found about an emergency access. Once, and by another than who opened it.

    Raises Refused (review-own, reviewed, review-short).
    """
    row = EmergencyAccess.objects.select_for_update().get(
        facility_id=scope.facility_id, pk=access_id
    )
    said = " ".join(review.split())
    if row.actor_id == by.pk:
        raise Refused(
            "review-own",
            N_("Another person reviews an emergency access, not the one who opened it."),
        )
    if row.reviewed_at is not None:
        raise Refused("reviewed", N_("This was reviewed already."))
    if len(said) < SHORTEST_EXPLANATION:
        raise Refused(
            "review-short",
            N_("Say what you found (at least {n} letters)."),
            n=SHORTEST_EXPLANATION,
        )
    row.reviewed_at, row.reviewed_by, row.review = clock.now(), by, said
    row.save(update_fields=["reviewed_at", "reviewed_by", "review"])
    note("identity.review_emergency_access", row, by=by)
    publish(
        EmergencyAccessReviewed(
            facility_id=row.facility_id,
            access_id=row.pk,
            resident_id=row.resident_id,
            reviewer_id=by.pk,
        )
    )
    return row
