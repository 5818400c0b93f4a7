"""The words for people who live here."""

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_


class DatePrecision(Coded):
    """How much of a date is known; FHIR writes it as a shorter date."""

    YEAR = "year", N_("Year")
    MONTH = "month", N_("Month")
    DAY = "day", N_("Day")


class Gender(Coded):
    """http://hl7.org/fhir/administrative-gender."""

    FEMALE = "female", N_("Female")
    MALE = "male", N_("Male")
    OTHER = "other", N_("Other")
    UNKNOWN = "unknown", N_("Not known")


class NameUse(Coded):
    """http://hl7.org/fhir/name-use (the uses Hearth keeps beside the resident's own name)."""

    MAIDEN = "maiden", N_("Name before marriage")
    OLD = "old", N_("Former name")
    NICKNAME = "nickname", N_("Also called")
    USUAL = "usual", N_("Name in their own script")


class IdentifierType(Coded):
    """http://terminology.hl7.org/CodeSystem/v2-0203 (the types Hearth shows by name)."""

    MEDICAL_RECORD = "MR", N_("Medical record number")
    SOCIAL_SECURITY = "SS", N_("Social Security number")
    MEDICARE = "MC", N_("Medicare number")
    MEDICAID = "MA", N_("Medicaid number")
    DRIVER_LICENCE = "DL", N_("Driver's license")
    PASSPORT = "PPN", N_("Passport")
    NATIONAL_HEALTH = "NH", N_("National health number")
    HERE = "PI", N_("Number in this community")
    OTHER = "XX", N_("Other number")


class CodeStatus(Coded):
    """What to do when the heart stops. Hearth's own value set; the signed order decides."""

    FULL = "full-code", N_("Full code"), N_("Attempt resuscitation.")
    DNR = "dnr", N_("DNR"), N_("Do not attempt resuscitation.")
    DNR_DNI = "dnr-dni", N_("DNR and DNI"), N_("Do not resuscitate, do not intubate.")
    LIMITED = "limited", N_("Limited, see order"), N_("Some treatments only: read the order.")
    COMFORT = "comfort", N_("Comfort care only"), N_("DNR; treat for comfort, stay here.")
    UNKNOWN = "unknown", N_("Not known"), N_("Treated as full code until somebody asks.")


class FoodTexture(Coded):
    """IDDSI Framework levels of food. Source: https://iddsi.org (2019), names unchanged."""

    REGULAR = "7", N_("7 Regular")
    EASY_TO_CHEW = "7-ec", N_("7 Easy to chew")
    SOFT_BITE_SIZED = "6", N_("6 Soft and bite-sized")
    MINCED_MOIST = "5", N_("5 Minced and moist")
    PUREED = "4", N_("4 Pureed")
    LIQUIDISED = "3", N_("3 Liquidised")
    NOTHING = "npo", N_("Nothing by mouth")


class FluidThickness(Coded):
    """IDDSI Framework levels of drinks. Source: https://iddsi.org (2019), names unchanged."""

    THIN = "0", N_("0 Thin")
    SLIGHTLY_THICK = "1", N_("1 Slightly thick")
    MILDLY_THICK = "2", N_("2 Mildly thick")
    MODERATELY_THICK = "3", N_("3 Moderately thick")
    EXTREMELY_THICK = "4", N_("4 Extremely thick")
    NOTHING = "npo", N_("Nothing by mouth")


class Diet(Coded):
    """What the kitchen serves. Hearth's own value set."""

    REGULAR = "regular", N_("Regular")
    CARBOHYDRATE = "consistent-carbohydrate", N_("Consistent carbohydrate")
    LOW_SODIUM = "low-sodium", N_("Low sodium")
    RENAL = "renal", N_("Renal")
    LOW_FAT = "low-fat", N_("Low fat")
    HIGH_CALORIE = "high-calorie", N_("High calorie")
    GLUTEN_FREE = "gluten-free", N_("Gluten free")
    LACTOSE_FREE = "lactose-free", N_("Lactose free")
    VEGETARIAN = "vegetarian", N_("Vegetarian")
    VEGAN = "vegan", N_("Vegan")
    KOSHER = "kosher", N_("Kosher")
    HALAL = "halal", N_("Halal")
    LOW_VITAMIN_K = "steady-vitamin-k", N_("Steady vitamin K")
    OTHER = "other", N_("Other, see comment")


