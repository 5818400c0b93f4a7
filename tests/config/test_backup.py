"""Backup and restore as a house that burnt down would meet them: real servers, real load."""

import io
import os
import random
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from hearth.config.backups import (
    contents,
    drill,
    journal,
    keeping,
    making,
    phrase,
    recovery,
    restoring,
)
from hearth.config.backups.store import UNFINISHED, Store, StoreRefused
from hearth.config.embedded import Cluster
from hearth.config.environment import Environment, environment
from hearth.kernel import keyring as keys


pytestmark = pytest.mark.server
QUIET = contents.quiet()


@dataclass
class House:
    """A house of its own with a table, a keyring and files; ``acknowledged`` is what it promised."""

    root: Path
    env: Environment
    cluster: Cluster
    phrase: str = ""
    acknowledged: dict[int, bytes] = field(default_factory=dict)

    @property
    def place(self) -> Path:
        return self.root / "backups"

    def begin(self) -> None:
        keys.configure(self.env.folder / "keys" / "keyring.json")
        self.cluster.start()
        self.cluster.ensure_roles()
        self.cluster.ensure_database(self.env.database_name, mode="real")
        with psycopg.connect(**self.env.dsn("owner")) as connection:
            connection.execute("CREATE TABLE entry (id bigint PRIMARY KEY, said text)")
            connection.execute(
                "INSERT INTO entry SELECT -i, repeat('n', 80) FROM generate_series(1, 20000) i"
            )
        keys.keyring()
        (self.env.folder / "files" / "ab").mkdir(parents=True)
        self.phrase = recovery.first_phrase(self.env.folder) or ""

    def store(self) -> Store:
        return making.house_store(self.env, self.place, keys.keyring())

    def backup(self, **words) -> making.BackupSet:
        return making.make_backup(self.env, self.store(), QUIET, **words)

    def write(self, stop: threading.Event, first: int, pause: float = 0) -> None:
        """Rows, each tenth with a file that was written before it, until told to stop."""
        ring, number = keys.keyring(), first
        try:
            with psycopg.connect(**self.env.dsn("app"), autocommit=True) as connection:
                while not stop.is_set():
                    number += 1
                    content = b""
                    if number % 10 == 0:
                        content = random.randbytes(5000)
                        sealed = ring.encrypt(content, context="entry")
                        self.file(number).write_bytes(sealed)
                    connection.execute("INSERT INTO entry VALUES (%s, 'said')", [number])
                    self.acknowledged[number] = content
                    time.sleep(pause)
        except psycopg.OperationalError:
            return

    def file(self, number: int) -> Path:
        return self.env.folder / "files" / "ab" / f"{number:x}"

    def burn(self) -> None:
        """The machine is gone: server, data, keys."""
        self.cluster.stop("immediate")
        restoring.empty(self.env.folder)
        shutil.rmtree(self.env.folder)
        keys.configure(None)

    def restore(self, **words) -> restoring.Restored:
        store = Store.with_phrase(self.place, self.phrase)
        chosen = restoring.newest(store)
        done = restoring.restore(store, self.cluster, QUIET, backup=chosen, **words)
        keys.configure(self.env.folder / "keys" / "keyring.json")
        return done

    def rows(self) -> set[int]:
        with psycopg.connect(**self.env.dsn("app")) as connection:
            return {number for (number,) in connection.execute("SELECT id FROM entry")}

    def lost(self, acknowledged: dict[int, bytes]) -> list[int]:
        """The numbers of acknowledged rows that are not there, or whose file is not."""
        rows, ring = self.rows(), keys.keyring()
        lost = [number for number in acknowledged if number not in rows]
        for number, content in acknowledged.items():
            if content:
                sealed = self.file(number).read_bytes()
                if ring.decrypt(sealed, context="entry") != content:
                    lost.append(number)
        return lost


@pytest.fixture(scope="module")
def model():
    """A house that was prepared once and is copied for each test."""
    with _room() as root:
        built = _house(root)
        built.begin()
        built.cluster.stop()
        yield built


@pytest.fixture
def house(model):
    with _room() as root:
        subprocess.run(["cp", "-a", "--reflink=auto", model.env.folder, root], check=True)
        built = _house(root)
        built.phrase = model.phrase
        keys.configure(built.env.folder / "keys" / "keyring.json")
        built.cluster.start()
        yield built
        built.cluster.stop("immediate")
        keys.configure(None)
        if built.env.folder.exists():
            restoring.empty(built.env.folder)


@contextmanager
def _room():
    """A folder that the database's own user can reach, as pytest's own folders may not be."""
    root = Path(tempfile.mkdtemp(prefix="hearth-test-"))
    root.chmod(0o755)
    yield root
    shutil.rmtree(root)


def _house(root: Path) -> House:
    folder = root / "data"
    env = replace(
        environment(), folder=folder, mode="real", database_url=None, database_name="hearth",
        role="maintain",
    )  # fmt: skip
    return House(root, env, Cluster(folder, sockets=env.sockets))


