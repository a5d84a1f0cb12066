"""Finds templates: those of active plugins first, so that they can replace ours, and goes back to ours when one fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from django.apps import apps
from django.core.exceptions import SuspiciousFileOperation
from django.template import Context, Engine, Origin, Template, TemplateDoesNotExist
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.template.loaders import base, cached
from django.utils._os import safe_join
from django.utils.safestring import SafeString

from plugins.active import active_slugs
from plugins.owners import owner_of_module
from plugins.shield import shielded

# Nobody replaces the admin: it must stay reachable, whatever a plugin does.
PROTECTED = ("admin/", "django/", "plugins/", "registration/", "wagtail")

# Folders of rooms where templates lie beside code: the beginning of their names, and who tells the folders.
_beside_code: dict[str, Callable[[], Iterable[Path]]] = {}


def register_template_folders(prefix: str, folders: Callable[[], Iterable[Path]]) -> None:
    """Let templates whose names begin with `prefix`, such as "room/things/", be found in these folders by the rest of the name.

    Only what ends in .html is found there. Plugins can replace them as they can all others.
    """
    _beside_code[prefix] = folders


def may_replace(name: str) -> bool:
    """Tell whether a plugin may bring a template or a static file in the place of ours with this name."""
    return not name.startswith(PROTECTED)


class PluginOrigin(Origin):
    """Where a template of a plugin comes from."""

    owner = ""


class PluginTemplate(Template):
    """A plugin's template in the place of one of ours: when it fails, ours is shown instead."""

    owner = ""
    replaced: Template

    def _render(self, context: Context) -> SafeString:
        blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
        before = {name: list(nodes) for name, nodes in blocks.blocks.items()} if blocks else {}
        depth = len(context.dicts)
        shown = shielded(self.owner, f"template {self.name}", partial(super()._render, context), None)  # type: ignore[misc]
        if shown is not None:
            return shown
        del context.dicts[depth:]
        if blocks:
            blocks.blocks.clear()
            blocks.blocks.update(before)
        return self.replaced._render(context)  # type: ignore[attr-defined]


class _PluginsFirst(base.Loader):
    """Looks in the folders of active plugins and of the rooms, each time."""

    def get_dirs(self) -> Iterator[Path]:
        return (folder for _owner, folder in (*plugin_folders("templates"), *_core_folders()))

    def get_template_sources(self, template_name: str) -> Iterator[Origin]:
        theirs, ours = plugin_folders("templates"), _core_folders()
        both = (*theirs, *ours) if may_replace(template_name) else (*ours, *theirs)
        places = [(owner, folder, template_name) for owner, folder in both]
        for owner, folder, name in (*places, *_folders_beside_code(template_name)):
            try:
                path = safe_join(folder, name)
            except SuspiciousFileOperation:
                continue
            origin = PluginOrigin(name=path, template_name=template_name, loader=self)
            origin.owner = owner
            yield origin

    def get_contents(self, origin: Origin) -> str:
        try:
            return Path(origin.name).read_text(encoding=self.engine.file_charset)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            raise TemplateDoesNotExist(origin) from None

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        tried: list[tuple[Origin, str]] = []
        for origin in self.get_template_sources(template_name):
            if skip is not None and origin in skip:
                tried.append((origin, "Skipped to avoid recursion"))
                continue
            try:
                contents = self.get_contents(origin)
            except TemplateDoesNotExist:
                tried.append((origin, "Source does not exist"))
                continue
            if (template := self._compile(contents, origin, skip or [])) is not None:
                return template
        raise TemplateDoesNotExist(template_name, tried=tried)

    def _compile(self, contents: str, origin: Origin, skip: list[Origin]) -> Template | None:
        """The template, or None when it is one of a plugin, cannot be compiled, and ours is there."""
        owner, name = getattr(origin, "owner", ""), str(origin.template_name)
        if owner:
            try:
                replaced = self.get_template(name, [*skip, origin])
            except TemplateDoesNotExist:
                owner = ""
        if not owner:
            return Template(contents, origin, name, self.engine)
        template = shielded(owner, f"template {name}", lambda: PluginTemplate(contents, origin, name, self.engine), None)
        if template is not None:
            template.owner, template.replaced = owner, replaced
        return template


class Loader(cached.Loader, _PluginsFirst):
    """The same with a memory, which it loses when plugins are switched."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, [])
        self._for: frozenset[str] = frozenset()
        self._generation = 0

    def get_dirs(self) -> Iterator[Path]:
        return _PluginsFirst.get_dirs(self)

    def get_template_sources(self, template_name: str) -> Iterator[Origin]:
        return _PluginsFirst.get_template_sources(self, template_name)

    def get_contents(self, origin: Origin) -> str:
        return _PluginsFirst.get_contents(self, origin)

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        """Return a key that changes with the active plugins. What is just being read by others goes under the key it had."""
        active = active_slugs()
        if active is not self._for:
            self._for = active
            self._generation += 1
            self.reset()
        return f"{self._generation}:{super().cache_key(template_name, skip)}"


def _folders_beside_code(name: str) -> list[tuple[str, Path, str]]:
    if not name.endswith(".html"):
        return []
    found = [(prefix, folders) for prefix, folders in _beside_code.items() if name.startswith(prefix)]
    return [("", folder, name.removeprefix(prefix)) for prefix, folders in found for folder in folders()]


def plugin_folders(name: str) -> list[tuple[str, Path]]:
    """Return the folders of this name in active plugins, each with the plugin's slug.

    What requires another plugin stands before it, for it may want to replace what that brings.
    """
    active = active_slugs()
    found = [(config.label, Path(config.path) / name) for config in apps.get_app_configs() if config.label in active]
    return [(slug, folder) for slug, folder in reversed(found) if folder.is_dir()]


def _core_folders() -> list[tuple[str, Path]]:
    configs = [config for config in apps.get_app_configs() if not owner_of_module(config.name)]
    return [("", folder) for config in configs if (folder := Path(config.path) / "templates").is_dir()]
