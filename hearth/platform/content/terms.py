"""The trade's own words, and the place's: no screen hard-codes them.

A community's word goes before its state's, the state's before the country's, the country's
before the house's.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_
from hearth.platform.tenancy.models import Facility

from .queries import in_force


class Term(Coded):
    """What a community may call by its own word. Hearth's own value set."""

    COMMUNITY = "community", N_("The whole house")
    NEIGHBORHOOD = "neighborhood", N_("A wing, floor or house with a licence of its own")
    APARTMENT = "apartment", N_("A door with a number")
    PLACE = "place", N_("What one resident holds in an apartment")
    RESIDENT = "resident", N_("A person who lives here")
    RESIDENCY = "residency", N_("The time from moving in to moving out")
    MOVE_IN = "move-in", N_("Coming to live here")
    PLAN = "plan", N_("The agreed plan of care and service")
    EVALUATION = "evaluation", N_("Looking closely at what someone needs")
    LEVEL = "level", N_("How much care someone receives and pays for")
    GIVE = "give", N_("What staff do with a medicine")
    CALL = "call", N_("Somebody asks for help now")
    HUDDLE = "huddle", N_("The short meeting at the start of a shift")
    HANDOFF = "handoff", N_("From one shift to the next")
    COORDINATOR = "coordinator", N_("Role")
    NURSE = "nurse", N_("Role")
    MEDTECH = "medtech", N_("Role")
    CAREGIVER = "caregiver", N_("Role")
    ACTIVITIES = "activities", N_("Role")
    DRIVER = "driver", N_("Role")
    MAINTENANCE = "maintenance", N_("Role")
    SALES = "sales", N_("Role")
    DIRECTOR = "director", N_("Role")
    FAMILY = "family", N_("Role")
    PHYSICIAN = "physician", N_("Role")
    PHARMACIST = "pharmacist", N_("Role")
    SURVEYOR = "surveyor", N_("Role")
    ADMIN = "admin", N_("Role")


def words_for(facility: Facility | None, language: str) -> dict[str, tuple[str, str]]:
    """Every term in ``language``: (one, several). A language without a word has the English.

    ``facility`` None gives the house's own words.
    """
    found = in_force("terms", facility)
    merged: dict[str, dict[str, dict[str, str]]] = {}
    for key in keys_for(facility):
        layer = found.get(key)
        for code, forms in (layer.body if layer else {}).items():
            merged[code] = merged.get(code, {}) | forms
    return {code: _pair(forms, language) for code, forms in merged.items()}


def keys_for(facility: Facility | None) -> list[str]:
    """The definitions a community's words come from, widest first: the house's words, the country's, the state's, the community's own."""
    where = facility.jurisdiction.lower() if facility else ""
    return [
        "default",
        *([where[:2]] if where else []),
        *([where] if len(where) > 2 else []),
        "own",
    ]


def _pair(forms: dict[str, dict[str, str]], language: str) -> tuple[str, str]:
    one = in_language(forms["one"], language)
    return one, in_language(forms.get("many") or forms["one"], language)


def in_language(words: Mapping[str, str], language: str) -> str:
    """A language map's text: the language, its plain form (es for es-MX), or English."""
    return words.get(language) or words.get(language.split("-")[0]) or words["en"]


def spoken(values: dict[str, Any], language: str = "") -> dict[str, Any]:
    """Values for a sentence; one that is a language map itself is told in the reader's language."""
    said = language or get_language() or "en"
    return {
        name: in_language(value, said) if isinstance(value, dict) and "en" in value else value
        for name, value in values.items()
    }
