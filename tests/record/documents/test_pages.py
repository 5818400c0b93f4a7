"""The pages of documents: filed, found, opened safely, refused clearly, and by whom."""

import io
import os
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearth.platform.audit.models import AuditEvent
from hearth.platform.files.models import Blob
from hearth.platform.scope import process_scope, scoped
from hearth.record.documents import actions
from hearth.record.documents.models import Document
from hearth.record.residents.models import Resident
from tests.factories.residents import make_contact, make_resident, make_stay


pytestmark = pytest.mark.django_db

LETTER = b"Dear coordinator,\nthe eye drops are twice a day.\n"


@pytest.fixture
def nurse(as_role):
    return as_role("nurse")


@pytest.fixture
def resident(facility):
    with scoped(process_scope("test", facility.pk)):
        one = make_resident(facility)
        make_stay(one)
        return one


@pytest.fixture
def at(facility, resident):
    """``at("upload/")``: an address under the documents of the resident; or of the house."""

    def address(path="", one=None, where=None):
        return (
            f"/c/{(where or facility).slug}/residents/{(one or resident).pk}/documents/{path}"
        )

    return address


@pytest.fixture
def house(facility):
    return lambda path="", where=None: f"/c/{(where or facility).slug}/documents/{path}"


@pytest.fixture
def filed(facility, resident, nurse):
    """``filed(LETTER, title="…")``: a document that is there."""
    number = iter(range(1000))

    def make(content=None, name="letter.txt", one=resident, **said):
        content = content or LETTER + str(next(number)).encode()
        with scoped(process_scope("test", facility.pk)) as wide:
            return actions.upload_document(
                scope=wide,
                by=nurse.account.actor,
                stream=io.BytesIO(content),
                file_name=name,
                resident=one,
                **{"type": "letter", "title": "Letter"} | said,
            )

    return make


def text(response) -> str:
    return " ".join(response.content.decode().split())


def sent(content=LETTER, name="letter.txt", **said):
    return {"file": SimpleUploadedFile(name, content), "type": "letter", "title": ""} | said


def kept(facility):
    with scoped(process_scope("test", facility.pk)):
        return list(Document.objects.order_by("recorded"))


def lines(facility, action):
    with scoped(process_scope("test", facility.pk)):
        return list(AuditEvent.objects.filter(action=action))


def picture(form="JPEG", size=(60, 40)):
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, form)
    return out.getvalue()


# Filed


def test_a_document_is_filed_listed_and_opened(nurse, at, facility, resident, pdf):
    page = nurse.get(at("upload/"))
    assert "multipart/form-data" in text(page)
    answer = nurse.post(
        at("upload/"), sent(pdf(), "orders.pdf", title="Eye drops", type="order"), follow=True
    )
    assert "Eye drops" in text(answer)
    assert "PDF, 1 page" in text(answer)
    row = kept(facility)[0]
    assert (row.resident_id, row.content_type) == (resident.pk, "application/pdf")
    assert "Eye drops" in text(nurse.get(at()))
    file = nurse.get(at(f"{row.pk}/file/"))
    assert b"".join(file.streaming_content) == pdf()


def test_left_empty_it_is_called_by_its_type(nurse, at, facility):
    nurse.post(at("upload/"), sent())
    assert kept(facility)[0].title == "Letter"


def test_a_document_of_the_house(nurse, house, at, facility):
    nurse.post(house("upload/"), sent(type="policy", title="Fire plan"))
    row = kept(facility)[0]
    assert row.resident_id is None
    assert "Fire plan" in text(nurse.get(house()))
    assert "Fire plan" in text(nurse.get(house(f"{row.pk}/")))
    assert "Fire plan" not in text(nurse.get(at()))


