"""Time, CPU and queries of the pages people live on; and which tables their queries read through.

`python -m scripts.measuring.pages ROUNDS`. Each page is answered in this process, as gunicorn's
threads would, by the role that serves pages; the CPU of its database connection is read from /proc.
"""

import gc
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import django


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.config.settings")
django.setup()

from django.db import connection  # noqa: E402 - Django must be set up first
from django.test import Client  # noqa: E402

from hearth.config.embedded import cluster  # noqa: E402
from hearth.config.environment import environment  # noqa: E402
from hearth.platform.identity.models import Account  # noqa: E402
from hearth.platform.scope import process_scope, scoped  # noqa: E402
from hearth.platform.tenancy.models import Facility  # noqa: E402
from hearth.record.residents.models import Resident, Stay  # noqa: E402


SLUG = "maple-court"
WARM_UP = 5
# A table this large read from end to end for one page is a mistake.
LARGE = 50_000
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Measured:
    """One page, answered again and again."""

    name: str
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    database_cpu: float = 0.0
    queries: int = 0
    bytes: int = 0
    read_through: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Milliseconds, counts, and the tables that were read through."""
        ordered = sorted(self.wall)
        return {
            "name": self.name,
            "p50": round(statistics.median(ordered), 1),
            "p95": round(ordered[int(len(ordered) * 0.95) - 1], 1),
            "cpu": round(statistics.median(self.cpu), 1),
            "database_cpu": round(self.database_cpu, 1),
            "queries": self.queries,
            "kB": round(self.bytes / 1000),
            "read_through": sorted(set(self.read_through)),
        }


def pages(resident: Resident) -> list[tuple[str, str, str]]:
    """Name, who opens it, and its address. The first three are those the issue sets limits for."""
    c = f"/c/{SLUG}"
    one = f"{c}/residents/{resident.pk}"
    return [
        ("Today", "coordinator", f"{c}/today/"),
        ("Resident", "coordinator", f"{one}/"),
        ("Shift list", "caregiver", f"{c}/shift/"),
        ("Residents", "coordinator", f"{c}/residents/"),
        ("Tasks", "coordinator", f"{c}/tasks/"),
        ("Notes of a resident", "nurse", f"{one}/notes/"),
        ("Search by name", "coordinator", f"{c}/search/?q={resident.family}"),
        ("Who looked", "admin", f"{c}/office/who-looked/"),
    ]


def main() -> int:
    """Measure every page, and say it as JSON."""
    rounds = int(sys.argv[1])
    with cluster(environment()).up():
        facility = Facility.objects.get(slug=SLUG)
        with scoped(process_scope("bench", facility.pk)):
            lives = Stay.objects.filter(status="lives-here").values("resident")
            resident = Resident.objects.filter(pk__in=lives).order_by("family", "id")[0]
        large = large_tables()
        found = [
            measure(name, client(who), address, rounds, large)
            for name, who, address in pages(resident)
        ]
        asked = [*other_plans(facility, resident, large)]
        print(
            json.dumps(
                {"pages": [m.as_json() for m in found], "plans": asked, "audit_ms": audit()}
            )
        )
        connection.close()
    return 0


def client(name: str) -> Client:
    """Somebody signed in."""
    made = Client(HTTP_HOST="127.0.0.1")
    made.force_login(Account.objects.get(username=name))
    return made


def measure(name: str, who: Client, address: str, rounds: int, large: set[str]) -> Measured:
    """Answer one page again and again."""
    found = Measured(name)
    for _ in range(WARM_UP):
        answer = who.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{name} ({address}) answered {answer.status_code}")
    gc.collect()
    gc.freeze()  # as where pages are served (hearth/config/gunicorn_conf.py)
    found.bytes = len(answer.content)
    with asked() as statements:
        who.get(address)
    found.queries = len(statements)
    found.read_through = read_through(statements, large)
    server = backend()
    before = cpu_of(server)
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        who.get(address)
        found.cpu.append((time.process_time() - cpu) * 1000)
        found.wall.append((time.perf_counter() - wall) * 1000)
    found.database_cpu = (cpu_of(server) - before) / rounds
    return found


@contextmanager
def asked() -> Iterator[list[tuple[str, Any, list[Any]]]]:
    """Every statement asked inside, with its values and the scope it was asked in."""
    kept: list[tuple[str, Any, list[Any]]] = []
    scope: list[list[Any]] = [[]]

    def note(execute: Callable, statement: str, values: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        if statement.startswith("SELECT set_config('hearth.facilities'"):
            scope[0] = list(values)
        kept.append((statement, values, scope[0]))
        return execute(statement, values, many, context)

    with connection.execute_wrapper(note):
        yield kept


def read_through(statements: list[tuple[str, Any, list[Any]]], large: set[str]) -> list[str]:
    """The large tables that any of the statements reads from end to end, as the role that serves."""
    from django.db import transaction

    found: list[str] = []
    for statement, values, scope in statements:
        words = statement.lstrip().upper()
        if not words.startswith(("SELECT", "WITH", "UPDATE")) or "set_config" in statement:
            continue
        with transaction.atomic(), connection.cursor() as cursor:
            if scope:
                from hearth.platform.scope.scope import _SETTINGS

                cursor.execute(_SETTINGS, scope)
            cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", values)
            plan = cursor.fetchone()[0]
            plan = json.loads(plan) if isinstance(plan, str) else plan
            found += [t for t in scanned(plan[0]["Plan"]) if t in large]
            transaction.set_rollback(True)
    return found


def scanned(plan: dict[str, Any]) -> Iterator[str]:
    """Tables that a plan reads from end to end."""
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for inner in plan.get("Plans", ()):
        yield from scanned(inner)


def large_tables() -> set[str]:
    """Tables and months of tables with very many rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [LARGE]
        )
        return {name for (name,) in cursor.fetchall()}


