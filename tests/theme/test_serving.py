"""Addresses answer as they should, with links that lead where the reader may go."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from content.audiences import Audience
from kb.models import ArticlePage, CategoryPage, KnowledgeBasePage
from tests.factories import add_page
from theme.serving import serve

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(home):
    return add_page(home, CategoryPage, "Returns", slug="returns")


def rich(html):
    return [{"type": "rich_text", "value": html}]


def test_an_article_answers(category, client):
    add_page(category, ArticlePage, "Send it back", slug="send", body=rich("<p>Pack it.</p>"))
    assert "Pack it." in client.get("/en/returns/send/").content.decode()


def test_the_anonymous_reader_gets_a_page_caches_may_keep(category, client):
    response = client.get("/en/returns/")
    assert "public" in response.headers["Cache-Control"]
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert not response.cookies


def test_the_signed_in_reader_gets_a_page_caches_may_not_keep(category, client, customer):
    client.force_login(customer)
    assert "no-store" in client.get("/en/returns/").headers["Cache-Control"]


def test_a_page_for_customers_asks_the_signed_out_to_sign_in(home, client):
    add_page(home, CategoryPage, "Mine", slug="mine", audience=Audience.CUSTOMER)
    assert client.get("/en/mine/").headers["Location"] == "/en/account/login/?next=%2Fen%2Fmine%2F"


def test_a_page_behind_a_password_asks_for_it(category, client):
    PageViewRestriction.objects.create(page=category, restriction_type="password", password="sesame")
    assert "Returns" not in client.get("/en/returns/").content.decode().replace("/en/returns/", "")


def test_the_password_opens_it(category, client):
    restriction = PageViewRestriction.objects.create(page=category, restriction_type="password", password="sesame")
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, category.pk])
    client.post(address, {"password": "sesame", "return_url": "/en/returns/"})
    assert "<h1" in client.get("/en/returns/").content.decode()


def test_a_link_leads_to_the_translation_in_the_readers_language(homes, client):
    english = add_page(homes["en"], CategoryPage, "Returns", slug="returns")
    arabic = add_page(homes["ar"], CategoryPage, "الإرجاع", slug="irja", translation_key=english.translation_key)
    body = rich(f'<p><a id="{english.pk}" linktype="page">x</a></p>')
    page = add_page(arabic, ArticlePage, "مقال", slug="maqal", body=body)
    assert 'href="/ar/irja/"' in client.get(page.link).content.decode().partition('class="prose"')[2]


def test_a_link_to_a_page_the_reader_may_not_see_tells_nothing(category, client):
    secret = add_page(category, ArticlePage, "Secret", slug="secret-slug", audience=Audience.AGENT)
    body = rich(f'<p><a linktype="page" id="{secret.pk}">there</a></p>')
    page = add_page(category, ArticlePage, "Open", slug="open", body=body)
    shown = client.get(page.link).content.decode()
    assert "secret-slug" not in shown
    assert ">there</a>" in shown


def test_an_alias_shows_its_source_with_its_own_language_and_a_canonical_link(homes, client):
    english = add_page(homes["en"], CategoryPage, "Returns", slug="returns")
    english.copy_for_translation(homes["ar"].locale, alias=True)
    shown = client.get("/ar/returns/").content.decode()
    assert '<link rel="canonical" href="http://testserver/en/returns/">' in shown
    assert 'lang="en"' in shown


def test_hreflang_names_every_translation_and_a_default(homes, client):
    english = add_page(homes["en"], CategoryPage, "Returns", slug="returns")
    add_page(homes["ar"], CategoryPage, "الإرجاع", slug="irja", translation_key=english.translation_key)
    shown = client.get("/en/returns/").content.decode()
    for line in (
        '<link rel="alternate" hreflang="ar" href="http://testserver/ar/irja/">',
        '<link rel="alternate" hreflang="en" href="http://testserver/en/returns/">',
        '<link rel="alternate" hreflang="x-default" href="http://testserver/en/returns/">',
    ):
        assert line in shown


def test_the_sitemap_lists_every_language_with_alternates(homes, client):
    english = add_page(homes["en"], CategoryPage, "Returns", slug="returns")
    add_page(homes["ar"], CategoryPage, "الإرجاع", slug="irja", translation_key=english.translation_key)
    shown = client.get("/sitemap.xml").content.decode()
    assert "<loc>http://testserver/ar/irja/</loc>" in shown
    assert 'hreflang="en" href="http://testserver/en/returns/"' in shown
    assert shown.count('hreflang="x-default" href="http://testserver/en/returns/"') == 2
    assert f"<lastmod>{english.last_published_at:%Y-%m-%d}</lastmod>" in shown


def test_a_page_without_translations_has_no_alternates_in_the_sitemap(home, client):
    add_page(home, CategoryPage, "Alone", slug="alone")
    entry = client.get("/sitemap.xml").content.decode().partition("/en/alone/")[2].partition("</url>")[0]
    assert "hreflang" not in entry


@pytest.mark.parametrize("part", [0, 2, 99999, 10**17, 10**40])
def test_there_is_no_part_of_the_sitemap_beyond_its_parts(homes, client, part):
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


@pytest.mark.parametrize("path", ["documents/secret.pdf", "./documents/secret.pdf", "images/../documents/secret.pdf"])
def test_documents_are_not_served_as_pictures(homes, client, settings, path, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "documents").mkdir()
    (tmp_path / "images").mkdir()
    (tmp_path / "documents" / "secret.pdf").write_text("secret")
    assert client.get(f"/media/{path}").status_code in {400, 404}


def test_an_expired_form_gets_a_page_in_the_readers_language(homes):
    strict = Client(enforce_csrf_checks=True)
    shown = strict.post("/ar/account/login/", {"username": "x"}).content.decode()
    assert '<html lang="ar" dir="rtl"' in shown


def test_robots_names_the_sitemap(homes, client):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_the_brand_colour_is_a_stylesheet_of_its_own(client):
    response = client.get("/brand/ff8800.css")
    assert "--accent: #ff8800" in response.content.decode()
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize("colour", ["red", "ff880", "ff88001", "fff;}", "FF8800"])
def test_no_other_colour_address_answers(client, homes, colour):
    assert client.get(f"/brand/{colour}.css").status_code in {302, 404}


@pytest.mark.parametrize("path", ["/en/%00/", "/en/" + "a" * 3000 + "/", "/en/../../etc/passwd/", "/en/%F0%9F%92%A9/"])
def test_strange_addresses_are_not_found_and_nothing_worse(homes, client, path):
    assert client.get(path).status_code == 404


def test_signs_that_no_address_has_ask_the_database_for_no_page(homes, client, django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(Http404):
        serve(RequestFactory().get("/en/x/"), "x\x00/")


def test_a_site_without_pages_still_answers_in_words(db, client):
    from wagtail.models import Site

    Site.objects.all().delete()
    assert client.get("/en/").status_code == 404


def test_a_failure_is_friendly_and_needs_no_database(client, rf):
    from theme.views import failed

    response = failed(rf.get("/ar/returns/"))
    assert response.status_code == 500
    assert 'dir="rtl"' in response.content.decode()


def test_an_address_at_which_another_type_of_page_stands_now_answers_with_that(home, client):
    add_page(home, KnowledgeBasePage, "Lamps", slug="lamps")
    client.get("/en/lamps/")
    Page.objects.get(slug="lamps").delete()
    add_page(home, CategoryPage, "Lights", slug="lamps")
    assert client.get("/en/lamps/").context["page"].title == "Lights"
    Page.objects.get(slug="lamps").delete()
    add_page(home, KnowledgeBasePage, "Lamps again", slug="lamps")
    assert isinstance(client.get("/en/lamps/").context["page"], KnowledgeBasePage)


def test_an_address_asked_for_again_joins_no_other_types(category, client):
    client.get("/en/returns/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/en/returns/")
    assert not any("kb_articlepage" in each["sql"] and "wiki_wikipage" in each["sql"] for each in asked)
