"""Finds the styles that are folders of this package, and what lies in them."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from faq_blocks import styles
from faq_blocks.styles.base import FaqStyle

PREFIX = "faq_blocks/styles/"
STATIC = (".css", ".js", ".svg")


def style_folders() -> list[Path]:
    """Return the folders in which styles lie, each in a folder of its own."""
    return [Path(each) for each in styles.__path__]


def found_styles() -> Iterator[FaqStyle]:
    """Yield an instance of each style. Raises ImproperlyConfigured for a folder that is none."""
    for folder in style_folders():
        for module in pkgutil.iter_modules([str(folder)]):
            if module.ispkg:
                yield _style_in(folder / module.name)


def _style_in(folder: Path) -> FaqStyle:
    module = import_module(f"{styles.__name__}.{folder.name}")
    own = [
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, FaqStyle) and each.__module__ == module.__name__
    ]
    if len(own) != 1:
        raise ImproperlyConfigured(f"{folder}/__init__.py must hold one class derived from FaqStyle; it holds {len(own)}.")
    style: FaqStyle = own[0]()
    if style.name != folder.name:
        raise ImproperlyConfigured(f"The style in {folder} is named {style.name!r}: it must have the name of its folder.")
    style.template = style.template or f"{PREFIX}{folder.name}/list.html"
    style.css = (*style.css, *_files(folder, "style.css"))
    style.js = (*style.js, *_files(folder, "script.js"))
    return style


def _files(folder: Path, name: str) -> tuple[str, ...]:
    return (f"{PREFIX}{folder.name}/{name}",) if (folder / name).is_file() else ()
