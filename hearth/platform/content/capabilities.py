"""Which capabilities a community has switched on. One that is off leaves no trace.

Off means: no link, no URL (404), no job, no reaction. Ask ``is_on`` before any of them.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_
from hearth.platform.tenancy.models import Facility

from .queries import find


View = Callable[..., HttpResponse]


class Capability(Coded):
    """What can be switched on for a community. Hearth's own value set."""

    OFFLINE = (
        "offline",
        N_("Work without a connection"),
        N_("Enrolled tablets keep the shift list."),
    )
    DEVICES = (
        "devices",
        N_("Shared tablets"),
        N_("A tablet is enrolled once; people sign in by PIN."),
    )
    IMPORT = (
        "import",
        N_("Import"),
        N_("Residents come from files of the EHR you live in today."),
    )
    EMERGENCY_ACCESS = (
        "emergency-access",
        N_("Emergency access"),
        N_("One resident, 60 minutes, with a reason and a review."),
    )
    PORTAL = (
        "portal",
        N_("Family and resident pages"),
        N_("Residents and people they chose see what they may."),
    )
    TELEHEALTH = "telehealth", N_("Remote visits"), N_("Visits by video.")
    TRANSPORT = "transport", N_("Rides"), N_("Vans, drivers and trips.")
    MEDICATIONS = "medications", N_("Medicines"), N_("Orders, rounds and counts.")
    MONITORING = "monitoring", N_("Devices that measure"), N_("Scales, cuffs and sensors.")
    INQUIRIES = "inquiries", N_("Inquiries and tours"), N_("People who may move in.")
    CHARGES = "charges", N_("Charges"), N_("Levels of care and what they cost.")
    INTEROP = (
        "interop",
        N_("FHIR and HL7 v2"),
        N_("Other systems read and write, each with its own key."),
    )
    EMAIL = (
        "email",
        N_("E-mail notices"),
        N_("A plain line without names; the rest is read after signing in."),
    )
    SMS = (
        "sms",
        N_("Text messages"),
        N_("A plain line without names; the rest is read after signing in."),
    )
    PUSH = (
        "push",
        N_("Push notices"),
        N_("A plain line without names; the rest is read after signing in."),
    )


def is_on(facility: Facility | UUID, name: str) -> bool:
    """Whether the community has the capability. An unknown name is a bug: ValueError."""
    code = Capability(name)
    found = find("capabilities", "default", facility)
    return bool(found and found.body.get(code.value, False))


def capability(name: str) -> Callable[[View], View]:
    """A page of one capability: 404 where it is off. Stands inside ``@requires``."""
    code = Capability(name)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not is_on(request.facility, code):  # type: ignore[attr-defined]
                raise Http404
            return view(request, *args, **kwargs)

        guarded.capability = code.value  # type: ignore[attr-defined]
        return guarded

    return decorate
