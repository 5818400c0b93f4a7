"""``hearth run`` from outside: one sentence for each fault of setup, everything up, nothing left."""

import json
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
from pathlib import Path

import pytest


pytestmark = [pytest.mark.server, pytest.mark.xdist_group("run")]


@pytest.fixture(scope="module")
def folder():
    made = Path(tempfile.mkdtemp(prefix="hearth-run-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def words(folder: Path, port: int, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEARTH_")}
    told = {
        "HEARTH_DATA": str(folder),
        "PORT": str(port),
        "HEARTH_MODE": "real",
        "HOST": "127.0.0.1",
    }
    return kept | told | more


def refused(env: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "hearth", "run"],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    said = done.stderr.strip()
    assert "\n" not in said
    return said


def healthz(port: int) -> tuple[int, dict]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=20) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except OSError:
        return 0, {}


def until_up(port: int, process: subprocess.Popen, seconds: float = 120) -> dict:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        code, said = healthz(port)
        if code == 200:
            return said
        time.sleep(0.1)
    raise AssertionError(f"not up: {process.poll()}")


def processes_of(folder: Path) -> list[int]:
    """Every live process that was started for this folder, by its environment or working place."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal() or int(entry.name) == os.getpid():
            continue
        try:
            told = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if str(folder).encode() in told:
            found.append(int(entry.name))
    return found


def test_a_taken_port_is_one_sentence(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(words(folder, port))
    assert f"Port {port} on 127.0.0.1 is taken" in said


def test_an_unwritable_folder_is_one_sentence(folder, port):
    (folder / "file").write_text("")
    said = refused(words(folder / "file" / "hearth", port))
    assert "cannot write to its folder" in said


def test_a_server_that_does_not_answer_is_one_sentence(folder, port):
    url = "postgresql://nobody@127.0.0.1:1/hearth"
    assert "does not answer" in refused(words(folder, port, DATABASE_URL=url))


def test_it_comes_up_heals_and_leaves_nothing_running(folder, port):
    env = words(folder, port)
    with (folder / "said.txt").open("w") as said:
        house = subprocess.Popen(
            [sys.executable, "-m", "hearth", "run"], env=env, stdout=said, stderr=said
        )
    try:
        parts = until_up(port, house)["parts"]
        assert set(parts) == {"web", "database", "front", "live", "worker", "loops"}
        assert "already running" in refused(words(folder, port + 1))

        postmaster = int((folder / "pg/data/postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGKILL)
        until_up(port, house, 20)
        assert int((folder / "pg/data/postmaster.pid").read_text().split()[0]) != postmaster
    finally:
        house.send_signal(signal.SIGINT)
        house.wait(40)
    assert house.returncode == 0
    assert processes_of(folder) == []
    text = (folder / "said.txt").read_text()
    assert f"Hearth is ready at http://127.0.0.1:{port}" in text
    assert text.rstrip().endswith("Stopped.")
