"""Health in words: what must not be given first, then what somebody has, wishes and by whom."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from hearth.platform.ui.parts import (
    NEUTRAL,
    URGENT,
    Cell,
    Chip,
    Column,
    Fact,
    Facts,
    Line,
    State,
    Table,
)
from hearth.platform.ui.wording import day_text, moment_text, partial_day_text
from hearth.record.residents import permissions, rules
from hearth.record.residents.codes import (
    AllergyCategory,
    AllergyStatus,
    CareTeamRole,
    CodeStatus,
    ConditionStatus,
    Criticality,
    DirectiveKind,
    FlagCode,
    NoKnownAllergy,
    ReactionSeverity,
    UsualMind,
    Verification,
    Weekday,
)

from .common import (
    coded,
    flag_name,
    food_text,
    link,
    moving_text,
    paper_url,
    precaution_advice,
    written_text,
)


SURE = (Verification.CONFIRMED, "")


def _columns(*labels: str) -> tuple[Column, ...]:
    """Columns that need no heading; the last one holds what can be done."""
    plain = tuple(Column(label, hidden_label=True) for label in labels)
    return (*plain, Column(_("Actions"), align="end", hidden_label=True))


def basics(request: Any, resident: Any) -> Facts:
    """Code status, food, moving: with when the code status was last said."""
    said = resident.code_status_at
    note = written_text(said, resident.code_status_by, request.facility) if said else ""
    return Facts(
        (
            Fact(
                _("Code status"),
                coded(CodeStatus, resident.code_status),
                note=note,
                url=paper_url(request, resident, resident.code_status_document),
            ),
            Fact(_("Food"), food_text(resident)),
            Fact(_("Moves"), moving_text(resident)),
            Fact(_("Mind, on a usual day"), coded(UsualMind, resident.usual_mind)),
        )
    )


def basic_actions(request: Any, resident: Any) -> tuple[Any, ...]:
    """What can be changed of it."""
    return (
        link(request, resident, _("Change code status"), "change_code_status")
        + link(request, resident, _("Change diet"), "change_diet")
        + link(request, resident, _("Change how they move"), "change_mobility")
    )


def flags_table(request: Any, resident: Any, flags: Iterable[Any]) -> Table:
    """The risks that hold now, each with what to do and why."""
    rows = tuple(
        Line(
            (
                Cell(
                    flag_name(one),
                    note=_flag_note(one),
                    head=True,
                ),
                Cell(one.raised_reason),
                Cell(
                    written_text(one.since, one.raised_by, request.facility),
                    note=_until(one, request.facility),
                ),
                Cell(
                    actions=link(
                        request,
                        resident,
                        _("End"),
                        "end_flag",
                        one.pk,
                        about=coded(FlagCode, one.code),
                    )
                ),
            )
        )
        for one in flags
    )
    return Table(_("Risks"), _columns(_("Risk"), _("Because"), _("Since")), rows)


def _flag_note(flag: Any) -> str:
    """What to do about a risk."""
    return "" if flag.code == FlagCode.OTHER else flag.text or precaution_advice(flag)


def _until(flag: Any, facility: Any) -> str:
    """When a risk ends by itself."""
    return (
        _("until {time}").format(time=moment_text(flag.until, facility)) if flag.until else ""
    )


def directive_name(directive: Any) -> str:
    """What was laid down ahead, in a word or two."""
    return coded(DirectiveKind, directive.directive_kind)


def _what(allergy: Any) -> str:
    """What must not be given, as it was written; that there is none, in the reader's language."""
    none = allergy.code in NoKnownAllergy.codes()
    return _(NoKnownAllergy.label_of(allergy.code)) if none else str(allergy.text)


def allergies_table(request: Any, resident: Any, allergies: Iterable[Any]) -> Table:
    """What must not be given; the most dangerous first, what is over last."""
    found = sorted(allergies, key=lambda a: (not a.mark.holds, _danger(a), a.text.casefold()))
    may = request.scope.may(permissions.CHANGE_ALLERGY)
    rows = tuple(
        Line(
            (
                Cell(_what(one), note=_allergy_note(one), head=True),
                Cell(_reactions(one)),
                Cell(chip=_allergy_chip(one)),
                Cell(
                    actions=link(
                        request,
                        resident,
                        _("Change"),
                        "change_allergy",
                        one.pk,
                        about=_what(one),
                    )
                    if may
                    else ()
                ),
            )
        )
        for one in found
    )
    empty = State(
        "empty",
        _("Nobody has asked yet"),
        _("Add what must not be given, or say that somebody asked and there is none."),
    )
    columns = _columns(_("What"), _("Reaction"), _("Standing"))
    return Table(_("Allergies"), columns, rows, empty)


def _danger(allergy: Any) -> int:
    return 0 if allergy.criticality == Criticality.HIGH else 1


def _reactions(allergy: Any) -> str:
    said = []
    for one in allergy.reactions:
        severity = coded(ReactionSeverity, str(one.get("severity", "")))
        text = str(one.get("text", ""))
        said.append(f"{text} ({severity.lower()})" if severity else text)
    return ", ".join(said)


def _allergy_note(allergy: Any) -> str:
    said = [coded(AllergyCategory, code) for code in allergy.category]
    if allergy.asserter_text:
        said.append(_("said by {who}").format(who=allergy.asserter_text))
    return " · ".join([*said, allergy.comment] if allergy.comment else said)


