"""``hearth import`` from outside: what it prints, and with which status it ends."""

import gzip
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


SAMPLES = Path(__file__).parents[1] / "surfaces" / "interop" / "samples"
BUNDLE, MIXED, TABLE = (
    SAMPLES / name for name in ("one_resident.json", "mixed.ndjson", "residents.csv")
)
FATES = {"create", "update", "verbatim", "quarantine"}


@pytest.fixture
def hearth(tmp_path):
    """The command in a folder where nothing was ever started."""

    def run(*words: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        kept = {
            n: v for n, v in os.environ.items() if not n.startswith(("HEARTH_", "DATABASE"))
        }
        return subprocess.run(
            [sys.executable, "-m", "hearth", "import", *map(str, words)],
            env=kept | {"HEARTH_DATA": str(tmp_path / "data")},
            input=stdin,
            capture_output=True,
            timeout=60,
            check=False,
        )

    return run


def counted(done: subprocess.CompletedProcess[bytes]) -> dict:
    assert done.stderr == b""
    said = json.loads(done.stdout)
    assert set(said) == {"entries", "resources"}
    assert all(set(parts) == FATES for parts in said["resources"].values())
    assert sum(sum(parts.values()) for parts in said["resources"].values()) == said["entries"]
    return said


def test_a_dry_run_prints_one_object_and_nothing_else_before_anything_was_started(
    hearth, tmp_path
):
    done = hearth("fhir", "--dry-run", "--json", BUNDLE)
    assert done.returncode == 0
    said = counted(done)
    assert said["entries"] == 4
    assert said["resources"]["Patient"]["create"] == 1
    assert not (tmp_path / "data").exists()


def test_several_files_are_counted_as_one_import(hearth):
    assert counted(hearth("fhir", "--dry-run", "--json", BUNDLE, MIXED))["entries"] == 9


def test_archives_and_standard_input_are_read(hearth, tmp_path):
    packed = tmp_path / "one.json.gz"
    packed.write_bytes(gzip.compress(BUNDLE.read_bytes()))
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.write(BUNDLE, "fhir/one.json")
        out.write(MIXED, "fhir/mixed.ndjson")
        out.writestr("__MACOSX/fhir/._one.json", b"litter")
    words = ("fhir", "--dry-run", "--json")
    assert counted(hearth(*words, packed))["entries"] == 4
    assert counted(hearth(*words, archive))["entries"] == 9
    assert counted(hearth(*words, "-", stdin=BUNDLE.read_bytes()))["entries"] == 4


@pytest.mark.parametrize("content", [b"", b"hello", b"<Bundle/>", b'{"a": 1}', b"\x1f\x8b"])
def test_only_what_cannot_be_read_at_all_fails(hearth, tmp_path, content):
    broken = tmp_path / "broken.json"
    broken.write_bytes(content)
    alone = hearth("fhir", "--dry-run", "--json", broken)
    assert alone.returncode == 1
    assert json.loads(alone.stdout)["entries"] == 1
    assert alone.stderr.startswith(b"hearth: nothing could be read. ")
    beside = hearth("fhir", "--dry-run", "--json", broken, BUNDLE)
    assert (beside.returncode, counted(beside)["entries"]) == (0, 5)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fhir", "nowhere.json"), "There is no file nowhere.json."),
        (("fhir", "/"), "/ is a folder"),
        (("csv", "--kind", "rooms", TABLE), 'Say which column holds "Room".'),
        (("csv", "--kind", "residents", "--map", "Sex", TABLE), "--map takes COLUMN=FIELD"),
        (
            ("csv", "--kind", "residents", "--map", "Sex=shoe", TABLE),
            "shoe is neither a column",
        ),
        (("xlsx", "--kind", "rooms", BUNDLE), "Say which column"),
    ],
)
def test_what_cannot_begin_is_one_sentence(hearth, words, said):
    done = hearth(words[0], "--dry-run", "--json", *words[1:])
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith(f"hearth: {said}")
    assert done.stderr.count(b"\n") == 1


def test_a_table_is_counted_by_what_its_rows_are(hearth):
    done = hearth("csv", "--kind", "residents", "--dry-run", "--json", TABLE)
    assert counted(done)["resources"] == {
        "Patient": {"create": 2, "update": 0, "verbatim": 0, "quarantine": 1}
    }


def test_a_column_may_be_named_by_hand(hearth, tmp_path):
    table = tmp_path / "rooms.csv"
    table.write_text("Door,Wing\n101,East\n102,East\n")
    words = ("csv", "--kind", "rooms", "--dry-run", "--json", table)
    assert hearth(*words).returncode == 1
    assert counted(hearth(*words, "--map", "Door=room"))["entries"] == 2


def test_without_json_a_person_can_read_it(hearth):
    done = hearth("fhir", "--dry-run", MIXED)
    assert done.returncode == 0
    assert b"5 entries. Nothing was changed." in done.stdout
    assert b"set aside: mixed.ndjson, line 2" in done.stdout
