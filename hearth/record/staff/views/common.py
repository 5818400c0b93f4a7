"""What the pages about people at work share."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from hearth.platform.identity.requests import Request
from hearth.record.staff.presenters import tabs


# Which field a refusal belongs to; any other stands above the form.
FIELDS = {
    "name-missing": "family",
    "actor-taken": "actor",
    "staff-number-taken": "staff_number",
    "role-held": "role",
    "role-missing": "role",
    "no-phone": "phone",
    "turn-taken": "position",
    "npi-wrong": "npi",
    "npi-taken": "npi",
    "shift-name-taken": "name",
    "future": "effective",
    "left-first": "effective",
    "not-then": "effective",
}


def page(
    request: Request, section: str, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page about people at work, under its tabs."""
    shown = {"tabs": tabs(request, section), **context}
    return render(request, f"staff/{template}.html", shown, status=status)
