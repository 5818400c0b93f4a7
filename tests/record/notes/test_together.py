"""The same for many residents: all or none, each on its own record, undone at once."""

from datetime import timedelta

import pytest

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes import actions, queries
from hearth.record.notes.models import Note, Together
from hearth.record.residents import actions as residents
from hearth.record.residents.models import Flag
from hearth.record.tasks import actions as tasks
from hearth.record.tasks.models import Task, Watch
from tests.factories.residents import make_contact


pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def three(lives):
    return [lives("Hayes", "214"), lives("Boyle", "118"), lives("Chen", "9")]


@pytest.fixture
def nurse(person):
    return person("nurse", "Okafor")


def a_task(**more):
    return actions.TaskForAll(
        title="Offer fluids", due=clock.now() + HOUR, owner_role="caregiver", **more
    )


def stomach(**more):
    return actions.PrecautionForAll(precaution="stomach", reason="Vomiting", **more)


EVERY = [lambda: actions.NoteForAll(text="Vomited in the night"), a_task, stomach]


def test_each_row_is_on_its_own_resident_and_audited_there(nurse, three):
    with scoped(nurse.scope):
        done = actions.act_together(**nurse.who, people=three, deeds=[make() for make in EVERY])
        for one in three:
            assert Note.objects.filter(resident=one).count() == 1
            assert Task.objects.get(resident=one).title == "Offer fluids"
            assert Flag.objects.get(resident=one).precaution == "stomach"
            lines = AuditEvent.objects.filter(action="notes.act_together", resident_id=one.pk)
            assert {e.detail["deed"] for e in lines} == {"note", "task", "precaution"}
        assert (done.together.count, len(done.items), done.already) == (3, 9, ())
        assert list(queries.together(nurse.scope)) == [done.together]


def test_it_is_so_already_for_one_and_for_all(nurse, three):
    with scoped(nurse.scope):
        residents.raise_flag(
            **nurse.who, resident=three[1], code="infection", precaution="stomach"
        )
        done = actions.act_together(**nurse.who, people=three, deeds=[stomach()])
        assert (done.together.count, done.already) == (2, (three[1],))
        with pytest.raises(Refused) as refusal:
            actions.act_together(**nurse.who, people=three, deeds=[stomach()])
        assert refusal.value.code == "already-so"


def test_refused_for_one_is_done_for_nobody_and_names_that_one(nurse, three):
    with scoped(nurse.scope):
        residents.raise_flag(
            **nurse.who, resident=three[2], code="infection", precaution="airborne"
        )
        with pytest.raises(Conflict) as refusal:
            actions.act_together(
                **nurse.who, people=three, deeds=[EVERY[0](), a_task(), stomach()]
            )
        assert refusal.value.code == "flag-open"
        assert "Chen" in str(refusal.value)
        assert Note.objects.count() == Task.objects.count() == Together.objects.count() == 0
        assert Flag.objects.count() == 1


@pytest.mark.parametrize(
    ("people", "deeds", "code"), [(0, 1, "nobody-chosen"), (3, 0, "nothing-to-do")]
)
def test_nobody_and_nothing_are_refused(nurse, three, people, deeds, code):
    with scoped(nurse.scope), pytest.raises(Refused) as refusal:
        actions.act_together(**nurse.who, people=three[:people], deeds=[stomach()][:deeds])
    assert refusal.value.code == code


def test_undo_takes_back_every_row_with_its_reason(nurse, three):
    with scoped(nurse.scope):
        done = actions.act_together(**nurse.who, people=three, deeds=[make() for make in EVERY])
        stayed = actions.undo_together(
            **nurse.who, together=done.together, reason="Wrong neighborhood"
        )
        assert stayed == ()
        assert {n.entered_in_error_reason for n in Note.objects.all()} == {"Wrong neighborhood"}
        assert {t.status for t in Task.objects.all()} == {"entered-in-error"}
        assert {f.ended_reason for f in Flag.objects.all()} == {"Wrong neighborhood"}
        lines = AuditEvent.objects.filter(action="notes.undo_together")
        assert {e.resident_id for e in lines} == {one.pk for one in three}
        with pytest.raises(Conflict) as refusal:
            actions.undo_together(**nurse.who, together=done.together, reason="Again")
        assert refusal.value.code == "undone-already"


def test_what_somebody_worked_on_stays_and_is_named(nurse, person, three):
    with scoped(nurse.scope):
        done = actions.act_together(**nurse.who, people=three, deeds=[a_task()])
        task = Task.objects.get(resident=three[0])
    aide = person("caregiver", "Lee")
    with scoped(aide.scope):
        tasks.claim_task(**aide.who, task=task)
    with scoped(nurse.scope):
        stayed = actions.undo_together(**nurse.who, together=done.together, reason="Mistake")
        assert [item.resident for item in stayed] == [three[0]]
        task.refresh_from_db()
        assert task.status == "accepted"
        done.together.refresh_from_db()
        assert done.together.stayed == [str(stayed[0].pk)]


def test_what_a_clock_passed_up_is_nobodys_work(nurse, three):
    with scoped(nurse.scope):
        done = actions.act_together(**nurse.who, people=three, deeds=[a_task()])
        Task.objects.update(next_escalation=clock.now())
        assert tasks.pass_up_late_tasks(**nurse.who)
        assert actions.undo_together(**nurse.who, together=done.together, reason="Oops") == ()


