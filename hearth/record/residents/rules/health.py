"""What the banner may say about allergies and risks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.record.residents.codes import (
    AllergyStatus,
    Criticality,
    NoKnownAllergy,
    ReactionSeverity,
    Verification,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllergyMark:
    """An allergy, as far as the banner needs it. ``severities`` are those of its reactions."""

    text: str
    code: str = ""
    status: AllergyStatus = AllergyStatus.ACTIVE
    verification: Verification = Verification.CONFIRMED
    criticality: str = ""
    severities: tuple[str, ...] = ()

    @property
    def says_none(self) -> bool:
        """Whether it says that somebody asked and there is none."""
        return self.code in NoKnownAllergy.codes()

    @property
    def holds(self) -> bool:
        """Whether it must be heeded: active, and neither ruled out nor entered in error."""
        out = {Verification.REFUTED, Verification.ENTERED_IN_ERROR}
        return self.status is AllergyStatus.ACTIVE and self.verification not in out


@dataclass(frozen=True, slots=True, kw_only=True)
class AllergyLine:
    """What the banner says: known ones, most dangerous first; or none; or not known.

    ``partly`` are statements such as "no known food allergies" that leave the rest open.
    """

    known: tuple[str, ...] = ()
    none: bool = False
    partly: tuple[str, ...] = ()

    @property
    def not_known(self) -> bool:
        """Nobody asked: never to be read as none."""
        return not self.known and not self.none


_WORST = {
    s: n
    for n, s in enumerate(
        (ReactionSeverity.SEVERE, ReactionSeverity.MODERATE, ReactionSeverity.MILD)
    )
}


def _danger(mark: AllergyMark) -> tuple[bool, int, str]:
    worst = min((_WORST.get(ReactionSeverity(s), 3) for s in mark.severities if s), default=3)
    return mark.criticality != Criticality.HIGH, worst, mark.text.casefold()


def allergy_line(allergies: Iterable[AllergyMark]) -> AllergyLine:
    """What the banner says about allergies. A known allergy beats a statement that there is none."""
    holding = [a for a in allergies if a.holds]
    known = sorted((a for a in holding if not a.says_none), key=_danger)
    said = [a for a in holding if a.says_none]
    return AllergyLine(
        known=tuple(dict.fromkeys(a.text for a in known)),
        none=not known and any(a.code == NoKnownAllergy.ANY for a in said),
        partly=tuple(a.text for a in said if a.code != NoKnownAllergy.ANY),
    )


def check_no_known_allergies(allergies: Sequence[AllergyMark]) -> None:
    """Refuse to say that there is none while one is known. Raises Refused: allergy-known."""
    known = allergy_line(allergies).known
    if known:
        raise Refused(
            "allergy-known", N_("{allergy} is on the record. End it first."), allergy=known[0]
        )


def is_flag_open(
    since: datetime, until: datetime | None, ended_at: datetime | None, now: datetime
) -> bool:
    """Whether a risk holds now: begun, not ended by a person, not run out."""
    return ended_at is None and since <= now and (until is None or now < until)
