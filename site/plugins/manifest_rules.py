"""What may stand in a plugin.toml. Each rule answers with sentences; an empty list means that all is well."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from plugins.reserved import RESERVED
from plugins.versions import is_range, is_version

PROVIDES = ("models", "blocks", "middleware", "network", "files", "non_atomic_migrations")
SLUG_RULE = "2 to 40 small letters and digits, with single _ between them, beginning with a letter"
NOT_A_SLUG = "no word of the Python language, and no name that Sanad, Django or Wagtail uses"
# No "__" and no "_" at the end: of the names `<slug>__block` and the tables `<slug>_thing` the slug can be told.
_SLUG = re.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
# Characters that turn the direction of what follows can make one name look like another.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

Rule = Callable[[str], str]  # the value -> what must be, or ""


def is_slug(text: str) -> bool:
    """Whether this may be the slug of a plugin: it is its folder, app label and Python package at once."""
    return 2 <= len(text) <= 40 and _SLUG.fullmatch(text) is not None and not keyword.iskeyword(text) and text not in RESERVED


def check_document(document: dict[str, Any]) -> list[str]:
    """Return a sentence for each mistake in a parsed plugin.toml."""
    problems = _unknown("", document, ("plugin", "requires"))
    plugin, requires = document.get("plugin"), document.get("requires", {})
    problems += _plugin(plugin) if isinstance(plugin, dict) else ["There is no table [plugin]."]
    if not isinstance(requires, dict):
        return [*problems, "requires must be a table: [requires]."]
    slug = plugin.get("slug", "") if isinstance(plugin, dict) else ""
    return problems + _requires(requires, slug)


def _plugin(table: dict[str, Any]) -> list[str]:
    problems = _unknown("[plugin] ", table, (*_RULES, "provides"))
    problems += [f"[plugin] {key} is missing." for key in ("slug", "name", "version") if key not in table]
    for key, rule in _RULES.items():
        if key not in table:
            continue
        value = table[key]
        wanted = rule(value) if isinstance(value, str) else "a text in quotes"
        if wanted:
            problems.append(f"[plugin] {key} is {_shown(value)}; it must be {wanted}.")
    return problems + _provides(table.get("provides", []))


def _provides(value: Any) -> list[str]:
    known = ", ".join(PROVIDES)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return [f"[plugin] provides must be a list of some of: {known}."]
    return [f"[plugin] provides names {_shown(each)}; allowed are: {known}." for each in value if each not in PROVIDES]


def _requires(table: dict[str, Any], slug: str) -> list[str]:
    problems = _unknown("[requires] ", table, ("sanad", "python", "plugins"))
    for key in ("sanad", "python"):
        problems += _range(f"[requires] {key}", table.get(key, ""))
    plugins = table.get("plugins", {})
    if not isinstance(plugins, dict):
        return [*problems, 'plugins must be a table: [requires.plugins] with lines such as other = ">=1.2".']
    for name, spec in plugins.items():
        if not is_slug(name):
            problems.append(f"[requires.plugins] names {_shown(name)}; a plugin is named by {SLUG_RULE}.")
        elif name == slug:
            problems.append("[requires.plugins] names the plugin itself.")
        problems += _range(f"[requires.plugins] {_shown(name)}", spec)
    return problems


def _unknown(table: str, found: dict[str, Any], known: tuple[str, ...]) -> list[str]:
    return [f"{table}{_shown(key)} is unknown; allowed are: {', '.join(known)}." for key in found if key not in known]


def _range(where: str, value: Any) -> list[str]:
    if isinstance(value, str) and is_range(value):
        return []
    return [f'{where} is {_shown(value)}; it must be a range of versions such as ">=1,<2".']


def _shown(value: Any) -> str:
    """A value as it may stand in a sentence: quoted and short."""
    text = ascii(value) if isinstance(value, str) and not _plain(value) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _plain(text: str) -> bool:
    return not any(unicodedata.category(sign) == "Cc" or sign in _TURNING for sign in text)


def _line(most: int, *, empty: bool = True) -> Rule:
    def rule(value: str) -> str:
        if len(value) > most:
            return f"at most {most} characters long"
        if not empty and not value.strip():
            return "not empty"
        return "" if _plain(value) else "one line without control characters"

    return rule


def _matching(pattern: str, wanted: str) -> Rule:
    compiled = re.compile(pattern)
    return lambda value: "" if compiled.fullmatch(value) else wanted


def _version(value: str) -> str:
    return "" if len(value) <= 40 and is_version(value) else "a version of at most 40 characters such as 1.0 or 2.1rc1"


_ADDRESS = "an address that begins with http:// or https://, without spaces and quotation marks (write %20, %22, %27)"
_RULES: dict[str, Rule] = {
    "slug": lambda value: "" if is_slug(value) else f"{SLUG_RULE}; {NOT_A_SLUG}",
    "name": _line(80, empty=False),
    "version": _version,
    "description": _line(500),
    "author": _line(120),
    "licence": _line(80),
    "url": _matching(r"(https?://[^\s<>\"'\\]{1,300})?", _ADDRESS),
    "text_domain": _matching("[a-z][a-z0-9_-]{1,39}", "2 to 40 small letters, digits, - and _, beginning with a letter"),
    "settings_page": _matching("([a-z0-9][a-z0-9/_-]{0,199})?", "an address below /admin/ such as settings/banner/"),
}
