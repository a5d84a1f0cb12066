"""Readers of a translation whose original has changed in something important are told so."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.audiences import Audience
from kb.models import ArticlePage
from localization.models import Level, Translation
from tests.factories import add_page
from tests.localization.tracking import add_translation, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(home):
    return add_page(home, ArticlePage, "Send it back", slug="send")


@pytest.fixture
def indonesian(source, homes):
    return add_translation(source, "id", parent=homes["id"])


def page_of(client, row):
    return client.get(ArticlePage.objects.get(pk=row.page_id).url).content.decode()


def behind(row, level):
    Translation.objects.filter(pk=row.pk).update(level=level)


def test_a_major_change_is_told_with_the_way_to_the_original(client, source, indonesian):
    behind(indonesian, Level.MAJOR)
    shown = page_of(client, indonesian)
    assert "callout--warn" in shown
    assert f'href="{source.url}"' in shown
    assert 'hreflang="en"' in shown


@pytest.mark.parametrize("level", [Level.NONE, Level.TYPO, Level.MEDIUM])
def test_lesser_changes_are_no_matter_of_readers(client, indonesian, level):
    behind(indonesian, level)
    assert "callout--warn" not in page_of(client, indonesian)


def test_the_original_itself_says_nothing(client, source, indonesian):
    behind(indonesian, Level.MAJOR)
    assert "callout--warn" not in client.get(source.url).content.decode()


def test_there_is_no_way_to_an_original_that_is_not_for_this_reader(client, source, indonesian):
    behind(indonesian, Level.MAJOR)
    publish(source, audience=Audience.AGENT)
    Translation.objects.update(level=Level.MAJOR)
    shown = page_of(client, indonesian)
    assert "callout--warn" in shown
    assert f'href="{source.url}"' not in shown


def test_nothing_is_told_where_the_original_is_gone(client, indonesian):
    Translation.objects.filter(pk=indonesian.pk).update(level=Level.MAJOR, is_source_gone=True)
    assert "callout--warn" not in page_of(client, indonesian)


def test_it_costs_no_query(client, indonesian):
    page_of(client, indonesian)
    counts = []
    for level in (Level.NONE, Level.MAJOR):
        behind(indonesian, level)
        with CaptureQueriesContext(connection) as queries:
            page_of(client, indonesian)
        counts.append(len(queries) - 1)  # page_of looks the page up
    assert counts[0] == counts[1]


def test_a_draft_is_shown_with_it_as_well(client, superuser, indonesian):
    behind(indonesian, Level.MAJOR)
    client.force_login(superuser)
    shown = client.get(f"/admin/pages/{indonesian.page_id}/view_draft/").content.decode()
    assert "callout--warn" in shown
