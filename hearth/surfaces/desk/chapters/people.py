"""Who the resident is: face sheet, contacts and care team, directives, allergies and conditions."""

from typing import Any

from django.utils.translation import gettext as _

from hearth.platform.ui import parts
from hearth.platform.ui.wording import day_text, partial_day_text
from hearth.record.residents import queries as residents
from hearth.record.residents.codes import (
    AllergyStatus,
    CodeStatus,
    ConditionStatus,
    Criticality,
    DirectiveKind,
    Verification,
)
from hearth.record.residents.presenters import level_word
from hearth.record.residents.presenters.levels import span_text
from hearth.surfaces.desk import queries
from hearth.surfaces.desk.presenters import chart as presenters

from .reading import Reading, Row, Section


def _facts(title: str, facts: parts.Facts, key: str) -> Section:
    """Labels and values as rows."""
    rows = [
        Row((str(f.label), str(f.value or _("Not known")), str(f.note or "")), f"{key}:{n}")
        for n, f in enumerate(facts.items)
    ]
    return Section(title, ("", "", ""), rows, (24, 46, 30), empty=_("Nothing recorded."))


def face(reading: Reading) -> list[Section]:
    """Who it is, where they live, what must be known, and who pays."""
    today = reading.facility.today()
    chart = queries.chart(reading.scope, reading.resident, reading.now, today)
    banner = presenters.banner(chart, reading.scope, reading.facility, today)
    sheet = queries.sheet(reading.scope, reading.resident, today)
    who = parts.Facts(
        (
            parts.Fact(_("Name"), f"{banner.given} {banner.family}", note=banner.preferred),
            parts.Fact(_("Born"), banner.born, note=banner.age),
            parts.Fact(_("Lives in"), banner.place, note=banner.status_text),
            *banner.warnings,
            *banner.more,
            parts.Fact(_("What matters to me"), reading.resident.what_matters),
            parts.Fact(_("What works for me"), reading.resident.what_works),
        )
    )
    found = [_facts("", who, "face")]
    coverage = presenters.coverage_facts(sheet)
    if coverage.items:
        found.append(_facts(_("Coverage"), coverage, "coverage"))
    return found


def contacts(reading: Reading) -> list[Section]:
    """Whom to call, in order, with what they may decide; and who looks after them outside."""
    today = reading.facility.today()
    chart = queries.chart(reading.scope, reading.resident, reading.now, today)
    sheet = queries.sheet(reading.scope, reading.resident, today)
    return [
        _facts(_("Contacts"), presenters.contact_facts(chart), "contact"),
        _facts(_("Care team"), presenters.team_facts(sheet), "team"),
    ]


def directives(reading: Reading) -> list[Section]:
    """The code status, and every directive with its signing, its end and why it ended."""
    one = reading.resident
    said = _(CodeStatus.label_of(one.code_status))
    if one.code_status_at:
        said += " · " + _("set {time}").format(time=reading.at(one.code_status_at))
    rows = [
        Row(
            (
                _(DirectiveKind.label_of(row.directive_kind)),
                " · ".join(x for x in (row.text, row.original_is_at) if x),
                day_text(row.starts) if row.starts else "",
                day_text(row.ends) if row.ends else "",
            ),
            f"AdvanceDirective/{row.pk}",
            struck=row.ended_at is not None,
            remark=_("ended: {reason}").format(reason=row.ended_reason)
            if row.ended_at is not None
            else "",
        )
        for row in residents.directives_of(reading.scope, one)
    ]
    columns = (_("Directive"), _("Words"), _("Signed"), _("Ends"))
    return [
        Section(
            "",
            columns,
            rows,
            (28, 44, 14, 14),
            intro=_("Code status: {said}").format(said=said),
            empty=_("No directive on file."),
        )
    ]


def health(reading: Reading) -> list[Section]:
    """Allergies, conditions and levels of care in every standing; errors are struck through."""
    scope, ids = reading.scope, reading.ids
    levels = list(residents.every_level(scope).filter(resident_id__in=ids))
    allergies = residents.allergies(scope).filter(resident_id__in=ids)
    conditions = residents.conditions(scope).filter(resident_id__in=ids)
    return [
        Section(
            _("Allergies"),
            (_("Allergy"), _("Reaction"), _("Standing")),
            [_allergy(row) for row in allergies],
            (34, 40, 26),
            empty=_("Nobody asked yet."),
        ),
        Section(
            _("Conditions"),
            (_("Condition"), _("Since"), _("Standing")),
            [_condition(row) for row in conditions],
            (50, 20, 30),
            empty=_("None recorded."),
        ),
        Section(
            _("Level of care"),
            (_("Level"), _("From"), _("What was found"), _("Who decided")),
            [_level(row, levels, reading) for row in levels],
            (18, 24, 34, 24),
            empty=_("None set."),
        ),
    ]


def _level(row: Any, levels: list[Any], reading: Reading) -> Row:
    wrong = row.entered_in_error_at is not None
    kept = [one for one in levels if one.entered_in_error_at is None]
    return Row(
        (
            level_word(row.level, reading.facility),
            span_text(row, kept),
            row.reason,
            row.decided_by,
        ),
        f"LevelOfCare/{row.pk}",
        struck=wrong,
        remark=_("entered in error: {reason}").format(reason=row.entered_in_error_reason)
        if wrong
        else "",
    )


def _allergy(row: Any) -> Row:
    said = [str(r.get("text", "")) for r in row.reactions if r.get("text")]
    standing = [_(AllergyStatus.label_of(row.clinical_status))]
    if row.criticality:
        standing.append(_(Criticality.label_of(row.criticality)))
    wrong = row.verification_status == Verification.ENTERED_IN_ERROR
    return Row(
        (row.text, ", ".join(said), " · ".join(standing)),
        f"AllergyIntolerance/{row.pk}",
        struck=wrong,
        remark=_("entered in error") if wrong else "",
    )


def _condition(row: Any) -> Row:
    wrong = row.verification_status == Verification.ENTERED_IN_ERROR
    return Row(
        (
            row.text,
            partial_day_text(row.onset, row.onset_precision),
            _(ConditionStatus.label_of(row.clinical_status)),
        ),
        f"Condition/{row.pk}",
        struck=wrong,
        remark=_("entered in error") if wrong else "",
    )
