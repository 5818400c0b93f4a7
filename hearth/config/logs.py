"""How every process of the house logs: one JSON object a line, ids and codes, never a name.

What an exception or another library says can hold what a person typed, so of an exception only its
class and the places in the code are kept (its words where they speak of the programme), and of
another library's message only its fixed text. Our own messages hold codes; the test that walks
the pages and greps the log for residents' names holds us to it.
"""

import json
import logging
import logging.config
import os
import re
import sys
import traceback
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from hearth.config.logfile import SPEAKS_OF_CODE
from hearth.kernel import tracing


# What a record carries besides: ids, numbers, words of code ("tasks:complete", "23505").
CODE = re.compile(r"[\w.:@/+-]{1,120}")
DEEPEST = 25
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLine(logging.Formatter):
    """One record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        own = record.name.split(".")[0] == "hearth"
        at = datetime.fromtimestamp(record.created, UTC)
        words: dict[str, Any] = {
            "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage() if own else _fixed_text(record),
        }
        if request_id := tracing.current_id():
            words["request"] = request_id
        if own:
            words |= _extras(record)
        if record.exc_info and record.exc_info[1] is not None:
            words |= fault(record.exc_info[1])
        return json.dumps(words, ensure_ascii=False, default=str)


def fault(error: BaseException) -> dict[str, Any]:
    """What may be said of an exception: its class, where it came from, words only of code."""
    kind = type(error).__name__
    frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
    said = {"error": kind, "trace": [f"{f.filename}:{f.lineno} {f.name}" for f in frames]}
    if kind in SPEAKS_OF_CODE:
        said["error_says"] = str(error)[:500]
    for cause in (error.__cause__, error.__context__):
        if cause is not None and cause is not error:
            said["after"] = type(cause).__name__
            break
    return said


def _fixed_text(record: logging.LogRecord) -> str:
    """Another library's message with its numbers, and none of its words: they can be anybody's."""
    arguments = record.args if isinstance(record.args, tuple) else ()
    kept = tuple(a if isinstance(a, int | float) else "…" for a in arguments)
    try:
        return str(record.msg) % kept if kept else str(record.msg).split("\n")[0][:300]
    except (TypeError, ValueError):
        return str(record.msg).split("\n")[0][:300]


def _extras(record: logging.LogRecord) -> dict[str, Any]:
    """What our own code adds to a record, as long as it is an id, a number or a word of code."""
    given = {name: value for name, value in vars(record).items() if name not in _STANDARD}
    return {name: _plain(value) for name, value in given.items() if value not in (None, "")}


def _plain(value: Any) -> Any:
    if isinstance(value, bool | int | float):
        return value
    text = str(value)
    return text if isinstance(value, UUID) or CODE.fullmatch(text) else "…"


class ToTheHouse(logging.StreamHandler):
    """Writes to wherever the process's errors go now (a test may have put something else there)."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    @property
    def stream(self) -> Any:
        """The process's own stderr."""
        return sys.stderr

    @stream.setter
    def stream(self, _given: Any) -> None:
        pass


_SILENT = {"handlers": [], "propagate": False}
_QUIETER = {"handlers": [], "propagate": True, "level": "WARNING"}
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "hearth.config.logs.JsonLine"}},
    "handlers": {"house": {"()": "hearth.config.logs.ToTheHouse", "formatter": "json"}},
    "root": {"handlers": ["house"], "level": "WARNING"},
    "loggers": {
        "hearth": {"handlers": [], "propagate": True, "level": "INFO"},
        "django": _QUIETER,
        # Each refused or broken request is a line of hearth.requests; what broke comes here as well.
        "django.request": _QUIETER | {"level": "ERROR"},
        "django.server": _SILENT,
        # A host name somebody tried: the scanner's noise, not ours.
        "django.security.DisallowedHost": _SILENT,
        "gunicorn": _QUIETER,
        "gunicorn.error": _QUIETER,
        "gunicorn.access": _SILENT,
        "uvicorn": _QUIETER,
        "uvicorn.error": _QUIETER,
        "uvicorn.access": _SILENT,
        "procrastinate": _QUIETER,
    },
}
if os.environ.get("HEARTH_LOG_LEVEL"):
    LOGGING["loggers"]["hearth"]["level"] = os.environ["HEARTH_LOG_LEVEL"].upper()


def configure() -> None:
    """For processes that set up no Django (the front) or whose server would log its own way."""
    logging.config.dictConfig(LOGGING)
    logging.captureWarnings(capture=True)
