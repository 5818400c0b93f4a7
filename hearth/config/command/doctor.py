"""``hearth doctor``: what is not as it must be, and what to do about it."""

import argparse
import json
from dataclasses import asdict

import psycopg

from hearth.config import status
from hearth.config.command.house import open_house
from hearth.config.doctor import (
    Check,
    Finding,
    House,
    database,
    examine,
    keeping,
    machine,
    work,
    wrong,
)
from hearth.config.environment import Environment, Misconfigured


SHOWN = {"well": "ok   ", "look": "LOOK ", "wrong": "WRONG"}


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Describe the verb."""
    parser = subparsers.add_parser(
        "doctor", help="check settings, durability, secrets, clock, disk"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object, for a monitor")
    parser.add_argument("--quiet", action="store_true", help="only what needs somebody")


def run(args: argparse.Namespace) -> int:
    """Look at everything; 1 when something is wrong."""
    try:
        with open_house("app") as env:
            findings = examined(env)
    except Misconfigured as error:
        findings = [wrong("database", str(error), "Nothing else could be looked at.")]
    bad = [finding for finding in findings if finding.level == "wrong"]
    if args.json:
        print(
            json.dumps({"well": not bad, "findings": [asdict(f) for f in findings]}, indent=1)
        )
    else:
        tell([f for f in findings if f.level != "well"] if args.quiet else findings)
    return 1 if bad else 0


def examined(env: Environment) -> list[Finding]:
    """Every finding about this house."""
    checks: list[Check] = [*machine.CHECKS, *database.CHECKS, *work.CHECKS, *keeping.CHECKS]
    with psycopg.connect(**_sees_all(env), autocommit=True) as connection:
        return examine(House(env, connection, status.read(env.sockets)), checks)


def _sees_all(env: Environment) -> dict:
    """The superuser of our own server; on another's, whoever sees past row-level security."""
    return env.dsn("super" if env.embedded else "maintain")


def tell(findings: list[Finding]) -> None:
    """For a person: each finding on a line, what to do under it."""
    for finding in findings:
        print(f"{SHOWN[finding.level]}  {finding.area:12} {finding.found}")
        if finding.do:
            print(f"{'':19} -> {finding.do}")
    wrongs = sum(finding.level == "wrong" for finding in findings)
    looks = sum(finding.level == "look" for finding in findings)
    print(f"\n{wrongs} wrong, {looks} to look at." if wrongs or looks else "\nAll is well.")
