"""How the visit of a surveyor reads: who is here, whose records, what was opened, asked and given."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import segno
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.kernel.words import N_
from hearth.platform.identity.words import verb_words
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.links import address
from hearth.platform.ui.wording import clock_text, day_text, moment_text
from hearth.record.documents import permissions as may
from hearth.record.documents.codes import VisitKind
from hearth.record.documents.queries import Opened


# What the commonest openings are called; any other is told by its own name.
OPENED = {
    "desk.resident": N_("Resident's page"),
    "desk.residents": N_("List of residents"),
    "desk.view_timeline": N_("Everything that happened"),
    "desk.print_face_sheet": N_("Face sheet"),
    "desk.roster": N_("Roster"),
    "desk.view_roster": N_("Roster"),
    "desk.print_roster": N_("Roster, printed"),
    "notes.view_notes": N_("Notes"),
    "notes.view_note": N_("One note"),
    "notes.contacts_made": N_("Calls and messages"),
    "observations.view_observations": N_("Measurements"),
    "documents.view_documents": N_("List of documents"),
    "documents.view_document": N_("One document"),
    "documents.download_document": N_("File of a document"),
    "documents.view_own_roster": N_("Who lives here"),
    "documents.view_own_staff": N_("Who worked, and their qualifications"),
    "documents.view_own_policies": N_("Papers of the house"),
    "documents.download_own_policy": N_("A paper of the house"),
    "residents.about": N_("Who the resident is"),
    "residents.health": N_("Health"),
    "residents.contacts": N_("Contacts"),
    "residents.coverage": N_("Who pays"),
    "residents.life": N_("Life and what matters"),
    "residents.residency": N_("Residency"),
    "residents.whereabouts": N_("Comings and goings"),
    "residents.view_resident": N_("Resident's page"),
    "tasks.view_task": N_("One task"),
}

# Not pages: how the visit began.
QUIET = frozenset(
    {
        "identity.use_visit_code",
        "identity.sign_in",
        "identity.sign_out",
        "documents.view_own_survey",
    }
)


def is_running(visit: Any, now: datetime) -> bool:
    """Whether the surveyor can still look."""
    return visit.ended_at is None and visit.ends > now


def answer(visit: Any, facility: Facility, now: datetime) -> str:
    """Who is here until when; or who was, and when it ended."""
    who = str(visit)
    if is_running(visit, now):
        return _("{who} may read until {time}").format(
            who=who, time=moment_text(visit.ends, facility)
        )
    ended = visit.ended_at or visit.ends
    first, last = (t.astimezone(facility.zone).date() for t in (visit.starts, ended))
    if first != last:
        return _("{who} was here {first} to {last}").format(
            who=who, first=day_text(first), last=day_text(last)
        )
    return _("{who} was here {day}, {starts} to {ends}").format(
        who=who,
        day=day_text(first),
        starts=clock_text(visit.starts, facility),
        ends=clock_text(ended, facility),
    )


def visit_facts(visit: Any, facility: Facility) -> parts.Facts:
    """What was asked at the door."""
    items = [
        parts.Fact(
            _("Badge"), visit.badge, note=_("seen by {who}").format(who=visit.badge_seen_by)
        ),
        parts.Fact(_("Why they came"), _(VisitKind.label_of(visit.visit_kind))),
        parts.Fact(
            _("Let in"),
            moment_text(visit.opened_at, facility),
            note=str(visit.opened_by),
        ),
    ]
    if visit.ended_at is not None:
        items.append(
            parts.Fact(
                _("Ended"), moment_text(visit.ended_at, facility), note=str(visit.ended_by)
            )
        )
    return parts.Facts(tuple(items))


def unchosen_notice(
    visit: Any, facility: Facility, *, chosen: int, may_choose: bool, here: bool = False
) -> parts.Notice | None:
    """That no resident is chosen yet, and the way to choose; nothing where somebody is.

    ``here``: on the visit's own page, where the field stands.
    """
    if chosen:
        return None
    said = _("No resident is chosen yet: {who} opens nobody's record.").format(who=visit.name)
    if not may_choose:
        told = _("A coordinator or the executive director chooses on this page.")
        if not here:
            told = _("A coordinator or the executive director chooses on the visit's page.")
        return parts.Notice(f"{said} {told}")
    url = "#id_sample" if here else f"{_visit_url(facility, visit)}#id_sample"
    return parts.Notice(said, actions=(parts.Action(_("Choose residents"), url),))


def unseen_words(count: int) -> str:
    """Restricted records in the sample that whoever reads this may not see."""
    if count <= 0:
        return ""
    return ngettext(
        "{n} restricted record more is open to them, which your role does not see.",
        "{n} restricted records more are open to them, which your role does not see.",
        count,
    ).format(n=count)


def visit_table(
    visits: Iterable[Any],
    facility: Facility,
    now: datetime,
    waiting: Collection[UUID] = frozenset(),
) -> parts.Table:
    """Every visit, the latest first; ``waiting`` for somebody to choose residents."""
    lines = []
    for one in visits:
        running = is_running(one, now)
        lines.append(
            parts.Line(
                (
                    parts.Cell(
                        str(one),
                        url=_visit_url(facility, one),
                        head=True,
                        note=_("no resident chosen yet") if one.pk in waiting else "",
                    ),
                    parts.Cell(day=one.starts.astimezone(facility.zone).date()),
                    parts.Cell(_(VisitKind.label_of(one.visit_kind))),
                    parts.Cell(chip=parts.Chip(_("Here now"), parts.ROUTINE))
                    if running
                    else parts.Cell(moment_text(one.ended_at or one.ends, facility)),
                ),
                id=f"visit-{one.pk}",
            )
        )
    columns = (
        parts.Column(_("Surveyor")),
        parts.Column(_("Day")),
        parts.Column(_("Why"), minor=True),
        parts.Column(_("Ended")),
    )
    empty = parts.State(
        "empty",
        _("No surveyor was here yet"),
        _(
            "Let one in from this page: it takes two minutes, and everything they open is listed."
        ),
    )
    return parts.Table(_("Visits of surveyors"), columns, tuple(lines), empty=empty)


def _visit_url(facility: Facility, visit: Any) -> str:
    return reverse("documents:view_survey_visit", args=[facility.slug, visit.pk])


def visit_actions(
    visit: Any, scope: Scope, facility: Facility, now: datetime
) -> tuple[parts.Action, ...]:
    """What can be done about the visit as a whole."""
    found = []
    if is_running(visit, now):
        if scope.may(may.RENEW_SURVEY_CODE):
            url = reverse("documents:renew_survey_code", args=[facility.slug, visit.pk])
            found.append(
                parts.Action(_("New code"), url, method="post", style="plain", icon="key")
            )
        if scope.may(may.EXTEND_SURVEY_VISIT):
            url = reverse("documents:extend_survey_visit", args=[facility.slug, visit.pk])
            found.append(parts.Action(_("Make it longer"), url, style="plain", icon="clock"))
        if scope.may(may.END_SURVEY_VISIT):
            found.append(
                parts.Action(_("End now"), style="plain", icon="logout", dialog="end-visit")
            )
    url = reverse("documents:print_survey_visit", args=[facility.slug, visit.pk])
    found.append(parts.Action(_("Print"), url, style="plain", icon="printer"))
    return tuple(found)


def end_dialog(visit: Any, facility: Facility) -> parts.Dialog:
    """What ending means, before it is done."""
    url = reverse("documents:end_survey_visit", args=[facility.slug, visit.pk])
    return parts.Dialog(
        "end-visit",
        _("End this visit now?"),
        _("{who} is signed out at once, and the code works no more. This page stays.").format(
            who=str(visit)
        ),
        (parts.Action(_("End the visit"), url, method="post", style="primary"),),
    )


def sample_table(
    visit: Any,
    sample: Sequence[Any],
    opened: Sequence[Opened],
    labels: Mapping[UUID, str],
    scope: Scope,
    facility: Facility,
    now: datetime,
    *,
    on_paper: bool = False,
) -> parts.Table:
    """Whose records are open: what was opened of each, a chart to make, and taking it off."""
    counts: dict[UUID | None, tuple[int, datetime]] = {}
    for one in opened:
        times, last = counts.get(one.resident_id, (0, one.last))
        counts[one.resident_id] = (times + one.times, max(last, one.last))
    lines = []
    for row in sample:
        times, last = counts.get(row.resident_id, (0, now))
        said = (
            ngettext("opened {n} time", "opened {n} times", times).format(n=times)
            if times
            else _("not opened yet")
        )
        gone = row.removed_at is not None
        note = (
            _("taken off {time}").format(time=moment_text(row.removed_at, facility))
            if gone
            else ""
        )
        if row.at_random and not gone:
            note = _("drawn at random")
        if row.knowingly:
            note = " · ".join(text for text in (_("restricted record"), note) if text)
        who = parts.Who(
            f"{row.resident.given} {row.resident.family}".strip(),
            labels.get(row.resident_id, ""),
            url="" if on_paper else address("desk:resident", facility.slug, row.resident_id),
        )
        cells = [
            parts.Cell(who=who, head=True, note=note),
            parts.Cell(
                said,
                note=_("last {time}").format(time=moment_text(last, facility)) if times else "",
            ),
        ]
        if not on_paper:
            cells.append(
                parts.Cell(
                    actions=() if gone else _sample_actions(visit, row, scope, facility, now)
                )
            )
        lines.append(parts.Line(tuple(cells), id=f"sample-{row.pk}"))
    columns = [parts.Column(_("Resident")), parts.Column(_("Record"))]
    if not on_paper:
        columns.append(parts.Column(_("What to do"), hidden_label=True))
    empty = parts.State(
        "empty",
        _("Nobody sampled yet"),
        _("Add a resident by room or name; the record opens on the surveyor's screen at once."),
    )
    return parts.Table(_("Sample"), tuple(columns), tuple(lines), empty=empty)


def _sample_actions(
    visit: Any, row: Any, scope: Scope, facility: Facility, now: datetime
) -> tuple[parts.Action, ...]:
    found = []
    about = str(row.resident)
    chart = address("desk:make_chart", facility.slug, row.resident_id)
    if chart and scope.may(may.MAKE_CHART):
        found.append(
            parts.Action(
                _("Chart as a file"), f"{chart}?visit={visit.pk}", icon="file", about=about
            )
        )
    if scope.may(may.REMOVE_FROM_SAMPLE) and is_running(visit, now):
        url = reverse(
            "documents:remove_from_sample", args=[facility.slug, visit.pk, row.resident_id]
        )
        found.append(parts.Action(_("Take off"), url, method="post", about=about))
    return tuple(found)


def page_words(action: str) -> str:
    """What a page is called that was opened."""
    return _(OPENED[action]) if action in OPENED else verb_words(action)


def opened_table(
    opened: Sequence[Opened], names: Mapping[UUID, str], facility: Facility
) -> parts.Table:
    """Each page once: which, about whom, how often, the last time."""
    lines = tuple(
        parts.Line(
            (
                parts.Cell(page_words(one.action), head=True),
                parts.Cell(
                    names.get(one.resident_id, "") if one.resident_id else _("The house")
                ),
                parts.Cell(str(one.times)),
                parts.Cell(moment_text(one.last, facility)),
            )
        )
        for one in opened
        if one.action not in QUIET
    )
    columns = (
        parts.Column(_("Opened")),
        parts.Column(_("Resident")),
        parts.Column(_("Times"), align="end", minor=True),
        parts.Column(_("Last")),
    )
    empty = parts.State(
        "empty", _("Nothing opened yet"), _("Each page the surveyor opens stands here at once.")
    )
    return parts.Table(_("What was opened"), columns, lines, empty=empty)


def request_table(
    visit: Any,
    asked: Iterable[Any],
    scope: Scope,
    facility: Facility,
    now: datetime,
    *,
    on_paper: bool = False,
) -> parts.Table:
    """What was asked for and given; what waits and is late is amber."""
    lines = []
    for row in asked:
        if row.entered_in_error_at is not None:
            state = parts.Cell(
                _("Taken back: {reason}").format(reason=row.entered_in_error_reason)
            )
        elif row.given_at is not None:
            state = parts.Cell(
                _("{time}, {who}").format(
                    time=moment_text(row.given_at, facility), who=row.given_by
                ),
                note=row.given_text,
            )
        elif row.due is not None and row.due <= now:
            state = parts.Cell(chip=parts.Chip(_("Late"), parts.URGENT))
        else:
            state = parts.Cell(_("waits"))
        due = clock_text(row.due, facility) if row.due else ""
        cells = [
            parts.Cell(
                row.text,
                head=True,
                note=_("asked {time}").format(time=moment_text(row.asked_at, facility)),
            ),
            parts.Cell(due),
            state,
        ]
        if not on_paper:
            cells.append(parts.Cell(actions=_request_actions(visit, row, scope, facility)))
        lines.append(parts.Line(tuple(cells), id=f"request-{row.pk}"))
    columns = [parts.Column(_("Asked for")), parts.Column(_("By")), parts.Column(_("Given"))]
    if not on_paper:
        columns.append(parts.Column(_("What to do"), hidden_label=True))
    empty = parts.State(
        "empty",
        _("Nothing asked for yet"),
        _("Write it down when it is asked: night staffing, menus, a policy."),
    )
    return parts.Table(_("What was asked for"), tuple(columns), tuple(lines), empty=empty)


def _request_actions(
    visit: Any, row: Any, scope: Scope, facility: Facility
) -> tuple[parts.Action, ...]:
    if row.entered_in_error_at is not None:
        return ()
    found = []
    args = [facility.slug, visit.pk, row.pk]
    if row.given_at is None and scope.may(may.ANSWER_SURVEY_REQUEST):
        url = reverse("documents:answer_survey_request", args=args)
        found.append(parts.Action(_("Given"), url, style="plain", icon="check", about=row.text))
    if scope.may(may.RETRACT_SURVEY_REQUEST):
        url = reverse("documents:retract_survey_request", args=args)
        found.append(parts.Action(_("Take back"), url, about=row.text))
    return tuple(found)


def waiting_words(asked: Iterable[Any]) -> str:
    """How many things the surveyor still waits for; "" where nothing does."""
    count = sum(row.given_at is None and row.entered_in_error_at is None for row in asked)
    if not count:
        return ""
    return ngettext(
        "{n} thing asked for is not given yet", "{n} things asked for are not given yet", count
    ).format(n=count)


def code_picture(address_: str) -> SafeString:
    """A QR code as SVG, coloured by attributes alone: a strict CSP allows no style."""
    svg = segno.make(address_, error="m").svg_inline(
        scale=5,
        border=2,
        dark="#000",
        light="#fff",
        omitsize=False,
        svgclass=None,
        lineclass=None,
    )
    return mark_safe(svg)  # noqa: S308 - made by segno from an address we built, holds no text