class Mobility(Coded):
    """How a resident gets about. Hearth's own value set."""

    INDEPENDENT = "independent", N_("Walks alone")
    CANE = "cane", N_("Cane")
    WALKER = "walker", N_("Walker")
    WALKS_WITH_HELP = "walks-with-help", N_("Walks with a person")
    WHEELCHAIR_SELF = "wheelchair-self", N_("Wheelchair, moves it alone")
    WHEELCHAIR_PUSHED = "wheelchair-pushed", N_("Wheelchair, is pushed")
    BED = "bed", N_("Stays in bed")


class Transfer(Coded):
    """What it takes to get up from bed or chair. Hearth's own value set."""

    INDEPENDENT = "independent", N_("Gets up alone")
    STANDBY = "standby", N_("Somebody stands by")
    ONE_PERSON = "one-person", N_("One person helps")
    TWO_PERSON = "two-person", N_("Two people help")
    STAND_AID = "stand-aid", N_("Stand aid")
    FULL_LIFT = "full-lift", N_("Full lift, two people")


class EvacuationNeed(Coded):
    """How a resident leaves the house in an emergency; ``rules.evacuation_need`` tells it from
    how they get about and up. Hearth's own value set."""

    WALKS = "walks", N_("Walks")
    WITH_HELP = "with-help", N_("Walks with help")
    WHEELCHAIR = "wheelchair", N_("Wheelchair")
    CARRIED = "carried", N_("Is carried")
    UNKNOWN = "unknown", N_("Not said"), N_("Count on carrying.")


class FlagCode(Coded):
    """What everybody must know before they act (FHIR Flag). Hearth's own value set."""

    FALL = "fall", N_("May fall")
    LEAVING = "leaving", N_("May leave unnoticed")
    CHOKING = "choking", N_("May choke")
    SKIN = "skin", N_("Skin breaks easily")
    BLEEDING = "bleeding", N_("Takes a blood thinner")
    INFECTION = "infection", N_("Infection precautions")
    OXYGEN = "oxygen", N_("Uses oxygen")
    SEIZURE = "seizure", N_("May have seizures")
    LOW_SUGAR = "low-sugar", N_("Blood sugar may fall")
    SMOKING = "smoking", N_("Smokes")
    SELF_HARM = "self-harm", N_("May harm themselves")
    DISTRESS = "distress", N_("May strike out when distressed")
    TWO_STAFF = "two-staff", N_("Two people for care")
    SIDE = "side", N_("Do not use one arm"), N_("No blood pressure or needle on that side.")
    INSULIN = "insulin", N_("Takes insulin")
    PACEMAKER = "pacemaker", N_("Has a pacemaker")
    DIALYSIS_ARM = (
        "dialysis-arm",
        N_("Dialysis arm"),
        N_("No blood pressure, needle or tight sleeve."),
    )
    NO_CONTACT = "no-contact", N_("Somebody may not visit or call")
    OTHER = "other", N_("Other")


MAY_NAME_MEDICINE = (FlagCode.BLEEDING, FlagCode.INSULIN, FlagCode.LOW_SUGAR)
"""Risks whose words may name a medicine: those words are for readers of health, the risk for all."""


class CareWarning(Coded):
    """What every direct-care role must know without seeing a medicine. Hearth's own value set."""

    BLOOD_THINNER = (
        "blood-thinner",
        N_("Blood thinner"),
        N_("Any knock on the head: call the nurse."),
    )
    INSULIN = "insulin", N_("Insulin"), N_("Shaky, sweaty or confused: call the nurse.")
    LOW_SUGAR = (
        "low-sugar",
        N_("Sugar may fall"),
        N_("Shaky, sweaty or confused: call the nurse."),
    )
    SEIZURES = "seizures", N_("Seizures"), N_("Note the time. Protect the head. Call.")
    OXYGEN = "oxygen", N_("Oxygen"), N_("No flames. Check the tank before going out.")
    SWALLOWING = "swallowing", N_("Swallowing"), N_("Upright at meals. Texture as written.")
    PACEMAKER = "pacemaker", N_("Pacemaker"), N_("Say so to the ambulance and before any scan.")
    DIALYSIS_ARM = (
        "dialysis-arm",
        N_("Dialysis arm"),
        N_("No blood pressure, needle or tight sleeve on it."),
    )
    ONE_ARM = (
        "one-arm",
        N_("Do not use one arm"),
        N_("No blood pressure or needle on that side."),
    )
    TWO_PERSON = "two-person", N_("Two people"), N_("Never alone.")
    LIFT = "lift", N_("Lift"), N_("Two people and the lift named in the plan.")
    STAND_AID = "stand-aid", N_("Stand aid"), N_("Use the aid named in the plan.")
    INTERPRETER = "interpreter", N_("Interpreter"), N_("Explain nothing important without one.")
    CARER_GENDER = "carer-gender", N_("Preferred carer"), N_("For washing and dressing.")
    CUSTOMS = (
        "customs",
        N_("Customs at death"),
        N_("Read them before anybody touches the body."),
    )


