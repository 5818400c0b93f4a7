"""How a call, visit or letter reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.platform.ui.parts import Action, Menu, State
from hearth.record.notes import rules
from hearth.record.notes.codes import Channel, Direction, Reached
from hearth.record.tasks.codes import LIVE

from .common import address, link, said_by


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact as a list shows it."""

    pk: UUID
    at: datetime
    title: str
    reached: str
    text: str
    by: str
    spoke: bool
    written: datetime | None = None
    in_error: str = ""
    promise: str = ""
    promise_url: str = ""
    menus: tuple[Menu, ...] = ()


def rows(request: Any, found: Iterable[Any]) -> list[ContactRow]:
    """Contacts made as a list shows them, with what was promised in them."""
    return [_row(request, one) for one in found]


def _row(request: Any, one: Any) -> ContactRow:
    whom = str(one.contact or one.practitioner or one.with_text)
    came = (
        _("{channel} from {whom}")
        if one.direction == Direction.IN
        else _("{channel} to {whom}")
    )
    wrong = one.entered_in_error_at is not None
    late = rules.is_late_entry(one.effective, one.recorded)
    promise, url = _promise(request, one)
    return ContactRow(
        pk=one.pk,
        at=one.effective,
        title=came.format(channel=_(Channel.label_of(one.channel)), whom=whom),
        reached=_(Reached.label_of(one.reached)),
        text=one.text,
        by=said_by(_Writer(one)),
        spoke=one.reached == Reached.REACHED,
        written=one.recorded if late else None,
        in_error=one.entered_in_error_reason if wrong else "",
        promise=promise,
        promise_url=url,
        menus=() if wrong else _menus(request, one),
    )


class _Writer:
    """A contact has no author outside the staff."""

    def __init__(self, one: Any) -> None:
        self.author, self.author_text, self.recorder = one.author, "", one.recorder


def _promise(request: Any, one: Any) -> tuple[str, str]:
    if one.promise is None:
        return "", ""
    may = request.scope.may("tasks.view_task")
    url = address("tasks:task", request.facility.slug, one.promise_id) if may else ""
    if one.promise.status in LIVE:
        return _("Promised to call back"), url
    return _("Promise kept") if one.promise.outcome == "done" else _("Promise closed"), url


def _menus(request: Any, one: Any) -> tuple[Menu, ...]:
    acts = link(request, _("Entered in error"), "retract_contact_made", one.pk)
    return (Menu(_("Change"), acts, about=str(one.contact or one.with_text)),) if acts else ()


def answer(found: list[ContactRow]) -> str:
    """The sentence the contacts of a resident open with."""
    waiting = sum(1 for row in found if row.promise == _("Promised to call back"))
    if waiting:
        return ngettext(
            "{n} promise to call back is open", "{n} promises to call back are open", waiting
        ).format(n=waiting)
    if found:
        return _("Nobody waits for a call back")
    return _("Nobody has been called yet")


def none_yet(request: Any, resident_id: UUID) -> State:
    """What stands where no contact is."""
    acts: tuple[Action, ...] = link(
        request, _("Record a call"), "record_contact_made", resident_id, style="plain"
    )
    return State(
        "empty",
        _("No calls, visits or letters"),
        _("Who was told what, and when, appears here."),
        acts,
    )
