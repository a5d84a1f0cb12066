"""For tests of plugins and rooms: switch plugins on without the database, and load a plugin's folder into a running process."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import AppConfig, apps
from django.template.utils import get_app_template_dirs

from plugins import active
from plugins.discovery import Found
from plugins.hooks import remove_owner
from plugins.loaded import loaded
from plugins.loading.importing import forget_modules, import_app, open_namespace
from plugins.manifest import read_manifest
from plugins.owners import NAMESPACE, owned_by, owner_of
from plugins.registry import registries


@contextmanager
def activate_for_tests(*slugs: str) -> Iterator[None]:
    """Let exactly these plugins be active within the block, whatever the database says."""
    before, active._override = active._override, frozenset(slugs)
    active.tell()
    try:
        yield
    finally:
        active._override = before
        active.tell()


@contextmanager
def isolated_registries() -> Iterator[None]:
    """Undo whatever the block adds to the registries of the rooms, or removes from them."""
    before = {registry: registry._all for registry in registries()}
    try:
        yield
    finally:
        for registry in registries():
            registry._all = before.get(registry, ())


@contextmanager
def fresh_state() -> Iterator[None]:
    """Forget what this process knows of the plugins, before and after the block."""
    _forget()
    try:
        yield
    finally:
        _forget()


def _forget() -> None:
    active._known, active._asked, active._override = active.Known(), 0.0, None
    active.tell()


def plugin_write(folder: Path, slug: str, files: dict[str, str] | None = None, *, more: str = "", **values: object) -> Path:
    """Write the folder of a small plugin and return it.

    `files` are further files by their path in it; `values` further lines of [plugin], `more` further sections of plugin.toml.
    """
    root = folder / slug
    given = {"slug": slug, "name": slug.replace("_", " ").capitalize(), "version": "1.0", "description": "For a test."} | values
    lines = [f"{key} = {_toml(value)}" for key, value in given.items()]
    texts = {
        "plugin.toml": "\n".join(["[plugin]", *lines, more, ""]),
        "__init__.py": "",
        "apps.py": "from plugins.config import PluginConfig\n\n\nclass Config(PluginConfig):\n    pass\n",
    }
    for name, text in (texts | (files or {})).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@contextmanager
def plugin_loaded(root: Path) -> Iterator[AppConfig]:
    """Load the plugin in the folder `root` into this process, as a start of the server would, and forget it afterwards.

    Whatever it raises at import or in `ready()` is raised here. The plugin is not installed and not active.
    """
    slug = root.name
    manifest = read_manifest(root)
    package = manifest.package
    open_namespace(root.parent)
    state = loaded()
    state.found[slug] = Found(manifest, root)
    entry = ""
    try:
        entry = import_app(manifest)
        state.apps.append(entry)
        yield _load(slug, package, entry)
    finally:
        if entry:
            state.apps.remove(entry)
        for notes in state.found, state.broken, state.kinds:
            notes.pop(slug, None)
        _unload(slug, package)
        if all(found.folder.parent != root.parent for found in state.found.values()):
            sys.modules[NAMESPACE].__path__.remove(str(root.parent))
        active.tell()


def _load(slug: str, package: str, entry: str) -> AppConfig:
    with owned_by(slug):
        config = AppConfig.create(entry)
        config.apps = apps
        apps.app_configs[config.label] = config
        config.import_models()
        apps.clear_cache()
        config.ready()
        if find_spec(f"{package}.wagtail_hooks"):
            import_module(f"{package}.wagtail_hooks")
    get_app_template_dirs.cache_clear()  # type: ignore[attr-defined]
    return config


def _unload(slug: str, package: str) -> None:
    from wagtail.models.pages import PAGE_MODEL_CLASSES

    from plugins import wagtail_gate  # needs models

    for registry in registries():
        registry.remove_owner(slug)
    wagtail_gate.forget(slug)
    remove_owner(slug)
    apps.app_configs.pop(slug, None)
    apps.all_models.pop(slug, None)
    # Wagtail lists every page type there ever was, and keeps for each what may stand below it.
    PAGE_MODEL_CLASSES[:] = [model for model in PAGE_MODEL_CLASSES if owner_of(model) != slug]
    for model in PAGE_MODEL_CLASSES:
        model._clean_subpage_models = model._clean_parent_page_models = None
    apps.clear_cache()
    get_app_template_dirs.cache_clear()  # type: ignore[attr-defined]
    forget_modules(package)


def _toml(value: object) -> str:
    if isinstance(value, (list, tuple, set, frozenset)):
        return f"[{', '.join(_toml(each) for each in value)}]"
    return f'"{value}"'
