"""What plugins change of a page by the filters of the theme, through the real page."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.safestring import SafeString
from wagtail.models import Locale, PageViewRestriction, Site

from content.audiences import ANONYMOUS, Audience, Reader
from content.blocks.text import CalloutBlock
from kb.models import ArticlePage, CategoryPage
from plugins.hooks import add_filter, catalogue
from plugins.hooks.testing import isolated_hooks
from plugins.testing import activate_for_tests
from tests.factories import add_page
from tests.plugins.contents import contents_of
from tests.plugins.owned import of_plugin
from theme import hooks
from theme.links import Heading, Link
from theme.menus import navigation_write
from wiki.models import SpacePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(home):
    return add_page(home, CategoryPage, "Returns", slug="returns")


@pytest.fixture
def article(category):
    add_page(category, ArticlePage, "Next one", slug="next")
    body = [{"type": "rich_text", "value": "<h2>First</h2><p>Pack it.</p><h2>Second</h2>"}]
    return add_page(category, ArticlePage, "Send it back", slug="send", summary="In a box.", body=body)


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def title_of(shown):
    return " ".join(shown.partition("<title>")[2].partition("</title>")[0].split())


def noting(seen):
    """A callback that notes the value it gets and returns it as it is."""

    def note(value):
        seen.append(value)
        return value

    return note


def test_the_title(article, client):
    add_filter("page_title", lambda title, page: f"{title} ({page.kind})")
    shown = text_of(client, article.link)
    assert title_of(shown).startswith("Send it back (article) –")
    assert re.search("<h1[^>]*>Send it back</h1>", shown)


def test_the_title_is_plain_text(article, client):
    add_filter("page_title", lambda title: "</title><script>bad</script>")
    assert "<script>bad" not in text_of(client, article.link)


def test_the_title_of_the_home_page_begins_as_it_did(home, client):
    site = Site.objects.get(is_default_site=True)
    navigation_write(site=site, locale=Locale.get_default(), sub_title="Help centre")
    seen: list[str] = []
    add_filter("page_title", noting(seen))
    text_of(client, home.link)
    assert seen == ["Help centre"]


def test_an_editors_title_for_search_engines_goes_first(category, client):
    page = add_page(category, ArticlePage, "Long", slug="long", seo_title="Short")
    assert title_of(text_of(client, page.link)).startswith("Short –")


def test_the_description(article, client):
    add_filter("page_description", lambda text: text.upper())
    assert 'content="IN A BOX."' in text_of(client, article.link)


def test_what_search_engines_are_told(article, client):
    add_filter("page_robots", lambda robots: "noindex")
    assert '<meta name="robots" content="noindex">' in text_of(client, article.link)


def test_search_engines_are_told_nothing_by_default(article, client):
    assert 'name="robots"' not in text_of(client, article.link)


def test_a_page_for_agents_stays_out_of_search_engines(home, client, agent):
    space = add_page(home, SpacePage, "Space", slug="space")
    add_filter("page_robots", lambda robots: "all")
    client.force_login(agent)
    assert '<meta name="robots" content="noindex, nofollow">' in text_of(client, space.link)


def test_the_text(article, client):
    add_filter("body_html", lambda html: SafeString(html.replace("Pack it.", "<b>Wrap it.</b>")))
    assert "<b>Wrap it.</b>" in text_of(client, article.link)


def test_a_heading_that_is_added_stands_in_the_contents(article, client):
    add_filter("body_html", lambda html: SafeString(html + "<h2>Third</h2>"))
    assert '<a href="#third" dir="auto">Third</a>' in text_of(client, article.link)


def test_a_text_of_a_plugin_that_nobody_marked_as_safe_is_refused(article, client):
    add_filter("body_html", of_plugin("alpha")(lambda html: html.replace("Pack", "<script>")))
    with isolated_hooks(strict=False), activate_for_tests("alpha"):
        shown = text_of(client, article.link)
    assert "<p>Pack it.</p>" in shown


def test_the_text_has_no_passages_for_others(category, client):
    hidden = {"type": "audience", "value": {"audience": 2, "body": [{"type": "rich_text", "value": "<p>Internal</p>"}]}}
    page = add_page(category, ArticlePage, "Mixed", slug="mixed", body=[hidden, {"type": "rich_text", "value": "<p>Open</p>"}])
    seen: list[str] = []
    add_filter("body_html", noting(seen))
    text_of(client, page.link)
    assert "Open" in seen[0]
    assert "Internal" not in seen[0]


def test_a_block_gets_no_more_of_the_page_than_the_reader(category, client, monkeypatch):
    """Blocks may be a plugin's; what they are rendered with is looked at through one of ours."""
    hidden = {"type": "audience", "value": {"audience": 2, "body": [{"type": "rich_text", "value": "<p>Internal</p>"}]}}
    open_to_all = {"type": "callout", "value": {"kind": "info", "title": "Open", "text": "<p>x</p>"}}
    page = add_page(category, ArticlePage, "Mixed", slug="mixed", body=[hidden, open_to_all])
    contexts = []

    def looking(self, value, parent_context=None):
        contexts.append("\n".join(contents_of(parent_context)))
        return get_context(self, value, parent_context)

    get_context = CalloutBlock.get_context
    monkeypatch.setattr(CalloutBlock, "get_context", looking)
    text_of(client, page.link)
    assert "Mixed" in contexts[0]
    assert "Internal" not in contexts[0]


