"""What keeps the house's processes alive, and takes every one of them along."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hearth.config.logfile import LogFile
from hearth.config.supervisor import Child, Stopped, Supervisor


READY = "import os,pathlib;pathlib.Path(os.environ['HEARTH_READY_FILE']).touch();"


@pytest.fixture
def supervisor(tmp_path):
    kept = {
        number: signal.getsignal(number)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)
    }
    log = LogFile(tmp_path)
    made = Supervisor(tmp_path, log)
    yield made
    made.stop_all()
    signal.set_wakeup_fd(-1)
    for number, handler in kept.items():
        signal.signal(number, handler)
    log.close()


def child(name: str, words: str, **more) -> Child:
    return Child(name, [sys.executable, "-c", READY + words], **more)


def test_a_killed_process_is_started_again(supervisor):
    one = supervisor.add(child("one", "import time;time.sleep(60)"))
    supervisor.await_ready([one], lambda: None)
    first = one.process.pid
    os.kill(first, signal.SIGKILL)
    end = time.monotonic() + 10
    while not (one.process.pid != first and supervisor.ready(one)) and time.monotonic() < end:
        supervisor._turn()
        supervisor._look_after(one)
    assert one.process.pid != first
    assert supervisor.ready(one)


def test_work_that_is_done_is_not_started_again(supervisor):
    once = supervisor.add(child("history", "pass", once=True))
    once.process.wait()
    supervisor._look_after(once)
    assert once.done
    assert supervisor.run_once("step", [sys.executable, "-c", "raise SystemExit(3)"]) == 3


def test_what_children_say_is_kept(supervisor):
    supervisor.run_once("step", [sys.executable, "-c", "print('two\\nlines', end='\\n')"])
    assert supervisor.log.last("step") == "lines"


def test_asked_to_end_while_a_step_runs_it_ends_the_step(supervisor):
    supervisor._asked_to_stop(signal.SIGTERM, None)
    with pytest.raises(Stopped):
        supervisor.run_once("step", [sys.executable, "-c", "import time;time.sleep(60)"])


def test_a_process_that_does_not_listen_ends_too(supervisor, monkeypatch):
    monkeypatch.setattr("hearth.config.supervisor.GRACE_SECONDS", 0.3)
    deaf = child("deaf", "import signal,time;signal.signal(15,signal.SIG_IGN);time.sleep(60)")
    supervisor.add(deaf)
    supervisor.await_ready([deaf], lambda: None)
    time.sleep(0.1)
    supervisor.stop_all()
    assert deaf.process.returncode in {-signal.SIGKILL, -signal.SIGTERM}


def test_children_end_with_a_supervisor_that_was_killed(tmp_path):
    words = (
        "import sys,pathlib;from hearth.config.logfile import LogFile;"
        "from hearth.config.supervisor import Child, Supervisor;folder=pathlib.Path(sys.argv[1]);"
        "s=Supervisor(folder, LogFile(folder));"
        "c=s.add(Child('one',[sys.executable,'-c','import time;time.sleep(60)']));"
        "print(c.process.pid, flush=True);s.watch(lambda: None)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", words, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as owner:
        pid = int(owner.stdout.readline())
        owner.kill()
    end = time.monotonic() + 10
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    assert not alive(pid)


def alive(pid: int) -> bool:
    """Whether the process is there and not only waits to be reaped."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return words.rpartition(")")[2].split()[0] != "Z"
