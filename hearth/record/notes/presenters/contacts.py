"""How a call, visit or letter reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.kernel.words import N_
from hearth.platform.ui.parts import Action, Menu, State
from hearth.platform.ui.wording import moment_text
from hearth.record.notes import queries, rules
from hearth.record.notes.codes import Channel, Direction, Reached
from hearth.record.residents.codes import Relationship, TellBy, TellEvent, TellWhen
from hearth.record.residents.presenters.restrictions import labelled
from hearth.record.tasks.codes import LIVE
from hearth.record.tasks.presenters.page import cause_text, cause_url
from hearth.record.tasks.presenters.rows import outcome_text

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
    asked: str = ""
    menus: tuple[Menu, ...] = ()


@dataclass(frozen=True, slots=True)
class TellingPage:
    """Whom to tell of what, with the number one presses and the words for a machine."""

    title: str
    about: str
    about_url: str
    due: str
    say: str
    numbers: tuple[Action, ...]
    wishes: tuple[str, ...]
    voicemail: str
    closed: str = ""
    buttons: tuple[tuple[str, str], ...] = ()


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
        asked=one.asked,
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


# Telling somebody

SAID = (
    (Reached.REACHED, N_("I spoke with them")),
    (Reached.LEFT_MESSAGE, N_("Voicemail, no details")),
    (Reached.NO_ANSWER, N_("No answer")),
    (Reached.SENT, N_("Sent")),
    (Reached.WRONG_NUMBER, N_("Wrong number")),
)
"""What one presses, the most wanted first."""

CHANNEL_OF = {
    TellBy.CALL: Channel.CALL,
    TellBy.TEXT: Channel.TEXT,
    TellBy.EMAIL: Channel.EMAIL,
    TellBy.PORTAL: Channel.PORTAL,
    TellBy.LETTER: Channel.LETTER,
}


def usual_channel(whom: queries.Whom) -> Channel:
    """The way somebody is told as a rule: a contact's own, else a call."""
    return CHANNEL_OF[TellBy(whom.contact.tell_by)] if whom.contact else Channel.CALL


def telling_page(
    request: Any, task: Any, whom: queries.Whom, wishes: Iterable[Any]
) -> TellingPage:
    """Everything one needs to tell somebody, read off the task and off who they are."""
    facility = request.facility
    here = request.actor.label
    closed = task.status not in LIVE
    return TellingPage(
        title=_("Tell {who}").format(who=whom.name),
        about=cause_text(task),
        about_url=cause_url(task, facility),
        due=_("due {time}").format(time=moment_text(task.due, facility)),
        say=task.instructions,
        numbers=_numbers(whom),
        wishes=_how(whom, wishes),
        voicemail=_("This is {who} from {house}. Please call us back at {phone}.").format(
            who=here, house=facility.name, phone=facility.phone or "—"
        ),
        closed=outcome_text(task) if closed else "",
        buttons=tuple((str(code), _(label)) for code, label in SAID),
    )


def _numbers(whom: queries.Whom) -> tuple[Action, ...]:
    """What one presses to call: the first number large."""
    found = []
    if whom.contact:
        found = [
            str(point.get("value", ""))
            for point in whom.contact.telecom
            if point.get("system") in {"phone", "sms"}
        ]
    elif whom.practitioner:
        one = whom.practitioner
        found = [n for n in (one.phone, one.after_hours_phone) if n]
    after = bool(whom.practitioner and whom.practitioner.phone)
    return tuple(
        Action(
            _("After hours {number}").format(number=number)
            if n and after
            else _("Call {number}").format(number=number),
            f"tel:{number}",
            style="primary" if n == 0 else "plain",
            icon="phone",
        )
        for n, number in enumerate(found)
    )


def _how(whom: queries.Whom, wishes: Iterable[Any]) -> tuple[str, ...]:
    """How they wish to be told, and what stands in the way."""
    if whom.practitioner:
        fax = whom.practitioner.fax
        return (_("Fax {number}").format(number=fax),) if fax else ()
    one = whom.contact
    if one is None:
        return ()
    said = [_("Wishes: {way}").format(way=_(TellBy.label_of(one.tell_by)).lower())]
    if one.tell_from and one.tell_until:
        said.append(
            _("from {start} to {end}").format(
                start=f"{one.tell_from:%H:%M}", end=f"{one.tell_until:%H:%M}"
            )
        )
    said += [
        f"{_(TellEvent.label_of(w.event))}: {_(TellWhen.label_of(w.tell_when)).lower()}"
        for w in wishes
    ]
    if one.needs_interpreter:
        said.append(_("Needs an interpreter"))
    if one.tell_comment:
        said.append(one.tell_comment)
    return tuple(said)


def told_text(made: Any, whom: queries.Whom) -> str:
    """What came of it, said after it was recorded."""
    if made.reached == Reached.REACHED:
        return _("Recorded: {who} knows.").format(who=whom.name)
    return _("Recorded. It stays on the list until they know.")


def after_telling(request: Any, task: Any) -> str:
    """Back to the resident's calls where one may read them, else to one's own tasks."""
    if request.scope.may("notes.view_contacts_made"):
        return address("notes:contacts_made", request.facility.slug, task.resident_id)
    return address("tasks:my_tasks", request.facility.slug) or address(
        "tasks:task", request.facility.slug, task.pk
    )


def contact_label(contact: Any, barred: Sequence[Any]) -> str:
    """A contact to choose from, with a stop beside the name of who is kept away."""
    label = contact.relationship_text or _(Relationship.label_of(contact.relationship))
    return labelled(contact, barred, label)


def events(found: Iterable[Any], facility: Any) -> list[tuple[str, str]]:
    """Events that a call may have been about: reference and words."""
    return [
        (
            f"{task.cause_type}/{task.cause_id}",
            f"{cause_text(task)}, {moment_text(task.authored_on, facility)}",
        )
        for task in found
    ]
