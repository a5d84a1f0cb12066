"""What to read next: by hand, then by tags, category and words; and only what the reader may see."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.audiences import Audience
from kb.models import ArticlePage, CategoryPage, Kind, KnowledgeBasePage, Nearby, RelatedPage
from kb.nearby.finding import nearby_pages
from kb.nearby.refreshing import find_nearby, nearby_refresh, nearby_refresh_oldest
from search.outbox import outbox_process
from tests.factories import add_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(home):
    return add_page(home, CategoryPage, "Returns", slug="returns")


@pytest.fixture
def elsewhere(home):
    return add_page(home, CategoryPage, "Payment", slug="payment")


@pytest.fixture
def article(category):
    return add_page(category, ArticlePage, "Send it back", slug="send")


def tagged(page, *tags):
    page.tags.add(*tags)
    page.save_revision().publish()
    return page


def choose(page, *targets):
    for order, target in enumerate(targets):
        RelatedPage.objects.create(article=page, target=target, sort_order=order)


def related(client, path="/en/returns/send/"):
    shown = client.get(path).content.decode().partition('id="related-title"')[2].partition("</section>")[0]
    return re.findall(r'class="page-list__title" dir="auto">([^<]*)<', shown)


def neighbours(client, path):
    shown = client.get(path).content.decode()
    return dict(re.findall(r'rel="(prev|next)">.*?__title" dir="auto">([^<]*)<', shown, re.DOTALL))


# -- before and after ----------------------------------------------------------------------------------------------


def test_the_pages_before_and_after_follow_the_tree(category, client):
    for title in ("One", "Two", "Three"):
        add_page(category, ArticlePage, title, slug=title.lower())
    assert neighbours(client, "/en/returns/two/") == {"prev": "One", "next": "Three"}


def test_the_first_has_none_before_it_and_the_last_none_after(category, client):
    for title in ("One", "Two"):
        add_page(category, ArticlePage, title, slug=title.lower())
    assert neighbours(client, "/en/returns/one/") == {"next": "Two"}
    assert neighbours(client, "/en/returns/two/") == {"prev": "One"}


def test_closed_pages_and_categories_are_passed_over(category, client):
    add_page(category, ArticlePage, "One", slug="one")
    add_page(category, ArticlePage, "Inside", slug="inside", audience=Audience.AGENT)
    add_page(category, CategoryPage, "Below", slug="below")
    add_page(category, ArticlePage, "Two", slug="two")
    assert neighbours(client, "/en/returns/one/") == {"next": "Two"}


# -- by hand -------------------------------------------------------------------------------------------------------


def test_what_was_chosen_by_hand_comes_first_and_in_its_order(article, category, elsewhere, client):
    for number in range(3):
        add_page(category, ArticlePage, f"Beside {number}", slug=f"beside-{number}")
    chosen = [add_page(elsewhere, ArticlePage, title, slug=title.lower()) for title in ("Beta", "Alpha")]
    choose(article, *chosen)
    assert related(client)[:2] == ["Beta", "Alpha"]


def test_the_order_is_the_editors_and_not_that_of_making(article, elsewhere, client):
    first, second = (add_page(elsewhere, ArticlePage, title, slug=title.lower()) for title in ("Alpha", "Beta"))
    choose(article, second, first)
    assert related(client)[:2] == ["Beta", "Alpha"]


def test_all_that_was_chosen_shows(article, elsewhere, client):
    chosen = [add_page(elsewhere, ArticlePage, f"Page {number}", slug=f"page-{number}") for number in range(5)]
    choose(article, *chosen)
    assert len(related(client)) == 5


def test_what_is_chosen_twice_shows_once(article, elsewhere, client):
    page = add_page(elsewhere, ArticlePage, "Alpha", slug="alpha")
    choose(article, page, page)
    assert related(client).count("Alpha") == 1


def test_a_translation_leads_to_the_translations_of_what_was_chosen(homes, article, elsewhere, client):
    target = add_page(elsewhere, ArticlePage, "Alpha", slug="alpha")
    shelf = add_page(homes["ar"], CategoryPage, "الدفع", slug="payment", translation_key=elsewhere.translation_key)
    add_page(shelf, ArticlePage, "ألفا", slug="alpha", translation_key=target.translation_key)
    arabic = add_page(shelf, ArticlePage, "أعده", slug="send")
    choose(arabic, target)
    assert related(client, "/ar/payment/send/")[0] == "ألفا"


@pytest.mark.parametrize(("user", "seen"), [(None, False), ("customer", False), ("agent", True)])
def test_what_was_chosen_shows_to_those_alone_who_may_see_it(article, elsewhere, client, request, user, seen):
    choose(article, add_page(elsewhere, ArticlePage, "Inside", slug="inside", audience=Audience.AGENT))
    if user:
        client.force_login(request.getfixturevalue(user))
    assert ("Inside" in related(client)) is seen


def test_the_editor_offers_it(article, client, superuser):
    client.force_login(superuser)
    assert "related_pages-TOTAL_FORMS" in client.get(f"/admin/pages/{article.pk}/edit/").content.decode()


def test_a_preview_shows_what_is_not_published_yet(article, elsewhere, client, superuser):
    page = add_page(elsewhere, ArticlePage, "Alpha", slug="alpha")
    article.related_pages.add(RelatedPage(target=page))
    article.save_revision()
    assert "Alpha" not in related(client)
    client.force_login(superuser)
    assert "Alpha" in related(client, f"/admin/pages/{article.pk}/view_draft/")


# -- found ---------------------------------------------------------------------------------------------------------


def test_shared_tags_come_before_the_category_and_that_before_words(article, category, elsewhere):
    tagged(article, "glass", "box")
    one = tagged(add_page(elsewhere, ArticlePage, "One tag", slug="one"), "glass")
    two = tagged(add_page(elsewhere, ArticlePage, "Two tags", slug="two"), "glass", "box")
    beside = add_page(category, ArticlePage, "Beside", slug="beside")
    like = add_page(elsewhere, ArticlePage, "How to send it back by post", slug="like")
    while outbox_process():
        pass
    assert nearby_pages(ArticlePage.objects.get(pk=article.pk)) == [two.pk, one.pk, beside.pk, like.pk]


def test_what_is_not_open_to_all_readers_of_the_article_is_not_kept(article, category):
    add_page(category, ArticlePage, "Inside", slug="inside", audience=Audience.AGENT)
    add_page(category, ArticlePage, "Draft", slug="draft", live=False)
    assert nearby_pages(article) == []


def test_glossary_terms_and_categories_are_nothing_to_read_next(article, category):
    add_page(category, ArticlePage, "Refund", slug="refund", kind=Kind.TERM, definition="Money.")
    add_page(category, CategoryPage, "Below", slug="below")
    assert nearby_pages(article) == []


def test_other_languages_are_left_to_themselves(homes, article):
    shelf = add_page(homes["ar"], CategoryPage, "Returns", slug="returns")
    tagged(add_page(shelf, ArticlePage, "Send it back", slug="send"), "glass")
    tagged(article, "glass")
    assert nearby_pages(article) == []


def test_what_was_found_shows_unless_it_was_closed_since(article, category, elsewhere, client):
    tagged(article, "glass")
    other = tagged(add_page(elsewhere, ArticlePage, "Alpha", slug="alpha"), "glass")
    nearby_refresh(article_id=article.pk)
    assert related(client) == ["Alpha"]
    other.audience = Audience.AGENT
    other.save_revision().publish()
    assert related(client) == []


def test_pages_linked_as_previous_and_next_are_not_listed_again(article, category, client):
    for number in range(3):
        add_page(category, ArticlePage, f"Beside {number}", slug=f"beside-{number}")
    nearby_refresh(article_id=article.pk)
    assert related(client) == ["Beside 1", "Beside 2"]


def test_publishing_finds_anew_and_has_the_others_look_again(article, category):
    beside = add_page(category, ArticlePage, "Beside", slug="beside")
    nearby_refresh(article_id=beside.pk)
    find_nearby.enqueue(article.pk)
    assert Nearby.objects.get(pk=article.pk).page_ids == str(beside.pk)
    assert Nearby.objects.get(pk=beside.pk).found_at is None


def test_the_job_takes_the_oldest_and_leaves_what_is_fresh(category):
    pages = [add_page(category, ArticlePage, f"P{number}", slug=f"p{number}") for number in range(3)]
    for page in pages:
        nearby_refresh(article_id=page.pk)
    assert nearby_refresh_oldest() == 0
    Nearby.objects.filter(pk=pages[0].pk).update(found_at=timezone.now() - timedelta(days=2))
    Nearby.objects.filter(pk=pages[1].pk).delete()
    assert nearby_refresh_oldest(most=1) == 1
    assert Nearby.objects.filter(pk=pages[1].pk).exists()


def test_pages_to_read_next_cost_no_query_of_their_own(article, category, elsewhere, client):
    def queries():
        related(client)
        with CaptureQueriesContext(connection) as captured:
            related(client)
        return len(captured)

    without = queries()
    choose(article, *(add_page(elsewhere, ArticlePage, f"P{n}", slug=f"p{n}") for n in range(4)))
    tagged(article, "glass")
    nearby_refresh(article_id=article.pk)
    assert queries() == without


def test_pages_of_another_knowledge_base_are_no_relatives(home, client):
    lamps = add_page(home, KnowledgeBasePage, "Lamps", slug="lamps")
    ovens = add_page(home, KnowledgeBasePage, "Ovens", slug="ovens")
    page = add_page(lamps, ArticlePage, "Reset the lamp", slug="reset")
    add_page(ovens, ArticlePage, "Reset the oven", slug="reset-oven")
    outbox_process()
    assert nearby_pages(page) == []
