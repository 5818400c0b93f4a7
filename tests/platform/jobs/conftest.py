from tests.platform.jobs.workers import worker  # noqa: F401 - a fixture
