"""The kinds the house ships: their schemas, what a change of them touches, how they are tried."""

from collections.abc import Callable
from datetime import time
from typing import Any

from hearth.kernel.words import N_
from hearth.platform.identity.models import Membership
from hearth.platform.scope import Scope
from hearth.platform.tenancy.codes import LicenceType

from .capabilities import Capability
from .kinds import CODE, WORDS, Impact, definition_kind
from .settings import COUNTRY, RECORD_KINDS, UNITS
from .terms import Term, in_language


Body = dict[str, Any]
WALL_TIME = {
    "type": "string",
    "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$",
    "title": N_("Time (24-hour)"),
}


def whole(least: int, most: int, title: str) -> Body:
    return {"type": "integer", "minimum": least, "maximum": most, "title": title}


def one_of(*values: str, title: str) -> Body:
    return {"type": "string", "enum": list(values), "title": title}


def yes(title: str) -> Body:
    return {"type": "boolean", "title": title}


def shape(properties: Body, *, required: list[str] | None = None, **more: Any) -> Body:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "required": list(properties) if required is None else required,
        **more,
    }


def listing(properties: Body, *, required: tuple[str, ...] = ()) -> Body:
    """A body that is a list of entries with code and words."""
    entry = {
        "code": {**CODE, "title": N_("Code")},
        "title": {**WORDS, "title": N_("Words")},
        **properties,
        "off": yes(N_("No longer offered")),
    }
    rows = {
        "type": "array",
        "minItems": 1,
        "items": shape(entry, required=["code", "title", *required]),
        "title": N_("Entries"),
    }
    return shape({"items": rows})


def codes_once(body: Body) -> list[str]:
    """A code stands once in a list: what is written on old rows must not become ambiguous."""
    codes = [entry["code"] for entry in body["items"]]
    return [
        f"items: the code {c!r} stands more than once"
        for c in sorted({c for c in codes if codes.count(c) > 1})
    ]


# --- What a change touches ----------------------------------------------------------------------


def people_here(scope: Scope) -> int:
    """How many people have a role at this community."""
    rows = Membership.objects.filter(facility_id__in=scope.facilities, ends__isnull=True)
    return rows.values("actor_id").distinct().count()


def changed(before: Body | None, after: Body) -> list[str]:
    """The names whose value differs."""
    under = before or {}
    return sorted(n for n in under.keys() | after.keys() if under.get(n) != after.get(n))


def entries_impact(what: str) -> Callable[[Scope, Body | None, Body], list[Impact]]:
    """The impact of a list kind: entries that come, change, or are no longer offered."""

    def impact(scope: Scope, before: Body | None, after: Body) -> list[Impact]:
        old = {e["code"]: e for e in (before or {"items": []})["items"] if not e.get("off")}
        new = {e["code"]: e for e in after["items"] if not e.get("off")}
        lines = [
            (N_("New: {names}"), new.keys() - old.keys(), new),
            (
                N_("Different: {names}"),
                {c for c in old.keys() & new.keys() if old[c] != new[c]},
                new,
            ),
            (
                N_("No longer offered: {names}. What is written already keeps it."),
                old.keys() - new.keys(),
                old,
            ),
        ]
        return [_named(text, codes, words) for text, codes, words in lines if codes] or [
            _nothing()
        ]

    impact.__name__ = f"{what.replace('-', '_')}_impact"
    return impact


def _named(text: str, codes: set[str], words: dict[str, Body]) -> Impact:
    names = ", ".join(in_language(words[code]["title"], "en") for code in sorted(codes))
    return Impact.of(text, names=names, count=len(codes))


def _nothing() -> Impact:
    return Impact.of(N_("Nothing that is shown or done changes."))


# --- Settings, capabilities, terms ----------------------------------------------------------------

