"""How the machinery stands, in words a person who is not a programmer can act on."""

import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.kernel import clock
from hearth.kernel.words import N_
from hearth.platform.audit.queries import SealingState
from hearth.platform.identity.models import Device
from hearth.platform.identity.requests import Request
from hearth.platform.identity.words import verb_words
from hearth.platform.jobs.queries import FailedJob, QueueState, Schedule
from hearth.platform.replay.codes import EntryState
from hearth.platform.ui.parts import (
    DONE,
    ROUTINE,
    TECHNICAL,
    URGENT,
    Action,
    Cell,
    Chip,
    Column,
    Fact,
    Facts,
    Line,
    State,
    Table,
)
from hearth.surfaces.office.permissions import (
    DROP_DELIVERY,
    RETRY_DELIVERY,
    RETRY_JOB,
    SETTLE_ENTRY,
)

from .frame import link


SLOW = timedelta(minutes=5)  # a job that waits longer than this is said to wait
DRILL_TOO_OLD = timedelta(days=10)  # drills are weekly
JOBS = {
    "files.sweep_uploads": N_("Remove uploads left lying"),
    "interop.carry_out": N_("Carry an import out"),
    "interop.try_file": N_("Look through a file"),
    "jobs.add_months": N_("Make room for the months ahead"),
    "jobs.prune_failures": N_("Clear old failures away"),
    "hearth.platform.outbox.deliver": N_("Let follow what should follow"),
    "notes.forget": N_("Clear old drafts away"),
    "notify.deliver_notice": N_("Deliver a notice"),
    "notify.prune_notices": N_("Clear old notices away"),
    "outbox.prune_events": N_("Clear old events away"),
    "outbox.send_lost_deliveries": N_("Send again what was lost"),
    "residents.end_run_out": N_("End what has run out"),
    "residents.tell_expiring_authorities": N_("Tell of authorities that run out"),
    "tasks.make_tasks_ahead": N_("Lay tasks out ahead"),
    "tasks.pass_up_late_tasks": N_("Pass late tasks up"),
    "tasks.wake_tasks": N_("Bring back what was put off"),
}


@dataclass(frozen=True, slots=True)
class Safety:
    """When the house was last copied away, and whether a copy was last tried out."""

    drill_made: datetime | None = None
    drill_passed: bool = False
    backup: str = ""
    backup_made: datetime | None = None

    @property
    def chip(self) -> Chip:
        """The word for it."""
        if self.drill_made is None:
            return Chip(_("Never tried"), TECHNICAL)
        if not self.drill_passed:
            return Chip(_("The last trial failed"), URGENT)
        if clock.now() - self.drill_made > DRILL_TOO_OLD:
            return Chip(_("Tried too long ago"), TECHNICAL)
        return Chip(_("Tried, and it opens"), DONE)


def safety(folder: Path) -> Safety:
    """What the newest restore drill wrote down, and the newest base copy beside it."""
    made, name = _newest_backup(folder)
    try:
        newest = max((folder / "drills").glob("*.json"))
        record: dict[str, Any] = json.loads(newest.read_text())
        return Safety(
            drill_made=datetime.fromisoformat(record["made"]),
            drill_passed=bool(record["passed"]),
            backup=name or str(record.get("backup", "")),
            backup_made=made,
        )
    except (OSError, ValueError, KeyError):
        return Safety(backup=name, backup_made=made)


def _newest_backup(folder: Path) -> tuple[datetime | None, str]:
    """When the newest finished base copy was written, and what it is called."""
    named = os.environ.get("HEARTH_MIRROR") or os.environ.get("HEARTH_BACKUP")
    store = Path(named) if named else folder.with_name(f"{folder.name}-backups")
    try:
        newest = max(store.glob("sets/*/manifest.json"))
        return datetime.fromtimestamp(
            newest.stat().st_mtime, tz=clock.now().tzinfo
        ), newest.parent.name
    except (OSError, ValueError):
        return None, ""


def sections(*tables: Table) -> dict[str, list]:
    """The tables that hold something, and in one line each what the empty ones mean."""
    return {
        "tables": [table for table in tables if table.rows],
        "quiet": [table.empty.title for table in tables if not table.rows and table.empty],
    }


