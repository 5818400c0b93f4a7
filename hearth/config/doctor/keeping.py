"""The backup: is there one, is it young, was it tried, and would it survive this machine?"""

from collections.abc import Iterator
from datetime import timedelta

from hearth.config.backups import making
from hearth.config.backups.drill import is_genuine
from hearth.config.backups.keeping import age, last_drill, last_made
from hearth.config.backups.store import is_store
from hearth.kernel import clock
from hearth.kernel.keyring import keyring

from . import Finding, House, Level, judged, look, well, wrong


DAY = timedelta(days=1)


def check_backup(house: House) -> Iterator[Finding]:
    """The newest base copy, and whether the changes after it are received."""
    env = house.env
    place = making.default_place(env)
    made = last_made(env)
    if not is_store(place) or made is None:
        level: Level = "well" if env.demo else "wrong"
        do = "`hearth keys phrase`, then `hearth run` keeps one (or `hearth backup`)."
        yield judged("backup", f"there is none in {place}", level, do)
        return
    old = clock.now() - made
    level = "wrong" if old > 7 * DAY else "look" if old > 2 * DAY else "well"
    hours = int(old.total_seconds() // 3600)
    if env.demo:
        level = "well"
    yield judged(
        "backup", f"the newest was begun {hours} h ago, in {place}", level, "`hearth backup`"
    )
    helpers = house.said.get("helpers") or {}
    if house.at_work and "backup" in helpers:  # type: ignore[operator]
        yield from _received(house)
    if place.stat().st_dev == env.folder.stat().st_dev and not env.demo:
        yield look(
            "backup",
            "it lies on the same disk as the house",
            "Set HEARTH_BACKUP (or HEARTH_MIRROR, to lose no write at all) to another disk.",
        )


def _received(house: House) -> Iterator[Finding]:
    rows = house.ask(
        "SELECT active, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)"
        " FROM pg_replication_slots WHERE slot_name = 'hearth_backup'"
    )
    if not rows or not rows[0][0]:
        yield wrong(
            "backup",
            "changes are not received just now",
            "Is the backup's disk there and writable? The log says more.",
        )
    else:
        yield well(
            "backup", f"every change is received ({int(rows[0][1] or 0) >> 10:,} kB behind)"
        )


def check_drill(house: House) -> Iterator[Finding]:
    """The last time the backup was really brought back, and what was found."""
    record = last_drill(house.env)
    if record is None:
        level: Level = "well" if house.env.demo else "look"
        yield judged("drill", "no backup was ever tried", level, "`hearth backup --drill`")
        return
    if not is_genuine(record, keyring()):
        yield wrong("drill", "its record was changed", "`hearth backup --drill`")
        return
    days = age(record["made"]).days
    if not record["passed"]:
        failed = "; ".join(c["found"] for c in record["checks"] if not c["passed"])
        yield wrong("drill", f"the last one failed: {failed}", "Make a new backup, try again.")
        return
    level = "look" if days > 14 and not house.env.demo else "well"
    yield judged("drill", f"the last one, {days} days ago, brought all back", level, "`hearth backup --drill`")  # fmt: skip


CHECKS = [check_backup, check_drill]
