"""How far each reader has read."""

from datetime import datetime

from hearth.kernel import clock
from hearth.platform.audit import actions as audit
from hearth.platform.audit.actions import action
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.record.notes.codes import ReadList
from hearth.record.notes.models import ReadMark


@action("notes.mark_read")
def mark_read(
    *,
    scope: Scope,
    by: Actor,
    read_list: ReadList = ReadList.TODAY,
    upto: datetime | None = None,
) -> ReadMark:
    """Say "read to here". ``upto`` is the as-of time of the page that was read, so that what
    came in since stays unread; default, and at most, now.
    """
    now = clock.now()
    mark = ReadMark.objects.create(
        facility_id=scope.facility_id,
        actor=by,
        read_list=read_list,
        upto=min(upto or now, now),
        marked_at=now,
    )
    audit.note("notes.mark_read", mark, by=by, detail={"list": str(read_list)})
    return mark


@action("notes.forget_read_marks")
def forget_read_marks(*, scope: Scope, by: Actor, before: datetime) -> int:
    """Remove marks set before then; how many. Whoever read last before that begins anew."""
    old = ReadMark.objects.filter(facility_id__in=scope.facilities, marked_at__lt=before)
    gone, _each = old.delete()
    if gone:
        audit.note("notes.forget_read_marks", None, by=by, detail={"count": gone})
    return gone
