"""How the roster reads: which list, which columns, narrowed how; its rows, groups and file."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hearth.kernel.words import N_
from hearth.platform.content import lists
from hearth.platform.content.terms import in_language
from hearth.platform.scope import Scope
from hearth.platform.tenancy.doors import door_order
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.links import address
from hearth.platform.ui.wording import day_text
from hearth.record.residents.codes import EvacuationNeed
from hearth.record.residents.rules import Presence
from hearth.surfaces.desk.presenters.columns import (
    ALWAYS,
    COLUMNS,
    Column,
    Reads,
    Word,
    evacuation_of,
    floor_of,
    level_order,
)
from hearth.surfaces.desk.queries.roster import OnRoster


KIND = "roster-views"
ANY, NONE = "any", "none"
SORTS = (("room", N_("Room")), ("name", N_("Name")), ("level", N_("Level of care")))
GROUPS = (
    ("none", N_("One list")),
    ("neighborhood", N_("Neighborhood")),
    ("floor", N_("Neighborhood and floor")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A list as it is asked for. ``key`` is the list it began with: a code, or a saved list's key."""

    key: str = ""
    title: str = ""
    about: str = ""
    columns: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "room"
    group: str = "none"
    tick: bool = False
    staff: bool = False

    @property
    def kept(self) -> dict[str, Any]:
        """The same, as a saved list keeps it."""
        return {
            "columns": list(self.columns),
            "filters": {code: list(values) for code, values in self.filters.items()},
            "sort": self.sort,
            "group": self.group,
        }

    def query(self, **changed: Any) -> str:
        """The same list as the end of an address; ``changed`` sets or (None) drops one filter."""
        found = QueryDict(mutable=True)
        found["list"] = self.key
        found.setlist("c", list(self.columns))
        for code, values in self.filters.items():
            found.setlist(code, list(values))
        found["sort"], found["group"] = self.sort, self.group
        for name, value in changed.items():
            code = name.replace("_", "-")
            if value is None:
                found.pop(code, None)
            else:
                found[code] = value
        return found.urlencode()


def shipped(facility: Facility) -> dict[str, Asked]:
    """The community's lists, as its content has them, by code."""
    found = {}
    for item in lists.items(KIND, facility):
        body = item.values
        found[item.code] = Asked(
            key=item.code,
            title=item.title,
            about=in_language(body["about"], get_language() or "en") if "about" in body else "",
            columns=tuple(body["columns"]),
            filters={c: tuple(v) for c, v in body.get("filters", {}).items()},
            sort=body["sort"],
            group=body.get("group", "none"),
            tick=body.get("tick", False),
            staff=body.get("staff", False),
        )
    return found


def of_saved(saved: Any) -> Asked:
    """A kept list, as it is asked for."""
    kept = saved.asked
    return Asked(
        key=str(saved.pk),
        title=saved.name,
        columns=tuple(kept.get("columns", ())),
        filters={c: tuple(v) for c, v in kept.get("filters", {}).items()},
        sort=kept.get("sort", "room"),
        group=kept.get("group", "none"),
    )


def read(query: QueryDict, offered: Mapping[str, Asked], known: Mapping[str, Column]) -> Asked:
    """What an address asks for: a list as it is, or (with columns named) as it was changed.

    What does not exist for this reader is not asked for; what nobody knows is left out.
    """
    usual = next(iter(offered.values()), Asked(title=_("Residents")))
    base = offered.get(query.get("list", ""), usual)
    changed = "c" in query
    wanted = query.getlist("c") if changed else base.columns
    chosen = [c for c in known if c in ALWAYS]
    chosen += [c for c in dict.fromkeys(wanted) if c in known and c not in ALWAYS]
    if not changed:
        chosen = [c for c in dict.fromkeys([*wanted, *ALWAYS]) if c in known]
    filters = {}
    for code, column in known.items():
        given = query.getlist(code) if changed or code in query else base.filters.get(code, ())
        values = tuple(v for v in given if v)
        if values and column.values is not None:
            filters[code] = values
    sort, group = query.get("sort", base.sort), query.get("group", base.group)
    return Asked(
        key=base.key,
        title=base.title,
        about=base.about,
        columns=tuple(chosen),
        filters=filters,
        sort=next((s for s in (sort, base.sort) if s in sorts(known)), "room"),
        group=group if group in dict(GROUPS) else base.group,
        tick=base.tick,
        staff=base.staff,
    )


