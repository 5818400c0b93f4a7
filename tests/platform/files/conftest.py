"""A scope at the facility that may do everything, independent of the roles table."""

import pytest

from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope, scoped


@pytest.fixture
def by(db):
    return Actor.objects.create(kind="person", label="A. Tester")


@pytest.fixture
def scope(by, facility):
    """Everything at one community, with its transaction open around the test."""
    wide = Scope(
        actor_id=by.pk,
        actor_kind="person",
        facilities=(facility.pk,),
        permissions=frozenset({"*"}),
    )
    with scoped(wide) as opened:
        yield opened
