"""The words for calls."""

from dataclasses import dataclass

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_


class AlertPriority(Coded):
    """How fast somebody must come. Hearth's own value set; three steps, as IEC 60601-1-8 has."""

    EMERGENCY = "emergency", N_("Emergency")
    URGENT = "urgent", N_("Urgent")
    ROUTINE = "routine", N_("Routine")


class Step(Coded):
    """What somebody did about a call. Hearth's own value set."""

    RAISED = "raised", N_("Raised")
    ON_MY_WAY = "on-my-way", N_("On the way")
    WITH_RESIDENT = "with-resident", N_("With the resident")
    NEED_HELP = "need-help", N_("Needs help")
    HANDED_ON = "handed-on", N_("Handed to somebody")
    RAISED_AGAIN = "raised-again", N_("Raised again")
    RESOLVED = "resolved", N_("Resolved")


class Resolution(Coded):
    """How a call ended. Hearth's own value set."""

    HELPED = "helped", N_("Helped")
    NO_HELP_NEEDED = "no-help-needed", N_("No help needed")
    SENT_OUT = "sent-out", N_("Sent to hospital")
    FALSE_ALARM = "false-alarm", N_("False alarm")
    TEST = "test", N_("Test")
    CAUSE_GONE = "cause-gone", N_("The reason for it is gone")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertKind:
    """A kind of call, registered by the app that raises it."""

    code: str
    label: str
    priority: AlertPriority


_kinds: dict[str, AlertKind] = {}


def register(kind: AlertKind) -> AlertKind:
    """Make a kind of call known. Another kind under the same code is a bug."""
    known = _kinds.setdefault(kind.code, kind)
    if known != kind:
        raise ValueError(f"two kinds of call are called {kind.code}")
    return kind


def kind_of(code: str) -> AlertKind:
    """The kind registered under ``code``. Raises KeyError: a call of no known kind is a bug."""
    return _kinds[code]


HELP = register(
    AlertKind(code="alerts.help", label=N_("Help wanted"), priority=AlertPriority.EMERGENCY)
)
UNACCOUNTED = register(
    AlertKind(
        code="alerts.unaccounted",
        label=N_("Resident not accounted for"),
        priority=AlertPriority.EMERGENCY,
    )
)
NOT_BACK = register(
    AlertKind(
        code="alerts.not_back", label=N_("Not back as expected"), priority=AlertPriority.URGENT
    )
)
