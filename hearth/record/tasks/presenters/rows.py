"""One line of a list, with what its reader may do about it, on any page that shows tasks."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils import dateformat
from django.utils.translation import gettext as _

from hearth.platform.content.terms import spoken
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.links import address
from hearth.platform.ui.wording import clock_text, long_text
from hearth.record.residents.codes import (
    CareWarning,
    FlagCode,
    OutFor,
    Precaution,
    Transfer,
)
from hearth.record.residents.rules import Warning, WarningMark, care_warnings  # noqa: A004
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks import codes, permissions, rules
from hearth.record.tasks.codes import (
    CancelReason,
    Lateness,
    Outcome,
    OutcomeReason,
    SnoozeReason,
    TaskStatus,
    Urgency,
)
from hearth.record.tasks.queries import Caution


FLOOR = "floor"
"""How a row that was changed is to come back: as the aide's list shows it."""


def task_title(task: Any) -> str:
    """What is to be done, in the reader's language."""
    text = _(task.title)
    return text.format(**spoken(task.title_values)) if task.title_values else text


def who(resident: Any, place: str, facility: Facility, *, link: bool = True) -> parts.Who:
    """One resident in a list: place, name, what they like to be called."""
    return parts.Who(
        name=f"{resident.given} {resident.family}".strip(),
        place=place,
        preferred=resident.preferred,
        url=address("desk:resident", facility.slug, resident.pk) if link else "",
    )


Runs = Mapping[UUID, Any]
"""In which run each resident is and who has it: ``residents.queries.Whose`` by resident."""


def owner_text(task: Any, runs: Runs | None = None) -> str:
    """Who has it: a person; whoever holds the resident's run; else the role that owns it."""
    if task.owner_staff_id:
        return str(task.owner_staff)
    if task.owner_actor_id:
        return str(task.owner_actor)
    return _of_run(task, runs or {}) or _(DutyRole.label_of(task.owner_role))


def _of_run(task: Any, runs: Runs) -> str:
    """ "Ana Diaz · 2 East": the run or the cart of the resident, for what the floor does."""
    whose = runs.get(task.resident_id) if task.resident_id else None
    if whose is None or task.owner_role not in rules.FLOOR_OWNERS:
        return ""
    is_cart = task.owner_role == DutyRole.MED_TECH
    name = whose.cart_name if is_cart else whose.run_name
    people = whose.cart_members if is_cart else whose.members
    if not name:
        return ""
    who_has = ", ".join(str(one) for one in people) or _("nobody")
    return f"{who_has} · {name}"


def state_of(task: Any, now: datetime) -> Lateness:
    """How a task stands against the clock."""
    window = rules.Window(opens=task.opens, due=task.due, late=task.late)
    return rules.lateness(
        TaskStatus(task.status), window, now=now, snoozed_until=task.snoozed_until
    )


def when_text(task: Any, state: Lateness, now: datetime, facility: Facility) -> str:
    """The short word in the first column: "late 40 min", "due 9:00 am", "Tue 9:00 am"."""
    if state is Lateness.CLOSED:
        at = task.effective or task.cancelled_at or task.changed
        return clock_text(at, facility)
    if state is Lateness.SNOOZED:
        return _("from {time}").format(time=_short_moment(task.snoozed_until, facility))
    if state is Lateness.LATE:
        return _("late {time}").format(time=_one_unit(now - task.due))
    if task.due.astimezone(facility.zone).date() == facility.today():
        return _("due {time}").format(time=clock_text(task.due, facility))
    return _short_moment(task.due, facility, with_time=True)


def _short_moment(instant: datetime, facility: Facility, *, with_time: bool = False) -> str:
    """ "9:00 am" today, "Tue" or "Tue 9:00 am" this week, else "24-Nov"."""
    local, time = instant.astimezone(facility.zone), clock_text(instant, facility)
    apart = (local.date() - facility.today()).days
    if apart == 0:
        return time
    if not 0 < apart < 7:
        return dateformat.format(local, "j-M")
    day = dateformat.format(local, "D")
    return f"{day} {time}" if with_time else day


