"""Columns and ranges that every community table writes the same way."""

from typing import Any

from django.db import models
from django.db.models import F, Func, Value


def key_to(
    target: str | type[models.Model], *, optional: bool = False
) -> "models.ForeignKey[Any, Any]":
    """A foreign key of a community row: it protects, has no way back, and no index of its own.

    Indexes are declared on the model with the facility in front. ``target`` is "app.Model".
    """
    options: dict[str, Any] = {"null": True, "blank": True} if optional else {}
    return models.ForeignKey(
        target, on_delete=models.PROTECT, related_name="+", db_index=False, **options
    )


def same(field: str) -> Func:
    """A range of the one id in ``field``: equality that an exclusion constraint can hold.

    Stands in for btree_gist, which the embedded server lacks.
    """
    return Func(F(field), F(field), Value("[]"), function="uuidrange")


def period(start: str = "starts", end: str = "ends") -> Func:
    """The instants from ``start`` up to but without ``end``; no end means for ever."""
    return Func(F(start), F(end), Value("[)"), function="tstzrange")
