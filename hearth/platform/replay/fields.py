"""A device's write read by the form of its own page."""

from typing import Any

from django.forms import BaseForm
from django.http import QueryDict

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_


def posted(payload: dict[str, Any]) -> QueryDict:
    """The payload as a browser would have posted it: ``WriteNoteForm(posted(payload))``."""
    found = QueryDict(mutable=True)
    for name, value in payload.items():
        found.setlist(
            name, [str(v) for v in value] if isinstance(value, list) else [str(value)]
        )
    return found


def checked(form: BaseForm) -> dict[str, Any]:
    """What the form understood. Raises Refused (fields-wrong) with what it says about its fields."""
    if form.is_valid():
        return dict(form.cleaned_data)
    said = " ".join(
        f"{form[name].label}: {error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    )
    raise Refused("fields-wrong", N_("{said}"), said=said)
