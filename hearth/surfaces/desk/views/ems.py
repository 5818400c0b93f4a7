"""The page for an ambulance crew: made on a phone, printed at the desk, or opened by a code."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.audit.viewing import list_seen, view_seen
from hearth.platform.identity.actions import process_actor
from hearth.platform.identity.decorators import public, requires
from hearth.platform.identity.requests import Request
from hearth.platform.scope import Scope, house_scope, process_scope, scoped
from hearth.platform.ui import parts
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.platform.ui.links import address
from hearth.platform.ui.pictures import qr_code
from hearth.record.documents import actions as documents
from hearth.record.documents.codes import Purpose, Recipient, Way
from hearth.record.notes.presenters.notes import picks
from hearth.record.residents import actions
from hearth.record.residents import queries as residents
from hearth.record.residents.presenters import banner
from hearth.record.residents.presenters.warnings import call_first_notices
from hearth.record.residents.rules import ems_code_hash
from hearth.surfaces.desk import forms, permissions, queries
from hearth.surfaces.desk.presenters import ems as words
from hearth.surfaces.desk.views.sheets import sheet


NAME = "desk.ems_code"
ACTION = "ems_code"
LATELY = timedelta(hours=12)
CREW = frozenset(
    {
        "residents.view_resident",
        "residents.view_safety",
        "residents.view_health",
        "residents.view_contacts",
        "residents.view_coverage",
        "observations.view_observations",
    }
)
"""What a code opens: the one page, and nothing one could press on it."""


@requires(permissions.VIEW_EMS_PAGE)
@require_safe
def ems_page(request: Request, resident_id: UUID) -> HttpResponse:
    """Make the page for a crew in three taps; and those that were made today."""
    return _asked(request, _resident(request, resident_id, "desk.ems_page"), None)


@requires(permissions.MAKE_EMS_PAGE)
@require_http_methods(["GET", "POST"])
def make_ems_page(request: Request, resident_id: UUID) -> HttpResponse:
    """Why they come, and when the resident was last well."""
    one = _resident(request, resident_id, "desk.make_ems_page")
    form = forms.MakeEmsPageForm(posted(request), zone=request.facility.zone)
    if request.method == "POST" and form.is_valid():
        to_desk = bool(request.POST.get("to_desk"))
        made = carried_out(
            form,
            lambda: actions.make_ems_page(
                scope=request.scope,
                by=request.actor,
                resident=one,
                to_desk=to_desk,
                **form.cleaned_data,
            ),
            {"reason-missing": "pick", "future": "last_well_at"},
        )
        if made is not None:
            if to_desk:
                messages.success(request, _("Sent to the desk"))
            return redirect(_url(request, "view_ems_page", made))
    return _asked(request, one, form)


@requires(permissions.VIEW_EMS_PAGE)
@require_safe
def view_ems_page(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """The page itself: on the phone, on paper, as PDF."""
    one = _resident(request, resident_id, "desk.view_ems_page")
    row = _page(request, one, pk)
    found = queries.ems_sheet(
        request.scope, one, clock.now(), request.facility.today(), page=row
    )
    context = {
        "paper": words.paper(request, found, request.facility),
        "facility": request.facility,
        "printed_at": clock.now(),
        "actor": request.actor,
        "back_url": address("desk:ems_page", request.facility.slug, one.pk),
        "tools": _tools(request, row),
        "print_now": request.GET.get("print") == "now",
        "size": "a4" if request.facility.jurisdiction[:2] not in {"US", "CA"} else "",
    }
    return sheet(request, "desk/view_ems_page.html", context)


@requires(permissions.SEND_EMS_PAGE)
@require_http_methods(["POST"])
def send_ems_page(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Put it on the list at the desk."""
    row = _page(request, _resident(request, resident_id), pk)
    return _pressed(
        request, row, actions.send_ems_page, _("Sent to the desk"), to="view_ems_page"
    )


