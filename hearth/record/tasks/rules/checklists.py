"""The steps of a list: when each is due, what proves it, and what is still missing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.intervals import instant_of
from hearth.kernel.words import N_
from hearth.record.tasks.codes import ChecklistStatus, FactProof, ProofBy

from .times import Window


BY = time(17)
"""At what time of its day a step is due. Hearth's own default."""

OPENS_BEFORE = timedelta(days=3)
LATE_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A step of a list, as its definition says it. Words are language maps."""

    code: str
    title: Mapping[str, str]
    group: str
    role: str
    days: int
    by: ProofBy = ProofBy.TICK
    fact: str = ""
    document_type: str = ""
    gate: bool = False
    help: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOfSteps:
    """A definition of the kind checklists."""

    key: str
    title: Mapping[str, str]
    anchor: Mapping[str, str]
    about_resident: bool
    groups: tuple[tuple[str, Mapping[str, str]], ...]
    items: tuple[Item, ...]
    required: bool = False

    @property
    def gate(self) -> tuple[Item, ...]:
        """The steps that hold."""
        return tuple(item for item in self.items if item.gate)


def list_from(key: str, title: Mapping[str, str], body: Mapping[str, Any]) -> ListOfSteps:
    """A definition's body as rules read it."""
    return ListOfSteps(
        key=key,
        title=title,
        anchor=body["anchor"],
        about_resident=body["about"] == "resident",
        required=bool(body.get("required")),
        groups=tuple((g["code"], g["title"]) for g in body["groups"]),
        items=tuple(item_from(entry) for entry in body["items"]),
    )


def item_from(entry: Mapping[str, Any]) -> Item:
    proof = entry["proof"]
    return Item(
        code=entry["code"],
        title=entry["title"],
        group=entry["group"],
        role=entry["role"],
        days=entry["days"],
        by=ProofBy(proof["by"]),
        fact=proof.get("fact", ""),
        document_type=proof.get("type", ""),
        gate=bool(entry.get("gate")),
        help=entry.get("help", {}),
    )


def window_of_item(days: int, *, anchor: date, zone: ZoneInfo, now: datetime) -> Window:
    """When a step can be done, is due and is late.

    A list begun late has its steps due today at the soonest: nobody is late with what nobody
    had asked for.
    """
    return _window(anchor + timedelta(days=days), zone, now)


def window_by(day: date, *, zone: ZoneInfo, now: datetime) -> Window:
    """The same for a day that was named."""
    return _window(day, zone, now)


def _window(day: date, zone: ZoneInfo, now: datetime) -> Window:
    today = now.astimezone(zone).date()
    due = instant_of(max(day, today), BY, zone)
    if due <= now:
        due = now + timedelta(hours=1)
    return Window(opens=max(due - OPENS_BEFORE, now), due=due, late=due + LATE_AFTER)


def check_list_running(status: ChecklistStatus) -> None:
    """Refuse to touch a list that is done with. Raises Conflict: list-closed."""
    if status is not ChecklistStatus.RUNNING:
        raise Conflict("list-closed", N_("This list is done with already."))


def check_proof(
    item: Item, *, found: Collection[str], document: str, text: str, ticked: bool
) -> str:
    """What proves a step, as it is kept: "Fact/code" or a Reference; "" for a word alone.

    ``found`` are the facts that stand in the record now. Raises Refused: fact-missing,
    document-missing, word-missing.
    """
    if item.by is ProofBy.FACT:
        if item.fact in found:
            return f"Fact/{item.fact}"
        if item.gate or not text.strip():
            raise Refused(
                "fact-missing",
                N_("Not in the record yet: {fact}. Write it there first."),
                fact=FactProof.label_of(item.fact),
            )
    if item.by is ProofBy.DOCUMENT:
        if document:
            return document
        if item.gate or not text.strip():
            raise Refused(
                "document-missing", N_("File the document first, then choose it here.")
            )
    if item.by is ProofBy.TICK and not ticked and not text.strip():
        raise Refused("word-missing", N_("Tick it, or say in a few words what was done."))
    return ""


def still_missing(items: Iterable[Item], done: Collection[str]) -> list[Item]:
    """The steps that hold and are not done. "Does not apply" is no proof: only a pass is."""
    return [item for item in items if item.gate and item.code not in done]


def check_pass(*, missing: Collection[Item], reason: str, until: date, today: date) -> None:
    """Refuse to pass a gate without a reason and a day, or where nothing holds.

    Raises Refused: nothing-missing, reason-missing, until-past.
    """
    if not missing:
        raise Refused("nothing-missing", N_("Nothing holds this step. It needs no pass."))
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why it may go ahead all the same."))
    if until < today:
        raise Refused(
            "until-past", N_("Choose a day to come by which what is missing is here.")
        )


def check_close(
    *, missing: Collection[Item], passed: bool, open_steps: int, reason: str
) -> None:
    """Refuse to close a list that still holds something, or has open steps and no reason.

    Raises Refused: gate-missing, reason-missing.
    """
    if missing:
        raise Refused("gate-missing", N_("A step that holds is not done yet. Prove it first."))
    if open_steps and not reason.strip():
        raise Refused("reason-missing", N_("Steps are still open. Say why the list is closed."))


def check_held(name: str, missing: Iterable[str]) -> None:
    """Refuse a step that a list holds, naming what is missing. Raises Refused: gate-held."""
    said = list(missing)
    if said:
        raise Refused(
            "gate-held",
            N_(
                "Not yet. Still missing: {missing}. Prove it on the list, or ask the executive "
                "director to pass it."
            ),
            missing=", ".join(said),
            name=name,
        )
