"""The worklist's pages: each verb from its page and from its row, with and without a script."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.platform.scope import process_scope, scoped
from hearth.record.tasks.models import Task, TaskSeries
from tests.factories.residents import make_contact, make_placement, make_resident, make_stay
from tests.factories.staff import make_duty, make_member
from tests.factories.tasks import make_series, make_task
from tests.factories.tenancy import make_neighborhood, make_place


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def house(facility, as_role):
    """Margaret Hayes in 214 with an open shower, a nurse signed in, and Ana Diaz on duty."""
    nurse = as_role("nurse")
    by = nurse.account.actor
    with scoped(process_scope("test", facility.pk)):
        margaret = make_resident(facility, preferred="Peg")
        make_placement(make_stay(margaret), make_place(facility), by)
        ana = make_member(facility)
        make_duty(ana, "caregiver")
        task = make_task(
            facility,
            by,
            "Shower",
            code="tasks.care",
            resident=margaret,
            owner_role="caregiver",
            ladder=["caregiver", "nurse"],
        )
    return SimpleNamespace(
        facility=facility, nurse=nurse, margaret=margaret, ana=ana, task=task, by=by
    )


def url(house, verb: str = "", pk=None) -> str:
    return f"/c/{house.facility.slug}/tasks/{pk or house.task.pk}/{verb + '/' if verb else ''}"


def row(house, verb: str, method: str = "post", given=None, client=None):
    """What a row gets that asks for itself."""
    send = getattr(client or house.nurse, method)
    return send(
        url(house, verb),
        given or {},
        headers={"HX-Request": "true", "HX-Target": f"task-{house.task.pk}"},
    )


def fresh(house) -> Task:
    with scoped(process_scope("test", house.facility.pk)):
        return Task.objects.select_related("owner_staff", "owner_actor").get(pk=house.task.pk)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def looked(house, action: str) -> int:
    with scoped(process_scope("test", house.facility.pk)):
        return AuditEvent.objects.filter(action=action).count()


# Every page of one task, for its rightful user and for a stranger


PAGES = [
    "",
    "complete",
    "hand",
    "snooze",
    "cancel",
    "undo",
    "retract",
    "comment",
    "change",
]


@pytest.mark.parametrize("verb", PAGES)
def test_the_page_opens_for_who_may_and_is_not_there_for_a_stranger(
    house, verb, as_role, other_facility
):
    page = house.nurse.get(url(house, verb))
    assert page.status_code == 200
    assert "Shower" in text(page)
    assert "Margaret Hayes" in text(page)
    stranger = as_role("nurse", other_facility)
    assert stranger.get(url(house, verb)).status_code == 404
    foreign = url(house, verb).replace(house.facility.slug, other_facility.slug)
    assert stranger.get(foreign).status_code == 404


def test_who_looked_at_a_task_about_somebody_is_written_down(house):
    house.nurse.get(url(house))
    assert looked(house, "tasks.task") == 1


def test_a_caregiver_opens_the_task_but_hands_nothing_on(house, as_role):
    aide = as_role("caregiver")
    assert aide.get(url(house)).status_code == 200
    assert "Hand to" not in text(aide.get(url(house)))
    assert aide.get(url(house, "hand")).status_code == 403


# Doing


def test_done_in_one_tap_gives_back_the_row_with_undo(house):
    answer = row(house, "complete", given={"outcome": "done"})
    assert answer.status_code == 200
    assert f'id="task-{house.task.pk}"' in text(answer)
    assert 'data-state="done"' in text(answer)
    assert url(house, "undo") in text(answer)
    assert fresh(house).outcome == "done"


def test_without_a_script_one_comes_back_to_where_one_was(house):
    back = f"/c/{house.facility.slug}/tasks/?when=late"
    answer = house.nurse.post(url(house, "complete"), {"outcome": "done", "next": back})
    assert (answer.status_code, answer["Location"]) == (302, back)


def test_the_way_back_never_leads_out_of_the_house(house):
    answer = house.nurse.post(
        url(house, "complete"), {"outcome": "done", "next": "https://elsewhere.example/"}
    )
    assert answer["Location"] == url(house)


def test_refused_in_two_taps_keeps_the_communitys_reason(house):
    page = house.nurse.get(url(house, "complete") + "?outcome=not-done")
    assert 'value="declined"' in text(page)
    answer = house.nurse.post(url(house, "complete"), {"reason": "declined"})
    assert answer.status_code == 302
    done = fresh(house)
    assert (done.outcome, done.outcome_reason) == ("refused", "declined")
    assert done.outcome_values == {"reason": "declined"}


def test_a_reason_of_the_communitys_own_is_kept_in_its_words(house):
    given = {"reason": "wants-other-person", "text": "Asked for Rosa"}
    house.nurse.post(url(house, "complete"), given)
    done = fresh(house)
    assert (done.outcome, done.outcome_reason) == ("refused", "other")
    assert done.outcome_text == "Wants somebody else to do it: Asked for Rosa"


def test_a_reason_that_needs_words_asks_for_them_and_keeps_what_was_typed(house):
    answer = house.nurse.post(url(house, "complete"), {"reason": "unwell", "at": "08:00"})
    assert answer.status_code == 422
    assert "Say in a few words why." in text(answer)
    assert 'value="08:00"' in text(answer)
    assert fresh(house).outcome == ""


def test_nothing_chosen_is_not_done_by_itself(house):
    answer = house.nurse.post(url(house, "complete"), {})
    assert answer.status_code == 422
    assert "Say what happened" in text(answer)


def test_a_late_entry_is_when_the_clock_last_showed_that_time(house):
    with clock.pinned(clock.now()):
        then = (clock.now() - 2 * HOUR).astimezone(house.facility.zone)
        house.nurse.post(
            url(house, "complete"), {"outcome": "done", "at": then.strftime("%H:%M")}
        )
        assert fresh(house).effective == then.replace(second=0, microsecond=0)


def test_who_comes_second_sees_the_row_as_it_is_and_why(house, as_role):
    row(house, "complete", given={"outcome": "done"})
    answer = row(house, "complete", given={"outcome": "done"}, client=as_role("caregiver"))
    assert answer.status_code == 409
    assert "Somebody closed this task already." in text(answer)
    assert 'data-state="done"' in text(answer)


def test_taken_back_from_the_row_it_is_open_again(house):
    row(house, "complete", given={"outcome": "done"})
    answer = row(house, "undo")
    assert answer.status_code == 200
    assert fresh(house).status == "requested"


# Taking, handing, putting off


def test_taken_and_given_back_from_the_row(house):
    answer = row(house, "claim")
    assert 'data-state="claimed"' in text(answer)
    assert fresh(house).owner_actor == house.by
    house.nurse.post(url(house, "release"))
    assert fresh(house).owner_actor is None


def test_begun_it_is_taken(house):
    assert house.nurse.post(url(house, "begin")).status_code == 302
    assert fresh(house).status == "in-progress"


def test_what_a_colleague_took_is_refused_with_their_name(house, as_role):
    with scoped(process_scope("test", house.facility.pk)):
        Task.objects.update(owner_staff=house.ana, status="accepted")
    page = house.nurse.post(url(house, "claim"))
    assert page.status_code == 409
    assert "Ana Diaz has it already." in text(page)


def test_the_form_of_a_verb_stands_in_the_row_and_can_be_closed(house):
    form = row(house, "hand", "get")
    assert f'<li class="task task-form" id="task-{house.task.pk}"' in text(form)
    assert "<!doctype" not in text(form).lower()
    closed = row(house, "", "get")
    assert f'<li class="task" id="task-{house.task.pk}"' in text(closed)


def test_handed_to_somebody_who_is_here_or_to_a_role(house):
    page = house.nurse.get(url(house, "hand"))
    assert f'value="staff:{house.ana.pk}"' in text(page)
    row(house, "hand", given={"to": f"staff:{house.ana.pk}"})
    assert fresh(house).owner_staff == house.ana
    row(house, "hand", given={"to": "role:nurse"})
    assert (fresh(house).owner_staff, fresh(house).owner_role) == (None, "nurse")


def test_handed_to_who_has_it_the_form_says_so(house):
    answer = row(house, "hand", given={"to": "role:caregiver"})
    assert answer.status_code == 422
    assert "They have it already." in text(answer)


def test_put_off_with_a_reason(house):
    given = {"until": "1h", "reason": "resident-asked"}
    answer = row(house, "snooze", given=given)
    assert 'data-state="snoozed"' in text(answer)
    assert fresh(house).snooze_reason == "resident-asked"
    missing = row(house, "snooze", given={"until": "1h"})
    assert missing.status_code == 422


def test_taken_off_the_list_and_marked_as_an_error(house):
    row(house, "cancel", given={"reason": "duplicate"})
    assert fresh(house).status == "cancelled"
    house.nurse.post(url(house, "retract"), {"reason": "Wrong resident"})
    assert fresh(house).status == "entered-in-error"


def test_a_comment_stands_in_the_history(house):
    house.nurse.post(url(house, "comment"), {"text": "She likes it warm"})
    page = text(house.nurse.get(url(house)))
    assert "She likes it warm" in page
    assert "What happened" in page


def test_changed_words_and_time(house):
    day = house.facility.today() + timedelta(days=1)
    given = {"title": "Bath", "day": day.isoformat(), "at": "09:30"}
    house.nurse.post(url(house, "change"), given)
    task = fresh(house)
    local = task.due.astimezone(house.facility.zone)
    assert (task.title, local.date(), f"{local:%H:%M}") == ("Bath", day, "09:30")


# The lists


def test_the_worklist_says_how_much_is_open_and_how_much_is_late(house):
    with scoped(process_scope("test", house.facility.pk)):
        now = clock.now()
        make_task(house.facility, house.by, due=now - 9 * HOUR)
    page = text(house.nurse.get(f"/c/{house.facility.slug}/tasks/"))
    assert "2 tasks are open; 1 is late" in page
    assert "214" in page
    assert looked(house, "tasks.worklist") == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("when=late", {"Old"}),
        ("when=off", {"Waiting"}),
        ("when=day", {"Shower", "Old", "Tomorrow morning", "My own"}),
        ("whose=role", {"My own", "Nurses"}),
        ("whose=mine", {"My own"}),
        ("when=nonsense", {"Shower", "Old", "My own", "Nurses"}),
    ],
)
def test_the_worklist_is_narrowed(house, query, found):
    f, by, now = house.facility, house.by, clock.now()
    with scoped(process_scope("test", f.pk)):
        make_task(f, by, "Old", due=now - 9 * HOUR)
        make_task(f, by, "Waiting", snoozed_until=now + HOUR, snooze_reason="other")
        make_task(f, by, "Tomorrow morning", due=now + 20 * HOUR, opens=now + 19 * HOUR)
        make_task(f, by, "My own", owner_actor=by, owner_role="")
        make_task(f, by, "Nurses", owner_role="nurse", due=now + 30 * HOUR, opens=now - HOUR)
    page = text(house.nurse.get(f"/c/{f.slug}/tasks/?{query}"))
    titles = {"Shower", "Old", "Waiting", "Tomorrow morning", "My own", "Nurses"}
    assert {t for t in titles if f">{t}</a>" in page} == found


def test_the_worklist_is_narrowed_to_a_neighborhood(house):
    west = make_neighborhood(house.facility, "West")
    with scoped(process_scope("test", house.facility.pk)):
        make_task(house.facility, house.by, "In the west", neighborhood=west)
    page = text(house.nurse.get(f"/c/{house.facility.slug}/tasks/?where={west.pk}"))
    assert "In the west" in page
    assert "Shower" not in page


def test_closed_today_is_there_to_be_read(house):
    row(house, "complete", given={"outcome": "done"})
    page = text(house.nurse.get(f"/c/{house.facility.slug}/tasks/?when=done"))
    assert "1 task was closed today" in page


def test_yesterdays_round_is_a_gap_in_the_record_not_work_to_do(house):
    f, now = house.facility, clock.now()
    with scoped(process_scope("test", f.pk)):
        series = make_series(f, house.by)
        monthly = make_series(f, house.by, "Check the alarm")
        for days, slot in ((3, "a"), (2, "b")):
            make_task(
                f,
                house.by,
                f"Walk {slot}",
                due=now - timedelta(days=days),
                series=series,
                local_date=f.today() - timedelta(days=days),
                slot=slot,
            )
        make_task(
            f,
            house.by,
            "Alarm test",
            due=now - timedelta(days=9),
            series=monthly,
            local_date=f.today() - timedelta(days=9),
            slot="c",
        )
    page = text(house.nurse.get(f"/c/{f.slug}/tasks/"))
    assert "Walk a" not in page
    assert "Walk b" in page
    assert "Alarm test" in page
    gaps = text(house.nurse.get(f"/c/{f.slug}/tasks/?when=gaps"))
    assert "1 turn has no entry" in gaps
    assert "Walk a" in gaps


def test_a_long_list_comes_in_pages(house):
    with scoped(process_scope("test", house.facility.pk)):
        for _ in range(55):
            make_task(house.facility, house.by)
    page = text(house.nurse.get(f"/c/{house.facility.slug}/tasks/"))
    assert "1 to 50 of 56" in page


def test_fifty_rows_cost_no_more_questions_than_one(house, django_assert_max_num_queries):
    with scoped(process_scope("test", house.facility.pk)):
        for n in range(50):
            who = make_resident(house.facility, f"Chen{n}")
            make_task(house.facility, house.by, resident=who, owner_staff=house.ana)
    with django_assert_max_num_queries(30):
        house.nurse.get(f"/c/{house.facility.slug}/tasks/")


def test_a_social_worker_has_a_list_of_their_own(house, as_role):
    worker = as_role("social-worker")
    with scoped(process_scope("test", house.facility.pk)):
        make_task(house.facility, house.by, "Call the son", owner_role="social-worker")
    page = worker.get(f"/c/{house.facility.slug}/tasks/mine/")
    assert "Call the son" in text(page)
    assert "Shower" not in text(page)
    assert worker.get(f"/c/{house.facility.slug}/tasks/").status_code == 403


# Making


def test_put_on_the_list(house):
    page = house.nurse.get(f"/c/{house.facility.slug}/tasks/create/")
    assert "Hayes, Margaret · 214" in text(page)
    day = house.facility.today() + timedelta(days=1)
    given = {
        "title": "Ask about glasses",
        "code": "tasks.free",
        "resident": str(house.margaret.pk),
        "day": day.isoformat(),
        "at": "10:00",
        "owner": "role:nurse",
    }
    assert house.nurse.post(f"/c/{house.facility.slug}/tasks/create/", given).status_code == 302
    with scoped(process_scope("test", house.facility.pk)):
        made = Task.objects.get(title="Ask about glasses")
    assert (made.resident_id, made.owner_role) == (house.margaret.pk, "nurse")


def test_a_care_task_for_nobody_is_said_beside_its_field(house):
    given = {"title": "Shower", "code": "tasks.care", "day": "2030-01-01", "at": "10:00"}
    answer = house.nurse.post(f"/c/{house.facility.slug}/tasks/create/", given)
    assert answer.status_code == 422
    assert "Say for whom it is." in text(answer)
    assert 'value="Shower"' in text(answer)


def promise_url(house) -> str:
    return f"/c/{house.facility.slug}/residents/{house.margaret.pk}/promise-call-back/"


def test_a_call_back_is_promised_from_the_resident(house, as_role, other_facility):
    with scoped(process_scope("test", house.facility.pk)):
        ann = make_contact(house.margaret)
    page = house.nurse.get(promise_url(house))
    assert "Ann Boyle, Daughter" in text(page)
    assert looked(house, "tasks.promise_call_back") == 1
    stranger = as_role("nurse", other_facility)
    assert stranger.get(promise_url(house)).status_code == 404
    day = house.facility.today() + timedelta(days=1)
    given = {"contact": str(ann.pk), "day": day.isoformat(), "at": "16:00", "about": "Bill"}
    assert house.nurse.post(promise_url(house), given).status_code == 302
    with scoped(process_scope("test", house.facility.pk)):
        made = Task.objects.get(code="tasks.call_back")
    assert (made.promised_to_id, made.instructions) == (ann.pk, "Bill")


def test_a_promise_to_nobody_or_for_yesterday_is_said_beside_its_field(house):
    day = house.facility.today() - timedelta(days=1)
    given = {"promised_to_text": "The son", "day": day.isoformat(), "at": "16:00"}
    answer = house.nurse.post(promise_url(house), given)
    assert answer.status_code == 422
    assert "Choose a time to come." in text(answer)
    nobody = house.nurse.post(promise_url(house), {"day": "2030-01-01", "at": "16:00"})
    assert "Say who is to be called back." in text(nobody)


# Series


def series_url(house, verb: str = "", pk=None) -> str:
    parts = "".join(f"{x}/" for x in (pk, verb) if x)
    return f"/c/{house.facility.slug}/tasks/series/{parts}"


def test_a_series_is_started_changed_paused_and_ended(house):
    today = house.facility.today()
    given = {
        "title": "Offer a drink",
        "code": "tasks.care",
        "resident": str(house.margaret.pk),
        "every": "d",
        "times": "8, 12:30 pm",
        "starts": today.isoformat(),
    }
    assert house.nurse.post(series_url(house, "start"), given).status_code == 302
    with scoped(process_scope("test", house.facility.pk)):
        series = TaskSeries.objects.get()
        assert [f"{t:%H:%M}" for t in series.wall_times] == ["08:00", "12:30"]
        assert Task.objects.filter(series=series).count() >= 28
    page = text(house.nurse.get(series_url(house)))
    assert "Every day at 8:00 am and 12:30 pm" in page
    assert "Hayes" in page
    change = series_url(house, "change", series.pk)
    form = house.nurse.get(change)
    assert 'value="08:00, 12:30"' in text(form)
    changed = given | {"every": "wk", "weekdays": ["1", "4"], "times": "9:00"}
    assert house.nurse.post(change, changed).status_code == 302
    assert "Every week on Mon, Thu at 9:00 am" in text(house.nurse.get(series_url(house)))
    held = house.nurse.post(series_url(house, "hold", series.pk), {"reason": "In hospital"})
    assert held.status_code == 302
    assert house.nurse.post(series_url(house, "resume", series.pk)).status_code == 302
    assert house.nurse.post(series_url(house, "resume", series.pk)).status_code == 409
    assert house.nurse.post(series_url(house, "end", series.pk), {}).status_code == 422
    ended = house.nurse.post(series_url(house, "end", series.pk), {"reason": "New plan"})
    assert ended.status_code == 302
    assert "Offer a drink" in text(house.nurse.get(series_url(house) + "?ended=1"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"times": "noonish"}, "Write times as 8:00"),
        ({"times": "25:00"}, "Write times as 8:00"),
        ({"every": "mo"}, "Say on which day of the month"),
        ({"ends": "2020-01-01"}, "It ends before it starts."),
    ],
)
def test_a_timing_nobody_can_read_is_said_beside_its_field(house, given, said):
    usual = {
        "title": "Offer a drink",
        "code": "tasks.care",
        "resident": str(house.margaret.pk),
        "every": "d",
        "times": "8:00",
        "starts": "2026-11-01",
    }
    answer = house.nurse.post(series_url(house, "start"), usual | given)
    assert answer.status_code == 422
    assert said in text(answer)


def test_a_series_of_another_community_is_not_there(house, as_role, other_facility):
    with scoped(process_scope("test", house.facility.pk)):
        series = make_series(house.facility, house.by)
    for verb in ("change", "hold", "end"):
        address = series_url(house, verb, series.pk)
        assert house.nurse.get(address).status_code == 200
        stranger = as_role("nurse", other_facility)
        foreign = address.replace(house.facility.slug, other_facility.slug)
        assert stranger.get(foreign).status_code == 404
