"""Reads a plugin as its author has written it, and tells what will give trouble. Imports nothing of it.

The trial at the start (`plugins.trial`) finds what makes the site fail; this finds what works and should not be: names that
others may want, texts that nobody can translate, calls that keep readers waiting, imports of what is private to Sanad.

A line with the comment `plugin-check: allow <rule>` is not told of.
"""

from __future__ import annotations

from pathlib import Path

from plugins.checking import (
    blocking,
    calls,
    gates,
    imports,
    migrations,
    names,
    provides,
    styles,
    templates,
    texts,
    views,
)
from plugins.checking.findings import Finding, Severity
from plugins.checking.source import read_source

__all__ = ["Finding", "Severity", "check_plugin"]

RULES = (provides, imports, names, calls, blocking, gates, views, migrations, templates, styles, texts)


def check_plugin(folder: Path) -> list[Finding]:
    """Return what is wrong with the plugin in `folder`, by file and line."""
    source = read_source(folder)
    found = [*source.troubles, *(finding for rules in RULES for finding in rules.check(source))]
    return sorted({finding for finding in found if not source.allows(finding)})
