"""The measures Hearth knows by name, with what can be true of them at all."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_


LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
SNOMED = "http://snomed.info/sct"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One entry of the catalogue: a LOINC code, its unit, and the limits of the possible.

    ``unit`` is UCUM; empty for a coded or free value. ``low`` and ``high`` are hard limits in
    that unit: outside them a value is a slip of the pen, never a patient. They are no
    thresholds: whether a possible value is alarming is judged elsewhere. ``also`` are other
    units a person may write in. ``parts`` are the components of a panel, ``values`` the codes
    a coded measure may take, ``twins`` other LOINC codes for the same measure.
    """

    code: str
    label: str
    short: str
    category: Category = Category.VITAL_SIGNS
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    decimals: int = 0
    also: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    values: type[Coded] | None = None
    twins: tuple[str, ...] = ()
    system: str = LOINC


def _measure(code: str, label: str, short: str, **rest: Any) -> Measure:
    for limit in ("low", "high"):
        if limit in rest:
            rest[limit] = Decimal(str(rest[limit]))
    return Measure(code=code, label=label, short=short, **rest)


OWN = "urn:hearth:observation"
"""System of the measures no LOINC code was found for."""

# Codes and units of vital signs: HL7 US Core vital-signs profiles and FHIR R4 value set
# ucum-vitals-common. Hard limits: Hearth's own, wide on purpose (world extremes of the living).
SYSTOLIC = _measure(
    "8480-6", N_("Systolic pressure"), N_("Sys"), unit="mm[Hg]", low=30, high=300
)
DIASTOLIC = _measure(
    "8462-4", N_("Diastolic pressure"), N_("Dia"), unit="mm[Hg]", low=10, high=200
)
BLOOD_PRESSURE = _measure(
    "85354-9",
    N_("Blood pressure"),
    N_("BP"),
    unit="mm[Hg]",
    parts=("8480-6", "8462-4"),
    twins=("55284-4",),
)
HEART_RATE = _measure("8867-4", N_("Pulse"), N_("Pulse"), unit="/min", low=15, high=300)
RESPIRATORY_RATE = _measure(
    "9279-1", N_("Breaths a minute"), N_("Resp"), unit="/min", low=3, high=80
)
TEMPERATURE = _measure(
    "8310-5",
    N_("Temperature"),
    N_("Temp"),
    unit="Cel",
    low=24,
    high=45,
    decimals=1,
    also=("[degF]",),
)
OXYGEN_SATURATION = _measure(
    "59408-5",
    N_("Oxygen saturation"),
    N_("SpO2"),
    unit="%",
    low=40,
    high=100,
    twins=("2708-6",),
)
OXYGEN_FLOW = _measure(
    "3151-8", N_("Oxygen flow"), N_("O2"), unit="L/min", low=0, high=60, decimals=1
)
WEIGHT = _measure(
    "29463-7",
    N_("Weight"),
    N_("Weight"),
    unit="kg",
    low=15,
    high=350,
    decimals=1,
    also=("[lb_av]", "g"),
    twins=("3141-9",),
)
HEIGHT = _measure(
    "8302-2",
    N_("Height"),
    N_("Height"),
    unit="cm",
    low=80,
    high=250,
    decimals=1,
    also=("[in_i]", "m"),
    twins=("3137-7", "8306-3"),
)
BMI = _measure(
    "39156-5", N_("Body mass index"), N_("BMI"), unit="kg/m2", low=7, high=150, decimals=1
)
# Source of the next five codes: LOINC, recalled and not yet verified against a release.
GLUCOSE = _measure(
    "41653-7",
    N_("Blood glucose, finger stick"),
    N_("Glucose"),
    category=Category.LABORATORY,
    unit="mg/dL",
    low=10,
    high=1500,
    also=("mmol/L",),
    twins=("2339-0", "2345-7"),
)
PAIN = _measure(
    "72514-3",
    N_("Pain, 0 to 10"),
    N_("Pain"),
    category=Category.SURVEY,
    unit="{score}",
    low=0,
    high=10,
)
FLUID_INTAKE = _measure(
    "9108-2",
    N_("Drunk in 24 hours"),
    N_("Fluids 24 h"),
    category=Category.ACTIVITY,
    unit="mL",
    low=0,
    high=10000,
)
URINE_OUTPUT = _measure(
    "9192-6",
    N_("Urine in 24 hours"),
    N_("Urine 24 h"),
    category=Category.ACTIVITY,
    unit="mL",
    low=0,
    high=15000,
)
CONSCIOUSNESS = _measure(
    "67775-7",
    N_("Level of consciousness"),
    N_("ACVPU"),
    category=Category.EXAM,
    values=Consciousness,
)
# No LOINC code could be verified for these: Hearth's own codes until one is.
DRINK = _measure(
    "drink",
    N_("A drink"),
    N_("Drink"),
    category=Category.ACTIVITY,
    unit="mL",
    low=0,
    high=2000,
    system=OWN,
)
MEAL_INTAKE = _measure(
    "meal-intake",
    N_("Eaten of a meal"),
    N_("Eaten"),
    category=Category.ACTIVITY,
    unit="%",
    low=0,
    high=100,
    system=OWN,
)
BOWEL_MOVEMENT = _measure(
    "bowel-movement",
    N_("Bowel movement"),
    N_("Bowels"),
    category=Category.ACTIVITY,
    values=BowelMovement,
    system=OWN,
)
SLEEP = _measure(
    "sleep",
    N_("Hours slept"),
    N_("Sleep"),
    category=Category.ACTIVITY,
    unit="h",
    low=0,
    high=24,
    decimals=1,
    system=OWN,
)
MOOD = _measure(
    "mood", N_("Mood"), N_("Mood"), category=Category.SURVEY, values=Mood, system=OWN
)
STEPS = _measure(
    "55423-8",
    N_("Steps"),
    N_("Steps"),
    category=Category.ACTIVITY,
    unit="{steps}",
    low=0,
    high=100000,
)
WALK = _measure(
    "walk",
    N_("Minutes walked"),
    N_("Walk"),
    category=Category.ACTIVITY,
    unit="min",
    low=0,
    high=1440,
    system=OWN,
)
HBA1C = _measure(
    "4548-4",
    N_("Hemoglobin A1c"),
    N_("A1c"),
    category=Category.LABORATORY,
    unit="%",
    low=2,
    high=25,
    decimals=1,
)
INR = _measure(
    "6301-6",
    N_("INR"),
    N_("INR"),
    category=Category.LABORATORY,
    unit="{INR}",
    low="0.5",
    high=20,
    decimals=1,
)

