"""The presenter objects that components show: one small frozen object for each include.

An area's ``presenters`` build these; templates only lay them out. Words in them are already
translated; instants are aware and are told in the community's zone by the template. Each
class says which include shows it; docs/reference/components.md shows them all.
"""

import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.html import format_html
from django.utils.safestring import SafeString


# The six levels. Shape, word and colour always travel together.
EMERGENCY = "emergency"  # red circle: someone may be hurt now
URGENT = "urgent"  # amber triangle: late, or about to be
ROUTINE = "routine"  # blue square: ordinary and open
TECHNICAL = "technical"  # grey diamond: a machine, not a person, needs help
NEUTRAL = "neutral"  # hollow circle: a plain fact
DONE = "done"  # check: finished
LEVELS = (EMERGENCY, URGENT, ROUTINE, TECHNICAL, NEUTRAL, DONE)


def checked_level(level: str) -> str:
    """``level`` itself; an unknown one is refused, so that no page invents a seventh."""
    if level not in LEVELS:
        raise ValueError(f"{level!r} is not one of {', '.join(LEVELS)}")
    return level


@dataclass(frozen=True)
class Chip:
    """A status as shape, word and colour (ui/chip.html)."""

    text: str
    level: str = NEUTRAL

    def __post_init__(self) -> None:
        checked_level(self.level)


@dataclass(frozen=True)
class OfflineWrite:
    """A form that may be kept on the device and sent later (docs/reference/offline.md).

    ``verb`` as registered with ``platform.replay``; ``about`` is what the address says and the
    fields do not; ``what`` is what the strip calls it while it waits, never a resident's name.
    """

    verb: str
    about: tuple[tuple[str, str], ...] = ()
    what: str = ""
    again: bool = False

    @property
    def attributes(self) -> SafeString:
        """The attributes of the form, each with a space before it."""
        found = format_html(
            ' data-offline-verb="{}" data-offline-about="{}" data-offline-what="{}"',
            self.verb,
            urlencode(self.about),
            self.what,
        )
        return found + SafeString(" data-offline-again") if self.again else found


@dataclass(frozen=True)
class Action:
    """Something a person can press, named by its verb (ui/action.html).

    ``method`` get makes a link, post a small form of its own with a token; ``fields`` are its
    hidden values. ``target`` is the CSS selector htmx replaces (the row or the form); without
    it the page loads again. ``why_not`` disables it and says why. ``about`` names the object
    for people who hear the page ("Do it" → "Do it: Post-fall check, Margaret Hayes").
    ``offline`` lets a post wait on the device until there is a connection.
    """

    label: str
    url: str = ""
    method: str = "get"
    style: str = "quiet"  # primary, plain, quiet, emergency
    icon: str = ""
    target: str = ""
    swap: str = "outerHTML"
    fields: tuple[tuple[str, str], ...] = ()
    about: str = ""
    why_not: str = ""
    dialog: str = ""  # id of a dialog on the page that opens instead of following the link
    current: bool = False
    offline: OfflineWrite | None = None


@dataclass(frozen=True)
class Menu:
    """A few quieter actions behind one word (ui/menu.html)."""

    label: str
    actions: tuple[Action, ...]
    icon: str = ""
    about: str = ""
    style: str = "quiet"


@dataclass(frozen=True)
class Who:
    """A person in a list: place first, then name, then what they like to be called (ui/who.html)."""

    name: str
    place: str = ""
    preferred: str = ""
    url: str = ""


@dataclass(frozen=True)
class Avatar:
    """A face, or initials when there is no picture (ui/avatar.html)."""

    name: str
    photo: str = ""
    size: str = "small"  # small, large

    @property
    def initials(self) -> str:
        """First letters of the first and last name, in any script."""
        words = [word for word in self.name.split() if word[:1].isalpha()]
        chosen = words if len(words) < 2 else [words[0], words[-1]]
        return "".join(word[0] for word in chosen).upper()


@dataclass(frozen=True)
class TaskRow:
    """One thing that is due: when, what, why, who, and what to do about it (ui/task_row.html).

    Its element id is ``task-<pk>``, the unit htmx swaps. ``state`` is due, late, done, snoozed
    or claimed. ``when`` is the short word in the first column ("late 40 min", "due 9:00 am").
    ``owner`` says who has it. ``note`` is the outcome or the reason of a snooze.
    """

    pk: Any
    what: str
    when: str
    who: Who | None = None
    why: str = ""
    why_url: str = ""
    state: str = "due"
    level: str = ""
    due: datetime | None = None
    owner: str = ""
    note: str = ""
    url: str = ""
    actions: tuple[Action, ...] = ()
    menus: tuple[Menu, ...] = ()
    community: str = ""

    @property
    def shown_level(self) -> str:
        """The level's mark: what was given, else amber for late and a check for done."""
        by_state = {"late": URGENT, "done": DONE}
        return self.level or by_state.get(self.state, "")


