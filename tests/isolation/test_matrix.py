"""Role by address by foreign object: 404, after the same address has answered its rightful user.

The addresses are read off the house itself, so a new one is in the matrix on the day it is
written; one that names an object nobody told the matrix about fails here.
"""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from hearth.platform.audit.models import AuditEvent
from hearth.platform.identity.roles import Role
from hearth.platform.scope import house_scope, scoped
from tests.architecture.test_views import patterns, routes
from tests.isolation.world import Community, make_community, role_groups


pytestmark = pytest.mark.django_db

ANSWERS = {200, 204, 302, 303, 400, 409, 422, 503}
"""What a rightful user gets: the page, or an honest word about an empty form."""

# What the words before an object's key in an address stand for; the longest ending counts.
NAMES = {
    "residents": "resident",
    "emergency-access": "emergency",
    "emergency-access/": "resident",
    "tasks": "task",
    "series": "series",
    "watches": "watch",
    "watches/checks": "watch_check",
    "watches/decisions": "watch_decision",
    "watches/entries": "watch_entry",
    "checklists": "checklist",
    "checklists/steps": "checklist_step",
    "staff": "member",
    "staff/roles": "staff_role",
    "duty": "duty",
    "shifts": "shift",
    "qualifications": "qualification",
    "staff/not-at-work": "not_at_work",
    "delegations": "delegation",
    "open-shifts": "open_shift",
    "agency-passes": "agency_pass",
    "runs": "run",
    "sheet/runs": "run",
    "sheet/lines": "assignment",
    "practitioners": "practitioner",
    "on-call": "on_call",
    "calls-taken": "call_taken",
    "stand-ins": "stand_in",
    "people": "account",
    "people/roles": "membership",
    "people/residents": "access",
    "tablets": "device",
    "apartments": "apartment",
    "documents": "document",
    "notes": "note",
    "handoff": "handoff",
    "contacts-made": "contact_made",
    "contacts": "contact",
    "measurements/values": "observation",
    "measurements/of": "measure",
    "allergies": "allergy",
    "conditions": "condition",
    "coverage": "coverage",
    "authorities": "authority",
    "care-team": "team_member",
    "directives": "directive",
    "flags": "flag",
    "numbers": "number",
    "names": "name",
    "merges": "merge",
    "whereabouts": "whereabouts",
    "absences": "absence",
    "neighborhoods": "neighborhood",
    "survey": "visit",
    "asked": "survey_request",
    "policies": "policy",
    "copies-given": "disclosure",
    "chart": "chart",
    "restrictions": "restriction",
    "agreements": "agreement",
    "happened": "deviation",
    "call-first": "call_first",
    "levels": "level",
    "ems": "ems_page",
    "tells": "tell",
    "roster/lists": "saved_list",
    "roster/together": "together",
    "events": "incident",
    "events/task": "incident_task",
}

# Where the key's own name says what it is of.
KEYS = {"resident_id": "resident", "batch_id": "batch", "record_id": "record", "kind": "kind"}

# Addresses whose object is no row of a community, or that have a matrix of their own: why.
APART: dict[str, str] = {
    "residents:photo": "there only with a kept picture; tests/record/residents/test_pages.py",
    "office:close_emergency_access": "one's own alone; tests/surfaces/office/test_emergency.py",
    "office:retry_job": "a job's number; tests/surfaces/office/test_operations.py",
    "office:retry_delivery": "made by a failure; tests/surfaces/office/test_operations.py",
    "office:drop_delivery": "made by a failure; tests/surfaces/office/test_operations.py",
    "office:settle_entry": "made by a device; tests/surfaces/office/test_operations.py",
    "ui:settle_own": "one's own alone; tests/platform/ui/test_kept.py",
    "office:settle_conflict": "made by a device; tests/surfaces/office/test_operations.py",
    "content:edit_definition": "named by kind and key; tests/platform/content/test_views.py",
    "content:publish_definition": "named by kind and key; tests/platform/content/test_views.py",
    "content:retire_definition": "named by kind and key; tests/platform/content/test_views.py",
    "content:view_definition": "named by kind and key; tests/platform/content/test_views.py",
}

