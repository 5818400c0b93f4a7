"""Decisions about notes and hand-offs. Pure: values in, verdict out; no database, no clock."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.folding import words_of
from hearth.kernel.words import N_

from .codes import Channel, KeepActive, Reached, Severity


LATE_AFTER = timedelta(hours=2)
"""A note written later than this after the fact is shown as a late entry. Hearth's own default."""

LONGEST_TEXT = 20_000
LONGEST_TERM = 60
MOST_TERMS = 2_000

MARK_KEPT = timedelta(days=90)
"""How long "read to here" is remembered. Hearth's own default."""

FIRST_READ = timedelta(hours=24)
"""How far back CHANGED reaches for somebody who never pressed "read to here"."""

# Words too common to find anything by. English and Spanish, the languages of the first pages.
COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "did",
        "do",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "him",
        "his",
        "i",
        "in",
        "is",
        "it",
        "its",
        "me",
        "my",
        "no",
        "not",
        "of",
        "on",
        "or",
        "our",
        "she",
        "so",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "they",
        "this",
        "to",
        "up",
        "was",
        "we",
        "were",
        "what",
        "when",
        "who",
        "will",
        "with",
        "you",
        "your",
        "al",
        "con",
        "de",
        "del",
        "el",
        "ella",
        "en",
        "es",
        "la",
        "las",
        "le",
        "lo",
        "los",
        "no",
        "para",
        "pero",
        "por",
        "que",
        "se",
        "sin",
        "su",
        "sus",
        "un",
        "una",
        "y",
    ]
)


def check_note(text: str, *, effective: datetime, now: datetime) -> None:
    """Refuse a note nobody could read. Raises Refused: text-missing, text-too-long, future."""
    if not text.strip():
        raise Refused("text-missing", N_("Write something first."))
    if len(text) > LONGEST_TEXT:
        raise Refused(
            "text-too-long",
            N_("The note has {length} letters; the most is {most}. Keep it as a document."),
            length=len(text),
            most=LONGEST_TEXT,
        )
    if effective > now:
        raise Refused("future", N_("A note cannot be about what has not happened yet."))


def label_of(resident_label: str, *, restricted: bool) -> str:
    """The security label of what is written about a resident: theirs, or a closer one; never wider."""
    return "restricted" if restricted and resident_label == "normal" else resident_label


def check_draft(body: Mapping[str, str]) -> None:
    """Refuse a draft longer than any note may be. Raises Refused: text-too-long."""
    length = sum(len(value) for value in body.values())
    if length > 2 * LONGEST_TEXT:
        raise Refused(
            "text-too-long",
            N_("The note has {length} letters; the most is {most}. Keep it as a document."),
            length=length,
            most=LONGEST_TEXT,
        )


def draft_kept(days: int) -> timedelta:
    """How long a draft waits for whoever began it, as the community decided."""
    return timedelta(days=days)


def is_worth_keeping(body: Mapping[str, str]) -> bool:
    """Whether somebody has typed anything: a choice alone is no draft."""
    return bool(body.get("text", "").strip() or body.get("remarks", "").strip())


def check_contact_made(*, named: bool, effective: datetime, now: datetime) -> None:
    """Refuse a contact with nobody, or one that has not been. Raises Refused: nobody-named, future."""
    if not named:
        raise Refused("nobody-named", N_("Say with whom."))
    if effective > now:
        raise Refused("future", N_("It cannot be recorded before it happens."))


SPOKEN = (Channel.CALL, Channel.VISIT, Channel.TALK, Channel.VIDEO)
"""By these nothing is sent: one speaks with somebody, or does not."""


def is_told(
    reached: Reached, channel: Channel, *, wished: Collection[str], told_in_writing: bool
) -> bool:
    """Whether somebody knows now: they were spoken with, or what was sent counts for them.

    What is sent counts where it went the way they wished (``wished`` are channels), or where the
    receiver is told in writing as a rule: an office, an agency, a clinic. A message left and a
    try are no telling.
    """
    if reached is Reached.REACHED:
        return True
    if reached is not Reached.SENT:
        return False
    return channel not in SPOKEN and (channel in wished or told_in_writing)


def tries_used_up(tries: Sequence[datetime], *, most: int, over: timedelta) -> bool:
    """Whether somebody was tried often enough, and not all at one go."""
    return len(tries) >= most and max(tries) - min(tries) >= over


