"""What can be told, in words: each area registers its own.

``notice_kind("tasks.handed_over", text=N_("{by} handed you: {what}"), plain=N_("…"))``. ``text`` is read
after signing in and may name values; ``plain`` travels outside (e-mail, text message, push) and never
does: whoever reads over a shoulder learns nothing about a resident.
"""

import string
from dataclasses import dataclass

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_


PLAIN = N_("Something in Hearth waits for you. Sign in to read it.")


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One thing that people can be told."""

    code: str
    text: str
    plain: str = PLAIN
    urgent: bool = False


_known: dict[str, NoticeKind] = {}


def notice_kind(
    code: str, *, text: str, plain: str = PLAIN, urgent: bool = False
) -> NoticeKind:
    """Register what can be told. A code is taken once; a ``plain`` that names values is a bug."""
    if code in _known:
        raise ValueError(f"the notice {code} is registered twice")
    if any(name is not None for _text, name, _spec, _conv in string.Formatter().parse(plain)):
        raise ValueError(f"the notice {code}: what travels outside names nothing")
    _known[code] = NoticeKind(code, text, plain, urgent)
    return _known[code]


def kind_of(code: str) -> NoticeKind:
    """The notice called ``code``. Raises Refused (no-notice)."""
    if code not in _known:
        raise Refused("no-notice", N_("There is no notice called {notice}."), notice=code)
    return _known[code]


def known(code: str) -> NoticeKind | None:
    """The notice called ``code``, or None when this build has no words for an old row."""
    return _known.get(code)
