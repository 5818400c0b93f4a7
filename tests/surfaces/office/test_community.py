"""First setup without a programmer: founded, laid out, opened; each step can be changed later."""

import os

import pytest
from django.test import Client

from hearth.platform.identity.models import Account
from hearth.platform.scope import process_scope, scoped
from hearth.platform.tenancy.models import Apartment, Facility, Neighborhood, Place
from tests.factories.tenancy import make_place


pytestmark = pytest.mark.django_db
PASSWORD = "quiet harbour lantern"
FOUNDED = {
    "name": "Maple Court",
    "operator_name": "Maple Group",
    "timezone": "America/Chicago",
    "jurisdiction": "US-IA",
    "phone": "",
    "address": "",
    "person": "Pat Admin",
    "username": "pat",
    "password": PASSWORD,
    "again": PASSWORD,
}


@pytest.fixture
def new_house(db, settings, tmp_path):
    """A house with nobody in it, and its setup code."""
    from hearth.platform.identity.firstrun import setup_code

    settings.HEARTH_DATA = tmp_path
    return setup_code(tmp_path)


def inside(facility, model, **where):
    with scoped(process_scope("test", facility.pk)):
        return list(model.objects.filter(facility=facility, **where))


def test_setup_code_lies_where_only_its_owner_reads_it(new_house, tmp_path):
    path = tmp_path / "secrets" / "setup-code"
    assert path.read_text().strip() == new_house
    assert os.stat(path).st_mode & 0o777 == 0o600


def test_house_is_founded_once_with_the_code(new_house, tmp_path):
    client = Client()
    assert client.get("/setup/").status_code == 200
    wrong = client.post("/setup/", {**FOUNDED, "code": "AAAA-BBBB-CCCC"})
    assert wrong.status_code == 422
    assert "Maple Court" in wrong.content.decode()
    assert not Facility.objects.exists()
    assert not Account.objects.exists()

    answer = client.post("/setup/", {**FOUNDED, "code": new_house})

    assert answer.status_code == 302
    facility = Facility.objects.get()
    assert (facility.slug, facility.operator.name) == ("maple-court", "Maple Group")
    assert client.get(f"/c/{facility.slug}/office/").status_code == 200
    assert Client().get("/setup/").status_code == 404
    assert not (tmp_path / "secrets" / "setup-code").exists()


def test_code_of_a_new_house_cannot_be_guessed_for_long(new_house):
    answers = [
        Client().post("/setup/", {**FOUNDED, "code": f"WRONG-{n}"}).status_code
        for n in range(11)
    ]
    assert answers == [422] * 10 + [429]


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"timezone": "Mars/Olympus"},
        {"jurisdiction": "XX"},
        {"again": "other"},
        {"username": "Not Plain"},
    ],
)
def test_refused_founding_leaves_nothing(new_house, changes):
    answer = Client().post("/setup/", {**FOUNDED, "code": new_house, **changes})
    assert answer.status_code == 422
    assert not Facility.objects.exists()
    assert not Account.objects.exists()


def test_community_is_laid_out_step_by_step_and_goes_on_where_it_stopped(
    administrator, office, facility
):
    assert administrator.post(office("community/open/")).status_code == 422
    page = administrator.get(office("community/apartments/")).content.decode()
    assert "Add a neighborhood first" in page

    east = {"name": "East", "licence_type": "assisted"}
    assert administrator.post(office("community/neighborhoods/"), east).status_code == 302
    assert administrator.post(office("community/neighborhoods/"), east).status_code == 409
    [row] = inside(facility, Neighborhood)

    listed = {"neighborhood": str(row.pk), "text": "101-104; two places in 103"}
    assert administrator.post(office("community/apartments/"), listed).status_code == 302
    assert len(inside(facility, Apartment)) == 4
    assert {p.label for p in inside(facility, Place)} == {"101", "102", "103 A", "103 B", "104"}

    again = administrator.post(office("community/apartments/"), listed)
    assert again.status_code == 422
    assert "101, 102" in again.content.decode()
    assert len(inside(facility, Apartment)) == 4

    page = administrator.get(office("community/")).content.decode()
    assert page.count('data-state="done"') >= 2
    assert 'class="steps"' in page
    assert administrator.post(office("community/open/")).status_code == 302
    facility.refresh_from_db()
    assert facility.set_up_at is not None
    assert (
        'class="steps"'
        not in administrator.get(office("community/apartments/")).content.decode()
    )


