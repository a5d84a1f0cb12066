"""Imports: only what Sanad offers, only what exists, only from plugins that are required."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from plugins.checking.findings import Finding, Severity
from plugins.checking.source import Module, Source, origin
from plugins.manifest import MANIFEST
from plugins.owners import NAMESPACE

ROOMS = Path(__file__).resolve().parents[2]
API = "sanad"
OFFERED_MODULES = (API, f"{API}.testing")


def check(source: Source) -> Iterator[Finding]:
    """Findings about imports."""
    for module in source.modules:
        package = module.dotted if module.path.endswith("__init__.py") else module.dotted.rpartition(".")[0]
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                for each in node.names:
                    yield from _import(source, module, node, each.name)
            elif isinstance(node, ast.ImportFrom):
                whence = origin(node, package)
                yield from _import(source, module, node, whence)
                if whence == API:
                    yield from _names(module, node)


def _import(source: Source, module: Module, node: ast.stmt, name: str) -> Iterator[Finding]:
    top = name.partition(".")[0]
    # Tests may look behind the curtain; they break alone.
    severity = Severity.WARNING if module.is_test else Severity.ERROR
    if top in rooms() or (top == API and name not in OFFERED_MODULES):
        sentence = f"It imports {name}, which is private to Sanad and may change with any version."
        yield module.finding(node, "private-import", sentence, "Import what you need from sanad.", severity)
    elif top == NAMESPACE and name != source.package and not name.startswith(f"{source.package}."):
        other = name.split(".")[1] if "." in name else ""
        if not source.manifest or other not in source.manifest.requires:
            sentence = f"It imports the plugin {other or NAMESPACE}, which {MANIFEST} does not require."
            advice = f'Name it in {MANIFEST}: [requires.plugins] {other or "other"} = ">=1.0".'
            yield module.finding(node, "undeclared-plugin", sentence, advice)


def _names(module: Module, node: ast.ImportFrom) -> Iterator[Finding]:
    offered = offered_names()
    for each in node.names:
        if each.name == "*":
            sentence = "It imports everything from sanad, so that nobody sees what it needs."
            yield module.finding(node, "unknown-name", sentence, "Name what you use: from sanad import PluginConfig.")
        elif each.name not in offered and each.name != "testing":
            near = difflib.get_close_matches(each.name, offered, n=1)
            advice = f"Did you mean {near[0]}?" if near else "docs/plugins.md lists what there is."
            yield module.finding(node, "unknown-name", f"sanad has no {each.name}.", advice)


@cache
def rooms() -> frozenset[str]:
    """The packages that Sanad is made of, but the one for plugins."""
    return frozenset(path.parent.name for path in ROOMS.glob("*/__init__.py")) - {API}


@cache
def offered_names() -> frozenset[str]:
    """What `sanad` offers, read and not imported: the keys of its list of sources."""
    tree = ast.parse((ROOMS / API / "__init__.py").read_text(encoding="utf-8"))
    tables = [node.value for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)]
    return frozenset(
        key.value for table in tables for key in table.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)
    )
