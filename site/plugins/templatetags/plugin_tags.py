"""Template tags of the plugin engine."""

from __future__ import annotations

from typing import Any

from django import template

from plugins import addresses
from plugins.active import is_active

register = template.Library()


@register.simple_tag
def plugin_url(slug: str, name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a plugin's page: `{% plugin_url "notes" "note" pk=3 %}`; `language="ar"` as for `plugin_url()`.

    Nothing while the plugin is not active, so that a template can ask:
    `{% plugin_url "chat" "start" as url %}{% if url %}<a href="{{ url }}">…</a>{% endif %}`.
    Raises NoReverseMatch for a name that an active plugin does not have.
    """
    return addresses.plugin_url(slug, name, *args, **kwargs) if is_active(slug) else ""
