"""The page for an ambulance: made, printed, scanned; who sees what, and what a code gives away."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.platform.scope import process_scope, scoped
from hearth.record.documents.models import Disclosure
from hearth.record.residents import actions
from hearth.record.residents.codes import FlagCode, RestrictionBasis, RestrictionKind
from hearth.record.residents.models import AllergyIntolerance, EmsPage
from tests.factories.documents import make_batch, make_source_record
from tests.factories.identity import make_account
from tests.factories.residents import make_contact, make_placement, make_resident, make_stay
from tests.factories.tenancy import make_place


pytestmark = pytest.mark.django_db


@pytest.fixture
def house(facility):
    """Margaret Hayes, allergic, on a blood thinner, with an imported medicine and a son."""
    by = make_account("coordinator", facility).actor
    with scoped(process_scope("test", facility.pk)) as scope:
        who = {"scope": scope, "by": by}
        one = make_resident(facility, code_status="dnr", usual_mind="forgetful")
        make_placement(make_stay(one), make_place(facility), by)
        AllergyIntolerance.objects.create(
            facility=facility,
            resident=one,
            text="Penicillin",
            recorded=clock.now(),
            recorder=by,
        )
        actions.raise_flag(**who, resident=one, code=FlagCode.BLEEDING, text="Apixaban 5 mg")
        actions.add_call_first(**who, resident=one, text="Hospice before 911")
        actions.grant_authority(
            **who, contact=make_contact(one), authority="health-poa", verified=True
        )
        actions.add_restriction(
            **who,
            resident=one,
            name="Kevin Boyle",
            kinds=[RestrictionKind.INFORMATION],
            basis=RestrictionBasis.WISH,
        )
        record = make_source_record(
            make_batch(facility, by),
            resident=one,
            summary="Metoprolol 25 mg (twice a day)",
            body={"resourceType": "MedicationRequest", "status": "active"},
        )
        page = actions.make_ems_page(**who, resident=one, reason="Fell, hip", to_desk=True)
    return {"one": one, "page": page, "by": by, "who": who, "record": record}


@pytest.fixture
def as_role(facility):
    def sign_in(role):
        client = Client()
        client.force_login(make_account(role, facility))
        return client

    return sign_in


def url(facility, house, tail=""):
    return f"/c/{facility.slug}/residents/{house['one'].pk}/ems/{tail}"


def scanned(facility, house) -> str:
    """The address of a code made just now."""
    with scoped(process_scope("test", facility.pk)) as scope:
        secret = actions.issue_ems_code(scope=scope, by=house["by"], ems_page=house["page"])
    return f"/c/{facility.slug}/ems/code/{secret}/"


EVERYTHING = (
    "Fell, hip",
    "DNR",
    "Penicillin",
    "Metoprolol 25 mg (twice a day)",
    "Apixaban 5 mg",
    "Ann Boyle",
    "Hospice before 911",
    "Forgetful",
    "Kevin Boyle: No information",
)


def test_the_page_holds_what_a_crew_asks(facility, house, as_role):
    shown = as_role("nurse").get(url(facility, house, f"{house['page'].pk}/"))
    for words in EVERYTHING:
        assert words in shown.content.decode(), words


def test_a_caregiver_makes_it_and_sees_no_medicine(facility, house, as_role):
    aide = as_role("caregiver")
    made = aide.post(url(facility, house, "make/"), {"reason": "Chest pain", "to_desk": "1"})
    with scoped(process_scope("test", facility.pk)):
        row = EmsPage.objects.get(reason="Chest pain")
        assert row.to_desk
    assert made.url == url(facility, house, f"{row.pk}/")
    shown = aide.get(made.url).content.decode()
    assert "Penicillin" in shown
    assert "Blood thinner" in shown
    for hidden in ("Metoprolol", "Apixaban", "Ann Boyle"):
        assert hidden not in shown, hidden


def test_it_says_why_or_is_not_made(facility, house, as_role):
    answer = as_role("nurse").post(
        url(facility, house, "make/"), {"reason": "", "last_well_by": "A. Diaz"}
    )
    assert answer.status_code == 422
    with scoped(process_scope("test", facility.pk)):
        assert EmsPage.objects.count() == 1


def test_printing_at_the_desk_opens_the_dialog_and_takes_it_off_the_list(
    facility, house, as_role
):
    lead = as_role("shift-lead")
    listed = lead.get(f"/c/{facility.slug}/ems/").content.decode()
    assert "Print the page for Margaret Hayes" in listed
    answer = lead.post(url(facility, house, f"{house['page'].pk}/print/"))
    assert answer.url.endswith("?print=now")
    assert "data-print-now" in lead.get(answer.url).content.decode()
    assert "Nothing waits" in lead.get(f"/c/{facility.slug}/ems/").content.decode()


def test_a_crew_reads_everything_by_its_code_and_presses_nothing(facility, house):
    answer = Client().get(scanned(facility, house))
    shown = answer.content.decode()
    assert answer.status_code == 200
    for words in EVERYTHING:
        assert words in shown, words
    assert re.search(r"<form|<a [^>]*href=\"/c/", shown) is None
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"


def test_every_opening_is_on_the_trail_and_a_disclosure(facility, house):
    path = scanned(facility, house)
    Client().get(path)
    Client().get(path)
    with scoped(process_scope("test", facility.pk)):
        opened = AuditEvent.objects.filter(action="residents.open_ems_code")
        assert [row.resident_id for row in opened] == [house["one"].pk] * 2
        assert Disclosure.objects.filter(recipient="ems").count() == 2
        assert EmsPage.objects.get(pk=house["page"].pk).opened_count == 2


def test_an_ended_an_old_and_an_unknown_code_look_the_same(facility, house, as_role):
    path = scanned(facility, house)
    assert Client().get(path).status_code == 200
    unknown = Client().get(path[:-4] + "abc/")
    with clock.pinned(clock.now() + timedelta(hours=4)):
        old = Client().get(path)
    as_role("nurse").post(url(facility, house, f"{house['page'].pk}/code/end/"))
    ended = Client().get(path)
    assert {r.status_code for r in (unknown, old, ended)} == {404}
    said = (r.content.decode().split("<h1>", 1)[1] for r in (unknown, old, ended))
    shown = set(said)
    assert len(shown) == 1
    assert "Hayes" not in ended.content.decode()


def test_another_community_opens_nothing_with_it(facility, house):
    from tests.factories.tenancy import make_facility

    other = make_facility("Oak Court")
    path = scanned(facility, house).replace(facility.slug, other.slug)
    assert Client().get(path).status_code == 404


def test_a_code_does_not_open_another_page(facility, house):
    path = scanned(facility, house)
    client = Client()
    assert client.get(path).status_code == 200
    assert client.get(url(facility, house, f"{house['page'].pk}/")).status_code == 302
    assert client.get(f"/c/{facility.slug}/ems/").status_code == 302


def test_who_tries_addresses_is_slowed_down(facility, house):
    cache.clear()
    client = Client()
    path = f"/c/{facility.slug}/ems/code/x/"
    found = [client.get(path).status_code for _ in range(21)]
    cache.clear()
    assert (found[0], found[-1]) == (404, 429)


def test_the_code_is_shown_once_and_the_page_of_it_is_kept_nowhere(facility, house, as_role):
    answer = as_role("nurse").post(url(facility, house, f"{house['page'].pk}/code/"))
    assert answer.status_code == 200
    assert "<svg" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
