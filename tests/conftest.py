"""The test database: migrated once as the owner, copied for each run, used as hearth_app."""

import asyncio
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from hearth.config.embedded import Cluster, cluster
from hearth.config.environment import environment
from hearth.config.messages import compile_messages
from tests.house import ROOT


def pytest_configure() -> None:
    """Pages are asked in Spanish too: the words of the .po as it is now."""
    compile_messages()


def _fingerprint() -> str:
    """A mark of everything the migrated template is made of."""
    mark = hashlib.sha256()
    roots = [ROOT / "hearth", ROOT / "content"]
    paths = [
        p
        for r in roots
        for p in r.rglob("*")
        if "migrations" in p.parts or "content" in p.parts
    ]
    for path in sorted(p for p in paths if p.suffix in {".py", ".yaml", ".yml"}):
        mark.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return mark.hexdigest()[:12]


def _template(server: Cluster) -> str:
    """The migrated database every test database is copied from; made when migrations changed."""
    name = f"hearth_tpl_{_fingerprint()}"
    with server.connect() as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('hearth-test-template'))")
        known = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        if known is None:
            building = f"{name}_new"
            server.drop_database(building)
            server.ensure_database(building)
            done = subprocess.run(
                [sys.executable, "-m", "tests.template"],
                cwd=ROOT,
                env=os.environ | {"HEARTH_DB_NAME": building, "HEARTH_DB_ROLE": "owner"},
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise RuntimeError(done.stdout[-2000:] + done.stderr[-4000:])
            connection.execute(f'ALTER DATABASE "{building}" RENAME TO "{name}"')
    return name


@pytest.fixture(scope="session")
def server() -> Iterator[Cluster]:
    """The embedded PostgreSQL, started if it is not up and stopped if it was not."""
    with cluster().up() as running:
        running.ensure_roles()
        yield running


@pytest.fixture(scope="session")
def template_database(server: Cluster) -> str:
    return _template(server)


@pytest.fixture(scope="session")
def django_db_setup(
    server: Cluster, template_database: str, django_db_blocker: pytest.FixtureRequest
) -> Iterator[None]:
    """A copy of the template for this run, opened as the role that serves pages."""
    from django.db import connections

    name = f"hearth_t_{os.getpid()}"
    server.ensure_database(name, template=template_database)
    connection = connections["default"]
    connection.settings_dict["NAME"] = name
    connection.settings_dict["TEST"]["NAME"] = name
    environment_of_children(name)
    yield
    with django_db_blocker.unblock():
        _close_connections()
        for alias in connections:
            if connections[alias].settings_dict["OPTIONS"].get("pool"):
                connections[alias].close_pool()
    server.drop_database(name)


def environment_of_children(name: str) -> None:
    """Processes a test starts (workers, loops) work on the same database."""
    os.environ["HEARTH_DB_NAME"] = name
    environment.cache_clear()


@pytest.fixture(autouse=True)
def _fresh_after_transactions(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that commits leaves a database of its own behind: it is made anew from the template.

    The application role may not truncate, and facts refuse deletion, so nothing is flushed.
    """
    marker = request.node.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction")
    commits = commits or {"transactional_db", "live_server"} & set(request.fixturenames)
    if commits:
        request.getfixturevalue("django_db_setup")
    yield
    if commits:
        _renew(request.getfixturevalue("server"), request.getfixturevalue("template_database"))


def _renew(server: Cluster, template: str) -> None:
    from django.db import connections

    connection = connections["default"]
    name = connection.settings_dict["NAME"]
    _close_connections()
    connection.close_pool()
    server.drop_database(name)
    server.ensure_database(name, template=template)
    # A live server's thread may have opened the pool again meanwhile, on the database that went.
    _close_connections()
    connection.close_pool()


def _close_connections() -> None:
    """Close what this thread holds: inside a running loop (Playwright's) Django keeps others."""
    from django.db import connections

    async def inside() -> None:
        connections.close_all()

    connections.close_all()
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(inside())


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    """Tries counted against rate limits in one test must not count in the next."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _no_flush() -> None:
    """Tests that commit are cleaned up by a fresh copy, not by TRUNCATE."""
    from django.test import TransactionTestCase

    TransactionTestCase._fixture_teardown = lambda self: None  # type: ignore[method-assign]


# --- People and places ------------------------------------------------------------------------


@pytest.fixture
def facility(db):
    """A community in Chicago's zone."""
    from tests.factories.tenancy import make_facility

    return make_facility("Elm House")


@pytest.fixture
def other_facility(db):
    """Another operator's community, in which nobody of ``facility`` has a role."""
    from tests.factories.tenancy import make_facility

    return make_facility("Oak Court")


@pytest.fixture
def account_of(facility) -> Callable:
    """An account with one role at ``facility`` (or another): ``account_of("nurse")``."""
    from tests.factories.identity import make_account

    return lambda role, at=None, **kwargs: make_account(role, at or facility, **kwargs)


@pytest.fixture
def actor(account_of):
    """The coordinator's actor at ``facility``."""
    return account_of("coordinator").actor


@pytest.fixture
def scope(actor, facility):
    """The coordinator's scope at ``facility``, with its transaction open around the test."""
    from hearth.platform.identity.scopes import scope_for
    from hearth.platform.scope import scoped

    with scoped(scope_for(actor, facility)) as opened:
        yield opened


@pytest.fixture
def as_role(account_of) -> Callable:
    """A signed-in client: ``as_role("nurse")``; several in one test are several people."""
    from django.test import Client

    def sign_in(role: str, at=None, **kwargs):
        client = Client()
        client.account = account_of(role, at, **kwargs)
        client.force_login(client.account)
        return client

    return sign_in


@pytest.fixture(scope="module")
def maple(django_db_setup, django_db_blocker, server, template_database):
    """Maple Court as the first page finds it, made once for a module and taken away after it."""
    from hearth.platform.tenancy.models import Facility
    from hearth.surfaces.demo.loading import load_first

    with django_db_blocker.unblock():
        load_first(seed=1, password="quiet harbour lantern", say=lambda words: None)
        yield Facility.objects.get(slug="maple-court")
        _renew(server, template_database)
