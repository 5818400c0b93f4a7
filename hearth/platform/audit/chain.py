"""How rows are turned into bytes, and bytes into a seal. The same for sealing and verifying."""

import hashlib
from collections.abc import Iterator
from uuid import UUID

from django.db import connection

from hearth.kernel.keyring import keyring

from .codes import HOUSE_CHAIN


CONTEXT = "audit-seal"

# Every column, as PostgreSQL's COPY text: instants as microseconds since 1970, UTC.
_COLUMNS = (
    "xid, id, facility_id, (extract(epoch from recorded) * 1000000)::bigint, actor_id, actor_kind,"
    " action, resident_id, entity_type, entity_id, outcome, purpose, request_id, view_id,"
    " detail::text"
)


def rows_as_bytes(chain: UUID, first: int, last: int) -> Iterator[tuple[int, bytes]]:
    """(transaction number, canonical line) of each row of the chain in ``first`` … ``last``."""
    query = (
        f"COPY (SELECT {_COLUMNS} FROM audit_auditevent WHERE {of_chain(chain)}"  # noqa: S608 - a uuid and two ints
        f" AND xid BETWEEN {int(first)} AND {int(last)} ORDER BY xid, id) TO STDOUT"
    )
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        rest = b""
        for block in copy:
            lines = (rest + bytes(block)).split(b"\n")
            rest = lines.pop()
            for line in lines:
                yield int(line[: line.index(b"\t")]), line


def of_chain(chain: UUID) -> str:
    """The SQL that picks the chain's rows."""
    return (
        "facility_id IS NULL" if chain == HOUSE_CHAIN else f"facility_id = '{UUID(str(chain))}'"
    )


class Content:
    """The fingerprint of a run of rows, taken line by line."""

    def __init__(self) -> None:
        self.count = 0
        self._hash = hashlib.sha256()

    def add(self, line: bytes) -> None:
        self.count += 1
        self._hash.update(line)
        self._hash.update(b"\n")

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def digest_of(
    *, chain: UUID, seq: int, first: int, last: int, count: int, content: str, previous: str
) -> str:
    """The keyed seal over a range and everything before it; hexadecimal."""
    text = f"{chain}|{seq}|{first}|{last}|{count}|{content}|{previous}"
    return keyring().mac(text.encode(), CONTEXT).hex()
