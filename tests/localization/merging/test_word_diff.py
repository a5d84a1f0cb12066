"""What editors and translators are shown of a changed text."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from localization.merging import word_diff

texts = st.text(alphabet="abc <b>/&;.\n زمان日本", max_size=60)


def shown(old, new):
    return "".join({"same": "{}", "old": "[-{}-]", "new": "[+{}+]"}[each.kind].format(each.text) for each in word_diff(old, new))


def test_only_what_changed_is_marked():
    assert shown("Wait three days.", "Wait four days.") == "Wait [-three-][+four+] days."


def test_words_changed_side_by_side_are_one_change():
    assert shown("Wait three long days.", "Wait a short time.") == "Wait [-three long days-][+a short time+]."


def test_equal_texts_have_no_change():
    assert shown("a <b>b</b> &amp; c", "a <b>b</b> &amp; c") == "a <b>b</b> &amp; c"


def test_tags_are_never_cut():
    assert shown('See <a id="a1">here</a>.', 'See <a id="a2">here</a>.') == 'See [-<a id="a1">-][+<a id="a2">+]here</a>.'


def test_persian_words_with_joiners_stay_whole():
    assert shown("می‌روم خانه", "می‌رویم خانه") == "[-می‌روم-][+می‌رویم+] خانه"


def test_scripts_without_spaces_are_compared_by_sign():
    assert shown("日本語", "日本人") == "日本[-語-][+人+]"


@settings(max_examples=300, deadline=None)
@given(texts, texts)
def test_the_pieces_give_both_texts(old, new):
    pieces = word_diff(old, new)
    assert "".join(each.text for each in pieces if each.kind != "new") == old
    assert "".join(each.text for each in pieces if each.kind != "old") == new
    assert all(each.text for each in pieces)


def test_50000_characters_are_compared_in_time():
    old = " ".join(f"w{n % 700}" for n in range(12_000))
    new = " ".join(f"w{(n * 7) % 701}" for n in range(12_000))
    before = time.perf_counter()
    pieces = word_diff(old, new)
    assert time.perf_counter() - before < 2.0
    assert "".join(each.text for each in pieces if each.kind != "old") == new
