"""People of the office, and a resident with a name."""

import pytest
from django.apps import apps
from django.core.cache import cache

from hearth.platform.scope import process_scope, scoped


@pytest.fixture(autouse=True)
def _no_limits():
    cache.clear()


@pytest.fixture
def administrator(as_role):
    """The administrator's browser."""
    return as_role("administrator", label="Pat Admin")


@pytest.fixture
def office(facility):
    """``office("people/")``: an address of the office of ``facility``."""
    return lambda path="", at=None: f"/c/{(at or facility).slug}/office/{path}"


@pytest.fixture
def resident_of(db):
    """A resident of a community: ``resident_of(facility, "Hayes", "Margaret")``."""

    def make(facility, family="Hayes", given="Margaret"):
        with scoped(process_scope("test", facility.pk)):
            return apps.get_model("residents", "Resident").objects.create(
                facility=facility,
                family=family,
                given=given,
                family_folded=family.lower(),
                given_folded=given.lower(),
            )

    return make