@dataclass(frozen=True)
class Spark:
    """A tiny line of a few values (ui/spark.html); ``label`` says it in words."""

    values: tuple[float, ...]
    label: str
    low: float | None = None
    high: float | None = None
    width: int = 64
    height: int = 18

    def _spots(self) -> list[tuple[float, float]]:
        values = self.values
        low, high = min(values), max(values)
        spread = (high - low) or 1
        step = (self.width - 6) / max(len(values) - 1, 1)
        tall = self.height - 6
        return [
            (round(3 + at * step, 1), round(3 + tall - (value - low) / spread * tall, 1))
            for at, value in enumerate(values)
        ]

    @property
    def points(self) -> str:
        """The line, for an SVG polyline."""
        return " ".join(f"{x},{y}" for x, y in self._spots()) if self.values else ""

    @property
    def last(self) -> tuple[float, float] | None:
        """Where the newest value stands, so that it can carry a dot."""
        return self._spots()[-1] if self.values else None


@dataclass(frozen=True)
class Change:
    """One resident's line of "changed since you left" (ui/change_row.html)."""

    who: Who
    text: str
    spark: Spark | None = None
    level: str = ""
    taken_by: str = ""
    url: str = ""
    actions: tuple[Action, ...] = ()
    pk: Any = ""


@dataclass(frozen=True)
class DayItem:
    """One line of the day's plan, by the clock (ui/day_item.html)."""

    at: datetime
    what: str
    note: str = ""
    url: str = ""
    done: int | None = None
    total: int | None = None
    level: str = ""


@dataclass(frozen=True)
class Stat:
    """A count in a strip, said as a phrase: "93 in house" (ui/stats.html takes ``Stats``)."""

    value: int | str
    label: str
    url: str = ""
    level: str = ""
    note: str = ""


@dataclass(frozen=True)
class Stats:
    """A strip of counts (ui/stats.html)."""

    items: tuple[Stat, ...]
    label: str = ""

    @property
    def on_paper(self) -> "Stats":
        """The same without links: nobody presses a sheet."""
        return replace(self, items=tuple(replace(one, url="") for one in self.items))


@dataclass(frozen=True)
class NowItem:
    """Something open this minute: count and word, then the one line about it (ui/now.html)."""

    text: str
    level: str = NEUTRAL
    detail: str = ""
    url: str = ""


@dataclass(frozen=True)
class NowStrip:
    """The strip of what is open now (ui/now.html). Empty says so in a sentence."""

    items: tuple[NowItem, ...]
    quiet: str = ""

    @property
    def on_paper(self) -> "NowStrip":
        """The same without links: nobody presses a sheet."""
        return replace(self, items=tuple(replace(one, url="") for one in self.items))


@dataclass(frozen=True)
class Fact:
    """A label and its value; no value is said as "Not known" (ui/facts.html takes ``Facts``)."""

    label: str
    value: Any = ""
    note: str = ""
    level: str = ""
    url: str = ""


@dataclass(frozen=True)
class Facts:
    """A definition list of labels and values (ui/facts.html)."""

    items: tuple[Fact, ...]
    dense: bool = False


@dataclass(frozen=True)
class Banner:
    """Who this page is about, fixed at the top of single-resident pages (ui/banner.html).

    Family name in capitals, then given name. ``status`` is "" while the resident lives here;
    "away" and "hospital" say so; "moved-out" and "deceased" change pattern as well as colour.
    ``warnings`` are always open (allergies, code status); ``more`` is collapsed.
    """

    family: str
    given: str
    title: str = ""
    preferred: str = ""
    pronunciation: str = ""
    born: str = ""
    age: str = ""
    gender: str = ""
    place: str = ""
    identifier: str = ""
    status: str = ""
    status_text: str = ""
    warnings: tuple[Fact, ...] = ()
    more: tuple[Fact, ...] = ()
    url: str = ""
    restricted: str = ""
    actions: tuple[Action, ...] = ()

    @property
    def gone(self) -> bool:
        """True when the record is closed: drawn with a pattern, not only a colour."""
        return self.status in {"moved-out", "deceased"}


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened (ui/timeline.html takes ``Timeline``).

    ``recorded`` differs from ``at`` when it was written later: that is shown. ``corrected``
    strikes it through and ``correction`` says why.
    """

    at: datetime
    title: str
    text: str = ""
    by: str = ""
    icon: str = "note"
    level: str = ""
    url: str = ""
    recorded: datetime | None = None
    corrected: bool = False
    correction: str = ""
    actions: tuple[Action, ...] = ()
    pk: Any = ""


@dataclass(frozen=True)
class TimelineDay:
    """The entries of one calendar day."""

    day: date
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True)
class Timeline:
    """What happened, by day, newest day first (ui/timeline.html)."""

    days: tuple[TimelineDay, ...]
    older_url: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table. ``align`` is start or end; a ``minor`` one is left out on phones."""

    label: str
    align: str = "start"
    minor: bool = False
    hidden_label: bool = False
    sort_url: str = ""
    sorted: str = ""  # ascending, descending


