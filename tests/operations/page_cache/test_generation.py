"""Whatever readers would see differently ends the generation, when it is committed, and nothing else does."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError, transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from content.models import HelpPage
from faq_blocks.models import Question
from kb.models import ArticlePage
from operations.page_cache.dated import next_dated_change
from operations.page_cache.generation import token_read
from operations.page_cache.writes import readers_see
from plugins.active import epoch_raise
from plugins.hooks import add_action
from tests.factories import add_page
from tests.operations.page_cache.conftest import forget, rich
from theme.models import Branding, Navigation

PATH = "/en/returns/send/"


def published(article):
    article.body = rich("<p>Fold it.</p>")
    article.save_revision().publish()


def moved(article):
    article.move(article.get_parent().get_parent(), pos="last-child")


def restricted(article):
    PageViewRestriction.objects.create(page=article, restriction_type="login")


def menu_saved(article):
    Navigation.objects.create(site=Site.objects.get(), locale=article.locale, site_name="Other")


CHANGES = {
    "publish": published,
    "unpublish": lambda article: article.unpublish(),
    "delete": lambda article: article.delete(),
    "move": moved,
    "privacy": restricted,
    "audience in bulk": lambda article: HelpPage.objects.filter(pk=article.pk).update(audience=2),
    "a page elsewhere": lambda article: add_page(article.get_parent(), ArticlePage, "New", slug="new"),
    "menu": menu_saved,
    "branding": lambda _article: Branding.objects.update_or_create(site=Site.objects.get(), defaults={"name": "Other"}),
    "site": lambda _article: Site.objects.update(site_name="Other"),
    "redirect": lambda _article: Redirect.objects.create(old_path="/en/old", redirect_link="https://example.org/"),
    "question": lambda article: Question.objects.create(question="Why?", locale=article.locale, live=True),
    "plugins": lambda _article: epoch_raise(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_that_readers_see_ends_the_generation_on_commit(door, article, publishing, change):
    before = token_read()
    with publishing():
        change(article)
        assert token_read() == before
    assert token_read() != before


QUIET = {
    "draft": lambda article: article.save_revision(),
    "session": lambda _article: SessionStore().save(),
    "nothing found": lambda _article: HelpPage.objects.filter(pk=0).update(audience=2),
    "reading": lambda article: list(HelpPage.objects.filter(pk=article.pk)),
}


@pytest.mark.parametrize("change", QUIET.values(), ids=QUIET)
def test_what_readers_do_not_see_ends_nothing(door, article, publishing, change):
    before = token_read()
    with publishing():
        change(article)
    assert token_read() == before


def test_a_published_page_is_seen_at_once(door, article, publishing):
    door.ask(PATH)
    with publishing():
        published(article)
    assert "Fold it." in door.ask(PATH).text


def test_a_page_that_is_gone_is_gone(door, article, publishing):
    door.ask(PATH)
    with publishing():
        article.unpublish()
    assert door.ask(PATH).status == 404


def test_many_changes_in_one_transaction_end_one_generation(door, article, publishing):
    with publishing() as callbacks, transaction.atomic():
        for number in range(20):
            HelpPage.objects.filter(pk=article.pk).update(summary=str(number))
    assert [each.__name__ for each in callbacks].count("generation_end") == 1


def test_another_callback_that_fails_does_not_keep_it_from_ending(door, article, publishing):
    def fail():
        raise ValueError("a listener of somebody else")

    before = token_read()
    with pytest.raises(ValueError, match="somebody else"), publishing():
        transaction.on_commit(fail)
        published(article)
    assert token_read() != before


def test_a_change_that_was_taken_back_ends_nothing(door, article, publishing):
    with publishing() as callbacks:
        try:
            with transaction.atomic():
                HelpPage.objects.filter(pk=article.pk).update(summary="no")
                raise ValueError
        except ValueError:
            pass
    assert callbacks == []


def test_a_change_after_one_that_was_taken_back_counts(door, article, publishing):
    with publishing() as callbacks:
        try:
            with transaction.atomic():
                HelpPage.objects.filter(pk=article.pk).update(summary="no")
                raise ValueError
        except ValueError:
            pass
        HelpPage.objects.filter(pk=article.pk).update(summary="yes")
    assert len(callbacks) == 1


def test_who_publishes_while_a_page_is_made_is_not_overwritten(door, article, publishing):
    """The slow reader gets the old page, which was right when it was begun; nobody after that."""

    def publish_meanwhile():
        door.before_answer = lambda: None
        with publishing():
            published(article)

    door.before_answer = publish_meanwhile
    assert "Pack it well." in door.ask(PATH).text
    assert "Fold it." in door.ask(PATH).text


def test_a_date_that_comes_ends_the_generation(door, article, publishing, settings):
    soon = timezone.now() + timedelta(seconds=8)
    with publishing():
        article.expire_at = soon
        article.save_revision().publish()
    assert next_dated_change() == soon
    assert (door.ask(PATH).status, door.ask(PATH).is_hit) == (200, True)
    assert 0 < door.cache.generation.now().until - timezone.now().timestamp() <= 8
    while timezone.now() <= soon:
        time.sleep(0.05)
    assert door.ask(PATH).status != 200


@pytest.mark.parametrize("field", ["archived_from", "public_from"])
def test_the_dates_of_pages_are_known(door, article, field):
    soon = timezone.now() + timedelta(hours=1)
    setattr(article, field, soon)
    article.save_revision().publish()
    assert next_dated_change() == soon


def test_the_date_of_a_question_is_known(door, home):
    soon = timezone.now() + timedelta(hours=1)
    Question.objects.create(question="Why?", locale=home.locale, live=True, expire_at=soon)
    assert next_dated_change() == soon


def test_plugins_tell_their_own_dates(door):
    soon = timezone.now() + timedelta(minutes=1)
    add_action("dated_changes", lambda register: register("banner", lambda now: soon))
    assert next_dated_change() == soon


@pytest.mark.parametrize(
    ("sql", "seen"),
    [
        ('INSERT INTO "kb_articlepage" ("x") VALUES (%s)', True),
        ("insert into kb_articlepage values (1)", True),
        ('\n  UPDATE "theme_branding" SET "name" = %s', True),
        ("UPDATE ONLY public.theme_branding SET name = 1", True),
        ('DELETE FROM "faq_blocks_question" WHERE 1', True),
        ('INSERT OR IGNORE INTO "sanad_plugin_table" VALUES (1)', True),
        ("WITH x AS (SELECT 1) UPDATE y SET z = 1", True),
        ("WITH x AS (SELECT 1) SELECT * FROM x", False),
        ('TRUNCATE "kb_articlepage"', True),
        (
            'UPDATE "wagtailcore_page" SET "draft_title" = %s, "latest_revision_id" = %s WHERE "wagtailcore_page"."title" = %s',
            False,
        ),
        ('UPDATE "wagtailcore_page" SET "draft_title" = %s, "title" = %s', True),
        ('UPDATE "accounts_user" SET "last_login" = %s WHERE "accounts_user"."id" = %s', False),
        ('UPDATE "localization_translation" SET "state" = %s', False),
        ('UPDATE "localization_translation" SET "level" = %s', True),
        ('INSERT INTO "activity_seen" ("day") VALUES (%s)', False),
        ('INSERT INTO "wagtailcore_revision" ("content") VALUES (%s)', False),
        ('SELECT "kb_articlepage"."x" FROM "kb_articlepage" FOR UPDATE', False),
        ('CREATE TABLE "kb_articlepage" ("x")', False),
    ],
)
def test_statements_are_told_apart(sql, seen):
    assert readers_see(sql) is seen


def test_an_unpaid_end_is_made_up_for(door, article, publishing, monkeypatch):
    """The database was busy just after a change: the next question to it ends the generation first."""
    before = token_read()

    def busy(_token):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched, publishing():
        patched.setattr("operations.page_cache.generation._token_write", busy)
        published(article)
    forget(door)
    assert token_read() != before
