"""The pages of a watch: started in two taps, checked in one, ended with a reason."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.tasks.models import Task, Watch, WatchEntry
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.staff import make_duty, make_member
from tests.factories.tasks import make_watch, make_watch_entry, task_of
from tests.factories.tenancy import make_place


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def house(facility, as_role):
    """Margaret Hayes on watch after a fall four hours ago; a caregiver and a nurse signed in."""
    nurse, aide = as_role("nurse"), as_role("caregiver")
    by, now = nurse.account.actor, clock.now()
    with scoped(process_scope("test", facility.pk)):
        margaret = make_resident(facility, preferred="Peg")
        make_placement(make_stay(margaret), make_place(facility), by)
        make_duty(make_member(facility, actor=aide.account.actor), "caregiver")
        with clock.pinned(now - 4 * HOUR):
            watch = make_watch(facility, by, margaret, look_for="Left hip")
        check = task_of(watch, "tasks.watch_check")
    return SimpleNamespace(
        facility=facility,
        nurse=nurse,
        aide=aide,
        margaret=margaret,
        watch=watch,
        check=check,
        base=f"/c/{facility.slug}/",
    )


def inside(house):
    return scoped(process_scope("test", house.facility.pk))


def text(response) -> str:
    return " ".join(response.content.decode().split())


def check_url(house) -> str:
    return f"{house.base}watches/checks/{house.check.pk}/answer/"


def watch_url(house, verb: str = "") -> str:
    return f"{house.base}watches/{house.watch.pk}/{verb}"


def test_a_reason_and_one_more_tap_put_somebody_on_watch(house):
    url = f"{house.base}residents/{house.margaret.pk}/start-watch/"
    shown = text(house.nurse.get(url))
    assert "Back from hospital · 3 days" in shown
    assert "On watch now: fall" in shown
    answer = house.nurse.post(url, {"reason": "skin", "look_for": "Left heel"})
    assert answer.status_code == 302
    with inside(house):
        made = Watch.objects.get(reason="skin")
    assert (made.look_for, made.may_do, made.until - made.starts) == (
        "Left heel",
        "caregiver",
        timedelta(days=7),
    )


def test_how_often_and_who_may_be_otherwise(house):
    url = f"{house.base}residents/{house.margaret.pk}/start-watch/"
    house.nurse.post(url, {"reason": "behavior", "often": "2h", "may_do": "med-tech"})
    with inside(house):
        made = Watch.objects.get(reason="behavior")
        first = task_of(made, "tasks.watch_check")
    assert (made.may_do, made.steps) == ("med-tech", [{"every_minutes": 120}])
    assert first.due - made.starts == 2 * HOUR


def test_without_a_reason_nobody_is_put_on_watch(house):
    url = f"{house.base}residents/{house.margaret.pk}/start-watch/"
    assert house.nurse.post(url, {}).status_code == 422
    with inside(house):
        assert Watch.objects.count() == 1


def test_an_aide_answers_in_one_tap_and_is_back_on_the_list(house):
    shown = text(house.aide.get(check_url(house)))
    assert "All as usual" in shown
    assert "Left hip" in shown
    assert "Call emergency services at once" in shown
    assert "Pupils" not in shown
    back = f"{house.base}shift/"
    answer = house.aide.post(check_url(house), {"all": "usual", "next": back})
    assert (answer.status_code, answer.headers["Location"]) == (302, back)
    with inside(house):
        entry = WatchEntry.objects.get()
    assert (entry.changed, set(entry.answers.values())) == (False, {"usual"})


def test_a_nurse_is_asked_more(house):
    assert "Pupils alike" in text(house.nurse.get(check_url(house)))
    house.nurse.post(check_url(house), {"all": "usual", "q_pulse": "76"})
    with inside(house):
        assert WatchEntry.objects.get().answers["pulse"] == 76


def test_what_changed_needs_a_word_and_asks_for_a_look(house):
    said = {"q_pain": "changed"}
    refused = house.aide.post(check_url(house), said)
    assert refused.status_code == 422
    assert "Say in a few words what changed." in text(refused)
    house.aide.post(check_url(house), said | {"text": "Hip hurts"})
    with inside(house):
        look = Task.objects.get(code="tasks.look")
    page = text(house.nurse.get(watch_url(house)))
    assert "Changed: Pain" in page
    assert "Hip hurts" in page
    opened = house.nurse.get(f"{house.base}watches/entries/{look.cause_id}/")
    assert opened.headers["Location"].startswith(watch_url(house))


def test_the_page_of_the_task_leads_to_the_questions(house):
    page = text(house.nurse.get(f"{house.base}tasks/{house.check.pk}/"))
    assert f'href="{check_url(house)}"' in page
    ticked = house.nurse.post(
        f"{house.base}tasks/{house.check.pk}/complete/", {"outcome": "done"}
    )
    assert ticked.status_code == 422
    with inside(house):
        house.check.refresh_from_db()
    assert house.check.status == "requested"


def test_it_goes_on_and_ends_with_a_reason(house):
    was = house.watch.until
    assert house.nurse.post(watch_url(house, "extend/"), {"longer": "1d"}).status_code == 302
    with inside(house):
        house.watch.refresh_from_db()
    assert house.watch.until == was + timedelta(days=1)
    assert house.nurse.post(watch_url(house, "end/"), {"reason": "other"}).status_code == 422
    assert house.nurse.post(watch_url(house, "end/"), {"reason": "as-usual"}).status_code == 302
    page = text(house.nurse.get(watch_url(house)))
    assert "Was on watch: fall" in page
    assert "Back to usual" in page


def test_an_aide_neither_ends_nor_extends(house):
    assert house.aide.get(watch_url(house)).status_code == 200
    for verb in ("end/", "extend/"):
        assert house.aide.get(watch_url(house, verb)).status_code == 403


def test_the_task_at_its_end_opens_the_watch(house):
    with inside(house):
        task = task_of(house.watch, "tasks.watch_decision")
    answer = house.nurse.get(f"{house.base}watches/decisions/{task.pk}/")
    assert answer.headers["Location"] == watch_url(house)


def test_a_wrong_answer_is_marked_and_its_check_is_open_again(house):
    house.aide.post(check_url(house), {"all": "usual"})
    with inside(house):
        entry = WatchEntry.objects.get()
    url = f"{house.base}watches/entries/{entry.pk}/retract/"
    assert "All as usual" in text(house.nurse.get(url))
    assert house.nurse.post(url, {"reason": "Wrong resident"}).status_code == 302
    assert "Entered in error: Wrong resident" in text(house.nurse.get(watch_url(house)))
    with inside(house):
        house.check.refresh_from_db()
    assert house.check.status == "requested"


def test_everybody_on_watch_stands_in_one_list_and_on_paper(house):
    with inside(house):
        make_watch_entry(house.watch, house.nurse.account.actor)
    page = text(house.aide.get(f"{house.base}watches/"))
    assert "1 resident is on watch" in page
    assert "All as usual" in page
    printed = text(house.aide.get(f"{house.base}watches/print/"))
    assert "Margaret Hayes" in printed
    assert "Left hip" in printed


def test_it_heads_the_shift_list_and_the_residents_page_and_today(house):
    shift = text(house.aide.get(f"{house.base}shift/"))
    assert shift.index('id="on-watch"') < shift.index('id="group-1"')
    assert f"{check_url(house)}?next=" in shift
    chart = text(house.nurse.get(f"{house.base}residents/{house.margaret.pk}/"))
    assert "fall, until" in chart
    today = text(house.nurse.get(f"{house.base}today/"))
    assert "on watch" in today
    assert "put on watch: fall" in today
    own = text(house.nurse.get(f"{house.base}residents/{house.margaret.pk}/watches/"))
    assert "On watch for 1 reason" in own
