"""Two falls at Maple Court: one of the night before last with its whole trail, one still open."""

from datetime import datetime, time, timedelta
from typing import Any

from hearth.care.incidents import actions as incidents
from hearth.care.incidents.codes import (
    TELL,
    Body,
    Done,
    Injury,
    SeenBy,
    Situation,
    Struck,
    Surroundings,
    Where,
)
from hearth.kernel import clock
from hearth.kernel.intervals import instant_of
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.modes import deliveries_inline
from hearth.platform.scope import scoped
from hearth.record.notes.actions import record_telling
from hearth.record.notes.codes import Channel, Reached
from hearth.record.residents import queries as residents
from hearth.record.residents.models import Resident
from hearth.record.tasks import queries as worklist
from hearth.record.tasks.actions import answer_watch_check
from hearth.surfaces.demo.cast import Person
from hearth.surfaces.demo.house import House


HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def tell_events(house: House, people: list[Person]) -> None:
    """What befell two people who may fall: recorded by an aide, followed up as far as it is day."""
    falls = [n for n, one in enumerate(people) if "fall" in one.flags and one.came_days_ago > 0]
    last_night, before = house.residents[falls[0]], house.residents[falls[1]]
    _followed_up(house, before, _night(house, 1))
    _still_open(house, last_night, _night(house, 0))


def _night(house: House, days_ago: int) -> datetime:
    """Ten past two in the night before so many days ago."""
    return instant_of(house.today - timedelta(days=days_ago), time(2, 10), house.facility.zone)


def _followed_up(house: House, resident: Resident, at: datetime) -> None:
    """Everybody was told, the report is signed and reviewed; the watch goes on."""
    row = _found_on_floor(
        house,
        resident,
        at,
        text="On the floor beside the bed, awake, says she slipped going to the bathroom.",
        injury=Injury.MINOR,
        injury_text="Small skin tear, left elbow",
        done=(Done.TOLD_NURSE, Done.VITALS, Done.FIRST_AID, Done.LIFTED, Done.STAYED),
    )
    for after, slot, text, asked in (
        (
            40 * MINUTE,
            "Contact",
            "Told about the fall and the skin tear.",
            "Will visit at noon.",
        ),
        (7 * HOUR, "Practitioner", "No new orders. Call if the head hurts.", ""),
        (5 * HOUR, "Role", "Told at hand-off.", ""),
    ):
        _tell(house, row, slot, at + after, text, asked)
    _check(house, row, "nurse")
    nurse, coordinator = _actor("nurse"), _actor("coordinator")
    with deliveries_inline(), clock.pinned(at + 9 * HOUR), scoped(house.scope):
        report = incidents.sign_report(
            scope=house.scope,
            by=nurse,
            incident=row,
            narrative=(
                "Found at ten past two beside the bed, awake and clear. Slipped in socks on the way "
                "to the bathroom. Skin tear cleaned and covered. Lifted with the lift, two people."
            ),
            surroundings=(Surroundings.FOOTWEAR, Surroundings.LIGHT),
            body=(Body.TOILET,),
            situation=(Situation.ALONE,),
            told_text="Daughter told in the night as she wishes. Doctor told in the morning.",
            next_text="Non-slip socks at night, light on the way to the bathroom, offer at one.",
        )
    when = min(at + 13 * HOUR, clock.now())
    with deliveries_inline(), clock.pinned(when), scoped(house.scope):
        incidents.review_report(
            scope=house.scope, by=coordinator, report=report, text="Ask for a night light."
        )


def _still_open(house: House, resident: Resident, at: datetime) -> None:
    """The family hears of it in the morning; the prescriber has not been told."""
    if at + HOUR > clock.now():
        return
    row = _found_on_floor(
        house,
        resident,
        at,
        text="On the floor beside the bed, says nothing hurts.",
        injury=Injury.NONE,
        done=(Done.TOLD_NURSE, Done.VITALS, Done.HELPED_UP, Done.STAYED),
    )
    called = at + 5 * HOUR + 5 * MINUTE
    if called < clock.now():
        _tell(house, row, "Contact", called, "Told about the fall. No injury seen.", "")
    _check(house, row, "caregiver")


def _found_on_floor(house: House, resident: Resident, at: datetime, **said: Any) -> Any:
    """As an aide records it on a phone, six minutes later."""
    with deliveries_inline(), clock.pinned(at + 6 * MINUTE), scoped(house.scope):
        held = residents.places_held(house.scope, [resident.pk], at).get(resident.pk)
        return incidents.record_incident(
            scope=house.scope,
            by=_actor("caregiver"),
            resident=resident,
            type="found-on-floor",
            where=Where.OWN_PLACE,
            seen_by=SeenBy.NOBODY,
            head_struck=Struck.NO,
            found_at=at,
            last_seen=at - 50 * MINUTE,
            place=held.place if held else None,
            **said,
        )


def _tell(house: House, row: Any, slot: str, at: datetime, text: str, asked: str) -> None:
    """Somebody was reached: what was recorded closes the task."""
    with scoped(house.scope):
        waiting = worklist.open_of_cause(house.scope, f"Incident/{row.pk}")
    for task in waiting:
        if task.code != TELL or not task.slot.startswith(slot):
            continue
        with deliveries_inline(), clock.pinned(at), scoped(house.scope):
            record_telling(
                scope=house.scope,
                by=_actor("nurse"),
                task=task,
                reached=Reached.REACHED,
                channel=Channel.CALL,
                text=text,
                asked=asked,
            )


def _check(house: House, row: Any, role: str) -> None:
    """The checks of the watch that fell due so far are answered: as usual, each at its time."""
    now = clock.now()
    with scoped(house.scope):
        running = worklist.watches_now(house.scope, [row.resident_id]).get(row.resident_id, [])
        asked = {one.pk: worklist.reason_of(house.scope, one) for one in running}
        checks = [
            (one, task)
            for one in running
            for task in worklist.checks_of_watch(house.scope, one)
            if task.status in worklist.LIVE_CODES and task.due < now - 20 * MINUTE
        ]
    for watch, task in checks:
        answers = {q.code: "usual" for q in asked[watch.pk].asked_of(nurse=False)}
        with deliveries_inline(), clock.pinned(task.due + 2 * MINUTE), scoped(house.scope):
            answer_watch_check(scope=house.scope, by=_actor(role), task=task, answers=answers)


def _actor(name: str) -> Actor:
    return Actor.objects.get(account__username=name)
