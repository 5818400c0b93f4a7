"""Someone asks who was given copies, or writes down that one was given."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel import clock
from hearth.platform.audit.viewing import view_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui import parts
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.record.documents import actions, permissions, queries
from hearth.record.documents.forms.releasing import RecordDisclosureForm
from hearth.record.documents.forms.surveying import ReasonForm
from hearth.record.documents.presenters import released
from hearth.record.residents import presenters as people
from hearth.record.residents import queries as residents


PER_PAGE = 50
MOST_ON_PAPER = 500
FIELDS = {
    "recipient-missing": "to_whom",
    "what-missing": "what",
    "authority-missing": "authority",
    "future": "effective",
}


@requires(permissions.VIEW_DISCLOSURES)
@require_safe
def disclosures(request: Request, resident_id: UUID) -> HttpResponse:
    """Who was given copies about one resident, the latest first."""
    one = _resident(request, resident_id)
    view_seen(request, one, "documents.view_disclosures")
    found = queries.disclosures_of(request.scope, one)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "resident": one,
        "answer": released.answer(page.paginator.count),
        "table": released.disclosure_table(page.object_list, request.scope, request.facility),
        "pages": parts.pages_of(page, request.GET) if page.paginator.num_pages > 1 else None,
        "actions": released.actions(request.scope, request.facility, one.pk),
    }
    name = "documents/disclosures.html"
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, f"{name}#list", context)
    return render(request, name, context | {"banner": people.banner(request, one)})


@requires(permissions.VIEW_DISCLOSURES)
@require_safe
def print_disclosures(request: Request, resident_id: UUID) -> HttpResponse:
    """The accounting a resident may ask for, on paper; what the law counts is marked."""
    one = _resident(request, resident_id)
    view_seen(request, one, "documents.print_disclosures")
    rows = list(queries.disclosures_of(request.scope, one)[:MOST_ON_PAPER])
    context = {
        "resident": one,
        "banner": people.banner(request, one),
        "table": released.disclosure_table(
            rows, request.scope, request.facility, on_paper=True
        ),
        "printed_at": clock.now(),
        "back_url": reverse("documents:disclosures", args=[request.facility.slug, one.pk]),
    }
    return render(request, "documents/print_disclosures.html", context)


@requires(permissions.RECORD_DISCLOSURE)
@require_http_methods(["GET", "POST"])
def record_disclosure(request: Request, resident_id: UUID) -> HttpResponse:
    """Write down that a copy was given to somebody outside."""
    one = _resident(request, resident_id)
    visit = _visit(request)
    initial: dict[str, Any] = {"what": request.GET.get("what", "")[:240]}
    if visit is not None:
        initial |= {"recipient": "surveyor", "to_whom": str(visit), "purpose": "oversight"}
    form = RecordDisclosureForm(posted(request), facility=request.facility, initial=initial)
    if form.is_bound and form.is_valid():
        made = carried_out(
            form,
            lambda: actions.record_disclosure(
                scope=request.scope,
                by=request.actor,
                resident=one,
                visit=visit,
                **form.cleaned_data,
            ),
            FIELDS,
        )
        if made is not None:
            messages.success(request, _("Written down."))
            return redirect("documents:disclosures", request.facility.slug, one.pk)
    return _form(request, "record_disclosure", form, one)


@requires(permissions.RETRACT_DISCLOSURE)
@require_http_methods(["GET", "POST"])
def retract_disclosure(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """It was written down by mistake: it stays, struck through."""
    one = _resident(request, resident_id)
    row = get_object_or_404(queries.disclosures_of(request.scope, one), pk=pk)
    form = ReasonForm(posted(request))
    if form.is_bound and form.is_valid():
        made = carried_out(
            form,
            lambda: actions.retract_disclosure(
                scope=request.scope, by=request.actor, disclosure=row, **form.cleaned_data
            ),
        )
        if made is not None:
            messages.success(request, _("Taken back."))
            return redirect("documents:disclosures", request.facility.slug, one.pk)
    return _form(request, "retract_disclosure", form, one, row=row)


def _resident(request: Request, resident_id: UUID) -> Any:
    return get_object_or_404(residents.every_record(request.scope), pk=resident_id)


def _visit(request: Request) -> Any:
    """The visit the copy was given in, where the page was opened from one."""
    try:
        key = UUID(request.GET.get("visit", ""))
    except ValueError:
        return None
    if not request.scope.may(permissions.VIEW_SURVEY_VISIT):
        return None
    return queries.visits(request.scope).filter(pk=key).first()


def _form(request: Request, verb: str, form: Any, one: Any, **more: Any) -> HttpResponse:
    view_seen(request, one, "documents.view_disclosures")
    back = reverse("documents:disclosures", args=[request.facility.slug, one.pk])
    context = {
        "form": form,
        "resident": one,
        "banner": people.banner(request, one),
        "crumbs": parts.Crumbs((parts.Crumb(_("Copies given"), back),)),
    } | more
    return render(request, f"documents/{verb}.html", context, status=status_of(form))
