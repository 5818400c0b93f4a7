"""What somebody began to write: theirs alone, and gone when it is sent."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from hearth.kernel import clock
from hearth.platform.audit import actions as audit
from hearth.platform.audit.actions import action
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.record.notes import rules
from hearth.record.notes.models import NoteDraft
from hearth.record.residents.models import Resident


@action("notes.save_draft")
def save_draft(
    *,
    scope: Scope,
    by: Actor,
    page: str,
    body: dict[str, str],
    resident: Resident | None = None,
    client_ref: UUID | None = None,
) -> NoteDraft | None:
    """Keep what somebody has typed so far on a page; nothing typed keeps nothing.

    ``body`` are the form's values by field, ``client_ref`` the reference under which it will be
    sent. One draft a person, page and resident: the newest counts. No audit line: it is no part
    of the record, and is saved at every pause.

    Raises Refused: text-too-long, house-closed.
    """
    rules.check_draft(body)
    rules.check_about(has_resident=resident is not None, whole_house=scope.residents is None)
    if not rules.is_worth_keeping(body):
        _drop_draft(scope, by, page, resident)
        return None
    draft, _made = NoteDraft.objects.update_or_create(
        facility_id=scope.facility_id,
        actor=by,
        page=page,
        resident=resident,
        defaults={
            "body": body | ({"client_ref": str(client_ref)} if client_ref else {}),
            "changed": clock.now(),
            "security_label": resident.security_label if resident else "normal",
        },
    )
    return draft


@action("notes.discard_draft")
def discard_draft(
    *, scope: Scope, by: Actor, page: str, resident: Resident | None = None
) -> None:
    """Throw one's own draft away. No audit line, as for keeping it."""
    _drop_draft(scope, by, page, resident)


@action("notes.forget_drafts")
def forget_drafts(*, scope: Scope, by: Actor, before: datetime) -> int:
    """Remove drafts nobody came back to since then; how many."""
    old = NoteDraft.objects.filter(facility_id__in=scope.facilities, changed__lt=before)
    gone, _each = old.delete()
    if gone:
        audit.note("notes.forget_drafts", None, by=by, detail={"count": gone})
    return gone


def _drop_draft(scope: Scope, by: Actor, page: str, resident: Any) -> None:
    """The draft of a page goes, because it was sent or thrown away."""
    key: UUID | None = getattr(resident, "pk", resident)
    mine = NoteDraft.objects.filter(facility_id__in=scope.facilities, actor=by, page=page)
    mine.filter(Q(resident_id=key) if key else Q(resident_id__isnull=True)).delete()