def check_about(*, has_resident: bool, whole_house: bool) -> None:
    """Refuse a note about the house from somebody who sees only some residents.

    Raises Refused: house-closed.
    """
    if not has_resident and not whole_house:
        raise Refused(
            "house-closed", N_("Notes about the house are for its staff. Choose a resident.")
        )


def check_correction(
    *,
    is_corrected: bool,
    in_error: bool,
    reason: str,
    author: UUID | None,
    by: UUID,
    may_correct_others: bool,
) -> None:
    """Refuse a correction that would hide what was written.

    People correct their own notes; a nurse or coordinator also others'. Raises Refused:
    corrected-already, in-error, reason-missing, not-yours.
    """
    if in_error:
        raise Refused("in-error", N_("This note is marked as entered in error."))
    if is_corrected:
        raise Refused(
            "corrected-already", N_("This note was corrected. Correct the newer one.")
        )
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why you correct it."))
    if author != by and not may_correct_others:
        raise Refused(
            "not-yours", N_("Only who wrote it, a nurse or the coordinator may correct it.")
        )


def check_retraction(*, in_error: bool, reason: str) -> None:
    """Refuse to take back twice, or without saying why. Raises Refused: already-retracted, reason-missing."""
    if in_error:
        raise Refused(
            "already-retracted", N_("This note is already marked as entered in error.")
        )
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why it was entered in error."))


def check_together(residents: int, deeds: int) -> None:
    """Refuse to do something for nobody, or nothing for somebody. Raises Refused: nobody-chosen,
    nothing-to-do."""
    if not residents:
        raise Refused("nobody-chosen", N_("Choose at least one resident."))
    if not deeds:
        raise Refused("nothing-to-do", N_("Say what is to be done for them."))


def check_undo_together(
    *, undone: bool, done_at: datetime, now: datetime, within: timedelta, reason: str
) -> None:
    """Refuse to undo twice, too late, or without saying why. Raises Conflict: undone-already;
    Refused: undo-late, reason-missing."""
    if undone:
        raise Conflict("undone-already", N_("Somebody undid this already."))
    if now > done_at + within:
        raise Refused(
            "undo-late",
            N_("It is too late to undo it for everybody at once. Change it for each resident."),
        )
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why."))


def active_until(effective: datetime, keep: KeepActive) -> datetime | None:
    """Until when a note stays on the hand-off; None when it is not kept."""
    hours = int(keep)
    return effective + timedelta(hours=hours) if hours else None


def default_keep(severity: Severity) -> KeepActive:
    """How long a note is kept unless somebody says otherwise. Hearth's own default."""
    return {
        Severity.ROUTINE: KeepActive.NOT,
        Severity.WATCH: KeepActive.DAY,
        Severity.CHANGE: KeepActive.THREE_DAYS,
        Severity.URGENT: KeepActive.THREE_DAYS,
    }[severity]


def is_active(
    keep_active_until: datetime | None,
    *,
    put_away: bool,
    in_error: bool,
    corrected: bool,
    now: datetime,
) -> bool:
    """Whether a note still stands on the hand-off."""
    if put_away or in_error or corrected or keep_active_until is None:
        return False
    return now < keep_active_until


def is_late_entry(effective: datetime, recorded: datetime) -> bool:
    """Whether a note was written long after what it tells of."""
    return recorded - effective > LATE_AFTER


def needs_a_look(severity: Severity) -> bool:
    """Whether a note puts a resident on NEEDS YOU until somebody has looked."""
    return severity in {Severity.CHANGE, Severity.URGENT}


def terms_of(text: str) -> list[str]:
    """The words by which search finds a note: folded, each once, the common ones left out."""
    found = (word[:LONGEST_TERM] for word in words_of(text) if word not in COMMON)
    return list(dict.fromkeys(word for word in found if len(word) > 1 or word.isdigit()))[
        :MOST_TERMS
    ]


def search_terms(typed: str) -> list[str]:
    """What somebody typed into search, as prefixes; common words only count when nothing else is there."""
    words = words_of(typed)
    return [w[:LONGEST_TERM] for w in words if w not in COMMON] or words


HANDOFF_TAIL = timedelta(hours=2)
"""What is recorded this long after a shift's end still belongs to its hand-off, until it is
signed: people chart after they were relieved. Hearth's own default."""

LAST_HOUR = timedelta(hours=1)
"""Within a shift's last hour, what falls due before its end is for the next shift to know."""

