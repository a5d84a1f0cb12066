"""Guards what Wagtail does at its first question for hooks, and what it lists by registration rather than by a hook."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from typing import Any

from django.apps import apps
from wagtail import hooks

from plugins import active
from plugins.config import give_up
from plugins.loaded import loaded
from plugins.outside import is_from_outside
from plugins.owners import owned_by, owner_of
from plugins.trial.order import current_order

_HOOKS = "wagtail_hooks"


def install() -> None:
    """Import the wagtail_hooks.py of plugins first, each under guard, when Wagtail looks for those of all apps."""
    all_submodules = hooks.get_app_submodules

    def submodules(name: str) -> Iterator[Any]:
        if name == _HOOKS:
            for slug in sorted(loaded().usable() & apps.app_configs.keys()):
                import_hooks(slug)
            _list_active_only()
        yield from all_submodules(name)

    hooks.get_app_submodules = submodules


def import_hooks(slug: str) -> None:
    """Import a plugin's wagtail_hooks.py. When that fails the plugin is broken and has none: Wagtail would try it again."""
    name = f"{loaded().package(slug)}.{_HOOKS}"
    try:
        with owned_by(slug):
            if find_spec(name):
                import_module(name)
    except BaseException as error:
        if is_from_outside(error):
            raise
        if current_order() is not None:
            raise  # a trial must hear of it
        give_up(slug, error, "its wagtail_hooks.py could not be imported")
        sys.modules[name] = module_from_spec(ModuleSpec(name, None))
        if active.known().epoch is not None:
            active.sync(force=True)


def _list_active_only() -> None:
    """Snippets without a menu item of their own, and actions on several rows, are not listed while their plugin is off."""
    from wagtail.admin.views.bulk_action.registry import bulk_action_registry
    from wagtail.snippets import wagtail_hooks as snippet_hooks
    from wagtail.snippets.views import snippets

    all_models = snippets.get_snippet_models_for_index_view
    all_actions = bulk_action_registry.get_bulk_actions_for_model
    any_action = bulk_action_registry.get_bulk_action_class

    def models() -> list[Any]:
        return [each for each in all_models() if active.is_active(owner_of(each))]

    def actions(app_label: str, model_name: str) -> list[Any]:
        return [each for each in all_actions(app_label, model_name) if active.is_active(owner_of(each))]

    def action(app_label: str, model_name: str, action_type: str) -> Any:
        found = any_action(app_label, model_name, action_type)
        return found if active.is_active(owner_of(found)) else None

    snippets.get_snippet_models_for_index_view = models
    # Kept by Wagtail for the life of the process.
    snippet_hooks.SnippetsMenuItem._snippets_in_index_view = property(lambda item: models())
    bulk_action_registry.get_bulk_actions_for_model = actions
    bulk_action_registry.get_bulk_action_class = action
