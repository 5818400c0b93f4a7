"""From the front door to the first page of a person's day."""

from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hearth.platform.identity import actions, queries, scopes, secondstep, sessions
from hearth.platform.identity.actions.visits import visitor_name
from hearth.platform.identity.decorators import own, public, requires
from hearth.platform.identity.forms import SignInForm, UseCodeForm, UseVisitCodeForm
from hearth.platform.identity.homes import home_of
from hearth.platform.identity.models import Account
from hearth.platform.identity.requests import Request
from hearth.platform.identity.roles import ROLES
from hearth.platform.scope import Scope, house_scope, scoped
from hearth.platform.tenancy.models import Facility


DEMO_ORDER = (
    "coordinator",
    "nurse",
    "medtech",
    "caregiver",
    "activities",
    "driver",
    "director",
    "sales",
    "family",
    "resident",
    "physician",
    "pharmacist",
    "surveyor",
    "admin",
)


class SignInView(LoginView):
    """allauth's sign-in; a demonstration also lists who one may sign in as."""

    def get_initial(self) -> dict:
        wanted = self.request.GET.get("as", "")
        if not settings.HEARTH_DEMO or wanted not in DEMO_ORDER:
            return super().get_initial()
        return super().get_initial() | {
            "login": wanted,
            "password": getattr(settings, "HEARTH_DEMO_PASSWORD", ""),
        }

    def get_form(self, form_class: type | None = None) -> SignInForm:
        form = super().get_form(form_class)
        form.fields["password"].widget.render_value = settings.HEARTH_DEMO and not form.is_bound
        return form

    def get_context_data(self, **kwargs: object) -> dict:
        context = super().get_context_data(**kwargs)
        if settings.HEARTH_DEMO:
            context["demo_people"] = demo_people(self.request.GET)
        return context


def demo_people(kept: QueryDict) -> list[dict]:
    """The demonstration's sign-ins, in the order a visitor tries them; one tap fills the form."""
    rows = Account.objects.filter(is_demo=True, is_active=True, username__in=DEMO_ORDER)
    found = {account.username: account for account in rows.select_related("actor")}
    return [
        {"username": name, "name": found[name].actor.label, "query": _asking(kept, name)}
        for name in DEMO_ORDER
        if name in found
    ]


def _asking(kept: QueryDict, name: str) -> str:
    chosen = kept.copy()
    chosen["as"] = name
    return chosen.urlencode()


@own("finds where this person's day begins", by_pin=True)
@require_http_methods(["GET"])
def home(request: Request) -> HttpResponse:
    """/: to the first page of one's role, or to the choice of communities."""
    if request.session.get(sessions.SECOND_STEP):
        return redirect("identity:protect")
    account: Account = request.user
    found = scopes.communities_of(account.actor)
    if len(found) == 1:
        return _to_home(request, found[0])
    last = next((f for f in found if f.pk == account.last_facility_id), None)
    if last is not None:
        return _to_home(request, last)
    return redirect("identity:choose_community")


def _to_home(request: Request, facility: Facility) -> HttpResponse:
    scope = scopes.scope_for(
        request.actor,
        facility,
        floor_only=sessions.opened_by_pin(request),
    )
    url = home_of(scope, facility) if scope is not None else ""
    if not url:
        return redirect("identity:enter_community", facility.slug)
    return HttpResponseRedirect(url)


@own("lists the communities this person may enter", by_pin=True)
@require_http_methods(["GET"])
def choose_community(request: Request) -> HttpResponse:
    """Which community to work in, for people with several (or none any more)."""
    rows = scopes.active_memberships(request.actor).select_related("facility")
    roles: dict[Facility, list[str]] = {}
    for row in rows:
        label = ROLES[row.role].label if row.role in ROLES else row.role
        roles.setdefault(row.facility, []).append(_(label))
    choices = [
        {"facility": f, "roles": ", ".join(roles[f])}
        for f in sorted(roles, key=lambda one: one.name)
    ]
    return render(request, "identity/choose_community.html", {"choices": choices})


@own("moves this person to a community they have a role in", by_pin=True)
@require_http_methods(["POST"])
def switch_community(request: Request, slug: str) -> HttpResponse:
    """Work in another community from here on; the next sign-in begins there."""
    found = scopes.communities_of(request.actor)
    facility = get_object_or_404(Facility, slug=slug, pk__in=[f.pk for f in found])
    actions.remember_community(
        scope=request.scope,
        by=request.actor,
        account=request.user,
        facility=facility,
    )
    return _to_home(request, facility)


