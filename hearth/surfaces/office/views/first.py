"""The first page of a new house: its first community, and the sign-in of whoever looks after it."""

from allauth.account.utils import perform_login
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hearth.platform.identity import actions as identity
from hearth.platform.identity.actions.accounts import ADMINISTRATOR
from hearth.platform.identity.decorators import public
from hearth.platform.identity.firstrun import forget_setup_code, setup_code
from hearth.platform.identity.models import Account
from hearth.platform.identity.requests import Request
from hearth.platform.scope import house_scope, process_scope, scoped
from hearth.platform.tenancy import actions as tenancy
from hearth.platform.tenancy.queries import any_community
from hearth.surfaces.office import forms

from .common import carried_out, posted, status_of


TRIES, MINUTES = 10, 10


@public("nobody can sign in yet; the setup code, shown where Hearth was started, opens it")
@never_cache
@sensitive_post_parameters("code", "password", "again")
@require_http_methods(["GET", "POST"])
def found_first_community(request: Request) -> HttpResponse:
    """Operator, community and the first administrator, with the code that ``hearth run`` shows.

    Gone (404) as soon as the house has a community.
    """
    if any_community(house_scope("setup")):
        raise Http404
    form = forms.FoundFirstCommunityForm(posted(request))
    if request.method == "POST":
        if not _try_left():
            form.add_error(None, _("Too many tries. Wait ten minutes."))
            return _answer(request, form, 429)
        if form.is_valid() and not constant_time_compare(
            form.cleaned_data["code"].strip(), setup_code(settings.HEARTH_DATA)
        ):
            form.add_error(
                "code", _("That is not the setup code. It stands where Hearth was started.")
            )
        account = _found(form) if form.is_valid() else None
        if account is not None:
            forget_setup_code(settings.HEARTH_DATA)
            return perform_login(request, account, redirect_url="/")
    return _answer(request, form, status_of(form))


def _answer(request: Request, form: forms.FoundFirstCommunityForm, status: int) -> HttpResponse:
    return render(request, "office/found_first_community.html", {"form": form}, status=status)


def _try_left() -> bool:
    """Ten tries in ten minutes for the whole house: there is one code and one founder."""
    cache.add("setup-tries", 0, MINUTES * 60)
    return cache.incr("setup-tries") <= TRIES


def _found(form: forms.FoundFirstCommunityForm) -> Account | None:
    data = form.cleaned_data
    house = house_scope("setup")
    with scoped(house):

        def found() -> Account:
            account = identity.first_administrator(
                scope=house,
                by=identity.process_actor("setup"),
                name=data["person"],
                username=data["username"],
                password=data["password"],
            )
            facility = tenancy.found_community(
                scope=house,
                by=account.actor,
                name=data["name"],
                operator_name=data["operator_name"],
                timezone=data["timezone"],
                jurisdiction=data["jurisdiction"],
                phone=data["phone"],
                address=data["address"],
            )
            scope = process_scope("setup", facility.pk)
            with scoped(scope):
                identity.grant_role(
                    scope=scope, by=account.actor, actor=account.actor, role=ADMINISTRATOR
                )
            return account

        return carried_out(form, found)
