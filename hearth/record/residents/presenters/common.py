"""Words and links that the pages about a resident share, and who a page is about."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hearth.kernel import clock
from hearth.platform.content import lists
from hearth.platform.content.terms import in_language
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.links import address
from hearth.platform.ui.parts import URGENT, Action, Banner, Fact, Notice, Tab, Tabs
from hearth.platform.ui.wording import (
    ago_text,
    clock_text,
    day_text,
    moment_text,
    partial_day_text,
)
from hearth.record.residents import permissions, queries, rules
from hearth.record.residents.codes import (
    MAY_NAME_MEDICINE,
    CareWarning,
    CodeStatus,
    DatePrecision,
    Diet,
    FlagCode,
    FluidThickness,
    FoodTexture,
    Gender,
    Language,
    Mobility,
    OutFor,
    Precaution,
    StayStatus,
    Transfer,
)


KNOWN_AHEAD = (CareWarning.INTERPRETER, CareWarning.CARER_GENDER, CareWarning.CUSTOMS)
"""Warnings that stand among what is known of somebody, and are not shouted."""

# The pages about one resident, in their order: address, permission.
PAGES = (
    ("desk:resident", permissions.VIEW_RESIDENT),
    ("transitions:whereabouts", permissions.VIEW_WHEREABOUTS),
    ("residents:about", permissions.VIEW_RESIDENT),
    ("residents:life", permissions.VIEW_LIFE),
    ("residents:health", permissions.VIEW_HEALTH),
    ("residents:contacts", permissions.VIEW_CONTACTS),
    ("residents:residency", permissions.VIEW_CENSUS),
    ("residents:coverage", permissions.VIEW_COVERAGE),
)


def link(
    request: Any, resident: Any, label: str, verb: str, *args: Any, **more: Any
) -> tuple[Action, ...]:
    """A button to a verb about a resident, or nothing for whoever may not do it."""
    if not request.scope.may(f"residents.{verb}"):
        return ()
    room = "transitions" if verb in OUT_AND_BACK else "residents"
    url = address(f"{room}:{verb}", request.facility.slug, resident.pk, *args)
    return (Action(label, url, **more),) if url else ()


OUT_AND_BACK = frozenset(
    {
        "sign_out",
        "leave_for_hospital",
        "change_way_out",
        "record_return",
        "retract_whereabouts",
        "plan_absence",
        "change_planned_absence",
        "cancel_planned_absence",
        "leave_as_planned",
    }
)
"""Verbs of this room whose pages are a journey's (journeys.transitions)."""


def paper_url(request: Any, resident: Any, document: Any) -> str:
    """The page of the document that something rests on; nothing without one, or for whoever may
    not open it.
    """
    if document is None or not request.scope.may("documents.view_document"):
        return ""
    return address("documents:view_document", request.facility.slug, resident.pk, document)


def paper_notice(request: Any, resident: Any, document: Any) -> Notice | None:
    """On which document it will rest, said before it is saved."""
    if document is None:
        return None
    url = paper_url(request, resident, document)
    actions = (Action(_("Open the document"), url),) if url else ()
    return Notice(
        _("What you save here will rest on the document you came from."), actions=actions
    )


def tabs(request: Any, resident: Any, current: str) -> Tabs:
    """The pages about one resident, as far as this reader may open them."""
    labels = {
        "desk:resident": _("Summary"),
        "transitions:whereabouts": _("Whereabouts"),
        "residents:about": _("Who they are"),
        "residents:life": _("Life"),
        "residents:health": _("Health"),
        "residents:contacts": _("Contacts"),
        "residents:residency": _("Residency"),
        "residents:coverage": _("Coverage"),
    }
    slug = request.facility.slug
    items = []
    for name, permission in PAGES:
        url = address(name, slug, resident.pk) if request.scope.may(permission) else ""
        if url:
            items.append(Tab(labels[name], url, current=name.partition(":")[2] == current))
    return Tabs(_("About this resident"), tuple(items))


def back_url(request: Any, resident: Any, panel: str = "") -> str:
    """The resident's own page, at one of its panels; of the whereabouts, the page of its own."""
    if panel == "whereabouts" and (
        url := address("transitions:whereabouts", request.facility.slug, resident.pk)
    ):
        return url
    url = address("desk:resident", request.facility.slug, resident.pk)
    url = url or reverse("residents:about", args=[request.facility.slug, resident.pk])
    return f"{url}#panel-{panel}" if panel else url


