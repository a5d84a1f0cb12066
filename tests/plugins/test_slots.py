"""What plugins show in the slots of the templates."""

from __future__ import annotations

import re
import sys
from contextlib import ExitStack

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.safestring import SafeString, mark_safe

from faq_blocks.models import FaqPage
from home.models import PlainPage
from kb.models import ArticlePage, CategoryPage
from plugins.hooks.testing import isolated_hooks
from plugins.testing import activate_for_tests
from tests.factories import add_page
from theme.slots import SLOTS
from wiki.models import PolicyPage, SpacePage, WikiPage

pytestmark = pytest.mark.django_db

APPS = """
from django.utils.safestring import mark_safe
from sanad import PluginConfig, register_slot

SEEN = []


def shown(context):
    SEEN.append(context)
    return {expression}


class Config(PluginConfig):
    def ready(self):
        for slot in {slots}:
            register_slot(slot, shown, order={order})
"""


@pytest.fixture
def show(make):
    """Makes a plugin that shows an expression in slots and switches it on; returns the list of the contexts it gets."""
    active: list[str] = []
    with ExitStack() as stack:

        def show_in(slots, expression, *, slug="shower", order=100):
            config = make(slug, {"apps.py": APPS.format(slots=slots.split(), expression=expression, order=order)})
            active.append(slug)
            stack.enter_context(activate_for_tests(*active))
            return sys.modules[f"{config.name}.apps"].SEEN

        yield show_in


@pytest.fixture
def article(home):
    category = add_page(home, CategoryPage, "Returns", slug="returns")
    body = [{"type": "rich_text", "value": "<p>Pack it.</p>"}]
    return add_page(category, ArticlePage, "Send it back", slug="send", summary="In a box.", body=body)


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_filled_slot_stands_in_a_wrapper_that_names_its_plugin(show, article, client):
    show("article_before", "mark_safe('<b>Soon</b>')")
    expected = '<div class="slot slot--article-before" data-plugin="shower"><b>Soon</b></div>'
    assert expected in text_of(client, article.link)


def test_text_that_nobody_marked_as_safe_is_escaped(show, article, client):
    show("article_before", "'<script>bad</script>'")
    assert "&lt;script&gt;bad" in text_of(client, article.link)


def test_nothing_returned_leaves_no_wrapper(show, article, client):
    seen = show("article_before article_after sidebar header footer", "''")
    assert 'data-plugin="shower"' not in text_of(client, article.link)
    assert len(seen) == 5


def test_a_page_without_entries_is_the_same_as_one_with_an_inactive_plugin(show, article, client):
    empty = text_of(client, article.link)
    show(" ".join(SLOTS), "mark_safe('x')")
    with activate_for_tests():
        assert text_of(client, article.link) == empty


@pytest.mark.parametrize(("slot", "before", "after"), [("head", "<link", "</head>"), ("body_end", "</footer>", "</body>")])
def test_what_belongs_to_head_and_end_stands_there_bare(show, article, client, slot, before, after):
    show(slot, "mark_safe('<meta name=\"probe\">')")
    shown = text_of(client, article.link)
    assert re.search(rf'{before}.*<meta name="probe">\s*{after}', shown, re.DOTALL)
    assert 'data-plugin="shower"' not in shown


def test_the_head_takes_no_text_that_nobody_marked_as_safe(show, article, client):
    show("head", "'words'")
    with isolated_hooks(strict=False):
        assert "words" not in text_of(client, article.link)


@pytest.mark.parametrize("result", ["None", "7", "1/0", "__import__('sys').exit(3)"])
def test_a_failing_callback_shows_nothing_and_the_page_stands(show, article, client, result):
    show("article_before", result)
    with isolated_hooks(strict=False):
        shown = text_of(client, article.link)
    assert 'data-plugin="shower"' not in shown
    assert "Pack it." in shown


