"""The plugins that come with Sanad: well made by its own rules, and together on one page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.models import ArticlePage, CategoryPage
from plugins.active import active_slugs
from plugins.checking import check_plugin
from plugins.hooks.testing import isolated_hooks
from plugins.loaded import loaded
from plugins.manifest import read_manifest
from plugins.testing import activate_for_tests
from tests.factories import add_page

FOLDER = Path(settings.SANAD_PLUGINS)
BUNDLED = sorted(folder.parent.name for folder in FOLDER.glob("*/plugin.toml"))
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)(?![^>]*application/(?:ld\+)?json)")


@pytest.mark.parametrize("slug", BUNDLED)
def test_it_speaks_every_language_of_the_site(slug):
    assert [finding.sentence for finding in check_plugin(FOLDER / slug) if finding.rule == "catalogue"] == []


@pytest.mark.parametrize("slug", BUNDLED)
def test_its_readme_tells_of_settings_and_privacy(slug):
    text = (FOLDER / slug / "README.md").read_text()
    assert [word for word in ("**Settings**", "**Stores**", "**Sends**") if word not in text] == []


def test_the_list_is_that_of_the_folders_by_their_names():
    listed = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", (FOLDER / "README.md").read_text(), re.MULTILINE)
    assert listed == [(slug, read_manifest(FOLDER / slug).name) for slug in BUNDLED]


def test_each_is_loaded_and_none_is_active():
    assert sorted(loaded().usable()) == BUNDLED
    assert active_slugs() == frozenset()


@pytest.fixture
def article(home):
    body = [{"type": "rich_text", "value": "<h2>One</h2><p>" + "word " * 500 + "</p><h2>Two</h2><p>[note]x[/note]</p>"}]
    return add_page(add_page(home, CategoryPage, "Shelf"), ArticlePage, "Returns", body=body)


def pages(article: ArticlePage) -> list[str]:
    return ["/en/", "/ar/", "/fa/", "/id/", article.url, "/en/search/?q=returns", "/en/nowhere/"]


def test_all_of_them_at_once_fail_on_no_page(article):
    with activate_for_tests(*BUNDLED), isolated_hooks(strict=True):
        answers = {page: Client().get(page).status_code for page in pages(article)}
    assert answers == dict.fromkeys(answers, 200) | {"/en/nowhere/": 404}


def test_nothing_of_them_is_inline(article):
    with activate_for_tests(*BUNDLED):
        found = {page: INLINE.findall(Client().get(page).content.decode()) for page in pages(article)}
    assert {page: inline for page, inline in found.items() if inline} == {}


def test_they_cost_an_anonymous_page_no_query(article):
    assert selects(article.url, *BUNDLED) == selects(article.url)


def selects(url: str, *active: str) -> int:
    with activate_for_tests(*active):
        Client().get(url)  # settings are read once after a change
        with CaptureQueriesContext(connection) as queries:
            Client().get(url)
            # Within the transaction of a test, callbacks of plugins have savepoints besides.
            return sum(query["sql"].startswith("SELECT") for query in queries)
