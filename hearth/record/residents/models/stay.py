"""Where a resident lives, and where they are now."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to, period, same
from hearth.platform.tenancy.models import AboutResident
from hearth.record.residents import rules
from hearth.record.residents.codes import (
    ENDED_STAY,
    DecidedBy,
    MoveOutTo,
    OutFor,
    ReturnCondition,
    StayStatus,
    Transport,
    TriedFirst,
    WhereaboutsCode,
)


@tracked
class Stay(AboutResident):
    """FHIR EpisodeOfCare: one residency, from application to the last day. On screen: residency.

    ``starts`` is the move-in, planned until ``moved_in_at`` is set; an applicant without a date
    has the instant of the application. ``ends`` is set when the residency is over. Which place
    they hold is in ``Placement``: people move within the house without ending a residency.
    Two residencies of one resident never overlap.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    status = models.CharField(
        max_length=12, choices=StayStatus.choices(), default=StayStatus.APPLICANT
    )
    status_since = models.DateTimeField()
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)
    moved_in_at = models.DateTimeField(
        null=True, blank=True, db_comment="Effective; who recorded it is in StayEvent"
    )
    expected_return = models.DateTimeField(null=True, blank=True)
    expected_end = models.DateField(
        null=True, blank=True, help_text="Notice given for this day"
    )
    away_at = models.CharField(max_length=160, blank=True, help_text="Hospital or other place")
    ended_to = models.CharField(max_length=16, choices=MoveOutTo.choices(), blank=True)
    ended_reason = models.CharField(max_length=240, blank=True)
    source_system = models.CharField(max_length=200, blank=True)
    source_id = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="stay_one_at_a_time",
                index_type="GIST",
                expressions=[(same("resident"), "&&"), (period(), "&&")],
                condition=~Q(status="withdrawn"),
            ),
            models.UniqueConstraint(
                fields=["facility", "resident"],
                condition=~Q(status__in=list(ENDED_STAY)),
                name="stay_one_live",
            ),
            models.CheckConstraint(
                condition=Q(status__in=StayStatus.codes()), name="stay_status_known"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                name="stay_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(ENDED_STAY), ends__isnull=False)
                | (~Q(status__in=list(ENDED_STAY)) & Q(ends__isnull=True)),
                name="stay_ended_has_end",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["applicant", "moving-in", "withdrawn"])
                | Q(moved_in_at__isnull=False),
                name="stay_lived_has_move_in",
            ),
        ]
        indexes = [
            models.Index(
                fields=["facility", "status"],
                condition=~Q(status__in=list(ENDED_STAY)),
                name="stay_live",
            ),
            models.Index(fields=["facility", "resident", "-starts"]),
            models.Index(fields=["facility", "ends"]),
        ]


