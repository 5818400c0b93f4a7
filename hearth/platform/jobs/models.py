"""What is known of jobs beside the queue itself: when each last ran, and what broke."""

from django.db import models

from hearth.kernel.ids import uuid7
from hearth.platform.scope.kinds import Kind, Retention


class ScheduledRun(models.Model):
    """Hearth's own: when a job that the clock starts last ran. One row a job.

    A schedule that has run dry is seen here. ``failures`` counts failures since the last success.
    ``known_at`` is when a worker first kept its time: nothing due before was missed.
    """

    kind = Kind.HOUSE
    retention = Retention.HOUSE

    name = models.CharField(primary_key=True, max_length=128)
    cron = models.CharField(max_length=60)
    known_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class JobFailure(models.Model):
    """Hearth's own: one attempt of a job that broke.

    Holds the exception's class and code, never its words: those may name a resident. A house
    table: ``of_facility`` only says whose work it was.
    """

    kind = Kind.HOUSE
    retention = Retention.SHORT

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    job_id = models.BigIntegerField(null=True)
    task = models.CharField(max_length=128)
    queue = models.CharField(max_length=40)
    of_facility = models.UUIDField(null=True)
    attempt = models.IntegerField(default=1)
    error = models.CharField(max_length=200)
    code = models.CharField(max_length=60, blank=True)
    failed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["-failed_at"], name="jobfailure_by_time"),
            models.Index(fields=["job_id"], name="jobfailure_of_job"),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.error}"
