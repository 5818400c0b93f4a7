"""The sheet on paper: what somebody folds into a pocket."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hearth.care.rostering import rules
from hearth.kernel.words import N_
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.wording import clock_text
from hearth.record.residents.codes import Diet, FlagCode, Transfer
from hearth.record.residents.queries import Standing
from hearth.record.staff import queries
from hearth.record.staff.codes import RunKind


# Short marks for a line that must fit a pocket; what is not named here has its full word.
TRANSFERS = {
    Transfer.INDEPENDENT: "",
    Transfer.STANDBY: N_("stand by"),
    Transfer.ONE_PERSON: N_("1 helps"),
    Transfer.TWO_PERSON: N_("2 help"),
    Transfer.STAND_AID: N_("stand aid"),
    Transfer.FULL_LIFT: N_("full lift, 2"),
}
FLAGS = {
    FlagCode.FALL: N_("falls"),
    FlagCode.LEAVING: N_("may leave"),
    FlagCode.CHOKING: N_("chokes"),
    FlagCode.SKIN: N_("skin"),
    FlagCode.BLEEDING: N_("thinner"),
    FlagCode.OXYGEN: N_("oxygen"),
    FlagCode.LOW_SUGAR: N_("low sugar"),
}


@dataclass(frozen=True)
class PaperLine:
    """One door: who lives there, how they get up, what they eat, and what to mind."""

    room: str
    name: str = ""
    transfer: str = ""
    diet: str = ""
    marks: str = ""


@dataclass(frozen=True)
class PaperRun:
    """A run on paper, with who has it."""

    title: str
    who: str
    lines: tuple[PaperLine, ...] = ()


@dataclass(frozen=True)
class Paper:
    """The whole sheet on paper."""

    runs: tuple[PaperRun, ...]
    carts: tuple[PaperRun, ...]
    extras: tuple[PaperRun, ...]


def paper_of(
    sheet: queries.Sheet,
    standings: Iterable[Standing],
    flags: Mapping[UUID, Sequence[Any]],
    watched: Mapping[UUID, Sequence[str]],
    doors: Sequence[rules.Door],
    facility: Facility,
) -> Paper:
    """Runs with their residents by door, carts and extra duties with who has them."""
    by_place = {s.place.pk: s for s in standings if s.place is not None}
    return Paper(
        runs=tuple(
            PaperRun(
                line.run.name,
                _who(line, doors, facility),
                tuple(_line(p.label, by_place.get(p.pk), flags, watched) for p in line.places),
            )
            for line in sheet.of(RunKind.RUN)
        ),
        carts=_plain(sheet, RunKind.CART, doors, facility),
        extras=_plain(sheet, RunKind.EXTRA, doors, facility),
    )


def _plain(
    sheet: queries.Sheet, kind: RunKind, doors: Sequence[rules.Door], facility: Facility
) -> tuple[PaperRun, ...]:
    return tuple(
        PaperRun(line.run.name, _who(line, doors, facility)) for line in sheet.of(kind)
    )


def _who(line: queries.SheetLine, doors: Sequence[rules.Door], facility: Facility) -> str:
    said = []
    for one in (*line.holders, *line.later):
        name = str(one.member)
        if one.places:
            name += f" ({rules.rooms_said(doors, set(one.places))})"
        if one in line.later:
            name += " " + _("from {time}").format(time=clock_text(one.starts, facility))
        said.append(name)
    return ", ".join(said)


def _line(
    room: str,
    one: Standing | None,
    flags: Mapping[UUID, Sequence[Any]],
    watched: Mapping[UUID, Sequence[str]],
) -> PaperLine:
    if one is None:
        return PaperLine(room)
    who = one.resident
    called = f"{who.given} {who.family}"
    if who.preferred and who.preferred != who.given:
        called += f" ({who.preferred})"
    marks = [_flag(f) for f in flags.get(who.pk, ())]
    marks += [_("WATCH: {why}").format(why=why) for why in watched.get(who.pk, ())]
    if one.whereabouts is not None and one.whereabouts.code != "in":
        marks.append(_("away"))
    return PaperLine(
        room,
        called,
        _transfer(who.transfer),
        _diet(who),
        ", ".join(dict.fromkeys(m for m in marks if m)),
    )


def _transfer(code: str) -> str:
    words = TRANSFERS.get(Transfer(code)) if code else ""
    return _(words) if words else ""


def _flag(flag: Any) -> str:
    if flag.code == FlagCode.OTHER:
        return str(flag.text)
    words = FLAGS.get(flag.code) or FlagCode.label_of(flag.code)
    return _(words) if words else ""


def _diet(who: Any) -> str:
    said = [_(Diet.label_of(code)).lower() for code in who.diet if code != "regular"]
    if who.food_texture and who.food_texture != "7":
        said.append(_("food {level}").format(level=who.food_texture))
    if who.fluid_thickness and who.fluid_thickness != "0":
        said.append(_("drinks {level}").format(level=who.fluid_thickness))
    return ", ".join(said)
