"""A file on its way into the record: sent, looked at, started, done."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.kernel.errors import Refused
from hearth.platform.audit.actions import note
from hearth.platform.audit.viewing import list_seen
from hearth.platform.files import uploads
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.parts import pages_of
from hearth.record.documents import permissions as may
from hearth.record.documents.actions import imports as actions
from hearth.record.documents.codes import BatchMode, BatchState
from hearth.surfaces.interop import forms, queries, receiving
from hearth.surfaces.interop.imported import Imported
from hearth.surfaces.interop.presenters import imports as words
from hearth.surfaces.interop.presenters import records as lists


PER_PAGE = 50
MOST_RESIDENTS = 200
SAMPLE_ROWS = 5
OPEN = (BatchState.WAITING, BatchState.RUNNING)


@requires(may.VIEW_IMPORTS)
@require_safe
def imports(request: Request) -> HttpResponse:
    """Every import of the community, newest first."""
    page = Paginator(queries.runs(request.scope), PER_PAGE).get_page(request.GET.get("page"))
    firsts = list(page.object_list)
    files = queries.files_of(request.scope, firsts)
    found = [Imported(tuple(files[one.pk])) for one in firsts]
    context = {
        "count": page.paginator.count,
        "table": words.imports_table(found, request.facility),
        "pages": pages_of(page, request.GET) if page.paginator.num_pages > 1 else None,
        "may_import": request.scope.may(may.IMPORT_FILE),
    }
    return render(request, "interop/imports.html", context)


@requires(may.IMPORT_FILE)
@require_http_methods(["GET", "POST"])
def import_file(request: Request) -> HttpResponse:
    """Send a file: it is looked at, kept closed, and tried before anything is taken over."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.ImportFileForm(*posted)
    batch = _taken_in(request, form) if form.is_bound else None
    if batch is not None:
        is_list = bool(batch.mapping)
        name = "interop:prepare_import" if is_list else "interop:view_import"
        return redirect(name, request.facility.slug, batch.pk)
    return render(request, "interop/import_file.html", {"form": form}, status=_status(form))


def _taken_in(request: Request, form: forms.ImportFileForm) -> Any:
    refusal = uploads.refused(request)
    if refusal is not None:
        form.is_valid()
        form.errors.pop("file", None)
        form.refuse(refusal)
        return None
    if not form.is_valid():
        return None
    sent = form.cleaned_data["file"]
    try:
        return receiving.take_in(
            scope=request.scope,
            by=request.actor,
            stream=sent.file,
            name=sent.name or "import",
            what=form.cleaned_data["what"],
            source=form.cleaned_data["source"],
        )
    except Refused as refused:
        form.refuse(refused)
        return None


@requires(may.IMPORT_FILE)
@require_http_methods(["GET", "POST"])
def prepare_import(request: Request, batch_id: UUID) -> HttpResponse:
    """Which column of a list holds what, with its first rows beside; then it is tried."""
    batch = _batch(request, batch_id)
    if batch.state != BatchState.WAITING or not batch.mapping:
        return redirect("interop:view_import", request.facility.slug, batch.pk)
    sheet, columns = receiving.sheet_and_columns(request.scope, batch.first)
    posted: QueryDict | None = request.POST if request.method == "POST" else None
    form = forms.PrepareImportForm(posted, sheet=sheet, columns=columns)
    if form.is_bound and form.is_valid():
        receiving.settle_columns(
            scope=request.scope,
            by=request.actor,
            batch=batch.first,
            columns=form.chosen,
            source=batch.source_system,
        )
        return redirect("interop:view_import", request.facility.slug, batch.pk)
    rows = [line for line in sheet.lines if line.number > columns.heading_number]
    context = {
        "batch": batch,
        "form": form,
        "columns": words.column_rows(form, columns, rows[:SAMPLE_ROWS]),
        "steps": words.steps(batch, request.facility, at_columns=True),
    }
    return render(request, "interop/prepare_import.html", context, status=_status(form))


@requires(may.VIEW_IMPORTS)
@require_safe
def view_import(request: Request, batch_id: UUID) -> HttpResponse:
    """One import: what it would do, how far it is, what became of it."""
    batch = _batch(request, batch_id)
    preview = queries.preview(request.scope, batch.first)
    works = batch.state == BatchState.RUNNING or (
        batch.state == BatchState.WAITING and preview is None
    )
    if request.htmx and request.GET.get("part") == "work":  # type: ignore[attr-defined]
        return _work(request, batch, works=works)
    context = {
        "batch": batch,
        "works": works,
        "crumbs": words.crumbs(request.facility),
        "about": words.about(batch),
        "steps": words.steps(batch, request.facility) if batch.state in OPEN else None,
        "progress": words.progress(batch),
        "may_import": request.scope.may(may.IMPORT_FILE),
        "may_go_on": _may_go_on(request, batch),
        "may_see": request.scope.may(may.VIEW_SOURCE_RECORDS),
    }
    if batch.state == BatchState.WAITING and preview is not None:
        context |= _tried(request, batch, preview.body)
    elif not works:
        context |= _became(request, batch)
    context.setdefault("answer", words.answer(batch, None, 0))
    return render(request, "interop/view_import.html", context)


