"""What may be done to a task, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.record.tasks.codes import (
    LIVE,
    Change,
    Outcome,
    OutcomeReason,
    SnoozeReason,
    TaskKind,
    TaskStatus,
    Urgency,
)


STATUS_OF: Mapping[Outcome, TaskStatus] = {
    Outcome.DONE: TaskStatus.COMPLETED,
    Outcome.NOT_DONE: TaskStatus.FAILED,
    Outcome.REFUSED: TaskStatus.FAILED,
    Outcome.NOT_APPLICABLE: TaskStatus.CANCELLED,
}
"""FHIR's status for each outcome. FHIR's "rejected" is an owner who declines the task, not a
resident who declines the care, so a refusal is "failed" with its own business status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What became of one task of a batch: who did it, and when (UTC; None is now)."""

    task_id: UUID
    outcome: Outcome = Outcome.DONE
    reason: OutcomeReason | None = None
    text: str = ""
    effective: datetime | None = None
    performer_id: UUID | None = None
    performer_text: str = ""
    minutes_taken: int | None = None


def change_of(outcome: Outcome) -> Change:
    """The word for an outcome in a task's history."""
    return Change.COMPLETED if outcome is Outcome.DONE else Change(outcome.value)


UNDO_FOR = timedelta(minutes=10)
"""How long the same person may take an outcome back without a word. Hearth's own default."""

LONGEST_SNOOZE = timedelta(days=14)


def check_live(status: TaskStatus) -> None:
    """Refuse to work on what is closed. Raises Conflict: task-closed."""
    if status not in LIVE:
        raise Conflict("task-closed", N_("Somebody closed this task already."))


def check_own_page(
    kind: TaskKind, outcome: Outcome, *, by_person: bool, has_answer: bool = False
) -> None:
    """Refuse a tick where only what is recorded on the kind's own page says that it is done.

    Raises Refused: own-page.
    """
    if kind.own_page and outcome is Outcome.DONE and by_person and not has_answer:
        raise Refused("own-page", N_("This is done on its own page: open it and answer there."))


def check_claim(
    status: TaskStatus, *, owner: UUID | None, owner_label: str, claimer: UUID
) -> None:
    """Refuse to take what somebody else took. Taking it twice oneself is harmless.

    Raises Conflict: task-closed, task-taken.
    """
    check_live(status)
    if owner is not None and owner != claimer:
        raise Conflict("task-taken", N_("{name} has it already."), name=owner_label)


def check_release(status: TaskStatus, *, is_own: bool, owner_role: str) -> None:
    """Refuse to give back what one does not have, or what no role would own then.

    Raises Conflict: task-closed; Refused: not-yours, no-role.
    """
    check_live(status)
    if not is_own:
        raise Refused("not-yours", N_("You have not taken this."))
    if not owner_role:
        raise Refused("no-role", N_("No role owns this. Hand it to somebody."))


def check_hand(
    status: TaskStatus,
    *,
    to_staff: UUID | None,
    to_role: str,
    owner_staff: UUID | None,
    owner_role: str,
) -> None:
    """Refuse to hand a task to nobody, or to who has it.

    Raises Conflict: task-closed; Refused: nobody-named, same-owner.
    """
    check_live(status)
    if to_staff is None and not to_role:
        raise Refused("nobody-named", N_("Say who is to do it: a person or a role."))
    same = (
        to_staff == owner_staff
        if to_staff is not None
        else not owner_staff and to_role == owner_role
    )
    if same:
        raise Refused("same-owner", N_("They have it already."))


def check_change(status: TaskStatus, *, has_series: bool) -> None:
    """Refuse to change the wording or times of what is closed, or of one turn of a series.

    Raises Conflict: task-closed; Refused: of-series.
    """
    check_live(status)
    if has_series:
        raise Refused(
            "of-series", N_("This comes again and again. Change the series, or do this one.")
        )