SETTINGS = shape(
    {
        "language": one_of("en", "es", title=N_("Language of sheets and shared screens")),
        "clock_form": one_of(COUNTRY, "12", "24", title=N_("Clock")),
        "week_start": one_of(
            COUNTRY, "monday", "sunday", "saturday", title=N_("The week begins on")
        ),
        "units": one_of(COUNTRY, *UNITS, title=N_("Units shown")),
        "idle_minutes": whole(2, 60, N_("Minutes without a touch before a desk is locked")),
        "shared_device_lock_seconds": whole(
            30, 900, N_("Seconds before a shared tablet is locked")
        ),
        "session_hours": whole(1, 24, N_("Hours before one signs in again")),
        "offline_lease_hours": whole(
            1, 24, N_("Hours a tablet may be read without a connection")
        ),
        "today_horizon_hours": whole(8, 72, N_("Hours that Today looks ahead")),
        "changed_since_hours": whole(1, 72, N_("Hours that Changed looks back")),
        "changed_since_long_hours": whole(24, 168, N_("Hours of the longer look back")),
        "care_note_every_days": whole(
            0, 92, N_("Days between notes on each resident (0: no rule)")
        ),
        "care_note_on_move_in": yes(N_("A note on the day someone moves in")),
        "note_draft_keep_days": whole(1, 90, N_("Days an unfinished note is kept")),
        "handoff_signed_by_both": yes(N_("Both shifts sign the hand-off")),
        "task_late_after_minutes": whole(
            0, 720, N_("Minutes after due when a task counts as late")
        ),
        "task_snooze_max_hours": whole(1, 168, N_("Longest snooze in hours")),
        "late_entry_reason_after_hours": whole(
            0, 72, N_("Hours after which a late entry needs a reason")
        ),
        "materialise_days_ahead": whole(2, 60, N_("Days for which tasks are laid out ahead")),
        "tell_tries": whole(2, 9, N_("Tries before somebody counts as not reached")),
        "tell_tries_over_hours": whole(0, 48, N_("Hours over which these tries are spread")),
        "not_back_grace_minutes": whole(
            0, 720, N_("Minutes after the time expected back when the shift lead is told")
        ),
        "call_er_after_hours": whole(
            1, 24, N_("Hours after which somebody calls the emergency room")
        ),
        "short_er_visit_hours": whole(
            0, 72, N_("Longest visit to the emergency room that needs no return list, in hours")
        ),
        "chart_file_hours": whole(1, 168, N_("Hours a chart made as one file is kept")),
        "record_leaves_out": {
            "type": "array",
            "uniqueItems": True,
            "items": {"type": "string", "enum": list(RECORD_KINDS)},
            "title": N_("Not part of a resident's record when a chart is given out"),
        },
        "floor_opens": one_of(
            "run", "community", title=N_("What a caregiver with a run opens at once")
        ),
        "print_footer": {
            "type": "string",
            "maxLength": 160,
            "title": N_("Line at the foot of sheets"),
        },
    }
)


@definition_kind("settings", label=N_("How Hearth behaves here"), schema=SETTINGS, layered=True)
def settings_impact(scope: Scope, before: Body | None, after: Body) -> list[Impact]:
    names = changed(before, after)
    if not names:
        return [_nothing()]
    titles = ", ".join(SETTINGS["properties"][n]["title"] for n in names)
    return [
        Impact.of(N_("Changes: {names}"), names=titles, count=len(names)),
        Impact.of(
            N_("Everyone who works here sees it at their next page."), count=people_here(scope)
        ),
    ]


CAPABILITIES = shape(
    {code.value: {**yes(code.label), "description": code.definition} for code in Capability}
)


@definition_kind(
    "capabilities", label=N_("What is switched on"), schema=CAPABILITIES, layered=True
)
def capabilities_impact(scope: Scope, before: Body | None, after: Body) -> list[Impact]:
    lines = []
    for name in changed(before, after):
        label = Capability.label_of(name)
        text = (
            N_("On: {name}. Its pages appear.")
            if after.get(name)
            else N_(
                "Off: {name}. Its pages, links, jobs and reminders are gone; what was recorded stays."
            )
        )
        lines.append(Impact.of(text, name=label, count=people_here(scope)))
    return lines or [_nothing()]


FORMS = shape(
    {"one": {**WORDS, "title": N_("One")}, "many": {**WORDS, "title": N_("Several")}},
    required=["one"],
)
TERMS = shape(
    {term.value: {**FORMS, "title": term.value, "description": term.label} for term in Term},
    required=[],
)