def under_load(house: House, work) -> dict[int, bytes]:
    """Do ``work`` while two writers write; what was acknowledged before it began to end."""
    stop = threading.Event()
    writers = [
        threading.Thread(target=house.write, args=(stop, first), daemon=True)
        for first in (1_000_000, 2_000_000)
    ]
    for writer in writers:
        writer.start()
    try:
        while len(house.acknowledged) < 200:
            time.sleep(0.05)
        work()
    finally:
        stop.set()
        for writer in writers:
            writer.join(10)
    return dict(house.acknowledged)


def flip(path: Path, place: int) -> None:
    changed = bytearray(path.read_bytes())
    changed[place] ^= 0x10
    path.write_bytes(changed)


def test_a_backup_under_load_brings_back_every_row_and_file_acknowledged_before_it(house):
    promised: dict[int, bytes] = {}

    def work() -> None:
        promised.update(house.acknowledged)
        house.backup()

    under_load(house, work)
    assert len(promised) >= 200
    house.burn()
    assert house.restore().files >= sum(1 for content in promised.values() if content)
    house.cluster.start()
    assert house.lost(promised) == []
    assert {-1, -20000} <= house.rows()
    for name in ("files", "files/ab", "keys", "secrets"):
        assert (house.env.folder / name).stat().st_mode & 0o077 == 0
    # Any row that came through on top has its file as well.
    rows = house.rows()
    for number, content in house.acknowledged.items():
        assert number not in rows or not content or house.file(number).exists()
    # And the house goes on: new rows, and a backup of its own.
    with psycopg.connect(**house.env.dsn("app")) as connection:
        connection.execute("INSERT INTO entry VALUES (0, 'after')")
    assert house.backup().timeline == 2


def test_one_changed_byte_anywhere_is_refused_by_the_name_of_its_file(house):
    house.write(_soon(), 3_000_000)
    made = house.backup()
    store = house.store()
    house.burn()
    objects = sorted(
        path
        for path in house.place.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    )
    assert len(objects) > 8
    first_journal = journal.segment_name(journal.read_stream(store, made.stream), made.start)
    for path in objects:
        if path.parent.parent.name == "wal" and path.name < first_journal:
            continue
        if path.parent.name == "ab" and path != objects[1]:
            continue
        before = path.read_bytes()
        flip(path, random.randrange(len(before)))
        with pytest.raises((StoreRefused, phrase.PhraseWrong)) as refused:
            house.restore()
        assert str(path) in str(refused.value) or path.name == "store.json", path
        assert list(house.env.folder.iterdir()) == []
        path.write_bytes(before)
    house.restore()


def test_a_missing_piece_of_the_log_or_a_missing_file_is_refused(house):
    house.write(_soon(), 3_000_000)
    with psycopg.connect(**house.env.dsn("maintain"), autocommit=True) as connection:
        connection.execute("SELECT 1")
    made = house.backup()
    store = house.store()
    stream = journal.read_stream(store, made.stream)
    # The last piece it promises; a later one may hold what came after the sync point.
    last = journal.segment_name(stream, made.sync - 1)
    house.burn()
    for path in (
        store.path(f"{stream.folder}/{last}"),
        next(store.path("files/ab").iterdir()),
    ):
        aside = path.rename(path.with_name(".aside"))
        with pytest.raises(StoreRefused, match=path.name):
            house.restore()
        aside.rename(path)


def test_the_log_cut_short_is_refused(house):
    made = house.backup()
    store = house.store()
    stream = journal.read_stream(store, made.stream)
    path = store.path(f"{stream.folder}/{journal.journal_names(store, stream)[-1]}")
    os.truncate(path, path.stat().st_size - 3)
    house.burn()
    with pytest.raises(journal.TornEnd, match=path.name):
        house.restore()


def test_a_house_is_never_restored_over_another(house):
    house.backup()
    with pytest.raises(StoreRefused, match="is not empty"):
        house.restore()


def test_another_phrase_opens_nothing(house):
    house.backup()
    with pytest.raises(phrase.PhraseWrong):
        Store.with_phrase(house.place, phrase.make_phrase())


def test_a_new_phrase_opens_old_backups_and_the_lost_one_no_longer(house):
    house.backup()
    lost, house.phrase = house.phrase, recovery.new_phrase(house.env.folder)
    house.backup()
    Store.with_phrase(house.place, house.phrase)
    with pytest.raises(phrase.PhraseWrong):
        Store.with_phrase(house.place, lost)


def test_nothing_readable_lies_in_a_backup(house):
    with psycopg.connect(**house.env.dsn("app")) as connection:
        connection.execute("INSERT INTO entry VALUES (7, 'Marguerite Delacroix-Whitfield')")
    house.backup()
    secret = house.env.secret("postgres.password").encode()
    for path in house.place.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"Delacroix" not in content
            assert secret not in content


def test_two_writers_of_one_object_leave_a_whole_one(house):
    store = house.store()

    class Slow(io.BytesIO):
        """Another process seals the same object while this one is being read."""

        def read(self, size: int = -1) -> bytes:
            if not store.path("same").exists():
                store.seal(io.BytesIO(b"the other's"), "same")
            return super().read(size)

    sealed = store.seal(Slow(b"x" * 70_000), "same")
    assert b"".join(store.open("same", expected=sealed)) == b"x" * 70_000
    assert not list(store.folder.rglob(".same*"))


