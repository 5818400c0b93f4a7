"""What the pages about a resident share: opening the record, and a form's round."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from hearth.platform.audit.viewing import view_seen
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import carried_out, status_of
from hearth.record.residents import presenters, queries


# Which field a refusal belongs to; any other stands above the form.
FIELDS = {
    "name-missing": "family",
    "birth-future": "born",
    "birth-too-old": "born",
    "ssn-wrong": "ssn",
    "likely-duplicate": "not_the_same_reason",
    "reason-missing": "reason",
    "name-empty": "family",
    "number-missing": "value",
    "identifier-taken": "value",
    "text-missing": "text",
    "onset-future": "onset",
    "allergy-there": "text",
    "allergy-known": "statement",
    "flag-open": "code",
    "no-infection": "precaution",
    "until-first": "until",
    "one-person": "practitioner",
    "on-team": "role",
    "contact-nameless": "given",
    "consent-missing": "consent",
    "kinds-missing": "kinds",
    "basis-missing": "basis_text",
    "authority-granted": "authority",
    "ends-first": "ends",
    "run-out": "ends",
    "place-held": "place",
    "same-place": "place",
    "place-missing": "place",
    "place-closed": "place",
    "before-placement": "starts",
    "future": "effective",
    "before-last": "effective",
    "before-birth": "effective",
    "back-before-out": "expected_back",
    "not-next": "status",
    "moved-in-already": "starts",
    "stay-overlaps": "starts",
    "same-record": "duplicate",
    "merge-proposed": "duplicate",
}


def who(request: Request) -> dict[str, Any]:
    """What every action is told: in which scope, and by whom."""
    return {"scope": request.scope, "by": request.actor}


def opened(request: Request, resident_id: UUID, view: str = "") -> Any:
    """The resident's record, seen to be opened when a page of it is shown.

    Another community's, or one that this reader may not see, is not found.
    """
    resident = get_object_or_404(
        queries.with_records(request.scope, queries.every_record(request.scope)), pk=resident_id
    )
    if view and request.method in {"GET", "HEAD"}:
        view_seen(request, resident, f"residents.{view}")
    return resident


def paper_in(request: Request) -> UUID | None:
    """The document somebody came from, or sent along, that is to prove what they say."""
    sent = request.POST.get("document") or request.GET.get("document") or ""
    try:
        return UUID(sent)
    except ValueError:
        return None


def row_of(request: Request, resident: Any, rows: QuerySet[Any], pk: UUID) -> Any:
    """A row about this resident, or about a record merged into theirs; any other is not found."""
    mine = queries.record_ids(request.scope, resident)
    return get_object_or_404(rows.filter(resident_id__in=mine), pk=pk)


def page(
    request: Request,
    resident: Any,
    template: str,
    context: Mapping[str, Any],
    *,
    tab: str = "",
    status: int = 200,
) -> HttpResponse:
    """A page about one resident: under the banner, among the other pages about them."""
    shown = {
        "resident": resident,
        "banner": presenters.banner(request, resident),
        "tabs": presenters.tabs(request, resident, tab or template),
        "back": presenters.back_url(request, resident),
        "merged": presenters.merged_notice(request, resident),
        "paper": presenters.paper_notice(request, resident, paper_in(request)),
        **context,
    }
    return render(request, f"residents/{template}.html", shown, status=status)


def panel(
    request: Request, resident: Any, template: str, context: Mapping[str, Any]
) -> HttpResponse:
    """The same as a whole page, or, asked for by the resident's own page, its inside alone."""
    if not request.htmx:  # type: ignore[attr-defined]
        return page(request, resident, template, context)
    shown = {"resident": resident, **context}
    return render(request, f"residents/{template}.html#panel", shown)


def answered(
    request: Request,
    resident: Any,
    form: Form,
    template: str,
    act: Callable[[], Any],
    *,
    to: str = "",
    said: str = "",
    fields: Mapping[str, str] | None = None,
    context: Mapping[str, Any] | Callable[[], Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """A form's round: shown; or sent and carried out, and back to the resident's page; or sent
    and refused, with everything typed kept. ``to`` is the panel to come back to; a ``context``
    that is called is read after the round."""
    if request.method == "POST" and form.is_valid():
        done = carried_out(form, act, FIELDS | dict(fields or {}))
        if done is not None:
            messages.success(request, said or _("Saved"))
            return redirect(presenters.back_url(request, resident, to))
    more = context() if callable(context) else context or {}
    shown = {"form": form, **more}
    return page(request, resident, template, shown, tab=to, status=status_of(form))


def stopped(
    request: Request,
    resident: Any,
    form: Form,
    name: str = "accompanied_by",
    *,
    barred: Sequence[Any] | None = None,
) -> dict[str, Any]:
    """For a form in which a person is named: who is kept away, and whom it ran into."""
    scope, words = request.scope, presenters.restrictions
    if barred is None:
        barred = queries.restrictions_of(scope, resident, request.facility.today())
    ran: tuple[Any, ...] = ()
    if barred and form.is_bound and form.errors:
        said = getattr(form, "cleaned_data", {})
        ran = words.stop_notices(
            queries.stops(
                scope, resident, contact=said.get("contact"), name=said.get(name) or ""
            )
        )
    return {"stops": ran, "kept_away": () if ran else words.all_notices(barred)}


def initial_of(row: Any, form: type[Form]) -> dict[str, Any]:
    """What a row says, for the fields of a form that are called as its columns."""
    return {n: getattr(row, n) for n in form.base_fields if hasattr(row, n)}
