"""``hearth restore``: a house out of its backup, on an empty folder."""

import argparse
import getpass
import os
import sys
import time
from pathlib import Path

from hearth.config.backups import making, restoring
from hearth.config.backups.contents import Progress
from hearth.config.backups.phrase import PhraseWrong
from hearth.config.backups.store import Store, StoreRefused, is_store
from hearth.config.embedded import Cluster
from hearth.config.environment import Environment, Misconfigured, environment


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Describe the verb."""
    parser = subparsers.add_parser("restore", help="bring a backup into an empty folder")
    parser.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="DIR",
        help="the backup (default: backup's own)",
    )
    parser.add_argument(
        "--to", type=Path, metavar="DIR", help="the empty folder to fill (default: HEARTH_DATA)"
    )
    parser.add_argument(
        "--phrase-file",
        type=Path,
        metavar="FILE",
        help="a file with the recovery phrase; otherwise HEARTH_RECOVERY_PHRASE, or it is asked",
    )
    parser.add_argument("--set", metavar="ID", help="an older base copy (default: the newest)")
    parser.add_argument(
        "--until", metavar="INSTANT", default="", help="stop at an instant, with zone"
    )
    parser.add_argument(
        "--accept-torn-end",
        action="store_true",
        help="restore although the very last record of the log is incomplete",
    )


def run(args: argparse.Namespace) -> int:
    """Bring back every row and file the backup holds; refuse anything that was changed."""
    env = environment()
    source = args.source.expanduser().absolute() if args.source else making.default_place(env)
    folder = args.to.expanduser().absolute() if args.to else env.folder
    if not env.embedded:
        raise Misconfigured(
            "A restore fills the embedded database: leave DATABASE_URL out for it, and move the "
            "data to your own server with pg_dump afterwards."
        )
    began = time.monotonic()
    try:
        restoring.refuse_unless_empty(folder)
        if not is_store(source):
            raise StoreRefused(f"{source} is not a Hearth backup: it has no store.json.")
        store = Store.with_phrase(source, the_phrase(args))
        done = restoring.restore(
            store,
            Cluster(folder, sockets=env.sockets if folder == env.folder else None),
            Progress(lambda words: print(words, file=sys.stderr, flush=True)),
            backup=restoring.newest(store, args.set),
            until=args.until,
            accept_torn_end=args.accept_torn_end,
        )
    except (StoreRefused, PhraseWrong) as error:
        raise Misconfigured(f"Nothing was restored. {error}") from error
    except OSError as error:
        raise Misconfigured(f"Nothing was restored: {error}") from error
    tell(env, folder, done, time.monotonic() - began)
    return 0


def the_phrase(args: argparse.Namespace) -> str:
    """The recovery phrase from the file, the environment or the keyboard."""
    if args.phrase_file:
        return str(args.phrase_file.read_text())
    if given := os.environ.get("HEARTH_RECOVERY_PHRASE"):
        return given
    if not sys.stdin.isatty():
        return sys.stdin.read()
    return getpass.getpass("Recovery phrase (12 words, not shown): ")


def tell(env: Environment, folder: Path, done: restoring.Restored, took: float) -> None:
    """What came back, and what to do now."""
    rows = sum(done.backup.counts.values())
    print(f"Restored into {folder} in {took:.0f} s: base copy {done.backup.id}")
    print(
        f"(at least {rows:,} rows), every later change that was received, {done.files:,} files,"
    )
    print("keys and secrets. Start the house with `hearth run`, then make a new backup.")
    if folder != env.folder:
        print(f"It is found with HEARTH_DATA={folder}.")
