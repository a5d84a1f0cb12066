"""Small plugins with one mistake each, and what `plugin check` says of them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

from plugins.checking import Finding, check_plugin
from plugins.testing import plugin_write

APPS = "from sanad import PluginConfig\n\n\nclass Config(PluginConfig):\n    pass\n"


def found(folder: Path, path: str, text: str, *, more: dict[str, str] | None = None, **values: Any) -> list[Finding]:
    """Check a plugin "notes" that has the file `path` with `text`."""
    files = {name: dedent(each) for name, each in {"apps.py": APPS, path: text, **(more or {})}.items()}
    return check_plugin(plugin_write(folder, "notes", files, **values))


def rules(findings: list[Finding]) -> list[tuple[str, str, int]]:
    """(rule, file, line) of the findings, but those about missing descriptions, which none of the small plugins has."""
    return [(each.rule, each.path, each.line) for each in findings if each.rule != "undescribed"]
