"""What waits, what failed and what a person can do about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.platform.audit.actions import note
from hearth.platform.audit.queries import sealing_state
from hearth.platform.identity import queries
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.jobs.actions import retry_job as retry
from hearth.platform.jobs.queries import failed_jobs, queue_states, schedules, workers_alive
from hearth.platform.outbox import actions as outbox
from hearth.platform.outbox.queries import failed_deliveries
from hearth.platform.replay.queries import waiting_conflicts, waiting_entries
from hearth.surfaces.office.permissions import (
    DROP_DELIVERY,
    RETRY_DELIVERY,
    RETRY_JOB,
    VIEW_OPERATIONS,
)
from hearth.surfaces.office.presenters import operations as words

from .common import page


MOST_ROWS = 100


@requires(VIEW_OPERATIONS)
@require_http_methods(["GET"])
def view_operations(request: Request) -> HttpResponse:
    """How the machinery stands: what needs a person first, then the rest."""
    scope = request.scope
    jobs = failed_jobs(scope, limit=MOST_ROWS)
    deliveries = list(failed_deliveries(scope)[:MOST_ROWS])
    entries: list[Any] = list(waiting_entries(scope)[:MOST_ROWS])
    conflicts: list[Any] = list(waiting_conflicts(scope)[:MOST_ROWS])
    holding = list(queries.devices_holding_writes(scope))
    known = schedules()
    safety = words.safety(words.folder())
    labels = queries.actor_labels(scope, [e.actor_id for e in [*entries, *conflicts]])
    problems = len(jobs) + len(deliveries) + len(entries) + len(conflicts)
    problems += sum(s.dry for s in known)
    context = {
        "sentence": words.state_sentence(problems),
        "facts": words.house_facts(safety, sealing_state(scope), workers_alive()),
        **words.sections(
            words.kept_writes_table(request, entries, conflicts, labels),
            words.failed_jobs_table(request, jobs),
            words.deliveries_table(request, deliveries),
            words.devices_lines(holding),
            words.queues_table(queue_states()),
            words.schedules_table(known),
        ),
    }
    return page(request, "operations", "office/view_operations.html", context)


def _back(request: Request, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(words.back_url(request))


@requires(RETRY_JOB)
@require_http_methods(["POST"])
def retry_job(request: Request, job_id: int) -> HttpResponse:
    """Put a failed job back into its queue."""
    retry(scope=request.scope, by=request.actor, job_id=job_id)
    note("office.retry_job", None, by=request.actor, detail={"job": str(job_id)})
    return _back(request, _("It is tried again"))


@requires(RETRY_DELIVERY)
@require_http_methods(["POST"])
def retry_delivery(request: Request, delivery_id: UUID) -> HttpResponse:
    """Let what should follow an event be tried again."""
    get_object_or_404(failed_deliveries(request.scope), pk=delivery_id)
    outbox.retry_delivery(scope=request.scope, by=request.actor, delivery_id=delivery_id)
    return _back(request, _("It is tried again"))


@requires(DROP_DELIVERY)
@require_http_methods(["POST"])
def drop_delivery(request: Request, delivery_id: UUID) -> HttpResponse:
    """Give up what should have followed an event; it stays on record."""
    get_object_or_404(failed_deliveries(request.scope), pk=delivery_id)
    outbox.drop_delivery(scope=request.scope, by=request.actor, delivery_id=delivery_id)
    return _back(request, _("Given up; it stays on record"))
