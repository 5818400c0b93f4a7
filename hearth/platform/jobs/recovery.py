"""Jobs whose worker died: given back to the queue, or failed when they keep killing workers."""

import logging
import os

from django.db import connection, transaction

from . import runs
from .queues import MAX_ATTEMPTS


log = logging.getLogger("hearth.jobs")

# A worker that has not been heard of for this long is dead. It is heard of four times as often.
DEAD_AFTER = 20.0

_STALLED = """
SELECT job.id, job.task_name, job.queue_name, job.args ->> 'facility_id', job.attempts
  FROM procrastinate_jobs job
  LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
 WHERE job.status = 'doing'
   AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s))
 ORDER BY job.id
   FOR UPDATE OF job SKIP LOCKED
"""


def dead_after() -> float:
    """Seconds of silence after which a worker is dead."""
    return float(os.environ.get("HEARTH_WORKER_DEAD_AFTER", DEAD_AFTER))


def recover_stalled(silence: float | None = None) -> int:
    """Give the jobs of dead workers back; returns how many. Safe to run anywhere, any time.

    A job that was in hand when its worker died, again and again, is probably what kills it:
    after as many attempts as any job gets it stays failed and visible.
    """
    silence = dead_after() if silence is None else silence
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_STALLED, [silence])
        stalled = cursor.fetchall()
        for job_id, task, queue, facility_id, attempts in stalled:
            log.warning("job of a dead worker: %s", task, extra={"job": job_id})
            runs.failed(
                job_id=job_id,
                task=task,
                queue=queue,
                facility_id=facility_id,
                attempt=attempts + 1,
                error="WorkerDied",
                code="worker-died",
            )
            if attempts + 1 >= MAX_ATTEMPTS:
                cursor.execute(
                    "SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [job_id]
                )
            else:
                runs.may_wait_again(job_id)
                cursor.execute(
                    "SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", [job_id]
                )
        cursor.execute("SELECT procrastinate_prune_stalled_workers_v1(%s)", [silence])
    return len(stalled)
