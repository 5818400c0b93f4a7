from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "hearth.platform.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .backend import listen

        listen()
