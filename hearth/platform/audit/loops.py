"""For ever: seal what is committed, every few seconds, and write the heads down outside."""

import logging
import threading
import time
from uuid import UUID

from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from .anchors import Anchor, drop_anchor
from .sealer import chains, last_anchor, seal_chain


log = logging.getLogger("hearth.audit")

PERIOD = 4.0
ANCHOR_PERIOD = 60.0


class Sealer:
    """One sealer's memory: heads not yet written down outside, and when it last did what."""

    def __init__(self) -> None:
        self.heads: dict[UUID, Anchor] = {}
        self.anchored_at: dict[UUID, float] = {}

    def turn(self) -> None:
        """Seal every chain once; write down the heads that are due."""
        for chain in chains():
            head = seal_chain(chain)
            if head is None and chain not in self.anchored_at and chain not in self.heads:
                # The sealer before this one may have ended before it wrote its last head down.
                head = last_anchor(chain)
                self.anchored_at[chain] = time.monotonic() - ANCHOR_PERIOD
            if head is not None:
                self.heads[chain] = head
        self.write_down()

    def write_down(self, *, everything: bool = False) -> None:
        """Anchor each head whose last anchor is a minute old. A full disk must not stop sealing."""
        now = time.monotonic()
        for chain, head in list(self.heads.items()):
            last = self.anchored_at.get(chain)
            if not everything and last is not None and now - last < ANCHOR_PERIOD:
                continue
            try:
                drop_anchor(head)
            except OSError as error:
                log.error("audit anchor not written", extra={"code": error.errno})
                continue
            del self.heads[chain]
            self.anchored_at[chain] = now


def seal_forever(stop: threading.Event) -> None:
    """Seal until told to stop. A database that goes away is waited for."""
    sealer = Sealer()
    while not stop.is_set():
        try:
            sealer.turn()
        except (DatabaseError, InterfaceError) as error:
            code = str(getattr(error.__cause__, "sqlstate", "") or "")
            log.warning(
                "audit sealer waits for the database: %s",
                type(error).__name__,
                extra={"code": code},
            )
            connection.close()
        finally:
            close_old_connections()
        stop.wait(PERIOD)
    sealer.write_down(everything=True)


# Run by `hearth loops` (hearth.platform.jobs.loops finds this table in every app).
LOOPS = {"audit-sealer": seal_forever}
