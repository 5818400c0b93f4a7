"""The fields that several forms of the worklist ask with."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext

from hearth.kernel import clock
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.staff import queries as staff
from hearth.record.staff.codes import DutyRole


def translated(choices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices of a value set in the reader's language."""
    return [(code, gettext(label)) for code, label in choices]


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs
    )


def time_field(label: Any, **kwargs: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **kwargs
    )


class OwnerField(forms.ChoiceField):
    """Who is to do it: a role on duty, or somebody who works here now."""

    def offer(self, scope: Scope) -> None:
        now = clock.now()
        rota = staff.rota(scope, now)
        here = rota.roles()
        roles = sorted(translated(DutyRole.choices()), key=lambda c: c[0] not in here)
        people = {f"staff:{d.member_id}": str(d.member) for d in rota.duties}
        called = {f"staff:{t.member_id}": str(t.member) for t in rota.turns}
        self.choices = [
            *([("", gettext("As usual for this kind"))] if not self.required else []),
            (gettext("A role on duty"), [(f"role:{c}", label) for c, label in roles]),
            (gettext("Here now"), sorted(people.items(), key=lambda p: p[1])),
            (gettext("On call"), [p for p in called.items() if p[0] not in people]),
        ]

    def owner(self, scope: Scope, value: str) -> dict[str, Any]:
        """The choice as ``role`` and ``staff``, for an action."""
        kind, _colon, key = value.partition(":")
        if kind == "staff":
            return {"role": "", "staff": staff.every_member(scope).filter(pk=key).first()}
        return {"role": key, "staff": None}


def day_and_time(instant: datetime, facility: Facility) -> tuple[date, time]:
    """An instant as two fields show it."""
    local = instant.astimezone(facility.zone)
    return local.date(), local.time().replace(second=0, microsecond=0)


def next_good_time(facility: Facility) -> tuple[date, time]:
    """By when one usually means, unless one says: five today, or noon tomorrow."""
    today, hour = facility.today(), clock.now().astimezone(facility.zone).hour
    return (today, time(17)) if hour < 15 else (today + timedelta(days=1), time(12))