def test_a_file_is_given_to_the_browser_so_that_nothing_in_it_can_act(nurse, at, filed):
    row = filed()
    answer = nurse.get(at(f"{row.pk}/file/"))
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in answer["Cache-Control"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


# What is refused, and what stays typed


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    return out.getvalue()


def two_in_one(pdf_bytes):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("run.txt", "x")
    return pdf_bytes + inner.getvalue()


@pytest.mark.parametrize(
    ("make", "name", "said"),
    [
        (lambda pdf: b"<svg xmlns='x'><script>1</script></svg>", "a.svg", "drawing with code"),
        (lambda pdf: b"<html><script>1</script></html>", "a.html", "web page"),
        (lambda pdf: b"<html><script>1</script></html>", "scan.pdf", "web page"),
        (lambda pdf: b"MZ\x90\x00\x03\x00" + os.urandom(50), "scan.pdf", "kind of file"),
        (lambda pdf: bomb(), "plan.docx", "unpacks to far more"),
        (lambda pdf: two_in_one(pdf()), "scan.pdf", "two files in one"),
        (lambda pdf: pdf()[:40], "scan.pdf", "cannot be read"),
        (lambda pdf: b"", "scan.pdf", "is empty"),
    ],
)
def test_a_hostile_file_is_refused_clearly_and_what_was_typed_stays(
    nurse, at, facility, pdf, make, name, said
):
    typed = {"title": "Eye drops", "author_text": "Dr. Chen", "date": "2026-01-05"}
    answer = nurse.post(at("upload/"), sent(make(pdf), name, type="order", **typed))
    assert answer.status_code == 422
    page = text(answer)
    assert said in page
    for value in ("Eye drops", "Dr. Chen", "2026-01-05", 'value="order" selected'):
        assert value in page
    assert kept(facility) == []
    with scoped(process_scope("test", facility.pk)):
        assert not Blob.objects.exists()


def test_a_pdf_with_a_script_is_only_downloaded_and_says_so(nurse, at, facility, pdf):
    nurse.post(at("upload/"), sent(pdf(script="app.alert(1)"), "form.pdf"))
    row = kept(facility)[0]
    page = text(nurse.get(at(f"{row.pk}/")))
    assert "holds more than pages" in page
    assert "<img" not in page.split("<main")[1]
    assert nurse.get(at(f"{row.pk}/file/?picture=whole"))["Content-Disposition"].startswith(
        "attachment;"
    )


def test_a_wrong_name_is_put_right(nurse, at, facility):
    nurse.post(at("upload/"), sent(picture("PNG"), "../../scan.pdf"))
    row = kept(facility)[0]
    assert (row.file_name, row.content_type) == ("scan.png", "image/png")


def test_the_file_waits_while_the_form_is_put_right(nurse, at, facility, pdf):
    answer = nurse.post(at("upload/"), sent(pdf(), "orders.pdf", type=""))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "orders.pdf is here already" in page
    held = re.search(r'name="held" value="([^"]+)"', page)[1]
    again = nurse.post(at("upload/"), {"held": held, "type": "order", "title": "Eye drops"})
    assert again.status_code == 302
    assert kept(facility)[0].file_name == "orders.pdf"


def test_a_file_that_waits_is_its_senders_alone(nurse, as_role, at, facility, pdf):
    page = nurse.post(at("upload/"), sent(pdf(), type="")).content.decode()
    held = re.search(r'name="held" value="([^"]+)"', page)[1]
    other = as_role("nurse")
    answer = other.post(at("upload/"), {"held": held, "type": "order", "title": "x"})
    assert answer.status_code == 422
    assert "Choose the file" in text(answer)
    assert nurse.post(at("upload/"), {"held": held + "x", "type": "order"}).status_code == 422
    assert kept(facility) == []


def test_no_file_is_asked_for(nurse, at):
    answer = nurse.post(at("upload/"), {"type": "order", "title": "Eye drops"})
    assert answer.status_code == 422
    assert "Choose the file" in text(answer)


def test_what_is_too_large_is_said_so(nurse, at, monkeypatch):
    from hearth.platform.files import uploads

    monkeypatch.setattr(uploads, "MOST_SENT", 10)
    answer = nurse.post(at("upload/"), sent(title="Eye drops"))
    assert answer.status_code == 422
    assert "larger than" in text(answer)
    assert "Eye drops" in text(answer)


def test_a_full_disk_is_a_clear_page_and_nothing_is_lost(nurse, at, facility, monkeypatch):
    from hearth.platform.files import disk

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk.os, "replace", full)
    answer = nurse.post(at("upload/"), sent(title="Eye drops"))
    assert answer.status_code == 503
    assert "disk is full" in text(answer)
    assert "Eye drops" in text(answer)
    assert kept(facility) == []


