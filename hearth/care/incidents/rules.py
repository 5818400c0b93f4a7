"""What an event asks for: whom to tell by when, what to say in red, and what cannot be recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hearth.care.incidents.codes import Injury, Say, Struck, Tell, Thinner
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_


LONGEST_TEXT = 4_000
RANK = {
    Injury.NONE: 0,
    Injury.UNKNOWN: 0,
    Injury.MINOR: 1,
    Injury.MAJOR: 2,
    Injury.DEATH: 3,
}
"""How bad a hurt is beside another. Not known counts as none until somebody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The answers that decide what an event asks for."""

    type: str
    injury: Injury
    head: Struck | None = None
    thinner: Thinner = Thinner.NOT_ON_RECORD


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgentRule:
    """Where every named answer fits, ``say`` stands in red and the tasks are for now."""

    say: Say
    injury: frozenset[str] = frozenset()
    head: frozenset[str] = frozenset()
    thinner: bool = False

    def fits(self, facts: Facts) -> bool:
        return (
            (not self.injury or facts.injury in self.injury)
            and (not self.head or facts.head in self.head)
            and (not self.thinner or facts.thinner is Thinner.YES)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TellRule:
    """Who must be told within how long, and which role sees to it ("recorder": whoever wrote it)."""

    who: Tell
    by_role: str
    within: timedelta
    injury: frozenset[str] = frozenset()

    def asks(self, facts: Facts) -> bool:
        return not self.injury or facts.injury in self.injury


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentType:
    """One entry of the definition ``incident-types``."""

    code: str
    title: str
    words: Mapping[str, str] = field(default_factory=dict)
    asks: frozenset[str] = frozenset()
    watch: str = ""
    family_event: str = ""
    tells: tuple[TellRule, ...] = ()
    urgent: tuple[UrgentRule, ...] = ()
    report_role: str = ""
    report_within: timedelta | None = None
    confidential: bool = False
    part_of_record: bool = False
    off: bool = False

    @classmethod
    def of(cls, code: str, title: str, values: Mapping[str, Any]) -> "IncidentType":
        report = values.get("report") or {}
        return cls(
            code=code,
            title=title,
            words=values.get("title") or {"en": title},
            asks=frozenset(values.get("asks", ())),
            watch=values.get("watch", ""),
            family_event=values.get("family_event", ""),
            tells=tuple(_tell(one) for one in values.get("tell", ())),
            urgent=tuple(_urgent(one) for one in values.get("urgent", ())),
            report_role=report.get("role", ""),
            report_within=timedelta(hours=report["within_hours"]) if report else None,
            confidential=bool(values.get("confidential")),
            part_of_record=bool(values.get("part_of_record")),
            off=bool(values.get("off")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One entry of a definition ``reporting-clocks``: what an authority wants to hear by when."""

    code: str
    title: str
    agency: str
    agency_code: str
    role: str
    when: tuple[Mapping[str, Any], ...]
    due: Mapping[str, int] = field(default_factory=dict)
    cite: str = ""
    form: str = ""
    source: str = ""

    @classmethod
    def of(cls, values: Mapping[str, Any], title: str, agency: str) -> "Clock":
        return cls(
            code=values["code"],
            title=title,
            agency=agency,
            agency_code=values["agency_code"],
            role=values.get("role", "executive-director"),
            when=tuple(values["when"]),
            due=values["due"],
            cite=values.get("cite", ""),
            form=values.get("form", ""),
            source=values.get("source", ""),
        )

    def runs(self, facts: Facts) -> bool:
        """Whether one of its conditions fits; all parts of a condition must."""
        return any(
            facts.type in (one.get("types") or [facts.type])
            and facts.injury in (one.get("injury") or [facts.injury])
            for one in self.when
        )


def _tell(values: Mapping[str, Any]) -> TellRule:
    return TellRule(
        who=Tell(values["who"]),
        by_role=values["by"],
        within=timedelta(minutes=values["within_minutes"]),
        injury=frozenset(values.get("injury", ())),
    )


def _urgent(values: Mapping[str, Any]) -> UrgentRule:
    return UrgentRule(
        say=Say(values["say"]),
        injury=frozenset(values.get("injury", ())),
        head=frozenset(values.get("head", ())),
        thinner=bool(values.get("thinner")),
    )


def facts_of(incident: Any) -> Facts:
    """The answers of a kept event that decide what it asks for."""
    return Facts(
        type=incident.type,
        injury=Injury(incident.injury),
        head=Struck(incident.head_struck) if incident.head_struck else None,
        thinner=Thinner(incident.thinner),
    )


