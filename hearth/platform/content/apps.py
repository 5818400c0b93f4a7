from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "hearth.platform.content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The kinds the house ships are known wherever Django is."""
        from . import house_kinds  # noqa: F401 - registers its kinds
