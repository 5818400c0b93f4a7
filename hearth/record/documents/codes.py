"""The words for files, and for what came in from other systems."""

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_


class DocumentStatus(Coded):
    """http://hl7.org/fhir/document-reference-status."""

    CURRENT = "current", N_("Current")
    SUPERSEDED = "superseded", N_("Replaced")
    ENTERED_IN_ERROR = "entered-in-error", N_("Entered in error")


class DocumentType(Coded):
    """The types of document Hearth's own code knows by name.

    The types a community offers are its definition ``document-types`` (content/documents), which
    may hold others: any code of it is a good type. A test holds the two lists together.
    """

    ADVANCE_DIRECTIVE = "advance-directive", N_("Advance directive")
    PORTABLE_ORDER = "portable-order", N_("Portable medical order (POLST)")
    HEALTH_PROXY = "health-proxy", N_("Power of attorney for health care")
    FINANCIAL_PROXY = "financial-proxy", N_("Power of attorney for finances")
    GUARDIANSHIP = "guardianship", N_("Guardianship order")
    CONSENT = "consent", N_("Consent")
    AGREEMENT = "agreement", N_("Residency agreement")
    MEDICAL_ASSESSMENT = "medical-assessment", N_("Medical assessment")
    TB_SCREENING = "tb-screening", N_("Tuberculosis screening")
    IMMUNIZATION = "immunization", N_("Immunization record")
    HOSPITAL_SUMMARY = "hospital-summary", N_("Hospital summary")
    TRANSFER_SUMMARY = "transfer-summary", N_("Transfer summary")
    HISTORY = "history", N_("History and physical")
    CONSULT_NOTE = "consult-note", N_("Consultation note")
    LAB_RESULT = "lab-result", N_("Laboratory result")
    IMAGING = "imaging", N_("Imaging report")
    ORDER = "order", N_("Prescriber's order")
    MEDICATION_LIST = "medication-list", N_("Medication list")
    THERAPY = "therapy", N_("Therapy report")
    HOSPICE = "hospice", N_("Hospice document")
    ASSESSMENT = "assessment", N_("Assessment")
    CARE_PLAN = "care-plan", N_("Plan of care")
    INCIDENT = "incident", N_("Incident report")
    INSURANCE_CARD = "insurance-card", N_("Insurance card")
    IDENTITY = "identity", N_("Identity document")
    PHOTO = "photo", N_("Photo of the resident")
    LETTER = "letter", N_("Letter")
    BILLING = "billing", N_("Bill or payment")
    POLICY = "policy", N_("Policy of the house")
    OTHER = "other", N_("Other document")


# Source: LOINC document ontology; 42348-3, 93037-0 and 18776-5 as used by HL7 PACIO and US
# Core, the others recalled and not yet verified against a release.
LOINC_OF: dict[DocumentType, str] = {
    DocumentType.ADVANCE_DIRECTIVE: "42348-3",
    DocumentType.PORTABLE_ORDER: "93037-0",
    DocumentType.HOSPITAL_SUMMARY: "18842-5",
    DocumentType.TRANSFER_SUMMARY: "18761-7",
    DocumentType.HISTORY: "34117-2",
    DocumentType.CONSULT_NOTE: "11488-4",
    DocumentType.IMAGING: "18748-4",
    DocumentType.LAB_RESULT: "11502-2",
    DocumentType.IMMUNIZATION: "11369-6",
    DocumentType.MEDICATION_LIST: "10160-0",
    DocumentType.CARE_PLAN: "18776-5",
}

PROOF_TYPES = (
    DocumentType.ADVANCE_DIRECTIVE,
    DocumentType.PORTABLE_ORDER,
    DocumentType.HEALTH_PROXY,
    DocumentType.FINANCIAL_PROXY,
    DocumentType.GUARDIANSHIP,
    DocumentType.CONSENT,
)
"""Types that prove a directive or somebody's authority: what pickers offer first."""

RESTRICTED_TYPES = (
    DocumentType.BILLING,
    DocumentType.IDENTITY,
    DocumentType.INSURANCE_CARD,
)
"""Types that are labelled restricted unless somebody says otherwise."""


class SourceState(Coded):
    """How a resource that came in stands. Read from the row, never kept: see ``rules.source_state``."""

    OFFERED = (
        "offered",
        N_("Kept as it came"),
        N_("No room for it yet; listed, and nothing lost."),
    )
    CLAIMED = "claimed", N_("Taken into the record")
    SET_ASIDE = "quarantined", N_("Set aside"), N_("Could not be read; the reason is given.")


