"""Decisions about calls. Pure: values in, verdict out; no database, no clock."""

from collections.abc import Collection
from datetime import datetime, timedelta

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_

from .codes import AlertPriority, Resolution, Step


_RANK = {AlertPriority.EMERGENCY: 0, AlertPriority.URGENT: 1, AlertPriority.ROUTINE: 2}


def call_order(
    priority: AlertPriority, raised_at: datetime, *, answered: bool
) -> tuple[int, bool, datetime]:
    """The key by which open calls are listed: priority, those nobody answered, then the oldest."""
    return _RANK[priority], answered, raised_at


def check_step(step: Step, *, resolved: bool, effective: datetime, now: datetime) -> None:
    """Refuse a step on a call that is over, or before it is taken. Raises Refused: call-over, future."""
    if resolved and step is not Step.RESOLVED:
        raise Refused("call-over", N_("This call has ended."))
    if effective > now:
        raise Refused("future", N_("This cannot be recorded before it happens."))


def check_resolution(
    resolution: Resolution,
    *,
    priority: AlertPriority,
    steps: Collection[Step],
    text: str,
    by_process: bool,
) -> None:
    """Refuse to end an emergency that nobody went to.

    It ends when somebody was with the resident, or says why nobody had to be. Raises Refused:
    nobody-went, cause-gone.
    """
    if resolution is Resolution.CAUSE_GONE and not by_process:
        raise Refused("cause-gone", N_("Say what became of it."))
    went = Step.WITH_RESIDENT in steps
    if priority is AlertPriority.EMERGENCY and not went and not text.strip() and not by_process:
        raise Refused(
            "nobody-went", N_("Nobody has been with the resident. Say why that was not needed.")
        )


def waiting(raised_at: datetime, answered_at: datetime | None, now: datetime) -> timedelta:
    """How long a call waited, or has waited, for an answer."""
    return (answered_at or now) - raised_at
