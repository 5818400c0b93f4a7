"""Which communities there are, for work that visits each of them in turn.

The table belongs to tenancy, which stands above; the name is a string, as in a foreign key.
"""

from uuid import UUID

from django.apps import apps


def communities() -> list[UUID]:
    """The key of every community of this house, oldest first."""
    facility = apps.get_model("tenancy", "Facility")
    return list(facility.objects.order_by("id").values_list("id", flat=True))
