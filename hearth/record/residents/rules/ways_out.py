"""Out and back: what a way out makes of a residency, and when somebody asks where they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hearth.kernel.codes import Coded
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.record.residents.codes import (
    INPATIENT,
    MEDICAL,
    STAYS_THERE,
    Belonging,
    OutFor,
    StayStatus,
    TriedFirst,
)


_S = StayStatus

_ABSENCE = {
    OutFor.HOSPITAL: _S.HOSPITAL,
    OutFor.OBSERVATION: _S.HOSPITAL,
    OutFor.REHAB: _S.AWAY,
    OutFor.HOSPICE: _S.AWAY,
    OutFor.OVERNIGHT: _S.AWAY,
}


def status_when_out(status: StayStatus, out_for: OutFor) -> StayStatus:
    """Where a residency stands once somebody goes out for this.

    A stay in hospital, rehab or a hospice house and a night away are absences of the residency;
    an errand, a visit or the emergency room are not. Nobody goes out from a hospital they are
    in. Raises Conflict: in-hospital.
    """
    absence = _ABSENCE.get(out_for)
    if absence is None and status is _S.HOSPITAL:
        raise Conflict("in-hospital", N_("They are in hospital. Record their return first."))
    return absence or status


def status_at_step(status: StayStatus, out_for: OutFor) -> StayStatus:
    """Where a residency stands once it turns out, while they are out, what they are out for."""
    absence = _ABSENCE.get(out_for)
    if absence is not None:
        return absence
    return _S.LIVES_HERE if status in {_S.HOSPITAL, _S.AWAY} else status


def status_when_back(
    status: StayStatus,
    kinds: Iterable[OutFor],
    *,
    left: datetime,
    back: datetime,
    new_orders: bool | None,
    short_visit: timedelta,
) -> StayStatus:
    """Where a residency stands once somebody is back from a way out of these ``kinds``.

    From hospital, rehab or a hospice house they are returning until the list of the return is
    closed. From the emergency room only with new orders or after more than ``short_visit``;
    a short visit without orders needs no list. Who was returning before stays so. A resident
    who had been out for anything else lives here again.
    """
    seen = set(kinds)
    if status is _S.RETURNING or seen & set(INPATIENT):
        return _S.RETURNING
    if OutFor.EMERGENCY_ROOM in seen and (new_orders or back - left > short_visit):
        return _S.RETURNING
    return _S.LIVES_HERE


def is_short_visit(
    kinds: Iterable[OutFor],
    *,
    left: datetime,
    back: datetime,
    new_orders: bool | None,
    short_visit: timedelta,
) -> bool:
    """Whether it was the emergency room and back, with nothing new to put in order."""
    seen = set(kinds)
    return OutFor.EMERGENCY_ROOM in seen and (
        status_when_back(
            _S.LIVES_HERE,
            seen,
            left=left,
            back=back,
            new_orders=new_orders,
            short_visit=short_visit,
        )
        is _S.LIVES_HERE
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What is told of a way out besides where, with whom and until when. Nothing is required:
    at three in the morning somebody leaves first.

    ``reason_code`` is an entry of the definition out-reasons; ``reason`` the words.
    ``taken_along`` counts, or only names, what of ``Belonging`` went along.
    """

    planned: bool | None = None
    reason_code: str = ""
    reason: str = ""
    decided_by: str = ""
    tried_first: tuple[str, ...] | list[str] = ()
    taken_along: Mapping[str, int] | tuple[str, ...] | list[str] = ()
    transport: str = ""


class Ask(Coded):
    """What somebody is to find out about a resident who is out. Hearth's own value set."""

    NOT_BACK = "not-back", N_("Find out why they are not back")
    CALL_ER = "call-er", N_("Call the emergency room")


@dataclass(frozen=True, slots=True)
class Question:
    """Which question about somebody who is out falls due, and when."""

    ask: Ask
    at: datetime


def question_about(
    out_for: OutFor | None,
    *,
    left: datetime,
    expected_back: datetime | None,
    grace: timedelta,
    call_er_after: timedelta,
) -> Question | None:
    """When somebody asks for a resident who is out; None while nobody can say when.

    ``grace`` after they were expected. From the emergency room nobody expects them at a time:
    somebody calls there after a while, and learns what to expect. Elapsed time: on the night
    the clocks change half an hour is half an hour.
    """
    if expected_back is not None:
        return Question(Ask.NOT_BACK, expected_back + grace)
    if out_for is OutFor.EMERGENCY_ROOM:
        return Question(Ask.CALL_ER, left + call_er_after)
    return None


def is_told_as_hospital(out_for: OutFor | None, before: OutFor | None = None) -> bool:
    """Whether family and prescriber must hear of it: gone there, or no longer only looked at."""
    return out_for in MEDICAL and out_for is not before


def counted(taken_along: Mapping[str, int] | Iterable[str]) -> dict[str, int]:
    """What went along or came back, each with how many; one where nobody counted.

    Raises Refused: not-a-choice, count-wrong.
    """
    given = (
        taken_along.items()
        if isinstance(taken_along, Mapping)
        else ((code, 1) for code in taken_along)
    )
    found: dict[str, int] = {}
    for code, count in given:
        if code not in Belonging.codes():
            raise Refused("not-a-choice", N_("{value} is not on the list."), value=code)
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= 9:
            raise Refused("count-wrong", N_("Count from 0 to 9."))
        if count:
            found[str(code)] = count
    return found


def missing_after(went: Mapping[str, int], came: Mapping[str, int]) -> dict[str, int]:
    """What went along and did not come back; paper that is given away is not asked for."""
    short = {code: count - came.get(code, 0) for code, count in went.items()}
    return {code: n for code, n in short.items() if n > 0 and code not in STAYS_THERE}


def check_tried(tried: Iterable[str]) -> list[str]:
    """What was tried, each once, in the order of the list. Raises Refused: not-a-choice,
    nothing-and-something.
    """
    asked = set(tried)
    if unknown := asked - set(TriedFirst.codes()):
        raise Refused(
            "not-a-choice", N_("{value} is not on the list."), value=sorted(unknown)[0]
        )
    if TriedFirst.NOTHING in asked and len(asked) > 1:
        raise Refused(
            "nothing-and-something",
            N_("Either nothing was tried first, or something was. Choose one."),
        )
    return [code for code in TriedFirst.codes() if code in asked]


def check_absence(starts: datetime, ends: datetime, now: datetime) -> None:
    """Refuse an absence nobody can plan. Raises Refused: ends-first, over-already, too-far."""
    if ends <= starts:
        raise Refused("ends-first", N_("They cannot be expected back before they go out."))
    if ends <= now:
        raise Refused(
            "over-already",
            N_("That is over already. Record going out and coming back instead."),
        )
    if ends - starts > timedelta(days=90):
        raise Refused("too-far", N_("Ninety days are the most. Choose an earlier return."))
