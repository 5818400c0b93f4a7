"""What was given to whom: one test for each sentence, and around the code to the constraints."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.files.models import Blob
from hearth.platform.outbox.models import DomainEvent
from hearth.record.documents import actions, queries, rules
from hearth.record.documents.codes import Purpose
from hearth.record.documents.jobs import remove_charts
from hearth.record.documents.models import ChartFile, Disclosure
from tests.factories.documents import make_document
from tests.factories.residents import make_resident


pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(scope, facility):
    return make_resident(facility)


@pytest.fixture
def give(scope, actor, resident):
    def act(**said):
        said = {
            "resident": resident,
            "recipient": "hospital",
            "to_whom": "Mercy Hospital, emergency",
            "purpose": "treatment",
            "what": "Face sheet",
        } | said
        return actions.record_disclosure(scope=scope, by=actor, **said)

    return act


def test_a_release_is_a_row_on_the_trail_and_an_event(give, actor):
    row = give(pages=1, sha256="a" * 64)
    assert (row.performer_text, row.pages, row.way) == (actor.label, 1, "paper")
    line = AuditEvent.objects.get(action="documents.record_disclosure")
    assert line.resident_id == row.resident_id
    assert "Mercy" not in str(line.detail)
    assert DomainEvent.objects.filter(name__endswith="DisclosureRecorded").count() == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"to_whom": " "}, "recipient-missing"),
        ({"recipient": "inside"}, "recipient-missing"),
        ({"what": " "}, "what-missing"),
        ({"purpose": "consent"}, "authority-missing"),
        ({"purpose": "law"}, "authority-missing"),
        ({"purpose": "gossip"}, "word-unknown"),
        ({"recipient": "neighbor"}, "word-unknown"),
    ],
)
def test_what_is_no_release_is_refused_and_leaves_nothing(give, said, code):
    with pytest.raises(Refused) as refused:
        give(**said)
    assert refused.value.code == code
    assert not Disclosure.objects.exists()
    assert not AuditEvent.objects.filter(action="documents.record_disclosure").exists()


def test_it_is_not_given_before_it_happens(give):
    with pytest.raises(Refused, match="later than now"):
        give(effective=clock.now() + timedelta(minutes=5))


def test_a_list_of_many_stands_with_each_of_them(give, scope, facility, resident):
    other = make_resident(facility, "Boyle", "Ann")
    third = make_resident(facility, "Chen", "Li")
    many = {"resident": None, "residents": [resident.pk, other.pk], "what": "Evacuation list"}
    with pytest.raises(Refused, match="why the list leaves"):
        give(**many)
    row = give(**many, purpose_text=" Fire drill ")
    assert row.purpose_text == "Fire drill"
    assert queries.disclosures_of(scope, other).count() == 1
    assert not queries.disclosures_of(scope, third).exists()


def test_it_is_as_guarded_as_what_was_given(give, scope, facility, actor, resident):
    paper = make_document(facility, actor, resident=resident, security_label="restricted")
    assert give(document=paper).security_label == "restricted"


def test_a_mistake_stays_with_its_reason(give, scope, actor):
    row = give()
    with pytest.raises(Refused, match="why"):
        actions.retract_disclosure(scope=scope, by=actor, disclosure=row, reason="")
    actions.retract_disclosure(scope=scope, by=actor, disclosure=row, reason="Not sent")
    row.refresh_from_db()
    assert row.entered_in_error_by == actor
    with pytest.raises(Refused, match="already"):
        actions.retract_disclosure(scope=scope, by=actor, disclosure=row, reason="Twice")


def test_a_release_cannot_be_rewritten_or_removed(give):
    row = give()
    for act in (
        lambda: Disclosure.objects.filter(pk=row.pk).update(to_whom="Nobody"),
        lambda: Disclosure.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(Exception, match="fact"), transaction.atomic():
            act()


@pytest.mark.parametrize(
    "change",
    [
        {"to_whom": ""},
        {"purpose": "consent", "authority": ""},
        {"resident": None},
        {"effective": "ahead"},
    ],
)
def test_the_database_refuses_what_the_rules_do(give, change):
    row = give()
    row.pk, row._state.adding = None, True
    for name, value in change.items():
        setattr(row, name, row.recorded + timedelta(hours=1) if value == "ahead" else value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_what_the_law_counts(purpose):
    free = {"treatment", "payment", "operations", "request", "consent"}
    assert rules.counted_by_law(purpose) is (str(purpose) not in free)


# Charts


@pytest.fixture
def ask(scope, actor, resident, facility):
    def act(**said):
        said = {
            "resident": resident,
            "from_day": facility.today() - timedelta(days=30),
            "until_day": facility.today(),
            "chapters": ["face", "notes"],
            "purpose": "operations",
        } | said
        return actions.make_chart(scope=scope, by=actor, **said)

    return act


@pytest.fixture
def made(ask, scope, actor, pdf):
    """``made(recipient="surveyor", …)``: a chart whose file is ready."""

    def act(**said):
        row = ask(**said)
        content = pdf("Chart")
        return actions.keep_chart(
            scope=scope,
            by=actor,
            chart_id=row.pk,
            content=content,
            sha256="b" * 64,
            pages=1,
            hours=24,
            security_label="normal",
            left_out=False,
        )

    return act


OUTSIDE = {"recipient": "surveyor", "to_whom": "Dana Cole", "purpose": "oversight"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"until_day": date(2020, 1, 1)}, "days-order"),
        ({"from_day": date(2020, 1, 1)}, "days-many"),
        ({"chapters": []}, "chapters-missing"),
        ({"recipient": "surveyor"}, "recipient-missing"),
        ({**OUTSIDE, "purpose": "law"}, "authority-missing"),
    ],
)
def test_a_chart_that_cannot_be_is_refused(ask, said, code):
    with pytest.raises(Refused) as refused:
        ask(**said)
    assert refused.value.code == code
    assert not ChartFile.objects.exists()


def test_days_to_come_are_refused(ask, facility):
    ahead = facility.today() + timedelta(days=1)
    with pytest.raises(Refused, match="still to come"):
        ask(from_day=ahead, until_day=ahead)


def test_the_first_download_outside_is_a_release_and_each_is_on_the_trail(
    made, scope, actor, resident
):
    chart = made(**OUTSIDE)
    for _turn in range(2):
        actions.download_chart(scope=scope, by=actor, chart=chart, what="Chart")
    row = queries.disclosures_of(scope, resident).get()
    assert (row.sha256, row.pages, row.chapters) == ("b" * 64, 1, ["face", "notes"])
    assert (row.to_whom, row.purpose, row.chart_id) == ("Dana Cole", "oversight", chart.pk)
    assert AuditEvent.objects.filter(action="documents.download_chart").count() == 2


def test_what_stays_in_the_house_is_no_release(made, scope, actor):
    actions.download_chart(scope=scope, by=actor, chart=made(), what="Chart")
    assert not Disclosure.objects.exists()


def test_the_file_goes_after_its_hours(made, scope, actor, facility):
    chart = made()
    begun = clock.now()
    assert remove_charts(facility_id=facility.pk, scope=scope) == 0
    with clock.pinned(begun + timedelta(hours=25)):
        with pytest.raises(Conflict, match="not kept"):
            actions.download_chart(scope=scope, by=actor, chart=chart, what="Chart")
        assert remove_charts(facility_id=facility.pk, scope=scope) == 1
    chart.refresh_from_db()
    assert (chart.state, chart.pages) == ("gone", 1)
    assert Blob.objects.get(pk=chart.blob).state == "removed"


def test_a_chart_made_twice_keeps_its_first_file(made, scope, actor, pdf):
    chart = made()
    again = actions.keep_chart(
        scope=scope,
        by=actor,
        chart_id=chart.pk,
        content=pdf("Other"),
        sha256="c" * 64,
        pages=1,
        hours=24,
        security_label="normal",
        left_out=False,
    )
    assert (again.blob, again.sha256) == (chart.blob, "b" * 64)


def test_one_that_broke_says_so(ask, scope, actor):
    row = actions.chart_failed(scope=scope, by=actor, chart_id=ask().pk, code="no-pdf")
    assert (row.state, row.failure) == ("failed", "no-pdf")


def test_the_database_wants_a_file_of_what_is_ready(ask):
    row = ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        ChartFile.objects.filter(pk=row.pk).update(state="ready")
