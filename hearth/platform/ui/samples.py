"""Made-up people and a made-up morning, for the gallery and its tests. Nothing here is read from a record."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.kernel import clock
from hearth.platform.ui import parts as p


ZONE = ZoneInfo("America/Chicago")
MORNING = datetime(2026, 11, 24, 6, 47, tzinfo=ZONE)
LONG = "Maria-Magdalena Theodora van der Westhuizen-Papadopoulos Jr."  # 60 letters
HERE = "#"


@dataclass(frozen=True)
class Community:
    """As much of a community as the frame needs."""

    name: str = "Maple Court"
    slug: str = "maple-court"
    jurisdiction: str = "US-OR"
    zone: ZoneInfo = ZONE
    clock_24h: bool = True
    words: dict[str, Any] = field(default_factory=dict)


def page(request: HttpRequest, template: str, shown: dict[str, Any]) -> HttpResponse:
    """Show ``shown`` in the frame of a community that does not exist, at 06:47 in the morning."""
    doors = [
        ("Today", "calendar-event"),
        ("Residents", "users"),
        ("Meds", "pill"),
        ("Calls", "bell"),
    ]
    context = {
        "facility": Community(),
        "actor": SimpleNamespace(label="J. Ortiz"),
        "nav": [
            {"label": label, "url": HERE, "icon": icon, "current": at == shown.get("door", 0)}
            for at, (label, icon) in enumerate(doors)
        ],
        "nav_more": [
            {"label": label, "url": HERE, "icon": icon, "current": False}
            for label, icon in (("Documents", "file-text"), ("People and roles", "users-group"))
        ],
        "communities": [
            {"name": "Maple Court", "url": HERE, "current": True},
            {"name": "Cedar Lane", "url": HERE, "current": False},
        ],
        "search_url": HERE,
        "emergency_url": HERE,
        "account_url": HERE,
        "sign_out_url": HERE,
        "live_url": "",
        "clock_form": "24",
        "zone_name": str(ZONE),
        "demo_mode": False,
        "sample_live": True,
    }
    with clock.pinned(MORNING):
        return render(request, template, context | shown)


def ago(**span: float) -> datetime:
    """An instant before this made-up morning's now."""
    return (MORNING - timedelta(**span)).astimezone(UTC)


