"""The front door, one's own account, and the few pages of allauth the house uses.

Left out on purpose: signing oneself up, and everything that goes by e-mail.
"""

from collections.abc import Callable
from functools import wraps

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from .decorators import own, public
from .views import entering, own_account


View = Callable[..., HttpResponse]


def honest(view: View) -> View:
    """A refused form answers 422 (429 after too many tries), not 200 as allauth's do."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 200:
            forms = (getattr(response, "context_data", None) or {}).values()
            errors = [f.errors for f in forms if getattr(f, "is_bound", False) and f.errors]
            if errors:
                codes = {e.code for one in errors for es in one.as_data().values() for e in es}
                limited = {"too_many_login_attempts", "rate_limited"} & codes
                response.status_code = 429 if limited else 422
        return response

    return answered


def open_door(view: View) -> View:
    return public("part of signing in; shows no record")(honest(view))


def for_oneself(view: View) -> View:
    return own("part of one's own sign-in")(honest(view))


pages = [
    path("", entering.home, name="home"),
    path("communities/", entering.choose_community, name="choose_community"),
    path("communities/<slug:slug>/", entering.switch_community, name="switch_community"),
    path("c/<slug:community>/", entering.enter_community, name="enter_community"),
    path("enter/code/", entering.use_code, name="use_code"),
    path("enter/visit/", entering.use_visit_code, name="use_visit_code"),
    path("account/", own_account.change_account, name="change_account"),
    path("account/protect/", entering.protect, name="protect"),
    path("account/pin/", own_account.set_pin, name="set_pin"),
    path(
        "account/sign-ins/<uuid:pk>/end/", own_account.end_own_sign_in, name="end_own_sign_in"
    ),
    path("account/sign-ins/end/", own_account.sign_out_everywhere, name="sign_out_everywhere"),
]

allauth_pages = [
    path("enter/", open_door(entering.SignInView.as_view()), name="account_login"),
    path("enter/step/", open_door(mfa.authenticate), name="mfa_authenticate"),
    path("enter/passkey/", open_door(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("account/sign-out/", open_door(account.logout), name="account_logout"),
    path(
        "account/confirm/", for_oneself(account.reauthenticate), name="account_reauthenticate"
    ),
    path("account/confirm/code/", for_oneself(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        for_oneself(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "account/password/",
        for_oneself(account.password_change),
        name="account_change_password",
    ),
    path("account/password/none/", own_account.no_password, name="account_set_password"),
    path("account/second-step/", for_oneself(mfa.index), name="mfa_index"),
    path("account/app/add/", for_oneself(totp.activate_totp), name="mfa_activate_totp"),
    path("account/app/remove/", for_oneself(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/passkeys/", for_oneself(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("account/passkeys/add/", for_oneself(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "account/passkeys/<int:pk>/remove/",
        for_oneself(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/passkeys/<int:pk>/rename/",
        for_oneself(webauthn.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/recovery-codes/",
        for_oneself(recovery_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/recovery-codes/new/",
        for_oneself(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/recovery-codes/download/",
        for_oneself(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]

urlpatterns = [path("", include((pages, "identity"))), *allauth_pages]
