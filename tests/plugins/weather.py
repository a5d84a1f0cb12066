"""A plugin with blocks, for the tests of what becomes of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from home.models import HomePage
from kb.models import ArticlePage, CategoryPage
from plugins.testing import activate_for_tests, fresh_state, plugin_loaded, plugin_write
from tests.factories import add_page

APPS = """
from sanad import PluginConfig


class Config(PluginConfig):
    def ready(self):
        from sanad import register_block
        from sanad_plugins.weather.blocks import MapBlock, NoticeBlock, TabsBlock

        register_block("weather__map", MapBlock(), order=200)
        register_block("weather__notice", NoticeBlock(), order=201)
        register_block("weather__tabs", TabsBlock(), order=202)
"""

BLOCKS = """
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from sanad import HelpStreamBlock


class MapBlock(blocks.StructBlock):
    city = blocks.CharBlock(label="City")
    days = blocks.IntegerBlock(required=False, label="Days")
    picture = ImageChooserBlock(required=False)

    class Meta:
        label = "Map"
        template = "weather/map.html"


class NoticeBlock(blocks.CharBlock):
    class Meta:
        label = "Notice"


class TabsBlock(blocks.StructBlock):
    body = HelpStreamBlock()

    class Meta:
        label = "Tabs"
"""

TEMPLATE = '<p class="weather-map">{{ value.city }}</p>'
FILES = {"apps.py": APPS, "blocks.py": BLOCKS, "templates/weather/map.html": TEMPLATE}

MAP: dict[str, Any] = {"type": "weather__map", "value": {"city": "عمّان", "days": 3, "picture": None}, "id": "aa"}
NOTICE: dict[str, Any] = {"type": "weather__notice", "value": "Storm", "id": "cc"}
TEXT: dict[str, Any] = {"type": "code", "value": {"language": "", "code": "Before"}, "id": "tt"}
INSIDE: dict[str, Any] = {"type": "audience", "value": {"audience": 2, "body": [NOTICE]}, "id": "bb"}
TABS: dict[str, Any] = {"type": "weather__tabs", "value": {"body": [TEXT | {"id": "t2"}, NOTICE | {"id": "n2"}]}, "id": "dd"}

BODY = [TEXT, MAP, INSIDE, TABS]
WITHOUT = pytest.mark.parametrize("state", ["off", "gone"])


class Weather:
    """The plugin, in one of the states a plugin can be in: active, switched off, or its folder gone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._loading, self._activating = ExitStack(), ExitStack()

    def on(self) -> None:
        if not self.folder.exists():
            plugin_write(self.folder.parent, "weather", FILES, name="Weather")
            self._loading.enter_context(plugin_loaded(self.folder))
        self._activating.close()
        self._activating.enter_context(activate_for_tests("weather"))

    def off(self) -> None:
        self.on()
        self._activating.close()

    def gone(self) -> None:
        self._activating.close()
        self._loading.close()
        for path in sorted(self.folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        if self.folder.exists():
            self.folder.rmdir()

    def become(self, state: str) -> None:
        getattr(self, state)()


@pytest.fixture
def weather(tmp_path: Path) -> Iterator[Weather]:
    """The plugin, active at first."""
    with fresh_state():
        plugin = Weather(tmp_path / "plugins" / "weather")
        plugin.on()
        yield plugin
        plugin.gone()


@pytest.fixture
def article(weather: Weather, home: HomePage) -> Any:
    """An article with blocks of the plugin: in its body, in a passage for agents, and in a block of the plugin itself."""
    category = add_page(home, CategoryPage, "Season")
    return add_page(category, ArticlePage, "Storms", body=BODY)


def stored(page: Any) -> list[dict[str, Any]]:
    """What stands in the database, as it stands there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM kb_articlepage WHERE helppage_ptr_id = %s", [page.pk])
        (body,) = cursor.fetchone()
    return json.loads(body) if isinstance(body, str) else body


def again(page: Any) -> Any:
    return ArticlePage.objects.get(pk=page.pk)


def draft(page: Any) -> list[dict[str, Any]]:
    return again(page).get_latest_revision_as_object().body.get_prep_value()


def form_of(page: Any, prefix: str = "body") -> dict[str, str]:
    """The fields a browser sends back for the page's stream, as it stands in the form that is opened now."""
    return stream_form(page.body.stream_block, page.body, prefix)


def stream_form(block: Any, value: Any, prefix: str) -> dict[str, str]:
    states = block.get_form_state(value)
    data = {f"{prefix}-count": str(len(states))}
    for i, state in enumerate(states):
        at = f"{prefix}-{i}"
        data |= {f"{at}-type": state["type"], f"{at}-id": state["id"] or "", f"{at}-order": str(i), f"{at}-deleted": ""}
        data |= _fields(block, state["type"], value[i], state["value"], f"{at}-value")
    return data


def _fields(block: Any, name: str, child: Any, state: Any, at: str) -> dict[str, str]:
    if name == "missing_block":
        return {at: state["sealed"]}
    if name in ("audience", "weather__tabs"):
        inner = child.block.child_blocks["body"]
        audience = {f"{at}-audience": str(child.value["audience"])} if name == "audience" else {}
        return audience | stream_form(inner, child.value["body"], f"{at}-body")
    if name == "weather__map":
        return {f"{at}-{key}": str(child.value[key] or "") for key in ("city", "days", "picture")}
    if isinstance(state, dict):
        # A choice stands in the form as a list of what is chosen.
        chosen = {key: each[0] if isinstance(each, list) else each for key, each in state.items()}
        return {f"{at}-{key}": str(each or "") for key, each in chosen.items()}
    return {at: state if isinstance(state, str) else str(child.value)}
