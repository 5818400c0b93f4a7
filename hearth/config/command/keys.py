"""``hearth keys``: the house's master keys, its recovery phrase, and what signs its sessions."""

import argparse
import json
import os
import secrets
import sys
from collections import Counter

import psycopg

from hearth.config import resealing
from hearth.config.backups import making, phrase, recovery
from hearth.config.backups.contents import LATER_HOUSE_SAYS, Progress, seal_later_house
from hearth.config.backups.store import Store, StoreRefused, is_store
from hearth.config.command.house import as_role
from hearth.config.environment import Environment, Misconfigured
from hearth.config.external import server
from hearth.kernel.keyring import Keyring, KeyringError, keyring


SIGNING = "django-secret-key"
BEFORE = f"{SIGNING}.before"
KEEP_BEFORE = 2


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Describe the verb."""
    parser = subparsers.add_parser("keys", help="the house's keys and its recovery phrase")
    which = parser.add_subparsers(dest="what", metavar="what", required=True)
    listed = which.add_parser("list", help="which keys there are and what lies under each")
    listed.add_argument("--json", action="store_true")
    rotate = which.add_parser("rotate", help="make a new master key, and bring all under it")
    rotate.add_argument(
        "--key-only",
        action="store_true",
        help="new texts only; `reencrypt` does the rest later",
    )
    which.add_parser("reencrypt", help="go on bringing older texts and files under the new key")
    which.add_parser("rotate-sessions", help="a new key for sessions; nobody is signed out")
    words = which.add_parser("phrase", help="make the recovery phrase, and show it once")
    words.add_argument("--new", action="store_true", help="replace a lost or exposed one")


def run(args: argparse.Namespace) -> int:
    """Do what was asked; 1 when something stayed under an older key."""
    env = as_role("super")
    try:
        if args.what == "phrase":
            return show_phrase(env, new=args.new)
        if args.what == "rotate-sessions":
            return rotate_sessions(env)
        with server(env).up(), psycopg.connect(**env.dsn("super"), autocommit=True) as inside:
            if args.what == "list":
                return listed(inside, env, as_json=args.json)
            with resealing.alone(env):
                ring = keyring()
                if args.what == "rotate":
                    ring = new_key(env, ring)
                    if args.key_only:
                        return 0
                return reencrypt(inside, env, ring)
    except (KeyringError, StoreRefused) as error:
        raise Misconfigured(str(error)) from error
    except psycopg.errors.UndefinedTable as error:
        raise Misconfigured("There are no tables yet: run `hearth migrate` first.") from error
    except psycopg.OperationalError as error:
        raise Misconfigured(f"The database did not answer: {error}") from error
    except OSError as error:
        raise Misconfigured(f"The keys could not be changed: {error}") from error


def listed(connection: psycopg.Connection, env: Environment, *, as_json: bool) -> int:
    """Each key, when it was made, and how much lies under it."""
    ring = keyring()
    under = resealing.under_each_key(connection, env)
    lost = sorted(set(under) - {key.id for key in ring.keys})
    if as_json:
        keys = [
            {"id": key.id, "created": key.created, "current": key is ring.current}
            | {"under": dict(under.get(key.id, Counter()))}
            for key in ring.keys
        ]
        print(json.dumps({"keys": keys, "missing": lost}, indent=1))
    else:
        for key in ring.keys:
            mark = "current" if key is ring.current else "reading"
            print(f"{key.id}  {key.created}  {mark:8} {_amounts(under.get(key.id, Counter()))}")
        for key_id in lost:
            print(f"{key_id}  MISSING: {_amounts(under[key_id])} cannot be opened")
    return 1 if lost else 0


def new_key(env: Environment, ring: Keyring) -> Keyring:
    """A new current key, in the backup before anything is closed under it."""
    fresh = ring.rotate()
    keep_in_backup(env, fresh)
    print(f"{fresh.current.id} closes new texts and files from now on.")
    return fresh


def keep_in_backup(env: Environment, ring: Keyring) -> None:
    """Have the usual backup hold the new keyring at once, if there is one."""
    place = making.default_place(env)
    if not is_store(place):
        return
    store = Store.with_keyring(place, ring)
    public = recovery.public_key(env.folder)
    if public is not None:
        store.wrap(recovery=public, ring=ring)
    if store.path(LATER_HOUSE_SAYS).exists():
        seal_later_house(store, env.folder)


def reencrypt(connection: psycopg.Connection, env: Environment, ring: Keyring) -> int:
    """Bring everything under the current key; says how far it is."""
    progress = Progress(lambda words: print(words, file=sys.stderr, flush=True))
    result = resealing.reseal(connection, env, ring, progress)
    print(
        f"{sum(result.done.values()):,} brought under {ring.current.id}. Older keys stay, for"
    )
    print("reading older backups.")
    for place in result.failed:
        print(f"NOT OPENED: {place}: changed, or its key is missing", file=sys.stderr)
    return 1 if result.failed else 0


def show_phrase(env: Environment, *, new: bool) -> int:
    """Make a phrase and show it; an older one is only replaced when asked to."""
    if recovery.public_key(env.folder) is not None and not new:
        raise Misconfigured(
            "This house has a recovery phrase, and it is kept nowhere. If it is lost, "
            "`hearth keys phrase --new` makes another; the old one then opens no backup any more."
        )
    made = recovery.new_phrase(env.folder)
    print("This is the house's RECOVERY PHRASE. Print it or write it down, and lock it away in")
    print("another building. It is shown once and kept nowhere.\n")
    print(phrase.printed(made))
    print(f"\nRecovery phrase: {made}\n")
    if is_store(making.default_place(env)):
        keep_in_backup(env, keyring())
        print(f"{making.default_place(env)} opens with it from now on.")
    return 0


def rotate_sessions(env: Environment) -> int:
    """A new signing key; the last two still open what they signed."""
    place = env.folder / "secrets"
    current = env.secret(SIGNING)
    older = place / BEFORE
    kept = older.read_text().split() if older.exists() else []
    _write(older, "\n".join([current, *kept][:KEEP_BEFORE]) + "\n")
    _write(place / SIGNING, secrets.token_urlsafe(32) + "\n")
    print("Sessions are signed with a new key after the next start of the house.")
    return 0


def _write(path: "os.PathLike[str]", text: str) -> None:
    beside = f"{os.fspath(path)}.new"
    number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(number, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(number)
    os.replace(beside, path)


def _amounts(counted: Counter[str]) -> str:
    return (
        ", ".join(f"{count:,} {kind}" for kind, count in sorted(counted.items())) or "nothing"
    )
