"""The roster: everybody in one table, narrowed, printed, taken out as a file, kept as a list."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel import clock
from hearth.platform.audit.actions import note
from hearth.platform.audit.viewing import list_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.identity.scopes import opened_scope
from hearth.platform.scope import Scope, scoped
from hearth.platform.ui import exports, parts
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.record.documents import actions as documents
from hearth.record.documents.codes import Purpose, Recipient, Way
from hearth.record.notes import queries as notes
from hearth.record.notes.actions import UNDO_FOR
from hearth.record.residents import actions as residents_room
from hearth.record.residents import permissions as of_residents
from hearth.record.residents import queries as residents
from hearth.surfaces.desk import forms, permissions
from hearth.surfaces.desk.presenters import roster as presenters
from hearth.surfaces.desk.presenters import together
from hearth.surfaces.desk.presenters.columns import Column, Reads, columns, needs_of
from hearth.surfaces.desk.queries import roster as queries
from hearth.surfaces.desk.views.sheets import sheet


@dataclass(frozen=True, slots=True)
class Read:
    """The roster as asked for, read once: what was asked, everybody, and who is shown."""

    scope: Scope
    asked: presenters.Asked
    offered: dict[str, presenters.Asked]
    known: dict[str, Column]
    needs: set[str]
    reads: Reads
    everybody: list[queries.OnRoster]
    shown: list[queries.OnRoster]

    @property
    def away(self) -> list[Any]:
        """Staff away for an infection, where the list asks for them and the reader may know."""
        if not self.asked.staff or not self.scope.may("staff.view_staff"):
            return []
        return queries.staff_away_infected(self.scope, self.reads.day)

    @property
    def groups(self) -> list[presenters.RosterGroup]:
        """The rows under their headings."""
        return presenters.groups(self.shown, self.asked, self.known, self.reads)


@requires(permissions.VIEW_ROSTER)
@require_safe
def roster(request: Request) -> HttpResponse:
    """Everybody who lives here, in the columns asked for."""
    found = _read(request, request.GET)
    _seen(request, found, "desk.view_roster")
    facility, asked = request.facility, found.asked
    offered = presenters.offers(found.everybody, asked, found.known, found.reads, found.needs)
    saved = asked.key if _key(asked.key) else ""
    context = {
        "as_of": found.reads.now,
        "answer": presenters.answer(asked, len(found.shown), len(found.everybody)),
        "asked": asked,
        "query": asked.query(),
        "chooser": presenters.chooser(asked, found.offered, facility),
        "places": presenters.neighborhoods(offered, asked, facility),
        "offers": [one for one in offered if one.code != "neighborhood"],
        "hidden": asked.filters.get("neighborhood", ()),
        "chips": presenters.chips(asked, offered, facility),
        "columns": presenters.column_choices(asked, found.known),
        "sorts": [
            (c, _(label), c == asked.sort) for c, label in presenters.sorts(found.known).items()
        ],
        "groupings": [(c, _(label), c == asked.group) for c, label in presenters.GROUPS],
        "headings": presenters.headings(asked, found.known, facility),
        "groups": found.groups,
        "staff": presenters.staff_table(found.away),
        "span": len(asked.columns) + 1,
        "count": len(found.shown),
        "every_key": ",".join(str(row.resident.pk) for row in found.shown),
        "deeds": presenters.may_do(request.scope),
        "undo": _undo(request, found.reads.now),
        "may_print": request.scope.may(permissions.PRINT_ROSTER),
        "may_export": request.scope.may(permissions.EXPORT_ROSTER),
        "may_save": request.scope.may(of_residents.SAVE_LIST),
        "nobody": parts.State(
            "empty",
            _("Nobody is on this list now"),
            _("Take off what it is narrowed to, or choose another list."),
        ),
        "saved": saved if request.scope.may(of_residents.END_LIST) else "",
    }
    page = "desk/roster.html"
    return render(request, f"{page}#list" if _is_list(request) else page, context)


@requires(permissions.PRINT_ROSTER)
@require_safe
def print_roster(request: Request) -> HttpResponse:
    """The list on paper: as of when, printed by whom."""
    found = _read(request, request.GET)
    _seen(request, found, "desk.print_roster")
    asked = found.asked
    context = {
        "printed_at": found.reads.now,
        "actor": request.actor,
        "facility": request.facility,
        "asked": asked,
        "answer": presenters.answer(asked, len(found.shown), len(found.everybody)),
        "headings": presenters.headings(asked, found.known, request.facility),
        "groups": found.groups,
        "staff": presenters.staff_table(found.away),
        "chips": presenters.chips(
            asked,
            presenters.offers(found.everybody, asked, found.known, found.reads, found.needs),
            request.facility,
        ),
        "back_url": f"{reverse('desk:roster', args=[request.facility.slug])}?{asked.query()}",
    }
    return sheet(request, "desk/print_roster.html", context)


@requires(permissions.EXPORT_ROSTER)
@require_http_methods(["GET", "POST"])
def export_roster(request: Request) -> HttpResponse:
    """The list as a file: to whom it goes and why it leaves the house are asked and noted."""
    form = forms.ExportRosterForm(posted(request))
    found = _read(request, request.GET)
    if request.method == "POST" and form.is_valid():
        made = carried_out(
            form,
            lambda: _file(request, found, **form.cleaned_data),
            {"recipient-missing": "to_whom", "why-missing": "reason"},
        )
        if made is not None:
            return made
    asked = found.asked
    context = {
        "form": form,
        "asked": asked,
        "answer": presenters.answer(asked, len(found.shown), len(found.everybody)),
        "columns": [_(found.known[code].label) for code in asked.columns],
        "back_url": f"{reverse('desk:roster', args=[request.facility.slug])}?{asked.query()}",
    }
    return render(request, "desk/export_roster.html", context, status=status_of(form))


@requires(of_residents.SAVE_LIST)
@require_http_methods(["GET", "POST"])
def save_list(request: Request) -> HttpResponse:
    """Keep the list as it is asked for."""
    found = _asked(request, request.GET)
    asked = found[0]
    name = asked.title if _key(asked.key) else ""
    may_share = request.scope.may(of_residents.SHARE_LIST)
    form = forms.SaveListForm(posted(request), initial={"name": name}, may_share=may_share)
    if request.method == "POST" and form.is_valid():
        saved = carried_out(
            form,
            lambda: residents_room.save_list(
                scope=request.scope, by=request.actor, asked=asked.kept, **form.cleaned_data
            ),
            {"name-missing": "name", "too-long": "name", "not-to-share": "shared"},
        )
        if saved is not None:
            messages.success(request, _("The list is kept"))
            base = reverse("desk:roster", args=[request.facility.slug])
            return redirect(f"{base}?list={saved.pk}")
    base = reverse("desk:roster", args=[request.facility.slug])
    context = {"form": form, "asked": asked, "back_url": f"{base}?{asked.query()}"}
    return render(request, "desk/save_list.html", context, status=status_of(form))


@requires(of_residents.END_LIST)
@require_http_methods(["GET", "POST"])
def end_list(request: Request, pk: UUID) -> HttpResponse:
    """Take a kept list off."""
    lists = residents.saved_lists(request.scope, request.actor)
    saved = get_object_or_404(lists, pk=pk)
    base = reverse("desk:roster", args=[request.facility.slug])
    form = forms.NothingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: residents_room.end_list(scope=request.scope, by=request.actor, saved=saved),
        )
        if done is not None:
            messages.success(request, _("The list is taken off"))
            return redirect(base)
    context = {"form": form, "saved": saved, "back_url": f"{base}?list={saved.pk}"}
    return render(request, "desk/end_list.html", context, status=status_of(form))


# Reading


def _asked(
    request: Request, query: QueryDict
) -> tuple[presenters.Asked, dict[str, presenters.Asked], dict[str, Column]]:
    offered = presenters.shipped(request.facility)
    for saved in residents.saved_lists(request.scope, request.actor):
        offered[str(saved.pk)] = presenters.of_saved(saved)
    known = columns(request.scope)
    return presenters.read(query, offered, known), offered, known


def _read(request: Request, query: QueryDict) -> Read:
    asked, offered, known = _asked(request, query)
    now: datetime = clock.now()
    reads = Reads(request.facility, now, request.facility.today())
    needs = needs_of(known[code] for code in {*asked.columns, *asked.filters, asked.sort})
    everybody = queries.roster(request.scope, now, reads.day, needs)
    if (opened := opened_scope(request.scope)) is not None:  # to a surveyor, by name
        with scoped(opened):
            everybody += queries.roster(opened, now, reads.day, needs)
    shown = presenters.narrowed(everybody, asked, known, reads)
    return Read(request.scope, asked, offered, known, needs, reads, everybody, shown)


def _seen(request: Request, found: Read, action: str) -> None:
    if found.shown:
        list_seen(request, sorted(row.resident.pk for row in found.shown), action)


def _is_list(request: Request) -> bool:
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and htmx.target == "roster"


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _undo(request: Request, now: datetime) -> Any:
    """What this reader did for many within the time that it can be undone."""
    if not request.scope.may("notes.undo_together"):
        return None
    mine = notes.together(request.scope).filter(
        recorder=request.actor, recorded__gt=now - UNDO_FOR, undone_at__isnull=True
    )
    done = mine.first()
    return together.undo_notice(done, request.facility) if done else None


def _file(request: Request, found: Read, to_whom: str, reason: str, form: str) -> HttpResponse:
    """The file, once its release stands on the record: who was given it, and why."""
    asked = found.asked
    shown = sorted(str(row.resident.pk) for row in found.shown)
    made = _made(found, form)
    if shown:
        documents.record_disclosure(
            scope=request.scope,
            by=request.actor,
            recipient=Recipient.OTHER,
            to_whom=to_whom,
            purpose=Purpose.OTHER,
            purpose_text=reason,
            way=Way.FILE,
            what=_("List: {title}").format(title=asked.title or _("Roster")),
            residents=[row.resident.pk for row in found.shown],
            sha256=hashlib.sha256(made.content).hexdigest(),
        )
    note(
        "desk.export_roster",
        None,
        by=request.actor,
        facility_id=request.facility.pk,
        detail={
            "to_whom": to_whom,
            "reason": reason,
            "list": asked.key,
            "format": form,
            "columns": presenters.codes_shown(asked),
            "count": len(shown),
            "residents": shown,
        },
    )
    return made


def _made(found: Read, form: str) -> HttpResponse:
    asked = found.asked
    rows = presenters.table(found.groups, asked, found.known)
    rows += presenters.staff_lines(found.away)
    code = "list" if _key(asked.key) else asked.key or "roster"
    name = f"{code}-{found.reads.day:%Y-%m-%d}"
    if form == "xlsx":
        return exports.xlsx_file(rows, name, asked.title)
    return exports.csv_file(rows, name)