def _one_unit(span: timedelta) -> str:
    """ "40 min", "13 h", "3 days": how long, as short as it stays true."""
    hours = int(span.total_seconds()) // 3600
    if hours < 2:
        return _("{n} min").format(n=int(span.total_seconds()) // 60)
    return _("{h} h").format(h=hours) if hours < 48 else long_text(span)


def outcome_text(task: Any) -> str:
    """What became of a closed task, with its reason."""
    if task.status == TaskStatus.ENTERED_IN_ERROR:
        return _("Entered in error")
    if not task.outcome:
        said = _("No longer needed")
        why = _(CancelReason.label_of(task.cancel_reason)) if task.cancel_reason else ""
    else:
        said = _(Outcome.label_of(task.outcome))
        known = task.outcome_reason and task.outcome_reason != OutcomeReason.OTHER
        why = _(OutcomeReason.label_of(task.outcome_reason)) if known else task.outcome_text
        if tries := task.outcome_values.get("tries"):
            said, why = _("Not reached after {n} tries").format(n=tries), ""
    return f"{said}: {why}" if why else said


def note_text(task: Any, state: Lateness) -> str:
    """The outcome, the reason of a snooze, or to whom it passed up."""
    if state is Lateness.CLOSED:
        return outcome_text(task)
    if state is Lateness.SNOOZED:
        return _(SnoozeReason.label_of(task.snooze_reason))
    if task.escalated_level and task.ladder:
        return _("passed up from {role}").format(role=_(DutyRole.label_of(task.ladder[0])))
    return ""


_SHOWN = {
    Lateness.LATE: "late",
    Lateness.SNOOZED: "snoozed",
    Lateness.CLOSED: "done",
}


def task_row(
    task: Any,
    *,
    scope: Scope,
    facility: Facility,
    now: datetime,
    where: Mapping[UUID, str],
    why: str = "",
    back: str = "",
    runs: Runs | None = None,
) -> parts.TaskRow:
    """One line of the worklist or of Today, with what this reader may do about it.

    ``where`` says which place each resident holds, ``runs`` in whose run they are. ``why`` stands in place of the urgency's own
    words. ``back`` is where a browser without a script goes after pressing a button.
    """
    state = state_of(task, now)
    shown = _SHOWN.get(state, "claimed" if _is_taken(task) else "due")
    recent = now - task.late <= rules.LAPSES_AFTER
    emergency = task.urgency == Urgency.SAFETY and state is Lateness.LATE and recent
    return parts.TaskRow(
        pk=task.pk,
        what=task_title(task),
        when=when_text(task, state, now, facility),
        who=_who(task, where, facility),
        why=why or _(Urgency.label_of(task.urgency)),
        state=shown,
        level=parts.EMERGENCY if emergency else "",
        due=task.due,
        owner=owner_text(task, runs) if state is not Lateness.CLOSED else _by(task),
        note=note_text(task, state),
        url=address("tasks:task", facility.slug, task.pk),
        actions=_actions(task, state, scope, facility, back),
        menus=_menus(task, state, scope, facility),
    )


def floor_row(
    task: Any,
    *,
    scope: Scope,
    facility: Facility,
    now: datetime,
    where: Mapping[UUID, str],
    cautions: Mapping[UUID, Caution],
    back: str = "",
    named: bool = True,
    runs: Runs | None = None,
) -> parts.TaskRow:
    """One line of the aide's list: done in one tap, not done in two. ``runs`` names whose it is.

    What to mind about the resident stands on the row; ``named`` is off under the resident's own
    heading.
    """
    state = state_of(task, now)
    mind = ""
    if named and task.resident_id and state is not Lateness.CLOSED:
        caution = cautions.get(task.resident_id, Caution())
        mind = caution_text(caution, facility, task.resident)
    return parts.TaskRow(
        pk=task.pk,
        what=task_title(task),
        when=when_text(task, state, now, facility),
        who=_who(task, where, facility, link=False) if named else None,
        why=mind,
        state=_SHOWN.get(state, "claimed" if _is_taken(task) else "due"),
        due=task.due,
        owner=_by(task)
        if state is Lateness.CLOSED
        else owner_text(task, runs)
        if runs is not None or _is_taken(task)
        else "",
        note=note_text(task, state),
        url=address("tasks:task", facility.slug, task.pk),
        actions=_floor_actions(task, state, scope, facility, back),
    )


MINDED = (CareWarning.SWALLOWING, CareWarning.INTERPRETER)
"""Warnings that stand on no risk, and are on the aide's list all the same."""


def _of_body(resident: Any) -> tuple[Warning, ...]:
    """What is to be minded of how somebody eats and speaks, read off their own row."""
    return care_warnings(
        WarningMark(
            food_texture=resident.food_texture,
            fluid_thickness=resident.fluid_thickness,
            needs_interpreter=resident.needs_interpreter,
        )
    )


def caution_text(caution: Caution, facility: Facility, resident: Any = None) -> str:
    """What to mind about a resident: where they are, what could harm them, how they are moved."""
    said = [
        _(Precaution.label_of(caution.precaution))
        if code == FlagCode.INFECTION and caution.precaution
        else _(FlagCode.label_of(code))
        for code in caution.flags
    ]
    if resident is not None and resident.transfer not in {"", Transfer.INDEPENDENT}:
        said.append(_(Transfer.label_of(resident.transfer)))
    if resident is not None:
        said += [_(one.label) for one in _of_body(resident) if one.code in MINDED]
    if caution.out_code:
        out = _(OutFor.label_of(caution.out_for)) if caution.out_for else _("Out")
        if caution.out_code == "unaccounted":
            out = _("Not accounted for")
        if caution.expected_back:
            back = clock_text(caution.expected_back, facility)
            out = _("{out}, back {time}").format(out=out, time=back)
        said.insert(0, out)
    return " · ".join(said)


def quick_toast(
    text: str,
    task: Any,
    facility: Facility,
    *,
    undo: bool = False,
    kind: str = "",
    back: str = "",
) -> parts.Toast:
    """A short word after a button was pressed; with ``undo`` it can be taken back there."""
    if not undo:
        return parts.Toast(text=text)
    taken_back = parts.Action(
        label=_("Undo"),
        url=address("tasks:undo_task", facility.slug, task.pk),
        method="post",
        target=f"#task-{task.pk}",
        fields=_fields(back, kind),
    )
    return parts.Toast(text=text, undo=taken_back)


# What may be pressed


def _actions(
    task: Any, state: Lateness, scope: Scope, facility: Facility, back: str
) -> tuple[parts.Action, ...]:
    if state is Lateness.CLOSED:
        return ()
    found = [_do(task, scope, facility, back, style="plain")]
    if not _is_taken(task):
        found.append(_press(task, scope, facility, "claim_task", _("I take it"), back))
    return tuple(one for one in found if one)


def _menus(
    task: Any, state: Lateness, scope: Scope, facility: Facility
) -> tuple[parts.Menu, ...]:
    if state is Lateness.CLOSED:
        return ()
    wanted = (
        ("hand_task", _("Hand to"), ""),
        ("snooze_task", _("Put off"), ""),
        ("complete_task", _("Not done"), "?outcome=not-done"),
        ("cancel_task", _("No longer needed"), ""),
    )
    found = [_open(task, scope, facility, *one) for one in wanted]
    actions = tuple(one for one in found if one)
    if not actions:
        return ()
    return (parts.Menu(label=_("More"), actions=actions, about=task_title(task)),)


def _floor_actions(
    task: Any, state: Lateness, scope: Scope, facility: Facility, back: str
) -> tuple[parts.Action, ...]:
    if state is Lateness.CLOSED:
        undo = _press(task, scope, facility, "undo_task", _("Undo"), back, kind=FLOOR)
        return (undo,) if undo and task.recorder_id == scope.actor_id else ()
    done = _do(task, scope, facility, back, style="primary", kind=FLOOR)
    url = address("tasks:complete_task", facility.slug, task.pk)
    not_done = parts.Action(
        label=_("Not done"),
        url=f"{url}?{urlencode({'outcome': 'not-done', 'as': FLOOR, 'next': back})}",
        style="plain",
        about=task_title(task),
    )
    return (done, not_done) if done else ()


def _do(
    task: Any,
    scope: Scope,
    facility: Facility,
    back: str,
    *,
    style: str,
    kind: str = "",
) -> parts.Action | None:
    """The one thing to press: Done is a tick at once, Do it the page of a kind that asks for more."""
    if not scope.may(permissions.COMPLETE_TASK):
        return None
    page = codes.kind_of(task.code).url_name
    url = address(page, facility.slug, task.pk) if page else ""
    if url:
        url += f"?{urlencode({'next': back})}" if back else ""
        return parts.Action(label=_("Do it"), url=url, style=style, about=task_title(task))
    return parts.Action(
        label=_("Done"),
        url=address("tasks:complete_task", facility.slug, task.pk),
        method="post",
        style=style,
        target=f"#task-{task.pk}",
        fields=_fields(back, kind, ("outcome", Outcome.DONE.value)),
        about=task_title(task),
        offline=parts.OfflineWrite(
            "tasks.complete_task", about=(("task", str(task.pk)),), what=_("Done")
        ),
    )


def _press(
    task: Any,
    scope: Scope,
    facility: Facility,
    verb: str,
    label: str,
    back: str,
    *,
    kind: str = "",
) -> parts.Action | None:
    """A verb that needs no form."""
    url = address(f"tasks:{verb}", facility.slug, task.pk)
    if not url or not scope.may(f"tasks.{verb}"):
        return None
    return parts.Action(
        label=label,
        url=url,
        method="post",
        target=f"#task-{task.pk}",
        fields=_fields(back, kind),
        about=task_title(task),
        offline=parts.OfflineWrite(
            f"tasks.{verb}", about=(("task", str(task.pk)),), what=label
        ),
    )


def _open(
    task: Any, scope: Scope, facility: Facility, verb: str, label: str, query: str
) -> parts.Action | None:
    """A verb that asks something first: its form stands in the row, or on a page of its own."""
    url = address(f"tasks:{verb}", facility.slug, task.pk)
    if not url or not scope.may(f"tasks.{verb}"):
        return None
    return parts.Action(label=label, url=url + query, target=f"#task-{task.pk}")


def _fields(back: str, kind: str, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    kept = (("next", back), ("as", kind))
    return (*more, *((name, value) for name, value in kept if value))


def _who(
    task: Any, where: Mapping[UUID, str], facility: Facility, *, link: bool = True
) -> parts.Who | None:
    if task.resident_id is None:
        return None
    return who(task.resident, where.get(task.resident_id, ""), facility, link=link)


def _by(task: Any) -> str:
    """Who did it; nobody is named for what a process closed."""
    return str(task.performer) if task.performer_id else task.performer_text


def _is_taken(task: Any) -> bool:
    return bool(task.owner_staff_id or task.owner_actor_id)
