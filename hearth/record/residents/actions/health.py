"""What somebody has, must not be given, laid down ahead, and who looks after them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.folding import folded
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.codes import (
    AllergyCategory,
    AllergyStatus,
    CareTeamRole,
    DirectiveKind,
    NoKnownAllergy,
    Verification,
    Weekday,
)
from hearth.record.residents.events import AllergyChanged, ConditionChanged, DirectiveChanged
from hearth.record.residents.models import (
    AdvanceDirective,
    AllergyIntolerance,
    CareTeamMember,
    Condition,
    Resident,
)
from hearth.record.residents.queries import record_ids
from hearth.record.staff.models import OutsidePractitioner, StaffMember

from ._clinical import (
    ALLERGY,
    CONDITION,
    NewAllergy,
    NewCondition,
    _changed,
    _check_allergy,
    _check_condition,
    _columns,
)
from ._rows import (
    _about,
    _apply,
    _check_period,
    _fits,
    _locked,
    _not_ended,
    _record,
    _said,
    _tell,
)


SNOMED = "http://snomed.info/sct"
TEAM = ("position", "comment", "starts", "ends", "visit_days")
"""What ``change_care_team_member`` may change: not who it is, nor as what."""


# Conditions


@action("residents.add_condition")
def add_condition(
    *, scope: Scope, by: Actor, resident: Resident, condition: NewCondition
) -> Condition:
    """Put a diagnosis or health problem on the record.

    Raises Refused: text-missing, onset-future, ends-first, not-a-choice, too-long, not-found;
    Conflict: source-taken, merged-away.
    """
    resident = _record(scope, resident)
    row = Condition(**_recorded(resident, by), **_columns(condition))
    row.security_label = condition.security_label or resident.security_label
    _check_condition(row)
    row.save()
    note("residents.add_condition", row, by=by)
    publish(_condition_changed(row))
    return row


@action("residents.change_condition")
def change_condition(
    *,
    scope: Scope,
    by: Actor,
    condition: Condition,
    changes: Mapping[str, Any],
    error_reason: str = "",
) -> Condition:
    """Correct a condition or say how it stands now; with ``error_reason``, that it was an error.

    Raises Refused: text-missing, reason-missing, onset-future, ends-first, not-a-choice,
    too-long, not-found; Conflict: in-error.
    """
    condition = _locked(scope, condition)
    changed = _changed(condition, changes, CONDITION, error_reason)
    if not changed:
        return condition
    _check_condition(condition)
    condition.save()
    note("residents.change_condition", condition, by=by, detail={"fields": list(changed)})
    publish(_condition_changed(condition))
    return condition


# Allergies


@action("residents.add_allergy")
def add_allergy(
    *, scope: Scope, by: Actor, resident: Resident, allergy: NewAllergy
) -> AllergyIntolerance:
    """Put on the record what must not be given. A statement that there is none ends with it.

    Raises Refused: text-missing, onset-future, not-a-choice, too-long, not-found;
    Conflict: allergy-there, source-taken, merged-away.
    """
    resident = _record(scope, resident)
    row = AllergyIntolerance(**_recorded(resident, by), **_columns(allergy))
    row.security_label = allergy.security_label or resident.security_label
    _check_allergy(row)
    holding = _holding(scope, resident)
    if any(_is_same(row, other) for other in holding):
        raise Conflict(
            "allergy-there",
            N_("{allergy} is on the record already. Change that entry instead."),
            allergy=row.text,
        )
    row.save()
    if row.mark.holds and not row.mark.says_none:
        _end_statements(holding, row.category)
    note("residents.add_allergy", row, by=by)
    publish(_allergy_changed(row))
    return row


@action("residents.change_allergy")
def change_allergy(
    *,
    scope: Scope,
    by: Actor,
    allergy: AllergyIntolerance,
    changes: Mapping[str, Any],
    error_reason: str = "",
) -> AllergyIntolerance:
    """Correct an allergy or say how it stands now; with ``error_reason``, that it was an error.

    Raises Refused: text-missing, reason-missing, onset-future, not-a-choice, too-long,
    not-found; Conflict: in-error.
    """
    resident = _locked(scope, allergy.resident)
    allergy = _locked(scope, allergy)
    changed = _changed(allergy, changes, ALLERGY, error_reason)
    if not changed:
        return allergy
    _check_allergy(allergy)
    allergy.save()
    if allergy.mark.holds and not allergy.mark.says_none:
        _end_statements(_holding(scope, resident), allergy.category)
    note("residents.change_allergy", allergy, by=by, detail={"fields": list(changed)})
    publish(_allergy_changed(allergy))
    return allergy


@action("residents.state_no_known_allergies")
def state_no_known_allergies(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    statement: NoKnownAllergy = NoKnownAllergy.ANY,
    asserter_text: str = "",
) -> AllergyIntolerance:
    """Say that somebody asked and there is none, or none of one kind; ``asserter_text`` said so.

    Saying it again renews it. Raises Refused: allergy-known, too-long, not-found;
    Conflict: merged-away.
    """
    resident = _record(scope, resident)
    holding = _holding(scope, resident)
    kind = _KIND_OF.get(statement)
    against = [a for a in holding if kind is None or not a.category or kind in a.category]
    rules.check_no_known_allergies([a.mark for a in against])
    for old in holding:
        if old.code == statement:
            old.clinical_status = AllergyStatus.INACTIVE
            old.save()
    row = AllergyIntolerance(
        **_recorded(resident, by),
        code_system=SNOMED,
        code=statement,
        text=NoKnownAllergy(statement).label,
        category=[kind] if kind else [],
        verification_status=Verification.CONFIRMED,
        asserter_text=asserter_text,
    )
    _fits(row)
    row.save()
    note("residents.state_no_known_allergies", row, by=by, detail={"code": row.code})
    publish(_allergy_changed(row))
    return row


# Directives


@action("residents.add_directive")
def add_directive(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    directive_kind: DirectiveKind,
    text: str = "",
    document: UUID | None = None,
    original_is_at: str = "",
    starts: date | None = None,
    ends: date | None = None,
    verified: bool = False,
) -> AdvanceDirective:
    """Keep what somebody laid down ahead, and where the paper is. ``verified``: ``by`` saw it.

    It does not change the code status: that has a verb of its own.
    Raises Refused: ends-first, not-a-choice, too-long, not-found; Conflict: merged-away.
    """
    resident = _record(scope, resident)
    _check_period(starts, ends)
    row = AdvanceDirective(
        **_recorded(resident, by),
        directive_kind=directive_kind,
        text=text,
        document=document,
        original_is_at=original_is_at,
        starts=starts,
        ends=ends,
        verified_at=clock.now() if verified else None,
        verified_by=by if verified else None,
    )
    _fits(row)
    row.save()
    note("residents.add_directive", row, by=by, detail={"kind": row.directive_kind})
    publish(_directive_changed(row))
    return row


@action("residents.end_directive")
def end_directive(
    *, scope: Scope, by: Actor, directive: AdvanceDirective, reason: str
) -> AdvanceDirective:
    """It does not hold any more: revoked, or replaced by another.

    Raises Refused: reason-missing, too-long, not-found; Conflict: ended-already.
    """
    row = _not_ended(_locked(scope, directive))
    row.ended_at, row.ended_by, row.ended_reason = clock.now(), by, _said(reason)
    _fits(row)
    row.save()
    note("residents.end_directive", row, by=by, detail={"kind": row.directive_kind})
    publish(_directive_changed(row))
    return row


# The care team


@action("residents.add_care_team_member")
def add_care_team_member(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    role: CareTeamRole,
    practitioner: OutsidePractitioner | None = None,
    member: StaffMember | None = None,
    position: int = 1,
    comment: str = "",
    starts: date | None = None,
    ends: date | None = None,
    visit_days: Sequence[str] = (),
) -> CareTeamMember:
    """Say who looks after somebody: a practitioner outside, or one of our own people.

    From a local day to another, where they are known (both count); ``visit_days`` are the days
    of the week they come. Raises Refused: one-person, ends-first, not-a-choice, too-long, not-found; Conflict: on-team,
    merged-away.
    """
    resident = _record(scope, resident)
    if (practitioner is None) == (member is None):
        raise Refused("one-person", N_("Choose one person: from outside, or of the staff."))
    who = practitioner or member
    if who is None or who.facility_id != resident.facility_id:
        raise Refused("not-found", N_("That person is not known in this community."))
    row = CareTeamMember(
        **_about(resident),
        role=role,
        practitioner=practitioner,
        member=member,
        position=position,
        comment=comment,
        starts=starts,
        ends=ends,
        visit_days=_week(visit_days),
    )
    _check_period(starts, ends)
    _fits(row)
    same = CareTeamMember.objects.filter(
        facility_id=resident.facility_id,
        resident=resident,
        role=row.role,
        practitioner=practitioner,
        member=member,
        ended_at__isnull=True,
    )
    if same.exists():
        raise Conflict("on-team", N_("They are on the care team in that role already."))
    row.save()
    note("residents.add_care_team_member", row, by=by, detail={"role": row.role})
    _tell(resident, "care_team")
    return row


@action("residents.change_care_team_member")
def change_care_team_member(
    *, scope: Scope, by: Actor, team_member: CareTeamMember, changes: Mapping[str, Any]
) -> CareTeamMember:
    """Say anew when they come, from when and until when, and in which order: ``TEAM``.

    Raises Refused: ends-first, not-a-choice, too-long, not-found; Conflict: ended-already.
    """
    row = _not_ended(_locked(scope, team_member))
    values = dict(changes)
    if "visit_days" in values:
        values["visit_days"] = _week(values["visit_days"])
    changed = _apply(row, values, TEAM)
    if not changed:
        return row
    _check_period(row.starts, row.ends)
    _fits(row)
    row.save()
    note("residents.change_care_team_member", row, by=by, detail={"fields": list(changed)})
    _tell(row.resident, "care_team")
    return row


@action("residents.end_care_team_member")
def end_care_team_member(
    *, scope: Scope, by: Actor, team_member: CareTeamMember
) -> CareTeamMember:
    """Somebody does not look after the resident any more.

    Raises Refused: not-found; Conflict: ended-already.
    """
    row = _not_ended(_locked(scope, team_member))
    row.ended_at, row.ended_by = clock.now(), by
    row.save()
    note("residents.end_care_team_member", row, by=by, detail={"role": row.role})
    _tell(row.resident, "care_team")
    return row


# Of use to several verbs


def _week(days: Sequence[str]) -> list[str]:
    """Days of the week, each once, from Monday on. A day that is none stays, to be refused."""
    known = [str(day) for day in Weekday if day in set(days)]
    return known + [day for day in days if day not in Weekday.codes()]


_KIND_OF = {
    NoKnownAllergy.MEDICINE: AllergyCategory.MEDICATION,
    NoKnownAllergy.FOOD: AllergyCategory.FOOD,
    NoKnownAllergy.ENVIRONMENT: AllergyCategory.ENVIRONMENT,
}


def _recorded(resident: Resident, by: Actor) -> dict[str, Any]:
    return _about(resident) | {"recorded": clock.now(), "recorder": by}


def _holding(scope: Scope, resident: Resident) -> list[AllergyIntolerance]:
    """What must be heeded now, of every record of the person."""
    rows = AllergyIntolerance.objects.filter(
        facility_id=resident.facility_id,
        resident_id__in=record_ids(scope, resident),
        clinical_status=AllergyStatus.ACTIVE,
    )
    return [row for row in rows if row.mark.holds]


def _is_same(one: AllergyIntolerance, other: AllergyIntolerance) -> bool:
    if one.code and (one.code_system, one.code) == (other.code_system, other.code):
        return True
    return folded(one.text) == folded(other.text)


def _end_statements(holding: list[AllergyIntolerance], category: Sequence[str]) -> None:
    """End what says that there is none, as far as the new allergy gives it the lie."""
    for row in holding:
        kind = _KIND_OF.get(NoKnownAllergy(row.code)) if row.mark.says_none else None
        if row.mark.says_none and (kind is None or kind in category):
            row.clinical_status = AllergyStatus.INACTIVE
            row.save()


def _condition_changed(row: Condition) -> ConditionChanged:
    return ConditionChanged(
        facility_id=row.facility_id, resident_id=row.resident_id, condition_id=row.pk
    )


def _allergy_changed(row: AllergyIntolerance) -> AllergyChanged:
    return AllergyChanged(
        facility_id=row.facility_id, resident_id=row.resident_id, allergy_id=row.pk
    )


def _directive_changed(row: AdvanceDirective) -> DirectiveChanged:
    return DirectiveChanged(
        facility_id=row.facility_id, resident_id=row.resident_id, directive_id=row.pk
    )
