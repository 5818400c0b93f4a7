"""An import as a reader sees it: all files that were handed over together, told as one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from hearth.record.documents.codes import BatchState
from hearth.record.documents.models import ImportBatch


Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Imported:
    """The files of one import in their order; what is asked of it is asked of all."""

    files: tuple[ImportBatch, ...]

    @property
    def first(self) -> ImportBatch:
        """The first file, which stands for the rest: they share source, mode and hour."""
        return self.files[0]

    @property
    def pk(self) -> UUID:
        return self.first.pk

    @property
    def file_name(self) -> str:
        return self.first.file_name

    @property
    def more(self) -> int:
        """How many files there are besides the first."""
        return len(self.files) - 1

    @property
    def format(self) -> str:
        return self.first.format

    @property
    def mapping(self) -> dict[str, Any]:
        return dict(self.first.mapping or {})

    @property
    def source_system(self) -> str:
        return self.first.source_system

    @property
    def blob(self) -> UUID | None:
        return self.first.blob

    @property
    def started_at(self) -> datetime:
        return self.first.started_at

    @property
    def started_by(self) -> Any:
        return self.first.started_by

    @property
    def failure(self) -> str:
        return next((one.failure for one in self.files if one.failure), "")

    @property
    def entries(self) -> int:
        return sum(one.entries for one in self.files)

    @property
    def done(self) -> int:
        return sum(one.done for one in self.files)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        return together(one.counts for one in self.files)

    @property
    def state(self) -> str:
        """As a whole: it waits, it runs while any file does, it stopped if any did."""
        states = {BatchState(one.state) for one in self.files}
        for state in (BatchState.WAITING, BatchState.RUNNING, BatchState.FAILED):
            if state in states:
                return state
        return BatchState.FINISHED


def together(counts: Iterable[Counts]) -> dict[str, dict[str, int]]:
    """Counts by type and fate, added up."""
    found: dict[str, dict[str, int]] = {}
    for one in counts:
        for kind, parts in one.items():
            mine = found.setdefault(kind, {})
            for fate, number in parts.items():
                mine[fate] = mine.get(fate, 0) + number
    return found
