"""A coordinator imports through pages; whoever may not, cannot; nothing typed is lost."""

import gzip
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hearth.platform.audit.models import AuditEvent
from hearth.platform.files import disk
from hearth.platform.scope import process_scope, scoped
from hearth.record.documents.models import ImportBatch, SourceRecord
from hearth.record.residents.models import Condition, Resident
from hearth.surfaces.interop import importing, jobs
from tests.factories.tenancy import make_place
from tests.surfaces.interop.importer import SAMPLES
from tests.surfaces.interop.test_table_import import RESIDENTS


pytestmark = pytest.mark.django_db

MIXED = (SAMPLES / "mixed.ndjson").read_bytes()


@pytest.fixture
def nurse(as_role):
    return as_role("nurse")


@pytest.fixture
def coordinator(as_role):
    return as_role("coordinator")


def url(name: str, *args: object) -> str:
    return reverse(f"interop:{name}", args=["elm-house", *args])


def send(client, content: bytes, name: str = "export.ndjson", **more: str):
    file = SimpleUploadedFile(name, content)
    return client.post(url("import_file"), {"file": file, "source": "ehr", **more})


def batch_of(facility) -> ImportBatch:
    with scoped(process_scope("test", facility.pk)):
        return ImportBatch.objects.get()


def tried(facility, client) -> ImportBatch:
    batch = batch_of(facility)
    jobs.try_file.run(facility_id=facility.pk, batch_id=batch.pk, by_id=client.account.actor_id)
    return batch


def carried_out(facility, client, **form: str) -> ImportBatch:
    batch = tried(facility, client)
    answer = client.post(url("start_import", batch.pk), form)
    assert answer.status_code == 302
    jobs.carry_out.run(facility_id=facility.pk, batch_id=batch.pk)
    return batch_of(facility)


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_nobody_has_imported_yet(coordinator):
    page = text(coordinator.get(url("imports")))
    assert "Nothing was imported yet" in page
    assert url("import_file") in page


def test_a_file_is_tried_looked_at_and_imported(facility, coordinator):
    answer = send(coordinator, MIXED)
    batch = batch_of(facility)
    assert answer.headers["Location"] == url("view_import", batch.pk)
    assert (batch.state, batch.file_name, batch.source_system) == (
        "waiting",
        "export.ndjson",
        "ehr",
    )
    waiting = text(coordinator.get(url("view_import", batch.pk)))
    assert "The file is being looked through" in waiting
    tried(facility, coordinator)
    looked = text(coordinator.get(url("view_import", batch.pk)))
    assert "1 new resident" in looked
    assert "What would be set aside" in looked
    assert "Import into Elm House" in looked
    with scoped(process_scope("test", facility.pk)):
        assert not SourceRecord.objects.exists()
    batch = carried_out(facility, coordinator)
    assert (batch.state, batch.done) == ("finished", 5)
    done = text(coordinator.get(url("view_import", batch.pk)))
    assert "1 resident came with this import" in done
    with scoped(process_scope("test", facility.pk)):
        one = Resident.objects.get()
    assert reverse("residents:move_in", args=["elm-house", one.pk]) in done
    assert "Set aside" in done
    listed = text(coordinator.get(url("imports")))
    assert "2 entries set aside" in listed


def test_the_work_asks_for_itself_and_ends_with_the_whole_page(facility, coordinator):
    send(coordinator, MIXED)
    batch = batch_of(facility)
    headers = {"HX-Request": "true", "HX-Background": "1"}
    address = url("view_import", batch.pk) + "?part=work"
    part = coordinator.get(address, headers=headers)
    assert part.status_code == 200
    assert "<html" not in part.content.decode()
    tried(facility, coordinator)
    over = coordinator.get(address, headers=headers)
    assert (over.status_code, over.headers["HX-Refresh"]) == (204, "true")


def test_what_was_set_aside_is_corrected_and_taken_over(facility, coordinator):
    send(coordinator, MIXED)
    batch = carried_out(facility, coordinator)
    page = text(coordinator.get(url("view_set_aside", batch.pk)))
    assert "2 entries could not be read" in page
    with scoped(process_scope("test", facility.pk)):
        record = SourceRecord.objects.get(line=2)
    address = url("correct_source_record", record.pk)
    assert record.raw[:20] in coordinator.get(address).context["form"].initial["text"]
    wrong = coordinator.post(address, {"text": '{"resourceType": "Patient", "id": "x"}'})
    assert wrong.status_code == 422
    assert "This person has no name" in text(wrong)
    assert "&quot;id&quot;: &quot;x&quot;" in wrong.content.decode()
    good = '{"resourceType": "Patient", "id": "x", "name": [{"family": "Hale"}]}'
    assert coordinator.post(address, {"text": good}).status_code == 302
    with scoped(process_scope("test", facility.pk)):
        corrected = SourceRecord.objects.get(corrects=record)
        assert (corrected.claimed_type, corrected.line) == ("Resident", 2)
        assert Resident.objects.get(family="Hale").pk == corrected.claimed_id
        assert SourceRecord.objects.get(pk=record.pk).raw == record.raw
    assert "1 entry could not be read" in text(coordinator.get(url("view_set_aside", batch.pk)))
    twice = coordinator.post(address, {"text": good.replace("Hale", "Hall")})
    assert twice.status_code == 409


