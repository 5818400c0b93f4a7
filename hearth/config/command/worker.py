"""``hearth worker``: does the jobs that pages and loops left in the database."""

import argparse

from hearth.config import status
from hearth.config.command.house import open_house


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Describe the verb."""
    subparsers.add_parser("worker", help="run jobs only")


def run(args: argparse.Namespace) -> int:
    """Do jobs until told to stop; what is in hand is finished, or taken up by the next worker."""
    with open_house("app"):
        from hearth.platform.jobs import worker

        status.say_ready()
        return worker.main()