def state_sentence(problems: int) -> str:
    """The sentence the reader came for."""
    if not problems:
        return _("Everything runs; nothing waits for you")
    return ngettext("{n} thing needs you", "{n} things need you", problems).format(n=problems)


def queues_table(states: list[QueueState]) -> Table:
    """Each queue: what waits, what is in hand, what failed."""
    return Table(
        caption=_("Queues"),
        columns=(
            Column(_("Queue")),
            Column(_("Waiting"), align="end"),
            Column(_("Oldest waiting")),
            Column(_("In hand"), align="end", minor=True),
            Column(_("Later"), align="end", minor=True),
            Column(_("Failed"), align="end"),
        ),
        rows=tuple(
            Line(
                (
                    Cell(s.queue, head=True),
                    Cell(s.waiting),
                    Cell(at=s.oldest) if s.oldest else Cell(_("Nothing waits")),
                    Cell(s.in_hand),
                    Cell(s.later),
                    Cell(s.failed),
                )
            )
            for s in states
        ),
        empty=State("done", _("No queue holds anything")),
    )


def failed_jobs_table(request: Request, jobs: list[FailedJob]) -> Table:
    """Jobs that are tried no more until somebody says so."""
    return Table(
        caption=_("Jobs that failed"),
        columns=(
            Column(_("Job")),
            Column(_("Failed")),
            Column(_("Error")),
            Column(_("Tries"), align="end", minor=True),
            Column(_("Actions"), hidden_label=True, align="end"),
        ),
        rows=tuple(
            Line(
                id=f"job-{j.id}",
                cells=(
                    Cell(_task_words(j.task), note=j.queue, head=True),
                    Cell(at=j.failed_at) if j.failed_at else Cell(_("Not known")),
                    Cell(j.error or _("Not known"), note=j.code),
                    Cell(j.attempts),
                    Cell(
                        actions=link(
                            request,
                            _("Try again"),
                            "office:retry_job",
                            RETRY_JOB,
                            j.id,
                            method="post",
                            style="plain",
                            about=_task_words(j.task),
                        )
                    ),
                ),
            )
            for j in jobs
        ),
        empty=State("done", _("No job has failed")),
    )


def _task_words(task: str) -> str:
    """What a job does; one nobody has worded says its own name."""
    task = task.partition("@")[0]
    return _(JOBS[task]) if task in JOBS else task.rpartition(".")[2].replace("_", " ")


def deliveries_table(request: Request, rows: list[Any]) -> Table:
    """Reactions to events that did not run, each with its way out."""

    def actions(pk: Any) -> tuple[Action, ...]:
        return (
            *link(
                request,
                _("Try again"),
                "office:retry_delivery",
                RETRY_DELIVERY,
                pk,
                method="post",
                style="plain",
            ),
            *link(
                request, _("Give up"), "office:drop_delivery", DROP_DELIVERY, pk, method="post"
            ),
        )

    return Table(
        caption=_("Follow-ups that failed"),
        columns=(
            Column(_("What should follow")),
            Column(_("After")),
            Column(_("Since")),
            Column(_("Actions"), hidden_label=True, align="end"),
        ),
        rows=tuple(
            Line(
                id=f"delivery-{d.pk}",
                cells=(
                    Cell(_task_words(d.reaction), head=True),
                    Cell(d.event.name if hasattr(d.event, "name") else str(d.event)),
                    Cell(at=d.published_at),
                    Cell(actions=actions(d.pk)),
                ),
            )
            for d in rows
        ),
        empty=State("done", _("Everything that should follow has followed")),
    )


