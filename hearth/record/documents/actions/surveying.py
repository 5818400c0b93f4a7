"""Let a surveyor in, keep the list of what they asked and were given, and see them out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity import actions as identity
from hearth.platform.identity import queries as people
from hearth.platform.identity.codes import AccessBasis
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.documents import queries, rules
from hearth.record.documents.codes import VisitKind
from hearth.record.documents.events import SurveyVisitChanged
from hearth.record.documents.models import SurveyRequest, SurveySample, SurveyVisit
from hearth.record.residents.models import Resident
from hearth.record.residents.permissions import VIEW_RESIDENT


ROLE = "surveyor"
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class LetIn:
    """A visit, and the code for its one sign-in. The code is nowhere else: show it now."""

    visit: SurveyVisit
    code: str


@action("documents.open_survey_visit")
def open_survey_visit(
    *,
    scope: Scope,
    by: Actor,
    name: str,
    agency: str,
    badge: str,
    ends: datetime,
    badge_seen_by: str = "",
    visit_kind: str = VisitKind.ROUTINE,
    residents: Iterable[Resident] = (),
    at_random: bool = False,
    knowingly: bool = False,
) -> LetIn:
    """A surveyor may read the sampled residents' records until ``ends``, and print them.

    ``badge_seen_by`` is whoever saw the badge; without it, who writes. ``knowingly``: restricted
    records among them are opened too, by somebody who may open them. Raises Refused:
    who-missing, ends-past, visit-long, restricted, not-yours, part2.
    """
    seen_by = badge_seen_by.strip() or by.label
    now = clock.now()
    rules.check_visit(
        name=name, agency=agency, badge=badge, seen_by=seen_by, ends=ends, now=now
    )
    visiting = identity.open_visit(
        scope=scope, by=by, name=f"{name.strip()}, {agency.strip()}", role=ROLE, ends=ends
    )
    row = SurveyVisit.objects.create(
        facility_id=scope.facility_id,
        name=name.strip(),
        agency=agency.strip(),
        visit_kind=visit_kind,
        badge=badge.strip(),
        badge_seen_by=seen_by,
        actor=visiting.account.actor,
        opened_at=now,
        opened_by=by,
        starts=now,
        ends=ends,
    )
    for one in residents:
        _sample(scope, by, row, one, at_random=at_random, knowingly=knowingly)
    note("documents.open_survey_visit", row, by=by, detail={"kind": row.visit_kind})
    _tell(row, "opened")
    return LetIn(row, visiting.code)


@action("documents.renew_survey_code")
def renew_survey_code(*, scope: Scope, by: Actor, visit: SurveyVisit) -> LetIn:
    """Another code, for a surveyor who was signed out. Raises Conflict: visit-over."""
    row = _running(scope, visit)
    code = identity.renew_visit_code(scope=scope, by=by, actor=row.actor)
    note("documents.renew_survey_code", row, by=by)
    return LetIn(row, code)


@action("documents.extend_survey_visit")
def extend_survey_visit(
    *, scope: Scope, by: Actor, visit: SurveyVisit, ends: datetime
) -> SurveyVisit:
    """The visit lasts until then. Raises Refused: ends-past, visit-long; Conflict: visit-over."""
    row = _running(scope, visit)
    rules.check_visit_end(ends, now=clock.now())
    identity.extend_visit(scope=scope, by=by, actor=row.actor, ends=ends)
    row.ends = ends
    row.save(update_fields=["ends"])
    note("documents.extend_survey_visit", row, by=by)
    _tell(row, "extended")
    return row


@action("documents.end_survey_visit")
def end_survey_visit(*, scope: Scope, by: Actor, visit: SurveyVisit) -> SurveyVisit:
    """The surveyor is gone: code, session and every opened resident end now; the page stays.

    Raises Conflict: visit-over, when it was ended before.
    """
    row = queries.locked_visit(scope, visit.pk)
    if row.ended_at is not None:
        raise Conflict("visit-over", N_("This visit was ended already."))
    identity.close_visit(scope=scope, by=by, actor=row.actor)
    row.ended_at, row.ended_by = min(clock.now(), row.ends), by
    row.save(update_fields=["ended_at", "ended_by"])
    note("documents.end_survey_visit", row, by=by)
    _tell(row, "ended")
    return row


@action("documents.add_to_sample")
def add_to_sample(
    *,
    scope: Scope,
    by: Actor,
    visit: SurveyVisit,
    resident: Resident,
    at_random: bool = False,
    knowingly: bool = False,
) -> SurveySample:
    """One more resident's record is open to the surveyor, from now.

    ``knowingly``: also a restricted one, by somebody who may open it themselves; the trail says
    so. Raises Conflict: visit-over; Refused: restricted, not-yours, part2, sampled.
    """
    row = _running(scope, visit)
    made = _sample(scope, by, row, resident, at_random=at_random, knowingly=knowingly)
    detail: dict[str, object] = {"visit": str(row.pk)}
    if made.knowingly:
        detail["restricted"] = True
    note("documents.add_to_sample", made, by=by, detail=detail)
    _tell(row, "sampled")
    return made


@action("documents.remove_from_sample")
def remove_from_sample(
    *, scope: Scope, by: Actor, visit: SurveyVisit, resident: Resident
) -> SurveySample:
    """That record is closed to the surveyor again; what was opened of it stays on the list.

    Raises Conflict: visit-over; Refused: not-sampled.
    """
    row = _running(scope, visit)
    found = queries.sample_of(scope, row, resident.pk)
    if found is None:
        raise Refused("not-sampled", N_("That resident is not in the sample."))
    found.removed_at, found.removed_by = clock.now(), by
    found.save(update_fields=["removed_at", "removed_by"])
    for access in people.residents_open_to(scope, row.actor):
        if access.resident_id == resident.pk:
            identity.close_resident(scope=scope, by=by, access_id=access.pk)
    note("documents.remove_from_sample", found, by=by, detail={"visit": str(row.pk)})
    _tell(row, "sampled")
    return found


@action("documents.log_survey_request")
def log_survey_request(
    *,
    scope: Scope,
    by: Actor,
    visit: SurveyVisit,
    text: str,
    asked_at: datetime | None = None,
    due: datetime | None = None,
) -> SurveyRequest:
    """The surveyor asked for something. Welcome after the visit too: it is a true fact.

    Raises Refused: text-missing, future.
    """
    row = queries.locked_visit(scope, visit.pk)
    now = clock.now()
    if not text.strip():
        raise Refused("text-missing", N_("Write what was asked for."))
    if asked_at is not None and asked_at > now:
        raise Refused("future", N_("It cannot be asked later than now: change the time."))
    made = SurveyRequest.objects.create(
        facility_id=row.facility_id,
        visit=row,
        text=text.strip()[:240],
        asked_at=asked_at or now,
        due=due,
        recorded=now,
        recorder=by,
    )
    note("documents.log_survey_request", made, by=by)
    _tell(row, "asked")
    return made


@action("documents.answer_survey_request")
def answer_survey_request(
    *,
    scope: Scope,
    by: Actor,
    request: SurveyRequest,
    given_at: datetime | None = None,
    given_by: str = "",
    given_text: str = "",
) -> SurveyRequest:
    """What was asked for was given or shown. Raises Conflict: given; Refused: future, too-early."""
    row = _locked_request(scope, request)
    now = clock.now()
    at = given_at or now
    if at > now:
        raise Refused("future", N_("It cannot be given later than now: change the time."))
    if row.asked_at - A_MINUTE < at < row.asked_at:
        at = row.asked_at  # a form says whole minutes
    if at < row.asked_at:
        raise Refused("too-early", N_("It was given before it was asked for: change a time."))
    row.given_at, row.given_by = at, given_by.strip() or by.label
    row.given_text = given_text.strip()[:240]
    row.save(update_fields=["given_at", "given_by", "given_text"])
    note("documents.answer_survey_request", row, by=by)
    _tell(row.visit, "given")
    return row


@action("documents.retract_survey_request")
def retract_survey_request(
    *, scope: Scope, by: Actor, request: SurveyRequest, reason: str
) -> SurveyRequest:
    """It was written down by mistake: it stays, struck through. Raises Refused: reason-missing."""
    row = queries.locked_request(scope, request.pk)
    if row.entered_in_error_at is not None:
        raise Conflict("already-retracted", N_("This was taken back already."))
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why it was entered in error."))
    row.entered_in_error_at, row.entered_in_error_by = clock.now(), by
    row.entered_in_error_reason = reason.strip()[:240]
    row.save(
        update_fields=[
            "entered_in_error_at",
            "entered_in_error_by",
            "entered_in_error_reason",
        ]
    )
    note("documents.retract_survey_request", row, by=by)
    _tell(row.visit, "asked")
    return row


def _locked_request(scope: Scope, request: SurveyRequest) -> SurveyRequest:
    row = queries.locked_request(scope, request.pk)
    if row.entered_in_error_at is not None:
        raise Conflict("already-retracted", N_("This was taken back already."))
    if row.given_at is not None:
        raise Conflict("given", N_("Somebody wrote down just now that this was given."))
    return row


def _running(scope: Scope, visit: SurveyVisit) -> SurveyVisit:
    row = queries.locked_visit(scope, visit.pk)
    rules.check_open(row.ended_at, row.ends, now=clock.now())
    return row


def _sample(
    scope: Scope,
    by: Actor,
    visit: SurveyVisit,
    resident: Resident,
    *,
    at_random: bool,
    knowingly: bool,
) -> SurveySample:
    restricted = resident.security_label != "normal"
    rules.check_sampled(
        resident.security_label,
        name=str(resident),
        labels=scope.labels,
        may_open=scope.may(VIEW_RESIDENT) and scope.may_see(resident.pk),
        knowingly=knowingly,
    )
    if queries.sample_of(scope, visit, resident.pk) is not None:
        raise Refused("sampled", N_("That resident is in the sample already."))
    identity.open_resident(
        scope=scope,
        by=by,
        actor=visit.actor,
        resident_id=resident.pk,
        basis=AccessBasis.SAMPLE,
        ends=visit.ends,
        restricted=restricted,
    )
    return SurveySample.objects.create(
        facility_id=visit.facility_id,
        security_label=resident.security_label,
        visit=visit,
        resident=resident,
        at_random=at_random,
        knowingly=restricted,
        added_at=clock.now(),
        added_by=by,
    )


def _tell(visit: SurveyVisit, what: str) -> None:
    publish(SurveyVisitChanged(facility_id=visit.facility_id, visit_id=visit.pk, what=what))
