"""The machine under the house: settings, folder, secrets, disk, clock, certificate, processes."""

import ctypes
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from cryptography import x509

from hearth.config.backups import recovery
from hearth.config.embedded import cluster
from hearth.config.environment import Environment
from hearth.kernel import clock
from hearth.kernel.keyring import KeyringError, keyring

from . import Finding, House, Level, judged, look, well, wrong


GIGABYTE = 1 << 30
# Source: adjtimex(2): TIME_ERROR, the clock is not synchronised.
TIME_ERROR = 5
TIMEX_BYTES = 208
PRIVATE_FOLDERS = ("secrets", "keys", "tls", "files", "run", "log", "anchors", "drills")


def check_settings(house: House) -> Iterator[Finding]:
    """What the house was told, where it is told wrongly or dangerously."""
    env = house.env
    where = "its own PostgreSQL" if env.embedded else "the server of DATABASE_URL"
    yield well(
        "settings", f"{env.mode} mode, {env.origin}, database {env.database_name} on {where}"
    )
    if env.demo and not env.loopback:
        yield look(
            "settings",
            "a demonstration, whose sign-ins anybody can guess, answers to the network",
            "Set HOST=127.0.0.1, or HEARTH_DEMO_PASSWORD to a password nobody guesses.",
        )
    if env.behind_proxy and not env.loopback:
        yield look(
            "settings",
            f"HEARTH_PROXY=1, and {env.host} is reached without the proxy too",
            "Set HOST=127.0.0.1 so that only the proxy says who asks.",
        )
    if os.environ.get("HEARTH_LEAVE_OUT"):
        yield wrong("settings", "parts are left out", "Unset HEARTH_LEAVE_OUT.")
    if os.getuid() == 0 and env.embedded:
        yield from _account(env)


def _account(env: Environment) -> Iterator[Finding]:
    """As root the database becomes another user; best one of its own."""
    import pwd

    data = cluster(env).data
    if not data.exists():
        return
    try:
        owner = pwd.getpwuid(data.stat().st_uid).pw_name
    except KeyError:
        owner = str(data.stat().st_uid)
    do = "`adduser --system hearth`, stop the house, `chown -R hearth` that folder, start it."
    shared = owner in {"nobody", "postgres"}
    level: Level = "look" if shared and not env.demo else "well"
    yield judged("settings", f"the database runs as {owner}, in {data}", level, do)


def check_secrets(house: House) -> Iterator[Finding]:
    """Who on this machine can read the house's secrets, and whether its keys are there."""
    env = house.env
    open_ones = sorted(_too_open(env.folder))
    if open_ones:
        names = ", ".join(open_ones[:5]) + (" …" if len(open_ones) > 5 else "")
        do = f"In {env.folder}: chmod -R go-rwx {' '.join(sorted({n.split('/')[0] for n in open_ones}))}"
        yield wrong("secrets", f"others on this machine can read {names}", do)
    else:
        yield well("secrets", "only the house's own user can read them")
    if env.folder.stat().st_mode & 0o022:
        yield wrong(
            "secrets",
            f"others may write into {env.folder}",
            f"chmod go-w {env.folder}",
        )
    try:
        yield well("secrets", f"the keyring opens ({len(keyring().keys)} keys)")
    except KeyringError as error:
        yield wrong("secrets", str(error), "Bring it back from the backup: `hearth restore`.")
    if recovery.public_key(env.folder) is None:
        level: Level = "well" if env.demo else "wrong"
        do = "`hearth keys phrase`, and lock the words away in another building."
        yield judged("secrets", "no recovery phrase was made", level, do)


def _too_open(folder: Path) -> Iterator[str]:
    """Files that others can read, in folders that others can enter."""
    for name in PRIVATE_FOLDERS:
        place = folder / name
        if not place.is_dir() or place.is_symlink():
            continue
        if place.stat().st_mode & 0o077 == 0:
            continue
        yield name
        for path in place.rglob("*"):
            if not path.is_symlink() and path.is_file() and path.stat().st_mode & 0o077:
                yield path.relative_to(folder).as_posix()


def check_disk(house: House) -> Iterator[Finding]:
    """Room for tomorrow, and whether it can be written at all."""
    env = house.env
    places = {env.folder: "the house's folder"}
    if env.embedded and cluster(env).home.exists():
        places[cluster(env).home] = "the database's folder"
    for place, name in places.items():
        usage = shutil.disk_usage(place)
        share = usage.free / usage.total
        level: Level = "well"
        if usage.free < GIGABYTE:
            level = "wrong"
        elif share < 0.1 and usage.free < 20 * GIGABYTE:
            level = "look"
        found = f"{usage.free / GIGABYTE:,.1f} GB ({share:.0%}) free for {name}"
        yield judged("disk", found, level, f"Give space free on the disk of {place}.")
        files = os.statvfs(place)
        if files.f_files and files.f_favail / files.f_files < 0.05:
            yield look("disk", f"almost no room for new files in {place}", "Remove old files.")
    for place in (env.folder, env.folder / "files", env.folder / "log"):
        if place.is_dir():
            yield from _writable(place)


def _writable(place: Path) -> Iterator[Finding]:
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"x")
            os.fsync(file.fileno())
    except OSError as error:
        yield wrong(
            "disk",
            f"{place} cannot be written: {os.strerror(error.errno or 0)}",
            "Mount it for writing, or give it to the house's user.",
        )


