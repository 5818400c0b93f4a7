"""The translations: gathers what people read, keeps the .po files in step, builds the .mo files.

``make messages`` gathers the strings anew; ``make run`` and ``make test`` build the .mo files
that are older than their .po. Babel does both: the gettext tools need not be installed.
"""

import os
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize


HERE = Path(__file__).resolve().parents[1]
LOCALES = HERE / "config" / "locale"
LANGUAGES = ("es",)

# What marks a string, and which of its arguments are read.
KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# A remark above a string reaches the translator when it begins so.
REMARKS = ("Translators:",)
HEADER = """\
# Spanish for Hearth. Apache-2.0.
# Kept in step by `make messages`; the words to use stand in GLOSSARY.md."""
# Lines of the usual header that say nothing, or make every run a difference.
NOISE = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Generated-By",
    "Last-Translator",
    "Language-Team",
    "Report-Msgid-Bugs-To",
    "Project-Id-Version",
)


def gathered(root: Path = HERE) -> Catalog:
    """Every string a person may read, as the source says it, with the files it stands in."""
    found = Catalog(project="Hearth", charset="utf-8")
    for file in sorted((*root.rglob("*.py"), *root.rglob("templates/**/*.*"))):
        for name, message, remarks in strings_of(file):
            words, context = arranged(name, message)
            if words:
                found.add(
                    words,
                    locations=[(file.relative_to(root.parent).as_posix(), 0)],
                    auto_comments=remarks,
                    context=context,
                )
    return found


def strings_of(file: Path) -> Iterator[tuple[str, Any, list[str]]]:
    """(function, its words, remarks for the translator) in one source file or template."""
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        # Django turns a template into calls with everything else blanked; brackets around it
        # let it be read as Python whatever its indentation.
        text = f"({templatize(text, origin=str(file))}\n)"
    found: Any = extract_python(
        BytesIO(text.encode()), KEYWORDS, REMARKS, {"encoding": "utf-8"}
    )
    for _line, name, message, remarks in found:
        yield name, message, remarks


def arranged(name: str, message: Any) -> tuple[Any, str | None]:
    """(string, or one and many; context) of one call; an empty string is nothing to say."""
    parts = list(message) if isinstance(message, tuple) else [message]
    context = parts.pop(0) if "pgettext" in name else None
    if "ngettext" in name or "npgettext" in name:
        return tuple(parts[:2]), context
    return (parts[0] if parts else None), context


def in_step(source: Catalog, kept: Catalog, language: str) -> Catalog:
    """``source`` with the translations ``kept`` has: nothing obsolete, nothing guessed."""
    fresh = Catalog(
        locale=language,
        project="Hearth",
        charset="utf-8",
        header_comment=HEADER,
        fuzzy=False,
    )
    for message in source:
        if not message.id:
            continue
        known = kept.get(message.id, context=message.context)
        usable = known is not None and not known.fuzzy and known.id == message.id
        fresh.add(
            message.id,
            string=known.string if known is not None and usable else None,
            locations=[(name, 0) for name in sorted({name for name, _no in message.locations})],
            auto_comments=message.auto_comments,
            context=message.context,
            flags=message.flags,
        )
    return fresh


def is_translated(message: Any) -> bool:
    """Whether every form of the message has words."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(forms) and all(forms)


def missing(catalog: Catalog) -> list[str]:
    """The strings of ``catalog`` without a translation, each as the source says it."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalog
        if message.id and (message.fuzzy or not is_translated(message))
    ]


def read_catalog(file: Path, language: str) -> Catalog:
    """The kept translations; empty where there are none yet."""
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as source:
        return read_po(source, locale=language)


def written(catalog: Catalog) -> bytes:
    """The .po text: in the order of the files, without dates and line numbers."""
    out = BytesIO()
    write_po(out, catalog, width=0, sort_by_file=True, include_lineno=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(
        line for line in lines if not line.startswith(tuple(f'"{name}:' for name in NOISE))
    ).encode()


def keep_in_step(root: Path = HERE, locales: Path = LOCALES) -> int:
    """Gather the strings anew into each language's .po; how many still have no translation."""
    source, without = gathered(root), 0
    for language in LANGUAGES:
        file = locales / language / "LC_MESSAGES" / "django.po"
        kept = read_catalog(file, language)
        fresh = in_step(source, kept, language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written(fresh))
        gone = [one for one in kept if one.id and fresh.get(one.id, one.context) is None]
        for message in gone:
            _say(f"{language}: dropped: {message.id!r}: {message.string!r}")
        for words in missing(fresh):
            _say(f"{language}: not translated: {words!r}")
        _say(f"{language}: {len(fresh)} strings, {len(missing(fresh))} not translated.")
        without += len(missing(fresh))
    return without


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def compile_messages(root: Path = HERE) -> int:
    """Build every .mo that is older than its .po; how many were built."""
    built = 0
    for source in root.rglob("locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parents[1].name)
        # Two processes may build at once; each puts a whole file in place.
        fresh = target.with_name(f".{target.name}.{os.getpid()}")
        with fresh.open("wb") as file:
            write_mo(file, catalog)
        fresh.rename(target)
        built += 1
    return built


if __name__ == "__main__":
    if sys.argv[1:] == ["gather"]:
        sys.exit(1 if keep_in_step() else 0)
    compile_messages()
    sys.exit(0)
