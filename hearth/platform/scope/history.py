"""Every version of a State row, kept by a trigger: ORM, bulk and raw SQL alike."""

import pghistory
from django.db import models

from .kinds import Kind


class ActingActor(models.Func):
    """The actor of the open scope, read from the transaction's settings."""

    function = "hearth_actor"
    arity = 0
    output_field = models.UUIDField(null=True)


def tracked(model: type[models.Model]) -> type[models.Model]:
    """Keep the history of a State model in ``<Model>History``, with who made each version."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        model_name=f"{model.__name__}History",
        context_field=None,  # type: ignore[arg-type] # its own documentation says None
        attrs={
            "pgh_actor_id": models.UUIDField(null=True, db_default=ActingActor()),
            "kind": Kind.TRACE,
            "retention": model.retention,  # type: ignore[attr-defined]
            "__doc__": f"Every version of {model.__name__}, appended by trigger.",
        },
    )(model)
