"""The work that goes on by itself: jobs, what follows from facts, the sealing of the trail."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from hearth.kernel import clock

from . import Finding, House, Level, judged, look, well, wrong


OPERATIONS = "Operations, in the office, shows each one and tries it again."
SLOW_SEAL, LATE_SEAL = timedelta(minutes=1), timedelta(minutes=10)
LONG_WAIT = timedelta(minutes=5)
STARTING = timedelta(minutes=1)


def check_jobs(house: House) -> Iterator[Finding]:
    """Are jobs done, and did any give up?"""
    from hearth.platform.jobs import queries

    states = queries.queue_states()
    failed = sum(state.failed for state in states)
    if failed:
        yield look("jobs", f"{failed} gave up", OPERATIONS)
    if house.at_work:
        if not queries.workers_alive():
            yield _no_worker(house)
        oldest = [state for state in states if _waits(state.oldest) > LONG_WAIT]
        for state in oldest:
            minutes = int(_waits(state.oldest).total_seconds() // 60)
            yield look("jobs", f"{state.queue}: the oldest waits {minutes} minutes", OPERATIONS)
        dry = [s.name for s in queries.schedules() if s.dry and s.due_at > _since(house)]
        if dry:
            yield look("jobs", f"missed their time: {', '.join(dry)}", OPERATIONS)
    if not failed:
        waiting = sum(state.waiting for state in states)
        yield well("jobs", f"{waiting} due, none gave up")


def check_follow_ups(house: House) -> Iterator[Finding]:
    """Did every published fact reach whoever acts on it?"""
    rows = dict(house.ask("SELECT state, count(*) FROM outbox_delivery GROUP BY state"))
    failed = rows.get("failed", 0)
    level: Level = "look" if failed else "well"
    found = f"{failed} follow-ups gave up" if failed else "none gave up"
    yield judged("follow-ups", found, level, OPERATIONS)


def check_sealing(house: House) -> Iterator[Finding]:
    """Is the audit trail sealed a few seconds behind those who write?"""
    from hearth.config.metrics import sealing_states, unsealed_for

    states = sealing_states()
    behind = max(unsealed_for(state) for state in states)
    waiting = sum(state.waiting for state in states)
    if house.at_work and behind > SLOW_SEAL:
        level: Level = "wrong" if behind > LATE_SEAL else "look"
        found = f"{waiting} rows are unsealed, the oldest for {int(behind.total_seconds())} s"
        yield judged("audit", found, level, "Is the `loops` process at work? The log says.")
    else:
        seals = sum(state.seals for state in states)
        yield well("audit", f"{seals} seals over {len(states)} chains, {waiting} rows waiting")
    yield from _anchors(house)


def _anchors(house: House) -> Iterator[Finding]:
    """A chain cut short is only noticed by a note of its head kept elsewhere."""
    import os

    if "HEARTH_ANCHOR_DIR" not in os.environ and not house.env.demo:
        yield look(
            "audit",
            "the heads of the chains are written down on this disk only",
            "Set HEARTH_ANCHOR_DIR to a folder on another disk or machine.",
        )


def _waits(oldest: datetime | None) -> timedelta:
    return clock.now() - oldest if oldest else timedelta(0)


def _no_worker(house: House) -> Finding:
    if clock.now() - _since(house) < STARTING:
        return look("jobs", "the worker is only starting", "Ask again in a minute.")
    return wrong("jobs", "no worker is at work", "Restart the house; the log says why.")


def _since(house: House) -> datetime:
    said = house.said.get("since")
    return datetime.fromisoformat(str(said)) if said else clock.now()


CHECKS = [check_jobs, check_follow_ups, check_sealing]
