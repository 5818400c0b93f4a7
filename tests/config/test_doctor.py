"""``hearth doctor``: a healthy house is well, and each illness is found and told how to cure."""

import json
import os
import shutil
from argparse import Namespace
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from django.db import connection

from hearth.config.command import doctor as command
from hearth.config.doctor import Finding, House, database, examine, keeping, machine, work
from hearth.config.environment import Environment, environment
from hearth.kernel import clock
from hearth.kernel import keyring as keyrings
from hearth.kernel.keyring import keyring
from hearth.platform.jobs import runs
from hearth.platform.scope import process_scope, scoped
from tests.architecture.test_catalog import OPEN_TABLES
from tests.factories.tenancy import make_facility


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(tmp_path, transactional_db):
    """The tests' database, with a folder of its own that nobody else writes to."""
    make_facility("Elm House")
    for name in ("secrets", "keys", "files", "log"):
        (tmp_path / name).mkdir(mode=0o700)
    tmp_path.chmod(0o755)
    keyrings.configure(tmp_path / "keys" / "keyring.json")
    keyring()
    with psycopg.connect(**environment().dsn("super"), autocommit=True) as inside:
        yield House(of(environment(), folder=tmp_path), inside)
    keyrings.configure(None)


def of(env: Environment, **words) -> Environment:
    """The same house told otherwise; its server is the tests' own, whose sign-ins lie elsewhere."""
    made = replace(env, database_name=os.environ["HEARTH_DB_NAME"], **words)
    object.__setattr__(made, "dsn", environment().dsn)
    return made


def told(house: House, *checks) -> list[Finding]:
    return examine(house, list(checks))


def worst(findings: list[Finding]) -> str:
    levels = {finding.level for finding in findings}
    return next(level for level in ("wrong", "look", "well") if level in levels)


def test_a_new_house_has_nothing_wrong(house):
    every = [*machine.CHECKS, *database.CHECKS, *work.CHECKS, *keeping.CHECKS]
    assert [f for f in told(house, *every) if f.level == "wrong"] == []


def test_everything_that_is_not_well_says_what_to_do(house):
    house.env = of(house.env, mode="real", host="0.0.0.0")
    every = [*machine.CHECKS, *database.CHECKS, *work.CHECKS, *keeping.CHECKS]
    findings = told(house, *every)
    assert [f for f in findings if f.level != "well" and not f.do] == []
    assert {f.area for f in findings if f.level == "wrong"} >= {"secrets", "backup"}


def test_a_check_that_breaks_is_a_finding_and_stops_no_other(house):
    def check_nonsense(house):
        raise LookupError("nothing there")

    findings = told(house, check_nonsense, database.check_version)
    assert [(f.area, f.level) for f in findings] == [
        ("nonsense", "wrong"),
        ("database", "well"),
    ]


def test_secrets_that_others_can_read_are_named(house):
    (house.env.folder / "secrets").chmod(0o755)
    (house.env.folder / "secrets" / "postgres.password").write_text("x")
    (house.env.folder / "secrets" / "postgres.password").chmod(0o644)
    (finding, *_rest) = told(house, machine.check_secrets)
    assert finding.level == "wrong"
    assert "secrets/postgres.password" in finding.found
    assert "chmod" in finding.do


def test_a_missing_keyring_is_wrong(house):
    keyring().path.write_text("{}")
    assert worst(told(house, machine.check_secrets)) == "wrong"


def test_a_full_disk_is_wrong(house, monkeypatch):
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: usage._replace(free=1 << 20))
    assert worst(told(house, machine.check_disk)) == "wrong"


def test_a_clock_that_differs_from_the_databases_is_wrong(house):
    assert worst(told(house, machine.check_clock)) in {"well", "look"}
    with clock.pinned(clock.now() - timedelta(hours=1)):
        assert worst(told(house, machine.check_clock)) == "wrong"


def test_zones_agree_and_one_that_does_not_exist_is_wrong(house):
    assert worst(told(house, machine.check_zones)) == "well"
    house.ask("UPDATE tenancy_facility SET timezone = 'Mars/Olympus' RETURNING 1")
    assert worst(told(house, machine.check_zones)) == "wrong"


@pytest.mark.parametrize("name", ["synchronous_commit"])
def test_durability_that_is_off_is_wrong_wherever_it_was_set(house, name):
    assert worst(told(house, database.check_durability)) == "well"
    house.database.execute(f"SET {name} = off")
    assert worst(told(house, database.check_durability)) == "wrong"
    house.database.execute(f"SET {name} = on")
    there = house.env.database_name
    house.database.execute(f'ALTER DATABASE "{there}" SET {name} = off')
    assert worst(told(house, database.check_durability)) == "wrong"


def test_an_open_table_and_a_mighty_role_are_wrong(house):
    assert worst(told(house, database.check_walls)) == "well"
    house.database.execute("CREATE TABLE planted (facility_id uuid)")
    assert worst(told(house, database.check_walls)) == "wrong"
    house.database.execute("DROP TABLE planted")
    try:
        house.database.execute("ALTER ROLE hearth_app BYPASSRLS")
        findings = told(house, database.check_walls)
    finally:
        house.database.execute("ALTER ROLE hearth_app NOBYPASSRLS")
    assert [f.level for f in findings] == ["wrong"] * 2


