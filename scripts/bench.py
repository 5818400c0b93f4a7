"""`make bench`: how fast the house is, and whether it stays so with a hundred communities.

A house of its own is started cold, measured, filled to a hundred communities, measured again, and
thrown away. Every figure has its limit; one that is not kept ends with status 1.
`make bench B="--write"` also writes docs/performance.md; B="--copies 9 --rounds 20" is a short look.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any


ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from hearth.kernel import clock  # noqa: E402 - found by the line above
from scripts.measuring.house import House, fresh_house  # noqa: E402


LIMITED = ("Today", "Resident", "Shift list")
MOST_QUERIES = 20
MOST_RATIO = 1.3
FIRST_LOAD = {"css_kB": 30, "js_kB": 60, "all_kB": 120, "lcp_ms": 2000}
LEAST_IMPORT = 300
MOST_AUDIT_MS = 1.0
MOST_COLD_SECONDS = 30
MOST_CHART = 20
MOST_ROSTER = {"statements": 8, "p95": 200}
MOST_TOGETHER = 2.0
MOST_SHEET_MS = 300
MOST_CHECK_IN_MS = 2000
PAGE = ROOT / "docs" / "performance.md"


@dataclass(frozen=True)
class Figure:
    """One measured value and the limit it must keep."""

    what: str
    value: str
    limit: str
    kept: bool


def main() -> int:
    """Measure all of it; 1 when a limit is not kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--copies", type=int, default=99, help="communities beside the first")
    parser.add_argument("--rounds", type=int, default=60, help="how often each page is asked")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    args = parser.parse_args()
    said = measure(args.copies, args.rounds)
    figures = judged(said)
    text = report(said, figures)
    print(text)
    if args.write:
        PAGE.write_text(page(said, text))
        print(f"Written to {PAGE.relative_to(ROOT)}.")
    return 0 if all(figure.kept for figure in figures) else 1


def measure(copies: int, rounds: int) -> dict[str, Any]:
    """Everything, in its order."""
    with fresh_house() as house:
        tell("A house, started cold")
        said: dict[str, Any] = {"cold_seconds": house.start()}
        tell("The demonstration's ninety days")
        house.await_history()
        tell("First load on a slow phone")
        said["phone"] = json.loads(house.run("scripts.measuring.phone", house.address))
        house.stop()
        tell("Pages, with one community")
        house.run(
            "scripts.measuring.filling", "0"
        )  # counted by the planner, as the many will be
        said["one"] = json.loads(house.run("scripts.measuring.pages", str(rounds)))
        tell(f"{copies} more communities")
        said["filled"] = json.loads(house.run("scripts.measuring.filling", str(copies)))
        tell("Pages, with all of them")
        said["many"] = json.loads(house.run("scripts.measuring.pages", str(rounds)))
        tell("An import")
        said["import"] = imported(house)
        tell("A sheet filled from last week")
        said["sheet"] = json.loads(house.run("scripts.measuring.sheet", str(rounds)))
        tell("Many at once")
        said["together"] = json.loads(house.run("scripts.measuring.many", str(rounds)))
        tell("One resident's chart of twelve months")
        said["chart"] = json.loads(house.run("scripts.measuring.charting"))
    said["machine"] = machine()
    return said


def imported(house: House) -> dict[str, Any]:
    """A made-up file of fifty resources a resident, taken in by the command."""
    residents = 100
    file = house.folder.with_name("bench.ndjson")
    house.run("scripts.measuring.taking_in", str(residents), str(file))
    began = time.monotonic()
    house.run("hearth", "import", "fhir", "--community", "maple-court", "--json", str(file))
    seconds = time.monotonic() - began
    return {
        "resources": residents * 50,
        "seconds": round(seconds, 1),
        "rate": round(residents * 50 / seconds),
    }


