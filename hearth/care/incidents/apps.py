from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "hearth.care.incidents"
    label = "incidents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The kinds of definition this room reads are known wherever Django is."""
        from .queries import types  # noqa: F401 - registers its kinds
