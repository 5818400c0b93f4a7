"""A newer PostgreSQL major: a copy first, proven equal, then swapped; and the way back."""

import shutil
import tempfile
from pathlib import Path

import psycopg
import pytest

from hearth.config import embedded, upgrading
from hearth.config.command import upgrade as command
from hearth.config.embedded import Cluster, wheel_majors
from hearth.config.environment import Misconfigured


pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(len(wheel_majors()) < 2, reason="the wheel brings one major only"),
]


@pytest.fixture
def old(monkeypatch):
    """A house whose data was written by the older major that the wheel still brings."""
    root = Path(tempfile.mkdtemp(prefix="hearth-upgrade-"))
    root.chmod(0o755)
    cluster = Cluster(root / "data", sockets=root / "run")
    with monkeypatch.context() as earlier:
        earlier.setattr(embedded, "newest_major", lambda: wheel_majors()[0])
        cluster.start()
        cluster.ensure_roles()
        cluster.ensure_database("hearth", mode="real")
        with cluster.connect("hearth") as inside:
            inside.execute(
                "CREATE TABLE entry (id bigint PRIMARY KEY, said text, at timestamptz)"
            )
            inside.execute("ALTER TABLE entry ENABLE ROW LEVEL SECURITY")
            inside.execute(
                "INSERT INTO entry SELECT i, 'Zoë ' || i, now() FROM generate_series(1, 5000) i"
            )
        cluster.stop()
    yield cluster
    cluster.stop("immediate")
    shutil.rmtree(root)


def rows(cluster: Cluster) -> list[tuple]:
    with cluster.connect("hearth") as inside:
        return inside.execute("SELECT * FROM entry ORDER BY id").fetchall()


def test_the_older_data_keeps_running_on_its_kept_programs(old):
    assert old.upgrade_waiting()
    with old.up():
        assert len(rows(old)) == 5000
        assert old.connect().info.server_version // 10000 == wheel_majors()[0]


def test_every_row_role_and_setting_comes_over_and_the_way_back_stays_open(old, capsys):
    with old.up():
        before = rows(old)
    with upgrading.alone(old):
        assert command.upgrade(old) == 0
    assert "equal to those of before" in capsys.readouterr().out
    assert old.major == wheel_majors()[-1]
    assert not old.upgrade_waiting()
    with old.up():
        assert rows(old) == before
        with old.connect() as inside:
            assert inside.info.server_version // 10000 == wheel_majors()[-1]
            for name in ("fsync", "full_page_writes", "data_checksums", "synchronous_commit"):
                assert inside.execute(f"SHOW {name}").fetchone() == ("on",)
            bypass = inside.execute(
                "SELECT rolname FROM pg_roles WHERE rolbypassrls AND NOT rolsuper"
            )
            assert bypass.fetchall() == [("hearth_maintain",)]
        with old.connect("hearth") as inside:
            assert inside.execute("SHOW hearth.mode").fetchone() == ("real",)
            inside.execute("INSERT INTO entry VALUES (0, 'after')")
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host=str(old.sockets), port=5432, user="postgres", dbname="hearth")
    with upgrading.alone(old):
        assert upgrading.undo(old) == wheel_majors()[0]
    with old.up():
        assert rows(old) == before


def test_a_copy_that_differs_is_thrown_away(old, monkeypatch):
    real = upgrading._copy

    def losing(cluster, fresh, *majors):
        real(cluster, fresh, *majors)
        with (
            upgrading._serving(cluster, fresh, majors[1]) as connect,
            connect("hearth", writing=True) as inside,
        ):
            inside.execute("UPDATE entry SET said = 'other' WHERE id = 77")

    monkeypatch.setattr(upgrading, "_copy", losing)
    with upgrading.alone(old), pytest.raises(Misconfigured, match="Nothing was changed"):
        command.upgrade(old)
    assert old.major == wheel_majors()[0]
    assert [path.name for path in old.home.glob("data*")] == ["data"]
    with old.up():
        assert len(rows(old)) == 5000


def test_a_damaged_page_is_found_before_anything_is_copied(old):
    with old.up(), old.connect("hearth") as inside:
        (place,) = inside.execute("SELECT pg_relation_filepath('entry')").fetchone()
        inside.execute("CHECKPOINT")
    file = old.data / place
    changed = bytearray(file.read_bytes())
    changed[5000] ^= 0x40
    file.write_bytes(changed)
    with upgrading.alone(old), pytest.raises(Misconfigured, match="pg_checksums"):
        command.upgrade(old)


def test_it_waits_for_no_one_and_never_touches_a_house_at_work(old):
    with old.up(), pytest.raises(Misconfigured, match="at work"), upgrading.alone(old):
        pass


def test_what_is_left_of_before_can_be_given_free(old):
    with upgrading.alone(old):
        upgrading.upgrade(old, wheel_majors()[-1], lambda _words: None)
        gone = upgrading.forget(old)
    assert gone == sorted([str(wheel_majors()[0]), f"data.{wheel_majors()[0]}"])
    with old.up():
        assert len(rows(old)) == 5000
    with upgrading.alone(old), pytest.raises(Misconfigured, match="no data of before"):
        upgrading.undo(old)
