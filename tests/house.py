"""Where the tests' own house stands. Loaded with ``-p`` before the settings are first read.

Each process of a run beside others has one of its own.
"""

import os
from pathlib import Path


ROOT = Path(__file__).resolve().parents[1]
folder = os.environ.setdefault("HEARTH_DATA", str(ROOT / ".hearth-test"))
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    # A server of its own for each process: a sealer waits for every transaction of its server.
    os.environ["HEARTH_DATA"] = f"{folder}-{worker}"
os.environ["HEARTH_DB_ROLE"] = "app"
os.environ["HEARTH_MODE"] = "demo"
os.environ.setdefault("HEARTH_DEMO_PASSWORD", "quiet harbour lantern")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.config.settings")
# Playwright's sync API runs an event loop in the test's own thread.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
