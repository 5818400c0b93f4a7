"""Errors a person can act on. Views turn them into messages; everything else is a bug."""

from typing import Any


class Refused(Exception):
    """A rule says no, and says what to do next.

    ``code`` is stable and machine-readable. ``message`` is an English sentence marked with
    ``N_`` that may name ``{values}``; it is translated only where it is shown.
    """

    status = 422

    def __init__(self, code: str, message: str, **values: Any) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values) if self.values else self.message

    def shown(self, translate: Any = None) -> str:
        """The sentence in the reader's language. ``translate`` is gettext."""
        text = translate(self.message) if translate else self.message
        return text.format(**self.values) if self.values else text


class Conflict(Refused):
    """Somebody else was first, or the same id came with other content."""

    status = 409


class Unavailable(Refused):
    """The house cannot do it now (disk full, service down); nothing was lost or half done."""

    status = 503
