"""Whether a person works now, and as what. The record floor above knows; here it is asked."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from hearth.platform.scope import Scope, process_scope, scoped
from hearth.platform.tenancy.models import Facility


@dataclass(frozen=True, slots=True)
class DutyNow:
    """``here``: they work now, or the house keeps no duty. ``role``: what they are checked in as."""

    here: bool = True
    role: str = ""


def duty_now(facility: Facility, actor_id: UUID) -> DutyNow:
    """What ``settings.HEARTH_ON_DUTY`` says of a person; without it everybody is always here.

    The setting names ``(scope, facility, actor_id) -> DutyNow``.
    """
    with scoped(process_scope("duty", facility.pk)) as scope:
        return duty_within(scope, facility, actor_id)


def duty_within(scope: Scope, facility: Facility, actor_id: UUID) -> DutyNow:
    """The same, asked within a scope of the community that is open already."""
    hook = getattr(settings, "HEARTH_ON_DUTY", "")
    if not hook:
        return DutyNow()
    found: DutyNow = import_string(hook)(scope, facility, actor_id)
    return found
