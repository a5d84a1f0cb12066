"""A room uses only rooms below it, also where import-linter does not look: strings, templates, template tags."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Field

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
LAYERS: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
HEIGHT = {room.strip(): len(LAYERS) - level for level, layer in enumerate(LAYERS) for room in layer.split("|")}

TEMPLATE_USE = re.compile(r"""\{%-?\s*(?:include|extends|static)\s+["']([a-z_]+)/""")
LOADED = re.compile(r"\{%-?\s*load\s+([^%]+?)\s*-?%\}")
# Names of tag libraries, by room.
LIBRARIES = {path.stem: path.parts[-3] for path in SITE.glob("*/templatetags/*.py") if path.stem != "__init__"}
# The frame around every page; a room below stands in it as well, and knows nothing of it but its name.
FRAME = '{% extends "theme/base.html" %}'


def uses() -> Iterator[tuple[str, str, str]]:
    """Yield (file, its room, the room it uses) for every template."""
    for path in sorted(SITE.glob("*/templates/**/*.html")):
        name = path.relative_to(SITE).as_posix()
        text = path.read_text(encoding="utf-8")
        loaded = {LIBRARIES[word] for line in LOADED.findall(text) for word in line.split() if word in LIBRARIES}
        for used in {*TEMPLATE_USE.findall(text.replace(FRAME, "")), *loaded}:
            if used in HEIGHT:
                yield name, name.split("/")[0], used


def test_templates_use_only_rooms_below() -> None:
    upwards = [f"{name} uses {used}" for name, room, used in uses() if HEIGHT[used] > HEIGHT[room]]
    assert upwards == []


def test_the_siblings_do_not_use_each_other() -> None:
    sideways = [f"{name} uses {used}" for name, room, used in uses() if room != used and HEIGHT[used] == HEIGHT[room]]
    assert sideways == []


@pytest.mark.parametrize("room", sorted(set(HEIGHT) - {"config", "sanad"}))
def test_foreign_keys_point_to_rooms_below(room: str) -> None:
    upwards = [
        f"{model.__name__}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, Field) and field.is_relation and field.related_model
        if field.related_model._meta.app_label in HEIGHT
        if field.related_model is not get_user_model()  # swappable: every room knows it by its setting
        if HEIGHT[field.related_model._meta.app_label] > HEIGHT[room]
    ]
    assert upwards == []


def test_every_room_stands_in_the_layers() -> None:
    rooms = {path.parent.name for path in SITE.glob("*/__init__.py")}
    assert rooms == set(HEIGHT)


def test_site_is_no_package() -> None:
    assert not (SITE / "__init__.py").exists()
