"""Where a person's day begins, by their role."""

from django.urls import NoReverseMatch, reverse

from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility

from .roles import ROLES


def home_of(scope: Scope, facility: Facility) -> str:
    """The address of the first page of the roles held; empty where none of them has one yet.

    Roles count in the order of the roles table, so that a nurse who also drives starts as a nurse.
    """
    held = [role for code, role in ROLES.items() if code in scope.roles]
    for name in dict.fromkeys(role.home for role in held):
        try:
            return reverse(name, args=[facility.slug])
        except NoReverseMatch:
            continue
    return ""


def floor_home(facility: Facility) -> str:
    """Where a PIN on a tablet leads: the shift list."""
    try:
        return reverse("floor:shift", args=[facility.slug])
    except NoReverseMatch:
        return reverse("identity:enter_community", args=[facility.slug])
