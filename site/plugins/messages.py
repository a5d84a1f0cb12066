"""The texts of a plugin that are translated, and their catalogues. Needs no gettext on the machine.

Catalogues lie in `locale/<language>/LC_MESSAGES/django.po`; `locale/django.pot` is the one that translators begin with.
The compiled .mo beside each is what the site reads.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from plugins.files import list_files
from plugins.manifest import ManifestError, read_manifest

# Function -> what its arguments are.
_FUNCTIONS = {
    "_": ("text",),
    "gettext": ("text",),
    "gettext_lazy": ("text",),
    "gettext_noop": ("text",),
    "ngettext": ("text", "plural"),
    "ngettext_lazy": ("text", "plural"),
    "pgettext": ("context", "text"),
    "pgettext_lazy": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
    "npgettext_lazy": ("context", "text", "plural"),
}
_IN_TEMPLATE = re.compile(r"\b(?:_|n?p?gettext)\((?:[^()'\"]|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")*\)", re.DOTALL)
_NO_TEXTS = re.compile(r"^(tests?|migrations|locale)/|(^|/)(test_[^/]*|conftest)\.py$")
# Of the languages of Sanad; of others the translators' tools know them.
_PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "fa": "nplurals=2; plural=(n > 1);",
    "id": "nplurals=1; plural=0;",
}


@dataclass(frozen=True)
class Message:
    """A text that is translated. `plural` and `context` are None where there is none."""

    text: str
    plural: str | None = None
    context: str | None = None


def languages() -> list[str]:
    """The languages of the site that the interface is translated into."""
    return [code for code, _name in settings.LANGUAGES if code.partition("-")[0] != "en"]


def catalogue_path(language: str) -> str:
    """Where the catalogue of a language lies in a plugin's folder."""
    return f"locale/{to_locale(language)}/LC_MESSAGES/django.po"


def messages_of(folder: Path) -> dict[Message, list[str]]:
    """Return the texts of a plugin's Python files and templates, each with the files it stands in. Imports nothing."""
    found: dict[Message, list[str]] = {}
    for path, _size, _time in list_files(folder).files:
        if path.endswith((".py", ".html", ".txt")) and not _NO_TEXTS.search(path):
            for message in _in_file(folder / path):
                places = found.setdefault(message, [])
                if path not in places:
                    places.append(path)
    return found


def text_domain(folder: Path) -> str:
    """Return what plugin.toml calls the plugin's texts, by which each of its catalogues says whose it is."""
    try:
        return read_manifest(folder).text_domain
    except ManifestError:
        return folder.name


def catalogues_write(folder: Path, *, known: Mapping[str, Mapping[str, str]] | None = None, domain: str = "") -> list[Path]:
    """Bring the catalogues of all languages up to date and return them; translations that are there stay.

    `known` has translations by language and text for what is not translated yet. Texts that are used no more go. `domain` is
    for a folder that does not bear its name yet.
    """
    messages, domain = messages_of(folder), domain or text_domain(folder)
    written = []
    for language in ("", *languages()):
        path = folder / (catalogue_path(language) if language else "locale/django.pot")
        old = polib.pofile(str(path)) if path.exists() else polib.POFile()
        new = _catalogue(messages, old, language, (known or {}).get(language, {}))
        new.metadata["Project-Id-Version"] = domain
        new.save(_made(path))
        written.append(path)
    return written


def catalogues_compile(folder: Path) -> int:
    """Write the compiled file beside each catalogue. Returns how many. Raises ValueError for one that is broken."""
    paths = sorted(folder.glob("locale/*/LC_MESSAGES/*.po"))
    for path in paths:
        try:
            catalogue = polib.pofile(str(path))
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(f"{path.relative_to(folder)} is no readable catalogue: {error}") from error
        unfinished = path.with_suffix(f".mo.{os.getpid()}")
        catalogue.save_as_mofile(str(unfinished))
        unfinished.replace(path.with_suffix(".mo"))
    return len(paths)


def _in_file(path: Path) -> Iterator[Message]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix == ".py":
            yield from _in_python(text)
        else:
            for found in _IN_TEMPLATE.finditer(templatize(text)):
                yield from _in_python(found[0])
    except (OSError, ValueError, SyntaxError, RecursionError):
        return  # `plugin check` tells of it


def _in_python(text: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        parts = _FUNCTIONS.get(name, ())
        values = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if parts and len(values) >= len(parts):
            yield Message(**dict(zip(parts, values, strict=False)))


def _catalogue(messages: dict[Message, list[str]], old: polib.POFile, language: str, known: Mapping[str, str]) -> polib.POFile:
    new = polib.POFile(wrapwidth=100)
    new.header = old.header
    new.metadata = dict(old.metadata) or {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": to_locale(language) if language else "",
    }
    if language in _PLURALS:
        new.metadata.setdefault("Plural-Forms", _PLURALS[language])
    found = re.search(r"nplurals=(\d+)", new.metadata.get("Plural-Forms", ""))
    plurals = dict.fromkeys(range(int(found[1]) if found else 2), "")
    for message, places in sorted(messages.items(), key=lambda each: (each[0].text, each[0].context or "")):
        entry = old.find(message.text, msgctxt=message.context or False) or polib.POEntry(
            msgid=message.text,
            msgid_plural=message.plural or "",
            msgctxt=message.context,
            msgstr="" if message.plural else known.get(message.text, ""),
            msgstr_plural=dict(plurals) if message.plural else {},
        )
        entry.occurrences = [(path, "") for path in places]
        new.append(entry)
    return new


def _made(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    return str(path)
