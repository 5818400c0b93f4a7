"""How gunicorn serves the pages: threads, on a unix socket, behind the house's front."""

import gc
import logging
import os

from hearth.config import logs, status
from hearth.config.environment import environment


bind = os.environ.get("HEARTH_WEB_BIND") or f"unix:{environment().sockets / 'web.sock'}"
worker_class = "gthread"
workers = int(os.environ.get("HEARTH_WEB_WORKERS") or min(4, os.cpu_count() or 2))
threads = 8
# Imported once and shared by the workers; nothing may be connected before the fork.
preload_app = True
keepalive = 65
timeout = 180
graceful_timeout = 8
umask = 0o077
forwarded_allow_ips = "*"
accesslog = None
errorlog = "-"
loglevel = "warning"
logconfig_dict = logs.LOGGING
control_socket_disable = True
proc_name = "hearth web"
# Heartbeats of the workers belong in memory, where a busy disk cannot delay them.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def when_ready(server: object) -> None:
    """The socket is open; workers follow at once.

    What the preload made lives as long as they do: left out of every collection, a page of many
    rows is not held up by one (docs/performance.md), and the workers go on sharing its memory.
    """
    gc.collect()
    gc.freeze()
    status.say_ready()


def post_fork(server: object, worker: object) -> None:
    """A database connection opened by mistake before the fork must not be shared."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        if connection.connection is not None:
            logging.getLogger("hearth").error("a connection was opened before the fork")
            connection.connection = None
