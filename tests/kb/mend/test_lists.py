"""Which pages stand in which list of editors."""

from __future__ import annotations

import pytest
from wagtail.models import Locale

from kb.facts import numbers
from kb.lists.registry import Chosen, all_lists
from kb.lists.selectors import list_counts
from kb.models import CategoryPage, KnowledgeBasePage
from tests.factories import add_page
from tests.kb.mend.helpers import LONG, article, titles, viewed, voted

pytestmark = pytest.mark.django_db


def test_the_most_read_pages_come_first(category, superuser):
    for name, views in (("Little", 2), ("Most", 9), ("Never", 0)):
        viewed(article(category, name), views)
    assert titles("most-viewed", superuser) == ["Most", "Little"]


def test_readers_of_long_ago_do_not_count_as_new_ones(category, superuser):
    viewed(article(category, "Old"), 9, back=60)
    assert (titles("most-viewed", superuser), titles("most-viewed", superuser, Chosen(days=90))) == ([], ["Old"])


def test_unhelpful_pages_are_those_below_the_average_the_worst_first(category, superuser):
    for name, helpful, unhelpful in (("Good", 90, 10), ("Bad", 30, 70), ("Worst", 5, 95), ("One voice", 0, 1)):
        voted(article(category, name), helpful, unhelpful)
    assert titles("unhelpful", superuser) == ["Worst", "Bad", "One voice"]


def test_pages_that_many_read_and_nobody_judges_are_listed(category, superuser):
    viewed(article(category, "Silent"), 40)
    viewed(article(category, "Seldom"), 3)
    judged = article(category, "Judged")
    viewed(judged, 40)
    voted(judged, 1, 0)
    assert titles("unvoted", superuser) == ["Silent"]


def test_pages_that_send_readers_to_contact_are_listed(category, superuser):
    viewed(article(category, "Fine"), 40)
    viewed(article(category, "Some"), 40, 2)
    viewed(article(category, "Many"), 40, 20)
    assert titles("exits", superuser) == ["Many", "Some"]


def test_pages_due_for_review_are_listed(category, superuser, monkeypatch):
    page = article(category, "Old")
    article(category, "New")
    monkeypatch.setattr(numbers, "_stale", [lambda ids: {page.pk}])
    assert titles("stale", superuser) == ["Old"]


def test_pages_without_somebody_responsible_are_listed(category, superuser):
    article(category, "Nobody’s")
    article(category, "Mine", responsible=superuser)
    assert titles("unowned", superuser) == ["Nobody’s"]


def test_pages_nobody_links_to_are_listed(category, superuser):
    page = article(category, "Linked")
    article(category, "Alone", f'<a linktype="page" id="{page.pk}">there</a>')
    assert titles("orphaned", superuser) == ["Alone"]


def test_short_pages_are_listed(category, superuser):
    article(category, "Long", LONG)
    article(category, "Short")
    assert titles("thin", superuser) == ["Short"]


def test_pages_that_say_the_same_are_listed(category, superuser):
    for name in ("One", "Two"):
        article(category, name, LONG)
    article(category, "Other")
    assert titles("duplicates", superuser) == ["One", "Two"]


def test_pages_without_a_translation_are_listed(category, superuser):
    page = article(category, "Here and there")
    article(category, "Only here")
    page.copy_for_translation(Locale.objects.get(language_code="ar"), copy_parents=True).save_revision().publish()
    assert titles("untranslated", superuser, Chosen(language="ar")) == ["Only here"]


def test_a_copy_without_translation_is_no_translation(category, superuser):
    page = article(category, "Here")
    page.copy_for_translation(Locale.objects.get(language_code="ar"), copy_parents=True, alias=True)
    assert titles("untranslated", superuser, Chosen(language="ar")) == ["Here"]


def test_a_knowledge_base_of_some_languages_lacks_nothing_in_others(home, superuser):
    base = add_page(home, KnowledgeBasePage, "Base", languages=["en", "ar"])
    shelf = add_page(base, CategoryPage, "Shelf")
    article(shelf, "Here")
    chosen = [Chosen(language="ar"), Chosen(language="fa")]
    assert [titles("untranslated", superuser, each) for each in chosen] == [["Here"], []]


def test_pages_that_lack_the_first_language_are_listed_when_it_is_chosen(homes, superuser):
    article(add_page(homes["ar"], CategoryPage, "Shelf"), "Arabic only")
    assert titles("untranslated", superuser, Chosen(language="en")) == ["Arabic only"]


@pytest.mark.parametrize("name", [entry.name for entry in all_lists()])
def test_drafts_are_in_no_list(category, superuser, name):
    page = article(category, "Draft", live=False)
    viewed(page, 90, 20)
    assert titles(name, superuser) == []


def test_shelves_and_home_pages_are_in_no_list(category, superuser):
    assert {name: count for name, count in list_counts(superuser).items() if count} == {}
