"""The full report of an event: signed by its writer, read by somebody else."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from hearth.care.incidents import queries, rules
from hearth.care.incidents.codes import (
    CAUSE,
    REPORT,
    REVIEW,
    Body,
    Situation,
    Surroundings,
)
from hearth.care.incidents.events import IncidentReportReviewed, IncidentReportSigned
from hearth.care.incidents.models import Incident, IncidentReport
from hearth.kernel import clock
from hearth.kernel.words import N_
from hearth.platform.audit import actions as audit
from hearth.platform.audit.actions import action
from hearth.platform.identity.actions import process_actor
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.staff import queries as staff
from hearth.record.tasks import actions as tasks
from hearth.record.tasks import queries as worklist

from .consequences import _why


REVIEWED_WITHIN = timedelta(days=2)
"""How soon somebody else reads a report. Hearth's own default."""


@action("incidents.sign_report")
def sign_report(
    *,
    scope: Scope,
    by: Actor,
    incident: Incident,
    narrative: str,
    witnesses: str = "",
    found_later: str = "",
    surroundings: Sequence[Surroundings] = (),
    body: Sequence[Body] = (),
    situation: Sequence[Situation] = (),
    causes_text: str = "",
    told_text: str = "",
    next_text: str = "",
    client_ref: UUID | None = None,
) -> IncidentReport:
    """Sign the full report of an event: its task is done, and somebody else reviews it.

    The same ``client_ref`` is the report signed before. Raises Conflict: incident-in-error,
    signed-already; Refused: narrative-missing.
    """
    event = _lock(scope, incident)
    known = _standing(scope, event)
    if known is not None and client_ref is not None and known.client_ref == client_ref:
        return known
    rules.check_report(
        in_error=event.entered_in_error_at is not None,
        signed=known is not None,
        narrative=narrative,
    )
    now = clock.now()
    row = IncidentReport(
        facility_id=event.facility_id,
        security_label=event.security_label,
        incident=event,
        resident_id=event.resident_id,
        narrative=narrative.strip(),
        witnesses=witnesses.strip(),
        found_later=found_later.strip(),
        surroundings=[str(one) for one in dict.fromkeys(surroundings)],
        body=[str(one) for one in dict.fromkeys(body)],
        situation=[str(one) for one in dict.fromkeys(situation)],
        causes_text=causes_text.strip(),
        told_text=told_text.strip(),
        next_text=next_text.strip(),
        effective=now,
        recorded=now,
        author=staff.member_of(scope, by),
        recorder=by,
        client_ref=client_ref,
    )
    row.save(force_insert=True)
    audit.note("incidents.sign_report", row, by=by)
    publish(IncidentReportSigned(**_named(row)))
    _close(scope, by, event, REPORT.code)
    kind = queries.type_of(scope, event.type)
    tasks.create_task(
        scope=scope,
        by=by,
        code=REVIEW.code,
        title=N_("Review the report of an event"),
        resident=event.resident_id,
        opens=now,
        due=now + REVIEWED_WITHIN,
        cause=f"{CAUSE}/{event.pk}",
        cause_code=event.type if not kind.confidential else "",
        cause_text=_why(kind),
        slot="review",
        security_label=event.security_label,
    )
    return row


@action("incidents.review_report")
def review_report(
    *, scope: Scope, by: Actor, report: IncidentReport, text: str = ""
) -> IncidentReport:
    """Sign that one read somebody else's report. The event is closed when nothing else waits.

    Raises Conflict: already-retracted, reviewed-already; Refused: own-report.
    """
    found = IncidentReport.objects.select_for_update(of=("self",)).filter(
        facility_id__in=scope.facilities
    )
    row = found.select_related("incident").get(pk=report.pk)
    rules.check_review(
        in_error=row.entered_in_error_at is not None,
        reviewed=row.reviewed_at is not None,
        mine=row.recorder_id == by.pk,
    )
    row.reviewed_at, row.reviewed_by, row.review_text = clock.now(), by, text.strip()
    row.save(update_fields=["reviewed_at", "reviewed_by", "review_text"])
    audit.note("incidents.review_report", row, by=by)
    publish(IncidentReportReviewed(**_named(row)))
    _close(scope, by, row.incident, REVIEW.code)
    return row


def _close(scope: Scope, by: Actor, event: Incident, code: str) -> None:
    """The task that asked for it is done with, by whoever signed: a tick alone never closes it."""
    member = staff.member_of(scope, by)
    for task in worklist.open_of_cause(scope, f"{CAUSE}/{event.pk}"):
        if task.code == code:
            tasks.complete_task(
                scope=scope,
                by=process_actor("incidents.report"),
                task=task,
                performer=member,
                performer_text="" if member else str(by),
            )


def _standing(scope: Scope, event: Incident) -> IncidentReport | None:
    rows = IncidentReport.objects.filter(facility_id__in=scope.facilities, incident=event)
    return rows.filter(entered_in_error_at__isnull=True).first()


def _lock(scope: Scope, incident: Incident) -> Incident:
    found = Incident.objects.select_for_update().filter(facility_id__in=scope.facilities)
    return found.get(pk=incident.pk)


def _named(row: IncidentReport) -> dict[str, UUID]:
    return {
        "facility_id": row.facility_id,
        "incident_id": row.incident_id,
        "report_id": row.pk,
        "resident_id": row.resident_id,
    }
