"""`manage.py check` tells which plugins are not loaded."""

from __future__ import annotations

from typing import Any

from django.core import checks

from plugins.loaded import LeftOut, loaded


@checks.register()
def plugins_not_loaded(app_configs: Any, **others: Any) -> list[checks.CheckMessage]:
    """A warning for each plugin that was left out against somebody's wish."""
    if app_configs is not None:
        return []
    state = loaded()
    left_out = [slug for slug in state.broken if state.kinds[slug] != LeftOut.DISABLED]
    return [
        *(checks.Warning(f"The plugin {slug} is not loaded. {state.broken[slug]}", id="plugins.W001") for slug in left_out),
        *(checks.Warning(sentence, id="plugins.W002") for sentence in state.trouble),
    ]
