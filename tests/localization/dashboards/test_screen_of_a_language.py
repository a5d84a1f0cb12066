"""How one language stands: coverage of what is read most, work, throughput, what waits the longest."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kb.models import ArticlePage
from localization.dashboards.language import WEEKS, standing_of
from localization.models import Level, SourceChange, Stage, TranslationEvent
from tests.conftest import _user
from tests.factories import add_page
from tests.localization.tracking import add_readers, add_translation, in_days, language
from wiki.models import SpacePage, WikiPage

pytestmark = pytest.mark.django_db

PUBLISHED = TranslationEvent.What.PUBLISHED


@pytest.fixture
def pages(category):
    """Twenty-five originals, the first of them read most, and more often than the home page and the category."""
    found = [add_page(category, ArticlePage, f"Page {number:02}", slug=f"page-{number}") for number in range(25)]
    for number, page in enumerate(found):
        add_readers(page.pk, 100 - number)
    return found


def test_coverage_is_of_the_most_read(pages, homes, editor):
    for page in pages[:10]:
        add_translation(page, "fa", parent=homes["fa"])
    for page in pages[10:14]:
        add_translation(page, "fa", parent=homes["fa"], level=Level.MAJOR)
    add_translation(pages[14], "fa")
    add_translation(pages[24], "fa", parent=homes["fa"])
    twenty, fifty, _hundred = standing_of(language("fa"), editor).coverage
    assert (twenty.total, twenty.fresh, twenty.outdated, twenty.missing) == (20, 10, 4, 6)
    assert (twenty.fresh_percent, twenty.shown_percent) == (50, 70)
    assert fifty.total == 27  # with the category, and the home page, which stands alone in each language
    assert fifty.fresh == 12


def test_a_draft_that_is_sent_back_for_an_update_covers_as_outdated(pages, homes, editor):
    add_translation(pages[0], "fa", parent=homes["fa"], level=Level.MEDIUM, stage=Stage.TRANSLATING)
    assert standing_of(language("fa"), editor).coverage[0].outdated == 1


def test_what_lacks_is_named_the_most_read_first(pages, homes, editor):
    add_translation(pages[0], "fa", parent=homes["fa"])
    add_translation(pages[2], "fa", parent=homes["fa"], level=Level.MEDIUM)
    found = standing_of(language("fa"), editor).missed
    assert [(each.title, each.cell.state) for each in found[:3]] == [
        ("Page 01", "missing"),
        ("Page 02", "outdated"),
        ("Page 03", "missing"),
    ]


def test_work_is_counted(pages, homes, editor):
    add_translation(pages[0], "fa", words_total=100, words_done=30)
    add_translation(pages[1], "fa", stage=Stage.TRANSLATING, words_total=10, due=in_days(-1))
    add_translation(pages[2], "fa", stage=Stage.REVIEW, words_total=10, words_done=10)
    add_translation(pages[3], "fa", parent=homes["fa"], words_total=10, words_done=10)
    add_translation(pages[4], "fa", parent=homes["fa"], level=Level.MEDIUM, words_total=10, words_done=8)
    add_translation(pages[5], "ar", words_total=1000)
    counts = standing_of(language("fa"), editor).counts
    assert (counts.to_do, counts.translating, counts.review, counts.outdated, counts.published) == (1, 1, 1, 1, 1)
    assert (counts.words, counts.late) == (82, 1)


def test_an_original_that_is_not_ready_is_no_work(pages, editor):
    add_translation(pages[0], "fa", words_total=100)
    key = pages[0].translation_key
    SourceChange.objects.create(translation_key=key, revision=1, is_ready=False, published=timezone.now())
    counts = standing_of(language("fa"), editor).counts
    assert (counts.to_do, counts.words) == (0, 0)


@time_machine.travel("2026-03-18 12:00", tick=False)
def test_weeks_begin_on_monday_and_count_words(pages, editor):
    row, other = add_translation(pages[0], "fa"), add_translation(pages[0], "ar")
    for days, words in ((0, 30), (1, 10), (9, 20), (200, 500)):
        event = TranslationEvent.objects.create(translation=row, what=PUBLISHED, words=words)
        TranslationEvent.objects.filter(pk=event.pk).update(at=timezone.now() - timedelta(days=days))
    TranslationEvent.objects.create(translation=other, what=PUBLISHED, words=7)
    TranslationEvent.objects.create(translation=row, what=TranslationEvent.What.SUBMITTED, words=7)
    weeks = standing_of(language("fa"), editor).weeks
    assert len(weeks) == WEEKS
    assert [(week.begins.isoformat(), week.count, week.words, week.share) for week in weeks[-2:]] == [
        ("2026-03-09", 1, 20, 50),
        ("2026-03-16", 2, 40, 100),
    ]
    assert {week.words for week in weeks[:-2]} == {0}


def test_what_is_outdated_the_longest_comes_first(pages, homes, editor):
    for number, days in enumerate((3, 30, 10)):
        since = timezone.now() - timedelta(days=days)
        add_translation(pages[number], "fa", parent=homes["fa"], level=Level.MEDIUM, outdated_since=since, title=f"{days} days")
    assert [row.title for row, _url in standing_of(language("fa"), editor).oldest] == ["30 days", "10 days", "3 days"]


def test_closed_spaces_count_for_nothing(home, pages):
    page = add_page(add_page(home, SpacePage, "Zephyr corner", slug="space"), WikiPage, "Tone of voice", slug="tone")
    add_readers(page.pk, 1000)
    add_translation(page, "fa", words_total=500)
    outside, inside = _user("outside", "Editors"), _user("inside", "Editors", "Agents")
    assert standing_of(language("fa"), outside).counts.words == 0
    assert "Tone of voice" not in [each.title for each in standing_of(language("fa"), outside).missed]
    assert standing_of(language("fa"), inside).counts.words == 500
    assert standing_of(language("fa"), inside).missed[0].title == "Tone of voice"


def test_the_screen_shows_it(editing, pages, homes):
    add_translation(pages[0], "fa", parent=homes["fa"], level=Level.MAJOR, outdated_since=timezone.now())
    shown = editing.get(reverse("localization_admin:language", args=["fa"])).content.decode()
    for words in ("Coverage of the most read pages", "The 20 most read", "Page 01", "Outdated the longest"):
        assert words in shown


def test_a_language_the_site_does_not_have_is_not_found(editing):
    assert editing.get(reverse("localization_admin:language", args=["xx"])).status_code == 404


def test_more_pages_are_no_more_queries(category, homes, superuser):
    counts = []
    standing_of(language("fa"), superuser)  # warms up what is asked for once
    for number in (3, 30):
        for each in range(number):
            page = add_page(category, ArticlePage, f"Page {number} {each}")
            add_translation(page, "fa", parent=homes["fa"], level=Level.MEDIUM, outdated_since=timezone.now())
        with CaptureQueriesContext(connection) as found:
            standing_of(language("fa"), superuser)
        counts.append(len(found))
    assert counts[0] == counts[1] <= 14, "\n\n".join(each["sql"] for each in found)
