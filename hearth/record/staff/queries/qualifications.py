"""Who is qualified for what, until when, and what speaks against somebody working then?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hearth.platform.content import lists
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.wording import day_text
from hearth.record.staff import rules
from hearth.record.staff.codes import AwayReason, FindingCode
from hearth.record.staff.models import (
    DutyDeviation,
    DutyPeriod,
    NotAtWork,
    Qualification,
    StaffMember,
)

from .duty import duties


SORTS = "qualification-sorts"
REQUIREMENTS = "role-requirements"


def qualifications(scope: Scope, *, withdrawn: bool = False) -> QuerySet[Qualification]:
    """Every qualification on file, what ends first first; with ``withdrawn``, those too."""
    found = Qualification.objects.filter(facility_id__in=scope.facilities)
    if not withdrawn:
        found = found.filter(withdrawn_at__isnull=True)
    return found.select_related("member", "checked_by").order_by("ends", "sort", "id")


def current_qualifications(
    scope: Scope, member_ids: Iterable[UUID], day: date
) -> dict[UUID, list[Qualification]]:
    """What each of these people is qualified for on a local day, by person."""
    good = Q(starts__isnull=True) | Q(starts__lte=day)
    good &= Q(ends__isnull=True) | Q(ends__gte=day)
    rows = qualifications(scope).filter(good, member_id__in=set(member_ids))
    found: dict[UUID, list[Qualification]] = {}
    for row in rows.order_by("sort", "-ends"):
        mine = found.setdefault(row.member_id, [])
        if all(row.sort != one.sort for one in mine):
            mine.append(row)
    return found


def sort_titles(scope: Scope) -> dict[str, str]:
    """The sorts of qualification in the reader's words, by code; former ones too."""
    return {i.code: i.title for i in lists.every_item(SORTS, _where(scope))}


def keeps_qualifications(scope: Scope) -> bool:
    """Whether this community has begun to keep qualifications: until then nothing is missing."""
    return Qualification.objects.filter(facility_id__in=scope.facilities).exists()


def held_by(scope: Scope, member_ids: Iterable[UUID]) -> dict[UUID, list[rules.Held]]:
    """What each person has on file, as the rules read it."""
    rows = qualifications(scope).filter(member_id__in=set(member_ids))
    found: dict[UUID, list[rules.Held]] = {}
    for member_id, sort, starts, ends in rows.order_by().values_list(
        "member_id", "sort", "starts", "ends"
    ):
        held = rules.Held(sort=sort, starts=starts, ends=ends)
        found.setdefault(member_id, []).append(held)
    return found


def requirements(scope: Scope) -> list[rules.Requirement]:
    """What each role on duty needs here."""
    return [
        rules.Requirement(
            role=item.values["role"],
            sorts=tuple(item.values["sorts"]),
            stop=bool(item.values["stop"]),
        )
        for item in lists.items(REQUIREMENTS, _where(scope))
    ]


def delegating_sorts(scope: Scope) -> tuple[str, ...]:
    """The qualifications whose holders may delegate nursing tasks here."""
    items = lists.items(SORTS, _where(scope))
    return tuple(i.code for i in items if i.values.get("delegates"))


# Not at work


def not_at_work(scope: Scope) -> QuerySet[NotAtWork]:
    """Who is, or will be, not at work until a day or until it is cleared."""
    found = NotAtWork.objects.filter(facility_id__in=scope.facilities, cleared_at__isnull=True)
    return found.select_related("member").order_by("starts", "id")


def away_on(
    scope: Scope, day: date, member_ids: Iterable[UUID] | None = None
) -> dict[UUID, NotAtWork]:
    """Who is not at work on a local day, by person."""
    found = not_at_work(scope).filter(Q(until__isnull=True) | Q(until__gt=day), starts__lte=day)
    if member_ids is not None:
        found = found.filter(member_id__in=set(member_ids))
    return {row.member_id: row for row in found}


# What speaks against it


@dataclass(frozen=True, slots=True)
class Asking:
    """What is known of some people, read once: ask it about as many roles and days as needed."""

    held: Mapping[UUID, list[rules.Held]]
    away: Mapping[UUID, list[rules.Away]]
    needs: tuple[rules.Requirement, ...]
    kept: bool

    def findings(self, member_id: UUID, role: str, day: date) -> list[rules.Finding]:
        """What speaks against this person working in that role on that day; the stops first."""
        return rules.findings(
            str(role),
            day,
            held=self.held.get(member_id, ()),
            requirements=self.needs,
            away=self.away.get(member_id, ()),
            kept=self.kept,
        )

    def stops(self, member_id: UUID, role: str, day: date) -> list[rules.Finding]:
        """Only what asks for a reason."""
        return [f for f in self.findings(member_id, role, day) if f.stop]


