"""What was seen and said about a resident."""

from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident
from hearth.record.notes.codes import Channel, Direction, NoteCategory, Reached, Severity


class Note(AboutResident):
    """FHIR ClinicalImpression/Communication: a progress note or an observation in words.

    Without a resident it is about the house. ``keep_active_until`` keeps it on the hand-off
    until then, or until somebody puts it away. ``corrects`` is the note it replaces: that one
    is shown struck through, with this one's text. Each note is corrected at most once; a
    second correction corrects the first.
    """

    kind = Kind.FACT
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident", optional=True)
    neighborhood = key_to("tenancy.Neighborhood", optional=True)
    category = models.CharField(max_length=16, choices=NoteCategory.choices())
    severity = models.CharField(
        max_length=8, choices=Severity.choices(), default=Severity.ROUTINE
    )
    text = models.TextField()
    keep_active_until = models.DateTimeField(null=True, blank=True)
    put_away_at = models.DateTimeField(null=True, blank=True)
    put_away_by = key_to("identity.Actor", optional=True)
    effective = models.DateTimeField()
    recorded = models.DateTimeField()
    author = key_to("staff.StaffMember", optional=True)
    author_text = models.CharField(
        max_length=160, blank=True, help_text="Who saw it, when not one of the staff"
    )
    recorder = key_to("identity.Actor")
    shared_with_family = models.BooleanField(default=False)
    because_type = models.CharField(
        max_length=40, blank=True, db_comment="Reference: what it is a note on, e.g. Task"
    )
    because_id = models.UUIDField(null=True, blank=True)
    corrects = key_to("notes.Note", optional=True)
    correction_reason = models.CharField(max_length=240, blank=True)
    client_ref = models.UUIDField(null=True, blank=True)
    source_system = models.CharField(max_length=200, blank=True)
    source_id = models.CharField(max_length=200, blank=True)
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = key_to("identity.Actor", optional=True)
    entered_in_error_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="note_has_text"),
            models.CheckConstraint(
                condition=Q(category__in=NoteCategory.codes()), name="note_category_known"
            ),
            models.CheckConstraint(
                condition=Q(severity__in=Severity.codes()), name="note_severity_known"
            ),
            models.CheckConstraint(
                condition=Q(effective__lte=F("recorded")), name="note_not_in_future"
            ),
            models.CheckConstraint(
                condition=Q(put_away_at__isnull=True) | Q(put_away_by__isnull=False),
                name="note_put_away_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True)
                | (~Q(corrects=F("id")) & ~Q(correction_reason="")),
                name="note_correction_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(entered_in_error_at__isnull=True)
                | (Q(entered_in_error_by__isnull=False) & ~Q(entered_in_error_reason="")),
                name="note_error_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(shared_with_family=False) | Q(resident__isnull=False),
                name="note_shared_is_about_somebody",
            ),
            models.UniqueConstraint(
                fields=["facility", "corrects"],
                condition=Q(corrects__isnull=False, entered_in_error_at__isnull=True),
                name="note_corrected_once",
            ),
            models.UniqueConstraint(
                fields=["facility", "client_ref"],
                condition=Q(client_ref__isnull=False),
                name="note_client_ref_once",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "resident", "-effective"]),
            models.Index(fields=["facility", "-recorded"]),
            models.Index(
                fields=["facility", "keep_active_until"],
                condition=Q(
                    keep_active_until__isnull=False,
                    put_away_at__isnull=True,
                    entered_in_error_at__isnull=True,
                ),
                name="note_active",
            ),
            models.Index(fields=["facility", "recorder", "-recorded"]),
        ]


class NoteTerm(AboutResident):
    """Hearth's own: a word of a note, by which search finds it; written with the note.

    A btree by prefix, since text search operators cannot use an index under row-level
    security. It carries the note's resident and label, so that it hides with it.
    """

    kind = Kind.TRACE
    retention = Retention.RESIDENT

    note = key_to("notes.Note")
    resident = key_to("residents.Resident", optional=True)
    term = models.CharField(max_length=60, db_collation="C")
    effective = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facility", "note", "term"], name="noteterm_once")
        ]
        indexes = [models.Index(fields=["facility", "term", "-effective"])]


class NoteDraft(AboutResident):
    """Hearth's own: what somebody began to write; theirs alone, gone when it is sent or old.

    ``page`` says which form it belongs to, such as "write_note" or "handoff:<id>". No part of
    the record: it changes without history and is pruned.
    """

    kind = Kind.TRACE
    retention = Retention.SHORT

    actor = key_to("identity.Actor")
    resident = key_to("residents.Resident", optional=True)
    page = models.CharField(max_length=80)
    body = models.JSONField(default=dict)
    changed = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "actor", "page", "resident"],
                nulls_distinct=False,
                name="notedraft_one_per_page",
            )
        ]
        indexes = [models.Index(fields=["facility", "changed"])]


class ContactMade(AboutResident):
    """FHIR Communication: a call, visit or letter with family, a doctor or anybody outside.

    ``promise`` is the task that was promised in it, such as calling back by noon. ``task`` is the
    one that asked for it: whom to tell of what; ``because`` is what they were told of.
    """

    kind = Kind.FACT
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    contact = key_to("residents.Contact", optional=True)
    practitioner = key_to("staff.OutsidePractitioner", optional=True)
    with_text = models.CharField(
        max_length=160, blank=True, help_text="With whom, if nobody above"
    )
    channel = models.CharField(max_length=8, choices=Channel.choices())
    direction = models.CharField(max_length=4, choices=Direction.choices())
    reached = models.CharField(max_length=16, choices=Reached.choices())
    text = models.TextField(blank=True)
    asked = models.TextField(blank=True, help_text="What they asked")
    task = key_to("tasks.Task", optional=True)
    promise = key_to("tasks.Task", optional=True)
    because_type = models.CharField(
        max_length=40, blank=True, db_comment="Reference: what it was about, e.g. Task"
    )
    because_id = models.UUIDField(null=True, blank=True)
    effective = models.DateTimeField()
    recorded = models.DateTimeField()
    author = key_to("staff.StaffMember", optional=True)
    recorder = key_to("identity.Actor")
    client_ref = models.UUIDField(null=True, blank=True)
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = key_to("identity.Actor", optional=True)
    entered_in_error_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        verbose_name_plural = "contacts made"
        constraints = [
            models.CheckConstraint(
                condition=Q(contact__isnull=False)
                | Q(practitioner__isnull=False)
                | ~Q(with_text=""),
                name="contactmade_with_somebody",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.codes()), name="contactmade_channel_known"
            ),
            models.CheckConstraint(
                condition=Q(reached__in=Reached.codes()), name="contactmade_reached_known"
            ),
            models.CheckConstraint(
                condition=Q(effective__lte=F("recorded")), name="contactmade_not_in_future"
            ),
            models.CheckConstraint(
                condition=Q(entered_in_error_at__isnull=True)
                | (Q(entered_in_error_by__isnull=False) & ~Q(entered_in_error_reason="")),
                name="contactmade_error_has_reason",
            ),
            models.UniqueConstraint(
                fields=["facility", "client_ref"],
                condition=Q(client_ref__isnull=False),
                name="contactmade_client_ref_once",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "resident", "-effective"]),
            models.Index(fields=["facility", "-recorded"]),
            models.Index(
                fields=["facility", "promise"],
                condition=Q(promise__isnull=False),
                name="contactmade_promise",
            ),
            models.Index(
                fields=["facility", "task"],
                condition=Q(task__isnull=False),
                name="contactmade_task",
            ),
        ]
