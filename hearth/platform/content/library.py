"""The house's shelf: reads ``content/*.yaml``, checks it, and puts it into the database.

A file says what it is (kind, key, version, title), where it comes from (source, licence,
confidence), from when it holds, its body, and test vectors that try it. Texts are language maps; the
file's ``translations`` say how good each language is, and one text may say otherwise with
``{text: …, status: …}``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

import hearth
from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import note_house
from hearth.platform.scope import house_scope, scoped

from .actions import content_hash
from .codes import Confidence, Level, Status, Translation
from .kinds import CODE, kind_of
from .models import Definition


SHELF = Path(hearth.__file__).resolve().parents[1] / "content"
MOST_BYTES = 5_000_000
DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}

FILE = {
    "type": "object",
    "additionalProperties": False,
    "required": [
        "kind",
        "key",
        "version",
        "title",
        "source",
        "licence",
        "confidence",
        "translations",
        "effective",
        "body",
        "tests",
    ],
    "properties": {
        "kind": CODE,
        "key": CODE,
        "version": {"type": "integer", "minimum": 1},
        "title": {"type": "object", "required": ["en"]},
        "source": {"type": "string", "minLength": 3},
        "licence": {"type": "string", "minLength": 2},
        "confidence": {"enum": Confidence.codes()},
        "translations": {
            "type": "object",
            "required": ["en"],
            "additionalProperties": {"enum": Translation.codes()},
        },
        "effective": {
            "type": "object",
            "additionalProperties": False,
            "required": ["from"],
            "properties": {"from": DAY, "to": DAY},
        },
        "body": {},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["case", "given", "expect"],
                "properties": {"case": {"type": "string"}, "given": {}, "expect": {}},
            },
        },
    },
}
_FILE_VALIDATOR = Draft202012Validator(FILE)


class PlainLoader(yaml.SafeLoader):
    """YAML as people read it: 07:00 and 2026-01-01 are texts, no and on are words, keys stand once."""


PlainLoader.yaml_implicit_resolvers = {
    first: [
        pair
        for pair in pairs
        if pair[0] in {"tag:yaml.org,2002:null", "tag:yaml.org,2002:merge"}
    ]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_PLAIN = [
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$", "-0123456789"),
]


def _teach(loader: type[yaml.SafeLoader]) -> None:
    import re

    for tag, pattern, first in _PLAIN:
        loader.add_implicit_resolver(
            f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first)
        )


_teach(PlainLoader)


def _mapping(loader: PlainLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    twice = sorted({str(key) for key in keys if keys.count(key) > 1})
    if twice:
        raise yaml.constructor.ConstructorError(
            None, None, f"the key {twice[0]!r} stands twice", node.start_mark
        )
    return loader.construct_mapping(node, deep=True)


PlainLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def parse(text: str) -> Any:
    """YAML text as plain values. Raises Refused (yaml) with the line that cannot be read."""
    if len(text) > MOST_BYTES or ("&" in text and text.count("*") > 200):
        raise Refused("yaml", N_("The text is too long to be a definition."))
    try:
        return yaml.load(text, Loader=PlainLoader)  # noqa: S506 - a SafeLoader with fewer guesses
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise Refused(
            "yaml",
            N_("Line {line} cannot be read: {problem}"),
            line=mark.line + 1 if mark else 1,
            problem=getattr(error, "problem", "") or "not YAML",
        ) from None


@dataclass(frozen=True)
class Fault:
    """Something wrong with one file of the shelf."""

    path: Path
    text: str

    def __str__(self) -> str:
        return f"{self.path.name}: {self.text}"


@dataclass(frozen=True)
class ContentFile:
    """One file of the shelf, read and with its texts flattened to language maps."""

    path: Path
    kind: str
    key: str
    version: int
    title: dict[str, str]
    source: str
    licence: str
    confidence: str
    translations: dict[str, Any]
    effective_from: datetime
    effective_to: datetime | None
    body: Any
    tests: list[dict[str, Any]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.key}"


def files(shelf: Path = SHELF) -> list[Path]:
    """Every content file, in the order they are loaded."""
    return sorted(shelf.rglob("*.yaml"))


def read(path: Path) -> ContentFile:
    """One file. Raises Refused (content) saying what is wrong with it."""
    raw = parse(path.read_text(encoding="utf-8"))
    errors = sorted(_FILE_VALIDATOR.iter_errors(raw), key=str)
    if errors:
        where = ".".join(str(p) for p in errors[0].path) or "file"
        raise Refused("content", N_("{where}: {what}"), where=where, what=errors[0].message)
    statuses: dict[str, Any] = dict(raw["translations"])
    body = _flat(raw["body"], statuses, ())
    effective = raw["effective"]
    return ContentFile(
        path=path,
        kind=raw["kind"],
        key=raw["key"],
        version=raw["version"],
        title=_flat(raw["title"], statuses, ("title",)),
        source=raw["source"],
        licence=raw["licence"],
        confidence=raw["confidence"],
        translations=statuses,
        effective_from=_midnight(effective["from"]),
        effective_to=_midnight(effective["to"]) if effective.get("to") else None,
        body=body,
        tests=raw["tests"],
    )


def _flat(value: Any, statuses: dict[str, Any], path: tuple[str, ...]) -> Any:
    """Texts that carry their own translation status become plain; the status is kept by path."""
    if isinstance(value, dict):
        if set(value) == {"text", "status"}:
            statuses.setdefault("texts", {})[".".join(path)] = value["status"]
            return value["text"]
        return {name: _flat(part, statuses, (*path, str(name))) for name, part in value.items()}
    if isinstance(value, list):
        return [_flat(part, statuses, (*path, str(at))) for at, part in enumerate(value)]
    return value


def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(0), tzinfo=UTC)


def check(shelf: Path = SHELF) -> list[Fault]:
    """Everything that is wrong on the shelf: shape, schema, languages, test vectors, doubles."""
    faults: list[Fault] = []
    seen: dict[tuple[str, str, int], Path] = {}
    for path in files(shelf):
        try:
            found = read(path)
            faults += [Fault(path, text) for text in _faults_of(found)]
        except (Refused, UnicodeDecodeError) as error:
            faults.append(Fault(path, str(error)))
            continue
        name = (found.kind, found.key, found.version)
        if name in seen:
            faults.append(
                Fault(
                    path,
                    f"{found.name} version {found.version} stands also in {seen[name].name}",
                )
            )
        seen[name] = path
    return faults


def _faults_of(found: ContentFile) -> Iterator[str]:
    kind = kind_of(found.kind)
    whole = not kind.layered or found.key == "default"
    faults = kind.faults(found.body, whole=whole)
    yield from faults
    yield from _language_faults(found)
    if found.effective_to and found.effective_to <= found.effective_from:
        yield "effective: it ends before it begins"
    if not faults:
        yield from _test_faults(found)


def _test_faults(found: ContentFile) -> Iterator[str]:
    trial = kind_of(found.kind).trial
    if trial is None:
        if found.tests:
            yield f"tests: nothing can be tried of the kind {found.kind}"
        return
    if not found.tests:
        yield f"tests: the kind {found.kind} needs test vectors"
    for vector in found.tests:
        answer = trial(found.body, vector["given"])
        if answer != vector["expect"]:
            yield f"tests: {vector['case']}: expected {vector['expect']!r}, got {answer!r}"


def _language_faults(found: ContentFile) -> Iterator[str]:
    """Every text speaks exactly the languages whose status the file declares."""
    declared = {lang for lang in found.translations if lang != "texts"}
    for path, words in _texts({"title": found.title, "body": found.body}, ()):
        spoken = set(words)
        if spoken != declared:
            yield f"{'.'.join(path)}: languages {sorted(spoken)} are not {sorted(declared)}"
        elif not all(words.values()):
            yield f"{'.'.join(path)}: a language has no words"


def _texts(
    value: Any, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
    """The language maps of a body: objects with an English string."""
    if isinstance(value, dict) and isinstance(value.get("en"), str):
        yield path, value
        return
    parts: Any = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for name, part in parts:
        yield from _texts(part, (*path, str(name)))


@dataclass
class Loaded:
    """What loading the shelf did: names of definitions."""

    added: list[str] = field(default_factory=list)
    unchanged: int = 0
    waiting: list[str] = field(default_factory=list)


def load_house_content(shelf: Path = SHELF) -> Loaded:
    """Put the shelf into the house's definitions; called by migrate and run, any number of times.

    A file whose content is there already is left alone; a changed one becomes the next version.
    Unverified content becomes a draft of the house, in force for nobody: a community publishes
    it for itself. Raises Refused (content) and loads nothing when a file is wrong.
    """
    faults = check(shelf)
    if faults:
        raise Refused(
            "content", N_("{where}: {what}"), where=faults[0].path.name, what=faults[0].text
        )
    done = Loaded()
    with scoped(house_scope("content")):
        _only_one_loads()
        known = _known()
        for path in files(shelf):
            _load_file(read(path), known, done)
        if done.added:
            note_house("content.load_house_content", by=None, detail={"count": len(done.added)})
    return done


def _only_one_loads() -> None:
    """Two processes that start at once must not both write a version."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('hearth.content'))")