def sorts(known: Mapping[str, Column]) -> dict[str, str]:
    """By what this reader may sort, in words."""
    return {code: label for code, label in SORTS if code in known}


# Rows


def narrowed(
    rows: Iterable[OnRoster], asked: Asked, known: Mapping[str, Column], reads: Reads
) -> list[OnRoster]:
    """The rows that every filter lets through, in their order."""
    found = [
        row
        for row in rows
        if all(_fits(known[code], chosen, row, reads) for code, chosen in asked.filters.items())
    ]
    return sorted(found, key=lambda row: _order(row, asked, reads))


def _fits(column: Column, chosen: Sequence[str], row: OnRoster, reads: Reads) -> bool:
    codes = {code for code, _text in column.values(row, reads)} if column.values else set()
    return bool(
        codes & set(chosen) or (ANY in chosen and codes) or (NONE in chosen and not codes)
    )


def _order(row: OnRoster, asked: Asked, reads: Reads) -> tuple[Any, ...]:
    one = row.resident
    name = (one.family_folded, one.given_folded, one.pk)
    door = (door_order(row.standing.label), *name)
    own: tuple[Any, ...] = name if asked.sort == "name" else door
    if asked.sort == "level":
        own = (level_order(row, reads), *door)
    return (*_group_order(row, asked.group), *own)


def _group_order(row: OnRoster, group: str) -> tuple[Any, ...]:
    place = row.standing.place
    if group == "none":
        return ()
    where = (place is None, place.neighborhood.position if place else 0)
    name = (place.neighborhood.name if place else "",)
    return (*where, *name, door_order(floor_of(row))) if group == "floor" else (*where, *name)


