"""How far translations are behind: by what was published since what they say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kb.models import ArticlePage
from localization.models import Level, SourceChange, Translation
from localization.significance import change_say, levels_refresh
from localization.significance.levels import behind
from localization.significance.saying import changes_since
from localization.significance.signals import newer_source_changed
from localization.snapshots import snapshot_take
from tests.factories import add_page
from tests.localization.tracking import add_translation, publish

pytestmark = pytest.mark.django_db

WORDS = " ".join(f"word{number}" for number in range(200))


@pytest.fixture
def source(home):
    body = [{"type": "rich_text", "value": f"<p>{WORDS}</p><p>Within 14 days.</p>"}]
    return add_page(home, ArticlePage, "Send it back", slug="send", body=body)


@pytest.fixture
def persian(source, homes):
    return add_translation(source, "fa", parent=homes["fa"])


def said(source, level):
    """Say a level of a new draft, and publish it."""
    page = ArticlePage.objects.get(pk=source.pk)
    page.title += "!"
    revision = page.save_revision()
    change_say(revision=revision, level=level, is_ready=True, note="", user=None)
    revision.publish()
    return revision


def test_a_typo_is_no_notice(source, persian):
    said(source, Level.TYPO)
    persian.refresh_from_db()
    assert (persian.level, persian.is_outdated, persian.outdated_since) == (Level.TYPO, False, None)


def test_a_medium_change_makes_it_outdated(source, persian):
    said(source, Level.MEDIUM)
    persian.refresh_from_db()
    assert persian.is_outdated
    assert timezone.now() - persian.outdated_since < timedelta(minutes=1)


def test_the_highest_level_counts_whatever_came_after(source, persian):
    said(source, Level.MAJOR)
    since = Translation.objects.get(pk=persian.pk).outdated_since
    said(source, Level.TYPO)
    persian.refresh_from_db()
    assert (persian.level, persian.outdated_since) == (Level.MAJOR, since)


def test_a_draft_counts_for_nothing(source, persian):
    page = ArticlePage.objects.get(pk=source.pk)
    change_say(revision=page.save_revision(), level=Level.MAJOR, is_ready=True, note="", user=None)
    levels_refresh(source.translation_key)
    persian.refresh_from_db()
    assert persian.level == Level.NONE


def test_what_a_translation_says_counts_no_more(source, persian):
    newest = said(source, Level.MAJOR)
    Translation.objects.filter(pk=persian.pk).update(based_on=newest.pk)
    levels_refresh(source.translation_key)
    persian.refresh_from_db()
    assert (persian.level, persian.outdated_since) == (Level.NONE, None)


def test_translations_of_one_source_are_behind_by_themselves(source, persian, homes):
    first = said(source, Level.MEDIUM)
    arabic = add_translation(source, "ar", parent=homes["ar"], based_on=first.pk)
    said(source, Level.TYPO)
    levels = dict(Translation.objects.values_list("locale__language_code", "level"))
    assert levels == {"fa": Level.MEDIUM, "ar": Level.TYPO}
    assert arabic.based_on == first.pk


def test_what_was_never_published_is_not_behind(source, homes):
    row = add_translation(source, "id")
    said(source, Level.MAJOR)
    row.refresh_from_db()
    assert row.level == Level.NONE


def test_a_level_that_is_corrected_later_counts_at_once(source, persian):
    revision = said(source, Level.MAJOR)
    change_say(revision=revision, level=Level.TYPO, is_ready=True, note="", user=None)
    persian.refresh_from_db()
    assert persian.level == Level.TYPO


def test_it_goes_by_the_time_of_publishing_and_not_by_numbers():
    now = timezone.now()
    early, late = (now - timedelta(hours=hours) for hours in (2, 1))
    planned = SourceChange(revision=5, level=Level.MAJOR, published=late)
    sooner = SourceChange(revision=7, level=Level.TYPO, published=early)
    assert behind(7, [sooner, planned]) == (Level.MAJOR, late)
    assert behind(5, [sooner, planned]) == (Level.NONE, None)


def test_what_a_program_publishes_is_compared_with_what_was_published(source, persian):
    publish(source, title="Sent it back")
    persian.refresh_from_db()
    assert persian.level == Level.TYPO
    assert SourceChange.objects.get().is_suggested


def test_a_program_after_an_editor_who_said_major_in_a_draft(source, persian):
    page = ArticlePage.objects.get(pk=source.pk)
    change_say(revision=page.save_revision(), level=Level.MAJOR, is_ready=False, note="Look at the days", user=None)
    revision = publish(source, title="Send it back!")
    change = SourceChange.objects.get(revision=revision.pk)
    assert (change.level, change.is_ready, change.note) == (Level.MAJOR, False, "Look at the days")


def test_the_first_change_after_an_upgrade_is_compared_with_what_translations_were_made_of(source, persian):
    Translation.objects.filter(pk=persian.pk).update(snapshot=snapshot_take(source))
    page = ArticlePage.objects.get(pk=source.pk)
    page.body.raw_data[0]["value"] = page.body.raw_data[0]["value"].replace("14 days", "30 days")
    page.save_revision().publish()
    persian.refresh_from_db()
    assert persian.level == Level.MEDIUM


def test_publishing_a_translation_says_nothing_of_its_source(persian):
    publish(ArticlePage.objects.get(pk=persian.page_id), title="دیگر")
    assert not SourceChange.objects.exists()


def test_a_page_nobody_translates_costs_no_row(source):
    publish(source, title="Sent it back")
    assert not SourceChange.objects.exists()


def test_caches_are_told_when_readers_are_warned_and_when_no_more(source, persian):
    told = []

    def listen(page_ids, **_kwargs):
        told.append(page_ids)

    newer_source_changed.connect(listen)
    try:
        said(source, Level.MEDIUM)
        assert told == []
        revision = said(source, Level.MAJOR)
        said(source, Level.TYPO)
        assert told == [[persian.page_id]]
        Translation.objects.filter(pk=persian.pk).update(based_on=revision.pk)
        levels_refresh(source.translation_key)
        assert told == [[persian.page_id]] * 2
    finally:
        newer_source_changed.disconnect(listen)


def test_what_came_since_is_listed_with_its_notes(source, persian):
    said(source, Level.MEDIUM)
    newest = said(source, Level.MAJOR)
    persian.refresh_from_db()
    assert [each.level for each in changes_since(persian)] == [Level.MAJOR, Level.MEDIUM]
    persian.based_on = newest.pk
    assert changes_since(persian) == []


@pytest.mark.parametrize("languages", [["fa"], ["fa", "ar", "id"]])
def test_levels_are_written_with_the_same_few_statements(source, homes, languages, django_assert_num_queries):
    for code in languages:
        add_translation(source, code, parent=homes[code])
    said(source, Level.MAJOR)
    Translation.objects.update(level=Level.NONE)
    with django_assert_num_queries(5, info="two reads, one write, and the savepoint around them"):
        levels_refresh(source.translation_key)
