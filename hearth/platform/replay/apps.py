from django.apps import AppConfig


class ReplayConfig(AppConfig):
    name = "hearth.platform.replay"
    label = "replay"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every process knows every verb: pages, the queue's door and the worker alike."""
        from . import verbs

        verbs.load()
