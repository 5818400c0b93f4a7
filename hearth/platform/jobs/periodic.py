"""The house's own jobs by the clock."""

from datetime import timedelta

from hearth.kernel import clock

from .models import JobFailure
from .queues import SLOW, URGENT
from .recovery import recover_stalled
from .registry import every


KEEP_FAILURES = timedelta(days=90)


@every("*/30 * * * * *", "jobs.recover_stalled_jobs", queue=URGENT)
def recover_stalled_jobs() -> None:
    """Every 30 seconds: take up what a dead worker left in hand."""
    recover_stalled()


@every("20 3 * * *", "jobs.prune_failures", queue=SLOW)
def prune_failures() -> None:
    """Each night: forget failures older than 90 days. Those of live jobs are younger."""
    JobFailure.objects.filter(failed_at__lt=clock.now() - KEEP_FAILURES).delete()
