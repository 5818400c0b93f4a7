"""The words for what people write down for each other."""

from datetime import timedelta

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_
from hearth.record.tasks.codes import Group, Priority, TaskKind, Urgency, register


class NoteCategory(Coded):
    """What a note is about. Hearth's own value set."""

    PROGRESS = "progress", N_("Progress note")
    HEALTH = "health", N_("Health")
    MOOD = "mood", N_("Mood and behavior")
    EATING = "eating", N_("Eating and drinking")
    SLEEP = "sleep", N_("Sleep")
    SKIN = "skin", N_("Skin")
    PAIN = "pain", N_("Pain")
    MOVING = "moving", N_("Moving and falls")
    TOILET = "toilet", N_("Toilet")
    MEDICINES = "medicines", N_("Medicines")
    ACTIVITY = "activity", N_("Activities and visits")
    FAMILY = "family", N_("Family")
    PROVIDER = "provider", N_("Doctor or clinic")
    TRIP = "trip", N_("Trip")
    HOUSE = "house", N_("House")
    OTHER = "other", N_("Other")


class Deed(Coded):
    """What is done for many residents at once. Hearth's own value set."""

    NOTE = "note", N_("Note")
    TASK = "task", N_("Task")
    WATCH = "watch", N_("Watch")
    PRECAUTION = "precaution", N_("Precautions")
    TELL = "tell", N_("Families to tell")


class Severity(Coded):
    """How much the next reader must make of it. Hearth's own value set."""

    ROUTINE = "routine", N_("For the record")
    WATCH = "watch", N_("Keep an eye on it")
    CHANGE = "change", N_("Something changed"), N_("A nurse looks at it.")
    URGENT = "urgent", N_("Tell somebody now")


class KeepActive(Coded):
    """How long a note stays on the hand-off. Hearth's own value set; hours are the code."""

    NOT = "0", N_("Not kept")
    DAY = "24", N_("24 hours")
    THREE_DAYS = "72", N_("3 days")
    WEEK = "168", N_("7 days")
    TWO_WEEKS = "336", N_("14 days")


class Channel(Coded):
    """How a contact was made. Hearth's own value set."""

    CALL = "call", N_("Call")
    VISIT = "visit", N_("Visit")
    TALK = "talk", N_("Talk at the door")
    VIDEO = "video", N_("Video call")
    TEXT = "text", N_("Text message")
    EMAIL = "email", N_("E-mail")
    FAX = "fax", N_("Fax")
    PORTAL = "portal", N_("Family page")
    LETTER = "letter", N_("Letter")


class Direction(Coded):
    """Who began it."""

    IN = "in", N_("They came to us")
    OUT = "out", N_("We went to them")


class Reached(Coded):
    """Whether somebody was reached. Hearth's own value set."""

    REACHED = "reached", N_("Spoke with them")
    LEFT_MESSAGE = "left-message", N_("Left a message without details")
    NO_ANSWER = "no-answer", N_("No answer")
    WRONG_NUMBER = "wrong-number", N_("Wrong number")
    SENT = "sent", N_("Sent")


class ReadList(Coded):
    """What a reader has read to a point. Hearth's own value set."""

    TODAY = "today", N_("Changes on Today")
    NOTES = "notes", N_("Notes")


class HappeningKind(Coded):
    """What sort of thing happened, on the hand-off and in CHANGED. Hearth's own value set."""

    WATCH = "watch", N_("On watch")
    EVENT = "event", N_("Event")
    NOTE = "note", N_("Note")
    CONTACT = "contact", N_("Contact")
    TASK = "task", N_("Task"), N_("Ended without being done.")
    WORK = "work", N_("Open task"), N_("Due, and still to do.")
    WHEREABOUTS = "whereabouts", N_("In or out")
    STAY = "stay", N_("Residency")
    CONDITION = "condition", N_("Condition")
    FLAG = "flag", N_("Risk")
    VALUE = "value", N_("Measured value")


UNSIGNED = register(
    TaskKind(
        code="notes.unsigned_handoff",
        label=N_("Unsigned hand-off"),
        app="notes",
        group=Group.HEALTH,
        owner_role="nurse",
        urgency=Urgency.CHANGED_RESIDENT,
        priority=Priority.URGENT,
        minutes=10,
        needs_resident=False,
        window_before=timedelta(hours=1),
        window_after=timedelta(minutes=30),
        ladder=("nurse", "coordinator", "executive-director"),
        step=timedelta(hours=1),
    )
)