@definition_kind("terms", label=N_("The words on screen"), schema=TERMS, layered=True)
def terms_impact(scope: Scope, before: Body | None, after: Body) -> list[Impact]:
    names = changed(before, after)
    if not names:
        return [_nothing()]
    words = ", ".join(in_language(after[n]["one"], "en") if n in after else n for n in names)
    return [
        Impact.of(
            N_("These words change on every page and sheet: {words}"),
            words=words,
            count=len(names),
        ),
        Impact.of(N_("What is signed already keeps the words it was signed with.")),
    ]


# --- Lists -----------------------------------------------------------------------------------------

ROLE = {**CODE, "title": N_("Role")}
MINUTES = whole(0, 10080, N_("Minutes"))

definition_kind(
    "note-categories",
    label=N_("Categories of notes"),
    schema=listing(
        {
            "keep_active_hours": whole(0, 720, N_("Hours it stays in view")),
            "severity": one_of("routine", "important", "urgent", title=N_("How serious")),
            "hand_off": yes(N_("Goes into the hand-off")),
            "restricted": yes(N_("Restricted to clinical roles")),
        },
        required=("keep_active_hours", "severity"),
    ),
    rules=codes_once,
)(entries_impact("note-categories"))

definition_kind(
    "risk-flags",
    label=N_("Risks and warnings"),
    schema=listing(
        {
            "banner": yes(N_("Always open in the banner")),
            "emergency_sheet": yes(N_("On the emergency sheet")),
            "review_days": whole(0, 730, N_("Days until it is looked at again (0: never)")),
            "advice": {**WORDS, "title": N_("What to do")},
        },
        required=("banner", "review_days"),
    ),
    rules=codes_once,
)(entries_impact("risk-flags"))

definition_kind(
    "precautions",
    label=N_("Infection precautions"),
    schema=listing(
        {
            "advice": {**WORDS, "title": N_("What to do")},
            "usual_days": whole(0, 90, N_("Days they usually hold (0: until ended)")),
        },
        required=("advice", "usual_days"),
    ),
    rules=codes_once,
)(entries_impact("precautions"))

definition_kind(
    "levels-of-care",
    label=N_("Levels of care"),
    schema=listing({"about": {**WORDS, "title": N_("What it means here")}}),
    rules=codes_once,
)(entries_impact("levels-of-care"))

LIST_CODES = {"type": "array", "items": CODE, "uniqueItems": True}

definition_kind(
    "roster-views",
    label=N_("Lists of residents"),
    schema=listing(
        {
            "about": {**WORDS, "title": N_("What it is for")},
            "columns": {**LIST_CODES, "minItems": 1, "title": N_("Columns")},
            "filters": {
                "type": "object",
                "additionalProperties": LIST_CODES,
                "title": N_("Narrowed to"),
            },
            "sort": one_of("room", "name", "level", title=N_("In order of")),
            "group": one_of("none", "neighborhood", "floor", title=N_("Under headings by")),
            "tick": yes(N_("A box to tick on paper")),
            "staff": yes(N_("Staff not at work for an infection stand below")),
        },
        required=("columns", "sort"),
    ),
    rules=codes_once,
)(entries_impact("roster-views"))

definition_kind(
    "document-types",
    label=N_("Types of documents"),
    schema=listing(
        {
            "loinc": {
                "type": "string",
                "pattern": "^[0-9]{1,7}-[0-9]$",
                "title": N_("LOINC code"),
            },
            "valid_months": whole(0, 240, N_("Months it is good for (0: does not expire)")),
            "signed": yes(N_("Carries a signature")),
            "banner": yes(N_("Named in the banner")),
            "restricted": yes(N_("Restricted to clinical roles")),
        }
    ),
    rules=codes_once,
)(entries_impact("document-types"))

definition_kind(
    "not-done-reasons",
    label=N_("Why a task was not done"),
    schema=listing(
        {
            "outcome": one_of("not-done", "refused", "not-applicable", title=N_("Outcome")),
            "needs_note": yes(N_("Needs a sentence")),
            "look_again": yes(N_("Someone should look at the resident")),
        },
        required=("outcome",),
    ),
    rules=codes_once,
)(entries_impact("not-done-reasons"))

definition_kind(
    "out-reasons",
    label=N_("Why residents go out"),
    schema=listing(
        {
            "medical": yes(N_("Because something is wrong")),
            "needs_note": yes(N_("Needs a sentence")),
        }
    ),
    rules=codes_once,
)(entries_impact("out-reasons"))

