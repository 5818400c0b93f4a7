"""How people at work read: who is here, who is short, whom to call."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.links import address
from hearth.platform.ui.parts import (
    DONE,
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
    Tab,
    Table,
    Tabs,
)
from hearth.platform.ui.wording import clock_text, day_text, moment_text, short_day_text
from hearth.record.staff import permissions, queries, rules
from hearth.record.staff.codes import DutyRole, DutyStatus, Employment, Specialty


# Above what a list of people is spread over pages.
PAGE = 80
SECTIONS = (
    ("duty_board", permissions.VIEW_DUTY),
    ("on_call", permissions.VIEW_DUTY),
    ("staff", permissions.VIEW_STAFF),
    ("qualifications", permissions.VIEW_QUALIFICATIONS),
    ("practitioners", permissions.VIEW_STAFF),
)


def role_text(role: str) -> str:
    """A role in words."""
    return _(DutyRole.label_of(role))


def link(request: Any, label: str, verb: str, *args: Any, **more: Any) -> tuple[Action, ...]:
    """A button to a verb of this room, or nothing for whoever may not do it."""
    if not request.scope.may(f"staff.{verb}"):
        return ()
    url = reverse(f"staff:{verb}", args=[request.facility.slug, *args])
    return (Action(label, url, **more),)


def with_query(actions: tuple[Action, ...], query: str) -> tuple[Action, ...]:
    """The same buttons, their addresses with a query."""
    return tuple(replace(one, url=one.url + query) for one in actions)


def tabs(request: Any, current: str) -> Tabs:
    """The pages about people at work, as far as this reader may open them."""
    labels = {
        "duty_board": _("Duty"),
        "on_call": _("On call"),
        "staff": _("Staff"),
        "qualifications": _("Qualifications"),
        "practitioners": _("Outside practitioners"),
    }
    slug = request.facility.slug
    shown = [name for name, permission in SECTIONS if request.scope.may(permission)]
    items = (
        Tab(labels[name], reverse(f"staff:{name}", args=[slug]), current=name == current)
        for name in shown
    )
    return Tabs(_("People at work"), tuple(items))


# Staff


def member_name(member: Any) -> str:
    """A person at work as colleagues read them, with what they sign as."""
    return f"{member}, {member.credentials}" if member.credentials else str(member)


def members_table(
    request: Any,
    members: Iterable[Any],
    roles: Mapping[UUID, list[str]],
    here: Iterable[UUID],
    away: Mapping[UUID, Any] | None = None,
) -> Table:
    """The people who work here: name, roles, whether on duty now, telephone."""
    here = set(here)
    slug = request.facility.slug
    rows = tuple(
        Line(
            (
                Cell(
                    member_name(one),
                    url=reverse("staff:member", args=[slug, one.pk]),
                    note=one.job_title,
                    head=True,
                ),
                Cell(", ".join(role_text(r) for r in roles.get(one.pk, ()))),
                _standing(one, here, away or {}),
                Cell(one.phone),
            ),
            id=f"member-{one.pk}",
        )
        for one in members
    )
    columns = (
        Column(_("Name")),
        Column(_("On duty as")),
        Column(_("Now"), hidden_label=True),
        Column(_("Telephone")),
    )
    empty = State("empty", _("Nobody here"), _("People who work here are listed by name."))
    return Table(_("Staff"), columns, rows, empty)


def _standing(member: Any, here: set[UUID], away: Mapping[UUID, Any]) -> Cell:
    if member.pk in away:
        until = away[member.pk].until
        said = _("Not at work until {day}").format(day=day_text(until)) if until else ""
        return Cell(chip=Chip(said or _("Not at work"), URGENT))
    if member.active_to is not None:
        return Cell(_("until {day}").format(day=day_text(member.active_to)))
    return Cell(chip=Chip(_("On duty"), DONE)) if member.pk in here else Cell("")


def staff_filters(request: Any, *, left: bool) -> FilterBar:
    """Who works here, or who left; and a search by name."""
    url = reverse("staff:staff", args=[request.facility.slug])
    choices = (
        Choice(_("Work here"), url, current=not left),
        Choice(_("Left"), f"{url}?left=1", current=left),
    )
    return FilterBar(
        (Filter(_("Show"), choices),),
        search_name="q",
        search_value=request.GET.get("q", ""),
        search_label=_("Find by name"),
        kept=(("left", "1"),) if left else (),
        clear_url=url,
    )


def member_facts(member: Any) -> Facts:
    """What a staff file says."""
    until = member.active_to
    items = (
        Fact(_("Job title"), member.job_title),
        Fact(_("Telephone"), member.phone, url=f"tel:{member.phone}" if member.phone else ""),
        Fact(_("E-mail"), member.email),
        Fact(_("Languages"), ", ".join(member.languages)),
        Fact(_("Employment"), _(Employment.label_of(member.employment))),
        Fact(_("Staff number"), member.staff_number),
        Fact(_("First day"), day_text(member.active_from)),
        Fact(_("Last day"), day_text(until) if until else _("None planned")),
        Fact(
            _("Signs in as"), member.actor.label if member.actor_id else _("Does not sign in")
        ),
    )
    return Facts(items)


def roles_table(request: Any, roles: Iterable[Any], today: date) -> Table:
    """What a person may be on duty as, and until when."""
    rows = tuple(
        Line(
            (
                Cell(role_text(one.role), head=True),
                Cell(
                    one.neighborhood.name if one.neighborhood_id else _("The whole community")
                ),
                Cell(day=one.starts),
                Cell(day=one.ends) if one.ends else Cell(_("further notice")),
                Cell(actions=_end_role(request, one, today)),
            )
        )
        for one in roles
    )
    columns = (
        Column(_("Role")),
        Column(_("Where")),
        Column(_("From")),
        Column(_("Last day")),
        Column(_("Actions"), align="end", hidden_label=True),
    )
    empty = State(
        "empty", _("No role yet"), _("Without a role nobody can plan them for a duty.")
    )
    return Table(_("On duty as"), columns, rows, empty)


def _end_role(request: Any, role: Any, today: date) -> tuple[Action, ...]:
    if role.ends is not None and role.ends < today:
        return ()
    return link(request, _("End"), "end_role", role.pk, about=role_text(role.role))


# Duty


def duty_answer(now: queries.OnDuty) -> str:
    """The sentence the duty board opens with."""
    if now.gaps:
        missing = sum(r.missing for r in now.gaps)
        return ngettext(
            "{n} person is missing now", "{n} people are missing now", missing
        ).format(n=missing)
    if not now.people:
        return _("Nobody is on duty now")
    if any(r.needed for r in now.roles):
        return _("Everybody who is needed is here")
    people = len(now.people)
    return ngettext("{n} person is on duty now", "{n} people are on duty now", people).format(
        n=people
    )


def turns_text(now: queries.OnDuty, facility: Facility) -> str:
    """Which shifts run now: "Day, 6:45 am to 3:00 pm"."""
    return " · ".join(
        _("{shift}, {start} to {end}").format(
            shift=turn.shift.name,
            start=clock_text(turn.starts, facility),
            end=clock_text(turn.ends, facility),
        )
        for turn in now.turns
    )


def now_table(request: Any, now: queries.OnDuty, day: date) -> Table:
    """Each role now: who does it, against how many are needed."""
    rows = tuple(
        Line(
            (
                Cell(role_text(one.role), head=True),
                Cell(_here(one)),
                _count(one),
                Cell(actions=_plan(request, one, day)),
            )
        )
        for one in now.roles
    )
    columns = (
        Column(_("Role"), hidden_label=True),
        Column(_("Who"), hidden_label=True),
        Column(_("Needed"), hidden_label=True),
        Column(_("Actions"), align="end", hidden_label=True),
    )
    empty = State(
        "empty", _("Nobody is planned for now"), _("Plan duties, and who is here stands here.")
    )
    return Table(_("On duty now"), columns, rows, empty)


def _here(role: queries.RoleOnDuty) -> str:
    return ", ".join(_named(d) for d in role.here) or _("nobody")


def _named(duty: Any) -> str:
    where = duty.run or (duty.neighborhood.name if duty.neighborhood_id else "")
    return f"{duty.member} ({where})" if where else str(duty.member)


def _count(role: queries.RoleOnDuty) -> Cell:
    if not role.needed:
        return Cell("")
    said = _("{here} of {needed}").format(here=len(role.here), needed=role.needed)
    return Cell(chip=Chip(said, URGENT if role.missing else DONE))


def _plan(request: Any, role: queries.RoleOnDuty, day: date) -> tuple[Action, ...]:
    if not role.missing or not request.scope.may(permissions.PLAN_DUTY):
        return ()
    url = reverse("staff:plan_duty", args=[request.facility.slug])
    query = f"?role={role.role}&day={day.isoformat()}"
    return (Action(_("Plan somebody"), url + query, about=role_text(role.role)),)


def duty_tables(request: Any, duties: Iterable[Any], now: datetime) -> list[Table]:
    """The duties of a day, one table a shift."""
    by_shift: dict[str, list[Any]] = {}
    for duty in duties:
        by_shift.setdefault(duty.shift.name if duty.shift_id else _("Other times"), []).append(
            duty
        )
    return [_duty_table(request, name, found, now) for name, found in by_shift.items()]


def _duty_table(request: Any, name: str, duties: list[Any], now: datetime) -> Table:
    columns = (
        Column(_("Who"), hidden_label=True),
        Column(_("Role"), hidden_label=True),
        Column(_("Time"), hidden_label=True),
        Column(_("Standing"), hidden_label=True),
        Column(_("Actions"), align="end", hidden_label=True),
    )
    rows = tuple(_duty_line(request, duty, now) for duty in duties)
    return Table(name, columns, rows)


def _duty_line(request: Any, duty: Any, now: datetime) -> Line:
    facility = request.facility
    may = request.scope.may(permissions.CHANGE_DUTY)
    url = reverse("staff:change_duty", args=[facility.slug, duty.pk]) if may else ""
    where = duty.run or (duty.neighborhood.name if duty.neighborhood_id else "")
    return Line(
        (
            Cell(str(duty.member), url=url, note=where, head=True),
            Cell(role_text(duty.role)),
            Cell(span_text(duty.starts, duty.ends, facility)),
            Cell(chip=duty_chip(duty, facility, now)),
            Cell(actions=duty_actions(request, duty, now)),
        ),
        id=f"duty-{duty.pk}",
    )


def span_text(starts: datetime, ends: datetime, facility: Facility) -> str:
    """From and to, by the community's clock."""
    return _("{start} to {end}").format(
        start=clock_text(starts, facility), end=clock_text(ends, facility)
    )