# Addresses that mean nothing without an object in their query.
ASKED = {
    "staff:print_qualifications": "?day=2026-11-24&shift={shift}",
    "office:export_audit": "?resident={resident}",
}

# What a form must say before the address answers at all.
SAID = {
    "notes:save_draft": {"draft_page": "write_note", "text": "Ate well."},
    "notes:discard_draft": {"draft_page": "write_note"},
}

PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Address:
    """One address of a community: who may enter, and which objects it names."""

    name: str
    route: str
    permission: str
    objects: tuple[tuple[str, str], ...]  # placeholder, what it stands for ("" where unknown)

    def of(self, here: Community, objects: Community, *, first: Community | None = None) -> str:
        """The address in a community, with its objects taken from another (or the same).

        ``first`` is where the first object is taken from, if from elsewhere than the rest.
        """
        path = "/" + self.route.replace("<slug:community>", here.facility.slug)
        for number, (placeholder, label) in enumerate(self.objects):
            owner = first if first is not None and number == 0 else objects
            path = path.replace(placeholder, str(owner.objects[label].pk))
        keys = {label: row.pk for label, row in objects.objects.items()}
        return path + ASKED.get(self.name, "").format(**keys)


def addresses() -> list[Address]:
    """Every address that @requires a permission in a community."""
    found = []
    for (name, pattern), (_, route) in zip(patterns(), routes(), strict=True):
        view = pattern.callback
        if getattr(view, "declared", "") == "requires" and name not in APART:
            found.append(Address(name, route, view.permission, named(route)))
    return found


def named(route: str) -> tuple[tuple[str, str], ...]:
    """The placeholders of a route and what each stands for."""
    found = []
    for match in PART.finditer(route):
        if match["name"] == "community":
            continue
        found.append((match[0], stands_for(route[: match.start()], match["name"])))
    return tuple(found)


def stands_for(before: str, name: str) -> str:
    if name in KEYS:
        return KEYS[name]
    words = [w for w in before.split("/") if w and not w.startswith("<")]
    for length in (2, 1):
        label = NAMES.get("/".join(words[-length:]))
        if label:
            return label
    return ""


@pytest.fixture
def world(db):
    """Here and there: the same houses, of two operators."""
    return make_community("Elm House"), make_community("Oak Court")


def signed_in(account: Any) -> Client:
    client = Client()
    client.force_login(account)
    return client


def status(client: Client, path: str, method: str = "get", said: Any = None) -> int:
    """What an address answers; whatever it wrote is taken back."""
    with transaction.atomic():
        answer = getattr(client, method)(path, said)
        transaction.set_rollback(True)
    return answer.status_code


def asked_once(client: Client, path: str) -> set[int]:
    """What an address answers, to a look or (where there is nothing to look at) to a form."""
    code = status(client, path)
    return {status(client, path, "post") if code == 405 else code}


def tried(client: Client, path: str, said: Any = None) -> dict[str, int]:
    """What an address answers to a look and to a form that says next to nothing."""
    found = {"get": status(client, path), "post": status(client, path, "post", said)}
    return {m: code for m, code in found.items() if code != 405}


def test_every_object_in_an_address_is_known_to_the_matrix():
    unknown = [a.name for a in addresses() if any(not label for _, label in a.objects)]
    assert unknown == [], "tell tests/isolation which object these addresses name"


def test_a_planted_address_is_caught():
    assert named("c/<slug:community>/secrets/<uuid:pk>/") == (("<uuid:pk>", ""),)


def test_what_stands_apart_is_there():
    known = {name for name, _ in patterns()}
    assert set(APART) <= known


