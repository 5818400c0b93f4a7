"""One id for everything that one request or job sets going: log lines, audit rows, events, jobs.

It is random and says nothing of anybody; whoever reads "500, id 3f2…" on a page can be answered.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4


_current: ContextVar[str] = ContextVar("request_id", default="")


def current_id() -> str:
    """The id of the work under way, or an empty text between two pieces of work."""
    return _current.get()


def id_for_new_work() -> str:
    """The id under way, or a new one where none is: what a scope is made with."""
    return _current.get() or uuid4().hex


@contextmanager
def traced(request_id: str = "") -> Iterator[str]:
    """Give the work inside an id of its own (or ``request_id``, the one that set it going)."""
    request_id = request_id or uuid4().hex
    token = _current.set(request_id)
    try:
        yield request_id
    finally:
        _current.reset(token)
