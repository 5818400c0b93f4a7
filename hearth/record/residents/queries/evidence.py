"""What do a resident's record and residency offer to be read beside other areas' facts?"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from hearth.kernel.references import Evidence, Reference
from hearth.platform.scope import Scope
from hearth.record.residents.models import Resident
from hearth.record.residents.permissions import VIEW_HEALTH

from .health import allergies_of, conditions_of, flags_of
from .stays import stay_history
from .whereabouts import whereabouts_of


def evidence(scope: Scope, resident: Resident, since: datetime) -> list[Evidence]:
    """What came to stand on the record since then, the oldest first.

    Codes are ``residents.condition``, ``residents.allergy``, ``residents.flag``,
    ``residents.code_status``, ``residents.stay`` and ``residents.whereabouts``; values are the
    text of a condition or allergy, else the code of the value set. Health is told to whoever
    may view it.
    """
    found = [*_of_record(resident, since), *_of_stay(scope, resident, since)]
    if scope.may(VIEW_HEALTH):
        for code, rows in (
            ("residents.condition", conditions_of(scope, resident)),
            ("residents.allergy", allergies_of(scope, resident)),
        ):
            found += _recorded(code, rows.filter(recorded__gte=since))
    for flag in flags_of(scope, resident).filter(since__gte=since):
        found.append(_one(flag, "residents.flag", flag.code, flag.since, flag.raised_by))
    return sorted(found, key=lambda e: e.effective)


def _of_record(resident: Resident, since: datetime) -> Iterator[Evidence]:
    at = resident.code_status_at
    if at is not None and at >= since:
        by = resident.code_status_by
        yield _one(resident, "residents.code_status", resident.code_status, at, by)


def _of_stay(scope: Scope, resident: Resident, since: datetime) -> Iterator[Evidence]:
    events = stay_history(scope, resident).filter(
        effective__gte=since, entered_in_error_at__isnull=True
    )
    for event in events:
        yield _one(event, "residents.stay", event.to_status, event.effective, event.recorder)
    seen = whereabouts_of(scope, resident, since).filter(entered_in_error_at__isnull=True)
    for row in seen:
        yield _one(row, "residents.whereabouts", row.code, row.effective, row.recorder)


def _recorded(code: str, rows: Iterable[Any]) -> Iterator[Evidence]:
    for row in rows:
        yield _one(row, code, row.text, row.recorded, row.recorder)


def _one(row: Any, code: str, value: str, at: datetime, by: Any) -> Evidence:
    return Evidence(
        reference=Reference(row._meta.object_name or "", row.pk),
        code=code,
        value=value,
        effective=at.isoformat(),
        said_by=str(by or ""),
    )
