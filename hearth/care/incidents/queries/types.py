"""What may an event be here, and which law wants to hear of it? Read from the community's lists."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from hearth.care.incidents import rules
from hearth.care.incidents.codes import CLOCKS, TYPES, Injury, Say, Struck, Tell, Thinner
from hearth.care.incidents.rules import Clock, Facts, IncidentType
from hearth.kernel.words import N_
from hearth.platform.content.house_kinds import (
    ROLE,
    codes_once,
    entries_impact,
    listing,
    one_of,
    shape,
    whole,
    yes,
)
from hearth.platform.content.kinds import CODE, WORDS, definition_kind
from hearth.platform.content.queries import Resolved, in_force, resolve
from hearth.platform.content.terms import in_language
from hearth.platform.scope import Scope
from hearth.platform.tenancy.codes import Jurisdiction
from hearth.platform.tenancy.models import Facility
from hearth.record.residents.codes import TellEvent
from hearth.record.staff.codes import DutyRole


Body = dict[str, Any]

RECORDER = "recorder"
"""Instead of a role: whoever wrote it down sees to it."""
NO_CODE = {"type": "string", "pattern": "^([a-z0-9]+(-[a-z0-9]+)*)?$", "maxLength": 60}


def _several(codes: list[str], title: str) -> Body:
    return {"type": "array", "items": {"type": "string", "enum": codes}, "title": title}


INJURIES = _several(Injury.codes(), N_("Only with these injuries"))
TELL_RULE = shape(
    {
        "who": one_of(*Tell.codes(), title=N_("Who is told")),
        "by": {**ROLE, "title": N_("Who tells them (a role, or recorder)")},
        "within_minutes": whole(0, 43200, N_("Within minutes")),
        "injury": INJURIES,
    },
    required=["who", "by", "within_minutes"],
)
URGENT_RULE = shape(
    {
        "say": one_of(*Say.codes(), title=N_("What stands in red")),
        "injury": INJURIES,
        "head": _several(Struck.codes(), N_("Only if the head was struck")),
        "thinner": yes(N_("Only with a blood thinner on record")),
    },
    required=["say"],
)
TYPE_LIST = listing(
    {
        "hint": {**WORDS, "title": N_("What it means")},
        "asks": _several(["head", "last-seen", "words"], N_("What it asks besides")),
        "watch": {**NO_CODE, "title": N_("Reason of the watch it starts")},
        "family_event": {**NO_CODE, "title": N_("Kind of event in the family's wishes")},
        "tell": {"type": "array", "items": TELL_RULE, "title": N_("Who must be told")},
        "urgent": {"type": "array", "items": URGENT_RULE, "title": N_("When it is urgent")},
        "report": shape(
            {"role": ROLE, "within_hours": whole(1, 720, N_("Within hours"))},
            title=N_("Full report"),
        ),
        "confidential": yes(N_("Named only to those who read events")),
        "part_of_record": yes(N_("Part of the resident's record")),
    },
)


def _types_sound(body: Body) -> list[str]:
    """Codes once; roles and wishes that are known, so that no event stumbles over its list."""
    roles, wishes = {RECORDER, *DutyRole.codes()}, {"", *TellEvent.codes()}
    faults = codes_once(body)
    for entry in body["items"]:
        named = [rule["by"] for rule in entry.get("tell", ())]
        named += [entry["report"]["role"]] if "report" in entry else []
        faults += [
            f"items.{entry['code']}: no role is called {r!r}" for r in named if r not in roles
        ]
        if entry.get("family_event", "") not in wishes:
            faults.append(f"items.{entry['code']}: no wish is called {entry['family_event']!r}")
    return faults


def _asked_of(body: Body, given: Body) -> str:
    """What stands in red for given answers: the code, or nothing."""
    entry = next(e for e in body["items"] if e["code"] == given["type"])
    kind = IncidentType.of(entry["code"], "", entry)
    return str(rules.say_of(kind, _facts(given)) or "")


def _facts(given: Body) -> Facts:
    return Facts(
        type=given["type"],
        injury=Injury(given.get("injury", "none")),
        head=Struck(given["head"]) if given.get("head") else None,
        thinner=Thinner.YES if given.get("thinner") else Thinner.NOT_ON_RECORD,
    )


definition_kind(
    TYPES,
    label=N_("What an event may be, and who hears of it"),
    schema=TYPE_LIST,
    trial=_asked_of,
    rules=_types_sound,
)(entries_impact(TYPES))

CONDITION = shape(
    {
        "types": {"type": "array", "items": CODE, "title": N_("Types of event")},
        "injury": INJURIES,
    },
    required=[],
    minProperties=1,
)
DUE = shape(
    {
        "hours": whole(0, 720, N_("Hours")),
        "days": whole(1, 365, N_("Days")),
        "business_days": whole(1, 60, N_("Business days")),
    },
    required=[],
    minProperties=1,
    maxProperties=1,
)
CLOCK_LIST = shape(
    {
        "jurisdiction": one_of(*Jurisdiction.codes(), title=N_("Law of")),
        "items": listing(
            {
                "agency": {**WORDS, "title": N_("Who wants to hear of it")},
                "agency_code": {**CODE, "title": N_("Code of the agency")},
                "role": {**ROLE, "title": N_("Who reports it")},
                "when": {
                    "type": "array",
                    "minItems": 1,
                    "items": CONDITION,
                    "title": N_("For which events"),
                },
                "due": {**DUE, "title": N_("Within, from when somebody knew")},
                "cite": {"type": "string", "minLength": 3, "title": N_("Rule of law")},
                "form": {"type": "string", "maxLength": 80, "title": N_("Form")},
                "source": {"type": "string", "minLength": 3, "title": N_("Where it was read")},
            },
            required=("agency", "agency_code", "when", "due", "cite", "source"),
        )["properties"]["items"],
    }
)


def _clocks_run(body: Body, given: Body) -> list[str]:
    """Which clocks run for given answers."""
    facts = _facts(given)
    return [e["code"] for e in body["items"] if Clock.of(e, "", "").runs(facts)]


definition_kind(
    CLOCKS,
    label=N_("Reporting deadlines by law"),
    schema=CLOCK_LIST,
    trial=_clocks_run,
    rules=codes_once,
)(entries_impact(CLOCKS))


def type_list(
    scope: Scope, facility: Facility | UUID | None = None, at: datetime | None = None
) -> Resolved:
    """The list of types in force for the community: what a row keeps of it is id and version.

    Raises Refused (no-definition).
    """
    return resolve(TYPES, "default", facility or scope.facility_id, at)


def incident_types(
    scope: Scope, facility: Facility | UUID | None = None, *, every: bool = False
) -> dict[str, IncidentType]:
    """The types by code, in their order; ``every`` with those no longer offered."""
    spoken = get_language() or "en"
    found = (
        IncidentType.of(e["code"], in_language(e["title"], spoken), e)
        for e in type_list(scope, facility).body["items"]
    )
    return {kind.code: kind for kind in found if every or not kind.off}


def type_of(scope: Scope, code: str, facility: Facility | UUID | None = None) -> IncidentType:
    """One type by its code; one nobody lists any more is shown as its code, and asks nothing."""
    known = incident_types(scope, facility, every=True)
    return known.get(code) or IncidentType(code=code, title=code)


def clocks(
    scope: Scope, facility: Facility, facts: Facts, *, jurisdiction: str = ""
) -> list[Clock]:
    """The clocks in force that run for an event, under the law the community answers to.

    What nobody has verified is a draft, and not in force, until the community publishes it.
    """
    law = jurisdiction or facility.jurisdiction
    spoken = get_language() or "en"
    found = [
        Clock.of(e, in_language(e["title"], spoken), in_language(e["agency"], spoken))
        for resolved in in_force(CLOCKS, facility).values()
        if resolved.body["jurisdiction"] == law
        for e in resolved.body["items"]
        if not e.get("off")
    ]
    return [clock for clock in found if clock.runs(facts)]


def has_clocks(scope: Scope, facility: Facility) -> bool:
    """Whether any reporting deadline is in force for the law the community answers to."""
    return any(
        resolved.body["jurisdiction"] == facility.jurisdiction
        for resolved in in_force(CLOCKS, facility).values()
    )
