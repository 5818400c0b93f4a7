"""How a note reads: what it is about, how serious, the words, by whom; and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.parts import Action, Choice, Filter, FilterBar, Menu, State, Who
from hearth.platform.ui.wording import ago_text, term_text
from hearth.record.notes import permissions, queries, rules
from hearth.record.notes.codes import NoteCategory, Severity
from hearth.record.tasks.codes import LIVE

from .common import address, level_of, link, said_by, who


SINCE = (("24", 24), ("72", 72), ("168", 168), ("all", None))


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a note said before it was corrected, and why it no longer does."""

    text: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note as a list shows it. ``written`` is set when it was written long after ``at``."""

    pk: UUID
    at: datetime
    title: str
    text: str
    by: str
    severity: str = ""
    level: str = ""
    who: Who | None = None
    url: str = ""
    written: datetime | None = None
    kept_until: datetime | None = None
    in_error: str = ""
    restricted: bool = False
    look: str = ""
    look_url: str = ""
    earlier: tuple[Earlier, ...] = ()
    actions: tuple[Action, ...] = ()
    menus: tuple[Menu, ...] = ()


@dataclass(frozen=True, slots=True)
class Pick:
    """One way to answer, as a large button: the input itself, its words, its shape."""

    tag: Any
    label: str
    level: str = ""
    hint: str = ""


def rows(
    request: Any,
    found: Iterable[Any],
    now: datetime,
    *,
    homes: dict[UUID, queries.Home] | None = None,
) -> list[NoteRow]:
    """Notes as a list shows them. ``homes`` name the residents, on pages of the whole house."""
    notes = list(found)
    earlier = queries.earlier_of(request.scope, notes)
    looks = queries.looks_of(request.scope, [n.pk for n in notes])
    names = queries.category_names(request.scope, request.facility)
    return [
        _row(request, n, now, homes, names, earlier.get(n.pk, []), looks.get(n.pk))
        for n in notes
    ]


def _row(
    request: Any,
    note: Any,
    now: datetime,
    homes: dict[UUID, queries.Home] | None,
    names: dict[str, str],
    earlier: list[Any],
    look: Any,
) -> NoteRow:
    severity = Severity(note.severity)
    home = (homes or {}).get(note.resident_id)
    late = rules.is_late_entry(note.effective, note.recorded)
    wrong = note.entered_in_error_at is not None
    active = rules.is_active(
        note.keep_active_until,
        put_away=note.put_away_at is not None,
        in_error=wrong,
        corrected=note.is_corrected,
        now=now,
    )
    said, look_url = _look(request, severity, look)
    return NoteRow(
        pk=note.pk,
        at=note.effective,
        title=names.get(note.category) or _(NoteCategory.label_of(note.category)),
        text=note.text,
        by=said_by(note),
        severity="" if severity is Severity.ROUTINE else _(severity.label),
        level="" if wrong else level_of(severity),
        who=who(home, request.facility) if home else None,
        url=address("notes:note", request.facility.slug, note.pk),
        written=note.recorded if late else None,
        kept_until=note.keep_active_until if active else None,
        in_error=note.entered_in_error_reason if wrong else "",
        restricted=note.security_label != "normal",
        look="" if wrong else said,
        look_url=look_url,
        earlier=tuple(_earlier(n, reason) for n, reason in earlier),
        menus=_menus(request, note, active=active),
    )


def _earlier(note: Any, reason: str) -> Earlier:
    return Earlier(text=note.text, by=said_by(note), at=note.recorded, reason=reason)


def _look(request: Any, severity: Severity, look: Any) -> tuple[str, str]:
    """Whether somebody has looked at a change, and the page on which to say so."""
    if not rules.needs_a_look(severity):
        return "", ""
    if look is None:
        return _("Nobody has looked yet"), ""
    if look.status not in LIVE:
        return _looked(look), ""
    may = request.scope.may("tasks.view_task")
    url = address("tasks:task", request.facility.slug, look.pk) if may else ""
    taker = str(look.owner_staff or look.claimed_by or "") if look.claimed_at else ""
    if taker:
        return _("{name} is looking at it").format(name=taker), url
    return _("Nobody has looked yet"), url


def _looked(look: Any) -> str:
    """What became of the task of looking."""
    if look.outcome == "done":
        name = str(look.performer or look.performer_text or look.recorder or "")
        return _("Looked at by {name}").format(name=name)
    return _("Nobody has looked yet") if look.outcome else ""


def _menus(request: Any, note: Any, *, active: bool) -> tuple[Menu, ...]:
    """What may be done to a note, behind one word: reading is what a list is for."""
    if note.is_corrected or note.entered_in_error_at is not None:
        return ()
    mine = note.recorder_id == request.actor.pk
    others = request.scope.may(permissions.RETRACT_NOTE)
    acts = link(request, _("Correct"), "correct_note", note.pk) if mine or others else ()
    if active:
        acts += link(
            request, _("Take off the hand-off"), "put_away_note", note.pk, method="post"
        )
    acts += link(request, _("Entered in error"), "retract_note", note.pk)
    when = note.effective.astimezone(request.facility.zone)
    about = _("note of {time}").format(time=f"{when:%H:%M}")
    return (Menu(_("Change"), acts, about=about),) if acts else ()


# Pages


def answer(facility: Facility, latest: Any, kept: int, now: datetime) -> str:
    """The sentence a resident's notes open with."""
    if latest is None:
        return _("Nothing has been written yet")
    if kept:
        return ngettext("{n} note to keep in mind", "{n} notes to keep in mind", kept).format(
            n=kept
        )
    return _("Last note {ago}").format(ago=ago_text(latest.effective, now))


