"""The page for an ambulance crew in words: one sheet, the most pressing first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hearth.kernel import clock
from hearth.platform.identity.requests import Request
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.links import address
from hearth.platform.ui.wording import (
    ago_text,
    clock_text,
    day_text,
    moment_text,
    partial_day_text,
)
from hearth.record.observations.presenters import words as measured
from hearth.record.residents.codes import (
    Authority,
    CareTeamRole,
    CodeStatus,
    DirectiveKind,
    FluidThickness,
    FoodTexture,
    Gender,
    Language,
    Mobility,
    PayerKind,
    Relationship,
    Transfer,
    UsualMind,
)
from hearth.record.residents.presenters.common import age_text, coded, flag_text, paper_url
from hearth.record.residents.presenters.restrictions import stop_word
from hearth.record.residents.presenters.warnings import warning_text
from hearth.record.residents.rules import OF_FLAG
from hearth.surfaces.desk import queries
from hearth.surfaces.desk.presenters.chart import allergy_words


FIRST_MEASURES = (
    "85354-9",
    "8867-4",
    "9279-1",
    "59408-5",
    "2708-6",
    "8310-5",
    "2339-0",
    "41653-7",
)
"""LOINC codes a crew asks for first: pressure, pulse, breaths, oxygen, temperature, sugar."""
MOST_MEASURES = 7
ASKED_FIRST = (
    CareTeamRole.PRESCRIBER,
    CareTeamRole.PRIMARY_CARE,
    CareTeamRole.PHARMACY,
    CareTeamRole.HOSPICE,
    CareTeamRole.HOSPITAL,
    CareTeamRole.DIALYSIS,
    CareTeamRole.SPECIALIST,
)
"""Whom a crew or a hospital calls."""


@dataclass(frozen=True, slots=True)
class EmsPaper:
    """The sheet as it is printed and shown."""

    name: str
    who: str
    place: str
    reason: str
    last_well: str
    call_first: tuple[str, ...]
    code_status: str
    code_paper: str
    code_url: str
    facts: parts.Facts
    medicines: tuple[str, ...]
    medicines_from: str
    people: parts.Facts
    team: parts.Facts
    coverage: parts.Facts
    stops: tuple[str, ...]
    complete: bool


def paper(request: Any, sheet: queries.EmsSheet, facility: Facility) -> EmsPaper:
    """Everything on the page, in words."""
    one, page = sheet.resident, sheet.page
    gender = _(Gender.label_of(one.gender)) if one.gender != "unknown" else ""
    born = partial_day_text(one.birth_date, one.birth_date_precision)
    age = age_text(one, facility.today())
    who = " · ".join(
        x for x in (f"{born} ({age})" if age else born, gender, sheet.standing.label) if x
    )
    return EmsPaper(
        name=f"{one.family.upper()}, {one.given}"
        + (f' ("{one.preferred}")' if one.preferred else ""),
        who=who,
        place=" · ".join(x for x in (facility.name, facility.address, facility.phone) if x),
        reason=page.reason if page else "",
        last_well=last_well_text(page, facility) if page else "",
        call_first=tuple(_call_first(row) for row in sheet.call_first),
        code_status=coded(CodeStatus, one.code_status),
        code_paper=_code_paper(sheet, facility),
        code_url=paper_url(request, one, one.code_status_document),
        facts=_facts(request, sheet, facility),
        medicines=tuple(m.text for m in sheet.medicines),
        medicines_from=_medicines_from(sheet, facility),
        people=_people(sheet),
        team=_team(sheet),
        coverage=_coverage(sheet),
        stops=tuple(f"{row.name}: {stop_word(row)}" for row in sheet.kept_away),
        complete=sheet.complete,
    )


def last_well_text(page: Any, facility: Facility) -> str:
    """When somebody was last seen well, and by whom; not known is said."""
    if page.last_well_at is None:
        return _("Not known")
    at = moment_text(page.last_well_at, facility)
    ago = ago_text(page.last_well_at, clock.now())
    return " · ".join(x for x in (at, ago, page.last_well_by) if x)


def _call_first(row: Any) -> str:
    who = row.team_member and (row.team_member.practitioner or row.team_member.member)
    numbers = [row.phone or getattr(who, "phone", ""), getattr(who, "after_hours_phone", "")]
    said = " · ".join(x for x in (row.text, *numbers) if x)
    return (
        _("{rule}. Unless: {when}").format(rule=said, when=row.unless) if row.unless else said
    )


def _code_paper(sheet: queries.EmsSheet, facility: Facility) -> str:
    """Where the signed order is, and what else was laid down."""
    one = sheet.resident
    said = []
    if one.code_status_at:
        said.append(
            _("said {day}").format(day=day_text(one.code_status_at.astimezone(facility.zone)))
        )
    if one.code_status_document:
        said.append(_("signed order on file"))
    for row in sheet.directives:
        where = (
            _("paper: {where}").format(where=row.original_is_at) if row.original_is_at else ""
        )
        said.append(" ".join(x for x in (coded(DirectiveKind, row.directive_kind), where) if x))
    return " · ".join(said) or _("No signed order on file")


def _facts(request: Any, sheet: queries.EmsSheet, facility: Facility) -> parts.Facts:
    one = sheet.resident
    allergies, any_known = allergy_words(sheet.allergies)
    mind = coded(UsualMind, one.usual_mind)
    moves = " · ".join(
        x for x in (coded(Mobility, one.mobility), coded(Transfer, one.transfer)) if x
    )
    thick = coded(FluidThickness, one.fluid_thickness)
    eats = " · ".join(x for x in (coded(FoodTexture, one.food_texture), thick) if x)
    speaks = ", ".join(coded(Language, tag) for tag in one.languages)
    if one.needs_interpreter:
        speaks = " · ".join(x for x in (speaks, _("needs an interpreter")) if x)
    thinner = [f for f in sheet.flags if f.code == "bleeding"]
    level = parts.URGENT
    items = [
        parts.Fact(_("Allergies"), allergies, level=level if any_known else ""),
        parts.Fact(
            _("Blood thinner"),
            _("Yes") if thinner else _("None recorded"),
            note=_words(thinner, full=sheet.complete),
            level=level if thinner else "",
        ),
        parts.Fact(
            _("Warnings"),
            ", ".join(warning_text(w) for w in sheet.warnings if w.code != "blood-thinner")
            or _("None recorded"),
        ),
        parts.Fact(
            _("Risks"),
            ", ".join(
                flag_text(f, facility, request.scope)
                for f in sheet.flags
                if f.code not in OF_FLAG
            )
            or _("None recorded"),
        ),
        parts.Fact(_("Usual mind"), mind),
        parts.Fact(_("Usual walking"), moves),
        parts.Fact(_("Food and drink"), eats),
        parts.Fact(_("Language"), speaks),
    ]
    if sheet.conditions:
        items.append(parts.Fact(_("Conditions"), ", ".join(c.text for c in sheet.conditions)))
    items.append(parts.Fact(_("Last values"), _vitals(request, sheet, facility)))
    return parts.Facts(tuple(items))


def _words(flags: Iterable[Any], *, full: bool) -> str:
    return ", ".join(f.text for f in flags if f.text) if full else ""


def _vitals(request: Any, sheet: queries.EmsSheet, facility: Facility) -> str:
    reader = measured.Reader.of(request.scope, facility)
    order = {code: n for n, code in enumerate(FIRST_MEASURES)}
    rows = sorted(sheet.vitals, key=lambda o: (order.get(o.code, 99), -o.effective.timestamp()))
    said = []
    for row in rows[:MOST_MEASURES]:
        at = row.effective.astimezone(facility.zone)
        when = f"{day_text(at)} {clock_text(row.effective, facility)}"
        said.append(f"{measured.name_of(row)} {measured.value_text(row, reader)} ({when})")
    return "; ".join(said)


def _medicines_from(sheet: queries.EmsSheet, facility: Facility) -> str:
    """Where the list came from and how old it is: a crew must know how far to trust it."""
    if not sheet.medicines:
        return ""
    newest = max(m.received for m in sheet.medicines)
    systems = ", ".join(sorted({m.system for m in sheet.medicines}))
    return _("As received from {system}, {day}. Check against the bottles or the MAR.").format(
        system=systems, day=day_text(newest.astimezone(facility.zone))
    )


def _people(sheet: queries.EmsSheet) -> parts.Facts:
    """Who decides first, then whom to call; nobody who may have no information."""
    barred = {row.contact_id for row in sheet.kept_away if row.contact_id}
    calls = sorted(sheet.calls, key=lambda c: c.contact.pk not in sheet.deciders)
    items = []
    for call in calls[:4]:
        one = call.contact
        if one.pk in barred:
            continue
        phones = [t.get("value", "") for t in one.telecom if t.get("system") == "phone"]
        rights = ", ".join(_(Authority.label_of(r.authority)) for r in call.authorities)
        decides = one.pk in sheet.deciders
        label = _("Decides for them") if decides else _(Relationship.label_of(one.relationship))
        who = one.relationship_text or _(Relationship.label_of(one.relationship))
        items.append(
            parts.Fact(
                label,
                f"{one}, {who}" if decides else str(one),
                note=" · ".join(x for x in (*phones[:2], rights) if x),
            )
        )
    return parts.Facts(tuple(items))


def _team(sheet: queries.EmsSheet) -> parts.Facts:
    order = {str(code): n for n, code in enumerate(ASKED_FIRST)}
    rows = sorted(
        (row for row in sheet.team if row.role in order), key=lambda row: order[row.role]
    )
    items = []
    for row in rows:
        who = row.practitioner or row.member
        numbers = [who.phone, getattr(who, "after_hours_phone", "")]
        said = [n for n in numbers if n]
        if len(said) == 2:
            said[1] = _("after hours {number}").format(number=said[1])
        items.append(parts.Fact(coded(CareTeamRole, row.role), str(who), note=" · ".join(said)))
    return parts.Facts(tuple(items))


def _coverage(sheet: queries.EmsSheet) -> parts.Facts:
    return parts.Facts(
        tuple(
            parts.Fact(
                _(PayerKind.label_of(c.payer_kind)),
                " · ".join(x for x in (c.payer, c.plan, c.group) if x),
                note=f"…{c.member_number_last4}" if c.member_number_last4 else "",
            )
            for c in sheet.coverage
        )
    )


# The lists


def page_line(request: Request, row: Any, *, at_desk: bool) -> parts.Line:
    """A page in a list: for whom, why, by whom and when; and what one does with it."""
    facility, slug = request.facility, request.facility.slug
    url = address("desk:view_ems_page", slug, row.resident_id, row.pk)
    acts: list[parts.Action] = []
    if at_desk and request.scope.may("residents.print_ems_page"):
        acts.append(
            parts.Action(
                _("Print"),
                address("desk:print_ems_page", slug, row.resident_id, row.pk),
                method="post",
                style="primary" if row.printed_at is None else "plain",
                icon="printer",
                about=str(row.reason),
            )
        )
    if _code_open(row, clock.now()) and request.scope.may("residents.end_ems_code"):
        acts.append(
            parts.Action(
                _("End the code"),
                address("desk:end_ems_code", slug, row.resident_id, row.pk),
                method="post",
                about=str(row.reason),
            )
        )
    name = f"{row.resident.family.upper()}, {row.resident.given}"
    made = _("{who}, {time}").format(who=row.made_by, time=moment_text(row.made_at, facility))
    return parts.Line(
        (
            parts.Cell(name, url=url, note=row.reason, head=True),
            parts.Cell(made),
            parts.Cell(chip=_state(row)),
            parts.Cell(actions=tuple(acts)),
        ),
        id=f"ems-{row.pk}",
    )


def _code_open(row: Any, now: datetime) -> bool:
    return bool(row.code_until and row.ended_at is None and now < row.code_until)


def _state(row: Any) -> parts.Chip | None:
    if row.to_desk and row.printed_at is None:
        return parts.Chip(_("Waits at the desk"), parts.URGENT)
    if row.opened_count:
        return parts.Chip(_("Opened by the crew: {n}").format(n=row.opened_count), parts.DONE)
    if _code_open(row, clock.now()):
        return parts.Chip(_("Code open"), parts.NEUTRAL)
    return parts.Chip(_("Printed"), parts.DONE) if row.printed_at else None


def page_table(request: Request, rows: Iterable[Any], *, at_desk: bool) -> parts.Table:
    """Pages made for crews, the latest first."""
    columns = (
        parts.Column(_("Resident")),
        parts.Column(_("Made by")),
        parts.Column(_("How it stands")),
        parts.Column(_("Actions"), align="end", hidden_label=True),
    )
    empty = parts.State(
        "empty",
        _("No page for an ambulance"),
        _("A page somebody sends from a phone appears here, and opens the print dialog."),
    )
    lines = tuple(page_line(request, row, at_desk=at_desk) for row in rows)
    return parts.Table(_("Pages for an ambulance"), columns, lines, empty)


def pages_answer(rows: list[Any]) -> str:
    """The sentence the list at the desk opens with."""
    waiting = [row for row in rows if row.to_desk and row.printed_at is None]
    if not waiting:
        return _("Nothing waits to be printed")
    one = waiting[0].resident
    return _("Print the page for {name}").format(name=f"{one.given} {one.family}")
