"""Who signs in here: let in, given roles, seen out."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hearth.kernel.errors import Refused
from hearth.platform.identity import actions, queries
from hearth.platform.identity import permissions as may
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.models import Account
from hearth.platform.identity.requests import Request
from hearth.platform.tenancy.queries import neighborhoods
from hearth.platform.ui.parts import Choice, Filter, FilterBar
from hearth.surfaces.office import forms, residents
from hearth.surfaces.office.permissions import VIEW_OFFICE
from hearth.surfaces.office.presenters import people as words
from hearth.surfaces.office.presenters.codes import code_sheet
from hearth.surfaces.office.presenters.frame import link, office_rows

from .common import carried_out, page, posted, status_of


@requires(VIEW_OFFICE)
@require_http_methods(["GET"])
def view_office(request: Request) -> HttpResponse:
    """The sections of the office one may open."""
    return page(request, "", "office/view_office.html", {"sections": office_rows(request)})


@requires(may.VIEW_PEOPLE)
@require_http_methods(["GET"])
def view_people(request: Request) -> HttpResponse:
    """Everybody who signs in here, or who did."""
    left = request.GET.get("show") == "left"
    text = request.GET.get("name", "").strip()[:60]
    found = queries.people(request.scope, left=left, text=text)
    context = {
        "count": len(found),
        "left": left,
        "table": words.people_table(request, found, left=left),
        "filters": FilterBar(
            filters=(
                Filter(
                    _("Show"),
                    (
                        Choice(_("People here"), "?", current=not left),
                        Choice(_("People who left"), "?show=left", current=left),
                    ),
                ),
            ),
            search_name="name",
            search_value=text,
            search_label=_("Name or user name"),
            kept=(("show", "left"),) if left else (),
        ),
        "actions": (
            *link(
                request,
                _("Add a person"),
                "office:add_person",
                may.ADD_PERSON,
                style="primary",
                icon="user-plus",
            ),
            *link(request, _("What each role may do"), "office:view_roles", may.VIEW_ROLES),
        ),
    }
    return page(request, "people", "office/view_people.html", context)


@requires(may.ADD_PERSON)
@never_cache
@require_http_methods(["GET", "POST"])
def add_person(request: Request) -> HttpResponse:
    """Let somebody in; the answer is the sheet with their code, shown this once."""
    form = forms.AddPersonForm(
        posted(request), scope=request.scope, neighborhoods=neighborhoods(request.scope)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = carried_out(
            form,
            lambda: actions.add_person(
                scope=request.scope,
                by=request.actor,
                name=data["name"],
                username=data["username"],
                roles=data["roles"],
                neighborhoods=[UUID(n) for n in data.get("neighborhoods", ())],
            ),
        )
        if made is not None:
            return _show_code(request, made.account, made.code)
    context = {"form": form}
    return page(request, "people", "office/add_person.html", context, status_of(form))


def _show_code(request: Request, account: Account, code: str) -> HttpResponse:
    context = {"account": account, "sheet": code_sheet(request, account, code)}
    return page(request, "people", "office/show_code.html", context)


def _person(request: Request, account_id: UUID) -> queries.Person:
    account = get_object_or_404(queries.accounts(request.scope), pk=account_id)
    return queries.persons(request.scope, [account])[0]


@requires(may.VIEW_PEOPLE)
@require_http_methods(["GET"])
def view_person(request: Request, account_id: UUID) -> HttpResponse:
    """One person: roles, what is taken from them, residents open to them, what can be done."""
    return _person_page(request, _person(request, account_id))


def _person_page(
    request: Request,
    person: queries.Person,
    *,
    grant: object = None,
    deny: object = None,
    resident: object = None,
    status: int = 200,
) -> HttpResponse:
    scope = request.scope
    held = list(queries.memberships(scope, person.account.actor))
    linked = any(words.ROLES[r].sees == "linked" for r in person.roles if r in words.ROLES)
    opened = list(queries.residents_open_to(scope, person.account.actor))
    names = residents.names_of(scope, [row.resident_id for row in opened])
    context = {
        "person": person,
        "roles": words.roles_text(person.roles),
        "standing": words.standing(person),
        "signed_in": words.signed_in_text(person),
        "table": words.roles_table(request, held),
        "acts": words.person_actions(request, person),
        "denied": words.denied_of(held),
        "grant_form": grant or forms.GrantRoleForm(scope=scope, held=person.roles),
        "deny_form": deny
        or forms.DenyPermissionForm(choices=words.permission_choices(person.roles)),
        "linked": linked or bool(opened),
        "opened": [(row, names.get(row.resident_id, _("A resident"))) for row in opened],
        "resident_form": resident or forms.OpenResidentForm(residents=residents.choices(scope))
        if linked
        else None,
        "may": {
            "grant": scope.may(may.GRANT_ROLE) and person.account.is_active,
            "deny": scope.may(may.DENY_PERMISSION)
            and person.account.actor_id != request.actor.pk,
            "open": scope.may(may.OPEN_RESIDENT) and person.account.is_active,
            "close": scope.may(may.CLOSE_RESIDENT),
        },
    }
    return page(request, "people", "office/view_person.html", context, status)


@requires(may.GRANT_ROLE)
@require_http_methods(["POST"])
def grant_role(request: Request, account_id: UUID) -> HttpResponse:
    """One more role, from now."""
    person = _person(request, account_id)
    form = forms.GrantRoleForm(request.POST, scope=request.scope, held=person.roles)
    if form.is_valid():
        made = carried_out(
            form,
            lambda: actions.grant_role(
                scope=request.scope,
                by=request.actor,
                actor=person.account.actor,
                role=form.cleaned_data["role"],
            ),
        )
        if made is not None:
            messages.success(request, _("Role given"))
            return redirect("office:view_person", request.facility.slug, account_id)
    return _person_page(request, person, grant=form, status=status_of(form))


@requires(may.END_ROLE)
@require_http_methods(["GET", "POST"])
def end_role(request: Request, membership_id: UUID) -> HttpResponse:
    """Take a role away, after saying what that means."""
    membership = get_object_or_404(queries.all_memberships(request.scope), pk=membership_id)
    account = get_object_or_404(queries.accounts(request.scope), actor_id=membership.actor_id)
    error = ""
    if request.method == "POST":
        try:
            actions.end_role(scope=request.scope, by=request.actor, membership=membership)
        except Refused as refusal:
            error = refusal.shown(_)
        else:
            messages.success(request, _("Role ended"))
            return redirect("office:view_person", request.facility.slug, account.pk)
    context = {"account": account, "role": words.role_label(membership.role), "error": error}
    return page(request, "people", "office/end_role.html", context, 422 if error else 200)


@requires(may.DENY_PERMISSION)
@require_http_methods(["POST"])
def deny_permission(request: Request, account_id: UUID) -> HttpResponse:
    """Take one permission away: deny wins over every role."""
    person = _person(request, account_id)
    form = forms.DenyPermissionForm(
        request.POST, choices=words.permission_choices(person.roles)
    )
    if form.is_valid():
        done = carried_out(
            form,
            lambda: actions.deny_permission(
                scope=request.scope,
                by=request.actor,
                actor=person.account.actor,
                permission=form.cleaned_data["permission"],
            ),
        )
        if done is not None:
            messages.success(request, _("Taken away, from their next page on"))
            return redirect("office:view_person", request.facility.slug, account_id)
    return _person_page(request, person, deny=form, status=status_of(form))


@requires(may.ALLOW_PERMISSION)
@require_http_methods(["POST"])
def allow_permission(request: Request, account_id: UUID) -> HttpResponse:
    """Give a denied permission back."""
    person = _person(request, account_id)
    actions.allow_permission(
        scope=request.scope,
        by=request.actor,
        actor=person.account.actor,
        permission=request.POST.get("permission", "")[:80],
    )
    messages.success(request, _("Given back"))
    return redirect("office:view_person", request.facility.slug, account_id)


@requires(may.START_RESET)
@never_cache
@require_http_methods(["GET", "POST"])
def start_reset(request: Request, account_id: UUID) -> HttpResponse:
    """Start a new password: a code for the person, who alone chooses it."""
    person = _person(request, account_id)
    form = forms.StartResetForm(posted(request))
    if request.method == "POST" and form.is_valid():
        code = carried_out(
            form,
            lambda: actions.start_reset(
                scope=request.scope,
                by=request.actor,
                account=person.account,
                **form.cleaned_data,
            ),
        )
        if code is not None:
            return _show_code(request, person.account, code)
    context = {"person": person, "form": form}
    return page(request, "people", "office/start_reset.html", context, status_of(form))


@requires(may.SIGN_OUT_EVERYWHERE)
@require_http_methods(["POST"])
def sign_out_everywhere(request: Request, account_id: UUID) -> HttpResponse:
    """End every session of a person, on every device."""
    person = _person(request, account_id)
    actions.sign_out_everywhere(scope=request.scope, by=request.actor, account=person.account)
    messages.success(request, _("Signed out everywhere"))
    return redirect("office:view_person", request.facility.slug, account_id)


@requires(may.UNLOCK_PIN)
@require_http_methods(["POST"])
def unlock_pin(request: Request, account_id: UUID) -> HttpResponse:
    """Let a person try their PIN again."""
    person = _person(request, account_id)
    actions.unlock_pin(scope=request.scope, by=request.actor, account=person.account)
    messages.success(request, _("The PIN can be tried again"))
    return redirect("office:view_person", request.facility.slug, account_id)


@requires(may.OFF_BOARD)
@require_http_methods(["GET", "POST"])
def off_board(request: Request, account_id: UUID) -> HttpResponse:
    """See a person out at once, after saying everything that ends."""
    person = _person(request, account_id)
    error = ""
    if request.method == "POST":
        try:
            actions.off_board(scope=request.scope, by=request.actor, account=person.account)
        except Refused as refusal:
            error = refusal.shown(_)
        else:
            messages.success(request, _("Off-boarded: nothing opens for them any more"))
            return redirect("office:view_people", request.facility.slug)
    context = {
        "person": person,
        "roles": words.roles_text(person.roles),
        "elsewhere": queries.holds_elsewhere(request.scope, person.account.actor),
        "error": error,
    }
    return page(request, "people", "office/off_board.html", context, 422 if error else 200)


@requires(may.VIEW_ROLES)
@require_http_methods(["GET"])
def view_roles(request: Request) -> HttpResponse:
    """The roles table: who may do what."""
    return page(request, "people", "office/view_roles.html", words.matrix())


@requires(may.OPEN_RESIDENT)
@require_http_methods(["POST"])
def open_resident(request: Request, account_id: UUID) -> HttpResponse:
    """Let a person whose role shows nobody see one resident."""
    person = _person(request, account_id)
    form = forms.OpenResidentForm(request.POST, residents=residents.choices(request.scope))
    if form.is_valid():
        data = form.cleaned_data
        made = carried_out(
            form,
            lambda: actions.open_resident(
                scope=request.scope,
                by=request.actor,
                actor=person.account.actor,
                resident_id=UUID(data["resident"]),
                basis=data["basis"],
                ends=_end_of(data["ends"], request),
            ),
        )
        if made is not None:
            messages.success(request, _("Opened"))
            return redirect("office:view_person", request.facility.slug, account_id)
    return _person_page(request, person, resident=form, status=status_of(form))


def _end_of(day: date | None, request: Request) -> datetime | None:
    """The first instant after the day, on the community's clock."""
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=1), time(), request.facility.zone)


@requires(may.CLOSE_RESIDENT)
@require_http_methods(["POST"])
def close_resident(request: Request, access_id: UUID) -> HttpResponse:
    """The person sees that resident no more."""
    row = get_object_or_404(queries.resident_accesses(request.scope), pk=access_id)
    actions.close_resident(scope=request.scope, by=request.actor, access_id=row.pk)
    account = get_object_or_404(queries.accounts(request.scope), actor_id=row.actor_id)
    messages.success(request, _("Closed"))
    return redirect("office:view_person", request.facility.slug, account.pk)