def test_what_was_set_aside_can_be_taken_along(facility, coordinator):
    send(coordinator, MIXED)
    batch = carried_out(facility, coordinator)
    answer = coordinator.get(url("export_set_aside", batch.pk))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Line,Kind,Entry,What to fix"
    assert lines[1].startswith("2,")


def test_what_is_kept_is_listed_by_kind_with_why_it_waits(facility, coordinator):
    send(coordinator, (SAMPLES / "one_resident.json").read_bytes(), "one.json")
    batch = carried_out(facility, coordinator)
    page = text(coordinator.get(url("view_import", batch.pk)))
    assert url("view_kept", batch.pk, "MedicationRequest") in page
    kept = text(coordinator.get(url("view_kept", batch.pk, "MedicationRequest")))
    assert "Medication orders · 1" in kept
    assert "Metformin" in kept
    assert "no place of its own" in kept


def test_a_list_asks_for_its_columns_first_and_remembers_them(facility, coordinator):
    make_place(facility, "12", label="12 A")
    answer = send(coordinator, RESIDENTS.encode(), "list.csv")
    batch = batch_of(facility)
    assert answer.headers["Location"] == url("prepare_import", batch.pk)
    page = coordinator.get(url("prepare_import", batch.pk))
    assert "Margaret" in text(page)
    form = {name: field.initial or "" for name, field in page.context["form"].fields.items()}
    twice = form | {"column_1": "first_name"}
    wrong = coordinator.post(url("prepare_import", batch.pk), twice)
    assert wrong.status_code == 422
    assert "Two columns are mapped" in text(wrong)
    assert coordinator.post(url("prepare_import", batch.pk), form).status_code == 302
    batch = carried_out(facility, coordinator)
    assert batch.counts == {"Patient": {"create": 2, "quarantine": 1}}
    with scoped(process_scope("test", facility.pk)):
        record = SourceRecord.objects.exclude(set_aside="").get()
    address = url("correct_source_record", record.pk)
    cells = {
        name: f.initial for name, f in coordinator.get(address).context["form"].fields.items()
    }
    cells["cell_3"] = "12/31/1941"
    assert coordinator.post(address, cells).status_code == 302
    with scoped(process_scope("test", facility.pk)):
        assert Resident.objects.filter(family="Nwosu").exists()
    exported = coordinator.get(url("export_set_aside", batch.pk)).content.decode("utf-8-sig")
    assert exported.splitlines()[0].startswith("Res #,Last Name")


def test_a_packed_file_is_unpacked(facility, coordinator):
    send(coordinator, gzip.compress(MIXED), "export.ndjson.gz")
    batch = tried(facility, coordinator)
    assert batch.file_name == "export.ndjson"
    assert "1 new resident" in text(coordinator.get(url("view_import", batch.pk)))


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "empty.json", "The file is empty"),
        (b"\x00\x01\x02", "binary.json", "This kind of file is not kept"),
        (b"\x1f\x8bnot really", "broken.json.gz", "damaged or cut short"),
    ],
)
def test_what_cannot_be_taken_in_says_so_beside_the_file(coordinator, content, name, said):
    answer = send(coordinator, content, name)
    assert answer.status_code == 422
    assert said in text(answer)
    assert 'value="ehr"' in answer.content.decode()


def test_a_file_of_which_nothing_can_be_read_cannot_be_started(facility, coordinator):
    send(coordinator, b"hello", "old.json", what="fhir")
    batch = tried(facility, coordinator)
    page = text(coordinator.get(url("view_import", batch.pk)))
    assert "Nothing in this file can be read" in page
    assert "Import into" not in page


def test_all_or_nothing_says_why_nothing_came(facility, coordinator):
    send(coordinator, MIXED)
    batch = carried_out(facility, coordinator, whole="on")
    assert (batch.state, batch.failure, batch.done) == ("failed", "not-whole", 0)
    page = text(coordinator.get(url("view_import", batch.pk)))
    assert "This import took nothing over" in page
    assert "all or nothing was asked for" in page
    again = coordinator.post(url("resume_import", batch.pk))
    assert again.status_code == 302


def test_a_file_that_waits_can_be_given_up(facility, coordinator):
    send(coordinator, MIXED)
    batch = tried(facility, coordinator)
    assert coordinator.post(url("drop_import", batch.pk)).status_code == 302
    assert batch_of(facility).failure == "given-up"
    late = coordinator.post(url("start_import", batch.pk))
    assert late.status_code == 409


