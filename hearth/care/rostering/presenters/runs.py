"""How the runs of the house read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hearth.care.rostering import rules
from hearth.platform.tenancy.models import Place
from hearth.platform.ui.parts import Cell, Column, Line, Table
from hearth.record.staff.codes import DutyRole, RunKind


def runs_table(
    request: Any,
    runs: Iterable[Any],
    places: Mapping[UUID, Sequence[Place]],
    doors: Sequence[rules.Door],
    shifts: Iterable[Any],
) -> Table:
    """Every run with its rooms and shifts."""
    names = {s.pk: s.name for s in shifts}
    slug = request.facility.slug
    rows = [
        Line(
            (
                Cell(
                    run.name,
                    url=reverse("rostering:set_run", args=[slug, run.pk]),
                    note=run.neighborhood.name if run.neighborhood else "",
                    head=True,
                ),
                Cell(_(RunKind.label_of(run.run_kind))),
                _rooms(run, places.get(run.pk, ()), doors),
                Cell(", ".join(names[k] for k in names if k in run.shifts) or _("Every shift")),
                Cell(_(DutyRole.label_of(run.role)) if run.role else _("Anybody on duty")),
            ),
            id=f"run-{run.pk}",
        )
        for run in runs
    ]
    columns = (
        Column(_("Name")),
        Column(_("What it is")),
        Column(_("Rooms")),
        Column(_("Shifts")),
        Column(_("Who takes it"), minor=True),
    )
    return Table(pgettext("of rooms", "Runs"), columns, tuple(rows))


def _rooms(run: Any, places: Sequence[Place], doors: Sequence[rules.Door]) -> Cell:
    if run.run_kind == RunKind.EXTRA:
        return Cell("")
    if not places:
        return Cell(_("No rooms yet"))
    return Cell(rules.rooms_said(doors, {p.pk for p in places}))
