"""Blocks of a plugin keep their translations while it is switched off or gone, whatever is done with the page meanwhile."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Locale

from kb.models import ArticlePage, CategoryPage
from localization.models import Origin, Unit, UnitState
from localization.rendering import draft_save, translation_publish
from localization.segments import segments_of
from localization.snapshots import snapshot_take
from localization.units import source_digest, unit_write
from tests.factories import add_page
from tests.localization.working import begun, published, say_all
from tests.plugins.weather import MAP, NOTICE, TABS, TEXT, weather

__all__ = ["weather"]

pytestmark = pytest.mark.django_db

WITHOUT = pytest.mark.parametrize("state", ["off", "gone"])
BODY = [TEXT, MAP | {"value": MAP["value"] | {"city": "Amman"}}, NOTICE, TABS]


@pytest.fixture
def article(weather, home):
    category = add_page(home, CategoryPage, "Season")
    return add_page(category, ArticlePage, "Storms", body=BODY)


@pytest.fixture
def translated(article):
    """The published Persian translation, every text of which begins with fa."""
    return published(article)


def stored(page) -> list[dict]:
    return ArticlePage.objects.get(pk=page.pk).body.get_prep_value()


def texts(page) -> list[str]:
    """The texts of the plugin's blocks."""
    _text, city, notice, tabs = stored(page)
    return [city["value"]["city"], notice["value"], tabs["value"]["body"][1]["value"]]


PERSIAN = ["fa Amman", "fa Storm", "fa Storm"]


def offered(page) -> list[tuple[str, str]]:
    return [(each.path, each.source) for each in segments_of(ArticlePage.objects.get(pk=page.pk))]


def test_blocks_of_an_active_plugin_are_translated(translated):
    assert texts(translated.page) == PERSIAN


def test_a_switched_off_plugin_changes_nothing_about_what_is_translated(weather, article):
    before = offered(article)
    assert ("body.aa.city", "Amman") in before
    weather.off()
    assert offered(article) == before


def test_a_page_is_translated_while_the_plugin_is_off(weather, article):
    weather.off()
    assert texts(published(article).page) == PERSIAN


def test_what_is_gone_is_not_offered(weather, article):
    weather.gone()
    assert [path for path, _source in offered(article)] == ["title"]


@WITHOUT
def test_publishing_a_translation_again_keeps_it(weather, translated, superuser, state):
    weather.become(state)
    unit_write(unit=translated.units.get(path="title"), text="fa Storms again", user=None)
    translation_publish(translated, user=superuser)
    assert ArticlePage.objects.get(pk=translated.page_id).title == "fa Storms again"
    assert texts(translated.page) == PERSIAN


@WITHOUT
def test_other_blocks_are_translated_on(weather, article, translated, superuser, state):
    weather.become(state)
    page = ArticlePage.objects.get(pk=article.pk)
    callout = TEXT | {"type": "callout", "value": {"kind": "tip", "title": "After", "text": ""}}
    page.body = [callout, *list(page.body.raw_data)[1:]]
    page.save_revision().publish()
    translated.snapshot = snapshot_take(ArticlePage.objects.get(pk=article.pk))
    translated.save()
    own = {"path": "body.tt.title", "source": "After", "source_digest": source_digest("After"), "order": 2}
    Unit.objects.create(translation=translated, text="fa After", origin=Origin.HUMAN, state=UnitState.DONE, **own)
    translation_publish(translated, user=superuser)
    assert stored(translated.page)[0]["value"]["title"] == "fa After"
    assert texts(translated.page) == PERSIAN


@WITHOUT
def test_translations_come_back_with_the_plugin(weather, translated, superuser, state):
    weather.become(state)
    draft_save(translated, user=superuser)
    weather.on()
    translation_publish(translated, user=superuser)
    assert texts(translated.page) == PERSIAN


def test_publishing_a_translation_leaves_the_original_alone(weather, article, translated, superuser):
    weather.gone()
    translation_publish(translated, user=superuser)
    assert texts(article) == ["Amman", "Storm", "Storm"]


@WITHOUT
def test_the_editor_of_the_page_opens(weather, translated, client, superuser, state):
    client.force_login(superuser)
    weather.become(state)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[translated.page_id])).status_code == 200


@WITHOUT
def test_a_new_language_begins_with_what_the_original_has(weather, article, state):
    weather.become(state)
    translation = begun(article, "id")
    assert texts(translation.page) == ["Amman", "Storm", "Storm"]
    weather.on()
    say_all(translation, lambda source: f"id {source}")
    copy = ArticlePage.objects.get(pk=article.pk).copy_for_translation(Locale.objects.get(language_code="ar"), copy_parents=True)
    assert texts(copy) == ["Amman", "Storm", "Storm"]
