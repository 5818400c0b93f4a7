"""One page for people whose own pages are still to come: it says so, and what to do meanwhile."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hearth.platform.identity.decorators import requires
from hearth.platform.identity.roles import ROLES

from .permissions import VIEW_PORTAL


@requires(VIEW_PORTAL)
@require_safe
def portal(request: HttpRequest) -> HttpResponse:
    """The role's own page does not exist yet; nothing here pretends it does."""
    roles = [_(ROLES[code].label) for code in request.scope.roles if code in ROLES]  # type: ignore[attr-defined]
    context = {"roles": ", ".join(roles), "facility": request.facility}  # type: ignore[attr-defined]
    return render(request, "portal/portal.html", context)