class UsualMind(Coded):
    """How somebody's mind is on a usual day, so that a crew sees what is new. Hearth's own."""

    CLEAR = "clear", N_("Clear")
    FORGETFUL = "forgetful", N_("Forgetful")
    AT_TIMES = "confused-at-times", N_("Confused at times")
    CONFUSED = "confused", N_("Confused, knows own name")
    NO_WORDS = "no-words", N_("Does not speak or answer")


class CarerGender(Coded):
    """Whom a resident wishes for washing and dressing. Hearth's own value set."""

    FEMALE = "female", N_("A woman")
    MALE = "male", N_("A man")


class Precaution(Coded):
    """How an infection passes on, and so what guards against it. Hearth's own value set.

    The kinds are those of CDC/HICPAC, Guideline for Isolation Precautions (2007, updated 2024);
    "stomach" is contact precautions for what soap and water take off and hand rub does not.
    """

    CONTACT = "contact", N_("Contact precautions")
    DROPLET = "droplet", N_("Droplet precautions")
    AIRBORNE = "airborne", N_("Airborne precautions")
    STOMACH = "stomach", N_("Stomach illness precautions")


class PayerKind(Coded):
    """Who pays. Hearth's own value set."""

    PRIVATE = "private-pay", N_("Resident or family")
    LONG_TERM = "long-term-care", N_("Long-term care insurance")
    MEDICAID = "medicaid", N_("Medicaid or waiver")
    MEDICARE = "medicare", N_("Medicare")
    MEDICARE_ADVANTAGE = "medicare-advantage", N_("Medicare Advantage")
    SUPPLEMENT = "supplement", N_("Supplement plan")
    DRUG_PLAN = "drug-plan", N_("Drug plan")
    VETERANS = "veterans", N_("Veterans benefits")
    PACE = "pace", N_("PACE")
    OTHER = "other", N_("Other")


class StayStatus(Coded):
    """Where a residency stands. Hearth's own value set; ``rules.episode_status`` gives FHIR's."""

    APPLICANT = "applicant", N_("Applicant")
    MOVING_IN = "moving-in", N_("Moving in")
    LIVES_HERE = "lives-here", N_("Lives here")
    AWAY = "away", N_("Away")
    HOSPITAL = "hospital", N_("In hospital")
    RETURNING = "returning", N_("Returning")
    MOVED_OUT = "moved-out", N_("Moved out")
    DECEASED = "deceased", N_("Deceased")
    WITHDRAWN = "withdrawn", N_("Withdrawn"), N_("Applied, and did not move in.")


LIVE_STAY = (
    StayStatus.APPLICANT,
    StayStatus.MOVING_IN,
    StayStatus.LIVES_HERE,
    StayStatus.AWAY,
    StayStatus.HOSPITAL,
    StayStatus.RETURNING,
)
"""A residency that goes on."""

RESIDENT_NOW = (
    StayStatus.LIVES_HERE,
    StayStatus.AWAY,
    StayStatus.HOSPITAL,
    StayStatus.RETURNING,
)
"""A person of the census: they live here, wherever they are today."""

ENDED_STAY = (StayStatus.MOVED_OUT, StayStatus.DECEASED, StayStatus.WITHDRAWN)


class MoveOutTo(Coded):
    """Where somebody went to live. Hearth's own value set."""

    HOME = "home", N_("Own or family home")
    ASSISTED = "assisted-living", N_("Another assisted living community")
    NURSING = "nursing-home", N_("Nursing home")
    HOSPITAL = "hospital", N_("Hospital")
    HOSPICE = "hospice-house", N_("Hospice house")
    OTHER = "other", N_("Somewhere else")