def _known() -> dict[tuple[str, str], Definition]:
    rows = Definition.objects.filter(level=Level.HOUSE).order_by("version")
    return {(row.kind, row.key): row for row in rows}


def _load_file(
    found: ContentFile, known: dict[tuple[str, str], Definition], done: Loaded
) -> None:
    row = _row_of(found)
    last = known.get((found.kind, found.key))
    if last is not None and last.hash == row.hash:
        done.unchanged += 1
        return
    if last is not None and last.status == Status.DRAFT:
        last.delete()
    elif last is not None:
        row.parent_id = last.pk
        row.version = max(row.version, last.version + 1)
    if row.status == Status.DRAFT:
        done.waiting.append(found.name)
    row.save(force_insert=True)
    known[found.kind, found.key] = row
    done.added.append(found.name)


def _row_of(found: ContentFile) -> Definition:
    now = clock.now()
    row = Definition(
        kind=found.kind,
        key=found.key,
        level=Level.HOUSE,
        version=found.version,
        title=found.title,
        body=found.body,
        source=found.source,
        licence=found.licence,
        confidence=found.confidence,
        translations=found.translations,
        effective_from=found.effective_from,
        effective_to=found.effective_to,
        drafted_at=now,
    )
    row.hash = content_hash(row)
    if found.confidence != Confidence.UNVERIFIED:
        row.status, row.published_at, row.impact = Status.PUBLISHED, now, []
    return row