def test_an_administrator_sees_imports_but_nobody_in_them(facility, coordinator, as_role):
    send(coordinator, MIXED)
    batch = carried_out(facility, coordinator)
    admin = as_role("administrator")
    page = text(admin.get(url("view_import", batch.pk)))
    assert "5 entries were imported" in page
    assert "Okafor" not in page
    assert admin.get(url("view_set_aside", batch.pk)).status_code == 403
    assert admin.get(url("import_file")).status_code == 403


def test_a_nurse_may_not_import(facility, coordinator, nurse):
    send(coordinator, MIXED)
    batch = tried(facility, coordinator)
    for name, args in (("imports", ()), ("import_file", ()), ("view_import", (batch.pk,))):
        assert coordinator.get(url(name, *args)).status_code == 200
        assert nurse.get(url(name, *args)).status_code == 403
    assert nurse.post(url("start_import", batch.pk)).status_code == 403


def test_another_communitys_import_is_not_there(facility, other_facility, coordinator, as_role):
    send(coordinator, MIXED)
    batch = carried_out(facility, coordinator)
    with scoped(process_scope("test", facility.pk)):
        record = SourceRecord.objects.get(line=2)
    stranger = as_role("coordinator", other_facility)
    for name, key in (
        ("view_import", batch.pk),
        ("view_set_aside", batch.pk),
        ("export_set_aside", batch.pk),
        ("correct_source_record", record.pk),
    ):
        assert coordinator.get(url(name, key)).status_code == 200
        own = reverse(f"interop:{name}", args=["oak-court", key])
        assert stranger.get(own).status_code == 404


def test_who_looked_at_what_came_is_on_the_trail(facility, coordinator):
    send(coordinator, MIXED)
    batch = carried_out(facility, coordinator)
    coordinator.get(url("view_import", batch.pk))
    with scoped(process_scope("test", facility.pk)):
        one = Resident.objects.get()
        line = AuditEvent.objects.get(action="documents.view_imports")
        assert line.detail["residents"] == [str(one.pk)]


def test_the_stored_file_is_not_readable_on_the_disk(facility, coordinator):
    send(coordinator, MIXED)
    kept = disk.path_of(facility.pk, batch_of(facility).blob).read_bytes()
    assert len(kept) > len(MIXED)
    assert b"resourceType" not in kept


def test_an_import_whose_worker_died_goes_on_where_it_stopped(
    facility, coordinator, monkeypatch
):
    monkeypatch.setattr(importing, "PART", 1)
    send(coordinator, MIXED)
    batch = tried(facility, coordinator)
    coordinator.post(url("start_import", batch.pk))
    dies = importing.take_health

    def killed(part):
        if part.cases[0].entry.type == "Condition":
            raise SystemExit
        return dies(part)

    monkeypatch.setattr(importing, "take_health", killed)
    what = {"facility_id": facility.pk, "batch_id": batch.pk}
    with pytest.raises(SystemExit):
        jobs.carry_out.run(**what)
    stopped = batch_of(facility)
    assert stopped.state == "running"
    assert 0 < stopped.done < 5
    page = coordinator.get(url("view_import", batch.pk))
    assert "Take it up again" in text(page)
    assert coordinator.post(url("resume_import", batch.pk)).status_code == 302
    monkeypatch.setattr(importing, "take_health", dies)
    jobs.carry_out.run(**what)
    ended = batch_of(facility)
    assert (ended.state, ended.done) == ("finished", 5)
    assert sum(sum(of.values()) for of in ended.counts.values()) == 5


def test_what_waited_for_somebody_is_taken_over_when_they_come(facility, coordinator):
    condition = (
        '{"resourceType": "Condition", "id": "c", "code": {"text": "Asthma"},'
        ' "subject": {"reference": "Patient/p"}}'
    )
    person = '{"resourceType": "Patient", "id": "p", "name": [{"family": "Hale"}]}'
    send(coordinator, condition.encode(), "Condition.ndjson")
    first = carried_out(facility, coordinator)
    with scoped(process_scope("test", facility.pk)):
        assert not Condition.objects.exists()
    send(coordinator, person.encode(), "Patient.ndjson")
    with scoped(process_scope("test", facility.pk)):
        second = ImportBatch.objects.exclude(pk=first.pk).get()
    what = {"facility_id": facility.pk, "batch_id": second.pk}
    jobs.try_file.run(**what, by_id=coordinator.account.actor_id)
    coordinator.post(url("start_import", second.pk))
    jobs.carry_out.run(**what)
    with scoped(process_scope("test", facility.pk)):
        row = Condition.objects.get()
        record = SourceRecord.objects.get(source_id="c")
        assert (record.claimed_id, record.resident_id) == (row.pk, row.resident_id)
