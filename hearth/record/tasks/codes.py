"""The words of the one worklist, and the kinds of task that areas of care register."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_


class TaskStatus(Coded):
    """http://hl7.org/fhir/task-status (the codes Hearth writes)."""

    REQUESTED = "requested", N_("Open"), N_("A role on duty owns it; nobody took it yet.")
    ACCEPTED = "accepted", N_("Taken"), N_("A person said they will do it.")
    IN_PROGRESS = "in-progress", N_("Begun")
    COMPLETED = "completed", N_("Done")
    FAILED = "failed", N_("Not done"), N_("Not done, or the resident refused.")
    CANCELLED = "cancelled", N_("No longer needed")
    ENTERED_IN_ERROR = "entered-in-error", N_("Entered in error")


LIVE = (TaskStatus.REQUESTED, TaskStatus.ACCEPTED, TaskStatus.IN_PROGRESS)
"""A task that still waits for somebody."""


class Outcome(Coded):
    """What became of a task (FHIR Task.businessStatus). Hearth's own value set.

    ``rules.STATUS_OF`` gives each its FHIR status.
    """

    DONE = "done", N_("Done")
    NOT_DONE = "not-done", N_("Not done")
    REFUSED = "refused", N_("Refused"), N_("The resident did not want it.")
    NOT_APPLICABLE = "not-applicable", N_("Does not apply")


class OutcomeReason(Coded):
    """Why a task was not done (FHIR Task.statusReason). Hearth's own value set."""

    ASLEEP = "asleep", N_("Asleep")
    OUT = "out", N_("Out of the building")
    HOSPITAL = "hospital", N_("In hospital")
    UNWELL = "unwell", N_("Unwell")
    DECLINED = "declined", N_("Did not want it now")
    FAMILY_DID = "family-did", N_("Family did it")
    DONE_BEFORE = "done-before", N_("Already done")
    NO_TIME = "no-time", N_("No time")
    NO_STAFF = "no-staff", N_("Nobody to do it")
    NO_SUPPLIES = "no-supplies", N_("Something was missing")
    NO_ANSWER = "no-answer", N_("Nobody answered")
    ORDER_CHANGED = "order-changed", N_("Order or plan changed")
    UNSAFE = "unsafe", N_("Not safe now")
    OTHER = "other", N_("Other, see comment")


class SnoozeReason(Coded):
    """Why a task waits. Hearth's own value set."""

    WAITING_FAMILY = "waiting-family", N_("Waiting for family")
    WAITING_PROVIDER = "waiting-provider", N_("Waiting for the doctor or clinic")
    WAITING_PHARMACY = "waiting-pharmacy", N_("Waiting for the pharmacy")
    RESIDENT_ASKED = "resident-asked", N_("The resident asked for later")
    RESIDENT_OUT = "resident-out", N_("The resident is out")
    MORE_URGENT = "more-urgent", N_("Something more urgent")
    OTHER = "other", N_("Other")


class Priority(Coded):
    """http://hl7.org/fhir/request-priority."""

    ROUTINE = "routine", N_("Routine")
    URGENT = "urgent", N_("Urgent")
    ASAP = "asap", N_("As soon as possible")
    STAT = "stat", N_("Now")


class Urgency(Coded):
    """Why a task stands where it stands in NEEDS YOU, the most pressing first. Hearth's own."""

    SAFETY = "safety", N_("Someone may be unsafe now")
    LEGAL_CLOCK = "legal-clock", N_("A legal or prescriber clock runs")
    PROMISE = "promise", N_("A promise to a person")
    CHANGED_RESIDENT = "changed-resident", N_("A resident changed and nobody has looked")
    ORDER_OR_PHARMACY = "order-or-pharmacy", N_("An order or the pharmacy waits")
    PLAN_OR_EVALUATION = "plan-or-evaluation", N_("Plan or evaluation")
    PAPERWORK = "paperwork", N_("Paperwork")


class Change(Coded):
    """What happened to a task. Hearth's own value set."""

    CREATED = "created", N_("Made")
    CHANGED = "changed", N_("Changed")
    CLAIMED = "claimed", N_("Taken")
    RELEASED = "released", N_("Given back")
    HANDED = "handed", N_("Handed to somebody")
    BEGUN = "begun", N_("Begun")
    SNOOZED = "snoozed", N_("Put off")
    WOKEN = "woken", N_("Back on the list")
    COMPLETED = "completed", N_("Done")
    NOT_DONE = "not-done", N_("Not done")
    REFUSED = "refused", N_("Refused")
    NOT_APPLICABLE = "not-applicable", N_("Does not apply")
    UNDONE = "undone", N_("Taken back")
    CANCELLED = "cancelled", N_("No longer needed")
    ESCALATED = "escalated", N_("Passed up")
    RETRACTED = "retracted", N_("Entered in error")
    COMMENTED = "commented", N_("Comment")


