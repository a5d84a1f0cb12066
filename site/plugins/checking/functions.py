"""Which functions of a plugin are run for whom: the callbacks of hooks and slots, and what these call of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from plugins.checking.source import Module, Source

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

# What registers a function that runs while somebody waits -> how that is called in a sentence. Jobs, health checks,
# importers and exporters are not here: they are where slow work belongs.
AWAITED = {
    "sanad.add_filter": "the filter {}",
    "sanad.add_action": "the action {}",
    "sanad.register_slot": "the slot {}",
    "sanad.on_signal": "a signal",
    "sanad.register_way_out": "a search that finds nothing",
    "sanad.register_facet_values": "the values of a facet",
    "sanad.register_page_measure": "the ranking of results",
    "sanad.register_content_check": "the content check {}",
}


@dataclass
class Functions:
    """The functions and classes of a plugin by module and bare name. Of two of one name in a module the last counts."""

    source: Source
    found: dict[tuple[str, str], ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for module in self.source.running:
            for node in ast.walk(module.tree):
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    self.found[module.dotted, node.name] = node

    def meant(self, module: Module, node: ast.AST) -> tuple[Module, ast.AST] | None:
        """The function or class of the plugin that an expression names, with its module; None for anything else."""
        if isinstance(node, ast.Lambda):
            return module, node
        if isinstance(node, ast.Call) and module.meaning(node.func) == "functools.partial" and node.args:
            return self.meant(module, node.args[0])
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
            return self._in(module, node.attr)
        name = module.meaning(node)
        if "." not in name:
            return self._in(module, name)
        whence, _, last = name.rpartition(".")
        other = self.source.by_name.get(whence)
        return self._in(other, last) if other else None

    def _in(self, module: Module, name: str) -> tuple[Module, ast.AST] | None:
        node = self.found.get((module.dotted, name))
        return (module, node) if node is not None else None


def awaited(source: Source) -> Iterator[tuple[str, Module, ast.AST]]:
    """Yield what runs while somebody waits: for what, its module, its node; what it calls of the plugin's own included."""
    functions = Functions(source)
    for module in source.running:
        for call, called in module.calls():
            if called not in AWAITED:
                continue
            name = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else ""
            reason = AWAITED[called].format(name).strip()
            for argument in [*call.args, *(each.value for each in call.keywords)]:
                for where, node in _reached(functions, module, argument):
                    yield reason, where, node


def _reached(functions: Functions, module: Module, start: ast.AST) -> Iterator[tuple[Module, ast.AST]]:
    waiting = [functions.meant(module, start)]
    seen: set[ast.AST] = set()
    while waiting:
        found = waiting.pop()
        if found is None or found[1] in seen or isinstance(found[1], ast.ClassDef):
            continue
        seen.add(found[1])
        yield found
        calls = (node for node in ast.walk(found[1]) if isinstance(node, ast.Call))
        waiting += [functions.meant(found[0], call.func) for call in calls]