def test_the_table_of_contents(article, client):
    add_filter("table_of_contents", lambda headings: [*headings, Heading("votes", "Votes", 2)])
    assert '<a href="#votes" dir="auto">Votes</a>' in text_of(client, article.link)


def test_the_breadcrumbs(article, client):
    add_filter("breadcrumbs", lambda links: [*links, Link("More", "/more/")])
    crumbs = text_of(client, article.link).partition('class="crumbs"')[2].partition("</nav>")[0]
    assert re.findall('href="([^"]+)"', crumbs) == ["/en/", "/en/returns/", "/more/"]


def test_related_pages(article, category, client):
    add_page(category, ArticlePage, "Third", slug="third")
    add_page(category, ArticlePage, "Fourth", slug="fourth")
    assert "related-title" in text_of(client, article.link)
    add_filter("related_pages", lambda links: links[:0])
    assert "related-title" not in text_of(client, article.link)


def test_the_structured_data(article, client):
    add_filter("structured_data", lambda things: [*things, {"@type": "Thing", "name": "from a plugin"}])
    assert '{"@type":"Thing","name":"from a plugin"}' in text_of(client, article.link)


@pytest.mark.parametrize("menu", ["main_menu", "footer_links"])
def test_the_menus(article, client, menu):
    seen: list[tuple[Reader, str, str]] = []

    def extend(links, *, reader, language, path):
        seen.append((reader, language, path))
        return [*links, Link("Status", "/en/status/", current=True)]

    add_filter(menu, extend)
    assert 'href="/en/status/" dir="auto" aria-current="page">Status</a>' in text_of(client, article.link)
    assert seen == [(ANONYMOUS, "en", "/en/returns/send/")]


def test_a_page_that_waits_for_its_password_is_shown_to_no_hook(article, client):
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="sesame")
    seen: list[str] = []
    for hook in catalogue():
        if hook.module == "theme.hooks" and "page" in {argument.name for argument in hook.arguments}:
            add_filter(hook.name, noting(seen))
    assert "sesame" not in text_of(client, article.link)
    assert seen == []


def test_a_page_that_waits_for_its_password_keeps_the_way_to_its_translation(homes, article, client):
    twin = add_page(homes["ar"], CategoryPage, "إرجاع", slug="irja", translation_key=article.translation_key)
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="sesame")
    assert f'href="{twin.link}"' in text_of(client, article.link)


def test_filters_that_change_nothing_cost_no_query(article, client):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            text_of(client, article.link)
        return len(captured)

    text_of(client, article.link)
    without = statements()
    for hook in catalogue():
        if hook.module == "theme.hooks":
            add_filter(hook.name, lambda value: value)
    assert statements() == without


def test_the_reader_is_handed_over(home, client, agent):
    page = add_page(home, CategoryPage, "Inside", slug="inside", audience=Audience.AGENT)
    add_filter("page_title", lambda title, reader: f"{title} for level {reader.level}")
    client.force_login(agent)
    assert title_of(text_of(client, page.link)).startswith(f"Inside for level {Audience.AGENT} ")


def test_every_filter_of_the_theme_says_what_it_takes():
    assert {hook.name for hook in catalogue() if hook.module == hooks.__name__} == {
        "main_menu",
        "footer_links",
        "page_title",
        "page_description",
        "page_robots",
        "body_html",
        "table_of_contents",
        "breadcrumbs",
        "related_pages",
        "structured_data",
        "csp_sources",  # tests/plugins/test_csp_sources.py
    }, "A new filter gets a test in this file and a line here."
