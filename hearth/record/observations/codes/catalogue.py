"""The measures Hearth knows by name, with what can be true of them at all."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_

from .words import BowelMovement, Category, Consciousness, Mood


LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
SNOMED = "http://snomed.info/sct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One entry of the catalogue: a LOINC code, its unit, and the limits of the possible.

    ``unit`` is UCUM; empty for a coded or free value. ``low`` and ``high`` are hard limits in
    that unit: outside them a value is a slip of the pen, never a patient. They are no
    thresholds: whether a possible value is alarming is judged elsewhere. Outside of ``likely``,
    or further than ``leap`` (a share) from the last value, a person is asked to look again
    before it is kept: most such values are slips, the others matter most. ``also`` are other
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
    likely: tuple[Decimal, Decimal] | None = None
    leap: Decimal | None = None
    decimals: int = 0
    also: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    values: type[Coded] | None = None
    twins: tuple[str, ...] = ()
    system: str = LOINC


def _measure(code: str, label: str, short: str, **rest: Any) -> Measure:
    for limit in ("low", "high", "leap"):
        if limit in rest:
            rest[limit] = Decimal(str(rest[limit]))
    if "likely" in rest:
        rest["likely"] = tuple(Decimal(str(limit)) for limit in rest["likely"])
    return Measure(code=code, label=label, short=short, **rest)


OWN = "urn:hearth:observation"
"""System of the measures no LOINC code was found for."""

# Codes and units of vital signs: HL7 US Core vital-signs profiles and FHIR R4 value set
# ucum-vitals-common. Hard limits: Hearth's own, wide on purpose (world extremes of the living).
# Likely limits and leaps: Hearth's own, to catch swapped digits and wrong units, not illness.
SYSTOLIC = _measure(
    "8480-6",
    N_("Systolic pressure"),
    N_("Sys"),
    unit="mm[Hg]",
    low=30,
    high=300,
    likely=(70, 230),
)
DIASTOLIC = _measure(
    "8462-4",
    N_("Diastolic pressure"),
    N_("Dia"),
    unit="mm[Hg]",
    low=10,
    high=200,
    likely=(35, 130),
)
BLOOD_PRESSURE = _measure(
    "85354-9",
    N_("Blood pressure"),
    N_("BP"),
    unit="mm[Hg]",
    parts=("8480-6", "8462-4"),
    twins=("55284-4",),
)
HEART_RATE = _measure(
    "8867-4",
    N_("Pulse"),
    N_("Pulse"),
    unit="/min",
    low=15,
    high=300,
    likely=(35, 160),
)
RESPIRATORY_RATE = _measure(
    "9279-1",
    N_("Breaths a minute"),
    N_("Resp"),
    unit="/min",
    low=3,
    high=80,
    likely=(8, 40),
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
    likely=(34, "40.5"),
)
OXYGEN_SATURATION = _measure(
    "59408-5",
    N_("Oxygen saturation"),
    N_("SpO2"),
    unit="%",
    low=40,
    high=100,
    twins=("2708-6",),
    likely=(75, 100),
)
OXYGEN_FLOW = _measure(
    "3151-8",
    N_("Oxygen flow"),
    N_("O2"),
    unit="L/min",
    low=0,
    high=60,
    decimals=1,
    likely=(0, 15),
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
    likely=(30, 160),
    leap="0.1",
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
    likely=(130, 205),
    leap="0.04",
)
BMI = _measure(
    "39156-5",
    N_("Body mass index"),
    N_("BMI"),
    unit="kg/m2",
    low=7,
    high=150,
    decimals=1,
    likely=(12, 60),
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
    likely=(40, 500),
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
    likely=(100, 5000),
)
URINE_OUTPUT = _measure(
    "9192-6",
    N_("Urine in 24 hours"),
    N_("Urine 24 h"),
    category=Category.ACTIVITY,
    unit="mL",
    low=0,
    high=15000,
    likely=(100, 5000),
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
    likely=(0, 700),
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
    likely=(0, 16),
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
    likely=(0, 30000),
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
    likely=(0, 240),
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
    likely=(4, 15),
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
    likely=("0.7", 8),
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

CHOSEN_UNITS = {
    TEMPERATURE.code: "temperature",
    WEIGHT.code: "weight",
    HEIGHT.code: "height",
    GLUCOSE.code: "glucose",
}
"""The measures whose unit a community chooses, by the name in its settings."""

UNIT_WORDS = {
    "mm[Hg]": "mmHg",
    "Cel": "\N{DEGREE SIGN}C",
    "[degF]": "\N{DEGREE SIGN}F",
    "[lb_av]": "lb",
    "[oz_av]": "oz",
    "[in_i]": "in",
    "[ft_i]": "ft",
    "[foz_us]": "fl oz",
    "kg/m2": "kg/m\N{SUPERSCRIPT TWO}",
    "{score}": "",
    "{INR}": "",
    "{steps}": "",
}
"""How a UCUM unit is written for people, where it is not its own word."""


def unit_word(unit: str) -> str:
    """The unit as people write it: mm[Hg] is mmHg."""
    return UNIT_WORDS.get(unit, unit)
