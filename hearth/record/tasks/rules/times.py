"""When a task can be done, is due, and is late."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.record.tasks.codes import LIVE, Lateness, TaskStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Three instants, UTC: from when it can be done, when it is due, after when it is late."""

    opens: datetime
    due: datetime
    late: datetime


def window_around(due: datetime, *, before: timedelta, after: timedelta) -> Window:
    """The window of a task that is due at an instant."""
    return Window(opens=due - before, due=due, late=due + after)


def check_window(window: Window) -> None:
    """Refuse a window out of order. Raises Refused: window-order."""
    if not window.opens <= window.due <= window.late:
        raise Refused(
            "window-order", N_("It has to open before it is due, and be due before it is late.")
        )


def lateness(
    status: TaskStatus, window: Window, *, now: datetime, snoozed_until: datetime | None = None
) -> Lateness:
    """How a task stands against the clock.

    Due from the due time on, late only after the late time; a put-off task is neither until
    it comes back.
    """
    if status not in LIVE:
        return Lateness.CLOSED
    if snoozed_until is not None and now < snoozed_until:
        return Lateness.SNOOZED
    if now < window.opens:
        return Lateness.EARLY
    if now < window.due:
        return Lateness.OPEN
    return Lateness.LATE if now > window.late else Lateness.DUE


LAPSES_AFTER = timedelta(hours=24)
"""How long after late one turn of a series is still work to do. Hearth's own default."""

CARE_LAPSES_AFTER = timedelta(days=7)
"""The same for care that came once. Hearth's own default."""


def is_lapsed(
    *, has_series: bool, is_care: bool, late: datetime, now: datetime, next_came: bool
) -> bool:
    """Whether a task is a gap in the record rather than something to do.

    One turn of a series, when nobody wrote about it for a day and its next turn has come:
    yesterday's round is not walked today. Care that came once, after a week. Promises, papers
    and what the law asks stay on the list until somebody closes them.
    """
    if has_series and next_came and now - late > LAPSES_AFTER:
        return True
    return is_care and now - late > CARE_LAPSES_AFTER
