"""Minimal, valid accounts, actors and roles."""

from datetime import UTC, datetime
from itertools import count

from hearth.platform.identity.models import Account, Actor, Membership
from hearth.platform.tenancy.models import Facility


_numbers = count(1)
# Before any instant a test pins, whenever the test itself is run.
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def make_account(role: str, facility: Facility, *, label: str = "", **kwargs) -> Account:
    n = next(_numbers)
    actor = Actor.objects.create(kind="person", label=label or f"{role.title()} {n}")
    account = Account(actor=actor, username=f"{role}{n}", **kwargs)
    account.set_unusable_password()
    account.save()
    Membership.objects.create(actor=actor, facility=facility, role=role, starts=LONG_AGO)
    return account
