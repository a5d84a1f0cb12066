"""Blocks of a plugin keep their translations while it is switched off or gone, whatever wagtail-localize does meanwhile."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page
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
def persian(homes):
    return Locale.objects.get(language_code="fa")


@pytest.fixture
def source(article):
    return TranslationSource.update_or_create_from_instance(article)[0]


@pytest.fixture
def translated(source, persian):
    """The Persian article, every text of which begins with fa:."""
    return translate(source, persian)


def translate(source, persian):
    for segment in StringSegment.objects.filter(source=source):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=persian,
            defaults={"data": f"fa:{segment.string.data}"},
        )
    return save(source, persian)


def save(source, persian):
    page, _new = source.create_or_update_translation(persian, copy_parent_pages=True)
    return page


def stored(page) -> list[dict]:
    return ArticlePage.objects.get(pk=page.pk).body.get_prep_value()


def texts(page) -> list[str]:
    """The texts of the plugin's blocks."""
    _text, city, notice, tabs = stored(page)
    return [city["value"]["city"], notice["value"], tabs["value"]["body"][1]["value"]]


PERSIAN = ["fa:Amman", "fa:Storm", "fa:Storm"]


def test_blocks_of_an_active_plugin_are_translated(translated):
    assert texts(translated) == PERSIAN


def test_a_switched_off_plugin_changes_nothing_about_what_is_translated(weather, source):
    before = set(StringSegment.objects.filter(source=source).values_list("context__path", "string__data"))
    weather.off()
    source.update_from_db()
    assert set(StringSegment.objects.filter(source=source).values_list("context__path", "string__data")) == before


def test_a_page_is_translated_while_the_plugin_is_off(weather, source, persian):
    weather.off()
    assert texts(translate(source, persian)) == PERSIAN


def test_what_is_found_first_while_the_plugin_is_off_has_the_same_place(weather, article):
    weather.off()
    source = TranslationSource.update_or_create_from_instance(article)[0]
    city = StringSegment.objects.get(source=source, string__data="Amman")
    assert (city.context.path, city.context.field_path) == ("body.aa.city", "body.weather__map.city")


@WITHOUT
def test_saving_a_translation_again_keeps_it(weather, source, translated, persian, state):
    weather.become(state)
    source.update_from_db()
    assert texts(save(source, persian)) == PERSIAN


@WITHOUT
def test_other_blocks_are_translated_on(weather, article, source, translated, persian, state):
    weather.become(state)
    page = ArticlePage.objects.get(pk=article.pk)
    page.body = [
        TEXT | {"type": "callout", "value": {"kind": "tip", "title": "After", "text": ""}},
        *list(page.body.raw_data)[1:],
    ]
    page.save_revision().publish()
    source.update_from_db()
    again = translate(source, persian)
    assert stored(again)[0]["value"]["title"] == "fa:After"
    assert texts(again) == PERSIAN


@WITHOUT
def test_translations_come_back_with_the_plugin(weather, source, translated, persian, state):
    weather.become(state)
    source.update_from_db()
    save(source, persian)
    weather.on()
    source.update_from_db()
    assert texts(save(source, persian)) == PERSIAN


def test_saving_a_translation_leaves_the_original_alone(weather, article, source, translated, persian):
    weather.gone()
    source.update_from_db()
    save(source, persian)
    assert texts(article) == ["Amman", "Storm", "Storm"]


@WITHOUT
def test_the_editor_of_translations_opens(weather, source, translated, persian, client, superuser, state):
    Translation.objects.create(source=source, target_locale=persian)
    weather.become(state)
    source.update_from_db()
    client.force_login(superuser)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[translated.pk])).status_code == 200


@WITHOUT
def test_a_new_language_begins_with_what_the_original_has(weather, article, home, state):
    weather.become(state)
    page = ArticlePage.objects.get(pk=article.pk)
    copy = page.copy_for_translation(Locale.objects.get(language_code="id"), copy_parents=True)
    assert texts(copy) == ["Amman", "Storm", "Storm"]
