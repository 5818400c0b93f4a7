"""How far has somebody read, and what did they begin to write?"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.platform.scope import Scope
from hearth.record.notes.codes import ReadList
from hearth.record.notes.models import NoteDraft, ReadMark


def read_marks(
    scope: Scope, actor: Any, read_list: ReadList = ReadList.TODAY
) -> QuerySet[ReadMark]:
    """Every "read to here" of an actor (or an actor's key) on a list, the latest first."""
    found = ReadMark.objects.filter(
        facility_id__in=scope.facilities,
        actor_id=getattr(actor, "pk", actor),
        read_list=read_list,
    )
    return found.order_by("-marked_at", "-id")


def read_mark(
    scope: Scope, actor: Any, read_list: ReadList = ReadList.TODAY
) -> datetime | None:
    """Up to when an actor (or an actor's key) has read a list; None when they never said."""
    return read_marks(scope, actor, read_list).values_list("upto", flat=True).first()


def drafts(scope: Scope) -> QuerySet[NoteDraft]:
    """What the reader began to write and has not sent, the newest first. Nobody else's."""
    found = NoteDraft.objects.filter(facility_id__in=scope.facilities, actor_id=scope.actor_id)
    return found.select_related("resident").order_by("-changed", "-id")


def draft(scope: Scope, page: str, resident_id: UUID | None = None) -> NoteDraft | None:
    """The reader's own draft of a page."""
    found = drafts(scope).filter(page=page)
    about = Q(resident_id=resident_id) if resident_id else Q(resident_id__isnull=True)
    return found.filter(about).first()
