"""When an article is due for review, who marks it as reviewed, and what readers learn of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from content.review.dates import due_date, months_later
from content.review.due import due_refresh
from content.review.selectors import due_pages, may_review, stale_ids
from content.review.services import page_review
from kb.models import ArticlePage, CategoryPage, ReviewSettings
from search.models import OutboxEntry
from search.pages import load_pages
from tests.factories import add_page

pytestmark = pytest.mark.django_db

LONG_AGO = date(2020, 1, 15)


@pytest.fixture
def shelf(home):
    return add_page(home, CategoryPage, "Returns", slug="returns", review_months=6, review_team="Customer service")


@pytest.fixture
def article(shelf):
    return add_page(shelf, ArticlePage, "Send it back", slug="send", reviewed_on=LONG_AGO)


def fresh(article):
    return ArticlePage.objects.get(pk=article.pk)


def test_an_explicit_date_overrules_the_interval():
    due = due_date(verified_until=date(2026, 5, 3), reviewed_on=LONG_AGO, published_at=None, months=1)
    assert due == date(2026, 5, 4)


def test_before_the_first_review_the_interval_counts_from_publication():
    now = timezone.now()
    assert due_date(verified_until=None, reviewed_on=None, published_at=now, months=12) == months_later(timezone.localdate(), 12)


@pytest.mark.parametrize("months", [None, 0])
def test_without_an_interval_an_article_is_never_due(months):
    assert due_date(verified_until=None, reviewed_on=LONG_AGO, published_at=None, months=months) is None


def test_a_month_without_such_a_day_ends_on_its_last():
    assert months_later(date(2027, 8, 31), 6) == date(2028, 2, 29)


def test_the_nearest_category_counts(shelf):
    inner = add_page(shelf, CategoryPage, "Large", slug="large", review_months=1)
    article = add_page(inner, ArticlePage, "Sofas", slug="sofas", reviewed_on=LONG_AGO)
    assert article.review_due == date(2020, 2, 15)


def test_what_the_article_says_counts_before_its_category(shelf):
    article = add_page(shelf, ArticlePage, "Sofas", slug="sofas", reviewed_on=LONG_AGO, review_months=0)
    assert article.review_due is None


def test_the_site_has_an_interval_where_nobody_says_otherwise(home):
    shelf = add_page(home, CategoryPage, "Other", slug="other")
    article = add_page(shelf, ArticlePage, "Sofas", slug="sofas", reviewed_on=LONG_AGO)
    ReviewSettings.objects.create(default_months=12)
    assert fresh(article).review_due == date(2021, 1, 15)


def test_changing_the_interval_of_a_category_changes_what_stands_below(shelf, article):
    shelf.review_months = 12
    shelf.save_revision().publish()
    assert fresh(article).review_due == date(2021, 1, 15)


def test_moving_an_article_changes_what_counts_for_it(home, article):
    other = add_page(home, CategoryPage, "Other", slug="other", review_months=24)
    article.move(other, pos="last-child")
    assert fresh(article).review_due == date(2022, 1, 15)


def test_the_daily_look_mends_a_wrong_date(article):
    ArticlePage.objects.update(review_due=None)
    due_refresh()
    assert fresh(article).review_due == date(2020, 7, 15)


def test_a_review_makes_no_revision_and_is_logged_with_its_note(article, superuser):
    revisions = article.revisions.count()
    page_review(page=article, user=superuser, note="Prices are right")
    entry = PageLogEntry.objects.get(page_id=article.pk, action="kb.review")
    assert (article.revisions.count(), entry.comment) == (revisions, "Prices are right")


def test_a_review_starts_the_interval_anew(article, superuser):
    page_review(page=article, user=superuser)
    assert fresh(article).review_due == months_later(timezone.localdate(), 6)
    assert stale_ids([article.pk]) == set()


def test_an_article_that_was_reviewed_is_read_again_by_search(article, superuser):
    OutboxEntry.objects.all().delete()
    page_review(page=article, user=superuser)
    assert OutboxEntry.objects.filter(key=f"page:{article.pk}").exists()


def test_publishing_an_older_draft_does_not_turn_a_review_back(article, superuser):
    draft = article.save_revision()
    page_review(page=article, user=superuser)
    draft.publish()
    assert fresh(article).reviewed_on == timezone.localdate()


def test_a_copy_has_not_been_reviewed(shelf, article):
    copy = article.copy(update_attrs={"slug": "copy"})
    assert fresh(copy).reviewed_on is None


def test_stale_pages_sink_in_search(article):
    assert [document.is_stale for document in load_pages([article.pk])] == [True]


def test_readers_read_the_team_and_no_name(article, superuser, client):
    superuser.first_name = "Zahra"
    superuser.save()
    page_review(page=article, user=superuser)
    shown = client.get("/en/returns/send/").content.decode()
    assert "by Customer service" in shown
    assert "Zahra" not in shown


def test_a_name_is_shown_where_the_settings_say_so(article, superuser, client):
    superuser.first_name = "Zahra"
    superuser.save()
    ReviewSettings.objects.create(show_reviewer=True)
    page_review(page=article, user=superuser)
    assert "by Zahra" in client.get("/en/returns/send/").content.decode()


@pytest.mark.parametrize("told", [True, False])
def test_readers_are_told_of_an_overdue_review_where_the_settings_say_so(article, client, told):
    ReviewSettings.objects.create(show_stale=told)
    assert ("overdue" in client.get("/en/returns/send/").content.decode()) is told


def test_editors_see_it_in_the_listing_and_above_the_form(article, editor, client):
    client.force_login(editor)
    listing = client.get(reverse("wagtailadmin_explore", args=[article.get_parent().pk])).content.decode()
    form = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert "review due" in listing
    assert "A review is due since" in form


def test_only_those_who_edit_an_article_have_it_in_their_list(article, editor, customer):
    assert list(due_pages(editor)) == [article]
    assert list(due_pages(customer)) == []


def test_a_draft_and_an_archived_article_wait_for_nobody(shelf, article, editor):
    add_page(shelf, ArticlePage, "Draft", slug="draft", reviewed_on=LONG_AGO, live=False)
    add_page(shelf, ArticlePage, "Old", slug="old", reviewed_on=LONG_AGO, archived_from=timezone.now() - timedelta(days=1))
    assert list(due_pages(editor)) == [article]


def test_who_may_edit_but_was_not_trusted_with_reviews_may_not_mark(article, db):
    from tests.conftest import _user

    translator = _user("translator", "Translators")
    assert not may_review(article, translator)
    article.responsible = translator
    assert may_review(article, translator)


def test_the_form_marks_an_article(article, editor, client):
    client.force_login(editor)
    day = timezone.localdate() + timedelta(days=10)
    client.post(reverse("content_review_page", args=[article.pk]), {"note": "", "verified_until": day.isoformat()})
    assert (fresh(article).reviewed_by, fresh(article).verified_until) == (editor, day)


def test_a_day_that_has_passed_is_refused_with_a_sentence(article, editor, client):
    client.force_login(editor)
    shown = client.post(reverse("content_review_page", args=[article.pk]), {"verified_until": "2020-01-01"})
    assert "This day has passed." in shown.content.decode()
    assert fresh(article).reviewed_by is None


def test_strangers_cannot_mark(article, customer, client):
    client.force_login(customer)
    client.post(reverse("content_review_page", args=[article.pk]), {"note": ""})
    assert fresh(article).reviewed_by is None


def test_several_are_marked_from_the_list(shelf, article, editor, client):
    other = add_page(shelf, ArticlePage, "Other", slug="other", reviewed_on=LONG_AGO)
    client.force_login(editor)
    client.post(reverse("content_review_due"), {"id": [article.pk, other.pk]})
    assert stale_ids([article.pk, other.pk]) == set()


@pytest.mark.parametrize("ids", [[], ["x"], ["999999999"], ["9" * 40], ["-1"]])
def test_the_list_bears_ids_that_make_no_sense(article, editor, client, ids):
    client.force_login(editor)
    assert client.post(reverse("content_review_due"), {"id": ids}).status_code == 302
    assert stale_ids([article.pk]) == {article.pk}


def test_several_are_marked_from_the_listing_of_pages(shelf, article, editor, client):
    client.force_login(editor)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "review"]) + f"?id={article.pk}&id={shelf.pk}"
    assert "You may not mark" in client.get(address).content.decode()
    client.post(address, {"note": "Both"})
    assert fresh(article).reviewed_by == editor


def test_the_first_page_of_the_admin_tells_what_is_due(article, editor, client):
    client.force_login(editor)
    assert "1 page is due or soon will be" in " ".join(client.get("/admin/").content.decode().split())


def test_a_hostile_note_is_shown_as_what_it_is(article, editor, client):
    client.force_login(editor)
    client.post(reverse("content_review_page", args=[article.pk]), {"note": "<script>alert(1)</script>"})
    history = client.get(reverse("wagtailadmin_pages:history", args=[article.pk])).content.decode()
    assert "<script>alert(1)" not in history
