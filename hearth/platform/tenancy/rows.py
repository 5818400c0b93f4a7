"""Rows of several tables in one statement, where no join leads to them.

A key of a community row has no way back (``columns.key_to``), and short lists about one person lie
in many tables: each is read as an array of whole rows and made into what its model makes of them.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import (
    BinaryField,
    DateField,
    DateTimeField,
    DecimalField,
    DurationField,
    F,
    FloatField,
    ForeignKey,
    Func,
    JSONField,
    Model,
    QuerySet,
    Subquery,
    TimeField,
    UUIDField,
)

from hearth.platform.scope import Scope

from .models import Facility


M = TypeVar("M", bound=Model)


class WholeRow(Func):
    """All columns of a row as one object, under their names."""

    output_field = JSONField()

    def __init__(self) -> None:
        super().__init__(F("pk"))

    def as_sql(
        self, compiler: Any, connection: Any, *args: Any, **more: Any
    ) -> tuple[str, Any]:
        key = self.get_source_expressions()[0]
        return f"to_jsonb({compiler.quote_name_unless_alias(key.alias)})", ()


def rows_of(found: QuerySet[Any]) -> ArraySubquery:
    """``found`` in its order, for ``annotate``; narrow it with ``OuterRef`` to the outer row's."""
    return ArraySubquery(found.values(one=WholeRow()))


def first_of(found: QuerySet[Any]) -> Subquery:
    """The same of the first of them alone; ``made`` of a list of it."""
    return Subquery(found.values(one=WholeRow())[:1])


def made(model: type[M], said: Iterable[dict[str, Any]] | None) -> list[M]:
    """The rows that ``rows_of`` found. What they point at is read when it is asked for."""
    columns = _columns(model)
    names = [name for name, _column, _read in columns]
    return [
        model.from_db(
            DEFAULT_DB_ALIAS,
            names,
            [read(one[column]) if read else one[column] for _name, column, read in columns],
        )
        for one in said or ()
    ]


def read_together(scope: Scope, *lists: QuerySet[Any]) -> list[list[Any]]:
    """Several lists in one statement: each in its order, read in the scope that is open."""
    here = Facility.objects.filter(pk__in=scope.facilities).order_by("pk")
    named = {f"list_{n}": rows_of(found) for n, found in enumerate(lists)}
    said = here.values_list(*named.values()).first() or ()
    return [made(found.model, rows) for found, rows in zip(lists, said, strict=True)]


Read = Callable[[Any], Any]


@cache
def _columns(model: type[Model]) -> list[tuple[str, str, Read | None]]:
    return [(f.attname, str(f.column), _reader(f)) for f in model._meta.concrete_fields]


def _reader(field: Any) -> Read | None:
    """How a value that JSON has no type of its own for is read; None for any other."""
    kept = field.target_field if isinstance(field, ForeignKey) else field
    if isinstance(kept, _NOT_IN_JSON):
        raise TypeError(
            f"{field} would come back as another number: read its rows by themselves"
        )
    return kept.to_python if isinstance(kept, _AS_TEXT) else None


_NOT_IN_JSON = (DecimalField, FloatField, BinaryField, DurationField)
"""What JSON cannot carry there and back."""
_AS_TEXT = (DateField, DateTimeField, TimeField, UUIDField)
