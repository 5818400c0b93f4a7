"""A large file passes through a small window. Measured in a process of its own."""

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
