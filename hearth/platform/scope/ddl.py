"""Migration operations that put the second wall around a table.

``Protect`` holds in the database what the models promise: row-level security by the scope,
references that cannot cross communities, facts that cannot be overwritten.
"""

from typing import Any

from django.db import models
from django.db.migrations.operations.base import Operation


GUARDED_COLUMNS = (
    "status",
    "entered_in_error_at",
    "entered_in_error_by_id",
    "entered_in_error_reason",
)


EMPTY_SCOPE = (
    "SELECT set_config('hearth.facilities', '{}', true), set_config('hearth.residents', '{}', true), "
    "set_config('hearth.labels', '{}', true)"
)


def policy_condition(resident: str | None, *, labelled: bool) -> str:
    """The SQL that is true for rows the open scope may see or write."""
    parts = ["facility_id = ANY ((SELECT hearth_facilities())::uuid[])"]
    if resident:
        parts.append(
            "((SELECT hearth_all_residents()) OR "
            f"{resident} = ANY ((SELECT hearth_residents())::uuid[]))"
        )
    if labelled:
        parts.append("security_label = ANY ((SELECT hearth_labels())::text[])")
    return " AND ".join(parts)


def column_names(model: type[models.Model]) -> set[str]:
    return {f.column for f in model._meta.local_concrete_fields if f.column}


def composite_references(model: type[models.Model]) -> list[tuple[str, str]]:
    """(column, target table) of every foreign key between two community tables."""
    found = []
    for f in model._meta.local_concrete_fields:
        if not isinstance(f, models.ForeignKey) or f.column is None:
            continue
        target = f.related_model
        if isinstance(target, str) or not f.db_constraint:  # type: ignore[attr-defined]
            continue
        if f.column != "facility_id" and "facility_id" in column_names(target):
            found.append((f.column, target._meta.db_table))
    return found


def short(name: str) -> str:
    """A constraint name PostgreSQL keeps whole (63 bytes)."""
    if len(name) <= 63:
        return name
    return name[:54] + f"_{sum(map(ord, name)):08x}"[-9:]


class Protect(Operation):
    """Fence one community table, in the release that creates it. ``kind`` is the model's Kind.

    ``resident`` names the column that holds the resident (``id`` on the resident's own
    table), or None. A ``fact`` gets the trigger that refuses overwriting and deletion;
    ``extra`` names further columns of a fact that may change once (signatures).
    ``append_only`` takes UPDATE and DELETE from the application role altogether. A table that
    nothing refers to by foreign key (a trace, a partitioned table: not ``keyed``) has no
    composite key of its own.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(
        self,
        app_label: str,
        model_name: str,
        *,
        kind: str,
        resident: str | None = None,
        extra: tuple[str, ...] = (),
        append_only: bool = False,
        keyed: bool = True,
    ) -> None:
        self.app_label_ = app_label
        self.model_name = model_name
        self.kind = kind
        self.resident = resident
        self.extra = extra
        self.append_only = append_only
        self.keyed = keyed

    def deconstruct(self):
        kwargs: dict[str, Any] = {"kind": self.kind}
        for name in ("resident", "extra", "append_only"):
            if getattr(self, name):
                kwargs[name] = getattr(self, name)
        if not self.keyed:
            kwargs["keyed"] = False
        return type(self).__name__, [self.app_label_, self.model_name], kwargs

    def state_forwards(self, app_label, state) -> None:
        """The fence changes nothing Django knows of."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        model = to_state.apps.get_model(self.app_label_, self.model_name)
        # Adding a reference makes PostgreSQL read both tables, and forced row-level security
        # asks for a scope even then. The table is new and empty: an empty scope is true.
        schema_editor.execute(EMPTY_SCOPE, params=None)
        for statement in self.statements(model):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        """The table is dropped by the operation before this one, and the fence with it."""

    def describe(self) -> str:
        return f"Fence {self.app_label_}.{self.model_name} as a {self.kind}"

    def statements(self, model: type[models.Model]) -> list[str]:
        table = model._meta.db_table
        columns = column_names(model)
        condition = policy_condition(self.resident, labelled="security_label" in columns)
        sql = [
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            f'CREATE POLICY scope ON "{table}" USING ({condition}) WITH CHECK ({condition})',
        ]
        if self.kind != "trace" and self.keyed:
            key = short(f"{table}_facility_key")
            sql.append(f'ALTER TABLE "{table}" ADD CONSTRAINT "{key}" UNIQUE (facility_id, id)')
        sql += self._reference_statements(model, table)
        if self.kind == "fact":
            allowed = ", ".join(f"'{c}'" for c in GUARDED_COLUMNS + tuple(self.extra))
            sql.append(
                f'CREATE TRIGGER hearth_fact BEFORE UPDATE OR DELETE ON "{table}" '
                f"FOR EACH ROW EXECUTE FUNCTION hearth_guard_fact({allowed})"
            )
        if self.append_only:
            sql.append(f'REVOKE UPDATE, DELETE ON "{table}" FROM hearth_app')
        return sql

    def _reference_statements(self, model: type[models.Model], table: str) -> list[str]:
        return reference_statements(model)


