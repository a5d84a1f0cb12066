"""What can be typed beside words, and that anything malformed is words again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.grammar import Parsed, parse, without_operators


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("refund time", Parsed("refund time")),
        ('"refund time"', Parsed("", phrases=("refund time",))),
        ('card "refund time" abroad', Parsed("card abroad", phrases=("refund time",))),
        ("«زمان بازگشت» کارت", Parsed("کارت", phrases=("زمان بازگشت",))),
        ("„Geld zurück“", Parsed("", phrases=("Geld zurück",))),
        ("refund -card", Parsed("refund", excluded=("card",))),
        ('refund -"gift card"', Parsed("refund", excluded=("gift card",))),
        ("kind:policy refund", Parsed("refund", operators=(("kind", "policy"),))),
        ("refund kind:how-to in:billing", Parsed("refund", operators=(("kind", "how-to"), ("category", "billing")))),
        ('refund in:"paying and billing"', Parsed("refund", operators=(("category", "paying and billing"),))),
        ("نوع:سياسة استرداد", Parsed("استرداد", operators=(("kind", "سياسة"),))),
        ('"in returns kind:faq"', Parsed("", phrases=("in returns kind:faq",))),
        ("xin:payment in:payment a", Parsed("xin:payment a", operators=(("category", "payment"),))),
        ('refund 5\' "a b" 3"', Parsed("refund 5' 3\"", phrases=("a b",))),
        ("jenis:artikel refund", Parsed("refund", operators=(("kind", "artikel"),))),
    ],
)
def test_each_part_is_taken_out(text, expected):
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'a "b',
        '"',
        '""',
        "-",
        "--",
        "-refund",
        '-"gift card"',
        "error:404",
        "kind:article:faq",
        "10:30",
        "kind:",
        ":policy",
        "e-mail",
        "wi-fi 5 - 6",
        "C:\\temp",
        "http://example.org/in:here",
        "how? why! (when) [where]",
    ],
)
def test_what_is_malformed_or_says_nothing_is_plain_words(text):
    assert parse(text) == Parsed(" ".join(text.split()))


def test_the_plain_words_are_those_of_the_phrases_too():
    assert parse('card "refund time" -gift').plain == "card refund time"


@given(st.text(alphabet='ab "«»-:kindn \u0645\u200c', max_size=80))
def test_no_text_breaks_it(text):
    parsed = parse(text)

    assert parsed.words or parsed.phrases or parsed.operators or not text.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("refund -kind:faq", Parsed("refund", negated=(("kind", "faq"),))),
        ('refund −in:"gift cards"', Parsed("refund", negated=(("category", "gift cards"),))),
        ("-in:returns", Parsed("", negated=(("category", "returns"),))),
        ("kind:faq -in:returns", Parsed("", operators=(("kind", "faq"),), negated=(("category", "returns"),))),
        ("refund -time:1", Parsed("refund -time:1")),
    ],
)
def test_a_filter_can_be_excluded(text, expected):
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("refund kind:faq", "refund"),
        ("kind:faq", ""),
        ('in:"gift cards" refund "as it is" -card', 'refund "as it is" -card'),
        ("refund -kind:faq", "refund -kind:faq"),
        ("refund time:1", "refund time:1"),
        ("refund kind:xx", "refund kind:xx"),
    ],
)
def test_a_query_can_be_told_without_its_operators(text, rest):
    assert without_operators(text, [("kind", "xx")]) == rest
