"""The page itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from script.lib.settings_page.meanings import DEFAULTS, MEANINGS
from script.lib.settings_page.reads import Read, settings_read

PAGE = Path("docs") / "operations" / "settings.md"
HEAD = """# Settings

<!-- Made from the code by `python -m script.lib.settings_page`: change the code, or script/lib/settings_page/meanings.py. -->

All are variables of the environment. A malformed one stops the start and names itself. Instead of `NAME`, `NAME_FILE` may name
a file that holds the value, for secrets of Docker and systemd. `DJANGO_SETTINGS_MODULE` is `config.settings.production` on a
public server: the web server takes it by itself, `manage.py` takes `config.settings.development`.
"""


def names_read(root: Path) -> dict[str, Read]:
    """Return what a site reads by name; where several places read one, the place that matters most in production."""
    found: dict[str, Read] = {}
    for read in settings_read(root / "site"):
        if read.place.endswith(("settings/test.py", "settings/development.py")):
            continue
        if read.name not in found or read.place.endswith("settings/production.py"):
            found[read.name] = read
    return found


def complaints(root: Path) -> list[str]:
    """Return what keeps the page from being whole, a line each."""
    read, described = set(names_read(root)), [name for theme in MEANINGS.values() for name in theme]
    lacking = [
        f"{name} is read in site/{names_read(root)[name].place}, and not described" for name in sorted(read - set(described))
    ]
    stale = [f"{name} is described, and nobody reads it" for name in sorted((set(described) | set(DEFAULTS)) - read)]
    twice = [f"{name} is described twice" for name in sorted({name for name in described if described.count(name) > 1})]
    return lacking + stale + twice


def page(root: Path) -> str:
    """Return the page. Raises KeyError for a name that is described and not read."""
    read = names_read(root)
    return HEAD + "".join(_theme(theme, meanings, read) for theme, meanings in MEANINGS.items())


def _theme(theme: str, meanings: dict[str, str], read: dict[str, Read]) -> str:
    rows = "\n".join(_rows(meanings, read))
    return f"\n## {theme}\n\n| variable | meaning | what it takes | default |\n|---|---|---|---|\n{rows}\n"


def _rows(meanings: dict[str, str], read: dict[str, Read]) -> Iterator[str]:
    for name, meaning in meanings.items():
        yield f"| `{name}` | {meaning} | {_takes(read[name])} | {_default(read[name])} |"


def _takes(read: Read) -> str:
    if read.choices:
        return ", ".join(f"`{choice}`" for choice in read.choices)
    return f"{read.form}, {read.least} or more" if read.least else read.form


def _default(read: Read) -> str:
    if read.name in DEFAULTS:
        return DEFAULTS[read.name]
    return f"`{read.default}`" if read.default else "none"