def duty_chip(duty: Any, facility: Facility, now: datetime) -> Chip:
    """How a duty stands, in a word or two."""
    if duty.status == DutyStatus.ON:
        return Chip(
            _("On duty since {time}").format(time=clock_text(duty.arrived_at, facility)), DONE
        )
    if duty.status == DutyStatus.ENDED:
        left = clock_text(duty.left_at, facility) if duty.left_at else ""
        return Chip(_("Left {time}").format(time=left) if left else _("Ended"))
    if duty.status == DutyStatus.ABSENT:
        return Chip(_("Called off"), URGENT if duty.ends > now else NEUTRAL)
    if duty.starts <= now < duty.ends:
        return Chip(_("Not signed in"), ROUTINE)
    return Chip(_("Planned"))


def duty_actions(request: Any, duty: Any, now: datetime) -> tuple[Action, ...]:
    """What can be said of a duty now: who came, who left, who does not come.

    An arrival is offered from two hours before until half a day after; a page that lists a week
    would offer nothing but buttons otherwise.
    """
    who = str(duty.member)
    if duty.status == DutyStatus.ON:
        left = link(request, _("Left"), "end_duty", duty.pk, style="plain", about=who)
        return left + (call_off_link(request, duty) if duty.ends > now else ())
    if duty.status != DutyStatus.PLANNED:
        return ()
    came = link(request, _("Came"), "start_duty", duty.pk, style="plain", about=who)
    off = call_off_link(request, duty) if duty.ends > now else ()
    near = duty.starts - timedelta(hours=2) <= now <= duty.ends + timedelta(hours=12)
    return (came if near else ()) + off


