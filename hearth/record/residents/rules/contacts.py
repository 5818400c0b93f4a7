"""What a contact may decide, may see, and when they may be told."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.record.residents.codes import (
    AUTHORITY_IN_LAW,
    Authority,
    FamilyCategory,
    TelecomSystem,
)


def is_in_force(
    starts: date | None, ends: date | None, ended_at: datetime | None, day: date
) -> bool:
    """Whether an authority holds on a local day; first and last day count."""
    if ended_at is not None:
        return False
    return (starts is None or starts <= day) and (ends is None or day <= ends)


def expires_within(ends: date | None, day: date, within: timedelta) -> bool:
    """Whether an authority runs out soon; one that has run out does not."""
    return ends is not None and day <= ends <= day + within


def is_unproven(authority: Authority, *, has_document: bool) -> bool:
    """Whether an authority rests on a paper nobody has shown yet. It holds, and the page says so."""
    return authority in AUTHORITY_IN_LAW and not has_document


def check_authority(starts: date | None, ends: date | None, day: date) -> None:
    """Refuse an authority that would not hold. Raises Refused: ends-first, run-out."""
    if starts is not None and ends is not None and ends < starts:
        raise Refused("ends-first", N_("The authority ends before it starts."))
    if ends is not None and ends < day:
        raise Refused("run-out", N_("This authority has already run out."))


def may_see(granted: Collection[str], category: FamilyCategory) -> bool:
    """Whether a contact may see a category. Nothing is granted by silence."""
    return category in granted


def may_tell_at(wall: time, start: time | None, until: time | None) -> bool:
    """Whether a contact wishes to be told at a wall time what can wait. Hours may span midnight."""
    if start is None or until is None:
        return True
    if start <= until:
        return start <= wall < until
    return wall >= start or wall < until


_PHONE = re.compile(r"[0-9]")


def check_telecom(telecom: Sequence[Mapping[str, str]]) -> None:
    """Refuse a phone number without digits and an address without @.

    Raises Refused: phone-wrong, email-wrong, telecom-unknown.
    """
    for point in telecom:
        system, value = point.get("system", ""), point.get("value", "").strip()
        if system not in TelecomSystem.codes() or not value:
            raise Refused(
                "telecom-unknown",
                N_("Say whether {value} is a phone or an e-mail."),
                value=value,
            )
        if system in {"phone", "sms", "fax"} and len(_PHONE.findall(value)) < 7:
            raise Refused(
                "phone-wrong", N_("{value} is too short for a phone number."), value=value
            )
        if system == "email" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
            raise Refused("email-wrong", N_("{value} is not an e-mail address."), value=value)
