"""``hearth demo``: the synthetic community, in a database of its own."""

import argparse
from importlib import import_module
from importlib.util import find_spec

from hearth.config.command.house import as_role, keep_what_is_loaded, open_house
from hearth.config.environment import Misconfigured
from hearth.config.external import server


LOADER = "hearth.surfaces.demo.loading"


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Describe the verb."""
    parser = subparsers.add_parser("demo", help="make the synthetic community, or remove it")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--first", action="store_true", help="only what the first page needs")
    which.add_argument(
        "--history", action="store_true", help="only the older history behind it"
    )
    which.add_argument(
        "--remove", action="store_true", help="drop the demonstration's database"
    )
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same people")


def run(args: argparse.Namespace) -> int:
    """Make what is missing of the demonstration, in demo mode only."""
    if args.remove:
        return remove()
    with open_house("app") as env:
        if not env.demo:
            raise Misconfigured(
                "The demonstration is never made in real mode: HEARTH_MODE=demo."
            )
        if not find_spec("hearth.surfaces.demo") or not find_spec(LOADER):
            print("There is no demonstration community in this build yet.")
            return 0
        loading = import_module(LOADER)
        keep_what_is_loaded()
        if not args.history:
            zone = env.demo_zone or loading.ZONE
            loading.load_first(seed=args.seed, password=env.demo_password, say=say, zone=zone)
        if not args.first:
            loading.load_history(seed=args.seed, say=say)
    return 0


def remove() -> int:
    """Drop the demonstration's database and nothing else."""
    env = as_role("super")
    if not env.demo:
        raise Misconfigured(
            "Only a demonstration can be removed: HEARTH_MODE=demo hearth demo --remove."
        )
    with server(env).up() as database:
        database.drop_database(env.database_name)
    print(f"The database {env.database_name} is gone.")
    return 0


def say(words: str) -> None:
    """One line of progress."""
    print(words, flush=True)
