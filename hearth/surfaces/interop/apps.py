from django.apps import AppConfig


class InteropConfig(AppConfig):
    name = "hearth.surfaces.interop"
    label = "interop"
