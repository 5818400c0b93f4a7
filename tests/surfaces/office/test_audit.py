"""Who opened Mrs X last month."""

import csv
import io
from datetime import timedelta

import pytest

from hearth.kernel import clock
from hearth.platform.audit.actions import write_event
from hearth.platform.audit.models import AuditEvent
from hearth.platform.scope import process_scope, scoped


pytestmark = pytest.mark.django_db


@pytest.fixture
def hayes(facility, resident_of):
    return resident_of(facility)


@pytest.fixture
def looked(facility, hayes):
    """``looked(account)``: that person opened Mrs Hayes's page just now."""

    def look(account, action="residents.view_resident", purpose="treatment", resident=hayes):
        from hearth.kernel.ids import uuid7

        key = uuid7()
        with scoped(process_scope("test", facility.pk)):
            write_event(
                row_id=key,
                view_id=key if ".view_" in action else None,
                facility_id=facility.pk,
                action=action,
                by=account.actor,
                resident_id=resident.pk,
                purpose=purpose,
            )

    return look


@pytest.fixture
def page(administrator, office, hayes):
    """The page about Mrs Hayes for this week, with more asked in the address."""

    def ask(more="", client=administrator):
        return client.get(office(f"who-looked/?resident={hayes.pk}&period=week{more}"))

    return ask


def test_administrator_sees_who_looked_though_no_record_is_open_to_them(
    page, looked, account_of, administrator, office
):
    nurse = account_of("nurse", label="Kim Lee")
    looked(nurse)
    looked(nurse, purpose="emergency")
    assert "Margaret Hayes" in administrator.get(office("who-looked/")).content.decode()
    text = page().content.decode()
    assert "1 person opened the record of Margaret Hayes" in text
    for word in (
        "Kim Lee",
        "Nurse",
        "Opened the resident&#x27;s page",
        "Emergency access",
        "2 times",
    ):
        assert word in text


def test_acts_count_only_when_asked_for(page, looked, account_of):
    looked(account_of("nurse", label="Kim Lee"), action="notes.write_note")
    assert "Kim Lee" not in page().content.decode()
    assert "Wrote a note" in page("&writes=1").content.decode()


def test_person_filter_sorting_and_pages(page, looked, account_of):
    kim, ana = account_of("nurse", label="Kim Lee"), account_of("nurse", label="Ana Diaz")
    for _ in range(51):
        looked(kim)
    looked(ana)
    assert "1 to 50 of 52" in page().content.decode()
    assert "51 to 52 of 52" in page("&page=2").content.decode()
    assert "1 to 50 of 51" in page(f"&person={kim.actor.pk}").content.decode()
    rows = page("&sort=who").content.decode().split("<tbody>")[1]
    assert rows.index("Ana Diaz") < rows.index("Kim Lee")
    rows = page("&sort=-who").content.decode().split("<tbody>")[1]
    assert "Ana Diaz" not in rows.split("</tbody>")[0]  # on the second page now
    for sort in ("when", "-when", "what", "-what", "why", "-why", "nonsense", "-"):
        assert page(f"&sort={sort}").status_code == 200


@pytest.mark.parametrize("more", ["&page=999", "&person=nobody", "&period=ever", "&sort=%00"])
def test_nonsense_in_the_address_is_answered(page, more):
    assert page(more).status_code == 200


def test_period_is_the_communitys_own_calendar(
    administrator, office, hayes, looked, account_of
):
    looked(account_of("nurse", label="Kim Lee"))
    url = office(f"who-looked/?resident={hayes.pk}&period=last-month")
    assert "Kim Lee" not in administrator.get(url).content.decode()
    with clock.pinned(clock.now() + timedelta(days=31)):
        from hearth.surfaces.office.presenters.audit import period_of

        facility = administrator.account.actor.memberships.get().facility
        assert period_of("last-month", facility).since.astimezone(facility.zone).day == 1


def test_page_is_for_those_who_may_and_this_community(
    page, as_role, office, hayes, other_facility, resident_of
):
    assert page().status_code == 200
    assert page(client=as_role("caregiver")).status_code == 403
    stranger = as_role("administrator", other_facility)
    url = office(f"who-looked/?resident={hayes.pk}", other_facility)
    assert stranger.get(url).status_code == 404
    own = resident_of(other_facility)
    assert (
        stranger.get(office(f"who-looked/?resident={own.pk}", other_facility)).status_code
        == 200
    )


def test_export_asks_why_is_counted_and_is_itself_on_the_trail(
    administrator, office, hayes, looked, account_of, facility
):
    looked(account_of("nurse", label="=Kim Lee"))
    url = office(f"who-looked/export/?resident={hayes.pk}&period=week")
    assert "Export 1 line" in administrator.get(url).content.decode()
    assert administrator.post(url, {}).status_code == 422

    answer = administrator.post(url, {"reason": "resident-asked"})

    assert answer["Content-Type"].startswith("text/csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode())))
    assert len(lines) == 2
    assert lines[1][0] == "'=Kim Lee"  # no formula for a spreadsheet
    with scoped(process_scope("test", facility.pk)):
        row = AuditEvent.objects.get(action="audit.export_audit")
    assert row.detail == {"reason": "resident-asked", "count": 1, "period": "week"}
    assert row.resident_id == hayes.pk


def test_export_is_for_those_who_may(as_role, office, hayes):
    url = office(f"who-looked/export/?resident={hayes.pk}&period=week")
    assert as_role("nurse").get(url).status_code == 403
    assert as_role("nurse").post(url, {"reason": "other"}).status_code == 403
