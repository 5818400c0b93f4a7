"""What the staff of Maple Court are qualified for, who is away, and what a nurse delegated."""

from datetime import date, timedelta

from hearth.care.rostering.actions import ask_for_renewals
from hearth.record.residents.actions.delegations import delegate_task
from hearth.record.staff.actions.qualifications import record_qualification, set_not_at_work
from hearth.record.staff.models import DutyPeriod, StaffMember
from hearth.surfaces.demo.house import House


# Which qualifications a role brings along: sort, prefix of its number, months it is good for.
BROUGHT = {
    "nurse": (("rn-licence", "RN", 24), ("cpr", "", 24), ("tb-test", "", 12)),
    "med-tech": (("medication-certificate", "MA", 24), ("cpr", "", 24), ("tb-test", "", 12)),
    "shift-lead": (
        ("cna-certificate", "CNA", 24),
        ("medication-certificate", "MA", 24),
        ("cpr", "", 24),
    ),
    "caregiver": (("cna-certificate", "CNA", 24), ("cpr", "", 24), ("tb-test", "", 12)),
    "driver": (("driver-licence", "DL", 48),),
    "dining": (("food-handler", "FH", 36),),
}
# Days until some of them end: one has ended, some end soon, the rest lie over the months ahead.
SOON = {
    ("caregiver", 1, "cpr"): -21,
    ("caregiver", 4, "cpr"): 9,
    ("caregiver", 7, "tb-test"): 26,
    ("med-tech", 0, "medication-certificate"): 41,
    ("med-tech", 1, "cpr"): 58,
    ("nurse", 0, "rn-licence"): 77,
}


def qualify(house: House) -> None:
    """Put everybody's licenses and certificates on file; most end between four months and two years."""
    for role, brought in BROUGHT.items():
        for number, member in enumerate(house.staff.get(role, [])):
            for sort, prefix, months in brought:
                ahead = SOON.get((role, number, sort)) or house.dice.randrange(120, months * 30)
                ends = house.today + timedelta(days=ahead)
                _put_on_file(house, member, sort, prefix, ends, months)
            check = {"starts": member.active_from, "seen": True, "issuer": "State police"}
            house.verb(
                record_qualification, member=member, sort="background-check", values=check
            )
    house.verb(ask_for_renewals)


def _put_on_file(
    house: House, member: StaffMember, sort: str, prefix: str, ends: date, months: int
) -> None:
    values = {
        "number": f"{prefix} {house.dice.randrange(100000, 999999)}" if prefix else "",
        "issuer": "Iowa" if prefix else "",
        "starts": ends - timedelta(days=months * 30 + 365),
        "ends": ends,
        "seen": True,
    }
    house.verb(record_qualification, member=member, sort=sort, values=values)


def somebody_is_away(house: House) -> None:
    """One caregiver with nothing planned today is not at work until the day after tomorrow."""
    busy = set(
        DutyPeriod.objects.filter(
            facility=house.facility,
            ends__gte=house.turn("Day", house.today)[0] - timedelta(days=1),
            starts__lte=house.turn("Night", house.today + timedelta(days=2))[1],
        ).values_list("member_id", flat=True)
    )
    free = [m for m in house.staff["caregiver"] if m.pk not in busy]
    who = next(iter(free or house.staff["caregiver"][-1:]), None)
    if who is not None:
        house.verb(
            set_not_at_work,
            member=who,
            until=house.today + timedelta(days=2),
            reason="infection-precautions",
            said_by="The person, by telephone",
        )


def a_nurse_delegates(house: House) -> None:
    """Insulin by pen for one resident with diabetes: by the nurse, to a med-tech."""
    nurses, techs = house.staff.get("nurse", []), house.staff.get("med-tech", [])
    who = next(
        (r for r, p in zip(house.residents, house.people, strict=True) if "diabetes" in p.ill),
        house.residents[0],
    )
    if not nurses or not techs:
        return
    house.verb(
        delegate_task,
        resident=who,
        what="Insulin by pen, before breakfast",
        how="Check the sugar first. Under 70 or over 300: call the nurse before anything else.",
        nurse=nurses[0],
        member=techs[0],
        needs="medication-certificate",
        supervision_due=house.today + timedelta(days=12),
    )
