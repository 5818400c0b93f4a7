"""One resident: who it is, what must be known before one acts, whom to call, what is next."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.platform.scope import Scope
from hearth.record.residents.models import (
    AdvanceDirective,
    AllergyIntolerance,
    CareTeamMember,
    Condition,
    Contact,
    ContactAuthority,
    Coverage,
    Flag,
    Placement,
    Resident,
    Stay,
    Whereabouts,
)
from hearth.record.tasks.codes import LIVE
from hearth.record.tasks.models import Task


NEXT = timedelta(hours=24)
COVERAGE = "residents.view_coverage"


@dataclass(slots=True)
class Chart:
    """Everything the summary of one resident shows; what the reader may not see stays empty."""

    resident: Resident
    stay: Stay | None = None
    place: str = ""
    out: Whereabouts | None = None
    allergies: list[AllergyIntolerance] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    authorities: dict[UUID, list[ContactAuthority]] = field(default_factory=dict)
    next: list[Task] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """What goes with the ambulance besides the chart."""

    directives: list[AdvanceDirective]
    care_team: list[CareTeamMember]
    coverage: list[Coverage]


def residents(scope: Scope) -> QuerySet[Resident]:
    """Residents that exist for this reader, merged records left out."""
    return Resident.objects.filter(facility_id__in=scope.facilities, merged_into__isnull=True)


def chart(scope: Scope, resident: Resident, now: datetime, today: date) -> Chart:
    """The summary of one resident, in nine questions at most."""
    mine = {"facility_id__in": scope.facilities, "resident": resident}
    found = Chart(resident)
    found.stay = Stay.objects.filter(**mine).order_by("-starts").first()
    held = Placement.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=now), **mine, cancelled_at__isnull=True
    )
    found.place = held.order_by("starts").values_list("place__label", flat=True).first() or ""
    latest = Whereabouts.objects.filter(**mine, entered_in_error_at__isnull=True)
    last = latest.order_by("-effective", "-recorded", "-id").first()
    found.out = last if last is not None and last.code != "in" else None
    if scope.may("residents.view_safety"):
        found.allergies = list(
            AllergyIntolerance.objects.filter(**mine, clinical_status="active")
            .exclude(verification_status__in=["refuted", "entered-in-error"])
            .order_by("text")
        )
        flags = Flag.objects.filter(Q(until__isnull=True) | Q(until__gt=now), **mine)
        found.flags = list(flags.filter(ended_at__isnull=True).order_by("code"))
    if scope.may("residents.view_health"):
        live = Condition.objects.filter(**mine, clinical_status="active")
        live = live.exclude(verification_status__in=["refuted", "entered-in-error"])
        found.conditions = list(live.order_by("text"))
    if scope.may("residents.view_contacts"):
        _contacts(found, mine, today)
    open_now = Task.objects.filter(**mine, status__in=[str(s) for s in LIVE])
    open_now = open_now.filter(due__lte=now + NEXT).select_related("resident", "owner_staff")
    found.next = list(open_now.order_by("due", "id")[:8])
    return found


def _contacts(found: Chart, mine: dict[str, object], today: date) -> None:
    contacts = Contact.objects.filter(**mine, ended_at__isnull=True)
    found.contacts = list(contacts.order_by("position", "id"))
    rights = ContactAuthority.objects.filter(
        Q(starts__isnull=True) | Q(starts__lte=today),
        Q(ends__isnull=True) | Q(ends__gte=today),
        **mine,
        ended_at__isnull=True,
    )
    for right in rights.order_by("position", "authority"):
        found.authorities.setdefault(right.contact_id, []).append(right)


def sheet(scope: Scope, resident: Resident, today: date) -> Sheet:
    """Directives, who looks after them outside, and who pays: three questions."""
    mine = {"facility_id__in": scope.facilities, "resident": resident}
    in_force = Q(ends__isnull=True) | Q(ends__gte=today)
    directives = AdvanceDirective.objects.filter(in_force, **mine, ended_at__isnull=True)
    team = CareTeamMember.objects.filter(**mine, ended_at__isnull=True)
    payers = Coverage.objects.filter(in_force, **mine, entered_in_error_at__isnull=True)
    return Sheet(
        directives=list(directives.order_by("directive_kind", "-starts")),
        care_team=list(team.select_related("practitioner", "member").order_by("position")),
        coverage=list(payers.order_by("position")) if scope.may(COVERAGE) else [],
    )
