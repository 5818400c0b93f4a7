"""The words for people at work."""

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_


class DutyRole(Coded):
    """What a person does on duty, and what a task or a call is addressed to. Hearth's own value set."""

    COORDINATOR = "coordinator", N_("Resident care coordinator")
    NURSE = "nurse", N_("Nurse")
    SHIFT_LEAD = "shift-lead", N_("Shift lead")
    MED_TECH = "med-tech", N_("Med-tech")
    CAREGIVER = "caregiver", N_("Caregiver")
    ACTIVITIES = "activities", N_("Activities")
    DRIVER = "driver", N_("Driver")
    MAINTENANCE = "maintenance", N_("Maintenance")
    HOUSEKEEPING = "housekeeping", N_("Housekeeping")
    DINING = "dining", N_("Dining")
    DIETITIAN = "dietitian", N_("Dietitian")
    SOCIAL_WORKER = "social-worker", N_("Social worker")
    THERAPIST = "therapist", N_("Therapist")
    FRONT_DESK = "front-desk", N_("Front desk")
    SALES = "sales", N_("Sales")
    DIRECTOR = "executive-director", N_("Executive director")
    REGIONAL_NURSE = "regional-nurse", N_("Regional nurse")
    VOLUNTEER = "volunteer", N_("Volunteer")
    AGENCY = "agency", N_("Outside agency")


class Employment(Coded):
    """How a person comes to work here. Hearth's own value set."""

    OWN = "own", N_("Employed here")
    AGENCY = "agency", N_("Sent by an agency")
    CONTRACTOR = "contractor", N_("Contractor")
    VOLUNTEER = "volunteer", N_("Volunteer")


class DutyStatus(Coded):
    """How a duty period stands. Hearth's own value set."""

    PLANNED = "planned", N_("Planned")
    ON = "on", N_("On duty")
    ENDED = "ended", N_("Ended")
    ABSENT = "absent", N_("Called off"), N_("Planned, and the person does not come.")


class AbsenceReason(Coded):
    """Why somebody planned does not come, or goes early. Never an illness. Hearth's own value set."""

    SICK = "sick", N_("Sick")
    FAMILY = "family", N_("Family")
    TRANSPORT = "transport", N_("No ride")
    WEATHER = "weather", N_("Weather")
    PERSONAL = "personal", N_("Personal")
    NO_SHOW = "no-show", N_("Did not come, did not call")
    OTHER = "other", N_("Other")


class AwayReason(Coded):
    """Why somebody is not at work until a day. A class, never a diagnosis. Hearth's own value set."""

    SICK = "sick", N_("Sick")
    INFECTION = (
        "infection-precautions",
        N_("Infection precautions"),
        N_("Away so that nobody catches anything; what it is stays with the person."),
    )
    LEAVE = "leave", N_("Leave")
    FAMILY = "family", N_("Family")
    OFFICE = "office", N_("Until the office says so")
    OTHER = "other", N_("Other")


class FindingCode(Coded):
    """What speaks against somebody working as something then. Hearth's own value set."""

    MISSING = "missing", N_("Not on file")
    ENDED = "ended", N_("Ended")
    ENDS_SOON = "ends-soon", N_("Ends soon")
    NOT_AT_WORK = "not-at-work", N_("Not at work")


class DeviationKind(Coded):
    """How a duty came to go against what is asked for. Hearth's own value set."""

    ALLOWED = "allowed", N_("Allowed beforehand"), N_("Somebody who may, said why.")
    HAPPENED = "happened", N_("Happened"), N_("The person was here and worked: a true fact.")


class RunKind(Coded):
    """What is handed out on the assignment sheet. Hearth's own value set."""

    RUN = "run", N_("Run"), N_("The rooms one person looks after on a shift.")
    CART = "cart", N_("Med cart"), N_("The residents one med-tech serves.")
    EXTRA = "extra", N_("Extra duty"), N_("Showers, dining room, keys, breaks.")


class Specialty(Coded):
    """What an outside practitioner is called for. Hearth's own value set."""

    PRIMARY_CARE = "primary-care", N_("Primary care")
    CARDIOLOGY = "cardiology", N_("Cardiology")
    DENTISTRY = "dentistry", N_("Dentistry")
    DERMATOLOGY = "dermatology", N_("Dermatology")
    EYE_CARE = "eye-care", N_("Eye care")
    GERIATRICS = "geriatrics", N_("Geriatrics")
    HEARING = "hearing", N_("Hearing")
    HOME_HEALTH = "home-health", N_("Home health")
    HOSPICE = "hospice", N_("Hospice")
    NEPHROLOGY = "nephrology", N_("Nephrology")
    NEUROLOGY = "neurology", N_("Neurology")
    ONCOLOGY = "oncology", N_("Oncology")
    ORTHOPEDICS = "orthopedics", N_("Orthopedics")
    PHARMACY = "pharmacy", N_("Pharmacy")
    PODIATRY = "podiatry", N_("Podiatry")
    PSYCHIATRY = "psychiatry", N_("Psychiatry")
    PULMONOLOGY = "pulmonology", N_("Lung care")
    THERAPY = "therapy", N_("Physical, occupational or speech therapy")
    UROLOGY = "urology", N_("Urology")
    WOUND_CARE = "wound-care", N_("Wound care")
    SOCIAL_WORK = "social-work", N_("Social work")
    OTHER = "other", N_("Other")
