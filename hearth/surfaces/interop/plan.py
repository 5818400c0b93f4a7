"""What an import would do, and in which order it does it.

The survey reads the files once, entry by entry, and keeps of each entry only the digests
of its keys (about 400 bytes an entry). With them the second reading can hand every entry over after
those it refers to, and say for each reference which entry it means, whatever their order
in the files and however large the files are.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b

from hearth.surfaces.interop.datatypes import Key, Ref
from hearth.surfaces.interop.fhir import identity
from hearth.surfaces.interop.fhir.mapping import FACTS, read
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
# Each file as its entries; a fresh reading of every file, in the same order, at each call.
Opened = Callable[[], Iterable[Iterable[Entry]]]


class Fate(StrEnum):
    """What becomes of an entry."""

    CREATE = "create"
    UPDATE = "update"
    VERBATIM = "verbatim"
    QUARANTINE = "quarantine"


# The types the record floor takes over as facts. The importer passes its own set when it
# has room for fewer.
ROOMS = frozenset(FACTS)

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

    ``position`` counts the entries of all files from 0, the same in every reading.
    ``mapped`` is None only in quarantine; ``why`` is the reason for quarantine, or for
    keeping verbatim what otherwise would be a fact.
    """

    position: int
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
    entries: int = 0
    counts: dict[str, Counter[Fate]] = field(default_factory=lambda: defaultdict(Counter))
    sizes: Counter[str] = field(default_factory=Counter)
    preview: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))
    quarantined: list[Quarantined] = field(default_factory=list)
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

    def judge(self, position: int, entry: Entry, found: Mapped | Reason) -> Planned:
        """What becomes of an entry, now that all files have been seen once."""
        if isinstance(found, Reason):
            return Planned(position, entry, None, Fate.QUARANTINE, found)
        digests = [_digest(key) for key in found.keys]
        if isinstance(found, ResidentFacts):
            clash = next(
                (
                    key
                    for key, d in zip(found.keys, digests, strict=True)
                    if d in self._ambiguous
                ),
                None,
            )
            if clash:
                why = reason("another-person", key=clash.value)
                return Planned(position, entry, None, Fate.QUARANTINE, why)
        kept_because = self._kept_because(found, entry)
        if kept_because:
            return Planned(position, entry, found, Fate.VERBATIM, kept_because)
        first = min(
            (self._places.get(digest, position) for digest in digests), default=position
        )
        seen = first < position or any(self.known(key) for key in found.keys)
        return Planned(position, entry, found, Fate.UPDATE if seen else Fate.CREATE)

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

    def _register(self, position: int, found: Mapped) -> None:
        person = _digest(_person(found)) if isinstance(found, ResidentFacts) else b""
        for key in found.keys:
            digest = _digest(key)
            self._places.setdefault(digest, position)
            if person and self._persons.setdefault(digest, person) != person:
                self._ambiguous.add(digest)

    def _count(self, planned: Planned) -> None:
        kind = planned.entry.type
        self.counts[kind][planned.fate] += 1
        if planned.mapped and len(self.preview[kind]) < _PREVIEW:
            self.preview[kind].append(planned.mapped.line)
        if planned.fate is Fate.QUARANTINE and len(self.quarantined) < _LISTED:
            entry = planned.entry
            why = planned.why or reason("no-resource")
            self.quarantined.append(Quarantined(entry.file, entry.index, entry.line, kind, why))


def survey(
    open_files: Opened,
    *,
    known: Known = lambda _: False,
    rooms: frozenset[str] = ROOMS,
    source: str = "",
) -> Survey:
    """Read the files and count what an import would do with each entry.

    ``open_files`` gives a fresh reading of every file, in the same order each time it is
    called; it is called twice, since who an entry is about may stand behind it. ``known``
    says whether the record already has something of that key. ``source`` names the sending
    system.
    """
    made = Survey(known=known, rooms=rooms, source=source)
    for position, entry, found in _each(open_files(), source):
        made.entries += 1
        made.sizes[entry.type] += len(entry.text)
        if not isinstance(found, Reason):
            made.noticed += bool(found.notices)
            made._register(position, found)
    for position, entry, found in _each(open_files(), source):
        made._count(made.judge(position, entry, found))
    return made


def in_order(open_files: Opened, surveyed: Survey) -> Iterator[Planned]:
    """Every entry once, after those it may refer to (see ``WAVES``); quarantine first of all
    in its wave. Small waves are sorted in memory, large ones read from the files again.
    """
    for group in _groups(surveyed.sizes):
        held: list[Planned] = []
        for position, entry, found in _each(open_files(), surveyed.source, group):
            planned = surveyed.judge(position, entry, found)
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
    files: Iterable[Iterable[Entry]], source: str, ranks: frozenset[int] | None = None
) -> Iterator[tuple[int, Entry, Mapped | Reason]]:
    position = 0
    for reading in files:
        for entry in reading:
            if ranks is None or rank(entry.type) in ranks:
                yield position, entry, _found(entry, source)
            position += 1


def _found(entry: Entry, source: str) -> Mapped | Reason:
    """What an entry says: a row of a table has been read already."""
    return entry.found if isinstance(entry, RowEntry) else read(entry, source=source)


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


def _digest(value: Key | str) -> bytes:
    text = value if isinstance(value, str) and not isinstance(value, Key) else str(value)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _person(found: ResidentFacts) -> str:
    """What two entries for one person share: first name and birth date. A family name
    may change between two exports.
    """
    name = found.name
    first = name.given[0] if name.given else name.full
    born = found.birth_date.iso if found.birth_date else ""
    return f"{first.casefold()}|{born}"
