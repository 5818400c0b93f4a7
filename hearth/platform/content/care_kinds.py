"""The kinds by which a community says why somebody is watched, and what a list of steps asks."""

from typing import Any

from hearth.kernel.words import N_

from .house_kinds import Body, codes_once, entries_impact, listing, one_of, shape, whole, yes
from .kinds import CODE, WORDS, Impact, definition_kind


DUTY = {**CODE, "title": N_("Role on duty")}

# --- Why somebody is watched ----------------------------------------------------------------------

STEP = shape(
    {
        "every_minutes": whole(5, 10080, N_("Every so many minutes")),
        "times": whole(1, 100, N_("So many times")),
        "each": one_of("shift", title=N_("Once a shift")),
    },
    required=[],
)
QUESTION = shape(
    {
        "code": {**CODE, "title": N_("Code")},
        "title": {**WORDS, "title": N_("What to look at")},
        "answer": one_of("usual", "number", title=N_("Answered by")),
        "unit": {"type": "string", "maxLength": 20, "title": N_("Unit")},
        "least": {"type": "number", "title": N_("Least that can be true")},
        "most": {"type": "number", "title": N_("Most that can be true")},
        "nurse": yes(N_("Only asked of a nurse")),
    },
    required=["code", "title", "answer"],
)
WATCH_REASONS = listing(
    {
        "hours": whole(1, 2208, N_("Hours it lasts")),
        "role": {**DUTY, "title": N_("Who checks")},
        "decides": {**DUTY, "title": N_("Who ends it or goes on")},
        "look_for": {**WORDS, "title": N_("What to look for")},
        "call_now": {**WORDS, "title": N_("When to call emergency services")},
        "steps": {
            "type": "array",
            "minItems": 1,
            "items": STEP,
            "title": N_("How often, one step after the other"),
        },
        "questions": {
            "type": "array",
            "minItems": 1,
            "items": QUESTION,
            "title": N_("What each check asks"),
        },
    },
    required=("hours", "role", "decides", "look_for", "steps", "questions"),
)


def checks_come_to_an_end(body: Body) -> list[str]:
    """Each step is a time or a shift; all but the last are counted, and the last goes on to the end."""
    faults = codes_once(body)
    for entry in body["items"]:
        name, last = entry["code"], len(entry["steps"]) - 1
        for number, step in enumerate(entry["steps"]):
            if ("every_minutes" in step) == ("each" in step):
                faults.append(f"items: {name}: a step is every so many minutes, or each shift")
            if ("times" in step) != (number < last):
                faults.append(
                    f"items: {name}: every step but the last says how many times, "
                    "the last goes on until the watch ends"
                )
        codes = [q["code"] for q in entry["questions"]]
        if len(codes) != len(set(codes)):
            faults.append(f"items: {name}: a question stands twice")
    return faults


def checks_within(body: Body, given: Body) -> list[int]:
    """After how many minutes the checks of a reason come, those by the clock, up to a limit.

    ``{"reason": "fall", "within_minutes": 90}`` → [15, 30, 45, 60, 90].
    """
    entry = next(e for e in body["items"] if e["code"] == given["reason"])
    found, after = [], 0
    for step in entry["steps"]:
        if "every_minutes" not in step:
            break
        left = step.get("times", given["within_minutes"] // step["every_minutes"] + 1)
        for _turn in range(left):
            after += step["every_minutes"]
            if after <= given["within_minutes"]:
                found.append(after)
    return found


definition_kind(
    "watch-reasons",
    label=N_("Why a resident is on watch"),
    schema=WATCH_REASONS,
    trial=checks_within,
    rules=checks_come_to_an_end,
)(entries_impact("watch-reasons"))


# --- Lists of steps -------------------------------------------------------------------------------

FACTS = (
    "code-status",
    "contact-phone",
    "allergies",
    "directive",
    "decision-maker",
    "care-team",
    "coverage",
    "photo",
    "place",
    "conditions",
)
"""What can be found in the record of a resident by itself; ``tasks.codes.FactProof`` words them."""

PROOF = shape(
    {
        "by": one_of("tick", "fact", "document", title=N_("Proved by")),
        "fact": one_of(*FACTS, title=N_("What stands in the record")),
        "type": {**CODE, "title": N_("Type of document")},
    },
    required=["by"],
)
ITEM = shape(
    {
        "code": {**CODE, "title": N_("Code")},
        "title": {**WORDS, "title": N_("What is to be done")},
        "group": {**CODE, "title": N_("Part of the list")},
        "role": {**DUTY, "title": N_("Whose it is")},
        "days": {
            "type": "integer",
            "minimum": -365,
            "maximum": 365,
            "title": N_("Days from the day it is about"),
        },
        "proof": PROOF,
        "gate": yes(N_("Holds the step until it is done")),
        "help": {**WORDS, "title": N_("How")},
    },
    required=["code", "title", "group", "role", "days", "proof"],
)
CHECKLIST = shape(
    {
        "anchor": {**WORDS, "title": N_("The day it is about")},
        "about": one_of("resident", "community", title=N_("About")),
        "required": yes(N_("Holds the step even where nobody started the list")),
        "groups": {
            "type": "array",
            "minItems": 1,
            "items": shape({"code": {**CODE, "title": N_("Code")}, "title": WORDS}),
            "title": N_("Parts of the list"),
        },
        "items": {"type": "array", "minItems": 1, "items": ITEM, "title": N_("Steps")},
    },
    required=["anchor", "about", "groups", "items"],
)


def steps_are_whole(body: Body) -> list[str]:
    """A step stands once, in a part that is there, and says what its proof is."""
    faults = codes_once(body)
    groups = {g["code"] for g in body["groups"]}
    for item in body["items"]:
        name, proof = item["code"], item["proof"]
        if item["group"] not in groups:
            faults.append(f"items: {name}: there is no part {item['group']}")
        if ("fact" in proof) != (proof["by"] == "fact"):
            faults.append(f"items: {name}: say which fact proves it")
        if ("type" in proof) != (proof["by"] == "document"):
            faults.append(f"items: {name}: say which type of document proves it")
        if body["about"] == "community" and (proof["by"] == "fact" or item.get("gate")):
            faults.append(f"items: {name}: only a list about a resident holds a step")
    return faults


def steps_by(body: Body, given: Body) -> list[str]:
    """The steps to be done by a day: ``{"day": -3}`` → their codes; ``{"gate": true}`` → those that hold."""
    if given.get("gate"):
        return [i["code"] for i in body["items"] if i.get("gate")]
    return [i["code"] for i in body["items"] if i["days"] <= given["day"]]


@definition_kind(
    "checklists",
    label=N_("Lists of steps"),
    schema=CHECKLIST,
    trial=steps_by,
    rules=steps_are_whole,
)
def checklists_impact(scope: Any, before: Body | None, after: Body) -> list[Impact]:
    lines = entries_impact("checklists")(scope, before, after)
    return [*lines, Impact.of(N_("Lists that run keep the steps they were started with."))]
