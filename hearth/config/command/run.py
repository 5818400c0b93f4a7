"""``hearth run``: all of Hearth on one machine, until Ctrl-C."""

import argparse
import contextlib
import errno
import fcntl
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec

from hearth.config import metrics, status, tls
from hearth.config.backups import making, phrase, recovery
from hearth.config.embedded import Cluster, end_with_parent
from hearth.config.environment import Environment, Misconfigured, environment, unwritable
from hearth.config.external import External, server
from hearth.config.logfile import LogFile
from hearth.config.supervisor import Child, Stopped, Supervisor, hearth_words
from hearth.kernel import clock
from hearth.platform.identity.firstrun import setup_code


CERTIFICATE_LOOK = 6 * 3600.0  # seconds between looks at the certificate's age
SENTENCE = "hearth: "  # how every verb begins the one sentence about a fault of setup
BACKUP_LOOK = 30.0  # seconds between looks whether backups can begin
BASE_EVERY = 24  # hours between base copies; every change is received as it comes
# The sign-ins of the demonstration, in the order a visitor tries them.
DEMO_SIGN_INS = (
    "coordinator nurse shiftlead medtech caregiver activities driver director sales family resident "
    "physician pharmacist surveyor admin"
)


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Describe the verb."""
    parser = subparsers.add_parser("run", help="start all of Hearth")
    parser.add_argument("--logs", action="store_true", help="repeat the log (JSON lines) here")


def run(args: argparse.Namespace) -> int:
    """Start everything, keep it up, and stop everything at Ctrl-C, the database included."""
    env = environment()
    if os.environ.get("HEARTH_STARTED_BY") == "make":
        # When make is killed outright, nobody is left who could ask for the end.
        end_with_parent(signal.SIGTERM)()
    with alone(env) as listening:
        log = LogFile(env.folder, sys.stdout if args.logs else None)
        house = House(env, listening, log)
        print("Starting the database…", flush=True)
        with house.database.up(tied=True):
            try:
                house.start()
                house.keep()
            except Stopped:
                pass
            finally:
                house.stop()
        print("Stopped.", flush=True)
    return 0


class House:
    """Everything one ``hearth run`` starts."""

    def __init__(self, env: Environment, listening: socket.socket, log: LogFile) -> None:
        self.env = env
        self.log = log
        self.listening = listening
        self.database: Cluster | External = server(env)
        self.began = time.monotonic()
        self.since = clock.now().isoformat(timespec="seconds")
        env.sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.supervisor = Supervisor(env.sockets, log)
        self.said: dict[str, object] = {}
        self.counts = metrics.RequestCounts(env.sockets)
        log.listeners.append(self.counts.hear)
        self.certificate_look = time.monotonic() + CERTIFICATE_LOOK
        self.database_try = 0.0
        self.backup_look = 0.0
        self.phrase: str | None = None

    def start(self) -> None:
        """Bring up the parts in the order they lean on each other; Stopped when asked to end."""
        env = self.env
        self.doing("Hearth is starting")
        if env.https:
            tls.ensure_certificate(env)
        descriptor = self.listening.fileno()
        self.supervisor.add(
            Child(
                "front",
                [sys.executable, "-m", "hearth.config.front"],
                env={"HEARTH_LISTEN_FD": str(descriptor)},
                descriptors=(descriptor,),
            )
        )
        self.doing("Preparing the tables")
        self.say_upgrade()
        self.must("migrate", "the database could not be prepared")
        children = [
            self.supervisor.add(Child(name, hearth_words(name)))
            for name in ("web", "live", "worker", "loops")
        ]
        self.fill_demo()
        self.supervisor.await_ready(children, self.look)
        self.remember_mode()
        self.first_phrase()
        self.begin_backups()
        self.tell_status("ready")
        self.welcome()

    def say_upgrade(self) -> None:
        """The data stays with the PostgreSQL that wrote it until a person moves it."""
        if isinstance(self.database, Cluster) and self.database.upgrade_waiting():
            print(
                f"The data is PostgreSQL {self.database.major}'s; a newer one is installed. "
                "`hearth upgrade` moves it, with a verified copy first."
            )

    def fill_demo(self) -> None:
        """A demonstration needs its community before the first page; its past comes in behind."""
        if not self.env.demo or not find_spec("hearth.config.command.demo"):
            return
        self.doing("Making the demonstration community")
        self.must("demo", "the demonstration could not be made", "--first")
        self.supervisor.add(Child("history", hearth_words("demo", "--history"), once=True))

    def backs_up(self) -> bool:
        """Whether this house keeps a backup by itself: a real one, or one that was told where to.

        Of another's server only when told: it may not hand out its log.
        """
        told = bool({"HEARTH_BACKUP", "HEARTH_MIRROR"} & set(os.environ))
        return told or (not self.env.demo and self.env.embedded)

    def first_phrase(self) -> None:
        """A house that keeps backups shows its recovery phrase once, to a person at a terminal."""
        if self.backs_up() and sys.stdout.isatty():
            self.phrase = recovery.first_phrase(self.env.folder)

    def begin_backups(self) -> None:
        """Start the keeper of the backup as soon as there is a phrase that would open it."""
        self.backup_look = time.monotonic() + BACKUP_LOOK
        if any(child.name == "backup" for child in self.supervisor.children):
            return
        if self.backs_up() and recovery.public_key(self.env.folder) is not None:
            words = hearth_words("backup", "--every", str(BASE_EVERY))
            self.supervisor.add(Child("backup", words, vital=False))

    def must(self, name: str, otherwise: str, *words: str) -> None:
        """Run one step to its end; the house does not start without it."""
        code = self.supervisor.run_once(name, hearth_words(name, *words))
        if not code:
            return
        last = self.log.last(name)
        if last.startswith(SENTENCE):
            # What the step itself has to say to a person needs nothing around it.
            raise Misconfigured(last.removeprefix(SENTENCE))
        raise Misconfigured(f"{otherwise}; {self.log.path} says why ({last}).")

    def keep(self) -> None:
        """Keep everything up until asked to stop."""
        self.supervisor.watch(self.look)

    def look(self) -> None:
        """Each tick: the database alive, the status true, the certificate young enough."""
        if isinstance(self.database, Cluster) and not self.database.alive():
            self.raise_database(self.database)
        if self.said.get("status") == "ready":
            self.tell_status("ready")
        self.counts.keep()
        if self.said.get("status") == "ready" and time.monotonic() > self.backup_look:
            self.begin_backups()
        if self.env.https and time.monotonic() > self.certificate_look:
            self.certificate_look = time.monotonic() + CERTIFICATE_LOOK
            if tls.ensure_certificate(self.env):
                self.supervisor.hang_up("front")

    def raise_database(self, cluster: Cluster) -> None:
        """The database's server is gone: start it again; it repairs itself from its log."""
        if time.monotonic() < self.database_try:
            return
        self.log.say("supervisor", "the database ended; starting it again", level="warning")
        try:
            cluster.start(tied=True)
        except Misconfigured as error:
            self.database_try = time.monotonic() + 2
            self.log.say("supervisor", str(error), level="error")

    def stop(self) -> None:
        """Stop every process that was started; the database follows."""
        print("\nStopping…", flush=True)
        self.supervisor.stop_all()
        status.clear(self.env.sockets)
        for name in ("web.sock", "live.sock", metrics.SOCKET, metrics.COUNTS):
            (self.env.sockets / name).unlink(missing_ok=True)
        self.log.close()

    # What it says ------------------------------------------------------------

    def doing(self, what: str) -> None:
        """Say what is under way, here and to whoever opens the address meanwhile."""
        self.log.say("supervisor", what)
        print(f"{what}…", flush=True)
        self.said = {"status": "starting", "doing": what}
        status.write(self.env.sockets, **self.said)

    def tell_status(self, word: str) -> None:
        """Write the status when it changed."""
        children = [child for child in self.supervisor.children if not child.once]
        up = {child.name: self.supervisor.ready(child) for child in children}
        vital = {child.name: up[child.name] for child in children if child.vital}
        said: dict[str, object] = {
            "status": word,
            "since": self.since,
            "processes": vital,
            "helpers": {name: well for name, well in up.items() if name not in vital},
        }
        if said != self.said:
            self.said = said
            status.write(self.env.sockets, **said)

    def remember_mode(self) -> None:
        """The folder opens in the mode of its first run, without being told again."""
        path = self.env.folder / "mode"
        if not path.exists():
            path.write_text(self.env.mode + "\n")

    def welcome(self) -> None:
        """The address, and in a demonstration who may sign in."""
        took = time.monotonic() - self.began
        print(f"\nHearth is ready at {self.env.origin}  ({took:.0f} s)")
        if self.env.demo:
            print("This is a demonstration with invented people. Sign in as one of")
            print(f"  {DEMO_SIGN_INS}")
            print(f"with the password  {self.env.demo_password}")
        elif not self.has_community():
            print("There is no community yet. Found the first one, with your own sign-in, at")
            print(f"  {self.env.origin}/setup/")
            print(f"with the setup code  {setup_code(self.env.folder)}")
        if self.env.https:
            print(f"Each tablet installs the house's certificate once: {self.env.origin}/ca")
        self.tell_backup()
        print("Ctrl-C stops everything.\n", flush=True)

    def tell_backup(self) -> None:
        """Where the backup is; and once, the words that open it when this machine is gone."""
        if not self.backs_up():
            return
        place = making.default_place(self.env)
        if recovery.public_key(self.env.folder) is None:
            print(
                "No backup is made yet. `hearth keys phrase` makes the recovery phrase, which"
            )
            print(f"opens it when this machine is gone; then it begins by itself in {place}.")
            return
        print(
            f"The backup is kept in {place}. A folder on another disk is better: HEARTH_BACKUP."
        )
        if self.phrase:
            print(
                "Its RECOVERY PHRASE is shown this once and kept nowhere. Write it down, and lock"
            )
            print(f"it away in another building:\n\n{phrase.printed(self.phrase)}\n")

    def has_community(self) -> bool:
        """Whether anybody has founded a community in this house."""
        with self.database.connect(self.env.database_name) as connection:
            found = connection.execute("SELECT 1 FROM tenancy_facility LIMIT 1").fetchone()
        return found is not None