def kept_writes_table(
    request: Request, entries: list[Any], conflicts: list[Any], labels: dict
) -> Table:
    """What tablets sent that was not carried out: kept as sent, until somebody decides."""

    def settle(name: str, pk: Any) -> tuple[Action, ...]:
        return link(request, _("Look and decide"), name, SETTLE_ENTRY, pk, style="plain")

    lines = [
        Line(
            id=f"entry-{e.pk}",
            cells=(
                Cell(verb_words(e.verb), head=True),
                Cell(labels.get(e.actor_id, _("Somebody unknown"))),
                Cell(at=e.received_at),
                Cell(chip=Chip(_(EntryState.label_of(e.state)), ROUTINE)),
                Cell(actions=settle("office:settle_entry", e.pk)),
            ),
        )
        for e in entries
    ] + [
        Line(
            id=f"conflict-{c.pk}",
            cells=(
                Cell(verb_words(c.verb), head=True),
                Cell(labels.get(c.actor_id, _("Somebody unknown"))),
                Cell(at=c.received_at),
                Cell(chip=Chip(_("Sent twice, with other content"), URGENT)),
                Cell(actions=settle("office:settle_conflict", c.pk)),
            ),
        )
        for c in conflicts
    ]
    return Table(
        caption=_("Sent by tablets, not carried out"),
        columns=(
            Column(_("What")),
            Column(_("Written by")),
            Column(_("Received")),
            Column(_("Why it waits")),
            Column(_("Actions"), hidden_label=True, align="end"),
        ),
        rows=tuple(lines),
        empty=State("done", _("Everything the tablets sent is written")),
    )


def devices_lines(devices: list[Device]) -> Table:
    """Devices that say they hold writes not sent yet."""
    return Table(
        caption=_("Tablets with notes not sent yet"),
        columns=(
            Column(_("Tablet")),
            Column(_("Not sent"), align="end"),
            Column(_("Since")),
            Column(_("Last heard of")),
        ),
        rows=tuple(
            Line(
                (
                    Cell(d.name, note=d.where, head=True),
                    Cell(d.waiting),
                    Cell(at=d.waiting_since) if d.waiting_since else Cell(_("Not known")),
                    Cell(at=d.seen_at) if d.seen_at else Cell(_("Not yet")),
                )
            )
            for d in devices
        ),
        empty=State("done", _("Every tablet has sent everything")),
    )


def schedules_table(schedules: list[Schedule]) -> Table:
    """Jobs that the clock starts and that missed their time."""
    return Table(
        caption=_("Jobs by the clock that missed their time"),
        columns=(Column(_("Job")), Column(_("Last run")), Column(_("Was due"))),
        rows=tuple(
            Line(
                (
                    Cell(_task_words(s.name), head=True),
                    Cell(at=s.run.started_at)
                    if s.run and s.run.started_at
                    else Cell(_("Not yet")),
                    Cell(at=s.due_at),
                )
            )
            for s in schedules
            if s.dry
        ),
        empty=State("done", _("Every job by the clock ran on time")),
    )


def house_facts(found: Safety, sealing: SealingState, workers: int) -> Facts:
    """The house at a glance: workers, backup, trial, and how far the trail is sealed."""
    behind = int(sealing.behind.total_seconds())
    late = behind > 60
    return Facts(
        (
            Fact(
                _("Workers"),
                ngettext("{n} at work", "{n} at work", workers).format(n=workers)
                if workers
                else _("None is at work"),
                level="" if workers else URGENT,
            ),
            Fact(
                _("Last base copy"),
                found.backup_made.astimezone().strftime("%d-%b-%Y %H:%M UTC")
                if found.backup_made
                else "",
                note=found.backup,
            ),
            Fact(
                _("Restore trial"),
                found.chip.text,
                level=found.chip.level if found.chip.level != DONE else "",
                note=f"{found.drill_made:%d-%b-%Y}" if found.drill_made else "",
            ),
            Fact(
                _("Audit trail"),
                _("Sealed up to now")
                if not late
                else _("{n} min behind").format(n=behind // 60),
                level=TECHNICAL if late else "",
                note=ngettext(
                    "{n} line not sealed yet", "{n} lines not sealed yet", sealing.waiting
                ).format(n=sealing.waiting)
                if sealing.waiting
                else "",
            ),
        )
    )


def folder() -> Path:
    """The house's own folder."""
    return Path(settings.HEARTH_DATA)


def back_url(request: Request) -> str:
    """The operations page of this community."""
    return reverse("office:view_operations", args=[request.facility.slug])
