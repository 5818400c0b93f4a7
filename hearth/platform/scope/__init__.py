"""Who asks, for which communities and residents, for what purpose: the question before every question.

``scoped(scope)`` is the one way to open a transaction; the database's row-level security reads
the same scope, so that a query which forgets it finds an error, never somebody else's residents.
"""

from .scope import (
    Scope,
    current_scope,
    going_on_as,
    house_scope,
    process_scope,
    scoped,
)


__all__ = [
    "Scope",
    "current_scope",
    "going_on_as",
    "house_scope",
    "process_scope",
    "scoped",
]
