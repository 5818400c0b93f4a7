"""One editor frame for everything a community may decide: look, draft, compare, publish, retire."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.identity.decorators import requires

from . import actions, permissions, presenters, queries
from .forms import PublishDefinitionForm, TextForm
from .kinds import Impact, all_kinds, kind_of
from .schema_forms import BodyForm, is_simple
from .terms import in_language


@requires(permissions.VIEW_DEFINITIONS)
@require_http_methods(["GET"])
def view_definitions(request: HttpRequest) -> HttpResponse:
    """Everything that can be decided here, by kind."""
    found = presenters.sections(request.scope, request.facility, clock.now())  # type: ignore[attr-defined]
    drafts = sum(row.has_draft for section in found for row in section.rows)
    return render(
        request, "content/view_definitions.html", {"sections": found, "drafts": drafts}
    )


@requires(permissions.VIEW_DEFINITIONS)
@require_http_methods(["GET"])
def view_definition(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """What holds, where it comes from, and every version before it."""
    versions = list(queries.versions(request.scope, _known(kind), key))  # type: ignore[attr-defined]
    if not versions:
        raise Http404
    scope, facility = request.scope, request.facility  # type: ignore[attr-defined]
    holds = queries.find(kind, key, facility)
    body = holds.body if holds else presenters.starting_body(scope, kind, key) or {}
    top = next((v for v in versions if holds and v.pk == holds.id), versions[0])
    context = _frame(request, kind, key, in_language(top.title, get_language() or "en")) | {
        "holds": holds,
        "top": top,
        "lines": presenters.lines(kind, body),
        "versions": versions,
        "draft": queries.draft_of(scope, kind, key),
        "may_edit": scope.may(permissions.EDIT_DEFINITION),
        "may_publish": scope.may(permissions.PUBLISH_DEFINITION),
    }
    return render(request, "content/view_definition.html", context)


@requires(permissions.EDIT_DEFINITION)
@require_http_methods(["GET", "POST"])
def edit_definition(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The community's draft, as a form or as text. Nothing holds until it is published."""
    what = kind_of(_known(kind))
    scope = request.scope  # type: ignore[attr-defined]
    body = presenters.starting_body(scope, kind, key)
    if body is None:
        raise Http404
    as_text = (
        "text" in request.POST or request.GET.get("as") == "text" or not is_simple(what.schema)
    )
    form = _form(request, what.schema, body, as_text=as_text, partial=what.layered)
    status = 200
    if request.method == "POST" and not request.POST.get("more"):
        if form.is_valid() and _save(request, form, kind, key):
            messages.success(
                request, _("The draft is kept. It changes nothing until it is published.")
            )
            return redirect("content:publish_definition", request.facility.slug, kind, key)  # type: ignore[attr-defined]
        status = getattr(form, "refused_with", 422)
    title = _title(request, kind, key)
    context = _frame(request, kind, key, title) | {
        "form": form,
        "as_text": as_text,
        "simple": is_simple(what.schema),
    }
    return render(request, "content/edit_definition.html", context, status=status)


def _form(
    request: HttpRequest, schema: dict[str, Any], body: Any, *, as_text: bool, partial: bool
) -> Form:
    sent = request.POST.copy() if request.method == "POST" else None
    if as_text:
        return TextForm(sent, initial={"text": presenters.as_text(body)}, label_suffix="")
    more = sent.get("more", "") if sent is not None else ""
    if sent is not None and more:
        rows = sent.get(f"{more}-rows", "")
        sent[f"{more}-rows"] = str(int(rows) + 1 if rows.isdecimal() else 1)
    form = BodyForm(schema, body, sent, partial=partial)
    if more:
        # An entry was asked for, not judged: what is typed so far stays as it is.
        form._errors = {}  # type: ignore[attr-defined]
    return form


def _save(request: HttpRequest, form: Form, kind: str, key: str) -> bool:
    """Keep the draft; a refusal goes to the fields it is about."""
    body = form.cleaned_data["text"] if isinstance(form, TextForm) else form.body()  # type: ignore[attr-defined]
    scope = request.scope  # type: ignore[attr-defined]
    try:
        actions.edit_definition(
            scope=scope,
            by=request.actor,  # type: ignore[attr-defined]
            kind=kind,
            key=key,
            body=presenters.own_part(scope, kind, key, body),
        )
    except Refused as refusal:
        _tell(form, refusal)
        return False
    return True


