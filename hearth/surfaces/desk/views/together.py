"""The same for many at once: asked, done, shown, undone."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel import clock
from hearth.platform.audit.viewing import list_seen
from hearth.platform.content import lists
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import carried_out, status_of
from hearth.record.notes import actions as notes_room
from hearth.record.notes import permissions as of_notes
from hearth.record.notes import queries as notes
from hearth.record.notes.codes import Deed
from hearth.record.residents import queries as residents
from hearth.record.residents.codes import Precaution
from hearth.record.tasks import queries as tasks
from hearth.surfaces.desk import forms
from hearth.surfaces.desk.presenters import roster
from hearth.surfaces.desk.presenters import together as presenters


FIELDS = {
    "until-first": "until",
    "until-past": "until",
    "ends-first": "until",
    "window-order": "due",
    "text-missing": "text",
}


@requires(of_notes.ACT_TOGETHER)
@require_http_methods(["GET", "POST"])
def act_together(request: Request) -> HttpResponse:
    """Do the same for those chosen: first it is asked what, then it is done for all or none."""
    offered = {code for code, _words, _icon in roster.may_do(request.scope)}
    deed = request.POST.get("deed", "")
    back = reverse("desk:roster", args=[request.facility.slug])
    back = f"{back}?{request.POST.get('query', '')}".rstrip("?")
    if request.method != "POST" or deed not in offered:
        return redirect(back)
    people = _chosen(request)
    if not people:
        messages.warning(request, _("Choose at least one resident."))
        return redirect(back)
    sent = request.POST if "go" in request.POST else None
    form = forms.DEEDS[deed](
        sent,
        facility=request.facility,
        scope=request.scope,
        initial=_initial(request, Deed(deed)),
    )
    if sent is not None and form.is_valid():
        done = carried_out(
            form,
            lambda: notes_room.act_together(
                scope=request.scope, by=request.actor, people=people, deeds=form.deeds()
            ),
            FIELDS,
        )
        if done is not None:
            messages.success(request, presenters.done_words(done))
            for words in presenters.already_words(done):
                messages.info(request, words)
            return redirect("desk:together", request.facility.slug, done.together.pk)
    list_seen(request, sorted(one.pk for one in people), "desk.act_together")
    context = {
        "form": form,
        "deed": deed,
        "people": presenters.named(
            people, residents.standings(request.scope, [p.pk for p in people], clock.now())
        ),
        "keys": [str(one.pk) for one in people],
        "answer": form.title,
        "count": roster.count_words(len(people)),
        "query": request.POST.get("query", ""),
        "back_url": back,
    }
    return render(request, "desk/act_together.html", context, status=status_of(form))


@requires(of_notes.ACT_TOGETHER)
@require_safe
def together(request: Request, pk: UUID) -> HttpResponse:
    """What was done for many at once, for whom, and whether it can be undone."""
    done = get_object_or_404(notes.together(request.scope), pk=pk)
    items = list(notes.items_of(request.scope, done))
    about = sorted({item.resident_id for item in items})
    list_seen(request, about, "desk.together")
    standings = residents.standings(request.scope, about, clock.now())
    keys = [item.entity_id for item in items if item.entity_type == "Task"]
    made = {task.pk: task for task in tasks.tasks(request.scope).filter(pk__in=keys)}
    now = clock.now()
    context = {
        "as_of": now,
        "done": done,
        "answer": presenters.said(done, request.facility),
        "facts": presenters.facts(done, request.facility),
        "table": presenters.table(items, standings, made, done, request.facility),
        "undo": presenters.undoing(request.scope, done, request.facility, now),
        "back_url": reverse("desk:roster", args=[request.facility.slug]),
    }
    return render(request, "desk/together.html", context)


@requires(of_notes.UNDO_TOGETHER)
@require_http_methods(["GET", "POST"])
def undo_together(request: Request, pk: UUID) -> HttpResponse:
    """Undo it for everybody: what somebody has worked on stays, and is named."""
    done = get_object_or_404(notes.together(request.scope), pk=pk)
    form = forms.UndoTogetherForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        stayed = carried_out(
            form,
            lambda: notes_room.undo_together(
                scope=request.scope, by=request.actor, together=done, **form.cleaned_data
            ),
            {"reason-missing": "reason"},
        )
        if stayed is not None:
            messages.success(request, presenters.undone_words(done, stayed))
            return redirect("desk:together", request.facility.slug, done.pk)
    context = {
        "form": form,
        "done": done,
        "answer": presenters.undo_question(done),
        "what": presenters.said(done, request.facility),
        "back_url": reverse("desk:together", args=[request.facility.slug, done.pk]),
    }
    return render(request, "desk/undo_together.html", context, status=status_of(form))


def _chosen(request: Request) -> list[Any]:
    """The residents chosen, or everybody who was shown; one that is not there is not found."""
    sent = request.POST.getlist("resident")
    if request.POST.get("all") == "1":
        sent = request.POST.get("every", "").split(",")
    try:
        keys = list(dict.fromkeys(UUID(one) for one in sent if one))
    except ValueError:
        raise Http404 from None
    found = {one.pk: one for one in residents.residents(request.scope).filter(pk__in=keys)}
    if len(found) != len(keys):
        raise Http404
    return [found[key] for key in keys]


def _initial(request: Request, deed: Deed) -> dict[str, Any]:
    """What is usual: a task by the end of the hour after next, precautions as long as their kind."""
    now: datetime = clock.now()
    if deed is Deed.TASK:
        soon = now + timedelta(hours=2)
        return {"due": soon.replace(minute=0, second=0, microsecond=0)}
    if deed is Deed.TELL:
        later = now + timedelta(hours=8)
        return {"due": later.replace(minute=0, second=0, microsecond=0)}
    if deed is Deed.PRECAUTION:
        usual = lists.item("precautions", Precaution.STOMACH, request.facility)
        days = usual.values["usual_days"] if usual else 0
        until = now + timedelta(days=days)
        return {"until": until.replace(second=0, microsecond=0)} if days else {}
    return {}
