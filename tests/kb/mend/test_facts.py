"""What jobs gather of pages for the lists."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale, Site

from activity.models import DailyCount
from content.models import HelpPage
from kb.facts import numbers
from kb.facts.likeness import likeness_refresh
from kb.facts.numbers import linked_ids, numbers_refresh, read_scores, search_refresh
from kb.facts.signatures import likeness, signature_of
from kb.facts.texts import texts_read, unread_pages
from kb.facts.votes import bayesian_share
from kb.models import CategoryPage, Likeness, PageFacts
from operations.jobs import all_jobs
from search.models import OutboxEntry
from search.outbox import outbox_process
from tests.factories import add_page
from tests.kb.mend.helpers import LONG, article, voted
from theme.models import Navigation

pytestmark = pytest.mark.django_db


def test_readers_are_summed_up_for_each_window(category):
    page = article(category, "One")
    for back, views in ((0, 1), (20, 2), (60, 4), (300, 8)):
        DailyCount.objects.create(page_id=page.pk, day=timezone.localdate() - timedelta(days=back), views=views, exits=1)
    numbers_refresh()
    facts = PageFacts.objects.get(page=page)
    assert (facts.views_7, facts.views_30, facts.views_90, facts.views_365, facts.exits_30) == (1, 3, 7, 15, 2)


def test_a_second_run_writes_nothing(category):
    article(category, "One")
    numbers_refresh()
    assert numbers_refresh() == 0


def test_few_votes_are_drawn_to_the_mean():
    assert bayesian_share(0, 1, mean=0.8) > bayesian_share(10, 40, mean=0.8)


def test_votes_become_a_share(category):
    page, other = article(category, "One"), article(category, "Two")
    voted(page, 0, 10)
    voted(other, 10, 0)
    numbers_refresh()
    assert PageFacts.objects.get(page=page).share == pytest.approx((10 * 0.5 + 0) / 20)


def test_a_page_without_votes_has_no_share(category):
    page = article(category, "One")
    numbers_refresh()
    assert PageFacts.objects.get(page=page).share is None


def test_a_link_in_a_published_text_counts(category):
    page = article(category, "One")
    article(category, "Two", f'<a linktype="page" id="{page.pk}">one</a>')
    assert page.pk in linked_ids()


def test_a_link_of_a_page_to_itself_does_not_count(category):
    page = article(category, "One")
    page.body = [{"type": "rich_text", "value": f'<p><a linktype="page" id="{page.pk}">one</a></p>'}]
    page.save_revision().publish()
    assert page.pk not in linked_ids()


def test_a_link_in_a_draft_does_not_count(category):
    page = article(category, "One")
    article(category, "Two", f'<a linktype="page" id="{page.pk}">one</a>', live=False)
    assert page.pk not in linked_ids()


def test_a_link_in_a_menu_counts(category):
    page = article(category, "One")
    menu = [{"type": "page", "value": {"page": page.pk, "title": ""}}]
    Navigation.objects.create(site=Site.objects.get(is_default_site=True), locale=Locale.get_default(), main_menu=menu)
    assert page.pk in linked_ids()


def test_what_is_stale_is_asked_of_whoever_knows(category, monkeypatch):
    page, other = article(category, "One"), article(category, "Two")
    monkeypatch.setattr(numbers, "_stale", [lambda ids: {page.pk}])
    numbers_refresh()
    assert dict(PageFacts.objects.values_list("page_id", "is_stale")) == {page.pk: True, other.pk: False}


def test_words_are_counted(category):
    page = article(category, "One", "Three small words")
    texts_read()
    assert PageFacts.objects.get(page=page).words == 3


def test_what_was_read_is_not_read_again_until_it_is_published(category):
    page = article(category, "One")
    texts_read()
    assert not unread_pages().exists()
    page.save_revision().publish()
    assert list(unread_pages()) == [HelpPage.objects.get(pk=page.pk)]


def test_reading_ends_when_its_time_is_over_and_goes_on_later(category, monkeypatch):
    monkeypatch.setattr("kb.facts.texts.BATCH", 1)
    article(category, "One")
    article(category, "Two")
    assert (texts_read(seconds=0), texts_read()) == (0, 2)


def test_reading_texts_leaves_the_numbers_as_they_are(category):
    page = article(category, "One")
    DailyCount.objects.create(page_id=page.pk, day=timezone.localdate(), views=5)
    numbers_refresh()
    texts_read()
    numbers_refresh()
    facts = PageFacts.objects.get(page=page)
    assert (facts.views_7, facts.words) == (5, 2)


def test_nearly_the_same_text_is_a_duplicate(category):
    one, other = article(category, "One", LONG), article(category, "Two", f"{LONG} and a few more")
    article(category, "Three", LONG[::-1])
    texts_read()
    likeness_refresh()
    assert set(Likeness.objects.values_list("page_id", "other_id")) == {(one.pk, other.pk), (other.pk, one.pk)}


def test_nearly_the_same_title_is_a_duplicate(category):
    article(category, "Returning a parcel")
    article(category, "Return parcels", "Other words")
    texts_read()
    likeness_refresh()
    assert list(Likeness.objects.values_list("same_title", flat=True)) == [True, True]


def test_a_translation_is_no_duplicate(category, homes):
    shelf = add_page(homes["ar"], CategoryPage, "Shelf")
    article(category, "One", LONG)
    article(shelf, "One", LONG)
    texts_read()
    assert likeness_refresh() == 0


def test_what_is_no_duplicate_any_more_goes(category):
    one = article(category, "One", LONG)
    article(category, "Two", LONG)
    texts_read()
    likeness_refresh()
    one.unpublish()
    likeness_refresh()
    assert not Likeness.objects.exists()


@pytest.mark.parametrize(("changed", "least", "most"), [(0, 1, 1), (4, 0.7, 1), (20, 0.2, 0.7), (40, 0, 0.1)])
def test_the_likeness_of_signatures_follows_the_texts(changed, least, most):
    words = [f"w{number}" for number in range(200)]
    others = [f"x{at}" if at < changed * 5 else word for at, word in enumerate(words)]
    assert least <= likeness(signature_of(words), signature_of(others)) <= most


def test_very_short_texts_have_no_signature():
    assert signature_of(["hello"] * 5) == b""


def test_search_measures_readers_by_magnitude(category):
    pages = [article(category, name) for name in ("One", "Two", "Three")]
    for page, views in zip(pages, (1000, 31, 0), strict=True):
        DailyCount.objects.create(page_id=page.pk, day=timezone.localdate(), views=views)
    numbers_refresh()
    scores = read_scores([page.pk for page in pages])
    assert scores == {pages[0].pk: 1, pages[1].pk: pytest.approx(0.5, abs=0.01)}


def test_search_is_told_of_pages_that_are_read_markedly_more(category):
    page = article(category, "One")
    while outbox_process():
        pass
    DailyCount.objects.create(page_id=page.pk, day=timezone.localdate(), views=50)
    numbers_refresh()
    assert (search_refresh(), search_refresh(), OutboxEntry.objects.filter(key=f"page:{page.pk}").exists()) == (1, 0, True)


def test_the_scheduler_gathers():
    assert {"kb.texts", "kb.numbers", "kb.likeness", "kb.search_levels"} <= {job.name for job in all_jobs()}