def judged(said: dict[str, Any]) -> list[Figure]:
    """Every figure that has a limit."""
    found = [
        Figure("Cold `make run` to the first page", f"{said['cold_seconds']:.0f} s", f"≤ {MOST_COLD_SECONDS} s", said["cold_seconds"] <= MOST_COLD_SECONDS),
        Figure("Import", f"{said['import']['rate']} resources/s", f"≥ {LEAST_IMPORT}", said["import"]["rate"] >= LEAST_IMPORT),
        Figure("CPU of noting a view", f"{said['many']['audit_ms']} ms", f"≤ {MOST_AUDIT_MS} ms", said["many"]["audit_ms"] <= MOST_AUDIT_MS),
    ]  # fmt: skip
    for load in said["phone"]["pages"]:
        for name, most in FIRST_LOAD.items():
            words, unit = name.rsplit("_", 1)
            found.append(
                Figure(f"{load['name']}, first load, {words}", f"{load[name]} {unit}", f"≤ {most} {unit}", load[name] <= most)
            )  # fmt: skip
    tap = said["phone"]["check_in_ms"]
    found.append(
        Figure("Check-in on a slow phone, from the tap", f"{tap} ms", f"≤ {MOST_CHECK_IN_MS} ms", tap <= MOST_CHECK_IN_MS)
    )  # fmt: skip
    sheet = said["sheet"]
    found.append(
        Figure(
            f"A sheet of {sheet['lines']} lines filled from last week, p95",
            f"{sheet['p95']} ms",
            f"≤ {MOST_SHEET_MS} ms",
            sheet["p95"] <= MOST_SHEET_MS,
        )
    )
    one = {p["name"]: p for p in said["one"]["pages"]}
    many = {p["name"]: p for p in said["many"]["pages"]}
    for name in LIMITED:
        ratio = many[name]["p50"] / one[name]["p50"]
        found.append(
            Figure(
                f"{name}, p50 of many / one",
                f"{ratio:.2f}",
                f"≤ {MOST_RATIO}",
                ratio <= MOST_RATIO,
            )
        )
    for name, found_page in many.items():
        count = found_page["queries"]
        found.append(
            Figure(f"{name}, queries", str(count), f"≤ {MOST_QUERIES}", count <= MOST_QUERIES)
        )
    for asked in [*said["many"]["pages"], *said["many"]["plans"]]:
        tables = ", ".join(asked["read_through"]) or "none"
        found.append(
            Figure(
                f"{asked['name']}: large tables read through", tables, "none", tables == "none"
            )
        )
    return found + many_at_once(said["together"]) + [charted(said["chart"])]


def charted(said: dict[str, Any]) -> Figure:
    """A resident's chart of a year as one PDF, from its asking to its keeping."""
    what = f"Chart PDF of 12 months, {said['rows']:,} rows, {said['pages']} pages"
    seconds = said["seconds"]
    return Figure(what, f"{seconds} s", f"≤ {MOST_CHART} s", seconds <= MOST_CHART)


def many_at_once(said: dict[str, Any]) -> list[Figure]:
    """The roster of two hundred, and one action on a hundred."""
    count, most = said["statements"], MOST_ROSTER["statements"]
    p95, slowest = said["page"]["p95"], MOST_ROSTER["p95"]
    who = f"Roster of {said['residents']}, 12 columns"
    found = [
        Figure(f"{who}, statements", str(count), f"≤ {most}", count <= most),
        Figure(f"{who}, p95", f"{p95} ms", f"≤ {slowest} ms", p95 <= slowest),
    ]
    found += [
        Figure(
            f"{deed.capitalize()} for 100 residents",
            f"{seconds} s",
            f"≤ {MOST_TOGETHER:.0f} s",
            seconds <= MOST_TOGETHER,
        )
        for deed, seconds in said["seconds"].items()
    ]
    return found


def report(said: dict[str, Any], figures: list[Figure]) -> str:
    """The tables, as they also stand in the documentation."""
    filled = said["filled"]
    lines = [
        "| Page | p50 ms | p95 ms | CPU ms | CPU ms of the database | queries | kB |",
        "|---|---|---|---|---|---|---|",
    ]
    for key, words in (
        ("one", "1 community"),
        ("many", f"{filled['communities']} communities"),
    ):
        lines += [
            f"| {p['name']}, {words} | {p['p50']} | {p['p95']} | {p['cpu']} | {p['database_cpu']} |"
            f" {p['queries']} | {p['kB']} |"
            for p in said[key]["pages"]
        ]
    lines += [
        "",
        (
            f"{filled['communities']} communities hold {filled['residents']:,} residents and"
            f" {filled['finished']:,} finished tasks in {filled['bytes'] / 1e9:.1f} GB."
        ),
        "",
        "| Figure | measured | limit | |",
        "|---|---|---|---|",
        *(
            f"| {f.what} | {f.value} | {f.limit} | {'kept' if f.kept else '**not kept**'} |"
            for f in figures
        ),
    ]
    return "\n".join(lines)


def page(said: dict[str, Any], text: str) -> str:
    """docs/performance.md."""
    return (
        "# How fast it is\n\n"
        f"Measured by `make bench` on {clock.now():%Y-%m-%d}: {said['machine']}. Pages are answered in"
        " one process as the server's threads would; the large database is the small one's community,"
        " copied row for row (`scripts/measuring/`). A figure is only worth the machine it was taken on:"
        " compare the limits, and the two sizes with each other.\n\n"
        f"{text}\n"
    )


def machine() -> str:
    """What it was measured on."""
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    load = os.getloadavg()[2]
    return (
        f"{os.cpu_count()} x {model}, {memory:.0f} GB, Python {platform.python_version()},"
        f" load {load:.1f}, commit {commit or 'none'}"
    )


def tell(words: str) -> None:
    """Progress, on the side of the answer."""
    print(f"{clock.now():%H:%M:%S} {words}…", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
