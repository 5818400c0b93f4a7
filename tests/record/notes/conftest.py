"""A house with residents, an aide and a nurse, each with the scope they really have."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from hearth.platform.identity.models import Account
from hearth.platform.identity.scopes import scope_for
from hearth.platform.scope import Scope, process_scope, scoped
from hearth.record.residents.models import Resident
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.staff import make_member
from tests.factories.tenancy import make_place


@dataclass(frozen=True)
class Person:
    """Somebody who signs in: their account, and their scope as the door makes it."""

    account: Account
    scope: Scope

    @property
    def who(self) -> dict:
        """What every action is given."""
        return {"scope": self.scope, "by": self.account.actor}


@pytest.fixture
def person(facility, account_of) -> Callable:
    """Somebody of a role, with a staff file: ``person("caregiver")``."""

    def make(role: str, family: str = "Diaz", **kwargs) -> Person:
        account = account_of(role, **kwargs)
        with scoped(process_scope("test", facility.pk)):
            make_member(facility, family, actor=account.actor)
        scope = scope_for(account.actor, facility)
        assert scope is not None
        return Person(account, scope)

    return make


@pytest.fixture
def lives(facility, actor) -> Callable:
    """A resident who lives in an apartment: ``lives("Hayes", "214")``."""

    def make(family: str = "Hayes", number: str = "214", **kwargs) -> Resident:
        place = make_place(facility, number, position=int(number))
        with scoped(process_scope("test", facility.pk)):
            resident = make_resident(facility, family, **kwargs)
            make_placement(make_stay(resident), place, actor)
        return resident

    return make


@pytest.fixture
def hayes(lives) -> Resident:
    return lives()


@pytest.fixture
def nurse(person) -> Person:
    return person("nurse", "Lee")


@pytest.fixture
def aide(person) -> Person:
    return person("caregiver", "Diaz")
