"""A large file passes through a small window. Measured in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


# Prints: entries, resources a second, and by how many megabytes the process grew.
READ = """
import sys, time
from hearth.surfaces.interop.fhir.mapping import read
from hearth.surfaces.interop.reading import entries
def peak():
    # Not ru_maxrss: a child inherits its parent's.
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
before, started = peak(), time.perf_counter()
count = sum(1 for entry in entries(sys.argv[1]) if read(entry))
print(count, count / (time.perf_counter() - started), peak() - before)
"""
ENTRY = (Path(__file__).parent / "samples" / "one_resident.json").read_text()


def grown(folder: Path, megabytes: int) -> tuple[int, float, float]:
    """Read a generated Bundle of that size; entries, resources a second, growth in MB."""
    inner = ENTRY[ENTRY.index("[") + 1 : ENTRY.rindex("]")].strip()
    times = (megabytes << 20) // len(inner) + 1
    path = folder / "large.json"
    with path.open("w") as out:
        out.write('{"resourceType": "Bundle", "type": "collection", "entry": [')
        for number in range(times):
            out.write(("," if number else "") + inner)
        out.write("]}")
    answer = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True
    )
    path.unlink()
    count, speed, growth = answer.stdout.split()
    assert int(count) == 4 * times
    return int(count), float(speed), float(growth)


def test_a_file_of_ten_megabytes_needs_only_a_few(tmp_path):
    _, _, growth = grown(tmp_path, 10)
    assert growth < 25


@pytest.mark.skipif(not os.environ.get("HEARTH_BENCH"), reason="takes a minute: HEARTH_BENCH=1")
def test_a_file_of_a_hundred_megabytes_needs_no_more(tmp_path):
    count, speed, growth = grown(tmp_path, 100)
    sys.stdout.write(f"\n{count} resources, {speed:.0f} a second, {growth:.0f} MB more\n")
    assert growth < 25


# Imports the file into a community made for it. Prints the same three numbers.
IMPORT = """
import sys, time
import django
django.setup()
from uuid import UUID
from hearth.config.command.imports import _actor
from hearth.platform.scope import process_scope
from hearth.platform.tenancy.models import Facility
from hearth.surfaces.interop import importing, opening
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
facility = Facility.objects.get(pk=UUID(sys.argv[2]))
handed = opening.handed_fhir(opening.given([sys.argv[1]]))
run = importing.begin(
    scope=process_scope("import", facility.pk), by=_actor(None, facility), facility=facility,
    handed=handed, source="bench",
)
before, started = peak(), time.perf_counter()
count = importing.carry_out(run).entries
print(count, count / (time.perf_counter() - started), peak() - before)
"""


def values_file(folder: Path, megabytes: int) -> Path:
    """One resident and as many values, each with an id of its own, as fill that size."""
    value = json.dumps(
        {
            "resourceType": "Observation",
            "id": "o%d",
            "status": "final",
            "subject": {"reference": "Patient/p1"},
            "effectiveDateTime": "2025-11-19T08:00:00-06:00",
            "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
            "valueQuantity": {"value": 61.5, "unit": "kg", "code": "kg"},
            "note": [{"text": "as a bathroom scale says it, " * 12}],
        }
    )
    path = folder / "values.ndjson"
    with path.open("w") as out:
        out.write('{"resourceType": "Patient", "id": "p1", "name": [{"family": "X"}]}\n')
        for number in range((megabytes << 20) // len(value)):
            out.write(value % number + "\n")
    return path


def imported(path: Path, facility) -> tuple[int, float, float]:
    answer = subprocess.run(
        [sys.executable, "-c", IMPORT, str(path), str(facility.pk)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr[-2000:]
    count, speed, growth = answer.stdout.split()
    return int(count), float(speed), float(growth)


@pytest.mark.django_db(transaction=True)
def test_importing_four_megabytes_needs_only_a_few(facility, tmp_path):
    _, _, growth = imported(values_file(tmp_path, 4), facility)
    assert growth < 120


@pytest.mark.skipif(not os.environ.get("HEARTH_BENCH"), reason="takes minutes: HEARTH_BENCH=1")
@pytest.mark.django_db(transaction=True)
def test_importing_a_hundred_megabytes_stays_in_bounded_memory(facility, tmp_path):
    count, speed, growth = imported(values_file(tmp_path, 100), facility)
    sys.stdout.write(f"\n{count} resources, {speed:.0f} a second, {growth:.0f} MB more\n")
    assert growth < 250
    assert speed > 300
