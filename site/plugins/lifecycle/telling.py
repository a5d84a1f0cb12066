"""Tell a plugin what happens to it: the methods of its PluginConfig, guarded as all code of plugins is."""

from __future__ import annotations

import logging
from functools import partial
from typing import Literal

from django.apps import apps
from django.db import transaction

from plugins.blame import describe_error
from plugins.lifecycle.errors import LifecycleError
from plugins.loaded import loaded
from plugins.owners import owned_by
from plugins.savepoints import connection_here, protected
from plugins.shield import GUARDED

logger = logging.getLogger("plugins")

Hook = Literal["activated", "deactivated", "upgraded", "uninstalled"]
_FOR: dict[Hook, str] = {
    "activated": "activation",
    "deactivated": "deactivation",
    "upgraded": "the upgrade",
    "uninstalled": "uninstalling",
}


def tell(slug: str, hook: Hook, *versions: str) -> None:
    """Call a method of the plugin's PluginConfig. Raises LifecycleError when it fails; what it wrote is undone then.

    Call it inside the transaction of the change, so that the one goes with the other.
    """
    method = getattr(apps.get_app_config(slug), hook)
    try:
        with owned_by(slug):
            protected(connection_here(), partial(method, *versions))
    except GUARDED as error:
        raise LifecycleError(describe_error(error, f"its hook for {_FOR[hook]} failed")) from error


def tell_anyway(slug: str, hook: Hook) -> list[str]:
    """The same for what happens whether the plugin likes it or not. Returns sentences about its failure.

    Does nothing when its code is not here. It gets a transaction of its own.
    """
    if slug not in loaded().usable() or slug not in apps.app_configs:
        return []
    try:
        with transaction.atomic():
            tell(slug, hook)
    except LifecycleError as error:
        logger.error("The plugin %s failed in its hook for %s.", slug, _FOR[hook], exc_info=error)
        return error.sentences
    return []