class CancelReason(Coded):
    """Why an open task ended without an outcome. Hearth's own value set."""

    CAUSE_GONE = "cause-gone", N_("The reason for it is gone")
    SERIES_CHANGED = "series-changed", N_("The schedule changed")
    RESIDENT_LEFT = "resident-left", N_("The resident no longer lives here")
    DUPLICATE = "duplicate", N_("Already on the list")
    OTHER = "other", N_("Other")


class Lateness(Coded):
    """How a task stands against the clock. Hearth's own value set."""

    EARLY = "early", N_("Not yet")
    OPEN = "open", N_("Can be done")
    DUE = "due", N_("Due")
    LATE = "late", N_("Late")
    SNOOZED = "snoozed", N_("Put off")
    CLOSED = "closed", N_("Closed")


class Frequency(Coded):
    """http://hl7.org/fhir/ValueSet/units-of-time (Timing.repeat.periodUnit; those Hearth repeats by)."""

    DAY = "d", N_("Day")
    WEEK = "wk", N_("Week")
    MONTH = "mo", N_("Month")
    MINUTE = "min", N_("Minute"), N_("Elapsed time from an anchor, never wall time.")


class SeriesStatus(Coded):
    """http://hl7.org/fhir/request-status (the codes Hearth writes)."""

    ACTIVE = "active", N_("Runs")
    ON_HOLD = "on-hold", N_("Paused")
    COMPLETED = "completed", N_("Ended")
    ENTERED_IN_ERROR = "entered-in-error", N_("Entered in error")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskKind:
    """A kind of task, registered by the app that creates it.

    ``code`` is "app.kind" and is what the table keeps. ``app`` owns what opens when the task is
    done by more than a tick; ``url_name`` names that page, given the task's id. ``ladder`` are
    the duty roles it passes up, the first being its owner; empty means the ladder of
    ``rules.DEFAULT_LADDER``. ``step`` is how long each rung has. ``needs_resident`` is checked
    when the task is made. ``confidential`` gives new tasks the label "restricted".
    ``own_page``: only what is recorded on that page says it is done, never a tick.
    ``listed_as`` is its entry in content/tasks, where a community sets role, window, place in
    NEEDS YOU and who hears of it late; what stands here holds where nothing is in force there.
    """

    code: str
    label: str
    app: str
    group: str
    owner_role: str = "caregiver"
    urgency: Urgency = Urgency.PAPERWORK
    priority: Priority = Priority.ROUTINE
    minutes: int = 0
    window_before: timedelta = timedelta(minutes=60)
    window_after: timedelta = timedelta(minutes=60)
    ladder: tuple[str, ...] = ()
    step: timedelta = timedelta(minutes=30)
    url_name: str = ""
    needs_resident: bool = True
    confidential: bool = False
    own_page: bool = False
    listed_as: str = ""


class Group(Coded):
    """Where a kind of task belongs on lists and in settings. Hearth's own value set."""

    CARE = "care", N_("Care")
    HEALTH = "health", N_("Health")
    SAFETY = "safety", N_("Safety")
    FAMILY = "family", N_("Family and friends")
    ORDERS = "orders", N_("Orders and pharmacy")
    PLAN = "plan", N_("Plans and evaluations")
    HOUSE = "house", N_("House")
    OFFICE = "office", N_("Office")


_kinds: dict[str, TaskKind] = {}


def register(kind: TaskKind) -> TaskKind:
    """Make a kind of task known. The same again is harmless; another under its code is a bug."""
    known = _kinds.setdefault(kind.code, kind)
    if known != kind:
        raise ValueError(f"two kinds of task are called {kind.code}")
    return kind


def kind_of(code: str) -> TaskKind:
    """The kind registered under ``code``. Raises KeyError: a task of no known kind is a bug."""
    return _kinds[code]


def kinds() -> list[TaskKind]:
    """Every registered kind, by code."""
    return [_kinds[code] for code in sorted(_kinds)]


