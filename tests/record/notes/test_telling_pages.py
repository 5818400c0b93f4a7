"""Telling somebody, and the stop wherever the name of who is kept away is met: page by page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hearth.kernel import clock
from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.modes import deliveries_inline
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes.models import ContactMade
from hearth.record.residents import actions
from hearth.record.residents.codes import RestrictionBasis, RestrictionKind
from hearth.record.residents.models import (
    ContactWish,
    Restriction,
    RestrictionDeviation,
    Whereabouts,
)
from hearth.record.tasks import actions as tasks
from hearth.record.tasks.models import Task
from tests.factories.identity import make_account
from tests.factories.residents import make_contact, make_placement, make_resident, make_stay
from tests.factories.tenancy import make_place


pytestmark = pytest.mark.django_db
WORD = "No visits, no information: court order, until it is ended"


@pytest.fixture
def who(facility):
    return make_account("coordinator", facility).actor


@pytest.fixture
def peg(facility, who):
    """Margaret Hayes, her daughter, and a brother whom a court keeps away."""
    with scoped(process_scope("test", facility.pk)) as scope:
        one = make_resident(facility)
        make_placement(make_stay(one), make_place(facility), who)
        daughter = make_contact(one, tell_comment="Her husband first")
        actions.add_restriction(
            scope=scope,
            by=who,
            resident=one,
            name="Kevin Hayes",
            kinds=[RestrictionKind.VISITS, RestrictionKind.INFORMATION],
            basis=RestrictionBasis.COURT,
            basis_text="no. 26-1147",
        )
        tell = tasks.create_task(
            scope=scope,
            by=process_actor("test"),
            code="tasks.tell",
            title="Tell {who}",
            title_values={"who": "Ann"},
            resident=one,
            due=clock.now(),
            cause=f"Incident/{one.pk}",
            cause_text="Fall without injury",
            slot=f"Contact/{daughter.pk}",
        )
    return {"one": one, "daughter": daughter, "tell": tell}


@pytest.fixture
def as_role(facility):
    def sign_in(role):
        client = Client()
        client.force_login(make_account(role, facility))
        return client

    return sign_in


def at(facility, peg, tail):
    return f"/c/{facility.slug}/residents/{peg['one'].pk}/{tail}"


def rows(facility, model, **found):
    with scoped(process_scope("test", facility.pk)):
        return list(model.objects.filter(**found))


@pytest.mark.parametrize(
    ("role", "tail"),
    [
        ("coordinator", "contacts/"),
        ("coordinator", "contacts-made/record/"),
        ("coordinator", "call-back/"),
        ("nurse", "face-sheet/"),
        ("caregiver", "sign-out/"),
        ("caregiver", ""),
    ],
)
def test_the_stop_stands_with_its_word(facility, peg, as_role, role, tail):
    path = at(facility, peg, tail)
    if tail == "call-back/":
        path = reverse("tasks:promise_call_back", args=[facility.slug, peg["one"].pk])
    shown = as_role(role).get(path).content.decode()
    assert "Kevin Hayes" in shown
    assert WORD in shown


def test_search_finds_who_is_kept_away_with_the_stop(facility, peg, as_role):
    shown = as_role("coordinator").get(f"/c/{facility.slug}/search/?q=kevin hays")
    assert WORD in shown.content.decode()


def test_signing_out_with_him_stops_and_is_recorded_only_with_why(facility, peg, as_role):
    aide = as_role("caregiver")
    path = at(facility, peg, "sign-out/")
    said = {"out_for": "family", "accompanied_by": "her brother Kevin"}
    answer = aide.post(path, said)
    assert answer.status_code == 422
    assert "Stop, this may be Kevin Hayes" in answer.content.decode()
    assert rows(facility, Whereabouts) == []
    answer = aide.post(path, said | {"deviation_reason": "He was in the car already"})
    assert answer.status_code == 302
    [kept] = rows(facility, RestrictionDeviation)
    assert (kept.what, kept.reason) == ("took-out", "He was in the car already")


def test_a_call_with_him_stops_and_somebody_else_of_the_name_does_not(facility, peg, as_role):
    nurse = as_role("nurse")
    path = at(facility, peg, "contacts-made/record/")
    said = {"with_text": "Kevin", "channel": "call", "direction": "in", "reached": "reached"}
    assert nurse.post(path, said).status_code == 422
    assert nurse.post(path, said | {"somebody_else": "on"}).status_code == 302
    assert len(rows(facility, ContactMade)) == 1
    assert rows(facility, RestrictionDeviation) == []


def test_he_came_anyway_is_recorded_by_whoever_saw_it(facility, peg, as_role):
    [barred] = rows(facility, Restriction)
    path = at(facility, peg, f"restrictions/{barred.pk}/happened/")
    said = {"what": "visited", "reason": "Came in with the flowers; left when asked"}
    with deliveries_inline():
        assert as_role("caregiver").post(path, said).status_code == 302
    [look] = rows(facility, Task, code="tasks.look")
    assert (look.owner_role, look.priority) == ("coordinator", "stat")


def test_wishes_are_said_in_one_page(facility, peg, as_role):
    path = at(facility, peg, f"contacts/{peg['daughter'].pk}/wishes/")
    coordinator = as_role("coordinator")
    shown = coordinator.get(path).content.decode()
    assert "A fall without injury" in shown
    coordinator.post(path, {"when_any-fall": "at-once", "way_any-fall": "text"})
    [kept] = rows(facility, ContactWish)
    assert (kept.event, kept.tell_when, kept.way) == ("any-fall", "at-once", "text")
    again = coordinator.get(at(facility, peg, "contacts/")).content.decode()
    assert "A fall without injury: at once, wake me, by text message" in again


# The page of a task to tell somebody


def tell_page(facility, peg):
    return f"/c/{facility.slug}/tells/{peg['tell'].pk}/"


@pytest.mark.parametrize("role", ["nurse", "shift-lead", "coordinator"])
def test_the_page_has_the_number_the_wish_and_the_words_for_a_machine(
    facility, peg, as_role, role
):
    shown = as_role(role).get(tell_page(facility, peg)).content.decode()
    for words in (
        "Tell Ann Boyle",
        "Fall without injury",
        'href="tel:515-555-0123"',
        "Her husband first",
        "no details of health",
    ):
        assert words in shown, words


def test_who_does_not_work_with_residents_has_no_such_page(facility, peg, as_role):
    assert as_role("maintenance").get(tell_page(facility, peg)).status_code == 403


def test_one_press_says_reached_and_the_task_is_done(facility, peg, as_role):
    with deliveries_inline():
        answer = as_role("shift-lead").post(tell_page(facility, peg), {"reached": "reached"})
    assert answer.status_code == 302, answer.content.decode()
    [made] = rows(facility, ContactMade)
    assert (made.contact_id, made.channel, made.reached) == (
        peg["daughter"].pk,
        "call",
        "reached",
    )
    assert rows(facility, Task, code="tasks.tell")[0].outcome == "done"


def test_no_answer_leaves_it_open_and_counts_the_try(facility, peg, as_role):
    nurse = as_role("nurse")
    with deliveries_inline():
        nurse.post(tell_page(facility, peg), {"reached": "no-answer"})
    assert rows(facility, Task, code="tasks.tell")[0].outcome == ""
    assert "Tried 1 time" in nurse.get(tell_page(facility, peg)).content.decode()


def test_a_promise_needs_its_hour_and_goes_on_the_list(facility, peg, as_role):
    nurse = as_role("nurse")
    said = {"reached": "reached", "asked": "May she come?", "promised": "Ask the doctor"}
    assert nurse.post(tell_page(facility, peg), said).status_code == 422
    by = (clock.now() + timedelta(hours=30)).astimezone(facility.zone)
    answer = nurse.post(
        tell_page(facility, peg), said | {"call_back": by.strftime("%Y-%m-%dT%H:%M")}
    )
    assert answer.status_code == 302
    [promise] = rows(facility, Task, code="tasks.call_back")
    assert promise.instructions == "Ask the doctor"
    assert rows(facility, ContactMade)[0].promise_id == promise.pk
