"""Laying the tables of an area in one go.

Django renders every related model again after each operation; with a hundred models that all
point at the community, a first ``migrate`` took 80 s of CPU. One operation that holds an area's
whole first layout is rendered once, and takes a tenth (docs/performance.md).
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import CreateModel, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger

from .ddl import MonthPartitions, Protect


class LayTables(Operation):
    """The first tables of an area: models, keys, indexes, constraints, triggers and fences.

    Only for an area's first migration: each table is created from the final state of the
    operations inside, so nothing in it may alter or remove what another one made.
    """

    reduces_to_sql = True
    reversible = False

    def __init__(self, operations: list[Any]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.operations], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # so that nothing is rendered until all is said
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        parted = {o.model_name for o in self.operations if isinstance(o, MonthPartitions)}
        for operation in self._creations():
            if operation.name not in parted:
                operation.database_forwards(app_label, schema_editor, from_state, to_state)
        later = (AddTrigger, MonthPartitions)
        for operation in self.operations:
            if isinstance(operation, later):
                operation.database_forwards(app_label, schema_editor, from_state, to_state)
        for name in parted:
            model = to_state.apps.get_model(app_label, name)
            schema_editor.deferred_sql += schema_editor._model_indexes_sql(model)
        # Keys to other tables are put off to the end of a migration; the fences lean on them not.
        for operation in self.operations:
            if isinstance(operation, Protect):
                operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def _creations(self) -> list[CreateModel]:
        found: list[CreateModel] = []
        for operation in self.operations:
            inner: Sequence[Operation] = [operation]
            if isinstance(operation, SeparateDatabaseAndState):
                inner = operation.state_operations
            found += [o for o in inner if isinstance(o, CreateModel)]
        return found

    def describe(self) -> str:
        return "Lay the tables of an area"
