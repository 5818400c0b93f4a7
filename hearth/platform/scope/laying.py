"""Laying the tables of an area in one go.

Django renders every related model again after each operation; with a hundred models that all
point at the community, a first ``migrate`` took 80 s of CPU, and a dozen later migrations 40 s.
One operation that holds them all is rendered once, and takes a tenth (docs/performance.md).
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    CreateModel,
    SeparateDatabaseAndState,
)
from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger

from .ddl import MonthPartitions, Protect, Refer


_IN_THE_TABLE = (AddField, AddIndex, AddConstraint)
"""What a new table has from its creation: it is made as it stands at the end."""


class LayTables(Operation):
    """Tables of an area: models, keys, indexes, constraints, triggers and fences; new ones, and
    what older ones get besides.

    A new table is created from the final state of the operations inside; an older one is changed
    once a column: nothing in here may alter or remove what another operation in here made.
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
        created = self._creations()
        new = {operation.name.lower() for operation in created}
        for operation in created:
            if operation.name not in parted:
                operation.database_forwards(app_label, schema_editor, from_state, to_state)
        for operation in self.operations:
            if not self._is_later(operation, new):
                continue
            operation.database_forwards(app_label, schema_editor, from_state, to_state)
        for name in parted:
            model = to_state.apps.get_model(app_label, name)
            schema_editor.deferred_sql += schema_editor._model_indexes_sql(model)
        # Keys to other tables are put off to the end of a migration; the fences lean on them not.
        for operation in self.operations:
            if isinstance(operation, Protect | Refer):
                operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def _is_later(self, operation: Operation, new: set[str]) -> bool:
        """Whether an operation does something to the database that creating tables did not."""
        if isinstance(operation, AddTrigger | MonthPartitions):
            return True
        if isinstance(operation, CreateModel | Protect | Refer | SeparateDatabaseAndState):
            return False
        name = str(getattr(operation, "model_name", "")).lower()
        return not (isinstance(operation, _IN_THE_TABLE) and name in new)

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
