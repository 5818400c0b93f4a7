"""How notices read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from .models import Notification
from .notices import PLAIN, known


@dataclass(frozen=True)
class NoticeRow:
    """One notice in the reader's language."""

    pk: Any
    text: str
    link: str
    at: datetime
    unread: bool
    urgent: bool

    @classmethod
    def of(cls, row: Notification) -> "NoticeRow":
        return cls(
            row.pk, sentence(row), row.link, row.recorded, row.read_at is None, row.urgent
        )


def sentence(row: Notification) -> str:
    """The words of a notice with its values; a notice this build does not know says so plainly."""
    kind = known(row.code)
    if kind is None:
        return _(PLAIN)
    try:
        return _(kind.text).format(**row.values)
    except (KeyError, IndexError):
        return _(kind.plain)
