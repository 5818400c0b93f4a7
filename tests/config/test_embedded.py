"""The embedded PostgreSQL: durable, private, and back on its feet whatever was done to it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from hearth.config import grants
from hearth.config.embedded import Cluster
from hearth.config.environment import Misconfigured, secret


pytestmark = [pytest.mark.server, pytest.mark.xdist_group("embedded")]


def short_folder() -> Path:
    """A folder near the root of the tree, as every user may enter it."""
    return Path(tempfile.mkdtemp(prefix="hearth-test-"))


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    folder = short_folder()
    made = Cluster(folder)
    made.start(tied=True)
    made.ensure_roles()
    made.ensure_database("house", mode="demo")
    yield made
    made.stop()
    shutil.rmtree(folder)


@pytest.fixture
def up(cluster: Cluster) -> Cluster:
    cluster.start(tied=True)
    return cluster


def as_app(
    cluster: Cluster, db: str = "house", role: str = "hearth_app", **more
) -> psycopg.Connection:
    password = secret(cluster.folder, f"{role}.password")
    return psycopg.connect(
        host=str(cluster.sockets),
        dbname=db,
        user=role,
        password=password,
        autocommit=True,
        **more,
    )


def test_what_is_committed_is_on_disk_and_nobody_listens_on_a_port(up):
    wanted = {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "data_checksums": "on",
        "wal_level": "replica",
        "listen_addresses": "",
        "password_encryption": "scram-sha-256",
    }
    with up.connect() as connection:
        found = {name: connection.execute(f"SHOW {name}").fetchone()[0] for name in wanted}
    assert found == wanted


def test_nobody_enters_without_the_password(up):
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(
            host=str(up.sockets), dbname="house", user="hearth_app", password="guess"
        )


def test_the_serving_role_is_held_by_row_level_security(up):
    with up.connect() as connection:
        rows = connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb"
            " FROM pg_roles WHERE rolname LIKE 'hearth_%' ORDER BY 1"
        ).fetchall()
    assert rows == [
        ("hearth_app", False, False, True, False, False),
        ("hearth_maintain", False, True, True, False, False),
        ("hearth_owner", False, False, False, False, False),
    ]


def test_the_serving_role_makes_no_tables_but_uses_the_owners(up):
    with as_app(up, role="hearth_maintain", options="-c role=hearth_owner") as owner:
        owner.execute(
            "CREATE TABLE IF NOT EXISTS kept (id int GENERATED ALWAYS AS IDENTITY, word text)"
        )
    with as_app(up) as app:
        app.execute("INSERT INTO kept (word) VALUES ('served')")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("CREATE TABLE mine (id int)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("TRUNCATE kept")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("SET ROLE hearth_owner")


def test_killed_outright_it_is_back_with_everything_committed(up):
    with up.connect("house") as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS before_kill AS SELECT 7 AS seven")
    os.kill(up.pid(), signal.SIGKILL)
    while up.alive():  # the kernel takes its memory back first
        time.sleep(0.01)
    up.start(tied=True)
    with up.connect("house") as connection:
        assert connection.execute("SELECT seven FROM before_kill").fetchone() == (7,)


def test_a_pid_file_that_names_a_stranger_does_not_keep_it_down(up):
    up.stop()
    stranger = [
        str(os.getpid()),
        str(up.data),
        "1",
        "5432",
        str(up.sockets),
        "",
        "0 0",
        "ready",
    ]
    (up.data / "postmaster.pid").write_text("\n".join(stranger) + "\n")
    assert not up.running()
    up.start(tied=True)
    assert up.running()


def test_a_pid_file_that_names_a_zombie_does_not_keep_it_down(up):
    up.stop()
    zombie = subprocess.Popen([sys.executable, "-c", ""], cwd="/")
    while Path(f"/proc/{zombie.pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
        time.sleep(0.01)
    lines = [str(zombie.pid), str(up.data), "1", "5432", str(up.sockets), "", "0 0", "ready"]
    (up.data / "postmaster.pid").write_text("\n".join(lines) + "\n")
    try:
        up.start(tied=True)
        assert up.running()
    finally:
        zombie.wait()


def test_two_houses_live_side_by_side(up):
    folder = short_folder()
    neighbour = Cluster(folder)
    try:
        with neighbour.up(tied=True):
            assert up.running()
            assert neighbour.pid() != up.pid()
            with neighbour.connect() as connection:
                names = connection.execute("SELECT datname FROM pg_database").fetchall()
            assert ("house",) not in names
        assert not neighbour.running()
        assert up.running()
    finally:
        neighbour.stop()
        shutil.rmtree(folder)


def test_the_last_user_stops_it_and_no_one_before(up):
    up.stop()
    first, second = Cluster(up.folder), Cluster(up.folder)
    with first.up():
        with second.up():
            pass
        assert first.running()
    assert not first.running()


def test_it_ends_with_the_process_it_is_tied_to(up):
    up.stop()
    words = (
        "import sys, pathlib, time; from hearth.config.embedded import Cluster;"
        "Cluster(pathlib.Path(sys.argv[1])).start(tied=True); print('up', flush=True); time.sleep(60)"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", words, str(up.folder)], stdout=subprocess.PIPE, text=True
    )
    with owner:
        assert owner.stdout.readline() == "up\n"
        pid = up.pid()
        owner.kill()
    end = time.monotonic() + 10
    while up.pid() == pid and time.monotonic() < end:
        time.sleep(0.02)
    assert up.pid() is None


def test_a_demonstration_is_never_opened_as_real(up):
    assert not up.ensure_database("house", mode="demo")
    with pytest.raises(Misconfigured, match="never opened in real mode"):
        up.ensure_database("house", mode="real")


def test_a_removed_database_is_gone_though_somebody_was_in_it(up):
    up.ensure_database("passing")
    with as_app(up, "passing"):
        up.drop_database("passing")
    with up.connect() as connection:
        assert grants.mode_of(connection, "passing") == ""
        names = connection.execute("SELECT datname FROM pg_database").fetchall()
    assert ("passing",) not in names


def test_the_log_holds_no_value_of_any_row(up):
    with as_app(up, role="hearth_maintain", options="-c role=hearth_owner") as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS named (name text UNIQUE)")
    with as_app(up) as app:
        app.execute("INSERT INTO named VALUES ('Eleanor Whitcombe') ON CONFLICT DO NOTHING")
        with pytest.raises(psycopg.errors.UniqueViolation):
            app.execute("INSERT INTO named VALUES ('Eleanor Whitcombe')")
    up.stop()
    log = "".join(path.read_text() for path in (up.home / "log").iterdir())
    assert "received fast shutdown request" in log
    assert "Whitcombe" not in log


@pytest.mark.skipif(os.getuid() != 0, reason="only root drops to another user")
def test_as_root_the_server_is_somebody_without_rights(up):
    owner = Path(f"/proc/{up.pid()}").stat().st_uid
    assert owner != 0
    assert (up.folder / "secrets").stat().st_uid == 0
    assert up.data.stat().st_uid == owner


def test_an_unwritable_folder_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Misconfigured, match="cannot write to its folder"):
        Cluster(tmp_path / "file" / "hearth").start()
