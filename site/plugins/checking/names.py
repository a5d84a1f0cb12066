"""Names: what a plugin adds is called by its slug, so that two plugins never want the same name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.conf import settings

from plugins.checking.findings import Finding, Severity
from plugins.checking.source import Module, Source

# What registers -> (what stands between slug and name, what it is called, the argument by name).
NAMED = {
    "sanad.register_block": ("__", "block", "name"),
    "sanad.Facet": ("__", "facet", "name"),
    "sanad.register_kind": ("__", "kind", "kind"),
    "sanad.register_content_check": ("__", "content check", "name"),
    "sanad.register_importer": ("__", "importer", "name"),
    "sanad.register_exporter": ("__", "exporter", "name"),
    "sanad.register_job": (".", "job", "name"),
    "sanad.register_health_check": (".", "health check", "name"),
}
DECLARING = ("sanad.declare_action", "sanad.declare_filter")


def check(source: Source) -> Iterator[Finding]:
    """Findings about names in Python."""
    yield from _modules(source)
    for module in source.running:
        for call, called in module.calls():
            if called in NAMED:
                yield from _registered(source, module, call, called)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef):
                yield from _hook(source, module, node)
            elif isinstance(node, ast.ClassDef):
                yield from _table(source, module, node)
                yield from _style(source, module, node)
            elif isinstance(node, ast.Attribute):
                yield from _setting(source, module, node)


def _registered(source: Source, module: Module, call: ast.Call, called: str) -> Iterator[Finding]:
    between, what, argument = NAMED[called]
    given = [*call.args[:1], *(each.value for each in call.keywords if each.arg == argument)]
    beginning = source.slug + between
    for node in given:
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or node.value.startswith(beginning):
            continue
        if what == "health check" and node.value == source.slug:
            continue
        sentence = f"The {what} is named {node.value!r}."
        yield module.finding(node, "prefix", sentence, f"Let the name begin with {beginning!r}; another one is refused.")


def _hook(source: Source, module: Module, node: ast.FunctionDef) -> Iterator[Finding]:
    declares = any(module.meaning(each) in DECLARING for each in node.decorator_list)
    if declares and not node.name.startswith(f"{source.slug}_"):
        sentence = f"The hook {node.name} could be declared by another plugin too."
        yield module.finding(node, "prefix", sentence, f"Call it {source.slug}_{node.name}.", Severity.WARNING)


def _style(source: Source, module: Module, node: ast.ClassDef) -> Iterator[Finding]:
    """A class with a name of its own that is stored with the content."""
    if not any(module.meaning(base) == "sanad.FaqStyle" for base in node.bases):
        return
    for each in node.body:
        if not isinstance(each, ast.Assign) or [ast.unparse(target) for target in each.targets] != ["name"]:
            continue
        beginning = f"{source.slug}__"
        if isinstance(each.value, ast.Constant) and not str(each.value.value).startswith(beginning):
            sentence = f"The FAQ style is named {each.value.value!r}."
            yield module.finding(each, "prefix", sentence, f"Let the name begin with {beginning!r}; another one is refused.")


def _table(source: Source, module: Module, node: ast.ClassDef) -> Iterator[Finding]:
    for each in node.body if node.name == "Meta" else ():
        if not isinstance(each, ast.Assign) or [ast.unparse(target) for target in each.targets] != ["db_table"]:
            continue
        if isinstance(each.value, ast.Constant) and not str(each.value.value).startswith(f"{source.slug}_"):
            sentence = f"The table is named {each.value.value!r}, and would not be known as the plugin's."
            yield module.finding(each, "prefix", sentence, f"Leave db_table out, or begin it with '{source.slug}_'.")


def _setting(source: Source, module: Module, node: ast.Attribute) -> Iterator[Finding]:
    if module.meaning(node.value) != "django.conf.settings" or not node.attr.isupper() or hasattr(settings, node.attr):
        return
    beginning = f"{source.slug.upper()}_"
    if not node.attr.startswith(beginning):
        sentence = f"Neither Django nor Sanad has a setting {node.attr}, and its name does not tell whose it is."
        yield module.finding(node, "prefix", sentence, f"Begin it with {beginning}.", Severity.WARNING)


def _modules(source: Source) -> Iterator[Finding]:
    """Commands and libraries of template tags share their names with the whole site."""
    for folder, what in (("templatetags", "library of template tags"), ("management/commands", "command")):
        for path in source.below(folder, ".py"):
            name = PurePosixPath(path).stem
            if not name.startswith(("_", source.slug)):
                sentence = f"The {what} {name} could hide one of Sanad's or of another plugin."
                yield Finding(path, 0, "prefix", sentence, f"Call it {source.slug}_{name}.", Severity.WARNING)
