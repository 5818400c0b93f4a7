"""Do: ask for who is not back, tell of a hospital, begin and close the list of a return."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from hearth.journeys.transitions import queries
from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.wording import moment_text
from hearth.record.residents import actions as residency
from hearth.record.residents import queries as residents
from hearth.record.residents.codes import INPATIENT, CareTeamRole, OutFor, TellEvent
from hearth.record.residents.models import Resident, Stay, Whereabouts
from hearth.record.residents.queries import WayOut
from hearth.record.residents.rules import Ask, Question
from hearth.record.tasks import actions as tasks
from hearth.record.tasks.codes import CancelReason, Priority, WatchEnd
from hearth.record.tasks.models import Task
from hearth.record.tasks.rules import NewTask


ASKS = {
    Ask.NOT_BACK: N_("Find out why {name} is not back"),
    Ask.CALL_ER: N_("Call the emergency room about {name}"),
}
PASSES_UP_AFTER = timedelta(minutes=15)
"""When nobody has asked by then, the next role is told. Hearth's own default."""

WITHIN = {
    "nurse": timedelta(minutes=15),
    "family": timedelta(minutes=30),
    "prescriber": timedelta(hours=1),
}
"""How soon who is told that a resident went to hospital. Hearth's own default."""
PLACE_HELD_WITHIN = timedelta(hours=24)
"""How soon the family has it in writing that the place is held. Hearth's own default; the
contract or the state may say otherwise."""
OTHER_LIST = "The whole list of the return runs instead"
OUT_AGAIN = "Out again before the list was closed"
PRESCRIBES = (CareTeamRole.PRESCRIBER, CareTeamRole.PRIMARY_CARE)
KEPT_THERE = (OutFor.OBSERVATION, OutFor.HOSPITAL, OutFor.REHAB, OutFor.HOSPICE)


@action("transitions.ask_who_is_not_back")
def ask_who_is_not_back(*, scope: Scope, by: Actor) -> int:
    """Ask the shift lead for everybody who is out longer than expected; how many are new.

    Once for each time they were expected: asked and answered, nobody is asked again until
    another time has passed.
    """
    facility = Facility.objects.get(pk=scope.facility_id)
    late = queries.to_ask(scope, facility, clock.now())
    if not late:
        return 0
    made = tasks.create_tasks(
        scope=scope, by=by, tasks=[_question(way, question, facility) for way, question in late]
    )
    note_many("transitions.ask_who_is_not_back", made, by=by)
    return len(made)


@action("transitions.settle_questions")
def settle_questions(*, scope: Scope, by: Actor, way: WayOut) -> int:
    """Follow somebody who is out: back, the question is answered; expected later, it is put off.
    How many changed.
    """
    open_ = queries.open_questions(scope, way.left.pk)
    facility = Facility.objects.get(pk=scope.facility_id)
    question = queries.question_of(scope, way, facility)
    changed: list[Task] = []
    for task in open_:
        if way.back_at is not None:
            tasks.complete_task(scope=scope, by=by, task=task)
        elif question is None:
            tasks.cancel_task(scope=scope, by=by, task=task, reason=CancelReason.CAUSE_GONE)
        elif question.at > task.due:
            tasks.change_task(scope=scope, by=by, task=task, opens=question.at, due=question.at)
        else:
            continue
        changed.append(task)
    if changed:
        note_many("transitions.settle_questions", changed, by=by)
    return len(changed)


@action("transitions.tell_of_hospital")
def tell_of_hospital(
    *, scope: Scope, by: Actor, resident: Resident, row: Whereabouts
) -> list[Task]:
    """Everybody who must hear that a resident was sent to hospital, or is kept there, stands on
    the list: family by their wish, the prescriber, the nurse on call; once for each ``row``.

    What was to be told of a fall an hour ago stays a task of its own: they must know both.
    """
    done = {task.slot for task in queries.tasks_of(scope, [row.pk])}
    now = clock.now()
    wanted = [new for new in _to_tell(scope, resident, row, now) if new.slot not in done]
    if not wanted:
        return []
    made = tasks.create_tasks(scope=scope, by=by, tasks=wanted)
    note_many("transitions.tell_of_hospital", made, by=by)
    return made


@action("transitions.call_off_telling")
def call_off_telling(*, scope: Scope, by: Actor, row: Whereabouts) -> int:
    """The entry was taken back: nobody needs to be told of it any more; how many were open."""
    open_ = [
        task
        for task in queries.tasks_of(scope, [row.pk])
        if task.status in {"requested", "accepted", "in-progress"}
    ]
    for task in open_:
        tasks.cancel_task(scope=scope, by=by, task=task, reason=CancelReason.CAUSE_GONE)
    if open_:
        note("transitions.call_off_telling", row, by=by, detail={"tasks": len(open_)})
    return len(open_)


@action("transitions.begin_return")
def begin_return(*, scope: Scope, by: Actor, resident: Resident, way: WayOut) -> bool:
    """Somebody is back: the list of the return and the watch begin, once for each way out;
    whether anything began.

    Who is returning gets the whole list. A short visit to the emergency room without new orders
    gets the short one: nothing holds the resident, and the watch is the same.
    """
    standing = residents.standing(scope, resident, clock.now())
    whole = standing.is_returning
    key = queries.RETURN if whole else queries.SHORT
    back = way.back_at
    if back is None or (not whole and not _was_short(way)):
        return False
    if queries.list_begun_for(scope, resident, key, way.left.pk):
        return False
    zone = Facility.objects.get(pk=scope.facility_id).zone
    because = f"{queries.CAUSE}/{way.left.pk}"
    for running in queries.lists_of_return(scope, resident):
        if running.key != key:
            tasks.cancel_checklist(scope=scope, by=by, checklist=running, reason=OTHER_LIST)
    tasks.start_checklist(
        scope=scope,
        by=by,
        key=key,
        anchor=back.astimezone(zone).date(),
        resident=resident,
        because=because,
    )
    tasks.start_watch(
        scope=scope, by=by, resident=resident, reason=queries.WATCH, because=because
    )
    note("transitions.begin_return", way.left, by=by, detail={"list": key})
    return True


