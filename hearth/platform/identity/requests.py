"""A request as a view finds it, after the door has said who asks and in which scope."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility

from .models import Account, Actor, Device


class Request(HttpRequest):
    """What @requires, @across, @own and @device put on a request. For types alone: never made.

    ``facility`` stands on pages of a community, ``device`` on pages of an enrolled device.
    """

    actor: Actor
    scope: Scope
    facility: Facility
    device: Device
    communities: list[Facility]
    request_id: str
    htmx: HtmxDetails
    user: Account  # type: ignore[assignment]