CATALOGUE: dict[str, Measure] = {
    m.code: m
    for m in (
        BLOOD_PRESSURE,
        SYSTOLIC,
        DIASTOLIC,
        HEART_RATE,
        RESPIRATORY_RATE,
        TEMPERATURE,
        OXYGEN_SATURATION,
        OXYGEN_FLOW,
        WEIGHT,
        HEIGHT,
        BMI,
        GLUCOSE,
        PAIN,
        DRINK,
        FLUID_INTAKE,
        URINE_OUTPUT,
        MEAL_INTAKE,
        BOWEL_MOVEMENT,
        SLEEP,
        MOOD,
        CONSCIOUSNESS,
        STEPS,
        WALK,
        HBA1C,
        INR,
    )
}
"""Every measure by its code."""

BY_HAND: tuple[str, ...] = (
    BLOOD_PRESSURE.code,
    HEART_RATE.code,
    TEMPERATURE.code,
    RESPIRATORY_RATE.code,
    OXYGEN_SATURATION.code,
    WEIGHT.code,
    GLUCOSE.code,
    PAIN.code,
    MEAL_INTAKE.code,
    DRINK.code,
    BOWEL_MOVEMENT.code,
    SLEEP.code,
    MOOD.code,
    HEIGHT.code,
)
"""What the floor may enter, in the order it is offered."""
