"""The house itself: name and clock, neighborhoods, apartments. First setup walks the same pages."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.kernel.errors import Refused
from hearth.platform.identity.actions import grant_role
from hearth.platform.identity.actions.accounts import ADMINISTRATOR
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.queries import people
from hearth.platform.identity.requests import Request
from hearth.platform.scope import process_scope, scoped
from hearth.platform.tenancy import actions, queries
from hearth.platform.tenancy import permissions as may
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.parts import pages_of
from hearth.record.staff import actions as staff_actions
from hearth.record.staff import queries as staff_queries
from hearth.surfaces.office import forms, residents
from hearth.surfaces.office.presenters import community as words
from hearth.surfaces.office.presenters.frame import link

from .common import carried_out, page, posted, status_of


def step_page(
    request: Request, step: str, template: str, context: dict, status: int = 200
) -> HttpResponse:
    """A page of the community; under the steps while it is being set up, else under its tabs."""
    facility = request.facility
    frame = (
        {
            "steps": words.setup_steps(request, step, done_so_far(request)),
            "next": words.next_url(request, step),
        }
        if facility.set_up_at is None
        else {"parts": words.community_tabs(request, step)}
    )
    return page(request, "community", template, {**frame, **context}, status)


def done_so_far(request: Request) -> dict[str, bool]:
    """Which steps of first setup hold something already: it goes on where it stopped."""
    scope = request.scope
    return {
        "community": True,
        "neighborhoods": queries.neighborhoods(scope).exists(),
        "apartments": queries.apartments(scope).exists(),
        "shifts": staff_queries.shifts(scope).exists(),
        "people": len(people(scope)) > 1,
        "finish": request.facility.set_up_at is not None,
    }


@requires(may.VIEW_COMMUNITY)
@require_http_methods(["GET", "POST"])
def change_community(request: Request) -> HttpResponse:
    """The community's name, clock, law and address."""
    facility = request.facility
    fields = ("name", "timezone", "jurisdiction", "phone", "address")
    form = forms.CommunityForm(
        posted(request), initial={f: getattr(facility, f) for f in fields}
    )
    allowed = request.scope.may(may.CHANGE_COMMUNITY)
    if request.method == "POST" and allowed and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.change_community(
                scope=request.scope, by=request.actor, facility=facility, **form.cleaned_data
            ),
        )
        if done is not None:
            messages.success(request, _("Saved"))
            if facility.set_up_at is None:
                return redirect(words.next_url(request, "community"))
            return redirect("office:change_community", facility.slug)
    if not allowed:
        for field in form.fields.values():
            field.disabled = True
    context = {
        "form": form,
        "allowed": allowed,
        "actions": link(
            request, _("Found another community"), "office:found_community", may.FOUND_COMMUNITY
        ),
    }
    status = 403 if request.method == "POST" and not allowed else status_of(form)
    return step_page(request, "community", "office/change_community.html", context, status)


@requires(may.FOUND_COMMUNITY)
@require_http_methods(["GET", "POST"])
def found_community(request: Request) -> HttpResponse:
    """Another community of the same operator; whoever founds it is its first administrator."""
    form = forms.CommunityForm(
        posted(request), initial={"jurisdiction": request.facility.jurisdiction}
    )
    if request.method == "POST" and form.is_valid():
        made = carried_out(form, lambda: _found(request, form.cleaned_data))
        if made is not None:
            return redirect("office:change_community", made.slug)
    return page(
        request, "community", "office/found_community.html", {"form": form}, status_of(form)
    )


def _found(request: Request, data: dict) -> Facility:
    facility = actions.found_community(
        scope=request.scope, by=request.actor, operator=request.facility.operator, **data
    )
    scope = process_scope("found", facility.pk, request_id=request.scope.request_id)
    with scoped(scope):
        grant_role(scope=scope, by=request.actor, actor=request.actor, role=ADMINISTRATOR)
    return facility


@requires(may.ADD_NEIGHBORHOOD)
@require_http_methods(["GET", "POST"])
def add_neighborhood(request: Request) -> HttpResponse:
    """The neighborhoods with their licence, and one more."""
    form = forms.NeighborhoodForm(posted(request))
    if request.method == "POST" and form.is_valid():
        made = carried_out(
            form,
            lambda: actions.add_neighborhood(
                scope=request.scope, by=request.actor, **form.cleaned_data
            ),
        )
        if made is not None:
            messages.success(request, _("Added"))
            return redirect("office:add_neighborhood", request.facility.slug)
    rows = list(queries.neighborhoods(request.scope))
    table = words.neighborhoods_table(request, rows, queries.sizes(request.scope))
    context = {"form": form, "table": table, "count": len(rows)}
    return step_page(
        request, "neighborhoods", "office/add_neighborhood.html", context, status_of(form)
    )


@requires(may.CHANGE_NEIGHBORHOOD)
@require_http_methods(["GET", "POST"])
def change_neighborhood(request: Request, neighborhood_id: UUID) -> HttpResponse:
    """Its name and licence."""
    row = get_object_or_404(queries.neighborhoods(request.scope), pk=neighborhood_id)
    fields = ("name", "licence_type", "secured")
    form = forms.NeighborhoodForm(posted(request), initial={f: getattr(row, f) for f in fields})
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.change_neighborhood(
                scope=request.scope,
                by=request.actor,
                neighborhood=row,
                jurisdiction=row.jurisdiction,
                **form.cleaned_data,
            ),
        )
        if done is not None:
            messages.success(request, _("Saved"))
            return redirect("office:add_neighborhood", request.facility.slug)
    context = {"form": form, "row": row}
    return step_page(
        request, "neighborhoods", "office/change_neighborhood.html", context, status_of(form)
    )


