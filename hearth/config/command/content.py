"""``hearth content check``: is what ships in content/ sound?"""

import argparse

from hearth.config.command.house import as_role


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Describe the verb."""
    parser = subparsers.add_parser("content", help="check what ships in content/")
    verbs = parser.add_subparsers(dest="what", required=True)
    verbs.add_parser("check", help="read every file: shape, schema, languages, test vectors")


def run(args: argparse.Namespace) -> int:
    """Say each fault with its file; the status is how it ended. Needs no database."""
    as_role("app")
    import django

    django.setup()
    from hearth.platform.content import library

    faults = library.check()
    for fault in faults:
        print(fault)
    if not faults:
        print(f"{len(library.files())} content files are sound.")
    return 1 if faults else 0