class WhereaboutsCode(Coded):
    """Whether a resident is in the house. Hearth's own value set."""

    IN = "in", N_("In")
    OUT = "out", N_("Out")
    UNACCOUNTED = "unaccounted", N_("Not accounted for"), N_("Looked for, and not found.")


class OutFor(Coded):
    """What a resident is out for. Hearth's own value set."""

    FAMILY = "family", N_("With family or friends")
    APPOINTMENT = "appointment", N_("Appointment")
    OUTING = "outing", N_("Outing with the community")
    ERRAND = "errand", N_("On their own")
    EMERGENCY_ROOM = "emergency-room", N_("Emergency room")
    OBSERVATION = "observation", N_("Hospital, for observation")
    HOSPITAL = "hospital", N_("Hospital stay")
    REHAB = "rehab", N_("Rehab")
    HOSPICE = "hospice", N_("Hospice house")
    OVERNIGHT = "overnight", N_("Away overnight")
    OTHER = "other", N_("Other")


MEDICAL = (OutFor.EMERGENCY_ROOM, OutFor.OBSERVATION, OutFor.HOSPITAL)
"""Out because something is wrong: family and prescriber are told, the crew takes a page along."""

INPATIENT = (OutFor.OBSERVATION, OutFor.HOSPITAL, OutFor.REHAB, OutFor.HOSPICE)
"""Whoever comes back from there is returning until the list of the return is closed."""

OUTINGS = (
    OutFor.FAMILY,
    OutFor.APPOINTMENT,
    OutFor.OUTING,
    OutFor.ERRAND,
    OutFor.OVERNIGHT,
    OutFor.OTHER,
)
"""What somebody signs out for at the door."""


class DecidedBy(Coded):
    """Who decided that a resident goes out. Hearth's own value set."""

    RESIDENT = "resident", N_("The resident")
    FAMILY = "family", N_("Family")
    NURSE = "nurse", N_("Nurse")
    PRESCRIBER = "prescriber", N_("Prescriber")
    EMS = "ems", N_("EMS")
    HOSPICE = "hospice", N_("Hospice")
    OTHER = "other", N_("Somebody else")


class TriedFirst(Coded):
    """What was tried before a resident was sent out. Hearth's own value set.

    Nobody ticks "nothing" by accident: an empty list means not asked, ``NOTHING`` means nothing.
    """

    PRESCRIBER = "prescriber", N_("Called the prescriber")
    TELEHEALTH = "telehealth", N_("Telehealth visit")
    HOSPICE = "hospice", N_("Called hospice")
    PRN = "prn", N_("As-needed medicine given")
    NURSE = "nurse", N_("A nurse looked")
    NOTHING = "nothing", N_("Nothing")


class Belonging(Coded):
    """What a resident takes along and brings back. Hearth's own value set."""

    EMS_PAGE = "ems-page", N_("EMS page")
    ID = "id", N_("ID")
    INSURANCE = "insurance", N_("Insurance card")
    GLASSES = "glasses", N_("Glasses")
    HEARING_AIDS = "hearing-aids", N_("Hearing aids")
    DENTURES = "dentures", N_("Dentures")
    WALKER = "walker", N_("Walker or wheelchair")
    MEDICINES_LIST = "medicines-list", N_("Medicines list")
    POLST = "polst", N_("POLST")


STAYS_THERE = (Belonging.EMS_PAGE, Belonging.MEDICINES_LIST)
"""Paper that is given away and nobody asks to have back."""


class Transport(Coded):
    """How a resident left. Hearth's own value set."""

    EMS = "ems", N_("EMS")
    FAMILY_CAR = "family-car", N_("Family car")
    VAN = "van", N_("Van of the community")
    RIDE = "ride", N_("Ordered ride")
    ON_FOOT = "on-foot", N_("On foot")
    OTHER = "other", N_("Another way")


class ReturnCondition(Coded):
    """How a resident was when they came back. Hearth's own value set."""

    AS_BEFORE = "as-before", N_("As before they left")
    BETTER = "better", N_("Better than when they left")
    WEAKER = "weaker", N_("Weaker than usual")
    CONFUSED = "confused", N_("More confused than usual")
    IN_PAIN = "in-pain", N_("In pain")
    OTHER = "other", N_("Different in another way")


