"""Every night: uploads nobody attached, and bytes whose row never committed."""

import logging
from datetime import timedelta
from uuid import UUID

from hearth.kernel import clock
from hearth.platform.jobs.queues import SLOW
from hearth.platform.jobs.registry import every
from hearth.platform.scope import Scope

from . import disk
from .codes import BlobState
from .models import Blob


log = logging.getLogger("hearth.files")

WAITS = timedelta(hours=24)


@every("10 4 * * *", "files.sweep_uploads", queue=SLOW)
def sweep_uploads(*, facility_id: UUID, scope: Scope) -> int:
    """Remove held uploads older than a day, and files without a row; how many files went.

    A file without a row is what a stop between disk and commit leaves behind.
    """
    before = clock.now() - WAITS
    held = Blob.objects.filter(
        facility_id__in=scope.facilities, state=BlobState.HELD, stored_at__lt=before
    )
    given_up = list(held.values_list("pk", flat=True))
    held.filter(pk__in=given_up).delete()
    known = {
        pk.hex
        for pk in Blob.objects.filter(facility_id=facility_id)
        .exclude(state=BlobState.REMOVED)
        .values_list("pk", flat=True)
    }
    gone = 0
    for path, key, written in disk.lying(facility_id):
        if key not in known and written < before.timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    if gone or given_up:
        log.info("swept uploads", extra={"count": gone, "held": len(given_up)})
    return gone
