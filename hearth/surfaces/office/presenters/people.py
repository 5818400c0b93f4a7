"""People in words: their roles, their last sign-in, what can be done about them."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.kernel import clock
from hearth.platform.identity import permissions as may
from hearth.platform.identity.models import Membership
from hearth.platform.identity.queries import Person
from hearth.platform.identity.requests import Request
from hearth.platform.identity.roles import ROLES
from hearth.platform.identity.words import area_words, verb_words
from hearth.platform.ui.parts import (
    DONE,
    NEUTRAL,
    URGENT,
    Action,
    Cell,
    Chip,
    Column,
    Line,
    State,
    Table,
)

from .frame import link


def role_label(code: str) -> str:
    """A role in words; a role no longer in the table is shown as its code."""
    return _(ROLES[code].label) if code in ROLES else code


def roles_text(codes: tuple[str, ...] | list[str]) -> str:
    """Several roles in words."""
    return ", ".join(role_label(code) for code in codes)


def people_table(request: Request, people: list[Person], *, left: bool) -> Table:
    """The list of people: name, roles, how it stands, last sign-in, where signed in now."""
    slug = request.facility.slug
    return Table(
        caption=_("People who left") if left else _("People who sign in here"),
        columns=(
            Column(_("Name")),
            Column(_("Roles")),
            Column(_("Standing")),
            Column(_("Last sign-in")),
            Column(_("Signed in on"), minor=True),
        ),
        rows=tuple(_person_line(slug, person) for person in people),
        empty=State(
            "empty",
            _("Nobody here"),
            _("People who left are listed here.")
            if left
            else _("Nobody of that name signs in here."),
        ),
    )


def _person_line(slug: str, person: Person) -> Line:
    account = person.account
    return Line(
        id=f"person-{account.pk}",
        cells=(
            Cell(
                account.actor.label,
                url=reverse("office:view_person", args=[slug, account.pk]),
                note=account.username,
                head=True,
            ),
            Cell(roles_text(person.roles) or _("No role now")),
            Cell(chip=standing(person)),
            Cell(at=account.last_login) if account.last_login else Cell(_("Not yet")),
            Cell(signed_in_text(person)),
        ),
    )


def standing(person: Person) -> Chip:
    """How an account stands, in one word."""
    if not person.account.is_active:
        return Chip(_("Left"), NEUTRAL)
    if person.locked_on:
        return Chip(_("PIN locked"), URGENT)
    if person.invited_until and person.account.last_login is None:
        return Chip(_("Code not used yet"), NEUTRAL)
    if person.left:
        return Chip(_("No role here"), NEUTRAL)
    return Chip(_("May sign in"), DONE)


def signed_in_text(person: Person) -> str:
    """Where the person is signed in now: browsers, and tablets by PIN."""
    names = [s.browser or _("A browser that gives no name") for s in person.sign_ins]
    if len(names) > 2:
        return ngettext("{n} browser", "{n} browsers", len(names)).format(n=len(names))
    return ", ".join(dict.fromkeys(names))


def roles_table(request: Request, memberships: list[Membership]) -> Table:
    """The roles a person holds or held here."""
    now = clock.now()
    return Table(
        caption=_("Roles here"),
        columns=(
            Column(_("Role")),
            Column(_("Since")),
            Column(_("Until")),
            Column(_("Actions"), hidden_label=True, align="end"),
        ),
        rows=tuple(
            Line(
                id=f"role-{m.pk}",
                cells=(
                    Cell(role_label(m.role), head=True),
                    Cell(at=m.starts),
                    Cell(at=m.ends) if m.ends else Cell(_("further notice")),
                    Cell(actions=_end_role(request, m) if _holds(m, now) else ()),
                ),
            )
            for m in memberships
        ),
        empty=State("empty", _("No role here yet"), _("Give a role below.")),
    )


def _holds(membership: Membership, now: datetime) -> bool:
    return membership.ends is None or membership.ends > now


def _end_role(request: Request, membership: Membership) -> tuple[Action, ...]:
    return link(
        request,
        _("End"),
        "office:end_role",
        may.END_ROLE,
        membership.pk,
        about=role_label(membership.role),
    )


def person_actions(request: Request, person: Person) -> tuple[Action, ...]:
    """What can be done about a person, the gravest last."""
    if not person.account.is_active or person.account.actor_id == request.actor.pk:
        return ()
    key = person.account.pk
    return (
        *link(
            request,
            _("New password by code"),
            "office:start_reset",
            may.START_RESET,
            key,
            style="plain",
        ),
        *(
            link(
                request,
                _("Unlock PIN"),
                "office:unlock_pin",
                may.UNLOCK_PIN,
                key,
                method="post",
                style="plain",
            )
            if person.locked_on
            else ()
        ),
        *(
            link(
                request,
                _("Sign out everywhere"),
                "office:sign_out_everywhere",
                may.SIGN_OUT_EVERYWHERE,
                key,
                method="post",
                style="plain",
            )
            if person.sign_ins
            else ()
        ),
        *link(request, _("Off-board"), "office:off_board", may.OFF_BOARD, key, style="plain"),
    )


def matrix() -> dict:
    """The roles table: each permission by area, and which role has it. Read-only, for people.

    A page without permission and a button that is not there both come from here.
    """
    permissions = sorted({p for role in ROLES.values() for p in role.permissions})
    areas: dict[str, list[dict]] = {}
    for permission in permissions:
        area, _dot, _verb = permission.partition(".")
        areas.setdefault(area, []).append(
            {
                "code": permission,
                "words": verb_words(permission),
                "has": [permission in role.permissions for role in ROLES.values()],
            }
        )
    sees = {
        "all": _("everybody who lives here"),
        "linked": _("one by one"),
        "none": _("nobody"),
    }
    return {
        "roles": [
            {
                "code": role.code,
                "label": _(role.label),
                "sees": sees.get(role.sees, role.sees),
                "count": len(role.permissions),
            }
            for role in ROLES.values()
        ],
        "areas": [{"name": area_words(a), "rows": rows} for a, rows in areas.items()],
    }


def denied_of(memberships: list[Membership]) -> list[tuple[str, str]]:
    """What is taken from the person here, whatever their roles grant: (code, words)."""
    return [(p, verb_words(p)) for p in sorted({p for m in memberships for p in m.denied})]


def permission_choices(roles: tuple[str, ...]) -> list[tuple[str, str]]:
    """The permissions the roles grant, in words, to choose one that is denied."""
    held = sorted({p for code in roles if code in ROLES for p in ROLES[code].permissions})
    return [(p, verb_words(p)) for p in held]