def _allergy_chip(allergy: Any) -> Chip | None:
    if allergy.clinical_status != AllergyStatus.ACTIVE:
        return Chip(coded(AllergyStatus, allergy.clinical_status), NEUTRAL)
    if allergy.criticality == Criticality.HIGH:
        return Chip(_("Dangerous"), URGENT)
    if allergy.verification_status not in SURE:
        return Chip(coded(Verification, allergy.verification_status), NEUTRAL)
    return None


def conditions_table(request: Any, resident: Any, conditions: Iterable[Any]) -> Table:
    """What somebody has; what is over stands last."""
    live = (ConditionStatus.ACTIVE, ConditionStatus.RECURRENCE, ConditionStatus.RELAPSE)
    found = sorted(conditions, key=lambda c: (c.clinical_status not in live, c.text.casefold()))
    rows = tuple(
        Line(
            (
                Cell(one.text, head=True),
                Cell(_since(one)),
                Cell(chip=_condition_chip(one)),
                Cell(
                    actions=link(
                        request,
                        resident,
                        _("Change"),
                        "change_condition",
                        one.pk,
                        about=one.text,
                    )
                ),
            )
        )
        for one in found
    )
    empty = State("empty", _("No condition on the record"), _("Diagnoses are listed here."))
    columns = _columns(_("What"), _("Since"), _("Standing"))
    return Table(_("Conditions"), columns, rows, empty)


def _since(condition: Any) -> str:
    day = partial_day_text(condition.onset, condition.onset_precision)
    return _("since {day}").format(day=day) if day else ""


def _condition_chip(condition: Any) -> Chip | None:
    if condition.verification_status == Verification.REFUTED:
        return Chip(coded(Verification, condition.verification_status), NEUTRAL)
    if condition.clinical_status != ConditionStatus.ACTIVE:
        return Chip(coded(ConditionStatus, condition.clinical_status), NEUTRAL)
    if condition.verification_status not in SURE:
        return Chip(coded(Verification, condition.verification_status), NEUTRAL)
    return None


def directives_table(request: Any, resident: Any, directives: Iterable[Any]) -> Table:
    """What somebody laid down ahead, where the paper is, and whether anybody saw it."""
    rows = tuple(
        Line(
            (
                Cell(coded(DirectiveKind, one.directive_kind), note=one.text, head=True),
                Cell(_paper(one), url=paper_url(request, resident, one.document)),
                Cell(chip=None if one.verified_at or one.document else _unseen()),
                Cell(
                    actions=link(
                        request,
                        resident,
                        _("End"),
                        "end_directive",
                        one.pk,
                        about=coded(DirectiveKind, one.directive_kind),
                    )
                ),
            )
        )
        for one in directives
    )
    columns = _columns(_("What"), _("Paper"), _("Standing"))
    empty = State(
        "empty", _("Nothing laid down ahead"), _("Living wills and orders stand here.")
    )
    return Table(_("Advance directives"), columns, rows, empty)


def _unseen() -> Chip:
    return Chip(_("Paper not seen"), URGENT)


def _paper(directive: Any) -> str:
    said = [_("filed")] if directive.document else []
    if directive.starts:
        said.append(_("signed {day}").format(day=day_text(directive.starts)))
    if directive.original_is_at:
        said.append(_("paper: {where}").format(where=directive.original_is_at))
    return " · ".join(said)


def team_table(request: Any, resident: Any, team: Iterable[Any]) -> Table:
    """Who looks after somebody, with their numbers by day and after hours."""
    rows = tuple(
        Line(
            (
                Cell(coded(CareTeamRole, one.role), note=one.comment, head=True),
                Cell(str(one.practitioner or one.member), note=_when(one)),
                _phone(one.practitioner or one.member),
                _after_hours(one.practitioner or one.member),
                Cell(getattr(one.practitioner, "fax", "") or ""),
                Cell(
                    actions=link(
                        request,
                        resident,
                        _("Change"),
                        "change_care_team_member",
                        one.pk,
                        about=str(one.practitioner or one.member),
                    )
                    + link(
                        request,
                        resident,
                        _("Take off"),
                        "end_care_team_member",
                        one.pk,
                        method="post",
                        about=str(one.practitioner or one.member),
                    )
                ),
            )
        )
        for one in team
    )
    columns = (
        Column(_("Role")),
        Column(_("Who")),
        Column(_("Telephone")),
        Column(_("After hours")),
        Column(_("Fax"), minor=True),
        Column(_("Actions"), align="end", hidden_label=True),
    )
    empty = State("empty", _("No care team yet"), _("Doctor, pharmacy and others stand here."))
    return Table(_("Care team"), columns, rows, empty)


def _phone(who: Any) -> Cell:
    return Cell(who.phone, url=f"tel:{who.phone}" if who.phone else "")


def _after_hours(who: Any) -> Cell:
    after = getattr(who, "after_hours_phone", "")
    return Cell(after, url=f"tel:{after}" if after else "")


def _when(one: Any) -> str:
    """On which days somebody comes, and from when to when."""
    said = [", ".join(coded(Weekday, day) for day in one.visit_days)]
    if one.starts:
        said.append(_("since {day}").format(day=day_text(one.starts)))
    if one.ends:
        said.append(_("until {day}").format(day=day_text(one.ends)))
    return " · ".join(x for x in said if x)


def answer(line: rules.AllergyLine) -> str:
    """The sentence the page of health opens with."""
    if line.known:
        return _("Must not have: {what}").format(what=", ".join(line.known))
    if line.none:
        return _("No known allergies")
    return _("Nobody has asked about allergies")
