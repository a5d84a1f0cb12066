"""Writes docs/hooks.md: what plugins can hook into, from the catalogue that the site itself uses."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from sys import modules

from django.utils.translation import override

from plugins.checking.imports import rooms
from plugins.hooks import Hook, catalogue
from plugins.registry import Registry

HEAD = """\
# Hooks and slots

Made by `manage.py plugin reference` from the declarations in the code: change those, and run it again.
[plugins.md](plugins.md) tells how a plugin is made.
"""

HOOKS = """\
## Hooks

    from sanad import add_action, add_filter

    add_filter("page_title", callback)
    add_action("page_published", callback, priority=20)

A callback takes the arguments it needs, by name; that of a filter gets the value first, whatever it calls it, and returns it.
Lower priorities run first; 10 is usual. A filter's result of another type than declared is refused.
"""


@dataclass(frozen=True)
class Section:
    """Something that a room describes besides its hooks: a table of (name, words)."""

    title: str
    words: str
    rows: Callable[[], Iterable[tuple[str, str]]]


sections: Registry[Section] = Registry("reference")


def hooks_described() -> list[Hook]:
    """The hooks of the rooms, those of plugins left out, by module and name."""
    own = rooms()
    found = [hook for hook in catalogue() if not hook.owner and hook.module.partition(".")[0] in own]
    return sorted(found, key=lambda hook: (hook.module, hook.name))


def reference() -> str:
    """Return the text of docs/hooks.md."""
    with override("en"):
        parts = [HEAD, *map(_section, sections), HOOKS]
        for module, hooks in groupby(hooks_described(), key=lambda hook: hook.module):
            parts.append(f"### {module.partition('.')[0].replace('_', ' ').capitalize()}\n\n{inspect.getdoc(modules[module])}\n")
            parts += map(_hook, hooks)
    return "\n".join(parts)


def signature(hook: Hook) -> str:
    """A hook as it is declared: `page_title(title: str, *, page: ReaderPage) -> str`."""
    words = [f"{argument.name}: {argument.type}" for argument in hook.arguments]
    if hook.kind == "filter":
        value = hook.arguments[0].type
        return f"{hook.name}({', '.join([words[0], *(['*', *words[1:]] if words[1:] else [])])}) -> {value}"
    return f"{hook.name}({', '.join(['*', *words]) if words else ''})"


def _section(section: Section) -> str:
    rows = "".join(f"| `{name}` | {words} |\n" for name, words in section.rows())
    return f"## {section.title}\n\n{inspect.cleandoc(section.words)}\n\n| | |\n|---|---|\n{rows}"


def _hook(hook: Hook) -> str:
    deprecated = f"**Deprecated.** {hook.deprecated}\n\n" if hook.deprecated else ""
    return f"#### {hook.name} ({hook.kind})\n\n```python\n{signature(hook)}\n```\n\n{deprecated}{hook.documentation}\n"
