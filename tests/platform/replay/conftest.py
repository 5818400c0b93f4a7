from types import SimpleNamespace
from uuid import uuid4

import pytest

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused, Unavailable
from hearth.platform.audit.actions import note
from hearth.platform.audit.models import AuditEvent
from hearth.platform.replay import verbs
from hearth.platform.scope import process_scope, scoped


VERB = "sample.write"


@pytest.fixture
def somebody():
    return SimpleNamespace(pk=uuid4(), kind="person", label="Somebody")


@pytest.fixture
def process(facility):
    with scoped(process_scope("test", facility.pk)) as scope:
        yield scope


@pytest.fixture
def write():
    """A verb that leaves one audit line, and does as its payload says."""

    def run(*, scope, by, payload, effective):
        note("sample.write", None, by=by, detail={"text": payload.get("text", "")})
        trouble = {
            "refuse": Refused("reason-missing", "Say why."),
            "conflict": Conflict("overtaken", "Somebody was first."),
            "busy": Unavailable("disk-full", "Later."),
            "bug": LookupError("Mrs Jones"),
        }.get(payload.get("trouble") if not run.healed else "")
        if trouble:
            raise trouble
        return {"id": uuid4(), "at": clock.now()}

    run.healed = False
    verbs.verb(VERB, permission="sample.write")(run)
    yield run
    verbs.forget(VERB)


@pytest.fixture
def lines():
    """How often the verb has had an effect."""
    return lambda: AuditEvent.objects.filter(action="sample.write").count()
