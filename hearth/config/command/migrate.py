"""``hearth migrate``: the database as this version of Hearth needs it."""

import argparse
import sys

from hearth.config.command.house import as_role, prepare_database
from hearth.config.external import server


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Describe the verb."""
    parser = subparsers.add_parser(
        "migrate", help="prepare the database: roles, tables, static files"
    )
    parser.add_argument(
        "--check", action="store_true", help="say what is missing, change nothing"
    )
    parser.add_argument("--only-database", action="store_true", help="leave static files alone")


def run(args: argparse.Namespace) -> int:
    """Make roles and database, run migrations as the owner, collect static files."""
    env = as_role("owner")
    with server(env).up() as database:
        if not args.check:
            prepare_database(env, database)
        import django

        django.setup()
        from django.core.management import call_command

        if args.check:
            call_command("migrate", check_unapplied=True, plan=True)
            return 0
        # The lock is the session's: two machines that start at once migrate one after the other.
        with database.connect(env.database_name) as alone:
            alone.execute("SELECT pg_advisory_lock(hashtext('hearth migrate'))")
            call_command("migrate", interactive=False, verbosity=1, stdout=sys.stdout)
        if not args.only_database:
            compile_messages()
            call_command("collectstatic", interactive=False, verbosity=0)
    return 0


def compile_messages() -> int:
    """Build the .mo files that are older than their .po; how many were built."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from django.conf import settings

    built = 0
    for folder in settings.LOCALE_PATHS:
        for source in folder.glob("*/LC_MESSAGES/*.po"):
            target = source.with_suffix(".mo")
            if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
                continue
            with source.open("rb") as file:
                catalog = read_po(file, locale=source.parents[1].name)
            with target.open("wb") as file:
                write_mo(file, catalog)
            built += 1
    return built
