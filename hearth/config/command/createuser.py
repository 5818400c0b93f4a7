"""``hearth createuser``: a sign-in from the machine's own keyboard, opened once by a printed code."""

import argparse
from uuid import UUID

from hearth.config.command.house import open_house
from hearth.config.environment import Misconfigured
from hearth.kernel.errors import Refused


NAME = "createuser"


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Describe the verb."""
    parser = subparsers.add_parser("createuser", help="make a sign-in with a one-time code")
    parser.add_argument("username", help="what the person types to sign in")
    parser.add_argument("--name", required=True, help="the person's own name")
    parser.add_argument(
        "--role", action="append", default=[], help="may be given more than once"
    )
    parser.add_argument(
        "--community", help="its name in the address (needed when there are several)"
    )
    parser.add_argument("--language", default="", help="en or es")


def run(args: argparse.Namespace) -> int:
    """Make the account with its roles and print the code; the code is kept nowhere."""
    with open_house("app"):
        try:
            code = make(args)
        except Refused as refused:
            raise Misconfigured(str(refused)) from refused
    print(f"{args.name} signs in as {args.username} the first time with the code")
    print(f"\n    {code}\n")
    print("and then chooses a password. The code works once, within 72 hours.")
    return 0


def make(args: argparse.Namespace) -> str:
    """The account, and the code that opens it."""
    from hearth.platform.identity.actions import add_person
    from hearth.platform.identity.models import Actor
    from hearth.platform.scope import process_scope, scoped
    from hearth.platform.scope.scope import process_actor_id

    scope = process_scope(NAME, community(args.community))
    with scoped(scope):
        by, _new = Actor.objects.get_or_create(
            pk=process_actor_id(NAME), defaults={"kind": "process", "label": NAME}
        )
        made = add_person(
            scope=scope,
            by=by,
            name=args.name,
            username=args.username,
            roles=args.role,
            language=args.language,
        )
    return made.code


def community(slug: str | None) -> UUID:
    """The community meant: the one named, or the only one there is."""
    from hearth.platform.tenancy.models import Facility

    known = dict(Facility.objects.order_by("slug").values_list("slug", "pk"))
    if not known:
        raise Misconfigured("There is no community yet: open the address and set one up first.")
    if slug is None and len(known) == 1:
        return next(iter(known.values()))
    if slug not in known:
        raise Misconfigured(f"Say which community with --community: {', '.join(known)}.")
    return known[slug]
