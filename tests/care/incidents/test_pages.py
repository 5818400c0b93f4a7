"""The pages: who may open them, what they show, what a wrong entry keeps."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hearth.care.incidents import actions
from hearth.care.incidents.models import Incident, IncidentReport
from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.platform.scope import scoped


pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SAID = {
    "type": "fall",
    "injury": "none",
    "head_struck": "no",
    "seen_by": "nobody",
    "where": "own-place",
    "when": "now",
}


def url(name: str, facility, *args) -> str:
    return reverse(f"incidents:{name}", args=[facility.slug, *args])


# Recording


def test_record_incident_from_a_phone(facility, as_role, hayes, inside):
    client = as_role("caregiver")
    address = url("record_incident", facility, hayes.pk)
    page = client.get(address)
    assert page.status_code == 200
    assert "HAYES" in page.content.decode()
    answer = client.post(address, SAID | {"done": ["vitals"], "text": "By the bed"})
    with inside():
        row = Incident.objects.select_related("place").get()
    assert answer["Location"] == url("incident", facility, row.pk)
    assert (row.type, row.done, row.place.label) == ("fall", ["vitals"], "214")
    assert client.get(answer["Location"]).status_code == 200


def test_what_was_chosen_is_still_there_when_something_is_missing(facility, as_role, hayes):
    client = as_role("caregiver")
    said = SAID | {"head_struck": "", "done": ["vitals"], "text": "By the bed"}
    answer = client.post(url("record_incident", facility, hayes.pk), said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say whether the head hit something." in page
    assert "By the bed" in page
    for value in ("fall", "vitals"):
        tag = next(t for t in page.split("<input") if f'value="{value}"' in t)
        assert "checked" in tag


def test_another_time_needs_one(facility, as_role, hayes, inside):
    client = as_role("caregiver")
    address = url("record_incident", facility, hayes.pk)
    assert client.post(address, SAID | {"when": "earlier"}).status_code == 422
    at = (clock.now() - HOUR).astimezone(facility.zone).replace(second=0, microsecond=0)
    said = SAID | {"when": "earlier", "happened_at": at.strftime("%Y-%m-%dT%H:%M")}
    assert client.post(address, said).status_code == 302
    with inside():
        assert Incident.objects.get().happened_at == at


@pytest.mark.usefixtures("bleeds")
def test_a_blood_thinner_stands_above_the_questions(facility, as_role, hayes):
    page = as_role("caregiver").get(url("record_incident", facility, hayes.pk))
    assert "Takes a blood thinner" in page.content.decode()
    assert "Apixaban" not in page.content.decode()


def test_an_account_without_the_word_does_not_record(facility, as_role, hayes):
    address = url("record_incident", facility, hayes.pk)
    assert as_role("caregiver").get(address).status_code == 200
    assert as_role("dietitian").get(address).status_code == 403


# One event


def test_the_event_says_who_must_be_told_and_how(facility, fell, as_role, nurse):
    row = fell()
    page = as_role("nurse").get(url("incident", facility, row.pk)).content.decode()
    assert "4 still to be told about Peg" in page
    for words in ("Ann Boyle", "tel:5155550123", "tel:5155550140", "Daughter", "Nurse"):
        assert words in page


@pytest.mark.usefixtures("bleeds")
def test_what_stands_in_red_says_why_and_calls(facility, fell, as_role):
    row = fell(head_struck="yes")
    page = as_role("nurse").get(url("incident", facility, row.pk)).content.decode()
    assert "Call 911 now, then the nurse" in page
    assert "tel:911" in page
    assert "Head struck · Takes a blood thinner" in page


@pytest.mark.usefixtures("bleeds")
def test_what_was_done_stands_in_red_no_more(facility, fell, as_role):
    row = fell(head_struck="yes", done=["called-911"])
    page = as_role("nurse").get(url("incident", facility, row.pk)).content.decode()
    assert "tel:911" not in page
    assert "Called 911" in page


def test_who_wrote_it_reads_it_and_a_colleague_does_not(facility, fell, aide, as_role, client):
    row = fell()
    address = url("incident", facility, row.pk)
    client.force_login(aide.account)
    assert client.get(address).status_code == 200
    assert as_role("caregiver").get(address).status_code == 404


@pytest.mark.usefixtures("bleeds")
def test_a_medicine_is_named_only_to_readers_of_health(facility, fell, aide, as_role, client):
    address = url("incident", facility, fell().pk)
    assert "Apixaban" in as_role("nurse").get(address).content.decode()
    client.force_login(aide.account)
    page = client.get(address).content.decode()
    assert "Takes a blood thinner" in page
    assert "Apixaban" not in page


def test_opening_it_is_written_down(facility, fell, as_role, hayes, inside):
    as_role("nurse").get(url("incident", facility, fell().pk))
    with inside():
        seen = AuditEvent.objects.filter(action="incidents.view_incident")
        assert [e.resident_id for e in seen] == [hayes.pk]


def test_a_state_without_a_read_law_says_so(facility, fell, as_role):
    page = as_role("nurse").get(url("incident", facility, fell().pk)).content.decode()
    assert "No reporting deadline of your state is in force" in page


# Lists


def test_the_list_shows_what_is_still_open(facility, fell, as_role, nurse):
    row, wrong = fell(), fell()
    with scoped(nurse.scope):
        actions.retract_incident(**nurse.who, incident=wrong, reason="Twice")
    client = as_role("coordinator")
    page = client.get(url("incidents", facility)).content.decode()
    assert "1 event waits for something" in page
    assert "0 told, 4 not yet" in page
    assert str(wrong.pk) not in page
    whole = client.get(url("incidents", facility) + "?show=all").content.decode()
    assert str(row.pk) in whole
    assert str(wrong.pk) in whole


def test_an_empty_list_says_what_will_stand_there(facility, as_role):
    page = as_role("coordinator").get(url("incidents", facility)).content.decode()
    assert "No event waits for anything" in page


def test_the_list_is_not_for_whoever_only_records(facility, as_role):
    assert as_role("nurse").get(url("incidents", facility)).status_code == 200
    assert as_role("caregiver").get(url("incidents", facility)).status_code == 403


def test_the_events_of_one_resident_are_a_panel_too(facility, fell, as_role, hayes):
    row, client = fell(), as_role("nurse")
    address = url("resident_incidents", facility, hayes.pk)
    assert str(row.pk) in client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert str(row.pk) in part
    assert "<html" not in part


# Putting right, reporting


def test_correct_incident_shows_what_was_said_and_keeps_both(facility, fell, aide, client):
    row = fell(text="By the bed")
    client.force_login(aide.account)
    address = url("correct_incident", facility, row.pk)
    page = client.get(address).content.decode()
    assert "By the bed" in page
    local = row.happened_at.astimezone(facility.zone) if row.happened_at else None
    when = {"when": "earlier", "happened_at": local.strftime("%Y-%m-%dT%H:%M")} if local else {}
    said = SAID | {"when": "unknown"} | when | {"where": "hallway", "reason": "Wrong place"}
    answer = client.post(address, said)
    assert answer.status_code == 302
    newer = client.get(answer["Location"]).content.decode()
    assert "Hallway" in newer
    old = client.get(url("incident", facility, row.pk)).content.decode()
    assert "Entered in error: Wrong place" in old
    assert "Open the newer one" in old


def test_retract_incident_from_the_page(facility, fell, as_role, inside):
    row, client = fell(), as_role("nurse")
    address = url("retract_incident", facility, row.pk)
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Wrong person"}).status_code == 302
    with inside():
        assert Incident.objects.get().entered_in_error_reason == "Wrong person"


def test_the_task_of_a_report_leads_to_it_and_then_to_the_review(
    facility, fell, as_role, tasks, inside
):
    row, nurse = fell(), as_role("nurse")
    task = tasks(row)["report"]
    answer = nurse.get(url("open_report", facility, task.pk))
    assert answer["Location"] == url("sign_report", facility, row.pk)
    assert nurse.get(answer["Location"]).status_code == 200
    assert nurse.post(answer["Location"], {"narrative": ""}).status_code == 422
    said = {"narrative": "She slid.", "body": ["dizzy"], "surroundings": ["footwear"]}
    assert nurse.post(answer["Location"], said).status_code == 302
    coordinator = as_role("coordinator")
    answer = coordinator.get(url("open_report", facility, tasks(row)["review"].pk))
    assert answer["Location"] == url("review_report", facility, row.pk)
    page = coordinator.get(answer["Location"]).content.decode()
    assert "Dizzy, or low blood pressure" in page
    assert coordinator.post(answer["Location"], {"text": "Bed lowered"}).status_code == 302
    with inside():
        assert IncidentReport.objects.get().review_text == "Bed lowered"


def test_whoever_wrote_the_report_is_not_asked_to_review_it(facility, fell, as_role):
    row, nurse = fell(), as_role("nurse")
    nurse.post(url("sign_report", facility, row.pk), {"narrative": "She slid."})
    page = nurse.get(url("review_report", facility, row.pk)).content.decode()
    assert "Somebody else reviews what you wrote." in page
    assert "Sign the review" not in page


def test_the_timeline_shows_it_to_who_may_read_it(facility, fell, aide, as_role, hayes, client):
    fell(injury="minor")
    address = f"/c/{facility.slug}/residents/{hayes.pk}/timeline/"
    assert "Small hurt" in as_role("nurse").get(address).content.decode()
    assert "Small hurt" not in as_role("caregiver").get(address).content.decode()
    client.force_login(aide.account)
    assert "Small hurt" in client.get(address).content.decode()