def hides(role: Role, address: Address) -> bool:
    """Whether what the address names does not exist for this role, here in its own community.

    Residents for a role that sees none; a colleague's note for one that reads only its own.
    """
    labels = {label for _, label in address.objects}
    if "note" in labels and "notes.view_notes" not in role.permissions:
        return True
    theirs = labels & {"incident", "incident_task"}
    if theirs and "incidents.view_incidents" not in role.permissions:
        return True
    about = {"resident", "task", "series", "note", "observation", "document", "contact", "stay"}
    about |= {"watch", "watch_check", "watch_entry", "checklist", "checklist_step"}
    return role.sees == "none" and bool(labels & about)


def wrong_for(
    role: Role,
    address: Address,
    here: Community,
    there: Community,
    mine: Client,
    stranger: Client,
) -> list[str]:
    """What an address answers otherwise than it should, to one role."""
    found = []
    path = address.of(here, here)
    if (outside := asked_once(stranger, path)) != {404}:
        found.append(f"a stranger got {outside}")
    if address.permission not in role.permissions:
        if not (own := asked_once(mine, path)) <= {403, 404}:
            found.append(f"without {address.permission} got {own}")
    elif hides(role, address):
        if (own := asked_once(mine, path)) != {404}:
            found.append(f"no resident exists for them, got {own}")
    else:
        own = tried(mine, path, SAID.get(address.name))
        if not set(own.values()) & ANSWERS:
            found.append(f"its rightful user got {own}")
        found += foreign(role, address, here, there, mine)
    return [f"{address.name}: {words}" for words in found]


def foreign(
    role: Role, address: Address, here: Community, there: Community, mine: Client
) -> list[str]:
    """What an address gives away of another community, asked from one's own.

    Whoever only reads is refused every form before it is looked at: 403 gives nothing away.
    """
    hidden = {404, 403} if role.read_only else {404}
    if not address.objects and address.name not in ASKED:
        return []
    asked = {"another community's object": address.of(here, there)}
    if len(address.objects) > 1 and address.objects[-1][1] not in {"measure", "kind"}:
        asked["a foreign part of one's own"] = address.of(here, there, first=here)
    answers = {what: tried(mine, path, SAID.get(address.name)) for what, path in asked.items()}
    return [
        f"{what} answered {a}"
        for what, a in answers.items()
        if not set(a.values()) <= hidden or 404 not in a.values()
    ]


@pytest.mark.parametrize("role", role_groups(), ids=lambda role: role.code)
def test_who_may_is_answered_and_nobody_else(world, role):
    here, there = world
    mine = signed_in(here.people[role.code])
    stranger = signed_in(there.people[role.code])
    wrong = [
        words
        for address in addresses()
        for words in wrong_for(role, address, here, there, mine, stranger)
    ]
    assert wrong == [], "\n".join(wrong)


def test_every_address_answers_somebody():
    """A permission that no role holds makes a page that nobody can open."""
    held = frozenset().union(*(role.permissions for role in role_groups()))
    assert [a.name for a in addresses() if a.permission not in held] == []


def test_a_foreign_object_is_audited(world):
    here, there = world
    client = signed_in(here.people["coordinator"])
    path = f"/c/{here.facility.slug}/residents/{there.objects['resident'].pk}/"
    assert (
        client.get(
            f"/c/{here.facility.slug}/residents/{here.objects['resident'].pk}/"
        ).status_code
        == 200
    )
    assert client.get(path).status_code == 404
    with scoped(house_scope("test")):
        refused = AuditEvent.objects.filter(outcome="refused", facility_id__isnull=True)
        assert refused.filter(entity_id=there.objects["resident"].pk).exists()


def test_unlinked_residents_do_not_exist_for_the_linked(world):
    here, _there = world
    from hearth.platform.scope import process_scope
    from tests.factories.residents import make_resident

    with scoped(process_scope("test", here.facility.pk)):
        other = make_resident(here.facility, "Boyle", "Ann")
    physician = signed_in(here.people["physician"])
    base = f"/c/{here.facility.slug}/residents/"
    assert physician.get(f"{base}{here.objects['resident'].pk}/").status_code == 200
    assert physician.get(f"{base}{other.pk}/").status_code == 404
