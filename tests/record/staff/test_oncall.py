"""Turns on call: who counts when somebody stands in, when nobody is called, and the load of it."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.notify import notices
from hearth.platform.notify.actions import notify
from hearth.record.staff import actions, queries, rules
from hearth.record.staff.codes import DutyRole
from hearth.record.staff.models import CallTaken, OnCall, StandIn
from hearth.record.staff.rules import OnCallNeed, Turn
from tests.factories.staff import make_duty, make_member


CHICAGO = ZoneInfo("America/Chicago")
NOON = datetime(2026, 11, 24, 18, tzinfo=UTC)  # Tuesday, 12:00 in Chicago
HOUR = timedelta(hours=1)
ANA, KIM, BO = uuid4(), uuid4(), uuid4()


def turn(who, start, end, **more):
    return Turn(
        member_id=who,
        role=more.pop("role", "nurse"),
        starts=NOON + start * HOUR,
        ends=NOON + end * HOUR,
        **more,
    )


def test_who_takes_a_part_counts_for_that_time_only():
    whole = turn(ANA, 0, 12, id=uuid4())
    part = turn(KIM, 4, 6, id=uuid4(), instead_of=whole.id)
    who = [rules.on_call_at([whole, part], NOON + h * HOUR)[0].member_id for h in (3, 4, 5, 6)]
    assert who == [ANA, KIM, KIM, ANA]


def test_layers_are_called_in_their_order():
    found = rules.on_call_at([turn(KIM, 0, 5, position=2), turn(ANA, 0, 5)], NOON)
    assert [t.member_id for t in found] == [ANA, KIM]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([], [(0, 24)]),
        ([(0, 24)], []),
        ([(0, 8), (10, 24)], [(8, 10)]),
        ([(-5, 3), (20, 40)], [(3, 20)]),
        ([(0, 12), (6, 24)], []),
    ],
)
def test_a_gap_is_when_nobody_is_called(turns, expected):
    need = [OnCallNeed(role="nurse")]
    rows = [turn(ANA, a, b) for a, b in turns]
    gaps = rules.gaps_of_rota(need, rows, NOON, NOON + 24 * HOUR, CHICAGO)
    assert [((g.starts - NOON) / HOUR, (g.ends - NOON) / HOUR) for g in gaps] == expected


def test_a_second_layer_and_another_role_have_gaps_of_their_own():
    needs = [OnCallNeed(role="nurse", layers=2), OnCallNeed(role="coordinator")]
    gaps = rules.gaps_of_rota(needs, [turn(ANA, 0, 5)], NOON, NOON + 5 * HOUR, CHICAGO)
    assert {(g.role, g.position) for g in gaps} == {("nurse", 2), ("coordinator", 1)}


def test_in_office_hours_nobody_need_be_on_call():
    need = [OnCallNeed(role="coordinator", office=(time(8), time(17)))]
    gaps = rules.gaps_of_rota(need, [], NOON, NOON + 24 * HOUR, CHICAGO)
    local = [(g.starts.astimezone(CHICAGO), g.ends.astimezone(CHICAGO)) for g in gaps]
    assert [(a.hour, b.hour) for a, b in local] == [(17, 8)]
    assert local[0][0].date() == date(2026, 11, 24)


def test_at_the_weekend_somebody_is():
    saturday = datetime(2026, 11, 28, 18, tzinfo=UTC)
    need = [OnCallNeed(role="coordinator", office=(time(8), time(17)))]
    gaps = rules.gaps_of_rota(need, [], saturday, saturday + HOUR, CHICAGO)
    assert [(g.starts, g.ends) for g in gaps] == [(saturday, saturday + HOUR)]


def test_turns_are_handed_over_at_the_same_time_by_the_clock_on_the_wall():
    spans = rules.rotation(
        [ANA, KIM], first=date(2026, 10, 26), at=time(17), every_days=7, count=3, zone=CHICAGO
    )
    assert [who for who, _s, _e in spans] == [ANA, KIM, ANA]
    assert {s.astimezone(CHICAGO).hour for _w, s, _e in spans} == {17}
    # The clocks go back on 1-Nov-2026: that week has an hour more.
    assert spans[0][2] - spans[0][1] == timedelta(days=7, hours=1)


@pytest.mark.parametrize(
    ("people", "days", "count", "code"),
    [
        ([], 7, 4, "nobody-named"),
        ([ANA], 0, 4, "too-long"),
        ([ANA], 7, 0, "too-many"),
        ([ANA], 7, 105, "too-many"),
    ],
)
def test_a_rotation_nobody_could_want_is_refused(people, days, count, code):
    with pytest.raises(Refused) as refused:
        rules.rotation(
            people,
            first=date(2026, 11, 24),
            at=time(17),
            every_days=days,
            count=count,
            zone=CHICAGO,
        )
    assert refused.value.code == code


def test_load_counts_two_layers_at_once_as_one_and_the_nights_apart():
    start = datetime(2026, 11, 24, 23, tzinfo=UTC)  # 17:00 in Chicago
    rows = [
        Turn(member_id=ANA, role="nurse", starts=start, ends=start + 15 * HOUR),
        Turn(member_id=ANA, role="coordinator", starts=start, ends=start + 15 * HOUR),
    ]
    woken = start + 9 * HOUR  # 2:00 at night
    calls = {ANA: [start + HOUR, woken, woken + HOUR]}
    load = rules.load_of(rows, start, start + 48 * HOUR, CHICAGO, calls)
    assert [(x.hours, x.night_hours, x.pages, x.nights_called) for x in load] == [
        (15.0, 8.0, 3, 1)
    ]


def test_load_goes_to_who_took_the_part():
    whole = turn(ANA, 0, 12, id=uuid4())
    part = turn(KIM, 4, 6, id=uuid4(), instead_of=whole.id)
    load = rules.load_of([whole, part], NOON, NOON + 12 * HOUR, CHICAGO)
    assert {x.member_id: x.hours for x in load} == {ANA: 10.0, KIM: 2.0}


# In the house


@pytest.fixture(autouse=True)
def _noon():
    with clock.pinned(NOON):
        yield


@pytest.fixture
def act(scope, actor):
    return lambda verb, **kwargs: verb(scope=scope, by=actor, **kwargs)


@pytest.fixture
def ana(facility, scope):
    return make_member(facility, "Diaz", phone="555 0100")


@pytest.fixture
def kim(facility, scope):
    return make_member(facility, "Lee", "Kim", phone="555 0101")


def on_call(facility, member, start=0, end=12, **more):
    return OnCall.objects.create(
        facility=facility,
        role="nurse",
        member=member,
        starts=NOON + start * HOUR,
        ends=NOON + end * HOUR,
        **more,
    )


@pytest.mark.django_db
class TestTurns:
    def test_a_rotation_plans_all_its_turns_and_is_audited(self, act, ana, kim, scope):
        rows = act(
            actions.plan_rotation,
            members=[ana, kim],
            role="nurse",
            first=date(2026, 11, 24),
            at=time(17),
            every_days=7,
            count=4,
        )
        assert [r.member for r in rows] == [ana, kim, ana, kim]
        assert AuditEvent.objects.filter(action="staff.plan_rotation").exists()

    def test_a_rotation_that_meets_a_planned_turn_plans_none(self, act, ana, kim, facility):
        on_call(facility, kim, start=24 * 8, end=24 * 9)
        with pytest.raises(Conflict):
            act(
                actions.plan_rotation,
                members=[ana],
                role="nurse",
                first=date(2026, 11, 24),
                at=time(17),
                count=2,
            )
        assert OnCall.objects.filter(member=ana).count() == 0

    def test_who_takes_a_part_answers_meanwhile(self, act, ana, kim, facility, scope):
        row = on_call(facility, ana)
        act(
            actions.take_part_of_turn,
            turn=row,
            member=kim,
            starts=NOON + HOUR,
            ends=NOON + 2 * HOUR,
            reason="Dentist",
        )
        answers = [
            queries.who_answers(scope, role="nurse", at=NOON + h * HOUR)[0].member
            for h in (0.5, 1.5, 2.5)
        ]
        assert answers == [ana, kim, ana]

    @pytest.mark.parametrize(("start", "end"), [(-1, 2), (1, 13), (3, 3)])
    def test_a_part_lies_within_the_turn(self, act, ana, kim, facility, start, end):
        row = on_call(facility, ana)
        with pytest.raises(Refused):
            act(
                actions.take_part_of_turn,
                turn=row,
                member=kim,
                starts=NOON + start * HOUR,
                ends=NOON + end * HOUR,
            )
        assert OnCall.objects.count() == 1

    def test_two_people_do_not_take_the_same_part(self, act, ana, kim, facility):
        row = on_call(facility, ana)
        bo = make_member(facility, "Bo", phone="555")
        span = {"starts": NOON + HOUR, "ends": NOON + 3 * HOUR}
        act(actions.take_part_of_turn, turn=row, member=kim, **span)
        with pytest.raises(Conflict) as refused:
            act(actions.take_part_of_turn, turn=row, member=bo, **span)
        assert refused.value.code == "part-taken"

    def test_the_database_keeps_one_part_for_a_time(self, ana, kim, facility):
        row = on_call(facility, ana)
        on_call(facility, kim, 1, 3, instead_of=row)
        with pytest.raises(IntegrityError), transaction.atomic():
            on_call(facility, kim, 2, 4, instead_of=row)

    def test_the_database_keeps_one_person_in_a_place_of_the_order(self, ana, kim, facility):
        on_call(facility, ana)
        on_call(facility, kim, position=2)
        on_call(facility, kim, 12, 20)
        again = pytest.raises(IntegrityError, match="oncall_layer_held_once")
        with again, transaction.atomic():
            on_call(facility, kim, 6, 9)

    def test_no_two_roles_are_one_to_the_database(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(DISTINCT hashtext(r)) FROM unnest(%s::text[]) AS r",
                [list(DutyRole.codes())],
            )
            assert cursor.fetchone()[0] == len(set(DutyRole.codes()))

    def test_a_turn_is_taken_over_once_with_what_was_told(self, act, ana, facility, actor):
        row = on_call(facility, ana)
        act(actions.take_over_turn, turn=row, text="Mrs Hayes may fall")
        row.refresh_from_db()
        assert (row.taken_over_at, row.taken_over_by, row.handover_text) == (
            NOON,
            actor,
            "Mrs Hayes may fall",
        )
        with pytest.raises(Refused) as refused:
            act(actions.take_over_turn, turn=row)
        assert refused.value.code == "taken-over"

    def test_a_turn_of_next_week_is_not_taken_over_yet(self, act, ana, facility):
        row = on_call(facility, ana, 100, 110)
        with pytest.raises(Refused):
            act(actions.take_over_turn, turn=row)

    def test_a_call_counts_for_who_was_on_call(self, act, ana, kim, facility):
        on_call(facility, ana, -5, 5)
        made = act(actions.record_call_taken, member=ana, minutes=30, effective=NOON - HOUR)
        assert made.turn.member == ana
        with pytest.raises(Refused) as refused:
            act(actions.record_call_taken, member=kim, minutes=30)
        assert refused.value.code == "not-on-call"

    def test_a_call_taken_back_stays_readable_and_counts_no_more(self, act, ana, facility):
        on_call(facility, ana, -5, 5)
        made = act(actions.record_call_taken, member=ana, minutes=30)
        with pytest.raises(Refused):
            act(actions.retract_call_taken, call=made, reason=" ")
        act(actions.retract_call_taken, call=made, reason="Other night")
        assert CallTaken.objects.get().entered_in_error_reason == "Other night"
        with pytest.raises(Conflict):
            act(actions.retract_call_taken, call=made, reason="again")


@pytest.mark.django_db
class TestStandIns:
    def test_whoever_stands_in_is_known_until_they_are_back(self, act, ana, kim, scope):
        row = act(
            actions.set_stand_in, member=ana, stand_in=kim, starts=NOON, ends=NOON + 10 * HOUR
        )
        assert [r.pk for r in queries.standing_in(scope, NOON + HOUR)] == [row.pk]
        assert not queries.standing_in(scope, NOON + 11 * HOUR).exists()
        with clock.pinned(NOON + 2 * HOUR):
            act(actions.end_stand_in, row=row)
        assert not queries.standing_in(scope, NOON + 3 * HOUR).exists()

    def test_twice_back_is_a_conflict(self, act, ana, kim):
        row = act(actions.set_stand_in, member=ana, stand_in=kim)
        with clock.pinned(NOON + HOUR):
            act(actions.end_stand_in, row=row)
            with pytest.raises(Conflict):
                act(actions.end_stand_in, row=row)

    def test_nobody_stands_in_for_themselves(self, act, ana):
        with pytest.raises(Refused):
            act(actions.set_stand_in, member=ana, stand_in=ana)
        assert not StandIn.objects.exists()

    def test_one_person_at_a_time_stands_in(self, act, ana, kim, facility):
        bo = make_member(facility, "Bo")
        act(actions.set_stand_in, member=ana, stand_in=kim)
        with pytest.raises(Conflict) as refused:
            act(actions.set_stand_in, member=ana, stand_in=bo)
        assert refused.value.code == "away-then"

    def test_the_database_refuses_a_stand_in_for_oneself(self, ana, facility, actor):
        with pytest.raises(IntegrityError), transaction.atomic():
            StandIn.objects.create(
                facility=facility,
                member=ana,
                stand_in=ana,
                starts=NOON,
                set_at=NOON,
                set_by=actor,
            )


@pytest.mark.django_db
class TestReachable:
    def test_who_is_neither_on_duty_nor_on_call_gets_nothing(self, facility, scope, actor):
        assert queries.is_reachable(scope, actor)  # no staff file here: family, a doctor
        ana = make_member(facility, "Diaz", phone="555 0100", actor=actor)
        assert not queries.is_reachable(scope, actor)
        on_call(facility, ana, -1, 1)
        assert queries.is_reachable(scope, actor)

    def test_who_is_at_work_is_told_and_who_went_home_is_not(self, facility, scope, actor):
        ana = make_member(facility, "Diaz", actor=actor)
        duty = make_duty(ana, starts=NOON - HOUR)
        assert queries.is_reachable(scope, actor)
        duty.status, duty.arrived_at, duty.left_at = "ended", NOON - HOUR, NOON
        duty.save()
        assert not queries.is_reachable(scope, actor)

    def test_a_notice_to_somebody_off_duty_is_held_and_an_urgent_one_is_not(
        self, facility, scope, actor, settings
    ):
        settings.HEARTH_DEMO = False
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        notices.notice_kind("tests.waits", text="x")
        notices.notice_kind("tests.now", text="x", urgent=True)
        make_member(facility, "Diaz", actor=actor)
        try:
            states = [
                notify(
                    scope=scope,
                    by=actor,
                    code=code,
                    to=actor,
                    address="a@example.org",
                    channels=["email"],
                )[0].state
                for code in ("tests.waits", "tests.now")
            ]
        finally:
            notices._known.pop("tests.waits")
            notices._known.pop("tests.now")
        assert states == ["held", "queued"]
