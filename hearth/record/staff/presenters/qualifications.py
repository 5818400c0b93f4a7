"""How qualifications, absences and arrivals read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.parts import (
    NEUTRAL,
    ROUTINE,
    URGENT,
    Action,
    Cell,
    Chip,
    Choice,
    Column,
    Fact,
    Facts,
    Filter,
    FilterBar,
    Line,
    State,
    Table,
)
from hearth.platform.ui.wording import clock_text, day_text, short_day_text
from hearth.record.staff import permissions, queries, rules
from hearth.record.staff.codes import AwayReason, DutyStatus
from hearth.record.staff.presenters import link, member_name, role_text, span_text, with_query


def until_chip(row: Any, today: date) -> Chip:
    """Until when a qualification is good, and whether that is soon."""
    if row.ends is None:
        return Chip(_("Does not expire"), NEUTRAL)
    if row.ends < today:
        return Chip(_("Ended {day}").format(day=day_text(row.ends)), URGENT)
    ahead = (row.ends - today).days
    level = URGENT if ahead <= 30 else ROUTINE if ahead <= max(rules.RENEW_AHEAD) else NEUTRAL
    return Chip(_("until {day}").format(day=day_text(row.ends)), level)


def checked_text(row: Any, facility: Facility) -> str:
    """Who saw it, and when."""
    if row.checked_at is None:
        return _("not checked")
    day = day_text(row.checked_at.astimezone(facility.zone))
    return _("checked {day} by {who}").format(day=day, who=row.checked_by)


def qualifications_answer(endings: Sequence[queries.Ending], today: date) -> str:
    """The sentence the list opens with."""
    ended = sum(1 for e in endings if e.row.ends and e.row.ends < today)
    soon = len(endings) - ended
    if not endings:
        return _("No qualification ends within 90 days")
    said = []
    if ended:
        said.append(
            ngettext(
                "{n} qualification has ended", "{n} qualifications have ended", ended
            ).format(n=ended)
        )
    if soon:
        said.append(
            ngettext("{n} ends within 90 days", "{n} end within 90 days", soon).format(n=soon)
        )
    return "; ".join(said)


def qualifications_table(
    request: Any,
    rows: Iterable[Any],
    titles: Mapping[str, str],
    *,
    named: bool = True,
) -> Table:
    """Qualifications, what ends first first; ``named`` with whose each is."""
    facility, today = request.facility, request.facility.today()
    lines = []
    for row in rows:
        title = titles.get(row.sort, row.sort)
        what = Cell(title, note=_number(row), head=not named)
        who = Cell(
            member_name(row.member),
            url=reverse("staff:member", args=[facility.slug, row.member_id]),
            head=True,
        )
        change = link(request, _("Change"), "change_qualification", row.pk, about=title)
        if named:
            about = f"{row.member}, {title}"
            change = link(
                request, _("Renew"), "record_qualification", row.member_id, about=about
            )
            change = with_query(change, f"?sort={row.sort}")
        rest = (
            Cell(chip=until_chip(row, today)),
            Cell(checked_text(row, facility)),
            Cell(actions=change),
        )
        lines.append(Line(((who, what) if named else (what,)) + rest, id=f"q-{row.pk}"))
    heads = ((Column(_("Who")),) if named else ()) + (
        Column(_("Qualification")),
        Column(_("Good until"), hidden_label=True),
        Column(_("Checked"), hidden_label=True),
        Column(_("Actions"), align="end", hidden_label=True),
    )
    empty = State(
        "empty",
        _("Nothing on file yet"),
        _("Licenses, certificates and checks are listed here with the day they end."),
    )
    return Table(_("Qualifications"), heads, tuple(lines), empty)


def _number(row: Any) -> str:
    return " · ".join(x for x in (row.number, row.issuer) if x)


def qualification_filters(
    request: Any, *, everything: bool, shifts: Iterable[Any]
) -> FilterBar:
    """What ends soon, everything, or who worked a shift."""
    url = reverse("staff:qualifications", args=[request.facility.slug])
    day, shift = request.GET.get("day", ""), request.GET.get("shift", "")
    choices = [
        Choice(_("Ends soon"), url, current=not everything and not day),
        Choice(_("Everything"), f"{url}?all=1", current=everything and not day),
    ]
    before = date.fromordinal(request.facility.today().toordinal() - 1)
    worked = [
        Choice(
            _("{shift} {day}").format(shift=one.name, day=short_day_text(on)),
            f"{url}?day={on.isoformat()}&shift={one.pk}",
            current=day == on.isoformat() and shift == str(one.pk),
        )
        for on in (request.facility.today(), before)
        for one in shifts
    ]
    return FilterBar(
        (Filter(_("Show"), tuple(choices)), Filter(_("Who worked"), tuple(worked)))
    )


# Who worked a shift


def worked_answer(found: Sequence[queries.Worked], turn: rules.ShiftTurn) -> str:
    """The sentence the list of a shift opens with."""
    said = ngettext("{n} person worked", "{n} people worked", len(found)).format(n=len(found))
    lacking = sum(1 for w in found if any(f.stop for f in w.findings))
    said = _("{shift}, {day}: {said}").format(
        shift=turn.shift.name, day=short_day_text(turn.day), said=said
    )
    if lacking:
        said += "; " + ngettext(
            "{n} without what the role needs", "{n} without what the role needs", lacking
        ).format(n=lacking)
    return said


def worked_table(
    request: Any, found: Iterable[queries.Worked], titles: Mapping[str, str]
) -> Table:
    """Who worked, in which role, and with which current qualification."""
    facility, scope = request.facility, request.scope
    rows = []
    for one in found:
        duty = one.duty
        against = "; ".join(
            queries.finding_text(scope, f, titles) for f in one.findings if f.stop
        )
        rows.append(
            Line(
                (
                    Cell(
                        member_name(duty.member),
                        url=reverse("staff:member", args=[facility.slug, duty.member_id]),
                        note=duty.member.job_title if duty.member.employment != "own" else "",
                        head=True,
                    ),
                    Cell(role_text(duty.role)),
                    Cell(_came_and_went(duty, facility)),
                    Cell(
                        "; ".join(held_text(q, titles) for q in one.qualifications)
                        or _("none on file")
                    ),
                    Cell(chip=Chip(against, URGENT)) if against else Cell(""),
                )
            )
        )
    columns = (
        Column(_("Who")),
        Column(_("Worked as")),
        Column(_("When")),
        Column(_("Qualified by")),
        Column(_("Lacks"), hidden_label=True),
    )
    empty = State("empty", _("Nobody worked this shift"), "")
    return Table(_("Qualifications of a shift's staff"), columns, tuple(rows), empty)


def held_text(row: Any, titles: Mapping[str, str]) -> str:
    """A qualification in one line: "RN license RN 123, until 3-Nov-2027"."""
    said = " ".join(x for x in (titles.get(row.sort, row.sort), row.number) if x)
    if row.ends is None:
        return said
    return _("{what}, until {day}").format(what=said, day=day_text(row.ends))


def _came_and_went(duty: Any, facility: Facility) -> str:
    if duty.arrived_at is None:
        return _("planned {span}").format(span=span_text(duty.starts, duty.ends, facility))
    if duty.left_at is None:
        return _("since {time}").format(time=clock_text(duty.arrived_at, facility))
    return span_text(duty.arrived_at, duty.left_at, facility)


# Not at work


def away_text(row: Any) -> str:
    """Until when somebody is not at work, and the class of why."""
    reason = _(AwayReason.label_of(row.reason))
    if row.until is None:
        return _("Not at work until it is cleared · {reason}").format(reason=reason)
    return _("Not at work until {day} · {reason}").format(
        day=day_text(row.until), reason=reason
    )


def away_actions(request: Any, row: Any, member: Any) -> tuple[Action, ...]:
    """Clear it, or change it; without one, say that somebody is not at work."""
    who = str(member)
    if row is None:
        return link(request, _("Not at work until…"), "set_not_at_work", member.pk, about=who)
    clear: tuple[Action, ...] = ()
    if request.scope.may(permissions.CLEAR_NOT_AT_WORK):
        url = reverse("staff:clear_not_at_work", args=[request.facility.slug, row.pk])
        clear = (Action(_("May work again"), url, method="post", style="plain", about=who),)
    return clear + link(request, _("Change"), "set_not_at_work", member.pk, about=who)


def away_facts(row: Any, facility: Facility) -> Facts:
    """Who said so, and who wrote it down."""
    day = day_text(row.set_at.astimezone(facility.zone))
    return Facts(
        (
            Fact(_("Since"), day_text(row.starts)),
            Fact(_("Said by"), row.said_by),
            Fact(_("Written down"), f"{day}, {row.set_by}"),
        ),
        dense=True,
    )


# Here and gone


def arrival_answer(member: Any, running: Sequence[Any], facility: Facility) -> str:
    """The sentence of the page on which one comes and goes."""
    if member is None:
        return _("You have no staff file here")
    if not running:
        return _("You are not on duty")
    first = running[0]
    return _("You are on duty as {role} since {time}").format(
        role=role_text(first.role).lower(), time=clock_text(first.arrived_at, facility)
    )


def arrival_note(
    planned: Any, running: Sequence[Any], facility: Facility, now: datetime
) -> str:
    """What is planned, or that somebody stays past their time."""
    if running:
        ends = max(d.ends for d in running)
        if ends < now:
            return _("Your shift ended at {time}. You still count as here.").format(
                time=clock_text(ends, facility)
            )
        return _("Planned until {time}.").format(time=clock_text(ends, facility))
    if planned is not None:
        return _("Planned today: {role}, {span}.").format(
            role=role_text(planned.role), span=span_text(planned.starts, planned.ends, facility)
        )
    return _("Nothing is planned for you now. You can come all the same.")


def coming(
    request: Any, roles: Sequence[str], running: Sequence[Any], planned: Any
) -> tuple[Action, ...]:
    """One button a role, what is planned first; whoever is here may go on as another."""
    here = {d.role for d in running if d.status == DutyStatus.ON}
    first = planned.role if planned is not None else ""
    ordered = sorted(roles, key=lambda r: (r != first, role_text(r)))
    url = reverse("staff:check_in", args=[request.facility.slug])
    wording = _("Go on as {role}") if here else _("I am here as {role}")
    single = _("I am here") if not here else wording
    found = []
    for number, role in enumerate(
        r for r in ordered if r not in here or planned_role(planned, r)
    ):
        only = len(ordered) == 1
        found.append(
            Action(
                (single if only else wording).format(role=role_text(role).lower()),
                url,
                method="post",
                style="primary" if number == 0 and not here else "plain",
                fields=(("role", role),),
            )
        )
    return tuple(found)


def planned_role(planned: Any, role: str) -> bool:
    """Whether a second duty of the same role begins now: a double shift."""
    return planned is not None and planned.role == role


def going(request: Any, running: Sequence[Any]) -> tuple[Action, ...]:
    """I am leaving."""
    if not running:
        return ()
    url = reverse("staff:check_out", args=[request.facility.slug])
    return (Action(_("I am leaving"), url, method="post", style="primary"),)
