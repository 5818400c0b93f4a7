"""Whom to call, what they decide and see; and who pays."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import posted
from hearth.record.residents import actions, forms, permissions, presenters, queries

from .common import answered, initial_of, opened, panel, paper_in, row_of, who


@requires(permissions.VIEW_CONTACTS)
@require_safe
def contacts(request: Request, resident_id: UUID) -> HttpResponse:
    """Whom to call, in order, with what they may decide and see."""
    resident = opened(request, resident_id, "contacts")
    scope, words = request.scope, presenters.contacts
    calls = queries.contacts_of(scope, resident, request.facility.today())
    holding = {row.pk for call in calls for row in call.authorities}
    later: dict[UUID, list[Any]] = {}
    for row in queries.authorities_of(scope, resident).filter(ended_at__isnull=True):
        if row.pk not in holding:
            later.setdefault(row.contact_id, []).append(row)
    people = [call.contact for call in calls]
    first = queries.call_first(scope, resident)
    today = request.facility.today()
    team = queries.care_team_of(scope, resident, today)
    to_come = list(queries.restrictions_to_come(scope, resident, today))
    barred = [row for row in to_come if row.starts <= today]
    happened = queries.deviations_of(scope, resident)[:5] if to_come else ()
    link = presenters.link
    context = {
        "answer": words.contacts_answer(calls),
        "lines": words.contact_lines(
            request,
            resident,
            calls,
            later,
            paper_in(request),
            barred=queries.stops_of_contacts(scope, resident, people, barred),
            wishes=queries.wishes_of(scope, resident),
            decide=queries.deciders_among(scope, calls),
        ),
        "kept_away": presenters.restrictions.restriction_lines(request, resident, to_come),
        "happened": presenters.restrictions.deviation_lines(request, happened),
        "agreements": words.agreement_table(
            request, resident, queries.agreements_of(scope, resident)
        ),
        "call_first": presenters.warnings.call_first_lines(request, resident, first),
        "team": presenters.health.team_table(request, resident, team),
        "call_first_actions": link(request, resident, _("Add"), "add_call_first"),
        "restriction_actions": link(
            request, resident, _("Keep somebody away"), "add_restriction"
        ),
        "agreement_actions": link(request, resident, _("Add"), "add_agreement"),
        "team_actions": link(request, resident, _("Add"), "add_care_team_member"),
        "actions": link(
            request, resident, _("Add somebody"), "add_contact", style="plain", icon="plus"
        ),
    }
    return panel(request, resident, "contacts", context)


@requires(permissions.ADD_CONTACT)
@require_http_methods(["GET", "POST"])
def add_contact(request: Request, resident_id: UUID) -> HttpResponse:
    """Put somebody on the list of whom to call."""
    resident = opened(request, resident_id, "add_contact")
    known = queries.contacts_of(request.scope, resident, request.facility.today())
    form = forms.ContactForm(posted(request), initial={"position": len(known) + 1})
    return answered(
        request,
        resident,
        form,
        "add_contact",
        lambda: actions.add_contact(
            **who(request), resident=resident, contact=actions.NewContact(**form.cleaned_data)
        ),
        fields=forms.POINT_FIELDS,
        to="contacts",
    )


@requires(permissions.CHANGE_CONTACT)
@require_http_methods(["GET", "POST"])
def change_contact(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Correct how somebody is reached, and the order of calling."""
    resident = opened(request, resident_id, "change_contact")
    row = row_of(request, resident, queries.contacts(request.scope), pk)
    initial = initial_of(row, forms.ContactForm) | forms.shown_points(row.telecom)
    initial["language"] = next(iter(row.languages), "")
    form = forms.ContactForm(posted(request), known=row.telecom, initial=initial)
    return answered(
        request,
        resident,
        form,
        "change_contact",
        lambda: actions.change_contact(**who(request), contact=row, changes=form.cleaned_data),
        fields=forms.POINT_FIELDS,
        to="contacts",
        context={"contact": row},
    )


