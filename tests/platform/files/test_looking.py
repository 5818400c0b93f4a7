"""What is kept, what is refused, and what is said about it: real files, made here."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from hearth.kernel.errors import Refused, Unavailable
from hearth.platform.files import looking, looks, viruses


def file_of(content: bytes, tmp_path: Path):
    path = tmp_path / "upload"
    path.write_bytes(content)
    return path.open("rb")


def look(content: bytes, name: str, tmp_path: Path):
    """The looked-at file's facts, and the bytes that would be kept."""
    with file_of(content, tmp_path) as file, looks.looked_at(file, name, tmp_path) as looked:
        return looked, looked.file.read()


def refused(content: bytes, name: str, tmp_path: Path) -> str:
    with pytest.raises(Refused) as caught:
        look(content, name, tmp_path)
    assert caught.value.shown(), "it says what to do next"
    return caught.value.code


def picture(form="JPEG", size=(60, 40), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, form, **options)
    return out.getvalue()


def pdf(change=None, **options) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if change:
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def opens_with(writer, verb: str, key: str) -> None:
    """An action that runs when the file is opened."""
    writer._root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject(verb), NameObject(key): TextStringObject("x")}
    )


def office(parts: dict[str, bytes], main="word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(main, "<document/>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_made_anew_with_a_thumbnail(form, tmp_path):
    looked, kept = look(picture(form), "photo.bin", tmp_path)
    assert looked.content_type == f"image/{form.lower()}"
    assert Image.open(io.BytesIO(kept)).size == (60, 40)
    assert looked.thumbnail is not None


def test_a_photo_forgets_where_it_was_taken(tmp_path):
    exif = Image.Exif()
    exif[0x010E] = "Margaret at 12 Elm Street"
    sent = picture(exif=exif)
    assert b"Elm Street" in sent
    _looked, kept = look(sent, "a.jpg", tmp_path)
    assert b"Elm Street" not in kept


def test_what_hides_behind_a_picture_is_gone(tmp_path):
    _looked, kept = look(picture() + b"<script>alert(1)</script>PK\x03\x04", "a.jpg", tmp_path)
    assert b"script" not in kept


def test_a_pixel_flood_is_refused_before_it_is_decoded(tmp_path):
    flood = bytearray(picture("PNG"))
    flood[16:24] = (60_000).to_bytes(4, "big") + (60_000).to_bytes(4, "big")
    import zlib

    flood[29:33] = zlib.crc32(bytes(flood[12:29])).to_bytes(4, "big")
    assert refused(bytes(flood), "a.png", tmp_path) == "file-pixels"


def test_a_scan_of_several_pages_keeps_its_pages(tmp_path):
    pages = [Image.new("1", (200, 300), n % 2) for n in range(3)]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    looked, kept = look(out.getvalue(), "fax.tif", tmp_path)
    assert (looked.pages, Image.open(io.BytesIO(kept)).n_frames) == (3, 3)


def scan(size=(850, 1100), pages=1) -> bytes:
    """A scan as a scanner makes it: each page one picture."""
    out = io.BytesIO()
    drawn = [Image.new("RGB", size, "teal") for _ in range(pages)]
    drawn[0].save(out, "PDF", save_all=True, append_images=drawn[1:])
    return out.getvalue()


def test_the_first_page_of_a_scan_can_be_looked_at(tmp_path):
    looked, kept = look(scan(pages=2), "scan.pdf", tmp_path)
    assert (looked.pages, kept[:5]) == (2, b"%PDF-")
    assert looked.attachment_only
    assert looked.thumbnail is not None
    content = looked_at_thumbnail(scan(), tmp_path)
    assert Image.open(io.BytesIO(content)).size == (850, 1100)


def looked_at_thumbnail(content: bytes, tmp_path: Path) -> bytes:
    with file_of(content, tmp_path) as file, looks.looked_at(file, "a.pdf", tmp_path) as looked:
        return looked.thumbnail.read() if looked.thumbnail else b""


def test_a_page_that_is_more_than_a_scan_has_no_look(tmp_path):
    def writes_words(writer):
        font = DictionaryObject({NameObject("/F1"): DictionaryObject()})
        writer.pages[0]["/Resources"][NameObject("/Font")] = font

    reader = PdfWriter(clone_from=io.BytesIO(scan()))
    writes_words(reader)
    out = io.BytesIO()
    reader.write(out)
    assert looked_at_thumbnail(out.getvalue(), tmp_path) == b""
    assert looked_at_thumbnail(pdf(), tmp_path) == b""


def test_a_picture_that_cannot_be_drawn_costs_the_look_and_not_the_document(tmp_path):
    broken = scan().replace(b"\xff\xd8\xff", b"\xff\x00\xff")
    looked, _kept = look(broken, "scan.pdf", tmp_path)
    assert looked.content_type == "application/pdf"
    assert looked.thumbnail is None


def test_the_name_is_not_believed(tmp_path):
    looked, _kept = look(picture("PNG"), "letter.pdf", tmp_path)
    assert (looked.content_type, looked.name) == ("image/png", "letter.png")


@pytest.mark.parametrize(
    "declared",
    [
        "../../etc/passwd",
        "..\\..\\boot.ini",
        "/etc/shadow",
        "a\x00b\r\nSet-Cookie: x",
        "",
        "...",
        "\u202egpj.exe",
    ],
)
def test_a_name_never_leads_anywhere(declared):
    name = looks.safe_name(declared, "application/pdf")
    assert name.endswith(".pdf")
    assert not set(name) & set("/\\\x00\r\n\u202e")
    assert not name.startswith(".")


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            "a.svg",
            "file-markup",
        ),
        (b"<!DOCTYPE html><p>hello", "a.txt", "file-markup"),
        (b"notes\n<ScRipt>alert(1)</script>", "notes.txt", "file-markup"),
        (b"MZ\x90\x00\x03\x00\x00", "a.pdf", "file-unknown"),
        (b"\x7fELF\x02\x01\x01\x00", "a.txt", "file-unknown"),
        (b"GIF89a\x01\x00\x01\x00", "a.gif", "file-unknown"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "a.heic", "file-heic"),
        (looking.EICAR, "a.txt", "file-virus"),
        (b"%PDF-1.7 and no more", "a.pdf", "file-broken"),
        (b"\xff\xd8\xff\xe0 cut short", "a.jpg", "file-broken"),
        (b"PK\x03\x04 cut short", "a.docx", "file-broken"),
    ],
)
def test_what_is_not_kept(content, name, code, tmp_path):
    assert refused(content, name, tmp_path) == code