def other_plans(
    facility: Facility, resident: Resident, large: set[str]
) -> Iterator[dict[str, Any]]:
    """Questions that need an index although row-level security allows no pattern operators."""
    from hearth.kernel import clock
    from hearth.record.notes.queries import search_notes
    from hearth.record.residents.queries import search_residents
    from hearth.record.staff.models import DutyPeriod

    now = clock.now()
    questions: dict[str, Callable[[Any], Any]] = {
        "a name": lambda scope: search_residents(scope, resident.family[:4], now),
        "a word in notes": lambda scope: list(search_notes(scope, "breakfast"))[:25],
        "duty that overlaps now": lambda scope: list(
            DutyPeriod.objects.filter(
                facility_id__in=scope.facilities, starts__lt=now, ends__gt=now
            )
        ),
        "a resident's finished tasks": lambda scope: list(
            _tasks()
            .filter(facility_id__in=scope.facilities, resident=resident)
            .order_by("-due")[:50]
        ),
    }
    for name, ask in questions.items():
        with scoped(process_scope("bench", facility.pk)) as scope, asked() as statements:
            began = time.perf_counter()
            ask(scope)
            ms = round((time.perf_counter() - began) * 1000, 1)
        yield {"name": name, "ms": ms, "read_through": read_through(statements, large)}


def _tasks() -> Any:
    from hearth.record.tasks.models import Task

    return Task.objects


def audit() -> float:
    """Milliseconds of CPU, the database's too, that noting one view of a resident takes."""
    from django.http import HttpRequest

    from hearth.platform.audit.viewing import view_seen
    from hearth.platform.identity.scopes import scope_for

    account = Account.objects.get(username="coordinator")
    facility = Facility.objects.get(slug=SLUG)
    scope = scope_for(account.actor, facility)
    request = HttpRequest()
    request.actor, request.scope = account.actor, scope  # type: ignore[attr-defined]
    times, rounds = 2000, 0
    with scoped(scope):
        ids = list(Resident.objects.values_list("pk", flat=True))
        server = backend()
        ours, theirs = time.process_time(), cpu_of(server)
        while rounds < times:
            view_seen(request, ids[rounds % len(ids)], "bench.view")
            rounds += 1
        spent = (time.process_time() - ours) * 1000 + cpu_of(server) - theirs
        from django.db import transaction

        transaction.set_rollback(True)
    return round(spent / times, 3)


def backend() -> int:
    """The process of this connection's server side."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def cpu_of(pid: int) -> float:
    """Milliseconds of CPU a process has used."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) * 1000 / TICK


if __name__ == "__main__":
    sys.exit(main())
