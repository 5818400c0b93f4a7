"""The design system: tokens, page frame and components."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """What people see is made of these parts; nothing here knows of care."""

    name = "hearth.platform.ui"
    label = "ui"
    verbose_name = "Design system"