FREE = register(
    TaskKind(
        code="tasks.free",
        label=N_("Something to do"),
        app="tasks",
        listed_as="to-do",
        group=Group.HOUSE,
        owner_role="coordinator",
        needs_resident=False,
        window_before=timedelta(hours=12),
        window_after=timedelta(hours=4),
        step=timedelta(hours=4),
    )
)
CARE = register(
    TaskKind(
        code="tasks.care",
        label=N_("Care"),
        app="tasks",
        listed_as="care-task",
        group=Group.CARE,
        owner_role="caregiver",
        urgency=Urgency.PLAN_OR_EVALUATION,
        minutes=10,
        step=timedelta(minutes=60),
    )
)
MEASURE = register(
    TaskKind(
        code="tasks.measure",
        label=N_("Measure"),
        app="tasks",
        listed_as="measure",
        group=Group.HEALTH,
        owner_role="med-tech",
        urgency=Urgency.PLAN_OR_EVALUATION,
        minutes=5,
        ladder=("med-tech", "nurse", "coordinator"),
        step=timedelta(hours=2),
    )
)
CHECK = register(
    TaskKind(
        code="tasks.check",
        label=N_("Check on somebody"),
        app="tasks",
        listed_as="check-on",
        group=Group.SAFETY,
        owner_role="caregiver",
        urgency=Urgency.SAFETY,
        priority=Priority.URGENT,
        minutes=5,
        window_before=timedelta(minutes=10),
        window_after=timedelta(minutes=15),
        ladder=("caregiver", "shift-lead", "nurse", "coordinator", "executive-director"),
        step=timedelta(minutes=15),
    )
)
CALL_BACK = register(
    TaskKind(
        code="tasks.call_back",
        label=N_("Call back"),
        app="tasks",
        listed_as="call-back",
        group=Group.FAMILY,
        owner_role="coordinator",
        urgency=Urgency.PROMISE,
        priority=Priority.URGENT,
        minutes=10,
        needs_resident=False,
        window_before=timedelta(hours=24),
        window_after=timedelta(minutes=0),
        ladder=("coordinator", "executive-director"),
        step=timedelta(hours=4),
    )
)
TELL = register(
    TaskKind(
        code="tasks.tell",
        label=N_("Tell somebody"),
        app="notes",
        listed_as="tell",
        group=Group.FAMILY,
        owner_role="nurse",
        urgency=Urgency.PROMISE,
        priority=Priority.URGENT,
        minutes=5,
        window_before=timedelta(hours=12),
        window_after=timedelta(0),
        ladder=("shift-lead", "nurse", "coordinator", "executive-director"),
        step=timedelta(hours=1),
        url_name="notes:record_telling",
        own_page=True,
    )
)
CHASE = register(
    TaskKind(
        code="tasks.chase",
        label=N_("Chase an order or a delivery"),
        app="tasks",
        listed_as="order-pending",
        group=Group.ORDERS,
        owner_role="nurse",
        urgency=Urgency.ORDER_OR_PHARMACY,
        minutes=10,
        ladder=("nurse", "coordinator"),
        step=timedelta(hours=2),
    )
)
LOOK = register(
    TaskKind(
        code="tasks.look",
        label=N_("Look at what changed"),
        app="tasks",
        listed_as="look-at-change",
        group=Group.HEALTH,
        owner_role="nurse",
        urgency=Urgency.CHANGED_RESIDENT,
        priority=Priority.URGENT,
        minutes=15,
        window_before=timedelta(hours=12),
        ladder=("nurse", "coordinator", "executive-director"),
        step=timedelta(hours=1),
    )
)
REVIEW = register(
    TaskKind(
        code="tasks.review",
        label=N_("Review"),
        app="tasks",
        listed_as="plan-review",
        group=Group.PLAN,
        owner_role="coordinator",
        urgency=Urgency.PLAN_OR_EVALUATION,
        minutes=30,
        window_before=timedelta(days=14),
        window_after=timedelta(days=1),
        ladder=("coordinator", "executive-director"),
        step=timedelta(days=1),
    )
)
EMERGENCY_ACCESS_REVIEW = register(
    TaskKind(
        code="tasks.emergency_access_review",
        label=N_("Review emergency access"),
        app="tasks",
        listed_as="emergency-access-review",
        group=Group.OFFICE,
        owner_role="executive-director",
        urgency=Urgency.LEGAL_CLOCK,
        minutes=10,
        window_before=timedelta(hours=72),
        window_after=timedelta(0),
        ladder=("executive-director", "coordinator"),
        step=timedelta(hours=24),
    )
)
LEGAL = register(
    TaskKind(
        code="tasks.legal",
        label=N_("Report or answer by law"),
        app="tasks",
        listed_as="legal-report",
        group=Group.OFFICE,
        owner_role="coordinator",
        urgency=Urgency.LEGAL_CLOCK,
        priority=Priority.URGENT,
        minutes=30,
        needs_resident=False,
        window_before=timedelta(days=7),
        window_after=timedelta(0),
        ladder=("coordinator", "executive-director"),
        step=timedelta(hours=2),
    )
)
WATCH_CHECK = register(
    TaskKind(
        code="tasks.watch_check",
        label=N_("Watch check"),
        app="tasks",
        listed_as="watch-check",
        group=Group.SAFETY,
        owner_role="caregiver",
        urgency=Urgency.PLAN_OR_EVALUATION,
        minutes=5,
        ladder=("caregiver", "shift-lead", "nurse", "coordinator"),
        step=timedelta(minutes=30),
        url_name="tasks:answer_watch_check",
        own_page=True,
    )
)
WATCH_DECISION = register(
    TaskKind(
        code="tasks.watch_decision",
        label=N_("End the watch, or go on"),
        app="tasks",
        listed_as="watch-decision",
        group=Group.PLAN,
        owner_role="nurse",
        urgency=Urgency.CHANGED_RESIDENT,
        minutes=5,
        window_before=timedelta(hours=12),
        window_after=timedelta(hours=4),
        ladder=("nurse", "coordinator", "executive-director"),
        step=timedelta(hours=4),
        url_name="tasks:decide_watch",
        own_page=True,
    )
)
CHECKLIST_ITEM = register(
    TaskKind(
        code="tasks.checklist_item",
        label=N_("Step of a list"),
        app="tasks",
        listed_as="checklist-item",
        group=Group.PLAN,
        owner_role="coordinator",
        urgency=Urgency.PLAN_OR_EVALUATION,
        minutes=10,
        needs_resident=False,
        window_before=timedelta(days=3),
        window_after=timedelta(days=1),
        ladder=("coordinator", "executive-director"),
        step=timedelta(days=1),
        url_name="tasks:prove_checklist_item",
        own_page=True,
    )
)


