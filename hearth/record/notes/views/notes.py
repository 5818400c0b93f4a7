"""Someone writes a note, reads the notes, corrects one or takes one back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.kernel import clock
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.tenancy.queries import neighborhoods
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.platform.ui.parts import pages_of
from hearth.record.notes import actions, forms, permissions, queries
from hearth.record.notes.codes import NoteCategory, Severity
from hearth.record.notes.presenters import notes as words

from .common import FIELDS, about, afterwards, note_of, panel_or_page, shown_in, whose
from .drafts import draft_context


PAGE = 40


@requires(permissions.WRITE_NOTE)
@require_http_methods(["GET", "POST"])
def write_note(request: Request, resident_id: UUID | None = None) -> HttpResponse:
    """Write down what one saw: about a resident, or about the house."""
    home = whose(request, resident_id, "notes.write_note") if resident_id else None
    draft = draft_context(request, "write_note", resident_id)
    category = NoteCategory.PROGRESS if home else NoteCategory.HOUSE
    form = forms.WriteNoteForm(
        posted(request),
        zone=request.facility.zone,
        categories=queries.categories(request.scope, request.facility, house=home is None),
        may_restrict="restricted" in request.scope.labels,
        initial={"category": category, **draft["initial"]},
    )
    return _write(request, home, form, actions.write_note, "notes/write_note.html", draft)


@requires(permissions.WRITE_ACTIVITY_NOTE)
@require_http_methods(["GET", "POST"])
def write_activity_note(request: Request, resident_id: UUID | None = None) -> HttpResponse:
    """Write down what somebody did or enjoyed."""
    home = whose(request, resident_id, "notes.write_activity_note") if resident_id else None
    draft = draft_context(request, "write_activity_note", resident_id)
    form = forms.WriteActivityNoteForm(
        posted(request), zone=request.facility.zone, initial=draft["initial"]
    )
    page = "notes/write_activity_note.html"
    return _write(request, home, form, actions.write_activity_note, page, draft)


def _write(
    request: Request,
    home: queries.Home | None,
    form: Any,
    act: Any,
    page: str,
    draft: dict[str, Any],
) -> HttpResponse:
    resident = home.resident if home else None
    who = {"scope": request.scope, "by": request.actor, "resident": resident}
    if request.method == "POST" and form.is_valid():
        made = carried_out(form, lambda: act(**who, **form.cleaned_data), FIELDS)
        if made is not None:
            messages.success(request, _("The note is saved."))
            return redirect(afterwards(request, resident.pk if resident else None))
    context = {
        "form": form,
        "draft": draft,
        "severities": words.severity_picks(form["severity"]),
        "categories": words.picks(form["category"]) if "category" in form.fields else (),
        "next": request.POST.get("next") or request.GET.get("next", ""),
        **about(request, home),
    }
    return render(request, page, context, status=status_of(form))


@requires(permissions.VIEW_NOTE)
@require_safe
def notes(request: Request, resident_id: UUID) -> HttpResponse:
    """A resident's notes, the newest first; a panel of the resident's page as well."""
    home = whose(request, resident_id, "notes.view_notes")
    scope, now = request.scope, clock.now()
    text = request.GET.get("q", "").strip()[:120]
    if text:
        found = queries.search_notes(scope, text, resident=home.resident)
    else:
        found = queries.latest_of(scope, home.resident)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    kept = queries.active_notes(scope, now, resident_id=resident_id).count()
    latest = page.object_list[0] if page.object_list else None
    context = {
        "answer": words.answer(request.facility, latest, kept, now),
        "rows": words.rows(request, page, now),
        "none": words.none_yet(request, resident_id),
        "pages": pages_of(page, request.GET) if page.has_other_pages() else None,
        "actions": words.resident_actions(request, resident_id),
        "search": words.resident_search(request, text),
        "text": text,
        **about(request, home),
    }
    return render(request, panel_or_page(request, "notes/notes.html"), context)


@requires(permissions.VIEW_NOTES)
@require_safe
def house_notes(request: Request) -> HttpResponse:
    """The notes of the whole house, narrowed and searched."""
    scope, now = request.scope, clock.now()
    asked = _asked(request)
    narrowed = ("category", "severity", "neighborhood_id", "since")
    found = queries.house_notes(scope, **{k: asked[k] for k in narrowed})
    if asked["text"]:
        found = found.filter(pk__in=queries.search_notes(scope, asked["text"]).values("pk"))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    homes = queries.homes(scope, [n.resident_id for n in page], now)
    shown_in(request, page, "notes.house_notes")
    context = {
        "answer": words.feed_answer(asked, page.paginator.count),
        "rows": words.rows(request, page, now, homes=homes),
        "none": words.none_yet(request, None),
        "pages": pages_of(page, request.GET) if page.has_other_pages() else None,
        "filters": words.filters(request, asked, neighborhoods(scope)),
        "about": words.category_menu(request, asked["category"]),
        "actions": words.house_actions(request),
    }
    return render(request, "notes/house_notes.html", context)


def _asked(request: Request) -> dict[str, Any]:
    """What the filters say; what they cannot mean is left out, never an error."""
    query = request.GET
    text = query.get("q", "").strip()[:120]
    code = query.get("since") or ("all" if text else "24")
    code, hours, since = words.since_of(code, clock.now())
    return {
        "text": text,
        "category": _member(NoteCategory, query.get("category", "")),
        "severity": _member(Severity, query.get("severity", "")),
        "neighborhood_id": _key(query.get("neighborhood", "")),
        "since_code": code,
        "hours": hours,
        "since": since,
    }


def _member(kind: Any, code: str) -> Any:
    return kind(code) if code in kind.codes() else None


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@requires(permissions.VIEW_OWN_NOTES)
@require_safe
def own_notes(request: Request) -> HttpResponse:
    """What one wrote, and what one began to write."""
    scope, now = request.scope, clock.now()
    page = Paginator(queries.notes_by(scope, request.actor), PAGE).get_page(
        request.GET.get("page")
    )
    drafts = list(queries.drafts(scope)[:20])
    ids = [n.resident_id for n in page] + [d.resident_id for d in drafts]
    homes = queries.homes(scope, ids, now)
    shown_in(request, ids, "notes.own_notes")
    context = {
        "rows": words.rows(request, page, now, homes=homes),
        "count": page.paginator.count,
        "drafts": words.drafts(request, drafts, homes),
        "none": words.none_yet(request, None),
        "pages": pages_of(page, request.GET) if page.has_other_pages() else None,
    }
    return render(request, "notes/own_notes.html", context)


@requires(permissions.VIEW_NOTE)
@require_safe
def note(request: Request, pk: UUID) -> HttpResponse:
    """One note, with what it said before."""
    found = note_of(request, pk, "notes.view_note")
    now = clock.now()
    home = queries.homes(request.scope, [found.resident_id], now).get(found.resident_id)
    newer = queries.newer_of(request.scope, found)
    [row] = words.rows(request, [found], now)
    context = {"row": row, "note": found, "newer": newer, **about(request, home)}
    return render(request, "notes/note.html", context)


@requires(permissions.CORRECT_NOTE)
@require_http_methods(["GET", "POST"])
def correct_note(request: Request, pk: UUID) -> HttpResponse:
    """Write it again, right; the first wording stays readable."""
    found = note_of(request, pk, "notes.correct_note")
    draft = draft_context(request, f"correct_note:{pk}", found.resident_id)
    values = ("text", "category", "severity", "effective")
    form = forms.CorrectNoteForm(
        posted(request),
        zone=request.facility.zone,
        happened=found.effective,
        categories=_categories(request, found),
        initial={v: getattr(found, v) for v in values} | draft["initial"],
    )
    if request.method == "POST" and form.is_valid():
        made = carried_out(
            form,
            lambda: actions.correct_note(
                scope=request.scope, by=request.actor, note=found, **form.cleaned_data
            ),
            FIELDS,
        )
        if made is not None:
            messages.success(request, _("The note is corrected. The first wording stays."))
            return redirect("notes:note", request.facility.slug, made.pk)
    return _about_note(request, found, form, "notes/correct_note.html", draft=draft)


def _categories(request: Request, found: Any) -> Any:
    """What is offered, and what the note has now, even if it is no longer offered."""
    offered = queries.categories(
        request.scope, request.facility, house=found.resident_id is None
    )
    now = NoteCategory(found.category)
    known = [code for code, _title in offered]
    return offered if now in known else [*offered, (now, "")]


@requires(permissions.RETRACT_NOTE)
@require_http_methods(["GET", "POST"])
def retract_note(request: Request, pk: UUID) -> HttpResponse:
    """Mark it as entered in error; it stays readable, struck through."""
    found = note_of(request, pk, "notes.retract_note")
    form = forms.ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.retract_note(
                scope=request.scope, by=request.actor, note=found, **form.cleaned_data
            ),
            FIELDS,
        )
        if done is not None:
            messages.success(request, _("The note is marked as entered in error."))
            return redirect("notes:note", request.facility.slug, pk)
    return _about_note(request, found, form, "notes/retract_note.html")


def _about_note(
    request: Request, found: Any, form: Any, page: str, **context: Any
) -> HttpResponse:
    now = clock.now()
    home = queries.homes(request.scope, [found.resident_id], now).get(found.resident_id)
    [row] = words.rows(request, [found], now)
    context |= {"form": form, "row": row, "note": found, **about(request, home)}
    return render(request, page, context, status=status_of(form))


@requires(permissions.PUT_AWAY_NOTE)
@require_POST
def put_away_note(request: Request, pk: UUID) -> HttpResponse:
    """Take it off the hand-off before its time."""
    found = note_of(request, pk, "")
    actions.put_away_note(scope=request.scope, by=request.actor, note=found)
    messages.success(request, _("It is off the hand-off."))
    return redirect(
        afterwards(request, None) if not found.resident_id else _list(request, found)
    )


def _list(request: Request, found: Any) -> str:
    return afterwards(request, found.resident_id)
