"""What people are qualified for, who worked with what, and who is not at work."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.content import lists
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui import pdf
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.record.staff import actions, permissions, queries
from hearth.record.staff.forms import qualifications as forms
from hearth.record.staff.presenters import member_name
from hearth.record.staff.presenters import qualifications as words
from hearth.record.staff.rules import ShiftTurn, shift_turn

from .common import page


MOST = 400
FIELDS = {
    "ends-missing": "ends",
    "ends-first": "ends",
    "sort-unknown": "sort",
    "until-first": "until",
    "nobody-said": "said_by",
    "reason-missing": "reason",
}


@requires(permissions.VIEW_QUALIFICATIONS)
@require_safe
def qualifications(request: Request) -> HttpResponse:
    """What ends soon, everything on file, or who worked a shift with which qualification."""
    scope, facility = request.scope, request.facility
    turn, today = _turn(request), facility.today()
    shifts = list(queries.shifts(scope))
    titles = queries.sort_titles(scope)
    everything = bool(request.GET.get("all"))
    context: dict[str, Any] = {
        "filters": words.qualification_filters(request, everything=everything, shifts=shifts)
    }
    if turn is not None:
        found = queries.worked(scope, turn.starts, turn.ends, facility)
        context |= {
            "answer": words.worked_answer(found, turn),
            "table": words.worked_table(request, found, titles),
            "print_url": _print_url(request),
        }
    else:
        endings = queries.endings(scope, today)
        rows = queries.qualifications(scope)[:MOST] if everything else [e.row for e in endings]
        context |= {
            "answer": words.qualifications_answer(endings, today),
            "table": words.qualifications_table(request, rows, titles),
        }
    return page(request, "qualifications", "qualifications", context)


@requires(permissions.VIEW_QUALIFICATIONS)
@require_safe
def print_qualifications(request: Request) -> HttpResponse:
    """The qualifications of a shift's staff on paper: for whoever surveys the house."""
    scope, facility, turn = request.scope, request.facility, _turn(request)
    if turn is None:
        raise Http404
    found = queries.worked(scope, turn.starts, turn.ends, facility)
    context = {
        "answer": words.worked_answer(found, turn),
        "table": words.worked_table(request, found, queries.sort_titles(scope)),
        "size": "letter" if facility.jurisdiction.startswith(("US", "CA")) else "a4",
        "printed_at": clock.now(),
        "actor": request.actor,
        "back_url": reverse("staff:qualifications", args=[facility.slug])
        + f"?{request.GET.urlencode()}",
        "pdf_url": f"{request.get_full_path()}&as=pdf",
        "pdf_ready": pdf.ready(),
    }
    response = render(request, "staff/print_qualifications.html", context)
    if request.GET.get("as") == "pdf" and pdf.ready():
        return pdf.answer(response.content.decode(), name="qualifications.pdf")
    return response


@requires(permissions.RECORD_QUALIFICATION)
@require_http_methods(["GET", "POST"])
def record_qualification(request: Request, pk: UUID) -> HttpResponse:
    """Put a license, certificate, test or check on file."""
    found = _member(request, pk)
    form = forms.QualificationForm(
        posted(request),
        sorts=lists.choices(queries.SORTS, request.facility),
        initial={"sort": request.GET.get("sort", "")},
    )
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        sort = values.pop("sort")
        done = carried_out(
            form,
            lambda: actions.record_qualification(
                scope=request.scope,
                by=request.actor,
                member=found,
                sort=sort,
                values=values,  # type: ignore[arg-type]
            ),
            FIELDS,
        )
        if done is not None:
            return _to_member(request, pk, _("On file"))
    context = {"form": form, "member": found}
    return page(request, "staff", "record_qualification", context, status_of(form))


