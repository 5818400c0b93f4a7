from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "hearth.surfaces.office"
    label = "office"
