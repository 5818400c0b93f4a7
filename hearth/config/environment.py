"""What the house is told from outside: a dozen environment variables and one folder of secrets.

No Django here, and nothing is started: settings, the ``hearth`` command, tests and the server's
own configuration all read the same frozen answer.

==================  =========================================  ================================
Variable            Meaning                                    When absent
==================  =========================================  ================================
HOST, PORT          where pages are served                     127.0.0.1, 8000
HEARTH_DATA         the folder that holds everything           /var/lib/hearth as root, else
                                                               ~/.local/share/hearth
DATABASE_URL        another PostgreSQL server                  the embedded one
DATABASE_URL_APP    sign-ins a database administrator made     made by Hearth in DATABASE_URL
DATABASE_URL_MAINTAIN
HEARTH_MODE         demo | real                                as the folder remembers, or demo
HEARTH_DEMO_PASSWORD  password of all demo sign-ins            made once, kept in the folder
HEARTH_DEMO_ZONE    where the demonstration is, by its clock   America/Chicago
HEARTH_DB_ROLE      app | maintain | owner | super             app
HEARTH_DB_NAME      the database itself (tests, drills)        hearth, or hearth_demo
HEARTH_NAMES        host names of the house, comma-separated   this machine's name
HEARTH_PROXY        1: a proxy in front ends TLS               Hearth ends it
==================  =========================================  ================================
"""

import hashlib
import os
import secrets
import socket
import stat
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import available_timezones


Mode = Literal["demo", "real"]
Role = Literal["app", "maintain", "owner", "super"]

ROLES: tuple[Role, ...] = ("app", "maintain", "owner", "super")
LOGINS: dict[Role, str] = {
    "app": "hearth_app",
    "maintain": "hearth_maintain",
    "owner": "hearth_maintain",
    "super": "postgres",
}
OWNER = "hearth_owner"

# A unix socket's address holds 108 bytes on Linux, the file's own name and the final NUL included.
# Source: unix(7), sun_path.
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432.lock")


class Misconfigured(Exception):
    """The house was told something it cannot follow; the message is one sentence for a person."""


