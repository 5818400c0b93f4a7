"""The same for many, from the roster: chosen, asked, done, shown, undone."""

from datetime import timedelta

import pytest

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes.models import Note, Together
from hearth.record.residents.models import Flag
from hearth.record.tasks.models import Task, Watch
from tests.factories.residents import make_contact, make_resident
from tests.surfaces.desk.test_roster import flag, lives, shown, write


__all__ = ["flag", "lives", "write"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def two(lives):
    return [lives("Hayes", "214"), lives("Boyle", "118")]


def sent(client, facility, people, deed, **said):
    keys = [str(one.pk) for one in people]
    given = {"resident": keys, "deed": deed, "query": "list=census"} | said
    return client.post(f"/c/{facility.slug}/roster/act-together/", given)


STOMACH = {"precaution": "stomach", "reason": "Vomited", "watch": "on", "go": "1"}


def inside(facility):
    return scoped(process_scope("test", facility.pk))


def test_what_is_done_is_asked_first_with_everybody_named(as_role, facility, two):
    answer = sent(as_role("nurse"), facility, two, "precaution")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.index("118 · Margaret Boyle") < page.index("214 · Margaret Hayes")
    assert "Which precautions?" in page
    with inside(facility):
        assert not Flag.objects.exists()


def test_precautions_and_a_watch_together(as_role, facility, two):
    client = as_role("nurse")
    answer = sent(client, facility, two, "precaution", **STOMACH)
    with inside(facility):
        done = Together.objects.get()
        assert {f.precaution for f in Flag.objects.all()} == {"stomach"}
        assert Watch.objects.count() == 2
    assert answer.url == f"/c/{facility.slug}/roster/together/{done.pk}/"
    page = client.get(answer.url).content.decode()
    assert "Precautions, Watch for 2 residents" in page
    assert "Undo all, until" in page
    assert "It can be undone until" in shown(client, facility)
    assert "It can be undone until" not in shown(as_role("nurse"), facility)


@pytest.mark.parametrize(
    ("deed", "said", "model"),
    [
        ("note", {"text": "Stomach bug here", "category": "health", "severity": "watch"}, Note),
        ("task", {"what": "Offer fluids", "owner_role": "caregiver"}, Task),
        ("watch", {"reason": "infection"}, Watch),
    ],
)
def test_each_deed_is_written_for_each(as_role, facility, two, deed, said, model):
    due = (clock.now() + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    answer = sent(as_role("coordinator"), facility, two, deed, go="1", due=due, **said)
    assert answer.status_code == 302
    with inside(facility):
        rows = model.objects.all()
        assert {row.resident_id for row in rows} == {one.pk for one in two}


def test_families_are_told_by_their_wish(as_role, facility, two):
    with inside(facility):
        make_contact(two[0], may_see=["health"])
    due = (clock.now() + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    said = {"event": "infection", "owner_role": "coordinator", "due": due, "go": "1"}
    client = as_role("coordinator")
    answer = sent(client, facility, two, "tell", **said)
    page = client.get(answer.url).content.decode()
    assert "Families to tell for 1 resident" in page
    assert "Tell Ann Boyle" in page
    assert "1 has nobody who wishes to be told" in page
    with inside(facility):
        assert Task.objects.get().code == "tasks.tell"


def test_all_that_are_shown_are_chosen_without_a_script(as_role, facility, two):
    every = ",".join(str(one.pk) for one in two)
    said = {"text": "x", "category": "health", "severity": "routine", "go": "1"}
    sent(as_role("nurse"), facility, [], "note", all="1", every=every, **said)
    with inside(facility):
        assert Note.objects.count() == 2


def test_refused_for_one_is_named_and_nothing_is_done(as_role, facility, two, flag):
    flag(two[1], "infection", precaution="airborne")
    answer = sent(as_role("nurse"), facility, two, "precaution", **STOMACH)
    assert answer.status_code == 409
    assert "Nothing was done. Margaret Boyle:" in answer.content.decode()
    with inside(facility):
        assert Flag.objects.count() == 1
        assert not Watch.objects.exists()


def test_what_is_missing_is_asked_again_with_what_was_typed(as_role, facility, two):
    answer = sent(as_role("nurse"), facility, two, "note", go="1", text="", category="sleep")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'value="{two[0].pk}"' in page
    assert '<option value="sleep" selected>' in page


def test_nobody_chosen_goes_back(as_role, facility):
    client = as_role("nurse")
    answer = sent(client, facility, [], "note")
    assert answer.url == f"/c/{facility.slug}/roster/?list=census"


def test_somebody_of_another_community_is_not_found(as_role, facility, two, other_facility):
    with scoped(process_scope("test", other_facility.pk)):
        theirs = make_resident(other_facility)
    client = as_role("nurse")
    assert sent(client, facility, two, "note").status_code == 200
    assert sent(client, facility, [*two, theirs], "note").status_code == 404


def test_who_may_not_do_it_is_not_offered_it(as_role, facility, two):
    assert "For those chosen" in shown(as_role("nurse"), facility)
    aide = as_role("caregiver")
    assert "For those chosen" not in shown(aide, facility)
    assert sent(aide, facility, two, "note").status_code == 403
    lead = as_role("shift-lead")
    page = shown(lead, facility)
    assert 'value="task"' in page
    assert 'value="precaution"' not in page
    sent(lead, facility, two, "precaution", **STOMACH)
    with inside(facility):
        assert not Flag.objects.exists()


def test_it_is_undone_with_a_reason_and_what_stays_is_named(as_role, facility, two):
    client = as_role("nurse")
    done = sent(client, facility, two, "precaution", **STOMACH).url
    with inside(facility):
        kept = Flag.objects.get(resident=two[0])
    end = f"/c/{facility.slug}/residents/{two[0].pk}/flags/{kept.pk}/end/"
    client.post(end, {"reason": "Well again"})
    assert client.post(f"{done}undo/", {"reason": ""}).status_code == 422
    page = client.post(f"{done}undo/", {"reason": "Wrong floor"}, follow=True).content.decode()
    assert "Stays: somebody worked on it" in page
    assert "Wrong floor" in page
    assert "Undo all, until" not in page
    with inside(facility):
        assert not Watch.objects.filter(ended_at__isnull=True).exists()
        assert Flag.objects.get(resident=two[1]).ended_reason == "Wrong floor"
    assert client.post(f"{done}undo/", {"reason": "Again"}).status_code == 409


def test_after_its_time_it_is_not_offered(as_role, facility, two):
    client = as_role("nurse")
    said = {"text": "x", "category": "health", "severity": "routine", "go": "1"}
    done = sent(client, facility, two, "note", **said).url
    with inside(facility):
        row = Together.objects.get()
        Together.objects.filter(pk=row.pk).update(recorded=row.recorded - timedelta(hours=2))
    assert "Undo all, until" not in client.get(done).content.decode()
    assert "It can be undone until" not in shown(client, facility)
    assert client.post(f"{done}undo/", {"reason": "Late"}).status_code == 422
