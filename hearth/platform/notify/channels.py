"""Which ways out of the house are set up. Said plainly; nothing pretends to have been sent."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from .codes import Channel, State
from .models import Notification
from .notices import PLAIN, known


NO_MAIL = {"django.core.mail.backends.dummy.EmailBackend", ""}


def is_set_up(channel: str) -> bool:
    """Whether something can be handed on this way. Text messages and push have no carrier yet."""
    if channel == Channel.EMAIL:
        return settings.EMAIL_BACKEND not in NO_MAIL
    return channel == Channel.IN_APP


def first_state(channel: str, address: str) -> State:
    """What a new notice's state is, before anything outside was asked."""
    if channel == Channel.IN_APP:
        return State.DELIVERED
    if settings.HEARTH_DEMO:
        return State.RECORDED_ONLY
    if not is_set_up(channel):
        return State.NOT_CONFIGURED
    return State.QUEUED if address else State.FAILED


def send_email(row: Notification) -> None:
    """Hand one plain line to the mail server: no name, no value, no subject that says more."""
    kind = known(row.code)
    message = EmailMessage(
        subject=_("Hearth"),
        body=_(kind.plain if kind else PLAIN),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[row.address],
        headers={"Auto-Submitted": "auto-generated", "X-Hearth-Notice": str(row.pk)},
    )
    message.send(fail_silently=False)
