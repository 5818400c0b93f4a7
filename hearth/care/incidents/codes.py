"""The words for what befell somebody, and the kinds of task an event leaves behind."""

from datetime import timedelta

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_
from hearth.record.tasks.codes import TELL as TELL_KIND
from hearth.record.tasks.codes import Group, Priority, TaskKind, Urgency, register


TYPES = "incident-types"
"""The definition that lists what an event may be (FHIR AdverseEvent.event). The community's own."""
CLOCKS = "reporting-clocks"
"""The definitions that say which law wants to hear of an event, and by when."""
CAUSE = "Incident"
"""How a task or a watch names an event as its cause: "Incident/<uuid>"."""
TELL = TELL_KIND.code
"""The kind of task by which somebody is told."""


UNNAMED = N_("An event was recorded")
"""What is said of a confidential event where others than those who read events read too."""


class Injury(Coded):
    """How badly somebody was hurt. Hearth's own value set.

    Source: levels after the fall-injury levels in common use (none, minor, major, death); our
    own wording, with "not known yet" for what nobody has looked at.
    """

    NONE = "none", N_("Not hurt")
    MINOR = "minor", N_("Small hurt"), N_("First aid here: a bandage, ice, a cleaned wound.")
    MAJOR = (
        "major",
        N_("Badly hurt"),
        N_("May be broken, a head injury, much blood, very strong pain."),
    )
    DEATH = "death", N_("Died")
    UNKNOWN = "unknown", N_("Not known yet")


class Struck(Coded):
    """Whether the head hit something. Hearth's own value set."""

    YES = "yes", N_("Yes")
    NO = "no", N_("No")
    UNKNOWN = "unknown", N_("Not known")


class Thinner(Coded):
    """Whether the record, at that time, named a blood thinner. Hearth's own value set."""

    YES = "yes", N_("Takes a blood thinner")
    NOT_ON_RECORD = "not-on-record", N_("No blood thinner on record")


class SeenBy(Coded):
    """Who saw it happen. Hearth's own value set."""

    NOBODY = "nobody", N_("Nobody")
    STAFF = "staff", N_("Staff")
    RESIDENT = "resident", N_("Another resident")
    FAMILY = "family", N_("Family or a visitor")


class Where(Coded):
    """Where it happened. Hearth's own value set."""

    OWN_PLACE = "own-place", N_("Own apartment")
    OWN_BATHROOM = "own-bathroom", N_("Own bathroom")
    HALLWAY = "hallway", N_("Hallway")
    DINING = "dining", N_("Dining room")
    COMMON = "common", N_("Shared room")
    SHOWER = "shower", N_("Shower or bath")
    OUTSIDE = "outside", N_("Outside")
    AWAY = "away", N_("Away from here")
    OTHER = "other", N_("Somewhere else")


class When(Coded):
    """How well the time is known. Hearth's own value set."""

    NOW = "now", N_("Just now")
    EARLIER = "earlier", N_("At another time")
    UNKNOWN = "unknown", N_("Nobody knows")


class Done(Coded):
    """What was done at once. Hearth's own value set."""

    CALLED_911 = "called-911", N_("Called 911")
    TOLD_NURSE = "told-nurse", N_("Told the nurse")
    VITALS = "vitals", N_("Took vitals")
    FIRST_AID = "first-aid", N_("First aid")
    NOT_MOVED = "not-moved", N_("Not moved")
    HELPED_UP = "helped-up", N_("Helped up by staff")
    LIFTED = "lifted", N_("Lifted with a lift")
    GOT_UP = "got-up", N_("Got up alone")
    STAYED = "stayed", N_("Stayed with them")
    MADE_SAFE = "made-safe", N_("Kept apart, made safe")
    SEARCHED = "searched", N_("Searched for them")


class Tell(Coded):
    """Who is to be told of an event. Hearth's own value set."""

    FAMILY = "family", N_("Family, as they wish")
    PRESCRIBER = "prescriber", N_("The prescriber")
    NURSE = "nurse", N_("The nurse")
    COORDINATOR = "coordinator", N_("The resident care coordinator")
    DIRECTOR = "executive-director", N_("The executive director")


class Say(Coded):
    """What an event asks of whoever is there, before anything is written. Hearth's own value set."""

    CALL_911 = "call-911", N_("Call 911 now, then the nurse")
    NURSE_NOW = "nurse-now", N_("Call the nurse now")


class Surroundings(Coded):
    """What about the place played a part. Hearth's own value set."""

    WET_FLOOR = "wet-floor", N_("Wet or slippery floor")
    CLUTTER = "clutter", N_("Something in the way")
    LIGHT = "light", N_("Too dark")
    FURNITURE = "furniture", N_("Bed, chair or toilet height")
    DEVICE = "device", N_("Walker, wheelchair or lift")
    FOOTWEAR = "footwear", N_("Shoes, socks or clothing")
    BELL = "bell", N_("Call bell not in reach")


class Body(Coded):
    """What about the resident's health played a part. Hearth's own value set."""

    WEAK = "weak", N_("Weak or unsteady")
    DIZZY = "dizzy", N_("Dizzy, or low blood pressure")
    CONFUSED = "confused", N_("More confused than usual")
    INFECTION = "infection", N_("May have an infection")
    MEDICINE = "medicine", N_("A new or changed medicine")
    TOILET = "toilet", N_("Needed the toilet")
    PAIN = "pain", N_("Pain")
    SIGHT = "sight", N_("Poor sight or hearing")


class Situation(Coded):
    """What about the moment played a part. Hearth's own value set."""

    ALONE = "alone", N_("Got up alone")
    TRANSFER = "transfer", N_("While being helped")
    REACHING = "reaching", N_("Reached for something")
    BUSY = "busy", N_("Staff were with somebody else")
    CHANGE = "change", N_("New room, new person, new routine")
    UPSET = "upset", N_("Upset or afraid")


REPORT = register(
    TaskKind(
        code="incidents.report",
        label=N_("Full report of an event"),
        app="incidents",
        listed_as="incident-report",
        group=Group.OFFICE,
        owner_role="nurse",
        urgency=Urgency.PAPERWORK,
        minutes=20,
        window_before=timedelta(days=1),
        window_after=timedelta(0),
        ladder=("nurse", "coordinator", "executive-director"),
        step=timedelta(hours=12),
        url_name="incidents:open_report",
        own_page=True,
    )
)
REVIEW = register(
    TaskKind(
        code="incidents.review",
        label=N_("Review the report of an event"),
        app="incidents",
        listed_as="incident-review",
        group=Group.OFFICE,
        owner_role="coordinator",
        urgency=Urgency.PAPERWORK,
        priority=Priority.ROUTINE,
        minutes=10,
        window_before=timedelta(days=2),
        window_after=timedelta(0),
        ladder=("coordinator", "executive-director"),
        step=timedelta(days=1),
        url_name="incidents:open_report",
        own_page=True,
    )
)
