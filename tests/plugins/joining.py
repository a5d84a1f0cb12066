"""Plugins that join in when they are loaded, and what they would fail with on a site."""

from __future__ import annotations

from textwrap import dedent, indent

_APPS = """\
from sanad import PluginConfig


class Config(PluginConfig):
    def ready(self):
{body}
"""


def ready(body: str) -> dict[str, str]:
    """The files of a plugin whose `ready()` has this body."""
    return {"apps.py": _APPS.format(body=indent(dedent(body).strip(), "        "))}
