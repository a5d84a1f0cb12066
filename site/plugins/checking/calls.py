"""Calls that have no place in a plugin: they end the process, change it for all, or run what somebody else has written."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from plugins.checking.findings import Finding, Severity
from plugins.checking.source import Module, Source

ENDING = ("sys.exit", "exit", "quit", "os._exit", "os.abort", "os.kill", "os.killpg")
CHANGING = (
    "sys.setrecursionlimit", "os.fork", "signal.signal", "signal.alarm", "signal.setitimer", "os.chdir", "os.umask",
    "locale.setlocale", "gc.disable", "threading.settrace", "sys.settrace", "sys.setprofile",
)  # fmt: skip
EVALUATING = ("eval", "exec", "pickle.loads", "pickle.load", "marshal.loads")
STARTING = ("threading.Thread", "threading.Timer", "multiprocessing.Process", "concurrent.futures.ThreadPoolExecutor")
MARKING = ("django.utils.safestring.mark_safe", "django.utils.html.mark_safe")


def check(source: Source) -> Iterator[Finding]:
    """Findings about calls, wherever they stand."""
    for module in source.running:
        for call, called in module.calls():
            yield from _call(module, call, called)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ExceptHandler):
                yield from _handler(module, node)


def _call(module: Module, call: ast.Call, called: str) -> Iterator[Finding]:
    if called in ENDING:
        sentence = f"{called}() ends the process, and with it the pages of everybody that it is making."
        yield module.finding(call, "ends-the-process", sentence, "Raise an exception: it is logged, and the page goes on.")
    elif called in CHANGING:
        sentence = f"{called}() changes the whole process, for Sanad and all other plugins."
        yield module.finding(call, "changes-the-process", sentence, "Leave it out.")
    elif called in EVALUATING:
        sentence = f"{called}() runs as code what it is given."
        yield module.finding(call, "runs-data", sentence, "Use json or ast.literal_eval.")
    elif called in STARTING:
        sentence = f"{called} goes on running when the plugin is switched off."
        yield module.finding(call, "starts-a-thread", sentence, "Use a job (register_job).", Severity.WARNING)
    elif called == "print":
        advice = "Write to self.stdout." if module.is_command else "Use logging.getLogger(__name__)."
        yield module.finding(call, "prints", "print() writes where nobody looks.", advice, Severity.WARNING)
    elif called in MARKING and call.args and not _is_constant(call.args[0]):
        sentence = "mark_safe() is given a text that is put together: whatever is in it runs in the reader's browser."
        yield module.finding(call, "unsafe-html", sentence, "Use format_html, which escapes what it fills in.", Severity.WARNING)


def _handler(module: Module, node: ast.ExceptHandler) -> Iterator[Finding]:
    caught = ast.unparse(node.type) if node.type else ""
    raises = any(isinstance(each, ast.Raise) for each in ast.walk(node))
    if caught in ("", "BaseException") and not raises:
        what = f"except {caught}".strip()
        sentence = f"'{what}:' catches what is meant to end a request or the process."
        yield module.finding(node, "catches-all", sentence, "Catch Exception, or better the one you expect.", Severity.WARNING)


def _is_constant(node: ast.expr) -> bool:
    """A text as it stands, or what a template has made, which escapes by itself."""
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Call) and ast.unparse(node.func).endswith("render_to_string"))
