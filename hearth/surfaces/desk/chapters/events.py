"""What happened in a span of days: residency, in and out, measurements, notes, tasks, calls, papers."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hearth.care.incidents import queries as incidents
from hearth.care.incidents.codes import Injury
from hearth.care.incidents.presenters import title_of
from hearth.platform.content import lists
from hearth.platform.content.terms import in_language
from hearth.platform.ui.wording import day_text
from hearth.record.documents import queries as documents_room
from hearth.record.notes import queries as notes_room
from hearth.record.notes.codes import Channel, Reached, Severity
from hearth.record.notes.presenters.common import said_by
from hearth.record.observations import queries as observations
from hearth.record.observations.presenters import words
from hearth.record.residents import queries as residents
from hearth.record.residents.presenters import stays
from hearth.record.tasks import queries as tasks_room
from hearth.record.tasks.codes import Outcome, OutcomeReason, WatchEnd
from hearth.record.tasks.presenters.watching import entry_text
from hearth.surfaces.desk.presenters.common import titled

from .reading import Reading, Row, Section


LATE_ENTRY = timedelta(minutes=30)
"""A fact written down longer than this after it was so is marked late. As the timeline does."""


def _late(reading: Reading, row: Any) -> str:
    if row.recorded - row.effective <= LATE_ENTRY:
        return ""
    return _("late entry, written {time}").format(time=reading.at(row.recorded))


def _wrong(reading: Reading, row: Any) -> str:
    """That it was entered in error: when, by whom and why."""
    return _("entered in error {time} by {who}: {reason}").format(
        time=reading.at(row.entered_in_error_at),
        who=row.entered_in_error_by,
        reason=row.entered_in_error_reason,
    )


def _remarks(*said: str) -> str:
    return " · ".join(one for one in said if one)


def residency(reading: Reading) -> list[Section]:
    """How the residency stood and changed, and every way out and back."""
    scope, one = reading.scope, reading.resident
    span = reading.span("effective")
    moves = residents.stay_history(scope, one).filter(**span)
    seen = residents.whereabouts_of(scope, one, reading.start).filter(**span)
    told = stays.history(list(moves), list(seen), reading.facility)
    entries = [entry for day in told.days for entry in day.entries]
    rows = [
        Row(
            (reading.at(e.at), e.title, e.text, e.by),
            f"{e.icon}:{e.at.isoformat()}:{e.title}",
            struck=e.corrected,
            remark=_remarks(
                _("entered in error: {reason}").format(reason=e.correction)
                if e.corrected
                else "",
                _("late entry, written {time}").format(time=reading.at(e.recorded))
                if e.recorded
                else "",
            ),
        )
        for e in sorted(entries, key=lambda e: e.at)
    ]
    columns = (_("When"), _("What"), _("More"), _("By"))
    return [Section("", columns, rows, (19, 21, 40, 20), empty=_("Nothing in these days."))]


def measurements(reading: Reading) -> list[Section]:
    """Lowest and highest of each measure, then every value by time."""
    reader = words.Reader.of(reading.scope, reading.facility)
    found = list(
        observations.observations(reading.scope)
        .filter(
            facility_id=reading.facility.pk,
            resident_id__in=reading.ids,
            **reading.span("effective"),
        )
        .select_related("performer", "recorder", "entered_in_error_by")
        .order_by("effective", "id")
    )
    rows = [
        Row(
            (
                reading.at(row.effective),
                words.name_of(row),
                words.value_text(row, reader),
                _remarks(str(row.performer or row.performer_text or row.recorder), row.comment),
            ),
            f"Observation/{row.pk}",
            struck=row.entered_in_error_at is not None,
            remark=_remarks(
                _wrong(reading, row) if row.entered_in_error_at is not None else "",
                _late(reading, row),
            ),
        )
        for row in found
    ]
    columns = (_("When"), _("Measure"), _("Value"), _("By"))
    return [
        _extremes(found, reader),
        Section(_("Every value"), columns, rows, (20, 28, 24, 28), empty=_("None recorded.")),
    ]


def _extremes(found: Iterable[Any], reader: words.Reader) -> Section:
    by_code: dict[str, list[Any]] = {}
    for row in found:
        if row.entered_in_error_at is None and words.number_of(row, reader) is not None:
            by_code.setdefault(row.code, []).append(row)
    rows = []
    for code in words.in_order(by_code):
        values = sorted(by_code[code], key=lambda row: words.number_of(row, reader) or 0)
        rows.append(
            Row(
                (
                    words.name_of(values[0]),
                    str(len(values)),
                    words.value_text(values[0], reader),
                    words.value_text(values[-1], reader),
                ),
                f"measure:{code}",
            )
        )
    columns = (_("Measure"), _("Times"), _("Lowest"), _("Highest"))
    return Section(_("Lowest and highest"), columns, rows, (40, 14, 23, 23), empty=_("None."))


def notes(reading: Reading) -> list[Section]:
    """Every note by time. One that was corrected or taken back stays, struck, with who and why."""
    names = notes_room.category_names(reading.scope, reading.facility)
    found = list(
        notes_room.notes(reading.scope)
        .filter(resident_id__in=reading.ids, **reading.span("effective"))
        .select_related("entered_in_error_by")
        .order_by("effective", "recorded", "id")
    )
    newer = {row.corrects_id: row for row in _newer(reading, found)}
    rows = []
    for row in found:
        later = newer.get(row.pk)
        title = names.get(row.category, row.category)
        if row.severity != Severity.ROUTINE:
            title += " · " + _(Severity.label_of(row.severity))
        rows.append(
            Row(
                (reading.at(row.effective), title, row.text, said_by(row)),
                f"Note/{row.pk}",
                struck=later is not None or row.entered_in_error_at is not None,
                remark=_remarks(
                    _corrected(reading, later) if later is not None else "",
                    _wrong(reading, row) if row.entered_in_error_at is not None else "",
                    _("takes the place of an earlier note") if row.corrects_id else "",
                    _late(reading, row),
                ),
            )
        )
    columns = (_("When"), _("Kind"), _("Note"), _("By"))
    return [Section("", columns, rows, (18, 15, 49, 18), empty=_("No notes in these days."))]


def _newer(reading: Reading, found: list[Any]) -> list[Any]:
    """The notes that stand in the place of these, whenever they were written."""
    ids = [row.pk for row in found]
    return list(notes_room.notes(reading.scope).filter(corrects_id__in=ids)) if ids else []


def _corrected(reading: Reading, later: Any) -> str:
    return _("corrected {time} by {who}: {reason}").format(
        time=reading.at(later.recorded),
        who=later.recorder,
        reason=later.correction_reason or _("no reason given"),
    )


def tasks(reading: Reading) -> list[Section]:
    """Every task that fell due, by day: done, not done and why, or no entry yet."""
    found = list(
        tasks_room.tasks(reading.scope)
        .filter(resident_id__in=reading.ids, **reading.span("due"))
        .select_related("performer", "recorder")
        .order_by("due", "id")
    )
    done = sum(row.outcome == Outcome.DONE for row in found)
    rows = [_task(reading, row) for row in found]
    columns = (_("Due"), _("Task"), _("What became of it"), _("By"))
    intro = ngettext("{done} of {n} task done", "{done} of {n} tasks done", len(found)).format(
        done=done, n=len(found)
    )
    return [
        Section(
            "",
            columns,
            rows,
            (19, 31, 32, 18),
            intro=intro,
            empty=_("No tasks in these days."),
        )
    ]


def _task(reading: Reading, row: Any) -> Row:
    said = [_(Outcome.label_of(row.outcome))] if row.outcome else []
    if row.outcome_reason:
        said.append(_(OutcomeReason.label_of(row.outcome_reason)))
    if row.outcome_text:
        said.append(row.outcome_text)
    if row.cancelled_at is not None:
        said = [_("Called off: {reason}").format(reason=row.cancel_reason)]
    wrong = row.status == "entered-in-error"
    who = row.performer or row.performer_text or row.recorder
    return Row(
        (
            reading.at(row.due),
            titled(row.title, row.title_values),
            " · ".join(said) or _("No entry yet"),
            str(who) if row.outcome and who else "",
        ),
        f"Task/{row.pk}",
        struck=wrong,
        remark=_remarks(
            _("entered in error") if wrong else "",
            _late(reading, row) if row.recorded and row.effective else "",
        ),
    )


def contacts_made(reading: Reading) -> list[Section]:
    """Calls, visits and letters with family, doctors and others, by time."""
    found = (
        notes_room.contacts_made(reading.scope)
        .filter(resident_id__in=reading.ids, **reading.span("effective"))
        .select_related("entered_in_error_by")
        .order_by("effective", "id")
    )
    rows = [
        Row(
            (
                reading.at(row.effective),
                _remarks(
                    _(Channel.label_of(row.channel)),
                    str(row.contact or row.practitioner or row.with_text),
                ),
                _remarks(_(Reached.label_of(row.reached)), row.text),
                str(row.author or row.recorder),
            ),
            f"ContactMade/{row.pk}",
            struck=row.entered_in_error_at is not None,
            remark=_remarks(
                _wrong(reading, row) if row.entered_in_error_at is not None else "",
                _late(reading, row),
            ),
        )
        for row in found
    ]
    columns = (_("When"), _("With"), _("What was said"), _("By"))
    return [Section("", columns, rows, (19, 24, 39, 18), empty=_("None in these days."))]


def documents(reading: Reading) -> list[Section]:
    """The papers filed until the last day, with what was replaced or taken back."""
    found = (
        documents_room.documents(reading.scope)
        .filter(resident_id__in=reading.ids, recorded__lt=reading.end)
        .select_related("entered_in_error_by")
        .order_by("recorded", "id")
    )
    rows = []
    for row in found:
        kind = lists.item("document-types", row.type, reading.facility)
        wrong = row.entered_in_error_at is not None
        rows.append(
            Row(
                (
                    row.title,
                    kind.title if kind else row.type,
                    day_text(row.date) if row.date else "",
                    str(row.pages or ""),
                    reading.at(row.recorded),
                ),
                f"DocumentReference/{row.pk}",
                struck=wrong or row.status == "superseded",
                remark=_remarks(
                    _wrong(reading, row) if wrong else "",
                    _("replaced by a newer one") if row.status == "superseded" else "",
                ),
            )
        )
    columns = (_("Document"), _("Kind"), _("Date on it"), _("Pages"), _("Filed"))
    return [Section("", columns, rows, (36, 22, 13, 8, 21), empty=_("None on file."))]


def watches(reading: Reading) -> list[Section]:
    """Each watch that ran in these days, and what its checks found."""
    scope = reading.scope
    found = [
        w
        for pk in reading.ids
        for w in tasks_room.watches_of(scope, pk)
        if w.starts < reading.end and (w.ended_at or reading.end) >= reading.start
    ]
    reasons = tasks_room.reasons_of(scope, found)
    language = get_language() or "en"
    rows = [
        Row(
            (
                in_language(reasons[w.pk].title, language),
                reading.at(w.starts),
                reading.at(w.ended_at) if w.ended_at else _("runs"),
                _remarks(
                    _(WatchEnd.label_of(w.ended_reason)) if w.ended_reason else "",
                    w.ended_text,
                ),
            ),
            f"Watch/{w.pk}",
        )
        for w in sorted(found, key=lambda w: (w.starts, w.pk))
    ]
    entries = tasks_room.watch_entries(scope).filter(
        resident_id__in=reading.ids, **reading.span("effective")
    )
    answered = [
        Row(
            (
                reading.at(e.effective),
                in_language(reasons[e.watch_id].title, language)
                if e.watch_id in reasons
                else "",
                _remarks(
                    entry_text(
                        e, reasons[e.watch_id].questions if e.watch_id in reasons else ()
                    ),
                    e.text,
                ),
                str(e.performer or e.recorder),
            ),
            f"WatchEntry/{e.pk}",
            struck=e.entered_in_error_at is not None,
            remark=_remarks(
                _wrong(reading, e) if e.entered_in_error_at is not None else "",
                _late(reading, e),
            ),
        )
        for e in entries.order_by("effective", "id")
    ]
    return [
        Section(
            _("Watches"),
            (_("Why"), _("From"), _("To"), _("How it ended")),
            rows,
            (28, 20, 20, 32),
            empty=_("None in these days."),
        ),
        Section(
            _("Checks"),
            (_("When"), _("Why"), _("What was found"), _("By")),
            answered,
            (19, 21, 40, 20),
            empty=_("None in these days."),
        ),
    ]


def event_reports(reading: Reading) -> list[Section]:
    """What befell them, as it was first recorded. Begins outside of the resident's record."""
    found = (
        incidents.incidents(reading.scope)
        .filter(resident_id__in=reading.ids, **reading.span("effective"))
        .select_related("performer", "recorder", "entered_in_error_by")
        .order_by("effective", "id")
    )
    newer = {row.corrects_id for row in found if row.corrects_id}
    rows = [
        Row(
            (
                reading.at(row.effective),
                title_of(row),
                _remarks(_(Injury.label_of(row.injury)), row.injury_text, row.text),
                str(row.performer or row.performer_text or row.recorder),
            ),
            f"Incident/{row.pk}",
            struck=row.entered_in_error_at is not None or row.pk in newer,
            remark=_remarks(
                _wrong(reading, row) if row.entered_in_error_at is not None else "",
                _("replaced by a newer one") if row.pk in newer else "",
                _late(reading, row),
            ),
        )
        for row in found
    ]
    columns = (_("When"), _("What"), _("What was seen and done"), _("By"))
    return [Section("", columns, rows, (19, 21, 40, 20), empty=_("None in these days."))]