RosterCell = tuple[SafeString, SafeString, str]
HEAD = "name"
SHORT = frozenset({"onset", "born"})
"""Columns of a date, which is not to be broken over two lines."""
NOTHING = SafeString("")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One resident's line: the key, the page, the name as said, and the cells on both sides of it.

    A cell is its attributes on screen, those on paper, and what it says: a table of two hundred
    decides nothing cell by cell.
    """

    pk: str
    url: str
    name: str
    before: tuple[RosterCell, ...]
    head: RosterCell
    after: tuple[RosterCell, ...]
    absent: bool = False

    @property
    def cells(self) -> tuple[RosterCell, ...]:
        """All of them in the order of their columns."""
        return (*self.before, self.head, *self.after)


@dataclass(frozen=True, slots=True)
class RosterGroup:
    """Rows under one heading, and what there is to count."""

    title: str
    rows: tuple[RosterRow, ...]
    note: str = ""


def groups(
    rows: Sequence[OnRoster], asked: Asked, known: Mapping[str, Column], reads: Reads
) -> list[RosterGroup]:
    """The rows under their headings; one without a heading where nothing is grouped."""
    chosen = [(known[code], *_attributes(known[code])) for code in asked.columns]
    parted: dict[str, list[OnRoster]] = {}
    for row in rows:
        parted.setdefault(_heading(row, asked.group), []).append(row)
    see = "where" in known
    return [
        RosterGroup(
            title,
            tuple(_row(row, chosen, reads) for row in found),
            _counted(found, asked, see_where=see),
        )
        for title, found in parted.items()
    ]


def _attributes(column: Column) -> tuple[SafeString, SafeString]:
    """What every cell of a column carries, on screen and on paper."""
    if column.code == "room":
        return SafeString(' class="door"'), SafeString(' class="nowrap"')
    label = format_html(' data-label="{}"', _(column.label))
    if column.code in SHORT:
        return label + SafeString(' class="door"'), SafeString(' class="nowrap"')
    return label, NOTHING


def _row(
    row: OnRoster, chosen: Sequence[tuple[Column, SafeString, SafeString]], reads: Reads
) -> RosterRow:
    one = row.resident
    cells = [(screen, paper, column.text(row, reads)) for column, screen, paper in chosen]
    at = next(n for n, (column, _s, _p) in enumerate(chosen) if column.code == HEAD)
    return RosterRow(
        pk=str(one.pk),
        url=address("desk:resident", reads.facility.slug, one.pk),
        name=f"{one.given} {one.family}".strip(),
        before=tuple(cells[:at]),
        head=cells[at],
        after=tuple(cells[at + 1 :]),
        absent=row.standing.presence is not Presence.IN,
    )


def _heading(row: OnRoster, group: str) -> str:
    place = row.standing.place
    if group == "none":
        return ""
    if place is None:
        return _("Without a room")
    floor = floor_of(row) if group == "floor" else ""
    if not floor:
        return str(place.neighborhood.name)
    return _("{neighborhood} · floor {floor}").format(
        neighborhood=place.neighborhood.name, floor=floor
    )


def _counted(rows: Sequence[OnRoster], asked: Asked, *, see_where: bool) -> str:
    """How many, how many of them are not in the house, and how they would be moved."""
    said = [count_words(len(rows))]
    out = sum(row.standing.presence is not Presence.IN for row in rows)
    if out and see_where:
        said.append(_("{n} not in the house").format(n=out))
    if "evacuation" in asked.columns:
        needs = Counter(evacuation_of(row) for row in rows)
        said += [f"{_(need.label)} {needs[need]}" for need in EvacuationNeed if needs.get(need)]
    return " · ".join(said)


def count_words(count: int) -> str:
    """How many residents."""
    return ngettext("{n} resident", "{n} residents", count).format(n=count)


def answer(asked: Asked, shown: int, total: int) -> str:
    """The sentence the roster opens with."""
    if shown == total:
        return f"{asked.title}: {count_words(total)}"
    return _("{list}: {n} of {total} residents").format(list=asked.title, n=shown, total=total)


# Narrowing


@dataclass(frozen=True, slots=True)
class Offer:
    """One filter as a list to choose from."""

    code: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


def offers(
    rows: Sequence[OnRoster],
    asked: Asked,
    known: Mapping[str, Column],
    reads: Reads,
    needs: Collection[str],
) -> list[Offer]:
    """What the roster can be narrowed by: each value with its number; any or none of what was
    not read."""
    found = []
    for column in known.values():
        if column.values is None:
            continue
        if column.need and column.need not in needs:
            unread = (("", _("All"), True), (ANY, _("Any"), False), (NONE, _("None"), False))
            found.append(Offer(column.code, _(column.label), unread))
            continue
        counted: Counter[Word] = Counter()
        empty = 0
        for row in rows:
            words = column.values(row, reads)
            counted.update(words)
            empty += not words
        chosen = asked.filters.get(column.code, ())
        options = [("", _("All"), not chosen)]
        if empty and counted:
            options += [
                (ANY, _("Any"), ANY in chosen),
                (NONE, _("None ({n})").format(n=empty), NONE in chosen),
            ]
        options += [
            (code, f"{text} ({n})", code in chosen)
            for (code, text), n in sorted(counted.items(), key=lambda w: door_order(w[0][1]))
        ]
        if len(options) > 2 or chosen:
            found.append(Offer(column.code, _(column.label), tuple(options)))
    return found


def chips(
    asked: Asked, offered: Sequence[Offer], facility: Facility
) -> tuple[parts.Choice, ...]:
    """What the list is narrowed to, each to be taken off by a press."""
    base = address("desk:roster", facility.slug)
    found = []
    for offer in offered:
        words = {code: text for code, text, _on in offer.options}
        for value in asked.filters.get(offer.code, ()):
            said = words.get(value, value).rsplit(" (", 1)[0]
            off = f"{base}?{asked.query(**{offer.code: None})}"
            found.append(parts.Choice(f"{offer.label}: {said}", off, current=True))
    return tuple(found)


def neighborhoods(
    offered: Sequence[Offer], asked: Asked, facility: Facility
) -> parts.FilterBar | None:
    """The neighborhoods, one press each: what a shift narrows by first."""
    offer = next((o for o in offered if o.code == "neighborhood"), None)
    if offer is None:
        return None
    base = address("desk:roster", facility.slug)
    choices = tuple(
        parts.Choice(text, f"{base}?{asked.query(neighborhood=code or None)}", current=on)
        for code, text, on in offer.options
        if code not in {ANY, NONE}
    )
    return parts.FilterBar(filters=(parts.Filter(offer.label, choices),))


def chooser(asked: Asked, offered: Mapping[str, Asked], facility: Facility) -> parts.Menu:
    """Which list: the community's own, and those that were kept."""
    base = address("desk:roster", facility.slug)
    actions = tuple(
        parts.Action(one.title, f"{base}?list={key}", current=key == asked.key)
        for key, one in offered.items()
    )
    return parts.Menu(
        label=asked.title, actions=actions, about=_("List"), icon="clipboard-list"
    )


