"""Looks inside one uploaded file. Runs as a process of its own, with little memory and time.

Decoders meet hostile bytes here, where a crash costs one upload and nothing else. No Django, no
database, no keys. Reads the file from descriptor 0; writes a picture made anew to descriptor
``out`` and its thumbnail to ``thumb``; says what it found as one JSON line.
"""

import csv
import io
import json
import os
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO


MEMORY = 1_600_000_000
SECONDS = 25
MOST_PIXELS = 60_000_000
MOST_SIDE = 30_000
MOST_FRAMES = 300
MOST_PAGES = 2_000
MOST_ENTRIES = 4_000
MOST_UNPACKED = 300_000_000
MOST_RATIO = 150
MOST_OBJECTS = 60_000
THUMBNAIL = (320, 320)
PAGE = (900, 1200)
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFFICE = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}


class Refusal(Exception):
    """Not kept; ``args``: the code, and values for its sentence."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def sniff(head: bytes) -> str:
    """What the first bytes say the file is; the name it came with is not asked."""
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:4] in {b"II*\0", b"MM\0*"}:
        return "image/tiff"
    if head[4:8] == b"ftyp" and head[8:12] in {
        b"heic",
        b"heix",
        b"hevc",
        b"mif1",
        b"msf1",
        b"avif",
    }:
        raise Refusal("file-heic")
    if head.startswith(b"PK\x03\x04"):
        return "application/zip"
    return ""


def look(file: BinaryIO, ending: str, out: BinaryIO, thumb: BinaryIO) -> dict[str, Any]:
    """What the file is, and what is dangerous about it. Raises Refusal."""
    head = file.read(8192)
    if EICAR in head:
        raise Refusal("file-virus")
    kind = sniff(head)
    file.seek(0)
    if kind.startswith("image/"):
        return look_at_picture(file, kind, out, thumb)
    if kind == "application/pdf":
        return look_at_pdf(file, thumb)
    if kind == "application/zip":
        return look_at_office(file)
    return look_at_text(file, ending)


# --- Pictures: decoded and made anew ---------------------------------------------------------------

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/tiff": "TIFF"}


def look_at_picture(
    file: BinaryIO, kind: str, out: BinaryIO, thumb: BinaryIO
) -> dict[str, Any]:
    """Decode and write anew, without EXIF (a phone's photo says where it was taken)."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # counted by us, before anything is decoded
    form = FORMATS[kind]
    picture = Image.open(file, formats=[form])
    check_size(picture.size)
    if form == "TIFF":
        frames = write_pages(picture, out)
        return {
            "content_type": kind,
            "replaced": True,
            "pages": frames,
            "attachment_only": True,
        }
    upright = plain(ImageOps.exif_transpose(picture), alpha=form != "JPEG")
    options: dict[str, Any] = {"quality": 88} if form != "PNG" else {"optimize": False}
    upright.save(out, form, **options)
    upright.thumbnail(THUMBNAIL)
    upright.convert("RGB").save(thumb, "JPEG", quality=80)
    return {"content_type": kind, "replaced": True, "thumbnail": True}


def check_size(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS or max(size) > MOST_SIDE:
        raise Refusal("file-pixels", limit=MOST_PIXELS // 1_000_000)


def plain(picture: Any, *, alpha: bool) -> Any:
    """The points alone: no palette tricks, no metadata."""
    grey = picture.mode in {"1", "L"}
    see_through = alpha and ("A" in picture.getbands() or "transparency" in picture.info)
    made = picture.convert("RGBA" if see_through else "L" if grey else "RGB")
    made.info = {}
    return made


def write_pages(picture: Any, out: BinaryIO) -> int:
    """A fax or scan of several pages, page by page, so that memory holds one."""
    from PIL import TiffImagePlugin

    count = 0
    with TiffImagePlugin.AppendingTiffWriter(out) as writer:
        for frame in pages_of(picture):
            check_size(frame.size)
            page = frame.convert("1") if frame.mode == "1" else plain(frame, alpha=False)
            page.info = {}
            page.save(writer, "TIFF", compression="group4" if page.mode == "1" else "tiff_lzw")
            writer.newFrame()
            count += 1
    return count


def pages_of(picture: Any) -> Iterator[Any]:
    for number in range(MOST_FRAMES + 1):
        try:
            picture.seek(number)
        except EOFError:
            return
        if number == MOST_FRAMES:
            raise Refusal("file-pages", limit=MOST_FRAMES)
        check_size(picture.size)
        yield picture


# --- PDF ----------------------------------------------------------------------------------------------


def look_at_pdf(file: BinaryIO, thumb: BinaryIO) -> dict[str, Any]:
    """Locked and program-starting PDFs are refused; scripts and enclosures make it a download only."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if holds_zip(file):
        raise Refusal("file-two-in-one")
    file.seek(0)
    try:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted:
            raise Refusal("file-locked")
        pages = len(reader.pages)
        if pages == 0:
            raise Refusal("file-broken")
        if pages > MOST_PAGES:
            raise Refusal("file-pages", limit=MOST_PAGES)
        warnings = sorted(dangers(reader.trailer["/Root"]))
        looked = "launches" not in warnings and first_page(reader.pages[0], thumb)
    except PyPdfError:
        raise Refusal("file-broken") from None
    if "launches" in warnings:
        raise Refusal("file-launches")
    return {
        "content_type": "application/pdf",
        "pages": pages,
        "warnings": warnings,
        "attachment_only": True,
        "thumbnail": looked,
    }


def first_page(page: Any, thumb: BinaryIO) -> bool:
    """The picture of a scanned first page, made anew; False for a page that is more than a scan.

    Nothing is rendered: a scan is one picture as large as its page, and that picture is it.
    """
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    inside = resolved(raw(page, "/Resources"), set()) if "/Resources" in page else None
    drawn = (
        resolved(raw(inside, "/XObject"), set()) if inside and "/XObject" in inside else None
    )
    if not isinstance(drawn, dict) or len(drawn) != 1:
        return False
    found = resolved(raw(drawn, next(iter(drawn))), set())
    try:
        if found["/Subtype"] != "/Image" or not fills(page, found) or writes(page, inside):
            return False
        check_size((int(found["/Width"]), int(found["/Height"])))
        picture = plain(page.images[0].image, alpha=False)
    except Exception:
        # A look at the page is a kindness; the document is kept without it.
        return False
    picture = picture.rotate(-int(page.rotation or 0), expand=True)
    picture.thumbnail(PAGE)
    picture.convert("RGB").save(thumb, "JPEG", quality=75)
    return True


def writes(page: Any, inside: Any) -> bool:
    """Whether words stand on the page beside its picture; those a scanner hid under it do not count."""
    if not inside.get("/Font"):
        return False
    contents = page.get_contents()
    return contents is not None and b"3 Tr" not in contents.get_data()


def fills(page: Any, picture: Any) -> bool:
    """Whether a picture has the shape of its page, give or take a margin."""
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    shape = int(picture["/Width"]) / max(int(picture["/Height"]), 1)
    return width > 0 and height > 0 and 0.85 < shape / (width / height) < 1.18


def holds_zip(file: BinaryIO) -> bool:
    """Whether an archive ends exactly where the file ends: one file that is two."""
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - 66_000)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    while at >= 0:
        comment = int.from_bytes(tail[at + 20 : at + 22], "little")
        if start + at + 22 + comment == size:
            return True
        at = tail.rfind(b"PK\x05\x06", 0, at)
    return False


# Where pictures, fonts and text lie: large, and without behaviour.
INERT = {"/XObject", "/Font", "/Contents", "/Thumb", "/ColorSpace", "/Pattern", "/Shading", "/Parent", "/P", "/Metadata", "/StructTreeRoot", "/Dest", "/D", "/AP"}  # fmt: skip
DANGERS = {
    "/JavaScript": "script",
    "/JS": "script",
    "/Launch": "launches",
    "/EmbeddedFile": "encloses",
    "/EmbeddedFiles": "encloses",
    "/FileAttachment": "encloses",
    "/RichMedia": "media",
    "/XFA": "form-script",
    "/SubmitForm": "sends",
    "/GoToR": "opens-other",
    "/ImportData": "imports",
}


def dangers(root: Any) -> set[str]:
    """Walk everything that can behave; more objects than a scan ever has is itself a warning."""
    found: set[str] = set()
    seen: set[tuple[int, int]] = set()
    ahead: list[Any] = [root]
    steps = 0
    while ahead:
        value = ahead.pop()
        steps += 1
        if steps > MOST_OBJECTS:
            return found | {"too-many-objects"}
        value = resolved(value, seen)
        if isinstance(value, dict):
            found |= {DANGERS[str(k)] for k in value if str(k) in DANGERS}
            named = [
                resolved(raw(value, k), set())
                for k in ("/S", "/Type", "/Subtype")
                if k in value
            ]
            found |= {DANGERS[str(n)] for n in named if str(n) in DANGERS}
            ahead += [raw(value, k) for k in value if str(k) not in INERT]
        elif isinstance(value, list):
            ahead += list(value)
    return found


def raw(value: Any, key: Any) -> Any:
    """What stands under a key, a reference unopened."""
    return value.raw_get(key) if hasattr(value, "raw_get") else value[key]


def resolved(value: Any, seen: set[tuple[int, int]]) -> Any:
    """What a reference points at, once; nothing the second time."""
    if not hasattr(value, "idnum"):
        return value
    name = (value.idnum, value.generation)
    if name in seen:
        return None
    seen.add(name)
    return value.get_object()


# --- Word and Excel -------------------------------------------------------------------------------------


def look_at_office(file: BinaryIO) -> dict[str, Any]:
    """A Word or Excel file without macros; any other archive is refused."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            check_entries(file, entries)
            names = {entry.filename for entry in entries}
            kind = next((OFFICE[name] for name in OFFICE if name in names), "")
            if not kind or "[Content_Types].xml" not in names:
                raise Refusal("file-unknown")
            encloses = check_parts(archive, entries)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Refusal("file-broken") from None
    warnings = ["encloses"] if encloses else []
    return {"content_type": kind, "warnings": warnings, "attachment_only": True}


def check_entries(file: BinaryIO, entries: list[zipfile.ZipInfo]) -> None:
    """Counts, sizes and names, before anything is unpacked."""
    size = file.seek(0, os.SEEK_END)
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or packed > size:
        raise Refusal("file-bomb")
    if any(
        e.file_size > 2_000_000 and e.file_size > MOST_RATIO * max(e.compress_size, 1)
        for e in entries
    ):
        raise Refusal("file-bomb")
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        link = entry.external_attr >> 16 & 0o170000 == 0o120000
        if name.startswith("/") or ".." in name.split("/") or ":" in name or link:
            raise Refusal("file-two-in-one")
        if (
            name.lower().endswith(
                (".bin", ".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1")
            )
            and "printersettings" not in name.lower()
        ):
            raise Refusal("file-macros")


def check_parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> bool:
    """Unpack every part against its declared size; whether other files lie inside."""
    encloses = False
    for entry in entries:
        head = b""
        with archive.open(entry) as part:
            while block := part.read(1 << 16):
                head = head or block
        name = entry.filename.lower()
        if name.endswith((".xml", ".rels", ".vml")):
            check_xml(archive, entry, head)
        encloses = encloses or "/embeddings/" in name
    return encloses


def check_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, head: bytes) -> None:
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise Refusal("file-bomb")
    if entry.filename == "[Content_Types].xml" and b"macroEnabled" in head:
        raise Refusal("file-macros")
    if entry.filename.endswith(".rels"):
        links = archive.read(entry)
        loads = (b"/attachedTemplate", b"/oleObject", b"/frame", b"/externalLink")
        if b'TargetMode="External"' in links and any(word in links for word in loads):
            raise Refusal("file-macros")


# --- Text -------------------------------------------------------------------------------------------------

MARKUP = (b"<script", b"<svg", b"<html", b"<!doctype", b"<?xml", b"<iframe", b"<body", b"<?php")


# What another system exports its records as; their narratives quote markup, as text.
RECORDS = (".json", ".ndjson", ".jsonl")
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")


def look_at_text(file: BinaryIO, ending: str) -> dict[str, Any]:
    """Words and numbers only: no control bytes, no markup."""
    decoder = None
    head = file.read(64_000)
    file.seek(0)
    is_record = ending in RECORDS and head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}
    if not is_record and any(word in head.lower() for word in MARKUP):
        raise Refusal("file-markup")
    coding = coding_of(head)
    decoder = io.TextIOWrapper(file, coding, newline="")
    try:
        while block := decoder.read(1 << 16):
            if CONTROLS.search(block):
                raise Refusal("file-unknown")
    except UnicodeDecodeError:
        raise Refusal("file-unknown") from None
    finally:
        decoder.detach()
    table = ending == ".csv" and is_table(head.decode(coding, "ignore"))
    return {"content_type": "text/csv" if table else "text/plain", "attachment_only": True}


def coding_of(head: bytes) -> str:
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    try:
        head[: len(head) - 4].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def is_table(text: str) -> bool:
    rows = list(csv.reader(io.StringIO(text[:20_000])))[:20]
    return bool(rows)


# --- The process ------------------------------------------------------------------------------------------


def confine() -> None:
    """Little memory, little time, no new processes of note."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000_000, 400_000_000))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    ending, out_number, thumb_number = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    answer: dict[str, Any]
    with (
        open(0, "rb") as file,
        open(out_number, "w+b") as out,
        open(thumb_number, "w+b") as thumb,
    ):
        confine()
        try:
            answer = look(file, ending, out, thumb)
        except Refusal as refusal:
            answer = {"refused": refusal.code, "values": refusal.values}
        except MemoryError:
            answer = {"refused": "file-bomb", "values": {}}
        except (
            OSError,
            SyntaxError,
            ValueError,
            KeyError,
            TypeError,
            IndexError,
            AttributeError,
            RecursionError,
            ZeroDivisionError,
            AssertionError,
            NotImplementedError,
            OverflowError,
        ):
            # Decoders say "not mine" in many ways; whatever they say, the file is not kept.
            answer = {"refused": "file-broken", "values": {}}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
