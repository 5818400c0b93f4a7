"""``hearth migrate``: the database as this version of Hearth needs it."""

import argparse
import sys

from hearth.config.command.house import as_role, keep_what_is_loaded, prepare_database
from hearth.config.external import server
from hearth.config.messages import compile_messages


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
        keep_what_is_loaded()
        from django.core.management import call_command

        if args.check:
            call_command("migrate", check_unapplied=True, plan=True)
            return 0
        # The lock is the session's: two machines that start at once migrate one after the other.
        with database.connect(env.database_name) as alone:
            alone.execute("SELECT pg_advisory_lock(hashtext('hearth migrate'))")
            call_command("migrate", interactive=False, verbosity=1, stdout=sys.stdout)
            from hearth.platform.content.library import load_house_content

            loaded = load_house_content()
            print(f"Content: {len(loaded.added)} new or changed, {loaded.unchanged} unchanged.")
        if not args.only_database:
            compile_messages()
            call_command("collectstatic", interactive=False, verbosity=0)
    return 0