def test_what_a_killed_writer_left_goes_after_a_day(house):
    house.backup()
    store = house.store()
    old, young = (store.path(f".{name}.0a1b2c3d.new") for name in ("old", "young"))
    for path in (old, young):
        path.write_bytes(b"half")
    yesterday = time.time() - UNFINISHED - 60
    os.utime(old, (yesterday, yesterday))
    house.backup()
    assert (old.exists(), young.exists()) == (False, True)


def test_only_so_many_backups_are_kept_and_deleted_files_leave_with_them(house):
    house.file(1).write_bytes(b"kept")
    house.file(2).write_bytes(b"to be deleted by law")
    first = house.backup()
    house.file(2).unlink()
    second, third = house.backup(keep=2), house.backup(keep=2)
    store = house.store()
    assert making.set_ids(store) == [second.id, third.id]
    assert list(contents.sealed_files(store)) == ["ab/1"]
    assert first.stream not in journal.stream_ids(store)


def test_a_backup_is_not_put_inside_the_house_nor_among_strangers(house):
    with pytest.raises(StoreRefused, match="inside"):
        making.house_store(house.env, house.env.folder / "backups", keys.keyring())
    house.place.mkdir()
    (house.place / "holiday.jpg").touch()
    with pytest.raises(StoreRefused, match="neither empty"):
        house.store()


def test_the_drill_passes_on_a_good_backup_and_is_signed(house, monkeypatch):
    monkeypatch.setattr(drill, "_verify_chain", lambda *_: "as tested elsewhere")
    house.write(_soon(), 3_000_000)
    house.backup()
    record = drill.run_drill(house.env, house.place, QUIET)
    assert record["passed"], record
    assert drill.is_genuine(record, keys.keyring())
    assert not drill.is_genuine(record | {"passed": False}, keys.keyring())
    assert not keeping.drill_due(house.env)
    assert not (house.env.folder / "drill").exists()


def test_the_drill_goes_red_on_a_changed_backup(house, monkeypatch):
    monkeypatch.setattr(drill, "_verify_chain", lambda *_: "as tested elsewhere")
    made = house.backup()
    flip(house.place / made.base.name, 5000)
    record = drill.run_drill(house.env, house.place, QUIET)
    assert not record["passed"]
    assert "base.tar.enc" in record["checks"][0]["found"]


@pytest.mark.parametrize("mirror", [False, True])
def test_the_keeper_loses_nothing_that_reached_the_backup_disk(house, monkeypatch, mirror):
    """With the mirror on: every acknowledged row, although the machine stops without warning."""
    store = house.store()
    keeper = keeping.Keeper(
        house.env, store, every=timedelta(hours=24), keep=3, mirror=mirror, say=print
    )
    monkeypatch.setattr(keeper, "_start_what_is_due", lambda: None)
    thread = threading.Thread(target=keeper.run, daemon=True)
    thread.start()
    _until(lambda: store.busy("receiving") and _slot_active(house))
    house.backup()
    stop = threading.Event()
    writer = threading.Thread(target=house.write, args=(stop, 5_000_000, 0.005), daemon=True)
    writer.start()
    _until(lambda: len(house.acknowledged) > 300)
    before = dict(house.acknowledged)
    time.sleep(2.5)
    os.kill(house.cluster.pid(), signal.SIGKILL)
    acknowledged = dict(house.acknowledged)
    stop.set()
    keeper.stop.set()
    thread.join(20)
    writer.join(10)
    house.burn()
    house.restore()
    house.cluster.start()
    assert house.lost(before) == []
    if mirror:
        rows = house.rows()
        assert [number for number in acknowledged if number not in rows] == []


def test_the_receiver_goes_on_where_it_ended_and_the_log_has_no_hole(house):
    store = house.store()
    for _turn in range(3):
        keeper = keeping.Keeper(
            house.env, store, every=timedelta(hours=24), keep=3, mirror=False, say=print
        )
        keeper._start_what_is_due = lambda: None
        thread = threading.Thread(target=keeper.run, daemon=True)
        thread.start()
        _until(lambda: _slot_active(house))
        house.write(_soon(), 6_000_000 + _turn * 100_000)
        if not making.set_ids(store):
            house.backup()
        keeper.stop.set()
        thread.join(20)
    assert len(journal.stream_ids(store)) == 1
    acknowledged = dict(house.acknowledged)
    house.backup()
    house.burn()
    house.restore()
    house.cluster.start()
    assert house.lost(acknowledged) == []


def _soon() -> threading.Event:
    """An event that sets itself after half a second."""
    stop = threading.Event()
    timer = threading.Timer(0.5, stop.set)
    timer.daemon = True
    timer.start()
    return stop


def _slot_active(house: House) -> bool:
    with psycopg.connect(**house.env.dsn("maintain")) as connection:
        return bool(
            connection.execute(
                "SELECT 1 FROM pg_replication_slots WHERE slot_name = 'hearth_backup' AND active"
            ).fetchone()
        )


def _until(truth, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not truth():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)
