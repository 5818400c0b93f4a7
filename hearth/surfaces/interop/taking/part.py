"""One part of an import: a few hundred entries, what is known of each, and what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hearth.kernel.merging import Taken, Told
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.record.documents.actions.imports import Claim
from hearth.record.documents.models import SourceRecord
from hearth.surfaces.interop import queries
from hearth.surfaces.interop.datatypes import Key, Ref
from hearth.surfaces.interop.mapped import AboutResident, Mapped, ResidentFacts
from hearth.surfaces.interop.plan import Fate, Planned, digest, reference_keys
from hearth.surfaces.interop.queries import KnownAs
from hearth.surfaces.interop.reading import Entry
from hearth.surfaces.interop.reasons import Notice, Reason, reason


UNCHANGED = "unchanged"
_LABELS = ("normal", "restricted", "part2")


@dataclass(slots=True, kw_only=True)
class Case:
    """One entry on its way into the record.

    ``known`` is what was last taken in under one of its names, ``same`` what came before with
    the same content, ``before`` what the same system said last of its row. The rest is what
    becomes of it: ``claim`` the row it is now, ``why`` the reason for being kept or set aside,
    ``left`` the columns that stay as people left them, ``notices`` what a person should do.
    """

    planned: Planned
    batch: UUID
    line: int
    content_hash: str
    source_id: str
    digests: tuple[str, ...]
    known: KnownAs | None = None
    same: SourceRecord | None = None
    row: UUID | None = None
    before: Mapped | None = None
    resident: UUID | None = None
    claim: Claim | None = None
    fate: str = ""
    why: Reason | None = None
    set_aside: bool = False
    left: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def entry(self) -> Entry:
        """The entry itself."""
        return self.planned.entry

    @property
    def facts(self) -> Any:
        """What it says; of an entry that was read."""
        return self.planned.mapped

    def keep(self, why: Reason) -> None:
        """It is kept as it came, and says why."""
        self.why, self.claim, self.fate = why, None, Fate.VERBATIM.value

    def put_aside(self, why: Reason) -> None:
        """It is set aside until somebody corrects it."""
        self.why, self.set_aside, self.fate = why, True, Fate.QUARANTINE.value

    def become(self, kind: str, taken: Taken) -> None:
        """What the action that owns it has made of it."""
        if taken.refused:
            self.keep(reason(taken.refused))
        elif taken.row is not None:
            self.claim = Claim(type=kind, id=taken.row)
            self.fate = self.planned.fate.value
            self.left = taken.kept


@dataclass(slots=True)
class Context:
    """What holds for a whole import. ``people`` are residents and practitioners met so far, by
    the digests of their names."""

    scope: Scope
    by: Actor
    source: str
    zone: ZoneInfo
    people: dict[str, Claim] = field(default_factory=dict)
    labels: dict[UUID, str] = field(default_factory=dict)
    batches: set[UUID] = field(default_factory=set)


class Part:
    """The cases of one part, with everything their references lead to."""

    def __init__(self, context: Context, cases: list[Case]) -> None:
        self.context = context
        self.cases = cases
        self._named: dict[str, KnownAs] = {}
        self._numbered: dict[tuple[str, str], UUID] = {}

    @property
    def scope(self) -> Scope:
        return self.context.scope

    @property
    def by(self) -> Actor:
        return self.context.by

    @property
    def zone(self) -> ZoneInfo:
        return self.context.zone

    def of_type(self, *kinds: str) -> list[Case]:
        """The cases of these resource types that are to become facts."""
        return [
            case
            for case in self.cases
            if case.entry.type in kinds and not case.fate and case.facts is not None
        ]

    # Whom and what references mean

    def learn(self) -> None:
        """Look up, in a few questions, what all references of the part lead to."""
        keys = {key for case in self.cases for key in self._keys_of(case)}
        unknown = {key for key in keys if digest(key) not in self.context.people}
        self._named = queries.known_as(self.scope, {digest(key) for key in unknown})
        numbers = {
            (key.system, key.value)
            for key in unknown
            if key.type == "Patient" and digest(key) not in self._named
        }
        self._numbered = queries.residents_by_number(self.scope, numbers)
        self._learn_labels()

    def _keys_of(self, case: Case) -> Iterable[Key]:
        if not isinstance(case.facts, Mapped):
            return
        if isinstance(case.facts, ResidentFacts):
            yield from case.facts.keys
        for ref in _people_of(case.facts):
            yield from self._keys(ref, case)

    def _keys(self, ref: Ref, case: Case) -> tuple[Key, ...]:
        return reference_keys(ref, source=self.context.source, full_url=case.entry.full_url)

    def _learn_labels(self) -> None:
        residents = {
            known.resident for known in self._named.values() if known.resident is not None
        } | set(self._numbered.values())
        missing = residents - self.context.labels.keys()
        self.context.labels |= queries.residents_labelled(self.scope, missing)

    def whom(self, ref: Ref | None, case: Case, kind: str) -> UUID | None:
        """The row of the record (Resident, OutsidePractitioner) a reference means."""
        if ref is None:
            return None
        for key in self._keys(ref, case):
            found = self.row_of(key, kind)
            if found is not None:
                return found
        return None

    def row_of(self, key: Key, kind: str) -> UUID | None:
        """The row of that kind that goes by this key."""
        claim = self.context.people.get(digest(key))
        if claim is None and (known := self._named.get(digest(key))) and known.claimed_id:
            claim = Claim(type=known.claimed_type, id=known.claimed_id)
        if claim is not None and claim.type == kind:
            return claim.id
        return self._numbered.get((key.system, key.value)) if kind == "Resident" else None

    def remember(self, case: Case) -> None:
        """Let later entries find this person."""
        if case.claim is not None:
            self.context.people |= dict.fromkeys(case.digests, case.claim)

    # What actions are told

    def settle_resident(self, case: Case) -> bool:
        """Settle whom a fact is about; whether it can be taken over."""
        facts = case.facts
        if not isinstance(facts, AboutResident):
            return True
        case.resident = self.whom(facts.resident, case, "Resident")
        if case.resident is None:
            case.keep(reason("subject-unknown", subject=str(facts.resident)))
        elif case.row and case.known and case.known.resident not in (None, case.resident):
            case.keep(reason("resident-elsewhere"))
        return not case.fate

    def label(self, case: Case) -> str:
        """The stricter of the sender's label and the resident's."""
        resident = (
            self.context.labels.get(case.resident, "normal") if case.resident else "normal"
        )
        return max(resident, case.facts.security_label, key=_LABELS.index)

    def told(
        self,
        case: Case,
        fields: Mapping[str, Any],
        before: Mapping[str, Any] | None = None,
        **extra: Any,
    ) -> Told:
        """A case as an action takes it."""
        return Told(
            fields=fields,
            before=before,
            row=case.row,
            resident=case.resident,
            security_label=self.label(case),
            source_system=self.context.source,
            source_id=case.source_id,
            extra=extra,
        )


def _people_of(facts: Mapped) -> Iterable[Ref]:
    """The references of a fact that must be known to take it over."""
    if isinstance(facts, AboutResident) and facts.resident:
        yield facts.resident
    yield from getattr(facts, "general_practitioners", ())
    practitioner = getattr(facts, "practitioner", None)
    if practitioner:
        yield practitioner