@action("transitions.call_off_return")
def call_off_return(*, scope: Scope, by: Actor, resident: Resident) -> bool:
    """Out again before the list was closed, or the return was entered in error: list and watch
    end; whether anything did.
    """
    lists = queries.lists_of_return(scope, resident)
    watch = queries.watch_of_return(scope, resident)
    for running in lists:
        tasks.cancel_checklist(scope=scope, by=by, checklist=running, reason=OUT_AGAIN)
    if watch is not None:
        tasks.end_watch(
            scope=scope, by=by, watch=watch, reason=WatchEnd.HOSPITAL, text=OUT_AGAIN
        )
    if lists or watch is not None:
        note("transitions.call_off_return", resident, by=by)
    return bool(lists or watch)


@action("transitions.close_return")
def close_return(*, scope: Scope, by: Actor, stay: Stay) -> Stay:
    """Nothing holds the return any more: a resident who was returning lives here again.

    What is left of the list stays on the worklist. Twice is harmless. Raises Refused: list-open,
    naming what is missing; not-next.
    """
    held = queries.what_holds(scope, stay.resident)
    if held:
        raise Refused(
            "list-open",
            N_("The return list still holds: {what}. Do these first."),
            what="; ".join(held),
        )
    stay = residency.end_return(scope=scope, by=by, stay=stay)
    note("transitions.close_return", stay, by=by)
    return stay


def _was_short(way: WayOut) -> bool:
    return bool(set(way.kinds) & {OutFor.EMERGENCY_ROOM}) and not set(way.kinds) & set(
        INPATIENT
    )


def _question(way: WayOut, question: Question, facility: Facility) -> NewTask:
    resident = way.left.resident
    expected = way.last.expected_back
    where = " · ".join(t for t in (way.last.where, way.last.phone) if t)
    return NewTask(
        code="tasks.check",
        title=ASKS[question.ask],
        title_values={"name": resident.preferred or resident.given},
        instructions=where,
        resident_id=resident.pk,
        opens=question.at,
        due=question.at,
        late=question.at + PASSES_UP_AFTER,
        owner_role="shift-lead",
        cause=f"{queries.CAUSE}/{way.left.pk}",
        cause_code=str(question.ask),
        cause_text=N_("Expected back {time}") if expected else N_("Out since {time}"),
        cause_values={"time": moment_text(expected or way.left.effective, facility)},
        slot=str(question.ask),
        security_label=way.left.security_label,
    )


def _to_tell(
    scope: Scope, resident: Resident, row: Whereabouts, now: datetime
) -> list[NewTask]:
    name = resident.preferred or resident.given
    kept = row.out_for in KEPT_THERE
    family = residents.contacts_to_tell(scope, resident, TellEvent.HOSPITAL, now)
    found = [
        _tell(
            row,
            f"Contact/{one.contact.pk}",
            N_("Tell {who}: {name} is kept in hospital")
            if kept
            else N_("Tell {who}: {name} was sent to hospital"),
            {"who": str(one.contact), "name": name},
            opens=max(now, one.not_before),
            due=max(row.effective, one.not_before) + WITHIN["family"],
        )
        for one in family
    ]
    team = residents.care_team_of(scope, resident)
    found += [
        _tell(
            row,
            f"Practitioner/{one.practitioner_id}",
            N_("Tell {who}: {name} is kept in hospital")
            if kept
            else N_("Tell {who}: {name} was sent to hospital"),
            {"who": str(one.practitioner), "name": name},
            opens=now,
            due=row.effective + WITHIN["prescriber"],
            role="nurse",
        )
        for one in team
        if one.practitioner_id and one.role in PRESCRIBES
    ]
    if not row.way_out_id:
        found.append(
            _tell(
                row,
                "Role/nurse",
                N_("Tell the nurse on call: {name} was sent to hospital"),
                {"name": name},
                opens=now,
                due=row.effective + WITHIN["nurse"],
                priority=Priority.STAT,
            )
        )
    if kept:
        found.append(_place_held(row, name))
    return found


def _tell(
    row: Whereabouts,
    slot: str,
    title: str,
    values: Mapping[str, Any],
    *,
    opens: datetime,
    due: datetime,
    role: str = "shift-lead",
    priority: Priority | None = None,
) -> NewTask:
    due = max(due, opens)
    return NewTask(
        code="tasks.tell",
        title=title,
        title_values=values,
        resident_id=row.resident_id,
        opens=opens,
        due=due,
        owner_role=role,
        priority=priority,
        cause=f"{queries.CAUSE}/{row.pk}",
        cause_code=row.out_for,
        cause_text=OutFor.label_of(row.out_for),
        slot=slot,
        security_label=row.security_label,
    )


def _place_held(row: Whereabouts, name: str) -> NewTask:
    due = row.effective + PLACE_HELD_WITHIN
    return NewTask(
        code="tasks.free",
        title=N_("Write to the family of {name} how their place is held"),
        title_values={"name": name},
        resident_id=row.resident_id,
        opens=row.effective,
        due=due,
        owner_role="coordinator",
        cause=f"{queries.CAUSE}/{row.pk}",
        cause_code=row.out_for,
        cause_text=OutFor.label_of(row.out_for),
        slot="place-held",
        security_label=row.security_label,
    )
