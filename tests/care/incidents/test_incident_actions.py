"""Recording what befell somebody, what that sets going, and putting it right."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hearth.care.incidents import actions, queries
from hearth.care.incidents.models import Incident
from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.content.actions import set_definition
from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.models import DomainEvent
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents.models import CareTeamMember, Contact, ContactWish
from hearth.record.staff.models import StaffMember
from hearth.record.tasks import actions as worklist
from hearth.record.tasks.models import Task
from hearth.record.tasks.queries import watches_now
from tests.care.incidents.conftest import FALL
from tests.factories.staff import make_duty, make_member


pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def slot_of(tasks, kind: str):
    [found] = [task for slot, task in tasks.items() if slot.startswith(f"{kind}/")]
    return found


# What is kept


def test_the_row_says_when_it_happened_and_when_it_was_written(fell):
    happened = clock.now() - HOUR
    row = fell(happened_at=happened, found_at=happened + timedelta(minutes=5))
    assert (row.happened_at, row.effective) == (happened, happened)
    assert row.recorded > row.found_at


def test_where_nobody_knows_when_lists_go_by_the_finding(fell):
    row = fell(type="found-on-floor", last_seen=clock.now() - 2 * HOUR)
    assert row.happened_at is None
    assert row.effective == row.found_at


def test_the_blood_thinner_is_read_from_the_record_and_kept(fell, bleeds):
    row = fell()
    assert (row.thinner, row.thinner_text) == ("yes", "Apixaban")


def test_without_one_the_row_says_only_that_none_is_on_record(fell):
    assert fell().thinner == "not-on-record"


def test_the_list_of_types_it_was_read_by_is_kept(fell, aide):
    row = fell()
    with scoped(aide.scope):
        assert row.definition_id == queries.type_list(aide.scope).id


def test_the_head_counts_only_where_the_type_asks(fell):
    row = fell(type="skin-injury", injury="minor", head_struck="yes")
    assert row.head_struck == ""


def test_whoever_writes_was_there_unless_another_is_named(fell, aide, facility, inside):
    assert fell().performer.family == "Diaz"
    with inside():
        other = make_member(facility, "Kim")
    assert fell(performer=other).performer == other
    named = fell(performer_text="The daughter")
    assert (named.performer, named.performer_text) == (None, "The daughter")


def test_recording_leaves_an_audit_line_and_an_event(fell, inside):
    row = fell()
    with inside():
        assert AuditEvent.objects.filter(action="incidents.record_incident").count() == 1
        [event] = DomainEvent.objects.filter(name__contains="IncidentRecorded")
        assert str(row.pk) in str(event.payload)
        assert "fall" not in str(event.payload)


def test_a_form_sent_twice_records_once(fell, tasks):
    ref = uuid4()
    first = fell(client_ref=ref)
    again = fell(client_ref=ref)
    assert again.pk == first.pk
    assert len([t for t in tasks(first).values() if t.code == "incidents.report"]) == 1


def test_other_words_under_a_known_reference_are_a_conflict(fell):
    ref = uuid4()
    fell(client_ref=ref)
    with pytest.raises(Conflict) as refusal:
        fell(client_ref=ref, injury="major")
    assert refusal.value.code == "reference-taken"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"type": "levitation"}, "type-unknown"),
        ({"head_struck": None}, "head-missing"),
        ({"type": "choking"}, "text-missing"),
        ({"found_at": "later"}, "future"),
    ],
)
def test_refused_leaves_nothing_behind(fell, inside, said, code):
    if said.get("found_at"):
        said = {"found_at": clock.now() + HOUR}
    with pytest.raises(Refused) as refusal:
        fell(**said)
    assert refusal.value.code == code
    with inside():
        assert not Incident.objects.exists()
        assert not Task.objects.exists()
        assert not AuditEvent.objects.filter(action__startswith="incidents.").exists()
        assert not DomainEvent.objects.filter(name__contains="Incident").exists()


# Who must be told


def test_one_task_for_each_who_must_be_told_and_one_for_the_report(fell, tasks, hayes):
    found = tasks(fell())
    assert sorted(slot.split("/")[0] for slot in found) == [
        "Contact",
        "Practitioner",
        "Role",
        "Role",
        "report",
    ]
    assert {t.code for t in found.values()} == {"tasks.tell", "incidents.report"}
    assert {t.resident_id for t in found.values()} == {hayes.pk}


def test_the_nurse_is_told_by_whoever_found_them(fell, tasks):
    nurse = tasks(fell())["Role/nurse"]
    assert nurse.owner_staff.family == "Diaz"
    assert nurse.due - nurse.authored_on <= timedelta(minutes=15)


def test_family_is_told_by_the_nurse_each_by_their_wish(fell, tasks, hayes, actor, inside):
    found = slot_of(tasks(fell()), "Contact")
    assert (found.title_values["who"], found.owner_role) == ("Ann Boyle", "nurse")


def test_a_contact_who_wishes_not_to_hear_is_not_told(fell, tasks, hayes, actor, inside):
    with inside():
        ContactWish.objects.create(
            facility_id=hayes.facility_id,
            resident=hayes,
            contact=Contact.objects.get(),
            event="any-fall",
            tell_when="never",
            said_at=clock.now(),
            said_by=actor,
        )
    assert not [s for s in tasks(fell()) if s.startswith("Contact/")]


def test_the_same_contact_is_told_when_there_is_an_injury(fell, tasks, hayes, actor, inside):
    test_a_contact_who_wishes_not_to_hear_is_not_told(fell, tasks, hayes, actor, inside)
    assert slot_of(tasks(fell(injury="minor")), "Contact")


def test_who_may_be_told_only_later_has_an_hour_from_then(fell, tasks, facility):
    at = clock.now().astimezone(facility.zone).replace(hour=2, minute=10) + timedelta(days=1)
    with clock.pinned(at):
        task = slot_of(tasks(fell()), "Contact")
    assert task.opens.astimezone(facility.zone).hour == 7
    assert task.due == task.opens + HOUR


def test_without_a_prescriber_on_record_the_task_says_so(fell, tasks, actor, inside):
    with inside():
        CareTeamMember.objects.update(ended_at=clock.now(), ended_by=actor)
    assert "none on record" in tasks(fell())["Role/prescriber"].title


def test_the_director_hears_of_a_bad_injury_only(fell, tasks):
    assert "Role/executive-director" not in tasks(fell(injury="minor"))
    assert "Role/executive-director" in tasks(fell(injury="major"))


def test_a_nurse_who_records_it_needs_no_telling(fell, nurse, tasks, facility, inside):
    with inside():
        make_duty(StaffMember.objects.get(family="Lee"), "nurse")
    found = tasks(fell(by=nurse))
    assert "Role/nurse" not in found
    assert "Role/coordinator" in found


def test_a_nurse_who_was_told_at_once_is_no_task(fell, tasks):
    assert "Role/nurse" not in tasks(fell(done=["told-nurse"]))


@pytest.mark.usefixtures("bleeds")
def test_what_stands_in_red_is_for_now(fell, tasks):
    row = fell(head_struck="yes")
    found = tasks(row)
    assert row.say == "call-911"
    assert found["Role/nurse"].priority == "stat"
    assert found["Role/nurse"].due - row.found_at == timedelta(minutes=5)
    assert slot_of(found, "Contact").priority == "urgent"


def test_what_can_wait_is_not_for_now(fell, tasks):
    row = fell()
    assert row.say == ""
    assert tasks(row)["Role/nurse"].priority != "stat"


def test_the_report_is_due_within_a_day_by_the_nurse(fell, tasks):
    row = fell()
    report = tasks(row)["report"]
    assert (report.owner_role, report.due) == ("nurse", row.found_at + timedelta(hours=24))


def test_what_is_named_to_few_is_not_named_in_tasks(fell, tasks):
    row = fell(type="abuse-allegation", text="She says her ring was taken")
    for task in tasks(row).values():
        assert "buse" not in f"{task.title} {task.cause_text} {task.cause_code}"


# The law


def law(facility, jurisdiction):
    facility.jurisdiction = jurisdiction
    with scoped(process_scope("test", facility.pk)):
        facility.save(update_fields=["jurisdiction"])


def test_licensing_hears_of_it_where_a_read_law_says_so(fell, tasks, facility):
    law(facility, "US-CA")
    row = fell(injury="major")
    task = tasks(row)["Agency/ca-ccl"]
    assert task.due == row.found_at + timedelta(days=7)
    assert (task.owner_role, task.urgency) == ("executive-director", "legal-clock")
    assert "22 CCR 87211" in task.instructions


def test_a_law_nobody_has_read_makes_no_task(fell, tasks, facility):
    law(facility, "US-CA")
    row = fell(type="abuse-allegation", text="She says she was pushed")
    assert not [s for s in tasks(row) if s.startswith("Agency/")]


def test_another_state_has_no_deadline_of_that_one(fell, tasks):
    assert not [s for s in tasks(fell(injury="major")) if s.startswith("Agency/")]


# The watch


def watching(hayes, inside):
    with inside():
        return watches_now(process_scope("test", hayes.facility_id), [hayes.pk]).get(
            hayes.pk, []
        )


def test_a_fall_starts_a_watch_because_of_it(fell, hayes, inside):
    row = fell()
    [watch] = watching(hayes, inside)
    assert watch.reason == "fall"
    assert (watch.because_type, watch.because_id) == ("Incident", row.pk)


def test_a_second_fall_starts_no_second_watch(fell, hayes, inside):
    fell()
    fell()
    assert len(watching(hayes, inside)) == 1


def test_a_death_starts_none(fell, hayes, inside):
    fell(injury="death")
    assert watching(hayes, inside) == []


def test_a_reason_nobody_lists_any_more_loses_no_event(fell, coordinator, hayes, inside):
    with scoped(coordinator.scope):
        body = queries.type_list(coordinator.scope).body
        [entry] = [dict(entry) for entry in body["items"] if entry["code"] == "fall"]
        set_definition(
            **coordinator.who,
            kind="incident-types",
            body={"items": [entry | {"watch": "gone"}]},
        )
    row = fell()
    assert watching(hayes, inside) == []
    with inside():
        [line] = AuditEvent.objects.filter(action="incidents.start_no_watch")
        assert line.entity_id == row.pk


def test_a_fall_taken_back_leaves_the_watch_of_another(fell, nurse, hayes, inside):
    fell()
    second = fell()
    with scoped(nurse.scope):
        actions.retract_incident(**nurse.who, incident=second, reason="Twice")
    assert [w.reason for w in watching(hayes, inside)] == ["fall"]


# Putting right


def correct(person, row, **more):
    with scoped(person.scope):
        return actions.correct_incident(
            **person.who,
            incident=row,
            **{
                **FALL,
                "head_struck": "no",
                "happened_at": row.happened_at,
                "reason": "Looked again",
                **more,
            },
        )


def told(task, facility):
    """Somebody was told, as the page of telling closes it."""
    scope = process_scope("test", facility.pk)
    with scoped(scope):
        worklist.complete_task(scope=scope, by=process_actor("test"), task=task)


def test_a_correction_leaves_the_first_row_readable(fell, aide, inside):
    first = fell()
    newer = correct(aide, first, injury="minor")
    with inside():
        old = Incident.objects.get(pk=first.pk)
    assert old.entered_in_error_reason == newer.correction_reason == "Looked again"
    assert (old.injury, newer.injury, newer.corrects_id) == ("none", "minor", old.pk)


def test_what_waited_is_called_off_and_made_again(fell, aide, tasks):
    first = fell()
    newer = correct(aide, first, where="hallway")
    assert {t.status for t in tasks(first).values()} == {"cancelled"}
    assert set(tasks(newer)) == set(tasks(first))


def test_who_was_told_is_not_told_again_of_a_small_thing(fell, aide, tasks, facility):
    first = fell()
    told(slot_of(tasks(first), "Contact"), facility)
    newer = correct(aide, first, where="hallway")
    assert slot_of(tasks(first), "Contact").outcome == "done"
    assert not [s for s in tasks(newer) if s.startswith("Contact/")]
    third = correct(aide, newer, where="outside")
    assert not [s for s in tasks(third) if s.startswith("Contact/")]


def test_who_was_told_hears_again_what_is_worse(fell, aide, tasks, facility):
    first = fell()
    told(slot_of(tasks(first), "Contact"), facility)
    assert slot_of(tasks(correct(aide, first, injury="major")), "Contact").outcome == ""


def test_the_watch_goes_on_with_the_same_reason_and_ends_with_another(
    fell, aide, hayes, inside
):
    newer = correct(aide, fell(), where="hallway")
    assert [w.reason for w in watching(hayes, inside)] == ["fall"]
    correct(aide, newer, type="skin-injury", injury="minor")
    assert [w.reason for w in watching(hayes, inside)] == ["skin"]


def test_only_the_writer_or_a_nurse_corrects(fell, person, nurse):
    row = fell()
    with pytest.raises(Refused) as refusal:
        correct(person("caregiver", "Kim"), row)
    assert refusal.value.code == "not-yours"
    assert correct(nurse, row).corrects_id == row.pk


def test_a_corrected_row_is_corrected_no_more(fell, aide):
    row = fell()
    correct(aide, row)
    with pytest.raises(Conflict) as refusal:
        correct(aide, row)
    assert refusal.value.code == "already-retracted"


def test_retract_incident_calls_off_what_waits_and_keeps_who_was_told(
    fell, nurse, tasks, hayes, facility, inside
):
    row = fell()
    told(slot_of(tasks(row), "Contact"), facility)
    with scoped(nurse.scope):
        actions.retract_incident(**nurse.who, incident=row, reason="Wrong person")
    found = tasks(row)
    assert slot_of(found, "Contact").outcome == "done"
    rest = [t for s, t in found.items() if not s.startswith("Contact/")]
    assert {t.status for t in rest} == {"cancelled"}
    assert watching(hayes, inside) == []
    with inside():
        assert Incident.objects.get().entered_in_error_reason == "Wrong person"
        assert AuditEvent.objects.filter(action="incidents.retract_incident").count() == 1


@pytest.mark.parametrize(
    ("times", "reason", "code"), [(1, " ", "reason-missing"), (2, "x", "already-retracted")]
)
def test_retract_incident_needs_a_reason_and_happens_once(fell, nurse, times, reason, code):
    row = fell()
    with scoped(nurse.scope):
        for _again in range(times - 1):
            actions.retract_incident(**nurse.who, incident=row, reason="Wrong person")
        with pytest.raises(Refused) as refusal:
            actions.retract_incident(**nurse.who, incident=row, reason=reason)
    assert refusal.value.code == code


# The community's own list


def test_a_community_changes_who_is_told_without_a_programmer(
    fell, tasks, facility, coordinator
):
    with scoped(coordinator.scope):
        body = queries.type_list(coordinator.scope).body
        items = [dict(entry) for entry in body["items"] if entry["code"] == "fall"]
        items[0]["tell"] = [{"who": "coordinator", "by": "recorder", "within_minutes": 30}]
        set_definition(
            **coordinator.who,
            kind="incident-types",
            body={"items": items},
        )
    row = fell()
    assert set(tasks(row)) == {"Role/coordinator", "report"}
