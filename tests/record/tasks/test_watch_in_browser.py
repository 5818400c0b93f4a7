"""Watch and lists of steps in a real browser: three taps at most, and axe finds nothing."""

import pytest

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.tasks.models import Task, Watch, WatchEntry
from tests.browsing import IN_BROWSER, PHONE, make_person, objections, sign_in
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.tasks import make_checklist, make_watch, make_watch_entry, task_of
from tests.factories.tenancy import make_facility, make_place


pytestmark = IN_BROWSER


@pytest.fixture
def house(emptied):
    """A nurse; Margaret Hayes on watch for her skin, with one answer and a running list."""
    facility = make_facility("Maple Court")
    account = make_person("nurse", facility, label="Kim Lee")
    by = account.actor
    with scoped(process_scope("test", facility.pk)):
        margaret = make_resident(facility, preferred="Peg")
        make_placement(make_stay(margaret), make_place(facility), by)
        watch = make_watch(facility, by, margaret, reason="skin", look_for="Left heel")
        make_watch_entry(watch, by, answers={"place": "changed"}, changed=True, text="Wider")
        checklist = make_checklist(facility, by, margaret, key="return")
    return facility, account, margaret, watch, checklist


def test_three_taps_put_somebody_on_watch_and_one_answers(opened, house):
    facility, account, margaret, _watch, _list = house
    page = opened(viewport=PHONE, has_touch=True)
    sign_in(page, account)
    page.goto(f"/c/{facility.slug}/residents/{margaret.pk}/")
    page.get_by_role("link", name="Put on watch").first.tap()
    page.locator("label", has_text="Fall · 3 days").tap()
    page.get_by_role("button", name="Put on watch").tap()
    page.get_by_role("heading", name="On watch: fall, until").wait_for()
    with scoped(process_scope("test", facility.pk)):
        fall = Watch.objects.get(reason="fall")
        check = task_of(fall, "tasks.watch_check")
    page.goto(f"/c/{facility.slug}/watches/checks/{check.pk}/answer/")
    page.get_by_role("button", name="All as usual").tap()
    page.wait_for_url(lambda url: "/checks/" not in url)
    page.get_by_text("All as usual").first.wait_for()
    with scoped(process_scope("test", facility.pk)):
        entry = WatchEntry.objects.get(watch=fall)
    assert (entry.changed, entry.effective <= clock.now()) == (False, True)
    assert page.said == []


def test_axe_finds_nothing_on_the_pages_of_watch_and_lists(page, house):
    facility, account, margaret, watch, checklist = house
    sign_in(page, account)
    base = f"/c/{facility.slug}"
    with scoped(process_scope("test", facility.pk)):
        check = task_of(watch, "tasks.watch_check")
        entry = WatchEntry.objects.get()
        step = Task.objects.get(cause_id=checklist.pk, slot="code-status")
    paths = [
        f"{base}/watches/",
        f"{base}/watches/print/",
        f"{base}/watches/{watch.pk}/",
        f"{base}/watches/{watch.pk}/extend/",
        f"{base}/watches/{watch.pk}/end/",
        f"{base}/watches/checks/{check.pk}/answer/",
        f"{base}/watches/entries/{entry.pk}/retract/",
        f"{base}/residents/{margaret.pk}/start-watch/",
        f"{base}/residents/{margaret.pk}/watches/",
        f"{base}/checklists/",
        f"{base}/checklists/start/",
        f"{base}/checklists/{checklist.pk}/",
        f"{base}/checklists/{checklist.pk}/change-anchor/",
        f"{base}/checklists/{checklist.pk}/close/",
        f"{base}/checklists/{checklist.pk}/cancel/",
        f"{base}/checklists/steps/{step.pk}/prove/",
        f"{base}/shift/",
    ]
    told = []
    for path in paths:
        told += objections(page, path)
    assert told == [], "\n".join(map(str, told))
    assert page.said == []