@requires(permissions.CHANGE_QUALIFICATION)
@require_http_methods(["GET", "POST"])
def change_qualification(request: Request, pk: UUID) -> HttpResponse:
    """Set right what a qualification says."""
    found = get_object_or_404(queries.qualifications(request.scope), pk=pk)
    initial = {n: getattr(found, n) for n in ("number", "issuer", "starts", "ends")}
    form = forms.QualificationForm(
        posted(request), sorts=[], initial=initial | {"seen": found.checked_at is not None}
    )
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.change_qualification(
                scope=request.scope,
                by=request.actor,
                qualification=found,
                changes=form.cleaned_data,  # type: ignore[arg-type]
            ),
            FIELDS,
        )
        if done is not None:
            return _to_member(request, found.member_id, _("Saved"))
    context = {"form": form, "member": found.member, "qualification": found}
    context["title"] = queries.sort_titles(request.scope).get(found.sort, found.sort)
    return page(request, "staff", "change_qualification", context, status_of(form))


@requires(permissions.WITHDRAW_QUALIFICATION)
@require_http_methods(["GET", "POST"])
def withdraw_qualification(request: Request, pk: UUID) -> HttpResponse:
    """Say that a qualification no longer counts, and why."""
    found = get_object_or_404(queries.qualifications(request.scope), pk=pk)
    form = forms.WithdrawQualificationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.withdraw_qualification(
                scope=request.scope,
                by=request.actor,
                qualification=found,
                **form.cleaned_data,
            ),
            FIELDS,
        )
        if done is not None:
            return _to_member(request, found.member_id, _("It no longer counts"))
    context = {"form": form, "member": found.member}
    context["title"] = queries.sort_titles(request.scope).get(found.sort, found.sort)
    return page(request, "staff", "withdraw_qualification", context, status_of(form))


@requires(permissions.SET_NOT_AT_WORK)
@require_http_methods(["GET", "POST"])
def set_not_at_work(request: Request, pk: UUID) -> HttpResponse:
    """Say that somebody is not at work until a day."""
    scope, found = request.scope, _member(request, pk)
    known = queries.not_at_work(scope).filter(member=found).first()
    names = ("reason", "starts", "until", "said_by")
    initial: dict[str, Any] = {"starts": request.facility.today()}
    if known is not None:
        initial = {name: getattr(known, name) for name in names}
    form = forms.SetNotAtWorkForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.set_not_at_work(
                scope=scope, by=request.actor, member=found, **form.cleaned_data
            ),
            FIELDS,
        )
        if done is not None:
            return _to_member(request, pk, words.away_text(done))
    context = {"form": form, "member": found}
    return page(request, "staff", "set_not_at_work", context, status_of(form))


@requires(permissions.CLEAR_NOT_AT_WORK)
@require_POST
def clear_not_at_work(request: Request, pk: UUID) -> HttpResponse:
    """Say that somebody may work again."""
    found = get_object_or_404(queries.not_at_work(request.scope), pk=pk)
    try:
        actions.clear_not_at_work(scope=request.scope, by=request.actor, not_at_work=found)
    except Refused as refusal:
        messages.error(request, refusal.shown(_))
    else:
        who = member_name(found.member)
        messages.success(request, _("{who} may work again").format(who=who))
    return redirect("staff:member", request.facility.slug, found.member_id)


def _member(request: Request, pk: UUID) -> Any:
    return get_object_or_404(queries.every_member(request.scope), pk=pk)


def _to_member(request: Request, pk: UUID, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("staff:member", request.facility.slug, pk)


def _turn(request: Request) -> ShiftTurn | None:
    """The turn of a shift asked for by day and shift; None where none is named or there."""
    scope, facility = request.scope, request.facility
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
        key = UUID(request.GET.get("shift", ""))
    except ValueError:
        return None
    shift = queries.shifts(scope, closed=True).filter(pk=key).first()
    return shift_turn(queries.pattern(scope, shift), day, facility.zone) if shift else None


def _print_url(request: Request) -> str:
    base = reverse("staff:print_qualifications", args=[request.facility.slug])
    return f"{base}?{request.GET.urlencode()}"
