"""Carry an import out: survey, then part by part into the record, in an order that works.

Each part of a few hundred entries is one transaction: what it makes of the record, every entry
word for word, and how far its files are. A run that is killed is taken up where it
stopped; the same file again makes nothing twice. ``WHOLE`` is one transaction for everything.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope, scoped
from hearth.platform.tenancy.models import Facility
from hearth.record.documents.actions.imports import (
    Claim,
    Kept,
    Progress,
    ToImport,
    count_entries,
    finish_import,
    import_file,
    keep_source_records,
)
from hearth.record.documents.codes import BatchMode
from hearth.record.documents.models import ImportBatch, SourceRecord
from hearth.record.documents.rules import content_hash
from hearth.surfaces.interop import fitting, queries
from hearth.surfaces.interop.fhir.element import Context as Origin
from hearth.surfaces.interop.fhir.element import Unfit
from hearth.surfaces.interop.fhir.identity import fit_json
from hearth.surfaces.interop.fhir.mapping import mapped
from hearth.surfaces.interop.imported import together
from hearth.surfaces.interop.known import Known
from hearth.surfaces.interop.mapped import (
    AboutResident,
    Mapped,
    ObservationFacts,
    Verbatim,
)
from hearth.surfaces.interop.opening import Handed
from hearth.surfaces.interop.plan import (
    Fate,
    Opened,
    Planned,
    Survey,
    digest,
    in_order,
    survey,
)
from hearth.surfaces.interop.reading import UNREADABLE, resource_text, write_json
from hearth.surfaces.interop.reasons import reason
from hearth.surfaces.interop.remarks import Remarks
from hearth.surfaces.interop.tables import stored
from hearth.surfaces.interop.taking.documents import take_documents
from hearth.surfaces.interop.taking.health import take_health, take_observations
from hearth.surfaces.interop.taking.levels import take_levels
from hearth.surfaces.interop.taking.part import (
    UNCHANGED,
    Case,
    Context,
    Part,
)
from hearth.surfaces.interop.taking.people import (
    take_contacts,
    take_practitioners,
    take_residents,
    take_roles,
)
from hearth.surfaces.interop.taking.places import take_places, take_stays
from hearth.surfaces.interop.told.values import when_of


Say = Callable[[int, int], None]

# Entries of one transaction, and the most text it may hold (attachments are large).
PART = 500
PART_TEXT = 8 << 20
_MOST_ID = 200

# Signs that JSON may name by number and no database keeps, and numbers it cannot hold.
_UNKEEPABLE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])|[0-9][eE][+-]?[0-9]{4,}")


class NotWhole(Refused):
    """Something would be set aside, and everything or nothing was asked for."""

    def __init__(self, count: int) -> None:
        super().__init__(
            "not-whole",
            N_("{count} entries cannot be taken over, so nothing was. Correct them first."),
            count=count,
        )


@dataclass(slots=True)
class Outcome:
    """What became of everything: counts by type and fate, of all files together."""

    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def entries(self) -> int:
        """How many entries there were."""
        return sum(sum(parts.values()) for parts in self.counts.values())

    @property
    def brought_people(self) -> bool:
        """Whether somebody is here now about whom more may wait."""
        people = ("Patient", "Practitioner")
        return any(self.counts.get(kind, {}).get(Fate.CREATE) for kind in people)

    def of(self, fate: str) -> int:
        """How many became that."""
        return sum(parts.get(fate, 0) for parts in self.counts.values())


@dataclass(slots=True)
class Run:
    """One import on its way: its files as they were opened, and a batch for each."""

    scope: Scope
    by: Actor
    facility: Facility
    source: str
    opened: Opened
    batches: list[ImportBatch]
    mode: BatchMode = BatchMode.GOOD_ROWS
    rooms: frozenset[str] = fitting.ROOMS
    say: Say = lambda done, of: None

    def who(self) -> dict[str, Any]:
        """Whose run it is, where, and from which system."""
        return {
            "scope": self.scope,
            "by": self.by,
            "facility": self.facility,
            "source": self.source,
        }

    def survey(self) -> Survey:
        """Read the files once through and count what will be done."""
        return surveyed(
            self.opened,
            scope=self.scope,
            facility=self.facility,
            source=self.source,
            rooms=self.rooms,
        )


def begin(
    *,
    scope: Scope,
    by: Actor,
    facility: Facility,
    handed: Handed,
    source: str,
    mode: BatchMode = BatchMode.GOOD_ROWS,
    say: Say = lambda done, of: None,
) -> Run:
    """A run over these files: taken up where the same ones stopped, else begun."""
    marks = [file.marks() for file in handed.files]
    with scoped(scope):
        batches = queries.unfinished(scope, [mark for mark, _ in marks], source)
        if not batches or any(batch.mode != mode for batch in batches):
            batches = import_file(
                scope=scope,
                by=by,
                files=[
                    ToImport(
                        file_name=file.name,
                        sha256=mark,
                        size=size,
                        format=handed.format_of(number),
                        source_system=source,
                        mode=mode,
                        mapping=handed.mapping_of(number),
                    )
                    for number, (file, (mark, size)) in enumerate(
                        zip(handed.files, marks, strict=True)
                    )
                ],
            )
    return Run(
        scope=scope,
        by=by,
        facility=facility,
        source=source,
        opened=handed.opened(today=facility.today(), source=source),
        batches=batches,
        mode=mode,
        rooms=handed.rooms,
        say=say,
    )


def surveyed(
    opened: Opened,
    *,
    scope: Scope,
    facility: Facility,
    source: str,
    rooms: frozenset[str] = fitting.ROOMS,
) -> Survey:
    """What an import into this community would do. Nothing is written."""
    known = Known(scope)
    return survey(
        opened, known=known, learn=known.learn, rooms=rooms, source=source, zone=facility.zone
    )


def carry_out(run: Run, found: Survey | None = None) -> Outcome:
    """Take everything over that is not done yet, and say that the import is finished.

    Raises NotWhole (mode WHOLE: nothing is written) and Conflict (import-elsewhere).
    """
    found = found or run.survey()
    _say_entries(run, found)
    try:
        if run.mode is BatchMode.WHOLE:
            lost = sum(parts[Fate.QUARANTINE] for parts in found.counts.values())
            if lost:
                raise NotWhole(lost)
            with scoped(run.scope):
                outcome = _carry_out(run, found)
                if outcome.of(Fate.QUARANTINE):
                    raise NotWhole(outcome.of(Fate.QUARANTINE))
        else:
            outcome = _carry_out(run, found)
    except Refused as refused:
        _finish(run, refused.code)
        raise
    _finish(run, "")
    return outcome


def _say_entries(run: Run, found: Survey) -> None:
    """How many entries each file has, before any is taken over: progress counts against it."""
    with scoped(run.scope):
        numbers = {b.pk: found.per_file[n] for n, b in enumerate(run.batches)}
        run.batches = count_entries(
            scope=run.scope, by=run.by, batches=run.batches, numbers=numbers
        )


def _finish(run: Run, failure: str) -> None:
    if failure == "import-elsewhere":
        return  # whoever works on it says how it ends
    with scoped(run.scope):
        for batch in run.batches:
            finish_import(scope=run.scope, by=run.by, batch=batch, failure=failure)


def _carry_out(run: Run, found: Survey) -> Outcome:
    context = Context(run.scope, run.by, run.source, run.facility.zone)
    context.batches = {batch.pk for batch in run.batches}
    counts = {batch.pk: _copied(batch.counts) for batch in run.batches}
    done = {batch.pk: batch.done for batch in run.batches}
    planned = islice(in_order(run.opened, found), sum(done.values()), None)
    for cases in parts_of(case_of(one, run.batches[one.file].pk) for one in planned):
        before = dict(done)
        for case in cases:
            done[case.batch] += 1
        with scoped(run.scope) if run.mode is not BatchMode.WHOLE else nullcontext():
            part = Part(context, cases)
            take_part(part)
            _count(counts, cases)
            keep(
                part,
                [
                    Progress(batch=pk, before=before[pk], done=done[pk], counts=counts[pk])
                    for pk in done
                    if done[pk] != before[pk]
                ],
            )
        run.say(sum(done.values()), found.entries)
    return Outcome(together(counts.values()))


def parts_of(cases: Iterable[Case]) -> Iterator[list[Case]]:
    """At most five hundred entries or eight megabytes at once, none of them about the same
    thing twice."""
    group: list[Case] = []
    names: set[object] = set()
    size = 0
    for case in cases:
        own: set[object] = {*case.digests, _content(case)}
        if group and (len(group) >= PART or size > PART_TEXT or own & names):
            yield group
            group, names, size = [], set(), 0
        group.append(case)
        names |= own
        size += len(case.entry.text)
    if group:
        yield group


def case_of(planned: Planned, batch: UUID, line: int = 0) -> Case:
    """An entry on its way. ``line`` is where it stood when it was first read, for one that was
    corrected since."""
    entry, facts = planned.entry, planned.mapped
    if entry.resource is not None:
        mark = content_hash(entry.resource)
        own = entry.resource.get("id")
    else:
        mark, own = hashlib.sha256(entry.text.encode("utf-8", "replace")).hexdigest(), None
    number = own if isinstance(own, str) else ""
    if not number and facts is not None and facts.keys:
        number = facts.keys[0].value
    return Case(
        planned=planned,
        batch=batch,
        line=line or max(1, entry.line),
        content_hash=mark,
        source_id=number if 0 < len(number) <= _MOST_ID else mark,
        digests=tuple(digest(key) for key in facts.keys) if facts else (),
    )


def take_part(part: Part) -> None:
    """Decide about every case of a part and hand the facts to the actions that own them."""
    _look_up(part)
    for case in part.cases:
        _decide(case, part.context.batches)
    part.learn()
    _recall(part)
    take_places(part)
    take_practitioners(part)
    take_roles(part)
    take_residents(part)
    take_stays(part)
    take_levels(part)
    take_contacts(part)
    take_health(part)
    take_observations(part, str(part.cases[0].batch))
    take_documents(part)
    for case in part.cases:
        if case.same is not None and case.claim is None:
            case.fate = UNCHANGED


def _look_up(part: Part) -> None:
    """What is known by the names of the cases, and what came before word for word."""
    names = {name for case in part.cases for name in case.digests}
    known = queries.known_as(part.scope, names)
    wanted = {_content(case) for case in part.cases}
    same = queries.same_content(part.scope, part.context.source, wanted)
    for case in part.cases:
        found = [known[name] for name in case.digests if name in known]
        # A name that leads into the record says more than one that leads to something kept.
        case.known = next((one for one in found if one.claimed_id), found[0] if found else None)
        case.row = case.known.claimed_id if case.known else None
        case.same = same.get(_content(case))


def _content(case: Case) -> tuple[str, str, str]:
    return _type(case), case.source_id, case.content_hash


def _type(case: Case) -> str:
    return "" if case.entry.type == UNREADABLE else case.entry.type


def _decide(case: Case, batches: Collection[UUID]) -> None:
    """What is settled before any fact is looked at: set aside, unchanged, kept."""
    fate, same = case.planned.fate, case.same
    if same is not None and same.set_aside and fate is not Fate.QUARANTINE:
        case.same = same = None  # it could not be read then, and can be now
    if fate is Fate.QUARANTINE:
        case.put_aside(case.planned.why or reason("no-resource"))
        if same is not None and same.batch_id in batches:
            case.same = None  # the same words in another line of this import
    elif same is not None and same.claimed_at is not None:
        case.fate = UNCHANGED
    elif fate is Fate.VERBATIM:
        case.keep(case.planned.why or reason("no-room"))


def _recall(part: Part) -> None:
    """What the same system said last of every row that is about to be updated."""
    cases = [c for c in part.cases if not c.fate and not isinstance(c.facts, ObservationFacts)]
    rows = {(c.known.claimed_type, c.row) for c in cases if c.row and c.known}
    words = queries.last_words(part.scope, rows, part.context.source)
    for case in cases:
        if case.row is None or case.known is None:
            continue
        record = words.get((case.entry.type, case.row))
        if record is None:
            continue
        case.before = said_before(record, part.context.source)
        if _is_older(case.facts, case.before):
            case.keep(reason("older"))


def said_before(record: SourceRecord, source: str) -> Mapped | None:
    """The facts of a record that was kept, read again."""
    body = record.body
    if not isinstance(body, dict):
        return None
    if "cells" in body:
        return stored.facts_of(body, record.batch.mapping, source)
    try:
        return mapped(body, Origin(source=source))
    except Unfit:
        return None


def _is_older(now: Mapped, before: Mapped | None) -> bool:
    """Whether the sender itself says that this is not its last word."""
    if before is None or now.last_updated is None or before.last_updated is None:
        return False
    new, old = now.last_updated.instant, before.last_updated.instant
    return new is not None and old is not None and new < old


# Keeping


def keep(part: Part, progress: list[Progress], corrects: UUID | None = None) -> None:
    """Keep every case word for word that is not here already, with what it became."""
    entries: list[Kept] = []
    claims: list[tuple[UUID, Claim, UUID | None]] = []
    for case in part.cases:
        if case.fate == UNCHANGED:
            continue
        if case.same is not None:
            if case.claim is not None:
                claims.append((case.same.pk, case.claim, case.resident))
            continue
        entries.append(kept_of(part, case))
    keep_source_records(
        scope=part.scope, by=part.by, entries=entries, claims=claims, progress=progress
    )


def kept_of(part: Part, case: Case) -> Kept:
    """An entry as it is to be kept."""
    body, raw = _words(case)
    facts = case.facts
    when = _moment(facts)
    is_known = case.known is not None and case.known.claimed_id is not None
    # A name goes on leading into the record, also when what came now is only kept.
    names = case.digests if case.claim or not is_known else ()
    if case.resident is None and isinstance(facts, AboutResident):
        case.resident = part.whom(facts.resident, case, "Resident")
    return Kept(
        batch=case.batch,
        source_system=part.context.source,
        line=case.line,
        resource_type=_type(case)[:64],
        source_id=case.source_id,
        content_hash=case.content_hash,
        body=body,
        raw=raw,
        summary=_summary(facts),
        remarks=_remarks(case).written(),
        set_aside=str(case.why.set_aside) if case.set_aside and case.why else "",
        effective=when.at(part.zone) if when else None,
        resident=case.resident,
        security_label=part.label(case) if facts else "normal",
        claim=case.claim,
        keys=names,
        follows=case.known.record if case.known else None,
    )


def _remarks(case: Case) -> Remarks:
    return Remarks(
        why=case.why,
        problems=getattr(case.entry, "problems", ()),
        kept=case.left,
        notices=(*case.notices, *(case.facts.notices if case.claim else ())),
    )


def _words(case: Case) -> tuple[str, str]:
    """The resource as JSON that the database can hold, and as it came where that is not the same."""
    entry = case.entry
    if entry.resource is None:
        return "", entry.text or " "
    text = entry.text if "cells" in entry.resource else resource_text(entry)
    if not _UNKEEPABLE.search(text):
        return text, ""
    try:
        return write_json(fit_json(_without_huge(entry.resource))), text
    except (TypeError, ValueError):
        return "", text


def _without_huge(value: Any) -> Any:
    """Numbers beyond any column as the words they were written in."""
    if isinstance(value, dict):
        return {key: _without_huge(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_huge(item) for item in value]
    if not isinstance(value, str | bool | int) and value is not None:
        return str(value) if abs(value.adjusted()) > 1000 else value
    return value


def _summary(facts: Mapped | None) -> str:
    """One line to list it by; the word for its type is put in front where it is shown."""
    if facts is None:
        return ""
    line = facts.line
    return ", ".join(part for part in (line.what, line.status, line.when) if part)[:240]


def _moment(facts: Mapped | None) -> Any:
    if isinstance(facts, Verbatim):
        return facts.effective.start if facts.effective else None
    return when_of(facts) if isinstance(facts, ObservationFacts) else None


# Counting


def _count(counts: Mapping[UUID, dict[str, dict[str, int]]], cases: Iterable[Case]) -> None:
    for case in cases:
        parts = counts[case.batch].setdefault(case.entry.type, {})
        parts[case.fate] = parts.get(case.fate, 0) + 1


def _copied(counts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    return {kind: dict(parts) for kind, parts in counts.items()}