@requires("desk.view_home")
@require_http_methods(["GET"])
def enter_community(request: Request) -> HttpResponse:
    """The front page of a community: the role's own first page, or a plain word of welcome."""
    scope: Scope = request.scope
    url = home_of(scope, request.facility)
    if url and url != request.path:
        return HttpResponseRedirect(url)
    labels = [_(ROLES[code].label) for code in scope.roles if code in ROLES]
    return render(request, "identity/enter_community.html", {"roles": ", ".join(labels)})


@public("whoever holds a one-time code has no password yet")
@never_cache
@sensitive_post_parameters("code", "password", "again")
@require_http_methods(["GET", "POST"])
def use_code(request: Request) -> HttpResponse:
    """Choose a password with a code that was shown or printed; then sign in with it."""
    form = UseCodeForm(
        request.POST if request.method == "POST" else None,
        initial={"username": request.GET.get("as", "")[:60]},
    )
    if request.method == "POST":
        limited = ratelimit.consume_or_429(request, action="reset_password_from_key")
        if limited is not None:
            return limited
        if form.is_valid():
            account = _open_with_code(form)
            if account is not None:
                return perform_login(request, account, redirect_url="/")
            form.add_error(
                "code",
                _(
                    "That user name and code do not open an account. Check both; a code works "
                    "once, for three days. Whoever manages accounts can make a new one."
                ),
            )
    status = 422 if form.errors else 200
    return render(request, "identity/use_code.html", {"form": form}, status=status)


def _open_with_code(form: UseCodeForm) -> Account | None:
    """The account, now with its new password; None for a code that opens nothing."""
    data = form.cleaned_data
    scope = house_scope("enter")
    with scoped(scope):
        account = queries.account_called(scope, data["username"])
        if account is None:
            make_password(data["code"])  # as slow as a wrong code: the name is not told
            return None
        opened = actions.use_code(
            scope=scope,
            by=account.actor,
            account=account,
            code=data["code"],
            password=data["password"],
        )
    return account if opened else None


@public("a visitor has no account of their own to sign in with")
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def use_visit_code(request: Request) -> HttpResponse:
    """Begin a visit with the code that the community shows."""
    form = UseVisitCodeForm(
        request.POST if request.method == "POST" else None,
        initial={"code": request.GET.get("as", "")[:20]},
    )
    if request.method == "POST":
        limited = ratelimit.consume_or_429(request, action="reset_password_from_key")
        if limited is not None:
            return limited
        if form.is_valid():
            account = _visiting(form.cleaned_data["code"])
            if account is not None:
                return perform_login(request, account, redirect_url="/")
            form.add_error(
                "code",
                _(
                    "That code opens no visit. It works once and while the visit lasts. "
                    "Ask the community for a new one."
                ),
            )
    status = 422 if form.errors else 200
    return render(request, "identity/use_visit_code.html", {"form": form}, status=status)


def _visiting(code: str) -> Account | None:
    """The visitor whose code this is; None for a code that opens nothing."""
    scope = house_scope("enter")
    with scoped(scope):
        account = queries.account_called(scope, visitor_name(code))
        if account is None:
            make_password(code)  # as slow as a wrong code
            return None
        opened = actions.use_visit_code(
            scope=scope, by=account.actor, account=account, code=code
        )
    return account if opened else None


@own("asks this person to protect their own sign-in")
@require_http_methods(["GET", "POST"])
def protect(request: Request) -> HttpResponse:
    """Ask for a second step. Within the days of grace one may go on without, afterwards not."""
    state = secondstep.second_step_state(request.user)
    request.session[sessions.SECOND_STEP] = state
    if request.method == "POST" and state != secondstep.DUE:
        # Asked once a sign-in is enough.
        request.session[sessions.SECOND_STEP] = secondstep.NOT_ASKED
        return redirect("identity:home")
    if not state:
        return redirect("identity:home")
    context = {"due": state == secondstep.DUE, "until": secondstep.due_at(request.user)}
    status = 422 if request.method == "POST" else 200
    return render(request, "identity/protect.html", context, status=status)