@contextlib.contextmanager
def alone(env: Environment) -> Iterator[socket.socket]:
    """Hold the folder and the port; one clear sentence when either is not to be had."""
    try:
        env.folder.mkdir(parents=True, exist_ok=True)
        lock = (env.folder / "run.lock").open("a+")
    except OSError as error:
        raise Misconfigured(unwritable(env.folder, error)) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Misconfigured(
                f"Hearth is already running on {env.folder} (process {lock.read().strip()}): "
                "use that one, or choose another HEARTH_DATA."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        with listen(env) as listening:
            yield listening


def listen(env: Environment) -> socket.socket:
    """The listening socket of HOST and PORT."""
    try:
        found = socket.getaddrinfo(env.host, env.port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise Misconfigured(f"HOST names no address of this machine: {env.host}.") from error
    family, kind, protocol, _name, address = found[0]
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
        listening.listen(512)
    except OSError as error:
        listening.close()
        raise Misconfigured(_why_not(env, error)) from error
    return listening


def _why_not(env: Environment, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {env.port} on {env.host} is taken by another program: stop that one, "
            f"or choose another port, as in PORT={env.port + 1} make run."
        )
    if error.errno == errno.EACCES:
        return f"Port {env.port} needs more rights than this user has: choose one above 1023."
    return (
        f"Hearth cannot listen on {env.host} port {env.port}: {os.strerror(error.errno or 0)}."
    )
