from django.apps import AppConfig


class RosteringConfig(AppConfig):
    name = "hearth.care.rostering"
    label = "rostering"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import codes  # noqa: F401 - makes its kinds of task known
