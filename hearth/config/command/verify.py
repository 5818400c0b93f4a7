"""``hearth verify``: is the audit trail still what was written?"""

import argparse
import json
from typing import Any
from uuid import UUID

from hearth.config.command.house import open_house


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Describe the verb."""
    parser = subparsers.add_parser("verify", help="check the chain of the audit trail")
    parser.add_argument(
        "--community",
        help="only this one (its name in the address); 'house' for the house's own",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a chain")


def run(args: argparse.Namespace) -> int:
    """Check every chain; 1 when anything was changed, removed, put in or cut off."""
    with open_house("app"):
        from hearth.platform.audit.verify import verify

        sound = True
        for name, chain in _chains(args.community):
            report = verify(chain)
            sound = sound and report.sound
            print(json.dumps(_plain(name, report)) if args.json else _words(name, report))
    return 0 if sound else 1


def _chains(only: str | None) -> list[tuple[str, UUID]]:
    from hearth.platform.audit.codes import HOUSE_CHAIN
    from hearth.platform.tenancy.models import Facility

    found = [
        ("house", HOUSE_CHAIN),
        *Facility.objects.order_by("slug").values_list("slug", "pk"),
    ]
    wanted = [pair for pair in found if only in {None, pair[0]}]
    if not wanted:
        raise SystemExit(
            f"There is no community called {only}: {', '.join(n for n, _ in found)}."
        )
    return wanted


def _plain(name: str, report: Any) -> dict[str, Any]:
    return {
        "chain": name,
        "sound": report.sound,
        "rows": report.rows,
        "seals": report.seals,
        "anchors": report.anchors,
        "waiting": report.waiting.waiting,
        "findings": [{"code": f.code, "seal": f.seq, "text": f.text} for f in report.findings],
    }


def _words(name: str, report: Any) -> str:
    state = "sound" if report.sound else "NOT SOUND"
    head = f"{name}: {state}. {report.rows} rows under {report.seals} seals"
    lines = [
        f"{head}, {report.anchors} anchors outside; {report.waiting.waiting} rows not sealed yet."
    ]
    lines += [f"  {f.code} at seal {f.seq}: {f.text}" for f in report.findings]
    return "\n".join(lines)