def test_apartment_grows_but_loses_no_place(administrator, office, facility):
    place = make_place(facility, "214")
    url = office(f"community/apartments/{place.apartment_id}/")
    where = str(place.neighborhood_id)
    assert administrator.post(url, {"neighborhood": where, "places": 2}).status_code == 302
    assert [p.label for p in inside(facility, Place)] == ["214 A", "214 B"]
    assert administrator.post(url, {"neighborhood": where, "places": 1}).status_code == 422


def test_apartment_somebody_holds_is_not_closed(administrator, office, facility, actor):
    from tests.factories.residents import make_placement, make_resident, make_stay

    place = make_place(facility, "214")
    with scoped(process_scope("test", facility.pk)):
        make_placement(make_stay(make_resident(facility)), place, actor)
    url = office(f"community/apartments/{place.apartment_id}/close/")
    told = administrator.post(url, follow=True).content.decode()
    assert "Somebody lives in 214" in told
    assert inside(facility, Apartment)[0].closed_at is None


def test_empty_neighborhood_is_closed_and_a_full_one_stays(administrator, office, facility):
    place = make_place(facility, "214")
    url = office(f"community/neighborhoods/{place.neighborhood_id}/close/")
    assert "close those first" in administrator.post(url, follow=True).content.decode()
    administrator.post(office(f"community/apartments/{place.apartment_id}/close/"))
    assert "Closed" in administrator.post(url, follow=True).content.decode()


def test_community_of_others_is_not_found(
    administrator, as_role, office, facility, other_facility
):
    there = make_place(other_facility, "9")
    make_place(facility, "1")
    assert administrator.get(office("community/")).status_code == 200
    assert as_role("nurse").get(office("community/")).status_code == 403
    for path in (
        f"community/apartments/{there.apartment_id}/",
        f"community/neighborhoods/{there.neighborhood_id}/",
    ):
        assert administrator.get(office(path)).status_code == 404
        assert administrator.post(office(path + "close/")).status_code == 404
    assert inside(other_facility, Place)[0].closed_at is None


def test_name_and_clock_change_and_the_address_stays(administrator, as_role, office, facility):
    data = {"name": "Elm Hall", "timezone": "America/Denver", "jurisdiction": "US-TX"}
    assert administrator.post(office("community/"), data).status_code == 302
    facility.refresh_from_db()
    assert (facility.name, facility.slug) == ("Elm Hall", "elm-house")
    # The coordinator looks, and changes nothing.
    coordinator = as_role("coordinator")
    assert coordinator.get(office("community/")).status_code == 200
    assert coordinator.post(office("community/"), data | {"name": "Mine"}).status_code == 403
    facility.refresh_from_db()
    assert facility.name == "Elm Hall"


def test_administrator_founds_another_community_of_the_same_operator(
    administrator, as_role, office, facility
):
    url = office("community/new/")
    data = {"name": "Birch Lane", "timezone": "America/Denver", "jurisdiction": "US-TX"}
    assert administrator.get(url).status_code == 200
    assert as_role("coordinator").post(url, data).status_code == 403
    assert administrator.post(url, {**data, "timezone": "Nowhere"}).status_code == 422
    assert not Facility.objects.filter(name="Birch Lane").exists()
    assert administrator.post(url, data)["Location"] == "/c/birch-lane/office/community/"
    made = Facility.objects.get(slug="birch-lane")
    assert made.operator == facility.operator
    assert administrator.get(office("people/", made)).status_code == 200


def test_second_community_of_a_name_gets_an_address_of_its_own(administrator, office, facility):
    data = {"name": "Elm House", "timezone": "America/Denver", "jurisdiction": "US-TX"}
    administrator.post(office("community/new/"), data)
    assert Facility.objects.filter(slug="elm-house-2").exists()
