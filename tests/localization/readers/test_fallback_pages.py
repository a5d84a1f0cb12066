"""A page that lacks in the reader's language is shown in the one that stands in for it, and says so."""

from __future__ import annotations

import pytest
from wagtail.models import PageViewRestriction

from content.audiences import Audience
from home.models import PlainPage
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page
from theme.menus import navigation_write

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(homes):
    return add_page(homes["en"], CategoryPage, "Returns", slug="returns", summary="Sending back.")


@pytest.fixture
def article(shelf):
    body = [{"type": "rich_text", "value": "<p>Pack it well.</p>"}]
    return add_page(shelf, ArticlePage, "Send it back", slug="send", body=body)


@pytest.fixture
def chains(settings):
    settings.SANAD_FALLBACKS = {"fa": ("ar", "en")}


def text(client, address, **extra) -> str:
    response = client.get(address, **extra)
    assert response.status_code == 200
    return response.content.decode()


def translate(page, parent, title, slug, **fields):
    return add_page(parent, type(page), title, slug=slug, translation_key=page.translation_key, **fields)


def test_the_text_of_the_sites_own_language_is_shown(homes, article, client):
    assert "Pack it well." in text(client, "/id/returns/send/")


def test_what_stands_around_it_is_in_the_readers_language(homes, article, client):
    shown = text(client, "/ar/returns/send/")
    assert '<html lang="ar" dir="rtl"' in shown
    assert 'href="/ar/search/"' in shown


def test_the_text_says_its_own_language_and_direction(homes, article, client):
    assert '<div class="prose" lang="en" dir="ltr">' in text(client, "/ar/returns/send/")
    assert '<h1 lang="en"' in text(client, "/ar/returns/send/")


def test_the_notice_is_in_the_readers_language_and_names_both(homes, article, client):
    shown = text(client, "/id/returns/send/")
    assert "Halaman ini belum tersedia dalam bahasa Indonesia." in " ".join(shown.split())
    assert 'href="/en/returns/send/" hreflang="en"' in shown


def test_the_page_itself_carries_no_notice(homes, article, client):
    assert "This page is not available" not in text(client, "/en/returns/send/")


def test_search_engines_are_led_to_the_page_itself_and_keep_nothing_of_this(homes, article, client):
    response = client.get("/ar/returns/send/")
    shown = response.content.decode()
    assert '<link rel="canonical" href="http://testserver/en/returns/send/">' in shown
    assert '<meta name="robots" content="noindex">' in shown
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert 'rel="alternate"' not in shown
    assert "application/ld+json" not in shown
    assert "/ar/returns/send/" not in client.get("/sitemap.xml").content.decode()


def test_the_best_language_of_the_chain_is_shown(homes, shelf, chains, client):
    translate(shelf, homes["ar"], "الإرجاع", "irja")
    shown = text(client, "/fa/returns/")
    assert "الإرجاع" in shown.partition("<main")[2]
    assert '<link rel="canonical" href="http://testserver/ar/irja/">' in shown


def test_a_chain_without_a_translation_goes_on_to_its_next_language(homes, shelf, chains, client):
    assert "Returns" in text(client, "/fa/returns/").partition("<main")[2]


def test_a_language_alone_has_nothing_that_stands_in(homes, article, settings, client):
    settings.SANAD_FALLBACKS = {"id": ()}
    assert client.get("/id/returns/send/").status_code == 404


def test_an_address_of_another_language_leads_to_the_translation(homes, shelf, client):
    translate(shelf, homes["ar"], "الإرجاع", "irja")
    response = client.get("/ar/returns/")
    assert (response.status_code, response.headers["Location"]) == (302, "/ar/irja/")
    assert "no-cache" in response.headers["Cache-Control"]


def test_readers_of_an_unpublished_translation_read_on(homes, shelf, client):
    arabic = translate(shelf, homes["ar"], "الإرجاع", "irja")
    arabic.unpublish()
    assert "Returns" in text(client, "/ar/irja/").partition("<main")[2]


def test_a_draft_translation_shows_nothing_of_itself(homes, shelf, client):
    translate(shelf, homes["ar"], "مسودة سرية", "returns", live=False)
    shown = text(client, "/ar/returns/")
    assert "مسودة" not in shown
    assert "Sending back." in shown