@requires(permissions.END_CONTACT)
@require_http_methods(["GET", "POST"])
def end_contact(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Take somebody off the list; what they decide and see ends with it."""
    resident = opened(request, resident_id, "end_contact")
    row = row_of(request, resident, queries.contacts(request.scope), pk)
    form = forms.ReasonForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "end_contact",
        lambda: actions.end_contact(**who(request), contact=row, **form.cleaned_data),
        to="contacts",
        context={"contact": row},
    )


@requires(permissions.GRANT_AUTHORITY)
@require_http_methods(["GET", "POST"])
def grant_authority(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Let a contact decide something."""
    resident = opened(request, resident_id, "grant_authority")
    row = row_of(request, resident, queries.contacts(request.scope), pk)
    form = forms.AuthorityForm(posted(request), initial={"document": paper_in(request)})
    return answered(
        request,
        resident,
        form,
        "grant_authority",
        lambda: actions.grant_authority(**who(request), contact=row, **form.cleaned_data),
        to="contacts",
        context={"contact": row},
    )


@requires(permissions.END_AUTHORITY)
@require_http_methods(["GET", "POST"])
def end_authority(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """A contact may not decide it any more."""
    resident = opened(request, resident_id, "end_authority")
    row = row_of(request, resident, queries.authorities(request.scope), pk)
    form = forms.ReasonForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "end_authority",
        lambda: actions.end_authority(**who(request), authority=row, **form.cleaned_data),
        to="contacts",
        context={
            "contact": row.contact,
            "what": presenters.contacts.authority_name(row),
        },
    )


@requires(permissions.SET_MAY_SEE)
@require_http_methods(["GET", "POST"])
def set_may_see(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Say what a contact may see, and who allowed it."""
    resident = opened(request, resident_id, "set_may_see")
    row = row_of(request, resident, queries.contacts(request.scope), pk)
    form = forms.MaySeeForm(
        posted(request),
        initial={"categories": row.may_see, "consent": row.may_see_consent},
    )
    return answered(
        request,
        resident,
        form,
        "set_may_see",
        lambda: actions.set_may_see(**who(request), contact=row, **form.cleaned_data),
        to="contacts",
        context={"contact": row},
    )


@requires(permissions.VIEW_COVERAGE)
@require_safe
def coverage(request: Request, resident_id: UUID) -> HttpResponse:
    """Who pays, in which order."""
    resident = opened(request, resident_id, "coverage")
    rows = queries.coverage_of(request.scope, resident)
    context = {
        "table": presenters.contacts.coverage_table(request, resident, rows),
        "actions": presenters.link(
            request, resident, _("Add"), "add_coverage", style="plain", icon="plus"
        ),
    }
    return panel(request, resident, "coverage", context)


@requires(permissions.ADD_COVERAGE)
@require_http_methods(["GET", "POST"])
def add_coverage(request: Request, resident_id: UUID) -> HttpResponse:
    """Say who pays."""
    resident = opened(request, resident_id, "add_coverage")
    form = forms.CoverageForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "add_coverage",
        lambda: actions.add_coverage(**who(request), resident=resident, **form.cleaned_data),
        to="coverage",
    )


@requires(permissions.CHANGE_COVERAGE)
@require_http_methods(["GET", "POST"])
def change_coverage(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Correct who pays."""
    resident = opened(request, resident_id, "change_coverage")
    row = row_of(request, resident, queries.coverages(request.scope), pk)
    form = forms.ChangeCoverageForm(
        posted(request), initial=initial_of(row, forms.ChangeCoverageForm)
    )

    def act() -> Any:
        changes = dict(form.cleaned_data)
        reason = changes.pop("error_reason")
        return actions.change_coverage(
            **who(request), coverage=row, changes=changes, error_reason=reason
        )

    return answered(request, resident, form, "change_coverage", act, to="coverage")