def _work(request: Request, batch: Any, *, works: bool) -> HttpResponse:
    """The part that asks for itself while something is done; the whole page when it is."""
    if not works:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    context = {
        "batch": batch,
        "works": True,
        "progress": words.progress(batch),
        "may_go_on": _may_go_on(request, batch),
    }
    return render(request, "interop/view_import.html#work", context)


def _tried(request: Request, batch: Any, body: dict[str, Any]) -> dict[str, Any]:
    """What an import of a waiting file would do."""
    context: dict[str, Any] = {
        "preview": body,
        "answer": words.answer(batch, body, 0),
        "refusal": words.refusal(body),
    }
    if context["refusal"]:
        return context
    context |= {
        "stats": words.stats(body["resources"], words.BEFORE),
        "by_kind": words.counts_table(body["resources"], words.BEFORE),
        "wrong": words.wrong_table(body),
        "kept_whys": words.kept_reasons(body),
        "form": forms.StartImportForm(),
    }
    if request.scope.may(may.VIEW_SOURCE_RECORDS):
        note("documents.view_source_records", batch.first, by=request.actor)
        context["first_lines"] = words.first_lines(body)
    return context


def _became(request: Request, batch: Any) -> dict[str, Any]:
    """What became of a finished or stopped import; of whom, for those who may see it."""
    context: dict[str, Any] = {
        "stats": words.stats(batch.counts, words.FATES),
        "by_kind": words.counts_table(batch.counts, words.FATES),
        "failure": words.failure(batch) if batch.failure else "",
        "may_resume": _may_resume(request, batch),
    }
    if not request.scope.may(may.VIEW_SOURCE_RECORDS):
        context["answer"] = words.plain_answer(batch)
        return context
    scope, facility = request.scope, request.facility
    came = list(queries.residents_of(scope, batch.files)[:MOST_RESIDENTS])
    stays = queries.residencies(scope, [one.pk for one in came])
    if came:
        list_seen(request, [one.pk for one in came], "documents.view_imports")
    note("documents.view_source_records", batch.first, by=request.actor)
    wrong = queries.set_aside(scope, batch.files)
    stayed = queries.left_as_is(scope, batch.files)
    return context | {
        "answer": words.answer(batch, None, queries.residents_of(scope, batch.files).count()),
        "residents": words.residents_table(came, stays, scope, facility),
        "wrong_count": wrong.count(),
        "wrong": lists.set_aside_table(
            wrong[:10],
            facility,
            may_correct=scope.may(may.CORRECT_SOURCE_RECORD),
            several=bool(batch.more),
        ),
        "kept": lists.kept_table(queries.kept_by_type(scope, batch.files), batch, facility),
        "stayed": lists.stayed_table(stayed[:50]),
    }


def _may_go_on(request: Request, batch: Any) -> bool:
    """Whether a person may take up work that seems to stand still."""
    is_running = batch.state == BatchState.RUNNING and batch.blob is not None
    return is_running and request.scope.may(may.IMPORT_FILE)


def _may_resume(request: Request, batch: Any) -> bool:
    is_open = batch.state == BatchState.FAILED and batch.failure != "given-up"
    return is_open and batch.blob is not None and request.scope.may(may.IMPORT_FILE)


@requires(may.IMPORT_FILE)
@require_POST
def start_import(request: Request, batch_id: UUID) -> HttpResponse:
    """Begin: a worker takes the file over, part by part or all or nothing."""
    batch = _batch(request, batch_id)
    form = forms.StartImportForm(request.POST)
    whole = form.is_valid() and form.cleaned_data["whole"]
    mode = BatchMode.WHOLE if whole else BatchMode.GOOD_ROWS
    begun = actions.start_import(
        scope=request.scope, by=request.actor, batch=batch.first, mode=mode
    )
    receiving.carry_out_later(begun)
    return redirect("interop:view_import", request.facility.slug, batch.pk)


@requires(may.IMPORT_FILE)
@require_POST
def resume_import(request: Request, batch_id: UUID) -> HttpResponse:
    """Take an import up where it stopped."""
    batch = actions.resume_import(
        scope=request.scope, by=request.actor, batch=_batch(request, batch_id).first
    )
    receiving.carry_out_later(batch)
    messages.success(request, _("It goes on where it stopped"))
    return redirect("interop:view_import", request.facility.slug, batch.pk)


@requires(may.IMPORT_FILE)
@require_POST
def drop_import(request: Request, batch_id: UUID) -> HttpResponse:
    """Give a waiting file up: nothing of it is taken over."""
    batch = _batch(request, batch_id)
    receiving.give_up(scope=request.scope, by=request.actor, batch=batch.first)
    messages.success(request, _("Given up. Nothing was taken over."))
    return redirect("interop:imports", request.facility.slug)


def _batch(request: Request, batch_id: UUID) -> Imported:
    """The import a file belongs to, with everything handed over beside it."""
    found = get_object_or_404(queries.imports(request.scope), pk=batch_id)
    return Imported(tuple(queries.run_of(request.scope, found)))


def _status(form: Any) -> int:
    return form.refused_with if form.is_bound and form.errors else 200