@requires(permissions.PRINT_EMS_PAGE)
@require_http_methods(["POST"])
def print_ems_page(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """It is printed here and now: the page opens with the print dialog."""
    row = _page(request, _resident(request, resident_id), pk)
    actions.print_ems_page(scope=request.scope, by=request.actor, ems_page=row)
    return redirect(_url(request, "view_ems_page", row) + "?print=now")


@requires(permissions.ISSUE_EMS_CODE)
@never_cache
@require_http_methods(["POST"])
def issue_ems_code(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Show a code that a crew scans; any older one of the page is over."""
    one = _resident(request, resident_id, "desk.issue_ems_code")
    row = _page(request, one, pk)
    try:
        secret = actions.issue_ems_code(scope=request.scope, by=request.actor, ems_page=row)
    except Refused as refusal:
        messages.error(request, refusal.shown(_))
        return redirect(_url(request, "ems_page", row))
    path = reverse("desk:open_ems_code", args=[request.facility.slug, secret])
    row = _page(request, one, pk)
    context = {
        "banner": banner(request, one),
        "picture": qr_code(request.build_absolute_uri(path)),
        "until": row.code_until,
        "back_url": _url(request, "view_ems_page", row),
        "end": parts.Action(
            _("End the code now"), _url(request, "end_ems_code", row), method="post"
        ),
    }
    return render(request, "desk/issue_ems_code.html", context)


@requires(permissions.END_EMS_CODE)
@require_http_methods(["POST"])
def end_ems_code(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """The code opens nothing any more."""
    row = _page(request, _resident(request, resident_id), pk)
    return _pressed(request, row, actions.end_ems_code, _("The code is over"), to="ems_page")


@requires(permissions.VIEW_EMS_PAGE)
@require_safe
def ems_pages(request: Request) -> HttpResponse:
    """At the desk: what was sent here to be printed, live."""
    found = residents.ems_pages(request.scope).filter(made_at__gte=clock.now() - LATELY)
    rows = sorted(found[:40], key=lambda r: (not (r.to_desk and r.printed_at is None),))
    list_seen(request, {row.resident_id for row in rows}, "desk.ems_pages")
    context = {
        "answer": words.pages_answer(rows),
        "table": words.page_table(request, rows, at_desk=True),
    }
    page = "desk/ems_pages.html"
    return render(request, f"{page}#list" if request.htmx else page, context)


@public("a crew opens one page by the code it scanned, without an account")
@never_cache
@require_safe
def open_ems_code(request: Request, community: str, secret: str) -> HttpResponse:
    """The one page that a code opens; an unknown, an ended and an old code look the same."""
    response = _opened(request, community, secret) or render(
        request,
        "desk/no_ems_code.html",
        {"printed_at": clock.now(), "facility": None},
        status=404,
    )
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store, private"
    return response


def _opened(request: Any, community: str, secret: str) -> HttpResponse | None:
    # The public door of the limiter lets every GET through: a look is what is limited here.
    if not ratelimit.consume(request, app="allauth.account", action=ACTION, limit_get=True):
        return HttpResponse(_("Wait a minute, then scan the code again."), status=429)
    with scoped(house_scope(NAME)) as house:
        facility = queries.community_called(house, community)
    if facility is None:
        return None
    wide = process_scope(NAME, facility.pk)
    with scoped(wide):
        found = residents.ems_pages(wide).filter(code_hash=ems_code_hash(secret))
        row = found.first()
        by = process_actor(NAME)
    if row is None:
        return None
    scope = Scope(
        actor_id=wide.actor_id,
        actor_kind=wide.actor_kind,
        actor_label=NAME,
        facilities=(facility.pk,),
        residents=frozenset({row.resident_id}),
        permissions=CREW,
        labels=("normal", "restricted"),
        purpose="emergency",
        request_id=wide.request_id,
    )
    with scoped(scope):
        try:
            row = actions.open_ems_code(scope=scope, by=by, ems_page=row)
        except Refused:
            return None
        documents.record_disclosure(
            scope=scope,
            by=by,
            recipient=Recipient.EMS,
            to_whom=_("Ambulance crew, by a scanned code"),
            purpose=Purpose.TREATMENT,
            way=Way.SCREEN,
            what=_("Page for an ambulance: {reason}").format(reason=row.reason),
            resident=row.resident,
            security_label=row.security_label,
        )
        request.scope, request.facility = scope, facility
        sheet_ = queries.ems_sheet(scope, row.resident, clock.now(), facility.today(), page=row)
        context = {
            "paper": words.paper(request, sheet_, facility),
            "facility": facility,
            "printed_at": clock.now(),
            "by_code": True,
            "until": row.code_until,
        }
        return render(request, "desk/view_ems_page.html", context)


def _resident(request: Request, resident_id: UUID, seen: str = "") -> Any:
    one = get_object_or_404(
        residents.with_records(request.scope, residents.residents(request.scope)),
        pk=resident_id,
    )
    if seen and request.method in {"GET", "HEAD"}:
        view_seen(request, one, seen)
    return one


def _page(request: Request, one: Any, pk: UUID) -> Any:
    return get_object_or_404(residents.ems_pages(request.scope).filter(resident=one), pk=pk)


def _url(request: Request, verb: str, row: Any) -> str:
    slug = request.facility.slug
    key = () if verb == "ems_page" else (row.pk,)
    return reverse(f"desk:{verb}", args=[slug, row.resident_id, *key])


def _asked(request: Request, one: Any, form: Any) -> HttpResponse:
    scope = request.scope
    shown = form or forms.MakeEmsPageForm(
        zone=request.facility.zone, initial={"reason": request.GET.get("reason", "")}
    )
    lately = residents.ems_pages(scope).filter(resident=one, made_at__gte=clock.now() - LATELY)
    context = {
        "banner": banner(request, one),
        "form": shown,
        "reasons": picks(shown["pick"]),
        "first": call_first_notices(residents.call_first(scope, one)),
        "post_url": reverse("desk:make_ems_page", args=[request.facility.slug, one.pk]),
        "made": words.page_table(request, list(lately[:5]), at_desk=False),
        "back_url": address("desk:resident", request.facility.slug, one.pk),
    }
    return render(request, "desk/ems_page.html", context, status=status_of(shown))


def _tools(request: Request, row: Any) -> tuple[parts.Action, ...]:
    """What one does with the page, as far as one may."""
    wanted = (
        ("send_ems_page", _("Send to the desk"), "printer"),
        ("issue_ems_code", _("Show a code to scan"), "device-mobile"),
    )
    return tuple(
        parts.Action(label, _url(request, verb, row), method="post", style="plain")
        for verb, label, _icon in wanted
        if request.scope.may(f"residents.{verb}")
    )


def _pressed(
    request: Request, row: Any, act: Callable[..., Any], said: str, *, to: str
) -> HttpResponse:
    try:
        act(scope=request.scope, by=request.actor, ems_page=row)
    except Refused as refusal:
        messages.error(request, refusal.shown(_))
    else:
        messages.success(request, said)
    return redirect(_url(request, to, row))
