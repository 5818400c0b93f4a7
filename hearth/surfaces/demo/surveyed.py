"""A surveyor came unannounced twelve days ago: what she sampled, asked, opened and was given."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from hearth.kernel import clock
from hearth.kernel.intervals import instant_of
from hearth.platform.audit.actions import write_event
from hearth.platform.identity.models import Actor
from hearth.platform.scope import scoped
from hearth.record.documents import actions
from hearth.record.documents.codes import Purpose, Recipient, VisitKind
from hearth.surfaces.demo.house import House


DAYS_AGO = 12
SAMPLED = 5
OPENED = ("desk.resident", "notes.view_notes", "observations.view_observations")
# Asked at, what, wanted by, given at, by whom, what was given.
ASKED = (
    (time(9, 25), "Roster of everybody who lives here", None, time(9, 31), "", "Printed list"),
    (
        time(9, 40),
        "Night staffing of the last two weeks",
        time(10, 30),
        time(10, 12),
        "",
        "Assignment sheets and the duty board",
    ),
    (
        time(11, 5),
        "Infection control policy and the log of the last quarter",
        time(13),
        time(12, 40),
        "K. Lee, RN",
        "Binder, shown in the office",
    ),
    (time(14, 10), "Menus of the month", time(15), time(14, 25), "Dining", "Copy"),
)


def surveyed(house: House) -> None:
    """The visit from the door to the end, each step at its own hour."""
    by = Actor.objects.get(account__username="coordinator")
    day = _workday(house.today - timedelta(days=DAYS_AGO))
    people = [
        house.residents[n]
        for n, one in enumerate(house.people)
        if one.came_days_ago > DAYS_AGO + 10 and house.residents[n].security_label == "normal"
    ][3 : 3 + SAMPLED]
    with _at(house, day, time(9, 10)):
        made = actions.open_survey_visit(
            scope=house.scope,
            by=by,
            name="Dana Cole",
            agency="State licensing",
            badge="L-4471",
            badge_seen_by="Front desk",
            visit_kind=VisitKind.ROUTINE,
            ends=_instant(house, day, time(23, 59)),
            residents=people[:4],
        )
    visit = made.visit
    with _at(house, day, time(11, 20)):
        actions.add_to_sample(scope=house.scope, by=by, visit=visit, resident=people[4])
    _looks(house, day, visit, people)
    _asks(house, day, visit, by)
    with _at(house, day, time(13, 15)):
        actions.record_disclosure(
            scope=house.scope,
            by=by,
            resident=people[0],
            recipient=Recipient.SURVEYOR,
            to_whom="Dana Cole, State licensing",
            purpose=Purpose.OVERSIGHT,
            what="Face sheet and notes of the last three months",
            pages=11,
            visit=visit,
        )
    with _at(house, day, time(16, 20)):
        actions.end_survey_visit(scope=house.scope, by=by, visit=visit)


def _looks(house: House, day: date, visit: Any, people: list[Any]) -> None:
    """The pages she opened, as the trail keeps them."""
    for number, one in enumerate(people):
        for step, action in enumerate(OPENED):
            hour = time(9 + number, 35 + 6 * step)
            with _at(house, day, hour):
                write_event(
                    facility_id=house.facility.pk,
                    action=action,
                    by=visit.actor,
                    resident_id=one.pk,
                    entity_type="Resident",
                    entity_id=one.pk,
                    purpose="own",
                )


def _asks(house: House, day: date, visit: Any, by: Any) -> None:
    for asked, text, due, given, who, what in ASKED:
        with _at(house, day, asked):
            row = actions.log_survey_request(
                scope=house.scope,
                by=by,
                visit=visit,
                text=text,
                due=_instant(house, day, due) if due else None,
            )
        with _at(house, day, given):
            actions.answer_survey_request(
                scope=house.scope, by=by, request=row, given_by=who, given_text=what
            )


@contextmanager
def _at(house: House, day: date, wall: time) -> Iterator[None]:
    """At that hour of that day."""
    with clock.pinned(_instant(house, day, wall)), scoped(house.scope):
        yield


def _instant(house: House, day: date, wall: time) -> datetime:
    return instant_of(day, wall, house.facility.zone)


def _workday(day: date) -> date:
    """That day, or the Friday before: nobody surveys on a weekend here."""
    return day - timedelta(days=max(0, day.weekday() - 4))
