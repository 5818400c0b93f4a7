"""What one telling of a thing may change, when people have worked on the record since the last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


CREATED, UPDATED, SAME = "create", "update", "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What another system says of one thing, in the columns of the record.

    ``row`` is what the record knows it as, None when it is new; ``before`` is what the same
    system said in the same columns last time, None when it never did.
    """

    fields: Mapping[str, Any]
    before: Mapping[str, Any] | None = None
    row: UUID | None = None
    resident: Any = None  # its key, where the thing is about one
    security_label: str = "normal"
    source_system: str = ""
    source_id: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of it: the row, whether it was made, changed or left, and what stays as
    people left it. ``refused`` is a code when the record cannot take it; there is no row then.
    """

    row: UUID | None
    fate: str = SAME
    kept: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """``changes`` are to be written; ``kept`` names what stays as people left it."""

    changes: Mapping[str, Any]
    kept: tuple[str, ...] = ()


def settled(
    current: Mapping[str, Any],
    told: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    *,
    blanks: Mapping[str, Any] | None = None,
    together: Iterable[tuple[str, ...]] = (),
) -> Settled:
    """Three tellings of one thing: what is on the record, what comes now, what came last time.

    What comes empty changes nothing. A value is taken where the record has none, or still has
    what the same teller said ``before``; anything else was changed by people and stays.
    ``blanks`` are values that count as none ("unknown"); fields that mean something only
    ``together`` (a date and its precision) change together, judged by the first.
    """
    follows = {name: names[0] for names in together for name in names[1:]}
    changes: dict[str, Any] = {}
    kept: list[str] = []
    for name, new in told.items():
        if name in follows:
            continue
        now = current[name]
        if now == new or _is_blank(name, new, blanks):
            continue
        if _is_blank(name, now, blanks) or (before is not None and before.get(name) == now):
            changes[name] = new
        else:
            kept.append(name)
    for name, leader in follows.items():
        if name in told and leader in changes and current[name] != told[name]:
            changes[name] = told[name]
    return Settled(changes=changes, kept=tuple(kept))


def _is_blank(name: str, value: Any, blanks: Mapping[str, Any] | None) -> bool:
    if value is None or value == "" or value == [] or value == ():
        return True
    return blanks is not None and name in blanks and value == blanks[name]


def tell(
    row: Any,
    told: Told,
    *,
    blanks: Mapping[str, Any] | None = None,
    together: Iterable[tuple[str, ...]] = (),
) -> Taken:
    """Set on ``row`` (any object with these columns) what the telling may change."""
    current = {name: getattr(row, name) for name in told.fields}
    found = settled(current, told.fields, told.before, blanks=blanks, together=together)
    for name, value in found.changes.items():
        setattr(row, name, value)
    fate = UPDATED if found.changes else SAME
    return Taken(row=row.pk, fate=fate, kept=found.kept)
