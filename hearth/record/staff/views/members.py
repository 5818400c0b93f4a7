"""The people who work here."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel import clock
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.queries import actors_here
from hearth.platform.identity.requests import Request
from hearth.platform.tenancy.queries import neighborhoods
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.platform.ui.links import address
from hearth.platform.ui.parts import pages_of
from hearth.record.staff import actions, forms, permissions, presenters, queries
from hearth.record.staff.presenters import qualifications as words

from .common import FIELDS, page


CHANGEABLE = (
    "family",
    "given",
    "preferred",
    "job_title",
    "credentials",
    "phone",
    "email",
    "employment",
    "staff_number",
    "active_from",
)


@requires(permissions.VIEW_STAFF)
@require_safe
def staff(request: Request) -> HttpResponse:
    """Who works here, by name."""
    left = bool(request.GET.get("left"))
    text = request.GET.get("q", "")
    scope = request.scope
    found = queries.search_members(scope, text) if text else queries.every_member(scope)
    found = found.filter(active_to__isnull=not left)
    shown = Paginator(found, presenters.PAGE).get_page(request.GET.get("page"))
    here = [d.member_id for d in queries.duties_at(scope, clock.now())]
    today = request.facility.today()
    roles = queries.role_codes(scope, today)
    away = queries.away_on(scope, today)
    context = {
        "table": presenters.members_table(request, shown.object_list, roles, here, away),
        "count": shown.paginator.count,
        "left": left,
        "filters": presenters.staff_filters(request, left=left),
        "pages": pages_of(shown, request.GET) if shown.has_other_pages() else None,
        "actions": presenters.link(
            request, _("Add somebody"), "add_staff_member", style="plain", icon="plus"
        ),
    }
    return page(request, "staff", "staff", context)


@requires(permissions.VIEW_STAFF)
@require_safe
def member(request: Request, pk: UUID) -> HttpResponse:
    """One person at work: their file, what they may be on duty as, their next duties."""
    found = _load(request, pk)
    now = clock.now()
    ahead = queries.duties(request.scope).filter(member=found, ends__gt=now)[:14]
    roles = queries.roles(request.scope).filter(member=found)
    link = presenters.link
    context = {
        "member": found,
        "name": presenters.member_name(found),
        "facts": presenters.member_facts(found),
        "roles": presenters.roles_table(request, roles, request.facility.today()),
        "duties": list(ahead),
        "actions": link(request, _("Change"), "change_staff_member", pk, style="plain")
        + link(request, _("Say when they leave"), "end_staff_member", pk),
        "assign": link(request, _("Assign a role"), "assign_role", pk),
        **_qualified(request, found),
    }
    return page(request, "staff", "member", context)


@requires(permissions.ADD_STAFF_MEMBER)
@require_http_methods(["GET", "POST"])
def add_staff_member(request: Request) -> HttpResponse:
    """Open the file of somebody new."""
    form = forms.StaffMemberForm(
        posted(request),
        actors=_free_actors(request, None),
        initial={"active_from": request.facility.today()},
    )
    if request.method == "POST" and form.is_valid():
        new = actions.NewMember(**form.cleaned_data)
        made = carried_out(
            form,
            lambda: actions.add_staff_member(scope=request.scope, by=request.actor, member=new),
            FIELDS,
        )
        if made is not None:
            messages.success(request, _("Added"))
            return redirect("staff:member", request.facility.slug, made.pk)
    return page(request, "staff", "add_staff_member", {"form": form}, status_of(form))


@requires(permissions.CHANGE_STAFF_MEMBER)
@require_http_methods(["GET", "POST"])
def change_staff_member(request: Request, pk: UUID) -> HttpResponse:
    """Set right what a staff file says."""
    found = _load(request, pk)
    initial = {name: getattr(found, name) for name in CHANGEABLE}
    initial |= {"actor": found.actor_id, "languages": ", ".join(found.languages)}
    form = forms.StaffMemberForm(
        posted(request), actors=_free_actors(request, found), new=False, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.change_staff_member(
                scope=request.scope,
                by=request.actor,
                member=found,
                changes=form.cleaned_data,  # type: ignore[arg-type]
            ),
            FIELDS,
        )
        if done is not None:
            messages.success(request, _("Saved"))
            return redirect("staff:member", request.facility.slug, pk)
    context = {"form": form, "member": found}
    return page(request, "staff", "change_staff_member", context, status_of(form))


@requires(permissions.END_STAFF_MEMBER)
@require_http_methods(["GET", "POST"])
def end_staff_member(request: Request, pk: UUID) -> HttpResponse:
    """Say when somebody leaves."""
    found = _load(request, pk)
    form = forms.EndStaffMemberForm(
        posted(request), initial={"last_day": found.active_to or request.facility.today()}
    )
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.end_staff_member(
                scope=request.scope, by=request.actor, member=found, **form.cleaned_data
            ),
            {"ends-first": "last_day"},
        )
        if done is not None:
            messages.success(request, _("Saved"))
            return redirect("staff:member", request.facility.slug, pk)
    context = {"form": form, "member": found}
    return page(request, "staff", "end_staff_member", context, status_of(form))


@requires(permissions.ASSIGN_ROLE)
@require_http_methods(["GET", "POST"])
def assign_role(request: Request, pk: UUID) -> HttpResponse:
    """Say what somebody may be on duty as."""
    found = _load(request, pk)
    form = forms.AssignRoleForm(posted(request), neighborhoods=neighborhoods(request.scope))
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.assign_role(
                scope=request.scope, by=request.actor, member=found, **form.cleaned_data
            ),
            FIELDS | {"ends-first": "ends", "not-employed": "starts"},
        )
        if done is not None:
            messages.success(request, _("Saved"))
            return redirect("staff:member", request.facility.slug, pk)
    context = {"form": form, "member": found}
    return page(request, "staff", "assign_role", context, status_of(form))


@requires(permissions.END_ROLE)
@require_http_methods(["GET", "POST"])
def end_role(request: Request, pk: UUID) -> HttpResponse:
    """Say until when somebody has a role."""
    role = get_object_or_404(queries.roles(request.scope), pk=pk)
    form = forms.EndRoleForm(posted(request), initial={"last_day": request.facility.today()})
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.end_role(
                scope=request.scope, by=request.actor, role=role, **form.cleaned_data
            ),
            {"ends-first": "last_day"},
        )
        if done is not None:
            messages.success(request, _("Saved"))
            return redirect("staff:member", request.facility.slug, role.member_id)
    context = {"form": form, "member": role.member, "role": presenters.role_text(role.role)}
    return page(request, "staff", "end_role", context, status_of(form))


def _qualified(request: Request, found):  # type: ignore[no-untyped-def]
    """What somebody is qualified for, what lacks for what they do, and whether they are away."""
    scope, facility = request.scope, request.facility
    today, titles = facility.today(), queries.sort_titles(scope)
    away = queries.not_at_work(scope).select_related("set_by").filter(member=found).first()
    known = queries.asking(scope, [found.pk])
    held = queries.role_codes(scope, today).get(found.pk, [])
    lacks = [
        (presenters.role_text(role), queries.finding_text(scope, one, titles))
        for role in held
        for one in known.findings(found.pk, role, today)
        if one.sorts
    ]
    rows = queries.qualifications(scope).filter(member=found)
    return {
        "qualifications": words.qualifications_table(request, rows, titles, named=False),
        "add_qualification": presenters.link(
            request, _("Put on file"), "record_qualification", found.pk
        ),
        "lacks": lacks,
        "away": words.away_text(away) if away else "",
        "away_facts": words.away_facts(away, facility) if away else None,
        "away_actions": words.away_actions(request, away, found),
        "delegated_url": address("residents:member_delegations", facility.slug, found.pk)
        if scope.may("residents.view_delegations")
        else "",
        "may_see_qualifications": scope.may(permissions.VIEW_QUALIFICATIONS),
    }


def _load(request: Request, pk: UUID):  # type: ignore[no-untyped-def]
    found = queries.every_member(request.scope).select_related("actor")
    return get_object_or_404(found, pk=pk)


def _free_actors(request: Request, member):  # type: ignore[no-untyped-def]
    """Sign-ins of this community that have no staff file yet, and the member's own."""
    taken = queries.every_member(request.scope).filter(actor__isnull=False)
    if member is not None:
        taken = taken.exclude(pk=member.pk)
    people = actors_here(request.scope).filter(kind="person")
    return people.exclude(pk__in=list(taken.values_list("actor_id", flat=True)))
