"""A house with residents, and people of each role with the scope they really have."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from hearth.care.incidents import actions
from hearth.kernel import clock
from hearth.platform.identity.models import Account
from hearth.platform.identity.scopes import scope_for
from hearth.platform.scope import Scope, process_scope, scoped
from hearth.record.residents.models import CareTeamMember, Flag, Resident
from hearth.record.tasks.models import Task
from tests.factories.residents import make_contact, make_placement, make_resident, make_stay
from tests.factories.staff import make_member, make_practitioner
from tests.factories.tenancy import make_place


FALL = {"type": "fall", "injury": "none", "where": "own-place", "seen_by": "nobody"}


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
            make_member(facility, family, actor=account.actor, phone="515-555-0100")
        scope = scope_for(account.actor, facility)
        assert scope is not None
        return Person(account, scope)

    return make


@pytest.fixture
def inside(facility) -> Callable:
    """The house's own eyes: ``with inside(): …``."""
    return lambda: scoped(process_scope("test", facility.pk))


@pytest.fixture
def hayes(facility, actor, inside) -> Resident:
    """Margaret Hayes in 214, with a daughter who is always told and a doctor."""
    place = make_place(facility, "214")
    with inside():
        resident = make_resident(facility, "Hayes", preferred="Peg")
        make_placement(make_stay(resident), place, actor)
        make_contact(resident, may_see=["incidents", "health", "medicines"])
        CareTeamMember.objects.create(
            facility=facility,
            resident=resident,
            role="primary-care",
            practitioner=make_practitioner(facility, phone="515-555-0140"),
        )
    return resident


@pytest.fixture
def bleeds(facility, actor, hayes, inside) -> None:
    """She takes a blood thinner."""
    with inside():
        Flag.objects.create(
            facility=facility,
            resident=hayes,
            code="bleeding",
            text="Apixaban",
            since=clock.now() - timedelta(days=30),
            raised_by=actor,
        )


@pytest.fixture
def nurse(person) -> Person:
    return person("nurse", "Lee")


@pytest.fixture
def coordinator(person) -> Person:
    return person("coordinator", "Ortiz")


@pytest.fixture
def aide(person) -> Person:
    return person("caregiver", "Diaz")


@pytest.fixture
def fell(aide, hayes) -> Callable:
    """Record a fall as the aide does: ``fell(injury="major")``."""

    def make(by: Person = aide, **more):
        with scoped(by.scope):
            return actions.record_incident(
                **by.who, resident=hayes, **{**FALL, "head_struck": "no", **more}
            )

    return make


@pytest.fixture
def tasks(inside) -> Callable:
    """The tasks an event left behind, by slot."""

    def of(incident, **narrowed) -> dict[str, Task]:
        with inside():
            rows = Task.objects.filter(
                cause_type="Incident", cause_id=incident.pk, **narrowed
            ).select_related("owner_staff", "performer")
            return {row.slot: row for row in rows.order_by("authored_on")}

    return of