@dataclass(frozen=True)
class Cell:
    """One cell: text, or a part (Chip, Spark, Action, Avatar) with its own look."""

    text: Any = ""
    url: str = ""
    note: str = ""
    chip: Chip | None = None
    spark: Spark | None = None
    who: Who | None = None
    at: datetime | None = None
    day: date | None = None
    actions: tuple[Action, ...] = ()
    head: bool = False

    @property
    def blank(self) -> bool:
        """Nothing stands in it: a phone says no heading over nothing."""
        parts = (self.chip, self.spark, self.who, self.at, self.day, self.actions, self.note)
        return not any(parts) and str(self.text) == ""


@dataclass(frozen=True)
class Line:
    """One row of a table."""

    cells: tuple[Cell, ...]
    id: str = ""
    level: str = ""


@dataclass(frozen=True)
class Table:
    """Aligned rows under a caption (ui/table.html). No rows shows ``empty`` instead."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Line, ...]
    empty: "State | None" = None
    show_caption: bool = False

    @property
    def laid_out(self) -> list[tuple[Line, list[tuple[Column, Cell]]]]:
        """Each row with every cell beside its column."""
        return [(row, list(zip(self.columns, row.cells, strict=True))) for row in self.rows]


@dataclass(frozen=True)
class State:
    """A region with nothing ordinary to show, and what to do about it (ui/state.html).

    ``kind`` is empty, done, loading, error, offline, stale or forbidden.
    """

    kind: str
    title: str = ""
    text: str = ""
    actions: tuple[Action, ...] = ()
    rows: int = 5  # how many skeleton rows hold the space while loading

    @property
    def icon(self) -> str:
        """The picture that stands beside the words."""
        return {
            "empty": "leaf",
            "done": "circle-check",
            "loading": "hourglass",
            "error": "alert-triangle",
            "offline": "wifi-off",
            "stale": "clock-pause",
            "forbidden": "lock",
        }[self.kind]

    @property
    def skeleton(self) -> range:
        """One per skeleton row."""
        return range(self.rows)


@dataclass(frozen=True)
class Dialog:
    """A question that stops the page, for what cannot be taken back (ui/dialog.html).

    ``text`` says the consequence. The first action does it; closing is always possible.
    """

    id: str
    title: str
    text: str = ""
    actions: tuple[Action, ...] = ()
    facts: Facts | None = None


@dataclass(frozen=True)
class Disclosure:
    """More about something, folded away (ui/disclosure.html)."""

    summary: str
    text: str = ""
    facts: Facts | None = None
    opened: bool = False


@dataclass(frozen=True)
class Tab:
    """A page of the same thing, as a link (ui/tabs.html takes ``Tabs``)."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Tabs:
    """Links between the pages of one thing (ui/tabs.html)."""

    label: str
    items: tuple[Tab, ...]


@dataclass(frozen=True)
class Crumb:
    """One step of the way back (ui/crumbs.html takes ``Crumbs``)."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Crumbs:
    """The way back, nearest last (ui/crumbs.html)."""

    items: tuple[Crumb, ...]


@dataclass(frozen=True)
class Pages:
    """Where one is in a long list (ui/pages.html). ``pages_of`` makes it from Django's page."""

    first: int
    last: int
    total: int
    previous_url: str = ""
    next_url: str = ""


def pages_of(page: Any, query: Any, name: str = "page") -> Pages:
    """Pages from a Django ``Page`` and ``request.GET``, keeping the other filters."""

    def url(number: int) -> str:
        chosen = query.copy()
        chosen[name] = str(number)
        return "?" + chosen.urlencode()

    return Pages(
        first=page.start_index(),
        last=page.end_index(),
        total=page.paginator.count,
        previous_url=url(page.previous_page_number()) if page.has_previous() else "",
        next_url=url(page.next_page_number()) if page.has_next() else "",
    )


@dataclass(frozen=True)
class Toast:
    """A short word that something was done (ui/toast.html). Never names a resident."""

    text: str
    level: str = DONE
    undo: Action | None = None


