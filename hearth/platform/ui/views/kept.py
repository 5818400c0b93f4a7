"""What one wrote on a device and that was not carried out: to be put right and sent again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel.errors import Refused
from hearth.platform.audit.viewing import list_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.identity.words import verb_words
from hearth.platform.replay import actions, queries
from hearth.platform.ui import kept as words


VIEW_HOME = "desk.view_home"
MOST = 50


@requires(VIEW_HOME)
@require_safe
def view_kept(request: Request) -> HttpResponse:
    """One's own writes that wait: what was typed, why it waits, and what to do next."""
    return _page(request)


@requires(VIEW_HOME)
@require_http_methods(["POST"])
def settle_own(request: Request, entry_id: UUID) -> HttpResponse:
    """Send it again, put right; or say why it is not needed."""
    own = queries.own_entries(request.scope, request.actor.pk)
    row = get_object_or_404(own, pk=entry_id)
    form = words.SettleForm(request.POST, payload=row.payload, key=row.pk)
    status = 422
    if form.is_valid():
        try:
            _settle(request, row.pk, form)
        except Refused as refusal:
            field = "reason" if refusal.code == "reason-missing" else None
            form.add_error(field, refusal.shown(_))
            status = refusal.status
        else:
            messages.success(request, _("Decided"))
            return redirect("ui:view_kept", request.facility.slug)
    return _page(request, form, row.pk, status)


def _settle(request: Request, entry_id: UUID, form: words.SettleForm) -> None:
    actions.settle_own(
        scope=request.scope,
        by=request.actor,
        entry_id=entry_id,
        settlement=form.settlement(),
        reason=form.cleaned_data["reason"],
        corrections=form.corrections,
    )


def _page(
    request: Request,
    wrong: words.SettleForm | None = None,
    wrong_id: UUID | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = list(queries.own_entries(request.scope, request.actor.pk)[:MOST])
    conflicts = list(queries.own_conflicts(request.scope, request.actor.pk)[:MOST])
    list_seen(request, words.residents_in([*rows, *conflicts]), "ui.view_kept")
    kept = [
        {
            "row": row,
            "what": verb_words(row.verb),
            "why": words.why_words(row),
            "form": wrong
            if wrong is not None and row.pk == wrong_id
            else words.SettleForm(payload=row.payload, key=row.pk),
        }
        for row in rows
    ]
    others = [
        {
            "row": row,
            "what": verb_words(row.verb),
            "facts": words.payload_facts(row.payload),
        }
        for row in conflicts
    ]
    context = {"kept": kept, "others": others, "count": len(kept) + len(others)}
    return render(request, "ui/view_kept.html", context, status=status)
