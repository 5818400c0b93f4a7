"""People and places of one community, with its scope open."""

import pytest

from hearth.record.residents import actions
from tests.factories.identity import make_account
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.tenancy import make_place


@pytest.fixture
def does(scope, actor):
    """What every action wants: whose scope, and who acts."""
    return {"scope": scope, "by": actor}


@pytest.fixture
def somebody_else(facility):
    return make_account("nurse", facility).actor


@pytest.fixture
def resident(facility, scope):
    return make_resident(facility)


@pytest.fixture
def place(facility, scope):
    return make_place(facility)


@pytest.fixture
def stay(resident, place, actor):
    """A residency that began 90 days ago in apartment 214."""
    found = make_stay(resident)
    make_placement(found, place, actor)
    return found


@pytest.fixture
def contact(resident, does):
    return actions.add_contact(
        **does, resident=resident, contact=actions.NewContact(family="Boyle", given="Ann")
    )
