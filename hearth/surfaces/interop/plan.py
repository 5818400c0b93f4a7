"""What an import would do, and in which order it does it.

The survey reads the files once, entry by entry, and keeps of each entry only the digests
of its keys (about 400 bytes an entry). With them the second reading can hand every entry over after
those it refers to, and say for each reference which entry it means, whatever their order
in the files and however large the files are.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hearth.kernel import clock
from hearth.surfaces.interop import fitting
from hearth.surfaces.interop.datatypes import Key, Ref
from hearth.surfaces.interop.fhir import identity, mapping
from hearth.surfaces.interop.fhir.mapping import FACTS
from hearth.surfaces.interop.mapped import (
    AboutResident,
    Line,
    Mapped,
    ResidentFacts,
    Verbatim,
)
from hearth.surfaces.interop.reading import Entry
from hearth.surfaces.interop.reasons import Reason, reason
from hearth.surfaces.interop.tables.reading import RowEntry


Known = Callable[[Key], bool]
Progress = Callable[[int], None]
# Each file as its entries; a fresh reading of every file, in the same order, at each call.
Opened = Callable[[], Iterable[Iterable[Entry]]]


class Fate(StrEnum):
    """What becomes of an entry."""

    CREATE = "create"
    UPDATE = "update"
    VERBATIM = "verbatim"
    QUARANTINE = "quarantine"


# The types that are mapped to facts. The importer passes its own set: what the record has
# room for (``fitting.ROOMS``).
ROOMS = frozenset(FACTS)

UTC = ZoneInfo("UTC")

# Whatever stands in a later wave may refer to an earlier one; types not named come last.
WAVES = (
    ("Organization",),
    ("Location", "Practitioner"),
    ("Patient", "PractitionerRole"),
    ("RelatedPerson", "EpisodeOfCare"),
    ("Coverage", "Encounter"),
)
_RANK = {kind: rank for rank, wave in enumerate(WAVES) for kind in wave}
_LAST = len(WAVES)

# Waves smaller than this together are sorted in memory instead of read one by one.
# In characters. Source: own limit.
_HELD = 16 << 20
_PREVIEW = 5
_LISTED = 1_000


@dataclass(frozen=True, slots=True)
class Planned:
    """One entry with its facts and what becomes of it.

    ``position`` counts the entries of all files from 0, the same in every reading; ``file``
    counts the files. ``mapped`` is None only in quarantine; ``why`` is the reason for
    quarantine, or for keeping verbatim what otherwise would be a fact.
    """

    position: int
    file: int
    entry: Entry
    mapped: Mapped | None
    fate: Fate
    why: Reason | None = None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Where something stands that was not taken over, and why; for lists."""

    file: str
    index: int
    line: int
    type: str
    why: Reason


