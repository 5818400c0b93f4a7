"""``hearth run`` from outside: one sentence for each fault of setup, everything up, nothing left."""

import contextlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.config.running import (
    PASSWORD,
    Browser,
    free_port,
    processes_of,
    running,
    until,
    words,
)


pytestmark = [pytest.mark.server, pytest.mark.xdist_group("run")]


@pytest.fixture
def folder():
    made = Path(tempfile.mkdtemp(prefix="hearth-run-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


def refused(env: dict[str, str], verb: str = "run") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "hearth", verb],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    said = done.stderr.strip()
    assert "\n" not in said
    assert "Traceback" not in done.stdout
    return said


def left_of(folder: Path, seconds: float) -> list[bytes]:
    """What still runs after so long, by its words."""
    with contextlib.suppress(AssertionError):
        until(lambda: processes_of(folder) == [], seconds)
    return [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in processes_of(folder)]


def test_a_taken_port_is_one_sentence(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(words(folder, port))
    assert f"Port {port} on 127.0.0.1 is taken" in said


def test_an_unwritable_folder_is_one_sentence(folder):
    (folder / "file").write_text("")
    said = refused(words(folder / "file" / "hearth", free_port()))
    assert "cannot write to its folder" in said


def test_a_port_that_is_no_number_is_one_sentence(folder):
    assert "PORT must be a number" in refused(words(folder, free_port()) | {"PORT": "http"})


def test_a_server_that_does_not_answer_is_one_sentence(folder):
    url = "postgresql://nobody@127.0.0.1:1/hearth"
    assert "does not answer" in refused(words(folder, free_port(), DATABASE_URL=url))


def test_it_comes_up_in_real_mode_and_leaves_nothing_running(folder):
    with running(HEARTH_MODE="real") as house:
        said = house.until_up()
        assert set(said["parts"]) == {"web", "database", "front", "live", "worker", "loops"}
        assert said["mode"] == "real"
        assert "already running" in refused(words(house.folder, free_port()))
        # Who it was not founded by cannot come in by a name everybody knows.
        _status, page = Browser(house.port).get("/enter/")
        assert PASSWORD not in page
        assert 'value="coordinator"' not in page
        # A database of real residents is never opened as a demonstration, nor the reverse.
        other = words(house.folder, free_port(), HEARTH_MODE="demo", HEARTH_DB_NAME="hearth")
        assert "never opened in demo mode" in refused(other, "migrate")
        # Killed outright, it takes everything along; started again, it is well again.
        house.process.kill()
        house.process.wait()
        assert left_of(house.folder, 60) == []
        with house.said.open("w") as out:
            house.process = subprocess.Popen(
                [sys.executable, "-m", "hearth", "run"],
                env=words(house.folder, house.port),
                stdout=out,
                stderr=out,
            )
        house.until_up()
        assert house.stop(signal.SIGTERM) == 0
        assert processes_of(house.folder) == []
        text = house.said.read_text()
        assert f"Hearth is ready at http://127.0.0.1:{house.port}" in text
        assert text.rstrip().endswith("Stopped.")