def column_choices(asked: Asked, known: Mapping[str, Column]) -> list[tuple[str, str, bool]]:
    """The columns to choose from: code, words, chosen; room and name are always there."""
    return [
        (code, _(column.label), code in asked.columns)
        for code, column in known.items()
        if code not in ALWAYS
    ]


def headings(
    asked: Asked, known: Mapping[str, Column], facility: Facility
) -> list[parts.Column]:
    """The head of the table; room, name and level put it in their order."""
    base = address("desk:roster", facility.slug)
    sortable = sorts(known)
    return [
        parts.Column(
            _(known[code].label),
            sort_url=f"{base}?{asked.query(sort=code)}" if code in sortable else "",
            sorted="ascending" if code == asked.sort else "",
        )
        for code in asked.columns
    ]


def staff_table(away: Sequence[Any]) -> parts.Table | None:
    """Staff not at work for an infection: since and until when, and never what they have."""
    rows = tuple(
        parts.Line(tuple(parts.Cell(text, head=not n) for n, text in enumerate(_away(one))))
        for one in away
    )
    columns = (
        parts.Column(_("Staff")),
        parts.Column(_("Works as")),
        parts.Column(_("Since")),
        parts.Column(_("First day back")),
    )
    said = _("Staff not at work, infection precautions")
    return parts.Table(said, columns, rows, show_caption=True) if rows else None


def _away(one: Any) -> list[str]:
    back = day_text(one.until) if one.until else ""
    return [str(one.member), one.member.job_title, day_text(one.starts), back]


def staff_lines(away: Sequence[Any]) -> list[list[str]]:
    """The same for the file, under a heading of its own."""
    if not away:
        return []
    head = [_("Staff"), _("Works as"), _("Since"), _("First day back")]
    return [[], head, *(_away(one) for one in away)]


def table(
    found: Sequence[RosterGroup], asked: Asked, known: Mapping[str, Column]
) -> list[list[str]]:
    """The same as rows of a file, headings first; a heading of the groups is a column there."""
    grouped = [_("Group")] if asked.group != "none" else []
    rows = [[*grouped, *(_(known[code].label) for code in asked.columns)]]
    for group in found:
        first = [group.title] if grouped else []
        rows += [[*first, *(text for _screen, _paper, text in row.cells)] for row in group.rows]
    return rows


def codes_shown(asked: Asked) -> list[str]:
    """The columns of a list, for the trail."""
    return [column.code for column in COLUMNS if column.code in asked.columns]


def may_do(scope: Scope) -> tuple[tuple[str, str, str], ...]:
    """What this reader may do for many at once: code, words, icon."""
    deeds = (
        ("note", N_("Note"), "note", "notes.write_note"),
        ("task", N_("Task"), "list-check", "tasks.create_task"),
        ("watch", N_("Watch"), "eye", "tasks.start_watch"),
        ("precaution", N_("Precautions"), "shield", "residents.raise_flag"),
        ("tell", N_("Families to tell"), "phone", "tasks.create_task"),
    )
    if not scope.may("notes.act_together"):
        return ()
    return tuple((c, _(label), icon) for c, label, icon, verb in deeds if scope.may(verb))
