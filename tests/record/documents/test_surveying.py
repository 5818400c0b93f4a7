"""Surveyors: let in, shown a sample, asked and given, seen out. One test a sentence."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.identity.actions import open_resident
from hearth.platform.identity.models import Account, Membership, ResidentAccess
from hearth.platform.identity.scopes import opened_scope, scope_for
from hearth.platform.outbox.models import DomainEvent
from hearth.platform.scope import process_scope, scoped
from hearth.record.documents import actions, queries, rules
from hearth.record.documents.jobs import end_visits
from hearth.record.documents.models import Document, SurveyRequest, SurveySample, SurveyVisit
from hearth.record.residents.models import Resident
from tests.factories.documents import make_document
from tests.factories.identity import make_account
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

    def test_a_restricted_record_is_not_opened_without_saying_so(self, let_in, guarded):
        with pytest.raises(Refused, match="restricted"):
            let_in(residents=[guarded])
        assert not ResidentAccess.objects.filter(resident_id=guarded.pk).exists()


@pytest.fixture
def guarded(scope, facility):
    """Li Chen, whose record is restricted."""
    return make_resident(facility, "Chen", "Li", security_label="restricted")


@pytest.mark.parametrize(
    ("label", "labels", "may_open", "knowingly", "code"),
    [
        ("normal", ("normal",), False, False, ""),
        ("restricted", ("normal", "restricted"), True, True, ""),
        ("restricted", ("normal", "restricted"), True, False, "restricted"),
        ("restricted", ("normal",), True, True, "not-yours"),
        ("restricted", ("normal", "restricted"), False, True, "not-yours"),
        ("part2", ("normal", "restricted", "part2"), True, True, "part2"),
    ],
)
def test_whose_record_may_be_sampled_by_whom(label, labels, may_open, knowingly, code):
    def judged():
        rules.check_sampled(
            label, name="Li Chen", labels=labels, may_open=may_open, knowingly=knowingly
        )

    if not code:
        judged()
        return
    with pytest.raises(Refused, match="Li Chen") as refused:
        judged()
    assert refused.value.code == code


class TestRestricted:
    """Opened by name, by somebody who may open it, knowingly; and nothing else with it."""

    @pytest.fixture
    def theirs(self, let_in, scope, actor, facility, resident, guarded):
        """The surveyor's scope, with Hayes and the restricted Chen in the sample."""
        visit = let_in(residents=[resident]).visit
        actions.add_to_sample(
            scope=scope, by=actor, visit=visit, resident=guarded, knowingly=True
        )
        return scope_for(visit.actor, facility)

    def test_it_stands_on_the_row_and_on_the_trail(self, theirs, scope, guarded):
        row = SurveySample.objects.get(resident=guarded)
        assert (row.knowingly, row.security_label) == (True, "restricted")
        assert ResidentAccess.objects.get(resident_id=guarded.pk).restricted
        for name in ("documents.add_to_sample", "identity.open_resident"):
            line = AuditEvent.objects.filter(action=name).latest("recorded")
            assert line.detail["restricted"] is True

    def test_it_is_found_in_a_scope_of_its_own_alone(self, theirs, resident, guarded):
        assert theirs.opened == frozenset({guarded.pk})
        with scoped(theirs):
            assert set(Resident.objects.values_list("pk", flat=True)) == {resident.pk}
        wide = opened_scope(theirs)
        assert wide.read_only
        with scoped(wide):
            assert set(Resident.objects.values_list("pk", flat=True)) == {guarded.pk}

    def test_it_widens_nothing_of_the_others(self, theirs, facility, actor, resident, scope):
        make_resident(facility, "Roe", "Max", security_label="restricted")
        secret = make_document(facility, actor, resident=resident, security_label="restricted")
        for wide in (theirs, opened_scope(theirs)):
            with scoped(wide):
                assert not Document.objects.filter(pk=secret.pk).exists()
                assert not Resident.objects.filter(family="Roe").exists()
        assert opened_scope(theirs, resident.pk) is None

    def test_what_part_2_guards_stays_closed_within_it(
        self, theirs, facility, actor, guarded, scope
    ):
        paper = make_document(facility, actor, resident=guarded, security_label="restricted")
        with scoped(process_scope("test", facility.pk)):
            closed = make_document(facility, actor, resident=guarded, security_label="part2")
        with scoped(opened_scope(theirs)):
            found = set(Document.objects.values_list("pk", flat=True))
        assert paper.pk in found
        assert closed.pk not in found

    def test_taken_off_and_ended_it_is_closed(self, theirs, scope, actor, facility, guarded):
        visit = SurveyVisit.objects.get()
        actions.remove_from_sample(scope=scope, by=actor, visit=visit, resident=guarded)
        assert opened_scope(scope_for(visit.actor, facility)) is None

    def test_it_is_nobodys_but_a_readers(self, theirs):
        assert opened_scope(replace(theirs, read_only=False)) is None

    @pytest.mark.parametrize("role", ["executive-director", "administrator"])
    def test_who_may_not_open_it_does_not_add_it(self, let_in, scope, facility, guarded, role):
        visit = let_in().visit
        account = make_account(role, facility)
        with pytest.raises(Refused, match="may not open yourself"):
            actions.add_to_sample(
                scope=scope_for(account.actor, facility),
                by=account.actor,
                visit=visit,
                resident=guarded,
                knowingly=True,
            )
        assert not SurveySample.objects.exists()

    def test_the_database_holds_it(self, let_in, scope, actor, facility, guarded):
        visit = let_in().visit
        sample = {"visit": visit, "resident": guarded, "facility": facility}
        made = {"added_at": clock.now(), "added_by": actor}
        for label, knowingly in (("restricted", False), ("part2", True)):
            with (
                pytest.raises(IntegrityError, match="surveysample_restricted_knowingly"),
                scoped(process_scope("test", facility.pk)),
            ):
                SurveySample.objects.create(
                    **sample, **made, security_label=label, knowingly=knowingly
                )
        access = {"actor": visit.actor, "facility": facility, "resident_id": guarded.pk}
        ends, now = clock.now() + timedelta(hours=1), clock.now()
        for said in (
            {"basis": "family", "ends": ends, "granted_by": actor},
            {"basis": "sample", "granted_by": actor},
            {"basis": "sample", "ends": ends},
        ):
            with (
                pytest.raises(IntegrityError, match="resident_access_restricted_is_sampled"),
                transaction.atomic(),
            ):
                ResidentAccess.objects.create(**access, **said, starts=now, restricted=True)

    def test_it_is_opened_for_a_survey_alone(self, let_in, scope, actor, guarded):
        said = {"actor": let_in().visit.actor, "resident_id": guarded.pk, "restricted": True}
        for wrong in (
            {"basis": "family", "ends": clock.now() + timedelta(hours=1)},
            {"basis": "sample"},
        ):
            with pytest.raises(Refused, match="survey alone"):
                open_resident(scope=scope, by=actor, **said, **wrong)


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