def test_a_thirty_megabyte_scan_is_filed(nurse, at, facility):
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, StreamObject

    writer = PdfWriter()
    page = writer.add_blank_page(612, 792)
    stream = StreamObject()
    stream.set_data(os.urandom(30_000_000))
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    answer = nurse.post(at("upload/"), sent(out.getvalue(), "scan.pdf"), follow=True)
    assert "30.0 MB" in text(answer)
    file = nurse.get(at(f"{kept(facility)[0].pk}/file/"))
    assert sum(len(part) for part in file.streaming_content) == len(out.getvalue())


def test_the_same_scan_again_is_asked_about(nurse, at, facility):
    nurse.post(at("upload/"), sent())
    answer = nurse.post(at("upload/"), sent())
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "here already as Letter" in page
    held = re.search(r'name="held" value="([^"]+)"', page)[1]
    again = nurse.post(at("upload/"), {"held": held, "type": "letter", "known": "on"})
    assert again.status_code == 302
    assert len(kept(facility)) == 2


# Looked at


def test_a_picture_is_shown_on_its_page_and_that_is_one_look(nurse, at, facility, filed):
    row = filed(picture(), "photo.jpg", type="photo", title="Photo")
    page = nurse.get(at(f"{row.pk}/")).content.decode()
    url = re.search(r'class="document-look" src="([^"]+)"', page)[1].replace("&amp;", "&")
    image = nurse.get(url)
    assert image["Content-Type"] == "image/jpeg"
    assert image["Content-Disposition"].startswith("inline;")
    assert len(lines(facility, "documents.view_document")) == 1
    assert lines(facility, "documents.download_document") == []


def test_each_opening_of_a_file_is_a_line_that_names_it(nurse, at, facility, filed, resident):
    row = filed()
    nurse.get(at(f"{row.pk}/file/"))
    found = lines(facility, "documents.download_document")
    assert [(e.entity_id, e.resident_id) for e in found] == [(row.pk, resident.pk)]


