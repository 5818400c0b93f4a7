"""How long a code for an ambulance crew opens anything."""

import hashlib
from datetime import datetime, timedelta


EMS_CODE_HOLDS = timedelta(hours=4)
"""How long a code opens its page: the way, the hospital's door, the hand-over. Hearth's own."""

EMS_PAGE_FRESH = timedelta(hours=12)
"""How long a page is one of now, for which a code may be made. Hearth's own."""


def ems_code_hash(secret: str) -> str:
    """What is kept of a code: nobody gets back to the secret from it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def may_issue_ems_code(made_at: datetime, now: datetime) -> bool:
    """Whether a code may be made for a page of that age."""
    return now - made_at < EMS_PAGE_FRESH


def opens_ems_code(until: datetime | None, *, ended: bool, now: datetime) -> bool:
    """Whether a code still opens its page."""
    return until is not None and not ended and now < until
