"""The house itself in words: its neighborhoods and apartments, and the way through first setup."""

from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hearth.platform.identity.requests import Request
from hearth.platform.tenancy import permissions as may
from hearth.platform.tenancy.codes import LicenceType
from hearth.platform.tenancy.models import Apartment, Neighborhood
from hearth.platform.tenancy.queries import Size
from hearth.platform.ui.parts import Cell, Column, Line, State, Step, Steps, Tab, Table, Tabs

from .frame import link


def setup_steps(request: Request, current: str, done: dict[str, bool]) -> Steps:
    """First setup, step by step; each can be opened again at any time."""
    slug = request.facility.slug
    listed = (
        ("community", _("Community"), "office:change_community"),
        ("neighborhoods", _("Neighborhoods"), "office:add_neighborhood"),
        ("apartments", _("Apartments"), "office:add_apartments"),
        ("shifts", _("Shifts"), "office:set_shift"),
        ("people", _("First people"), "office:add_person"),
        ("finish", _("Open the house"), "office:finish_setup"),
    )
    return Steps(
        label=_("Setting up the community"),
        items=tuple(
            Step(
                label,
                "current" if code == current else "done" if done.get(code) else "next",
                reverse(name, args=[slug]),
            )
            for code, label, name in listed
        ),
    )


def community_tabs(request: Request, current: str) -> Tabs:
    """The parts of the community, once it is set up."""
    slug = request.facility.slug
    listed = (
        ("community", _("Name and clock"), "office:change_community", may.VIEW_COMMUNITY),
        ("neighborhoods", _("Neighborhoods"), "office:add_neighborhood", may.ADD_NEIGHBORHOOD),
        ("apartments", _("Apartments"), "office:add_apartments", may.ADD_APARTMENTS),
        ("shifts", _("Shifts"), "office:set_shift", "staff.set_shift"),
        ("runs", pgettext("of rooms", "Runs"), "rostering:runs", "staff.set_run"),
    )
    scope = request.scope
    return Tabs(
        label=_("Community"),
        items=tuple(
            Tab(label, reverse(name, args=[slug]), current=code == current)
            for code, label, name, permission in listed
            if scope.may(permission)
        ),
    )


def next_url(request: Request, step: str) -> str:
    """Where the next step of first setup is."""
    slug = request.facility.slug
    following = {
        "community": "office:add_neighborhood",
        "neighborhoods": "office:add_apartments",
        "apartments": "office:set_shift",
        "shifts": "office:add_person",
    }
    try:
        return reverse(following[step], args=[slug])
    except (KeyError, NoReverseMatch):
        return reverse("office:finish_setup", args=[slug])


def neighborhoods_table(
    request: Request, rows: list[Neighborhood], sizes: dict[UUID, Size]
) -> Table:
    """Each neighborhood: its licence, and how much is in it."""
    return Table(
        caption=_("Neighborhoods"),
        columns=(
            Column(_("Name")),
            Column(_("Licensed as")),
            Column(_("Apartments"), align="end"),
            Column(_("Places"), align="end"),
            Column(_("Actions"), hidden_label=True, align="end"),
        ),
        rows=tuple(
            Line(
                id=f"neighborhood-{n.pk}",
                cells=(
                    Cell(
                        n.name,
                        note=_("Doors residents cannot open alone") if n.secured else "",
                        head=True,
                    ),
                    Cell(_(LicenceType.label_of(n.licence_type))),
                    Cell(sizes.get(n.pk, Size()).apartments),
                    Cell(sizes.get(n.pk, Size()).places),
                    Cell(
                        actions=(
                            *link(
                                request,
                                _("Change"),
                                "office:change_neighborhood",
                                may.CHANGE_NEIGHBORHOOD,
                                n.pk,
                                about=n.name,
                            ),
                            *link(
                                request,
                                _("Close"),
                                "office:close_neighborhood",
                                may.CLOSE_NEIGHBORHOOD,
                                n.pk,
                                about=n.name,
                                method="post",
                            ),
                        )
                    ),
                ),
            )
            for n in rows
        ),
        empty=State(
            "empty",
            _("No neighborhood yet"),
            _("A wing, a floor or a house with its own licence."),
        ),
    )


def apartments_table(request: Request, rows: list[Apartment], places: dict[UUID, int]) -> Table:
    """Each apartment: where it lies and how many live behind its door."""
    return Table(
        caption=_("Apartments"),
        columns=(
            Column(_("Apartment")),
            Column(_("Neighborhood")),
            Column(_("Places"), align="end"),
            Column(_("Actions"), hidden_label=True, align="end"),
        ),
        rows=tuple(
            Line(
                id=f"apartment-{a.pk}",
                cells=(
                    Cell(a.number, head=True),
                    Cell(a.neighborhood.name),
                    Cell(places.get(a.pk, 0)),
                    Cell(
                        actions=(
                            *link(
                                request,
                                _("Change"),
                                "office:change_apartment",
                                may.CHANGE_APARTMENT,
                                a.pk,
                                about=a.number,
                            ),
                            *link(
                                request,
                                _("Close"),
                                "office:close_apartment",
                                may.CLOSE_APARTMENT,
                                a.pk,
                                about=a.number,
                                method="post",
                            ),
                        )
                    ),
                ),
            )
            for a in rows
        ),
        empty=State(
            "empty",
            _("No apartment yet"),
            _("List them as you would say them: 101-118, 201-220."),
        ),
    )
