"""Where a plugin's settings are."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from plugins import active
from plugins.loaded import loaded
from plugins.settings.schema import schema_of
from plugins.settings.views import PERMISSION


def settings_address(slug: str, user: Any) -> str:
    """Return the address of the plugin's settings in the admin; "" when it has none, or its code is not loaded.

    The page that plugin.toml names, or the form of what the plugin registered as settings.
    """
    manifest = active.loaded_manifest(slug)
    if manifest is None or slug not in loaded().usable():
        return ""
    if manifest.settings_page:
        return f"{reverse('wagtailadmin_home')}{manifest.settings_page}" if active.is_active(slug) else ""
    if schema_of(slug) is None or not user.has_perm(PERMISSION):
        return ""
    return reverse("plugin_settings", args=[slug])
