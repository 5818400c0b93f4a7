"""Filing documents: one test for each sentence of the docstrings, and what is refused."""

import io
from datetime import date, timedelta
from uuid import uuid4

import pytest

from hearth.kernel.errors import Refused
from hearth.kernel.references import Reference
from hearth.platform.audit.models import AuditEvent
from hearth.platform.files import actions as files
from hearth.platform.files import queries as stored
from hearth.platform.files.models import Blob
from hearth.platform.outbox.models import DomainEvent
from hearth.record.documents import actions, queries
from hearth.record.documents.models import Document
from tests.factories.residents import make_resident


pytestmark = pytest.mark.django_db

LETTER = b"Dear coordinator,\nthe eye drops are twice a day.\n"


@pytest.fixture
def resident(scope, facility):
    return make_resident(facility)


@pytest.fixture
def upload(scope, actor, resident):
    """``upload(title="…")``: a letter about the resident, filed; each with other content."""
    number = iter(range(1000))

    def act(content=None, name="letter.txt", **said):
        content = content or LETTER + str(next(number)).encode()
        said = {"type": "letter", "title": "Letter", "resident": resident} | said
        return actions.upload_document(
            scope=scope, by=actor, stream=io.BytesIO(content), file_name=name, **said
        )

    return act


@pytest.fixture
def refused(folder):
    """The code of a refusal; nothing is left behind: no row, no line, no event."""

    def ask(act, *args, **kwargs):
        def left():
            tables = (Document, Blob, AuditEvent, DomainEvent)
            states = list(Document.objects.values_list("pk", "status").order_by("pk"))
            return [t.objects.count() for t in tables], states

        before = left()
        with pytest.raises(Refused) as caught:
            act(*args, **kwargs)
        assert left() == before
        return caught.value.code

    return ask


def events(name):
    return DomainEvent.objects.filter(name=f"documents.{name}")


# Filed


def test_a_document_is_filed_about_a_resident(upload, resident, actor):
    row = upload(title=" Eye drops ", author_text="Dr. Chen")
    assert (row.status, row.title, row.resident) == ("current", "Eye drops", resident)
    assert (row.content_type, row.file_name) == ("text/plain", "letter.txt")
    assert row.recorder == actor


def test_a_document_is_filed_about_the_house(upload):
    row = upload(resident=None, type="policy", title="Fire plan")
    assert row.resident is None


def test_its_bytes_come_back_and_lie_encrypted(upload, scope, folder):
    row = upload(LETTER)
    blob = queries.blob_of(scope, row)
    assert b"".join(stored.open_blob(scope, blob)) == LETTER
    assert blob.state == "kept"
    lying = [p.read_bytes() for p in (folder / "files").rglob("*") if p.is_file()]
    assert lying
    assert not any(b"eye drops" in content for content in lying)


def test_a_file_sent_before_is_attached(scope, actor, resident):
    held = files.store(
        scope=scope, by=actor, stream=io.BytesIO(LETTER), declared_name="letter.txt"
    )
    row = actions.upload_document(
        scope=scope, by=actor, type="letter", title="Letter", resident=resident, blob=held
    )
    assert row.blob == held.pk


def test_a_file_somebody_else_sent_is_not_attached(scope, actor, account_of, refused):
    other = account_of("nurse").actor
    held = files.store(
        scope=scope, by=other, stream=io.BytesIO(LETTER), declared_name="letter.txt"
    )
    code = refused(
        actions.upload_document, scope=scope, by=actor, type="letter", title="L", blob=held
    )
    assert code == "file-missing"


def test_a_type_that_is_good_for_some_months_ends_by_itself(upload):
    row = upload(type="medical-assessment", date=date(2026, 1, 31))
    assert row.valid_until == date(2027, 1, 31)
    own = upload(
        type="medical-assessment", date=date(2026, 1, 31), valid_until=date(2026, 6, 1)
    )
    assert own.valid_until == date(2026, 6, 1)


def test_without_a_label_the_type_decides(upload):
    assert upload(type="insurance-card").security_label == "restricted"
    assert upload().security_label == "normal"
    assert upload(security_label="restricted").security_label == "restricted"


