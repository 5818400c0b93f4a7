"""``hearth live``: the live streams, served by one event loop."""

import argparse

import uvicorn

from hearth.config import logs
from hearth.config.environment import environment


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Describe the verb."""
    parser = subparsers.add_parser("live", help="serve live streams only")
    parser.add_argument("--bind", help="path of a unix socket (default: the house's own)")


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop; open streams are closed after five seconds at most."""
    logs.configure()
    uvicorn.run(
        "hearth.config.live:application",
        uds=args.bind or str(environment().sockets / "live.sock"),
        lifespan="on",
        access_log=False,
        log_config=None,
        proxy_headers=True,
        forwarded_allow_ips="*",
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    return 0
