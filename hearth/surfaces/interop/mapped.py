"""What a resource or row says, in neutral typed facts ready for the record's actions.

Field names are FHIR's in snake case; plural where FHIR's element repeats. ``resident`` is
FHIR's subject, patient or beneficiary. Nothing here knows the database.
"""

from collections.abc import Callable
from dataclasses import dataclass

from hearth.kernel.words import N_
from hearth.surfaces.interop.datatypes import (
    Address,
    Annotation,
    Attachment,
    Coding,
    Concept,
    Extension,
    Identifier,
    Key,
    Language,
    Moment,
    Name,
    Opaque,
    PartialDate,
    Period,
    Quantity,
    Range,
    Ratio,
    Ref,
    Telecom,
    When,
)
from hearth.surfaces.interop.reasons import Notice, Reason


Value = Quantity | Concept | Range | Ratio | Period | When | Opaque | str | bool | int


@dataclass(frozen=True, slots=True)
class Line:
    """One line for a list: what kind of thing, which, in what state, when.

    ``since``: the state holds since ``when``, instead of being of that day.
    """

    label: str
    what: str = ""
    status: str = ""
    when: str = ""
    since: bool = False

    def shown(self, translate: Callable[[str], str]) -> str:
        """The line in the reader's language; label and "since" are ours to translate."""
        head = f"{translate(self.label)}: {self.what}" if self.what else translate(self.label)
        state = self.status
        if self.since and state and self.when:
            pattern = translate(N_("{status} since {when}"))
            return f"{head}, {pattern.format(status=state, when=self.when)}"
        return ", ".join(part for part in (head, state, self.when) if part)

    def __str__(self) -> str:
        return self.shown(str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """What every mapped resource carries.

    ``keys`` name the resource across files, surest first: any of them known means update.
    ``references`` are all references that were read, wherever they stand in the fields.
    ``in_error``: the source marked it entered-in-error; keep it, never show it as live.
    """

    type: str
    id: str = ""
    keys: tuple[Key, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    references: tuple[Ref, ...] = ()
    notices: tuple[Notice, ...] = ()
    in_error: bool = False
    security_label: str = "normal"
    last_updated: When | None = None
    version: str = ""
    line: Line = Line("")


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutResident(Mapped):
    """A fact about one resident."""

    resident: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbatim(AboutResident):
    """Kept as it is, until the app that owns it takes it over. ``why`` when not just that."""

    status: str = ""
    code: Concept | None = None
    effective: Moment | None = None
    attachments: tuple[Attachment, ...] = ()
    why: Reason | None = None


# People and places


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts(AboutResident):
    """FHIR RelatedPerson or Patient.contact.

    ``relationship`` is residents' Relationship, ``authorities`` residents' Authority or
    ``fhir.authority.UNCLEAR_POA``: claims of the sender, no document that was seen.
    """

    active: bool | None = None
    names: tuple[Name, ...] = ()
    relationships: tuple[Concept, ...] = ()
    relationship: str = ""
    authorities: tuple[str, ...] = ()
    gender: str = ""
    birth_date: PartialDate | None = None
    telecoms: tuple[Telecom, ...] = ()
    addresses: tuple[Address, ...] = ()
    languages: tuple[Language, ...] = ()
    organization: Ref | None = None
    period: Period | None = None

    @property
    def name(self) -> Name:
        """The name to show."""
        return _chosen(self.names, ("official", "usual", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentFacts(Mapped):
    """FHIR Patient. ``deceased`` is None when the file does not say."""

    active: bool | None = None
    names: tuple[Name, ...] = ()
    gender: str = ""
    birth_sex: str = ""
    birth_date: PartialDate | None = None
    deceased: bool | None = None
    deceased_at: When | None = None
    marital_status: Concept | None = None
    races: tuple[Coding, ...] = ()
    race_text: str = ""
    ethnicities: tuple[Coding, ...] = ()
    ethnicity_text: str = ""
    religion: Concept | None = None
    languages: tuple[Language, ...] = ()
    interpreter_required: bool | None = None
    telecoms: tuple[Telecom, ...] = ()
    addresses: tuple[Address, ...] = ()
    photos: tuple[Attachment, ...] = ()
    contacts: tuple[ContactFacts, ...] = ()
    general_practitioners: tuple[Ref, ...] = ()
    managing_organization: Ref | None = None
    replaced_by: tuple[Ref, ...] = ()
    extensions: tuple[Extension, ...] = ()
    # From tables only; FHIR says these elsewhere.
    room: str = ""
    code_status: str = ""
    code_status_text: str = ""
    level: str = ""
    admitted: PartialDate | None = None
    diet: str = ""
    allergies_text: str = ""

    @property
    def name(self) -> Name:
        """The legal name: official, else the one in ordinary use."""
        return _chosen(self.names, ("official", "usual", ""))

    @property
    def preferred(self) -> str:
        """What the resident likes to be called, "" when the file does not say.

        A nickname, or the given name of a usual name that differs from the official one.
        """
        for name in self.names:
            if name.use == "nickname":
                return " ".join(name.given) or name.full
        usual = next((name for name in self.names if name.use == "usual"), None)
        if usual is None or usual is self.name or usual.given == self.name.given:
            return ""
        return " ".join(usual.given) or usual.text

    def numbers(self, *types: str) -> tuple[str, ...]:
        """The identifier values of v2-0203 types, such as MR (record) or SS (social security)."""
        return tuple(number.value for number in self.identifiers if number.type in types)


@dataclass(frozen=True, slots=True)
class Qualification:
    """A licence or degree."""

    code: Concept | None = None
    identifiers: tuple[Identifier, ...] = ()
    period: Period | None = None
    issuer: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerFacts(Mapped):
    """FHIR Practitioner: to Hearth an outside practitioner until somebody says otherwise."""

    active: bool | None = None
    names: tuple[Name, ...] = ()
    gender: str = ""
    birth_date: PartialDate | None = None
    telecoms: tuple[Telecom, ...] = ()
    addresses: tuple[Address, ...] = ()
    languages: tuple[Concept, ...] = ()
    qualifications: tuple[Qualification, ...] = ()

    @property
    def name(self) -> Name:
        """The name to show."""
        return _chosen(self.names, ("official", "usual", ""))

    @property
    def npi(self) -> str:
        """The United States' National Provider Identifier, "" without one."""
        return next((n.value for n in self.identifiers if n.type == "NPI"), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerRoleFacts(Mapped):
    """FHIR PractitionerRole: what a practitioner does where."""

    active: bool | None = None
    practitioner: Ref | None = None
    organization: Ref | None = None
    codes: tuple[Concept, ...] = ()
    specialties: tuple[Concept, ...] = ()
    locations: tuple[Ref, ...] = ()
    telecoms: tuple[Telecom, ...] = ()
    period: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationFacts(Mapped):
    """FHIR Organization: a hospital, pharmacy, payer, agency."""

    active: bool | None = None
    name: str = ""
    aliases: tuple[str, ...] = ()
    types: tuple[Concept, ...] = ()
    telecoms: tuple[Telecom, ...] = ()
    addresses: tuple[Address, ...] = ()
    part_of: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationFacts(Mapped):
    """FHIR Location: a building, wing, room, bed, or a place outside."""

    status: str = ""
    operational_status: Coding | None = None
    name: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""
    mode: str = ""
    types: tuple[Concept, ...] = ()
    physical_type: Concept | None = None
    telecoms: tuple[Telecom, ...] = ()
    address: Address | None = None
    managing_organization: Ref | None = None
    part_of: Ref | None = None
    # From tables only.
    neighborhood: str = ""
    floor: str = ""
    capacity: int | None = None


# Clinical facts


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionFacts(AboutResident):
    """FHIR Condition. Statuses are the standard's codes, "" when not given."""

    code: Concept | None = None
    clinical_status: str = ""
    verification_status: str = ""
    categories: tuple[Concept, ...] = ()
    severity: Concept | None = None
    body_sites: tuple[Concept, ...] = ()
    onset: Moment | None = None
    abatement: Moment | None = None
    recorded: When | None = None
    recorder: Ref | None = None
    asserter: Ref | None = None
    encounter: Ref | None = None
    notes: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Reaction:
    """How an allergy showed itself. ``severity`` is mild, moderate, severe or ""."""

    manifestations: tuple[Concept, ...] = ()
    severity: str = ""
    substance: Concept | None = None
    exposure_route: Concept | None = None
    onset: When | None = None
    description: str = ""
    notes: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AllergyFacts(AboutResident):
    """FHIR AllergyIntolerance. ``no_known``: it states that there is none (of a kind)."""

    code: Concept | None = None
    clinical_status: str = ""
    verification_status: str = ""
    allergy_type: str = ""
    categories: tuple[str, ...] = ()
    criticality: str = ""
    reactions: tuple[Reaction, ...] = ()
    onset: Moment | None = None
    last_occurrence: When | None = None
    recorded: When | None = None
    recorder: Ref | None = None
    asserter: Ref | None = None
    encounter: Ref | None = None
    notes: tuple[Annotation, ...] = ()
    no_known: bool = False


@dataclass(frozen=True, slots=True)
class ReferenceRange:
    """What is usual for a value."""

    low: Quantity | None = None
    high: Quantity | None = None
    type: Concept | None = None
    applies_to: tuple[Concept, ...] = ()
    age: Range | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Component:
    """One part of an observation, such as the systolic pressure."""

    code: Concept | None = None
    value: Value | None = None
    absent_reason: Concept | None = None
    interpretations: tuple[Concept, ...] = ()
    reference_ranges: tuple[ReferenceRange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationFacts(AboutResident):
    """FHIR Observation. ``value`` is None with ``absent_reason``, components or members."""

    status: str = ""
    categories: tuple[Concept, ...] = ()
    code: Concept | None = None
    effective: Moment | None = None
    issued: When | None = None
    value: Value | None = None
    absent_reason: Concept | None = None
    interpretations: tuple[Concept, ...] = ()
    reference_ranges: tuple[ReferenceRange, ...] = ()
    components: tuple[Component, ...] = ()
    body_site: Concept | None = None
    method: Concept | None = None
    performers: tuple[Ref, ...] = ()
    device: Ref | None = None
    encounter: Ref | None = None
    has_members: tuple[Ref, ...] = ()
    derived_from: tuple[Ref, ...] = ()
    notes: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImmunizationFacts(AboutResident):
    """FHIR Immunization, given or (status not-done) not given."""

    status: str = ""
    status_reason: Concept | None = None
    vaccine: Concept | None = None
    occurrence: Moment | None = None
    recorded: When | None = None
    primary_source: bool | None = None
    manufacturer: Ref | None = None
    lot_number: str = ""
    expiration: PartialDate | None = None
    site: Concept | None = None
    route: Concept | None = None
    dose: Quantity | None = None
    dose_number: str = ""
    performers: tuple[Ref, ...] = ()
    location: Ref | None = None
    encounter: Ref | None = None
    reasons: tuple[Concept, ...] = ()
    notes: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class EncounterLocation:
    """Where an encounter took place, and when."""

    location: Ref | None = None
    status: str = ""
    physical_type: Concept | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Hospitalization:
    """How somebody came into a hospital and left it."""

    origin: Ref | None = None
    admit_source: Concept | None = None
    destination: Ref | None = None
    discharge_disposition: Concept | None = None
    re_admission: Concept | None = None
    diet_preferences: tuple[Concept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EncounterFacts(AboutResident):
    """FHIR Encounter. ``encounter_class`` is a v3-ActCode: AMB, IMP, EMER, HH …"""

    status: str = ""
    encounter_class: Coding | None = None
    types: tuple[Concept, ...] = ()
    period: Period | None = None
    reasons: tuple[Concept, ...] = ()
    participants: tuple[Ref, ...] = ()
    locations: tuple[EncounterLocation, ...] = ()
    hospitalization: Hospitalization | None = None
    service_provider: Ref | None = None
    part_of: Ref | None = None
    episodes: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeFacts(AboutResident):
    """FHIR EpisodeOfCare: a stay under somebody's responsibility."""

    status: str = ""
    types: tuple[Concept, ...] = ()
    period: Period | None = None
    managing_organization: Ref | None = None
    care_manager: Ref | None = None


@dataclass(frozen=True, slots=True)
class CoverageClass:
    """A group, plan or the like of a coverage."""

    type: str = ""
    value: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageFacts(AboutResident):
    """FHIR Coverage. ``subscriber_id`` is sensitive: store it encrypted."""

    status: str = ""
    coverage_type: Concept | None = None
    subscriber_id: str = ""
    subscriber: Ref | None = None
    policy_holder: Ref | None = None
    relationship: Concept | None = None
    period: Period | None = None
    payors: tuple[Ref, ...] = ()
    classes: tuple[CoverageClass, ...] = ()
    dependent: str = ""
    network: str = ""
    order: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentFacts(AboutResident):
    """FHIR Consent. ``directive`` is residents' DirectiveKind, "" when it is none."""

    status: str = ""
    scope: Concept | None = None
    categories: tuple[Concept, ...] = ()
    directive: str = ""
    date: When | None = None
    period: Period | None = None
    decision: str = ""
    performers: tuple[Ref, ...] = ()
    agents: tuple[Ref, ...] = ()
    organizations: tuple[Ref, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    source: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagFacts(AboutResident):
    """FHIR Flag: something to bear in mind about a resident, such as a fall risk."""

    status: str = ""
    categories: tuple[Concept, ...] = ()
    code: Concept | None = None
    period: Period | None = None
    author: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts(AboutResident):
    """FHIR DocumentReference or Binary, with its files as they came."""

    status: str = ""
    doc_status: str = ""
    document_type: Concept | None = None
    categories: tuple[Concept, ...] = ()
    date: When | None = None
    period: Period | None = None
    description: str = ""
    authors: tuple[Ref, ...] = ()
    custodian: Ref | None = None
    attachments: tuple[Attachment, ...] = ()


def _chosen(names: tuple[Name, ...], uses: tuple[str, ...]) -> Name:
    for use in uses:
        for name in names:
            if name.use == use:
                return name
    return names[0] if names else Name()