def asking(scope: Scope, member_ids: Iterable[UUID]) -> Asking:
    """What speaks for and against some people working: at most three statements and the content."""
    ids = set(member_ids)
    away: dict[UUID, list[rules.Away]] = {}
    for row in not_at_work(scope).filter(member_id__in=ids):
        one = rules.Away(starts=row.starts, until=row.until, reason=row.reason)
        away.setdefault(row.member_id, []).append(one)
    held = held_by(scope, ids)
    kept = bool(held) or keeps_qualifications(scope)
    needs = tuple(requirements(scope)) if kept else ()
    return Asking(held=held, away=away, needs=needs, kept=kept)


def finding_text(scope: Scope, finding: rules.Finding, titles: Mapping[str, str]) -> str:
    """A finding in the reader's words, without the person: "CPR ended 3-Nov-2026"."""
    what = _(" or ").join(titles.get(s, s) for s in finding.sorts)
    day = day_text(finding.day) if finding.day else ""
    if finding.code is FindingCode.NOT_AT_WORK:
        reason = _(AwayReason.label_of(finding.reason)).lower()
        if day:
            return _("not at work until {day} ({reason})").format(day=day, reason=reason)
        return _("not at work until it is cleared ({reason})").format(reason=reason)
    words = {
        FindingCode.MISSING: _("{what} is not on file"),
        FindingCode.ENDED: _("{what} ended {day}"),
        FindingCode.ENDS_SOON: _("{what} ends {day}"),
    }
    return words[finding.code].format(what=what, day=day)


def findings_text(scope: Scope, found: Iterable[rules.Finding]) -> str:
    """Several findings in one line, in the reader's words."""
    titles = sort_titles(scope)
    return "; ".join(finding_text(scope, one, titles) for one in found)


def deviations(scope: Scope) -> QuerySet[DutyDeviation]:
    """What was planned or worked although something spoke against it, the latest first."""
    found = DutyDeviation.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("member", "duty", "recorder").order_by("-recorded", "id")


# Whose qualification ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A qualification that ends and has not been renewed, and which reminder of it has come."""

    row: Qualification
    stage: int


def endings(scope: Scope, today: date) -> list[Ending]:
    """What of people who work here ends within 90 days or has ended, and nothing replaces it."""
    last = date.fromordinal(today.toordinal() + max(rules.RENEW_AHEAD))
    works = Q(member__active_to__isnull=True) | Q(member__active_to__gte=today)
    rows = list(qualifications(scope).filter(works, ends__lte=last))
    held = held_by(scope, {row.member_id for row in rows})
    found: dict[tuple[UUID, str], Ending] = {}
    for row in rows:
        if row.ends is None or rules.taken_up(held[row.member_id], row.sort, row.ends):
            continue
        stage = rules.stage(row.ends, today)
        if stage is not None:
            found[(row.member_id, row.sort)] = Ending(row=row, stage=stage)
    return list(found.values())


# Who worked a shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """Somebody who worked a shift, and what they were qualified for on its day."""

    duty: DutyPeriod
    qualifications: tuple[Qualification, ...]
    findings: tuple[rules.Finding, ...]


def worked(scope: Scope, starts: datetime, ends: datetime, facility: Facility) -> list[Worked]:
    """Who was on duty in a span: those who came, and those planned who were never said to be gone.

    With what each was qualified for on the day their duty began.
    """
    rows = [
        d
        for d in duties(scope).filter(
            facility=facility,
            starts__lt=ends,
            starts__gt=starts - rules.LONGEST_DUTY,
            ends__gt=starts,
        )
        if d.status != "absent"
    ]
    ids = {d.member_id for d in rows}
    day = starts.astimezone(facility.zone).date()
    good, known = current_qualifications(scope, ids, day), asking(scope, ids)
    return [
        Worked(
            duty=d,
            qualifications=tuple(good.get(d.member_id, ())),
            findings=tuple(known.findings(d.member_id, d.role, day)),
        )
        for d in rows
    ]


def by_number(scope: Scope, sort: str, number: str) -> StaffMember | None:
    """Who has a license or certificate of that number on file here, whoever sent them."""
    wanted = number.strip()
    if not wanted:
        return None
    row = qualifications(scope).filter(sort=sort, number__iexact=wanted).first()
    return row.member if row else None


def _where(scope: Scope) -> UUID | None:
    return scope.facilities[0] if scope.facilities else None
