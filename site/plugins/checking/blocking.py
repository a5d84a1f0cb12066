"""Calls that keep a reader waiting, in the callbacks of hooks and slots."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from plugins.checking.findings import Finding, Severity
from plugins.checking.functions import awaited
from plugins.checking.source import Module, Source

# Everything below these names waits for another machine, a process, or the clock.
WAITING = (
    "time.sleep", "requests", "httpx", "aiohttp", "urllib3", "urllib.request", "http.client", "socket", "smtplib", "ftplib",
    "subprocess", "os.system", "os.popen", "os.spawn", "os.wait", "django.core.mail",
)  # fmt: skip
FILES = ("open", "io.open", "os.open", "os.walk", "os.scandir", "os.listdir", "shutil")
# Methods of Path that open a file. Their names alone tell: what they are called on is not known.
FILE_METHODS = ("read_text", "read_bytes", "write_text", "write_bytes")


def check(source: Source) -> Iterator[Finding]:
    """Findings about slow work where a page is made, or an editor saves."""
    told: set[tuple[str, int]] = set()
    for reason, module, function in awaited(source):
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and (found := _slow(module, node)):
                name, severity = found
                if (module.path, node.lineno) in told:
                    continue
                told.add((module.path, node.lineno))
                yield _finding(module, node, name, reason, severity)


def _slow(module: Module, call: ast.Call) -> tuple[str, Severity] | None:
    name = module.meaning(call.func)
    if _is_below(name, WAITING):
        return name, Severity.ERROR
    if _is_below(name, FILES):
        return name, Severity.WARNING
    if isinstance(call.func, ast.Attribute) and call.func.attr in FILE_METHODS:
        return call.func.attr, Severity.WARNING
    return None


def _is_below(name: str, names: tuple[str, ...]) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in names)


def _finding(module: Module, node: ast.Call, name: str, reason: str, severity: Severity) -> Finding:
    if severity == Severity.ERROR:
        sentence = f"{name}() is called for {reason}: whoever opened the page waits for it, and a time limit cannot be set."
        advice = "Do it in a job (register_job), store what came of it, and show that here."
    else:
        sentence = f"{name}() reads or writes files for {reason}, with every page."
        advice = "Read the file once, at the import of the module or in ready(), or keep what is in it in the database."
    return module.finding(node, "blocking-call", sentence, advice, severity)
