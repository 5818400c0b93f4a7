"""The words of call-offs, open shifts and agency passes, and the tasks they make."""

from datetime import timedelta

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_
from hearth.record.tasks.codes import Group, Priority, TaskKind, Urgency, register


class OpenShiftStatus(Coded):
    """How an open shift stands. Hearth's own value set."""

    OPEN = "open", N_("Open")
    FILLED = "filled", N_("Filled")
    UNFILLED = "unfilled", N_("Closed unfilled")


class UnfilledReason(Coded):
    """Why an open shift was closed without anybody. Hearth's own value set."""

    SHARED = "shared", N_("Shared out between those here")
    NOT_NEEDED = "not-needed", N_("Not needed after all")
    NOBODY = "nobody", N_("Nobody could come")
    IN_ERROR = "in-error", N_("Opened by mistake")


class OfferChannel(Coded):
    """Which way somebody was asked. Hearth's own value set."""

    CALL = "call", N_("Call")
    TEXT = "text", N_("Text message")
    PERSON = "person", N_("In person")


class OfferAnswer(Coded):
    """What they said. Hearth's own value set."""

    YES = "yes", N_("Yes")
    NO = "no", N_("No")
    NO_ANSWER = "no-answer", N_("No answer")


DEVIATION = register(
    TaskKind(
        code="rostering.deviation",
        label=N_("Look at a duty that goes against what is asked for"),
        app="rostering",
        group=Group.OFFICE,
        owner_role="coordinator",
        urgency=Urgency.LEGAL_CLOCK,
        minutes=10,
        needs_resident=False,
        window_before=timedelta(hours=24),
        window_after=timedelta(hours=4),
        ladder=("coordinator", "executive-director"),
        step=timedelta(hours=24),
    )
)
RENEWAL = register(
    TaskKind(
        code="rostering.renewal",
        label=N_("See to a qualification that ends"),
        app="rostering",
        group=Group.OFFICE,
        owner_role="coordinator",
        urgency=Urgency.PAPERWORK,
        minutes=10,
        needs_resident=False,
        window_before=timedelta(days=90),
        window_after=timedelta(days=1),
        ladder=("coordinator", "executive-director"),
        step=timedelta(days=7),
    )
)
SUPERVISION = register(
    TaskKind(
        code="rostering.supervision",
        label=N_("Look at how a delegated task is done"),
        app="rostering",
        group=Group.HEALTH,
        owner_role="nurse",
        urgency=Urgency.PLAN_OR_EVALUATION,
        priority=Priority.ROUTINE,
        minutes=15,
        window_before=timedelta(days=14),
        window_after=timedelta(days=1),
        ladder=("nurse", "coordinator"),
        step=timedelta(days=2),
    )
)
