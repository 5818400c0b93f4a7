"""What one wrote on a device and was not carried out: found, put right, sent again; nobody else's."""

import pytest

from hearth.kernel import clock
from hearth.kernel.ids import uuid7
from hearth.platform.audit.models import AuditEvent
from hearth.platform.replay import verbs
from hearth.platform.replay.models import ReplayConflict, ReplayEntry
from hearth.platform.scope import process_scope, scoped
from tests.platform.ui import sample_pages
from tests.platform.ui.sample_pages import VERB


pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.platform.ui.sample_pages"),
    pytest.mark.filterwarnings("ignore:No directory at"),
]


@pytest.fixture(autouse=True)
def _verb():
    sample_pages.register()
    yield
    verbs.forget(VERB)


@pytest.fixture
def aide(as_role):
    return as_role("caregiver")


def make_entry(facility, actor, **more):
    values = {
        "verb": VERB,
        "state": "refused",
        "status": 422,
        "answer": {"code": "reason-missing", "message": "Say why."},
        "payload": {"text": "refuse\nthis", "thing": str(uuid7()), "tags": ["a"]},
    }
    with scoped(process_scope("test", facility.pk)):
        return ReplayEntry.objects.create(
            facility_id=facility.pk,
            actor_id=actor.pk,
            client_ref=uuid7(),
            content_hash="x",
            received_at=clock.now(),
            **values | more,
        )


def lines(facility, action):
    with scoped(process_scope("test", facility.pk)):
        return list(AuditEvent.objects.filter(action=action))


def now_of(facility, entry):
    with scoped(process_scope("test", facility.pk)):
        return ReplayEntry.objects.get(pk=entry.pk)


def address(facility, entry=None):
    return f"/c/{facility.slug}/kept/" + (f"{entry.pk}/" if entry else "")


def sent(entry, settlement, **fields):
    return {"settlement": settlement} | {
        f"{entry.pk}-{name}": value for name, value in fields.items()
    }


def test_ones_own_is_shown_with_why_and_what_was_typed(aide, facility):
    make_entry(facility, aide.account.actor)
    page = aide.get(address(facility)).content.decode()
    assert "1 entry of yours" in page
    assert "Say why." in page
    assert "refuse\nthis" in page


def test_somebody_elses_is_not_there(aide, as_role, facility, other_facility):
    entry = make_entry(facility, aide.account.actor)
    other = as_role("caregiver")
    assert "refuse\nthis" not in other.get(address(facility)).content.decode()
    url = address(facility, entry)
    assert aide.post(url, sent(entry, "done")).status_code == 422
    assert other.post(url, sent(entry, "done")).status_code == 404
    stranger = as_role("caregiver", other_facility)
    assert stranger.post(url, sent(entry, "done")).status_code == 404


def test_it_is_sent_again_as_it_was_put_right(aide, facility):
    entry = make_entry(facility, aide.account.actor)
    said = sent(entry, "done", **{"sent-text": "because\r\nit was"})
    assert aide.post(address(facility, entry), said).status_code == 302
    (line,) = lines(facility, VERB)
    assert (line.actor_id, line.detail["text"]) == (aide.account.actor_id, "because\nit was")
    entry = now_of(facility, entry)
    assert (entry.state, entry.settlement) == ("settled", "done")
    assert entry.payload["text"] == "refuse\nthis"  # what was sent stays as it came
    (note,) = lines(facility, "replay.settle_own")
    assert note.detail["changed"] == ["text"]


def test_still_wrong_it_comes_back_with_what_was_typed(aide, facility):
    entry = make_entry(facility, aide.account.actor)
    said = sent(entry, "done", **{"sent-text": "refuse again"})
    answer = aide.post(address(facility, entry), said)
    assert answer.status_code == 422
    assert "refuse again" in answer.content.decode()
    assert lines(facility, VERB) == []
    assert now_of(facility, entry).settled_at is None


def test_letting_go_needs_a_reason(aide, facility):
    entry = make_entry(facility, aide.account.actor)
    url = address(facility, entry)
    assert aide.post(url, sent(entry, "dismissed")).status_code == 422
    assert aide.post(url, sent(entry, "burn")).status_code == 422
    assert aide.post(url, sent(entry, "written", reason="On paper")).status_code == 302
    assert "Everything you wrote" in aide.get(address(facility)).content.decode()
    assert aide.post(url, sent(entry, "written", reason="again")).status_code == 404


def test_looking_at_ones_own_about_a_resident_is_recorded(aide, facility):
    resident = uuid7()
    make_entry(facility, aide.account.actor, payload={"text": "x", "resident": str(resident)})
    aide.get(address(facility))
    (line,) = lines(facility, "ui.view_kept")
    assert line.detail["residents"] == [str(resident)]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("left", "had left"),
        ("lease-over", "without a connection too long"),
        ("sent-by-another", "another device"),
        ("not-permitted", "may not do this"),
        ("verb-unknown", "does not know"),
    ],
)
def test_why_it_waits_is_said_in_a_sentence(aide, facility, code, said):
    make_entry(facility, aide.account.actor, state="review", answer={"code": code})
    assert said in aide.get(address(facility)).content.decode()


def test_the_other_content_of_a_name_is_shown_and_left_to_the_coordinator(aide, facility):
    entry = make_entry(facility, aide.account.actor, state="accepted", status=201, payload=None)
    with scoped(process_scope("test", facility.pk)):
        ReplayConflict.objects.create(
            facility_id=facility.pk,
            entry=entry,
            actor_id=aide.account.actor_id,
            verb=VERB,
            content_hash="y",
            payload={"text": "the other words"},
            received_at=clock.now(),
        )
    page = aide.get(address(facility)).content.decode()
    assert "the other words" in page
    assert "The coordinator decides" in page
