"""The words for files, and for what came in from other systems."""

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_


class DocumentStatus(Coded):
    """http://hl7.org/fhir/document-reference-status."""

    CURRENT = "current", N_("Current")
    SUPERSEDED = "superseded", N_("Replaced")
    ENTERED_IN_ERROR = "entered-in-error", N_("Entered in error")


class DocumentType(Coded):
    """What a document is. Hearth's own value set; ``LOINC_OF`` gives the codes of LOINC's."""

    ADVANCE_DIRECTIVE = "advance-directive", N_("Advance directive")
    CODE_STATUS = "code-status", N_("Code status order (DNR, POLST, MOLST)")
    POWER_OF_ATTORNEY = "power-of-attorney", N_("Power of attorney or guardianship")
    AGREEMENT = "agreement", N_("Residency agreement")
    CONSENT = "consent", N_("Consent")
    IDENTITY = "identity", N_("Identity or insurance card")
    PHYSICIAN_REPORT = "physician-report", N_("Physician's report")
    ORDERS = "orders", N_("Orders")
    DISCHARGE_SUMMARY = "discharge-summary", N_("Discharge summary")
    HISTORY = "history", N_("History and physical")
    LAB_REPORT = "lab-report", N_("Lab report")
    IMAGING_REPORT = "imaging-report", N_("Imaging report")
    CONSULT_NOTE = "consult-note", N_("Consultation note")
    THERAPY_NOTE = "therapy-note", N_("Therapy note")
    IMMUNIZATION = "immunization", N_("Immunization record or TB test")
    MEDICATION_LIST = "medication-list", N_("Medication list")
    ASSESSMENT = "assessment", N_("Assessment")
    CARE_PLAN = "care-plan", N_("Plan of care")
    INCIDENT = "incident", N_("Incident report")
    PHOTO = "photo", N_("Photo")
    LETTER = "letter", N_("Letter")
    BILLING = "billing", N_("Bill or payment")
    POLICY = "policy", N_("Policy of the house")
    OTHER = "other", N_("Other")


# Source: LOINC document ontology; 42348-3 and 18776-5 as used by HL7 PACIO and US Core,
# the others recalled and not yet verified against a release.
LOINC_OF: dict[DocumentType, str] = {
    DocumentType.ADVANCE_DIRECTIVE: "42348-3",
    DocumentType.DISCHARGE_SUMMARY: "18842-5",
    DocumentType.HISTORY: "34117-2",
    DocumentType.CONSULT_NOTE: "11488-4",
    DocumentType.IMAGING_REPORT: "18748-4",
    DocumentType.LAB_REPORT: "11502-2",
    DocumentType.IMMUNIZATION: "11369-6",
    DocumentType.MEDICATION_LIST: "10160-0",
    DocumentType.CARE_PLAN: "18776-5",
}

RESTRICTED_TYPES = (DocumentType.BILLING, DocumentType.IDENTITY)
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
