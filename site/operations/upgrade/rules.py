"""Which migrations can run while processes of the release before go on serving.

They read and write the tables as they know them: nothing they read may go, and nothing may be asked for that they do not give.
A migration that breaks a rule on purpose says why that is safe in a constant SAFE_BECAUSE of its module.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.fields import NOT_PROVIDED

REASON = "SAFE_BECAUSE"


@dataclass(frozen=True)
class Broken:
    """A rule that a migration breaks. `is_grave`: processes of the release before fail; else they wait for a while."""

    migration: str
    sentence: str
    is_grave: bool = True


def broken_rules(migration: Migration, loader: MigrationLoader) -> Iterator[Broken]:
    """Yield what is wrong with a migration; nothing for one that says why it is safe."""
    if getattr(sys.modules[type(migration).__module__], REASON, ""):
        return
    state = loader.project_state((migration.app_label, migration.name), at_end=False)
    new: set[str] = set()  # tables that nobody knows yet
    for operation in _flat(migration.operations):
        for sentence, is_grave in _of(operation, migration.app_label, state, new):
            yield Broken(f"{migration.app_label} {migration.name}", sentence, is_grave)
        if isinstance(operation, operations.CreateModel):
            new.add(operation.name.lower())
        operation.state_forwards(migration.app_label, state)


def _flat(found: Sequence[Operation]) -> Iterator[Operation]:
    for operation in found:
        if isinstance(operation, operations.SeparateDatabaseAndState):
            yield from operation.database_operations
        else:
            yield operation


Told = Iterator[tuple[str, bool]]


def _of(operation: Operation, app: str, state: ProjectState, new: set[str]) -> Told:
    model = str(getattr(operation, "model_name", getattr(operation, "name", ""))).lower()
    if model in new and not isinstance(operation, operations.RunPython | operations.RunSQL):
        return
    for kind, rule in _RULES.items():
        if type(operation) is kind:
            yield from rule(operation, app, state)


def _adds(operation: operations.AddField, _app: str, _state: ProjectState) -> Told:
    field, name = operation.field, f"{operation.model_name}.{operation.name}"
    if field.many_to_many or field.null or field.db_default is not NOT_PROVIDED or field.generated:
        return
    yield f"{name} is new and must have a value, which the release before does not give: set db_default, or allow null.", True


def _alters(operation: operations.AlterField, app: str, state: ProjectState) -> Told:
    before = state.models[app, operation.model_name.lower()].fields[operation.name]
    after, name = operation.field, f"{operation.model_name}.{operation.name}"
    if before.null and not after.null and after.db_default is NOT_PROVIDED:
        yield f"{name} must have a value from now on, which the release before does not give: set db_default as well.", True
    if before.many_to_many or before.remote_field or after.remote_field:
        return
    if before.get_internal_type() != after.get_internal_type():
        yield f"{name} changes its type: add another field, and take this one away in a later release.", True
    elif (before.max_length or 0) > (after.max_length or sys.maxsize):
        yield f"{name} becomes shorter: what the release before writes may not fit.", True
    if after.unique and not before.unique:
        yield f"{name} becomes unique, which the release before does not know: its writes may be refused.", True


def _goes(what: str) -> Callable[..., Told]:
    def rule(operation: Any, *_rest: Any) -> Told:
        name = getattr(operation, "old_name", "") or getattr(operation, "name", "")
        model = getattr(operation, "model_name", "")
        whole = f"{model}.{name}" if model else str(name)
        yield f"{what} {whole}, which the release before still reads: do that one release after it is no longer used.", True

    return rule


def _constrains(operation: operations.AddConstraint, *_rest: Any) -> Told:
    name = operation.constraint.name
    yield (
        f"the constraint {name} is new: what the release before writes may be refused, and rows that are there may break it.",
        True,
    )


def _indexes(operation: operations.AddIndex, *_rest: Any) -> Told:
    yield f"the index {operation.index.name} is made while nobody can write to {operation.model_name} on PostgreSQL.", False


def _runs(operation: operations.RunPython, *_rest: Any) -> Told:
    if not operation.reversible:
        yield "RunPython has no way back: give reverse_code, RunPython.noop at least.", True


def _sql(operation: operations.RunSQL, *_rest: Any) -> Told:
    if not operation.reversible:
        yield "RunSQL has no way back: give reverse_sql, RunSQL.noop at least.", True


_RULES: dict[type[Operation], Callable[..., Told]] = {
    operations.AddField: _adds,
    operations.AlterField: _alters,
    operations.RemoveField: _goes("takes away"),
    operations.RenameField: _goes("renames"),
    operations.DeleteModel: _goes("deletes"),
    operations.RenameModel: _goes("renames"),
    operations.AlterModelTable: _goes("moves the table of"),
    operations.AlterUniqueTogether: lambda operation, *_rest: iter(
        [(f"{operation.name} becomes unique together: what the release before writes may be refused.", True)]
    ),
    operations.AddConstraint: _constrains,
    operations.AddIndex: _indexes,
    operations.RunPython: _runs,
    operations.RunSQL: _sql,
}