@tracked
class Placement(AboutResident):
    """FHIR Encounter.location: the place a resident holds, from one instant to another.

    Held also while they are away or in hospital, and from the day it is kept for somebody who
    moves in. A place is held once at a time, and a resident holds one place at a time. The
    place now held is the placement whose period contains now.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    stay = key_to(Stay)
    place = key_to("tenancy.Place")
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=240, blank=True)
    placed_by = key_to("identity.Actor")
    cancelled_at = models.DateTimeField(
        null=True, blank=True, help_text="Given up before it began"
    )
    cancelled_by = key_to("identity.Actor", optional=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="placement_place_held_once",
                index_type="GIST",
                expressions=[(same("place"), "&&"), (period(), "&&")],
                condition=Q(cancelled_at__isnull=True),
            ),
            ExclusionConstraint(
                name="placement_one_place_at_a_time",
                index_type="GIST",
                expressions=[(same("resident"), "&&"), (period(), "&&")],
                condition=Q(cancelled_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                name="placement_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(cancelled_by__isnull=False),
                name="placement_cancelled_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "resident", "-starts"]),
            models.Index(fields=["facility", "place", "-starts"]),
            models.Index(
                fields=["facility", "starts"],
                condition=Q(ends__isnull=True, cancelled_at__isnull=True),
                name="placement_open",
            ),
        ]


class StayEvent(AboutResident):
    """FHIR EpisodeOfCare.statusHistory: how a residency came to stand where it stands."""

    kind = Kind.FACT
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    stay = key_to(Stay)
    from_status = models.CharField(max_length=12, choices=StayStatus.choices(), blank=True)
    to_status = models.CharField(max_length=12, choices=StayStatus.choices())
    from_place = key_to("tenancy.Place", optional=True)
    to_place = key_to("tenancy.Place", optional=True)
    reason = models.CharField(max_length=240, blank=True)
    away_at = models.CharField(max_length=160, blank=True)
    effective = models.DateTimeField()
    recorded = models.DateTimeField()
    recorder = key_to("identity.Actor")
    performer_text = models.CharField(max_length=160, blank=True)
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = key_to("identity.Actor", optional=True)
    entered_in_error_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_status__in=StayStatus.codes()), name="stayevent_status_known"
            ),
            models.CheckConstraint(
                condition=Q(effective__lte=F("recorded")), name="stayevent_not_in_future"
            ),
            models.CheckConstraint(
                condition=Q(entered_in_error_at__isnull=True)
                | (Q(entered_in_error_by__isnull=False) & ~Q(entered_in_error_reason="")),
                name="stayevent_error_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "resident", "-effective"]),
            models.Index(fields=["facility", "recorded"]),
        ]

    @property
    def said(self) -> str:
        """What happened, as people say it: a source text."""
        before = StayStatus(self.from_status) if self.from_status else None
        had_place = self.from_place_id is not None
        return rules.change_said(before, StayStatus(self.to_status), had_place=had_place)


class Whereabouts(AboutResident):
    """Hearth's own: in or out, with whom, and when expected back. The latest row is true now.

    Latest by ``effective``, then ``recorded``, then id, leaving out what was entered in error.
    No row means in, for somebody who lives here.

    A *way out* is the row somebody left by; ``way_out`` of a later row names it: a row of the
    same code is a step while they are out (from the emergency room to a hospital stay, or
    another time of return), a row "in" ends it. ``planned`` null and an empty code mean that
    nobody coded it, as before there were codes. ``taken_along`` counts what went along, or on
    the way back what came back.
    """

    kind = Kind.FACT
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    code = models.CharField(max_length=12, choices=WhereaboutsCode.choices())
    out_for = models.CharField(max_length=16, choices=OutFor.choices(), blank=True)
    accompanied_by = models.CharField(max_length=160, blank=True, help_text="Out with whom")
    contact = key_to("residents.Contact", optional=True)
    where = models.CharField(max_length=160, blank=True)
    phone = models.CharField(max_length=40, blank=True, help_text="How to reach them there")
    expected_back = models.DateTimeField(null=True, blank=True)
    comment = models.CharField(max_length=240, blank=True)
    way_out = key_to("residents.Whereabouts", optional=True)
    planned = models.BooleanField(
        null=True, blank=True, db_comment="Known a day ahead; null: not coded"
    )
    reason_code = models.CharField(
        max_length=60, blank=True, db_comment="Code of an entry of the definition out-reasons"
    )
    reason = models.CharField(max_length=240, blank=True)
    decided_by = models.CharField(max_length=16, choices=DecidedBy.choices(), blank=True)
    tried_first = ArrayField(
        models.CharField(max_length=16, choices=TriedFirst.choices()), default=list, blank=True
    )
    taken_along = models.JSONField(
        default=dict, blank=True, db_comment="How many of each: code of Belonging to count"
    )
    transport = models.CharField(max_length=16, choices=Transport.choices(), blank=True)
    diagnosis = models.CharField(max_length=240, blank=True, help_text="Said on return")
    diagnosis_code = models.CharField(max_length=20, blank=True, db_comment="ICD-10-CM")
    new_orders = models.BooleanField(null=True, blank=True)
    condition = models.CharField(max_length=16, choices=ReturnCondition.choices(), blank=True)
    effective = models.DateTimeField()
    recorded = models.DateTimeField()
    recorder = key_to("identity.Actor")
    performer_text = models.CharField(max_length=160, blank=True)
    client_ref = models.UUIDField(null=True, blank=True)
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = key_to("identity.Actor", optional=True)
    entered_in_error_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(code__in=WhereaboutsCode.codes()), name="whereabouts_code_known"
            ),
            models.CheckConstraint(
                condition=Q(effective__lte=F("recorded")), name="whereabouts_not_in_future"
            ),
            models.CheckConstraint(
                condition=Q(expected_back__isnull=True)
                | Q(code="out", expected_back__gt=F("effective")),
                name="whereabouts_back_after_out",
            ),
            models.CheckConstraint(
                condition=Q(entered_in_error_at__isnull=True)
                | (Q(entered_in_error_by__isnull=False) & ~Q(entered_in_error_reason="")),
                name="whereabouts_error_has_reason",
            ),
            models.UniqueConstraint(
                fields=["facility", "client_ref"],
                condition=Q(client_ref__isnull=False),
                name="whereabouts_client_ref_once",
            ),
            models.CheckConstraint(
                condition=Q(code="out")
                | Q(
                    planned__isnull=True,
                    reason_code="",
                    decided_by="",
                    tried_first=[],
                    transport="",
                ),
                name="whereabouts_way_out_is_coded_out",
            ),
            models.CheckConstraint(
                condition=Q(code="in")
                | Q(diagnosis="", diagnosis_code="", new_orders__isnull=True, condition=""),
                name="whereabouts_return_is_coded_in",
            ),
            models.CheckConstraint(
                condition=Q(way_out__isnull=True) | ~Q(way_out=F("id")),
                name="whereabouts_not_its_own_way_out",
            ),
            models.CheckConstraint(
                condition=Q(decided_by="") | Q(decided_by__in=DecidedBy.codes()),
                name="whereabouts_decided_by_known",
            ),
        ]
        indexes = [
            # The order in which the latest is the latest, whole: with less the planner goes
            # down the index below, through everybody's past.
            models.Index(
                fields=["facility", "resident", "-effective", "-recorded", "-id"],
                name="whereabouts_latest",
            ),
            models.Index(fields=["facility", "-effective"]),
            models.Index(
                fields=["facility", "way_out", "effective"],
                condition=Q(way_out__isnull=False),
                name="whereabouts_of_way_out",
            ),
        ]
