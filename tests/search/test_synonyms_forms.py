"""What editors type into the forms of rules: tidied, or refused with a sentence that says what to do."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from search.admin.trying import rule_form
from search.models import HiddenResult, PromotedResult, StopWordList, SynonymSet

pytestmark = pytest.mark.django_db


def bound(model, instance=None, **data):
    return rule_form(model, {"language": "en", **data}, None, instance)


def synonyms(terms, targets="", *, direction="two-way", language="en", instance=None):
    return bound(SynonymSet, instance, language=language, direction=direction, terms=terms, targets=targets, is_active="on")


def said(form):
    return " ".join(str(text) for texts in form.errors.values() for text in texts)


class TestSynonyms:
    def test_lines_are_stored_tidy(self):
        form = synonyms("  money   back \r\n\r\n\u200frefund\u200f\r\n")

        assert form.is_valid()
        assert form.save().terms == "money back\nrefund"

    def test_invisible_joiners_inside_words_stay(self):
        form = synonyms("کتاب‌خانه\nlibrary", language="fa")

        assert form.is_valid()
        assert form.save().terms == "کتاب‌خانه\nlibrary"

    @pytest.mark.parametrize(
        ("terms", "sentence"),
        [
            ("refund", "One word alone has no synonym"),
            ("refund\nrefund", "“refund” stands there twice"),
            ("refund\nREFUND", "“REFUND” and “refund” are the same for search"),
            ("refund\nrefunds\nmoney", "“refunds” and “refund” are the same for search"),
            ("the\nrefund", "“the” has only words that search leaves out"),
            ("refund\n???", "“???” has neither letters nor digits"),
            ("refund, money back\ncashback", "“refund, money back” has a comma"),
            ("refund\n" + "m" * 101, "is too long: a line has at most 100 signs"),
            ("\n".join(f"word{number}" for number in range(9)), "There are 9 lines; at most 8 can be used"),
            ("", "This field is required"),
        ],
    )
    def test_two_way_words_are_refused_with_a_reason(self, terms, sentence):
        form = synonyms(terms)

        assert not form.is_valid()
        assert sentence in said(form)

    def test_arabic_spellings_of_one_word_are_one_word(self):
        form = synonyms("إرجاع\nارجاع", language="ar")

        assert "are the same for search" in said(form)

    def test_a_comma_inside_a_number_is_no_list(self):
        assert synonyms("1,000 points\nthousand points").is_valid()

    def test_one_way_needs_what_it_brings(self):
        assert "Write what is looked for as well" in said(synonyms("iphone", direction="one-way"))

    def test_one_way_does_not_bring_what_was_typed(self):
        assert "“iPhones” is among the words already" in said(synonyms("iphone", "iPhones\nphone", direction="one-way"))

    def test_one_way_takes_fifty_words(self):
        lines = "\n".join(f"word{number}" for number in range(50))

        assert synonyms(lines, "phone", direction="one-way").is_valid()
        assert "There are 51 lines; at most 50" in said(synonyms(lines + "\nlast", "phone", direction="one-way"))

    def test_two_way_forgets_what_stood_on_the_other_side(self):
        form = synonyms("refund\nmoney back", "left over")

        assert form.is_valid()
        assert form.save().targets == ""

    def test_the_same_set_twice_is_refused(self):
        synonyms("refund\nmoney back").save()

        assert "There is a set of the same words already" in said(synonyms("refund\nmoney back"))

    def test_a_set_is_not_its_own_double(self):
        stored = synonyms("refund\nmoney back").save()

        assert synonyms("refund\nmoney back", instance=stored).is_valid()

    def test_an_unknown_language_is_refused(self):
        assert not synonyms("refund\nmoney back", language="xx").is_valid()

    @pytest.mark.parametrize("text", ["\x00", "\ud800x\nrefund", "\u202e\n" * 1000, '"' * 10_000, "\n" * 100_000])
    def test_hostile_texts_are_refused_or_stored_but_never_fail(self, text):
        form = synonyms(text + "\nmoney back")
        if form.is_valid():
            form.save()


class TestStopWords:
    def test_one_word_in_a_line(self):
        assert "“please now” is more than one word" in said(bound(StopWordList, words="please now"))

    def test_forms_of_a_word_are_different_stop_words(self):
        assert bound(StopWordList, words="order\norders").is_valid()

    def test_spellings_of_a_word_are_one(self):
        assert "are the same for search" in said(bound(StopWordList, words="Order\norder"))

    def test_one_list_for_a_language(self):
        StopWordList.objects.create(language="en", words="please")

        assert "This language has a list already" in said(bound(StopWordList, words="kindly"))


@pytest.fixture
def page(center):
    return center.page("Returns")


class TestPromotedResults:
    def test_it_is_stored(self, page):
        form = bound(PromotedResult, queries=" return policy \nrefund, quickly", page=page.pk)

        assert form.is_valid(), form.errors
        assert form.save().queries == "return policy\nrefund, quickly"

    def test_the_same_query_in_another_order_is_the_same(self, page):
        form = bound(PromotedResult, queries="return policy\npolicy on returns", page=page.pk)

        assert "“policy on returns” and “return policy” are the same" in said(form)

    def test_it_ends_after_it_starts(self, page):
        now = timezone.now()
        form = bound(PromotedResult, queries="refund", page=page.pk, starts=now + timedelta(days=2), ends=now + timedelta(days=1))

        assert "The end must be after the beginning" in said(form)

    def test_a_new_one_does_not_end_in_the_past(self, page):
        form = bound(PromotedResult, queries="refund", page=page.pk, ends=timezone.now() - timedelta(days=1))

        assert "This time is over already" in said(form)

    def test_the_same_page_for_the_same_query_at_the_same_time_is_refused(self, page):
        PromotedResult.objects.create(language="en", queries="delivery\nrefunds", page=page)

        form = bound(PromotedResult, queries="refund", page=page.pk)

        assert "Another rule promotes this page for “refund”" in said(form)

    def test_the_same_at_another_time_is_taken(self, page):
        now = timezone.now()
        PromotedResult.objects.create(language="en", queries="refund", page=page, ends=now + timedelta(days=1))

        assert bound(PromotedResult, queries="refund", page=page.pk, starts=now + timedelta(days=2)).is_valid()

    def test_another_page_for_the_same_query_is_taken(self, page, center):
        PromotedResult.objects.create(language="en", queries="refund", page=page)

        assert bound(PromotedResult, queries="refund", page=center.page("Refunds").pk).is_valid()

    def test_a_page_that_search_does_not_know_is_refused(self, center):
        root = Page.get_first_root_node()

        assert "This page is not found by search" in said(bound(PromotedResult, queries="refund", page=root.pk))


class TestHiddenResults:
    def test_without_queries_it_holds_for_every_search(self, page):
        assert bound(HiddenResult, queries="", page=page.pk).is_valid()

    def test_what_is_hidden_everywhere_is_not_hidden_again(self, page):
        HiddenResult.objects.create(language="en", page=page)

        assert "hidden from every search in this language already" in said(bound(HiddenResult, queries="refund", page=page.pk))

    def test_the_same_query_twice_is_refused(self, page):
        HiddenResult.objects.create(language="en", queries="refunds", page=page)

        assert "Another rule hides this page for “refund” already" in said(bound(HiddenResult, queries="refund", page=page.pk))


class TestNames:
    """How a rule is called in histories and questions, where a line may run from right to left."""

    def test_words_of_both_directions_are_listed(self):
        assert str(SynonymSet(terms="refund\nmoney back")) == "refund, money back"

    def test_one_direction_is_told_in_words(self):
        named = SynonymSet(terms="iphone", targets="phone\nmobile", direction="one-way")

        assert str(named) == "iphone (brings phone, mobile)"

    def test_a_rule_for_every_query_says_so(self):
        assert str(HiddenResult(queries="")) == "every query"
