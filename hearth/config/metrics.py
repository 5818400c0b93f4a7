"""``/metrics`` for the machine's own monitoring: numbers of the house, nobody's name.

Only on the unix socket ``run/metrics.sock`` (mode 0600), never on the house's address:
``curl --unix-socket HEARTH_DATA/run/metrics.sock http://house/metrics``. Requests are counted by the
supervisor, which reads every process's log lines anyway; the rest is asked when somebody looks.
Source of the form: https://prometheus.io/docs/instrumenting/exposition_formats/ (text, 0.0.4).
"""

import json
import shutil
import socketserver
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, InterfaceError, connection

from hearth.config import status
from hearth.config.backups import keeping
from hearth.config.environment import Environment, environment
from hearth.kernel import clock


SOCKET = "metrics.sock"
COUNTS = "requests.json"
if TYPE_CHECKING:
    from hearth.platform.audit.queries import SealingState

KEEP_EVERY = 5.0
# Upper bounds in milliseconds; a page is meant to be out within the first three.
BUCKETS = (25, 50, 100, 250, 500, 1000, 2500, 10000)
Line = tuple[str, str, str, dict[str, Any], float]


@dataclass
class RequestCounts:
    """How many requests each page answered, how, and how fast; since ``hearth run`` began."""

    sockets: Path
    answers: dict[str, int] = field(default_factory=dict)
    slower: dict[str, list[int]] = field(default_factory=dict)
    total_ms: dict[str, float] = field(default_factory=dict)
    _kept_at: float = 0.0
    _changed: bool = False

    def hear(self, words: dict[str, Any]) -> None:
        """Count one log line, if it tells of a request."""
        if words.get("logger") != "hearth.requests" or "view" not in words:
            return
        view, ms = str(words["view"]), float(words.get("ms", 0))
        answer = f"{view} {words.get('method')} {words.get('status')}"
        self.answers[answer] = self.answers.get(answer, 0) + 1
        buckets = self.slower.setdefault(view, [0] * (len(BUCKETS) + 1))
        buckets[sum(ms > bound for bound in BUCKETS)] += 1
        self.total_ms[view] = self.total_ms.get(view, 0.0) + ms
        self._changed = True

    def keep(self) -> None:
        """Put the counts where the metrics' socket finds them, every few seconds at most."""
        if not self._changed or time.monotonic() - self._kept_at < KEEP_EVERY:
            return
        self._changed, self._kept_at = False, time.monotonic()
        said = {"answers": self.answers, "slower": self.slower, "total_ms": self.total_ms}
        fresh = self.sockets / f".{COUNTS}.new"
        fresh.write_text(json.dumps(said))
        fresh.rename(self.sockets / COUNTS)


def page() -> str:
    """Everything there is to say now, as Prometheus reads it."""
    env = environment()
    said: list[Line] = [*_processes(env), *_disk(env), *_backup(env), *_requests(env)]
    try:
        said += _database()
        up = 1
    except (DatabaseError, InterfaceError):
        connection.close()
        up = 0
    said.append(("hearth_database_up", "gauge", "Whether the database answers", {}, up))
    return _written(said)


def serve(stop: threading.Event) -> None:
    """A loop of the house: answer on the socket until told to stop."""
    path = environment().sockets / SOCKET
    path.unlink(missing_ok=True)
    with _Server(str(path), _Answer) as server:
        path.chmod(0o600)
        server.timeout = 1.0
        while not stop.is_set():
            server.handle_request()
    path.unlink(missing_ok=True)


