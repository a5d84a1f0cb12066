"""What would go on when the plugin is switched off, and what does nothing here."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator

from plugins.checking.findings import Finding, Severity
from plugins.checking.source import Module, Source
from plugins.hooks import catalogue

COMMANDS = ("django.core.management.BaseCommand", "django.core.management.base.BaseCommand")
EXEMPT = ("django.views.decorators.csrf.csrf_exempt",)
# What listens to a hook, by name -> the kind of the hook.
LISTENING = {"sanad.add_action": "action", "sanad.add_filter": "filter"}


def check(source: Source) -> Iterator[Finding]:
    """Findings about signals, commands, decorators and hooks."""
    declared = _declared(source)
    for module in source.running:
        for call, called in module.calls():
            yield from _signal(module, call, called)
            if called in LISTENING:
                yield from _hook(module, call, LISTENING[called], declared)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and module.is_command:
                yield from _command(module, node)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield from _decorated(module, node)


def _signal(module: Module, call: ast.Call, called: str) -> Iterator[Finding]:
    if called == "django.dispatch.receiver" or (called.endswith(".connect") and "signal" in called.lower()):
        sentence = "The function is called while the plugin is switched off, too, and nothing guards it."
        yield module.finding(call, "not-gated", sentence, "Use on_signal(signal, function) in ready().", Severity.WARNING)


def _command(module: Module, node: ast.ClassDef) -> Iterator[Finding]:
    if any(module.meaning(base) in COMMANDS for base in node.bases):
        sentence = "The command works while the plugin is switched off, too."
        yield module.finding(node, "not-gated", sentence, "Derive it from sanad.PluginCommand.", Severity.WARNING)


def _decorated(module: Module, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Finding]:
    for each in node.decorator_list:
        if module.meaning(each) in EXEMPT:
            sentence = "csrf_exempt does nothing for views of plugins: they always ask for the token."
            yield module.finding(each, "csrf-exempt", sentence, "Remove it; other machines use the API (api.py).")


def _hook(module: Module, call: ast.Call, kind: str, declared: frozenset[str]) -> Iterator[Finding]:
    name = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
    known = {hook.name for hook in catalogue() if hook.kind == kind}
    if not isinstance(name, str) or name in known or name in declared:
        return
    near = difflib.get_close_matches(name, known, n=1)
    advice = (
        f"Did you mean {near[0]!r}?" if near else "docs/hooks.md lists them. If another plugin declares it, require that one."
    )
    yield module.finding(call, "unknown-hook", f"There is no {kind} {name!r} here.", advice, Severity.WARNING)


def _declared(source: Source) -> frozenset[str]:
    """The names of all functions with a decorator: among them are the hooks that the plugin declares."""
    nodes = [node for module in source.running for node in ast.walk(module.tree)]
    return frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.decorator_list)
