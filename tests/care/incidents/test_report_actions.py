"""The full report: signed once, closed by its page, read by somebody else."""

import pytest

from hearth.care.incidents import actions
from hearth.care.incidents.models import IncidentReport
from hearth.kernel.errors import Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.scope import scoped
from hearth.record.tasks.actions import complete_task


pytestmark = pytest.mark.django_db


def sign(person, row, **more):
    with scoped(person.scope):
        return actions.sign_report(
            **person.who, incident=row, **{"narrative": "She slid from the chair.", **more}
        )


def review(person, report, **more):
    with scoped(person.scope):
        return actions.review_report(**person.who, report=report, **more)


def test_sign_report_keeps_words_and_causes(fell, nurse):
    report = sign(nurse, fell(), surroundings=["footwear"], body=["dizzy"], situation=["alone"])
    assert report.author.family == "Lee"
    assert (report.surroundings, report.body, report.situation) == (
        ["footwear"],
        ["dizzy"],
        ["alone"],
    )


def test_sign_report_closes_its_task_and_asks_for_a_review(fell, nurse, tasks):
    row = fell()
    sign(nurse, row)
    found = tasks(row)
    assert (found["report"].outcome, found["report"].performer.family) == ("done", "Lee")
    assert (found["review"].outcome, found["review"].owner_role) == ("", "coordinator")


def test_a_tick_does_not_close_the_report(fell, nurse, tasks):
    row = fell()
    with scoped(nurse.scope), pytest.raises(Refused) as refusal:
        complete_task(**nurse.who, task=tasks(row)["report"])
    assert refusal.value.code == "own-page"


def test_review_report_is_somebody_elses_and_closes_the_event(
    fell, nurse, coordinator, tasks, inside
):
    row = fell()
    report = sign(nurse, row)
    with pytest.raises(Refused) as refusal:
        review(nurse, report)
    assert refusal.value.code == "own-report"
    seen = review(coordinator, report, text="Bed lowered")
    assert (seen.reviewed_by, seen.review_text) == (coordinator.account.actor, "Bed lowered")
    assert tasks(row)["review"].outcome == "done"
    with inside():
        for verb in ("sign_report", "review_report"):
            assert AuditEvent.objects.filter(action=f"incidents.{verb}").count() == 1


def test_a_report_is_signed_once(fell, nurse, coordinator, inside):
    row = fell()
    sign(nurse, row)
    with pytest.raises(Refused) as refusal:
        sign(coordinator, row)
    assert refusal.value.code == "signed-already"
    with inside():
        assert IncidentReport.objects.count() == 1


def test_no_report_of_what_was_entered_in_error(fell, nurse, inside):
    row = fell()
    with scoped(nurse.scope):
        actions.retract_incident(**nurse.who, incident=row, reason="Wrong person")
    with pytest.raises(Refused) as refusal:
        sign(nurse, row)
    assert refusal.value.code == "incident-in-error"
    with inside():
        assert not IncidentReport.objects.exists()
