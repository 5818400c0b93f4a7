"""How the house reads to a surveyor: plain lists, without anything that was not asked for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.platform.content import lists
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.links import address
from hearth.platform.ui.wording import clock_text, day_text, moment_text
from hearth.record.documents.presenters.filed import Reader
from hearth.record.residents.presenters.common import presence_text
from hearth.record.residents.queries import Census, Standing
from hearth.record.staff import queries as staff


def living(census: Census) -> list[Standing]:
    """Everybody who lives here, wherever they are today, by place."""
    return by_place((*census.in_house, *census.hospital, *census.away))


def by_place(people: Iterable[Standing]) -> list[Standing]:
    """In the order of the doors."""
    return sorted(people, key=lambda s: (s.place.position if s.place else 0, s.label))


def answer(visit: Any, count: int, facility: Facility) -> str:
    """Whose records are open, and until when."""
    said = (
        ngettext("{n} record is open to you", "{n} records are open to you", count).format(
            n=count
        )
        if count
        else _("No resident's record is open to you yet")
    )
    if visit is None:
        return said
    return f"{said} · " + _("until {time}").format(time=moment_text(visit.ends, facility))


def sample_table(people: Sequence[Standing], facility: Facility) -> parts.Table:
    """The sampled residents, each a way into the record."""
    lines = tuple(
        parts.Line(
            (
                parts.Cell(
                    who=_who(one, facility, link=True),
                    head=True,
                    note=_("restricted record")
                    if one.resident.security_label != "normal"
                    else "",
                ),
                parts.Cell(presence_text(one, facility)),
            ),
            id=f"resident-{one.resident.pk}",
        )
        for one in people
    )
    empty = parts.State(
        "empty",
        _("Nobody sampled yet"),
        _("Tell the coordinator which residents you sample: each opens here at once."),
    )
    columns = (parts.Column(_("Resident")), parts.Column(_("Today")))
    return parts.Table(_("Your sample"), columns, lines, empty=empty)


def doors(facility: Facility) -> tuple[parts.Action, ...]:
    """What else a surveyor may read."""
    wanted = (
        ("documents:view_own_roster", _("Who lives here"), "users"),
        ("documents:view_own_staff", _("Who worked, and their qualifications"), "id-badge"),
        ("documents:view_own_policies", _("Papers of the house"), "file"),
    )
    return tuple(
        parts.Action(label, reverse(name, args=[facility.slug]), style="plain", icon=icon)
        for name, label, icon in wanted
    )


def crumbs(facility: Facility) -> parts.Crumbs:
    """The way back to where the visit began."""
    url = reverse("documents:view_own_survey", args=[facility.slug])
    return parts.Crumbs((parts.Crumb(_("Your visit"), url),))


def roster_table(people: Sequence[Standing], facility: Facility) -> parts.Table:
    """Place, name, born, here since, and where they are today."""
    lines = tuple(
        parts.Line(
            (
                parts.Cell(who=_who(one, facility), head=True),
                parts.Cell(day=one.resident.birth_date),
                parts.Cell(day=_since(one, facility)),
                parts.Cell(presence_text(one, facility)),
            ),
            id=f"resident-{one.resident.pk}",
        )
        for one in people
    )
    columns = (
        parts.Column(_("Resident")),
        parts.Column(_("Born"), minor=True),
        parts.Column(_("Here since")),
        parts.Column(_("Today")),
    )
    return parts.Table(_("Who lives here"), columns, lines)


def _since(one: Standing, facility: Facility) -> date | None:
    moved = one.stay.moved_in_at if one.stay else None
    return moved.astimezone(facility.zone).date() if moved else None


def _who(one: Standing, facility: Facility, *, link: bool = False) -> parts.Who:
    name = f"{one.resident.given} {one.resident.family}".strip()
    url = address("desk:resident", facility.slug, one.resident.pk) if link else ""
    return parts.Who(name, one.label, url=url)


def qualifications(scope: Scope, members: Iterable[UUID]) -> dict[UUID, list[Any]]:
    """What each of these people is qualified for, by member; what was taken back is left out."""
    found: dict[UUID, list[Any]] = {}
    for row in staff.qualifications(scope).filter(member_id__in=list(members)):
        found.setdefault(row.member_id, []).append(row)
    return found


def staff_answer(duties: Sequence[Any], day: date) -> str:
    """How many people worked on a day."""
    count = len({d.member_id for d in duties})
    return ngettext(
        "{n} person worked on {day} and the night after it",
        "{n} people worked on {day} and the night after it",
        count,
    ).format(n=count, day=day_text(day))


def staff_table(
    duties: Sequence[Any], held: Mapping[UUID, list[Any]], facility: Facility
) -> parts.Table:
    """Who, as what, from when to when, with their qualifications and when these end."""
    lines = tuple(
        parts.Line(
            (
                parts.Cell(str(one.member), head=True, note=one.member.job_title),
                parts.Cell(_worked_words(one, facility)),
                parts.Cell(_held_words(held.get(one.member_id, []), facility)),
            ),
            id=f"duty-{one.pk}",
        )
        for one in duties
    )
    columns = (
        parts.Column(_("Person")),
        parts.Column(_("Worked")),
        parts.Column(_("Qualifications")),
    )
    empty = parts.State(
        "empty", _("Nobody is on the duty board that day"), _("Choose another day.")
    )
    return parts.Table(_("Who worked"), columns, lines, empty=empty)


def _worked_words(one: Any, facility: Facility) -> str:
    starts = clock_text(one.starts, facility)
    if one.ends is None:
        return _("since {time}").format(time=starts)
    return _("{first} to {last}").format(first=starts, last=clock_text(one.ends, facility))


def _held_words(rows: Sequence[Any], facility: Facility) -> str:
    """Each by its name, number and last day; that there are none is said."""
    return " · ".join(_held_word(row, facility) for row in rows) or _("None on record")


def _held_word(row: Any, facility: Facility) -> str:
    kind = lists.item("qualification-sorts", row.sort, facility)
    said = [kind.title if kind else row.sort, row.number]
    if row.ends:
        said.append(_("until {day}").format(day=day_text(row.ends)))
    return " ".join(part for part in said if part)


def policies_answer(count: int) -> str:
    """How many papers of the house there are."""
    return ngettext("{n} paper of the house", "{n} papers of the house", count).format(n=count)


def policy_table(rows: Iterable[Any], facility: Facility) -> parts.Table:
    """The house's papers, each a download."""
    reader = Reader.of(Scope(actor_id=UUID(int=0), actor_kind="person"), facility)
    lines = tuple(
        parts.Line(
            (
                parts.Cell(
                    row.title,
                    url=reverse("documents:download_own_policy", args=[facility.slug, row.pk]),
                    head=True,
                    note=reader.type_name(row.type),
                ),
                parts.Cell(day=row.date),
                parts.Cell(day=row.valid_until),
            ),
            id=f"document-{row.pk}",
        )
        for row in rows
    )
    columns = (
        parts.Column(_("Paper")),
        parts.Column(_("Date on it"), minor=True),
        parts.Column(_("Good until")),
    )
    empty = parts.State(
        "empty", _("No papers here"), _("Ask the coordinator for the policy binder.")
    )
    return parts.Table(_("Papers of the house"), columns, lines, empty=empty)
