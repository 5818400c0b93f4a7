"""Tablets in words, and the faces a shared tablet offers."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.platform.identity import permissions as may
from hearth.platform.identity.models import Account, Device
from hearth.platform.identity.pins import LENGTH
from hearth.platform.identity.queries import Person
from hearth.platform.identity.requests import Request
from hearth.platform.ui.parts import (
    DONE,
    NEUTRAL,
    TECHNICAL,
    Cell,
    Chip,
    Column,
    Line,
    PersonTile,
    PinPad,
    State,
    Table,
)
from hearth.record.staff.codes import DutyRole

from .frame import link
from .people import roles_text


def devices_table(request: Request, devices: list[Device]) -> Table:
    """Each device: its name and place, how it stands, when last heard of, what it still holds."""
    return Table(
        caption=_("Tablets and phones of the house"),
        columns=(
            Column(_("Name")),
            Column(_("Standing")),
            Column(_("Last heard of")),
            Column(_("Not sent yet")),
            Column(_("Enrolled by"), minor=True),
            Column(_("Actions"), hidden_label=True, align="end"),
        ),
        rows=tuple(_device_line(request, device) for device in devices),
        empty=State(
            "empty",
            _("No tablet is enrolled yet"),
            _("Open this page on the tablet itself, then enroll it."),
        ),
    )


def _device_line(request: Request, device: Device) -> Line:
    waiting = ngettext("{n} note or task", "{n} notes or tasks", device.waiting)
    revoke = link(
        request,
        _("Take out of use"),
        "office:revoke_device",
        may.REVOKE_DEVICE,
        device.pk,
        about=device.name,
    )
    return Line(
        id=f"device-{device.pk}",
        cells=(
            Cell(device.name, note=device.where, head=True),
            Cell(chip=_standing(device)),
            Cell(at=device.seen_at) if device.seen_at else Cell(_("Not yet")),
            Cell(waiting.format(n=device.waiting) if device.waiting else _("Nothing")),
            Cell(device.enrolled_by.label),
            Cell(actions=() if device.revoked_at else revoke),
        ),
    )


def _standing(device: Device) -> Chip:
    if device.revoked_at is None:
        return Chip(_("In use"), DONE)
    if device.seen_at is None or device.seen_at < device.revoked_at:
        return Chip(_("Taken out of use, not heard of since"), TECHNICAL)
    return Chip(_("Taken out of use"), NEUTRAL)


def tiles(people: list[Person]) -> tuple[PersonTile, ...]:
    """The faces of a shared tablet, by name."""
    return tuple(
        PersonTile(
            name=p.account.actor.label,
            url=reverse("office:open_floor_session", args=[p.account.pk]),
            role=roles_text(p.roles),
        )
        for p in people
    )


def roles_to_choose(roles: list[str]) -> list[tuple[str, str]]:
    """As what one may come on duty: the code, and the button's words."""
    named = sorted((_(DutyRole.label_of(role)), role) for role in roles)
    if len(named) == 1:
        return [(named[0][1], _("I am here"))]
    return [
        (code, _("I am here as {role}").format(role=label.lower())) for label, code in named
    ]


def pin_pad(account: Account, error: str = "") -> PinPad:
    """The keys for one person's PIN."""
    return PinPad(
        url=reverse("office:open_floor_session", args=[account.pk]),
        who=account.actor.label,
        length=LENGTH,
        error=error,
        back_url=reverse("office:choose_person"),
    )
