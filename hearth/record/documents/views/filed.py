"""Someone files, looks for or opens a document."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel.errors import Refused, Unavailable
from hearth.kernel.words import N_
from hearth.platform.audit.actions import note
from hearth.platform.audit.viewing import list_seen, view_seen, view_token
from hearth.platform.files import actions as files
from hearth.platform.files import queries as stored
from hearth.platform.files import serving, uploads
from hearth.platform.files.actions import MEGABYTE, MOST_BYTES
from hearth.platform.files.formats import INLINE
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.parts import pages_of
from hearth.record.documents import actions, permissions, queries
from hearth.record.documents.forms import filed as forms
from hearth.record.documents.presenters import filed as presenters
from hearth.record.documents.presenters.filed import Reader
from hearth.record.residents import presenters as people
from hearth.record.residents import queries as residents


PER_PAGE = 50


@requires(permissions.VIEW_DOCUMENTS)
@require_safe
def documents(request: Request, resident_id: UUID) -> HttpResponse:
    """The documents of one resident; what ends soon first said."""
    one = _resident(request, resident_id)
    view_seen(request, one, "documents.view_documents")
    reader = Reader.of(request.scope, request.facility)
    found = queries.of_resident(request.scope, one)
    ending = queries.ending(request.scope, found, request.facility.today())
    context = _list(request, reader, found, list(ending), one.pk) | {"resident": one}
    page = "documents/documents.html"
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, f"{page}#list", context)
    return render(request, page, context | _about(request, reader, one))


@requires(permissions.VIEW_DOCUMENTS)
@require_safe
def house_documents(request: Request) -> HttpResponse:
    """The documents of the house itself: policies, plans, licences."""
    reader = Reader.of(request.scope, request.facility)
    found = queries.of_house(request.scope)
    ending = queries.ending(request.scope, found, request.facility.today())
    context = _list(request, reader, found, list(ending), None)
    return render(request, "documents/house_documents.html", context)


@requires(permissions.VIEW_DOCUMENTS)
@require_safe
def expiring_documents(request: Request) -> HttpResponse:
    """Everything that ends within two months or has ended, the first to end first."""
    reader = Reader.of(request.scope, request.facility)
    rows = list(queries.expiring(request.scope, request.facility.today())[:200])
    about = {row.resident_id for row in rows if row.resident_id}
    list_seen(request, sorted(about), "documents.expiring_documents")
    table = presenters.document_table(rows, reader, _("What runs out"), with_resident=True)
    context = {
        "answer": presenters.answer(0, rows, reader) if rows else _("Nothing runs out soon"),
        "table": table,
        "crumbs": presenters.crumbs(reader, None, _("What runs out")),
    }
    return render(request, "documents/expiring_documents.html", context)


@requires(permissions.VIEW_DOCUMENT)
@require_safe
def view_document(request: Request, pk: UUID, resident_id: UUID | None = None) -> HttpResponse:
    """One document: what is said of it, a safe look at it, its versions."""
    row, one = _document(request, pk, resident_id)
    if one is not None:
        view_seen(request, one, "documents.view_document")
    reader = Reader.of(request.scope, request.facility)
    blob = queries.blob_of(request.scope, row)
    versions = queries.versions(request.scope, row)
    context = _about(request, reader, one) | {
        "row": row,
        "facts": presenters.document_facts(row, reader),
        "notices": presenters.notices(row, blob),
        "actions": presenters.document_actions(row, reader),
        "versions": presenters.version_table(versions, row, reader),
        "preview": _preview(request, row, blob),
        "crumbs": presenters.crumbs(reader, row.resident_id, row.title),
    }
    return render(request, "documents/view_document.html", context)


@requires(permissions.DOWNLOAD_DOCUMENT)  # type: ignore[arg-type]
@require_safe
def download_document(
    request: Request, pk: UUID, resident_id: UUID | None = None
) -> HttpResponseBase:
    """The file itself, in parts; or the small picture of it that its page shows."""
    row, one = _document(request, pk, resident_id)
    blob = queries.blob_of(request.scope, row)
    if blob is None:
        raise Unavailable(
            "file-missing",
            N_("The file of this document is not in the store. Tell your administrator."),
        )
    picture = request.GET.get("picture", "")
    if picture:
        # Part of the page that carries the token; alone it is a look of its own.
        if one is not None:
            view_seen(request, one, "documents.view_document")
    else:
        note("documents.download_document", row, by=request.actor)
        if one is not None:
            actions.take_copy(
                scope=request.scope,
                by=request.actor,
                resident=one,
                what=row.title,
                document=row,
                pages=row.pages,
            )
    small = picture == "small" and blob.has_thumbnail
    return serving.serve(request, blob, inline=picture == "whole", thumbnail=small)


@requires(permissions.UPLOAD_DOCUMENT)
@require_http_methods(["GET", "POST"])
def upload_document(request: Request, resident_id: UUID | None = None) -> HttpResponse:
    """File a document; a file that is here already waits while the form is put right."""
    one = _resident(request, resident_id) if resident_id else None
    reader = Reader.of(request.scope, request.facility)
    form = forms.UploadDocumentForm(
        *_posted(request),
        scope=request.scope,
        facility=request.facility,
        initial={"type": request.GET.get("type", "")},
    )
    if form.is_bound:
        made = _with_file(
            request,
            form,
            lambda blob: actions.upload_document(
                scope=request.scope,
                by=request.actor,
                resident=one,
                blob=blob,
                known=form.cleaned_data["known"],
                **form.said(),
            ),
        )
        if made is not None:
            messages.success(request, _("Filed."))
            return redirect(_page_of(request, made))
    return _form_page(request, "upload_document", form, reader, one)


@requires(permissions.REPLACE_DOCUMENT)
@require_http_methods(["GET", "POST"])
def replace_document(
    request: Request, pk: UUID, resident_id: UUID | None = None
) -> HttpResponse:
    """File a newer version in the place of a document."""
    row, one = _document(request, pk, resident_id)
    reader = Reader.of(request.scope, request.facility)
    form = forms.ReplaceDocumentForm(*_posted(request), initial={"title": row.title})
    if form.is_bound:
        made = _with_file(
            request,
            form,
            lambda blob: actions.replace_document(
                scope=request.scope, by=request.actor, document=row, blob=blob, **form.said()
            ),
        )
        if made is not None:
            messages.success(request, _("Filed. The older one stays below it."))
            return redirect(_page_of(request, made))
    return _form_page(request, "replace_document", form, reader, one, row=row)


@requires(permissions.CHANGE_DOCUMENT)
@require_http_methods(["GET", "POST"])
def change_document(
    request: Request, pk: UUID, resident_id: UUID | None = None
) -> HttpResponse:
    """Say better what a document is."""
    row, one = _document(request, pk, resident_id)
    reader = Reader.of(request.scope, request.facility)
    names = ("type", "title", "date", "valid_until", "author_text", "description")
    form = forms.ChangeDocumentForm(
        *_posted(request),
        scope=request.scope,
        facility=request.facility,
        now_type=row.type,
        initial={name: getattr(row, name) for name in (*names, "security_label")},
    )
    if form.is_bound and form.is_valid():
        made = _carried_out(
            form,
            lambda: actions.change_document(
                scope=request.scope, by=request.actor, document=row, **form.said()
            ),
        )
        if made is not None:
            messages.success(request, _("Changed."))
            return redirect(_page_of(request, row))
    return _form_page(request, "change_document", form, reader, one, row=row)


@requires(permissions.RETRACT_DOCUMENT)
@require_http_methods(["GET", "POST"])
def retract_document(
    request: Request, pk: UUID, resident_id: UUID | None = None
) -> HttpResponse:
    """Take a document back: it stays, with the reason, and is offered no more."""
    row, one = _document(request, pk, resident_id)
    reader = Reader.of(request.scope, request.facility)
    form = forms.RetractDocumentForm(*_posted(request))
    if form.is_bound and form.is_valid():
        made = _carried_out(
            form,
            lambda: actions.retract_document(
                scope=request.scope, by=request.actor, document=row, **form.cleaned_data
            ),
        )
        if made is not None:
            messages.success(request, _("Taken back."))
            return redirect(presenters.list_address(reader, row.resident_id))
    return _form_page(request, "retract_document", form, reader, one, row=row)


# What the pages share


def _resident(request: Request, resident_id: UUID) -> Any:
    return get_object_or_404(residents.every_record(request.scope), pk=resident_id)


def _document(request: Request, pk: UUID, resident_id: UUID | None) -> tuple[Any, Any]:
    """A document this reader may open, and whom it is about; 404 under another resident."""
    found = queries.documents(request.scope)
    one = None
    if resident_id is not None:
        one = _resident(request, resident_id)
        found = found.filter(resident_id__in=residents.record_ids(request.scope, one))
    row = get_object_or_404(found, pk=pk)
    return row, one or row.resident


def _about(request: Request, reader: Reader, one: Any) -> dict[str, Any]:
    """The banner and the way back, on pages about a resident."""
    if one is None:
        return {"crumbs": presenters.crumbs(reader, None)}
    return {
        "banner": people.banner(request, one),
        "merged": people.merged_notice(request, one),
        "crumbs": presenters.crumbs(reader, one.pk),
    }


def _list(
    request: Request, reader: Reader, found: Any, ending: list[Any], resident_id: UUID | None
) -> dict[str, Any]:
    """One page of a list, narrowed to the type asked for."""
    counts = queries.counts_by_type(request.scope, found)
    chosen = request.GET.get("type", "")
    if chosen in counts:
        found = found.filter(type=chosen)
    paginator = Paginator(found, PER_PAGE)
    # Counted by type already: not asked again.
    paginator.count = counts.get(chosen) or sum(counts.values())
    page = paginator.get_page(request.GET.get("page"))
    return {
        "answer": presenters.answer(sum(counts.values()), ending, reader),
        "table": presenters.document_table(page.object_list, reader, _("Documents")),
        "filters": presenters.type_filter(counts, chosen if chosen in counts else "", reader),
        "pages": pages_of(page, request.GET) if page.paginator.num_pages > 1 else None,
        "actions": presenters.list_actions(reader, resident_id),
    }


def _preview(request: Request, row: Any, blob: Any) -> dict[str, str] | None:
    """The picture a page may show of a file; nothing of the sender's own bytes is in it."""
    if blob is None or not request.scope.may(permissions.DOWNLOAD_DOCUMENT):
        return None
    whole = blob.content_type in INLINE and not blob.attachment_only
    if not whole and not blob.has_thumbnail:
        return None
    url = presenters.address("download_document", request.facility, row.resident_id, row.pk)
    token = view_token(request)
    return {"url": f"{url}?picture={'whole' if whole else 'small'}&view={token}"}


