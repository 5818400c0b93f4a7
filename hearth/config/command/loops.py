"""``hearth loops``: everything that runs for ever, one thread each, in one process."""

import argparse

from hearth.config import status
from hearth.config.command.house import open_house


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Describe the verb."""
    parser = subparsers.add_parser(
        "loops", help="run the endless loops only (audit sealer, pages)"
    )
    parser.add_argument("names", nargs="*", help="only these (default: every app's)")


def run(args: argparse.Namespace) -> int:
    """Run every app's loops until told to stop."""
    with open_house("app"):
        from hearth.config import metrics
        from hearth.platform.jobs import loops

        loops.loop("metrics")(metrics.serve)

        status.say_ready()
        loops.run_loops(args.names)
    return 0