@dataclass(slots=True)
class Survey:
    """What the files hold. Made by ``survey``; asked by the dry run and the import."""

    known: Known
    rooms: frozenset[str]
    source: str
    now: datetime
    zone: ZoneInfo
    entries: int = 0
    per_file: Counter[int] = field(default_factory=Counter)
    counts: dict[str, Counter[Fate]] = field(default_factory=lambda: defaultdict(Counter))
    sizes: Counter[str] = field(default_factory=Counter)
    preview: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))
    quarantined: list[Quarantined] = field(default_factory=list)
    kept_whys: Counter[str] = field(default_factory=Counter)
    noticed: int = 0
    _places: dict[bytes, int] = field(default_factory=dict)
    _persons: dict[bytes, bytes] = field(default_factory=dict)
    _ambiguous: set[bytes] = field(default_factory=set)

    @property
    def read_nothing(self) -> bool:
        """Whether not one entry could be read, though there were some (or no file to read)."""
        lost = sum(counter[Fate.QUARANTINE] for counter in self.counts.values())
        return self.entries > 0 and lost == self.entries

    def as_json(self) -> dict[str, object]:
        """The dry run's answer; the parts add up to ``entries``."""
        return {
            "entries": self.entries,
            "resources": {
                kind: {fate.value: counter[fate] for fate in Fate}
                for kind, counter in sorted(self.counts.items())
            },
        }

    def find(self, ref: Ref, entry: Entry) -> int | None:
        """The position of the entry that ``ref`` in ``entry`` means, None if in no file
        or if the files leave open which.
        """
        for key in reference_keys(ref, source=self.source, full_url=entry.full_url):
            digest = _digest(key)
            if digest in self._ambiguous:
                return None
            if digest in self._places:
                return self._places[digest]
        return None

    def judge(self, read: "Read") -> Planned:
        """What becomes of an entry, now that all files have been seen once."""
        position, file, entry, found = read
        if isinstance(found, Reason):
            return Planned(position, file, entry, None, Fate.QUARANTINE, found)
        digests = [_digest(key) for key in found.keys]
        if isinstance(found, ResidentFacts):
            clash = self._clash(found, digests)
            if clash:
                why = reason("another-person", key=clash.value)
                return Planned(position, file, entry, None, Fate.QUARANTINE, why)
        first = min(
            (self._places.get(digest, position) for digest in digests), default=position
        )
        seen = first < position or any(self.known(key) for key in found.keys)
        kept_because = self._kept_because(found, entry) or fitting.kept_because(
            found, known=seen
        )
        if kept_because:
            return Planned(position, file, entry, found, Fate.VERBATIM, kept_because)
        fate = Fate.UPDATE if seen else Fate.CREATE
        return Planned(position, file, entry, found, fate)

    def _clash(self, found: ResidentFacts, digests: list[bytes]) -> Key | None:
        """A key by which the files call several persons."""
        pairs = zip(found.keys, digests, strict=True)
        return next((key for key, digest in pairs if digest in self._ambiguous), None)

    def _kept_because(self, found: Mapped, entry: Entry) -> Reason | None:
        """Why a resource is only kept, None when it is taken over as a fact."""
        if isinstance(found, Verbatim):
            return found.why or reason("no-room")
        if found.type not in self.rooms:
            return reason("no-room")
        if not isinstance(found, AboutResident):
            return None
        resident = found.resident
        if resident is None or not (resident.target or resident.identifier):
            return reason("subject-missing")
        if resident.type not in ("Patient", ""):
            return reason("subject-not-a-resident", subject=resident.type)
        keys = reference_keys(resident, source=self.source, full_url=entry.full_url)
        if any(_digest(key) in self._ambiguous for key in keys):
            return reason("subject-ambiguous", subject=str(resident))
        if self.find(resident, entry) is None and not any(self.known(key) for key in keys):
            return reason("subject-unknown", subject=str(resident))
        return None

    def _register(self, read: "Read") -> None:
        position, _, _, found = read
        if isinstance(found, Reason):
            return
        self.noticed += bool(found.notices)
        if found.type == "Patient" and not isinstance(found, ResidentFacts):
            return  # only kept, so nobody a fact could be about
        person = _digest(_person(found)) if isinstance(found, ResidentFacts) else b""
        for key in found.keys:
            digest = _digest(key)
            self._places.setdefault(digest, position)
            if person and self._persons.setdefault(digest, person) != person:
                self._ambiguous.add(digest)

    def _count(self, planned: Planned) -> None:
        kind = planned.entry.type
        self.counts[kind][planned.fate] += 1
        if planned.fate is Fate.VERBATIM and planned.why:
            self.kept_whys[planned.why.code] += 1
        if planned.mapped and len(self.preview[kind]) < _PREVIEW:
            self.preview[kind].append(planned.mapped.line)
        if planned.fate is Fate.QUARANTINE and len(self.quarantined) < _LISTED:
            entry = planned.entry
            why = planned.why or reason("no-resource")
            self.quarantined.append(Quarantined(entry.file, entry.index, entry.line, kind, why))


class Read(NamedTuple):
    """One entry as it was read: the how-manieth of all, of which file, and what it says."""

    position: int
    file: int
    entry: Entry
    found: Mapped | Reason


def survey(
    open_files: Opened,
    *,
    known: Known = lambda _: False,
    learn: Callable[[Iterable[Key]], None] = lambda _: None,
    rooms: frozenset[str] = ROOMS,
    source: str = "",
    zone: ZoneInfo = UTC,
    progress: Progress = lambda _: None,
) -> Survey:
    """Read the files and count what an import would do with each entry.

    ``open_files`` gives a fresh reading of every file, in the same order each time it is
    called; it is called twice, since who an entry is about may stand behind it. ``known``
    says whether the record already has something of that key, of which ``learn`` is told
    beforehand. ``source`` names the sending system, ``zone`` is the community's.
    """
    made = Survey(known=known, rooms=rooms, source=source, now=clock.now(), zone=zone)
    for read in _each(open_files(), made):
        made.entries += 1
        made.per_file[read.file] += 1
        made.sizes[read.entry.type] += len(read.entry.text)
        made._register(read)
        learn(_asked(read, source))
        progress(made.entries)
    for read in _each(open_files(), made):
        made._count(made.judge(read))
    return made


