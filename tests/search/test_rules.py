"""Synonyms, stop words, promoted and hidden pages as pure functions of a query."""

import time
from datetime import UTC, datetime

import pytest

from search.rules import MOST_ALTERNATIVES, Rules, expand, hidden_pages, promoted_pages
from search.rules.compiled import PageRow, RuleRows, SynonymRow, compile_rules

NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)
MORNING = datetime(2024, 6, 1, 8, tzinfo=UTC)
EVENING = datetime(2024, 6, 1, 20, tzinfo=UTC)


def rules(*sets, language="en", stop_words=(), promoted=(), hidden=()):
    """Each set: words, or (words, targets) for one direction."""
    rows = []
    for number, each in enumerate(sets, start=1):
        one_way = isinstance(each[0], tuple)
        rows.append(SynonymRow(number, each[0], each[1], is_one_way=True) if one_way else SynonymRow(number, each))
    return compile_rules(RuleRows(language, tuple(rows), tuple(stop_words), tuple(promoted), tuple(hidden)))


class TestSegments:
    def test_a_query_without_rules_is_one_segment_as_it_was_typed(self):
        assert expand("How do I return it?", "en", Rules("en")) == (("How do I return it",),)

    def test_a_synonym_brings_the_others_of_its_set_after_what_was_typed(self):
        assert expand("refund", "en", rules(("refund", "money back"))) == (("refund", "money back"),)

    def test_several_words_are_matched_together(self):
        assert expand("my money back now", "en", rules(("refund", "money back"))) == (("money back", "refund"), ("now",))

    def test_the_rest_of_the_words_is_one_segment_for_each_stretch(self):
        found = expand("broken phone refund after delivery", "en", rules(("refund", "money back")))

        assert found == (("broken phone",), ("refund", "money back"), ("after delivery",))

    def test_stop_words_of_the_language_may_stand_inside(self):
        assert expand("terms of the service", "en", rules(("terms of service", "conditions")))[0][1:] == ("conditions",)

    def test_a_stretch_of_stop_words_only_is_left_out_beside_others(self):
        assert expand("what is a refund", "en", rules(("refund", "money back"))) == (("refund", "money back"),)

    def test_nothing_but_stop_words_is_kept(self):
        assert expand("how to", "en", rules(("refund", "money back"))) == (("how to",),)

    def test_a_text_without_words_has_no_segments(self):
        assert expand("?! 🙂", "en", rules(("refund", "money back"))) == ()

    def test_words_of_another_language_analysis_are_not_confused(self):
        assert expand("die", "de", rules(("die", "cube"), language="de")) == (("die", "cube"),)


class TestWhatMatches:
    def test_inflected_forms(self):
        assert expand("Refunds", "en", rules(("refund", "money back"))) == (("Refunds", "money back"),)

    @pytest.mark.parametrize("typed", ["الإسترجاع", "إسترجاع", "اسْتِرْجَاع", "استرجاع"])
    def test_arabic_spellings(self, typed):
        assert expand(typed, "ar", rules(("استرجاع", "رد المبلغ"), language="ar")) == ((typed, "رد المبلغ"),)

    @pytest.mark.parametrize("typed", ["کتاب‌خانه", "كتاب‌خانه", "کتابخانه", "کتاب خانه"])
    def test_persian_words_joined_split_and_with_arabic_letters(self, typed):
        assert expand(typed, "fa", rules(("کتاب‌خانه", "library"), language="fa")) == ((typed, "library"),)

    @pytest.mark.parametrize("typed", ["mengembalikan", "dikembalikan", "pengembalian"])
    def test_indonesian_affixes(self, typed):
        assert expand(typed, "id", rules(("kembalikan", "retur"), language="id")) == ((typed, "retur"),)

    @pytest.mark.parametrize("typed", ["iphone 15", "iphone ١٥", "ｉＰｈｏｎｅ ۱۵"])
    def test_digits_and_widths_of_any_script(self, typed):
        assert expand(typed, "en", rules(("iphone 15", "latest phone"))) == ((typed, "latest phone"),)

    def test_a_part_of_a_text_written_without_spaces(self):
        found = expand("商品を返品したい", "ja", rules(("返品", "払い戻し"), language="ja"))

        assert found == (("商品を",), ("返品", "払い戻し"), ("したい",))

    def test_latin_names_inside_an_arabic_query(self):
        found = expand("شحن iPhone سريع", "ar", rules(("iphone", "آيفون"), language="ar"))

        assert found == (("شحن",), ("iPhone", "آيفون"), ("سريع",))


