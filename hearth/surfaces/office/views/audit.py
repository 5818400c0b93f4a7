"""Who opened Mrs X last month, on a page and as a file."""

import csv
import io
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.platform.audit.actions import note
from hearth.platform.audit.models import AuditEvent
from hearth.platform.audit.queries import acts_on, csv_rows, views_of
from hearth.platform.identity import queries
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.models import Actor
from hearth.platform.identity.requests import Request
from hearth.platform.identity.scopes import review_scope
from hearth.platform.scope import Scope, scoped
from hearth.platform.ui.parts import Found, pages_of
from hearth.surfaces.office import forms, residents
from hearth.surfaces.office.permissions import EXPORT_AUDIT, VIEW_AUDIT
from hearth.surfaces.office.presenters import audit as words
from hearth.surfaces.office.presenters.frame import link

from .common import page, posted, status_of


MOST_PICKED = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page was asked: whose pages, in which period, by whom, acts too or looks alone."""

    resident_id: UUID
    name: str
    period: words.Period
    person: UUID | None
    writes: bool


@requires(VIEW_AUDIT, emergency=False)
@require_http_methods(["GET"])
def view_audit(request: Request) -> HttpResponse:
    """Choose a resident, then see everybody who opened their pages."""
    with scoped(review_scope(request.scope)) as review:
        if not request.GET.get("resident"):
            return _pick(request, review)
        asked = _asked(request, review)
        return _looks(request, review, asked)


def _pick(request: Request, review: Scope) -> HttpResponse:
    text = request.GET.get("name", "").strip()[:60]
    url = reverse("office:view_audit", args=[request.facility.slug])
    rows = residents.found(review, text, limit=MOST_PICKED + 1)
    context = {
        "text": text,
        "more": len(rows) > MOST_PICKED,
        "found": [
            Found(title=name, url=f"{url}?resident={pk}", icon="user")
            for pk, name in rows[:MOST_PICKED]
        ],
    }
    return page(request, "audit", "office/pick_resident.html", context)


def _asked(request: Request, review: Scope) -> Asked:
    """The address, read; a resident of nobody's here is a 404."""
    resident_id = _key(request.GET.get("resident", ""))
    name = residents.names_of(review, [resident_id]).get(resident_id) if resident_id else None
    if resident_id is None or name is None:
        raise Http404
    return Asked(
        resident_id=resident_id,
        name=name,
        period=words.period_of(request.GET.get("period", ""), request.facility),
        person=_key(request.GET.get("person", "")),
        writes=request.GET.get("writes") == "1",
    )


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _events(review: Scope, asked: Asked, *, person: bool = True) -> QuerySet[AuditEvent]:
    source = acts_on if asked.writes else views_of
    rows = source(
        review, [asked.resident_id], since=asked.period.since, until=asked.period.until
    )
    if person and asked.person is not None:
        rows = rows.filter(actor_id=asked.person)
    label = Actor.objects.filter(pk=OuterRef("actor_id")).values("label")[:1]
    return rows.annotate(actor_label=Subquery(label, output_field=CharField()))


def _looks(request: Request, review: Scope, asked: Asked) -> HttpResponse:
    sort = request.GET.get("sort", "-when")
    rows = _events(review, asked).order_by(*words.order_of(sort))
    listed = Paginator(rows, 50).get_page(request.GET.get("page"))
    shown = list(listed.object_list)
    everybody = (
        _events(review, asked, person=False).order_by().values_list("actor_id", flat=True)
    )
    known = queries.actor_labels(review, everybody.distinct())
    people = sorted(known.items(), key=lambda person: person[1])
    roles = queries.roles_at(
        review,
        [r.actor_id for r in shown if r.actor_id],
        since=asked.period.since,
        until=asked.period.until,
    )
    context = {
        "asked": asked,
        "total": listed.paginator.count,
        "people_count": len(people),
        "filters": words.look_filters(
            request.GET, asked.period, people, asked.person, writes=asked.writes
        ),
        "table": words.looks_table(request, shown, roles, sort),
        "pages": pages_of(listed, request.GET) if listed.has_other_pages() else None,
        "export_url": f"{reverse('office:export_audit', args=[request.facility.slug])}?{request.GET.urlencode()}"
        if request.scope.may(EXPORT_AUDIT)
        else "",
        "actions": link(request, _("Another resident"), "office:view_audit", VIEW_AUDIT),
    }
    return page(request, "audit", "office/view_audit.html", context)


@requires(EXPORT_AUDIT, emergency=False)
@require_http_methods(["GET", "POST"])
def export_audit(request: Request) -> HttpResponse:
    """The same list as a file: why it leaves the house is asked, counted and noted."""
    form = forms.ExportAuditForm(posted(request))
    with scoped(review_scope(request.scope)) as review:
        asked = _asked(request, review)
        rows = _events(review, asked).order_by("-recorded", "-pk")
        count = rows.count()
        if request.method == "POST" and form.is_valid():
            return _file(request, asked, rows, count, form.cleaned_data["reason"])
    context = {"form": form, "asked": asked, "count": count, "back": request.GET.urlencode()}
    return page(request, "audit", "office/export_audit.html", context, status_of(form))


def _file(
    request: Request, asked: Asked, rows: QuerySet[AuditEvent], count: int, reason: str
) -> HttpResponse:
    note(
        "audit.export_audit",
        None,
        by=request.actor,
        resident_id=asked.resident_id,
        facility_id=request.facility.pk,
        detail={"reason": reason, "count": count, "period": asked.period.code},
    )
    labels = queries.actor_labels(
        request.scope, rows.values_list("actor_id", flat=True).distinct()
    )
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows(csv_rows(rows, labels))
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"who-looked-{request.facility.today():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
