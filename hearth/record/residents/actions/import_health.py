"""Take over conditions, allergies, directives, payers, flags and the care team."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.merging import CREATED, UPDATED, Taken, Told, tell
from hearth.platform.audit.actions import action, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.record.residents.codes import PayerKind, Verification
from hearth.record.residents.models import (
    AdvanceDirective,
    AllergyIntolerance,
    CareTeamMember,
    Condition,
    Coverage,
    Flag,
)

from .coverage import _close_member_number
from .health import _end_statements, _is_same
from .imports import _locked_rows, _tell_changed


IN_ERROR_AT_SOURCE = "Entered in error in the system it came from"
PERIODS = (("onset", "onset_precision"), ("abatement", "abatement_precision"))


@action("residents.import_conditions")
def import_conditions(*, scope: Scope, by: Actor, told: Sequence[Told]) -> list[Taken]:
    """Take conditions over; one that people marked as entered in error stays so."""
    work = _Work(Condition, scope, told)
    for one in told:
        row = work.known.get(one.row)
        if row is not None and _is_error(row):
            work.refuse(row, "retracted-here")
        elif row is None:
            work.add(one, Condition(**_recorded(scope, by, one), **_source(work, one)))
        else:
            work.tell(row, one, together=PERIODS, then=_say_error)
    return _done(work, "residents.import_conditions", by, "conditions")


@action("residents.import_allergies")
def import_allergies(*, scope: Scope, by: Actor, told: Sequence[Told]) -> list[Taken]:
    """Take allergies over. The same one on the record already is completed, not doubled.

    A statement that there is none is not taken where one is known (refused: allergy-known);
    an allergy ends such statements.
    """
    work = _Work(AllergyIntolerance, scope, told)
    holding = _holding_of(scope, told)
    for one in told:
        about = holding.setdefault(one.resident, [])
        row = work.known.get(one.row)
        if row is not None and _is_error(row):
            work.refuse(row, "retracted-here")
            continue
        new = AllergyIntolerance(**_recorded(scope, by, one), **_source(work, one))
        row = row or next((other for other in about if _is_same(new, other)), None)
        if row is not None:
            work.tell(row, one, then=_say_error)
            continue
        if new.mark.says_none and any(not a.mark.says_none for a in about if a.mark.holds):
            work.refuse(None, "allergy-known")
            continue
        work.add(one, new)
        if new.mark.holds and not new.mark.says_none:
            _end_statements([a for a in about if a.pk not in work.new], new.category)
        about.append(new)
    return _done(work, "residents.import_allergies", by, "allergies")


@action("residents.import_directives")
def import_directives(*, scope: Scope, by: Actor, told: Sequence[Told]) -> list[Taken]:
    """Take advance directives over, unproven: the paper is filed and seen by people."""
    work = _Work(AdvanceDirective, scope, told)
    for one in told:
        row = work.known.get(one.row)
        if row is not None and row.ended_at is not None:
            work.refuse(row, "ended-here")
        elif row is None:
            work.add(one, AdvanceDirective(**_recorded(scope, by, one), **one.fields))
        else:
            work.tell(row, one)
    return _done(work, "residents.import_directives", by, "directives")


@action("residents.import_coverages")
def import_coverages(*, scope: Scope, by: Actor, told: Sequence[Told]) -> list[Taken]:
    """Take payers over. ``extra["member_number"]`` is kept closed, where there is none yet."""
    work = _Work(Coverage, scope, told)
    for one in told:
        row = work.known.get(one.row)
        number = one.extra.get("member_number", "")
        if row is not None and row.entered_in_error_at is not None:
            work.refuse(row, "retracted-here")
        elif row is None:
            row = Coverage(**_about(scope, one), **one.fields)
            _close_member_number(row, number)
            work.add(one, row)
        else:
            has_number = bool(row.member_number_index)
            if number and not has_number:
                _close_member_number(row, number)
            work.tell(
                row,
                one,
                blanks={"payer_kind": PayerKind.OTHER, "position": 1},
                is_changed=bool(number) and not has_number,
            )
    return _done(work, "residents.import_coverages", by, "coverage")


@action("residents.import_flags")
def import_flags(*, scope: Scope, by: Actor, told: Sequence[Told]) -> list[Taken]:
    """Take risks over. One that is open already is the same; one that ended stays ended."""
    work = _Work(Flag, scope, told)
    now = clock.now()
    still = Flag.objects.filter(
        facility_id__in=scope.facilities,
        resident_id__in=[one.resident for one in told],
        ended_at__isnull=True,
    ).exclude(code="other")
    standing = {(row.resident_id, row.code): row for row in still}
    for one in told:
        fields = dict(one.fields)
        row = work.known.get(one.row) or standing.get((one.resident, fields["code"]))
        since = min(fields.pop("since", None) or now, now)
        until = fields.pop("until", None)
        if row is not None:
            work.refuse(row, "ended-here" if row.ended_at else "")
        elif until is not None and until <= now:
            work.refuse(None, "run-out")
        else:
            row = Flag(**_about(scope, one), **fields, since=since, until=until, raised_by=by)
            work.add(one, row)
            if row.code != "other":
                standing[(row.resident_id, row.code)] = row
    return _done(work, "residents.import_flags", by, "flags")


@action("residents.import_care_team")
def import_care_team(*, scope: Scope, by: Actor, told: Sequence[Told]) -> list[Taken]:
    """Say who looks after residents: ``fields`` are role and practitioner_id.

    Somebody who is or was on the team in that role is not put on it again.
    """
    work = _Work(CareTeamMember, scope, told)
    team = CareTeamMember.objects.filter(
        facility_id__in=scope.facilities, resident_id__in=[one.resident for one in told]
    )
    there = {(row.resident_id, row.role, row.practitioner_id): row for row in team}
    for one in told:
        key = (one.resident, one.fields["role"], one.fields["practitioner_id"])
        if key in there:
            work.refuse(there[key], "")
            continue
        row = CareTeamMember(**_about(scope, one), **one.fields)
        there[key] = row
        work.add(one, row)
    return _done(work, "residents.import_care_team", by, "care_team")


class _Work:
    """One batch on its way: what is known, what is new, what changed, and the answers in order."""

    def __init__(self, model: Any, scope: Scope, told: Sequence[Told]) -> None:
        self.model, self.scope = model, scope
        self.known = _locked_rows(model, scope, told)
        self.new: dict[UUID, Any] = {}
        self.changed: dict[UUID, Any] = {}
        self.taken: list[Taken] = []
        self.sources: set[tuple[str, str]] = set()
        if hasattr(model, "source_id"):
            ids = [one.source_id for one in told if one.source_id]
            rows = model.objects.filter(facility_id__in=scope.facilities, source_id__in=ids)
            self.sources = set(rows.values_list("source_system", "source_id"))

    def add(self, told: Told, row: Any) -> None:
        """A row of its own."""
        self.new[row.pk] = row
        self.taken.append(Taken(row=row.pk, fate=CREATED))

    def tell(
        self,
        row: Any,
        told: Told,
        *,
        blanks: Mapping[str, Any] | None = None,
        together: Sequence[tuple[str, ...]] = (),
        then: Callable[[Any], None] | None = None,
        is_changed: bool = False,
    ) -> None:
        """What the telling may change of a known row."""
        found = tell(row, told, blanks=blanks, together=together)
        if then is not None:
            then(row)
        if (found.fate == UPDATED or is_changed) and row.pk not in self.new:
            self.changed[row.pk] = row
            found = Taken(row=row.pk, fate=UPDATED, kept=found.kept)
        self.taken.append(found)

    def refuse(self, row: Any | None, code: str) -> None:
        """Nothing is written; without a code it is what is there already."""
        self.taken.append(Taken(row=row.pk if row is not None else None, refused=code))


def _done(work: _Work, name: str, by: Actor, field: str) -> list[Taken]:
    """Write, with one line for the batch and one event for each resident."""
    work.model.objects.bulk_create(work.new.values(), batch_size=500)
    for row in work.changed.values():
        row.save()
    touched = [*work.new.values(), *work.changed.values()]
    note_many(name, touched, by=by)
    _tell_changed(work.scope, {row.resident_id for row in touched}, field)
    return work.taken


def _about(scope: Scope, told: Told) -> dict[str, Any]:
    return {
        "facility_id": scope.facility_id,
        "resident_id": told.resident,
        "security_label": told.security_label,
    }


def _recorded(scope: Scope, by: Actor, told: Told) -> dict[str, Any]:
    return _about(scope, told) | {"recorded": clock.now(), "recorder": by}


def _source(work: _Work, told: Told) -> dict[str, Any]:
    """The columns and where they come from; an id that another row has already names that one."""
    source = (told.source_system, told.source_id)
    if source in work.sources:
        source = (told.source_system, "")
    work.sources.add(source)
    columns = dict(told.fields) | {"source_system": source[0], "source_id": source[1]}
    if columns.get("verification_status") == Verification.ENTERED_IN_ERROR:
        columns["error_reason"] = IN_ERROR_AT_SOURCE
    return columns


def _is_error(row: Condition | AllergyIntolerance) -> bool:
    """Whether people here, not the sender, said that it was an error."""
    return (
        row.verification_status == Verification.ENTERED_IN_ERROR
        and row.error_reason != IN_ERROR_AT_SOURCE
    )


def _say_error(row: Condition | AllergyIntolerance) -> None:
    """What the sender took back says so."""
    if row.verification_status == Verification.ENTERED_IN_ERROR and not row.error_reason:
        row.error_reason = IN_ERROR_AT_SOURCE


def _holding_of(
    scope: Scope, told: Sequence[Told]
) -> dict[UUID | None, list[AllergyIntolerance]]:
    """What must be heeded now, by resident."""
    rows = AllergyIntolerance.objects.select_for_update(no_key=True).filter(
        facility_id__in=scope.facilities,
        resident_id__in=[one.resident for one in told],
        clinical_status="active",
    )
    found: dict[UUID | None, list[AllergyIntolerance]] = {}
    for row in rows:
        if row.mark.holds:
            found.setdefault(row.resident_id, []).append(row)
    return found
