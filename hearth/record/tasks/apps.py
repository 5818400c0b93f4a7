from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "hearth.record.tasks"
    label = "tasks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The move-in list holds the move-in, whoever asks for it (docs/adr/0007)."""
        from hearth.record.residents import rules as residents

        from .queries import hold_move_in

        residents.hold("residents.move_in", hold_move_in)