def _page_of(request: Request, row: Any) -> str:
    return presenters.address("view_document", request.facility, row.resident_id, row.pk)


def _posted(request: Request) -> tuple[Any, Any]:
    """What was sent, and its files; neither for a form that is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _with_file(request: Request, form: Any, act: Callable[[Any], Any]) -> Any:
    """Take the file in first, so that it is here whatever else has to be put right."""
    blob = _taken_in(request, form)
    if not form.is_valid():
        return None
    if blob is None:
        # It waited longer than a day, or was somebody else's.
        form.add_error("file", _("Choose the file again."))
        return None
    return _carried_out(form, lambda: act(blob))


def _taken_in(request: Request, form: Any) -> Any:
    """The file of the form: sent now, or held since it was sent first."""
    refusal = uploads.refused(request)
    if refusal is not None:
        if "limit" in refusal.values:
            refusal.values["limit"] = MOST_BYTES // MEGABYTE
        form.fields["file"].required = False
        form.refuse(refusal)
        return None
    sent = request.FILES.get("file")
    if sent is None:
        held = form.held_file(request.actor.pk)
        return stored.blobs(request.scope).filter(pk=held).first() if held else None
    blob = _carried_out(
        form,
        lambda: files.store(
            scope=request.scope, by=request.actor, stream=sent, declared_name=sent.name or ""
        ),
    )
    if blob is not None:
        form.hold(blob, request.actor.pk)
    return blob


def _carried_out(form: Any, act: Callable[[], Any]) -> Any:
    """What the act returns; None when it was refused, and the form then says why."""
    try:
        return act()
    except Refused as refusal:
        form.refuse(refusal)
        return None


def _form_page(
    request: Request, verb: str, form: Any, reader: Reader, one: Any, **more: Any
) -> HttpResponse:
    if one is not None:
        about = "documents.view_document" if "row" in more else "residents.view_resident"
        view_seen(request, one, about)
    status = form.refused_with if form.is_bound and form.errors else 200
    context = _about(request, reader, one) | {"form": form, "resident": one} | more
    return render(request, f"documents/{verb}.html", context, status=status)
