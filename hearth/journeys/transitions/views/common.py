"""What the pages of out and back share: the resident, a form's round, whom one may name."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hearth.kernel import clock
from hearth.platform.audit.viewing import view_seen
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import carried_out, status_of
from hearth.record.residents import permissions as record
from hearth.record.residents import presenters as people
from hearth.record.residents import queries as residents


VIEW_CONTACTS = record.VIEW_CONTACTS

FIELDS = {
    "future": "effective",
    "before-last": "effective",
    "back-before-out": "expected_back",
    "reason-missing": "reason",
    "nothing-and-something": "tried_first",
    "ends-first": "ends",
    "over-already": "ends",
    "too-far": "ends",
    "absence-overlaps": "starts",
    "contact-other": "contact",
}
"""Which field a refusal belongs to; any other stands above the form."""


def who(request: Request) -> dict[str, Any]:
    """What every action is told: in which scope, and by whom."""
    return {"scope": request.scope, "by": request.actor}


def opened(request: Request, resident_id: UUID, view: str) -> Any:
    """The resident's record, seen to be opened when a page of it is shown; another is not found."""
    resident = get_object_or_404(
        residents.with_records(request.scope, residents.every_record(request.scope)),
        pk=resident_id,
    )
    if request.method in {"GET", "HEAD"}:
        view_seen(request, resident, f"transitions.{view}")
    return resident


def row_of(request: Request, resident: Any, rows: QuerySet[Any], pk: UUID) -> Any:
    """A row about this resident, or about a record merged into theirs; any other is not found."""
    mine = residents.record_ids(request.scope, resident)
    return get_object_or_404(rows.filter(resident_id__in=mine), pk=pk)


def going_on(request: Request, resident: Any) -> Any:
    """The residency that goes on; where none does there is no such page."""
    stay = residents.stay_of(request.scope, resident)
    if stay is None or stay.ends is not None:
        raise Http404
    return stay


def named(request: Request, resident: Any) -> dict[str, Any]:
    """The contacts to choose from, for whoever may see them, and how each is worded: whoever is
    kept away carries it with their name.
    """
    if not request.scope.may(VIEW_CONTACTS):
        return {"contacts": ()}
    today = request.facility.today()
    found = [c.contact for c in residents.contacts_of(request.scope, resident, today)]
    barred = residents.stops_of_contacts(request.scope, resident, found)
    words = people.restrictions
    return {
        "contacts": found,
        "label": lambda one: words.labelled(one, barred.get(one.pk, ())),
    }


def standing_of(request: Request, resident: Any) -> Any:
    """Where somebody is now: for the words of a page, and for its banner."""
    return residents.standing(request.scope, resident, clock.now())


def home_of(request: Request, resident: Any) -> str:
    """The page a verb comes back to: where somebody is, and what happens now."""
    return reverse("transitions:whereabouts", args=[request.facility.slug, resident.pk])


def page(
    request: Request,
    resident: Any,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
    standing: Any = None,
) -> HttpResponse:
    """A page about one resident: under the banner, among the other pages about them."""
    shown = {
        "resident": resident,
        "banner": people.banner(request, resident, standing),
        "tabs": people.tabs(request, resident, template),
        "back": home_of(request, resident),
        "merged": people.merged_notice(request, resident),
        **context,
    }
    return render(request, f"transitions/{template}.html", shown, status=status)


def answered(
    request: Request,
    resident: Any,
    form: Form,
    template: str,
    act: Callable[[], Any],
    *,
    said: str = "",
    fields: Mapping[str, str] | None = None,
    context: Mapping[str, Any] | Callable[[], Mapping[str, Any]] | None = None,
    to: str = "",
    standing: Any = None,
) -> HttpResponse:
    """A form's round: shown; or sent and carried out; or sent and refused, with all that was
    typed. A ``context`` that is called is read after the round. ``standing`` is where they are,
    for pages that say so.
    """
    if request.method == "POST" and form.is_valid():
        done = carried_out(form, act, FIELDS | dict(fields or {}))
        if done is not None:
            messages.success(request, said or _("Saved"))
            return redirect(to or home_of(request, resident))
    more = context() if callable(context) else context or {}
    shown = {"form": form, **more}
    if standing is not None:
        shown["standing"] = people.presence_text(standing, request.facility)
    status = status_of(form)
    return page(request, resident, template, shown, status=status, standing=standing)
