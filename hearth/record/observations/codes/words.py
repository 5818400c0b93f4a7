"""The words of measured values: how a value stands, what kind it is, how it came about."""

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_


class ObservationStatus(Coded):
    """http://hl7.org/fhir/observation-status (the codes Hearth writes)."""

    FINAL = "final", N_("Final")
    PRELIMINARY = "preliminary", N_("Preliminary")
    AMENDED = "amended", N_("Amended")
    CORRECTED = "corrected", N_("Corrected")
    CANCELLED = "cancelled", N_("Could not be taken")
    UNKNOWN = "unknown", N_("Not known")
    ENTERED_IN_ERROR = "entered-in-error", N_("Entered in error")


class Category(Coded):
    """http://terminology.hl7.org/CodeSystem/observation-category."""

    VITAL_SIGNS = "vital-signs", N_("Vital signs")
    SOCIAL_HISTORY = "social-history", N_("Social history")
    LABORATORY = "laboratory", N_("Laboratory")
    IMAGING = "imaging", N_("Imaging")
    PROCEDURE = "procedure", N_("Procedure")
    SURVEY = "survey", N_("Survey")
    EXAM = "exam", N_("Exam")
    THERAPY = "therapy", N_("Therapy")
    ACTIVITY = "activity", N_("Daily living")


class Precision(Coded):
    """How much of the moment is known; imported values often have a day or a year only."""

    INSTANT = "instant", N_("Time")
    DAY = "day", N_("Day")
    MONTH = "month", N_("Month")
    YEAR = "year", N_("Year")


class Method(Coded):
    """How a value came about. Hearth's own value set."""

    HAND = "hand", N_("Read by a person")
    DEVICE = "device", N_("Sent by a device")
    REPORTED = "reported", N_("Said by the resident or family")
    IMPORTED = "imported", N_("From another system")


class BowelMovement(Coded):
    """Bristol stool form, kept as its number. Source: Lewis and Heaton, Scand J Gastroenterol 1997."""

    NONE = "0", N_("None")
    TYPE_1 = "1", N_("1 Hard lumps")
    TYPE_2 = "2", N_("2 Lumpy")
    TYPE_3 = "3", N_("3 Cracked")
    TYPE_4 = "4", N_("4 Smooth and soft")
    TYPE_5 = "5", N_("5 Soft pieces")
    TYPE_6 = "6", N_("6 Mushy")
    TYPE_7 = "7", N_("7 Watery")


class Mood(Coded):
    """How somebody seems or says they are. Hearth's own value set."""

    CHEERFUL = "cheerful", N_("Cheerful")
    CONTENT = "content", N_("Content")
    QUIET = "quiet", N_("Quiet")
    SAD = "sad", N_("Sad")
    ANXIOUS = "anxious", N_("Anxious")
    ANGRY = "angry", N_("Angry")
    TEARFUL = "tearful", N_("Tearful")


class Consciousness(Coded):
    """ACVPU. Source: NEWS2, Royal College of Physicians 2017."""

    ALERT = "A", N_("Alert")
    CONFUSED = "C", N_("Newly confused")
    VOICE = "V", N_("Answers to voice")
    PAIN = "P", N_("Answers to pain")
    UNRESPONSIVE = "U", N_("Does not answer")


class AbsentReason(Coded):
    """http://terminology.hl7.org/CodeSystem/data-absent-reason (the codes Hearth offers)."""

    DECLINED = "asked-declined", N_("Declined")
    NOT_DONE = "not-performed", N_("Not taken")
    FAILED = "error", N_("Could not be measured")
    LATER = "temp-unknown", N_("Asleep or out")
