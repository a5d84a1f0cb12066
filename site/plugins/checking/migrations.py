"""Migrations: what fails half-way must be undone, and what is installed must be removable."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from plugins.checking.findings import Finding, Severity
from plugins.checking.source import Module, Source

# Operation -> the argument that undoes it, by name and by position.
UNDONE_BY = {"RunPython": ("reverse_code", 1), "RunSQL": ("reverse_sql", 1)}


def check(source: Source) -> Iterator[Finding]:
    """Findings about migrations."""
    for module in source.modules:
        if module.is_migration:
            yield from _atomic(source, module)
            yield from _undone(module)
    if _has_models(source) and not any(_is_numbered(module) for module in source.modules):
        advice = f"Write one: manage.py makemigrations {source.slug}."
        yield Finding("models.py", 0, "no-migrations", "There are models and no migration: their tables are never made.", advice)


def _atomic(source: Source, module: Module) -> Iterator[Finding]:
    if "non_atomic_migrations" in source.provides:
        return
    for node in ast.walk(module.tree):
        is_off = isinstance(node, ast.Assign) and [ast.unparse(each) for each in node.targets] == ["atomic"]
        if is_off and isinstance(node, ast.Assign) and ast.unparse(node.value) == "False":
            sentence = "With atomic = False a failure leaves half of the migration behind."
            advice = 'Leave it out, or say so in plugin.toml: provides = ["non_atomic_migrations"].'
            yield module.finding(node, "non-atomic", sentence, advice)


def _undone(module: Module) -> Iterator[Finding]:
    for call, called in module.calls():
        name, (keyword, position) = called.rpartition(".")[2], UNDONE_BY.get(called.rpartition(".")[2], ("", 0))
        if keyword and len(call.args) <= position and not any(each.arg == keyword for each in call.keywords):
            sentence = f"{name} cannot be undone: after a failed update the site cannot go back to the old version."
            advice = f"Give {keyword}; migrations.{name}.noop where nothing needs to be undone."
            yield module.finding(call, "irreversible", sentence, advice, Severity.WARNING)


def _has_models(source: Source) -> bool:
    return any(True for _module, _node in models_of(source))


def models_of(source: Source) -> Iterator[tuple[Module, ast.ClassDef]]:
    """The classes in models.py, or the package models, that look like models with a table."""
    for module in source.running:
        if f"{module.dotted}.".startswith(f"{source.package}.models."):
            for node in module.tree.body:
                if isinstance(node, ast.ClassDef) and _is_model(module, node):
                    yield module, node


def _is_model(module: Module, node: ast.ClassDef) -> bool:
    bases = [module.meaning(base) for base in node.bases]
    is_abstract = any("abstract = True" in ast.unparse(each) for each in node.body if isinstance(each, ast.ClassDef))
    return not is_abstract and any(
        base.startswith(("django.db.models.Model", "wagtail.")) or base.endswith("Page") for base in bases
    )


def _is_numbered(module: Module) -> bool:
    return module.is_migration and module.path.rpartition("/")[2][:4].isdigit()
