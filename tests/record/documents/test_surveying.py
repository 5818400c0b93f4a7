"""Surveyors: let in, shown a sample, asked and given, seen out. One test a sentence."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.identity.models import Account, Membership, ResidentAccess
from hearth.platform.identity.scopes import scope_for
from hearth.platform.outbox.models import DomainEvent
from hearth.record.documents import actions, queries, rules
from hearth.record.documents.jobs import end_visits
from hearth.record.documents.models import SurveyRequest, SurveyVisit
from tests.factories.residents import make_resident


pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(scope, facility):
    return make_resident(facility)


@pytest.fixture
def let_in(scope, actor):
    """``let_in(residents=[…])``: a surveyor with two hours ahead."""

    def act(**said):
        said = {
            "name": "Dana Cole",
            "agency": "State licensing",
            "badge": "4471",
            "ends": clock.now() + timedelta(hours=2),
        } | said
        return actions.open_survey_visit(scope=scope, by=actor, **said)

    return act


def noted(name):
    return AuditEvent.objects.filter(action=f"documents.{name}").count()


class TestOpening:
    def test_a_surveyor_sees_the_sample_and_nobody_else(self, let_in, facility, resident):
        make_resident(facility, "Boyle", "Ann")
        made = let_in(residents=[resident])
        theirs = scope_for(made.visit.actor, facility)
        assert theirs.residents == frozenset({resident.pk})
        assert theirs.read_only
        assert theirs.actor_label == "Dana Cole, State licensing"

    def test_the_badge_was_seen_by_whoever_writes_unless_somebody_is_named(self, let_in, actor):
        assert let_in().visit.badge_seen_by == actor.label
        assert let_in(badge_seen_by="Front desk").visit.badge_seen_by == "Front desk"

    def test_it_is_on_the_trail_and_told(self, let_in):
        let_in()
        assert noted("open_survey_visit") == 1
        assert DomainEvent.objects.filter(name__endswith="SurveyVisitChanged").exists()

    @pytest.mark.parametrize("missing", ["name", "agency", "badge"])
    def test_nobody_comes_in_unnamed_or_without_a_badge(self, let_in, missing):
        with pytest.raises(Refused, match="badge"):
            let_in(**{missing: " "})
        assert not SurveyVisit.objects.exists()
        assert not Account.objects.filter(username__startswith="visit-").exists()

    def test_an_end_that_has_passed_or_lies_far_ahead_is_refused(self, let_in):
        with pytest.raises(Refused, match="passed"):
            let_in(ends=clock.now() - timedelta(minutes=1))
        with pytest.raises(Refused, match="14 days"):
            let_in(ends=clock.now() + rules.LONGEST_VISIT + timedelta(hours=1))

    def test_a_restricted_record_is_not_opened_on_their_screen(self, let_in, facility):
        guarded = make_resident(facility, "Chen", "Li", security_label="restricted")
        with pytest.raises(Refused, match="restricted"):
            let_in(residents=[guarded])
        assert not ResidentAccess.objects.filter(resident_id=guarded.pk).exists()


class TestSampling:
    def test_one_more_is_open_at_once(self, let_in, scope, actor, facility, resident):
        visit = let_in().visit
        assert not scope_for(visit.actor, facility).may_see(resident.pk)
        actions.add_to_sample(scope=scope, by=actor, visit=visit, resident=resident)
        assert scope_for(visit.actor, facility).may_see(resident.pk)
        assert noted("add_to_sample") == 1

    def test_nobody_twice(self, let_in, scope, actor, resident):
        visit = let_in(residents=[resident]).visit
        with pytest.raises(Refused, match="already"):
            actions.add_to_sample(scope=scope, by=actor, visit=visit, resident=resident)

    def test_taken_off_it_is_closed_and_may_come_back(
        self, let_in, scope, actor, facility, resident
    ):
        visit = let_in(residents=[resident]).visit
        actions.remove_from_sample(scope=scope, by=actor, visit=visit, resident=resident)
        assert not scope_for(visit.actor, facility).may_see(resident.pk)
        actions.add_to_sample(scope=scope, by=actor, visit=visit, resident=resident)
        assert scope_for(visit.actor, facility).may_see(resident.pk)
        assert queries.sampled_in(scope, visit).count() == 2

    def test_whoever_is_not_in_it_is_not_taken_off(self, let_in, scope, actor, resident):
        with pytest.raises(Refused, match="not in the sample"):
            actions.remove_from_sample(
                scope=scope, by=actor, visit=let_in().visit, resident=resident
            )

    def test_the_database_holds_one_row_a_resident(self, let_in, scope, actor, resident):
        visit = let_in(residents=[resident]).visit
        row = queries.sample_of(scope, visit, resident.pk)
        row.pk = None
        row._state.adding = True
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)

    def test_a_sample_cannot_be_rewritten(self, let_in, scope, resident):
        visit = let_in(residents=[resident]).visit
        row = queries.sample_of(scope, visit, resident.pk)
        row.at_random = True
        with pytest.raises(Exception, match="fact"), transaction.atomic():
            row.save()


class TestEnding:
    def test_everything_ends_now(self, let_in, scope, actor, facility, resident):
        visit = let_in(residents=[resident]).visit
        row = actions.end_survey_visit(scope=scope, by=actor, visit=visit)
        assert row.ended_at and row.ended_by == actor
        assert scope_for(visit.actor, facility) is None
        assert not Account.objects.get(actor=visit.actor).is_active
        assert not ResidentAccess.objects.filter(
            actor=visit.actor, ends__gt=clock.now()
        ).exists()

    def test_it_ends_once(self, let_in, scope, actor):
        visit = let_in().visit
        actions.end_survey_visit(scope=scope, by=actor, visit=visit)
        with pytest.raises(Conflict, match="already"):
            actions.end_survey_visit(scope=scope, by=actor, visit=visit)

    def test_it_ends_by_itself(self, let_in, scope, facility, resident):
        begun = clock.now()
        visit = let_in(residents=[resident]).visit
        with clock.pinned(begun + timedelta(hours=3)):
            assert scope_for(visit.actor, facility) is None
            assert end_visits(facility_id=facility.pk, scope=scope) == 1
        visit.refresh_from_db()
        assert visit.ended_at == visit.ends

    def test_a_visit_that_runs_is_left_alone(self, let_in, scope, facility):
        let_in()
        assert end_visits(facility_id=facility.pk, scope=scope) == 0

    def test_longer_lasts_the_sample_too(self, let_in, scope, actor, facility, resident):
        visit = let_in(residents=[resident]).visit
        later = clock.now() + timedelta(days=2)
        actions.extend_survey_visit(scope=scope, by=actor, visit=visit, ends=later)
        assert Membership.objects.get(actor=visit.actor).ends == later
        with clock.pinned(later - timedelta(hours=1)):
            assert scope_for(visit.actor, facility).may_see(resident.pk)

    def test_after_the_end_nothing_is_opened(self, let_in, scope, actor, resident):
        visit = let_in().visit
        actions.end_survey_visit(scope=scope, by=actor, visit=visit)
        for act in (
            lambda: actions.add_to_sample(
                scope=scope, by=actor, visit=visit, resident=resident
            ),
            lambda: actions.extend_survey_visit(
                scope=scope, by=actor, visit=visit, ends=clock.now() + timedelta(hours=1)
            ),
            lambda: actions.renew_survey_code(scope=scope, by=actor, visit=visit),
        ):
            with pytest.raises(Conflict, match="over"):
                act()


class TestRequests:
    def test_asked_and_given(self, let_in, scope, actor):
        visit = let_in().visit
        due = clock.now() + timedelta(hours=1)
        asked = actions.log_survey_request(
            scope=scope, by=actor, visit=visit, text="Night staffing 22-Nov", due=due
        )
        given = actions.answer_survey_request(
            scope=scope, by=actor, request=asked, given_text="Copy of the duty board"
        )
        assert (given.given_by, given.due) == (actor.label, due)
        assert noted("log_survey_request") == noted("answer_survey_request") == 1

    def test_it_may_be_written_down_after_the_visit(self, let_in, scope, actor):
        visit = let_in().visit
        actions.end_survey_visit(scope=scope, by=actor, visit=visit)
        assert actions.log_survey_request(scope=scope, by=actor, visit=visit, text="Menus")

    def test_nothing_is_asked_or_given_later_than_now(self, let_in, scope, actor):
        visit, later = let_in().visit, clock.now() + timedelta(hours=1)
        with pytest.raises(Refused, match="later than now"):
            actions.log_survey_request(
                scope=scope, by=actor, visit=visit, text="Menus", asked_at=later
            )
        asked = actions.log_survey_request(scope=scope, by=actor, visit=visit, text="Menus")
        with pytest.raises(Refused, match="later than now"):
            actions.answer_survey_request(scope=scope, by=actor, request=asked, given_at=later)
        with pytest.raises(Refused, match="before it was asked"):
            actions.answer_survey_request(
                scope=scope,
                by=actor,
                request=asked,
                given_at=asked.asked_at - timedelta(minutes=2),
            )

    def test_given_once(self, let_in, scope, actor):
        asked = actions.log_survey_request(
            scope=scope, by=actor, visit=let_in().visit, text="Menus"
        )
        actions.answer_survey_request(scope=scope, by=actor, request=asked)
        with pytest.raises(Conflict, match="just now"):
            actions.answer_survey_request(scope=scope, by=actor, request=asked)

    def test_a_mistake_stays_with_its_reason(self, let_in, scope, actor):
        asked = actions.log_survey_request(
            scope=scope, by=actor, visit=let_in().visit, text="Menus"
        )
        with pytest.raises(Refused, match="why"):
            actions.retract_survey_request(scope=scope, by=actor, request=asked, reason=" ")
        row = actions.retract_survey_request(
            scope=scope, by=actor, request=asked, reason="Another survey"
        )
        assert row.entered_in_error_by == actor
        with pytest.raises(Conflict):
            actions.answer_survey_request(scope=scope, by=actor, request=asked)

    def test_the_database_wants_a_giver(self, let_in, scope, actor):
        asked = actions.log_survey_request(
            scope=scope, by=actor, visit=let_in().visit, text="Menus"
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            SurveyRequest.objects.filter(pk=asked.pk).update(given_at=clock.now())


@pytest.mark.parametrize(
    ("count", "share", "drawn"),
    [(0, 10, 0), (1, 10, 1), (9, 10, 1), (93, 10, 10), (40, 25, 10)],
)
def test_a_random_sample_is_rounded_up_and_names_nobody_twice(count, share, drawn):
    found = rules.random_sample(list(range(count)), share, lambda n: n - 1)
    assert len(found) == len(set(found)) == drawn
    assert found == sorted(found)
