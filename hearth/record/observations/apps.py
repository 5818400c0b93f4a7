from django.apps import AppConfig


class ObservationsConfig(AppConfig):
    name = "hearth.record.observations"
    label = "observations"
    default_auto_field = "django.db.models.BigAutoField"
