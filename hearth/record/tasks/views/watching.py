"""Someone puts a resident on watch, checks them, goes on, ends it; or looks who is on watch."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel import clock
from hearth.platform.audit.viewing import list_seen, view_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui import parts
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.record.residents.presenters import banner
from hearth.record.tasks import actions, forms, permissions, presenters, queries
from hearth.record.tasks.codes import Outcome

from .answering import back_url


FIELDS = {
    "reason-unknown": "reason",
    "reason-missing": "reason",
    "reason-unexplained": "text",
    "until-past": "until",
    "until-earlier": "until",
    "ends-first": "until",
    "too-long": "until",
    "role-unknown": "may_do",
    "change-unexplained": "text",
    "future": "at",
}
"""Which field a refusal belongs to; any other stands above the form."""


@requires(permissions.VIEW_WATCHES)
@require_safe
def view_watches(request: Request) -> HttpResponse:
    """Everybody on watch now, by room: why, until when, what was found, when the next check is."""
    context = _everybody(request, "tasks.view_watches", link=True)
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    page = "tasks/view_watches.html"
    return render(request, f"{page}#list" if htmx else page, context)


@requires(permissions.VIEW_WATCHES)
@require_safe
def print_watches(request: Request) -> HttpResponse:
    """The same on paper."""
    context = _everybody(request, "tasks.print_watches", link=False)
    context |= {
        "printed_at": context["as_of"],
        "actor": request.actor,
        "back_url": presenters.address("tasks:view_watches", request.facility.slug),
    }
    return render(request, "tasks/print_watches.html", context)


@requires(permissions.VIEW_WATCH)
@require_safe
def view_watch(request: Request, pk: UUID) -> HttpResponse:
    """One watch: how it stands, what each check found, what may be done about it."""
    watch = _watch(request, pk, "tasks.view_watch")
    scope, facility, now = request.scope, request.facility, clock.now()
    reason = queries.reason_of(scope, watch)
    check = queries.next_checks(scope, [watch]).get(watch.pk)
    undone = queries.checks_of_watch(scope, watch).filter(
        outcome__in=[Outcome.NOT_DONE.value, Outcome.REFUSED.value]
    )
    may_answer = scope.may(permissions.ANSWER_WATCH_CHECK)
    context = {
        "watch": watch,
        "banner": banner(request, watch.resident),
        "answer": presenters.watch_answer(watch, reason, facility, now),
        "facts": presenters.watch_facts(watch, reason, check, facility, now),
        "call_now": _call_now(reason) if watch.ended_at is None else None,
        "check_url": presenters.address("tasks:answer_watch_check", facility.slug, check.pk)
        if check and may_answer and check.opens <= now
        else "",
        "actions": presenters.watch_actions(watch, scope, facility),
        "answers": presenters.answers_table(
            queries.entries_of(scope, watch), undone, reason, scope, facility
        ),
    }
    return render(request, "tasks/view_watch.html", context)


@requires(permissions.VIEW_WATCH)
@require_safe
def decide_watch(request: Request, pk: UUID) -> HttpResponse:
    """From the task that asks to end a watch or go on: the watch itself."""
    task = get_object_or_404(queries.tasks(request.scope), pk=pk)
    watch = queries.watch_of_task(request.scope, task)
    if watch is None:
        raise Http404
    return redirect("tasks:view_watch", request.facility.slug, watch.pk)


@requires(permissions.VIEW_WATCH)
@require_safe
def view_watch_entry(request: Request, pk: UUID) -> HttpResponse:
    """From the look that an answer asked for: the answer, on the page of its watch."""
    entry = get_object_or_404(queries.watch_entries(request.scope), pk=pk)
    url = presenters.address("tasks:view_watch", request.facility.slug, entry.watch_id)
    return redirect(f"{url}#entry-{entry.pk}")


@requires(permissions.VIEW_WATCH)
@require_safe
def view_resident_watches(request: Request, resident_id: UUID) -> HttpResponse:
    """The watches and lists of one resident: those that run first, then those that were."""
    scope, facility, now = request.scope, request.facility, clock.now()
    resident = get_object_or_404(queries.residents(scope), pk=resident_id)
    view_seen(request, resident, "tasks.view_resident_watches")
    found = queries.watches_of(scope, resident.pk)
    running = [w for w in found if w.ended_at is None]
    rows = queries.checklists_of(scope, resident)
    context = {
        "answer": presenters.resident_watches_answer(running, facility),
        "watches": presenters.resident_watches(
            found, queries.reasons_of(scope, found), facility, now
        ),
        "lists": presenters.resident_lists(
            rows, queries.steps_of(scope, rows), queries.item_tasks(scope, rows), facility
        ),
        "actions": presenters.resident_doors(resident, scope, facility),
    }
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    page = "tasks/view_resident_watches.html"
    if htmx:
        return render(request, f"{page}#panel", context)
    return render(request, page, context | {"banner": banner(request, resident)})


@requires(permissions.START_WATCH)
@require_http_methods(["GET", "POST"])
def start_watch(request: Request, resident_id: UUID) -> HttpResponse:
    """Put a resident on watch: the reason, and one more tap."""
    scope, facility = request.scope, request.facility
    resident = get_object_or_404(queries.residents(scope), pk=resident_id)
    reasons = queries.watch_reasons(scope)
    form = forms.StartWatchForm(
        posted(request),
        reasons=reasons,
        facility=facility,
        initial={"reason": request.GET.get("reason", "")},
    )
    if form.is_valid():
        watch = carried_out(
            form,
            lambda: actions.start_watch(
                scope=scope, by=request.actor, resident=resident, **form.cleaned_data
            ),
            FIELDS,
        )
        if watch is not None:
            messages.success(request, _("On watch. The checks are on the list."))
            return redirect("tasks:view_watch", facility.slug, watch.pk)
    elif request.method == "GET":
        view_seen(request, resident, "tasks.start_watch")
    running = queries.watches_now(scope, [resident.pk]).get(resident.pk, [])
    told = queries.reasons_of(scope, running)
    context = {
        "form": form,
        "banner": banner(request, resident),
        "running": presenters.on_watch_text(running, told, facility, clock.now()),
        "back": presenters.address("desk:resident", facility.slug, resident.pk),
    }
    return render(request, "tasks/start_watch.html", context, status=status_of(form))


@requires(permissions.EXTEND_WATCH)
@require_http_methods(["GET", "POST"])
def extend_watch(request: Request, pk: UUID) -> HttpResponse:
    """Let it go on longer."""
    watch = _watch(request, pk, "tasks.extend_watch")
    form = forms.ExtendWatchForm(
        posted(request), ends=watch.until, facility=request.facility, initial={"longer": "1d"}
    )
    return _changed(request, watch, form, actions.extend_watch, "extend", _("It goes on"))


@requires(permissions.END_WATCH)
@require_http_methods(["GET", "POST"])
def end_watch(request: Request, pk: UUID) -> HttpResponse:
    """End it, and say why."""
    watch = _watch(request, pk, "tasks.end_watch")
    form = forms.EndWatchForm(posted(request))
    return _changed(request, watch, form, actions.end_watch, "end", _("The watch is over"))


@requires(permissions.ANSWER_WATCH_CHECK)
@require_http_methods(["GET", "POST"])
def answer_watch_check(request: Request, pk: UUID) -> HttpResponse:
    """One check: all as usual in one tap, or what changed."""
    scope, facility, now = request.scope, request.facility, clock.now()
    task = get_object_or_404(queries.tasks(scope), pk=pk)
    watch = queries.watch_of_task(scope, task)
    if watch is None:
        raise Http404
    reason = queries.reason_of(scope, watch)
    nurse = queries.is_nurse(scope, queries.reader(scope, now), now)
    form = forms.AnswerWatchForm(
        posted(request), questions=reason.asked_of(nurse=nurse), facility=facility
    )
    if form.is_valid():
        entry = carried_out(
            form,
            lambda: actions.answer_watch_check(
                scope=scope, by=request.actor, task=task, nurse=nurse, **form.cleaned_data
            ),
            FIELDS,
        )
        if entry is not None:
            said = (
                _("Recorded. The nurse is asked to look in.")
                if entry.changed
                else _("Recorded")
            )
            messages.success(request, said)
            return redirect(
                back_url(request)
                or presenters.address("tasks:view_watch", facility.slug, watch.pk)
            )
    elif request.method == "GET":
        view_seen(request, watch.resident_id, "tasks.answer_watch_check")
    complete = presenters.address("tasks:complete_task", facility.slug, task.pk)
    context = {
        "form": form,
        "task": task,
        "watch": watch,
        "banner": banner(request, watch.resident),
        "title": presenters.task_title(task),
        "answer": presenters.answer(task, now, facility),
        "look_for": presenters.spoken_words(reason.look_for),
        "call_now": _call_now(reason),
        "next": back_url(request),
        "back": back_url(request)
        or presenters.address("tasks:view_watch", facility.slug, watch.pk),
        "not_done_url": f"{complete}?outcome=not-done",
        "live": task.status in queries.LIVE_CODES,
    }
    return render(request, "tasks/answer_watch_check.html", context, status=status_of(form))


@requires(permissions.RETRACT_WATCH_ENTRY)
@require_http_methods(["GET", "POST"])
def retract_watch_entry(request: Request, pk: UUID) -> HttpResponse:
    """Say that an answer was wrong: it stays, marked, and its check is open again."""
    entry = get_object_or_404(queries.watch_entries(request.scope), pk=pk)
    watch = _watch(request, entry.watch_id, "tasks.retract_watch_entry")
    form = forms.RetractWatchEntryForm(posted(request))
    if form.is_valid():
        done = carried_out(
            form,
            lambda: actions.retract_watch_entry(
                scope=request.scope, by=request.actor, entry=entry, **form.cleaned_data
            ),
            FIELDS,
        )
        if done is not None:
            messages.success(request, _("Marked as entered in error"))
            return redirect("tasks:view_watch", request.facility.slug, watch.pk)
    reason = queries.reason_of(request.scope, watch)
    context = {
        "form": form,
        "banner": banner(request, watch.resident),
        "said": presenters.entry_text(entry, reason.questions),
        "text": entry.text,
        "back": presenters.address("tasks:view_watch", request.facility.slug, watch.pk),
    }
    page = "tasks/retract_watch_entry.html"
    return render(request, page, context, status=status_of(form))


# What the pages share


def _watch(request: Request, pk: UUID, seen: str) -> Any:
    """One watch that exists for this reader; the look at its resident is noted."""
    found = get_object_or_404(queries.watches(request.scope), pk=pk)
    if request.method == "GET":
        view_seen(request, found.resident_id, seen)
    return found


def _call_now(reason: Any) -> parts.Notice | None:
    said = presenters.spoken_words(reason.call_now)
    return parts.Notice(text=said, level=parts.URGENT) if said else None


def _changed(
    request: Request, watch: Any, form: Any, act: Any, verb: str, said: str
) -> HttpResponse:
    """A form's round about a watch: shown; sent and carried out; or refused, all typed kept."""
    if form.is_valid():
        done = carried_out(
            form,
            lambda: act(
                scope=request.scope, by=request.actor, watch=watch, **form.cleaned_data
            ),
            FIELDS,
        )
        if done is not None:
            messages.success(request, said)
            return redirect("tasks:view_watch", request.facility.slug, watch.pk)
    reason, now = queries.reason_of(request.scope, watch), clock.now()
    context = {
        "form": form,
        "banner": banner(request, watch.resident),
        "answer": presenters.watch_answer(watch, reason, request.facility, now),
        "back": presenters.address("tasks:view_watch", request.facility.slug, watch.pk),
    }
    page = f"tasks/{verb}_watch.html"
    return render(request, page, context, status=status_of(form))


