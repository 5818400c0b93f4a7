"""Out and back by itself: who is told, who is asked for, when the list of a return begins and ends."""

from datetime import timedelta

import pytest

from hearth.journeys.transitions import jobs
from hearth.kernel import clock
from hearth.platform.outbox.modes import deliveries_inline
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents import actions, queries
from hearth.record.residents.codes import OutFor
from hearth.record.residents.rules import Coding
from hearth.record.tasks.actions import complete_task, pass_gate, prove_checklist_item
from hearth.record.tasks.models import Checklist, Task, Watch
from tests.factories.documents import make_document
from tests.factories.residents import make_contact, make_resident, make_stay


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
FELL = Coding(planned=False, reason_code="fall", decided_by="nurse", transport="ems")


@pytest.fixture(autouse=True)
def at_one_instant():
    with clock.pinned(clock.now()):
        yield


class House:
    """Acts, each in a transaction of its own, so that what follows from it has followed."""

    def __init__(self, facility, actor) -> None:
        self.scope, self.by = process_scope("test", facility.pk), actor

    def __call__(self, verb, **given):
        with deliveries_inline(), scoped(self.scope):
            return verb(scope=self.scope, by=self.by, **given)

    def ask(self) -> int:
        with deliveries_inline(), scoped(self.scope):
            return jobs.ask_who_is_not_back(
                facility_id=self.scope.facility_id, scope=self.scope
            )

    def read(self, what, *given):
        with scoped(self.scope):
            return what(*given)


@pytest.fixture
def house(facility, actor):
    return House(facility, actor)


@pytest.fixture
def stay(house, facility):
    with scoped(house.scope):
        one = make_resident(facility)
        make_contact(one, may_see=["health", "incidents"])
        return make_stay(one)


def later(hours: float):
    return clock.pinned(clock.now() + hours * HOUR)


def sent(house, stay, **more):
    given = {"out_for": OutFor.EMERGENCY_ROOM, "coding": FELL, **more}
    house(actions.leave_for_hospital, stay=stay, **given)
    return house.read(queries.way_out_now, house.scope, stay.resident)


def open_tasks(house, code: str, **more) -> list[Task]:
    rows = Task.objects.filter(code=code, status__in=["requested", "accepted"], **more)
    return house.read(list, rows.order_by("due", "slot"))


# Told


def test_sent_to_hospital_family_and_the_nurse_are_told_once(house, stay):
    way = sent(house, stay)
    slots = [t.slot.partition("/")[0] for t in open_tasks(house, "tasks.tell")]
    assert sorted(slots) == ["Contact", "Role"]
    assert {t.cause_id for t in open_tasks(house, "tasks.tell")} == {way.left.pk}
    nurse = open_tasks(house, "tasks.tell", slot="Role/nurse")[0]
    assert (nurse.priority, nurse.due) == ("stat", clock.now() + timedelta(minutes=15))


def test_who_was_told_of_one_way_out_is_told_of_being_kept_there_too(house, stay):
    sent(house, stay)
    step = house(
        actions.change_way_out,
        resident=stay.resident,
        changes={"out_for": OutFor.OBSERVATION},
    )
    told = open_tasks(house, "tasks.tell", cause_id=step.pk)
    assert [t.slot.partition("/")[0] for t in told] == ["Contact"]
    held = open_tasks(house, "tasks.free", slot="place-held")
    assert [t.due - step.effective for t in held] == [24 * HOUR]


def test_an_outing_is_told_to_nobody(house, stay):
    house(actions.sign_out, resident=stay.resident, out_for=OutFor.FAMILY)
    assert open_tasks(house, "tasks.tell") == []


def test_taken_back_nobody_needs_to_be_told(house, stay):
    way = sent(house, stay)
    house(actions.retract_whereabouts, row=way.left, reason="The wrong Margaret")
    assert open_tasks(house, "tasks.tell") == []


# Asked for


def out(house, stay, hours: float = 2):
    return house(
        actions.sign_out,
        resident=stay.resident,
        out_for=OutFor.FAMILY,
        expected_back=clock.now() + hours * HOUR,
    )


def test_not_back_in_time_tells_the_shift_lead_once_after_the_grace(house, stay):
    row = out(house, stay)
    with later(2.4):
        assert house.ask() == 0
    with later(2.5):
        assert (house.ask(), house.ask()) == (1, 0)
        (task,) = open_tasks(house, "tasks.check")
    assert (task.owner_role, task.cause_id, task.slot) == ("shift-lead", row.pk, "not-back")
    assert task.title.format(**task.title_values) == "Find out why Margaret is not back"
    assert task.due == row.expected_back + HOUR / 2
    assert task.next_escalation is not None


def test_asked_and_answered_nobody_is_asked_again_for_the_same_time(house, stay):
    out(house, stay)
    with later(3):
        house.ask()
        house(complete_task, task=open_tasks(house, "tasks.check")[0])
        assert house.ask() == 0
    with later(5):
        assert house.ask() == 0


def test_another_time_puts_the_question_off_and_asks_by_that(house, stay):
    out(house, stay)
    with later(3):
        house.ask()
        back = clock.now() + HOUR
        house(actions.change_way_out, resident=stay.resident, changes={"expected_back": back})
        (task,) = open_tasks(house, "tasks.check")
        assert task.due == back + HOUR / 2
    with later(5):
        assert (house.ask(), len(open_tasks(house, "tasks.check"))) == (0, 1)


