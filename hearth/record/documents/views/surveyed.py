"""A surveyor reads: the sample, who lives here, who worked, and the house's own papers.

What is about no one resident is read in a scope of its own (``survey_scope``); the pages of
residents are the ordinary ones, for the sample alone.
"""

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hearth.kernel import clock
from hearth.kernel.errors import Unavailable
from hearth.kernel.words import N_
from hearth.platform.audit.actions import note
from hearth.platform.audit.viewing import list_seen
from hearth.platform.files import serving
from hearth.platform.identity import scopes
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.scope import scoped
from hearth.record.documents import permissions, queries
from hearth.record.documents.presenters import surveyed
from hearth.record.residents import queries as residents
from hearth.record.staff import queries as staff


@requires(permissions.VIEW_OWN_SURVEY)
@require_safe
def view_own_survey(request: Request) -> HttpResponse:
    """Where a surveyor's visit begins: whose records are open, and what else there is."""
    visit = queries.own_visit(request.scope)
    people = surveyed.living(residents.census(request.scope, clock.now()))
    people = surveyed.by_place([*people, *_opened(request)])
    list_seen(request, [s.resident.pk for s in people], "documents.view_own_survey")
    context = {
        "visit": visit,
        "answer": surveyed.answer(visit, len(people), request.facility),
        "sample": surveyed.sample_table(people, request.facility),
        "doors": surveyed.doors(request.facility),
    }
    return render(request, "documents/view_own_survey.html", context)


@requires(permissions.VIEW_OWN_SURVEY)
@require_safe
def view_own_roster(request: Request) -> HttpResponse:
    """Everybody who lives here, by name and place, with nothing of their health."""
    with scoped(scopes.survey_scope(request.scope)) as wide:
        people = surveyed.living(residents.census(wide, clock.now()))
        people = surveyed.by_place([*people, *_opened(request)])
        list_seen(request, [s.resident.pk for s in people], "documents.view_own_roster")
    count = len(people)
    context = {
        "answer": ngettext("{n} resident lives here", "{n} residents live here", count).format(
            n=count
        ),
        "table": surveyed.roster_table(people, request.facility),
        "crumbs": surveyed.crumbs(request.facility),
    }
    return render(request, "documents/view_own_roster.html", context)


@requires(permissions.VIEW_OWN_SURVEY)
@require_safe
def view_own_staff(request: Request) -> HttpResponse:
    """Who worked on a day and the night after it, and what each is qualified for."""
    day = _day(request)
    with scoped(scopes.survey_scope(request.scope)) as wide:
        duties = list(staff.duties_on(wide, request.facility, day))
        held = surveyed.qualifications(wide, [d.member_id for d in duties])
        note("documents.view_own_staff", None, by=request.actor)
    context = {
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < request.facility.today() else None,
        "answer": surveyed.staff_answer(duties, day),
        "table": surveyed.staff_table(duties, held, request.facility),
        "crumbs": surveyed.crumbs(request.facility),
    }
    return render(request, "documents/view_own_staff.html", context)


@requires(permissions.VIEW_OWN_SURVEY)
@require_safe
def view_own_policies(request: Request) -> HttpResponse:
    """The house's own papers: policies, plans, licences."""
    with scoped(scopes.survey_scope(request.scope)) as wide:
        found = list(queries.of_house(wide)[:300])
        note("documents.view_own_policies", None, by=request.actor)
    context = {
        "answer": surveyed.policies_answer(len(found)),
        "table": surveyed.policy_table(found, request.facility),
        "crumbs": surveyed.crumbs(request.facility),
    }
    return render(request, "documents/view_own_policies.html", context)


@requires(permissions.VIEW_OWN_SURVEY)  # type: ignore[arg-type]
@require_safe
def download_own_policy(request: Request, pk: UUID) -> HttpResponseBase:
    """One of the house's papers, as a file."""
    with scoped(scopes.survey_scope(request.scope)) as wide:
        row = get_object_or_404(queries.of_house(wide), pk=pk)
        blob = queries.blob_of(wide, row)
        if blob is None:
            raise Unavailable(
                "file-missing",
                N_("The file of this document is not in the store. Tell your administrator."),
            )
        note("documents.download_own_policy", row, by=request.actor)
    return serving.serve(request, blob)


def _opened(request: Request) -> list[residents.Standing]:
    """Those whose restricted record was opened to this surveyor by name."""
    scope = scopes.opened_scope(request.scope)
    if scope is None:
        return []
    with scoped(scope):
        return surveyed.living(residents.census(scope, clock.now()))


def _day(request: Request) -> date:
    """The day asked for; yesterday, whose night has just ended, where none was."""
    today = request.facility.today()
    try:
        asked = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today - timedelta(days=1)
    return min(asked, today)
