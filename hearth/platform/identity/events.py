"""It has happened that somebody was let in, or let themselves in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hearth.platform.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class EmergencyAccessOpened(Event):
    """Somebody opened one resident's record in an emergency; another person reviews it.

    ``until`` is when it ends by itself, ``review_by`` when the review is due.
    """

    access_id: UUID
    resident_id: UUID
    actor_id: UUID
    reason: str
    opened_at: datetime
    until: datetime
    review_by: datetime


@dataclass(frozen=True, kw_only=True)
class EmergencyAccessReviewed(Event):
    """Another person has looked at an emergency access and said what they found."""

    access_id: UUID
    resident_id: UUID
    reviewer_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonOffBoarded(Event):
    """A person left this community: their roles here ended at once."""

    actor_id: UUID
