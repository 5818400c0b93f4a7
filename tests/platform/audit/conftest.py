from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest


@dataclass
class Somebody:
    """Whoever acts: a key and a kind, as identity.Actor has them."""

    pk: UUID = field(default_factory=uuid4)
    kind: str = "person"
    label: str = "Somebody"


@pytest.fixture
def somebody() -> Somebody:
    return Somebody()


@pytest.fixture(autouse=True)
def _anchors_of_this_test(settings, tmp_path):
    settings.HEARTH_DATA = tmp_path


@pytest.fixture
def tamper(server):
    """A statement run behind Hearth's back, by the database's superuser, triggers off."""
    from django.db import connections

    def run(sql: str, *values) -> int:
        with server.connect(connections["default"].settings_dict["NAME"]) as connection:
            connection.execute("SET session_replication_role = replica")
            return connection.execute(sql, values or None).rowcount

    return run