def _everybody(request: Request, seen: str, *, link: bool) -> dict[str, Any]:
    """Everybody on watch, in the order of their doors, late checks first."""
    scope, facility, now = request.scope, request.facility, clock.now()
    rows = [w for found in queries.watches_now(scope).values() for w in found]
    rows = [w for w in rows if scope.may_see(w.resident_id)]
    about = {w.resident_id for w in rows}
    if about:
        list_seen(request, sorted(about), seen)
    where = queries.places_of(scope, about, now)
    checks = queries.next_checks(scope, rows)
    late = sum(1 for c in checks.values() if c.late < now)
    rows.sort(
        key=lambda w: (not _is_late(checks.get(w.pk), now), where.get(w.resident_id, "~"))
    )
    reasons = queries.reasons_of(scope, rows)
    table = presenters.watches_table(
        rows,
        reasons,
        checks,
        queries.latest_entries(scope, rows),
        where,
        facility,
        now,
        link=link,
    )
    return {
        "as_of": now,
        "answer": presenters.watches_answer(len(about), late),
        "table": table,
        "look_for": [
            (presenters.spoken_words(reasons[w.pk].title), w) for w in rows if w.look_for
        ],
    }


def _is_late(check: Any, now: Any) -> bool:
    return check is not None and check.late < now
