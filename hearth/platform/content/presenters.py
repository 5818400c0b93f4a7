"""How definitions read: the list, one with its versions, and what differs between two bodies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hearth.kernel.errors import Refused
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility

from . import queries
from .codes import Confidence, Level, Status
from .kinds import DefinitionKind, all_kinds, kind_of
from .models import Definition
from .terms import in_language, keys_for
from .wording import WORDS_OF_CODES


Body = dict[str, Any]


@dataclass(frozen=True)
class DefinitionRow:
    """One definition in the list: what it is, whose, and what waits."""

    kind: str
    key: str
    title: str
    whose: str
    since: datetime | None
    has_draft: bool
    coming: datetime | None
    doubt: str
    in_force: bool


@dataclass(frozen=True)
class KindSection:
    """The definitions of one kind."""

    label: str
    rows: tuple[DefinitionRow, ...]


def sections(scope: Scope, facility: Facility, now: datetime) -> list[KindSection]:
    """Everything a community can look at or change, by kind."""
    by_key: dict[tuple[str, str], list[Definition]] = {}
    for row in queries.definitions(scope).order_by("kind", "key", "version"):
        by_key.setdefault((row.kind, row.key), []).append(row)
    found = []
    for kind in all_kinds():
        keys = sorted(key for name, key in by_key if name == kind.name)
        if kind.name == "terms":
            keys = [key for key in keys_for(facility) if key in keys]
        rows = tuple(_row(kind, key, by_key[kind.name, key], now) for key in keys)
        if rows:
            found.append(KindSection(_(kind.label), rows))
    return found


def _row(
    kind: DefinitionKind, key: str, rows: list[Definition], now: datetime
) -> DefinitionRow:
    holding = [r for r in rows if r.status == Status.PUBLISHED and holds(r, now)]
    ranked = sorted(holding, key=lambda r: (queries.NARROWEST[Level(r.level)], r.version))
    top = ranked[-1] if ranked else rows[-1]
    own = [r for r in rows if r.level == Level.COMMUNITY]
    coming = [
        r.effective_from for r in own if r.status == Status.PUBLISHED and not holds(r, now)
    ]
    return DefinitionRow(
        kind=kind.name,
        key=key,
        title=in_language(top.title, get_language() or "en"),
        whose=_(Level.label_of(top.level)),
        since=top.effective_from,
        has_draft=any(r.status == Status.DRAFT for r in own),
        coming=min((c for c in coming if c and c > now), default=None),
        doubt=_(Confidence.label_of(top.confidence)),
        in_force=bool(ranked),
    )


def holds(row: Definition, now: datetime) -> bool:
    """Whether a published version is in force at ``now``."""
    starts, ends = row.effective_from, row.effective_to
    return starts is not None and starts <= now and (ends is None or ends > now)


# --- What differs ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """One line of a comparison; an empty side means that it was not there."""

    label: str
    before: str
    after: str


def differences(kind: str, before: Body | None, after: Body) -> list[Difference]:
    """What changes, in the words of the schema, in its order."""
    schema = kind_of(kind).schema
    old = dict(_leaves(schema, before or {}, ()))
    new = dict(_leaves(schema, after, ()))
    order = list(dict.fromkeys([*new, *old]))
    return [
        Difference(" · ".join(name), old.get(name, ""), new.get(name, ""))
        for name in order
        if old.get(name, "") != new.get(name, "")
    ]


def _leaves(
    schema: dict[str, Any], value: Any, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        inner = schema.get("properties", {})
        for name, part in value.items():
            below = inner.get(name, {})
            label = _(below["title"]) if below.get("title") else name
            yield from _leaves(below, part, (*path, label))
    elif isinstance(value, list) and any(isinstance(part, dict) for part in value):
        below = schema.get("items", {})
        for at, part in enumerate(value):
            yield from _leaves(below, part, (*path[:-1], _name_of(part, at)))
    else:
        yield path, shown(value)


def _name_of(entry: Any, at: int) -> str:
    """An entry by its code; one without by what it is about and its place."""
    if isinstance(entry, dict) and entry.get("code"):
        return str(entry["code"])
    if isinstance(entry, dict) and entry.get("task_kind"):
        return f"{entry['task_kind']} {at + 1}"
    return str(at + 1)


def shown(value: Any) -> str:
    """A value as a person says it."""
    if value is True:
        return _("Yes")
    if value is False:
        return _("No")
    if isinstance(value, list):
        return ", ".join(shown(part) for part in value) or _("None")
    if value in (None, ""):
        return _("Nothing")
    if isinstance(value, str) and value in WORDS_OF_CODES:
        return _(WORDS_OF_CODES[value])
    return str(value)


@dataclass(frozen=True)
class BodyLine:
    """One line of a body as read."""

    label: str
    value: str


def lines(kind: str, body: Body) -> list[BodyLine]:
    """A whole body as read: an entry of a list is one line, in the reader's language."""
    return list(_lines(kind_of(kind).schema, body, ()))


