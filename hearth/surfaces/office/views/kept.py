"""What devices sent and nobody has carried out: looked at, put right, decided by care staff."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel.errors import Refused
from hearth.platform.audit.viewing import list_seen
from hearth.platform.identity import queries
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.identity.words import verb_words
from hearth.platform.replay import actions as replay
from hearth.platform.replay.queries import waiting_conflicts, waiting_entries
from hearth.platform.ui.kept import (
    SettleForm,
    payload_facts,
    residents_in,
    why_words,
)
from hearth.surfaces.office.permissions import SETTLE_CONFLICT, SETTLE_ENTRY
from hearth.surfaces.office.presenters import operations as words

from .common import page, posted


MOST_ROWS = 100


@requires(SETTLE_ENTRY)
@require_safe
def view_kept_writes(request: Request) -> HttpResponse:
    """Every write that waits for a person, oldest first, and which tablets still hold some."""
    entries: list[Any] = list(waiting_entries(request.scope)[:MOST_ROWS])
    conflicts: list[Any] = list(waiting_conflicts(request.scope)[:MOST_ROWS])
    labels = queries.actor_labels(request.scope, [e.actor_id for e in [*entries, *conflicts]])
    n = len(entries) + len(conflicts)
    context = {
        "sentence": ngettext(
            "{n} entry from a tablet waits for a decision",
            "{n} entries from tablets wait for a decision",
            n,
        ).format(n=n)
        if n
        else _("Everything the tablets sent is written"),
        "kept": words.kept_writes_table(request, entries, conflicts, labels),
        "holding": words.devices_lines(list(queries.devices_holding_writes(request.scope))),
    }
    return page(request, "kept", "office/view_kept_writes.html", context)


@requires(SETTLE_ENTRY)
@require_http_methods(["GET", "POST"])
def settle_entry(request: Request, entry_id: UUID) -> HttpResponse:
    """A write as the tablet sent it: put right and carried out, or kept as it is, with a reason."""
    row = get_object_or_404(waiting_entries(request.scope), pk=entry_id)
    return _settle(request, row, replay.settle_entry, entry_id=entry_id)


@requires(SETTLE_CONFLICT)
@require_http_methods(["GET", "POST"])
def settle_conflict(request: Request, conflict_id: UUID) -> HttpResponse:
    """The other content of one reference: carry it out too, or keep it as it is."""
    row = get_object_or_404(waiting_conflicts(request.scope), pk=conflict_id)
    return _settle(request, row, replay.settle_conflict, conflict_id=conflict_id)


def _settle(request: Request, row: Any, act: Callable[..., Any], **key: UUID) -> HttpResponse:
    # Whoever sees no resident sees no write about one either: they leave it to care staff.
    shown = request.scope.residents is None
    form = SettleForm(posted(request), payload=row.payload if shown else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            act(
                scope=request.scope,
                by=request.actor,
                settlement=form.settlement(),
                reason=form.cleaned_data["reason"],
                corrections=form.corrections,
                **key,
            )
        except Refused as refusal:
            field = "reason" if refusal.code == "reason-missing" else None
            form.add_error(field, refusal.shown(_))
            status = refusal.status
        else:
            messages.success(request, _("Decided"))
            return redirect("office:view_kept_writes", request.facility.slug)
    if shown:
        list_seen(request, residents_in([row]), "office.settle_entry")
    labels = queries.actor_labels(request.scope, [row.actor_id])
    context = {
        "row": row,
        "what": verb_words(row.verb),
        "who": labels.get(row.actor_id, _("Somebody unknown")),
        "facts": payload_facts(row.payload, why_words(row)) if shown else None,
        "form": form,
    }
    return page(request, "kept", "office/settle.html", context, status)
