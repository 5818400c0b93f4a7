"""``hearth upgrade``: the database on the newest PostgreSQL that is installed."""

import argparse
import sys
import time

from hearth.config import upgrading
from hearth.config.embedded import Cluster, newest_major
from hearth.config.environment import Misconfigured, environment
from hearth.config.external import server


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Describe the verb."""
    parser = subparsers.add_parser("upgrade", help="move the database to a newer PostgreSQL")
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--undo",
        action="store_true",
        help="go back to the data of before; what was written since is then missing",
    )
    which.add_argument(
        "--forget-old", action="store_true", help="remove the data and programs of before"
    )


def run(args: argparse.Namespace) -> int:
    """Make a copy in the newer form, prove it equal, swap; the older data stays beside."""
    database = server(environment())
    if not isinstance(database, Cluster):
        raise Misconfigured("The server of DATABASE_URL is upgraded by whoever runs it.")
    if not database.exists():
        raise Misconfigured(f"There is no database in {database.folder} yet.")
    with upgrading.alone(database):
        if args.undo:
            major = upgrading.undo(database)
            print(
                f"The data is that of PostgreSQL {major} again, as it was before the upgrade."
            )
            return 0
        if args.forget_old:
            gone = upgrading.forget(database)
            print(f"Removed: {', '.join(gone)}." if gone else "There was nothing to remove.")
            return 0
        return upgrade(database)


def upgrade(cluster: Cluster) -> int:
    """Upgrade when there is something newer; says each step as it begins."""
    new = newest_major()
    if cluster.major >= new:
        print(f"The data is PostgreSQL {cluster.major}'s, the newest installed. Nothing to do.")
        return 0
    print(f"From PostgreSQL {cluster.major} to {new}. A backup made before this is wise.")
    began = time.monotonic()

    def say(words: str) -> None:
        print(f"{words}…", file=sys.stderr, flush=True)

    try:
        done = upgrading.upgrade(cluster, new, say)
    except upgrading.UpgradeFailed as error:
        raise Misconfigured(f"Nothing was changed. {error}") from error
    print(
        f"The data is PostgreSQL {done.new}'s now ({time.monotonic() - began:.0f} s): "
        f"{done.rows:,} rows in {done.tables} tables are equal to those of before."
    )
    print(f"The older data stays in {done.kept}. Go back with `hearth upgrade --undo`;")
    print("once all is well, `hearth upgrade --forget-old` gives its space free.")
    print("Make a new backup: an older one belongs to the older PostgreSQL.")
    return 0
