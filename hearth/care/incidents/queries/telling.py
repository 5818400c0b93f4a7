"""Who must be told of an event, by when, and who sees to it? Read from the record as it is now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hearth.care.incidents import rules
from hearth.care.incidents.codes import Done, Injury, Tell, Thinner
from hearth.care.incidents.models import Incident
from hearth.care.incidents.rules import Clock, IncidentType, TellRule
from hearth.kernel.words import N_
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.residents import queries as residents
from hearth.record.residents.codes import CareTeamRole, FlagCode, Relationship
from hearth.record.residents.models import Resident
from hearth.record.staff import queries as staff

from .types import RECORDER, clocks


AT_ONCE = timedelta(minutes=5)
"""How soon the nurse is told when something stands in red. Hearth's own default."""
AFTER_WAKING = timedelta(hours=1)
"""How long there is to tell somebody once their hours begin. Hearth's own default."""
TITLES = {
    Tell.NURSE: N_("Tell the nurse"),
    Tell.COORDINATOR: N_("Tell the resident care coordinator"),
    Tell.DIRECTOR: N_("Tell the executive director"),
    Tell.PRESCRIBER: N_("Tell the prescriber (none on record)"),
    Tell.FAMILY: N_("Tell the family (nobody on record)"),
}
PRESCRIBES = (CareTeamRole.PRIMARY_CARE,)


@dataclass(frozen=True, slots=True, kw_only=True)
class MustTell:
    """One to be told: what its task says, when it may and must be done, and who has it.

    ``slot`` names them ("Contact/…", "Practitioner/…", "Role/…", "Agency/…"). ``by_recorder``
    leaves it to whoever recorded the event. ``now`` is for what cannot wait.
    """

    slot: str
    title: str
    values: dict[str, str]
    opens: datetime
    due: datetime
    by_role: str
    by_recorder: bool = False
    now: bool = False
    legal: bool = False
    instructions: str = ""


def thinner_on_record(scope: Scope, resident: Resident, at: datetime) -> tuple[Thinner, str]:
    """Whether the record names a blood thinner at an instant, and in which words."""
    found = [
        flag
        for flag in residents.open_flags(scope, resident, at)
        if flag.code == FlagCode.BLEEDING
    ]
    if not found:
        return Thinner.NOT_ON_RECORD, ""
    return Thinner.YES, found[0].text


def must_be_told(
    scope: Scope, incident: Incident, kind: IncidentType, facility: Facility, now: datetime
) -> list[MustTell]:
    """Everybody who must be told of an event, those due first first.

    Whoever recorded it needs no telling in their own role; the nurse not, where they said that
    they told her.
    """
    facts = rules.facts_of(incident)
    told = _knows_already(scope, incident)
    found: list[MustTell] = []
    for rule in kind.tells:
        if rule.asks(facts) and rule.who.value not in told:
            found += _of_rule(scope, incident, kind, rule, facility, now)
    law = clocks(scope, facility, facts, jurisdiction=_law(incident))
    found += [_of_clock(incident, one, facility) for one in law]
    return sorted({one.slot: one for one in reversed(found)}.values(), key=_order)


def _order(one: MustTell) -> tuple[datetime, str]:
    return one.due, one.slot


def _law(incident: Incident) -> str:
    """A neighborhood may be licensed under another law than the community."""
    return incident.place.neighborhood.jurisdiction if incident.place else ""


def _knows_already(scope: Scope, incident: Incident) -> set[str]:
    roles = set(staff.roles_on_duty(scope, incident.recorder_id, incident.recorded))
    if not roles and (member := staff.member_of(scope, incident.recorder_id)):
        today = incident.recorded.date()
        roles = set(staff.role_codes(scope, today).get(member.pk, ()))
    if Done.TOLD_NURSE in incident.done:
        roles.add(Tell.NURSE)
    return {str(role) for role in roles}


def _of_rule(
    scope: Scope,
    incident: Incident,
    kind: IncidentType,
    rule: TellRule,
    facility: Facility,
    now: datetime,
) -> Sequence[MustTell]:
    due = incident.found_at + rule.within
    if rule.who is Tell.FAMILY:
        found = _family(scope, incident, kind, rule, now)
        return found or ([] if _has_contacts(scope, incident, now) else [_role(rule, now, due)])
    if rule.who is Tell.PRESCRIBER:
        return _prescribers(scope, incident, rule, now, due) or [_role(rule, now, due)]
    pressing = rule.who is Tell.NURSE and incident.say != ""
    if pressing:
        due = min(due, incident.found_at + AT_ONCE)
    return [_role(rule, now, due, pressing=pressing)]


