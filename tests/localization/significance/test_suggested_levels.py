"""What is suggested from a change: words, numbers, links, texts that are gone."""

from __future__ import annotations

import pytest

from kb.models import ArticlePage
from localization.merging import leaf
from localization.models import Level
from localization.significance import level_suggested
from localization.significance.comparing import Piece, difference_between
from tests.factories import add_page

WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
BLOCK, OTHER = "0b0f6a5e-0000-4000-8000-000000000001", "0b0f6a5e-0000-4000-8000-000000000002"


def text(words, place="title", *links, markup=""):
    return Piece(place, words, markup or words, tuple(links))


def page(*first, length=400):
    """A source of some length, after the texts that matter."""
    return [*first, *(text(f"{WORDS} {number}", f"body.{number}") for number in range(length // 17))]


def level(before, after):
    return difference_between(before, after).level


def test_a_word_in_a_long_text_is_a_typo():
    assert level(page(text("Send it bakc")), page(text("Send it back"))) == Level.TYPO


def test_a_word_in_a_short_text_is_a_typo_too():
    assert level([text("Send it bakc to us")], [text("Send it back to us")]) == Level.TYPO


def test_nothing_changed_is_no_change():
    assert level(page(), page()) == Level.NONE


def test_other_bold_words_are_a_typo():
    assert level(page(text("Send it back")), page(text("Send it back", markup="Send <b>it</b> back"))) == Level.TYPO


def test_a_number_is_medium():
    assert level(page(text("Within 14 days")), page(text("Within 30 days"))) == Level.MEDIUM


def test_a_number_in_other_digits_is_one_too():
    assert level(page(text("خلال ١٤ يومًا")), page(text("خلال ٣٠ يومًا"))) == Level.MEDIUM


def test_a_link_is_medium_though_no_word_changed():
    before, after = text("Go there", "title", "https://a.example"), text("Go there", "title", "https://b.example")
    assert level(page(before), page(after)) == Level.MEDIUM


def test_a_step_that_is_gone_is_medium():
    assert level(page(text("Close the lid", f"body.{BLOCK}")), page()) == Level.MEDIUM


def test_three_steps_that_are_gone_are_major():
    steps = [text(f"Turn the {word} screw", f"body.steps.{word}") for word in ("first", "second", "third")]
    assert level(page(*steps), page()) == Level.MAJOR


def test_a_new_paragraph_of_a_long_page_is_no_typo():
    new = text(" ".join(["word"] * 40), f"body.{BLOCK}")
    assert level(page(length=4000), page(new, length=4000)) == Level.MEDIUM


def test_a_third_of_the_words_is_major():
    before = [text(" ".join(f"word{number}" for number in range(60)))]
    after = [text(" ".join(f"word{number}" if number > 20 else f"other{chr(97 + number)}" for number in range(60)))]
    assert level(before, after) == Level.MAJOR


def test_most_of_a_title_alone_is_not_major():
    assert level([text("Send it back to us please")], [text("Return your whole parcel to us please")]) == Level.MEDIUM


def test_a_block_that_moved_is_no_change():
    first, second = text("Open the box", f"body.{BLOCK}"), text("Close the box", f"body.{OTHER}")
    assert level(page(first, second), page(second, first)) == Level.NONE


def test_a_block_in_another_list_is_paired_with_itself():
    before = text(f"{WORDS} more", leaf(f"body.{OTHER}.{BLOCK}.text"))
    found = difference_between(page(before), page(text(f"{WORDS} still", leaf(f"body.{BLOCK}.text"))))
    assert (found.words, found.removed) == (1, 0)


def test_a_paragraph_before_others_leaves_these_alone():
    place = f"body.{BLOCK}"
    old = [text(f"{WORDS} {name}", place) for name in ("alpha", "beta")]
    found = difference_between(old, [text("A new beginning of it all", place), *old])
    assert (found.words, found.removed) == (6, 0)


def test_the_same_sentence_twice_and_once_is_one_that_is_gone():
    same = [text("Press the button", f"body.{number}") for number in (1, 2)]
    assert difference_between(page(*same), page(same[0])).removed == 1


def test_a_text_of_fifty_thousand_characters_is_compared_in_time():
    words = " ".join(f"word{number % 4000}" for number in range(8000))
    assert level([text(words)], [text(f"{words} more")]) == Level.TYPO


@pytest.mark.django_db
def test_before_anything_was_published_it_is_a_typo(home):
    assert level_suggested(None, ArticlePage(title="New", locale=home.locale)) == Level.TYPO


@pytest.mark.django_db
def test_pages_are_compared_by_their_texts(home):
    rich = [{"type": "rich_text", "value": f"<p>{WORDS}</p><p>Within 14 days.</p>"}]
    before = add_page(home, ArticlePage, "Send it back", slug="send", body=rich)
    assert level_suggested(before, ArticlePage.objects.get(pk=before.pk)) == Level.NONE
    changed = before.with_content_json({**before.serializable_data(), "title": "Sent it back"})
    assert level_suggested(before, changed) == Level.TYPO
    body = before.serializable_data()["body"].replace("14", "30")
    assert level_suggested(before, before.with_content_json({**before.serializable_data(), "body": body})) == Level.MEDIUM