def at(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    """A wall time of the made-up day."""
    return (MORNING.replace(hour=hour, minute=minute) + timedelta(days=days)).astimezone(UTC)


def hand_to(about: str) -> p.Menu:
    """The menu of people one may hand a task to."""
    people = ("A. Diaz, 2 East", "K. Lee, nurse", "R. Osei, med-tech", "Snooze with a reason")
    return p.Menu("Hand to", tuple(p.Action(who, HERE) for who in people), about=about)


def task(pk: int, what: str, when: str, who: p.Who | None, why: str, **more: Any) -> p.TaskRow:
    """A row with its two usual ways out."""
    verb = more.pop("verb", "Do it")
    about = f"{what}, {who.name}" if who else what
    doing = (p.Action(verb, HERE, method="get", style="plain", about=about),)
    return p.TaskRow(
        pk,
        what,
        when,
        who,
        why,
        url=HERE,
        actions=more.pop("actions", doing),
        menus=more.pop("menus", (hand_to(about),)),
        **more,
    )


HAYES = p.Who("Margaret Hayes", "214", "Peg", HERE)
BOYLE = p.Who("Ann Boyle", "118", "", HERE)
CHEN = p.Who("Wei-Lin Chen", "207", "Lin", HERE)
RUIZ = p.Who("Esperanza Ruiz", "121", "", HERE)
OKAFOR = p.Who("Samuel Okafor", "302", "Sam", HERE)
LINDQVIST = p.Who("Birgitta Lindqvist", "M4", "", HERE)
MARSH = p.Who("Harold Marsh", "109", "Hal", HERE)
ARABIC = p.Who("عبد الرحمن محمد الهاشمي", "220", "أبو سامي", HERE)
LONG_NAME = p.Who(LONG, "Garden House 12B", "Lena", HERE)


def needs_you() -> tuple[p.TaskRow, ...]:
    """Nine things, in the order of what cannot wait."""
    return (
        task(
            1, "Post-fall check", "late 40 min", HAYES, "Because: fall at 02:10", state="late"
        ),
        task(
            2,
            "Call the pharmacy about the antibiotic",
            "due 08:00",
            CHEN,
            "Because: faxed order 19:20, no answer",
            verb="Call",
        ),
        task(
            3,
            "Call back her daughter",
            "due 09:00",
            BOYLE,
            "Promised yesterday by you",
            verb="Call",
        ),
        task(
            4,
            "Look in: ate nothing since Sunday",
            "due 09:00",
            RUIZ,
            "Because: intake under 25% for 3 meals",
            verb="Open",
        ),
        task(
            5,
            "Sign the new wound order",
            "due 10:00",
            OKAFOR,
            "Because: Dr. Abel, 23-Nov",
            owner="K. Lee has it since 06:20",
            state="claimed",
            verb="Open",
        ),
        task(
            6,
            "Report to the state: elopement attempt",
            "due 11:15",
            LINDQVIST,
            "Within 24 h of 23-Nov 11:15",
            level=p.URGENT,
            verb="Write",
        ),
        task(
            7,
            "Service plan review",
            "due today",
            MARSH,
            "Every 90 days; last 26-Aug-2026",
            verb="Open",
        ),
        task(
            8,
            "Welcome call to the family",
            "due today",
            LONG_NAME,
            "Moves in on Thursday",
            verb="Call",
        ),
        task(
            9,
            "Fire drill record, night shift",
            "due Fri",
            None,
            "Each quarter, each shift",
            verb="Write",
        ),
    )


def today() -> dict[str, Any]:
    """A believable morning."""
    day = (
        p.DayItem(at(7), "Morning med pass", "R. Osei, T. Young", HERE, done=42, total=96),
        p.DayItem(at(8, 30), "Lin Chen to cardiology", "van 1, back 11:00", HERE),
        p.DayItem(at(10), "Care conference, Ann Boyle", "library", HERE),
        p.DayItem(at(11), "State surveyor phone call", "", HERE),
        p.DayItem(at(14), "Music with Theo", "garden room, 18 coming", HERE),
        p.DayItem(at(15), "Evening shift arrives", "1 open, run 2 East", HERE, level=p.URGENT),
        p.DayItem(at(16, 30), "Tour: the Whitfield family", "with sales", HERE),
    )
    changed = (
        p.Change(
            HAYES,
            "Fell 02:10 · BP 92/58",
            p.Spark((128, 122, 118, 104, 92), "Systolic 128, then 92"),
            taken_by="K. Lee looked 06:20",
        ),
        p.Change(BOYLE, "Refused 3 medicines · slept 3 h"),
        p.Change(
            RUIZ,
            "Ate nothing at supper · weight 51.2 kg",
            p.Spark((54, 53.6, 53.1, 52, 51.2), "Weight 54.0 kg, then 51.2 kg"),
        ),
        p.Change(LINDQVIST, "At the east door 3 times after 22:00"),
        p.Change(
            MARSH, "Back from hospital 19:40, new oxygen order", taken_by="You read this 06:45"
        ),
        p.Change(ARABIC, "Moved to 220 from 118 at 17:00"),
    )
    return {
        "door": 0,
        "stats": p.Stats(
            (
                p.Stat(93, "in house", HERE),
                p.Stat(1, "hospital", HERE),
                p.Stat(2, "away", HERE),
                p.Stat(1, "moving in", HERE, note="Thu"),
            ),
            "Census",
        ),
        "now": p.NowStrip(
            (
                p.NowItem(
                    "1 call open",
                    p.EMERGENCY,
                    "214 · Margaret Hayes, bathroom, 4 min, A. Diaz on the way",
                    HERE,
                ),
                p.NowItem("2 doses late", p.URGENT, "", HERE),
                p.NowItem("3 out", p.NEUTRAL, "1 not back by 06:30", HERE),
                p.NowItem("1 open shift", p.NEUTRAL, "run 2 East, nobody yet", HERE),
            )
        ),
        "needs": p.Section(
            "Needs you", "needs", 9, actions=(p.Action("Add", HERE, icon="plus"),)
        ),
        "tasks": needs_you(),
        "the_day": p.Section("The day", "day"),
        "day": day,
        "day_at": 1,
        "changes": p.Section("Changed since you left", "changed", 6, "since Mon 17:10"),
        "changed": changed,
        "duty": p.Section("On duty", "duty", note="7 of 8 needed"),
        "on_duty": p.Facts(
            (
                p.Fact("2 East", "nobody yet", level=p.URGENT, url=HERE),
                p.Fact("2 West", "A. Diaz, S. Mbeki"),
                p.Fact("1 floor", "L. Novak, P. Reyes"),
                p.Fact("Memory care", "F. Haddad, D. Cole"),
                p.Fact("Nurse", "K. Lee until 07:00, then M. Adeyemi"),
            ),
            dense=True,
        ),
    }


def banner(**more: Any) -> p.Banner:
    """The one person most samples are about."""
    return replace(
        p.Banner(
            family="Hayes",
            given="Margaret",
            title="Mrs",
            preferred="Peg",
            born="04-Mar-1938",
            age="88 years",
            gender="Woman, she/her",
            place="214, 2 East",
            identifier="MC-00214",
            url=HERE,
            warnings=(
                p.Fact("Allergies", "Penicillin (rash), sulfa (hives)", level=p.URGENT),
                p.Fact("Code status", "DNR, POLST 12-May-2026"),
                p.Fact("Falls", "2 in 30 days", level=p.URGENT),
            ),
            more=(
                p.Fact("Diet", "Soft, thickened liquids level 2"),
                p.Fact("Moving", "Walker, one person beside her"),
                p.Fact("Language", "English"),
                p.Fact("First contact", "Claire Hayes, daughter, 555 0142"),
            ),
        ),
        **more,
    )


def timeline() -> p.Timeline:
    """Two days of one resident."""
    yesterday = MORNING.date() - timedelta(days=1)
    return p.Timeline(
        (
            p.TimelineDay(
                MORNING.date(),
                (
                    p.TimelineEntry(
                        at(6, 20),
                        "BP 92/58, pulse 88",
                        by="K. Lee, nurse",
                        icon="activity",
                        url=HERE,
                    ),
                    p.TimelineEntry(
                        at(2, 10),
                        "Fall in the bathroom",
                        "Found sitting by the sink, awake, no head injury seen.",
                        by="A. Diaz, caregiver",
                        level=p.URGENT,
                        recorded=at(2, 40),
                        url=HERE,
                    ),
                ),
            ),
            p.TimelineDay(
                yesterday,
                (
                    p.TimelineEntry(
                        at(19, 5, days=-1),
                        "Ate nothing at supper",
                        by="S. Mbeki",
                        icon="tools-kitchen-2",
                    ),
                    p.TimelineEntry(
                        at(15, 30, days=-1),
                        "Weight 61 kg",
                        by="P. Reyes",
                        icon="scale",
                        corrected=True,
                        correction="wrong resident, now with 118",
                    ),
                    p.TimelineEntry(
                        at(10, days=-1),
                        "Claire visited",
                        "Brought photographs; asked to be called about the walker.",
                        by="L. Novak",
                        icon="heart",
                    ),
                ),
            ),
        ),
        older_url=HERE,
    )


def chart() -> p.Chart:
    """A week of blood pressure."""
    instants = tuple(ago(days=6 - number) for number in range(7))
    return p.Chart(
        "Blood pressure fell below usual this morning",
        instants,
        (
            p.Series("Upper", (128, 131, 126, None, 122, 118, 92)),
            p.Series("Lower", (76, 78, 75, None, 74, 70, 58)),
        ),
        unit="mmHg",
        low=100,
        high=140,
        band="usual 100 to 140",
        zone=str(ZONE),
    )


def resident() -> dict[str, Any]:
    """One resident's page."""
    return {
        "door": 1,
        "banner": banner(),
        "crumbs": p.Crumbs((p.Crumb("Residents", HERE), p.Crumb("214"))),
        "tabs": p.Tabs(
            "Pages of this resident",
            (
                p.Tab("Summary", HERE, current=True),
                p.Tab("Timeline", HERE),
                p.Tab("Tasks", HERE, count=3),
                p.Tab("Notes", HERE, count=12),
                p.Tab("Measured", HERE),
                p.Tab("Documents", HERE, count=4),
                p.Tab("Contacts", HERE),
            ),
        ),
        "tasks_head": p.Section("Due for her", "tasks", 2),
        "tasks": (
            task(
                11,
                "Post-fall check",
                "late 40 min",
                None,
                "Because: fall at 02:10",
                state="late",
            ),
            task(
                12,
                "Bring breakfast to the room",
                "due 08:00",
                None,
                "Asked by K. Lee until seen by the doctor",
            ),
        ),
        "chart": chart(),
        "timeline_head": p.Section("What happened", "timeline"),
        "timeline": timeline(),
        "facts_head": p.Section("What matters to her", "matters"),
        "matters": "Taught school for 31 years. Tea before anything else. Likes the door open and the radio on.",
        "facts": p.Facts(
            (
                p.Fact("Risks", "Falls, choking"),
                p.Fact("Sleep", "Up at 06:00, nap after lunch"),
                p.Fact("Faith", "Methodist, Sunday service"),
                p.Fact("Physician", "Dr. R. Abel, 555 0177"),
                p.Fact("Pharmacy", ""),
            )
        ),
    }


def floor() -> dict[str, Any]:
    """An aide's list on a phone."""
    rows = (
        task(
            21,
            "Help with shower",
            "due 07:15",
            HAYES,
            "One person, walker, bench",
            menus=(),
            actions=(
                p.Action(
                    "Done", HERE, style="primary", about="Help with shower, Margaret Hayes"
                ),
                p.Action(
                    "Not done", HERE, style="plain", about="Help with shower, Margaret Hayes"
                ),
            ),
        ),
        task(
            22,
            "Weigh before breakfast",
            "late 10 min",
            RUIZ,
            "Every day this week",
            state="late",
            menus=(),
            actions=(
                p.Action("Enter", HERE, style="plain", about="Weigh, Esperanza Ruiz"),
                p.Action("Not done", HERE, style="plain", about="Weigh, Esperanza Ruiz"),
            ),
        ),
        task(
            23,
            "Walk to breakfast",
            "done 06:40",
            CHEN,
            "",
            state="done",
            menus=(),
            note="by you",
            actions=(p.Action("Undo", HERE, about="Walk to breakfast, Wei-Lin Chen"),),
        ),
        task(
            24,
            "Compression stockings on",
            "due 07:30",
            LONG_NAME,
            "Before getting up",
            menus=(),
            actions=(
                p.Action("Done", HERE, style="plain", about="Stockings"),
                p.Action("Not done", HERE, style="plain", about="Stockings"),
            ),
        ),
    )
    return {
        "door": 0,
        "tasks": rows,
        "progress": p.Progress("Your run, 2 West", 6, 22),
        "sync": p.Sync(waiting=2, online=False),
    }


def sheet() -> dict[str, Any]:
    """The huddle sheet."""
    return {
        "tasks": needs_you(),
        "printed_at": MORNING,
        "stats": today()["stats"],
        "day": today()["day"],
        "changed": today()["changed"],
    }


def entrance() -> dict[str, Any]:
    """The sign-in form, once refused."""
    return {"form": SampleForm(), "demo_mode": True}


class SampleForm(forms.Form):
    """Every kind of field."""

    who = forms.CharField(label="Your name", max_length=60)
    at = forms.DateTimeField(
        label="When it happened",
        help_text="In this community's time.",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    kind = forms.ChoiceField(
        label="What kind", choices=[("a", "Fall"), ("b", "Skin"), ("c", "Behavior")]
    )
    how = forms.ChoiceField(
        label="How sure are you",
        widget=forms.RadioSelect,
        choices=[("seen", "I saw it"), ("told", "I was told"), ("guess", "I think so")],
    )
    tell = forms.MultipleChoiceField(
        label="Who should know",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("nurse", "The nurse"), ("family", "The family"), ("doctor", "The doctor")],
    )
    note = forms.CharField(
        label="What happened",
        widget=forms.Textarea,
        help_text="Plain words. What you saw, not what you think.",
    )
    count = forms.IntegerField(label="How many people helped", min_value=0, required=False)
    paper = forms.FileField(label="Picture or scan", required=False)
    sure = forms.BooleanField(label="I have told the nurse in person", required=False)


def wrong_form() -> SampleForm:
    """The same form, sent too early."""
    return SampleForm({"who": LONG, "at": "", "kind": "a", "note": ""})


class SampleAmounts(forms.Form):
    """Numbers as they are measured."""

    upper = forms.CharField(label="Blood pressure, upper", required=False)
    lower = forms.CharField(label="Blood pressure, lower", required=False)
    weight = forms.CharField(label="Weight", required=False)
    sure = forms.BooleanField(label="I looked again: it is right", required=False)


def amounts() -> tuple[p.AmountField, ...]:
    """A pair, a number as usual, and one that is unusual and asks to be confirmed."""
    typed = SampleAmounts({"upper": "128", "lower": "76", "weight": "360"})
    typed.add_error("weight", "Weight was 160 lb last time. Measure again.")
    plain = SampleAmounts(prefix="plain")
    return (
        p.AmountField(
            "Blood pressure",
            (typed["upper"], typed["lower"]),
            "mmHg",
            "last 131/78, yesterday 07:10",
        ),
        p.AmountField("Weight", (plain["weight"],), "lb", "last 160.4, 12-Nov-2026"),
        p.AmountField("Weight", (typed["weight"],), "lb", confirm=typed["sure"]),
    )


def table(rows: int) -> p.Table:
    """A list of ``rows`` residents."""
    people = (HAYES, BOYLE, CHEN, RUIZ, OKAFOR, LINDQVIST, MARSH, ARABIC, LONG_NAME)
    chips = (
        p.Chip("Lives here"),
        p.Chip("In hospital", p.ROUTINE),
        p.Chip("Away"),
        p.Chip("Lives here"),
        p.Chip("Moving in", p.ROUTINE),
    )
    lines = tuple(
        p.Line(
            (
                p.Cell(who=people[number % 9], head=True),
                p.Cell(chip=chips[number % 5]),
                p.Cell(day=date(1930 + number % 20, 1 + number % 12, 1 + number % 28)),
                p.Cell(at=ago(hours=number % 30)),
                p.Cell(
                    f"{50 + number % 40}.{number % 10}",
                    spark=p.Spark((1, 3, 2, 4, number % 5), "Weight, steady"),
                ),
            ),
            id=f"line-{rows}-{number}",
        )
        for number in range(rows)
    )
    return p.Table(
        f"Residents, {rows} in all",
        (
            p.Column("Resident"),
            p.Column("Where"),
            p.Column("Born", minor=True),
            p.Column("Last seen", sort_url=HERE, sorted="descending"),
            p.Column("Weight, kg", align="end", minor=True),
        ),
        lines,
        empty=p.State(
            "empty",
            "No one lives here yet",
            "Residents appear here when they move in or are imported.",
            (p.Action("Import residents", HERE, style="primary"),),
        ),
    )


def states() -> tuple[p.State, ...]:
    """A region with nothing ordinary to show, seven ways."""
    return (
        p.State(
            "empty",
            "No notes yet",
            "The first note you write stands here, newest first.",
            (p.Action("Write a note", HERE, style="primary"),),
        ),
        p.State("done", "Nothing needs you now", "New things appear here by themselves."),
        p.State("loading", "Loading the list", rows=3),
        p.State(
            "error",
            "This list did not load",
            "The rest of the page is good. Nothing was lost.",
            (p.Action("Try again", HERE, style="plain"),),
        ),
        p.State(
            "offline",
            "You are offline",
            "This is the copy from 06:31. What you write is kept and sent later.",
        ),
        p.State(
            "stale",
            "Not live since 06:31",
            "Numbers may be old.",
            (p.Action("Load again", HERE, style="plain"),),
        ),
        p.State(
            "forbidden",
            "Money is not open to your role",
            "Ask the director if you need it for your work.",
        ),
    )


def gallery() -> dict[str, Any]:
    """Every component in every state."""
    morning = today()
    return {
        "door": 4,
        "amounts": amounts(),
        "levels": tuple(
            p.Chip(word, level)
            for word, level in zip(
                (
                    "Emergency",
                    "Overdue",
                    "Due today",
                    "Sensor silent",
                    "Away until 16:00",
                    "Done 06:40",
                ),
                p.LEVELS,
                strict=True,
            )
        ),
        "long_chip": p.Chip(f"Waiting for {LONG}", p.URGENT),
        "buttons": (
            p.Action(
                "Give to HAYES, Margaret", HERE, method="post", style="primary", icon="check"
            ),
            p.Action("Save draft", HERE, style="plain"),
            p.Action("Cancel", HERE),
            p.Action("Emergency", HERE, style="emergency", icon="alert-octagon"),
            p.Action("Sign", style="plain", why_not="A nurse signs this."),
            p.Action("Remove this note", HERE, style="plain", dialog="sample-dialog"),
        ),
        "menu": hand_to("Sample"),
        "banners": (
            banner(),
            banner(
                family="van der Westhuizen-Papadopoulos",
                given="Maria-Magdalena Theodora Anneliese",
                title="",
                preferred="",
                status="hospital",
                status_text="In hospital since 22-Nov-2026",
                restricted="Restricted record",
                warnings=(p.Fact("Allergies", ""), p.Fact("Code status", "")),
                more=(),
                place="",
            ),
            banner(
                family="الهاشمي", given="عبد الرحمن", title="", preferred="أبو سامي", more=()
            ),
            banner(
                family="Marsh",
                given="Harold",
                title="",
                preferred="Hal",
                status="deceased",
                status_text="Died 12-Nov-2026",
                more=(),
                warnings=(),
            ),
        ),
        "tasks": (
            *needs_you()[:3],
            task(
                31,
                "Check the pendant of the west stair",
                "due 12:00",
                None,
                "Battery low",
                level=p.TECHNICAL,
            ),
            task(
                32,
                "Answer the call",
                "4 min",
                HAYES,
                "Bathroom cord",
                level=p.EMERGENCY,
                verb="I am going",
            ),
            task(
                33,
                "Weigh",
                "done 06:40",
                RUIZ,
                "Every day this week",
                state="done",
                note="51.2 kg, by P. Reyes",
                menus=(),
                actions=(p.Action("Undo", HERE, about="Weigh, Esperanza Ruiz"),),
            ),
            task(
                34,
                "Change the dressing",
                "at 13:00",
                OKAFOR,
                "Because: order of 23-Nov",
                state="snoozed",
                note="Snoozed to 13:00 by you: he is at therapy",
            ),
            task(
                35,
                "Bring the hearing aid back from repair, test it and write down which ear",
                "due Wed",
                LONG_NAME,
                "Because: asked by his son on the telephone, who will visit on Sunday and wants to talk with him",
                owner="S. Mbeki has it",
            ),
            task(36, "اتصل بالصيدلية", "due 09:00", ARABIC, "لأن: طلب جديد"),
        ),
        "stats": morning["stats"],
        "now": morning["now"],
        "quiet_now": p.NowStrip(
            (), "Nothing is open. No calls, no late doses, everyone is where they should be."
        ),
        "day": morning["day"],
        "changed": morning["changed"],
        "timeline": timeline(),
        "chart": chart(),
        "facts": resident()["facts"],
        "tabs": resident()["tabs"],
        "crumbs": resident()["crumbs"],
        "few": table(1),
        "some": table(6),
        "many": table(400),
        "none": table(0),
        "pages": p.Pages(51, 100, 400, HERE, HERE),
        "states": states(),
        "form": SampleForm(prefix="ok"),
        "wrong": wrong_form(),
        "dialog": p.Dialog(
            "sample-dialog",
            "Take this note out of the record?",
            "It stays readable as entered in error, with your name and reason. It cannot be put back.",
            (p.Action("Mark as entered in error", HERE, method="post", style="primary"),),
        ),
        "disclosure": p.Disclosure(
            "Why is this due?", "Her plan asks for a weight each morning since 20-Nov-2026."
        ),
        "notices": (
            p.Notice("Numbers below are from 06:31.", title="Offline."),
            p.Notice(
                "Two residents share this birth date and family name.",
                p.URGENT,
                "Look twice.",
                (p.Action("Compare", HERE),),
            ),
            p.Notice(
                "214 · Margaret Hayes, bathroom cord, 4 min, nobody on the way.",
                p.EMERGENCY,
                "Call open.",
                (p.Action("I am going", HERE, style="plain"),),
            ),
        ),
        "syncs": (
            p.Sync(sent=ago(minutes=1)),
            p.Sync(waiting=2),
            p.Sync(waiting=2, online=False),
            p.Sync(conflicts=1),
        ),
        "filters": p.FilterBar(
            (
                p.Filter(
                    "Where",
                    (
                        p.Choice("All", HERE, current=True, count=96),
                        p.Choice("1 floor", HERE, count=40),
                        p.Choice("2 East", HERE, count=24),
                        p.Choice("Memory care", HERE, count=18),
                    ),
                ),
                p.Filter(
                    "State",
                    (
                        p.Choice("Lives here", HERE, current=True),
                        p.Choice("Away", HERE),
                        p.Choice("Moved out", HERE),
                    ),
                ),
            ),
            "q",
            "",
            "Name or room",
        ),
        "steps": p.Steps(
            (
                p.Step("Choose the file", "done", HERE),
                p.Step("Look before it goes in", "current"),
                p.Step("Bring it in"),
            ),
            "Import",
        ),
        "progress": (
            p.Progress("Reading the file", 4200, 9800, "4,200 of 9,800 entries"),
            p.Progress("Waiting for the other device"),
        ),
        "results": p.Results(
            "hay",
            (
                p.FoundGroup(
                    "Residents",
                    (
                        p.Found(
                            "Margaret Hayes",
                            HERE,
                            "Born 04-Mar-1938",
                            "214",
                            p.Chip("Lives here"),
                            "user",
                        ),
                        p.Found(
                            LONG,
                            HERE,
                            "Born 01-Jan-1940",
                            "12B",
                            p.Chip("Moving in", p.ROUTINE),
                            "user",
                        ),
                    ),
                ),
                p.FoundGroup(
                    "Tasks",
                    (
                        p.Found(
                            "Post-fall check",
                            HERE,
                            "Margaret Hayes, late 40 min",
                            icon="list-check",
                        ),
                    ),
                ),
            ),
        ),
        "people": (
            p.PersonTile("A. Diaz", HERE, "Caregiver", note="on duty"),
            p.PersonTile("Kim Lee", HERE, "Nurse"),
            p.PersonTile(LONG, HERE, "Med-tech"),
            p.PersonTile("فاطمة حداد", HERE, "Caregiver"),
        ),
        "pin": p.PinPad(HERE, "A. Diaz", error="That is not the PIN. 3 tries are left."),
        "avatars": (
            p.Avatar("Margaret Hayes"),
            p.Avatar("فاطمة حداد"),
            p.Avatar("Cher"),
            p.Avatar("Kim Lee", size="large"),
        ),
        "sparks": (
            p.Spark((128, 122, 118, 104, 92), "Falling from 128 to 92"),
            p.Spark((5, 5, 5), "Steady at 5"),
            p.Spark((7,), "One value, 7"),
        ),
        "instants": (ago(minutes=20), ago(hours=16), ago(days=3), at(9), at(9, days=1)),
        "birth": date(1938, 3, 4),
    }