definition_kind(
    "run-change-reasons",
    label=N_("Why a run changes hands during a shift"),
    schema=listing({"needs_note": yes(N_("Needs a sentence"))}),
    rules=codes_once,
)(entries_impact("run-change-reasons"))

definition_kind(
    "task-kinds",
    label=N_("Kinds of tasks"),
    schema=listing(
        {
            "role": ROLE,
            "priority": one_of("routine", "urgent", "asap", "stat", title=N_("Priority")),
            "opens_before_minutes": MINUTES,
            "late_after_minutes": MINUTES,
            "order": one_of(
                "safety",
                "legal",
                "promise",
                "change",
                "order",
                "plan",
                "paperwork",
                title=N_("Place in Needs you"),
            ),
        },
        required=("role", "priority", "late_after_minutes", "order"),
    ),
    rules=codes_once,
)(entries_impact("task-kinds"))


# --- Qualifications -------------------------------------------------------------------------------

definition_kind(
    "qualification-sorts",
    label=N_("Qualifications people hold"),
    schema=listing(
        {
            "numbered": yes(N_("Has a number")),
            "valid_months": whole(0, 240, N_("Months it is good for (0: does not expire)")),
            "delegates": yes(N_("Who holds it may delegate nursing tasks")),
        },
        required=("valid_months",),
    ),
    rules=codes_once,
)(entries_impact("qualification-sorts"))


def stops_of(body: Body, given: Body) -> list[str]:
    """What stops somebody: ``{"role": "nurse", "holds": ["cpr"]}`` → the codes that stop them."""
    return [
        entry["code"]
        for entry in body["items"]
        if entry["role"] == given["role"]
        and entry["stop"]
        and not entry.get("off")
        and not set(entry["sorts"]) & set(given["holds"])
    ]


definition_kind(
    "role-requirements",
    label=N_("What a role on duty needs"),
    schema=listing(
        {
            "role": ROLE,
            "sorts": {
                "type": "array",
                "minItems": 1,
                "items": {**CODE, "title": N_("Qualification")},
                "title": N_("One of these qualifications"),
            },
            "stop": yes(N_("Asks for a reason before somebody without it is planned")),
        },
        required=("role", "sorts", "stop"),
    ),
    trial=stops_of,
    rules=codes_once,
)(entries_impact("role-requirements"))


# --- Shifts ---------------------------------------------------------------------------------------

SHIFTS = listing(
    {
        "starts": {**WALL_TIME, "title": N_("Starts (24-hour)")},
        "ends": {**WALL_TIME, "title": N_("Ends (24-hour)")},
        "handoff_minutes": whole(0, 60, N_("Minutes of hand-off")),
    },
    required=("starts", "ends"),
)


def shift_at(body: Body, given: Body) -> str:
    """The shift that runs at a wall time: ``{"at": "06:50"}`` → its code."""
    at = time.fromisoformat(given["at"])
    for entry in body["items"]:
        starts, ends = time.fromisoformat(entry["starts"]), time.fromisoformat(entry["ends"])
        runs = starts <= at < ends if starts < ends else at >= starts or at < ends
        if runs:
            return entry["code"]
    return ""


def shifts_cover_the_day(body: Body) -> list[str]:
    """No minute of the day without a shift: what falls due then would have no owner."""
    offered = {"items": [e for e in body["items"] if not e.get("off")]}
    minutes = [f"{h:02}:{m:02}" for h in range(24) for m in range(0, 60, 5)]
    open_at = [m for m in minutes if not shift_at(offered, {"at": m})]
    gap = [f"items: nobody is on shift at {open_at[0]}"] if open_at else []
    return codes_once(body) + gap


definition_kind(
    "shift-patterns",
    label=N_("Shifts of the day"),
    schema=SHIFTS,
    trial=shift_at,
    rules=shifts_cover_the_day,
)(entries_impact("shift-patterns"))


# --- On call --------------------------------------------------------------------------------------