def none_yet(request: Any, resident_id: UUID | None) -> State:
    """What stands where no note is."""
    args = (resident_id,) if resident_id else ()
    return State(
        "empty",
        _("No notes"),
        _("What is written down appears here, the newest first."),
        link(request, _("Write a note"), "write_note", *args, style="plain"),
    )


def resident_actions(request: Any, resident_id: UUID) -> tuple[Action, ...]:
    """What one may do from a resident's notes, the one thing first."""
    may_write = request.scope.may(permissions.WRITE_NOTE)
    acts = link(request, _("Write a note"), "write_note", resident_id, style="primary")
    if not may_write:
        acts = link(
            request, _("Write a note"), "write_activity_note", resident_id, style="primary"
        )
    acts += link(request, _("Calls and visits"), "contacts_made", resident_id)
    return acts


def house_actions(request: Any) -> tuple[Action, ...]:
    """What one may do from the notes of the house."""
    acts = link(request, _("Write a note about the house"), "write_note", style="plain")
    acts += link(request, _("What you wrote"), "own_notes")
    return acts


def resident_search(request: Any, text: str) -> FilterBar | None:
    """The search box over one resident's notes, for those who may search."""
    if not request.scope.may(permissions.SEARCH_NOTES):
        return None
    return FilterBar(
        filters=(),
        search_name="q",
        search_value=text,
        search_label=_("Words in a note"),
        clear_url=request.path if text else "",
    )


@dataclass(frozen=True, slots=True)
class DraftRow:
    """Something begun and not sent: the beginning of it, and where to go on."""

    begun: str
    who: Who | None
    at: datetime
    url: str


def drafts(
    request: Any, found: Iterable[Any], homes: dict[UUID, queries.Home]
) -> list[DraftRow]:
    """One's own drafts, each with the page it belongs to."""
    rows = []
    for one in found:
        url = _draft_url(request, one)
        home = homes.get(one.resident_id)
        if url and (home or one.resident_id is None):
            text = one.body.get("text", "")
            begun = text if len(text) <= 80 else text[:79].rsplit(" ", 1)[0] + "…"
            someone = who(home, request.facility) if home else None
            rows.append(DraftRow(begun, someone, one.changed, url))
    return rows


def _draft_url(request: Any, one: Any) -> str:
    slug = request.facility.slug
    page, _colon, key = one.page.partition(":")
    if page in {"write_note", "write_activity_note"}:
        return address(f"notes:{page}", slug, *([one.resident_id] if one.resident_id else []))
    return address(f"notes:{page}", slug, key) if page == "correct_note" else ""


