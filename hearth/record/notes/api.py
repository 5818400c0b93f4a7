"""What was written on a device, now or hours later: each read by the form of its own page."""

from datetime import datetime
from typing import Any
from uuid import UUID

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.identity.models import Actor
from hearth.platform.replay.fields import checked, posted
from hearth.platform.replay.verbs import verb
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.tenancy.queries import communities
from hearth.record.notes import actions, forms, permissions, queries
from hearth.record.notes.codes import NoteCategory
from hearth.record.residents import queries as people


Payload = dict[str, Any]
Answer = dict[str, Any]

# What a page offered hours ago is taken today: a list may have changed since.
ALL = [(category, "") for category in NoteCategory]


@verb("notes.write_note", permission=permissions.WRITE_NOTE)
def write_note(
    *, scope: Scope, by: Actor, payload: Payload, effective: datetime | None
) -> Answer:
    """A note about ``resident``, or (without one) about the house. A time the person typed wins
    over the press of the button.
    """
    form = forms.WriteNoteForm(
        posted(payload),
        zone=_facility(scope).zone,
        categories=ALL,
        may_restrict="restricted" in scope.labels,
    )
    values = _timed(checked(form), effective)
    note = actions.write_note(scope=scope, by=by, resident=_resident(scope, payload), **values)
    return {"id": str(note.pk)}


@verb("notes.write_activity_note", permission=permissions.WRITE_ACTIVITY_NOTE)
def write_activity_note(
    *, scope: Scope, by: Actor, payload: Payload, effective: datetime | None
) -> Answer:
    """What ``resident`` did or enjoyed."""
    form = forms.WriteActivityNoteForm(posted(payload), zone=_facility(scope).zone)
    values = _timed(checked(form), effective)
    note = actions.write_activity_note(
        scope=scope, by=by, resident=_resident(scope, payload), **values
    )
    return {"id": str(note.pk)}


@verb("notes.correct_note", permission=permissions.CORRECT_NOTE)
def correct_note(
    *, scope: Scope, by: Actor, payload: Payload, effective: datetime | None
) -> Answer:
    """A newer wording of ``note``: when it was corrected is when it arrives."""
    found = queries.notes(scope).filter(pk=_key(payload, "note")).first()
    if found is None:
        raise Refused("note-unknown", N_("This note is not open to you."))
    form = forms.CorrectNoteForm(
        posted(payload),
        zone=_facility(scope).zone,
        happened=found.effective,
        categories=ALL,
    )
    note = actions.correct_note(scope=scope, by=by, note=found, **checked(form))
    return {"id": str(note.pk)}


def _timed(values: dict[str, Any], effective: datetime | None) -> dict[str, Any]:
    return values | {"effective": values["effective"] or effective}


def _facility(scope: Scope) -> Facility:
    return communities(scope).get(pk=scope.facility_id)


def _resident(scope: Scope, payload: Payload) -> Any:
    if not payload.get("resident"):
        return None
    found = people.residents(scope).filter(pk=_key(payload, "resident")).first()
    if found is None:
        raise Refused("resident-unknown", N_("This resident is not open to you."))
    return found


def _key(payload: Payload, name: str) -> UUID:
    """The key under a name; one that finds nothing, for what is none."""
    try:
        return UUID(str(payload.get(name, "")))
    except ValueError:
        return UUID(int=0)
