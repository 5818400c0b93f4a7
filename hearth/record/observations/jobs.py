"""Every night: the months ahead, so that no value ever waits in the default partition."""

import logging

from django.db import connection

from hearth.platform.jobs.queues import SLOW
from hearth.platform.jobs.registry import every
from hearth.platform.scope import house_scope, scoped


log = logging.getLogger("hearth.observations")

TABLE = "observations_observation"
MONTHS_AHEAD = 3


@every("40 3 * * *", "observations.lay_out_months", queue=SLOW)
def lay_out_months() -> int:
    """Make the table's coming months; how many were missing.

    A month whose first values came before its partition keeps them in the default one: found
    by every question, only not pruned from it.
    """
    with scoped(house_scope("observations")), connection.cursor() as cursor:
        cursor.execute("SELECT hearth_add_months(%s, -1, %s)", [TABLE, MONTHS_AHEAD])
        made = int(cursor.fetchone()[0])
    if made:
        log.info("laid out months", extra={"count": made})
    return made
