"""What is to be known of an entry beside its words: why it was kept or set aside, what stayed as
people had left it, what was left out. Kept as JSON of codes and values; sentences are made
where they are shown.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hearth.surfaces.interop.reasons import Notice, Reason, reason
from hearth.surfaces.interop.tables.rows import Problem


_MOST = 20


@dataclass(frozen=True, slots=True)
class Remarks:
    """``why`` it was kept or set aside; ``problems`` of a row; columns that people ``kept``;
    ``notices`` of what was taken over in part."""

    why: Reason | None = None
    problems: tuple[Problem, ...] = ()
    kept: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()

    def written(self) -> str:
        """As it is stored; nothing to say is no text."""
        said: dict[str, Any] = {}
        if self.why is not None:
            said["why"] = _plain(self.why)
        if self.problems:
            said["problems"] = [
                {"column": one.column, **_plain(one.reason)} for one in self.problems[:_MOST]
            ]
        if self.kept:
            said["kept"] = list(self.kept)
        if self.notices:
            said["notices"] = [
                {"path": one.path, **_plain(one.reason)} for one in self.notices[:_MOST]
            ]
        return json.dumps(said, ensure_ascii=False) if said else ""


def read_remarks(text: str) -> Remarks:
    """Remarks as they were written; what nobody knows any more is left out."""
    try:
        said = json.loads(text) if text else {}
    except ValueError:
        return Remarks()
    if not isinstance(said, dict):
        return Remarks()
    return Remarks(
        why=_reason(said.get("why")),
        problems=tuple(
            Problem(str(one.get("column", "")), why)
            for one in _dicts(said.get("problems"))
            if (why := _reason(one))
        ),
        kept=tuple(str(name) for name in said.get("kept", ())),
        notices=tuple(
            Notice(str(one.get("path", "")), why)
            for one in _dicts(said.get("notices"))
            if (why := _reason(one))
        ),
    )


def _plain(why: Reason) -> dict[str, Any]:
    return {"code": why.code, "values": dict(why.values)}


def _reason(written: Mapping[str, Any] | None) -> Reason | None:
    if not isinstance(written, dict):
        return None
    try:
        found = reason(str(written["code"]), **written.get("values", {}))
        found.shown(str)
    except (KeyError, TypeError, IndexError):
        return None
    return found


def _dicts(found: Any) -> Iterable[Mapping[str, Any]]:
    return (
        [one for one in found if isinstance(one, dict)] if isinstance(found, Sequence) else []
    )
