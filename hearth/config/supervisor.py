"""Keeps the house's processes alive, and takes every one of them along when it ends.

Each child is its own session (so a Ctrl-C reaches only the supervisor, which then stops them in
order) and is tied to the supervisor: if that one is killed outright, the kernel tells the children.
"""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hearth.config.embedded import end_with_parent
from hearth.config.logfile import LogFile


TICK = 0.2
STEADY_SECONDS = 20
LONGEST_WAIT = 15.0
GRACE_SECONDS = 22  # longer than the worker's own patience with a job


class Stopped(Exception):
    """A person or the machine asked for the end while something was under way."""


@dataclass
class Child:
    """One process of the house and how it is doing."""

    name: str
    words: list[str]
    env: dict[str, str] = field(default_factory=dict)
    descriptors: tuple[int, ...] = ()
    once: bool = False  # ends by itself when its work is done
    vital: bool = True  # without it the house is not well
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    faults: int = 0
    wait_until: float = 0.0
    done: bool = False

    def alive(self) -> bool:
        """Whether the process runs."""
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """Starts children, reads what they say, restarts what died, stops all."""

    def __init__(self, sockets: Path, log: LogFile) -> None:
        self.sockets = sockets
        self.log = log
        self.children: list[Child] = []
        self.stopping = False
        self._selector = selectors.DefaultSelector()
        self._wake, wake_writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(wake_writer, warn_on_full_buffer=False)
        self._selector.register(self._wake, selectors.EVENT_READ, None)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only to wake the loop

    # Children ----------------------------------------------------------------

    def add(self, child: Child) -> Child:
        """Start a child and keep it alive from now on."""
        self.children.append(child)
        self._spawn(child)
        return child

    def run_once(self, name: str, words: list[str], env: dict[str, str] | None = None) -> int:
        """Run a child to its end, reading it meanwhile; its exit status. Stopped when asked to."""
        child = Child(name, words, env or {}, once=True)
        self._spawn(child)
        while child.alive():
            self._turn()
            if self.stopping:
                self._end([child])
                raise Stopped
        self._read_rest(child)
        return child.process.returncode if child.process else 1

    def ready(self, child: Child) -> bool:
        """Whether the child has said that it does its work."""
        return child.alive() and self._mark(child).exists()

    def hang_up(self, name: str) -> None:
        """Tell a child to read its files again."""
        for child in self.children:
            if child.name == name:
                _signal(child, signal.SIGHUP)

    def watch(self, each_tick: Callable[[], None]) -> None:
        """Keep everything alive until asked to stop."""
        while not self.stopping:
            self._turn()
            each_tick()
            for child in self.children:
                self._look_after(child)

    def await_ready(self, children: list[Child], each_tick: Callable[[], None]) -> None:
        """Wait until all of them do their work. Stopped when asked to end before."""
        while not all(self.ready(child) for child in children):
            self._turn()
            if self.stopping:
                raise Stopped
            each_tick()
            for child in self.children:
                self._look_after(child)

    def stop_all(self) -> None:
        """End every child, the newest first asked; whoever does not listen is killed."""
        self.stopping = True
        self._end([child for child in reversed(self.children) if child.alive()])

    # How it is done ----------------------------------------------------------

    def _asked_to_stop(self, number: int, _frame: object) -> None:
        if self.stopping and number == signal.SIGINT:
            for child in self.children:
                _signal(child, signal.SIGKILL)
        self.stopping = True

    def _mark(self, child: Child) -> Path:
        return self.sockets / f"{child.name}.ready"

    def _spawn(self, child: Child) -> None:
        self._mark(child).unlink(missing_ok=True)
        env = os.environ | child.env | {"HEARTH_READY_FILE": str(self._mark(child))}
        child.process = subprocess.Popen(
            child.words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=env | {"PYTHONUNBUFFERED": "1"},
            start_new_session=True,
            pass_fds=child.descriptors,
            preexec_fn=end_with_parent(signal.SIGTERM),
        )
        child.started = time.monotonic()
        assert child.process.stdout is not None  # noqa: S101 - we asked for a pipe just above
        os.set_blocking(child.process.stdout.fileno(), False)
        self._selector.register(
            child.process.stdout, selectors.EVENT_READ, (child, bytearray())
        )

    def _turn(self) -> None:
        """Read what the children say, for one tick at most."""
        for key, _events in self._selector.select(TICK):
            if key.data is None:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._wake, 4096)
            else:
                self._read(key.fileobj, *key.data)

    def _read(self, pipe: Any, child: Child, rest: bytearray) -> None:
        try:
            piece = os.read(pipe.fileno(), 65536)
        except BlockingIOError:
            return
        if not piece:
            self._selector.unregister(pipe)
            pipe.close()
        rest += piece
        *lines, last = bytes(rest).split(b"\n")
        rest[:] = last if len(last) < 65536 else b""
        for line in lines:
            if line.strip():
                self.log.line(child.name, line.decode(errors="replace"))

    def _read_rest(self, child: Child) -> None:
        while any(
            key.data and key.data[0] is child for key in self._selector.get_map().values()
        ):
            self._turn()

    def _look_after(self, child: Child) -> None:
        if child.done or child.alive() or child.process is None:
            return
        code = child.process.returncode
        now = time.monotonic()
        if child.once and code == 0:
            child.done = True
            return
        if not child.wait_until:
            steady = now - child.started > STEADY_SECONDS
            child.faults = 0 if steady else child.faults + 1
            wait = 0.0 if steady else min(LONGEST_WAIT, 0.2 * 2**child.faults)
            child.wait_until = now + wait
            words = f"{child.name} ended ({code}); started again in {wait:.1f} s"
            self.log.say("supervisor", words, level="warning")
        if now >= child.wait_until and not self.stopping:
            child.wait_until = 0.0
            self._spawn(child)

    def _end(self, children: list[Child]) -> None:
        for child in children:
            _signal(child, signal.SIGTERM)
        end = time.monotonic() + GRACE_SECONDS
        while any(child.alive() for child in children) and time.monotonic() < end:
            self._turn()
        for child in children:
            # Also what a child may have left behind in its session.
            _signal(child, signal.SIGKILL, group=True)
            if child.process is not None:
                child.process.wait()


def _signal(child: Child, number: signal.Signals, *, group: bool = False) -> None:
    if child.process is None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if group:
            os.killpg(child.process.pid, number)
        elif child.process.poll() is None:
            os.kill(child.process.pid, number)


def hearth_words(*words: str) -> list[str]:
    """The command line of another ``hearth`` process of the same environment."""
    return [sys.executable, "-m", "hearth", *words]
