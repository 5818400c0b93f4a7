"""The house's own jobs by the clock."""

from datetime import timedelta

from hearth.kernel import clock

from .models import JobFailure
from .queues import SLOW
from .registry import every


KEEP_FAILURES = timedelta(days=90)


@every("20 3 * * *", "jobs.prune_failures", queue=SLOW)
def prune_failures() -> None:
    """Each night: forget failures older than 90 days. Those of live jobs are younger."""
    JobFailure.objects.filter(failed_at__lt=clock.now() - KEEP_FAILURES).delete()
