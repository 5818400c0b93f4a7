"""A task to tell somebody is closed once they know, or once the agreed tries are used up."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.modes import deliveries_inline
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes import actions
from hearth.record.notes.codes import Channel, Reached
from hearth.record.residents import actions as residents
from hearth.record.residents import queries as records
from hearth.record.residents.codes import RestrictionBasis, RestrictionKind
from hearth.record.staff import actions as staff
from hearth.record.tasks import actions as tasks
from hearth.record.tasks.models import Task
from tests.factories.residents import make_contact


pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
FALL = uuid4()


@pytest.fixture
def system(facility):
    """The scope of a process, and what an action wants."""
    with scoped(process_scope("test", facility.pk)) as scope:
        yield {"scope": scope, "by": process_actor("test")}


@pytest.fixture
def daughter(facility, hayes):
    with scoped(process_scope("test", facility.pk)):
        return make_contact(hayes)


@pytest.fixture
def tell(facility, hayes, daughter):
    """The task to tell her daughter of a fall."""
    return telling(facility, hayes, f"Contact/{daughter.pk}")


def telling(facility, hayes, slot, **said):
    with scoped(process_scope("test", facility.pk)) as scope:
        return tasks.create_task(
            scope=scope,
            by=process_actor("test"),
            code="tasks.tell",
            title="Tell {name}",
            title_values={"name": "Ann"},
            resident=hayes,
            due=clock.now() + HOUR,
            cause=f"Incident/{FALL}",
            slot=slot,
            **said,
        )


def say(person, task, reached=Reached.REACHED, *, at=None, **said):
    with deliveries_inline(), scoped(person.scope):
        return actions.record_telling(
            **person.who, task=task, reached=reached, effective=at, **said
        )


def stands(facility, task):
    with scoped(process_scope("test", facility.pk)):
        row = Task.objects.get(pk=task.pk)
        return row.outcome or row.status


def test_reached_is_told(facility, nurse, tell, daughter):
    made = say(nurse, tell, text="Told of the fall", asked="May she come at once?")
    assert (made.contact, made.because_id, made.task_id) == (daughter, FALL, tell.pk)
    assert stands(facility, tell) == "done"
    with scoped(process_scope("test", facility.pk)):
        assert Task.objects.get(pk=tell.pk).performer.family == "Lee"


@pytest.mark.parametrize("reached", [Reached.NO_ANSWER, Reached.LEFT_MESSAGE, Reached.SENT])
def test_a_try_is_not_telling(facility, nurse, tell, reached):
    say(nurse, tell, reached)
    assert stands(facility, tell) == "requested"


def test_three_tries_over_two_hours_are_not_reached_and_never_done(facility, nurse, tell):
    now = clock.now()
    say(nurse, tell, Reached.NO_ANSWER, at=now - 2 * HOUR)
    say(nurse, tell, Reached.LEFT_MESSAGE, at=now - HOUR)
    assert stands(facility, tell) == "requested"
    say(nurse, tell, Reached.NO_ANSWER, at=now)
    assert stands(facility, tell) == "not-done"
    with scoped(process_scope("test", facility.pk)):
        row = Task.objects.get(pk=tell.pk)
        assert (row.outcome_reason, row.outcome_values["tries"]) == ("no-answer", 3)


def test_three_tries_in_a_quarter_of_an_hour_are_not_enough(facility, nurse, tell):
    now = clock.now()
    for minutes in (15, 7, 0):
        say(nurse, tell, Reached.NO_ANSWER, at=now - timedelta(minutes=minutes))
    assert stands(facility, tell) == "requested"
    with clock.pinned(now + 2 * HOUR):
        say(nurse, tell, Reached.NO_ANSWER)
    assert stands(facility, tell) == "not-done"


def test_who_calls_back_after_all_is_told(facility, nurse, tell):
    now = clock.now()
    for hours in (3, 2, 1):
        say(nurse, tell, Reached.NO_ANSWER, at=now - hours * HOUR)
    assert stands(facility, tell) == "not-done"
    say(nurse, tell, at=now)
    assert stands(facility, tell) == "done"


def test_taking_back_the_call_opens_it_again(facility, nurse, tell):
    made = say(nurse, tell)
    with deliveries_inline(), scoped(nurse.scope):
        actions.retract_contact_made(**nurse.who, contact_made=made, reason="Wrong daughter")
    assert stands(facility, tell) == "requested"


def test_taking_back_one_of_two_leaves_it_told(facility, nurse, tell):
    first = say(nurse, tell)
    say(nurse, tell)
    with deliveries_inline(), scoped(nurse.scope):
        actions.retract_contact_made(**nurse.who, contact_made=first, reason="Twice")
    assert stands(facility, tell) == "done"


def test_taking_back_a_try_leaves_too_few(facility, nurse, tell):
    now = clock.now()
    made = [say(nurse, tell, Reached.NO_ANSWER, at=now - hours * HOUR) for hours in (3, 2, 0)]
    assert stands(facility, tell) == "not-done"
    with deliveries_inline(), scoped(nurse.scope):
        actions.retract_contact_made(**nurse.who, contact_made=made[1], reason="Not called")
    assert stands(facility, tell) == "requested"


def test_a_call_from_the_usual_page_about_the_same_event_counts(
    facility, nurse, hayes, daughter, tell
):
    from hearth.kernel.references import Reference

    def call(**said):
        with deliveries_inline(), scoped(nurse.scope):
            actions.record_contact_made(
                **nurse.who,
                resident=hayes,
                channel=Channel.CALL,
                reached=Reached.REACHED,
                contact=daughter,
                **said,
            )

    call()
    call(because=Reference("Incident", uuid4()))
    assert stands(facility, tell) == "requested"
    call(because=Reference("Incident", FALL))
    assert stands(facility, tell) == "done"


def test_a_fax_tells_a_clinic_and_an_agency_but_no_daughter(facility, nurse, hayes, tell):
    with scoped(process_scope("test", facility.pk)) as scope:
        clinic = staff.add_outside_practitioner(
            scope=scope, by=process_actor("test"), values={"family": "Okafor", "prefix": "Dr"}
        )
    doctor = telling(facility, hayes, f"Practitioner/{clinic.pk}")
    agency = telling(facility, hayes, "Agency/state", security_label="normal")
    for task in (doctor, agency, tell):
        say(nurse, task, Reached.SENT, channel=Channel.FAX)
    found = [stands(facility, task) for task in (doctor, agency, tell)]
    assert found == ["done", "done", "requested"]


def test_a_text_tells_who_wished_for_texts(facility, nurse, daughter, tell):
    with scoped(process_scope("test", facility.pk)) as scope:
        residents.change_contact(
            scope=scope, by=process_actor("test"), contact=daughter, changes={"tell_by": "text"}
        )
    say(nurse, tell, Reached.SENT, channel=Channel.TEXT)
    assert stands(facility, tell) == "done"


def test_a_tick_is_no_telling(nurse, tell):
    with scoped(nurse.scope), pytest.raises(Refused) as refusal:
        tasks.complete_task(**nurse.who, task=tell)
    assert refusal.value.code == "own-page"


def test_somebody_kept_away_is_not_told_quietly(facility, nurse, hayes, daughter, tell):
    with deliveries_inline(), scoped(process_scope("test", facility.pk)) as scope:
        residents.add_restriction(
            scope=scope,
            by=process_actor("test"),
            resident=hayes,
            contact=daughter,
            kinds=[RestrictionKind.INFORMATION],
            basis=RestrictionBasis.WISH,
        )
    with pytest.raises(Refused) as refusal:
        say(nurse, tell, somebody_else=True)
    assert refusal.value.code == "restricted"
    assert stands(facility, tell) == "requested"
    say(nurse, tell, deviation_reason="She called and asked; the aide told her")
    with scoped(process_scope("test", facility.pk)):
        look = Task.objects.get(code="tasks.look")
        assert (look.cause_type, look.priority) == ("RestrictionDeviation", "stat")
    with deliveries_inline(), scoped(process_scope("test", facility.pk)) as scope:
        [row] = records.deviations(scope)
        residents.retract_restriction_deviation(
            scope=scope, by=process_actor("test"), deviation=row, reason="It was her neighbour"
        )
    assert stands(facility, look) == "cancelled"


def test_a_restriction_is_looked_at_before_it_ends(facility, hayes):
    with deliveries_inline(), scoped(process_scope("test", facility.pk)) as scope:
        who = {"scope": scope, "by": process_actor("test")}
        row = residents.add_restriction(
            **who,
            resident=hayes,
            name="Kevin Boyle",
            kinds=[RestrictionKind.VISITS],
            basis=RestrictionBasis.WISH,
            ends=facility.today() + timedelta(days=60),
        )

    def reviews():
        with scoped(process_scope("test", facility.pk)):
            found = Task.objects.filter(code="tasks.review").order_by("authored_on", "id")
            return [(t.status, (row_ends() - local(t.due)).days) for t in found]

    def row_ends():
        row.refresh_from_db()
        return row.ends

    def local(instant):
        return instant.astimezone(facility.zone).date()

    assert reviews() == [("requested", 14)]
    with deliveries_inline(), scoped(process_scope("test", facility.pk)) as scope:
        who["scope"] = scope
        residents.change_restriction(
            **who, restriction=row, changes={"ends": facility.today() + timedelta(days=90)}
        )
    assert [status for status, _ in reviews()] == ["cancelled", "requested"]
    assert reviews()[-1][1] == 14
    with deliveries_inline(), scoped(process_scope("test", facility.pk)) as scope:
        who["scope"] = scope
        residents.end_restriction(**who, restriction=row, reason="Lifted")
    assert [status for status, _ in reviews()] == ["cancelled", "cancelled"]