class TestOverlaps:
    def test_the_longest_match_counts(self):
        both = rules(("gift", "present"), ("gift card", "voucher"))

        assert expand("gift card", "en", both) == (("gift card", "voucher"),)

    def test_the_longest_counts_even_when_a_shorter_one_begins_before_it(self):
        both = rules(("old gift", "souvenir"), ("gift card balance", "credit"))

        assert expand("old gift card balance", "en", both) == (("old",), ("gift card balance", "credit"))

    def test_of_equally_long_ones_the_leftmost_counts(self):
        both = rules(("red gift", "rose"), ("gift card", "voucher"))

        assert expand("red gift card", "en", both) == (("red gift", "rose"), ("card",))

    def test_a_shorter_one_counts_where_the_longer_one_does_not_fit_any_more(self):
        three = rules(("big red gift", "bouquet"), ("gift card", "voucher"), ("card", "map"))

        assert expand("big red gift card", "en", three) == (("big red gift", "bouquet"), ("card", "map"))


class TestDirections:
    def test_one_way_keeps_what_was_typed_as_the_first_alternative(self):
        assert expand("iphone", "en", rules((("iphone",), ("phone",)))) == (("iphone", "phone"),)

    def test_one_way_does_not_work_backwards(self):
        assert expand("phone", "en", rules((("iphone",), ("phone",)))) == (("phone",),)

    def test_one_way_words_do_not_bring_each_other(self):
        assert expand("iphone", "en", rules((("iphone", "galaxy"), ("phone",)))) == (("iphone", "phone"),)

    def test_two_sets_with_the_same_word_add_up(self):
        both = rules(("refund", "money back"), (("refund",), ("chargeback",)))

        assert expand("refund", "en", both) == (("refund", "money back", "chargeback"),)

    def test_sets_do_not_pass_words_on(self):
        both = rules(("refund", "money back"), ("money back", "cashback"))

        assert expand("refund", "en", both) == (("refund", "money back"),)

    def test_the_same_alternative_of_two_sets_stands_once(self):
        both = rules(("refund", "money back"), ("refund", "Money  back"))

        assert expand("refund", "en", both) == (("refund", "money back"),)

    def test_no_more_alternatives_than_can_be_asked_for(self):
        many = rules(*[("refund", f"word{number}") for number in range(20)])

        assert len(expand("refund", "en", many)[0]) == MOST_ALTERNATIVES

    def test_a_word_that_is_only_stop_words_brings_nothing(self):
        assert expand("the", "en", rules(("the", "refund"))) == (("the",),)


class TestStopWords:
    def test_editors_stop_words_are_left_out(self):
        assert expand("please refund kindly", "en", rules(stop_words=["please", "kindly"])) == (("refund",),)

    def test_what_stood_around_them_stays_in_one_segment(self):
        assert expand("refund please quickly", "en", rules(stop_words=["please"])) == (("refund quickly",),)

    def test_they_stay_when_nothing_else_remains(self):
        assert expand("please", "en", rules(stop_words=["please"])) == (("please",),)

    def test_they_stay_inside_a_synonym(self):
        both = rules(("app store", "shop"), stop_words=["app"])

        assert expand("app store", "en", both) == (("app store", "shop"),)

    def test_they_may_stand_between_the_words_of_a_synonym(self):
        both = rules(("money back", "refund"), stop_words=["please"])

        assert expand("money please back", "en", both) == (("money please back", "refund"),)

    def test_other_forms_of_them_still_count(self):
        assert expand("ordering", "en", rules(stop_words=["order"])) == (("ordering",),)

    def test_they_are_compared_in_every_spelling(self):
        assert expand("شكرا استرجاع", "ar", rules(stop_words=["شكرًا"], language="ar")) == (("استرجاع",),)