def check_clock(house: House) -> Iterator[Finding]:
    """The machine's clock against the database's and the record's own past; time zones."""
    (theirs,) = house.one("SELECT clock_timestamp()")
    drift = abs((theirs - clock.now()).total_seconds())
    level: Level = "wrong" if drift > 30 else "look" if drift > 2 else "well"
    do = "Have both machines keep network time (systemctl enable --now systemd-timesyncd)."
    yield judged("clock", f"{drift:.1f} s from the database's", level, do)
    if synchronised() is False:
        yield look(
            "clock",
            "the machine does not keep network time",
            "systemctl enable --now systemd-timesyncd (or chrony).",
        )
    ahead = house.ask(
        "SELECT max(sealed_at) FROM audit_auditseal WHERE sealed_at > now() + interval '5 s'"
    )
    if ahead[0][0] is not None:
        yield wrong(
            "clock",
            f"the record holds times after now ({ahead[0][0]:%Y-%m-%d %H:%M} UTC)",
            "The clock was set back: set it right before anybody writes on.",
        )


def check_zones(house: House) -> Iterator[Finding]:
    """Each community's time zone as Python and the database know it, on both sides of a change."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    used = [name for (name,) in house.ask("SELECT DISTINCT timezone FROM tenancy_facility")]
    now = clock.now()
    moments = [
        now,
        datetime(now.year, 1, 15, tzinfo=UTC),
        datetime(now.year + 1, 7, 15, tzinfo=UTC),
    ]
    bad = []
    for name in used:
        try:
            zone = ZoneInfo(name)
            for moment in moments:
                (theirs,) = house.one("SELECT %s AT TIME ZONE %s", moment, name)
                if moment.astimezone(zone).replace(tzinfo=None) != theirs:
                    bad.append(name)
                    break
        except (ZoneInfoNotFoundError, ValueError):
            bad.append(name)
    if bad:
        yield wrong(
            "clock",
            f"the database and Hearth disagree about {', '.join(bad)}",
            "Update both: `make setup` brings tzdata, the database's server its own.",
        )
    else:
        yield well(
            "clock", f"time zones agree ({len(used)} in use, tzdata {version('tzdata')})"
        )


def synchronised() -> bool | None:
    """Whether the kernel says that its clock keeps network time; None where it will not say."""
    try:
        state = ctypes.CDLL(None, use_errno=True).adjtimex(
            ctypes.create_string_buffer(TIMEX_BYTES)
        )
    except (OSError, AttributeError):
        return None
    return None if state < 0 else state != TIME_ERROR


def check_certificate(house: House) -> Iterator[Finding]:
    """How long the certificate is still good, where Hearth itself speaks TLS."""
    env = house.env
    if not env.https:
        how = (
            "a proxy in front ends TLS" if env.behind_proxy else "this machine only, plain HTTP"
        )
        yield well("certificate", f"none needed: {how}")
        return
    folder = env.folder / "tls"
    name = "given.pem" if (folder / "given.pem").exists() else "house.pem"
    if not (folder / name).exists():
        yield look("certificate", "none was made yet", "`hearth run` makes one.")
        return
    held = x509.load_pem_x509_certificate((folder / name).read_bytes())
    days = (held.not_valid_after_utc - clock.now()).days
    level: Level = "wrong" if days < 3 else "look" if days < 21 else "well"
    do = (
        f"Put a newer one into {folder} (given.pem, given.key) and send SIGHUP or restart."
        if name == "given.pem"
        else "Restart the house: it makes a new one 30 days ahead."
    )
    yield judged("certificate", f"{name} is good for {days} more days", level, do)


def check_processes(house: House) -> Iterator[Finding]:
    """Whether the house is at work, and all of it."""
    if not house.at_work:
        yield well("processes", "the house is not running now")
        return
    parts = dict(house.said.get("processes") or {})  # type: ignore[call-overload]
    helpers = dict(house.said.get("helpers") or {})  # type: ignore[call-overload]
    down = [name for name, up in (parts | helpers).items() if not up]
    do = f"{house.env.folder / 'log' / 'hearth.jsonl'} says why."
    if house.said.get("status") != "ready":
        yield look("processes", f"the house is starting: {house.said.get('doing')}", do)
    elif down:
        level: Level = "wrong" if set(down) & set(parts) else "look"
        yield judged("processes", f"not at work: {', '.join(down)}", level, do)
    else:
        yield well("processes", f"all at work: {', '.join([*parts, *helpers])}")


def check_parts(house: House) -> Iterator[Finding]:
    """What this machine lacks, and which pages miss it."""
    try:
        import weasyprint  # noqa: F401 - importing it is the look
    except (ImportError, OSError):
        yield look(
            "parts",
            "PDF sheets cannot be made: Pango is missing",
            "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        )
    else:
        yield well("parts", "PDF sheets can be made")
    log = house.env.folder / "log" / "hearth.jsonl"
    if log.exists() and stat.S_IMODE(log.stat().st_mode) & 0o077:
        yield wrong("parts", "others can read the log", f"chmod 600 {log}")


CHECKS = [
    check_settings, check_processes, check_secrets, check_disk, check_clock, check_zones,
    check_certificate, check_parts,
]  # fmt: skip