def test_a_document_is_as_guarded_as_its_resident(upload, facility):
    hidden = make_resident(facility, "Chen", security_label="restricted")
    assert upload(resident=hidden).security_label == "restricted"


def test_what_asked_for_it_is_kept(upload):
    task = Reference("Task", uuid4())
    row = upload(because=task)
    assert (row.because_type, row.because_id) == ("Task", task.id)


def test_filing_is_one_line_and_one_event(upload, resident):
    row = upload()
    line = AuditEvent.objects.get(action="documents.upload_document")
    assert (line.resident_id, line.entity_id) == (resident.pk, row.pk)
    assert events("DocumentUploaded").get().payload["document_id"] == str(row.pk)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"type": "spell"}, "type-unknown"),
        ({"title": "  "}, "title-missing"),
        ({"date": date.max}, "date-future"),
        ({"date": date(2026, 1, 2), "valid_until": date(2026, 1, 1)}, "ends-before-date"),
        ({"security_label": "part2"}, "label-not-yours"),
        ({"content": b"<html><script>x</script></html>", "name": "a.pdf"}, "file-markup"),
        ({"content": b"<?xml version='1.0'?><svg/>", "name": "a.svg"}, "file-markup"),
        ({"content": b"MZ\x90\x00\x03\x00\x00\x00", "name": "a.pdf"}, "file-unknown"),
    ],
)
def test_refused_leaves_nothing_behind(upload, refused, said, code):
    assert refused(upload, **said) == code


def test_no_file_no_document(scope, actor, refused):
    code = refused(actions.upload_document, scope=scope, by=actor, type="letter", title="L")
    assert code == "file-missing"


def test_the_same_file_is_filed_twice_only_when_it_is_known(upload, refused, facility):
    upload(LETTER)
    assert refused(upload, LETTER) == "same-file"
    assert upload(LETTER, known=True).pk
    assert upload(LETTER, resident=make_resident(facility, "Chen")).pk


# Changed


def change(scope, actor, row, **said):
    said = {"type": row.type, "title": row.title} | said
    return actions.change_document(scope=scope, by=actor, document=row, **said)


def test_what_is_said_of_it_changes_and_every_version_is_kept(upload, scope, actor):
    from django.apps import apps

    row = upload()
    change(scope, actor, row, type="order", title="Eye drops", valid_until=date(2030, 1, 1))
    row.refresh_from_db()
    assert (row.type, row.title, row.valid_until) == ("order", "Eye drops", date(2030, 1, 1))
    assert row.security_label == "normal"
    history = apps.get_model("documents", "DocumentHistory").objects.filter(pgh_obj_id=row.pk)
    assert set(history.values_list("title", flat=True)) == {"Letter", "Eye drops"}
    assert events("DocumentChanged").count() == 1
    assert AuditEvent.objects.filter(action="documents.change_document").count() == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"type": "spell"}, "type-unknown"),
        ({"title": ""}, "title-missing"),
        ({"date": date.max}, "date-future"),
        ({"security_label": "part2"}, "label-not-yours"),
    ],
)
def test_a_refused_change_leaves_it_as_it_was(upload, scope, actor, refused, said, code):
    row = upload()
    assert refused(change, scope, actor, row, **said) == code


# Replaced


def replaced(scope, actor, row, content=b"New: once a day.\n", **said):
    return actions.replace_document(
        scope=scope,
        by=actor,
        document=row,
        stream=io.BytesIO(content),
        file_name="new.txt",
        **said,
    )


def test_a_newer_version_takes_its_place_and_the_older_stays_readable(upload, scope, actor):
    old = upload(type="order", security_label="restricted", title="Eye drops")
    new = replaced(scope, actor, old, date=date(2026, 1, 1))
    old.refresh_from_db()
    assert (old.status, new.status, new.replaces) == ("superseded", "current", old)
    assert (new.type, new.title, new.security_label) == ("order", "Eye drops", "restricted")
    assert new.resident == old.resident
    assert b"".join(stored.open_blob(scope, queries.blob_of(scope, old)))
    assert [v.pk for v in queries.versions(scope, old)] == [new.pk, old.pk]
    assert events("DocumentReplaced").get().payload["replaced_id"] == str(old.pk)


