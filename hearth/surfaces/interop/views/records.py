"""The entries of an import that need a person, or wait for the room that will own them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel.errors import Refused
from hearth.platform.audit.actions import note
from hearth.platform.audit.viewing import list_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.parts import pages_of
from hearth.record.documents import permissions as may
from hearth.surfaces.interop import correcting, forms, queries
from hearth.surfaces.interop.imported import Imported
from hearth.surfaces.interop.presenters import imports as words
from hearth.surfaces.interop.presenters import records as lists


PER_PAGE = 50
MOST_EXPORTED = 20_000


@requires(may.VIEW_SOURCE_RECORDS)
@require_safe
def view_set_aside(request: Request, batch_id: UUID) -> HttpResponse:
    """Everything of one import that could not be read, line by line."""
    batch = _batch(request, batch_id)
    note("documents.view_source_records", batch.first, by=request.actor)
    found = queries.set_aside(request.scope, batch.files)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    may_correct = request.scope.may(may.CORRECT_SOURCE_RECORD)
    context = {
        "batch": batch,
        "crumbs": words.crumbs(request.facility, batch),
        "count": page.paginator.count,
        "table": lists.set_aside_table(
            page.object_list,
            request.facility,
            may_correct=may_correct,
            several=bool(batch.more),
        ),
        "pages": pages_of(page, request.GET) if page.paginator.num_pages > 1 else None,
    }
    return render(request, "interop/view_set_aside.html", context)


@requires(may.VIEW_SOURCE_RECORDS)
@require_safe
def export_set_aside(request: Request, batch_id: UUID) -> HttpResponse:
    """The same as CSV: correct it there and send it again."""
    batch = _batch(request, batch_id)
    note("documents.export_source_records", batch.first, by=request.actor)
    found = queries.set_aside(request.scope, batch.files)[:MOST_EXPORTED]
    response = HttpResponse(
        lists.to_csv(found, batch.mapping.get("headings", ())),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="set-aside.csv"'
    return response


@requires(may.VIEW_SOURCE_RECORDS)
@require_safe
def view_kept(request: Request, batch_id: UUID, kind: str) -> HttpResponse:
    """What is kept of one kind until the room for it arrives."""
    batch = _batch(request, batch_id)
    found = queries.kept(request.scope, batch.files, kind)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    note("documents.view_source_records", batch.first, by=request.actor)
    about = {one.resident_id for one in page.object_list if one.resident_id}
    if about:
        list_seen(request, sorted(about), "documents.view_source_records")
    context = {
        "batch": batch,
        "crumbs": words.crumbs(request.facility, batch),
        "kind": words.type_word(kind),
        "count": page.paginator.count,
        "table": lists.kept_rows(page.object_list),
        "pages": pages_of(page, request.GET) if page.paginator.num_pages > 1 else None,
    }
    return render(request, "interop/view_kept.html", context)


@requires(may.CORRECT_SOURCE_RECORD)
@require_http_methods(["GET", "POST"])
def correct_source_record(request: Request, record_id: UUID) -> HttpResponse:
    """Put one entry right and take it over; what was wrong stays as it came."""
    found = queries.source_records(request.scope).exclude(set_aside="")
    record = get_object_or_404(found.select_related("batch"), pk=record_id)
    form = _form(request, record)
    if form.is_bound and form.is_valid() and _corrected(request, record, form):
        messages.success(request, _("Corrected, and taken over"))
        return redirect("interop:view_import", request.facility.slug, record.batch_id)
    if not form.is_bound:
        note("documents.view_source_records", record, by=request.actor)
    context = {
        "record": record,
        "form": form,
        "reasons": lists.reasons(record),
        "crumbs": words.crumbs(request.facility, record.batch),
    }
    status = form.refused_with if form.is_bound and form.errors else 200
    return render(request, "interop/correct_source_record.html", context, status=status)


def _form(request: Request, record: Any) -> Any:
    posted = request.POST if request.method == "POST" else None
    cells = correcting.cells_of(record)
    if cells:
        return forms.CorrectRowForm(posted, cells=cells)
    return forms.CorrectTextForm(posted, initial={"text": correcting.text_of(record)})


def _corrected(request: Request, record: Any, form: Any) -> bool:
    """Whether it could be taken over; if not, the form says why."""
    who = {"by": request.actor, "facility": request.facility, "record": record}
    try:
        if isinstance(form, forms.CorrectRowForm):
            correcting.correct_cells(**who, cells=form.cells())
        else:
            correcting.correct_text(**who, text=form.cleaned_data["text"])
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _batch(request: Request, batch_id: UUID) -> Imported:
    found = get_object_or_404(queries.imports(request.scope), pk=batch_id)
    return Imported(tuple(queries.run_of(request.scope, found)))
