"""Minimal, valid accounts, actors and roles."""

from itertools import count

from hearth.kernel import clock
from hearth.platform.identity.models import Account, Actor, Membership
from hearth.platform.tenancy.models import Facility


_numbers = count(1)


def make_account(role: str, facility: Facility, *, label: str = "", **kwargs) -> Account:
    n = next(_numbers)
    actor = Actor.objects.create(kind="person", label=label or f"{role.title()} {n}")
    account = Account(actor=actor, username=f"{role}{n}", **kwargs)
    account.set_unusable_password()
    account.save()
    Membership.objects.create(actor=actor, facility=facility, role=role, starts=clock.now())
    return account