def _tell(form: Form, refusal: Refused) -> None:
    form.refused_with = refusal.status  # type: ignore[attr-defined]
    faults = presenters.faults_by_field(refusal)
    if not faults:
        form.add_error(None, refusal.shown(gettext))
    for place, what in faults:
        form.add_error(
            place if place in form.fields else None,
            what if place in form.fields else f"{place}: {what}",
        )


@requires(permissions.PUBLISH_DEFINITION)
@require_http_methods(["GET", "POST"])
def publish_definition(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """What would change and whom it touches; then the day from which it holds."""
    scope, facility = request.scope, request.facility  # type: ignore[attr-defined]
    draft = queries.draft_of(scope, _known(kind), key)
    if draft is None:
        return redirect("content:view_definition", facility.slug, kind, key)
    impact = actions.expected_impact(scope, draft)
    form = PublishDefinitionForm(
        facility, request.POST or None, initial={"seen": _mark(impact)}
    )
    status = 200
    if request.method == "POST":
        if form.is_valid() and _publish(request, form, draft, impact):
            messages.success(request, _("Published."))
            return redirect("content:view_definition", facility.slug, kind, key)
        status = getattr(form, "refused_with", 422)
        form.data = {**request.POST.dict(), "seen": _mark(impact)}
    holds = queries.find(kind, key, facility)
    after = presenters.starting_body(scope, kind, key) or {}
    context = _frame(request, kind, key, in_language(draft.title, get_language() or "en")) | {
        "form": form,
        "draft": draft,
        "impact": [(line.shown(gettext), line.count) for line in impact],
        "differences": presenters.differences(kind, holds.body if holds else None, after),
    }
    return render(request, "content/publish_definition.html", context, status=status)


def _publish(
    request: HttpRequest, form: PublishDefinitionForm, draft: Any, impact: list[Impact]
) -> bool:
    """Publish if the list on the page is still the list."""
    seen = impact if form.cleaned_data["seen"] == _mark(impact) else []
    try:
        actions.publish_definition(
            scope=request.scope,  # type: ignore[attr-defined]
            by=request.actor,  # type: ignore[attr-defined]
            definition=draft,
            impact=seen,
            effective_from=form.effective_from(),
        )
    except Refused as refusal:
        _tell(form, refusal)
        return False
    return True


@requires(permissions.PUBLISH_DEFINITION)
@require_http_methods(["GET", "POST"])
def retire_definition(
    request: HttpRequest, kind: str, key: str, definition_id: UUID
) -> HttpResponse:
    """Take one of the community's own versions out of force, or give its draft up."""
    scope, facility = request.scope, request.facility  # type: ignore[attr-defined]
    own = queries.versions(scope, _known(kind), key).filter(facility_id=facility.pk)
    row = get_object_or_404(own, pk=definition_id)
    error, status = "", 200
    if request.method == "POST":
        try:
            actions.retire_definition(scope=scope, by=request.actor, definition=row)  # type: ignore[attr-defined]
            return redirect("content:view_definitions", facility.slug)
        except Refused as refusal:
            error, status = refusal.shown(gettext), refusal.status
    context = _frame(request, kind, key, in_language(row.title, get_language() or "en"))
    return render(
        request,
        "content/retire_definition.html",
        context | {"row": row, "error": error},
        status=status,
    )


def _known(kind: str) -> str:
    if kind not in {known.name for known in all_kinds()}:
        raise Http404
    return kind


def _title(request: HttpRequest, kind: str, key: str) -> str:
    row = queries.versions(request.scope, kind, key).first()  # type: ignore[attr-defined]
    return in_language(row.title, get_language() or "en") if row else key


def _frame(request: HttpRequest, kind: str, key: str, title: str) -> dict[str, Any]:
    """What every page of the editor shows."""
    return {"kind": kind, "key": key, "title": title, "label": _(kind_of(kind).label)}


def _mark(impact: list[Impact]) -> str:
    """A mark of the list that was shown."""
    text = json.dumps([line.as_json() for line in impact], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:24]