class Relationship(Coded):
    """http://terminology.hl7.org/CodeSystem/v3-RoleCode (the relationships Hearth offers)."""

    SPOUSE = "SPS", N_("Spouse")
    PARTNER = "DOMPART", N_("Partner")
    DAUGHTER = "DAU", N_("Daughter")
    SON = "SON", N_("Son")
    CHILD_IN_LAW = "CHLDINLAW", N_("Son- or daughter-in-law")
    SIBLING = "SIB", N_("Brother or sister")
    GRANDCHILD = "GRNDCHILD", N_("Grandchild")
    PARENT = "PRN", N_("Parent")
    NIECE_NEPHEW = "NIENEPH", N_("Niece or nephew")
    EXTENDED = "EXT", N_("Other family")
    FRIEND = "FRND", N_("Friend")
    NEIGHBOR = "NBOR", N_("Neighbor")
    GUARDIAN = "GUARD", N_("Guardian")
    POWER_OF_ATTORNEY = "POWATT", N_("Has power of attorney")
    OTHER = "O", N_("Other"), "http://terminology.hl7.org/CodeSystem/v2-0131"


class TelecomSystem(Coded):
    """http://hl7.org/fhir/contact-point-system."""

    PHONE = "phone", N_("Phone")
    SMS = "sms", N_("Text message")
    EMAIL = "email", N_("E-mail")
    FAX = "fax", N_("Fax")
    OTHER = "other", N_("Other")


class TellBy(Coded):
    """How a contact wishes to be told. Hearth's own value set."""

    CALL = "call", N_("Call")
    TEXT = "text", N_("Text message")
    EMAIL = "email", N_("E-mail")
    PORTAL = "portal", N_("Family page")
    LETTER = "letter", N_("Letter")


class TellEvent(Coded):
    """What a contact may wish to be told of. Hearth's own value set."""

    ANY_FALL = "any-fall", N_("A fall without injury")
    INJURY = "injury", N_("A fall or event with injury")
    HOSPITAL = "hospital", N_("Emergency room or hospital")
    MISSING = "missing", N_("Left unnoticed, or cannot be found")
    CONFLICT = "conflict", N_("Hurt by somebody, or hurt somebody")
    DYING = "dying", N_("Dying, or died")
    HEALTH_CHANGE = "health-change", N_("Change in health")
    NEW_MEDICINE = "new-medicine", N_("New or changed medicine")
    MEDICINE_ERROR = "medicine-error", N_("Something went wrong with a medicine")
    SKIN = "skin", N_("A wound or broken skin")
    BEHAVIOR = "behavior", N_("Change in behavior")
    INFECTION = "infection", N_("Infection in the house")
    APPOINTMENT = "appointment", N_("Appointments and rides")
    MOVE = "move", N_("Change of apartment or of the plan")
    MONEY = "money", N_("Fees and payments")


class TellWhen(Coded):
    """When a contact wishes to be told of one kind of event. Hearth's own value set."""

    AT_ONCE = "at-once", N_("At once, wake me")
    HOURS = "hours", N_("In my hours"), N_("From 07:00 where none are said.")
    NEVER = "never", N_("Do not tell me")


class RestrictionKind(Coded):
    """What somebody may not. Hearth's own value set."""

    VISITS = "no-visits", N_("No visits")
    INFORMATION = "no-information", N_("No information")
    TAKING_OUT = "no-taking-out", N_("May not take them out")


class RestrictionBasis(Coded):
    """What a restriction rests on. Hearth's own value set."""

    COURT = "court-order", N_("court order")
    WISH = "resident-wish", N_("wish of the resident")
    DECIDER = "decider-wish", N_("wish of whoever decides for them")
    HOUSE = "house", N_("decision of the community")


class DeviationKind(Coded):
    """What happened although it was stopped. Hearth's own value set."""

    VISITED = "visited", N_("Visited")
    TOLD = "told", N_("Was told something")
    CALLED = "called", N_("Called or wrote")
    TOOK_OUT = "took-out", N_("Took them out")