class SetAsideReason(Coded):
    """Why a resource could not be taken in. Hearth's own value set."""

    NOT_JSON = "not-json", N_("The line could not be read")
    NO_TYPE = "no-type", N_("It does not say what it is")
    INVALID = "invalid", N_("It does not fit its own standard")
    NO_RESIDENT = "no-resident", N_("It names a resident nobody here knows")
    NO_NAME = "no-name", N_("The person has no name")
    FUTURE = "future", N_("It lies in the future")
    IMPOSSIBLE = "impossible", N_("The value cannot be true")
    CONFLICT = "conflict", N_("It contradicts what is here")
    TOO_LARGE = "too-large", N_("It is too large")
    OTHER = "other", N_("Another reason")


class BatchFormat(Coded):
    """What kind of file came in."""

    FHIR_BUNDLE = "fhir-bundle", N_("FHIR bundle")
    FHIR_NDJSON = "fhir-ndjson", N_("FHIR, one resource a line")
    CSV = "csv", N_("Table (CSV)")
    XLSX = "xlsx", N_("Table (Excel)")


class BatchMode(Coded):
    """What an import may do. Hearth's own value set."""

    DRY_RUN = "dry-run", N_("Try only")
    GOOD_ROWS = "good-rows", N_("Take what can be read, set the rest aside")
    WHOLE = "whole", N_("All or nothing")


class BatchState(Coded):
    """How an import stands. Hearth's own value set."""

    WAITING = "waiting", N_("Waiting")
    RUNNING = "running", N_("Running")
    FINISHED = "finished", N_("Finished")
    FAILED = "failed", N_("Stopped")


class VisitKind(Coded):
    """Why a surveyor came. Hearth's own value set."""

    ROUTINE = "routine", N_("Routine survey")
    COMPLAINT = "complaint", N_("A complaint")
    FOLLOW_UP = "follow-up", N_("Follow-up")
    OTHER = "other", N_("Something else")


class Recipient(Coded):
    """Who was given something about a resident. Hearth's own value set."""

    SURVEYOR = "surveyor", N_("Surveyor or other authority")
    EMS = "ems", N_("Ambulance crew")
    HOSPITAL = "hospital", N_("Hospital")
    PROVIDER = "provider", N_("Doctor, pharmacy or therapist")
    FAMILY = "family", N_("Family or friend")
    RESIDENT = "resident", N_("The resident")
    PAYER = "payer", N_("Insurance or payer")
    COURT = "court", N_("Court or lawyer")
    OTHER = "other", N_("Somebody else outside")
    INSIDE = "inside", N_("Stays in the house")


class Purpose(Coded):
    """Why it was given. Hearth's own words for the reasons of 45 CFR 164.502 to 164.512."""

    TREATMENT = "treatment", N_("Care and treatment")
    OVERSIGHT = "oversight", N_("Inspection by an authority")
    REQUEST = "request", N_("The resident or who decides for them asked")
    CONSENT = "consent", N_("With written permission")
    LAW = "law", N_("A law or a court order asks for it")
    HEALTH = "health", N_("Public health report")
    PAYMENT = "payment", N_("Payment")
    OPERATIONS = "operations", N_("Running the house")
    OTHER = "other", N_("Another purpose")


# Source: 45 CFR 164.528(a)(1): an accounting leaves out what was given for treatment, payment and
# health care operations, to the individual, and under the individual's authorization.
COUNTED_BY_LAW = frozenset({Purpose.OVERSIGHT, Purpose.LAW, Purpose.HEALTH, Purpose.OTHER})

NEEDS_AUTHORITY = frozenset({Purpose.CONSENT, Purpose.LAW})


class Way(Coded):
    """How it was given. Hearth's own value set."""

    PAPER = "paper", N_("On paper")
    FILE = "file", N_("As a file")
    FAX = "fax", N_("By fax")
    SCREEN = "screen", N_("On a screen")
    SPOKEN = "spoken", N_("Read out")


class ChartState(Coded):
    """How the making of a chart stands. Hearth's own value set."""

    WAITING = "waiting", N_("Waiting")
    MAKING = "making", N_("Being made")
    READY = "ready", N_("Ready")
    FAILED = "failed", N_("Could not be made")
    GONE = "gone", N_("Taken away")