def test_the_tables_that_stand_open_are_those_the_catalog_names():
    assert set(OPEN_TABLES) == database.READ_FIRST


def test_a_waiting_migration_is_wrong(house):
    assert worst(told(house, database.check_tables)) == "well"
    house.database.execute("DELETE FROM django_migrations WHERE app = 'tasks'")
    assert worst(told(house, database.check_tables)) == "wrong"


def test_a_month_that_nobody_made_is_looked_at(house):
    house.database.execute("SET client_min_messages = error")
    names = house.ask(
        "SELECT c.relname FROM pg_class c WHERE c.relispartition AND c.relkind = 'r' AND c.relname"
        " LIKE 'audit%%' || to_char((date_trunc('month', now() AT TIME ZONE 'UTC')"
        " + interval '1 month'), '_YYYY_MM')"
    )
    house.database.execute(f"DROP TABLE {names[0][0]}")
    findings = [f for f in told(house, database.check_tables) if f.level == "look"]
    assert "audit_auditevent" in findings[0].found


def test_jobs_that_gave_up_are_looked_at(house):
    assert worst(told(house, work.check_jobs)) == "well"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
            " VALUES ('default', 'x', '{}', 'failed')"
        )
    runs.failed(job_id=1, task="x", queue="default", facility_id=None, attempt=9, error="E", code="")  # fmt: skip
    assert worst(told(house, work.check_jobs)) == "look"


def test_a_house_at_work_without_a_worker_is_wrong(house):
    house.said = {
        "status": "ready",
        "since": clock.now().isoformat(),
        "processes": {"web": True},
    }
    assert worst(told(house, work.check_jobs)) == "look"  # it is only starting
    house.said["since"] = (clock.now() - timedelta(minutes=2)).isoformat()
    assert worst(told(house, work.check_jobs)) == "wrong"
    assert worst(told(house, machine.check_processes)) == "well"
    house.said["processes"] = {"web": True, "worker": False}
    assert worst(told(house, machine.check_processes)) == "wrong"


def write_audit_row(house: House) -> None:
    (facility_id,) = house.one("SELECT id FROM tenancy_facility")
    with scoped(process_scope("test", facility_id)), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditevent (id, facility_id, action, actor_kind, entity_type, outcome,"
            " purpose, request_id, detail) VALUES (gen_random_uuid(), %s, 'x', '', '', 'success', '',"
            " '', '{}')",
            [facility_id],
        )


def test_a_trail_that_nobody_seals_is_wrong(house):
    write_audit_row(house)
    house.said = {"status": "ready"}
    with clock.pinned(clock.now() + timedelta(hours=1)):
        findings = told(house, work.check_sealing)
    assert worst(findings) == "wrong"


def test_rows_of_long_ago_wait_for_their_first_seal_since_the_database_started(house):
    (started,) = house.one("SELECT pg_postmaster_start_time()")
    with clock.pinned(started - timedelta(days=90)):
        write_audit_row(house)
    house.said = {"status": "ready"}

    def found(after: timedelta) -> str:
        with clock.pinned(started + after):
            return told(house, work.check_sealing)[0].level

    assert found(timedelta(seconds=20)) == "well"
    assert found(timedelta(hours=1)) == "wrong"


def test_a_backup_never_made_is_wrong_in_a_real_house_only(house, monkeypatch, tmp_path):
    monkeypatch.setenv("HEARTH_BACKUP", str(tmp_path / "nowhere"))
    assert worst(told(house, keeping.check_backup)) == "well"
    house.env = of(house.env, mode="real")
    assert worst(told(house, keeping.check_backup)) == "wrong"


def test_a_drills_record_that_was_changed_is_wrong(house):
    (house.env.folder / "drills").mkdir()
    record = {"made": clock.now().isoformat(), "passed": True, "checks": [], "mac": "00"}
    (house.env.folder / "drills" / "20261124T000000Z.json").write_text(json.dumps(record))
    assert worst(told(house, keeping.check_drill)) == "wrong"


def test_the_command_ends_badly_only_when_something_is_wrong(monkeypatch, capsys):
    monkeypatch.setattr(command, "examined", lambda _env: found)
    monkeypatch.setattr(command, "open_house", Opened)
    found = [Finding("disk", "look", "little room", "Remove files.")]
    assert command.run(Namespace(json=False, quiet=False)) == 0
    assert "Remove files." in capsys.readouterr().out
    found = [*found, Finding("walls", "wrong", "open", "Close it.")]
    assert command.run(Namespace(json=True, quiet=False)) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["well"] is False
    assert [f["level"] for f in said["findings"]] == ["look", "wrong"]


class Opened:
    def __init__(self, *_role) -> None: ...

    def __enter__(self):
        return environment()

    def __exit__(self, *_) -> None: ...
