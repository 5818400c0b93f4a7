"""Trying a failed job again, by a person's word.

Beside the audit room, not above it: whoever calls this notes it (``outbox`` and the operations
page do).
"""

from typing import Any

from django.db import connection, transaction

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.scope.scope import Scope


def retry_job(*, scope: Scope, by: Any, job_id: int) -> None:
    """Put a failed job back into its queue. Raises Refused (job-not-failed).

    Only a job of the scope's communities, or one of the house.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM procrastinate_jobs WHERE id = %s AND status = 'failed'"
            " AND (args ->> 'facility_id' IS NULL OR (args ->> 'facility_id')::uuid = ANY (%s))"
            " FOR UPDATE",
            [job_id, list(scope.facilities)],
        )
        if cursor.fetchone() is None:
            raise Refused("job-not-failed", N_("This job is not waiting for a new attempt."))
        # Attempts begin anew, so that it is tried as often as any other job.
        cursor.execute("UPDATE procrastinate_jobs SET attempts = -1 WHERE id = %s", [job_id])
        cursor.execute(
            "SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", [job_id]
        )