def test_text_and_tables_are_kept_as_downloads(tmp_path):
    looked, kept = look("Año nuevo\n".encode(), "note.txt", tmp_path)
    assert (looked.content_type, looked.attachment_only) == ("text/plain", True)
    assert kept.decode() == "Año nuevo\n"
    assert look(b"a,b\n=1+1,2\n", "rows.csv", tmp_path)[0].content_type == "text/csv"


def test_a_plain_pdf_is_kept_as_it_came(tmp_path):
    sent = pdf()
    looked, kept = look(sent, "plan.pdf", tmp_path)
    assert (looked.content_type, looked.pages, looked.warnings) == ("application/pdf", 1, [])
    assert kept == sent


def test_a_locked_pdf_is_refused(tmp_path):
    assert (
        refused(pdf(lambda w: w.encrypt("x", algorithm="RC4-128")), "a.pdf", tmp_path)
        == "file-locked"
    )


def test_scripts_and_enclosures_are_marked(tmp_path):
    looked, _ = look(pdf(lambda w: opens_with(w, "/JavaScript", "/JS")), "a.pdf", tmp_path)
    assert "script" in looked.warnings
    looked, _ = look(pdf(lambda w: w.add_attachment("x.exe", b"MZ")), "a.pdf", tmp_path)
    assert "encloses" in looked.warnings


def test_a_pdf_that_starts_a_program_is_refused(tmp_path):
    sent = pdf(lambda w: opens_with(w, "/Launch", "/F"))
    assert refused(sent, "a.pdf", tmp_path) == "file-launches"


def test_a_pdf_that_is_also_an_archive_is_refused(tmp_path):
    assert refused(pdf() + office({}), "a.pdf", tmp_path) == "file-two-in-one"


def test_word_and_excel_are_kept(tmp_path):
    assert look(office({}), "a.docx", tmp_path)[0].content_type.endswith(
        "wordprocessingml.document"
    )
    excel = office({}, main="xl/workbook.xml")
    assert look(excel, "a.bin", tmp_path)[0].name == "a.xlsx"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/vbaProject.bin": b"x"}, "file-macros"),
        ({"../../evil.xml": b"x"}, "file-two-in-one"),
        ({"word/x.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}, "file-bomb"),
        ({"word/big.xml": b" " * 40_000_000}, "file-bomb"),
        (
            {
                "word/_rels/a.rels": b'<R Type="x/attachedTemplate" TargetMode="External" Target="http://x"/>'
            },
            "file-macros",
        ),
    ],
)
def test_dangerous_office_files_are_refused(parts, code, tmp_path):
    assert refused(office(parts), "a.docx", tmp_path) == code


def test_an_archive_of_anything_else_is_refused(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    assert refused(out.getvalue(), "a.zip", tmp_path) == "file-unknown"


def test_the_looker_dies_alone(tmp_path, monkeypatch):
    killer = tmp_path / "killer.py"
    killer.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n")
    monkeypatch.setattr(looks, "LOOKER", killer)
    assert refused(b"x", "a.txt", tmp_path) == "file-slow"


def test_a_virus_check_that_is_set_up_is_asked(tmp_path, monkeypatch):
    seen = []

    class Line(io.BytesIO):
        def sendall(self, block):
            seen.append(block)

        def recv(self, size):
            return b"stream: Eicar FOUND\0"

    monkeypatch.setenv("HEARTH_CLAMAV", "unix:/nowhere")
    monkeypatch.setattr(viruses, "_connected", lambda where: Line())
    assert refused(b"hello", "a.txt", tmp_path) == "file-virus"
    assert seen[0] == b"zINSTREAM\0"


def test_a_virus_check_that_is_silent_lets_nothing_in(tmp_path, monkeypatch):
    monkeypatch.setenv("HEARTH_CLAMAV", "unix:/nowhere/at/all")
    with pytest.raises(Unavailable) as caught:
        look(b"hello", "a.txt", tmp_path)
    assert caught.value.code == "scanner"


def test_every_refusal_has_its_sentence():
    source = Path(looking.__file__).read_text() + Path(looks.__file__).read_text()
    import re

    codes = set(re.findall(r'"(file-[a-z-]+)"', source))
    assert codes <= set(looks.REFUSALS), json.dumps(sorted(codes - set(looks.REFUSALS)))