@dataclass(frozen=True)
class Notice:
    """A strip that stays: demo mode, emergency access, a warning (ui/notice.html)."""

    text: str
    level: str = NEUTRAL
    title: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Sync:
    """What waits on this device to be sent (ui/sync.html)."""

    waiting: int = 0
    conflicts: int = 0
    online: bool = True
    sent: datetime | None = None
    url: str = ""


@dataclass(frozen=True)
class Choice:
    """One way to narrow a list, as a link."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Filter:
    """One question of a filter bar."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class FilterBar:
    """How a list is narrowed, all visible, all links (ui/filters.html)."""

    filters: tuple[Filter, ...]
    search_name: str = ""
    search_value: str = ""
    search_label: str = ""
    clear_url: str = ""
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Step:
    """One step of a job; ``state`` is done, current or next."""

    label: str
    state: str = "next"
    url: str = ""


@dataclass(frozen=True)
class Steps:
    """Where one is in a job of several pages (ui/steps.html)."""

    items: tuple[Step, ...]
    label: str = ""


@dataclass(frozen=True)
class Progress:
    """How far long work has come (ui/progress.html); no ``total`` means not known."""

    label: str
    done: int = 0
    total: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Found:
    """One search result."""

    title: str
    url: str
    text: str = ""
    place: str = ""
    chip: Chip | None = None
    icon: str = "file"


@dataclass(frozen=True)
class FoundGroup:
    """The results of one kind ("Residents")."""

    label: str
    items: tuple[Found, ...]


@dataclass(frozen=True)
class Results:
    """What a search found, by kind (ui/results.html)."""

    query: str
    groups: tuple[FoundGroup, ...]

    @property
    def total(self) -> int:
        """How many in all."""
        return sum(len(group.items) for group in self.groups)


@dataclass(frozen=True)
class PersonTile:
    """A big target to say "this is me" on a shared tablet (ui/person_tile.html)."""

    name: str
    url: str
    role: str = ""
    photo: str = ""
    note: str = ""

    @property
    def avatar(self) -> Avatar:
        """The face on the tile."""
        return Avatar(self.name, self.photo, "large")


@dataclass(frozen=True)
class PinPad:
    """Twelve large keys for a PIN (ui/pin_pad.html)."""

    url: str
    who: str
    length: int = 4
    error: str = ""
    name: str = "pin"
    back_url: str = ""


@dataclass(frozen=True)
class AmountField:
    """A measured number to be typed, large, with its unit (ui/amount.html).

    ``fields`` are bound form fields: one, or the two of a blood pressure. ``note`` says what it
    was last time; ``confirm`` is the box that keeps an unusual value, where it was asked for.
    """

    label: str
    fields: tuple[Any, ...]
    unit: str = ""
    note: str = ""
    confirm: Any = None

    @property
    def wrong(self) -> bool:
        """Whether something in it needs another look."""
        return any(one.errors for one in self.fields)

    @property
    def pair(self) -> bool:
        """Whether two numbers stand side by side, each with a label of its own."""
        return len(self.fields) > 1


@dataclass(frozen=True)
class Series:
    """One line of a chart: a value, or None where nothing was measured, for each instant."""

    label: str
    values: tuple[float | None, ...]
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Chart:
    """A picture of values over time with its table one tap away (ui/chart.html).

    ``title`` says what it shows ("Blood pressure is back to usual"), ``unit`` what the numbers
    are, ``low`` and ``high`` the usual band, ``target`` a line. At most four series.
    """

    title: str
    instants: tuple[datetime, ...]
    series: tuple[Series, ...]
    unit: str = ""
    low: float | None = None
    high: float | None = None
    band: str = ""
    target: float | None = None
    zone: str = "UTC"

    def __post_init__(self) -> None:
        if len(self.series) > 4:
            raise ValueError("a chart shows at most four series")

    @property
    def data(self) -> str:
        """What the chart script reads, as JSON."""
        return json.dumps(
            {
                "at": [int(instant.timestamp()) for instant in self.instants],
                "series": [
                    {"label": one.label, "values": list(one.values)} for one in self.series
                ],
                "unit": self.unit,
                "low": self.low,
                "high": self.high,
                "target": self.target,
                "zone": self.zone,
            }
        )

    @property
    def lines(self) -> list[tuple[datetime, list[float | None]]]:
        """The same values as rows, newest first."""
        rows = zip(self.instants, *(one.values for one in self.series), strict=True)
        return [(row[0], list(row[1:])) for row in reversed(list(rows))]


@dataclass(frozen=True)
class Section:
    """A heading with its count and a quiet link (ui/section_head.html)."""

    title: str
    id: str = ""
    count: int | None = None
    note: str = ""
    actions: tuple[Action, ...] = field(default_factory=tuple)
