"""What do notes offer to be read beside other areas' facts?"""

from datetime import datetime

from hearth.kernel.references import Evidence, Reference
from hearth.platform.scope import Scope
from hearth.record.residents.models import Resident

from .notes import notes_of, standing


def evidence(scope: Scope, resident: Resident, since: datetime) -> list[Evidence]:
    """The notes about a resident that count, from since then on, the oldest first.

    The code is ``notes.`` and the category; the value is what was written.
    """
    mine = notes_of(scope, resident).values("pk")
    rows = standing(scope).filter(pk__in=mine, effective__gte=since)
    return [
        Evidence(
            reference=Reference("Note", row.pk),
            code=f"notes.{row.category}",
            value=row.text,
            effective=row.effective.isoformat(),
            said_by=str(row.author or row.author_text or row.recorder),
        )
        for row in rows.order_by("effective", "id")
    ]
