"""Which caches of others are told to forget pages, from the environment."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment


def cdn_to_purge(env: Environment) -> dict[str, Any]:
    """Return the setting of Wagtail's frontend cache for what SANAD_CDN names; empty for none. Raises ImproperlyConfigured."""
    kind = env.choice("SANAD_CDN", ("none", "proxy", "cloudflare"), default="none")
    address, zone, key = env.url("SANAD_CDN_URL", default=""), env.text("SANAD_CDN_ZONE", default=""), env.secret("SANAD_CDN_KEY")
    if kind == "none":
        return {}
    if kind == "proxy":
        _need(bool(address), "SANAD_CDN_URL", kind)
        return {"proxy": {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend", "LOCATION": address}}
    _need(bool(zone), "SANAD_CDN_ZONE", kind)
    _need(bool(key), "SANAD_CDN_KEY", kind)
    return {"cloudflare": {"BACKEND": "operations.page_cache.cdn.Cloudflare", "ZONEID": zone, "BEARER_TOKEN": key}}


def _need(is_there: bool, name: str, kind: str) -> None:
    if not is_there:
        raise ImproperlyConfigured(f"SANAD_CDN={kind} needs {name}.")
