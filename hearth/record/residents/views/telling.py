"""Whom to tell of what; who is kept away; what was agreed; whom to call first."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import posted
from hearth.record.residents import actions, forms, permissions, presenters, queries

from .common import answered, initial_of, opened, paper_in, row_of, who


CONTACTS = "contacts"


@requires(permissions.SET_WISHES)
@require_http_methods(["GET", "POST"])
def set_wishes(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Keep what a contact wishes to be told of, when and by which way."""
    resident = opened(request, resident_id, "set_wishes")
    row = row_of(request, resident, queries.contacts(request.scope), pk)
    known = queries.wishes(request.scope).filter(contact=row)
    initial = {f"when_{w.event}": w.tell_when for w in known}
    initial |= {f"way_{w.event}": w.way for w in known}
    form = forms.WishesForm(posted(request), initial=initial)
    return answered(
        request,
        resident,
        form,
        "set_wishes",
        lambda: actions.set_wishes(**who(request), contact=row, wishes=form.wishes()) or True,
        to=CONTACTS,
        context={"contact": row, "pairs": form.pairs()},
    )


@requires(permissions.ADD_RESTRICTION)
@require_http_methods(["GET", "POST"])
def add_restriction(request: Request, resident_id: UUID) -> HttpResponse:
    """Keep somebody away, a contact or a name alone."""
    resident = opened(request, resident_id, "add_restriction")
    form = forms.RestrictionForm(
        posted(request),
        contacts=[
            call.contact
            for call in queries.contacts_of(request.scope, resident, request.facility.today())
        ],
        initial={"document": paper_in(request), "contact": request.GET.get("contact", "")},
    )
    return answered(
        request,
        resident,
        form,
        "add_restriction",
        lambda: actions.add_restriction(**who(request), resident=resident, **form.cleaned_data),
        to=CONTACTS,
        said=_("Kept away from now on"),
    )


@requires(permissions.CHANGE_RESTRICTION)
@require_http_methods(["GET", "POST"])
def change_restriction(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Say anew what somebody may not, on what it rests, and until when."""
    resident = opened(request, resident_id, "change_restriction")
    row = row_of(request, resident, queries.open_restrictions(request.scope), pk)
    form = forms.ChangeRestrictionForm(
        posted(request), initial=initial_of(row, forms.ChangeRestrictionForm)
    )
    return answered(
        request,
        resident,
        form,
        "change_restriction",
        lambda: actions.change_restriction(
            **who(request), restriction=row, changes=form.cleaned_data
        ),
        to=CONTACTS,
        context={"name": row.name},
    )


@requires(permissions.END_RESTRICTION)
@require_http_methods(["GET", "POST"])
def end_restriction(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Somebody is kept away no more."""
    resident = opened(request, resident_id, "end_restriction")
    row = row_of(request, resident, queries.open_restrictions(request.scope), pk)
    form = forms.ReasonForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "end_restriction",
        lambda: actions.end_restriction(**who(request), restriction=row, **form.cleaned_data),
        to=CONTACTS,
        context={"name": row.name},
    )


@requires(permissions.RECORD_RESTRICTION_DEVIATION)
@require_http_methods(["GET", "POST"])
def record_restriction_deviation(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Record what happened although it was stopped."""
    resident = opened(request, resident_id, "record_restriction_deviation")
    row = row_of(request, resident, queries.open_restrictions(request.scope), pk)
    form = forms.DeviationForm(posted(request), zone=request.facility.zone)
    may_see = request.scope.may(permissions.VIEW_CONTACTS)
    return answered(
        request,
        resident,
        form,
        "record_restriction_deviation",
        lambda: actions.record_restriction_deviation(
            **who(request), restriction=row, **form.cleaned_data
        ),
        to=CONTACTS if may_see else "",
        said=_("Recorded; the coordinator looks at it"),
        context={"name": row.name, "stop": presenters.restrictions.stop_notice(row)},
    )


@requires(permissions.RETRACT_RESTRICTION_DEVIATION)
@require_http_methods(["GET", "POST"])
def retract_restriction_deviation(
    request: Request, resident_id: UUID, pk: UUID
) -> HttpResponse:
    """It did not happen: it was entered in error."""
    resident = opened(request, resident_id, "retract_restriction_deviation")
    row = row_of(request, resident, queries.deviations(request.scope), pk)
    form = forms.ReasonForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "entered_in_error",
        lambda: actions.retract_restriction_deviation(
            **who(request), deviation=row, **form.cleaned_data
        ),
        to=CONTACTS,
        context={"about": presenters.restrictions.deviation_text(row)},
    )


@requires(permissions.ADD_AGREEMENT)
@require_http_methods(["GET", "POST"])
def add_agreement(request: Request, resident_id: UUID) -> HttpResponse:
    """Keep what relatives and the resident agreed on."""
    resident = opened(request, resident_id, "add_agreement")
    form = forms.AgreementForm(
        posted(request),
        initial={"agreed_on": request.facility.today(), "document": paper_in(request)},
    )
    return answered(
        request,
        resident,
        form,
        "add_agreement",
        lambda: actions.add_agreement(**who(request), resident=resident, **form.cleaned_data),
        to=CONTACTS,
    )


@requires(permissions.RETRACT_AGREEMENT)
@require_http_methods(["GET", "POST"])
def retract_agreement(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """It was entered in error."""
    resident = opened(request, resident_id, "retract_agreement")
    row = row_of(request, resident, queries.agreements(request.scope), pk)
    form = forms.ReasonForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "entered_in_error",
        lambda: actions.retract_agreement(**who(request), agreement=row, **form.cleaned_data),
        to=CONTACTS,
        context={"about": row.about},
    )


@requires(permissions.ADD_CALL_FIRST)
@require_http_methods(["GET", "POST"])
def add_call_first(request: Request, resident_id: UUID) -> HttpResponse:
    """Say in words whom to call first."""
    resident = opened(request, resident_id, "add_call_first")
    form = forms.CallFirstForm(
        posted(request), team=queries.care_team_of(request.scope, resident)
    )
    return answered(
        request,
        resident,
        form,
        "add_call_first",
        lambda: actions.add_call_first(**who(request), resident=resident, **form.cleaned_data),
        to=CONTACTS,
    )


@requires(permissions.END_CALL_FIRST)
@require_http_methods(["GET", "POST"])
def end_call_first(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """It holds no more."""
    resident = opened(request, resident_id, "end_call_first")
    row = row_of(request, resident, queries.call_first_rules(request.scope), pk)
    form = forms.ReasonForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "end_call_first",
        lambda: actions.end_call_first(**who(request), call_first=row, **form.cleaned_data),
        to=CONTACTS,
        context={"text": row.text},
    )


@requires(permissions.CHANGE_CARE_TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def change_care_team_member(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Say anew when somebody of the care team comes."""
    resident = opened(request, resident_id, "change_care_team_member")
    row: Any = row_of(request, resident, queries.care_team(request.scope), pk)
    form = forms.ChangeTeamForm(posted(request), initial=initial_of(row, forms.ChangeTeamForm))
    return answered(
        request,
        resident,
        form,
        "change_care_team_member",
        lambda: actions.change_care_team_member(
            **who(request), team_member=row, changes=form.cleaned_data
        ),
        to="contacts",
        context={"member": row.practitioner or row.member},
    )
