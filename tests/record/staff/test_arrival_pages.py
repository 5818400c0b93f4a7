"""Coming and going in two taps, and what is said of qualifications on the pages."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.staff.models import (
    DutyDeviation,
    DutyPeriod,
    NotAtWork,
    Qualification,
    StaffRole,
)
from tests.factories.staff import make_duty, make_member, make_qualification, make_shift


pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 18, tzinfo=UTC)  # 12:00 in Chicago
TODAY = NOON.date()
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.pinned(NOON):
        yield


@pytest.fixture
def mine(facility, account_of, client):
    """A caregiver who is signed in, with a staff file of two roles."""
    account = account_of("caregiver")
    with scoped(process_scope("test", facility.pk)):
        member = make_member(facility, actor=account.actor)
        for role in ("caregiver", "med-tech"):
            StaffRole.objects.create(
                facility=facility, member=member, role=role, starts=date(2020, 1, 1)
            )
    client.force_login(account)
    return member


def kept(facility, model):
    with scoped(process_scope("test", facility.pk)):
        return list(model.objects.all())


def url(facility, path):
    return f"/c/{facility.slug}/{path}"


def test_i_am_here_and_i_am_leaving_are_one_tap_each(facility, client, mine):
    page = client.get(url(facility, "check-in/")).content.decode()
    assert "You are not on duty" in page
    assert "I am here as caregiver" in page
    done = client.post(url(facility, "check-in/"), {"role": "caregiver"})
    assert done.status_code == 302
    page = client.get(done["Location"]).content.decode()
    assert "You are on duty as caregiver since 12:00 pm" in page
    assert "Go on as med-tech" in page
    assert client.post(url(facility, "check-out/")).status_code == 302
    [duty] = kept(facility, DutyPeriod)
    assert (duty.status, duty.left_at) == ("ended", NOON)


def test_who_stays_past_the_end_still_counts_and_is_told(facility, client, mine):
    with scoped(process_scope("test", facility.pk)):
        make_duty(
            mine,
            role="caregiver",
            starts=NOON - 9 * HOUR,
            ends=NOON - HOUR,
            status="on",
            arrived_at=NOON - 9 * HOUR,
        )
    page = client.get(url(facility, "check-in/")).content.decode()
    assert "Your shift ended at 11:00 am. You still count as here." in page


def test_a_role_one_does_not_hold_is_no_choice(facility, client, mine):
    assert client.post(url(facility, "check-in/"), {"role": "nurse"}).status_code == 422
    assert kept(facility, DutyPeriod) == []


def test_who_is_stopped_is_told_whom_to_ask(facility, client, mine):
    with scoped(process_scope("test", facility.pk)):
        make_qualification(mine, "medication-certificate", ends=TODAY - DAY)
    answer = client.post(url(facility, "check-in/"), {"role": "med-tech"})
    assert answer.status_code == 422
    assert "Medication certificate ended 23-Nov-2026" in answer.content.decode()


def test_the_page_is_light(facility, client, mine):
    assert len(client.get(url(facility, "check-in/")).content) < 16_000


def test_who_has_no_staff_file_is_told_so(facility, as_role):
    page = as_role("nurse").get(url(facility, "check-in/")).content.decode()
    assert "You have no staff file here" in page


def test_the_lead_checks_in_whom_nobody_planned_with_a_reason(facility, as_role, mine):
    lead = as_role("shift-lead")
    with scoped(process_scope("test", facility.pk)):
        make_qualification(mine, "medication-certificate", ends=TODAY - DAY)
    sent = {"member": str(mine.pk), "role": "med-tech"}
    refused = lead.post(url(facility, "duty/check-in/"), sent)
    assert refused.status_code == 422
    assert "Medication certificate ended" in refused.content.decode()
    done = lead.post(url(facility, "duty/check-in/"), sent | {"despite": "She is here"})
    assert done.status_code == 302
    assert [d.reason for d in kept(facility, DutyDeviation)] == ["She is here"]


def test_planning_says_what_ended_and_takes_a_reason(facility, as_role, mine):
    with scoped(process_scope("test", facility.pk)):
        make_qualification(mine, "medication-certificate", ends=date(2026, 11, 3))
        shift = make_shift(facility)
    client, path = as_role("coordinator"), url(facility, "duty/plan/?role=med-tech")
    sent = {"people": [str(mine.pk)], "day": "2026-11-25", "shift": str(shift.pk)}
    refused = client.post(path, sent)
    assert refused.status_code == 422
    assert "Medication certificate ended 03-Nov-2026" in refused.content.decode()
    assert client.post(path, sent | {"despite": "Renewal is in the mail"}).status_code == 302
    assert len(kept(facility, DutyPeriod)) == 1


def test_a_qualification_goes_on_file_and_its_end_is_asked_for(facility, as_role, mine):
    client, path = as_role("coordinator"), url(facility, f"staff/{mine.pk}/")
    sent = {"sort": "cpr", "number": "C 1", "seen": "on"}
    assert client.post(path + "record-qualification/", sent).status_code == 422
    sent["ends"] = "2026-12-10"
    assert client.post(path + "record-qualification/", sent).status_code == 302
    page = client.get(path).content.decode()
    assert "until 10-Dec-2026" in page
    [row] = kept(facility, Qualification)
    change = url(facility, f"qualifications/{row.pk}/")
    assert client.post(change, {"ends": "2027-12-10"}).status_code == 302
    assert client.post(change + "withdraw/", {"reason": "Wrong person"}).status_code == 302
    assert "until 10-Dec-2027" not in client.get(path).content.decode()


def test_the_list_names_what_ends_soon(facility, as_role, mine):
    with scoped(process_scope("test", facility.pk)):
        make_qualification(mine, "cpr", ends=TODAY + 20 * DAY)
        make_qualification(mine, "tb-test", ends=TODAY + 200 * DAY)
    client = as_role("coordinator")
    page = client.get(url(facility, "qualifications/")).content.decode()
    assert "1 ends within 90 days" in page
    assert "TB test" not in page
    assert "TB test" in client.get(url(facility, "qualifications/?all=1")).content.decode()


def test_the_qualifications_of_last_nights_staff_are_shown_and_printed(facility, as_role, mine):
    with scoped(process_scope("test", facility.pk)):
        night = make_shift(facility, "Night", start="23:00", end="07:00")
        make_qualification(mine, "cpr", number="C 77", ends=TODAY + 200 * DAY)
        starts = datetime(2026, 11, 24, 5, tzinfo=UTC)
        make_duty(
            mine,
            role="caregiver",
            starts=starts,
            shift=night,
            status="ended",
            arrived_at=starts,
            left_at=starts + 8 * HOUR,
        )
    client = as_role("coordinator")
    query = f"?day=2026-11-23&shift={night.pk}"
    for path in ("qualifications/", "qualifications/print/"):
        page = client.get(url(facility, path + query)).content.decode()
        assert "Ana Diaz" in page
        assert "C 77, until" in page
    assert client.get(url(facility, "qualifications/print/")).status_code == 404


def test_not_at_work_is_set_shown_and_cleared(facility, as_role, mine):
    client, path = as_role("nurse"), url(facility, f"staff/{mine.pk}/")
    sent = {
        "reason": "infection-precautions",
        "starts": "2026-11-24",
        "until": "2026-11-24",
        "said_by": "Ana",
    }
    assert client.post(path + "not-at-work/", sent).status_code == 422
    sent["until"] = "2026-11-27"
    assert client.post(path + "not-at-work/", sent).status_code == 302
    assert "Not at work until 27-Nov-2026" in client.get(path).content.decode()
    assert "Not at work until" in client.get(url(facility, "staff/")).content.decode()
    [row] = kept(facility, NotAtWork)
    clear = url(facility, f"staff/not-at-work/{row.pk}/clear/")
    assert client.post(clear).status_code == 302
    assert "Not at work until 27" not in client.get(path).content.decode()
    assert client.post(clear).status_code == 404