SIGNED_FROM = timedelta(hours=4)
"""How long before its end a shift may hand over. Hearth's own default."""

OFFERED_FOR = timedelta(hours=4)
"""How long after its end a hand-off nobody took over is offered first. Hearth's own default."""


SIGNED_WITHIN = timedelta(minutes=30)
"""How long after its end the coming shift has to sign before the hand-off goes to the nurse on
call, and after which a signature is late. Hearth's own default."""


OPEN_SINCE = timedelta(hours=24)
"""What fell due longer ago than this before a shift's end is no news to the next shift: it is on
the list, and has passed up. Hearth's own default."""


def open_from(ends: datetime) -> datetime:
    """From which due time on open tasks are told."""
    return ends - OPEN_SINCE


def handoff_until(ends: datetime, now: datetime) -> datetime:
    """Up to when a hand-off tells what was recorded."""
    return min(now, ends + HANDOFF_TAIL)


def open_until(ends: datetime, now: datetime) -> datetime:
    """Up to which due time open tasks are told: what is due by now, and at the end the whole shift."""
    return max(now, ends) if now >= ends - LAST_HOUR else now


def worst(severities: Iterable[Severity]) -> Severity:
    """The most serious of several; for the record when there are none."""
    order = list(Severity)
    return max(severities, key=order.index, default=Severity.ROUTINE)


def is_at_least(severity: Severity, least: Severity) -> bool:
    """Whether something is as serious as ``least``, or more."""
    order = list(Severity)
    return order.index(severity) >= order.index(least)


@dataclass(frozen=True, slots=True)
class Turn:
    """A shift's turn as far as its hand-off matters: its end, and whether all who must have signed."""

    ends: datetime
    done: bool


def handoff_to_open(turns: Sequence[Turn], now: datetime) -> int | None:
    """Which of several turns a reader wants first: the one just ended, or in its last hour, that
    still waits for a signature; else the one that runs on longest. None when there are none.
    """
    first, last = now - OFFERED_FOR, now + LAST_HOUR
    waiting = [
        (turn.ends, n)
        for n, turn in enumerate(turns)
        if not turn.done and first <= turn.ends <= last
    ]
    found = waiting or [(turn.ends, n) for n, turn in enumerate(turns)]
    return max(found)[1] if found else None


def handoff_page(starts: datetime, neighborhood_id: UUID | None) -> str:
    """The page under which somebody's own remarks to a hand-off are kept until they sign."""
    return f"handoff:{starts:%Y%m%dT%H%M}:{neighborhood_id or 'house'}"


def check_compose(*, signed_out: bool) -> None:
    """Refuse to put together anew what was handed over. Raises Refused: signed-out."""
    if signed_out:
        raise Refused("signed-out", N_("This hand-off is signed already."))


def check_sign_out(
    *, signed_out: bool, ends: datetime, now: datetime, unanswered: Sequence[str] = ()
) -> None:
    """Refuse handing over twice, long before the shift ends, or over a watch nobody looked after.

    ``unanswered`` names whose watch checks of this shift have no answer.
    Raises Refused: signed-out, too-early, watch-unanswered.
    """
    check_compose(signed_out=signed_out)
    if now < ends - SIGNED_FROM:
        raise Refused(
            "too-early",
            N_("The shift is not over. A hand-off is signed in its last four hours."),
        )
    if unanswered:
        raise Refused(
            "watch-unanswered",
            N_(
                "On watch and not answered: {names}. Answer each check, or say why it could not "
                "be done, then sign."
            ),
            names=", ".join(unanswered),
        )


def check_sign_in(*, signed_out_by: UUID | None, signed_in: bool, by: UUID) -> None:
    """Refuse taking over what nobody handed over, or from oneself.

    Raises Refused: not-signed-out, signed-in, second-person.
    """
    if signed_out_by is None:
        raise Refused("not-signed-out", N_("The shift before has not signed yet."))
    if signed_in:
        raise Refused("signed-in", N_("This hand-off was taken over already."))
    if signed_out_by == by:
        raise Refused("second-person", N_("Somebody of the coming shift has to sign."))


def read_from(
    marks: Iterable[datetime], *, now: datetime, window: timedelta | None = None
) -> datetime:
    """From when CHANGED begins for a reader: their last "read to here", or a window they chose.

    Somebody who never pressed it sees the last 24 hours.
    """
    if window is not None:
        return now - window
    return max(marks, default=now - FIRST_READ)
