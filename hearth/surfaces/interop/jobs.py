"""Later, and taken up again when the worker dies: trying a file, and importing it."""

from uuid import UUID

from hearth.platform.jobs.queues import SLOW
from hearth.platform.jobs.registry import job
from hearth.platform.scope import Scope

from .uploaded import import_uploaded, try_import


@job(queue=SLOW, name="interop.try_file", atomic=False)
def try_file(*, facility_id: UUID, scope: Scope, batch_id: UUID, by_id: UUID) -> None:
    """Count what an import of a waiting file would do."""
    try_import(scope, batch_id, by_id)


@job(queue=SLOW, name="interop.carry_out", atomic=False)
def carry_out(*, facility_id: UUID, scope: Scope, batch_id: UUID) -> None:
    """Import a file that was started, from where it stands; a part at a time."""
    import_uploaded(scope, batch_id)
