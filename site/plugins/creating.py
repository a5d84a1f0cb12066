"""Writes the skeleton of a new plugin: one that works, is tested, and passes its own check.

The files lie in `skeleton/`: those of `base/` always, those of further parts when they are asked for. Their names end with
-tpl, so that nobody takes them for code; `slug` in a path and $names in a text are filled in. What a part does in `ready()`
stands in its ready.txt.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from string import Template
from textwrap import indent

from plugins.manifest_rules import NOT_A_SLUG, SLUG_RULE, is_slug
from plugins.messages import catalogues_compile, catalogues_write, languages
from plugins.versions import API_VERSION

SKELETON = Path(__file__).parent / "skeleton"
BASE = "base"
READY = "ready.txt-tpl"
# Part -> what the manifest must say when it is there.
PROVIDES = {"models": "models", "blocks": "blocks"}


class CannotCreate(ValueError):
    """The plugin cannot be made; the message is a sentence."""


def parts() -> list[str]:
    """What a new plugin can have besides the base."""
    return sorted(path.name for path in SKELETON.iterdir() if path.is_dir() and path.name != BASE)


@cache
def skeleton_description() -> str:
    """What a new plugin says of itself until its author says something else."""
    text = (SKELETON / BASE / "plugin.toml-tpl").read_text(encoding="utf-8")
    return next(line.split('"')[1] for line in text.splitlines() if line.startswith("description"))


def plugin_create(folder: Path, slug: str, *, name: str = "", author: str = "", wanted: Sequence[str] = ()) -> Path:
    """Write a new plugin below `folder`, the folder of plugins, and return its own.

    `wanted` are names of `parts()`. It appears as a whole or not at all. Raises CannotCreate.
    """
    if not is_slug(slug):
        raise CannotCreate(f"{slug!r} cannot be the slug of a plugin: {SLUG_RULE}; {NOT_A_SLUG}.")
    if unknown := [part for part in wanted if part not in parts()]:
        raise CannotCreate(f"There is no part {unknown[0]!r}; there are: {', '.join(parts())}.")
    target = folder / slug
    if os.path.lexists(target):
        raise CannotCreate(f"{target} is there already.")
    # A leading point: a server that starts just now passes it over.
    unfinished = folder / f".{slug}-{secrets.token_hex(4)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(unfinished, [BASE, *(part for part in parts() if part in wanted)], _values(slug, name, author, wanted))
        unfinished.rename(target)
    except OSError as error:
        raise CannotCreate(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return target


def _values(slug: str, name: str, author: str, wanted: Sequence[str]) -> dict[str, str]:
    words = slug.replace("_", " ").split()
    said = name.strip() or " ".join(words).capitalize()
    if not said.isprintable() or set(said + author) & set('"\\') or not author.isprintable():
        raise CannotCreate("Name and author must be one line each, without quotation marks and backslashes.")
    provides = sorted({PROVIDES[part] for part in wanted if part in PROVIDES})
    return {
        "slug": slug,
        "css": slug.replace("_", "-"),
        "name": said,
        "class_name": "".join(word.capitalize() for word in words),
        "author": author.strip() or "Unknown",
        "provides": ", ".join(f'"{each}"' for each in provides),
        "api": API_VERSION,
        "next_api": str(int(API_VERSION.partition(".")[0]) + 1),
    }


def _write(target: Path, chosen: Sequence[str], values: dict[str, str]) -> None:
    # `$minutes` and the like would be mistakes: substitute() tells.
    ready = [_filled(SKELETON / part / READY, values).strip() for part in chosen if (SKELETON / part / READY).exists()]
    values |= {"ready": indent(_merged(ready), " " * 8)}
    for part in chosen:
        for source in sorted((SKELETON / part).rglob("*-tpl")):
            if source.name == READY:
                continue
            path = target / str(source.relative_to(SKELETON / part)).removesuffix("-tpl").replace("slug", values["slug"])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_filled(source, values), encoding="utf-8")
    translations = json.loads((SKELETON / "translations.json").read_text(encoding="utf-8"))
    known = {code: {text: each[code] for text, each in translations.items() if code in each} for code in languages()}
    catalogues_write(target, known=known, domain=values["slug"])
    catalogues_compile(target)


def _filled(source: Path, values: dict[str, str]) -> str:
    return Template(source.read_text(encoding="utf-8")).substitute(values)


def _merged(pieces: Sequence[str]) -> str:
    """The pieces of ready() as one: the imports at the top as ruff sorts them, then what is done."""
    groups: tuple[dict[str, set[str]], ...] = ({}, {}, {})  # the standard library's, Sanad's, the plugin's own
    done: list[str] = []
    for line in (line for piece in pieces for line in piece.splitlines() if line.strip()):
        if line.startswith("from "):
            module, _import, names = line.removeprefix("from ").partition(" import ")
            group = groups[2 if module.startswith(".") else int(module == "sanad")]
            group.setdefault(module, set()).update(names.split(", "))
        else:
            done.append(line)
    imports = [
        "\n".join(f"from {module} import {', '.join(sorted(group[module]))}" for module in sorted(group)) for group in groups
    ]
    return "\n\n".join([*filter(None, imports), "\n".join(done)])
