"""Lists of steps: started, proved, moved, passed, closed; and the move-in they hold."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.identity.scopes import scope_for
from hearth.platform.scope import scoped
from hearth.platform.tenancy.models import Place
from hearth.record.residents import actions as residents
from hearth.record.tasks import actions, queries
from hearth.record.tasks.codes import CancelReason, Outcome, OutcomeReason
from hearth.record.tasks.models import Checklist, Task
from tests.factories.documents import make_document
from tests.factories.residents import make_contact, make_placement, make_resident, make_stay


pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
TODAY = date(2026, 11, 24)
THURSDAY = date(2026, 11, 26)
GATE = [
    "agreement", "evaluation", "physician-report", "orders", "allergies", "code-status", "contact",
]  # fmt: skip
PAPERS = {
    "agreement": "agreement",
    "evaluation": "assessment",
    "physician-report": "medical-assessment",
    "orders": "order",
}


@pytest.fixture
def house(facility, account_of):
    actor = account_of("coordinator").actor
    with clock.pinned(NOW), scoped(scope_for(actor, facility)) as scope:
        yield {"scope": scope, "by": actor}


@pytest.fixture
def resident(house, facility):
    return make_resident(facility, "Lindqvist", "Ingrid")


@pytest.fixture
def running(house, resident) -> Checklist:
    return actions.start_checklist(**house, key="move-in", anchor=THURSDAY, resident=resident)


def step(house, running, code) -> Task:
    return queries.item_tasks(house["scope"], [running])[running.pk][code]


def missing(house, resident) -> list[str]:
    return [i.code for i in queries.held_by(house["scope"], resident, "move-in")]


def prove_all(house, running, resident, facility) -> None:
    """Everything that holds, proved."""
    type(resident).objects.filter(pk=resident.pk).update(
        code_status="dnr", code_status_at=NOW, code_status_by=house["by"]
    )
    residents.state_no_known_allergies(**house, resident=resident)
    make_contact(resident)
    for code in GATE:
        document = ""
        if code in PAPERS:
            paper = make_document(facility, house["by"], resident=resident, type=PAPERS[code])
            document = f"Document/{paper.pk}"
        actions.prove_checklist_item(
            **house, task=step(house, running, code), document=document
        )


def test_each_step_is_a_task_with_its_owner_and_its_day(house, running):
    tasks = queries.item_tasks(house["scope"], [running])[running.pk]
    assert len(tasks) == 24
    week = tasks["first-week"]
    assert (week.owner_role, week.due) == (
        "coordinator",
        datetime(2026, 12, 3, 23, tzinfo=UTC),  # 17:00 in Chicago, seven days after Thursday
    )
    assert tasks["medicines-in"].owner_role == "med-tech"
    assert tasks["plan"].title_values["item"]["es"] == "Plan de servicios firmado"


def test_a_list_begun_late_makes_nobody_late(house, running):
    first = step(house, running, "evaluation")  # seven days before Thursday is long past
    assert first.due == datetime(2026, 11, 24, 23, tzinfo=UTC)
    assert first.opens == NOW


def test_started_twice_it_is_the_same_list(house, running, resident):
    again = actions.start_checklist(**house, key="move-in", anchor=TODAY, resident=resident)
    assert (again.pk, again.anchor) == (running.pk, THURSDAY)


def test_a_list_about_a_resident_needs_one_and_one_about_the_house_none(house, resident):
    with pytest.raises(Refused) as refused:
        actions.start_checklist(**house, key="move-in", anchor=TODAY)
    assert refused.value.code == "resident-missing"
    with pytest.raises(Refused) as refused:
        actions.start_checklist(**house, key="survey", anchor=TODAY, resident=resident)
    assert refused.value.code == "about-community"
    assert actions.start_checklist(**house, key="survey", anchor=TODAY).resident_id is None


def test_what_holds_is_named_until_it_is_proved(house, running, resident, facility):
    assert missing(house, resident) == GATE
    prove_all(house, running, resident, facility)
    assert missing(house, resident) == []


def test_a_fact_proves_a_step_only_when_it_stands_in_the_record(house, running, resident):
    with pytest.raises(Refused) as refused:
        actions.prove_checklist_item(
            **house, task=step(house, running, "contact"), text="Daughter"
        )
    assert refused.value.code == "fact-missing"
    make_contact(resident)
    done = actions.prove_checklist_item(**house, task=step(house, running, "contact"))
    assert done.outcome_values == {"step": "contact", "proof": "Fact/contact-phone"}


def test_another_residents_paper_proves_nothing(house, running, resident, facility):
    other = make_document(
        facility, house["by"], resident=make_resident(facility, "Boyle"), type="agreement"
    )
    with pytest.raises(Refused) as refused:
        actions.prove_checklist_item(
            **house,
            task=step(house, running, "agreement"),
            document=f"Document/{other.pk}",
            text="It is on file",
        )
    assert refused.value.code == "document-missing"


def test_what_does_not_hold_may_be_proved_by_a_word(house, running):
    with pytest.raises(Refused) as refused:
        actions.prove_checklist_item(**house, task=step(house, running, "directive"))
    assert refused.value.code == "fact-missing"
    done = actions.prove_checklist_item(
        **house, task=step(house, running, "directive"), text="Says there is none"
    )
    assert (done.outcome, done.outcome_text) == ("done", "Says there is none")
    ticked = actions.prove_checklist_item(
        **house, task=step(house, running, "wishes"), ticked=True
    )
    assert ticked.outcome == "done"


@pytest.mark.parametrize("way", ["cancel", "not-applicable", "retract"])
def test_taken_off_the_list_a_step_that_holds_still_holds(house, running, resident, way):
    task = step(house, running, "agreement")
    if way == "cancel":
        actions.cancel_task(**house, task=task, reason=CancelReason.DUPLICATE)
    elif way == "retract":
        actions.retract_task(**house, task=task, reason="Not needed")
    else:
        actions.complete_task(
            **house,
            task=task,
            outcome=Outcome.NOT_APPLICABLE,
            reason=OutcomeReason.OTHER,
            text="No need",
        )
    assert "agreement" in missing(house, resident)


def test_the_day_moves_and_open_steps_move_along(house, running):
    done = step(house, running, "wishes")
    actions.prove_checklist_item(**house, task=done, ticked=True)
    was = step(house, running, "wishes").due
    actions.change_anchor(**house, checklist=running, anchor=THURSDAY + timedelta(days=7))
    assert step(house, running, "first-week").due == datetime(2026, 12, 10, 23, tzinfo=UTC)
    assert step(house, running, "wishes").due == was


def test_passed_it_holds_no_more_and_what_is_missing_has_its_day(house, running, resident):
    friday = date(2026, 12, 4)
    actions.cancel_task(
        **house, task=step(house, running, "orders"), reason=CancelReason.DUPLICATE
    )
    row = actions.pass_gate(
        **house, checklist=running, reason="Papers come Friday", until=friday
    )
    assert missing(house, resident) == []
    assert (row.passed_until, row.passed_reason) == (friday, "Papers come Friday")
    for code in GATE:
        task = step(house, running, code)
        assert (task.status, task.due.date()) == ("requested", friday)
    actions.change_anchor(**house, checklist=running, anchor=THURSDAY + timedelta(days=30))
    assert step(house, running, "orders").due.date() == friday


@pytest.mark.parametrize(
    ("reason", "until", "code"),
    [(" ", THURSDAY, "reason-missing"), ("Soon", date(2026, 11, 1), "until-past")],
)
def test_a_pass_says_why_and_by_when(house, running, reason, until, code):
    with pytest.raises(Refused) as refused:
        actions.pass_gate(**house, checklist=running, reason=reason, until=until)
    assert refused.value.code == code


def test_where_nothing_holds_there_is_nothing_to_pass(house, running, resident, facility):
    prove_all(house, running, resident, facility)
    with pytest.raises(Refused) as refused:
        actions.pass_gate(**house, checklist=running, reason="So", until=THURSDAY)
    assert refused.value.code == "nothing-missing"


def test_a_list_is_closed_only_when_nothing_holds(house, running, resident, facility):
    with pytest.raises(Refused) as refused:
        actions.close_checklist(**house, checklist=running, reason="Enough")
    assert refused.value.code == "gate-missing"
    prove_all(house, running, resident, facility)
    with pytest.raises(Refused) as refused:
        actions.close_checklist(**house, checklist=running)
    assert refused.value.code == "reason-missing"
    row = actions.close_checklist(**house, checklist=running, reason="Rest not needed")
    assert row.status == "closed"
    assert not queries.open_of_cause(house["scope"], f"Checklist/{running.pk}")
    with pytest.raises(Conflict):
        actions.change_anchor(**house, checklist=running, anchor=TODAY)


def test_given_up_it_says_why_and_holds_nothing(house, running, resident):
    with pytest.raises(Refused):
        actions.cancel_checklist(**house, checklist=running, reason=" ")
    actions.cancel_checklist(**house, checklist=running, reason="Chose another home")
    assert missing(house, resident) == []


def test_one_list_of_a_kind_runs_at_once(house, running, resident):
    with pytest.raises(IntegrityError), transaction.atomic():
        Checklist.objects.create(
            facility_id=running.facility_id,
            resident=resident,
            key="move-in",
            definition_id=running.definition_id,
            definition_version=1,
            anchor=TODAY,
            started_by=house["by"],
            started_at=NOW,
        )


# The gate


@pytest.fixture
def stay(house, resident, facility):
    place = Place.objects.filter(facility=facility).first()
    row = make_stay(resident, "moving-in", starts=NOW, moved_in_at=None, status_since=NOW)
    if place:
        make_placement(row, place, house["by"])
    return row


def test_a_move_in_is_refused_naming_what_is_missing(house, running, stay):
    with pytest.raises(Refused) as refused:
        residents.move_in(**house, stay=stay)
    assert refused.value.code == "gate-held"
    assert "Code status recorded" in refused.value.shown()
    stay.refresh_from_db()
    assert stay.moved_in_at is None


def test_without_a_list_nothing_holds_unless_the_community_says_so(house, resident):
    assert missing(house, resident) == []
