"""Whom to call, in which order, what they decide, what they may see; and who pays."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _

from hearth.platform.ui.parts import (
    NEUTRAL,
    URGENT,
    Action,
    Cell,
    Chip,
    Column,
    Line,
    Menu,
    State,
    Table,
)
from hearth.platform.ui.wording import day_text
from hearth.record.residents import queries, rules
from hearth.record.residents.codes import (
    Authority,
    FamilyCategory,
    PayerKind,
    Relationship,
    TelecomSystem,
    TellBy,
    TellEvent,
    TellWhen,
)

from .common import coded, link, paper_url
from .restrictions import stop_chip


@dataclass(frozen=True, slots=True)
class Point:
    """One way to reach a contact; ``url`` dials or writes."""

    text: str
    url: str
    use: str = ""


@dataclass(frozen=True, slots=True)
class Right:
    """Something a contact decides, until when, on which paper."""

    text: str
    note: str
    chip: Chip | None
    actions: tuple[Action, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class ContactLine:
    """Somebody to call, as the page shows them."""

    pk: UUID
    name: str
    relationship: str
    position: int
    points: tuple[Point, ...]
    rights: tuple[Right, ...]
    told: str
    sees: str
    comment: str
    actions: tuple[Action, ...]
    menu: Menu | None = None
    stop: Chip | None = None
    wishes: tuple[str, ...] = ()
    decides: bool = False


def contact_lines(
    request: Any,
    resident: Any,
    calls: Sequence[queries.Call],
    later: Mapping[UUID, Sequence[Any]],
    paper: UUID | None = None,
    *,
    barred: Mapping[UUID, Sequence[Any]] | None = None,
    wishes: Mapping[UUID, Sequence[Any]] | None = None,
    decide: Collection[UUID] = (),
) -> list[ContactLine]:
    """Whom to call, first to be called first. ``later`` are authorities that do not hold today;
    ``paper`` is the document that an authority added from here rests on. ``barred`` are the
    restrictions of those who are kept away, ``wishes`` what each wishes to be told of.
    """
    today = request.facility.today()
    return [
        ContactLine(
            pk=call.contact.pk,
            name=str(call.contact),
            relationship=_relationship(call.contact),
            position=call.contact.position,
            points=tuple(_points(call.contact.telecom)),
            rights=tuple(
                _right(request, resident, row, today)
                for row in (*call.authorities, *later.get(call.contact.pk, ()))
            ),
            told=_told(call.contact),
            sees=_sees(call.contact),
            comment=call.contact.comment,
            actions=_contact_actions(request, resident, call.contact, paper)[0],
            menu=_menu(_contact_actions(request, resident, call.contact, paper)[1], call),
            stop=stop_chip(stops[0])
            if (stops := (barred or {}).get(call.contact.pk))
            else None,
            wishes=_wishes((wishes or {}).get(call.contact.pk, ())),
            decides=call.contact.pk in decide,
        )
        for call in calls
    ]


def _menu(acts: tuple[Action, ...], call: queries.Call) -> Menu | None:
    return Menu(_("More"), acts, about=str(call.contact)) if acts else None


def _wishes(rows: Iterable[Any]) -> tuple[str, ...]:
    """What a contact wishes to be told of, each in a few words."""
    found = []
    for row in sorted(rows, key=lambda r: TellEvent.codes().index(r.event)):
        way = _("by {way}").format(way=coded(TellBy, row.way).lower()) if row.way else ""
        when = coded(TellWhen, row.tell_when).lower()
        said = ", ".join(x for x in (when, way) if x)
        found.append(f"{coded(TellEvent, row.event)}: {said}")
    return tuple(found)


def agreement_table(request: Any, resident: Any, rows: Iterable[Any]) -> Table:
    """What relatives last agreed on, each thing with who agreed, when and on which paper."""
    lines = tuple(
        Line(
            (
                Cell(row.about, note=row.text, head=True),
                Cell(row.agreed_by),
                Cell(day_text(row.agreed_on), url=paper_url(request, resident, row.document)),
                Cell(
                    actions=link(
                        request,
                        resident,
                        _("Entered in error"),
                        "retract_agreement",
                        row.pk,
                        about=row.about,
                    )
                ),
            )
        )
        for row in rows
    )
    columns = (
        Column(_("What was agreed")),
        Column(_("Who agreed")),
        Column(_("When")),
        Column(_("Actions"), align="end", hidden_label=True),
    )
    return Table(_("What was last agreed"), columns, lines)


def _relationship(contact: Any) -> str:
    said = contact.relationship_text or coded(Relationship, contact.relationship)
    named = contact.family or contact.given
    return f"{said} · {contact.organization}" if contact.organization and named else said


def _points(telecom: Iterable[Mapping[str, Any]]) -> Iterable[Point]:
    uses = {"mobile": _("mobile"), "home": _("home"), "work": _("work")}
    for point in telecom:
        system, value = str(point.get("system", "")), str(point.get("value", ""))
        use = uses.get(str(point.get("use", "")), "")
        if system in {"phone", "sms"}:
            yield Point(value, f"tel:{value}", use)
        elif system == "email":
            yield Point(value, f"mailto:{value}")
        else:
            yield Point(value, "", coded(TelecomSystem, system).lower())


def _right(request: Any, resident: Any, row: Any, today: date) -> Right:
    said = coded(Authority, row.authority)
    note = [row.scope_text]
    if row.ends:
        note.append(_("until {day}").format(day=day_text(row.ends)))
    end = link(request, resident, _("End"), "end_authority", row.pk, about=said)
    paper = paper_url(request, resident, row.document)
    return Right(said, " · ".join(n for n in note if n), _right_chip(row, today), end, paper)


def authority_name(row: Any) -> str:
    """What a contact decides, in words."""
    return coded(Authority, row.authority)


def _right_chip(row: Any, today: date) -> Chip | None:
    """What must be known before one relies on it: run out, not begun, near its end, unproven."""
    if not rules.is_in_force(row.starts, row.ends, row.ended_at, today):
        over = row.ends is not None and row.ends < today
        return Chip(_("Run out") if over else _("Not yet"), URGENT)
    if rules.expires_within(row.ends, today, queries.EXPIRES_SOON):
        return Chip(_("Runs out soon"), URGENT)
    seen = row.document is not None or row.verified_at is not None
    if rules.is_unproven(Authority(row.authority), has_document=seen):
        return Chip(_("Paper not seen"), NEUTRAL)
    return None


def _told(contact: Any) -> str:
    said = [coded(TellBy, contact.tell_by)]
    if contact.tell_from and contact.tell_until:
        said.append(
            _("what can wait from {start} to {end}").format(
                start=f"{contact.tell_from:%H:%M}", end=f"{contact.tell_until:%H:%M}"
            )
        )
    if contact.needs_interpreter:
        said.append(_("needs an interpreter"))
    return " · ".join([*said, contact.tell_comment] if contact.tell_comment else said)


def _sees(contact: Any) -> str:
    return ", ".join(coded(FamilyCategory, code) for code in contact.may_see) or _("nothing")


def _contact_actions(
    request: Any, resident: Any, contact: Any, paper: UUID | None
) -> tuple[tuple[Action, ...], tuple[Action, ...]]:
    """What one does often, and what stands behind More."""
    who = str(contact)
    grant = link(
        request, resident, _("Add an authority"), "grant_authority", contact.pk, about=who
    )
    if paper is not None:
        sent = urlencode({"document": paper})
        grant = tuple(replace(one, url=f"{one.url}?{sent}") for one in grant)
    return (
        link(request, resident, _("What to tell them"), "set_wishes", contact.pk, about=who)
        + link(request, resident, _("Change"), "change_contact", contact.pk, about=who),
        grant
        + link(request, resident, _("What they may see"), "set_may_see", contact.pk, about=who)
        + link(request, resident, _("Take off"), "end_contact", contact.pk, about=who),
    )


def contacts_answer(calls: Sequence[queries.Call]) -> str:
    """The sentence the page of contacts opens with: who decides, else whom to call first."""
    if not calls:
        return _("Nobody to call yet")
    for authority in (Authority.GUARDIAN, Authority.HEALTH_POA):
        who = [c for c in calls if c.may(authority)]
        if who:
            return _("{who} decides about care: {authority}").format(
                who=who[0].contact, authority=coded(Authority, authority)
            )
    return _("Call {who} first").format(who=calls[0].contact)


def coverage_table(request: Any, resident: Any, rows: Iterable[Any]) -> Table:
    """Who pays, first payer first; numbers by their last four digits."""
    lines = tuple(
        Line(
            (
                Cell(
                    coded(PayerKind, one.payer_kind),
                    note=" · ".join(x for x in (one.payer, one.plan, one.group) if x),
                    head=True,
                ),
                Cell(f"…{one.member_number_last4}" if one.member_number_last4 else ""),
                Cell(one.phone, url=f"tel:{one.phone}") if one.phone else Cell(""),
                Cell(_covered(one)),
                Cell(
                    actions=link(
                        request,
                        resident,
                        _("Change"),
                        "change_coverage",
                        one.pk,
                        about=coded(PayerKind, one.payer_kind),
                    )
                ),
            )
        )
        for one in rows
    )
    columns = (
        Column(_("Who pays")),
        Column(_("Member number")),
        Column(_("Telephone")),
        Column(_("When"), hidden_label=True),
        Column(_("Actions"), align="end", hidden_label=True),
    )
    empty = State("empty", _("Nobody is named yet"), _("Who pays, and in which order."))
    return Table(_("Coverage"), columns, lines, empty)


def _covered(row: Any) -> str:
    said = []
    if row.starts:
        said.append(_("from {day}").format(day=day_text(row.starts)))
    if row.ends:
        said.append(_("until {day}").format(day=day_text(row.ends)))
    return " ".join(said)
