"""A house at work, hurt on purpose: a clear page, nothing confirmed is lost, nobody must help."""

import http.client
import json
import os
import signal
import socket
import threading
from pathlib import Path

import psycopg
import pytest

from tests.config.running import PASSWORD, Browser, Running, processes_of, running, until


pytestmark = [pytest.mark.server, pytest.mark.xdist_group("run")]


@pytest.fixture(scope="module")
def house():
    """A demonstration at work; at the end nothing of it is left."""
    with running(HEARTH_MODE="demo", HEARTH_DEMO_PASSWORD=PASSWORD) as at_work:
        yield at_work
        assert at_work.stop() == 0
        assert processes_of(at_work.folder) == []


@pytest.fixture(scope="module")
def community(house):
    """The address part of the demonstration's community."""
    env = house.environment()
    with psycopg.connect(**env.dsn("super")) as inside:
        return inside.execute("SELECT slug FROM tenancy_facility").fetchone()[0]


class Writer(threading.Thread):
    """Founds neighborhoods as fast as it can, and keeps which of them were confirmed."""

    def __init__(
        self, house: Running, community: str, name: str, stop: threading.Event
    ) -> None:
        super().__init__(daemon=True)
        self.browser = Browser(house.port).sign_in("admin")
        self.path = f"/c/{community}/office/community/neighborhoods/"
        self.mark, self.stop = name, stop
        self.confirmed: list[str] = []
        self.other: list[tuple[int, str]] = []

    def run(self) -> None:
        number = 0
        while not self.stop.is_set():
            number += 1
            name = f"{self.mark} {number}"
            try:
                code, text = self.browser.post(self.path, name=name, licence_type="assisted")
            except (OSError, http.client.HTTPException) as error:
                self.other.append((0, type(error).__name__))
                continue
            if code == 302 and self.browser.location.endswith(self.path):
                self.confirmed.append(name)
            else:
                self.other.append((code, text))


def test_a_database_killed_under_writers_loses_nothing_it_confirmed(house, community):
    stop = threading.Event()
    writers = [Writer(house, community, mark, stop) for mark in ("Larch", "Rowan", "Hazel")]
    for writer in writers:
        writer.start()

    def confirmed() -> int:
        return sum(len(writer.confirmed) for writer in writers)

    until(lambda: confirmed() >= 15, 60, house)
    before = house.postmaster()
    os.kill(before, signal.SIGKILL)
    so_far = confirmed()
    until(lambda: confirmed() >= so_far + 15, 60, house)
    stop.set()
    for writer in writers:
        writer.join(60)
    assert house.postmaster() != before
    house.until_up(30)
    _code, page = Browser(house.port).sign_in("admin").get(writers[0].path)
    lost = [name for writer in writers for name in writer.confirmed if name not in page]
    assert lost == []
    other = [answer for writer in writers for answer in writer.other]
    # Each write that was not confirmed was answered by a page that says so.
    assert {code for code, _text in other} <= {502, 503}
    assert all("Try again" in text or "once more" in text for _code, text in other)


def test_each_process_killed_comes_back_and_pages_say_so_meanwhile(house):
    browser = Browser(house.port).sign_in("coordinator")
    for words in (("gunicorn",), ("hearth", "live"), ("hearth", "worker"), ("hearth", "loops")):
        before = house.child(*words)
        os.kill(before, signal.SIGKILL)
        if words == ("gunicorn",):
            code, text = browser.get("/")
            assert code in {302, 502, 503}, text
        until(
            lambda before=before, words=words: alive(house, words) not in {0, before}, 30, house
        )
        house.until_up(60)
    assert browser.get("/")[0] == 302


def alive(house: Running, words: tuple[str, ...]) -> int:
    try:
        return house.child(*words)
    except AssertionError:
        return 0


def test_the_front_killed_comes_back_on_the_same_port(house):
    os.kill(house.child("hearth.config.front"), signal.SIGKILL)
    house.until_up(30)


def test_the_log_of_it_all_names_nobody(house, community):
    browser = Browser(house.port).sign_in("coordinator")
    for path in ("today/", "residents/", "tasks/", "search/?q=a", "more/"):
        browser.get(f"/c/{community}/{path}")
    env = house.environment()
    with psycopg.connect(**env.dsn("super")) as inside:
        people = inside.execute("SELECT id, family, given FROM residents_resident").fetchall()
        staff = {label for (label,) in inside.execute("SELECT label FROM identity_actor")}
    for pk, family, _given in people[:5]:
        assert browser.get(f"/c/{community}/residents/{pk}/")[0] == 200, family
        browser.get(f"/c/{community}/search/?q={family}")
    logs = [*(house.folder / "log").iterdir(), *(house.folder / "pg" / "log").iterdir()]
    text = "\n".join(path.read_text(errors="replace") for path in logs)
    lines = (house.folder / "log" / "hearth.jsonl").read_text().splitlines()
    assert all(isinstance(json.loads(line), dict) for line in lines)
    assert '"view": "desk:resident"' in text
    named = {
        family
        for _pk, family, _given in people
        if f'{family}"' in text or f" {family} " in text
    }
    assert named == set()
    assert {
        f"{given} {family}" for _pk, family, given in people if f"{given} {family}" in text
    } == set()
    assert {label for label in staff if " " in label and label in text} == set()


def test_numbers_are_told_on_a_local_socket_and_nowhere_else(house):
    place = house.folder / "run" / "metrics.sock"
    until(place.exists, 20, house)
    assert place.stat().st_mode & 0o077 == 0
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(20)
        line.connect(str(place))
        line.sendall(b"GET /metrics HTTP/1.0\r\n\r\n")
        said = b""
        while piece := line.recv(65536):
            said += piece
    text = said.decode()
    assert text.startswith("HTTP/1.0 200")
    assert 'hearth_process_up{process="worker"} 1' in text
    assert "hearth_database_up 1" in text
    assert "hearth_audit_unsealed" in text
    assert house.ask("/metrics")[0] == 404


WORKERS = (
    "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '9 s'"
)


def test_the_doctor_finds_nothing_wrong_with_a_house_at_work(house):
    import subprocess
    import sys

    # A worker that another test killed is back, and known to be.
    with psycopg.connect(**house.environment().dsn("super"), autocommit=True) as inside:
        until(lambda: inside.execute(WORKERS).fetchone()[0], 30, house)
    done = subprocess.run(
        [sys.executable, "-m", "hearth", "doctor", "--json"],
        env={k: v for k, v in os.environ.items() if not k.startswith("HEARTH_")}
        | {"HEARTH_DATA": str(house.folder), "PORT": str(house.port)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    said = json.loads(done.stdout)
    assert [f for f in said["findings"] if f["level"] == "wrong"] == []
    assert done.returncode == 0
    assert Path(house.folder / "mode").read_text().strip() == "demo"