@dataclass(frozen=True)
class Environment:
    """Everything the house is told from outside, read once a process."""

    host: str
    port: int
    folder: Path
    mode: Mode
    role: Role
    database_url: str | None
    database_name: str
    demo_password_given: str | None
    names: tuple[str, ...]
    behind_proxy: bool
    demo_zone: str | None = None

    @property
    def demo(self) -> bool:
        """Whether this is the synthetic community: sign-ins by bare user name exist only here."""
        return self.mode == "demo"

    @property
    def embedded(self) -> bool:
        """Whether Hearth runs its own PostgreSQL."""
        return self.database_url is None

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the pages."""
        return self.host in {"127.0.0.1", "localhost", "::1"}

    @property
    def https(self) -> bool:
        """Whether Hearth itself speaks TLS: on every address but this machine's own."""
        return not self.loopback and not self.behind_proxy

    @property
    def origin(self) -> str:
        """The address a person on this machine types, without a final slash."""
        scheme = "https" if self.https else "http"
        host = self.names[0] if self.host in {"0.0.0.0", "::"} else self.host
        host = f"[{host}]" if ":" in host else host
        return f"{scheme}://{host}:{self.port}"

    @property
    def demo_password(self) -> str:
        """The one password of every demo sign-in: the one given, or one made and kept."""
        return self.demo_password_given or self.secret("demo-password", length=9)

    @property
    def sockets(self) -> Path:
        """Where the embedded server, the web and the live process listen.

        In the folder itself; in a short folder of its own below the machine's temporary one when
        the path would not fit into a unix socket's address, or when Hearth runs as root and the
        unprivileged user of the database cannot reach the folder.
        """
        usual = self.folder / "run"
        if len(os.fsencode(usual)) <= LONGEST_SOCKET_FOLDER and enterable(self.folder.parent):
            return usual
        mark = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"hearth-{os.getuid()}-{mark}"

    def secret(self, name: str, *, length: int = 32) -> str:
        """The secret of that name, made at first use in ``secrets/`` (folder 0700, file 0600)."""
        return secret(self.folder, name, length=length)

    def older_secrets(self, name: str) -> list[str]:
        """Those that were in force before the secret of that name, and may still be read with."""
        try:
            return (self.folder / "secrets" / f"{name}.before").read_text().split()
        except OSError:
            return []

    def database(self, role: Role | None = None, name: str | None = None) -> dict[str, Any]:
        """The Django DATABASES entry for one of the three roles, or for the superuser.

        ``owner`` signs in as hearth_maintain and becomes hearth_owner, which has no sign-in of
        its own. Only ``app`` keeps a pool: the others are for one command at a time.
        """
        role = role or self.role
        entry: dict[str, Any] = {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name or self.database_name,
            "ATOMIC_REQUESTS": False,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"application_name": f"hearth {role}", "connect_timeout": 10},
            **self._server(role),
        }
        entry["OPTIONS"] |= entry.pop("QUERY", {})
        if role == "owner":
            entry["OPTIONS"]["options"] = f"-c role={OWNER}"
        if role == "app":
            entry["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
        return entry

    def dsn(self, role: Role | None = None, name: str | None = None) -> dict[str, Any]:
        """The same sign-in as plain psycopg keywords: ``psycopg.connect(**dsn("maintain"))``."""
        entry = self.database(role, name)
        options = {key: value for key, value in entry["OPTIONS"].items() if key != "pool"}
        place = {
            "host": entry["HOST"],
            "port": entry["PORT"],
            "user": entry["USER"],
            "password": entry["PASSWORD"],
            "dbname": entry["NAME"],
        }
        return {key: value for key, value in place.items() if value} | options

    def _server(self, role: Role) -> dict[str, Any]:
        """Which server and sign-in: the embedded one's socket, or what the URL says."""
        if self.database_url is None:
            return {
                "HOST": str(self.sockets),
                "PORT": "5432",
                "USER": LOGINS[role],
                "PASSWORD": self.secret(f"{LOGINS[role]}.password"),
            }
        by_hand = os.environ.get(f"DATABASE_URL_{'APP' if role == 'app' else 'MAINTAIN'}")
        if role == "super":
            return parse_url(self.database_url)
        if by_hand:
            return parse_url(by_hand)
        server = parse_url(self.database_url)
        server["USER"] = LOGINS[role]
        server["PASSWORD"] = self.secret(f"{LOGINS[role]}.password")
        return server


@cache
def environment() -> Environment:
    """What this process was told; read once. ``environment.cache_clear()`` reads again."""
    folder = _folder()
    mode = _mode(folder)
    url = os.environ.get("DATABASE_URL") or None
    return Environment(
        host=os.environ.get("HOST") or "127.0.0.1",
        port=_port(),
        folder=folder,
        mode=mode,
        role=_role(),
        database_url=url,
        database_name=_database_name(mode, url),
        demo_password_given=os.environ.get("HEARTH_DEMO_PASSWORD") or None,
        names=_names(),
        behind_proxy=os.environ.get("HEARTH_PROXY") == "1",
        demo_zone=_demo_zone(),
    )


def secret(folder: Path, name: str, *, length: int = 32) -> str:
    """The secret of that name in ``folder/secrets``, made at first use; two at once agree on one."""
    place = folder / "secrets"
    path = place / name
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        pass
    except PermissionError as error:
        raise Misconfigured(
            f"{path} cannot be read: run Hearth as the folder's owner."
        ) from error
    except OSError as error:
        raise Misconfigured(unwritable(folder, error)) from error
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place.mkdir(mode=0o700, exist_ok=True)
        made = Path(tempfile.mkstemp(dir=place, prefix=".new-")[1])
    except OSError as error:
        raise Misconfigured(unwritable(folder, error)) from error
    try:
        with made.open("w") as file:
            file.write(secrets.token_urlsafe(length) + "\n")
            file.flush()
            os.fsync(file.fileno())
        # A link fails when the name exists, so the first of two processes wins and both read it.
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        made.unlink()
    return path.read_text().strip()


def enterable(folder: Path) -> bool:
    """Whether the unprivileged user a root-run database drops to can reach into ``folder``."""
    if os.getuid() != 0:
        return True
    return all(
        not place.exists() or place.stat().st_mode & stat.S_IXOTH
        for place in (folder, *folder.parents)
    )


def unwritable(folder: Path, error: OSError) -> str:
    """The one sentence for a folder Hearth cannot keep anything in."""
    reason = os.strerror(error.errno) if error.errno else str(error)
    return (
        f"Hearth cannot write to its folder {folder} ({reason}): "
        "set HEARTH_DATA to a folder this user owns, or run as the folder's owner."
    )


def parse_url(url: str) -> dict[str, Any]:
    """HOST, PORT, USER, PASSWORD and the URL's own options (sslmode, …) of a PostgreSQL URL."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise Misconfigured(
            "DATABASE_URL must name a PostgreSQL server: postgresql://user:password@host:5432/hearth."
        )
    query = dict(parse_qsl(parts.query))
    return {
        "HOST": query.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "QUERY": query,
    }


def _folder() -> Path:
    given = os.environ.get("HEARTH_DATA")
    if given:
        return Path(given).expanduser().absolute()
    if os.getuid() == 0:
        return Path("/var/lib/hearth")
    shared = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(shared).expanduser().absolute() / "hearth"


def _mode(folder: Path) -> Mode:
    """The mode asked for, else the one this folder was first run in, else the demonstration."""
    try:
        remembered = (folder / "mode").read_text().strip()
    except OSError:
        remembered = ""
    mode = os.environ.get("HEARTH_MODE") or remembered or "demo"
    if mode not in {"demo", "real"}:
        raise Misconfigured(f"HEARTH_MODE must be demo or real, not {mode!r}.")
    return cast(Mode, mode)


def _role() -> Role:
    role = os.environ.get("HEARTH_DB_ROLE") or "app"
    if role not in ROLES:
        raise Misconfigured(f"HEARTH_DB_ROLE must be one of {', '.join(ROLES)}, not {role!r}.")
    return cast(Role, role)


def _demo_zone() -> str | None:
    given = os.environ.get("HEARTH_DEMO_ZONE") or None
    if given and given not in available_timezones():
        raise Misconfigured(
            f"HEARTH_DEMO_ZONE must be a time zone such as Europe/Madrid, not {given!r}."
        )
    return given


def _port() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise Misconfigured(f"PORT must be a number from 1 to 65535, not {given!r}.")
    return int(given)


def _database_name(mode: Mode, url: str | None) -> str:
    """A demonstration never shares a database with real residents, whatever the server."""
    given = os.environ.get("HEARTH_DB_NAME")
    if given:
        return given
    real = unquote(urlsplit(url).path.lstrip("/")) if url else ""
    real = real or "hearth"
    if mode == "real" or real.endswith("_demo"):
        return real
    return f"{real}_demo"


def _names() -> tuple[str, ...]:
    given = os.environ.get("HEARTH_NAMES", "")
    names = tuple(name.strip().lower() for name in given.split(",") if name.strip())
    return names or (socket.gethostname().lower(), "localhost")
