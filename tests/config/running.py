"""A real house for the tests that look at it from outside, and somebody who browses in it."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hearth.config.environment import Environment, environment
from tests.browsing import PASSWORD, where_it_is


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def words(folder: Path, port: int, **more: str) -> dict[str, str]:
    """What ``hearth run`` is told: nothing of the tests' own house."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEARTH_")}
    told = {
        "HEARTH_DATA": str(folder),
        "PORT": str(port),
        "HEARTH_MODE": "real",
        "HOST": "127.0.0.1",
    }
    return kept | told | more


@dataclass
class Running:
    """One ``hearth run``."""

    folder: Path
    port: int
    process: subprocess.Popen
    said: Path

    def health(self) -> tuple[int, dict[str, Any]]:
        """What /healthz answers; 0 when nobody does."""
        try:
            code, text = self.ask("/healthz")
            return code, json.loads(text)
        except (OSError, http.client.HTTPException, ValueError):
            return 0, {}

    def ask(self, path: str) -> tuple[int, str]:
        """One page for somebody unknown."""
        return Browser(self.port).get(path)

    def until_up(self, seconds: float = 120) -> dict[str, Any]:
        """Wait until everything is up; what /healthz says then."""
        found: dict[str, Any] = {}

        def up() -> bool:
            code, said = self.health()
            found.update(said)
            return code == 200

        until(up, seconds, self)
        return found

    def postmaster(self) -> int:
        """The process of its database."""
        return int((self.folder / "pg/data/postmaster.pid").read_text().split()[0])

    def child(self, *words: str) -> int:
        """The process of one of its parts, by the words it was started with."""
        for pid in processes_of(self.folder):
            try:
                line = Path(f"/proc/{pid}/cmdline").read_bytes().decode()
                parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
            except OSError:
                continue
            if all(word in line for word in words) and int(parent) == self.process.pid:
                return pid
        raise AssertionError(f"no process {words}")

    def environment(self) -> Environment:
        """Its settings, as a test may use them to look into its database."""
        found: Environment = replace(
            environment(), folder=self.folder, database_url=None, database_name="hearth_demo"
        )
        return found

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Ask it to end; its exit status."""
        self.process.send_signal(number)
        return self.process.wait(60)


@contextmanager
def running(**more: str) -> Iterator[Running]:
    """Start a house in a folder of its own; it is gone at the end, with all it started."""
    with tempfile.TemporaryDirectory(prefix="hearth-run-", ignore_cleanup_errors=True) as name:
        place = Path(name)
        place.chmod(0o755)
        folder, said, port = place / "data", place / "said.txt", free_port()
        with said.open("w") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "hearth", "run"],
                env=words(folder, port, **more),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        house = Running(folder, port, process, said)
        try:
            house.until_up()
            yield house
        finally:
            if process.poll() is None:
                house.stop()


@contextmanager
def demonstration(hour: int) -> Iterator[Running]:
    """The demonstration where it is past that hour now; HEARTH_STORY_HOUR says another."""
    hour = int(os.environ.get("HEARTH_STORY_HOUR", hour))
    with running(
        HEARTH_MODE="demo", HEARTH_DEMO_PASSWORD=PASSWORD, HEARTH_DEMO_ZONE=where_it_is(hour)
    ) as house:
        yield house


def processes_of(folder: Path) -> list[int]:
    """Every live process that was started for this folder, by its environment or its words."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal() or int(entry.name) == os.getpid():
            continue
        try:
            told = (entry / "environ").read_bytes() + b"\0" + (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if str(folder).encode() in told:
            found.append(int(entry.name))
    return found


def until(true: Callable[[], object], seconds: float, house: Running | None = None) -> None:
    """Wait until something has come to pass."""
    end = time.monotonic() + seconds
    while not true():
        alive = house is None or house.process.poll() is None
        assert alive, house.said.read_text() if house else ""
        assert time.monotonic() < end, "it has not come to pass"
        time.sleep(0.1)


@dataclass
class Browser:
    """Somebody with cookies, who follows no redirect by itself."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    location: str = ""

    def get(self, path: str) -> tuple[int, str]:
        """One page: status and text."""
        return self._ask("GET", path, None)

    def post(self, path: str, **form: str) -> tuple[int, str]:
        """One form sent, as the page it stands on would."""
        sent = form | {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        return self._ask("POST", path, urllib.parse.urlencode(sent))

    def sign_in(self, name: str) -> "Browser":
        """Through the front door, as a demonstration's person."""
        _status, page = self.get("/enter/")
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        token = found[1] if found else ""
        form = urllib.parse.urlencode(
            {"login": name, "password": PASSWORD, "csrfmiddlewaretoken": token}
        )
        status, page = self._ask("POST", "/enter/", form)
        assert status == 302, page[:2000]
        return self

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"http://127.0.0.1:{self.port}{path}",
            }
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            line.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _equals, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        self.location = answer.getheader("Location") or ""
        return answer.status, text
