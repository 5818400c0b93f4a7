"""``hearth web``: the pages, served by threads."""

import argparse
import os
import sys


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Describe the verb."""
    parser = subparsers.add_parser("web", help="serve pages only (behind a balancer)")
    parser.add_argument(
        "--bind", help="address:port or unix:path (default: the house's own socket)"
    )


def run(args: argparse.Namespace) -> int:
    """Become gunicorn."""
    if args.bind:
        os.environ["HEARTH_WEB_BIND"] = args.bind
    words = ["-m", "gunicorn", "-c", "python:hearth.config.gunicorn_conf"]
    os.execv(sys.executable, [sys.executable, *words, "hearth.config.wsgi:application"])
