from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "hearth.platform.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every app's ``jobs.py`` registers its jobs."""
        from . import periodic  # noqa: F401 - registers the house's own jobs

        autodiscover_modules("jobs")