class WatchEnd(Coded):
    """Why a watch ended. Hearth's own value set."""

    AS_USUAL = "as-usual", N_("Back to usual")
    IN_PLAN = "in-plan", N_("It is in the plan or the orders now")
    HOSPITAL = "hospital", N_("In hospital")
    LEFT = "resident-left", N_("The resident no longer lives here")
    MISTAKE = "mistake", N_("Started by mistake")
    OTHER = "other", N_("Other")


class ChecklistStatus(Coded):
    """Where a list of steps stands. Hearth's own value set."""

    RUNNING = "running", N_("Running")
    CLOSED = "closed", N_("Done with")
    CANCELLED = "cancelled", N_("Given up")


class ProofBy(Coded):
    """What proves a step of a list. Hearth's own value set."""

    TICK = "tick", N_("Somebody says so")
    FACT = "fact", N_("It stands in the record")
    DOCUMENT = "document", N_("A document on file")


class FactProof(Coded):
    """What can be found in a resident's record by itself. Hearth's own value set."""

    CODE_STATUS = "code-status", N_("Code status")
    CONTACT_PHONE = "contact-phone", N_("A contact with a phone number")
    ALLERGIES = "allergies", N_("Allergies")
    DIRECTIVE = "directive", N_("Advance directive")
    DECISION_MAKER = "decision-maker", N_("Who decides for them")
    CARE_TEAM = "care-team", N_("Care team")
    COVERAGE = "coverage", N_("Insurance")
    PHOTO = "photo", N_("Photo")
    PLACE = "place", N_("A place kept")
    CONDITIONS = "conditions", N_("Diagnoses")


MOVE_IN, RETURN, MOVE_OUT, DEATH = "move-in", "return", "move-out", "death"
"""The lists whose start and gate the house knows by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document on file that could prove a step: its Reference ("Document/uuid") and its words."""

    reference: str
    text: str
    day: date | None = None


PaperFinder = Callable[[Any, UUID, Iterable[str]], Mapping[str, list[Paper]]]
"""(scope, resident, types of document) → what is on file of each type, the newest first."""

_paper_finders: list[PaperFinder] = []


def register_papers(finder: PaperFinder) -> PaperFinder:
    """Let the room of documents, which stands above, say which papers are on file."""
    if finder not in _paper_finders:
        _paper_finders.append(finder)
    return finder


def paper_finders() -> list[PaperFinder]:
    """Who can say which papers are on file."""
    return list(_paper_finders)