class FamilyCategory(Coded):
    """What a contact may see, by the resident's consent or in law. Hearth's own value set."""

    DAILY_LIFE = "daily-life", N_("Daily life and activities")
    CARE = "care", N_("Help with daily living")
    CARE_PLAN = "care-plan", N_("Plan of care")
    HEALTH = "health", N_("Health and conditions")
    MEDICINES = "medicines", N_("Medicines")
    VITALS = "vitals", N_("Measurements")
    INCIDENTS = "incidents", N_("Incidents")
    APPOINTMENTS = "appointments", N_("Appointments and rides")
    DOCUMENTS = "documents", N_("Documents")
    MONEY = "money", N_("Fees and payments")


class Authority(Coded):
    """What a contact may decide or must be asked. Hearth's own value set."""

    HEALTH_POA = "health-poa", N_("Health care power of attorney")
    FINANCIAL_POA = "financial-poa", N_("Financial power of attorney")
    GUARDIAN = "guardian", N_("Guardian")
    EMERGENCY = "emergency", N_("Emergency contact")
    BILLING = "billing", N_("Receives the bill")
    NEXT_OF_KIN = "next-of-kin", N_("Next of kin")
    RESPONSIBLE = "responsible-person", N_("Responsible person")


AUTHORITY_IN_LAW = (Authority.HEALTH_POA, Authority.FINANCIAL_POA, Authority.GUARDIAN)
"""An authority that rests on a document."""


class ConditionStatus(Coded):
    """http://terminology.hl7.org/CodeSystem/condition-clinical."""

    ACTIVE = "active", N_("Active")
    RECURRENCE = "recurrence", N_("Recurred")
    RELAPSE = "relapse", N_("Relapsed")
    INACTIVE = "inactive", N_("Inactive")
    REMISSION = "remission", N_("In remission")
    RESOLVED = "resolved", N_("Resolved")


class Verification(Coded):
    """http://terminology.hl7.org/CodeSystem/condition-ver-status and allergyintolerance-verification."""

    UNCONFIRMED = "unconfirmed", N_("Not confirmed")
    PROVISIONAL = "provisional", N_("Provisional")
    DIFFERENTIAL = "differential", N_("Differential")
    CONFIRMED = "confirmed", N_("Confirmed")
    REFUTED = "refuted", N_("Ruled out")
    ENTERED_IN_ERROR = "entered-in-error", N_("Entered in error")


class AllergyStatus(Coded):
    """http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical."""

    ACTIVE = "active", N_("Active")
    INACTIVE = "inactive", N_("Inactive")
    RESOLVED = "resolved", N_("Resolved")


class AllergyType(Coded):
    """http://hl7.org/fhir/allergy-intolerance-type."""

    ALLERGY = "allergy", N_("Allergy")
    INTOLERANCE = "intolerance", N_("Intolerance")
    UNKNOWN = "", N_("Not known")


class AllergyCategory(Coded):
    """http://hl7.org/fhir/allergy-intolerance-category."""

    FOOD = "food", N_("Food")
    MEDICATION = "medication", N_("Medicine")
    ENVIRONMENT = "environment", N_("Environment")
    BIOLOGIC = "biologic", N_("Biologic")


class Criticality(Coded):
    """http://hl7.org/fhir/allergy-intolerance-criticality."""

    LOW = "low", N_("Low")
    HIGH = "high", N_("High")
    UNABLE = "unable-to-assess", N_("Cannot be judged")


class ReactionSeverity(Coded):
    """http://hl7.org/fhir/reaction-event-severity."""

    MILD = "mild", N_("Mild")
    MODERATE = "moderate", N_("Moderate")
    SEVERE = "severe", N_("Severe")


class NoKnownAllergy(Coded):
    """SNOMED CT (http://snomed.info/sct) statements that somebody asked and there is none.

    Source: HL7 US Core and IPS, AllergyIntolerance.code for absence.
    """

    ANY = "716186003", N_("No known allergies")
    MEDICINE = "409137002", N_("No known medicine allergies")
    FOOD = "429625007", N_("No known food allergies")
    ENVIRONMENT = "428607008", N_("No known environmental allergies")


class DirectiveKind(Coded):
    """What a resident laid down ahead. Hearth's own value set."""

    LIVING_WILL = "living-will", N_("Living will")
    DNR_ORDER = "dnr-order", N_("DNR order")
    POLST = "polst", N_("POLST or MOLST")
    HEALTH_PROXY = "health-proxy", N_("Health care proxy")
    NO_HOSPITAL = "no-hospital", N_("Do not send to hospital")
    ORGAN_DONATION = "organ-donation", N_("Organ donation")
    FUNERAL = "funeral", N_("Funeral wishes")
    OTHER = "other", N_("Other")


