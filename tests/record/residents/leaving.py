"""What an act leaves behind: rows, versions of rows, audit lines, events."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps

from hearth.kernel.errors import Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.outbox.models import DomainEvent


def audited(action: str) -> int:
    """How many audit lines stand under an action's name."""
    return AuditEvent.objects.filter(action=action).count()


def told(name: str) -> list[dict[str, Any]]:
    """What was published under an event's name, in its order."""
    rows = DomainEvent.objects.filter(name=f"residents.{name}").order_by("id")
    return [row.payload for row in rows]


def everything() -> dict[str, int]:
    """How many rows each table of the room holds, their histories included."""
    models = [*apps.get_app_config("residents").get_models(), AuditEvent, DomainEvent]
    return {model._meta.label: model.objects.count() for model in models}


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """What happens inside is refused with this code, in words, and leaves nothing behind."""
    before = everything()
    with pytest.raises(Refused) as refusal:
        yield refusal
    assert refusal.value.code == code
    assert str(refusal.value)
    assert everything() == before