def test_back_in_the_house_the_question_is_answered(house, stay):
    out(house, stay)
    with later(3):
        house.ask()
        house(actions.sign_in, resident=stay.resident)
        assert open_tasks(house, "tasks.check") == []
        assert house.read(list, Task.objects.filter(slot="not-back"))[0].outcome == "done"
        assert house.ask() == 0


def test_after_four_hours_somebody_calls_the_emergency_room(house, stay):
    sent(house, stay, hospital="Mercy", phone="515-555-0100")
    with later(3.9):
        assert house.ask() == 0
    with later(4):
        assert house.ask() == 1
    (task,) = open_tasks(house, "tasks.check")
    assert (task.slot, task.instructions) == ("call-er", "Mercy · 515-555-0100")


def test_who_is_back_or_not_expected_is_not_asked_for(house, stay):
    house(actions.sign_out, resident=stay.resident, out_for=OutFor.FAMILY)
    with later(30):
        assert house.ask() == 0


# The return


def in_hospital(house, stay):
    sent(house, stay, out_for=OutFor.HOSPITAL, effective=clock.now() - 50 * HOUR)


def test_back_from_hospital_the_list_and_the_watch_begin_once(house, stay):
    in_hospital(house, stay)
    house(actions.sign_in, resident=stay.resident)
    house(actions.record_return, stay=stay, diagnosis="Pneumonia", new_orders=True)
    found = house.read(Checklist.objects.get)
    assert (found.key, found.because_type, found.status) == ("return", "Whereabouts", "running")
    watch = house.read(Watch.objects.get)
    assert (watch.reason, watch.ended_at) == ("back-from-hospital", None)


def test_the_last_step_that_holds_makes_them_live_here(house, facility, stay):
    in_hospital(house, stay)
    house(actions.record_return, stay=stay, new_orders=True)
    for task in open_tasks(house, "tasks.checklist_item"):
        if task.slot in {"seen", "medicines", "needs"}:
            house(prove_checklist_item, task=task, ticked=True)
        elif task.slot in {"summary", "orders"}:
            kind = {"summary": "hospital-summary", "orders": "order"}[task.slot]
            with scoped(house.scope):
                paper = make_document(facility, house.by, resident=stay.resident, type=kind)
            proof = f"Document/{paper.pk}"
            house(prove_checklist_item, task=task, ticked=True, document=proof)
    house.read(stay.refresh_from_db, None, ["status"])
    assert stay.status == "lives-here"


def test_a_pass_of_the_executive_director_makes_them_live_here(house, facility, stay):
    in_hospital(house, stay)
    house(actions.record_return, stay=stay, new_orders=True)
    until = facility.today() + timedelta(days=2)
    running = house.read(Checklist.objects.get)
    house(pass_gate, checklist=running, reason="Papers come by post", until=until)
    house.read(stay.refresh_from_db, None, ["status"])
    assert stay.status == "lives-here"


def test_a_step_that_holds_nobody_leaves_them_returning(house, stay):
    in_hospital(house, stay)
    house(actions.record_return, stay=stay, new_orders=True)
    free = next(t for t in open_tasks(house, "tasks.checklist_item") if t.slot == "belongings")
    house(prove_checklist_item, task=free, ticked=True)
    house.read(stay.refresh_from_db, None, ["status"])
    assert stay.status == "returning"


def test_the_emergency_room_and_back_begins_the_short_list(house, stay):
    sent(house, stay, effective=clock.now() - 7 * HOUR)
    house(actions.record_return, stay=stay, diagnosis="Bruise", new_orders=False)
    house.read(stay.refresh_from_db, None, ["status"])
    assert (stay.status, house.read(Checklist.objects.get).key) == (
        "lives-here",
        "return-short",
    )
    assert house.read(Watch.objects.get).reason == "back-from-hospital"


def test_new_orders_said_later_turn_the_short_list_into_the_whole(house, stay):
    sent(house, stay, effective=clock.now() - 7 * HOUR)
    house(actions.sign_in, resident=stay.resident)
    house(actions.record_return, stay=stay, new_orders=True)
    found = {one.key: one.status for one in house.read(list, Checklist.objects.all())}
    assert found == {"return": "running", "return-short": "cancelled"}
    assert house.read(Watch.objects.count) == 1


def test_out_again_before_the_list_is_closed_calls_it_off(house, stay):
    in_hospital(house, stay)
    house(actions.record_return, stay=stay)
    house.read(stay.refresh_from_db, None, ["status"])
    sent(house, stay, out_for=OutFor.HOSPITAL)
    assert house.read(Checklist.objects.get).status == "cancelled"
    assert house.read(Watch.objects.get).ended_at is not None
    house.read(stay.refresh_from_db, None, ["status"])
    assert stay.status == "hospital"


def test_back_from_a_visit_begins_no_list(house, stay):
    out(house, stay)
    house(actions.sign_in, resident=stay.resident)
    assert not house.read(Checklist.objects.exists)
    assert not house.read(Watch.objects.exists)
