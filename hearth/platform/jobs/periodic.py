"""The house's own jobs by the clock."""

from datetime import timedelta

from django.db import connection, transaction

from hearth.kernel import clock

from .models import JobFailure
from .queues import SLOW
from .registry import every


KEEP_FAILURES = timedelta(days=90)
MONTHS_AHEAD = 3
LONGEST_WAIT = "500ms"


@every("20 3 * * *", "jobs.prune_failures", queue=SLOW)
def prune_failures() -> None:
    """Each night: forget failures older than 90 days. Those of live jobs are younger."""
    JobFailure.objects.filter(failed_at__lt=clock.now() - KEEP_FAILURES).delete()


@every("50 2 * * *", "jobs.add_months")
def add_months() -> None:
    """Each night: make the coming months of every table that is kept by months.

    A row of a month nobody made is taken all the same (by the table's default partition), but
    only a month of its own can be given free again in one piece. A table somebody reads for long
    is not waited for: writers would wait behind us. The job is tried again.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid"
            " WHERE p.partstrat = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1"
        )
        tables = [name for (name,) in cursor.fetchall()]
    for name in tables:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LONGEST_WAIT])
            cursor.execute("SELECT hearth_add_months(%s, 0, %s)", [name, MONTHS_AHEAD])
