"""Emergency access: ask for it, end it, look at it afterwards."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.platform.audit.queries import acts_on
from hearth.platform.identity import actions, queries, sessions
from hearth.platform.identity import permissions as may
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.models import EmergencyAccess
from hearth.platform.identity.requests import Request
from hearth.platform.identity.scopes import review_scope
from hearth.platform.scope import scoped
from hearth.platform.ui.parts import pages_of
from hearth.surfaces.office import forms, residents
from hearth.surfaces.office.presenters import audit as trail
from hearth.surfaces.office.presenters import emergency as words

from .common import carried_out, page, posted, status_of


@requires(may.OPEN_EMERGENCY_ACCESS, emergency=False)
@require_http_methods(["GET", "POST"])
def open_emergency_access(request: Request, resident_id: UUID) -> HttpResponse:
    """Ask for one resident's record for 60 minutes, with a reason. Noted and reviewed."""
    name = residents.name_for_emergency(request.scope, resident_id)
    if name is None:
        raise Http404
    known = queries.open_emergency_access_to(request.scope, resident_id)
    form = forms.OpenEmergencyAccessForm(posted(request))
    if known is None and request.method == "POST" and form.is_valid():
        known = carried_out(
            form,
            lambda: actions.open_emergency_access(
                scope=request.scope,
                by=request.actor,
                resident_id=resident_id,
                **form.cleaned_data,
            ),
        )
    if known is not None:
        sessions.remember_emergency(request, known)
        return redirect(_record_page(request, resident_id))
    context = {"form": form, "name": name}
    return render(request, "office/open_emergency_access.html", context, status=status_of(form))


def _record_page(request: Request, resident_id: UUID) -> str:
    """The resident's page, where this build has it."""
    for name in ("desk:resident", "desk:view_resident", "residents:view_resident"):
        try:
            return reverse(name, args=[request.facility.slug, resident_id])
        except NoReverseMatch:
            continue
    return reverse("identity:home")


@requires(may.OPEN_EMERGENCY_ACCESS, emergency=False)
@require_http_methods(["POST"])
def close_emergency_access(request: Request, access_id: UUID) -> HttpResponse:
    """End one's own emergency access before its time."""
    get_object_or_404(
        queries.emergency_accesses(request.scope), pk=access_id, actor=request.actor
    )
    actions.close_emergency_access(scope=request.scope, by=request.actor, access_id=access_id)
    sessions.forget_emergency(request)
    messages.success(request, _("Emergency access ended"))
    return redirect("identity:home")


@requires(may.VIEW_EMERGENCY_ACCESS)
@require_http_methods(["GET"])
def view_emergency_access(request: Request) -> HttpResponse:
    """Every emergency access of the community; those to be reviewed first."""
    found = queries.emergency_accesses(request.scope)
    listed = Paginator(found, 50).get_page(request.GET.get("page"))
    rows = list(listed.object_list)
    context = {
        "waiting": found.filter(reviewed_at__isnull=True).count(),
        "table": words.accesses_table(request, rows, _names(request, rows)),
        "pages": pages_of(listed, request.GET) if listed.has_other_pages() else None,
    }
    return page(request, "emergency", "office/view_emergency_access.html", context)


def _names(request: Request, rows: list[EmergencyAccess]) -> dict[UUID, str]:
    """Names of the residents, for reviewers whose own role shows none too."""
    if not request.scope.may("audit.view_audit"):
        return residents.names_of(request.scope, [r.resident_id for r in rows])
    with scoped(review_scope(request.scope)) as review:
        return residents.names_of(review, [r.resident_id for r in rows])


@requires(may.REVIEW_EMERGENCY_ACCESS)
@require_http_methods(["GET", "POST"])
def review_emergency_access(request: Request, access_id: UUID) -> HttpResponse:
    """Look at one access: its reason, the pages opened under it, and say what was found."""
    row = get_object_or_404(queries.emergency_accesses(request.scope), pk=access_id)
    form = forms.ReviewEmergencyAccessForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.review_emergency_access(
                scope=request.scope, by=request.actor, access_id=access_id, **form.cleaned_data
            ),
        )
        if done is not None:
            messages.success(request, _("Reviewed"))
            return redirect("office:view_emergency_access", request.facility.slug)
    context = {
        "form": form,
        "row": row,
        "facts": words.access_facts(
            row, _names(request, [row]).get(row.resident_id, _("A resident"))
        ),
        "opened": _opened_under(request, row),
    }
    return page(
        request, "emergency", "office/review_emergency_access.html", context, status_of(form)
    )


def _opened_under(request: Request, row: EmergencyAccess) -> list[dict]:
    """Each page the person opened, or act they did, while the access was open."""
    if not request.scope.may("audit.view_audit"):
        return []
    end = row.closed_at or row.until
    with scoped(review_scope(request.scope)) as review:
        found = acts_on(review, [row.resident_id], since=row.opened_at, until=end)
        return [
            {"at": e.recorded, "what": trail.act_words(e.action)}
            for e in found.filter(actor_id=row.actor_id)[:200]
        ]
