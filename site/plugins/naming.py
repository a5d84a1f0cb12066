"""The names of what a plugin adds begin with its slug, so that two plugins never want the same one."""

from __future__ import annotations

from plugins.owners import current_owner, owner_of


class ForeignNameError(ValueError):
    """A plugin wants a name that does not begin with its slug."""


def owner_for(*things: object) -> str:
    """Return the plugin that registers now, or that the first of `things` of a plugin belongs to; "" for the core."""
    return current_owner() or next(filter(None, map(owner_of, things)), "")


def own_name(name: str, owner: str, *, separator: str = "__", what: str = "name") -> str:
    """Return the name when `owner` may use it. Plugins use "<slug><separator>…", the core what it likes.

    Raises ForeignNameError, a ValueError, otherwise.
    """
    beginning = f"{owner}{separator}"
    if owner and not (name.startswith(beginning) and len(name) > len(beginning)):
        raise ForeignNameError(
            f"The plugin {owner} registers the {what} {name!r}: it must begin with {beginning!r}, as {beginning + name!r} does."
        )
    return name
