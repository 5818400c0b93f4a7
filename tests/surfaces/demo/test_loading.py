"""Maple Court is there for the first page, once; its past comes in behind it, day by day."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from hearth.care.rostering import queries as rostering
from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.platform.identity.models import Account
from hearth.platform.notify.models import Notification
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes.models import Note
from hearth.record.observations.models import Observation
from hearth.record.residents import queries as residents
from hearth.record.residents.models import Flag, Placement, Resident, Stay, StayEvent
from hearth.record.staff import queries as staff
from hearth.record.staff.models import StaffMember
from hearth.record.tasks.models import Task, Watch
from hearth.surfaces.demo import cast, loading, story


pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


@pytest.fixture
def inside(maple):
    with scoped(process_scope("test", maple.pk)):
        yield maple


def test_ninety_six_residents_live_in_a_hundred_and_ten_places_with_their_staff(inside):
    living = Stay.objects.exclude(status__in=["moving-in", "moved-out", "deceased"])
    assert living.count() == 96
    assert len(cast.places()) == 110
    assert StaffMember.objects.count() == 66
    assert Placement.objects.filter(ends__isnull=True).count() == 97


def test_the_first_page_finds_work_done_refused_and_open(inside):
    assert Task.objects.filter(outcome="done").exists()
    assert Task.objects.filter(outcome="refused").exists()
    assert Task.objects.filter(status="requested", due__gt=clock.now()).exists()
    assert Note.objects.filter(severity__in=["change", "urgent"]).exists()
    assert Observation.objects.exists()


def test_a_second_start_makes_nothing_twice(inside):
    before = Task.objects.count(), Resident.objects.count()
    loading.load_first(seed=1, password="quiet harbour lantern", say=lambda words: None)
    assert (Task.objects.count(), Resident.objects.count()) == before


def test_nobody_is_notified_of_the_past(inside):
    assert not Notification.objects.exists()


def test_everything_was_done_by_a_verb_and_stands_in_the_trail(inside):
    verbs = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"residents.add_residents", "residents.open_stays", "tasks.complete_task"} <= verbs


def test_nothing_is_recorded_before_it_happened_nor_in_the_future(inside):
    now = clock.now()
    assert not Note.objects.filter(recorded__gt=now).exists()
    assert not StayEvent.objects.filter(effective__gt=now).exists()


def test_three_people_of_one_neighborhood_have_the_stomach_illness(inside):
    now = clock.now()
    flags = Flag.objects.filter(code="infection", precaution="stomach")
    assert flags.count() == 3
    assert all(now - timedelta(days=3) < flag.since < now for flag in flags)
    ill = {flag.resident_id for flag in flags}
    assert ill == set(
        Watch.objects.filter(reason="infection").values_list("resident", flat=True)
    )
    held = Placement.objects.filter(resident__in=ill, ends__isnull=True)
    assert {p.place.neighborhood.name for p in held.select_related("place__neighborhood")} == {
        "West"
    }
    late = Task.objects.filter(code="tasks.watch_check", status="requested", late__lt=now)
    assert not late.filter(resident__in=ill).exists()


def test_older_days_come_in_behind_and_once(inside, monkeypatch):
    monkeypatch.setattr(loading, "DAYS", 4)
    said = []
    loading.load_history(seed=1, say=said.append)
    oldest = Task.objects.filter(code="tasks.care").order_by("due").first().due
    assert oldest < clock.now() - timedelta(days=2)
    count = Task.objects.count()
    loading.load_history(seed=1, say=said.append)
    assert Task.objects.count() == count
    assert said[-1].endswith("2 of 2 days")


def test_the_same_seed_tells_the_same_story():
    first, second = loading.Plot.of(7, DAY), loading.Plot.of(7, DAY)
    assert first == second
    assert loading.Plot.of(8, DAY).people != first.people


def test_falls_gather_on_few_people_as_in_any_house():
    people = cast.cast(random.Random(3), DAY)
    told = story.scenes(people, random.Random(4), DAY, days=90)
    falls = [s.who for s in told if s.sort == "note" and "on the floor" in s.values["text"]]
    fallers = set(falls)
    assert len(falls) > 20
    assert len(fallers) < len(people) / 2
    frail = sum(people[who].falls > 0.4 for who in falls)
    assert frail > len(falls) * 0.7


def test_every_sign_in_of_the_demonstration_opens_the_door(maple):
    known = Account.objects.filter(is_demo=True).values_list("username", flat=True)
    assert set(known) == set(loading.SIGN_INS)
    assert Client().login(username="coordinator", password="quiet harbour lantern")


def test_two_weeks_of_sheets_and_today_s_with_one_run_empty(inside):
    now, scope = clock.now(), process_scope("test", inside.pk)
    turn = staff.turn_now(scope, inside, now)
    here = staff.sheet(scope, turn, now)
    assert len(here.gaps) == 1
    assert sum(not line.is_empty for line in here.lines) > len(here.lines) / 2
    again = replace(turn, day=turn.day + timedelta(days=1))
    assert staff.last_sheet(scope, inside, again).lines
    whose = residents.whose(scope, None, now)
    assert len(whose) == 97  # everybody, and who moves in on Thursday


def test_the_staff_is_qualified_one_has_run_out_and_one_is_away(inside):
    scope, today = process_scope("test", inside.pk), inside.today()
    endings = staff.endings(scope, today)
    assert any(e.row.ends < today for e in endings)
    assert any(today < e.row.ends for e in endings)
    assert len(staff.away_on(scope, today)) == 1
    assert residents.as_held(scope, residents.delegations(scope), today)[0].lapsed is None
    assert rostering.open_now(scope, clock.now())
