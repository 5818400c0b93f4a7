"""Keep a roster as it was asked for, and take it off the list again."""

from typing import Any

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.record.residents import permissions
from hearth.record.residents.models import SavedList

from ._rows import _fits, _locked, _not_ended


@action("residents.save_list")
def save_list(
    *, scope: Scope, by: Actor, name: str, asked: dict[str, Any], shared: bool = False
) -> SavedList:
    """Keep a list as it is asked for: one's own, or (``shared``) everybody's of the community.

    The same name again is the same list, asked for otherwise. Raises Refused: name-missing,
    not-to-share, too-long.
    """
    if not name.strip():
        raise Refused("name-missing", N_("Say what the list is called."))
    if shared and not scope.may(permissions.SHARE_LIST):
        raise Refused("not-to-share", N_("You may keep this list for yourself."))
    owner = None if shared else by
    known = SavedList.objects.select_for_update(no_key=True).filter(
        facility_id__in=scope.facilities, owner=owner, name=name.strip(), ended_at__isnull=True
    )
    row = known.first() or SavedList(
        facility_id=scope.facility_id, owner=owner, name=name.strip()
    )
    row.asked, row.saved_at, row.saved_by = asked, clock.now(), by
    _fits(row)
    row.save()
    note("residents.save_list", row, by=by, detail={"shared": shared})
    return row


@action("residents.end_list")
def end_list(*, scope: Scope, by: Actor, saved: SavedList) -> SavedList:
    """Take a saved list off: one's own, or everybody's for who may share lists.

    Raises Refused: not-yours, not-found; Conflict: ended-already.
    """
    row = _not_ended(_locked(scope, saved))
    if row.owner_id != by.pk and (row.owner_id or not scope.may(permissions.SHARE_LIST)):
        raise Refused("not-yours", N_("This list is somebody else's."))
    row.ended_at, row.ended_by = clock.now(), by
    row.save()
    note("residents.end_list", row, by=by)
    return row
