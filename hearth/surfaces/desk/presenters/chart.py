"""How one resident reads: banner, summary, sheet, panels."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from hearth.kernel import clock
from hearth.kernel.words import N_
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.links import address
from hearth.platform.ui.wording import day_text, partial_day_text
from hearth.record.residents import queries as residents
from hearth.record.residents import rules
from hearth.record.residents.codes import (
    MEDICAL,
    Authority,
    CarerGender,
    CareTeamRole,
    CodeStatus,
    Diet,
    DirectiveKind,
    FluidThickness,
    FoodTexture,
    Gender,
    Mobility,
    NoKnownAllergy,
    PayerKind,
    Relationship,
    StayStatus,
    Transfer,
)
from hearth.record.residents.presenters import flag_text, level_text
from hearth.record.residents.presenters.common import languages_text
from hearth.record.residents.presenters.restrictions import all_notices, stop_chip, stop_word
from hearth.record.residents.presenters.warnings import call_first_notices, not_from_flags
from hearth.record.residents.queries import Called
from hearth.record.tasks.presenters import on_watch_text
from hearth.surfaces.desk import queries
from hearth.surfaces.desk.presenters.common import (
    clipped,
    residency_said,
)


def banner(chart: queries.Chart, scope: Scope, facility: Facility, today: date) -> parts.Banner:
    """Who the page is about, and what must be known before one acts."""
    one = chart.resident
    status = status_of(chart)
    shown = {"hospital", "away", "moved-out", "deceased"}
    safety = scope.may("residents.view_safety")
    return parts.Banner(
        family=one.family,
        given=one.given,
        title=one.prefix,
        preferred=one.preferred,
        pronunciation=one.pronunciation,
        born=partial_day_text(one.birth_date, one.birth_date_precision),
        age=_age(one, today),
        gender=_(Gender.label_of(one.gender)) if one.gender != "unknown" else "",
        place=chart.standing.label,
        status=status if status in shown else "",
        status_text=_(StayStatus.label_of(status)) if status else _("No residency"),
        warnings=_warnings(chart, scope, facility) if safety else (),
        more=_more(chart, facility) if safety else (),
        url=address("desk:resident", facility.slug, one.pk),
        restricted=_("Restricted record") if one.security_label != "normal" else "",
    )


def status_of(chart: queries.Chart) -> str:
    """How the residency stands; "" where there is none."""
    return chart.standing.stay.status if chart.standing.stay else ""


def out_of(chart: queries.Chart) -> Any:
    """The whereabouts of somebody who is not in the house; None for who is."""
    latest = chart.standing.whereabouts
    return latest if latest is not None and latest.code != "in" else None


def _age(one: Any, today: date) -> str:
    if one.birth_date is None:
        return ""
    years, certain = rules.age_on(one.birth_date, today, one.birth_date_precision)
    return str(years) if certain else _("about {years}").format(years=years)


def notices(chart: queries.Chart) -> tuple[parts.Notice, ...]:
    """What stands at the top of the page: whom to call first, and who is kept away."""
    return (*call_first_notices(chart.call_first), *all_notices(chart.kept_away))


def _warnings(chart: queries.Chart, scope: Scope, facility: Facility) -> tuple[parts.Fact, ...]:
    code = chart.resident.code_status
    allergies, known = allergy_words(chart.allergies)
    warned = residents.warnings_of(scope, chart.resident, chart.flags)
    said = [flag_text(f, facility, scope) for f in chart.flags]
    risks = ", ".join([*said, *not_from_flags(warned, chart.flags)])
    watched = on_watch_text(chart.watches, chart.reasons, facility, clock.now())
    return (
        *(_on_watch(chart, watched, facility) if watched else ()),
        parts.Fact(label=_("Code status"), value=_(CodeStatus.label_of(code)) if code else ""),
        parts.Fact(label=_("Allergies"), value=allergies, level=parts.URGENT if known else ""),
        parts.Fact(
            label=_("Risks"),
            value=risks or _("None recorded"),
            level=parts.URGENT if risks else "",
        ),
    )


def _on_watch(chart: queries.Chart, said: str, facility: Facility) -> tuple[parts.Fact, ...]:
    """Why they are on watch and until when; of one, its page."""
    url = address("tasks:view_watch", facility.slug, chart.watches[0].pk)
    one = len(chart.watches) == 1
    if not one:
        url = address("tasks:view_resident_watches", facility.slug, chart.resident.pk)
    return (parts.Fact(label=_("On watch"), value=said, level=parts.URGENT, url=url),)


def allergy_words(allergies: list[Any]) -> tuple[str, bool]:
    """The allergies as one line, and whether there is any. Nobody asked is not the same as none."""
    none = NoKnownAllergy.codes()
    real = [a for a in allergies if a.code not in none]
    if real:
        return ", ".join(_allergy_words(a) for a in real), True
    if allergies:
        return ", ".join(_(NoKnownAllergy.label_of(a.code)) for a in allergies), False
    return _("Not asked yet"), False


def _allergy_words(allergy: Any) -> str:
    reactions = [str(r.get("text", "")) for r in allergy.reactions if r.get("text")]
    return f"{allergy.text} ({', '.join(reactions)})" if reactions else str(allergy.text)


def _more(chart: queries.Chart, facility: Facility) -> tuple[parts.Fact, ...]:
    one = chart.resident
    food = [_(Diet.label_of(d)) for d in one.diet]
    if one.food_texture:
        food.append(_(FoodTexture.label_of(one.food_texture)))
    if one.fluid_thickness:
        food.append(
            _("drinks: {thick}").format(
                thick=_(FluidThickness.label_of(one.fluid_thickness)).lower()
            )
        )
    moves = [
        _(kind.label_of(v))
        for kind, v in ((Mobility, one.mobility), (Transfer, one.transfer))
        if v
    ]
    return (
        parts.Fact(label=_("Level of care"), value=level_text(chart.level, facility)),
        parts.Fact(label=_("Food"), value=" · ".join(food)),
        parts.Fact(label=_("Moves"), value=" · ".join(moves)),
        parts.Fact(label=_("Language"), value=languages_text(one)),
        parts.Fact(label=_("Faith"), value=one.faith),
        parts.Fact(
            label=_("For washing and dressing"),
            value=_(CarerGender.label_of(one.preferred_carer)) if one.preferred_carer else "",
        ),
        parts.Fact(label=_("Customs at death"), value=one.customs_at_death),
    )


def contact_facts(chart: queries.Chart) -> parts.Facts:
    """Whom to call, in order, with what they may decide."""
    items = []
    for call in chart.calls:
        contact = call.contact
        rights = [_right_words(r) for r in call.authorities]
        phones = [t.get("value", "") for t in contact.telecom if t.get("system") == "phone"]
        stop = _stop_of(chart, contact)
        items.append(
            parts.Fact(
                label=_(Relationship.label_of(contact.relationship)),
                value=str(contact),
                note=" · ".join([*([stop] if stop else phones[:2]), *rights]),
                level=parts.URGENT if stop else "",
            )
        )
    return parts.Facts(items=tuple(items))


def _stop_of(chart: queries.Chart, contact: Any) -> str:
    """The stop beside the name of who is kept away; their number is not offered."""
    for row in chart.kept_away:
        same = row.contact_id == contact.pk if row.contact_id else None
        if same or (same is None and rules.named_alike(row.name, str(contact)) == "same"):
            return str(stop_chip(row).text)
    return ""


def kept_away_lines(chart: queries.Chart) -> tuple[str, ...]:
    """Who is kept away, each with the word of the stop."""
    return tuple(f"{row.name}: {stop_word(row)}" for row in chart.kept_away)


def _right_words(right: Any) -> str:
    said = _(Authority.label_of(right.authority))
    if right.ends:
        said += " " + _("until {day}").format(day=day_text(right.ends))
    return said if right.verified_at or right.document else said + " " + _("(paper not seen)")


def directive_facts(sheet: queries.Sheet) -> parts.Facts:
    """What was laid down ahead, and where the paper is."""
    return parts.Facts(
        items=tuple(
            parts.Fact(
                label=_(DirectiveKind.label_of(d.directive_kind)),
                value=d.text or (day_text(d.starts) if d.starts else _("On file")),
                note=d.original_is_at,
            )
            for d in sheet.directives
        )
    )


def team_facts(sheet: queries.Sheet) -> parts.Facts:
    """Doctors, pharmacy, hospice: with their numbers, by day and after hours."""
    items = []
    for one in sheet.care_team:
        person = one.practitioner or one.member
        phones = [person.phone, getattr(person, "after_hours_phone", "")]
        said = [p for p in phones if p]
        if len(said) == 2:
            said[1] = _("after hours {number}").format(number=said[1])
        if fax := getattr(person, "fax", ""):
            said.append(_("fax {number}").format(number=fax))
        items.append(
            parts.Fact(
                label=_(CareTeamRole.label_of(one.role)),
                value=str(person),
                note=" · ".join(said),
                url=f"tel:{phones[0]}" if phones[0] else "",
            )
        )
    return parts.Facts(items=tuple(items))


def coverage_facts(sheet: queries.Sheet) -> parts.Facts:
    """Who pays; numbers by their last four digits only."""
    return parts.Facts(
        items=tuple(
            parts.Fact(
                label=_(PayerKind.label_of(c.payer_kind)),
                value=" · ".join(x for x in (c.payer, c.plan, c.group) if x),
                note=f"…{c.member_number_last4}" if c.member_number_last4 else "",
            )
            for c in sheet.coverage
        )
    )


# What one would do next for a resident, in order: permission, address, words, icon, style.
LINKS = (
    ("notes.write_note", "notes:write_note", N_("Write a note"), "note", "primary"),
    (
        "incidents.record_incident",
        "incidents:record_incident",
        N_("Record an event"),
        "report",
        "plain",
    ),
    (
        "residents.sign_out",
        "transitions:sign_out",
        pgettext_lazy("whereabouts", "Sign out"),
        "door",
        "plain",
    ),
    (
        "residents.sign_in",
        "residents:sign_in",
        pgettext_lazy("whereabouts", "Sign in"),
        "door",
        "plain",
    ),
    (
        "residents.record_return",
        "transitions:record_return",
        N_("Is back"),
        "door",
        "plain",
    ),
    (
        "residents.leave_for_hospital",
        "transitions:leave_for_hospital",
        N_("Sent to hospital"),
        "heartbeat",
        "plain",
    ),
    (
        "observations.record_observation",
        "observations:record_observation",
        N_("Measure"),
        "heart",
        "plain",
    ),
    (
        "tasks.promise_call_back",
        "tasks:promise_call_back",
        N_("Promise a call back"),
        "phone",
        "plain",
    ),
    ("tasks.start_watch", "tasks:start_watch", N_("Put on watch"), "eye", "plain"),
    (
        "residents.view_face_sheet",
        "desk:print_face_sheet",
        N_("Face sheet"),
        "printer",
        "plain",
    ),
    ("documents.make_chart", "desk:make_chart", N_("Chart as a file"), "file", "plain"),
    (
        "residents.view_ems_page",
        "desk:ems_page",
        N_("Page for the ambulance"),
        "printer",
        "plain",
    ),
)


DOORS = (
    "transitions:sign_out",
    "transitions:leave_for_hospital",
    "residents:sign_in",
    "transitions:record_return",
)


def _doors_of(chart: queries.Chart) -> set[str]:
    """Which way somebody can go through the door now: out, or back in."""
    out = out_of(chart)
    if out is None and status_of(chart) not in {"hospital", "away"}:
        return {"transitions:sign_out", "transitions:leave_for_hospital"}
    lost = out is not None and out.code == "unaccounted"
    short = out is not None and out.out_for not in MEDICAL
    if lost or (short and status_of(chart) not in {"hospital", "away"}):
        return {"residents:sign_in"}
    return {"transitions:record_return"}


def resident_links(
    chart: queries.Chart, scope: Scope, facility: Facility
) -> tuple[parts.Action, ...]:
    """What one would do next for this resident; only what fits where they are now."""
    status = status_of(chart)
    left_out = set(DOORS) - _doors_of(chart)
    found = []
    if status in {"", "applicant", "moving-in"} and scope.may("residents.move_in"):
        url = address("residents:move_in", facility.slug, chart.resident.pk)
        if url:
            found.append(
                parts.Action(label=_("Moves in"), url=url, icon="door", style="primary")
            )
        left_out |= set(DOORS)
    for permission, name, label, icon, style in LINKS:
        url = "" if name in left_out else address(name, facility.slug, chart.resident.pk)
        if url and scope.may(permission):
            style = "plain" if found and style == "primary" else style
            found.append(parts.Action(label=_(str(label)), url=url, icon=icon, style=style))
    return tuple(found)


def changed_line(recent: list[queries.Happened]) -> str:
    """What a reader must know of the last 72 hours, in one line; empty when nothing stands out."""
    notes = [
        h.said["text"] for h in recent if h.sort == "note" and h.said["severity"] != "routine"
    ]
    said = [clipped(text, 70) for text in notes[:2]]
    refused = sum(h.sort == "task" and h.said["outcome"] == "refused" for h in recent)
    if refused:
        said.append(
            ngettext("refused {n} thing", "refused {n} things", refused).format(n=refused)
        )
    moved = [h.said for h in recent if h.sort == "residency" and not h.said["place_kept"]]
    said += [residency_said(row) for row in moved[:1]]
    return " · ".join(said)


def called_line(called: Called) -> str:
    """Who has her now and who is asked next, in a line; nothing where nobody answers."""
    whose, said = called.whose, []
    if whose.run_id and whose.members:
        names = ", ".join(str(one) for one in whose.members)
        said.append(_("With {names}, run {run}").format(names=names, run=whose.run_name))
    elif whose.run_id:
        said.append(_("Nobody has run {run}").format(run=whose.run_name))
    for answers, here, called_in in (
        (called.leads, _("shift lead {name}"), _("shift lead on call {name}")),
        (called.nurses, _("nurse {name}"), _("nurse on call {name}")),
    ):
        if answers:
            first = answers[0]
            words = (called_in if first.on_call else here).format(name=first.member)
            said.append(f"{words}, {first.phone}" if first.phone else words)
    return " · ".join(said)
