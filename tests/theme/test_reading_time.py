"""How long a text takes to read depends on its language."""

from __future__ import annotations

import pytest

from theme.reading_time import reading_minutes


@pytest.mark.parametrize(("language", "minutes"), [("en", 4), ("ar", 5), ("fa", 5), ("id", 5), ("de", 5), ("pt-br", 5)])
def test_the_same_number_of_words_takes_longer_in_languages_that_need_fewer(language, minutes):
    assert reading_minutes("word " * 1000, language) == minutes


@pytest.mark.parametrize(("language", "minutes"), [("zh", 8), ("ja", 6), ("th", 2)])
def test_languages_without_spaces_are_counted_by_their_signs(language, minutes):
    assert reading_minutes(f"<p>{'字' * 2000}</p>", language) == minutes


def test_tags_attributes_and_drawings_are_no_text():
    markup = '<p title="' + "x " * 900 + '">few words</p><svg><text>' + "x " * 900 + "</text></svg>"
    assert reading_minutes(markup, "en") == 1


def test_a_text_takes_at_least_a_minute():
    assert reading_minutes("", "en") == 1