def call_off_link(request: Any, duty: Any) -> tuple[Action, ...]:
    """The way to say that somebody does not come, or goes early."""
    url = address("rostering:call_off", request.facility.slug, duty.pk)
    if not url or not request.scope.may("rostering.call_off"):
        return ()
    return (Action(_("Call off"), url, about=str(duty.member)),)


def lead_links(request: Any) -> tuple[Action, ...]:
    """What whoever leads the shift does about who is here, beside the board."""
    slug, may = request.facility.slug, request.scope.may
    wanted = (
        ("staff:check_in_member", permissions.START_DUTY, _("Somebody came unplanned")),
        ("rostering:open_shifts", "rostering.view_open_shifts", _("Open shifts")),
        ("rostering:agency_passes", "rostering.view_agency_passes", _("Agency")),
    )
    return tuple(
        Action(label, url)
        for name, permission, label in wanted
        if may(permission) and (url := address(name, slug))
    )


def days_filter(request: Any, day: date) -> FilterBar:
    """The day before, today, the day after."""
    url = reverse("staff:duty_board", args=[request.facility.slug])
    today = request.facility.today()
    shown = {today - timedelta(days=1), today, today + timedelta(days=1)}
    shown |= {day - timedelta(days=1), day, day + timedelta(days=1)}
    choices = tuple(
        Choice(
            _("Today") if one == today else short_day_text(one),
            url if one == today else f"{url}?day={one.isoformat()}",
            current=one == day,
        )
        for one in sorted(shown)
    )
    return FilterBar((Filter(_("Day"), choices),))