@requires(may.CLOSE_NEIGHBORHOOD)
@require_http_methods(["POST"])
def close_neighborhood(request: Request, neighborhood_id: UUID) -> HttpResponse:
    """A neighborhood no longer used."""
    row = get_object_or_404(queries.neighborhoods(request.scope), pk=neighborhood_id)
    try:
        actions.close_neighborhood(scope=request.scope, by=request.actor, neighborhood=row)
    except Refused as refusal:
        messages.error(request, refusal.shown(_))
    else:
        messages.success(request, _("Closed"))
    return redirect("office:add_neighborhood", request.facility.slug)


@requires(may.ADD_APARTMENTS)
@require_http_methods(["GET", "POST"])
def add_apartments(request: Request) -> HttpResponse:
    """The apartments, and many more at once."""
    known = list(queries.neighborhoods(request.scope))
    form = forms.AddApartmentsForm(posted(request), neighborhoods=known)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        where = next(n for n in known if str(n.pk) == data["neighborhood"])
        made = carried_out(
            form,
            lambda: actions.add_apartments(
                scope=request.scope, by=request.actor, neighborhood=where, text=data["text"]
            ),
        )
        if made is not None:
            messages.success(request, _("{n} apartments added").format(n=len(made)))
            return redirect("office:add_apartments", request.facility.slug)
    found = queries.apartments(request.scope)
    listed = Paginator(found, 60).get_page(request.GET.get("page"))
    context = {
        "form": form if known else None,
        "count": listed.paginator.count,
        "places": queries.places(request.scope).count(),
        "table": words.apartments_table(
            request, list(listed.object_list), queries.places_of(request.scope)
        ),
        "pages": pages_of(listed, request.GET) if listed.has_other_pages() else None,
    }
    return step_page(
        request, "apartments", "office/add_apartments.html", context, status_of(form)
    )


@requires(may.CHANGE_APARTMENT)
@require_http_methods(["GET", "POST"])
def change_apartment(request: Request, apartment_id: UUID) -> HttpResponse:
    """Where an apartment lies, and for how many."""
    row = get_object_or_404(queries.apartments(request.scope), pk=apartment_id)
    known = list(queries.neighborhoods(request.scope))
    held = queries.places_of(request.scope).get(row.pk, 1)
    form = forms.ChangeApartmentForm(
        posted(request),
        neighborhoods=known,
        initial={"neighborhood": str(row.neighborhood_id), "places": held},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        where = next(n for n in known if str(n.pk) == data["neighborhood"])
        done = carried_out(
            form,
            lambda: actions.change_apartment(
                scope=request.scope,
                by=request.actor,
                apartment=row,
                neighborhood=where,
                places=data["places"],
            ),
        )
        if done is not None:
            messages.success(request, _("Saved"))
            return redirect("office:add_apartments", request.facility.slug)
    context = {"form": form, "row": row}
    return step_page(
        request, "apartments", "office/change_apartment.html", context, status_of(form)
    )


@requires(may.CLOSE_APARTMENT)
@require_http_methods(["POST"])
def close_apartment(request: Request, apartment_id: UUID) -> HttpResponse:
    """An apartment no longer used; one that somebody holds stays."""
    row = get_object_or_404(queries.apartments(request.scope), pk=apartment_id)
    try:
        actions.close_apartment(
            scope=request.scope,
            by=request.actor,
            apartment=row,
            occupied=residents.occupied_everywhere(request.scope),
        )
    except Refused as refusal:
        messages.error(request, refusal.shown(_))
    else:
        messages.success(request, _("Closed"))
    return redirect("office:add_apartments", request.facility.slug)


@requires("staff.set_shift")
@require_http_methods(["GET", "POST"])
def set_shift(request: Request) -> HttpResponse:
    """The shifts by the community's clock, and one more."""
    form = forms.ShiftForm(posted(request))
    if request.method == "POST" and form.is_valid():
        made = carried_out(
            form,
            lambda: staff_actions.set_shift(
                scope=request.scope, by=request.actor, **form.cleaned_data
            ),
        )
        if made is not None:
            messages.success(request, _("Added"))
            return redirect("office:set_shift", request.facility.slug)
    rows = list(staff_queries.shifts(request.scope))
    needed = {k: sum(v.values()) for k, v in staff_queries.needs(request.scope).items()}
    lines = [(one, needed.get(one.pk, 0)) for one in rows]
    context = {"form": form, "rows": lines, "count": len(rows)}
    return step_page(request, "shifts", "office/set_shift.html", context, status_of(form))


@requires(may.FINISH_SETUP)
@require_http_methods(["GET", "POST"])
def finish_setup(request: Request) -> HttpResponse:
    """What stands so far, and the button that opens the house."""
    error = ""
    if request.method == "POST":
        try:
            actions.finish_setup(
                scope=request.scope, by=request.actor, facility=request.facility
            )
        except Refused as refusal:
            error = refusal.shown(_)
        else:
            messages.success(request, _("The house is open"))
            return redirect("identity:home")
    context = {
        "error": error,
        "done": done_so_far(request),
        "apartments": queries.apartments(request.scope).count(),
        "places": queries.places(request.scope).count(),
        "people_count": len(people(request.scope)),
    }
    return step_page(
        request, "finish", "office/finish_setup.html", context, 422 if error else 200
    )
