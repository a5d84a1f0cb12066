"""Questions at their own address have the switcher and stand in for one another like pages."""

from __future__ import annotations

import pytest

from content.audiences import Audience
from tests.faq_blocks.library import add_question

pytestmark = pytest.mark.django_db
ADDRESS = "/en/questions/may-i-return-it/"


@pytest.fixture
def question(homes):
    return add_question("May I return it?", "<p>For thirty days.</p>")


@pytest.fixture
def arabic(homes, question):
    return add_question(
        "هل يمكنني إرجاعه؟", "<p>نعم.</p>", locale=homes["ar"].locale, slug="irja", translation_key=question.translation_key
    )


def test_it_is_shown_in_the_sites_own_language_with_a_notice(question, client):
    response = client.get("/ar/questions/may-i-return-it/")
    shown = response.content.decode()
    assert "For thirty days." in shown
    assert '<html lang="ar" dir="rtl"' in shown
    assert '<article lang="en" dir="ltr"' in shown
    assert f'href="{ADDRESS}" hreflang="en"' in shown


def test_search_engines_are_led_to_the_question_itself(question, client):
    response = client.get("/ar/questions/may-i-return-it/")
    shown = response.content.decode()
    assert f'<link rel="canonical" href="http://testserver{ADDRESS}">' in shown
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "application/ld+json" not in shown
    assert 'rel="alternate"' not in shown


def test_the_slug_of_another_language_leads_to_the_translation(question, arabic, client):
    response = client.get("/ar/questions/may-i-return-it/")
    assert (response.status_code, response.headers["Location"]) == (302, "/ar/questions/irja/")


def test_the_chain_decides(question, arabic, settings, client):
    settings.SANAD_FALLBACKS = {"fa": ("ar", "en")}
    assert "نعم." in client.get("/fa/questions/may-i-return-it/").content.decode()


def test_readers_of_an_unpublished_translation_read_on(question, arabic, client):
    arabic.unpublish()
    assert "For thirty days." in client.get("/ar/questions/irja/").content.decode()


@pytest.mark.parametrize("audience", [Audience.CUSTOMER, Audience.AGENT])
def test_what_is_not_for_this_reader_stands_in_for_nothing(homes, client, audience):
    add_question("Secret?", audience=audience)
    assert client.get("/ar/questions/secret/").status_code == 404


def test_the_switcher_calls_each_translation_by_its_name(question, arabic, client):
    menu = client.get(ADDRESS).content.decode().partition('class="menu menu--language"')[2].partition("</details>")[0]
    assert 'href="/ar/questions/irja/"' in menu
    assert "هل يمكنني إرجاعه؟" in menu


def test_languages_without_the_question_are_offered_apart(question, arabic, client):
    menu = client.get(ADDRESS).content.decode().partition('class="menu menu--language"')[2].partition("</details>")[0]
    there, _note, others = menu.partition("menu__note")
    assert 'hreflang="fa"' not in there
    assert 'href="/fa/"' in others