def _role(rule: TellRule, now: datetime, due: datetime, *, pressing: bool = False) -> MustTell:
    return _made(rule, f"Role/{rule.who}", TITLES[rule.who], {}, now, due, pressing=pressing)


def _family(
    scope: Scope, incident: Incident, kind: IncidentType, rule: TellRule, now: datetime
) -> list[MustTell]:
    """The family as each wished; of several kinds of event that fit, the earliest hour counts."""
    soonest: dict[UUID, Any] = {}
    for event in rules.family_events(kind, Injury(incident.injury)):
        for one in residents.contacts_to_tell(scope, incident.resident, event, now):
            known = soonest.get(one.contact.pk)
            if known is None or one.not_before < known.not_before:
                soonest[one.contact.pk] = one
    return [
        _made(
            rule,
            f"Contact/{one.contact.pk}",
            N_("Tell {who}"),
            {"who": str(one.contact)},
            max(now, one.not_before),
            incident.found_at + rule.within,
        )
        for one in soonest.values()
    ]


def _has_contacts(scope: Scope, incident: Incident, now: datetime) -> bool:
    """Whether there is anybody at all: then whom nobody needs to tell is by their own wish."""
    return bool(residents.contacts_of(scope, incident.resident, now.date()))


def _prescribers(
    scope: Scope, incident: Incident, rule: TellRule, now: datetime, due: datetime
) -> list[MustTell]:
    team = residents.care_team_of(scope, incident.resident)
    outside = [one for one in team if one.practitioner_id]
    for role in PRESCRIBES:
        found = [one for one in outside if one.role == role]
        if found:
            return [
                _made(
                    rule,
                    f"Practitioner/{found[0].practitioner_id}",
                    N_("Tell {who}"),
                    {"who": str(found[0].practitioner)},
                    now,
                    due,
                )
            ]
    return []


def _made(
    rule: TellRule,
    slot: str,
    title: str,
    values: dict[str, str],
    opens: datetime,
    due: datetime,
    *,
    pressing: bool = False,
) -> MustTell:
    """Whoever may only be told later is told within an hour from then."""
    latest = max(due, opens + AFTER_WAKING) if due < opens else due
    mine = rule.by_role == RECORDER
    return MustTell(
        slot=slot,
        title=title,
        values=values,
        opens=opens,
        due=latest,
        by_role="" if mine else rule.by_role,
        by_recorder=mine,
        now=pressing,
    )


def _of_clock(incident: Incident, clock: Clock, facility: Facility) -> MustTell:
    """A report to an authority; the clock began when somebody knew."""
    due = rules.due_of(clock.due, incident.found_at, facility.zone)
    return MustTell(
        slot=f"Agency/{clock.agency_code}",
        title=N_("Report to {who}"),
        values={"who": clock.agency},
        opens=incident.recorded,
        due=due,
        by_role=clock.role,
        legal=True,
        instructions=" · ".join(x for x in (clock.title, clock.form, clock.cite) if x),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How somebody who must be told is reached now: their name, who they are, their numbers."""

    name: str = ""
    about: str = ""
    phones: tuple[str, ...] = ()


def reach(
    scope: Scope, incident: Incident, slots: Sequence[str], now: datetime
) -> dict[str, Reach]:
    """How each of these is reached, by slot; one nobody knows a number of is left out."""
    found: dict[str, Reach] = {}
    kinds = {slot.split("/")[0] for slot in slots}
    if "Contact" in kinds:
        for call in residents.contacts_of(scope, incident.resident, now.date()):
            found[f"Contact/{call.contact.pk}"] = _of_contact(call.contact)
    if "Practitioner" in kinds:
        for one in residents.care_team_of(scope, incident.resident):
            if one.practitioner is not None:
                who = one.practitioner
                phones = tuple(p for p in (who.phone, who.after_hours_phone) if p)
                found[f"Practitioner/{who.pk}"] = Reach(name=str(who), phones=phones)
    if "Role" in kinds:
        rota = staff.rota(scope, now)
        for slot in slots:
            for answer in rota.who_answers(slot.partition("/")[2])[:1]:
                phones = (answer.phone,) if answer.phone else ()
                found[slot] = Reach(name=str(answer.member), phones=phones)
    return {slot: found[slot] for slot in slots if slot in found}


def _of_contact(contact: Any) -> Reach:
    phones = [t.get("value", "") for t in contact.telecom if t.get("system") == "phone"]
    return Reach(
        name=str(contact),
        about=contact.relationship_text or Relationship.label_of(contact.relationship),
        phones=tuple(p for p in phones if p)[:2],
    )