def _lines(schema: dict[str, Any], body: Body, path: tuple[str, ...]) -> Iterator[BodyLine]:
    for name, value in body.items():
        below = schema.get("properties", {}).get(name, {})
        label = _(below["title"]) if below.get("title") else name
        if isinstance(value, list) and any(isinstance(part, dict) for part in value):
            for at, entry in enumerate(value):
                yield _entry(below.get("items", {}), entry, at)
        elif isinstance(value, dict) and below.get("format") != "words":
            yield from _lines(below, value, (*path, label))
        else:
            yield BodyLine(" · ".join((*path, label)), _spoken(value))


def _entry(schema: dict[str, Any], entry: Body, at: int) -> BodyLine:
    """One entry: called by its words, the rest behind."""
    inner = schema.get("properties", {})
    named = "title" if "title" in entry else next(iter(entry), "")
    parts = []
    for name, value in entry.items():
        if name in {named, "code"} or value in (False, None, ""):
            continue
        label = _(inner.get(name, {}).get("title", name))
        parts.append(label if value is True else f"{label}: {_spoken(value)}")
    return BodyLine(_spoken(entry.get(named, at + 1)), " · ".join(parts))


def _spoken(value: Any) -> str:
    """A value, or a text in the reader's language."""
    if isinstance(value, dict):
        return in_language(value, get_language() or "en")
    return shown(value)


# --- Text -----------------------------------------------------------------------------------------


def as_text(body: Body) -> str:
    """A body as YAML, for those who would rather type."""
    return yaml.safe_dump(body, sort_keys=False, allow_unicode=True, width=100)


# --- Which body one starts from ---------------------------------------------------------------------


def starting_body(scope: Scope, kind: str, key: str) -> Body | None:
    """What the editor opens with: the draft over what holds, or unchecked content of the house."""
    draft = queries.draft_of(scope, kind, key)
    now_holds = queries.find(kind, key, scope.facility_id)
    if draft is not None:
        if kind_of(kind).layered:
            return queries.laid_over(queries.below(scope, kind, key), draft.body)
        return draft.body
    if now_holds is not None:
        return now_holds.body
    waiting = queries.definitions(scope).filter(kind=kind, key=key).order_by("-version").first()
    return waiting.body if waiting else None


def own_part(scope: Scope, kind: str, key: str, body: Body) -> Body:
    """Of an edited body, what the community says itself: the rest goes on following the house."""
    if not kind_of(kind).layered:
        return body
    under = queries.below(scope, kind, key)
    return {name: value for name, value in body.items() if under.get(name) != value}


def faults_by_field(error: Refused) -> list[tuple[str, str]]:
    """The faults of a refused body as (place, what is wrong)."""
    text = str(error.values.get("faults", ""))
    pairs = [part.partition(": ") for part in text.split("; ") if part]
    return [(place, what or place) for place, _sep, what in pairs]
