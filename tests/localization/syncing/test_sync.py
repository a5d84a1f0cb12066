"""What a source says now comes into its translations, and nothing that a person wrote goes."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from localization.models import SourceChange, Translation, UnitState
from localization.syncing import What, sync_start, sync_stop, translation_sync, translations_sync
from localization.syncing.late import sources_sync_late
from localization.units import unit_draft
from tests.localization.syncing.site import (
    BODY,
    ONE,
    OWN,
    THREE,
    TWO,
    all_texts,
    begun,
    draft_of,
    html,
    living,
    page_of,
    published,
    rich,
    said,
    saved,
    translated,
    written,
)

pytestmark = pytest.mark.django_db


def test_without_a_change_nothing_is_written(live):
    revision = page_of(live).latest_revision_id
    assert translation_sync(live).what == What.UNCHANGED
    assert page_of(live).latest_revision_id == revision


def test_a_changed_text_is_outdated_and_the_draft_keeps_its_words(source, live):
    saved(source, body=[rich(ONE, "Pay by card.", "Wait four days."), BODY[1]])
    outcome = translation_sync(live)
    assert (outcome.what, outcome.changed, outcome.new, outcome.has_draft) == (What.MERGED, 1, 0, True)
    unit = next(unit for unit in living(live) if unit.state == UnitState.OUTDATED)
    assert (unit.source, unit.new_source, unit.text) == ("Wait three days.", "Wait four days.", "fa Wait three days.")
    assert "fa Wait three days." in html(draft_of(live))


def test_readers_see_nothing_of_a_sync(source, live, client):
    before = client.get(page_of(live).url).content
    saved(source, title="Money back", body=[rich(ONE, "Pay by card.", "Now."), rich(THREE, "Quite new."), BODY[1]])
    translation_sync(live)
    row = page_of(live)
    assert row.title == "fa Refunds" and "Quite new" not in html(row)
    assert b"Quite new" not in client.get(row.url).content
    assert b"Quite new" not in before


def test_a_removed_block_goes_to_the_bin_until_published_and_after_and_comes_back(source, live, superuser):
    source = saved(source, body=[BODY[0]])
    assert translation_sync(live).binned == 1
    published(live, superuser)
    assert "fa Write to us." in all_texts(live) and "Write to us" not in html(page_of(live))
    saved(source, body=deepcopy(BODY))
    assert translation_sync(live).back == 1
    assert said(live)["Write to us."] == "fa Write to us."


def test_a_text_changed_back_finds_the_words_it_had(source, live, superuser):
    source = saved(source, body=[rich(ONE, "Pay by card.", "Wait four days."), BODY[1]])
    translation_sync(live)
    written(live, "Wait four days.", "چهار روز", superuser)
    saved(source, body=deepcopy(BODY))
    translation_sync(live)
    unit = next(unit for unit in living(live) if unit.source == "Wait three days.")
    assert (unit.text, unit.state) == ("fa Wait three days.", UnitState.DONE)
    assert "چهار روز" in all_texts(live)


def test_blocks_in_another_order_keep_their_words(source, live):
    saved(source, body=[BODY[1], BODY[0]])
    outcome = translation_sync(live)
    assert (outcome.changed, outcome.new, outcome.binned) == (0, 0, 0)
    assert [block.id for block in draft_of(live).body] == [TWO, ONE]
    assert html(draft_of(live)) == "<p>fa Write to us.</p><p>fa Pay by card.</p><p>fa Wait three days.</p>"


class TestThePagesOwnEditor:
    def test_what_was_written_there_becomes_words_of_a_person(self, source, live, superuser):
        body = [rich(ONE, "fa Pay by card.", "دست‌نوشته"), rich(TWO, "fa Write to us.")]
        saved(page_of(live), publish=False, body=body)
        saved(source, title="Money back")
        assert translation_sync(live).harvested == 1
        unit = next(unit for unit in living(live) if unit.source == "Wait three days.")
        assert (unit.text, unit.origin, unit.state) == ("دست‌نوشته", "human", UnitState.DONE)
        assert "fa Wait three days." in all_texts(live)
        assert "دست‌نوشته" in html(draft_of(live))

    def test_a_text_that_its_source_left_behind_stays_outdated(self, source, live):
        body = [rich(ONE, "fa Pay by card.", "دست‌نوشته"), rich(TWO, "fa Write to us.")]
        saved(page_of(live), publish=False, body=body)
        saved(source, body=[rich(ONE, "Pay by card.", "Wait four days."), BODY[1]])
        translation_sync(live)
        unit = next(unit for unit in living(live) if unit.new_source)
        assert (unit.text, unit.state) == ("دست‌نوشته", UnitState.OUTDATED)

    def test_whoever_wrote_last_wins_and_the_other_is_kept(self, source, live, superuser):
        body = [rich(ONE, "fa Pay by card.", "دست‌نوشته"), rich(TWO, "fa Write to us.")]
        saved(page_of(live), publish=False, body=body)
        written(live, "Wait three days.", "مترجم", superuser)
        translation_sync(live)
        assert said(live)["Wait three days."] == "مترجم"
        assert "دست‌نوشته" in all_texts(live)

    def test_words_not_yet_in_the_page_are_not_taken_for_older_ones(self, live, superuser):
        saved(page_of(live), publish=False, title="عنوان")
        written(live, "Wait three days.", "مترجم", superuser)
        translation_sync(live)
        assert said(live) == {
            "Refunds": "عنوان",
            "Pay by card.": "fa Pay by card.",
            "Wait three days.": "مترجم",
            "Write to us.": "fa Write to us.",
        }

    def test_a_block_of_the_translations_own_stays_and_its_words_are_in_the_bin(self, source, live, superuser):
        body = [rich(ONE, "fa Pay by card.", "fa Wait three days."), rich(OWN, "فقط در ایران"), rich(TWO, "fa Write to us.")]
        saved(page_of(live), publish=False, body=body)
        source = saved(source, title="Money back")
        translation_sync(live)
        assert "فقط در ایران" in all_texts(live)
        assert [block.id for block in draft_of(live).body] == [ONE, OWN, TWO]
        saved(source, title="Money back again", body=[rich(THREE, "First."), *deepcopy(BODY)])
        translation_sync(live)
        assert [block.id for block in draft_of(live).body] == [THREE, ONE, OWN, TWO]
        assert live.units.filter(text="فقط در ایران").count() == 1

    def test_a_paragraph_added_there_is_kept_in_the_bin(self, source, live):
        body = [rich(ONE, "fa Pay by card.", "افزوده", "fa Wait three days."), rich(TWO, "fa Write to us.")]
        saved(page_of(live), publish=False, body=body)
        saved(source, title="Money back")
        translation_sync(live)
        assert "افزوده" in all_texts(live)
        assert said(live)["Wait three days."] == "fa Wait three days."

    def test_publishing_takes_it_over_too(self, live, superuser):
        saved(page_of(live), publish=False, title="عنوان")
        published(live, superuser)
        assert page_of(live).title == "عنوان"

    def test_an_own_link_stays(self, home, category, persian, superuser):
        from kb.models import ArticlePage
        from tests.factories import add_page

        text = 'See <a href="https://example.org/en">the bank</a>.'
        source = add_page(category, ArticlePage, "Banks", body=[rich(ONE, text)])
        published(begun(category, persian), superuser)
        row = published(begun(source, persian), superuser)
        own = html(draft_of(row)).replace("/en", "/fa")
        saved(page_of(row), publish=False, body=[{"id": ONE, "type": "rich_text", "value": own}])
        saved(source, title="All banks", body=[rich(ONE, text), rich(TWO, "More.")])
        translation_sync(row)
        assert 'href="https://example.org/fa"' in html(draft_of(row))


class TestStopAndStart:
    def test_a_stopped_translation_is_left_as_it_is(self, source, live, superuser):
        sync_stop(live, user=superuser)
        saved(source, title="Money back")
        assert translation_sync(live).what == What.STOPPED
        assert draft_of(live).title == "fa Refunds"

    def test_what_was_written_meanwhile_stays_when_it_starts_again(self, source, live, superuser):
        sync_stop(live, user=superuser)
        body = [rich(ONE, "آزاد", "fa Wait three days."), rich(TWO, "fa Write to us.")]
        saved(page_of(live), body=body)
        saved(source, body=[BODY[0], rich(TWO, "Write to us today.")])
        outcome = sync_start(live, user=superuser)
        assert (outcome.harvested, outcome.changed) == (1, 1)
        assert "آزاد" in html(draft_of(live)) and said(live)["Pay by card."] == "آزاد"

    def test_and_again_after_the_next_change_of_the_source(self, source, live, superuser):
        sync_stop(live, user=superuser)
        saved(page_of(live), title="آزاد")
        sync_start(live, user=superuser)
        saved(source, body=[BODY[1], BODY[0]])
        translation_sync(live)
        assert draft_of(live).title == "آزاد"


class TestAllOfASource:
    def test_one_that_fails_keeps_the_others_from_nothing(self, source, live, homes, monkeypatch, caplog):
        from wagtail.models import Locale

        from localization.syncing import sync

        other = begun(source, Locale.objects.get(language_code="id"))
        saved(source, title="Money back")
        real = sync.translation_sync

        def failing(row, **kwargs):
            if row.pk == live.pk:
                raise ValueError("broken")
            return real(row, **kwargs)

        monkeypatch.setattr(sync, "translation_sync", failing)
        assert translations_sync(source.translation_key).keys() == {other.pk}
        assert "could not be merged" in caplog.text

    def test_an_unfinished_source_starts_no_work(self, source, live):
        source = saved(source, title="Money back")
        SourceChange.objects.update_or_create(
            revision=source.live_revision_id,
            defaults={"translation_key": source.translation_key, "is_ready": False, "published": timezone.now()},
        )
        assert translations_sync(source.translation_key) == {}


class TestWhatWasNotMerged:
    def test_is_tried_again_until_it_is(self, source, live, homes, monkeypatch):
        begun(source, homes["id"].locale)
        assert sources_sync_late() == 0
        saved(source, title="Money back")  # nothing is committed in a test: the worker hears nothing of it
        with monkeypatch.context() as broken:
            broken.setattr("localization.syncing.sync.translation_sync", None)
            assert sources_sync_late() == 1
        assert sources_sync_late() == 1
        assert said(live)["Money back"] == "fa Refunds"
        assert sources_sync_late() == 0

    def test_waits_while_its_source_is_not_ready(self, source, live):
        self.unfinished(source)
        assert sources_sync_late() == 0

    def test_is_left_where_a_translation_is_written_freely(self, source, live, superuser):
        sync_stop(live, user=superuser)
        saved(source, title="Money back")
        assert sources_sync_late() == 0

    def unfinished(self, source):
        source = saved(source, title="Money back")
        SourceChange.objects.update_or_create(
            revision=source.live_revision_id,
            defaults={"translation_key": source.translation_key, "is_ready": False, "published": timezone.now()},
        )


def test_a_sync_is_a_few_queries_however_long_the_page_is(source, live):
    def queries(number: int) -> int:
        body = [rich(ONE, *(f"Paragraph {at} of {number}." for at in range(number))), BODY[1]]
        saved(source, body=body)
        with CaptureQueriesContext(
            connection,
        ) as found:
            translation_sync(live)
        return len(found)

    few = queries(3)
    # SQLite takes some fifty new units in one statement, and the second sync has a version to look through.
    assert queries(60) <= few + 5, "Merging must not ask the database for each segment."
    # Most are Wagtail's for a new version of a page, and ours for the readers' search and visibility that listen to it.
    assert few < 110


def test_a_segment_of_50000_characters_is_merged_in_time(source, live, superuser):
    import time

    long = " ".join(f"word{at}" for at in range(6500))
    source = saved(source, body=[rich(ONE, long), BODY[1]])
    translation_sync(live)
    translated(live)
    saved(source, body=[rich(ONE, long.replace("word77 ", "other ")), BODY[1]])
    before = time.perf_counter()
    assert translation_sync(live).changed == 1
    assert time.perf_counter() - before < 3
    assert Translation.objects.get(pk=live.pk).units.filter(state=UnitState.OUTDATED).count() == 1


def test_what_was_being_typed_when_the_source_went_back_is_to_do(source, live, superuser):
    source = saved(source, body=[rich(ONE, "Pay by card.", "Wait four days."), BODY[1]])
    translation_sync(live)
    unit = next(unit for unit in living(live) if unit.new_source == "Wait four days.")
    unit_draft(unit=unit, text="چهار", user=superuser)
    source = saved(source, body=[rich(ONE, "Pay by card.", "Wait four weeks."), BODY[1]])
    translation_sync(live)
    saved(source, body=deepcopy(BODY))
    translation_sync(live)
    unit.refresh_from_db()
    assert (unit.source, unit.text, unit.state) == ("Wait three days.", "چهار", UnitState.TO_DO)
    assert "fa Wait three days." in all_texts(live)
