"""plugin.toml against what is there: administrators decide by what it says."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from plugins.checking.findings import Finding, Severity
from plugins.checking.migrations import models_of
from plugins.checking.source import Module, Source
from plugins.creating import skeleton_description
from plugins.manifest import MANIFEST

NETWORK = (
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "urllib.request",
    "http.client",
    "socket",
    "smtplib",
    "ftplib",
    "websockets",
)
WRITING = (
    "shutil", "tempfile", "os.remove", "os.rename", "os.makedirs", "os.mkdir", "os.replace",
    "django.core.files.storage.default_storage.save", "django.core.files.storage.default_storage.open",
)  # fmt: skip
WRITING_METHODS = ("write_text", "write_bytes", "mkdir", "unlink", "rmdir")
REGISTERING = {"sanad.register_block": "blocks", "sanad.register_middleware": "middleware"}
WORDS = {
    "models": "has models",
    "blocks": "adds blocks",
    "middleware": "adds middleware",
    "network": "talks to other machines",
    "files": "writes files",
    "non_atomic_migrations": "has migrations that are not atomic",
}

Place = tuple[str, int]


def check(source: Source) -> Iterator[Finding]:
    """Findings about what plugin.toml says, and does not say."""
    if source.manifest is None:
        return
    there = dict(_there(source))
    line = source.line_of(MANIFEST, "provides")
    for kind, (path, number) in sorted(there.items()):
        if kind not in source.provides:
            sentence = f"The plugin {WORDS[kind]}, and {MANIFEST} does not say so."
            yield Finding(path, number, "provides-missing", sentence, f'Add "{kind}" to provides in {MANIFEST}.')
    for kind in sorted(source.provides - set(there)):
        sentence = f"{MANIFEST} says that the plugin {WORDS[kind]}; none of that was found."
        yield Finding(MANIFEST, line, "provides-unused", sentence, f'Take "{kind}" out of provides.', Severity.WARNING)
    yield from _described(source)


def _there(source: Source) -> Iterator[tuple[str, Place]]:
    for module, model in models_of(source):
        yield "models", (module.path, model.lineno)
    for module in source.modules:
        if module.is_migration and "atomic = False" in ast.unparse(module.tree):
            yield "non_atomic_migrations", (module.path, 0)
    for module in source.running:
        for node in ast.walk(module.tree):
            if isinstance(node, (ast.Import, ast.ImportFrom)) and _talks(node):
                yield "network", (module.path, node.lineno)
        for call, called in module.calls():
            if called in REGISTERING:
                yield REGISTERING[called], (module.path, call.lineno)
            elif _writes(module, call, called):
                yield "files", (module.path, call.lineno)
        for decorated in ast.walk(module.tree):
            if isinstance(decorated, (ast.ClassDef, ast.FunctionDef)):
                for each in decorated.decorator_list:
                    if (kind := REGISTERING.get(module.meaning(each))) is not None:
                        yield kind, (module.path, decorated.lineno)


def _talks(node: ast.Import | ast.ImportFrom) -> bool:
    if isinstance(node, ast.ImportFrom):
        names = [f"{node.module}.{each.name}" for each in node.names] if not node.level else []
    else:
        names = [each.name for each in node.names]
    return any(f"{name}.".startswith(f"{each}.") for name in names for each in NETWORK)


def _writes(module: Module, call: ast.Call, called: str) -> bool:
    if called in ("open", "io.open"):
        mode = [*call.args[1:2], *(each.value for each in call.keywords if each.arg == "mode")]
        return any(isinstance(each, ast.Constant) and set(str(each.value)) & set("wax+") for each in mode)
    by_method = isinstance(call.func, ast.Attribute) and call.func.attr in WRITING_METHODS
    return by_method or any(f"{called}.".startswith(f"{each}.") for each in WRITING)


def _described(source: Source) -> Iterator[Finding]:
    manifest = source.manifest
    assert manifest is not None  # noqa: S101  # nosec B101 # see check()
    for key, value in (("description", manifest.description), ("author", manifest.author), ("licence", manifest.licence)):
        if not value:
            sentence = f"{MANIFEST} has no {key}."
            yield Finding(MANIFEST, 0, "undescribed", sentence, f'Add {key} = "…" to [plugin].', Severity.WARNING)
    is_skeleton = any("reading_time" in ast.dump(each.tree) for each in source.modules)
    if manifest.description == skeleton_description() and not is_skeleton:
        sentence = f"The description in {MANIFEST} is that of the skeleton, and the plugin does something else."
        line = source.line_of(MANIFEST, "description")
        yield Finding(MANIFEST, line, "undescribed", sentence, "Say what the plugin does.", Severity.WARNING)
    if not manifest.requires_sanad:
        advice = 'Add [requires] sanad = ">=1.0,<2".'
        yield Finding(MANIFEST, 0, "undescribed", f"{MANIFEST} does not say for which Sanad it is.", advice, Severity.WARNING)
    if not any(path.upper().startswith("README") for path in source.files):
        advice = "Write a README.md: what it does, its settings, what it stores and sends."
        yield Finding("README.md", 0, "undescribed", "There is no README.", advice, Severity.WARNING)
    if not any(module.is_test for module in source.modules):
        yield Finding("tests", 0, "undescribed", "There are no tests.", "Write one: see sanad.testing.", Severity.WARNING)
