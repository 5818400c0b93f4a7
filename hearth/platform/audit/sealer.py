"""Chaining what is committed, a few seconds behind the writers, who never wait for it."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from hearth.platform.scope import house_scope, process_scope, scoped
from hearth.platform.scope.communities import communities
from hearth.platform.scope.scope import Scope

from .anchors import Anchor
from .chain import Content, digest_of, of_chain, rows_as_bytes
from .codes import HOUSE_CHAIN
from .models import AuditSeal


# Rows in one seal, at most; a single larger transaction stays whole.
BATCH = 5000
NAME = "audit-sealer"


def chain_scope(chain: UUID, name: str = NAME) -> Scope:
    """The scope in which the chain's rows can be read."""
    return house_scope(name) if chain == HOUSE_CHAIN else process_scope(name, chain)


def chains() -> list[UUID]:
    """The house's chain, and one for each community."""
    return [HOUSE_CHAIN, *communities()]


def seal_chain(chain: UUID) -> Anchor | None:
    """Seal everything of the chain that is committed; returns its new head, None if nothing was due.

    Two sealers at once do no harm: the second finds the chain taken and leaves it.
    """
    head = None
    while (seal := _seal_batch(chain)) is not None:
        head = seal
    return anchor_of(head) if head else None


def last_anchor(chain: UUID) -> Anchor | None:
    """The head of the chain as it stands, to be written down outside."""
    with scoped(chain_scope(chain)):
        head = head_of(chain)
    return anchor_of(head) if head else None


def anchor_of(seal: AuditSeal) -> Anchor:
    """What is written down of a seal."""
    return Anchor(
        chain=str(seal.chain),
        seq=seal.seq,
        to_xid=seal.to_xid,
        digest=seal.digest,
        sealed_at=seal.sealed_at.isoformat(),
    )


def head_of(chain: UUID) -> AuditSeal | None:
    """The last seal of the chain. Needs its scope."""
    return AuditSeal.objects.filter(chain=chain).order_by("-seq").first()


def _seal_batch(chain: UUID) -> AuditSeal | None:
    with scoped(chain_scope(chain)):
        if not _take(chain):
            return None
        head = head_of(chain)
        first = head.to_xid + 1 if head else 0
        last = _end_of_batch(chain, first)
        if last is None:
            return None
        content = Content()
        for _xid, line in rows_as_bytes(chain, first, last):
            content.add(line)
        return _append(chain, head, first, last, content)


def _append(
    chain: UUID, head: AuditSeal | None, first: int, last: int, content: Content
) -> AuditSeal:
    seq = head.seq + 1 if head else 0
    previous = head.digest if head else ""
    digest = digest_of(
        chain=chain,
        seq=seq,
        first=first,
        last=last,
        count=content.count,
        content=content.hexdigest(),
        previous=previous,
    )
    return AuditSeal.objects.create(
        facility_id=None if chain == HOUSE_CHAIN else chain,
        chain=chain,
        seq=seq,
        from_xid=first,
        to_xid=last,
        row_count=content.count,
        content=content.hexdigest(),
        previous=previous,
        digest=digest,
        sealed_at=_database_clock(),
    )


def _take(chain: UUID) -> bool:
    """Whether this transaction holds the chain: no other sealer works on it until it ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"seal:{chain}"]
        )
        return bool(cursor.fetchone()[0])


def _end_of_batch(chain: UUID, first: int) -> int | None:
    """The last transaction number to seal now, or None when nothing waits.

    Everything below the horizon has ended, so no row can appear below it any more: not from
    a long import, nor from a prepared transaction.
    """
    mine = f"{of_chain(chain)} AND xid >= %s AND xid < %s"
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_horizon()")
        horizon = cursor.fetchone()[0]
        cursor.execute(
            f"SELECT xid FROM audit_auditevent WHERE {mine} ORDER BY xid LIMIT 1",  # noqa: S608
            [first, horizon],
        )
        if cursor.fetchone() is None:
            return None
        cursor.execute(
            f"SELECT xid FROM audit_auditevent WHERE {mine} ORDER BY xid OFFSET %s LIMIT 1",  # noqa: S608
            [first, horizon, BATCH],
        )
        full = cursor.fetchone()
    return int(full[0] if full else horizon - 1)


def _database_clock() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        at: datetime = cursor.fetchone()[0]
        return at
