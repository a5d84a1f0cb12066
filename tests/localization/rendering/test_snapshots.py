"""What a source said is kept for as long as a translation names it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from faq_blocks.models import Topic
from kb.models import ArticlePage, CategoryPage
from localization.models import SourceSnapshot, Translation
from localization.segments import segments_of
from localization.snapshots import snapshot_take, source_at, source_of
from tests.factories import add_page
from tests.faq_blocks.library import add_topic
from tests.localization.working import begun

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(home):
    body = [{"type": "rich_text", "value": "<p>One.</p>"}, {"type": "steps", "value": {"steps": [{"title": "A", "text": ""}]}}]
    return add_page(add_page(home, CategoryPage, "Shelf"), ArticlePage, "Title", body=json.dumps(body))


def test_a_source_comes_back_as_it_was(article):
    before = segments_of(article)
    snapshot = snapshot_take(article)
    article.title = "Another"
    article.save()
    again = source_at(snapshot, ArticlePage)
    assert (again.title, again.pk) == ("Title", article.pk)
    assert segments_of(again) == before


def test_a_source_that_is_gone_comes_back_too(article):
    snapshot = snapshot_take(article)
    article.delete()
    assert source_at(snapshot, ArticlePage).title == "Title"


def test_the_same_state_is_kept_once(article):
    first = snapshot_take(article)
    article.save_revision().publish()
    again = snapshot_take(ArticlePage.objects.get(pk=article.pk))
    assert (again.pk, again.revision) == (first.pk, ArticlePage.objects.get(pk=article.pk).live_revision_id)


def test_states_that_nobody_names_go(article, monkeypatch):
    monkeypatch.setattr("localization.snapshots.YOUNG", timedelta(0))
    begun(article)
    named = Translation.objects.get(translation_key=article.translation_key).snapshot
    for title in ("Second", "Third"):
        article.title = title
        article.save()
        snapshot_take(article)
    kept = SourceSnapshot.objects.filter(translation_key=article.translation_key)
    assert named is not None
    assert {each.content["title"] for each in kept} == {named.content["title"], "Third"}


def test_a_state_that_was_just_taken_is_left_to_whoever_took_it(article):
    first = snapshot_take(article)
    article.title = "Second"
    article.save()
    snapshot_take(article)
    assert SourceSnapshot.objects.filter(pk=first.pk).exists()


def test_what_has_no_versions_is_kept_as_well(homes):
    topic = add_topic("Returns", description="Sending things back")
    snapshot = snapshot_take(topic)
    topic.delete()
    again = source_at(snapshot, Topic)
    assert (again.title, again.description, snapshot.revision) == ("Returns", "Sending things back", 0)


def test_the_source_of_a_translation_is_what_readers_see(article):
    translation = begun(article)
    article.title = "Draft"
    article.save_revision()
    source = source_of(translation)
    assert source and source.title == "Title"
    article.delete()
    assert source_of(translation) is None
