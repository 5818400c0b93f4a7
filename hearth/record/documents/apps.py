from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "hearth.record.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What is on file can prove a step of a list."""
        from hearth.record.tasks.codes import register_papers

        from .queries import papers

        register_papers(papers)
