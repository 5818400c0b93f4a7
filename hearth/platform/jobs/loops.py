"""Work that never ends (sealer, page worker, ingest): found in every app, run as threads.

An app's ``loops.py`` holds ``LOOPS = {"name": function}``; the function takes a stop event and
returns soon after it is set.
"""

import importlib
import logging
import signal
import threading
from collections.abc import Callable, Iterable
from importlib.util import find_spec

from django.apps import apps
from django.db import close_old_connections, connection


log = logging.getLogger("hearth.loops")

Loop = Callable[[threading.Event], None]
REST = 2.0

_marked: dict[str, Loop] = {}


def loop(name: str) -> Callable[[Loop], Loop]:
    """Mark a function as a loop, where importing this room is allowed."""

    def mark(function: Loop) -> Loop:
        _marked[name] = function
        return function

    return mark


def all_loops() -> dict[str, Loop]:
    """Every loop of every app, by name."""
    found: dict[str, Loop] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.loops"
        if not config.name.startswith("hearth.") or find_spec(name) is None:
            continue
        found |= getattr(importlib.import_module(name), "LOOPS", {})
    return found | _marked


def run_loops(names: Iterable[str] = (), stop: threading.Event | None = None) -> None:
    """Run these loops (default: all), until told to stop by ``stop``, SIGTERM or SIGINT."""
    stop = stop or _stop_at_signal()
    known = all_loops()
    wanted = {name: known[name] for name in (names or known)}
    threads = [
        threading.Thread(target=_keep, args=(name, run, stop), name=name, daemon=True)
        for name, run in wanted.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        while thread.is_alive():
            thread.join(1.0)


def _keep(name: str, run: Loop, stop: threading.Event) -> None:
    """Run one loop; one that breaks is logged by its class and begun again."""
    while not stop.is_set():
        try:
            run(stop)
        except Exception as error:
            log.exception("loop %s broke: %s", name, type(error).__name__, exc_info=False)
            connection.close()
            stop.wait(REST)
        finally:
            close_old_connections()


def _stop_at_signal() -> threading.Event:
    stop = threading.Event()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
    return stop
