from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "hearth.platform.content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The kinds the house ships are known wherever Django is, and so are a community's habits."""
        from django.utils.translation import get_language

        from hearth.platform.tenancy.habits import told

        from . import care_kinds, house_kinds  # noqa: F401 - register their kinds
        from .settings import settings_for
        from .terms import words_for

        told("clock_24h", lambda facility: settings_for(facility).clock_24h)
        told("words", lambda facility: words_for(facility, get_language() or "en"))
