"""A house for the bench: started cold in an empty folder, and gone at the end."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "quiet harbour lantern"
PATIENCE = 600


class House:
    """One folder, its environment, and the house that runs on it now and then."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said = folder.with_name("said.txt")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        kept = {
            k: v for k, v in os.environ.items() if not k.startswith(("HEARTH_", "DATABASE_"))
        }
        self.env = kept | {
            "HEARTH_DATA": str(folder),
            "HEARTH_MODE": "demo",
            "HEARTH_DEMO_PASSWORD": PASSWORD,
            "PORT": str(self.port),
            "HOST": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "hearth.config.settings",
            "PYTHONPATH": str(ROOT),
            "HEARTH_LOG_LEVEL": "warning",
        }
        self.process: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> float:
        """Start all of it; the seconds until the first page could be had."""
        began = time.monotonic()
        with self.said.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "hearth", "run"],
                env=self.env,
                stdout=out,
                stderr=out,
                cwd=ROOT,
            )
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() - began > PATIENCE:
                raise SystemExit(f"The house did not start:\n{self.said.read_text()}")
            time.sleep(0.1)
        return time.monotonic() - began

    def await_history(self) -> None:
        """Return when the demonstration's ninety days are all told."""
        log = self.folder / "log" / "hearth.jsonl"
        end = time.monotonic() + PATIENCE
        while (
            "88 of 88 days" not in (text := log.read_text())
            and "history is not made" not in text
        ):
            if time.monotonic() > end:
                raise SystemExit("The demonstration's history did not end in time.")
            time.sleep(0.5)

    def stop(self) -> None:
        """Stop it, the database included."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(90)

    def run(self, *words: str, more: Mapping[str, str] | None = None) -> str:
        """Run a Python module to its end on this folder; what it said."""
        done = subprocess.run(
            [sys.executable, "-m", *words],
            env=self.env | dict(more or {}),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(
                f"{' '.join(words)} failed:\n{done.stdout[-1000:]}{done.stderr[-3000:]}"
            )
        return done.stdout

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as answer:
                return answer.status == 200
        except (OSError, urllib.error.HTTPError):
            return False


@contextmanager
def fresh_house() -> Iterator[House]:
    """A house in an empty folder; folder and all it started are gone at the end."""
    place = Path(
        tempfile.mkdtemp(prefix="hearth-bench-", dir=os.environ.get("HEARTH_BENCH_DIR"))
    )
    place.chmod(0o755)
    house = House(place / "data")
    try:
        yield house
    finally:
        house.stop()
        shutil.rmtree(place, ignore_errors=True)
