"""A resident of another run: one tap, and the page opens."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.links import address
from hearth.record.residents import actions, permissions, queries


@requires(permissions.HELP_WITH)
@require_http_methods(["GET", "POST"])
def help_with(request: Request, resident_id: UUID) -> HttpResponse:
    """Whose resident this is, and one button: I am helping."""
    scope, facility = request.scope, request.facility
    resident = get_object_or_404(queries.residents(scope), pk=resident_id)
    page = address("desk:resident", facility.slug, resident_id)
    asked = request.POST.get("next") or request.GET.get("next", "")
    back = asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else page
    if request.method == "POST":
        try:
            actions.help_with(scope=scope, by=request.actor, resident=resident)
        except Refused as refusal:
            messages.error(request, refusal.shown(_))
            return redirect(address("floor:shift", facility.slug) or "/")
        return redirect(back)
    if queries.opens(scope, facility, resident_id):
        return redirect(back)
    context = {
        "resident": resident,
        "whose": queries.whose(scope, [resident_id], clock.now()).get(resident_id),
        "place": queries.places_held(scope, [resident_id], clock.now()).get(resident_id),
        "next": back,
        "list_url": address("floor:shift", facility.slug),
    }
    return render(request, "residents/help_with.html", context)
