"""Jobs and reactions that tests run in a real worker; each leaves one audit line a run."""

import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from uuid import UUID, uuid5

from django.db import transaction

from hearth.platform.audit.actions import note
from hearth.platform.jobs.registry import job
from hearth.platform.outbox.actions import publish
from hearth.platform.outbox.events import Event, on
from hearth.platform.scope.scope import Scope


NAMESPACE = UUID(int=7)


class Robot:
    pk = uuid5(NAMESPACE, "robot")
    kind = "process"


def folder() -> Path | None:
    """Where a test says how far a job has come, and is told when to go on."""
    return Path(os.environ["SAMPLE_FOLDER"]) if "SAMPLE_FOLDER" in os.environ else None


def hold(name: str) -> None:
    """Say that this point is reached, and wait there; a test kills the process meanwhile.

    Only the first to come waits: what is taken up again runs through.
    """
    place = folder()
    if place is None:
        return
    try:
        (place / name).touch(exist_ok=False)
    except FileExistsError:
        return
    threading.Event().wait(60)


@dataclass(frozen=True, kw_only=True)
class BellRung(Event):
    live: ClassVar[tuple[str, ...]] = ("bells",)
    bell_id: UUID
    echo: bool = False
    hold: str = ""


@on(BellRung)
def answer_bell(event: BellRung) -> None:
    note("sample.answer", None, by=Robot, detail={"bell": str(event.bell_id)})
    if event.hold == "before-commit":
        hold("before-commit")
    if event.hold == "after-commit":
        transaction.on_commit(lambda: hold("after-commit"))
    if event.echo:
        publish(BellRung(facility_id=event.facility_id, bell_id=uuid5(event.bell_id, "echo")))


@on(BellRung)
def count_bell(event: BellRung) -> None:
    if os.environ.get("SAMPLE_BROKEN"):
        raise LookupError("Mrs Jones's bell is broken")
    note("sample.count", None, by=Robot, detail={"bell": str(event.bell_id)})


@job(queue="slow", waits=(0, 0))
def polish(*, scope: Scope, facility_id: UUID, bell_id: UUID) -> None:
    """Work in the community's own scope."""
    if scope.facility_id != facility_id or not isinstance(bell_id, UUID):
        raise TypeError("arguments were not read back")
    note("sample.polish", None, by=Robot, detail={"bell": str(bell_id)})


@job(waits=(0,))
def kill_the_worker(*, facility_id: UUID) -> None:
    """A job that takes its worker with it, whoever runs it."""
    os.kill(os.getpid(), 9)
