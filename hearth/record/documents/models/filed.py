"""Files, and what came in from other systems, word for word."""

from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident, InFacility
from hearth.record.documents.codes import (
    BatchFormat,
    BatchMode,
    BatchState,
    DocumentStatus,
    SetAsideReason,
)


@tracked
class Document(AboutResident):
    """FHIR DocumentReference: one file about a resident or the house.

    The bytes lie encrypted under ``blob``; ``content_type`` is what the content was found to
    be, not what the sender called it; ``sha256`` is of the ciphertext, as the blob's. ``replaces`` is the document this one takes the place of.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident", optional=True)
    status = models.CharField(
        max_length=20, choices=DocumentStatus.choices(), default=DocumentStatus.CURRENT
    )
    type = models.CharField(
        max_length=60, db_comment="Code of an entry of the definition document-types"
    )
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    blob = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(db_comment="Bytes, before encryption")
    content_type = models.CharField(max_length=100)
    file_name = models.CharField(max_length=200, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    date = models.DateField(null=True, blank=True, help_text="Date on the document")
    valid_until = models.DateField(null=True, blank=True)
    author_text = models.CharField(max_length=160, blank=True)
    replaces = key_to("documents.Document", optional=True)
    recorded = models.DateTimeField()
    recorder = key_to("identity.Actor")
    because_type = models.CharField(max_length=40, blank=True)
    because_id = models.UUIDField(null=True, blank=True)
    source_system = models.CharField(max_length=200, blank=True)
    source_id = models.CharField(max_length=200, blank=True)
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = key_to("identity.Actor", optional=True)
    entered_in_error_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=DocumentStatus.codes()), name="document_status_known"
            ),
            models.CheckConstraint(condition=~Q(type=""), name="document_has_type"),
            models.CheckConstraint(condition=~Q(title=""), name="document_has_title"),
            models.CheckConstraint(condition=Q(size__gt=0), name="document_not_empty"),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
                name="document_not_replacing_itself",
            ),
            models.UniqueConstraint(
                fields=["facility", "replaces"],
                condition=Q(replaces__isnull=False) & ~Q(status="entered-in-error"),
                name="document_replaced_once",
            ),
            models.UniqueConstraint(
                fields=["facility", "source_system", "source_id"],
                condition=~Q(source_id=""),
                name="document_source_once",
            ),
            models.CheckConstraint(
                condition=Q(status="entered-in-error", entered_in_error_at__isnull=False)
                | (~Q(status="entered-in-error") & Q(entered_in_error_at__isnull=True)),
                name="document_error_has_status",
            ),
            models.CheckConstraint(
                condition=Q(entered_in_error_at__isnull=True)
                | (Q(entered_in_error_by__isnull=False) & ~Q(entered_in_error_reason="")),
                name="document_error_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "resident", "-recorded"]),
            models.Index(fields=["facility", "sha256"]),
            models.Index(
                fields=["facility", "valid_until"],
                condition=Q(status="current", valid_until__isnull=False),
                name="document_expiring",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class ImportBatch(InFacility):
    """Hearth's own: one file that came in, and what became of its parts.

    ``counts`` is {"Patient": {"create": 1, "update": 0, "verbatim": 0, "quarantine": 0}, …};
    the parts add up to ``entries``.
    """

    kind = Kind.STATE
    retention = Retention.COMMUNITY

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    blob = models.UUIDField(
        null=True, blank=True, db_comment="The file itself, while it is kept"
    )
    format = models.CharField(max_length=12, choices=BatchFormat.choices())
    mode = models.CharField(
        max_length=10, choices=BatchMode.choices(), default=BatchMode.GOOD_ROWS
    )
    state = models.CharField(
        max_length=10, choices=BatchState.choices(), default=BatchState.WAITING
    )
    source_system = models.CharField(max_length=200, blank=True)
    mapping = models.JSONField(
        default=dict, blank=True, db_comment="Column of a table → field, when it is one"
    )
    entries = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, blank=True)
    failure = models.CharField(max_length=240, blank=True)
    started_at = models.DateTimeField()
    started_by = key_to("identity.Actor")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "import batches"
        constraints = [
            models.CheckConstraint(
                condition=Q(format__in=BatchFormat.codes()), name="importbatch_format_known"
            ),
            models.CheckConstraint(
                condition=Q(mode__in=BatchMode.codes()), name="importbatch_mode_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=BatchState.codes()), name="importbatch_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["finished", "failed"]) | Q(finished_at__isnull=False),
                name="importbatch_finished_has_time",
            ),
        ]
        indexes = [models.Index(fields=["facility", "-started_at"])]

    def __str__(self) -> str:
        return self.file_name


class SourceRecord(AboutResident):
    """FHIR Basic, any resource: what another system sent, word for word.

    A row is never changed: it may later be claimed, once, by the row of the record it became
    (``claimed_type``/``claimed_id``), and its resident named, once. With ``set_aside`` it could
    not be read, and says why and in which line. The same content again is no new row; changed
    content under the same id is a new row that names the older as ``follows``; a corrected one
    names what it ``corrects``. The row last received for an id is the present word.
    """

    kind = Kind.FACT
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident", optional=True)
    batch = key_to("documents.ImportBatch")
    source_system = models.CharField(max_length=200)
    resource_type = models.CharField(max_length=64, blank=True)
    source_id = models.CharField(
        max_length=200, blank=True, db_comment="Id in the source, or the hash where it has none"
    )
    content_hash = models.CharField(max_length=64, db_comment="SHA-256 of the canonical JSON")
    body = models.JSONField(null=True, blank=True)
    raw = models.TextField(blank=True, db_comment="The line as it came, when it is no JSON")
    summary = models.CharField(max_length=240, blank=True)
    line = models.PositiveIntegerField(db_comment="Line or entry of the file, from 1")
    set_aside = models.CharField(max_length=16, choices=SetAsideReason.choices(), blank=True)
    set_aside_text = models.TextField(blank=True)
    effective = models.DateTimeField(
        null=True, blank=True, db_comment="When it was so, as the resource says"
    )
    received_at = models.DateTimeField()
    received_by = key_to("identity.Actor")
    follows = key_to("documents.SourceRecord", optional=True)
    corrects = key_to("documents.SourceRecord", optional=True)
    claimed_type = models.CharField(max_length=40, blank=True)
    claimed_id = models.UUIDField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    claimed_by = key_to("identity.Actor", optional=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "facility",
                    "source_system",
                    "resource_type",
                    "source_id",
                    "content_hash",
                ],
                condition=Q(set_aside=""),
                name="sourcerecord_content_once",
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=False) | ~Q(raw=""), name="sourcerecord_has_content"
            ),
            models.CheckConstraint(
                condition=~Q(set_aside="") | (~Q(resource_type="") & ~Q(source_id="")),
                name="sourcerecord_kept_has_name",
            ),
            models.CheckConstraint(
                condition=Q(set_aside="") | ~Q(set_aside_text=""),
                name="sourcerecord_set_aside_says_why",
            ),
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True, claimed_id__isnull=True, claimed_type="")
                | (
                    Q(
                        claimed_at__isnull=False,
                        claimed_id__isnull=False,
                        claimed_by__isnull=False,
                    )
                    & ~Q(claimed_type="")
                    & Q(set_aside="")
                ),
                name="sourcerecord_claimed_by_a_row",
            ),
            models.CheckConstraint(condition=Q(line__gte=1), name="sourcerecord_line_from_one"),
        ]
        indexes = [
            models.Index(fields=["facility", "resident", "resource_type"]),
            models.Index(
                fields=[
                    "facility",
                    "source_system",
                    "resource_type",
                    "source_id",
                    "-received_at",
                ]
            ),
            models.Index(fields=["facility", "batch", "line"]),
            models.Index(
                fields=["facility", "resource_type"],
                condition=Q(claimed_at__isnull=True),
                name="sourcerecord_unclaimed",
            ),
            models.Index(
                fields=["facility", "claimed_type", "claimed_id"],
                condition=Q(claimed_at__isnull=False),
                name="sourcerecord_claimed",
            ),
        ]


class SourceKey(AboutResident):
    """Hearth's own: one of the names by which another system knows something here.

    ``digest`` stands for the resource type, system and value of a name; ``record`` is what was
    last received under it. The same thing coming again is recognised by any of its names.
    """

    kind = Kind.TRACE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident", optional=True)
    digest = models.CharField(
        max_length=32, db_collation="C", db_comment="BLAKE2b-128, hex, of type|system|value"
    )
    record = key_to(SourceRecord)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facility", "digest"], name="sourcekey_once")
        ]
        indexes = [models.Index(fields=["facility", "record"])]


class ImportPreview(InFacility):
    """Hearth's own: what an import would do, as tried on its file before it is started.

    ``body`` holds counts, the first lines of each type and what would be set aside. It goes when
    the import starts or is given up.
    """

    kind = Kind.TRACE
    retention = Retention.SHORT

    batch = key_to(ImportBatch)
    body = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facility", "batch"], name="importpreview_once")
        ]
