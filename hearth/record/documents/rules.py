"""Decisions about files and imports. Pure: values in, verdict out; no database, no clock."""

import hashlib
import json
from calendar import monthrange
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_

from .codes import (
    COUNTED_BY_LAW,
    NEEDS_AUTHORITY,
    RESTRICTED_TYPES,
    DocumentStatus,
    Recipient,
    SourceState,
)


K = TypeVar("K")


LARGEST = 50 * 1024 * 1024
"""Bytes of one document: a scan of 30 MB fits. Hearth's own limit."""

ACCEPTED: Mapping[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "image/tiff": (".tif", ".tiff"),
    "text/plain": (".txt",),
    "text/csv": (".csv",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
}
"""What a document may be, by what its content was found to be. No HTML, no SVG, no programs."""

SHOWN_IN_PLACE = ("application/pdf", "image/jpeg", "image/png", "image/webp")
"""What a browser may show; the rest is only downloaded."""


def check_file(content_type: str, size: int) -> None:
    """Refuse a file that cannot be kept. Raises Refused: empty, too-large, not-accepted."""
    if size <= 0:
        raise Refused("empty", N_("The file is empty."))
    if size > LARGEST:
        raise Refused(
            "too-large",
            N_(
                "The file has {size} MB. The most is {largest} MB: scan it in black and white or in parts."
            ),
            size=-(-size // 1024**2),
            largest=LARGEST // 1024**2,
        )
    if content_type not in ACCEPTED:
        raise Refused(
            "not-accepted",
            N_(
                "This kind of file cannot be kept. Use PDF, a picture, plain text, Word or Excel."
            ),
        )


def safe_name(file_name: str) -> str:
    """The sender's file name without folders and control characters, at most 200 long."""
    last = file_name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(" .")
    stem, dot, end = plain.rpartition(".")
    if len(plain) > 200 and dot and len(end) <= 8:
        return stem[: 199 - len(end)] + dot + end
    return plain[:200] or "document"


def default_label(type_: str) -> str:
    """The security label a new document begins with."""
    return "restricted" if type_ in RESTRICTED_TYPES else "normal"


def check_words(*, type_: str, offered: Collection[str], title: str) -> None:
    """Refuse a document nobody could find again. Raises Refused: type-unknown, title-missing."""
    if type_ not in offered:
        raise Refused("type-unknown", N_("Choose what kind of document it is."))
    if not title.strip():
        raise Refused("title-missing", N_("Give the document a title."))


def check_dates(date_: date | None, valid_until: date | None, *, today: date) -> None:
    """Refuse dates that cannot be true together. Raises Refused: date-future, ends-before-date."""
    if date_ is not None and date_ > today:
        raise Refused("date-future", N_("The date on the document cannot be in the future."))
    if date_ is not None and valid_until is not None and valid_until < date_:
        raise Refused(
            "ends-before-date", N_("It cannot end before the date that stands on it.")
        )


def good_until(date_: date | None, months: int) -> date | None:
    """The last day of a document that is good for so many months; None where it does not end.

    A day the month does not have is its last one: 31-Aug and six months are 28-Feb.
    """
    if date_ is None or not months:
        return None
    year, month = divmod(date_.year * 12 + date_.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(date_.day, last))


def wider_label(*labels: str) -> str:
    """The most guarded of some labels: a document is never less guarded than its resident."""
    order = ("normal", "restricted", "part2")
    return max(labels, key=order.index)


def check_label(label: str, *, allowed: Collection[str]) -> None:
    """Refuse a label whose documents the writer could not read. Raises Refused: label-not-yours."""
    if label not in allowed:
        raise Refused(
            "label-not-yours",
            N_("You may not file what you may not read. Ask a nurse or the coordinator."),
        )


def check_current(status: DocumentStatus) -> None:
    """Refuse to change what is not the current word. Raises Conflict: not-current."""
    if status is not DocumentStatus.CURRENT:
        raise Conflict("not-current", N_("That document is not the current one any more."))


def check_retraction(status: DocumentStatus, reason: str) -> None:
    """Refuse to take back twice, or without saying why. Raises Refused: already-retracted, reason-missing."""
    if status is DocumentStatus.ENTERED_IN_ERROR:
        raise Refused(
            "already-retracted", N_("This document is already marked as entered in error.")
        )
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why it was entered in error."))


def runs_out_soon(
    valid_until: date | None, day: date, within: timedelta = timedelta(days=30)
) -> bool:
    """Whether a document ends within a month, or has ended."""
    return valid_until is not None and valid_until <= day + within


def canonical(body: Any) -> str:
    """One text for one content: keys in order, no spaces.

    Numbers keep the form the reader gave them; read the file with ``parse_float=str`` or
    ``Decimal`` to keep 1.0 and 1.00 apart.
    """
    return json.dumps(
        body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    )


def content_hash(body: Any) -> str:
    """SHA-256 of the canonical text: the same content again is recognised by it."""
    # A file may name half a character; it is told apart like any other.
    text = canonical(body).encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).hexdigest()


def source_state(*, set_aside: str, is_claimed: bool) -> SourceState:
    """How a resource that came in stands."""
    if set_aside:
        return SourceState.SET_ASIDE
    return SourceState.CLAIMED if is_claimed else SourceState.OFFERED


def check_claim(state: SourceState) -> None:
    """Refuse to take a resource into the record twice, or one that could not be read.

    Raises Refused: claimed, set-aside.
    """
    if state is SourceState.CLAIMED:
        raise Refused("claimed", N_("This was already taken into the record."))
    if state is SourceState.SET_ASIDE:
        raise Refused("set-aside", N_("This could not be read. Correct it first."))


def adds_up(entries: int, counts: Mapping[str, Mapping[str, int]]) -> bool:
    """Whether every entry of a file is accounted for: nothing of it is lost."""
    return entries == sum(sum(parts.values()) for parts in counts.values())


def check_sampled(
    label: str, *, name: str, labels: Collection[str], may_open: bool, knowingly: bool
) -> None:
    """Refuse to open a record to a surveyor that is not to be, or not by whoever asks.

    ``label`` is the record's own; ``labels`` those that whoever asks may read, and ``may_open``
    whether they open residents' records at all. A restricted record is opened ``knowingly``.
    Raises Refused: part2, not-yours, restricted.
    """
    if label == "normal":
        return
    if label == "part2":
        raise Refused(
            "part2",
            N_(
                "{name}: substance use treatment (42 CFR Part 2) is not opened here. Ask your "
                "lawyer what the agency may see, and hand it over on paper."
            ),
            name=name,
        )
    if label not in labels or not may_open:
        raise Refused(
            "not-yours",
            N_(
                "{name} has a restricted record that you may not open yourself. Ask somebody "
                "who may to add it."
            ),
            name=name,
        )
    if not knowingly:
        raise Refused(
            "restricted",
            N_("The record of {name} is restricted. Say that it is to be opened all the same."),
            name=name,
        )


def check_release(
    *,
    recipient: str,
    to_whom: str,
    purpose: str,
    authority: str,
    what: str,
    of_many: bool = False,
    why: str = "",
) -> None:
    """Refuse a release that does not say what was given, to whom, and on what it rests.

    ``of_many``: a list of residents, who cannot be asked one by one: it says ``why`` in words.
    Raises Refused: recipient-missing, what-missing, why-missing, authority-missing.
    """
    if recipient == Recipient.INSIDE or not to_whom.strip():
        raise Refused("recipient-missing", N_("Say who was given it: name and where from."))
    if not what.strip():
        raise Refused("what-missing", N_("Say what was given."))
    if of_many and not why.strip():
        raise Refused("why-missing", N_("Say why the list leaves the house."))
    if purpose in NEEDS_AUTHORITY and not authority.strip():
        raise Refused(
            "authority-missing",
            N_("Say which written permission or which order it rests on, and its date."),
        )


def counted_by_law(purpose: str) -> bool:
    """Whether the accounting a resident may ask for has to list it. Source: 45 CFR 164.528(a)(1)."""
    return purpose in COUNTED_BY_LAW


def check_days(from_day: date, until_day: date, *, today: date, most_days: int) -> None:
    """Refuse a span of days that is none. Raises Refused: days-order, days-future, days-many."""
    if until_day < from_day:
        raise Refused("days-order", N_("The last day comes before the first: change one."))
    if from_day > today:
        raise Refused("days-future", N_("Those days are still to come."))
    if (until_day - from_day).days > most_days:
        raise Refused(
            "days-many",
            N_("Choose at most {years} years; make a second file for the rest."),
            years=most_days // 365,
        )


def check_open(ended_at: object, ends: datetime, *, now: datetime) -> None:
    """Refuse to change a visit that is over. Raises Conflict: visit-over."""
    if ended_at is not None or ends <= now:
        raise Conflict(
            "visit-over",
            N_("This visit is over. If the surveyor is still here, let them in again."),
        )


LONGEST_VISIT = timedelta(days=14)
"""Hearth's own: a survey that lasts longer is let in again."""


def check_visit(
    *, name: str, agency: str, badge: str, seen_by: str, ends: datetime, now: datetime
) -> None:
    """Refuse to let in somebody whose badge nobody saw. Raises Refused: who-missing, ends-past,
    visit-long."""
    if not all(text.strip() for text in (name, agency, badge, seen_by)):
        raise Refused(
            "who-missing", N_("Write the name, the agency, the badge, and who saw the badge.")
        )
    check_visit_end(ends, now=now)


def check_visit_end(ends: datetime, *, now: datetime) -> None:
    """Refuse an end that has passed or lies far ahead. Raises Refused: ends-past, visit-long."""
    if ends <= now:
        raise Refused("ends-past", N_("That end has passed already: choose a later day."))
    if ends > now + LONGEST_VISIT:
        raise Refused(
            "visit-long",
            N_("A visit lasts {days} days at most. It can be made longer while it runs."),
            days=LONGEST_VISIT.days,
        )


def random_sample(keys: Sequence[K], share: int, draw: Callable[[int], int]) -> list[K]:
    """So many per cent of those keys, at least one, each as likely as any other.

    ``draw(n)`` is a whole number below n. The order of the answer is that of the keys.
    """
    count = max(1, -(-len(keys) * share // 100)) if keys else 0
    left = list(range(len(keys)))
    chosen = sorted(left.pop(draw(len(left))) for _turn in range(count))
    return [keys[at] for at in chosen]