def _asked(read: Read, source: str) -> Iterator[Key]:
    """The keys that judging this entry will ask about."""
    if isinstance(read.found, Reason):
        return
    yield from read.found.keys
    if isinstance(read.found, AboutResident) and read.found.resident:
        url = read.entry.full_url
        yield from reference_keys(read.found.resident, source=source, full_url=url)


def in_order(open_files: Opened, surveyed: Survey) -> Iterator[Planned]:
    """Every entry once, after those it may refer to (see ``WAVES``); quarantine first of all
    in its wave. Small waves are sorted in memory, large ones read from the files again.
    """
    for group in _groups(surveyed.sizes):
        held: list[Planned] = []
        for read in _each(open_files(), surveyed, group):
            planned = surveyed.judge(read)
            if len(group) == 1:
                yield planned
            else:
                held.append(planned)
        yield from sorted(held, key=lambda planned: rank(planned.entry.type))


def rank(kind: str) -> int:
    """The wave of a resource type."""
    return _RANK.get(kind, _LAST)


def reference_keys(ref: Ref, *, source: str, full_url: str = "") -> tuple[Key, ...]:
    """The keys by which the target of ``ref`` may be known, surest first.

    The same keys as ``Mapped.keys``, so they find a target in the file and in the record
    alike. ``full_url`` is the referring entry's: relative references count from its server.
    """
    found: list[Key] = []
    if ref.identifier and ref.identifier.value and ref.identifier.system:
        found.append(Key(ref.type or "Patient", ref.identifier.system, ref.identifier.value))
    target = ref.target
    if not target or target.startswith("#") or "?" in target:
        return tuple(found)
    kind = ref.type or "Patient"
    local = f"urn:hearth:source:{source}"
    if target.startswith("urn:"):
        found += [Key(kind, identity.URI, target), Key(kind, local, target.rpartition(":")[2])]
    elif "://" in target:
        found += [Key(kind, identity.URI, target), Key(kind, local, target.rpartition("/")[2])]
    else:
        if "://" in full_url:
            base = full_url.split("/_history/")[0].rsplit("/", 2)[0]
            found.append(Key(kind, identity.URI, f"{base}/{target}"))
        found.append(Key(kind, local, target.rpartition("/")[2]))
    return tuple(found)


def _each(
    files: Iterable[Iterable[Entry]], surveyed: Survey, ranks: frozenset[int] | None = None
) -> Iterator[Read]:
    position = 0
    for number, reading in enumerate(files):
        for entry in reading:
            if ranks is None or rank(entry.type) in ranks:
                yield Read(position, number, entry, _found(entry, surveyed))
            position += 1


def _found(entry: Entry, surveyed: Survey) -> Mapped | Reason:
    """What an entry says and can be true; a row of a table has been read already."""
    found = (
        entry.found
        if isinstance(entry, RowEntry)
        else mapping.read(entry, source=surveyed.source)
    )
    if isinstance(found, Reason):
        return found
    return fitting.set_aside_because(found, surveyed.now, surveyed.zone) or found


def _groups(sizes: Counter[str]) -> Iterator[frozenset[int]]:
    """Ranks to be read together: neighbours that fit into memory, each large one alone."""
    weight: Counter[int] = Counter()
    for kind, size in sizes.items():
        weight[rank(kind)] += size
    together: set[int] = set()
    for number in sorted(weight):
        if together and sum(weight[item] for item in together) + weight[number] > _HELD:
            yield frozenset(together)
            together = set()
        together.add(number)
    if together:
        yield frozenset(together)


def digest(key: Key) -> str:
    """What stands for a key wherever many are kept."""
    return _digest(key).hex()


def _digest(value: Key | str) -> bytes:
    return blake2b(str(value).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _person(found: ResidentFacts) -> str:
    """What two entries for one person share: first name and birth date. A family name
    may change between two exports.
    """
    name = found.name
    first = name.given[0] if name.given else name.full
    born = found.birth_date.iso if found.birth_date else ""
    return f"{first.casefold()}|{born}"
