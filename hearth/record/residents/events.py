"""Facts about residents that this app makes public."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hearth.platform.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class ResidentEvent(Event):
    """What every event about a resident names."""

    live: ClassVar[tuple[str, ...]] = ("residents",)
    resident_id: UUID


@dataclass(frozen=True, kw_only=True)
class ResidentAdded(ResidentEvent):
    """A person is on the record."""


@dataclass(frozen=True, kw_only=True)
class ResidentChanged(ResidentEvent):
    """Something about a person changed; ``fields`` are the columns, without their values."""

    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CodeStatusChanged(ResidentEvent):
    """What to do when the heart stops is now something else."""

    code_status: str


@dataclass(frozen=True, kw_only=True)
class DietChanged(ResidentEvent):
    """What the kitchen serves is now something else."""


@dataclass(frozen=True, kw_only=True)
class LevelOfCareChanged(ResidentEvent):
    """A level of care was set, or taken back as an error. ``starts`` is a local day, ISO 8601."""

    level_id: UUID
    level: str
    starts: str


@dataclass(frozen=True, kw_only=True)
class FlagRaised(ResidentEvent):
    """A risk was put on the record."""

    flag_id: UUID
    code: str


@dataclass(frozen=True, kw_only=True)
class FlagEnded(ResidentEvent):
    """A risk is no longer one."""

    flag_id: UUID
    code: str


@dataclass(frozen=True, kw_only=True)
class ContactChanged(ResidentEvent):
    """A contact was added, changed or ended."""

    contact_id: UUID


@dataclass(frozen=True, kw_only=True)
class AuthorityGranted(ResidentEvent):
    """A contact may now decide something."""

    authority_id: UUID
    contact_id: UUID
    authority: str


@dataclass(frozen=True, kw_only=True)
class AuthorityEnded(ResidentEvent):
    """A contact may no longer decide it."""

    authority_id: UUID
    contact_id: UUID
    authority: str


@dataclass(frozen=True, kw_only=True)
class ConditionChanged(ResidentEvent):
    """A condition was added or changed."""

    condition_id: UUID


@dataclass(frozen=True, kw_only=True)
class AllergyChanged(ResidentEvent):
    """An allergy was added or changed."""

    allergy_id: UUID


@dataclass(frozen=True, kw_only=True)
class DirectiveChanged(ResidentEvent):
    """An advance directive was added or ended."""

    directive_id: UUID


@dataclass(frozen=True, kw_only=True)
class StayChanged(ResidentEvent):
    """A residency went from one status to another. ``effective`` is ISO 8601, UTC."""

    live: ClassVar[tuple[str, ...]] = ("residents", "census")
    stay_id: UUID
    from_status: str
    to_status: str
    effective: str


@dataclass(frozen=True, kw_only=True)
class PlaceAssigned(ResidentEvent):
    """A resident holds a place."""

    live: ClassVar[tuple[str, ...]] = ("residents", "census")
    stay_id: UUID
    place_id: UUID
    starts: str


@dataclass(frozen=True, kw_only=True)
class WhereaboutsChanged(ResidentEvent):
    """A resident went out, came back, or was not found."""

    live: ClassVar[tuple[str, ...]] = ("residents", "census")
    whereabouts_id: UUID
    code: str
    effective: str
    expected_back: str = ""


@dataclass(frozen=True, kw_only=True)
class RestrictionSet(ResidentEvent):
    """Somebody is kept away, or it is said anew from what and until when (ISO 8601; "" for no end)."""

    restriction_id: UUID
    ends: str = ""


@dataclass(frozen=True, kw_only=True)
class RestrictionEnded(ResidentEvent):
    """Somebody is kept away no more."""

    restriction_id: UUID


@dataclass(frozen=True, kw_only=True)
class RestrictionPassed(ResidentEvent):
    """Something happened although it was stopped. ``what`` is a code of ``DeviationKind``."""

    deviation_id: UUID
    what: str


@dataclass(frozen=True, kw_only=True)
class RestrictionDeviationRetracted(ResidentEvent):
    """What was said to have happened although it was stopped was entered in error."""

    deviation_id: UUID


@dataclass(frozen=True, kw_only=True)
class EmsPageChanged(ResidentEvent):
    """A page for an ambulance crew was made, sent to the desk, printed, opened or closed."""

    live: ClassVar[tuple[str, ...]] = ("ems",)
    ems_page_id: UUID


@dataclass(frozen=True, kw_only=True)
class AbsencePlanned(ResidentEvent):
    """An absence was planned, changed, cancelled or begun."""

    live: ClassVar[tuple[str, ...]] = ("residents", "census")
    absence_id: UUID


@dataclass(frozen=True, kw_only=True)
class MergeProposed(ResidentEvent):
    """Two records may be one person; somebody else has to say so."""

    merge_id: UUID
    duplicate_id: UUID


@dataclass(frozen=True, kw_only=True)
class ResidentsMerged(ResidentEvent):
    """Two records are one person; ``resident_id`` stays."""

    merge_id: UUID
    duplicate_id: UUID


@dataclass(frozen=True, kw_only=True)
class MergeReversed(ResidentEvent):
    """They were two people after all."""

    merge_id: UUID
    duplicate_id: UUID


@dataclass(frozen=True, kw_only=True)
class ResidentsAdded(Event):
    """A batch of people is on the record."""

    live: ClassVar[tuple[str, ...]] = ("residents",)
    resident_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class StaysOpened(Event):
    """A batch of residencies is on the record, each as it stands."""

    live: ClassVar[tuple[str, ...]] = ("residents", "census")
    stay_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class AuthoritiesExpiring(Event):
    """These authorities run out within the month. Told each day until they are renewed or ended."""

    authority_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class TaskDelegated(ResidentEvent):
    """A nurse handed a nursing task for a resident to somebody."""

    delegation_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class HelpingBegan(ResidentEvent):
    """Somebody helps with a resident of another's run until the end of their duty."""

    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class DelegationEnded(ResidentEvent):
    """Somebody no longer does what a nurse handed to them."""

    delegation_id: UUID
    member_id: UUID
    reason: str