def check_outcome(
    status: TaskStatus,
    outcome: Outcome,
    *,
    reason: OutcomeReason | None,
    text: str,
    effective: datetime,
    now: datetime,
) -> None:
    """Refuse an outcome that no reader of the record could trust.

    Early or long after is admitted: it is what happened. Raises Conflict: task-closed;
    Refused: future, reason-missing, reason-unexplained.
    """
    check_live(status)
    if effective > now:
        raise Refused("future", N_("It cannot be done before it happens."))
    if outcome is not Outcome.DONE and reason is None:
        raise Refused("reason-missing", N_("Say why it was not done."))
    if reason is OutcomeReason.OTHER and not text.strip():
        raise Refused("reason-unexplained", N_("Say in a few words why."))


def undo_until(recorded: datetime, shift_ends: datetime | None) -> datetime:
    """Until when who recorded an outcome may take it back: ten minutes, or the end of their shift."""
    short = recorded + UNDO_FOR
    return short if shift_ends is None else max(short, shift_ends)


def check_undo(
    status: TaskStatus,
    *,
    recorded: datetime | None,
    recorder: UUID | None,
    by: UUID,
    now: datetime,
    shift_ends: datetime | None,
    may_undo_others: bool,
    reason: str,
) -> None:
    """Refuse to take back an outcome that others may rely on by now.

    Who recorded it may until their shift ends; a nurse or coordinator may at any time, saying
    why. Raises Refused: not-closed, not-yours, undo-over, reason-missing.
    """
    if status in LIVE or status is TaskStatus.ENTERED_IN_ERROR or recorded is None:
        raise Refused("not-closed", N_("There is nothing to take back."))
    own = recorder == by
    in_time = now <= undo_until(recorded, shift_ends)
    if own and in_time:
        return
    if not may_undo_others:
        if not own:
            raise Refused(
                "not-yours",
                N_("Only who recorded it, a nurse or the coordinator may take it back."),
            )
        raise Refused(
            "undo-over",
            N_("Your shift is over. Ask a nurse or the coordinator to take it back."),
        )
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why it is taken back."))


def longest_snooze(
    urgency: Urgency, *, now: datetime, due: datetime, late: datetime
) -> datetime | None:
    """Until when a task may be put off at most; None when it may not at all.

    What is unsafe now cannot wait past its late time, a legal clock not past its due time.
    """
    if urgency is Urgency.SAFETY:
        return late if late > now else None
    if urgency is Urgency.LEGAL_CLOCK:
        return due if due > now else None
    return now + LONGEST_SNOOZE


_LONGEST_WORDS = {
    Urgency.SAFETY: N_("This can wait until it is late, no longer."),
    Urgency.LEGAL_CLOCK: N_("This can wait until it is due, no longer."),
}


def check_snooze(
    status: TaskStatus,
    *,
    until: datetime,
    reason: SnoozeReason | None,
    urgency: Urgency,
    now: datetime,
    due: datetime,
    late: datetime,
) -> None:
    """Refuse to put off what cannot wait, or without saying why.

    Raises Conflict: task-closed; Refused: reason-missing, until-past, cannot-wait, too-long.
    """
    check_live(status)
    if reason is None:
        raise Refused("reason-missing", N_("Say why it waits."))
    if until <= now:
        raise Refused("until-past", N_("Choose a time to come."))
    most = longest_snooze(urgency, now=now, due=due, late=late)
    if most is None:
        raise Refused("cannot-wait", N_("This cannot wait. Do it, or hand it to somebody."))
    if until > most:
        raise Refused("too-long", _LONGEST_WORDS.get(urgency, N_("Two weeks is the longest.")))


def check_cancel(status: TaskStatus, reason: str) -> None:
    """Refuse to end a task without saying why. Raises Conflict: task-closed; Refused: reason-missing."""
    check_live(status)
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why it is no longer needed."))


def check_retract(status: TaskStatus, reason: str) -> None:
    """Refuse to call a task an error without saying why, or twice.

    Raises Conflict: retracted-already; Refused: reason-missing.
    """
    if status is TaskStatus.ENTERED_IN_ERROR:
        raise Conflict("retracted-already", N_("This is marked as entered in error already."))
    if not reason.strip():
        raise Refused("reason-missing", N_("Say what was wrong with it."))
