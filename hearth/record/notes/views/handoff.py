"""Someone hands over, or takes over."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.kernel import clock
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.platform.ui.parts import pages_of
from hearth.record.notes import actions, forms, permissions, queries
from hearth.record.notes.presenters import handoffs as words

from .common import shown_in
from .drafts import draft_context


PAGE = 40


@requires(permissions.VIEW_HANDOFF)
@require_safe
def handoff(request: Request) -> HttpResponse:
    """What this shift tells the next; by default the hand-off a reader wants first."""
    around = queries.shift_handoffs(request.scope, request.facility, clock.now())
    chosen = _chosen(request, around=around)
    if chosen is None:
        context = {"none": words.no_shifts(request), "answer": _("Hand-off")}
        return render(request, "notes/no_handoff.html", context)
    return _page(request, chosen, around)


@requires(permissions.VIEW_HANDOFF)
@require_safe
def view_handoff(request: Request, pk: UUID) -> HttpResponse:
    """The hand-off of an earlier shift."""
    return _page(request, _kept(request, pk))


@requires(permissions.VIEW_HANDOFF)
@require_safe
def print_handoff(request: Request, pk: UUID | None = None) -> HttpResponse:
    """The hand-off on paper."""
    chosen = _kept(request, pk) if pk else _chosen(request)
    if chosen is None:
        raise Http404
    context = _context(request, chosen, "notes.print_handoff")
    context |= {"printed_at": context["now"], "actor": request.actor}
    return render(request, "notes/print_handoff.html", context)


@requires(permissions.VIEW_HANDOFF)
@require_safe
def handoffs(request: Request) -> HttpResponse:
    """The hand-offs of earlier shifts."""
    now = clock.now()
    page = Paginator(queries.handoffs(request.scope), PAGE).get_page(request.GET.get("page"))
    context = {
        "table": words.earlier_table(request, page, now),
        "pages": pages_of(page, request.GET) if page.has_other_pages() else None,
    }
    return render(request, "notes/handoffs.html", context)


@requires(permissions.COMPOSE_HANDOFF)
@require_POST
def compose_handoff(request: Request) -> HttpResponse:
    """Keep what the shift adds, and sign later."""
    chosen = _chosen(request, request.POST)
    form = forms.SignOutHandoffForm(posted(request))
    if chosen is None:
        raise Http404
    if form.is_valid():
        row = carried_out(
            form,
            lambda: actions.compose_handoff(
                scope=request.scope, by=request.actor, turn=chosen.turn, **form.cleaned_data
            ),
        )
        if row is not None:
            messages.success(request, _("Kept. It is not signed yet."))
            return redirect("notes:view_handoff", request.facility.slug, row.pk)
    return _page(request, chosen, sign_out=form)


@requires(permissions.SIGN_OUT_HANDOFF)
@require_POST
def sign_out_handoff(request: Request) -> HttpResponse:
    """Sign for the shift that leaves."""
    chosen = _chosen(request, request.POST)
    form = forms.SignOutHandoffForm(posted(request))
    if chosen is None:
        raise Http404
    if form.is_valid():
        row = carried_out(form, lambda: _sign_out(request, chosen, form.cleaned_data))
        if row is not None:
            messages.success(request, _("Signed. The coming shift signs next."))
            return redirect("notes:view_handoff", request.facility.slug, row.pk)
    return _page(request, chosen, sign_out=form)


def _sign_out(request: Request, chosen: queries.ShiftHandoff, said: dict[str, Any]) -> Any:
    """Composed, then signed: where signing is refused, what was added is kept all the same."""
    scope, by = request.scope, request.actor
    row = actions.compose_handoff(scope=scope, by=by, turn=chosen.turn, **said)
    return actions.sign_out_handoff(scope=scope, by=by, handoff=row)


@requires(permissions.SIGN_IN_HANDOFF)
@require_http_methods(["POST"])
def sign_in_handoff(request: Request, pk: UUID) -> HttpResponse:
    """Sign for the shift that comes."""
    row = get_object_or_404(queries.handoffs(request.scope), pk=pk)
    form = forms.SignInHandoffForm(posted(request))
    if form.is_valid():
        done = carried_out(
            form,
            lambda: actions.sign_in_handoff(
                scope=request.scope, by=request.actor, handoff=row, **form.cleaned_data
            ),
        )
        if done is not None:
            messages.success(request, _("Signed by both shifts."))
            return redirect("notes:view_handoff", request.facility.slug, pk)
    return _page(request, queries.of_row(request.scope, request.facility, row), sign_in=form)


def _page(
    request: Request,
    chosen: queries.ShiftHandoff,
    around: list[queries.ShiftHandoff] | None = None,
    **given: Any,
) -> HttpResponse:
    """The hand-off with the forms to sign it; ``given`` is the one that was refused."""
    context = _context(request, chosen, "notes.view_handoff")
    row, now = chosen.row, context["now"]
    draft = draft_context(request, chosen.page, None)
    remarks = draft["initial"].get("remarks") or (row.remarks if row else "")
    if around is None:
        around = queries.shift_handoffs(request.scope, request.facility, now)
    context |= {
        "tabs": words.tabs(request, around, chosen),
        "draft": draft,
        "may_sign_out": words.may_sign_out(request, chosen, now),
        "unanswered": _unanswered(request, chosen, now),
        "may_compose": request.scope.may(permissions.COMPOSE_HANDOFF) and not chosen.signed_out,
        "may_sign_in": words.may_sign_in(request, chosen),
        "sign_out": given.get("sign_out")
        or forms.SignOutHandoffForm(initial={"remarks": remarks}),
        "sign_in": given.get("sign_in") or forms.SignInHandoffForm(),
    }
    status = max([200, *(status_of(form) for form in given.values())])
    return render(request, "notes/handoff.html", context, status=status)


def _unanswered(request: Request, chosen: queries.ShiftHandoff, now: Any) -> Any:
    """What has no answer yet, for whoever may sign."""
    if not words.may_sign_out(request, chosen, now):
        return ()
    found = queries.unanswered(request.scope, chosen.turn, now)
    return words.before_signing(found, request.facility)


def _context(request: Request, chosen: queries.ShiftHandoff, action: str) -> dict[str, Any]:
    """What is told, by resident: as it was signed, or (before that) as it stands now."""
    scope, now, row = request.scope, clock.now(), chosen.row
    if row is not None and row.signed_out_at is not None:
        told = queries.told(scope, row)
        closer = queries.closer(scope, chosen.turn, row.signed_out_at)
        since = queries.since_signed(scope, row, now)
    else:
        told, closer = queries.parted(scope, chosen.turn, now)
        since = []
    ids = {h.resident_id for h in [*told, *closer, *since]}
    homes = queries.homes(scope, ids, now)
    shown_in(request, homes, action)
    what = words.told(request, told, homes)
    return {
        "now": now,
        "handoff": row,
        "turn": chosen.turn,
        "answer": words.answer(chosen, what),
        "hours": words.hours(chosen, request.facility),
        "standing": words.standing(chosen, request.facility, now),
        "told": what,
        "closer": words.told(request, closer, homes),
        "since": words.told(request, since, homes),
        "none": words.nothing_told(request),
        "back_url": words.page_url(request.facility, chosen),
        "print_url": words.print_url(request.facility, chosen),
    }


def _chosen(
    request: Request, asked: Any = None, around: list[queries.ShiftHandoff] | None = None
) -> queries.ShiftHandoff | None:
    """The turn that was asked for by shift and day; without that, the one a reader wants first.

    A shift that is not there is a 404; None where the community has no shifts at all.
    """
    asked = request.GET if asked is None else asked
    if not asked.get("shift"):
        scope, facility = request.scope, request.facility
        return queries.current_handoff(scope, facility, clock.now(), around=around)
    try:
        shift, day = UUID(asked["shift"]), date.fromisoformat(asked.get("day", ""))
    except ValueError:
        raise Http404 from None
    found = queries.handoff_of(request.scope, request.facility, shift, day)
    if found is None:
        raise Http404
    return found


def _kept(request: Request, pk: UUID) -> queries.ShiftHandoff:
    row = get_object_or_404(queries.handoffs(request.scope), pk=pk)
    return queries.of_row(request.scope, request.facility, row)
