"""How a residency begins, one by one or taken over as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.tenancy.models import Place
from hearth.record.residents.codes import LIVE_STAY, StayStatus
from hearth.record.residents.models import Resident, Stay

from ._rows import _about, _fits
from ._standing import OPENS_AS


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStay:
    """A residency as it is taken over: where it stands, since when, and the place it holds.

    ``starts`` is the move-in, planned or past; ``since`` when the status began, default
    ``starts`` or now, whichever is earlier.
    """

    resident: Resident
    status: StayStatus = StayStatus.LIVES_HERE
    starts: datetime | None = None
    since: datetime | None = None
    place: Place | None = None
    away_at: str = ""
    expected_return: datetime | None = None
    source_system: str = ""
    source_id: str = ""


def _check_opening(
    resident: Resident, status: StayStatus, effective: datetime, now: datetime
) -> None:
    if status not in OPENS_AS:
        raise Refused("not-next", N_("A residency begins with an application or a move-in."))
    if effective > now:
        raise Refused("future", N_("This cannot be recorded before it happens."))
    if resident.deceased_at is not None:
        raise Refused("deceased", N_("The record says that this person has died."))


def _taken_over(new: NewStay, now: datetime) -> Stay:
    starts = new.starts or now
    lived = new.status not in OPENS_AS
    since = new.since or min(starts, now)
    if new.status not in LIVE_STAY:
        raise Refused("not-next", N_("An ended residency cannot be opened."))
    if since > now or (lived and starts > now):
        raise Refused("future", N_("This cannot be recorded before it happens."))
    if new.resident.deceased_at is not None:
        raise Refused("deceased", N_("The record says that this person has died."))
    if new.resident.merged_into_id is not None:
        raise Conflict("merged-away", N_("This record was merged into another one."))
    stay = Stay(
        **_about(new.resident),
        status=new.status,
        status_since=since,
        starts=starts,
        moved_in_at=starts if lived else None,
        away_at=new.away_at,
        expected_return=new.expected_return,
        source_system=new.source_system,
        source_id=new.source_id,
    )
    _fits(stay)
    return stay


def _refuse_second(residents: Sequence[Resident]) -> None:
    """Refuse a residency beside one that goes on."""
    going_on = Stay.objects.select_related("resident").filter(
        facility_id__in={r.facility_id for r in residents},
        resident_id__in=[r.pk for r in residents],
        status__in=LIVE_STAY,
    )
    if (first := going_on.first()) is not None:
        raise Conflict(
            "stay-open",
            N_("{name} has a residency that goes on. Go on with that one, or end it first."),
            name=str(first.resident),
        )
