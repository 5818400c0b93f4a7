"""Ask for a resident's chart as one file, keep how far it has come, hand it over, take it away."""

from collections.abc import Iterable
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.files import actions as files
from hearth.platform.files import queries as stored
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.documents import queries, rules
from hearth.record.documents.codes import ChartState, Recipient, Way
from hearth.record.documents.events import ChartChanged
from hearth.record.documents.models import ChartFile, SurveyVisit
from hearth.record.residents.models import Resident

from .disclosing import record_disclosure


MOST_DAYS = 3 * 366


@action("documents.make_chart")
def make_chart(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    from_day: date,
    until_day: date,
    chapters: Iterable[str],
    purpose: str,
    recipient: str = Recipient.INSIDE,
    to_whom: str = "",
    authority: str = "",
    visit: SurveyVisit | None = None,
    with_restricted: bool = False,
) -> ChartFile:
    """Ask for the chart; the worker makes it. Given outside it needs to whom and why, now.

    Raises Refused: days-order, days-future, days-many, chapters-missing, recipient-missing,
    authority-missing.
    """
    wanted = list(dict.fromkeys(chapters))
    today = Facility.objects.get(pk=scope.facility_id).today()
    rules.check_days(from_day, until_day, today=today, most_days=MOST_DAYS)
    if not wanted:
        raise Refused("chapters-missing", N_("Choose at least one chapter."))
    if recipient != Recipient.INSIDE:
        rules.check_release(
            recipient=recipient,
            to_whom=to_whom,
            purpose=purpose,
            authority=authority,
            what="chart",
        )
    row = ChartFile.objects.create(
        facility_id=scope.facility_id,
        resident=resident,
        security_label=resident.security_label,
        from_day=from_day,
        until_day=until_day,
        chapters=wanted,
        recipient=recipient,
        to_whom=to_whom.strip()[:160],
        purpose=purpose,
        authority=authority.strip(),
        visit=visit,
        with_restricted=with_restricted and "restricted" in scope.labels,
        asked_at=clock.now(),
        asked_by=by,
    )
    note("documents.make_chart", row, by=by, detail={"recipient": row.recipient})
    _tell(row)
    return row


@action("documents.chart_progress")
def chart_progress(
    *, scope: Scope, by: Actor, chart_id: UUID, part: str, done: int, total: int
) -> ChartFile:
    """How far the worker has come; told to the page that waits."""
    row = queries.locked_chart(scope, chart_id)
    begun = row.state == ChartState.WAITING
    row.state, row.part, row.done, row.total = ChartState.MAKING, part, done, total
    row.save(update_fields=["state", "part", "done", "total"])
    if begun:
        note("documents.chart_progress", row, by=by)
    _tell(row)
    return row


@action("documents.keep_chart")
def keep_chart(
    *,
    scope: Scope,
    by: Actor,
    chart_id: UUID,
    content: bytes,
    sha256: str,
    pages: int,
    hours: int,
    security_label: str,
    left_out: bool,
) -> ChartFile:
    """The chart is made: it lies encrypted for so many hours. ``sha256`` is of ``content``."""
    row = queries.locked_chart(scope, chart_id)
    if row.state == ChartState.READY:
        return row
    name = f"chart-{row.from_day}-{row.until_day}.pdf"
    blob = files.store(scope=scope, by=by, stream=BytesIO(content), declared_name=name)
    files.keep(scope=scope, by=by, blob=blob)
    now = clock.now()
    row.state, row.blob, row.sha256, row.pages = ChartState.READY, blob.pk, sha256, pages
    row.size, row.finished_at, row.expires_at = len(content), now, now + timedelta(hours=hours)
    row.security_label = rules.wider_label(row.security_label, security_label)
    row.left_out, row.part, row.failure = left_out, "", ""
    row.done = row.total
    row.save()
    note("documents.keep_chart", row, by=by, detail={"pages": pages})
    _tell(row)
    return row


@action("documents.chart_failed")
def chart_failed(*, scope: Scope, by: Actor, chart_id: UUID, code: str) -> ChartFile:
    """It could not be made; the page says so and offers to ask again."""
    row = queries.locked_chart(scope, chart_id)
    row.state, row.failure, row.finished_at = ChartState.FAILED, code[:60], clock.now()
    row.save(update_fields=["state", "failure", "finished_at"])
    note("documents.chart_failed", row, by=by, detail={"code": code[:60]})
    _tell(row)
    return row


@action("documents.download_chart")
def download_chart(*, scope: Scope, by: Actor, chart: ChartFile, what: str) -> ChartFile:
    """The file is taken: each time is on the trail, and the first outside is a release.

    ``what`` is what the release is called in the resident's list. Raises Conflict: chart-gone.
    """
    row = queries.locked_chart(scope, chart.pk)
    now = clock.now()
    if row.state != ChartState.READY or row.expires_at is None or row.expires_at <= now:
        raise Conflict(
            "chart-gone", N_("This file is not kept any more. Make the chart again.")
        )
    first = row.downloaded_at is None
    if first:
        row.downloaded_at = now
        row.save(update_fields=["downloaded_at"])
    if first and row.recipient != Recipient.INSIDE:
        record_disclosure(
            scope=scope,
            by=by,
            resident=row.resident,
            recipient=row.recipient,
            to_whom=row.to_whom,
            purpose=row.purpose,
            authority=row.authority,
            what=what,
            way=Way.FILE,
            chapters=row.chapters,
            from_day=row.from_day,
            until_day=row.until_day,
            chart=row,
            visit=row.visit,
            pages=row.pages,
            sha256=row.sha256,
            security_label=row.security_label,
        )
    note("documents.download_chart", row, by=by, detail={"pages": row.pages})
    return row


@action("documents.remove_chart")
def remove_chart(*, scope: Scope, by: Actor, chart: ChartFile) -> ChartFile:
    """Take the file away; the row stays, with its pages and its mark."""
    row = queries.locked_chart(scope, chart.pk)
    blob = stored.blobs(scope).filter(pk=row.blob).first() if row.blob else None
    if blob is not None:
        files.remove(scope=scope, by=by, blob=blob)
    row.state = ChartState.GONE
    row.save(update_fields=["state"])
    note("documents.remove_chart", row, by=by)
    _tell(row)
    return row


def _tell(row: ChartFile) -> None:
    publish(
        ChartChanged(
            facility_id=row.facility_id,
            chart_id=row.pk,
            resident_id=row.resident_id,
            state=row.state,
        )
    )
