"""What every carer must know before a hand is laid on, without a medicine being named."""

from collections.abc import Sequence
from dataclasses import dataclass

from hearth.record.residents.codes import (
    MAY_NAME_MEDICINE,
    CareWarning,
    FlagCode,
    FluidThickness,
    FoodTexture,
    Transfer,
)


OF_FLAG = {
    FlagCode.BLEEDING: CareWarning.BLOOD_THINNER,
    FlagCode.INSULIN: CareWarning.INSULIN,
    FlagCode.LOW_SUGAR: CareWarning.LOW_SUGAR,
    FlagCode.SEIZURE: CareWarning.SEIZURES,
    FlagCode.OXYGEN: CareWarning.OXYGEN,
    FlagCode.CHOKING: CareWarning.SWALLOWING,
    FlagCode.PACEMAKER: CareWarning.PACEMAKER,
    FlagCode.DIALYSIS_ARM: CareWarning.DIALYSIS_ARM,
    FlagCode.SIDE: CareWarning.ONE_ARM,
    FlagCode.TWO_STAFF: CareWarning.TWO_PERSON,
}
OF_TRANSFER = {
    Transfer.TWO_PERSON: CareWarning.TWO_PERSON,
    Transfer.FULL_LIFT: CareWarning.LIFT,
    Transfer.STAND_AID: CareWarning.STAND_AID,
}
SOFT = (
    FoodTexture.MINCED_MOIST,
    FoodTexture.PUREED,
    FoodTexture.LIQUIDISED,
    FoodTexture.NOTHING,
)
THIN = ("", FluidThickness.THIN)


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 - the trade's own word
    """One warning. ``text`` adds what is particular: which side, which language, whom they prefer."""

    code: CareWarning
    text: str = ""

    @property
    def label(self) -> str:
        """Its word or two, as a source text."""
        return self.code.label

    @property
    def advice(self) -> str:
        """What to do, as a source text."""
        return self.code.definition


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningMark:
    """What the record says, as far as warnings rest on it. ``flags`` are (code, words)."""

    flags: Sequence[tuple[str, str]] = ()
    transfer: str = ""
    food_texture: str = ""
    fluid_thickness: str = ""
    needs_interpreter: bool = False
    languages: Sequence[str] = ()
    preferred_carer: str = ""
    customs_at_death: str = ""


def care_warnings(mark: WarningMark) -> tuple[Warning, ...]:
    """The warnings of one resident, in the order of the value set, each once.

    Words of a risk that may name a medicine are left out: every carer reads this.
    """
    found: dict[CareWarning, str] = {}
    for code, words in mark.flags:
        warning = OF_FLAG.get(FlagCode(code))
        if warning is not None:
            found[warning] = "" if code in MAY_NAME_MEDICINE else words
    if mark.transfer in OF_TRANSFER:
        found.setdefault(OF_TRANSFER[Transfer(mark.transfer)], "")
    if mark.food_texture in SOFT or mark.fluid_thickness not in THIN:
        found.setdefault(CareWarning.SWALLOWING, "")
    if mark.needs_interpreter:
        found[CareWarning.INTERPRETER] = ",".join(mark.languages[:1])
    if mark.preferred_carer:
        found[CareWarning.CARER_GENDER] = mark.preferred_carer
    if mark.customs_at_death.strip():
        found[CareWarning.CUSTOMS] = mark.customs_at_death.strip()
    return tuple(Warning(code, found[code]) for code in CareWarning if code in found)