class TestPromotedPages:
    def test_a_query_of_the_same_words_in_any_order_and_form(self):
        found = rules(promoted=[PageRow(1, ("return policy",), 7)])

        assert promoted_pages("Policies for returns", found, NOON) == (7,)

    def test_a_query_with_another_word_does_not_fit(self):
        found = rules(promoted=[PageRow(1, ("return policy",), 7)])

        assert promoted_pages("return policy germany", found, NOON) == ()

    def test_editors_stop_words_do_not_matter(self):
        found = rules(promoted=[PageRow(1, ("return policy",), 7)], stop_words=["please"])

        assert promoted_pages("return policy please", found, NOON) == (7,)

    def test_a_query_of_stop_words_fits_itself_only(self):
        found = rules(promoted=[PageRow(1, ("how to",), 7)])

        assert (promoted_pages("How to", found, NOON), promoted_pages("what is", found, NOON)) == ((7,), ())

    def test_the_rule_that_was_made_first_leads(self):
        found = rules(promoted=[PageRow(1, ("refund",), 9), PageRow(2, ("refund",), 7), PageRow(3, ("refunds",), 9)])

        assert promoted_pages("refund", found, NOON) == (9, 7)

    @pytest.mark.parametrize(
        ("starts", "ends", "page"),
        [(MORNING, EVENING, (7,)), (None, NOON, ()), (NOON, None, (7,)), (EVENING, None, ()), (None, MORNING, ())],
    )
    def test_only_within_its_time(self, starts, ends, page):
        found = rules(promoted=[PageRow(1, ("refund",), 7, starts, ends)])

        assert promoted_pages("refund", found, NOON) == page

    def test_a_page_that_is_hidden_for_the_query_does_not_come_first(self):
        found = rules(promoted=[PageRow(1, ("refund",), 7)], hidden=[PageRow(1, ("refunds",), 7)])

        assert promoted_pages("refund", found, NOON) == ()

    def test_quotes_around_the_query_do_not_matter(self):
        assert promoted_pages("“refund”", rules(promoted=[PageRow(1, ("refund",), 7)]), NOON) == (7,)


class TestHiddenPages:
    def test_for_its_queries_only(self):
        found = rules(hidden=[PageRow(1, ("refund",), 7)])

        assert (hidden_pages("refunds", found), hidden_pages("delivery", found)) == (frozenset({7}), frozenset())

    def test_for_every_query_when_it_names_none(self):
        assert hidden_pages("anything", rules(hidden=[PageRow(1, (), 7)])) == frozenset({7})


class TestHostileTexts:
    @pytest.mark.parametrize(
        "text",
        ["a1 " * 40_000, '"' * 10_000, "(" * 10_000 + "a1", "\x00\ud800a1", "\u202ea1\u202c " * 500, "a1*" * 5000, "🙂" * 10_000],
    )
    def test_none_takes_longer_than_a_hundredth_of_a_second_or_explodes(self, text):
        repeated = rules(*[(" ".join(["a1"] * length), f"b{length}") for length in range(1, 49)])
        took = []
        for _each in range(5):  # the quickest: other programs make the others slow
            begun = time.perf_counter()
            found = expand(text, "en", repeated)
            took.append(time.perf_counter() - begun)

        assert min(took) < 0.01
        assert len(found) <= 32
        assert all(len(each) <= MOST_ALTERNATIVES for each in found)

    def test_compounds_do_not_multiply(self):
        compound = " ".join(["کتاب‌خانه"] * 12)

        assert len(expand(compound, "fa", rules((compound, "library"), language="fa"))) == 1


def test_ten_thousand_sets_cost_less_than_a_millisecond(record_property):
    """The middle of many: a busy machine makes single ones slow."""
    letters = "abcdefghij"
    names = ["".join(letters[int(digit)] for digit in f"{number:05d}") + "x" for number in range(30_000)]
    many = rules(*[(names[at], f"{names[at + 10_000]} {names[at + 20_000]}", names[at + 1]) for at in range(10_000)])
    queries = [" ".join(names[at : at + 80 : 10]) for at in range(0, 9000, 45)]
    took = []
    for query in queries:
        begun = time.perf_counter()
        expand(query, "en", many)
        took.append(time.perf_counter() - begun)
    middle = sorted(took)[len(took) // 2]
    record_property("median", middle)

    assert middle < 0.001