def test_a_corrected_note_stays(nurse, three):
    with scoped(nurse.scope):
        done = actions.act_together(**nurse.who, people=three, deeds=[EVERY[0]()])
        note = Note.objects.get(resident=three[0])
        actions.correct_note(**nurse.who, note=note, text="Vomited twice", reason="Twice")
        stayed = actions.undo_together(**nurse.who, together=done.together, reason="Mistake")
        assert [item.entity_id for item in stayed] == [note.pk]


def test_nothing_left_to_undo_is_said(nurse, three):
    with scoped(nurse.scope):
        done = actions.act_together(**nurse.who, people=three[:1], deeds=[stomach()])
        residents.end_flag(**nurse.who, flag=Flag.objects.get(), reason="Well again")
        with pytest.raises(Conflict) as refusal:
            actions.undo_together(**nurse.who, together=done.together, reason="Mistake")
        assert refusal.value.code == "nothing-left"


def test_undo_has_its_time_and_its_reason(nurse, three):
    with scoped(nurse.scope):
        done = actions.act_together(**nurse.who, people=three, deeds=[stomach()])
        with pytest.raises(Refused) as refusal:
            actions.undo_together(**nurse.who, together=done.together, reason=" ")
        assert refusal.value.code == "reason-missing"
        late = clock.now() + actions.UNDO_FOR + timedelta(minutes=1)
        with clock.pinned(late), pytest.raises(Refused) as refusal:
            actions.undo_together(**nurse.who, together=done.together, reason="Late")
        assert refusal.value.code == "undo-late"


# Families to tell


def a_tell(**more):
    given = {"event": "infection", "due": clock.now() + HOUR, "owner_role": "coordinator"}
    return actions.TellForAll(**given | more)


@pytest.fixture
def daughter(three):
    with scoped(process_scope("test", three[0].facility_id)):
        return make_contact(three[0], may_see=["health"])


def test_each_contact_who_may_be_told_is_a_task_of_their_own(nurse, three, daughter):
    with scoped(nurse.scope):
        done = actions.act_together(**nurse.who, people=three, deeds=[a_tell(text="Call us")])
        task = Task.objects.get()
        assert (task.code, task.slot) == ("tasks.tell", f"Contact/{daughter.pk}")
        assert (task.cause_type, task.cause_id) == ("Together", done.together.pk)
        assert (task.resident, task.instructions) == (three[0], "Call us")
        assert [one.pk for one in done.nobody] == [one.pk for one in three[1:]]


def test_nobody_to_tell_is_said(nurse, three):
    with scoped(nurse.scope), pytest.raises(Refused) as refusal:
        actions.act_together(**nurse.who, people=three, deeds=[a_tell()])
    assert refusal.value.code == "nobody-to-tell"


def test_a_family_somebody_called_stays_on_the_list(nurse, three, daughter):
    with scoped(nurse.scope):
        done = actions.act_together(**nurse.who, people=three[:1], deeds=[a_tell()])
        actions.record_telling(
            **nurse.who, task=Task.objects.get(), reached="reached", text="Told of the illness"
        )
        with pytest.raises(Conflict) as refusal:
            actions.undo_together(**nurse.who, together=done.together, reason="Mistake")
        assert refusal.value.code == "nothing-left"


# Watches


def a_watch(**more):
    return actions.WatchForAll(**{"reason": "infection"} | more)


def test_a_watch_for_each_and_its_checks_go_with_it(nurse, three):
    with scoped(nurse.scope):
        until = clock.now() + timedelta(days=2)
        done = actions.act_together(
            **nurse.who,
            people=three,
            deeds=[stomach(), a_watch(until=until, look_for="Fluids")],
        )
        assert {w.resident_id for w in Watch.objects.all()} == {one.pk for one in three}
        assert {(w.until, w.look_for) for w in Watch.objects.all()} == {(until, "Fluids")}
        assert done.together.deeds == ["precaution", "watch"]
        actions.undo_together(**nurse.who, together=done.together, reason="Wrong floor")
        assert {(w.ended_reason, w.ended_text) for w in Watch.objects.all()} == {
            ("mistake", "Wrong floor")
        }
        assert not Task.objects.filter(status__in=["requested", "accepted"]).exists()


def test_who_is_on_watch_for_it_already_stays_so(nurse, three):
    with scoped(nurse.scope):
        watch = tasks.start_watch(**nurse.who, resident=three[0], reason="infection")
        done = actions.act_together(**nurse.who, people=three, deeds=[a_watch()])
        assert done.already == (three[0],)
        actions.undo_together(**nurse.who, together=done.together, reason="Mistake")
        watch.refresh_from_db()
        assert watch.ended_at is None


def test_a_watch_whose_check_was_taken_stays(nurse, person, three):
    with scoped(nurse.scope):
        done = actions.act_together(**nurse.who, people=three, deeds=[a_watch()])
        check = Task.objects.filter(resident=three[0], code="tasks.watch_check").first()
    aide = person("caregiver", "Lee")
    with scoped(aide.scope):
        tasks.begin_task(**aide.who, task=check)
    with scoped(nurse.scope):
        stayed = actions.undo_together(**nurse.who, together=done.together, reason="Mistake")
        assert [item.resident for item in stayed] == [three[0]]