def test_the_list_is_narrowed_by_type_and_is_a_fragment_too(nurse, at, filed):
    filed(title="From the daughter")
    filed(type="order", title="Eye drops")
    page = text(nurse.get(at("?type=order")))
    assert "Eye drops" in page
    assert "From the daughter" not in page
    assert "2 documents" in page
    part = text(nurse.get(at(), headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "Eye drops" in part


def test_a_long_list_has_pages(nurse, at, filed):
    for number in range(51):
        filed(title=f"Letter {number}")
    assert "Letter 0" not in text(nurse.get(at()))
    assert "Letter 0" in text(nurse.get(at("?page=2")))


def test_what_ends_is_said_first(nurse, at, house, filed, facility):
    day = facility.today()
    filed(type="health-proxy", title="Power of attorney", valid_until=day + timedelta(days=9))
    filed(type="consent", title="Old consent", valid_until=day - timedelta(days=9))
    page = text(nurse.get(at()))
    assert "Old consent ended" in page.split("<h1>")[1].split("</h1>")[0]
    assert "1 more ends soon" in page
    over = text(nurse.get(house("running-out/")))
    assert over.index("Old consent") < over.index("Power of attorney")
    assert "Margaret Hayes" in over


# Changed, replaced, taken back


def test_what_is_said_of_it_is_changed(nurse, at, facility, filed):
    row = filed()
    page = text(nurse.get(at(f"{row.pk}/change/")))
    assert 'value="Letter"' in page
    wrong = {"type": "order", "title": "Eye drops", "date": "2999-01-01"}
    answer = nurse.post(at(f"{row.pk}/change/"), wrong)
    assert answer.status_code == 422
    assert "Eye drops" in text(answer)
    right = wrong | {"date": "2026-01-05", "security_label": "restricted"}
    assert nurse.post(at(f"{row.pk}/change/"), right).status_code == 302
    row = kept(facility)[0]
    assert (row.title, row.date, row.security_label) == (
        "Eye drops",
        date(2026, 1, 5),
        "restricted",
    )


def test_a_newer_version_takes_its_place(nurse, at, facility, filed, pdf):
    row = filed()
    assert nurse.get(at(f"{row.pk}/replace/")).status_code == 200
    assert nurse.post(at(f"{row.pk}/replace/"), {"title": ""}).status_code == 422
    file = SimpleUploadedFile("new.pdf", pdf("new"))
    answer = nurse.post(at(f"{row.pk}/replace/"), {"file": file, "title": ""}, follow=True)
    assert "Versions" in text(answer)
    assert "A newer version has taken its place" in text(nurse.get(at(f"{row.pk}/")))
    assert [d.status for d in kept(facility)] == ["superseded", "current"]
    twice = nurse.post(
        at(f"{row.pk}/replace/"), {"file": SimpleUploadedFile("b.pdf", pdf("b")), "title": ""}
    )
    assert twice.status_code == 409


def test_a_document_taken_back_says_why(nurse, at, facility, filed):
    row = filed()
    assert nurse.get(at(f"{row.pk}/take-back/")).status_code == 200
    assert nurse.post(at(f"{row.pk}/take-back/"), {"reason": " "}).status_code == 422
    gone = nurse.post(at(f"{row.pk}/take-back/"), {"reason": "Another resident's"})
    assert gone["Location"] == at()
    assert "Another resident" in text(nurse.get(at(f"{row.pk}/")))
    assert "No documents here" in text(nurse.get(at()))


# Who may


PATHS = (
    "",
    "upload/",
    "{pk}/",
    "{pk}/file/",
    "{pk}/change/",
    "{pk}/replace/",
    "{pk}/take-back/",
)


@pytest.mark.parametrize("path", PATHS)
def test_another_communitys_document_is_not_there(
    nurse, as_role, at, house, other_facility, filed, path
):
    path = path.format(pk=filed().pk)
    assert nurse.get(at(path)).status_code == 200
    stranger = as_role("nurse", other_facility)
    assert stranger.get(at(path)).status_code == 404
    assert stranger.get(at(path, where=other_facility)).status_code == 404
    assert stranger.post(at(path, where=other_facility)).status_code in {404, 405}
    if path.count("/") > 1 or path.endswith("-"):
        assert nurse.get(house(path)).status_code == 200
        assert stranger.get(house(path, where=other_facility)).status_code == 404


@pytest.mark.parametrize("path", PATHS[2:])
def test_a_document_is_found_under_its_own_resident_only(nurse, at, filed, facility, path):
    with scoped(process_scope("test", facility.pk)):
        other = make_resident(facility, "Chen")
    path = path.format(pk=filed().pk)
    assert nurse.get(at(path)).status_code == 200
    assert nurse.get(at(path, one=other)).status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_an_aide_opens_no_documents(as_role, at, filed, path):
    aide = as_role("caregiver")
    path = path.format(pk=filed().pk)
    assert aide.get(at(path)).status_code == 403
    assert aide.post(at(path)).status_code in {403, 405}


def test_who_reads_only_files_nothing(as_role, at, filed, facility):
    director = as_role("executive-director")
    row = filed()
    page = text(director.get(at(f"{row.pk}/")))
    assert "Open the file" in page
    assert "Take back" not in page
    assert "File a document" not in text(director.get(at()))
    for path in ("upload/", f"{row.pk}/change/", f"{row.pk}/replace/", f"{row.pk}/take-back/"):
        assert director.get(at(path)).status_code == 403
        assert director.post(at(path), sent()).status_code == 403
    assert len(kept(facility)) == 1


def test_a_restricted_document_is_not_there_for_those_who_may_not(
    nurse, as_role, at, house, filed
):
    row = filed(type="insurance-card", title="Insurance card")
    assert row.security_label == "restricted"
    for path in ("", "/file"):
        assert nurse.get(at(f"{row.pk}{path}/")).status_code == 200
    director = as_role("executive-director")
    assert "Insurance card" not in text(director.get(at()))
    for path in ("", "/file"):
        assert director.get(at(f"{row.pk}{path}/")).status_code == 404
        assert director.get(house(f"{row.pk}{path}/")).status_code == 404


def test_the_linked_see_their_own_residents_documents_alone(
    as_role, at, filed, facility, resident
):
    from hearth.kernel import clock
    from hearth.platform.identity.models import ResidentAccess

    surveyor = as_role("surveyor")
    row = filed()
    assert surveyor.get(at(f"{row.pk}/file/")).status_code == 404
    ResidentAccess.objects.create(
        actor=surveyor.account.actor,
        facility=facility,
        resident_id=resident.pk,
        basis="sample",
        starts=clock.now(),
        granted_by=surveyor.account.actor,
    )
    assert surveyor.get(at(f"{row.pk}/file/")).status_code == 200
    with scoped(process_scope("test", facility.pk)):
        assert Resident.objects.count() == 1


@pytest.mark.parametrize("path", ["", "{pk}/", "upload/"])
def test_more_documents_ask_no_more_questions(nurse, at, filed, path):
    def asked():
        with CaptureQueriesContext(connection) as found:
            assert nurse.get(at(path)).status_code == 200
        return len(found)

    path = path.format(pk=filed().pk)
    filed()
    asked()
    few = asked()
    for number in range(12):
        filed(title=f"Letter {number}")
    assert asked() == few
    assert few <= 26


def test_an_order_becomes_a_directive_and_the_code_status_it_says(as_role, at, filed, resident):
    order = filed(LETTER, title="POLST", type="portable-order")
    client = as_role("coordinator")
    page = client.get(at(f"{order.pk}/")).content.decode()
    health = at().replace("documents/", "health/")
    for words, sent in (
        ("Keep as a directive", {"directive_kind": "polst"}),
        ("Set the code status by it", {"code_status": "dnr"}),
    ):
        [link] = re.findall(rf'href="([^"]*)"[^>]*>(?:<svg.*?</svg>)?{words}', page)
        form = client.get(link).content.decode()
        assert f'value="{order.pk}"' in form
        assert "will rest on the document you came from" in form
        answer = client.post(link.split("?")[0], {"document": str(order.pk), **sent})
        assert answer.status_code == 302, answer.content.decode()
    shown = client.get(health).content.decode()
    assert shown.count(at(f"{order.pk}/")) == 2  # under the code status, and the directive
    assert "Paper not seen" not in shown


def test_a_proxy_says_whom_it_lets_decide(as_role, at, filed, facility, resident):
    with scoped(process_scope("test", facility.pk)):
        ann = make_contact(resident)
    proxy = filed(LETTER, title="Proxy", type="health-proxy")
    client = as_role("coordinator")
    page = client.get(at(f"{proxy.pk}/")).content.decode()
    [link] = re.findall(r'href="([^"]*contacts/\?document=[^"]*)"', page)
    [grant] = re.findall(r'href="([^"]*\?document=[^"]*)"', client.get(link).content.decode())
    assert f'value="{proxy.pk}"' in client.get(grant).content.decode()
    sent = {"document": str(proxy.pk), "authority": "health-poa", "position": "1"}
    assert client.post(grant.split("?")[0], sent).status_code == 302
    shown = client.get(link.split("?")[0]).content.decode()
    assert at(f"{proxy.pk}/") in shown
    assert str(ann) in shown


def test_a_paper_is_no_link_for_who_may_not_open_it(as_role, at, filed, facility, resident):
    order = filed(LETTER, title="POLST", type="portable-order")
    with scoped(process_scope("test", facility.pk)):
        Resident.objects.filter(pk=resident.pk).update(code_status_document=order.pk)
    health, paper = at().replace("documents/", "health/"), at(f"{order.pk}/")
    for role, may in (("coordinator", True), ("dietitian", False)):
        client = as_role(role)
        page = client.get(health)
        assert page.status_code == 200
        assert (paper in page.content.decode()) is may
        assert (client.get(paper).status_code == 200) is may


def test_nonsense_for_a_paper_is_left_out(as_role, at):
    address = at().replace("documents/", "code-status/")
    form = as_role("coordinator").get(f"{address}?document=nonsense")
    assert form.status_code == 200
    assert 'value="nonsense"' not in form.content.decode()
    assert "rest on the document" not in form.content.decode()
