"""Where the tests' own house stands. Loaded with ``-p`` before the settings are first read."""

import os
from pathlib import Path


ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("HEARTH_DATA", str(ROOT / ".hearth-test"))
os.environ["HEARTH_DB_ROLE"] = "app"
os.environ["HEARTH_MODE"] = "demo"
os.environ.setdefault("HEARTH_DEMO_PASSWORD", "quiet harbour lantern")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.config.settings")
# Playwright's sync API runs an event loop in the test's own thread.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