def merged_notice(request: Any, resident: Any) -> Notice | None:
    """That this record was merged into another one, and the way there; nothing for any other."""
    if resident.merged_into_id is None:
        return None
    url = address("desk:resident", request.facility.slug, resident.merged_into_id)
    return Notice(
        _("This record was merged into another one. What is new goes there."),
        URGENT,
        actions=(Action(_("Open that record"), url),),
    )


def name_text(resident: Any) -> str:
    """A resident as a colleague says it: Margaret Hayes ("Peg")."""
    return rules.spoken_name(resident.family, resident.given, resident.preferred)


def coded(kind: Any, code: str) -> str:
    """A code in words; nothing for none."""
    return _(kind.label_of(code)) if code else ""


def age_text(resident: Any, today: date) -> str:
    """The age in years; "about" where the birth date is known in part."""
    if resident.birth_date is None:
        return ""
    precision = DatePrecision(resident.birth_date_precision)
    years, certain = rules.age_on(resident.birth_date, today, precision)
    return str(years) if certain else _("about {years}").format(years=years)


def allergy_text(line: rules.AllergyLine) -> str:
    """What the banner says about allergies: never none where nobody asked."""
    if line.known:
        return ", ".join(line.known)
    if line.none:
        return _("No known allergies")
    return (
        ", ".join((*(_(said) for said in line.partly), _("otherwise not asked")))
        if line.partly
        else _("Not asked yet")
    )


def flag_name(flag: Any) -> str:
    """A risk in a word or two: of an infection the precautions, where they are known."""
    if flag.code == FlagCode.OTHER:
        return str(flag.text)
    return coded(Precaution, flag.precaution) or coded(FlagCode, flag.code)


def flag_text(flag: Any, facility: Facility | None = None, scope: Scope | None = None) -> str:
    """A risk in words, until when where it ends by itself, with what to do about it.

    Words that may name a medicine are for readers of health: with ``scope``, others see the
    risk alone.
    """
    said = flag_name(flag)
    if flag.code == FlagCode.OTHER:
        return said
    if flag.precaution and flag.until and facility:
        last = day_text(flag.until.astimezone(facility.zone))
        said = _("{risk} until {day}").format(risk=said, day=last)
    if scope and flag.code in MAY_NAME_MEDICINE and not scope.may(permissions.VIEW_HEALTH):
        return said
    what = flag.text or precaution_advice(flag)
    return f"{said}: {what}" if what else said


def precaution_advice(flag: Any) -> str:
    """What the community does about an infection of this kind; nothing for any other risk."""
    if not flag.precaution:
        return ""
    entry = lists.item("precautions", flag.precaution, flag.facility_id)
    return in_language(entry.values["advice"], get_language() or "en") if entry else ""


def food_text(resident: Any) -> str:
    """What the kitchen serves, how soft and how thick, in one line."""
    said = [coded(Diet, code) for code in resident.diet]
    said += [coded(FoodTexture, resident.food_texture)]
    thick = coded(FluidThickness, resident.fluid_thickness)
    said += [_("drinks {thick}").format(thick=thick)] if thick else []
    return " · ".join(text for text in [*said, resident.diet_comment] if text)


def level_word(code: str, facility: Facility) -> str:
    """A level in the community's own words; also of one that is no longer offered."""
    item = lists.item(queries.LEVELS, code, facility)
    return item.title if item else code


def level_text(found: rules.LevelNow, facility: Facility) -> str:
    """What holds, since when, and what is to come; nothing where no level was set."""
    said = []
    if found.now:
        said.append(
            _("{level} since {day}").format(
                level=level_word(found.now.level, facility), day=day_text(found.now.starts)
            )
        )
    if found.next:
        said.append(level_from_text(found.next, facility))
    return " · ".join(said)


def level_from_text(row: Any, facility: Facility) -> str:
    """A level and the day it begins."""
    return _("{level} from {day}").format(
        level=level_word(row.level, facility), day=day_text(row.starts)
    )


def moving_text(resident: Any) -> str:
    """How somebody gets about and up."""
    said = (coded(Mobility, resident.mobility), coded(Transfer, resident.transfer))
    return " · ".join(text for text in said if text)


def languages_text(resident: Any) -> str:
    """The languages somebody understands, best first, and whether one interprets."""
    said = ", ".join(coded(Language, tag) for tag in resident.languages)
    if not resident.needs_interpreter:
        return said
    return " · ".join(text for text in (said, _("needs an interpreter")) if text)


