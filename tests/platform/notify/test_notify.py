"""Told once, delivered inside, and never claimed to be sent when it was not."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.identity.models import Actor, Membership
from hearth.platform.identity.roles import ROLES, Role
from hearth.platform.notify import actions, jobs, notices, queries
from hearth.platform.notify.models import Attempt, Notification
from hearth.platform.scope import Scope, process_scope, scoped


@pytest.fixture(autouse=True, scope="module")
def words():
    notices.notice_kind("tests.handed", text=N_("{by} handed you: {what}"))
    yield
    notices._known.pop("tests.handed")


@pytest.fixture
def real(settings):
    """A house that is no demonstration and has a mail server."""
    settings.HEARTH_DEMO = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def tell(scope, by, **more):
    values = {"by": "J. Ortiz", "what": "Call back"}
    return actions.notify(scope=scope, by=by, code="tests.handed", to=by, values=values, **more)


def test_a_notice_inside_is_delivered_and_counted(scope, by):
    (row,) = tell(scope, by)
    assert row.state == "delivered"
    assert queries.unread_count(scope) == 1
    actions.read_notices(scope=scope, by=by)
    assert queries.unread_count(scope) == 0


def test_only_one_s_own_are_found(scope, by):
    other = Actor.objects.create(kind="person", label="B. Other")
    actions.notify(scope=scope, by=by, code="tests.handed", to=other)
    assert not queries.notices(scope).exists()


def test_the_same_cause_tells_once(scope, by):
    assert len(tell(scope, by, cause="Task/1")) == 1
    assert tell(scope, by, cause="Task/1") == []
    assert Notification.objects.count() == 1


def test_a_demonstration_sends_nothing(scope, by):
    rows = tell(scope, by, channels=["email", "sms", "push"], address="a@example.org")
    assert {row.state for row in rows} == {"recorded-only"}
    assert mail.outbox == []


def test_what_has_no_carrier_says_so(scope, by, real):
    rows = tell(scope, by, channels=["sms", "push"], address="+1 555 0100")
    assert {row.state for row in rows} == {"not-configured"}


def test_mail_without_a_server_says_so(scope, by, settings):
    settings.HEARTH_DEMO = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    (row,) = tell(scope, by, channels=["email"], address="a@example.org")
    assert row.state == "not-configured"


def test_an_e_mail_names_nobody(scope, by, real):
    (row,) = tell(scope, by, channels=["email"], address="a@example.org")
    assert (row.state, mail.outbox) == ("queued", []), "nothing leaves inside the write"
    jobs.deliver_notice(facility_id=row.facility_id, notification_id=row.pk, scope=scope)
    (sent,) = mail.outbox
    assert "Ortiz" not in sent.subject + sent.body
    assert "Call back" not in sent.subject + sent.body
    row.refresh_from_db()
    assert row.state == "sent"
    jobs.deliver_notice(facility_id=row.facility_id, notification_id=row.pk, scope=scope)
    assert len(mail.outbox) == 1, "a second run finds nothing to do"


def test_a_mail_server_that_fails_is_tried_again_and_then_given_up(
    scope, by, real, monkeypatch
):
    def fails(row):
        raise ConnectionRefusedError

    monkeypatch.setattr(jobs.channels, "send_email", fails)
    (row,) = tell(scope, by, channels=["email"], address="a@example.org")
    for _ in range(jobs.MOST_TRIES - 1):
        with pytest.raises(jobs.NotHandedOn):
            jobs.deliver_notice(
                facility_id=row.facility_id, notification_id=row.pk, scope=scope
            )
    jobs.deliver_notice(facility_id=row.facility_id, notification_id=row.pk, scope=scope)
    row.refresh_from_db()
    assert row.state == "failed"
    assert Attempt.objects.filter(notification=row).count() == jobs.MOST_TRIES


def test_what_travels_outside_may_name_nothing():
    with pytest.raises(ValueError, match="names nothing"):
        notices.notice_kind("tests.loud", text="x", plain="{name} fell")


def test_an_unknown_notice_is_refused(scope, by):
    with pytest.raises(Refused):
        actions.notify(scope=scope, by=by, code="tests.nothing", to=by)


def test_a_link_out_of_the_house_is_dropped(scope, by):
    assert tell(scope, by, link="//evil.example")[0].link == ""
    assert tell(scope, by, link="/c/elm-house/tasks/")[0].link == "/c/elm-house/tasks/"


def test_another_community_s_notices_are_behind_the_wall(scope, by, other_facility):
    tell(scope, by)
    there = Scope(actor_id=by.pk, actor_kind="person", facilities=(other_facility.pk,))
    with scoped(there):
        assert not Notification.objects.exists()


def test_old_notices_are_forgotten(scope, by, facility):
    tell(scope, by)
    with clock.pinned(clock.now() + timedelta(days=181)):
        jobs.prune_notices(facility_id=facility.pk, scope=scope)
    assert not Notification.objects.exists()


# --- The page -------------------------------------------------------------------------------------


@pytest.fixture
def reader(as_role, monkeypatch):
    permissions = frozenset({"notify.view_notices", "desk.view_home"})
    monkeypatch.setitem(
        ROLES, "tester", Role(code="tester", label="T", permissions=permissions)
    )
    return as_role("tester")


def test_the_page_shows_and_marks_one_s_own(reader, facility):
    actor = reader.account.actor
    with scoped(process_scope("test", facility.pk)) as wide:
        tell(wide, actor)
    url = reverse("notify:view_notices", args=[facility.slug])
    page = reader.get(url)
    assert page.status_code == 200
    assert "1 notice you have not read" in page.content.decode(), "the badge, on every page"
    assert "J. Ortiz handed you: Call back" in page.content.decode()
    answer = reader.post(
        reverse("notify:read_notices", args=[facility.slug]), {"as_of": "garbage"}
    )
    assert answer.status_code == 302
    assert "You have read every notice" in reader.get(url).content.decode()


def test_the_page_of_another_community_is_not_there(reader, other_facility):
    assert Membership.objects.filter(facility=other_facility).count() == 0
    url = reverse("notify:view_notices", args=[other_facility.slug])
    assert reader.get(url).status_code == 404
