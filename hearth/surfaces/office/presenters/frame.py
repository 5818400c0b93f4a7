"""The way around the office: its sections, as far as a person may open them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hearth.kernel.words import N_
from hearth.platform.identity import permissions as identity
from hearth.platform.identity.requests import Request
from hearth.platform.tenancy import permissions as tenancy
from hearth.platform.ui.parts import Action, Found, Tab, Tabs
from hearth.surfaces.office.permissions import SETTLE_ENTRY, VIEW_AUDIT, VIEW_OPERATIONS


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the office: its name, page, permission, and what one does there."""

    code: str
    label: str
    url_name: str
    permission: str
    about: str
    icon: str


SECTIONS = (
    Section(
        "people",
        N_("People"),
        "office:view_people",
        identity.VIEW_PEOPLE,
        N_("Who signs in here, with which roles. Let somebody in, or see them out."),
        "users",
    ),
    Section(
        "devices",
        N_("Tablets"),
        "office:view_devices",
        identity.VIEW_DEVICES,
        N_("The house's tablets and phones: enrolled, last heard of, unsent notes."),
        "device-tablet",
    ),
    Section(
        "kept",
        N_("From tablets"),
        "office:view_kept_writes",
        SETTLE_ENTRY,
        N_("What was written on a device and is not in the record yet: put right, decide."),
        "cloud-up",
    ),
    Section(
        "emergency",
        N_("Emergency access"),
        "office:view_emergency_access",
        identity.VIEW_EMERGENCY_ACCESS,
        N_("Who opened a record in an emergency, and whether it was looked at since."),
        "alert-octagon",
    ),
    Section(
        "audit",
        N_("Who looked"),
        "office:view_audit",
        VIEW_AUDIT,
        N_("Everybody who opened one resident's pages, with an export."),
        "eye",
    ),
    Section(
        "operations",
        N_("Operations"),
        "office:view_operations",
        VIEW_OPERATIONS,
        N_("What waits, what failed, and when it was last backed up."),
        "activity",
    ),
    Section(
        "community",
        N_("Community"),
        "office:change_community",
        tenancy.VIEW_COMMUNITY,
        N_("Name, neighborhoods, apartments and shifts."),
        "building-community",
    ),
)


def sections_of(request: Request) -> list[Section]:
    """The sections this person may open."""
    return [s for s in SECTIONS if request.scope.may(s.permission)]


def office_tabs(request: Request, current: str) -> Tabs:
    """The sections as tabs, the one we are in marked."""
    slug = request.facility.slug
    return Tabs(
        label=_("Office"),
        items=tuple(
            Tab(_(s.label), reverse(s.url_name, args=[slug]), current=s.code == current)
            for s in sections_of(request)
        ),
    )


def office_rows(request: Request) -> tuple[Found, ...]:
    """The sections as rows, each with what one does there."""
    slug = request.facility.slug
    return tuple(
        Found(
            title=_(s.label),
            url=reverse(s.url_name, args=[slug]),
            text=_(s.about),
            icon=s.icon,
        )
        for s in sections_of(request)
    )


def link(
    request: Request, label: str, name: str, permission: str, *args: object, **more: Any
) -> tuple[Action, ...]:
    """A button to a page of this community, or nothing for whoever may not open it."""
    if not request.scope.may(permission):
        return ()
    url = reverse(name, args=[request.facility.slug, *args])
    return (Action(label, url, **more),)
