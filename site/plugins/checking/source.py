"""The files of a plugin, read and parsed for the rules. Nothing of the plugin is imported."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from plugins.checking.findings import Finding, Severity
from plugins.files import list_files
from plugins.manifest import MANIFEST, Manifest, ManifestError, read_manifest
from plugins.owners import NAMESPACE

MOST_BYTES = 1 << 20  # of one file; larger ones are not read

_ALLOWED = re.compile(r"plugin-check:\s*allow\s+([a-z-]+(?:\s*,\s*[a-z-]+)*)")


@dataclass(frozen=True)
class Module:
    """A Python file. `names` tells what imported names stand for: {"sleep": "time.sleep"}."""

    path: str
    dotted: str  # as it is imported: sanad_plugins.notes.views
    tree: ast.Module
    names: dict[str, str]

    @property
    def is_test(self) -> bool:
        """Whether only the author runs it."""
        parts = Path(self.path).parts
        return parts[0] in ("tests", "test") or parts[-1].startswith("test_") or parts[-1] in ("tests.py", "conftest.py")

    @property
    def is_migration(self) -> bool:
        """Whether it is one of the plugin's migrations."""
        return Path(self.path).parts[0] == "migrations"

    @property
    def is_command(self) -> bool:
        """Whether it is a management command."""
        return self.path.startswith("management/commands/")

    def meaning(self, node: ast.AST) -> str:
        """The dotted name that `name` or `a.b.c` stands for here, imports followed; "" for anything else."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        return ".".join([self.names.get(node.id, node.id), *reversed(parts)])

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Every call in the file with what is called, or ""."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node, self.meaning(node.func)

    def finding(self, node: ast.AST, rule: str, sentence: str, advice: str, severity: Severity = Severity.ERROR) -> Finding:
        """A finding at the line of `node`."""
        return Finding(self.path, getattr(node, "lineno", 0), rule, sentence, advice, severity)


@dataclass
class Source:
    """A plugin's folder as the rules see it. `troubles` are what kept files from being read."""

    folder: Path
    files: tuple[str, ...] = ()
    manifest: Manifest | None = None
    modules: list[Module] = field(default_factory=list)
    troubles: list[Finding] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """The plugin's slug; where the manifest cannot be read, the name of its folder."""
        return self.manifest.slug if self.manifest else self.folder.name

    @property
    def package(self) -> str:
        """The dotted name the plugin is imported by."""
        return self.manifest.package if self.manifest else f"{NAMESPACE}.{self.slug}"

    @property
    def provides(self) -> frozenset[str]:
        """What the manifest says the plugin has."""
        return self.manifest.provides if self.manifest else frozenset()

    @property
    def running(self) -> Iterator[Module]:
        """The modules that run on a site: neither tests nor migrations."""
        return (module for module in self.modules if not module.is_test and not module.is_migration)

    @cached_property
    def by_name(self) -> dict[str, Module]:
        """The modules by their dotted names."""
        return {module.dotted: module for module in self.modules}

    def text(self, path: str) -> str:
        """The text of a file; empty when it is too large or no text."""
        file = self.folder / path
        try:
            return file.read_text(encoding="utf-8-sig") if file.stat().st_size <= MOST_BYTES else ""
        except (OSError, UnicodeDecodeError):
            return ""

    def below(self, folder: str, *endings: str) -> list[str]:
        """The files below a folder with one of these endings, tests left out."""
        return [path for path in self.files if path.startswith(f"{folder}/") and path.endswith(endings)]

    def line_of(self, path: str, words: str) -> int:
        """The number of the first line with these words; 0 when there is none."""
        return next((number for number, line in enumerate(self.text(path).splitlines(), 1) if words in line), 0)

    def allows(self, finding: Finding) -> bool:
        """Whether the line of a finding has the comment `plugin-check: allow <its rule>`."""
        lines = self.text(finding.path).splitlines() if finding.line else []
        found = _ALLOWED.search(lines[finding.line - 1]) if finding.line <= len(lines) and lines else None
        return found is not None and finding.rule in re.split(r"\s*,\s*", found[1])


def read_source(folder: Path) -> Source:
    """Read the plugin in `folder`. Never raises; what cannot be read is in `troubles`."""
    listing = list_files(folder)
    source = Source(folder, tuple(path for path, _size, _time in listing.files))
    for sentence in listing.problems:
        source.troubles.append(Finding(".", 0, "files", sentence, "Remove it from the folder."))
    try:
        source.manifest = read_manifest(folder)
    except ManifestError as error:
        for sentence in error.problems:
            advice = "Mend it: without a manifest the plugin is not loaded."
            source.troubles.append(Finding(MANIFEST, 0, "manifest", sentence, advice))
    for path in source.files:
        if path.endswith(".py"):
            _add_module(source, path)
    return source


def _add_module(source: Source, path: str) -> None:
    parts = path.removesuffix(".py").split("/")
    is_package = parts[-1] == "__init__"
    dotted = ".".join([source.package, *(parts[:-1] if is_package else parts)])
    try:
        tree = ast.parse((source.folder / path).read_bytes(), filename=path)
    except (SyntaxError, ValueError, RecursionError, OSError) as error:
        sentence = f"It cannot be read as Python: {getattr(error, 'msg', None) or error}."
        source.troubles.append(Finding(path, getattr(error, "lineno", 0) or 0, "syntax", sentence, "Mend the file."))
        return
    package = dotted if is_package else dotted.rpartition(".")[0]
    source.modules.append(Module(path, dotted, tree, _imported(tree, package)))


def _imported(tree: ast.Module, package: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for each in node.names:
                # `import a.b` binds a.
                names[each.asname or each.name.partition(".")[0]] = each.name if each.asname else each.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            whence = origin(node, package)
            names |= {each.asname or each.name: f"{whence}.{each.name}" for each in node.names}
    return names


def origin(node: ast.ImportFrom, package: str) -> str:
    """The dotted name of the module that `from … import` names, in a module of `package`."""
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    base = parts[: len(parts) - node.level + 1]
    return ".".join([*base, *([node.module] if node.module else [])])
