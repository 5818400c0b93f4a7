"""What has no answer before a shift is signed, and what becomes of a hand-off nobody took over."""

from datetime import UTC, datetime, time, timedelta

import pytest

from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.protocols import handoff_signed
from hearth.record.notes import actions, jobs, queries
from hearth.record.notes.events import HandoffSignedIn
from hearth.record.notes.models import Handoff
from hearth.record.staff import queries as staff
from hearth.record.tasks.models import Task
from tests.factories.notes import make_handoff
from tests.factories.staff import make_duty, make_member, make_shift
from tests.factories.tasks import make_task


pytestmark = pytest.mark.django_db

END = datetime(2026, 11, 24, 21, tzinfo=UTC)  # 15:00 in Chicago
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def shift(facility, scope):
    """The day shift, and the evening after it, in a house that signs its hand-offs."""
    day = make_shift(facility, start=time(7), end=time(15))
    make_shift(facility, "Evening", start=time(15), end=time(23))
    return day


@pytest.fixture
def signed_out(facility, scope, actor, shift):
    """The day shift signed as it ended."""
    with clock.pinned(END):
        return make_handoff(
            facility, actor, shift=shift, signed_out_at=END, signed_out_by=actor
        )


def passed(facility, at):
    with clock.pinned(at):
        return jobs.pass_on_handoffs.run(facility_id=facility.pk)


def test_it_passes_to_the_nurse_half_an_hour_after_the_end_and_once(
    facility, scope, signed_out
):
    with clock.pinned(END):
        nurse = make_duty(make_member(facility, "Roe"), status="on", arrived_at=END)
    assert passed(facility, END + 29 * MINUTE) == 0
    assert passed(facility, END + 31 * MINUTE) == 1
    assert passed(facility, END + 36 * MINUTE) == 0
    task = Task.objects.get()
    assert (task.owner_staff_id, task.cause_id) == (nurse.member_id, signed_out.pk)
    assert Handoff.objects.get().passed_on_at == END + 31 * MINUTE
    assert AuditEvent.objects.filter(action="notes.pass_on_handoffs").count() == 1


def test_it_can_be_signed_afterwards_and_the_nurse_is_free_of_it(
    facility, scope, account_of, signed_out
):
    passed(facility, END + 31 * MINUTE)
    with clock.pinned(END + HOUR):
        row = actions.sign_in_handoff(
            scope=scope, by=account_of("med-tech").actor, handoff=signed_out
        )
        handoff_signed.close_what_was_passed_on(
            HandoffSignedIn(facility_id=facility.pk, handoff_id=row.pk)
        )
    assert Task.objects.get().status == "completed"


def test_a_shift_nobody_signed_at_all_is_put_together_and_passed_on(
    facility, scope, actor, shift
):
    with clock.pinned(END - 24 * HOUR):
        make_handoff(
            facility,
            actor,
            shift=shift,
            signed_out_at=END - 24 * HOUR,
            signed_out_by=actor,
        )
    assert passed(facility, END + 31 * MINUTE) == 1
    assert Handoff.objects.filter(signed_out_at__isnull=True).get().composed_at


def test_a_house_that_signs_no_handoffs_is_left_alone(facility, scope, shift):
    assert passed(facility, END + 31 * MINUTE) == 0
    assert not Handoff.objects.exists()


def test_what_was_taken_over_stays_with_them(facility, scope, account_of, signed_out):
    with clock.pinned(END + MINUTE):
        actions.sign_in_handoff(
            scope=scope, by=account_of("med-tech").actor, handoff=signed_out
        )
    assert passed(facility, END + 31 * MINUTE) == 0


def test_the_page_says_where_it_is_and_that_a_signature_is_late(facility, as_role, signed_out):
    url = f"/c/{facility.slug}/handoff/{signed_out.pk}/"
    passed(facility, END + 31 * MINUTE)
    with clock.pinned(END + HOUR):
        medtech = as_role("med-tech")
        page = medtech.get(url).content.decode()
        assert "Unsigned: with the nurse on call since 3:31 pm" in page
        assert medtech.post(f"{url}sign-in/", {"questions": ""}).status_code == 302
        assert "(late)" in medtech.get(url).content.decode()


def test_what_has_no_answer_is_counted_before_signing(facility, scope, actor, shift, as_role):
    now = END - MINUTE
    with clock.pinned(now):
        for code, late in (("tasks.care", 1), ("tasks.care", -1)):
            make_task(
                facility,
                actor,
                code=code,
                opens=now - 3 * HOUR,
                due=now - 2 * HOUR,
                late=now - late * HOUR,
            )
        turn = staff.turn_now(scope, facility, now)
        assert queries.unanswered(scope, turn, now).late == 1
        page = as_role("med-tech").get(f"/c/{facility.slug}/handoff/").content.decode()
    assert "Not answered yet" in page
    assert "1 task is late" in page