def severity_picks(bound: Any) -> list[Pick]:
    """The severities as large buttons, each with its shape and what it leads to."""
    hints = {
        Severity.WATCH: _("Stays on the hand-off for a day."),
        Severity.CHANGE: _("A nurse looks at it."),
        Severity.URGENT: _("If somebody is hurt, press Emergency first."),
    }
    found = []
    for choice in bound:
        severity = Severity(choice.data["value"])
        found.append(
            Pick(
                choice.tag,
                choice.choice_label,
                level_of(severity),
                hints.get(severity, ""),
            )
        )
    return found


def picks(bound: Any) -> list[Pick]:
    """The choices of a radio field as large buttons."""
    return [Pick(choice.tag, choice.choice_label) for choice in bound]


def filters(request: Any, asked: dict[str, Any], neighborhoods: Iterable[Any]) -> FilterBar:
    """How the notes of the house are narrowed: all of it links, each keeping the others."""
    query = request.GET
    found = [
        Filter(
            _("Since"),
            tuple(
                _choice(query, "since", code, _since_words(hours), asked["since_code"])
                for code, hours in SINCE
            ),
        ),
        Filter(
            _("How serious"),
            (
                _choice(query, "severity", "", _("All"), asked["severity"] or ""),
                *(
                    _choice(query, "severity", s.value, _(s.label), asked["severity"] or "")
                    for s in Severity
                    if s is not Severity.ROUTINE
                ),
            ),
        ),
    ]
    places = list(neighborhoods)
    if len(places) > 1:
        name = term_text("neighborhood", request.facility).capitalize()
        current = str(asked["neighborhood_id"] or "")
        every = _choice(query, "neighborhood", "", _("All"), current)
        each = (_choice(query, "neighborhood", str(p.pk), p.name, current) for p in places)
        found.append(Filter(name, (every, *each)))
    narrowed = any(query.get(k) for k in ("q", "severity", "category", "neighborhood", "since"))
    return FilterBar(
        filters=tuple(found),
        search_name="q" if request.scope.may(permissions.SEARCH_NOTES) else "",
        search_value=asked["text"],
        search_label=_("Words in a note"),
        kept=tuple((k, v) for k, v in query.items() if k not in {"q", "page"} and v),
        clear_url=request.path if narrowed else "",
    )


def category_menu(request: Any, category: NoteCategory | None) -> Menu:
    """The categories, behind one word: there are many."""
    query = request.GET
    current = category or ""
    names = queries.category_names(request.scope, request.facility)
    acts = [_as_action(_choice(query, "category", "", _("Everything"), current))]
    acts += [
        _as_action(_choice(query, "category", c.value, names.get(c) or _(c.label), current))
        for c in NoteCategory
    ]
    label = (names.get(category) or _(category.label)) if category else _("Everything")
    return Menu(_("About: {what}").format(what=label), tuple(acts), style="plain")


def feed_answer(asked: dict[str, Any], count: int) -> str:
    """The sentence the notes of the house open with."""
    if asked["text"]:
        return ngettext("{n} note with “{text}”", "{n} notes with “{text}”", count).format(
            n=count, text=asked["text"]
        )
    if asked["since"] is None:
        return ngettext("{n} note", "{n} notes", count).format(n=count)
    return ngettext("{n} note in the {span}", "{n} notes in the {span}", count).format(
        n=count, span=_since_words(asked["hours"]).lower()
    )


def _since_words(hours: int | None) -> str:
    if hours is None:
        return _("Always")
    if hours <= 72:
        return _("Last {n} hours").format(n=hours)
    return _("Last {n} days").format(n=hours // 24)


def since_of(code: str, now: datetime) -> tuple[str, int | None, datetime | None]:
    """A span that was chosen: its code, its hours, and from when; the last 24 hours by default."""
    spans = dict(SINCE)
    chosen = code if code in spans else "24"
    hours = spans[chosen]
    return chosen, hours, now - timedelta(hours=hours) if hours else None


def _choice(query: QueryDict, name: str, value: str, label: str, current: str) -> Choice:
    chosen = query.copy()
    chosen.pop("page", None)
    chosen.pop(name, None)
    if value:
        chosen[name] = value
    return Choice(label, "?" + chosen.urlencode(), current=value == current)


def _as_action(choice: Choice) -> Action:
    return Action(choice.label, choice.url, current=choice.current)