def test_a_language_whose_home_is_a_draft_shows_another(homes, client):
    homes["fa"].unpublish()
    shown = text(client, "/fa/")
    assert '<html lang="fa" dir="rtl"' in shown
    assert '<link rel="canonical" href="http://testserver/en/">' in shown


@pytest.mark.parametrize("audience", [Audience.CUSTOMER, Audience.AGENT])
def test_what_is_not_for_this_reader_stands_in_for_nothing(homes, shelf, client, audience):
    add_page(shelf, ArticlePage, "Secret", slug="secret", audience=audience)
    assert client.get("/ar/returns/secret/").status_code == 404


def test_what_is_for_this_reader_does(homes, shelf, client, agent):
    add_page(shelf, ArticlePage, "Secret", slug="secret", audience=Audience.AGENT)
    client.force_login(agent)
    response = client.get("/ar/returns/secret/")
    assert "Secret" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]


def test_a_page_behind_a_password_stands_in_for_nothing(homes, shelf, client):
    PageViewRestriction.objects.create(page=shelf, restriction_type="password", password="sesame")
    assert client.get("/ar/returns/").status_code == 404


def test_a_draft_in_the_other_language_stands_in_for_nothing(homes, client):
    add_page(homes["en"], PlainPage, "About", slug="about", live=False)
    assert client.get("/ar/about/").status_code == 404


def test_an_old_address_leads_to_its_page_and_not_to_another_language(homes, shelf, client, django_capture_on_commit_callbacks):
    arabic = add_page(homes["ar"], CategoryPage, "كتب", slug="returns")
    arabic.slug = "kutub"
    with django_capture_on_commit_callbacks(execute=True):
        arabic.save_revision().publish()
    assert client.get("/ar/returns/").headers["Location"] == "/ar/kutub/"


def test_links_of_the_text_lead_to_translations_in_the_readers_language(homes, shelf, client):
    translate(shelf, homes["ar"], "الإرجاع", "irja")
    body = [{"type": "rich_text", "value": f'<p><a id="{shelf.pk}" linktype="page">x</a></p>'}]
    add_page(homes["en"], PlainPage, "About", slug="about", body=body)
    assert 'href="/ar/irja/"' in text(client, "/ar/about/").partition('class="prose"')[2]


def test_crumbs_lead_to_translations_in_the_readers_language(homes, article, shelf, client):
    translate(shelf, homes["ar"], "الإرجاع", "irja")
    assert 'href="/ar/irja/"' in text(client, "/ar/returns/send/").partition('class="crumbs"')[2].partition("</nav>")[0]


def test_what_stands_beside_it_is_in_the_readers_language_where_it_can_be(homes, article, shelf, client):
    beside = add_page(shelf, ArticlePage, "Get money back", slug="money")
    add_page(shelf, ArticlePage, "Exchange", slug="exchange")
    translate(beside, translate(shelf, homes["ar"], "الإرجاع", "irja"), "استرداد المال", "istirdad")
    shown = text(client, "/ar/returns/send/")
    section = shown.partition('class="section-nav"')[2].partition("</nav>")[0]
    assert "استرداد المال" in section
    assert "Get money back" not in shown
    assert "Exchange" in section
    assert 'aria-current="page">Send it back</a>' in section


def test_the_menu_is_that_of_the_readers_language(homes, article, client, django_site):
    menu = [{"type": "address", "value": {"title": "القائمة", "url": "https://example.org/"}}]
    navigation_write(site=django_site, locale=homes["ar"].locale, main_menu=menu)
    assert "القائمة" in text(client, "/ar/returns/send/")


def test_an_untranslated_copy_says_the_same(homes, shelf, client):
    shelf.copy_for_translation(homes["ar"].locale, alias=True)
    shown = text(client, "/ar/returns/")
    assert 'hreflang="en"' in shown
    assert '<link rel="canonical" href="http://testserver/en/returns/">' in shown
    assert 'rel="alternate"' not in shown


@pytest.mark.parametrize("path", ["nothing/", "returns/nothing/", "%00/", "a" * 300 + "/"])
def test_what_no_language_has_is_not_found(homes, shelf, client, path):
    assert client.get(f"/ar/{path}").status_code == 404