def say_of(kind: IncidentType, facts: Facts) -> Say | None:
    """What stands in red: the first rule of the type that fits."""
    return next((rule.say for rule in kind.urgent if rule.fits(facts)), None)


def family_events(kind: IncidentType, injury: Injury) -> tuple[str, ...]:
    """The kinds of event by which a family's wish is asked, the type's own first."""
    hurt = ("injury",) if RANK[injury] > 0 else ()
    return tuple(dict.fromkeys((*((kind.family_event,) if kind.family_event else ()), *hurt)))


def due_of(due: Mapping[str, int], aware: datetime, zone: ZoneInfo) -> datetime:
    """When a clock runs out (UTC) that began when somebody knew.

    Days and business days end at the same time of day, by the community's clock; Saturday and
    Sunday are no business days. Public holidays count as business days: that is the earlier,
    safer reading. 0 hours means at once.
    """
    if "hours" in due:
        return aware + timedelta(hours=due["hours"])
    local = aware.astimezone(zone)
    if "days" in due:
        return _same_time(local, timedelta(days=due["days"]))
    left, days = due["business_days"], 0
    while left:
        days += 1
        if (local + timedelta(days=days)).weekday() < 5:
            left -= 1
    return _same_time(local, timedelta(days=days))


def _same_time(local: datetime, later: timedelta) -> datetime:
    from_there = (local.replace(tzinfo=None) + later).replace(tzinfo=local.tzinfo)
    return from_there.astimezone(_UTC)


_UTC = ZoneInfo("UTC")


def tells_again(
    *, before: Facts, after: Facts, say_before: Say | None, say_after: Say | None
) -> bool:
    """Whether those told already must hear it again: it was something else, or is worse."""
    return (
        before.type != after.type
        or RANK[after.injury] > RANK[before.injury]
        or (say_after is Say.CALL_911 and say_before is not Say.CALL_911)
    )


def check_incident(
    *,
    kind: IncidentType,
    happened: datetime | None,
    found: datetime,
    last_seen: datetime | None,
    head: Struck | None,
    text: str,
    now: datetime,
) -> None:
    """Refuse what cannot be so. Raises Refused: future, found-first, seen-after, head-missing,
    text-missing, text-too-long.
    """
    if max(found, happened or found) > now:
        raise Refused("future", N_("An event cannot lie ahead. Check the time."))
    if happened is not None and found < happened:
        raise Refused("found-first", N_("It cannot be found before it happened."))
    if last_seen is not None and last_seen > (happened or found):
        raise Refused("seen-after", N_("Last seen well must be before it happened."))
    if "head" in kind.asks and head is None:
        raise Refused("head-missing", N_("Say whether the head hit something."))
    if "words" in kind.asks and not text.strip():
        raise Refused("text-missing", N_("Say in a few words what happened."))
    if len(text) > LONGEST_TEXT:
        raise Refused(
            "text-too-long",
            N_("That has {length} letters; the most is {most}. Keep the rest for the report."),
            length=len(text),
            most=LONGEST_TEXT,
        )


def check_correction(*, in_error: bool, reason: str, mine: bool, may_correct: bool) -> None:
    """Raises Conflict: already-retracted; Refused: reason-missing, not-yours."""
    if in_error:
        raise Conflict(
            "already-retracted", N_("This was entered in error already. Open the newer one.")
        )
    if not (mine or may_correct):
        raise Refused("not-yours", N_("Only the person who wrote it, or a nurse, corrects it."))
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why it was wrong."))


def check_retraction(*, in_error: bool, reason: str) -> None:
    """Raises Conflict: already-retracted; Refused: reason-missing."""
    if in_error:
        raise Conflict("already-retracted", N_("This is marked as entered in error already."))
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why it was wrong."))


def check_report(*, in_error: bool, signed: bool, narrative: str) -> None:
    """Raises Conflict: incident-in-error, signed-already; Refused: narrative-missing."""
    if in_error:
        raise Conflict(
            "incident-in-error", N_("The event was entered in error. No report is needed.")
        )
    if signed:
        raise Conflict("signed-already", N_("The report is signed already. Open it."))
    if not narrative.strip():
        raise Refused("narrative-missing", N_("Say what happened, in your own words."))


def check_review(*, in_error: bool, reviewed: bool, mine: bool) -> None:
    """Raises Conflict: already-retracted, reviewed-already; Refused: own-report."""
    if in_error:
        raise Conflict("already-retracted", N_("This report is marked as entered in error."))
    if reviewed:
        raise Conflict("reviewed-already", N_("Somebody reviewed it already."))
    if mine:
        raise Refused("own-report", N_("Somebody else reviews what you wrote."))
