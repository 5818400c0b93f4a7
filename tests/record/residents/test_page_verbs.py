"""What is done from the pages about a resident, and what a refusal leaves on the form."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hearth.kernel import clock
from hearth.platform.identity.models import Membership
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents import queries
from hearth.record.residents.models import (
    AllergyIntolerance,
    Condition,
    Contact,
    ContactAuthority,
    Flag,
    Identifier,
    MergeLink,
    Placement,
    Resident,
    Stay,
    Whereabouts,
)
from tests.factories.identity import make_account
from tests.factories.residents import (
    make_contact,
    make_placement,
    make_resident,
    make_stay,
)
from tests.factories.tenancy import make_facility, make_place


pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 18, tzinfo=UTC)  # 12:00 in Chicago


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.pinned(NOON):
        yield


@pytest.fixture
def open_record(facility):
    """Everything of the community may be read in a test: ``with open_record():``."""
    return lambda: scoped(process_scope("test", facility.pk))


@pytest.fixture
def hayes(facility, open_record):
    """Margaret Hayes lives in 214."""
    place = make_place(facility, "214")
    by = make_account("nurse", facility).actor
    with open_record():
        one = make_resident(facility)
        make_placement(make_stay(one), place, by)
    return one


@pytest.fixture
def page_of(facility):
    """The address of a page about a resident."""
    return lambda one, path: f"/c/{facility.slug}/residents/{one.pk}/{path}"


def text(response) -> str:
    return response.content.decode()


# Add a resident


NEW = {
    "family": "Okafor",
    "given": "Samuel",
    "preferred": "Sam",
    "pronunciation": "oh-KAH-for",
    "born_month": "",
    "born_day": "",
    "born_year": "1938",
    "gender": "male",
    "language": "es",
    "medical_record": "MRN-4",
    "medicare": "1EG4-TE5-MK73",
}


def test_somebody_new_is_on_the_record_as_far_as_they_are_known(facility, as_role, open_record):
    client = as_role("coordinator")
    done = client.post(f"/c/{facility.slug}/residents/add/", NEW)
    with open_record():
        one = Resident.objects.get()
        numbers = {n.type: n.value for n in Identifier.objects.all()}
        assert not Stay.objects.exists()
    assert done["Location"] == f"/c/{facility.slug}/residents/{one.pk}/"
    assert (one.preferred, one.pronunciation, one.languages) == ("Sam", "oh-KAH-for", ["es"])
    assert (one.birth_date.year, one.birth_date_precision) == (1938, "year")
    assert numbers == {"MR": "MRN-4", "MC": ""}


def test_the_residency_begins_with_the_day_and_the_place_kept(facility, as_role, open_record):
    place = make_place(facility, "301")
    planned = {"status": "moving-in", "starts": "2026-12-01", "place": str(place.pk)}
    done = as_role("coordinator").post(f"/c/{facility.slug}/residents/add/", NEW | planned)
    assert done.status_code == 302, text(done)
    with open_record():
        stay = Stay.objects.get()
        held = Placement.objects.get()
    assert (stay.status, stay.starts) == ("moving-in", datetime(2026, 12, 1, 18, tzinfo=UTC))
    assert held.place_id == place.pk


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"family": ""}, "This field is required"),
        ({"born_year": "2030"}, "in the future"),
        ({"born_month": "2", "born_day": "30"}, "no such day"),
        ({"born_day": "3"}, "a day needs its month"),
        ({"ssn": "000-11-2222"}, "nine digits"),
        ({"starts": "2026-12-01"}, "whether they apply or move in"),
    ],
)
def test_what_was_typed_stays_on_the_form(facility, as_role, open_record, wrong, said):
    refused = as_role("coordinator").post(f"/c/{facility.slug}/residents/add/", NEW | wrong)
    assert refused.status_code == 422
    assert said in text(refused)
    assert 'value="oh-KAH-for"' in text(refused)
    with open_record():
        assert not Resident.objects.exists()


def test_a_place_just_taken_adds_nobody(facility, as_role, hayes, open_record):
    with open_record():
        place = Placement.objects.get().place
    planned = {"status": "moving-in", "place": str(place.pk)}
    refused = as_role("coordinator").post(f"/c/{facility.slug}/residents/add/", NEW | planned)
    assert refused.status_code == 409
    assert "Somebody else holds 214 then" in text(refused)
    with open_record():
        assert Resident.objects.count() == 1


ALIKE = NEW | {"family": "Hays", "given": "Margret", "born_year": "1936", "gender": "female"}
ALIKE |= {"born_month": "4", "born_day": "12"}


def test_somebody_alike_is_shown_beside_and_told_apart_with_a_reason(
    facility, as_role, hayes, open_record, page_of
):
    client, url = as_role("coordinator"), f"/c/{facility.slug}/residents/add/"
    shown = client.post(url, ALIKE)
    assert shown.status_code == 422
    assert "Margaret Hayes" in text(shown)
    assert "Margret Hays (&quot;Sam&quot;)" in text(shown)
    assert page_of(hayes, "") in text(shown)
    assert 'value="Margret"' in text(shown)
    compared = ALIKE | {"not_the_same_as": [str(hayes.pk)]}
    unsaid = client.post(url, compared)
    assert (unsaid.status_code, "Margaret Hayes" in text(unsaid)) == (422, True)
    assert client.post(url, compared | {"family": ""}).status_code == 422
    assert client.post(url, compared | {"not_the_same_as": ["x"]}).status_code == 422
    done = client.post(url, compared | {"not_the_same_reason": "I know both"})
    assert done.status_code == 302
    with open_record():
        assert Resident.objects.count() == 2
        assert MergeLink.objects.get().reversed_reason == "I know both"


# Who they are


def test_a_name_is_corrected_and_languages_beyond_two_stay(
    as_role, hayes, open_record, page_of
):
    with open_record():
        Resident.objects.filter(pk=hayes.pk).update(languages=["en", "pl", "he"])
    sent = {"family": "Hayes-Boyle", "given": "Margaret", "born_year": "1936", "language": "pl"}
    sent["security_label"] = "normal"
    client = as_role("coordinator")
    assert client.post(page_of(hayes, "change/"), sent | {"family": ""}).status_code == 422
    assert client.post(page_of(hayes, "change/"), sent).status_code == 302
    hayes_now = _fresh(open_record, hayes)
    assert (hayes_now.family, hayes_now.languages) == ("Hayes-Boyle", ["pl", "he"])
    assert hayes_now.birth_date_precision == "year"


def _fresh(open_record, one):
    with open_record():
        one.refresh_from_db()
    return one


def test_a_number_shows_a_private_one_does_not_and_whoever_opens_it_is_known(
    as_role, hayes, open_record, page_of
):
    client = as_role("coordinator")
    for kind, value in (("MR", "MRN-9"), ("MC", "1EG4TE5MK73")):
        sent = {"type": kind, "value": value}
        assert client.post(page_of(hayes, "numbers/add/"), sent).status_code == 302
    page = text(client.get(page_of(hayes, "about/")))
    assert "MRN-9" in page
    assert "1EG4TE5MK73" not in page
    assert "1EG4TE5MK73" in text(client.get(page_of(hayes, "numbers/")))
    with open_record():
        number = Identifier.objects.get(type="MR")
    client.post(page_of(hayes, f"numbers/{number.pk}/end/"))
    assert "MRN-9" not in text(client.get(page_of(hayes, "about/")))


def test_another_name_is_kept_and_taken_off(as_role, hayes, page_of, open_record):
    client = as_role("coordinator")
    assert client.post(page_of(hayes, "names/add/"), {"use": "maiden"}).status_code == 422
    client.post(page_of(hayes, "names/add/"), {"use": "maiden", "family": "Boyle"})
    assert "Boyle" in text(client.get(page_of(hayes, "about/")))
    with open_record():
        name = queries.names_of(process_scope("test", hayes.facility_id), hayes).get()
    client.post(page_of(hayes, f"names/{name.pk}/end/"))
    assert "Boyle" not in text(client.get(page_of(hayes, "about/")))


def test_what_matters_is_written_and_read(as_role, hayes, page_of):
    nurse = as_role("nurse")
    done = nurse.post(page_of(hayes, "life/change/"), {"what_matters": "The crossword"})
    assert done["Location"].endswith("#panel-life")
    assert "The crossword" in text(as_role("caregiver").get(page_of(hayes, "life/")))


def _picture() -> SimpleUploadedFile:
    raw = BytesIO()
    Image.new("RGB", (640, 480), "#886644").save(raw, "JPEG")
    return SimpleUploadedFile("face.jpg", raw.getvalue(), "image/jpeg")


def test_a_photo_is_taken_shown_and_taken_off(as_role, hayes, open_record, page_of):
    nurse = as_role("nurse")
    assert nurse.get(page_of(hayes, "photo/")).status_code == 404
    text_file = SimpleUploadedFile("face.txt", b"not a picture", "text/plain")
    refused = nurse.post(page_of(hayes, "photo/change/"), {"photo": text_file})
    assert refused.status_code == 422
    assert nurse.post(page_of(hayes, "photo/change/"), {"photo": _picture()}).status_code == 302
    shown = as_role("caregiver").get(page_of(hayes, "photo/"))
    assert shown.status_code == 200
    assert shown["Content-Type"] == "image/jpeg"
    assert nurse.post(page_of(hayes, "photo/change/"), {"remove": "1"}).status_code == 302
    assert _fresh(open_record, hayes).photo_blob is None


# Health


def test_allergies_not_asked_none_and_known(as_role, hayes, open_record, page_of):
    nurse = as_role("nurse")
    assert "Nobody has asked" in text(nurse.get(page_of(hayes, "health/")))
    none = {"statement": "716186003", "asserter_text": "Her daughter"}
    assert nurse.post(page_of(hayes, "allergies/none/"), none).status_code == 302
    assert "No known allergies" in text(nurse.get(page_of(hayes, "health/")))
    new = {
        "text": "Penicillin",
        "category": ["medication"],
        "reaction": "Hives",
        "severity": "severe",
        "criticality": "high",
        "verification_status": "confirmed",
        "code": "7980",
    }
    assert nurse.post(page_of(hayes, "allergies/add/"), new).status_code == 302
    page = text(nurse.get(page_of(hayes, "health/")))
    assert "Must not have: Penicillin" in page
    assert "Hives (severe)" in page
    again = nurse.post(page_of(hayes, "allergies/add/"), new)
    assert (again.status_code, 'value="Hives"' in text(again)) == (409, True)
    assert nurse.post(page_of(hayes, "allergies/none/"), none).status_code == 422
    with open_record():
        row = AllergyIntolerance.objects.get(text="Penicillin")
    assert row.code_system.endswith("rxnorm")
    error = new | {"clinical_status": "active", "error_reason": "Wrong resident"}
    assert nurse.post(page_of(hayes, f"allergies/{row.pk}/"), error).status_code == 302
    assert "Penicillin" not in text(nurse.get(page_of(hayes, "health/")))


def test_a_condition_is_added_and_resolved(as_role, hayes, open_record, page_of):
    nurse = as_role("nurse")
    new = {
        "text": "Heart failure",
        "code": "I50.9",
        "clinical_status": "active",
        "verification_status": "confirmed",
        "onset_year": "2019",
    }
    assert nurse.post(page_of(hayes, "conditions/add/"), new | {"text": ""}).status_code == 422
    nurse.post(page_of(hayes, "conditions/add/"), new)
    with open_record():
        row = Condition.objects.get()
    assert (row.code_system, row.onset_precision) == (
        "http://hl7.org/fhir/sid/icd-10-cm",
        "year",
    )
    resolved = new | {"clinical_status": "resolved"}
    nurse.post(page_of(hayes, f"conditions/{row.pk}/"), resolved)
    page = text(nurse.get(page_of(hayes, "health/")))
    assert "since 2019" in page
    assert "Resolved" in page


def test_a_risk_stands_in_the_banner_until_it_is_ended(as_role, hayes, open_record, page_of):
    nurse = as_role("nurse")
    risk = {"code": "fall", "text": "Low bed", "reason": "Fell on 20-Nov"}
    assert nurse.post(page_of(hayes, "flags/raise/"), risk).status_code == 302
    assert nurse.post(page_of(hayes, "flags/raise/"), risk).status_code == 409
    aide = as_role("caregiver")
    assert "May fall: Low bed" in text(aide.get(page_of(hayes, "about/")))
    with open_record():
        flag = Flag.objects.get()
    end = page_of(hayes, f"flags/{flag.pk}/end/")
    assert nurse.post(end, {}).status_code == 422
    assert nurse.post(end, {"reason": "Walks safely"}).status_code == 302
    assert "May fall" not in text(aide.get(page_of(hayes, "about/")))


@pytest.mark.parametrize(
    ("path", "sent", "shown"),
    [
        ("code-status/", {"code_status": "dnr"}, "DNR"),
        ("diet/", {"diet": ["renal"], "food_texture": "5"}, "5 Minced and moist"),
        ("mobility/", {"mobility": "walker", "transfer": "two-person"}, "Two people help"),
        (
            "directives/add/",
            {"directive_kind": "polst", "original_is_at": "In the red folder"},
            "red folder",
        ),
    ],
)
def test_it_is_said_and_read(as_role, hayes, page_of, path, sent, shown):
    nurse = as_role("nurse")
    assert nurse.post(page_of(hayes, path), sent).status_code == 302
    assert shown in text(nurse.get(page_of(hayes, "health/")))


def test_a_code_status_is_not_chosen_by_accident(as_role, hayes, page_of):
    assert as_role("nurse").post(page_of(hayes, "code-status/"), {}).status_code == 422


# Contacts and coverage


PERSON = {
    "given": "Ann",
    "family": "Boyle",
    "relationship": "DAU",
    "mobile": "515-555-0123",
    "tell_by": "call",
    "position": "1",
}


def test_a_contact_is_added_reached_and_given_an_authority(
    as_role, hayes, open_record, page_of
):
    client = as_role("coordinator")
    short = client.post(page_of(hayes, "contacts/add/"), PERSON | {"mobile": "12"})
    assert (short.status_code, 'value="12"' in text(short)) == (422, True)
    client.post(page_of(hayes, "contacts/add/"), PERSON)
    with open_record():
        one = Contact.objects.get()
    row = f"contacts/{one.pk}/"
    expired = {"authority": "health-poa", "position": "1", "ends": "2026-11-01"}
    assert client.post(page_of(hayes, row + "authority/"), expired).status_code == 422
    soon = expired | {"ends": "2026-12-01", "scope_text": "Care only"}
    client.post(page_of(hayes, row + "authority/"), soon)
    page = text(client.get(page_of(hayes, "contacts/")))
    assert "Ann Boyle decides about care" in page
    assert "tel:515-555-0123" in page
    assert "Care only" in page
    assert "Runs out soon" in page
    assert client.post(page_of(hayes, row + "authority/"), soon).status_code == 409


def test_what_a_contact_may_see_needs_somebody_who_allowed_it(
    as_role, hayes, open_record, page_of
):
    client = as_role("coordinator")
    with open_record():
        one = make_contact(hayes)
    url = page_of(hayes, f"contacts/{one.pk}/may-see/")
    assert client.post(url, {"categories": ["care"]}).status_code == 422
    client.post(url, {"categories": ["care"], "consent": "Margaret, today"})
    assert "Help with daily living" in text(client.get(page_of(hayes, "contacts/")))


def test_what_the_form_does_not_show_of_a_contact_is_kept(as_role, hayes, open_record, page_of):
    telecom = [
        {"system": "phone", "value": "515-555-0100", "use": "home"},
        {"system": "fax", "value": "515-555-0199"},
        {"system": "phone", "value": "515-555-0177", "use": "home"},
    ]
    with open_record():
        one = make_contact(hayes, telecom=telecom)
    url = page_of(hayes, f"contacts/{one.pk}/")
    client = as_role("coordinator")
    assert 'value="515-555-0100"' in text(client.get(url))
    client.post(url, PERSON | {"mobile": "", "home": "515-555-0111"})
    one = _fresh(open_record, one)
    values = [p["value"] for p in one.telecom]
    assert values == ["515-555-0111", "515-555-0199", "515-555-0177"]


def test_who_is_off_the_list_decides_nothing_more(as_role, hayes, open_record, page_of):
    client = as_role("coordinator")
    with open_record():
        one = make_contact(hayes)
        ContactAuthority.objects.create(
            facility_id=hayes.facility_id, resident=hayes, contact=one, authority="guardian"
        )
    assert client.post(page_of(hayes, f"contacts/{one.pk}/end/"), {}).status_code == 422
    client.post(page_of(hayes, f"contacts/{one.pk}/end/"), {"reason": "Moved abroad"})
    assert "Nobody to call yet" in text(client.get(page_of(hayes, "contacts/")))


def test_who_pays_shows_the_last_four_digits(as_role, hayes, open_record, page_of):
    client = as_role("coordinator")
    sent = {
        "payer_kind": "medicare",
        "payer": "CMS",
        "member_number": "1EG4TE5MK73",
        "position": "1",
    }
    early = sent | {"starts": "2026-02-01", "ends": "2026-01-01"}
    assert client.post(page_of(hayes, "coverage/add/"), early).status_code == 422
    client.post(page_of(hayes, "coverage/add/"), sent)
    page = text(as_role("nurse").get(page_of(hayes, "coverage/")))
    assert "…MK73" in page
    assert "1EG4TE5MK73" not in page


# Residency


def test_from_application_to_the_last_day(facility, as_role, open_record, page_of):
    place, other = make_place(facility, "301"), make_place(facility, "302")
    with open_record():
        one = make_resident(facility, "Chen", "Wei")
    client = as_role("coordinator")

    def post(path, sent, wanted=302):
        answer = client.post(page_of(one, path), sent)
        assert answer.status_code == wanted, (path, text(answer)[-2000:])

    post("residency/open/", {"status": "applicant"})
    post("residency/move-in/", {"effective": "2026-11-24T10:00"}, 422)
    post("residency/change/", {"status": "moving-in", "effective": "2026-11-24T12:00"})
    post("residency/move-in/", {"effective": "2026-11-24T12:00", "place": str(place.pk)})
    with clock.pinned(NOON + timedelta(minutes=12)):
        post("residency/place/", {"place": str(other.pk), "starts": "2026-11-24T12:03"})
        went = {
            "effective": "2026-11-24T12:04",
            "out_for": "hospital",
            "hospital": "Mercy",
            "reason_code": "chest-pain",
            "decided_by": "ems",
            "transport": "ems",
        }
        post("residency/leave-for-hospital/", went)
        assert "In hospital" in text(client.get(page_of(one, "whereabouts/")))
        post("residency/leave-for-hospital/", went, 422)
        post("residency/return/", {"effective": "2026-11-24T12:05"})
        away = {"status": "away", "effective": "2026-11-24T12:06", "away_at": "Her son"}
        post("residency/change/?status=away", away)
        assert "Away" in text(client.get(page_of(one, "residency/")))
        post("residency/return/", {"effective": "2026-11-24T12:07"})
        gone = {"to": "home", "effective": "2026-11-24T12:08", "reason": "Near her son"}
        post("residency/move-out/", gone)
        page = text(client.get(page_of(one, "residency/")))
    assert "Moved out" in page
    assert "Near her son" in page
    assert client.get(page_of(one, "residency/move-out/")).status_code == 404


def test_a_place_that_is_held_says_who_and_is_not_offered(facility, as_role, hayes, page_of):
    make_place(facility, "301")
    client = as_role("coordinator")
    with scoped(process_scope("test", facility.pk)):
        other = make_resident(facility, "Chen", "Wei")
        held = Placement.objects.get().place
    page = text(client.get(page_of(other, "residency/move-in/")))
    assert "214 · Margaret Hayes" in page
    assert f'<option value="{held.pk}" disabled>' in page.replace("\n", "")
    sent = {"effective": "2026-11-24T12:00", "place": str(held.pk)}
    refused = client.post(page_of(other, "residency/move-in/"), sent)
    assert refused.status_code == 409
    rooms = text(client.get(f"/c/{facility.slug}/places/"))
    assert "1 place is free" in rooms
    assert "Margaret Hayes" in rooms
    assert "Margaret Hayes" not in text(client.get(f"/c/{facility.slug}/places/?free=1"))


def test_who_moves_in_unplanned_has_a_residency_from_then(
    facility, as_role, open_record, page_of
):
    place = make_place(facility, "301")
    with open_record():
        one = make_resident(facility, "Chen", "Wei")
    sent = {"effective": "2026-11-24T09:00", "place": str(place.pk)}
    done = as_role("coordinator").post(page_of(one, "residency/move-in/"), sent)
    assert done.status_code == 302
    with open_record():
        stay = Stay.objects.get()
    assert (stay.status, stay.moved_in_at) == ("lives-here", NOON - timedelta(hours=3))


def test_a_death_closes_the_record(as_role, hayes, open_record, page_of):
    nurse = as_role("nurse")
    future = {"effective": "2026-11-24T12:30"}
    assert nurse.post(page_of(hayes, "record-death/"), future).status_code == 422
    sent = {"effective": "2026-11-24T11:30", "performer_text": "Hospice nurse"}
    assert nurse.post(page_of(hayes, "record-death/"), sent).status_code == 302
    assert nurse.post(page_of(hayes, "record-death/"), sent).status_code == 409
    page = text(nurse.get(page_of(hayes, "residency/")))
    assert "Deceased" in page
    assert "banner gone" in page


# Whereabouts


def test_out_and_in_again_by_an_aide(as_role, hayes, open_record, page_of):
    aide = as_role("caregiver")
    out = {"out_for": "family", "accompanied_by": "Her son", "back": "120"}
    done = aide.post(page_of(hayes, "sign-out/"), out)
    assert done.status_code == 302
    with open_record():
        row = Whereabouts.objects.get()
    assert (row.out_for, row.expected_back) == ("family", NOON + timedelta(hours=2))
    page = text(aide.get(page_of(hayes, "whereabouts/")))
    assert "Out: With family or friends" in page
    assert "back 2:00 pm" in page
    wrong = out | {"back": "at", "expected_back": "2026-11-24T11:00"}
    refused = aide.post(page_of(hayes, "sign-out/"), wrong)
    assert (refused.status_code, 'value="Her son"' in text(refused)) == (422, True)
    assert aide.post(page_of(hayes, "sign-out/"), {}).status_code == 422
    assert aide.post(page_of(hayes, "sign-in/"), {}).status_code == 302
    assert "In the house" in text(aide.get(page_of(hayes, "whereabouts/")))


def test_who_is_not_found_is_said_so_everywhere(as_role, hayes, page_of):
    aide = as_role("caregiver")
    sent = {"where": "Garden, at 11:40"}
    assert aide.post(page_of(hayes, "report-unaccounted/"), sent).status_code == 302
    assert "Not accounted for" in text(aide.get(page_of(hayes, "about/")))
    assert "Garden, at 11:40" in text(aide.get(page_of(hayes, "whereabouts/")))


def test_who_does_not_live_here_cannot_go_out(facility, as_role, open_record, page_of):
    with open_record():
        one = make_resident(facility, "Chen", "Wei")
    refused = as_role("coordinator").post(page_of(one, "sign-out/"), {"out_for": "other"})
    assert refused.status_code == 422
    assert "do not live here" in text(refused)


# Merges


def test_a_merge_takes_two_people_and_can_be_taken_back(
    facility, as_role, hayes, open_record, page_of
):
    first, second = as_role("coordinator"), as_role("coordinator")
    with open_record():
        other = make_resident(facility, "Hays", "Margret")
    page = text(first.get(page_of(hayes, "propose-merge/")))
    assert "Margret Hays" in page
    sent = {"duplicate": str(other.pk), "keep": "this"}
    assert first.post(page_of(hayes, "propose-merge/"), sent).status_code == 422
    sent["reason"] = "Same Medicare number"
    wrong = sent | {"keep": "other"}
    assert first.post(page_of(hayes, "propose-merge/"), wrong).status_code == 422
    assert first.post(page_of(hayes, "propose-merge/"), sent).status_code == 302
    with open_record():
        merge = MergeLink.objects.get()
    url = page_of(hayes, f"merges/{merge.pk}/")
    assert "1 merge waits" in text(second.get(f"/c/{facility.slug}/residents/merges/"))
    assert first.post(url).status_code == 422
    assert second.post(url).status_code == 302
    assert second.post(url).status_code == 409
    assert _fresh(open_record, other).merged_into_id == hayes.pk
    assert "merged into another one" in text(first.get(page_of(other, "about/")))
    life = {"what_matters": "Tea"}
    assert first.post(page_of(other, "life/change/"), life).status_code == 409
    assert first.post(url + "reverse/", {"reason": "Two sisters"}).status_code == 302
    assert _fresh(open_record, other).merged_into_id is None


def test_a_record_elsewhere_is_linked_with_consent_and_unlinked(
    facility, as_role, hayes, open_record, page_of
):
    home = make_facility("Elm Gardens", operator=facility.operator)
    with scoped(process_scope("test", home.pk)):
        there = make_resident(home)
    client = as_role("coordinator")
    url = f"/all/residents/{hayes.pk}/link-person/"
    assert "No record at your other communities" in text(client.get(url))
    Membership.objects.create(
        actor=client.account.actor, facility=home, role="coordinator", starts=clock.now()
    )
    assert "Margaret Hayes" in text(client.get(url))
    assert client.post(url, {"other": str(there.pk)}).status_code == 422
    sent = {"other": str(there.pk), "consent": "Margaret, today"}
    assert client.post(url, sent).status_code == 302
    assert "Elm Gardens" not in text(as_role("coordinator").get(page_of(hayes, "about/")))
    assert client.post(page_of(hayes, "unlink-person/")).status_code == 302
    assert _fresh(open_record, hayes).person_id is None
    assert as_role("nurse").get(url).status_code == 403
