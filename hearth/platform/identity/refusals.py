"""A refused access, on its way to the audit trail."""

from dataclasses import dataclass
from typing import Any

from hearth.platform.tenancy.models import Facility

from .models import Actor


@dataclass(frozen=True, slots=True)
class Refusal:
    """Who was refused what. ``where`` are the ids of the path: codes, never names."""

    facility: Facility | None
    actor: Actor
    reason: str
    where: dict[str, Any]
