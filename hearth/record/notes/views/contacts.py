"""Someone called family or a clinic, or was called."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel import clock
from hearth.platform.audit.viewing import view_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.platform.ui.parts import pages_of
from hearth.record.notes import actions, forms, permissions, queries
from hearth.record.notes.presenters import contacts as words
from hearth.record.notes.presenters.common import link
from hearth.record.notes.presenters.notes import picks
from hearth.record.residents import queries as people
from hearth.record.residents.presenters import restrictions
from hearth.record.residents.views.common import stopped

from .common import FIELDS, about, panel_or_page, whose


PAGE = 40
ABOUT_LATELY = timedelta(days=14)
"""How far back events are offered that a call may have been about."""


@requires(permissions.VIEW_CONTACTS_MADE)
@require_safe
def contacts_made(request: Request, resident_id: UUID) -> HttpResponse:
    """Who was told what about a resident, and when; a panel of the resident's page as well."""
    home = whose(request, resident_id, "notes.view_contacts_made")
    found = queries.contacts_made(request.scope, home.resident)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = words.rows(request, page)
    context = {
        "answer": words.answer(rows),
        "rows": rows,
        "none": words.none_yet(request, resident_id),
        "pages": pages_of(page, request.GET) if page.has_other_pages() else None,
        "actions": link(
            request, _("Record a call"), "record_contact_made", resident_id, style="primary"
        ),
        **about(request, home),
    }
    return render(request, panel_or_page(request, "notes/contacts_made.html"), context)


@requires(permissions.RECORD_CONTACT_MADE)
@require_http_methods(["GET", "POST"])
def record_contact_made(request: Request, resident_id: UUID) -> HttpResponse:
    """Record a call, visit or letter, and what was promised in it."""
    home = whose(request, resident_id, "notes.record_contact_made")
    found = _contacts(request, home.resident)
    kept = people.restrictions_of(request.scope, home.resident, request.facility.today())
    barred = people.stops_of_contacts(request.scope, home.resident, found, kept)
    since = clock.now() - ABOUT_LATELY
    form = forms.RecordContactMadeForm(
        posted(request),
        zone=request.facility.zone,
        contacts=found,
        label=lambda one: words.contact_label(one, barred.get(one.pk, ())),
        about=words.events(
            queries.told_of(request.scope, home.resident, since), request.facility
        ),
        may_promise=request.scope.may("tasks.promise_call_back"),
        initial={"contact": request.GET.get("contact", "")},
    )
    if request.method == "POST" and form.is_valid():
        made = carried_out(
            form,
            lambda: actions.record_contact_made(
                scope=request.scope,
                by=request.actor,
                resident=home.resident,
                **form.cleaned_data,
            ),
            FIELDS,
        )
        if made is not None:
            messages.success(request, _("Recorded."))
            return redirect("notes:contacts_made", request.facility.slug, resident_id)
    context = {
        "form": form,
        "reached": picks(form["reached"]),
        "directions": picks(form["direction"]),
        **stopped(request, home.resident, form, "with_text", barred=kept),
        **about(request, home),
    }
    return render(request, "notes/record_contact_made.html", context, status=status_of(form))


@requires(permissions.RECORD_TELLING)
@require_http_methods(["GET", "POST"])
def record_telling(request: Request, pk: UUID) -> HttpResponse:
    """Tell somebody, and say whether they were reached: the page of such a task."""
    task = get_object_or_404(queries.tells(request.scope), pk=pk)
    home = whose(request, task.resident_id, "notes.record_telling")  # type: ignore[arg-type] # a tell is about somebody
    scope, whom = request.scope, queries.whom_of(request.scope, task)
    form = forms.RecordTellingForm(
        posted(request),
        zone=request.facility.zone,
        an_office=whom.contact is None,
        may_promise=scope.may("tasks.promise_call_back"),
        initial={"channel": words.usual_channel(whom)},
    )
    if request.method == "POST" and form.is_valid():
        made = carried_out(
            form,
            lambda: actions.record_telling(
                scope=scope, by=request.actor, task=task, **form.cleaned_data
            ),
            FIELDS,
        )
        if made is not None:
            messages.success(request, words.told_text(made, whom))
            return redirect(words.after_telling(request, task))
    barred = people.stops(scope, home.resident, contact=whom.contact, name=whom.name)
    on_record = people.wishes(scope).filter(contact=whom.contact) if whom.contact else ()
    context = {
        "form": form,
        "page": words.telling_page(request, task, whom, on_record),
        "tries": words.rows(request, queries.tries_of(scope, task)),
        "stops": restrictions.stop_notices(barred),
        **about(request, home),
    }
    return render(request, "notes/record_telling.html", context, status=status_of(form))


def _contacts(request: Request, resident: Any) -> list[Any]:
    calls = people.contacts_of(request.scope, resident, request.facility.today())
    return [call.contact for call in calls]


@requires(permissions.RETRACT_CONTACT_MADE)
@require_http_methods(["GET", "POST"])
def retract_contact_made(request: Request, pk: UUID) -> HttpResponse:
    """Mark it as entered in error; it stays readable."""
    found = get_object_or_404(queries.contacts_made(request.scope), pk=pk)
    view_seen(request, found.resident_id, "notes.retract_contact_made")
    form = forms.ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.retract_contact_made(
                scope=request.scope, by=request.actor, contact_made=found, **form.cleaned_data
            ),
            FIELDS,
        )
        if done is not None:
            messages.success(request, _("It is marked as entered in error."))
            return redirect("notes:contacts_made", request.facility.slug, found.resident_id)
    home = queries.homes(request.scope, [found.resident_id], clock.now())[found.resident_id]
    [row] = words.rows(request, [found])
    context = {"form": form, "row": row, **about(request, home)}
    return render(request, "notes/retract_contact_made.html", context, status=status_of(form))