def presence_text(standing: queries.Standing, facility: Facility) -> str:
    """Where somebody is now, in words, with since and until when."""
    presence, out = standing.presence, standing.whereabouts
    said = _("In the house") if presence is rules.Presence.IN else _(presence.label)
    if presence in {rules.Presence.IN, rules.Presence.NOT_HERE} or out is None:
        return said
    if presence is rules.Presence.UNACCOUNTED:
        return f"{said}, {ago_text(out.effective, clock.now())}"
    what = coded(OutFor, out.out_for)
    parts = [f"{said}: {what}" if what and presence is rules.Presence.OUT else said]
    parts.append(_("since {time}").format(time=moment_text(out.effective, facility)))
    if out.expected_back:
        parts.append(_("back {time}").format(time=moment_text(out.expected_back, facility)))
    return " · ".join(parts)


def span_text(starts: datetime, ends: datetime | None, facility: Facility) -> str:
    """From and to, by day; until now where there is no end."""
    first = day_text(starts.astimezone(facility.zone))
    if ends is None:
        return _("since {day}").format(day=first)
    last = day_text(ends.astimezone(facility.zone))
    return _("{first} to {last}").format(first=first, last=last)


def written_text(at: datetime, by: Any, facility: Facility) -> str:
    """Who wrote something, and when."""
    local = at.astimezone(facility.zone)
    time = f"{day_text(local)} {clock_text(at, facility)}"
    return _("{who}, {time}").format(who=by, time=time) if by else time


SHOWN_STATUS = {
    StayStatus.AWAY: "away",
    StayStatus.HOSPITAL: "hospital",
    StayStatus.MOVED_OUT: "moved-out",
    StayStatus.DECEASED: "deceased",
}


def banner(request: Any, resident: Any, standing: queries.Standing | None = None) -> Banner:
    """Who a page is about, and what must be known before one acts, as far as the reader may.

    Four statements; with the standing at hand, two.
    """
    scope, facility = request.scope, request.facility
    found = standing or queries.standing(scope, resident, clock.now())
    stay = found.stay
    safety = scope.may(permissions.VIEW_SAFETY)
    known = resident.gender != Gender.UNKNOWN
    label = _("Restricted") if resident.security_label != "normal" else ""
    status = _shown_status(resident, stay)
    return Banner(
        family=resident.family,
        given=resident.given,
        title=resident.prefix,
        preferred=resident.preferred,
        pronunciation=resident.pronunciation,
        born=partial_day_text(resident.birth_date, resident.birth_date_precision),
        age=age_text(resident, facility.today()),
        gender=coded(Gender, resident.gender) if known else "",
        place=found.label,
        status=status,
        status_text=_standing_text(found),
        warnings=_warnings(request, resident) if safety else (),
        more=_more(request, found) if safety else (),
        url=address("desk:resident", facility.slug, resident.pk),
        restricted=label,
    )


def _shown_status(resident: Any, stay: Any) -> str:
    """How the banner is drawn: closed records look closed."""
    if resident.deceased_at is not None:
        return "deceased"
    return SHOWN_STATUS.get(StayStatus(stay.status), "") if stay else ""


def _standing_text(standing: queries.Standing) -> str:
    """Where somebody is when it is not the house; else how the residency stands."""
    if standing.presence in {rules.Presence.OUT, rules.Presence.UNACCOUNTED}:
        return _(standing.presence.label)
    return coded(StayStatus, standing.stay.status) if standing.stay else _("No residency")


def _warnings(request: Any, resident: Any) -> tuple[Fact, ...]:
    line, flags = queries.must_know(request.scope, resident, clock.now())
    said = [flag_text(f, request.facility, request.scope) for f in flags]
    shown = {rules.OF_FLAG[FlagCode(f.code)] for f in flags if f.code in rules.OF_FLAG}
    said += [
        _(one.label)
        for one in queries.warnings_of(request.scope, resident, flags)
        if one.code not in shown and one.code not in KNOWN_AHEAD
    ]
    risks = ", ".join(said)
    return (
        Fact(_("Code status"), coded(CodeStatus, resident.code_status)),
        Fact(_("Allergies"), allergy_text(line), level=URGENT if line.known else ""),
        Fact(_("Risks"), risks or _("None recorded"), level=URGENT if risks else ""),
    )


def _more(request: Any, standing: queries.Standing) -> tuple[Fact, ...]:
    resident, facility = standing.resident, request.facility
    level = queries.level_of(request.scope, standing, facility.today())
    return (
        Fact(_("Level of care"), level_text(level, facility)),
        Fact(_("Food"), food_text(resident)),
        Fact(_("Moves"), moving_text(resident)),
        Fact(_("Language"), languages_text(resident)),
    )
