"""Made-up people and a made-up morning, for the gallery and its tests. Nothing here is read from a record."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest, template: str, parts: dict[str, Any]) -> HttpResponse:
    """Show ``parts`` in the frame of a community that does not exist."""
    return render(request, template, parts)


def gallery() -> dict[str, Any]:
    """Every component in every state."""
    return {}


def today() -> dict[str, Any]:
    return {}


def resident() -> dict[str, Any]:
    return {}


def floor() -> dict[str, Any]:
    return {}


def sheet() -> dict[str, Any]:
    return {}


def entrance() -> dict[str, Any]:
    return {}
