"""What a person in the office meant."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.platform.identity.actions.accounts import ADMINISTRATOR
from hearth.platform.identity.codes import AccessBasis, EmergencyReason
from hearth.platform.identity.forms import check_new_password, new_password_field
from hearth.platform.identity.roles import ROLES
from hearth.platform.tenancy.codes import Jurisdiction, LicenceType


def translated(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices of a value set in the reader's language."""
    return [(code, gettext(label)) for code, label in choices]


def role_choices(scope: Any) -> list[tuple[str, str]]:
    """The roles this person may give: the administrator's only by an administrator."""
    found = [(code, gettext(role.label)) for code, role in ROLES.items()]
    return [c for c in found if c[0] != ADMINISTRATOR or ADMINISTRATOR in scope.roles]


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def plain_name(**more: Any) -> forms.TextInput:
    """A field for a user name: no capitals, no spelling help."""
    return forms.TextInput(
        attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off", **more}
    )


class AddPersonForm(forms.Form):
    """Somebody who shall sign in here."""

    name = forms.CharField(
        label=_("Name"), max_length=160, help_text=_("As colleagues know them: Ana Diaz.")
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=plain_name(),
        help_text=_("What they type to sign in: small letters, digits, dots and dashes."),
    )
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)
    neighborhoods = forms.MultipleChoiceField(
        label=_("Works in"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked means the whole community."),
    )

    def __init__(self, *args: Any, scope: Any, neighborhoods: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = role_choices(scope)  # type: ignore[attr-defined]
        choices = [(str(n.pk), n.name) for n in neighborhoods]
        self.fields["neighborhoods"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["neighborhoods"]


class GrantRoleForm(forms.Form):
    """One more role for a person."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, scope: Any, held: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [c for c in role_choices(scope) if c[0] not in held]
        self.fields["role"].choices = [("", gettext("Choose a role")), *choices]  # type: ignore[attr-defined]


class DenyPermissionForm(forms.Form):
    """One thing a person shall not do here, whatever their roles grant."""

    permission = forms.ChoiceField(label=_("Permission"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [
            ("", gettext("Choose what to take away")),
            *choices,
        ]
        self.fields["permission"].choices = listed  # type: ignore[attr-defined]


class StartResetForm(forms.Form):
    """How much of a person's sign-in starts anew."""

    forget_second_step = forms.BooleanField(
        label=_("Their phone or passkey is lost too"),
        required=False,
        help_text=_(
            "Takes off every passkey, code app and recovery code. They set up new ones."
        ),
    )


class OpenResidentForm(forms.Form):
    """One resident a person may see from now on, and why."""

    resident = forms.ChoiceField(label=_("Resident"))
    basis = forms.ChoiceField(label=_("Why"))
    ends = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, residents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resident"].choices = [("", gettext("Choose a resident")), *residents]  # type: ignore[attr-defined]
        self.fields["basis"].choices = translated(AccessBasis.choices())  # type: ignore[attr-defined]


class EnrollDeviceForm(forms.Form):
    """The tablet in one's hand."""

    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("As written on it: Tablet 2 East.")
    )
    where = forms.CharField(
        label=_("Where it lives"),
        max_length=80,
        required=False,
        help_text=_("2 East, nurses' station"),
    )


class OpenEmergencyAccessForm(forms.Form):
    """Why a record must be opened now."""

    reason = forms.ChoiceField(label=_("Why do you need it now?"), widget=forms.RadioSelect)
    explanation = forms.CharField(
        label=_("What is happening?"),
        widget=lines(),
        max_length=1000,
        help_text=_("A few words for whoever reviews it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = translated(EmergencyReason.choices())  # type: ignore[attr-defined]


class ReviewEmergencyAccessForm(forms.Form):
    """What the reviewer found."""

    review = forms.CharField(
        label=_("What did you find?"),
        widget=lines(),
        max_length=1000,
        help_text=_("Was it needed, was it this resident, and what follows from it."),
    )


class ExportAuditForm(forms.Form):
    """Why the list of who looked leaves the house."""

    REASONS = (
        ("resident-asked", _("The resident or their representative asked")),
        ("regulator", _("A surveyor or regulator asked")),
        ("investigation", _("An internal investigation")),
        ("court", _("A court or lawyer asked")),
        ("other", _("Another reason")),
    )
    reason = forms.ChoiceField(
        label=_("Why is it exported?"), choices=REASONS, widget=forms.RadioSelect
    )


class CommunityForm(forms.Form):
    """The community's own data."""

    name = forms.CharField(label=_("Name of the community"), max_length=160)
    timezone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Every time on every page is told in it.")
    )
    jurisdiction = forms.ChoiceField(
        label=_("State or country"), help_text=_("Whose rules the community answers to.")
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    address = forms.CharField(label=_("Address"), max_length=240, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["timezone"].choices = timezone_choices()  # type: ignore[attr-defined]
        self.fields["jurisdiction"].choices = translated(Jurisdiction.choices())  # type: ignore[attr-defined]


US_ZONES = (
    ("America/New_York", _("Eastern (New York)")),
    ("America/Chicago", _("Central (Chicago)")),
    ("America/Denver", _("Mountain (Denver)")),
    ("America/Phoenix", _("Arizona (Phoenix)")),
    ("America/Los_Angeles", _("Pacific (Los Angeles)")),
    ("America/Anchorage", _("Alaska (Anchorage)")),
    ("Pacific/Honolulu", _("Hawaii (Honolulu)")),
)


def timezone_choices() -> list:
    """The zones of the United States first, then every other of the tz database, by name."""
    first = {code for code, _label in US_ZONES}
    areas = (
        "Africa/",
        "America/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    )
    rest = sorted(z for z in available_timezones() if z.startswith(areas) and z not in first)
    return [
        (gettext("United States"), list(US_ZONES)),
        (gettext("Elsewhere"), [(z, z.replace("_", " ")) for z in rest]),
    ]


class FoundFirstCommunityForm(CommunityForm):
    """The first community of a new house, and the sign-in of whoever looks after it."""

    code = forms.CharField(
        label=_("Setup code"),
        max_length=60,
        widget=plain_name(),
        help_text=_("Hearth shows it where it was started."),
    )
    operator_name = forms.CharField(
        label=_("Who runs it"),
        max_length=160,
        required=False,
        help_text=_("The company, when it has another name."),
    )
    person = forms.CharField(label=_("Your name"), max_length=160)
    username = forms.CharField(
        label=_("Your user name"), max_length=60, widget=plain_name(autocomplete="username")
    )
    password = new_password_field(_("Your password"))
    again = new_password_field(_("The same password again"))
    field_order = (
        "code",
        "name",
        "operator_name",
        "timezone",
        "jurisdiction",
        "phone",
        "address",
        "person",
        "username",
        "password",
        "again",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        check_new_password(self, data)
        return data


class NeighborhoodForm(forms.Form):
    """A wing, floor or house with a licence of its own."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("East, Garden House, 2nd floor")
    )
    licence_type = forms.ChoiceField(label=_("Licensed as"))
    secured = forms.BooleanField(
        label=_("Doors that residents cannot open alone"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["licence_type"].choices = translated(LicenceType.choices())  # type: ignore[attr-defined]


class AddApartmentsForm(forms.Form):
    """Apartments as one lists them."""

    neighborhood = forms.ChoiceField(label=_("Neighborhood"))
    text = forms.CharField(
        label=_("Apartments"),
        widget=lines(4),
        help_text=_(
            "Rows and single numbers, as in: 101-118, 201-220; two places in 204 and 206"
        ),
    )

    def __init__(self, *args: Any, neighborhoods: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["neighborhood"].choices = [(str(n.pk), n.name) for n in neighborhoods]  # type: ignore[attr-defined]


class ChangeApartmentForm(forms.Form):
    """Where an apartment lies, and for how many."""

    neighborhood = forms.ChoiceField(label=_("Neighborhood"))
    places = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=6,
        help_text=_("How many residents live there, each with a record of their own."),
    )

    def __init__(self, *args: Any, neighborhoods: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["neighborhood"].choices = [(str(n.pk), n.name) for n in neighborhoods]  # type: ignore[attr-defined]


class ShiftForm(forms.Form):
    """The pattern of a shift, by the community's own clock."""

    name = forms.CharField(label=_("Name"), max_length=40, help_text=_("Day, Evening, Night"))
    start = forms.TimeField(label=_("Starts"), widget=forms.TimeInput(attrs={"type": "time"}))
    end = forms.TimeField(
        label=_("Ends"),
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("At or before its start means the next morning."),
    )
