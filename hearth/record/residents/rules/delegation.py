"""When a task that a nurse delegated holds."""

from collections.abc import Iterable
from datetime import date

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.record.residents.codes import DelegationEnd
from hearth.record.staff.rules import Held, best, is_current, is_employed


def lapsed(
    *,
    day: date,
    until: date | None,
    nurse: Iterable[Held],
    member: Iterable[Held],
    delegating: tuple[str, ...],
    needs: str,
    both_work: bool,
) -> DelegationEnd | None:
    """Why a delegation holds no longer on a local day; None while it holds.

    ``delegating`` are the qualifications that may delegate; ``needs`` what the person must hold.
    """
    if not both_work:
        return DelegationEnd.LEFT
    if delegating and best([h for h in nurse if is_current(h, day)], delegating) is None:
        return DelegationEnd.NURSE_LICENCE
    if needs and best([h for h in member if is_current(h, day)], (needs,)) is None:
        return DelegationEnd.QUALIFICATION
    if until is not None and until < day:
        return DelegationEnd.RAN_OUT
    return None


def check_delegation(
    *, what: str, same_person: bool, starts: date, until: date | None, supervision: date | None
) -> None:
    """Refuse a delegation nobody could rely on.

    Raises Refused: what-missing, same-person, ends-first, supervision-first.
    """
    if not what.strip():
        raise Refused("what-missing", N_("Say what is delegated."))
    if same_person:
        raise Refused("same-person", N_("A nurse delegates to another person."))
    if until is not None and until < starts:
        raise Refused("ends-first", N_("The last day is before the first."))
    if supervision is not None and supervision < starts:
        raise Refused("supervision-first", N_("The nurse looks at it after it begins."))


def check_holds(why: DelegationEnd | None, *, nurse: str, member: str) -> None:
    """Refuse what would lapse on its first day. Raises Refused: nurse-licence, qualification,
    left, ran-out."""
    words = {
        DelegationEnd.NURSE_LICENCE: N_(
            "{nurse} has no license on file that may delegate. Record it first, or choose "
            "another nurse."
        ),
        DelegationEnd.QUALIFICATION: N_(
            "{member} does not hold the qualification this needs. Record it first."
        ),
        DelegationEnd.LEFT: N_("{nurse} and {member} must both work here on that day."),
        DelegationEnd.RAN_OUT: N_("It would be over on its first day."),
    }
    if why is not None:
        raise Refused(str(why), words[why], nurse=nurse, member=member)


def works(active_from: date, active_to: date | None, day: date) -> bool:
    """Whether somebody works here on a day."""
    return is_employed(active_from, active_to, day)
