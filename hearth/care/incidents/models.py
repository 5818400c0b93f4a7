"""What befell somebody, and the full report about it. Both are written once and never overwritten."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hearth.care.incidents.codes import (
    Body,
    Done,
    Injury,
    Say,
    SeenBy,
    Situation,
    Struck,
    Surroundings,
    Thinner,
    Where,
)
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident


_RIGHT = Q(entered_in_error_at__isnull=True)
_WRONG_WITH_REASON = _RIGHT | (
    Q(entered_in_error_by__isnull=False) & ~Q(entered_in_error_reason="")
)


def _codes(most: int = 16) -> "ArrayField":
    return ArrayField(models.CharField(max_length=most), default=list, blank=True)


class Incident(AboutResident):
    """FHIR AdverseEvent: something that befell a resident, as it was found and first told.

    ``happened_at`` is empty where nobody knows: then it lies between ``last_seen`` and
    ``found_at``. ``effective`` is the one of them that lists go by. ``thinner`` is what the
    record said at that time. ``definition`` names the list of types it was recorded with;
    ``say`` what that list asked of whoever was there. ``corrects`` is the row it replaces.
    """

    kind = Kind.FACT
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    type = models.CharField(
        max_length=60, db_comment="Code of an entry of the definition incident-types"
    )
    words = models.JSONField(
        db_comment="The name of the type by language, as it was when it was recorded"
    )
    happened_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField()
    last_seen = models.DateTimeField(null=True, blank=True, db_comment="Last seen well, UTC")
    effective = models.DateTimeField()
    recorded = models.DateTimeField()
    where = models.CharField(max_length=16, choices=Where.choices())
    place = key_to("tenancy.Place", optional=True)
    where_text = models.CharField(max_length=160, blank=True)
    seen_by = models.CharField(max_length=16, choices=SeenBy.choices())
    seen_by_text = models.CharField(max_length=200, blank=True, help_text="Who saw it, by name")
    injury = models.CharField(max_length=8, choices=Injury.choices())
    injury_text = models.CharField(max_length=240, blank=True)
    head_struck = models.CharField(
        max_length=8, choices=Struck.choices(), blank=True, help_text="Empty: not asked"
    )
    thinner = models.CharField(max_length=16, choices=Thinner.choices())
    thinner_text = models.CharField(
        max_length=240, blank=True, help_text="What the record said of it then"
    )
    done = _codes()
    text = models.TextField(blank=True)
    say = models.CharField(max_length=12, choices=Say.choices(), blank=True)
    definition_id = models.UUIDField(db_comment="The definition incident-types it was read by")
    definition_version = models.PositiveIntegerField()
    performer = key_to("staff.StaffMember", optional=True)
    performer_text = models.CharField(
        max_length=160, blank=True, help_text="Who found it, when not the recorder"
    )
    recorder = key_to("identity.Actor")
    client_ref = models.UUIDField(null=True, blank=True)
    corrects = key_to("incidents.Incident", optional=True)
    correction_reason = models.CharField(max_length=240, blank=True)
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = key_to("identity.Actor", optional=True)
    entered_in_error_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(type=""), name="incident_has_type"),
            models.CheckConstraint(
                condition=Q(happened_at__isnull=False, effective=F("happened_at"))
                | Q(happened_at__isnull=True, effective=F("found_at")),
                name="incident_effective_is_when",
            ),
            models.CheckConstraint(
                condition=Q(effective__lte=F("found_at")) & Q(found_at__lte=F("recorded")),
                name="incident_not_in_future",
            ),
            models.CheckConstraint(
                condition=Q(last_seen__isnull=True) | Q(last_seen__lte=F("effective")),
                name="incident_seen_well_before",
            ),
            models.CheckConstraint(
                condition=Q(where__in=Where.codes()), name="incident_where_known"
            ),
            models.CheckConstraint(
                condition=Q(seen_by__in=SeenBy.codes()), name="incident_seen_by_known"
            ),
            models.CheckConstraint(
                condition=Q(injury__in=Injury.codes()), name="incident_injury_known"
            ),
            models.CheckConstraint(
                condition=Q(head_struck__in=["", *Struck.codes()]), name="incident_head_known"
            ),
            models.CheckConstraint(
                condition=Q(thinner__in=Thinner.codes()), name="incident_thinner_known"
            ),
            models.CheckConstraint(
                condition=Q(say__in=["", *Say.codes()]), name="incident_say_known"
            ),
            models.CheckConstraint(
                condition=Q(done__contained_by=Done.codes()), name="incident_done_known"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True)
                | (~Q(corrects=F("id")) & ~Q(correction_reason="")),
                name="incident_correction_has_reason",
            ),
            models.CheckConstraint(
                condition=_WRONG_WITH_REASON, name="incident_error_has_reason"
            ),
            models.UniqueConstraint(
                fields=["facility", "corrects"],
                condition=Q(corrects__isnull=False),
                name="incident_corrected_once",
            ),
            models.UniqueConstraint(
                fields=["facility", "client_ref"],
                condition=Q(client_ref__isnull=False),
                name="incident_client_ref_once",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "resident", "-effective"]),
            models.Index(fields=["facility", "-effective"]),
            models.Index(fields=["facility", "-recorded"]),
            models.Index(fields=["facility", "recorder", "-recorded"]),
        ]


class IncidentReport(AboutResident):
    """FHIR Composition: the full report of an event, signed by its writer; one that counts.

    Writing and signing are one step: ``recorded`` is when it was signed, by ``recorder``.
    ``reviewed_by`` is somebody else. An event entered in error leaves its report readable.
    """

    kind = Kind.FACT
    retention = Retention.RESIDENT

    incident = key_to("incidents.Incident")
    resident = key_to("residents.Resident")
    narrative = models.TextField()
    witnesses = models.TextField(blank=True)
    found_later = models.TextField(blank=True, help_text="Injuries found since")
    surroundings = _codes()
    body = _codes()
    situation = _codes()
    causes_text = models.TextField(blank=True)
    told_text = models.TextField(blank=True, help_text="What family and prescriber said")
    next_text = models.TextField(blank=True, help_text="What is done so it does not come again")
    effective = models.DateTimeField()
    recorded = models.DateTimeField()
    author = key_to("staff.StaffMember", optional=True)
    recorder = key_to("identity.Actor")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = key_to("identity.Actor", optional=True)
    review_text = models.TextField(blank=True)
    client_ref = models.UUIDField(null=True, blank=True)
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = key_to("identity.Actor", optional=True)
    entered_in_error_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(narrative=""), name="incidentreport_has_words"),
            models.CheckConstraint(
                condition=Q(effective__lte=F("recorded")), name="incidentreport_not_in_future"
            ),
            models.CheckConstraint(
                condition=Q(surroundings__contained_by=Surroundings.codes())
                & Q(body__contained_by=Body.codes())
                & Q(situation__contained_by=Situation.codes()),
                name="incidentreport_causes_known",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True)
                | (
                    Q(reviewed_at__isnull=False)
                    & Q(reviewed_by__isnull=False)
                    & ~Q(reviewed_by=F("recorder"))
                ),
                name="incidentreport_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=_WRONG_WITH_REASON, name="incidentreport_error_has_reason"
            ),
            models.UniqueConstraint(
                fields=["facility", "incident"],
                condition=_RIGHT,
                name="incidentreport_once",
            ),
            models.UniqueConstraint(
                fields=["facility", "client_ref"],
                condition=Q(client_ref__isnull=False),
                name="incidentreport_client_ref_once",
            ),
        ]
        indexes = [models.Index(fields=["facility", "resident", "-recorded"])]
