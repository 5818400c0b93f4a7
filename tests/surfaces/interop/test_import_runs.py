"""Whole or in parts, killed and taken up again, twice at once: a run never doubles or loses."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from hearth.kernel.errors import Conflict
from hearth.kernel.merging import Taken
from hearth.platform.scope import process_scope, scoped
from hearth.record.documents.codes import BatchMode
from hearth.record.documents.models import ImportBatch, SourceRecord
from hearth.record.observations.models import Observation
from hearth.record.residents.actions import import_contacts, import_health
from hearth.record.residents.models import Resident
from hearth.surfaces.interop import importing
from hearth.surfaces.interop.importing import NotWhole, carry_out
from hearth.surfaces.interop.reading import write_json
from hearth.surfaces.interop.reasons import MESSAGES
from tests.surfaces.interop.importer import SAMPLES, bundle, patient, run_of
from tests.surfaces.interop.test_importing import weight


def values(count: int) -> dict:
    return bundle(patient(), *(weight(f"o{n}") for n in range(count)))


def inside(facility):
    return scoped(process_scope("test", facility.pk))


# In this process


@pytest.mark.django_db
def test_all_or_nothing_takes_everything(facility, actor):
    run = run_of(facility, actor, values(3), mode=BatchMode.WHOLE)
    assert carry_out(run).of("create") == 4
    with inside(facility):
        assert ImportBatch.objects.get().state == "finished"


@pytest.mark.django_db
def test_all_or_nothing_takes_nothing_when_something_would_be_set_aside(facility, actor):
    run = run_of(facility, actor, values(3), "{broken", mode=BatchMode.WHOLE)
    with pytest.raises(NotWhole):
        carry_out(run)
    with inside(facility):
        assert not Resident.objects.exists()
        assert not SourceRecord.objects.exists()
        assert {b.failure for b in ImportBatch.objects.all()} == {"not-whole"}


@pytest.mark.django_db
def test_all_or_nothing_that_breaks_half_way_leaves_nothing(facility, actor, monkeypatch):
    monkeypatch.setattr(importing, "PART", 10)
    parts = []

    def broken(part, batch):
        parts.append(part)
        if len(parts) == 3:
            raise RuntimeError("power cut")

    monkeypatch.setattr(importing, "take_observations", broken)
    run = run_of(facility, actor, values(40), mode=BatchMode.WHOLE)
    with pytest.raises(RuntimeError):
        carry_out(run)
    with inside(facility):
        assert not Resident.objects.exists()
        assert not SourceRecord.objects.exists()


@pytest.mark.django_db
def test_in_parts_what_is_done_stays_and_the_rest_is_taken_up(facility, actor, monkeypatch):
    monkeypatch.setattr(importing, "PART", 10)
    said = []

    def stop(done, of):
        said.append(done)
        if done == 20:
            raise KeyboardInterrupt

    run = run_of(facility, actor, values(40), say=stop)
    with pytest.raises(KeyboardInterrupt):
        carry_out(run)
    with inside(facility):
        (batch,) = ImportBatch.objects.all()
        assert (batch.state, batch.done, batch.entries) == ("running", 20, 41)
        assert sum(batch.counts["Observation"].values()) == 19
    again = replace(run, batches=[batch], say=lambda done, of: said.append(done))
    assert carry_out(again).counts == {
        "Patient": {"create": 1},
        "Observation": {"create": 40},
    }
    assert said == [10, 20, 30, 40, 41]
    with inside(facility):
        assert Observation.objects.count() == 40


@pytest.mark.django_db
def test_two_processes_never_take_the_same_part(facility, actor, monkeypatch):
    monkeypatch.setattr(importing, "PART", 10)

    def meanwhile(done, of):
        if done == 10:
            carry_out(replace(run, say=lambda done, of: None))

    run = run_of(facility, actor, values(40), say=meanwhile)
    with pytest.raises(Conflict, match="another process"):
        carry_out(run)
    with inside(facility):
        assert Observation.objects.count() == 40
        assert ImportBatch.objects.get().state == "finished"


@pytest.mark.django_db
def test_parts_are_bounded_by_text_as_well(facility, actor, monkeypatch):
    monkeypatch.setattr(importing, "PART_TEXT", 2_000)
    said = []
    run = run_of(facility, actor, values(40), say=lambda done, of: said.append(done))
    carry_out(run)
    assert len(said) > 3
    assert said[-1] == 41


def test_every_refusal_of_an_action_has_a_sentence():
    source = "".join(
        Path(module.__file__).read_text()
        for module in (import_contacts, import_health, importing)
    )
    source += Path("hearth/record/observations/actions/imports.py").read_text()
    said = {"retracted-here", "ended-here", "allergy-known", "run-out"}
    assert all(f'"{code}"' in source for code in said)
    assert said <= MESSAGES.keys()
    assert Taken(row=None, refused="ended-here").row is None


# The command itself


def hearth_import(*words: object, **more) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "hearth", "import", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **more,
    )


def done(*words: object) -> tuple[int, bytes, str]:
    process = hearth_import(*words)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err.decode()


@pytest.mark.django_db(transaction=True)
def test_the_command_imports_into_the_only_community(facility, account_of):
    account = account_of("coordinator")
    dry = done("fhir", "--dry-run", "--json", SAMPLES / "one_resident.json")
    assert dry[0] == 0
    assert json.loads(dry[1])["resources"]["Patient"]["create"] == 1
    code, out, err = done(
        "fhir", "--json", "--by", account.username, SAMPLES / "one_resident.json"
    )
    assert (code, err) == (0, "")
    assert json.loads(out)["entries"] == 4
    with inside(facility):
        assert ImportBatch.objects.get().started_by == account.actor
        assert Resident.objects.get().family == "Okafor"
    known = json.loads(done("fhir", "--dry-run", "--json", SAMPLES / "one_resident.json")[1])
    assert known["resources"]["Patient"] == {
        "create": 0,
        "update": 1,
        "verbatim": 0,
        "quarantine": 0,
    }
    assert done("fhir", SAMPLES / "one_resident.json")[1].count(b"unchanged") == 1


@pytest.mark.django_db(transaction=True)
def test_the_command_says_what_to_do_where_it_cannot_begin(
    facility, other_facility, account_of
):
    nurse = account_of("nurse")
    sample = SAMPLES / "one_resident.json"
    assert (
        "Say which community with --community: elm-house, oak-court." in done("fhir", sample)[2]
    )
    said = done("fhir", "--community", "elm-house", "--by", nurse.username, sample)
    assert said[0] == 1
    assert f"{nurse.username} may not import into Elm House." in said[2]
    dry = done("fhir", "--dry-run", "--json", sample)
    assert dry[0] == 0
    assert json.loads(dry[1])["entries"] == 4


@pytest.mark.django_db(transaction=True)
def test_without_a_community_the_command_says_what_to_do():
    code, out, err = done("fhir", SAMPLES / "one_resident.json")
    assert (code, out) == (1, b"")
    assert "There is no community yet" in err
    assert err.count("\n") == 1


@pytest.mark.django_db(transaction=True)
def test_a_killed_import_is_taken_up_where_it_stopped(facility, tmp_path):
    path = tmp_path / "large.json"
    path.write_text(write_json(values(3000)))
    process = hearth_import("fhir", path)
    end = time.monotonic() + 60
    reached = 0
    while not 500 <= reached < 3000:
        assert time.monotonic() < end
        assert process.poll() is None
        with inside(facility):
            reached = sum(ImportBatch.objects.values_list("done", flat=True))
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    with inside(facility):
        kept = Observation.objects.count()
        assert 0 < kept < 3000
        assert SourceRecord.objects.count() == ImportBatch.objects.get().done
    code, out, _ = done("fhir", "--json", path)
    assert code == 0
    assert json.loads(out)["resources"] == {
        "Patient": {"create": 1},
        "Observation": {"create": 3000},
    }
    with inside(facility):
        batch = ImportBatch.objects.get()
        assert (batch.state, batch.done) == ("finished", 3001)
        assert Observation.objects.count() == 3000
        ids = Observation.objects.values_list("source_id", flat=True).distinct()
        assert ids.count() == 3000
