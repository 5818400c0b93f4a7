"""Whether the trail is still what was written: edits, deletions, insertions, a cut tail."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from hearth.platform.scope import scoped

from .anchors import anchors_of
from .chain import Content, digest_of, rows_as_bytes
from .models import AuditSeal
from .queries import SealingState, sealing_state
from .sealer import chain_scope, chains


SEALS_AT_ONCE = 2000
ROWS_AT_ONCE = 200_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong. ``code`` is stable; ``seq`` is the seal it concerns."""

    code: str
    seq: int
    text: str


@dataclass(slots=True)
class Report:
    """What the check of one chain found."""

    chain: UUID
    rows: int = 0
    seals: int = 0
    anchors: int = 0
    from_: datetime | None = None
    to: datetime | None = None
    waiting: SealingState | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def add(self, code: str, seq: int, text: str) -> None:
        self.findings.append(Finding(code, seq, text))


def verify_all() -> Iterator[Report]:
    """Check the house's chain and every community's, one after the other."""
    for chain in chains():
        yield verify(chain)


def verify(chain: UUID) -> Report:
    """Check one chain from its first row, in bounded memory (``HOUSE_CHAIN`` for the house's).

    Finding codes: rows-changed, rows-missing, rows-added, seal-changed, seal-missing,
    chain-broken, anchor-mismatch, tail-cut, anchor-missing, anchor-unreadable.
    """
    report = Report(chain=chain)
    scope = chain_scope(chain, "audit-verify")
    wanted = _anchored(chain, report)
    with scoped(scope):
        previous: AuditSeal | None = None
        while seals := _next_seals(chain, previous):
            _check_rows(report, seals)
            for seal in seals:
                _check_seal(report, seal, previous)
                _check_anchor(report, seal, wanted)
                previous = seal
        report.waiting = sealing_state(scope)
    _check_tail(report, wanted)
    return report


def _anchored(chain: UUID, report: Report) -> dict[int, set[str]]:
    """The digests that were written down outside, by the seal's number."""
    wanted: dict[int, set[str]] = {}
    for anchor in anchors_of(chain):
        report.anchors += 1
        if anchor is None:
            report.add("anchor-unreadable", -1, "A line of the anchor file cannot be read.")
        else:
            wanted.setdefault(anchor.seq, set()).add(anchor.digest)
    return wanted


def _next_seals(chain: UUID, after: AuditSeal | None) -> list[AuditSeal]:
    """The next seals, as many as one short statement can read the rows of."""
    found = AuditSeal.objects.filter(chain=chain, seq__gt=after.seq if after else -1)
    seals: list[AuditSeal] = []
    rows = 0
    for seal in found.order_by("seq")[:SEALS_AT_ONCE]:
        if seals and rows + seal.row_count > ROWS_AT_ONCE:
            break
        seals.append(seal)
        rows += seal.row_count
    return seals


def _check_rows(report: Report, seals: list[AuditSeal]) -> None:
    """Take the fingerprint of the rows again and hold it against what was sealed."""
    taken = [Content() for _ in seals]
    place = 0
    strays = 0
    for xid, line in rows_as_bytes(report.chain, seals[0].from_xid, seals[-1].to_xid):
        while place < len(seals) - 1 and xid > seals[place].to_xid:
            place += 1
        if seals[place].from_xid <= xid <= seals[place].to_xid:
            taken[place].add(line)
        else:
            strays += 1
    if strays:
        report.add("rows-added", seals[0].seq, f"{strays} rows lie between two seals.")
    for seal, content in zip(seals, taken, strict=True):
        report.rows += content.count
        _compare(report, seal, content)


def _compare(report: Report, seal: AuditSeal, content: Content) -> None:
    where = (
        f"between {seal.from_xid} and {seal.to_xid}, sealed {seal.sealed_at:%Y-%m-%d %H:%M} UTC"
    )
    if content.count < seal.row_count:
        gone = seal.row_count - content.count
        report.add("rows-missing", seal.seq, f"{gone} rows are gone {where}.")
    elif content.count > seal.row_count:
        more = content.count - seal.row_count
        report.add("rows-added", seal.seq, f"{more} rows were put in later {where}.")
    elif content.hexdigest() != seal.content:
        report.add("rows-changed", seal.seq, f"A row was changed {where}.")


def _check_seal(report: Report, seal: AuditSeal, previous: AuditSeal | None) -> None:
    """The seal must be ours, and follow the one before it without a gap."""
    report.seals += 1
    report.from_ = report.from_ or seal.sealed_at
    report.to = seal.sealed_at
    expected = digest_of(
        chain=seal.chain,
        seq=seal.seq,
        first=seal.from_xid,
        last=seal.to_xid,
        count=seal.row_count,
        content=seal.content,
        previous=seal.previous,
    )
    if seal.digest != expected:
        report.add("seal-changed", seal.seq, "The seal was not made with this house's key.")
    follows = previous.seq + 1 if previous else 0
    if seal.seq != follows:
        report.add("seal-missing", seal.seq, f"Seals {follows} to {seal.seq - 1} are gone.")
    elif seal.previous != (previous.digest if previous else "") or seal.from_xid != (
        previous.to_xid + 1 if previous else 0
    ):
        report.add("chain-broken", seal.seq, "The seal does not follow the one before it.")


def _check_anchor(report: Report, seal: AuditSeal, wanted: dict[int, set[str]]) -> None:
    if wanted.pop(seal.seq, {seal.digest}) != {seal.digest}:
        report.add(
            "anchor-mismatch",
            seal.seq,
            "Outside the database another seal is written down here.",
        )


def _check_tail(report: Report, wanted: dict[int, set[str]]) -> None:
    """What is written down outside and no longer here was cut off, or never restored."""
    if beyond := [seq for seq in wanted if seq >= report.seals]:
        report.add(
            "tail-cut",
            max(beyond),
            f"The chain ends at seal {report.seals - 1}; outside, seal {max(beyond)} is written down.",
        )
    if report.seals and not report.anchors:
        report.add(
            "anchor-missing", report.seals - 1, "No anchor of this chain exists outside."
        )