class _Server(socketserver.UnixStreamServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is nobody's fault."""


class _Answer(BaseHTTPRequestHandler):
    timeout = 5

    def do_GET(self) -> None:
        found = self.path == "/metrics"
        body = page().encode() if found else b"only /metrics is here\n"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def address_string(self) -> str:
        """A unix socket has no address."""
        return "local"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as inherited
        """Nobody needs to read of every scrape."""


def _processes(env: Environment) -> Iterator[Line]:
    for name, up in status.read(env.sockets).get("processes", {}).items():
        said = {"process": name}
        yield "hearth_process_up", "gauge", "Whether a process does its work", said, int(up)


def _disk(env: Environment) -> Iterator[Line]:
    usage = shutil.disk_usage(env.folder)
    yield "hearth_disk_free_bytes", "gauge", "Free space of the house's disk", {}, usage.free
    yield "hearth_disk_bytes", "gauge", "Size of the house's disk", {}, usage.total


def _backup(env: Environment) -> Iterator[Line]:
    drill = keeping.last_drill(env)
    if drill is not None:
        seconds = keeping.age(drill["made"]).total_seconds()
        passed = int(drill["passed"])
        yield "hearth_drill_age_seconds", "gauge", "Since the last restore drill", {}, seconds
        yield "hearth_drill_passed", "gauge", "Whether it brought all back", {}, passed
    made = keeping.last_made(env)
    if made is not None:
        seconds = (clock.now() - made).total_seconds()
        yield "hearth_backup_age_seconds", "gauge", "Since the last base copy", {}, seconds


def _requests(env: Environment) -> Iterator[Line]:
    try:
        kept = json.loads((env.sockets / COUNTS).read_text())
    except (OSError, ValueError):
        return
    for answer, count in kept["answers"].items():
        view, method, code = answer.split(" ")
        said: dict[str, Any] = {"view": view, "method": method, "status": code}
        yield "hearth_requests_total", "counter", "Requests answered", said, count
    text = "How long a page took on the server"
    for view, counts in kept["slower"].items():
        so_far = 0
        for bound, count in zip((*BUCKETS, "+Inf"), counts, strict=True):
            so_far += count
            said = {"view": view, "le": bound}
            yield "hearth_request_ms_bucket", "histogram", text, said, so_far
        yield "hearth_request_ms_count", "", "", {"view": view}, so_far
        yield "hearth_request_ms_sum", "", "", {"view": view}, kept["total_ms"][view]


def _database() -> Iterator[Line]:
    from hearth.platform.jobs import queries

    for state in queries.queue_states():
        for name in ("waiting", "later", "in_hand", "failed"):
            said = {"queue": state.queue, "state": name.replace("_", "-")}
            count = getattr(state, name)
            yield "hearth_jobs", "gauge", "Jobs by queue and state", said, count
        waits = _since(state.oldest)
        text = "How long the oldest due job waits"
        yield "hearth_job_wait_seconds", "gauge", text, {"queue": state.queue}, waits
    alive = queries.workers_alive()
    yield "hearth_workers", "gauge", "Workers heard of within 30 seconds", {}, alive
    dry = sum(schedule.dry for schedule in queries.schedules())
    yield "hearth_schedules_dry", "gauge", "Jobs by the clock that missed their time", {}, dry
    yield from _of_the_server()
    yield from _audit()
    connection.close()


def _of_the_server() -> Iterator[Line]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_database_size(current_database()), (SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database())"
        )
        size, connections = cursor.fetchone()
    yield "hearth_database_bytes", "gauge", "Size of the database", {}, size
    yield "hearth_database_connections", "gauge", "Connections to it", {}, connections


def _audit() -> Iterator[Line]:
    states = sealing_states()
    waiting = sum(state.waiting for state in states)
    behind = max(unsealed_for(state).total_seconds() for state in states)
    yield "hearth_audit_unsealed", "gauge", "Audit rows that wait for their seal", {}, waiting
    yield "hearth_audit_behind_seconds", "gauge", "How long the oldest waits", {}, behind


def unsealed_for(state: "SealingState") -> timedelta:
    """How long rows wait for the sealer.

    A demonstration writes rows of long ago, so a waiting row's own time alone says nothing: the
    wait counts from the last seal, and before the first one from the start of the database.
    """
    return min(state.behind, clock.now() - (state.sealed_to or _database_started()))


def _database_started() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_postmaster_start_time()")
        return cursor.fetchone()[0]


def sealing_states() -> "list[SealingState]":
    """How far the sealer has come, chain by chain."""
    from hearth.platform.audit import queries, sealer
    from hearth.platform.scope import scoped

    found = []
    for chain in sealer.chains():
        with scoped(sealer.chain_scope(chain, "metrics")) as scope:
            found.append(queries.sealing_state(scope))
    return found


def _since(at: datetime | None) -> float:
    return max(0.0, (clock.now() - at).total_seconds()) if at else 0.0


def _written(lines: Iterable[Line]) -> str:
    out: list[str] = []
    told: set[str] = set()
    for name, kind, text, labels, value in lines:
        base = name.removesuffix("_bucket")
        if kind and base not in told:
            told.add(base)
            out += [f"# HELP {base} {text}", f"# TYPE {base} {kind}"]
        said = ",".join(f'{key}="{_escaped(word)}"' for key, word in labels.items())
        out.append(f"{name}{{{said}}} {value:g}" if said else f"{name} {value:g}")
    return "\n".join(out) + "\n"


def _escaped(word: object) -> str:
    return str(word).replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
