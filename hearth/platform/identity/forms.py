"""What a person meant when they signed in, used a code, or set how Hearth treats them."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.kernel.errors import Refused

from .models import Account
from .pins import LENGTH, check_pin_shape


THEMES = (
    ("", _("Like this device")),
    ("light", _("Light")),
    ("dark", _("Dark")),
    ("night", _("Night round")),
)


class SignInForm(LoginForm):
    """allauth's sign-in form in the house's words, without pictures of words inside the fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = gettext("User name")
        self.fields["password"].label = gettext("Password")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


def new_password_field(label: Any) -> forms.CharField:
    """A field for a password that is being chosen."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True)
    return forms.CharField(label=label, widget=widget, strip=False, max_length=200)


def password_rules() -> str:
    """What a password must be, in a sentence or three."""
    return " ".join(str(text) for text in password_validators_help_texts()[1:2])


class UseCodeForm(forms.Form):
    """A one-time code, and the password its owner chooses with it."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    code = forms.CharField(
        label=_("One-time code"),
        max_length=20,
        help_text=_("Eight letters and digits, as on the paper you were given: K7Q4-M2XP."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )
    password = new_password_field(_("New password"))
    again = new_password_field(_("The same password again"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = lazy(password_rules, str)()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        check_new_password(self, data)
        return data


def check_new_password(form: forms.Form, data: dict[str, Any]) -> None:
    """Both fields the same, and good enough for whoever will own it."""
    password, again = data.get("password"), data.get("again")
    if not password or not again:
        return
    if password != again:
        form.add_error("again", _("This is not the same as the first: type it once more."))
    try:
        validate_password(password, Account(username=str(data.get("username", "")).lower()))
    except ValidationError as error:
        form.add_error("password", error)


class UseVisitCodeForm(forms.Form):
    """The code of a visit, as the community's screen shows it."""

    code = forms.CharField(
        label=_("Code of the visit"),
        max_length=20,
        help_text=_("Twelve letters and digits, as on the screen or paper you were shown."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )


class ChangeAccountForm(forms.Form):
    """One's own language and look."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    theme = forms.ChoiceField(
        label=_("How it looks"), choices=THEMES, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext("Like this device")), *settings.LANGUAGES]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]


class SetPinForm(forms.Form):
    """One's own PIN, typed twice."""

    pin = forms.CharField(
        label=_("New PIN"), help_text=_("Six digits: no rows, repeats or dates.")
    )
    again = forms.CharField(label=_("The same PIN again"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.PasswordInput(
                attrs={
                    "inputmode": "numeric",
                    "autocomplete": "off",
                    "maxlength": LENGTH,
                    "pattern": "[0-9]*",
                }
            )

    def clean_pin(self) -> str:
        pin = self.cleaned_data["pin"]
        try:
            check_pin_shape(pin)
        except Refused as refusal:
            raise ValidationError(refusal.shown(gettext)) from refusal
        return pin

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("pin") and data.get("again") and data["pin"] != data["again"]:
            self.add_error("again", _("This is not the same as the first: type it once more."))
        return data