def test_lower_orders_come_first(show, article, client):
    show("sidebar", "'later'", slug="first_loaded", order=200)
    show("sidebar", "'sooner'", slug="second_loaded", order=50)
    shown = text_of(client, article.link)
    assert shown.index("sooner") < shown.index("later")


def test_the_context_tells_what_the_reader_sees(show, article, client):
    seen = show("article_before", "''")
    text_of(client, article.link)
    context = seen[0]
    assert (context.language, context.direction, context.url, context.kind) == ("en", "ltr", "/en/returns/send/", "article")
    assert (context.page.pk, context.page.title, context.page.summary) == (article.pk, "Send it back", "In a box.")
    assert "Pack it." in context.body_html
    assert isinstance(context.body_html, SafeString)


def test_arabic_pages_say_so(show, homes, client):
    seen = show("header", "''")
    text_of(client, homes["ar"].link)
    assert (seen[0].language, seen[0].direction, seen[0].page.is_home) == ("ar", "rtl", True)


def test_a_view_without_a_page_names_itself(show, homes, client):
    seen = show("footer", "''")
    text_of(client, "/en/account/login/")
    assert (seen[0].page, seen[0].kind) == (None, "accounts:login")


def test_an_address_that_leads_nowhere_has_the_slots_around_it(show, homes, client):
    seen = show("footer", "''")
    assert client.get("/en/nowhere/").status_code == 404
    assert seen[0].page is None


def test_the_slots_around_results_know_what_was_searched(show, homes, client):
    seen = show("search_results_before search_results_after", "'asked ' + context.query")
    shown = text_of(client, "/en/search/?q=parcel")
    assert shown.count("asked parcel") == 2
    assert (seen[0].query, seen[0].results) == ("parcel", 0)


def test_slots_cost_no_query(show, article, client):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            text_of(client, article.link)
        return len([each for each in captured.captured_queries if "SAVEPOINT" not in each["sql"]])

    text_of(client, article.link)
    without = statements()
    show(" ".join(SLOTS), "mark_safe('x')")
    assert statements() == without


PLACES = {
    "article": "article_before article_after sidebar",
    "faq": "article_before article_after sidebar",
    "plain": "article_before article_after sidebar",
    "space": "article_before article_after sidebar",
    "wiki": "article_before article_after sidebar",
    "policy": "article_before article_after sidebar",
    "home": "home_sections",
    "search": "search_results_before search_results_after",
}
EVERYWHERE = {"head", "header", "footer", "body_end"}


@pytest.fixture
def addresses(home, article):
    space = add_page(home, SpacePage, "Space", slug="space")
    return {
        "article": article.link,
        "faq": add_page(home, FaqPage, "Questions", slug="questions").link,
        "plain": add_page(home, PlainPage, "About", slug="about").link,
        "space": space.link,
        "wiki": add_page(space, WikiPage, "Manual", slug="manual").link,
        "policy": add_page(space, PolicyPage, "Policy", slug="policy", rule="Never.").link,
        "home": home.link,
        "search": "/en/search/?q=x",
    }


def test_every_slot_has_its_place(addresses, show, client, agent):
    """Each page is asked which slots it has; a slot of the catalogue that is on none of them would be a promise unkept."""
    asked = [show(name, "''", slug=f"in_{name}") for name in SLOTS]
    client.force_login(agent)
    found = {}
    for page, address in addresses.items():
        for contexts in asked:
            contexts.clear()
        text_of(client, address)
        found[page] = {name for name, contexts in zip(SLOTS, asked, strict=True) if contexts}
    assert found == {page: {*slots.split(), *EVERYWHERE} for page, slots in PLACES.items()}
    assert set(SLOTS) == EVERYWHERE.union(*found.values())


def test_markup_of_a_room_needs_no_plugin(article, client):
    callback = SLOTS["sidebar"].registry.add(lambda _context: mark_safe("<i>ours</i>"), owner="")
    try:
        assert '<div class="slot slot--sidebar" data-plugin="sanad"><i>ours</i></div>' in text_of(client, article.link)
    finally:
        SLOTS["sidebar"].registry.remove(callback)