def role_filter(
    request: Any, roles: Iterable[str], current: str, *, more: str = ""
) -> FilterBar:
    """Which role is planned for on this page; ``more`` is what else its address says."""
    choices = tuple(
        Choice(role_text(r), f"{request.path}?role={r}{more}", current=r == current)
        for r in sorted(roles, key=role_text)
    )
    return FilterBar((Filter(_("Role"), choices),))


def busy_labels(duties: Iterable[Any], facility: Facility) -> Callable[[Any], str]:
    """How people are offered for a duty: with what they already have that day."""
    busy: dict[UUID, str] = {}
    for duty in duties:
        if duty.status != DutyStatus.ABSENT:
            busy[duty.member_id] = span_text(duty.starts, duty.ends, facility)

    def label(member: Any) -> str:
        name = member_name(member)
        return f"{name} · {busy[member.pk]}" if member.pk in busy else name

    return label


# On call


def on_call_answer(rota: queries.OnCallRota, now: datetime) -> str:
    """The sentence the rota opens with: a gap first, else how many can be called."""
    open_now = [g for g in rota.gaps if g.starts <= now < g.ends]
    if open_now:
        role = role_text(open_now[0].role).lower()
        return _("Nobody is on call now as {role}").format(role=role)
    count = len({leg.row.member_id for leg in rota.at(now)})
    if not count:
        return _("Nobody is on call now")
    return ngettext(
        "{n} person can be called now", "{n} people can be called now", count
    ).format(n=count)


def on_call_table(
    request: Any, legs: Iterable[queries.Leg], caption: str, now: datetime
) -> Table:
    """Whose turn it is: role, order, name, number, until when, and whether they have it."""
    rows = tuple(_leg_line(request, leg, now) for leg in legs)
    columns = (
        Column(_("Called as"), hidden_label=True),
        Column(_("Who"), hidden_label=True),
        Column(_("Telephone"), hidden_label=True),
        Column(_("When"), hidden_label=True),
        Column(_("Actions"), align="end", hidden_label=True),
    )
    return Table(caption, columns, rows)


def _leg_line(request: Any, leg: queries.Leg, now: datetime) -> Line:
    one, facility = leg.row, request.facility
    instead = one.reason or _("for a part of the turn")
    return Line(
        (
            Cell(role_text(one.role), note=layer_text(one.position), head=True),
            Cell(str(one.member), note=instead if one.instead_of_id else ""),
            _number(one),
            Cell(_leg_text(leg, facility, now), note=_taken_text(leg, facility, now)),
            Cell(actions=_leg_actions(request, leg, now)),
        ),
        id=f"turn-{one.pk}-{int(leg.starts.timestamp())}",
    )


def layer_text(position: int) -> str:
    """In which order somebody is called."""
    if position == 1:
        return _("called first")
    return _("called next") if position == 2 else _("called as number {n}").format(n=position)


def gaps_table(request: Any, gaps: Iterable[Any]) -> Table:
    """When nobody is to be called, with a way to plan somebody."""
    facility = request.facility
    rows = tuple(
        Line(
            (
                Cell(chip=Chip(_("Nobody"), URGENT), head=True),
                Cell(role_text(one.role), note=layer_text(one.position)),
                Cell(
                    _("{start} to {end}").format(
                        start=moment_text(one.starts, facility),
                        end=moment_text(one.ends, facility),
                    )
                ),
                Cell(actions=_plan_gap(request, one)),
            )
        )
        for one in gaps
    )
    columns = (
        Column(_("Standing"), hidden_label=True),
        Column(_("Called as"), hidden_label=True),
        Column(_("When"), hidden_label=True),
        Column(_("Actions"), align="end", hidden_label=True),
    )
    return Table(_("When nobody is on call"), columns, rows)


def _plan_gap(request: Any, gap: Any) -> tuple[Action, ...]:
    zone = request.facility.zone
    asked = {
        "role": gap.role,
        "position": gap.position,
        "from": gap.starts.astimezone(zone).strftime("%Y-%m-%dT%H:%M"),
        "to": gap.ends.astimezone(zone).strftime("%Y-%m-%dT%H:%M"),
    }
    found = link(
        request, _("Plan somebody"), "plan_on_call", style="plain", about=role_text(gap.role)
    )
    return with_query(found, "?" + urlencode(asked))