def reference_statements(
    model: type[models.Model], only: tuple[str, ...] | None = None
) -> list[str]:
    """The SQL that keeps a table's references inside one community; ``only`` for some columns."""
    table = model._meta.db_table
    sql = []
    for column, target in composite_references(model):
        if only is not None and column not in only:
            continue
        name = short(f"{table}_{column}_same_facility")
        sql.append(
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" '
            f'FOREIGN KEY (facility_id, "{column}") REFERENCES "{target}" (facility_id, id) '
            "DEFERRABLE INITIALLY DEFERRED"
        )
    return sql


class Refer(Operation):
    """Fence references that a table got later than its own fence: ``columns`` as in the database.

    The columns are new and empty, so an empty scope sees everything there is to check.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, app_label: str, model_name: str, *columns: str) -> None:
        self.app_label_, self.model_name, self.columns = app_label, model_name, columns

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.app_label_, self.model_name, *self.columns], {}

    def state_forwards(self, app_label, state) -> None:
        """The fence changes nothing Django knows of."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        model = to_state.apps.get_model(self.app_label_, self.model_name)
        schema_editor.execute(EMPTY_SCOPE, params=None)
        for statement in reference_statements(model, self.columns):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        """The column is dropped by the operation before this one, and the fence with it."""

    def describe(self) -> str:
        return f"Keep references of {self.app_label_}.{self.model_name} in one community"


class MonthPartitions(Operation):
    """Create a table partitioned by month instead of Django's plain one.

    Use inside ``SeparateDatabaseAndState`` beside the state's CreateModel. The primary key in
    the database is (id, ``column``); Django goes on seeing ``id``. Partitions are made
    ahead by ``hearth_add_months`` and there is always a default one, so that no row is ever refused.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, app_label: str, model_name: str, *, column: str) -> None:
        self.app_label_, self.model_name, self.column = app_label, model_name, column

    def deconstruct(self):
        return type(self).__name__, [self.app_label_, self.model_name], {"column": self.column}

    def state_forwards(self, app_label, state) -> None:
        """The state comes from the CreateModel beside this operation."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        model = to_state.apps.get_model(self.app_label_, self.model_name)
        create, values = schema_editor.table_sql(model)
        create = create.replace(" PRIMARY KEY", "", 1) + f" PARTITION BY RANGE ({self.column})"
        table = model._meta.db_table
        schema_editor.execute(create, values or None)
        schema_editor.execute(
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_pkey" PRIMARY KEY (id, {self.column})',
            params=None,
        )
        schema_editor.execute(
            f'CREATE TABLE "{table}_default" PARTITION OF "{table}" DEFAULT', params=None
        )
        for verb in ("ENABLE", "FORCE"):
            schema_editor.execute(
                f'ALTER TABLE "{table}_default" {verb} ROW LEVEL SECURITY', params=None
            )
        schema_editor.execute(f"SELECT hearth_add_months('{table}', -4, 3)", params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        model = from_state.apps.get_model(self.app_label_, self.model_name)
        schema_editor.execute(f'DROP TABLE "{model._meta.db_table}"', params=None)

    def describe(self) -> str:
        return f"Create {self.app_label_}.{self.model_name} in monthly partitions"