def test_only_the_current_one_is_replaced_or_changed(upload, scope, actor, refused):
    old = upload()
    replaced(scope, actor, old)
    assert refused(replaced, scope, actor, old, b"Other.\n") == "not-current"
    assert refused(change, scope, actor, old) == "not-current"


def test_the_same_file_is_no_newer_version(upload, scope, actor, refused):
    old = upload(LETTER)
    assert refused(replaced, scope, actor, old, LETTER) == "same-file"


# Taken back


def retract(scope, actor, row, reason="Another resident's"):
    return actions.retract_document(scope=scope, by=actor, document=row, reason=reason)


def test_a_document_taken_back_stays_and_is_offered_no_more(upload, scope, actor, resident):
    row = upload()
    retract(scope, actor, row)
    row.refresh_from_db()
    assert (row.status, row.entered_in_error_by) == ("entered-in-error", actor)
    assert row.entered_in_error_reason == "Another resident's"
    assert not queries.of_resident(scope, resident).exists()
    assert queries.documents(scope).filter(pk=row.pk).exists()
    assert events("DocumentRetracted").count() == 1


def test_the_one_it_took_the_place_of_holds_again(upload, scope, actor):
    old = upload()
    new = replaced(scope, actor, old)
    retract(scope, actor, new)
    old.refresh_from_db()
    assert old.status == "current"
    assert replaced(scope, actor, old, b"Third.\n").replaces == old


def test_taking_back_says_why_and_only_once(upload, scope, actor, refused):
    row = upload()
    assert refused(retract, scope, actor, row, " ") == "reason-missing"
    retract(scope, actor, row)
    assert refused(retract, scope, actor, row) == "already-retracted"


# Read


def test_what_ends_soon_or_has_ended_is_listed_first_to_end_first(upload, scope, facility):
    day = facility.today()
    soon = upload(valid_until=day + timedelta(days=20))
    over = upload(valid_until=day - timedelta(days=2))
    upload(valid_until=day + timedelta(days=300))
    assert [d.pk for d in queries.expiring(scope, day)] == [over.pk, soon.pk]


def test_a_picker_offers_what_proves(upload, scope, resident):
    proof = upload(type="health-proxy")
    upload()
    assert [d.pk for d in queries.proofs(scope, resident)] == [proof.pk]


def test_evidence_names_the_document_and_who_said_it(upload, scope, resident):
    row = upload(author_text="Dr. Chen")
    found = queries.evidence(scope, resident, row.recorded - timedelta(minutes=1))
    assert [(str(e.reference), e.value, e.said_by) for e in found] == [
        (f"DocumentReference/{row.pk}", "Letter", "Dr. Chen")
    ]


def test_a_restricted_document_is_not_there_for_others(upload, facility, account_of, resident):
    from hearth.platform.identity.scopes import scope_for
    from hearth.platform.scope import scoped

    row = upload(type="insurance-card")
    director = scope_for(account_of("executive-director").actor, facility)
    with scoped(director):
        assert not queries.documents(director).filter(pk=row.pk).exists()
        assert not Document.objects.filter(pk=row.pk).exists()
    nurse = scope_for(account_of("nurse").actor, facility)
    with scoped(nurse):
        assert queries.documents(nurse).filter(pk=row.pk).exists()


def test_the_shipped_list_holds_every_type_the_code_names(facility):
    from hearth.platform.content import lists
    from hearth.record.documents.codes import LOINC_OF, RESTRICTED_TYPES, DocumentType

    shipped = {i.code: i for i in lists.items("document-types", facility)}
    assert set(DocumentType.codes()) == set(shipped)
    for type_ in DocumentType:
        entry = shipped[type_.value]
        assert entry.values.get("loinc", LOINC_OF.get(type_)) == LOINC_OF.get(type_)
        assert bool(entry.values.get("restricted")) == (type_ in RESTRICTED_TYPES)
