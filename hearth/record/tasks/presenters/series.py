"""How what comes again and again reads."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.kernel.intervals import instant_of
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.wording import clock_text, day_text, moment_text
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks.codes import Frequency, SeriesStatus
from hearth.record.tasks.presenters.rows import address, task_title, who


def pattern_text(series: Any, facility: Facility) -> str:
    """ "Every day at 8:00 am and 12:00 pm": the pattern in words."""
    if series.period_unit == Frequency.MINUTE:
        said = _("Every {n} min").format(n=series.period)
        if series.count:
            said += ", " + ngettext("{n} time", "{n} times", series.count).format(
                n=series.count
            )
        return said
    return _("{days} at {times}").format(
        days=_days(series), times=_times(series.wall_times, facility)
    )


def _days(series: Any) -> str:
    n = series.period
    if series.period_unit == Frequency.MONTH:
        if n == 1:
            return _("Every month on day {day}").format(day=series.month_day)
        return _("Every {n} months on day {day}").format(n=n, day=series.month_day)
    on = ", ".join(_weekday(w) for w in series.weekdays)
    if series.period_unit == Frequency.WEEK:
        every = _("Every week") if n == 1 else _("Every {n} weeks").format(n=n)
        return _("{every} on {days}").format(every=every, days=on or _start_day(series))
    if on:
        return _("On {days}").format(days=on)
    return _("Every day") if n == 1 else _("Every {n} days").format(n=n)


def _weekday(number: int) -> str:
    return [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")][number - 1]


def _start_day(series: Any) -> str:
    return _weekday(series.starts.isoweekday())


def _times(times: Iterable[Any], facility: Facility) -> str:
    day = facility.today()
    said = [clock_text(instant_of(day, wall, facility.zone), facility) for wall in times]
    if len(said) < 2:
        return "".join(said)
    return _("{times} and {last}").format(times=", ".join(said[:-1]), last=said[-1])


def every_code(series: Any) -> str:
    """Which choice of the form a pattern is; empty for one the form cannot say."""
    known = {("d", 1): "d", ("wk", 1): "wk", ("wk", 2): "2wk", ("mo", 1): "mo"}
    return known.get((series.period_unit, series.period), "")


def status_chip(series: Any, today: date) -> parts.Chip | None:
    """Paused, ended or to come; what runs says nothing."""
    if series.status == SeriesStatus.ACTIVE:
        if series.starts > today:
            said = _("from {day}").format(day=day_text(series.starts))
            return parts.Chip(said, parts.NEUTRAL)
        if series.ends and series.ends < today:
            return parts.Chip(_("Ended"), parts.NEUTRAL)
        return None
    return parts.Chip(_(SeriesStatus.label_of(series.status)), parts.NEUTRAL)


def series_table(
    rows: Iterable[Any],
    coming: Mapping[UUID, datetime],
    where: Mapping[UUID, str],
    *,
    scope: Scope,
    facility: Facility,
) -> parts.Table:
    """Everything that comes again, with when it comes next."""
    today = facility.today()
    columns = (
        parts.Column(_("What")),
        parts.Column(_("For")),
        parts.Column(_("How often")),
        parts.Column(_("Who"), minor=True),
        parts.Column(_("Next"), minor=True),
        parts.Column(_("Status"), hidden_label=True),
    )
    lines = tuple(
        parts.Line(
            id=f"series-{one.pk}",
            cells=(
                parts.Cell(
                    text=task_title(one),
                    url=address("tasks:change_series", facility.slug, one.pk)
                    if scope.may("tasks.change_series")
                    else "",
                    head=True,
                ),
                parts.Cell(
                    who=who(one.resident, where.get(one.resident_id, ""), facility)
                    if one.resident_id
                    else None
                ),
                parts.Cell(text=pattern_text(one, facility)),
                parts.Cell(text=_owner(one)),
                parts.Cell(text=_next(coming.get(one.pk), facility)),
                parts.Cell(chip=status_chip(one, today)),
            ),
        )
        for one in rows
    )
    empty = parts.State(
        "empty",
        _("Nothing comes again yet"),
        _("What is to be done every day, week or month will appear here."),
    )
    return parts.Table(_("What comes again"), columns, lines, empty=empty)


def _owner(series: Any) -> str:
    if series.owner_staff_id:
        return str(series.owner_staff)
    return _(DutyRole.label_of(series.owner_role))


def _next(instant: datetime | None, facility: Facility) -> str:
    return moment_text(instant, facility) if instant else ""


def series_actions(series: Any, scope: Scope, facility: Facility) -> tuple[parts.Action, ...]:
    """Pause, go on, end: what this reader may do about a series."""
    active, held = (
        series.status == SeriesStatus.ACTIVE,
        series.status == SeriesStatus.ON_HOLD,
    )
    wanted = (
        (active, "hold_series", _("Pause"), "get"),
        (held, "resume_series", _("Go on"), "post"),
        (active or held, "end_series", _("End"), "get"),
    )
    return tuple(
        parts.Action(
            label=label,
            url=address(f"tasks:{verb}", facility.slug, series.pk),
            method=method,
            style="plain",
            about=task_title(series),
        )
        for shown, verb, label, method in wanted
        if shown and scope.may(f"tasks.{verb}")
    )