definition_kind(
    "on-call-needs",
    label=N_("Who must be on call"),
    schema=listing(
        {
            "role": ROLE,
            "layers": whole(1, 3, N_("How many are called, one after the other")),
            "office_from": {**WALL_TIME, "title": N_("In the house on weekdays from")},
            "office_to": {**WALL_TIME, "title": N_("In the house on weekdays until")},
        },
        required=("role", "layers"),
    ),
    rules=codes_once,
)(entries_impact("on-call-needs"))


# --- Escalation -----------------------------------------------------------------------------------

STEP = shape(
    {
        "task_kind": {**CODE, "title": N_("Kind of task (any)")},
        "after_minutes": MINUTES,
        "role": ROLE,
    }
)
ESCALATION = shape(
    {"steps": {"type": "array", "minItems": 1, "items": STEP, "title": N_("Steps")}}
)


def role_after(body: Body, given: Body) -> str:
    """Who has been told by then: ``{"task_kind": "x", "late_minutes": 40}`` → the last role."""
    own = [s for s in body["steps"] if s["task_kind"] == given["task_kind"]]
    steps = own or [s for s in body["steps"] if s["task_kind"] == "any"]
    told = [s for s in steps if s["after_minutes"] <= given["late_minutes"]]
    return max(told, key=lambda s: s["after_minutes"])["role"] if told else ""


def escalation_has_usual(body: Body) -> list[str]:
    if any(step["task_kind"] == "any" for step in body["steps"]):
        return []
    return [
        "steps: give at least one step for the kind 'any', or a late task is told to nobody"
    ]


@definition_kind(
    "escalation",
    label=N_("Who hears of a late task"),
    schema=ESCALATION,
    trial=role_after,
    rules=escalation_has_usual,
)
def escalation_impact(scope: Scope, before: Body | None, after: Body) -> list[Impact]:
    old = {tuple(sorted(s.items())) for s in (before or {"steps": []})["steps"]}
    new = {tuple(sorted(s.items())) for s in after["steps"]}
    kinds = sorted({dict(step)["task_kind"] for step in old ^ new})
    if not kinds:
        return [_nothing()]
    return [
        Impact.of(
            N_("Other people hear of late tasks of the kind: {kinds}"),
            kinds=", ".join(kinds),
            count=len(kinds),
        ),
        Impact.of(
            N_("Tasks that are late already go by the new steps from their next step on.")
        ),
    ]


# --- First run ------------------------------------------------------------------------------------

NEIGHBORHOOD = shape(
    {
        "title": {**WORDS, "title": N_("Name")},
        "licence_type": one_of(*LicenceType.codes(), title=N_("Licensed as")),
        "secured": yes(N_("Doors that residents cannot open alone")),
        "floor": {"type": "string", "maxLength": 20, "title": N_("Floor")},
        "first_number": whole(1, 9999, N_("First apartment number")),
        "apartments": whole(1, 400, N_("Apartments")),
        "places_each": whole(1, 4, N_("Places in each")),
    },
    required=["title", "licence_type", "secured", "first_number", "apartments", "places_each"],
)
FIRST_RUN = shape(
    {
        "summary": {**WORDS, "title": N_("What it is for")},
        "shift_pattern": {**CODE, "title": N_("Shifts")},
        "neighborhoods": {
            "type": "array",
            "minItems": 1,
            "items": NEIGHBORHOOD,
            "title": N_("Neighborhoods"),
        },
        "roles": {"type": "array", "items": ROLE, "title": N_("Roles to fill first")},
        "capabilities": {
            "type": "array",
            "items": one_of(*Capability.codes(), title=N_("Switched on")),
            "title": N_("Switched on"),
        },
    }
)


def numbers_once(body: Body) -> list[str]:
    """Two doors never carry the same number."""
    seen: dict[int, str] = {}
    faults = []
    for hood in body["neighborhoods"]:
        for number in range(hood["first_number"], hood["first_number"] + hood["apartments"]):
            if number in seen:
                faults.append(f"neighborhoods: apartment {number} stands twice")
                break
            seen[number] = hood["title"]["en"]
    return faults


@definition_kind(
    "first-run", label=N_("Set-up of a new community"), schema=FIRST_RUN, rules=numbers_once
)
def first_run_impact(scope: Scope, before: Body | None, after: Body) -> list[Impact]:
    return [
        Impact.of(
            N_("Used once, when a community is set up. Communities that stand are not touched.")
        )
    ]