class CareTeamRole(Coded):
    """What somebody is to the resident. Hearth's own value set."""

    PRESCRIBER = "prescriber", N_("Prescriber")
    PRIMARY_CARE = "primary-care", N_("Primary care")
    SPECIALIST = "specialist", N_("Specialist")
    PHARMACY = "pharmacy", N_("Pharmacy")
    HOSPICE = "hospice", N_("Hospice")
    HOME_HEALTH = "home-health", N_("Home health")
    DIALYSIS = "dialysis", N_("Dialysis")
    DENTIST = "dentist", N_("Dentist")
    EYE_CARE = "eye-care", N_("Eye care")
    PODIATRIST = "podiatrist", N_("Podiatrist")
    THERAPIST = "therapist", N_("Therapist")
    SOCIAL_WORKER = "social-worker", N_("Social worker")
    HOSPITAL = "hospital", N_("Preferred hospital")
    KEY_WORKER = "key-worker", N_("Own caregiver")
    PRIVATE_AIDE = "private-aide", N_("Private aide")
    FUNERAL_HOME = "funeral-home", N_("Funeral home")
    CASE_MANAGER = "case-manager", N_("Case manager")
    OTHER = "other", N_("Other")


class Weekday(Coded):
    """http://hl7.org/fhir/days-of-week."""

    MONDAY = "mon", N_("Monday")
    TUESDAY = "tue", N_("Tuesday")
    WEDNESDAY = "wed", N_("Wednesday")
    THURSDAY = "thu", N_("Thursday")
    FRIDAY = "fri", N_("Friday")
    SATURDAY = "sat", N_("Saturday")
    SUNDAY = "sun", N_("Sunday")


class TermSort(Coded):
    """What a search term of a resident is made of. Hearth's own value set."""

    NAME = "name", N_("Name")
    SOUND = "sound", N_("Sound of a name")
    NUMBER = "number", N_("Number")


class SecurityLabel(Coded):
    """http://terminology.hl7.org/CodeSystem/v3-Confidentiality, as Hearth names the steps."""

    NORMAL = "normal", N_("Normal")
    RESTRICTED = "restricted", N_("Restricted")
    PART2 = "part2", N_("Substance use treatment"), "42 CFR Part 2"


class Language(Coded):
    """BCP 47 tags of the languages Hearth offers; others are kept and shown as they came.

    Source: US Census Bureau, American Community Survey, table B16001: most spoken at home; and
    American Sign Language.
    """

    ENGLISH = "en", N_("English")
    SPANISH = "es", N_("Spanish")
    CHINESE = "zh", N_("Chinese")
    TAGALOG = "tl", N_("Tagalog")
    VIETNAMESE = "vi", N_("Vietnamese")
    ARABIC = "ar", N_("Arabic")
    FRENCH = "fr", N_("French")
    KOREAN = "ko", N_("Korean")
    RUSSIAN = "ru", N_("Russian")
    GERMAN = "de", N_("German")
    PORTUGUESE = "pt", N_("Portuguese")
    HAITIAN = "ht", N_("Haitian Creole")
    ITALIAN = "it", N_("Italian")
    POLISH = "pl", N_("Polish")
    JAPANESE = "ja", N_("Japanese")
    HINDI = "hi", N_("Hindi")
    PERSIAN = "fa", N_("Persian")
    GREEK = "el", N_("Greek")
    HEBREW = "he", N_("Hebrew")
    UKRAINIAN = "uk", N_("Ukrainian")
    HMONG = "hmn", N_("Hmong")
    SIGN = "ase", N_("American Sign Language")


class DelegationEnd(Coded):
    """Why somebody no longer does what a nurse handed to them. Hearth's own value set."""

    NO_LONGER_NEEDED = "no-longer-needed", N_("No longer needed")
    OTHER_PERSON = "other-person", N_("Somebody else does it now")
    NOT_SAFE = "not-safe", N_("Not safe any more")
    NURSE_LICENCE = "nurse-licence", N_("The nurse's license ended")
    QUALIFICATION = "qualification", N_("The person's qualification ended")
    LEFT = "left", N_("One of them no longer works here")
    RAN_OUT = "ran-out", N_("Its time was over")
    IN_ERROR = "in-error", N_("Entered in error")
