"""``hearth backup``: everything the house knows, sealed, on another disk."""

import argparse
import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

import psycopg

from hearth.config import status
from hearth.config.backups import keeping, making, phrase, recovery
from hearth.config.backups.contents import Progress
from hearth.config.backups.drill import run_drill
from hearth.config.backups.store import Store, StoreRefused
from hearth.config.command.house import as_role, prepare_database
from hearth.config.environment import Environment, Misconfigured
from hearth.config.external import server
from hearth.kernel.keyring import KeyringError, keyring


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Describe the verb."""
    parser = subparsers.add_parser("backup", help="back up database, files and keys")
    parser.add_argument(
        "--to",
        type=Path,
        metavar="DIR",
        help="where to (default: HEARTH_MIRROR, HEARTH_BACKUP, or HEARTH_DATA's name + -backups)",
    )
    parser.add_argument(
        "--keep", type=int, default=making.KEEP, help="how many base copies to keep"
    )
    parser.add_argument(
        "--every",
        type=float,
        metavar="HOURS",
        help="stay: receive every change at once, a base copy every HOURS, a drill each week",
    )
    parser.add_argument(
        "--drill",
        action="store_true",
        help="restore the newest backup beside the house and check",
    )
    parser.add_argument("--list", action="store_true", help="say what is there, change nothing")


def run(args: argparse.Namespace) -> int:
    """Make one backup, or stay and keep making them, or try the newest one."""
    env = as_role("maintain")
    place = args.to.expanduser().absolute() if args.to else making.default_place(env)
    try:
        if args.list:
            return show(Store.with_keyring(place, keyring()))
        if args.drill:
            return drill(env, place)
        show_first_phrase(env)
        with server(env).up() as database:
            if "HEARTH_READY_FILE" not in os.environ:
                prepare_database(env, database)
            store = making.house_store(env, place, keyring())
            if args.every:
                return stay(args, env, store)
            return once(args, env, store)
    except (StoreRefused, KeyringError) as error:
        raise Misconfigured(str(error)) from error
    except OSError as error:
        raise Misconfigured(f"The backup could not be written: {error}") from error
    except psycopg.OperationalError as error:
        raise Misconfigured(f"The database did not answer: {error}") from error


def once(args: argparse.Namespace, env: Environment, store: Store) -> int:
    """One backup, and where it is."""
    began = time.monotonic()
    made = making.make_backup(env, store, progress(), keep=args.keep)
    took = time.monotonic() - began
    print(f"Backup {made.id} is in {store.folder} ({took:.0f} s). It holds everything")
    print(f"acknowledged before {made.made}. Bring it back with:")
    print(f"    hearth restore --from {store.folder}")
    return 0


def stay(args: argparse.Namespace, env: Environment, store: Store) -> int:
    """Keep backing up until told to stop."""
    keeper = keeping.Keeper(
        env,
        store,
        every=timedelta(hours=args.every),
        keep=args.keep,
        mirror=bool(os.environ.get("HEARTH_MIRROR")),
        say=lambda words: print(words, flush=True),
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: keeper.stop.set())
    status.say_ready()
    keeper.run()
    return 0


def drill(env: Environment, place: Path) -> int:
    """Restore the newest backup into a folder of its own, check it, write down what was found."""
    record = run_drill(env, place, progress())
    for line in record["checks"]:
        print(f"{'OK  ' if line['passed'] else 'FAIL'}  {line['name']}: {line['found']}")
    print("The backup can be restored." if record["passed"] else "THE DRILL FAILED.")
    return 0 if record["passed"] else 1


def show(store: Store) -> int:
    """The backups in a store, oldest first."""
    for made in making.sets(store):
        print(
            f"{made.id}  {made.made}  {made.base.size >> 20:,} MB base  PostgreSQL {made.postgres}"
        )
    return 0


def show_first_phrase(env: Environment) -> None:
    """Print the recovery phrase if this house has none yet; it is never shown again."""
    if "HEARTH_READY_FILE" in os.environ:
        # A child of `hearth run`: what it says goes into the log, where no phrase may stand.
        return
    made = recovery.first_phrase(env.folder)
    if made is None:
        return
    print("This is the house's RECOVERY PHRASE. Print it or write it down, and lock it away in")
    print("another building. It is shown once and kept nowhere; without it, and without this")
    print("machine, no backup can be opened.\n")
    print(phrase.printed(made))
    print(f"\nRecovery phrase: {made}\n", flush=True)


def progress() -> Progress:
    """Progress for a person: one line a step, on the side of the real answer."""
    return Progress(lambda words: print(words, file=sys.stderr, flush=True))
