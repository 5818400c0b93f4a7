"""The pages of a list of steps: what holds, what proves it, who lets it go ahead."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents.models import Stay
from hearth.record.tasks.models import Checklist, Task
from tests.factories.documents import make_document
from tests.factories.residents import make_contact, make_placement, make_resident, make_stay
from tests.factories.tasks import make_checklist, task_of
from tests.factories.tenancy import make_place


pytestmark = pytest.mark.django_db


@pytest.fixture
def house(facility, as_role):
    """Ingrid Lindqvist moves in on Thursday; her list runs."""
    coordinator, director = as_role("coordinator"), as_role("executive-director")
    by, now = coordinator.account.actor, clock.now()
    with scoped(process_scope("test", facility.pk)):
        ingrid = make_resident(facility, "Lindqvist", "Ingrid")
        stay = make_stay(
            ingrid,
            "moving-in",
            starts=now + timedelta(days=2),
            status_since=now - timedelta(hours=1),
            moved_in_at=None,
        )
        place = make_place(facility)
        make_placement(stay, place, by, starts=now - timedelta(hours=1))
        row = make_checklist(facility, by, ingrid)
    return SimpleNamespace(
        facility=facility,
        coordinator=coordinator,
        director=director,
        ingrid=ingrid,
        stay=stay,
        place=place,
        row=row,
        by=by,
        base=f"/c/{facility.slug}/",
    )


def inside(house):
    return scoped(process_scope("test", house.facility.pk))


def text(response) -> str:
    return " ".join(response.content.decode().split())


def list_url(house, verb: str = "") -> str:
    return f"{house.base}checklists/{house.row.pk}/{verb}"


def step_url(house, code: str) -> str:
    with inside(house):
        task = Task.objects.get(cause_id=house.row.pk, slot=code)
    return f"{house.base}checklists/steps/{task.pk}/prove/"


def test_the_list_opens_with_what_holds(house):
    page = text(house.coordinator.get(list_url(house)))
    assert "What holds the move-in: 7 things" in page
    assert "Code status recorded" in page
    assert "holds the move-in" in page
    assert "Papers · 0 of 5" in page


def test_a_fact_is_found_but_confirmed_by_a_person(house):
    url = step_url(house, "contact")
    assert "Not in the record yet" in text(house.coordinator.get(url))
    assert house.coordinator.post(url, {"text": "Daughter"}).status_code == 422
    with inside(house):
        make_contact(house.ingrid)
    assert "In the record: Ann Boyle" in text(house.coordinator.get(url))
    assert house.coordinator.post(url, {}).status_code == 422
    answer = house.coordinator.post(url, {"ticked": "on"})
    assert answer.headers["Location"] == list_url(house)
    assert "What holds the move-in: 6 things" in text(house.coordinator.get(list_url(house)))


def test_a_document_on_file_proves_its_step(house):
    url = step_url(house, "agreement")
    shown = text(house.coordinator.get(url))
    assert "No document of this kind is on file." in shown
    with inside(house):
        paper = make_document(
            house.facility,
            house.by,
            "Signed agreement",
            resident=house.ingrid,
            type="agreement",
        )
    assert "Signed agreement" in text(house.coordinator.get(url))
    answer = house.coordinator.post(url, {"document": f"Document/{paper.pk}"})
    assert answer.status_code == 302
    assert f"documents/{paper.pk}" in text(house.coordinator.get(list_url(house)))


def test_the_day_moves_from_its_page(house):
    day = (house.facility.today() + timedelta(days=9)).isoformat()
    assert (
        house.coordinator.post(list_url(house, "change-anchor/"), {"anchor": day}).status_code
        == 302
    )
    with inside(house):
        house.row.refresh_from_db()
    assert house.row.anchor.isoformat() == day


def test_only_the_director_lets_it_go_ahead_and_says_why(house):
    url = list_url(house, "pass-gate/")
    assert house.coordinator.get(url).status_code == 403
    assert house.coordinator.post(url, {}).status_code == 403
    assert "Code status recorded" in text(house.director.get(url))
    until = (house.facility.today() + timedelta(days=3)).isoformat()
    assert house.director.post(url, {"until": until}).status_code == 422
    assert (
        house.director.post(url, {"reason": "Papers by Friday", "until": until}).status_code
        == 302
    )
    page = text(house.coordinator.get(list_url(house)))
    assert "Passed by" in page
    assert "Papers by Friday." in page


def test_the_move_in_page_names_what_is_missing_until_it_is_passed(house):
    url = f"{house.base}residents/{house.ingrid.pk}/residency/move-in/"
    wall = clock.now().astimezone(house.facility.zone).strftime("%Y-%m-%dT%H:%M")
    said = {"place": str(house.place.pk), "effective": wall}
    refused = house.coordinator.post(url, said)
    assert refused.status_code == 422
    assert "Still missing: Residency agreement signed" in text(refused)
    until = (house.facility.today() + timedelta(days=3)).isoformat()
    house.director.post(
        list_url(house, "pass-gate/"), {"reason": "Papers by Friday", "until": until}
    )
    assert house.coordinator.post(url, said).status_code == 302
    with inside(house):
        assert Stay.objects.get(pk=house.stay.pk).status == "lives-here"


def test_nobody_closes_a_list_that_holds_something(house):
    refused = house.coordinator.post(list_url(house, "close/"), {"reason": "Enough"})
    assert refused.status_code == 422
    assert house.coordinator.post(list_url(house, "cancel/"), {}).status_code == 422
    answer = house.coordinator.post(
        list_url(house, "cancel/"), {"reason": "Chose another home"}
    )
    assert answer.status_code == 302
    assert "Given up: Chose another home" in text(house.coordinator.get(list_url(house)))


def test_the_residency_offers_the_move_in_list_in_one_tap(house):
    with inside(house):
        Checklist.objects.filter(pk=house.row.pk).update(
            status="cancelled", closed_at=clock.now(), closed_by=house.by, closed_reason="Twice"
        )
    page = text(house.coordinator.get(f"{house.base}residents/{house.ingrid.pk}/residency/"))
    assert "Move-in list" in page
    answer = house.coordinator.post(
        f"{house.base}checklists/start/",
        {
            "key": "move-in",
            "resident": str(house.ingrid.pk),
            "anchor": house.facility.today().isoformat(),
        },
    )
    assert answer.status_code == 302
    with inside(house):
        made = Checklist.objects.get(status="running")
        assert answer.headers["Location"] == f"{house.base}checklists/{made.pk}/"
        assert task_of(made, "tasks.checklist_item") is not None


def test_every_running_list_stands_in_one_table(house):
    page = text(house.coordinator.get(f"{house.base}checklists/"))
    assert "1 list is running; 1 still holds something" in page
    assert "Ingrid Lindqvist" in page
    shown = text(house.coordinator.get(f"{house.base}checklists/start/"))
    assert "A survey is announced or begun" in shown