def _number(turn: Any) -> Cell:
    number = turn.phone or turn.member.phone
    return Cell(number, url=f"tel:{number}") if number else Cell("")


def _leg_text(leg: queries.Leg, facility: Facility, now: datetime) -> str:
    until = _("until {time}").format(time=moment_text(leg.ends, facility))
    if leg.starts <= now:
        return until
    return _("from {time}").format(time=moment_text(leg.starts, facility)) + " " + until


def _taken_text(leg: queries.Leg, facility: Facility, now: datetime) -> str:
    """Whether the one whose turn it is said so; asked once the turn runs."""
    row = leg.row
    if row.taken_over_at is not None:
        time = clock_text(row.taken_over_at, facility)
        return _("taken over {time}").format(time=time)
    if row.starts + rules.TAKEN_OVER_WITHIN <= now < leg.ends:
        return _("not taken over yet")
    return ""


def _leg_actions(request: Any, leg: queries.Leg, now: datetime) -> tuple[Action, ...]:
    row = leg.row
    about = f"{row.member}, {role_text(row.role)}"
    found: tuple[Action, ...] = ()
    near = row.starts - timedelta(hours=2) <= now < row.ends
    if near and row.taken_over_at is None:
        found += link(
            request, _("I have it"), "take_over_turn", row.pk, style="plain", about=about
        )
    if row.instead_of_id is None:
        found += link(request, _("Somebody else"), "take_part_of_turn", row.pk, about=about)
    return found + link(request, _("Cancel"), "cancel_on_call", row.pk, about=about)


def stand_in_table(request: Any, rows: Iterable[Any], now: datetime) -> Table:
    """Who is away, who looks after their tasks, until when."""
    facility = request.facility
    columns = (
        Column(_("Away")),
        Column(_("Stands in")),
        Column(_("When"), hidden_label=True),
        Column(_("Actions"), align="end", hidden_label=True),
    )
    lines = tuple(
        Line(
            (
                Cell(str(one.member), head=True),
                Cell(str(one.stand_in), note=one.note),
                Cell(_away_text(one, facility, now)),
                Cell(actions=_back(request, one, now)),
            ),
            id=f"stand-in-{one.pk}",
        )
        for one in rows
    )
    empty = State(
        "empty",
        _("Nobody is away"),
        _("Who goes away names somebody here; their promises and tasks stand on both lists."),
    )
    return Table(_("Who stands in"), columns, lines, empty)


def _away_text(row: Any, facility: Facility, now: datetime) -> str:
    start = moment_text(row.starts, facility)
    end = row.until
    if end is None:
        return _("since {time}, until they are back").format(time=start)
    return _("{start} to {end}").format(start=start, end=moment_text(end, facility))


def _back(request: Any, row: Any, now: datetime) -> tuple[Action, ...]:
    end = row.until
    if end is not None and end <= now:
        return ()
    label = _("Is back") if row.starts <= now else _("Take back")
    return link(
        request,
        label,
        "end_stand_in",
        row.pk,
        style="plain",
        method="post",
        about=str(row.member),
    )


# Practitioners


def practitioners_table(request: Any, found: Iterable[Any]) -> Table:
    """The practitioners outside the house: name, what for, numbers."""
    may = request.scope.may(permissions.CHANGE_OUTSIDE_PRACTITIONER)
    slug = request.facility.slug
    rows = tuple(
        Line(
            (
                Cell(
                    str(one) + (f", {one.credentials}" if one.credentials else ""),
                    url=reverse("staff:change_outside_practitioner", args=[slug, one.pk])
                    if may
                    else "",
                    note=one.organization,
                    head=True,
                ),
                Cell(_(Specialty.label_of(one.specialty))),
                Cell(one.phone, url=f"tel:{one.phone}") if one.phone else Cell(""),
                Cell(one.after_hours_phone),
                Cell(one.fax),
            )
        )
        for one in found
    )
    columns = (
        Column(_("Name")),
        Column(_("Called for"), hidden_label=True),
        Column(_("Telephone")),
        Column(_("After hours")),
        Column(_("Fax"), minor=True),
    )
    empty = State(
        "empty",
        _("No practitioner yet"),
        _("Physicians, pharmacies and others the house calls are listed here."),
    )
    return Table(_("Outside practitioners"), columns, rows, empty)
