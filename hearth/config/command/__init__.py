"""The ``hearth`` command: one module a verb, each with ``add_parser(subparsers)`` and ``run(args)``."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

from hearth.config.environment import Misconfigured


# verb, module, what it does. A verb whose module is not there is not offered.
VERBS = (
    (
        "run",
        "hearth.config.command.run",
        "start all of Hearth: database, pages, live stream, jobs",
    ),
    (
        "migrate",
        "hearth.config.command.migrate",
        "prepare the database: roles, tables, static files",
    ),
    ("demo", "hearth.config.command.demo", "make the synthetic community, or remove it"),
    (
        "import",
        "hearth.config.command.imports",
        "bring in residents from FHIR, CSV or XLSX files",
    ),
    ("createuser", "hearth.config.command.createuser", "make a sign-in with a one-time code"),
    ("content", "hearth.config.command.content", "check what ships in content/"),
    (
        "doctor",
        "hearth.config.command.doctor",
        "check settings, durability, secrets, clock, disk",
    ),
    ("backup", "hearth.config.command.backup", "back up database, files and keys"),
    ("restore", "hearth.config.command.restore", "bring a backup into an empty folder"),
    ("keys", "hearth.config.command.keys", "rotate the keyring"),
    ("upgrade", "hearth.config.command.upgrade", "move the database to a newer PostgreSQL"),
    ("verify", "hearth.config.command.verify", "check the chain of the audit trail"),
    (
        "retention",
        "hearth.config.command.retention",
        "remove what the law no longer asks to keep",
    ),
    ("web", "hearth.config.command.web", "serve pages only (behind a balancer)"),
    ("live", "hearth.config.command.live", "serve live streams only"),
    ("worker", "hearth.config.command.worker", "run jobs only"),
    (
        "loops",
        "hearth.config.command.loops",
        "run the endless loops only (audit sealer, pages)",
    ),
)


def main(words: Sequence[str] | None = None) -> int:
    """Read the command line, run the verb; its exit status. A fault of setup is one sentence."""
    words = list(sys.argv[1:] if words is None else words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.config.settings")
    parser = argparse.ArgumentParser(
        prog="hearth",
        description="Hearth, the workplace of a Resident Care Coordinator.",
        epilog="Environment: PORT, HOST, HEARTH_DATA, DATABASE_URL, HEARTH_MODE, HEARTH_DEMO_PASSWORD.",
    )
    subparsers = parser.add_subparsers(dest="verb", metavar="verb", required=True)
    wanted = words[0] if words else ""
    for verb, module, does in VERBS:
        if verb == wanted and find_spec(module):
            import_module(module).add_parser(subparsers)
        elif find_spec(module):
            # Only the wanted verb is imported: `hearth --help` answers at once.
            subparsers.add_parser(verb, help=does, add_help=False)
    args = parser.parse_args(words)
    try:
        return int(import_module(_module(args.verb)).run(args) or 0)
    except Misconfigured as error:
        print(f"hearth: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        print("\nhearth: stopped.", file=sys.stderr)
        return 130


def _module(verb: str) -> str:
    return next(module for name, module, _does in VERBS if name == verb)
