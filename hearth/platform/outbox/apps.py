import importlib
import pkgutil

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    name = "hearth.platform.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load every module that reacts, in every process: publishing must know who listens."""
        for package in getattr(settings, "HEARTH_REACTIONS", ()):
            home = importlib.import_module(package)
            for module in pkgutil.iter_modules(home.__path__, f"{package}."):
                if module.name.rpartition(".")[2] not in {"apps", "migrations"}:
                    importlib.import_module(module.name)
        autodiscover_modules("reactions")
